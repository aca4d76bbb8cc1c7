//! `talion solve` on a stochastic game: Markov-perfect equilibria, with values in every state.

mod methods;
mod result;
mod rows;
mod table;

use super::MOST_REGRET;
use crate::console::Console;
use crate::error::CliError;
use crate::exit::Exit;
use crate::flags::{GameConcept, GameFormat, SolveFlags};
use crate::output::Output;
use result::Solved;
use talion::game::{Observer, StochasticGame, Termination};
use talion::solve::Deadline;

/// Runs the command on a stochastic game.
pub(super) fn run(
    game: &StochasticGame,
    flags: &SolveFlags,
    output: Output,
) -> Result<Exit, CliError> {
    check_flags(flags)?;
    let method = methods::choose(flags)?;
    let console = Console::new(output.stderr.interactive && !output.quiet);
    console.stop_on_interrupt()?;
    let observer = Deadline::new(&console, flags.time_limit);
    let answer = method.solve(game, flags, &observer);
    console.clear();
    let mut answer = answer?;
    answer.limit(flags.limit);
    if answer.termination == Termination::Interrupted && observer.is_passed() {
        answer.termination = Termination::TimeLimit;
    }
    let doubt = doubt(&answer);
    let solved = Solved::new(game, answer, observer.elapsed().as_secs_f64());
    Output::result(&match flags.format {
        GameFormat::Table => table::draw(game, &solved, output.stdout),
        GameFormat::Json => solved.to_json()?,
        GameFormat::Csv => rows::write(game, &solved)?,
    })?;
    let Some(why) = doubt else { return Ok(Exit::Certified) };
    output.remark(&format!("not certified: {why}"))?;
    Ok(Exit::NotCertified)
}

/// Flags that mean nothing for a stochastic game are refused rather than passed over.
fn check_flags(flags: &SolveFlags) -> Result<(), CliError> {
    let refused = [
        ("concept", flags.concept != GameConcept::Nash),
        ("lambda", !flags.lambda.is_empty()),
        ("objective", flags.objective.is_some()),
        ("exact", flags.exact),
        ("memory-limit", flags.memory_limit.is_some()),
    ];
    match refused.into_iter().find(|(_, is_given)| *is_given) {
        Some((flag, _)) => Err(CliError::FlagNotForForm { flag, form: "stochastic" }),
        None => Ok(()),
    }
}

/// Why the answer is not certified; nothing if it is.
fn doubt(answer: &result::Answer) -> Option<String> {
    if matches!(answer.termination, Termination::Interrupted | Termination::TimeLimit) {
        return Some("stopped before all of it was done".to_owned());
    }
    for one in &answer.equilibria {
        let scale = one.values.iter().fold(1.0_f64, |most, v| most.max(v.abs()));
        // Written so that what is not a number is a doubt.
        let within = one.one_shot_gain <= MOST_REGRET * scale;
        if !within {
            let (gain, most) = (one.one_shot_gain, MOST_REGRET * scale);
            let lost = answer.lost.first().map_or_else(String::new, |lost| format!("; {lost}"));
            return Some(format!("one deviation gains {gain:e}, above {most:e}{lost}"));
        }
    }
    let silent = answer.equilibria.is_empty() && !answer.complete;
    silent.then(|| format!("{} found no equilibrium, and some exist", answer.method))
}
