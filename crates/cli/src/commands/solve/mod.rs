//! `talion solve`: a game from a file, its equilibria with their certificates.

mod behaviour;
mod choose;
mod limits;
mod result;
mod rows;
mod table;

use crate::console::Console;
use crate::error::CliError;
use crate::exit::Exit;
use crate::flags::{GameConcept, GameFormat, SolveFlags};
use crate::game_file::{self, GameFile};
use crate::output::Output;
use limits::Limited;
use result::{Answer, Solved};
use talion::game::{Equilibrium, NormalForm, Observer, Solution, Termination};
use talion::solve::{Dominance, Method, SolveError, iterated_strict_dominance};

/// Largest regret that counts as certified, for payoffs that range over one unit or less; for wider
/// ranges it grows with them, as rounding does.
const MOST_REGRET: f64 = 1e-9;

/// Runs the command.
pub(crate) fn run(flags: &SolveFlags, output: Output) -> Result<Exit, CliError> {
    let (game, tree) = match game_file::open(&flags.file)? {
        GameFile::Normal(game) => (game, None),
        GameFile::Extensive(tree) => (tree.normal_form()?, Some(tree)),
    };
    let console = Console::new(output.stderr.interactive && !output.quiet);
    console.stop_on_interrupt()?;
    let observer = Limited::new(&console, flags.time_limit);
    let answer = if flags.concept == GameConcept::Rationalizable {
        rationalizable(flags, &game, &observer)
    } else {
        equilibria(flags, &game, &observer)
    };
    console.clear();
    let answer = answer?;
    let result = Solved::new(&game, tree.as_deref(), flags.concept, answer);
    Output::result(&match flags.format {
        GameFormat::Table => table::draw(&result, output.stdout),
        GameFormat::Json => result.to_json()?,
        GameFormat::Csv => rows::write(&result)?,
    })?;
    verdict(&result, &game, output)
}

/// Equilibria by the method that was asked for, or the one that promises most.
fn equilibria(
    flags: &SolveFlags,
    game: &NormalForm,
    observer: &Limited<'_>,
) -> Result<Answer, CliError> {
    let method = choose::method(flags.concept, flags.method.as_deref(), game)?;
    // Rationals of the file that are no doubles: the same game in units in which they are.
    let whole = game.with_whole_payoffs();
    if flags.exact && whole.is_none() {
        return Err(CliError::NotExact {
            why: "the payoffs of the file are fractions too fine for the methods".to_owned(),
        });
    }
    let mut solution = method.solve(whole.as_ref().unwrap_or(game), observer)?;
    if solution.termination == Termination::Interrupted && observer.is_late() {
        solution.termination = Termination::TimeLimit;
    }
    if flags.exact && solution.equilibria.iter().any(|e| e.exact.is_none()) {
        let why = format!("the method {} has no exact mode", method.name());
        return Err(CliError::NotExact { why });
    }
    for equilibrium in &mut solution.equilibria {
        let exact = equilibrium.exact.take().filter(|_| whole.is_some());
        let strategies = equilibrium.strategies.clone();
        *equilibrium = Equilibrium::certify(game, equilibrium.concept, strategies, exact)
            .map_err(SolveError::from)?;
    }
    // All pure equilibria are not all equilibria.
    let partial = flags.concept == GameConcept::Nash && method.name() == choose::PURE;
    solution.complete &= !partial;
    limit(&mut solution, flags.limit);
    Ok(Answer { solution, remaining: None })
}

/// Keeps the first `limit` equilibria. Components would name some that are gone, so they go too.
fn limit(solution: &mut Solution, limit: Option<usize>) {
    if let Some(limit) = limit.filter(|limit| *limit < solution.equilibria.len()) {
        solution.equilibria.truncate(limit);
        solution.components.clear();
        solution.complete = false;
        solution.termination = Termination::IterationLimit;
    }
}

/// Strategies that survive iterated elimination.
fn rationalizable(
    flags: &SolveFlags,
    game: &NormalForm,
    observer: &Limited<'_>,
) -> Result<Answer, CliError> {
    const METHOD: &str = "iterated-strict-dominance";
    if let Some(name) = flags.method.as_deref().filter(|name| *name != METHOD) {
        return Err(choose::unknown(name, vec![METHOD]));
    }
    let whole = game.with_whole_payoffs();
    let reduction =
        iterated_strict_dominance(whole.as_ref().unwrap_or(game), Dominance::Mixed, observer);
    let solution = Solution {
        equilibria: Vec::new(),
        complete: reduction.complete,
        components: Vec::new(),
        termination: match (reduction.complete, observer.is_late()) {
            (true, _) => Termination::Enumerated,
            (false, true) => Termination::TimeLimit,
            (false, false) => Termination::Interrupted,
        },
        iterations: reduction.eliminations.len() as u64,
        elapsed: observer.elapsed(),
        method: METHOD.to_owned(),
    };
    let remaining = reduction.remaining.iter().map(|left| left.iter().map(|s| s.0).collect());
    Ok(Answer { solution, remaining: Some(remaining.collect()) })
}

/// Certified, or why not.
fn verdict(result: &Solved, game: &NormalForm, output: Output) -> Result<Exit, CliError> {
    let range = (0..game.player_count())
        .map(|p| game.payoff_range(talion::game::PlayerId(p)))
        .fold(1.0, f64::max);
    let regret = result.equilibria.iter().map(|e| e.max_regret).fold(0.0, f64::max);
    let why = if matches!(result.termination, "interrupted" | "time-limit") {
        "stopped before all of it was done".to_owned()
    } else if regret > MOST_REGRET * range {
        format!("an equilibrium has regret {regret:e}, above {:e}", MOST_REGRET * range)
    } else if result.equilibria.is_empty() && !result.complete && result.remaining.is_none() {
        format!("{} found no equilibrium, and some may exist", result.method)
    } else {
        return Ok(Exit::Certified);
    };
    output.remark(&format!("not certified: {why}"))?;
    Ok(Exit::NotCertified)
}

/// The name of a method, for messages.
fn names(methods: &[&'static dyn Method]) -> Vec<&'static str> {
    methods.iter().map(|method| method.name()).collect()
}
