//! Talion next to its peers on the same games in one run: times, what was found, ratios.
//!
//! `cargo bench -p talion-solve --bench peers`. Peers are `lrsnash` on the path, and `quantecon`,
//! `pygambit` and `nashpy` in any of the Python interpreters that `TALION_PEERS_PYTHON` lists (separated
//! by colons; `python3` unless told). Peers that are not there are named. Every time is the least of
//! several runs; peers' start-up is left out, except for `lrsnash`, which is a program of its own.

use std::fmt::Write as _;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;
use talion_game::{NormalForm, Player, PlayerId, Quiet};
use talion_solve::{one_equilibrium, pure_equilibria, vertex_enumeration};

/// Seconds after which a peer's larger games are left out.
const PATIENCE: f64 = 20.0;

fn main() {
    let peers = Peers::find();
    println!("{}", peers.said());
    all_equilibria(&peers);
    one_of_many_players(&peers);
    pure_scan();
}

/// The peers that are installed.
struct Peers {
    /// An interpreter for each of the Python modules.
    python: Vec<(&'static str, Option<PathBuf>)>,
    lrsnash: bool,
}

impl Peers {
    fn find() -> Self {
        let listed = std::env::var("TALION_PEERS_PYTHON").unwrap_or_else(|_| "python3".to_owned());
        let interpreters: Vec<PathBuf> = listed.split(':').map(PathBuf::from).collect();
        let with = |module: &'static str| {
            let imports = |python: &&PathBuf| {
                let mut command = Command::new(python);
                command.args(["-c", &format!("import {module}")]).stderr(Stdio::null());
                command.status().is_ok_and(|status| status.success())
            };
            (module, interpreters.iter().find(imports).cloned())
        };
        let mut lrsnash = Command::new("lrsnash");
        let silent = lrsnash.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let lrsnash = silent.status().is_ok();
        Self { python: ["quantecon", "pygambit", "nashpy"].map(with).to_vec(), lrsnash }
    }

    fn said(&self) -> String {
        let mut there: Vec<&str> = Vec::new();
        let mut missing: Vec<&str> = Vec::new();
        for (name, found) in &self.python {
            if found.is_some() { &mut there } else { &mut missing }.push(name);
        }
        if self.lrsnash { &mut there } else { &mut missing }.push("lrsnash");
        let list = |names: &[&str]| {
            if names.is_empty() { "none".to_owned() } else { names.join(", ") }
        };
        format!("peers: {}; not installed: {}\n", list(&there), list(&missing))
    }

    /// Least seconds and what was found; `None` if the peer is not there or fails.
    fn python(&self, module: &str, task: &str, file: &Path, repeats: u32) -> Option<(f64, String)> {
        let (_, python) = self.python.iter().find(|(name, _)| *name == module)?;
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/peers.py");
        let output = Command::new(python.as_ref()?)
            .arg(script)
            .args([module, task])
            .arg(file)
            .arg(repeats.to_string())
            .output()
            .ok()?;
        let text = String::from_utf8(output.stdout).ok()?;
        let (seconds, found) = text.trim().split_once(' ')?;
        Some((seconds.parse().ok()?, found.to_owned()))
    }

    fn lrsnash(&self, file: &Path, repeats: u32) -> Option<(f64, String)> {
        if !self.lrsnash {
            return None;
        }
        let mut count = String::new();
        let run = || {
            let output = Command::new("lrsnash").arg(file).output();
            let text = output.map(|o| String::from_utf8_lossy(&o.stdout).into_owned());
            text.unwrap_or_default()
        };
        let seconds = least(repeats, || {
            let text = run();
            let line = text.lines().find(|line| line.contains("equilibria found"));
            let digits = line.map(|l| l.chars().filter(char::is_ascii_digit).collect());
            count = digits.unwrap_or_default();
        });
        Some((seconds, count))
    }
}

/// The least time of several runs.
fn least(repeats: u32, mut work: impl FnMut()) -> f64 {
    (0..repeats)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed().as_secs_f64()
        })
        .fold(f64::INFINITY, f64::min)
}

/// Payoffs 0..999 from a fixed linear congruential sequence (Knuth's MMIX constants).
fn random_game(shape: &[usize], seed: u64) -> NormalForm {
    let mut state = seed;
    let mut next = || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((state >> 33) % 1000) as f64
    };
    let profiles: usize = shape.iter().product();
    let payoffs = shape.iter().map(|_| (0..profiles).map(|_| next()).collect()).collect();
    game(shape, payoffs)
}

fn game(shape: &[usize], payoffs: Vec<Vec<f64>>) -> NormalForm {
    let label = |m: usize| (0..m).map(|s| s.to_string()).collect();
    let players = shape
        .iter()
        .enumerate()
        .map(|(p, &m)| Player { label: p.to_string(), strategies: label(m) })
        .collect();
    NormalForm::new("", players, payoffs).expect("shapes and payoffs of a bench fit")
}

