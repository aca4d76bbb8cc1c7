//! Games without end on ladders of the built-in scenario's kind: how long until there is a certified
//! equilibrium, and in how much memory.
//!
//! `cargo bench -p talion --bench ladder`. Ladders grow by rungs: lists by coverage and rate, controls by
//! sectors, retaliation and industrial policy by rate. Everything else, the economy, the race, the talks, the
//! weights, is that of `us-china-2018`. Times are by the wall, on all threads; peaks of memory are the
//! process's, as Linux counts them, and only grow from one ladder to the next.

use std::fmt::Write as _;
use std::time::{Duration, Instant};
use talion::economy::Economy;
use talion::game::Observer;
use talion::model::{Ladder, Scenario, SolvedPolicies, Without, embedded};
use talion::solve::{HorizonLimit, LogitHomotopy, MarkovMethod, MarkovSolution};

type Failure = Box<dyn std::error::Error>;

/// Seconds after which a method is stopped.
const PATIENCE: f64 = 60.0;

struct Clock(Instant);

impl Observer for Clock {
    fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }

    fn stopped(&self) -> bool {
        self.0.elapsed().as_secs_f64() > PATIENCE
    }
}

fn main() -> Result<(), Failure> {
    println!(
        "| states | actions | transitions | built | method | end | time | one-shot gain | peak |"
    );
    println!("|---|---|---|---|---|---|---|---|---|");
    let embedded = embedded::text("us-china-2018").ok_or("the scenario is built in")?;
    measure(embedded, true)?;
    for rungs in [[2, 2, 2, 2], [4, 2, 2, 2], [5, 3, 3, 3]] {
        measure(&grown(embedded, rungs), false)?;
    }
    Ok(())
}

/// The scenario with other rungs: so many of lists, controls, retaliation and industrial policy.
fn grown(scenario: &str, [lists, controls, retaliation, industry]: [usize; 4]) -> String {
    let end = scenario.find("[[rung]]").unwrap_or(scenario.len());
    let mut text = scenario[..end].to_owned();
    for (player, idle) in [("USA", "a"), ("CHN", "b")] {
        let _ = write!(
            text,
            "[[package]]\nname = \"{idle}\"\nplayer = \"{player}\"\nmoves = []\nstatus_quo = true\n\n"
        );
    }
    let mut rung = |player: &str, track: &str, k: usize, of_move: String| {
        let _ = write!(
            text,
            "[[move]]\nname = \"{track}-{k}\"\nplayer = \"{player}\"\n{of_move}\n\n[[rung]]\nplayer = \
             \"{player}\"\ntrack = \"{track}\"\nname = \"{track}-{k}\"\nmoves = [\"{track}-{k}\"]\n\n"
        );
    };
    let tariff = |rate: f64, value: f64, base: f64| {
        format!(
            "kind = \"tariff\"\nrate = {rate}\nvalue_usd_bn = {value:?}\nbase_usd_bn = {base:?}"
        )
    };
    let steps = [(0.10, 50.0), (0.25, 50.0), (0.10, 150.0), (0.25, 150.0), (0.25, 250.0)];
    for (k, (rate, value)) in steps.into_iter().take(lists).enumerate() {
        rung("USA", "lists", k, tariff(rate, value, 505.5));
    }
    let sectors = ["ELE = 1.0", "ELE = 1.0, OTE = 0.5", "ELE = 1.0, OTE = 0.5, MAC = 0.5"];
    for (k, covered) in sectors.into_iter().take(controls).enumerate() {
        let ban = format!("kind = \"export-control\"\ncoverage = {{ {covered} }}");
        rung("USA", "controls", k, ban);
    }
    for (k, (rate, value)) in
        [(0.10, 50.0), (0.25, 50.0), (0.25, 100.0)].into_iter().take(retaliation).enumerate()
    {
        rung("CHN", "retaliation", k, tariff(rate, value, 130.0));
    }
    for (k, rate) in [0.01, 0.02, 0.03].into_iter().take(industry).enumerate() {
        let subsidy = format!(
            "kind = \"subsidy\"\nsectors = [\"PHA\", \"ELE\", \"EEQ\", \"MAC\", \"OTE\"]\nrate = {rate}\n\
             intensity = {:?}",
            [0.333, 0.667, 1.0][k]
        );
        rung("CHN", "industry", k, subsidy);
    }
    text
}

fn measure(scenario: &str, homotopy: bool) -> Result<(), Failure> {
    let scenario =
        Scenario::parse("bench", scenario).map_err(|problems| format!("{problems:?}"))?;
    let economy = Economy::new(scenario.dataset(), scenario.economy_options())?;
    let start = Instant::now();
    let mut solved = SolvedPolicies::default();
    let ladder = Ladder::build(&scenario, &economy, Without::Nothing, &mut solved, &Clock(start))?;
    let ladder = ladder.ok_or("the scenario has a ladder")?;
    let built = start.elapsed().as_secs_f64();
    let limit = HorizonLimit::default();
    let logit = LogitHomotopy::default();
    let mut methods: Vec<&dyn MarkovMethod> = vec![&limit];
    if homotopy {
        methods.push(&logit);
    }
    for method in methods {
        let clock = Clock(Instant::now());
        let found = method.solve(ladder.game(), &clock)?;
        tell(&ladder, built, &found, clock.elapsed().as_secs_f64());
    }
    Ok(())
}

fn tell(ladder: &Ladder, built: f64, found: &MarkovSolution, seconds: f64) {
    let game = ladder.game();
    let actions = game.states().flat_map(|s| {
        (0..game.player_count()).map(move |p| game.action_count(s, talion::game::PlayerId(p)))
    });
    let gain = found.equilibria.first().map_or(f64::NAN, |one| one.certificate.one_shot_gain);
    println!(
        "| {} | {} | {} | {built:.1} s | {} | {:?} | {seconds:.2} s | {gain:.0e} | {} |",
        game.state_count(),
        actions.max().unwrap_or(0),
        game.transition_count(),
        found.method,
        found.termination,
        peak().unwrap_or_else(|| "not counted here".to_owned()),
    );
}

/// Largest memory of the process so far.
fn peak() -> Option<String> {
    let text = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = text.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kib: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(format!("{:.0} MiB", kib / 1024.0))
}
