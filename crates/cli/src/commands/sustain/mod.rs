//! `talion sustain`: a repeated game from a file or a scenario, which promises are kept, and by how much patience.

mod result;
mod table;

use crate::console::Console;
use crate::error::CliError;
use crate::exit::Exit;
use crate::flags::{SustainFlags, SustainFormat};
use crate::output::Output;
use crate::scenario_source::{Asked, asked};
use crate::{game_file, scenario_source};
use result::SustainResult;
use talion::game::{GameError, NormalForm, RepeatedGame, Termination};
use talion::solve::SolveError;
use talion::solve::repeated::{Sustain, SustainOptions, sustain};

/// Largest gain from a deviation, over the payoff range, that counts as certified.
const MOST_GAIN: f64 = 1e-8;
/// The same where the set was approximated.
const MOST_GAIN_OF_APPROXIMATION: f64 = 1e-6;

/// Runs the command.
pub(crate) fn run(flags: &SustainFlags, output: Output) -> Result<Exit, CliError> {
    let console = Console::new(output.stderr.interactive && !output.quiet);
    console.stop_on_interrupt()?;
    let game = game(flags, &console)?;
    let options = SustainOptions {
        target: target(flags, game.stage())?,
        periods: flags.periods.clone(),
        ..SustainOptions::default()
    };
    let found = sustain(&game, &options, &console);
    console.clear();
    let found = found?;
    let doubt = doubt(&game, &found);
    let result = SustainResult::new(&game, &found, doubt.is_none());
    Output::result(&match flags.format {
        SustainFormat::Table => table::draw(&result),
        SustainFormat::Json => {
            serde_json::to_string_pretty(&result).map_err(std::io::Error::from)?
        }
    })?;
    let Some(why) = doubt else { return Ok(Exit::Certified) };
    output.remark(&format!("not certified: {why}"))?;
    Ok(Exit::NotCertified)
}

/// The game of the scenario or file, with the factors of the flag where it is given.
fn game(flags: &SustainFlags, console: &Console) -> Result<RepeatedGame, CliError> {
    let given = |players: usize| match flags.discount.as_slice() {
        [] => None,
        [one] => Some(vec![*one; players]),
        many => Some(many.to_vec()),
    };
    let path = match asked(flags.game.as_deref()) {
        Asked::Game(path) => path,
        Asked::Scenario(name) => {
            let scenario = scenario_source::open(name)?;
            let discounts = given(scenario.players().len());
            return Ok(talion::scenario_repeated(&scenario, discounts, console)?);
        }
    };
    let (stage, of_file) = game_file::open_repeated(path)?;
    let discounts = given(stage.player_count())
        .or(of_file)
        .ok_or_else(|| CliError::NoDiscount { path: path.to_owned() })?;
    Ok(RepeatedGame::new(stage, discounts).map_err(SolveError::from)?)
}

/// The strategies of the promise, by label or number.
fn target(flags: &SustainFlags, stage: &NormalForm) -> Result<Option<Vec<usize>>, CliError> {
    if flags.keep.is_empty() {
        return Ok(None);
    }
    let (found, expected) = (flags.keep.len(), stage.player_count());
    if found != expected {
        return Err(SolveError::from(GameError::ProfileLength { found, expected }).into());
    }
    let chosen = flags.keep.iter().zip(stage.players()).map(|(word, player)| {
        let by_label = player.strategies.iter().position(|label| label == word);
        let number = word.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        let by_number = number.filter(|&number| number < player.strategies.len());
        by_label.or(by_number).ok_or_else(|| CliError::UnknownStrategy {
            name: word.clone(),
            player: player.label.clone(),
            strategies: player.strategies.clone(),
        })
    });
    chosen.collect::<Result<_, _>>().map(Some)
}

/// Why the answer is not certified; nothing if it is.
fn doubt(game: &RepeatedGame, found: &Sustain) -> Option<String> {
    let ended = found.payoff_set.as_ref().map(|set| set.termination);
    let ended = ended.or(found.approximation.as_ref().map(|set| set.termination));
    if ended != Some(Termination::Converged) {
        return Some("the set of payoffs had not settled when the work stopped".to_owned());
    }
    let check = found.check.as_ref()?;
    let most = if found.payoff_set.is_some() { MOST_GAIN } else { MOST_GAIN_OF_APPROXIMATION };
    let range = (0..game.stage().player_count())
        .map(|p| game.stage().payoff_range(talion::game::PlayerId(p)))
        .fold(1.0, f64::max);
    // Written so that what is not a number is a doubt.
    let within = check.one_shot_gain <= most * range;
    (!within).then(|| format!("somebody gains {:e} by a deviation", check.one_shot_gain))
}
