//! `talion sustain`: a repeated game from a file or a scenario, which promises are kept, and by how much patience.

mod table;
mod tariffs;

use crate::console::Console;
use crate::error::CliError;
use crate::exit::Exit;
use crate::flags::{SustainFlags, SustainFormat};
use crate::output::Output;
use crate::scenario_source::{Asked, asked};
use crate::{game_file, scenario_source};
use talion::SustainFindings;
use talion::game::{GameError, NormalForm, RepeatedGame};
use talion::model::Scenario;
use talion::solve::SolveError;
use talion::solve::repeated::{SustainOptions, sustain};

/// Runs the command.
pub(crate) fn run(flags: &SustainFlags, output: Output) -> Result<Exit, CliError> {
    let console = Console::new(output.stderr.interactive && !output.quiet);
    console.stop_on_interrupt()?;
    if flags.tariffs {
        return tariffs::run(flags, &console, output);
    }
    let (game, scenario) = game(flags, &console)?;
    let deal = scenario.as_ref().and_then(talion::deal_profile);
    let options = SustainOptions {
        target: target(flags, game.stage())?.or(deal),
        periods: flags.periods.clone(),
        ..SustainOptions::default()
    };
    let found = sustain(&game, &options, &console);
    console.clear();
    let found = found?;
    let doubt = talion::sustain_doubt(&game, &found);
    let result = match scenario {
        Some(_) => SustainFindings::of_scenario(&game, &found, &console)?,
        None => SustainFindings::new(&game, &found),
    };
    Output::result(&match flags.format {
        SustainFormat::Table => table::draw(&result, output.stdout),
        SustainFormat::Json => {
            serde_json::to_string_pretty(&result).map_err(std::io::Error::from)?
        }
    })?;
    let Some(why) = doubt else { return Ok(Exit::Certified) };
    output.remark(&format!("not certified: {why}"))?;
    Ok(Exit::NotCertified)
}

/// The game of the scenario or file, with the factors of the flag where it is given; and the scenario.
fn game(
    flags: &SustainFlags,
    console: &Console,
) -> Result<(RepeatedGame, Option<Scenario>), CliError> {
    let path = match asked(flags.game.as_deref()) {
        Asked::Game(path) => path,
        Asked::Scenario(name) => {
            let scenario = scenario_source::open(name)?;
            let discounts = flags.discounts(scenario.players().len());
            let game = talion::scenario_repeated(&scenario, discounts, console)?;
            return Ok((game, Some(scenario)));
        }
    };
    let (stage, of_file) = game_file::open_repeated(path)?;
    let discounts = flags
        .discounts(stage.player_count())
        .or(of_file)
        .ok_or_else(|| CliError::NoDiscount { path: path.to_owned() })?;
    Ok((RepeatedGame::new(stage, discounts).map_err(SolveError::from)?, None))
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
