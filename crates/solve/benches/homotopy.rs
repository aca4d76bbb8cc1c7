//! Homotopies of stochastic games next to sgamesolver on the same games in one run, and on large ladders.
//!
//! `cargo bench -p talion-solve --bench homotopy [dense] [ladder]`. sgamesolver 1.0.2 is looked for in the
//! Python interpreters that `TALION_PEERS_PYTHON` lists (separated by colons; `python3` unless told). Times are
//! CPU seconds of one thread, on both sides, so that a busy machine does not count; the peer's start-up is
//! left out. Ladders are timed by the wall.

#[path = "../tests/common/dynamic.rs"]
mod dynamic;
mod ladder;

use dynamic::random_stochastic;
use ladder::ladder;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;
use talion_game::{Observer, Quiet, StochasticGame};
use talion_solve::{
    BranchRun, HorizonLimit, LogTracing, LogitHomotopy, MarkovMethod, StateRecursion,
};

/// Seconds after which a ladder is left where it is.
const PATIENCE: f64 = 60.0;
/// What keeps the peer's linear algebra on one thread.
const ONE_THREAD: [&str; 3] = ["OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"];
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
    let mut command = Command::new(python);
    command.arg(script).args(numbers).envs(ONE_THREAD.map(|name| (name, "1")));
    let output = command.output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let mut words = text.split_whitespace();
    let (seconds, steps) = (words.next()?.parse().ok()?, words.next()?.parse().ok()?);
    Some((seconds, steps, words.next()? == "True"))
}

/// Mean CPU seconds of some runs on one thread, and what they found. Runs go on until they have taken two
/// seconds together: the clock moves by some milliseconds at a time.
fn timed(run: impl Fn() -> BranchRun + Send + Sync) -> (f64, BranchRun) {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build();
    pool.expect("a pool of one thread").install(|| {
        let clock = Instant::now();
        let start = cpu_seconds(clock);
        for runs in 1.. {
            let found = run();
            let all = cpu_seconds(clock) - start;
            if all > 2.0 {
                return (all / f64::from(runs), found);
            }
        }
        unreachable!("runs take time")
    })
}

/// Seconds that this thread has run, as Linux counts them; by the wall elsewhere.
fn cpu_seconds(clock: Instant) -> f64 {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = text.split_whitespace().next().and_then(|word| word.parse::<u64>().ok());
    nanoseconds.map_or_else(|| clock.elapsed().as_secs_f64(), |n| n as f64 * 1e-9)
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
        "Random dense games, two players, discount .95: one equilibrium, CPU seconds of one thread"
    );
    for (states, actions, seeds, most) in
        [(10, 3, 0..3, 0), (50, 3, 0..2, 0), (100, 4, 0..1, FEW_STEPS), (200, 4, 0..1, FEW_STEPS)]
    {
        let unknowns = states * 2 * (actions + 1);
        for seed in seeds {
            let game = random_stochastic(states, &[actions, actions], &[0.95, 0.95], seed);
            let (one, run) = timed(|| logit(&game));
            let (trace, traced) = timed(|| tracing(&game));
            println!(
                "{states}x2x{actions} ({unknowns} unknowns) seed {seed}: logit {one:.4} ({}); \
                 tracing {trace:.4} ({})",
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

/// Stops a run when its time is up, by the wall.
struct Patience {
    start: Instant,
    seconds: f64,
}

impl Observer for Patience {
    fn stopped(&self) -> bool {
        self.start.elapsed().as_secs_f64() >= self.seconds
    }
}

fn ladders() {
    println!(
        "\nLadders, two players, up to six actions, sparse, all threads, {PATIENCE} s by the wall"
    );
    for (rungs, gaps, hours, cyclic) in
        [(5, 5, 4, true), (10, 10, 10, false), (20, 20, 25, false), (20, 20, 25, true)]
    {
        let game = ladder(rungs, gaps, hours, cyclic);
        let start = Instant::now();
        let patience = Patience { start, seconds: PATIENCE };
        let run = LogitHomotopy::default().follow(&game, &patience);
        let run = run.expect("the method takes any game");
        println!(
            "{} states, {} transitions, cyclic clock {cyclic}: logit {:.2} s ({}, lambda {:.3e})",
            game.state_count(),
            game.transition_count(),
            start.elapsed().as_secs_f64(),
            said(&run),
            run.parameter
        );
        solve("state recursion", &StateRecursion::default(), &game);
        solve("limit of horizons", &HorizonLimit::default(), &game);
    }
}

/// Another method on the same ladder, with its certificate.
fn solve(name: &str, method: &dyn MarkovMethod, game: &StochasticGame) {
    let start = Instant::now();
    let patience = Patience { start, seconds: PATIENCE };
    match method.solve(game, &patience) {
        Ok(found) => {
            let gains = found.equilibria.iter().map(|one| one.certificate.one_shot_gain);
            println!(
                "  {name} {:.2} s ({:?}, {} equilibria, largest gain {:.0e})",
                start.elapsed().as_secs_f64(),
                found.termination,
                found.equilibria.len(),
                gains.fold(0.0, f64::max)
            );
        }
        Err(error) => println!("  {name}: {error}"),
    }
}
