//! `talion solve`: a game from a file, what a concept says of it, and the certificates.

mod choose;
mod correlated;
mod dominance;
mod memory;
mod nash;
mod quantal;
mod refine;
mod result;
mod rows;
mod select;
mod stochastic;
mod table;
mod task;
mod trees;

use crate::console::Console;
use crate::error::CliError;
use crate::exit::Exit;
use crate::flags::{GameConcept, GameFormat, SolveFlags};
use crate::game_file::{self, GameFile};
use crate::output::Output;
use result::{Head, Solved};
use talion::game::{ExtensiveForm, NormalForm, Observer, PlayerId, Termination};
use talion::solve::Deadline;
use task::{Answer, Task};

/// Largest regret that counts as certified, for payoffs that range over one unit or less; for wider
/// ranges it grows with them, as rounding does.
const MOST_REGRET: f64 = 1e-9;
/// The same for the end of a branch that was followed in steps.
const MOST_REGRET_OF_LIMIT: f64 = 1e-6;
/// Largest distance from a logit reply that counts as certified.
const MOST_RESIDUAL: f64 = 1e-9;

/// Runs the command.
pub(crate) fn run(flags: &SolveFlags, output: Output) -> Result<Exit, CliError> {
    choose::check_flags(flags)?;
    let (normal, tree) = match game_file::open(&flags.file)? {
        GameFile::Normal(game) => (Ok(game), None),
        GameFile::Extensive(tree) => (tree.normal_form(), Some(tree)),
        GameFile::Stochastic(game) => return stochastic::run(&game, flags, output),
    };
    choose::check_form(flags)?;
    let console = Console::new(output.stderr.interactive && !output.quiet);
    console.stop_on_interrupt()?;
    let observer = Deadline::new(&console, flags.time_limit);
    let tree = tree.as_deref();
    let task = Task { flags, normal: normal.as_ref(), tree, observer: &observer, output };
    let answer = answer(&task);
    console.clear();
    let answer = answer?;
    let doubt = doubt(&answer, flags.concept, normal.as_ref().ok(), tree);
    let seconds = observer.elapsed().as_secs_f64();
    let result =
        Solved::new(Head::of(tree, normal.as_ref().ok()), flags.concept.name(), answer, seconds);
    Output::result(&match flags.format {
        GameFormat::Table => table::draw(&result, output.stdout),
        GameFormat::Json => result.to_json()?,
        GameFormat::Csv => rows::write(&result)?,
    })?;
    let Some(why) = doubt else { return Ok(Exit::Certified) };
    output.remark(&format!("not certified: {why}"))?;
    Ok(Exit::NotCertified)
}

/// What the concept says of the game.
fn answer(task: &Task<'_>) -> Result<Answer, CliError> {
    let mut answer = match task.flags.concept {
        GameConcept::Nash | GameConcept::Pure => nash::equilibria(task),
        GameConcept::Qre => quantal::responses(task),
        GameConcept::Correlated | GameConcept::CoarseCorrelated => correlated::equilibrium(task),
        GameConcept::Rationalizable | GameConcept::Dominance => dominance::survivors(task),
        GameConcept::SubgamePerfect => trees::subgame_perfect(task),
        GameConcept::Sequential => trees::sequential(task),
        GameConcept::Perfect => refine::perfect(task),
        GameConcept::Proper => refine::proper(task),
        GameConcept::Evolutionary => refine::evolutionary(task),
        GameConcept::Replicator => refine::replicator(task),
        GameConcept::Potential => select::potential(task),
        GameConcept::ZeroSum => nash::zero_sum(task),
        GameConcept::RiskDominant | GameConcept::PayoffDominant => select::dominant(task),
    }?;
    limit(&mut answer, task.flags.limit);
    Ok(answer)
}

/// Keeps the first `limit` equilibria. Components would name some that are gone, so they go too.
fn limit(answer: &mut Answer, limit: Option<usize>) {
    if let Some(limit) = limit.filter(|limit| *limit < answer.equilibria.len()) {
        answer.equilibria.truncate(limit);
        answer.components.clear();
        answer.complete = false;
        answer.termination = Some(Termination::IterationLimit);
    }
}

/// Why the answer is not certified; nothing if it is.
fn doubt(
    answer: &Answer,
    concept: GameConcept,
    normal: Option<&NormalForm>,
    tree: Option<&ExtensiveForm>,
) -> Option<String> {
    if matches!(answer.termination, Some(Termination::Interrupted | Termination::TimeLimit)) {
        return Some("stopped before all of it was done".to_owned());
    }
    if let Some((what, size)) = answer.residual {
        // Written so that what is not a number is a doubt.
        let within = size <= MOST_RESIDUAL;
        return (!within).then(|| format!("{what} {size:e}, above {MOST_RESIDUAL:e}"));
    }
    let most = if concept == GameConcept::Qre { MOST_REGRET_OF_LIMIT } else { MOST_REGRET };
    let bound = most * payoff_range(normal, tree);
    let regret = answer.equilibria.iter().map(|e| e.max_regret).fold(0.0, f64::max);
    if regret > bound {
        return Some(format!("an equilibrium has regret {regret:e}, above {bound:e}"));
    }
    let silent = answer.equilibria.is_empty() && !answer.complete && !answer.settled;
    silent.then(|| format!("{} found no equilibrium, and some may exist", answer.method))
}

/// Largest payoff range of any player, one at least.
fn payoff_range(normal: Option<&NormalForm>, tree: Option<&ExtensiveForm>) -> f64 {
    if let Some(game) = normal {
        return (0..game.player_count())
            .map(|p| game.payoff_range(PlayerId(p)))
            .fold(1.0, f64::max);
    }
    let payoffs = tree.into_iter().flat_map(ExtensiveForm::outcomes).flat_map(|o| &o.payoffs);
    payoffs.map(|u| 2.0 * u.to_f64().abs()).fold(1.0, f64::max)
}
