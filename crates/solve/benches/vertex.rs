//! All equilibria of random integer bimatrix games (payoffs 0..999), next to `lrsnash` if installed.
//!
//! `cargo bench -p talion-solve --bench vertex`; one thread: `RAYON_NUM_THREADS=1`.

use divan::{Bencher, black_box};
use std::io::Write;
use std::process::{Command, Stdio};
use talion_game::{NormalForm, Quiet};
use talion_solve::vertex_enumeration;

const SIZES: [usize; 6] = [6, 8, 10, 12, 14, 16];

fn main() {
    divan::main();
}

/// Payoffs from a fixed linear congruential sequence (Knuth's MMIX constants).
fn payoffs(n: usize) -> [Vec<Vec<f64>>; 2] {
    let mut state = n as u64;
    let mut next = || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((state >> 33) % 1000) as f64
    };
    [(); 2].map(|()| (0..n).map(|_| (0..n).map(|_| next()).collect()).collect())
}

#[divan::bench(args = SIZES, max_time = 3)]
fn talion(bencher: Bencher<'_, '_>, n: usize) {
    let [row, column] = payoffs(n);
    let labels = vec!["s"; n];
    let game = NormalForm::bimatrix([("1", labels.clone()), ("2", labels)], &row, &column);
    let Ok(game) = game else { return };
    bencher.bench(|| vertex_enumeration(black_box(&game), &Quiet));
}

/// The same game through the peer's own program, start of the process included.
#[divan::bench(args = SIZES, max_time = 3)]
fn lrsnash(bencher: Bencher<'_, '_>, n: usize) {
    let text = |matrix: &[Vec<f64>]| {
        let line = |line: &Vec<f64>| line.iter().map(f64::to_string).collect::<Vec<_>>().join(" ");
        matrix.iter().map(line).collect::<Vec<_>>().join("\n")
    };
    let [row, column] = payoffs(n);
    let input = format!("{n} {n}\n\n{}\n\n{}\n", text(&row), text(&column));
    let file = std::env::temp_dir().join(format!("talion-bench-{n}.lrs"));
    let written = std::fs::File::create(&file).and_then(|mut f| f.write_all(input.as_bytes()));
    let installed = Command::new("lrsnash")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    if written.is_ok() && installed.is_ok() {
        bencher.bench(|| Command::new("lrsnash").arg(&file).stdout(Stdio::null()).status());
    }
}