/// The files that peers read: JSON for Python, and lrsnash's own format for two players.
fn files(game: &NormalForm, name: &str) -> (PathBuf, PathBuf) {
    let folder = std::env::temp_dir();
    let shape: Vec<usize> = game.players().iter().map(|p| p.strategies.len()).collect();
    let tensors: Vec<&[f64]> = (0..shape.len()).map(|p| game.payoffs(PlayerId(p))).collect();
    let json = folder.join(format!("talion-peers-{name}.json"));
    let text = serde_json::json!({ "shape": shape, "payoffs": tensors }).to_string();
    std::fs::write(&json, text).expect("the temporary folder can be written");
    let lrs = folder.join(format!("talion-peers-{name}.lrs"));
    if let [m, n] = shape[..] {
        let mut text = format!("{m} {n}\n");
        for tensor in tensors {
            text.push('\n');
            for i in 0..m {
                for j in 0..n {
                    let _ = write!(text, "{} ", tensor[i + m * j]);
                }
                text.push('\n');
            }
        }
        std::fs::write(&lrs, text).expect("the temporary folder can be written");
    }
    (json, lrs)
}

fn within<T: Send>(threads: usize, work: impl Fn() -> T + Sync + Send) -> T {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    pool.expect("a pool of a few threads").install(work)
}

fn all_equilibria(peers: &Peers) {
    println!(
        "All equilibria of random integer bimatrix games, seconds (number found), ratio to one thread"
    );
    println!(
        "{:>3} {:>18} {:>12} {:>26} {:>26} {:>26} {:>26}",
        "n", "talion, 1 thread", "2 threads", "lrsnash", "quantecon", "gambit (rational)", "nashpy"
    );
    let mut slow = [false; 4];
    for n in [6, 8, 10, 12, 14, 16] {
        let game = random_game(&[n, n], n as u64);
        let repeats = if n <= 10 {
            20
        } else if n <= 14 {
            5
        } else {
            3
        };
        let (json, lrs) = files(&game, &format!("{n}"));
        let mut found = 0;
        let mut one = f64::INFINITY;
        let mut two = f64::INFINITY;
        for threads in [1, 2] {
            let seconds = within(threads, || {
                least(repeats, || {
                    let _ = black_box(vertex_enumeration(black_box(&game), &Quiet));
                })
            });
            *(if threads == 1 { &mut one } else { &mut two }) = seconds;
            found = vertex_enumeration(&game, &Quiet).map_or(0, |s| s.equilibria.len());
        }
        let runs: [&dyn Fn() -> Option<(f64, String)>; 4] = [
            &|| peers.lrsnash(&lrs, repeats),
            &|| peers.python("quantecon", "all", &json, repeats),
            &|| peers.python("pygambit", "all", &json, 1),
            &|| peers.python("nashpy", "all", &json, 1),
        ];
        let mut line = format!("{n:>3} {one:>12.5} ({found:>3}) {two:>7.5} {:>3.1}x", one / two);
        for (run, slow) in runs.iter().zip(&mut slow) {
            let cell = match if *slow { None } else { run() } {
                Some((seconds, count)) => {
                    *slow = seconds * 12.0 > PATIENCE;
                    format!("{seconds:.5} ({count}) {:.1}x", seconds / one)
                }
                None => "-".to_owned(),
            };
            let _ = write!(line, " {cell:>26}");
        }
        println!("{line}");
    }
}

fn one_of_many_players(peers: &Peers) {
    println!(
        "\nOne equilibrium, seconds (regret over the payoff range for talion, number found for gambit's logit)"
    );
    for shape in [&[3, 3, 3][..], &[5, 5, 5], &[8, 8, 8], &[4, 4, 4, 4]] {
        let name = shape.iter().map(ToString::to_string).collect::<Vec<_>>().join("x");
        let game = random_game(shape, 7);
        let mut regret = f64::NAN;
        let seconds = within(1, || {
            let mut best = f64::INFINITY;
            for _ in 0..3 {
                let start = Instant::now();
                let solved = one_equilibrium(&game, &Quiet);
                best = best.min(start.elapsed().as_secs_f64());
                black_box(&solved).as_ref().ok();
            }
            best
        });
        if let Ok(solution) = one_equilibrium(&game, &Quiet) {
            regret = solution.max_regret() / 999.0;
        }
        let (json, _) = files(&game, &name);
        let gambit = peers.python("pygambit", "one", &json, 1).map_or_else(
            || "-".to_owned(),
            |(time, count)| format!("{time:.4} ({count}) {:.1}x", time / seconds),
        );
        println!("{name:>9} {seconds:>9.4} ({regret:.0e}) {gambit:>24}");
    }
}

/// Ten million profiles: bytes of payoffs per second, next to what one summing pass reads.
fn pure_scan() {
    println!("\nPure equilibria of 10^7 profiles, one thread: GB of payoffs per second");
    for (players, strategies) in [(2_usize, 3162_usize), (3, 215), (7, 10)] {
        let shape = vec![strategies; players];
        let profiles: usize = shape.iter().product();
        let tensor =
            |p: usize| (0..profiles).map(|i| ((i * 7919 + p * 31) % 1009) as f64).collect();
        let game = game(&shape, (0..players).map(tensor).collect());
        let bytes = 8.0 * (profiles * players) as f64;
        let scan = within(1, || {
            least(3, || {
                let _ = black_box(pure_equilibria(black_box(&game), &Quiet));
            })
        });
        let sum = least(3, || {
            for p in 0..players {
                let mut sums = [0.0; 8];
                for chunk in game.payoffs(PlayerId(p)).chunks_exact(8) {
                    for (sum, u) in sums.iter_mut().zip(chunk) {
                        *sum += u;
                    }
                }
                black_box(sums);
            }
        });
        let rate = |seconds: f64| bytes / seconds / 1e9;
        println!(
            "{players} players: {:.2} in {scan:.3} s; a summing pass reads {:.2}",
            rate(scan),
            rate(sum)
        );
    }
}
