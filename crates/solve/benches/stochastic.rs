//! Homotopies of stochastic games next to sgamesolver on the same games in one run, and on large ladders.
//!
//! `cargo bench -p talion-solve --bench stochastic [dense] [ladder]`. sgamesolver 1.0.2 is looked for in the
//! Python interpreters that `TALION_PEERS_PYTHON` lists (separated by colons; `python3` unless told). Times are
//! wall-clock seconds; the peer's start-up is left out.

#[path = "../tests/common/dynamic.rs"]
mod dynamic;
mod ladder;

use dynamic::random_stochastic;
use ladder::ladder;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;
use talion_game::{Quiet, StochasticGame};
use talion_solve::{BranchRun, LogTracing, LogitHomotopy};

/// Steps of the peer where a whole run would take five minutes and more.
const FEW_STEPS: u64 = 5;

fn main() {
    let asked: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with('-')).collect();
    let wants = |what: &str| asked.is_empty() || asked.iter().any(|a| a == what);
    if wants("dense") {
        dense();
    }
    if wants("ladder") {
        ladders();
    }
}

/// An interpreter that has sgamesolver.
fn peer() -> Option<PathBuf> {
    let listed = std::env::var("TALION_PEERS_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    listed.split(':').map(PathBuf::from).find(|python| {
        let mut command = Command::new(python);
        let find = "import importlib.util as u, sys; sys.exit(u.find_spec('sgamesolver') is None)";
        command.args(["-c", find]).stderr(Stdio::null());
        command.status().is_ok_and(|status| status.success())
    })
}

/// Seconds, steps and whether the peer converged.
fn peer_run(python: &Path, size: (usize, usize), seed: u64, most: u64) -> Option<(f64, u64, bool)> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/stochastic_peers.py");
    let numbers = [size.0 as u64, size.1 as u64, seed, most].map(|n| n.to_string());
    let output = Command::new(python).arg(script).args(numbers).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let mut words = text.split_whitespace();
    let (seconds, steps) = (words.next()?.parse().ok()?, words.next()?.parse().ok()?);
    Some((seconds, steps, words.next()? == "True"))
}

/// Least seconds of some runs by a pool of so many threads, and what they found. Runs go on until they
/// have taken two seconds together.
fn timed(threads: usize, run: impl Fn() -> BranchRun + Send + Sync) -> (f64, BranchRun) {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    pool.expect("a pool of a few threads").install(|| {
        let (mut least, mut all) = (f64::INFINITY, 0.0);
        loop {
            let start = Instant::now();
            let found = run();
            let seconds = start.elapsed().as_secs_f64();
            (least, all) = (least.min(seconds), all + seconds);
            if all > 2.0 {
                return (least, found);
            }
        }
    })
}

fn logit(game: &StochasticGame) -> BranchRun {
    let run = LogitHomotopy::default().follow(game, &Quiet);
    run.expect("the method takes any game")
}

fn tracing(game: &StochasticGame) -> BranchRun {
    let runs = LogTracing::default().follow(game, &Quiet).expect("the method takes any game");
    runs.into_iter().next().expect("there is a run for the uniform prior")
}

fn said(run: &BranchRun) -> String {
    let gain = run.equilibrium.certificate.one_shot_gain;
    format!("{:?}, {} steps, gain {gain:.0e}", run.end, run.steps)
}

fn dense() {
    let python = peer();
    let found = python.as_deref().map_or("not installed".to_owned(), |p| p.display().to_string());
    println!("sgamesolver: {found}");
    println!(
        "Random dense games, two players, discount .95: one equilibrium, seconds (one thread)"
    );
    for (states, actions, seeds, most) in
        [(10, 3, 0..3, 0), (50, 3, 0..2, 0), (100, 4, 0..1, FEW_STEPS), (200, 4, 0..1, FEW_STEPS)]
    {
        let unknowns = states * 2 * (actions + 1);
        for seed in seeds {
            let game = random_stochastic(states, &[actions, actions], &[0.95, 0.95], seed);
            let (one, run) = timed(1, || logit(&game));
            let (two, _) = timed(2, || logit(&game));
            let (trace, traced) = timed(1, || tracing(&game));
            println!(
                "{states}x2x{actions} ({unknowns} unknowns) seed {seed}: logit {one:.4} ({}), two \
                 threads {two:.4}; tracing {trace:.4} ({})",
                said(&run),
                said(&traced),
            );
            let Some(python) = &python else { continue };
            match peer_run(python, (states, actions), seed, most) {
                Some((seconds, steps, converged)) if most == 0 => println!(
                    "  sgamesolver {seconds:.3} ({steps} steps, converged: {converged}): {:.0}x",
                    seconds / one
                ),
                Some((seconds, steps, _)) => {
                    let (theirs, ours) = (seconds / steps as f64, one / run.steps as f64);
                    println!(
                        "  sgamesolver {theirs:.3} a step over its first {steps}, ours {ours:.4}: \
                         {:.0}x a step; its whole run takes over five minutes and was not made",
                        theirs / ours
                    );
                }
                None => println!("  sgamesolver gave no answer"),
            }
        }
    }
}

fn ladders() {
    println!("\nLadders, two players, up to six actions, sparse, two threads");
    for (rungs, gaps, hours, cyclic) in [
        (5, 5, 4, true),
        (10, 10, 10, false),
        (10, 10, 10, true),
        (20, 20, 25, false),
        (20, 20, 25, true),
    ] {
        let game = ladder(rungs, gaps, hours, cyclic);
        let start = Instant::now();
        let (seconds, run) = timed(2, || logit(&game));
        println!(
            "{} states, {} transitions, cyclic clock {cyclic}: logit {seconds:.2} s ({}), in all {:.2} s",
            game.state_count(),
            game.transition_count(),
            said(&run),
            start.elapsed().as_secs_f64()
        );
    }
}
