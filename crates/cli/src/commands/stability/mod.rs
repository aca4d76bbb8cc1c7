//! `talion stability`: a conflict from a file or a scenario, its stable states under every concept, and the ways to
//! them.

mod table;

use crate::console::Console;
use crate::error::CliError;
use crate::exit::Exit;
use crate::flags::{Improvements, StabilityFlags, StabilityFormat};
use crate::output::Output;
use crate::scenario_source::{Asked, asked};
use crate::{game_file, scenario_source};
use talion::StabilityFindings;
use talion::game::{ConflictGame, Improvement, StateId};
use talion::solve::conflict::{Stability, StabilityOptions, stability};

/// Runs the command.
pub(crate) fn run(flags: &StabilityFlags, output: Output) -> Result<Exit, CliError> {
    let console = Console::new(output.stderr.interactive && !output.quiet);
    console.stop_on_interrupt()?;
    let (found, result, moves) = match asked(flags.game.as_deref()) {
        Asked::Scenario(name) => {
            let scenario = scenario_source::open(name)?;
            let conflict = talion::scenario_conflict(&scenario, flags.band, &console)?;
            let mut options = options(flags, &conflict.game)?;
            let default = talion::scenario_questions(&conflict);
            options.status_quo = options.status_quo.or(default.status_quo);
            options.wanted = options.wanted.or(default.wanted);
            let found = stability(&conflict.game, &options, &console);
            console.clear();
            let found = found?;
            let result = StabilityFindings::of_ladder(&conflict, &found);
            (found, result, conflict.game.move_count())
        }
        Asked::Game(path) => {
            let game = game_file::open_conflict(path)?;
            let found = stability(&game, &options(flags, &game)?, &console);
            console.clear();
            let found = found?;
            let result = StabilityFindings::new(&game, &found);
            (found, result, game.move_count())
        }
    };
    Output::result(&match flags.format {
        StabilityFormat::Table => table::draw(&result, moves, output.stdout),
        StabilityFormat::Json => {
            serde_json::to_string_pretty(&result).map_err(std::io::Error::from)?
        }
    })?;
    let Some(why) = doubt(&found) else { return Ok(Exit::Certified) };
    output.remark(&format!("not certified: {why}"))?;
    Ok(Exit::NotCertified)
}

fn options(flags: &StabilityFlags, game: &ConflictGame) -> Result<StabilityOptions, CliError> {
    let state = |label: &Option<String>| -> Result<Option<StateId>, CliError> {
        let Some(label) = label else { return Ok(None) };
        let found = game.state(label).ok_or_else(|| CliError::UnknownState {
            name: label.clone(),
            states: game.states().to_vec(),
        })?;
        Ok(Some(found))
    };
    Ok(StabilityOptions {
        rule: match flags.improvements {
            Improvements::Strict => Improvement::Strict,
            Improvements::Weak => Improvement::Weak,
        },
        horizons: flags.horizons.iter().map(|&horizon| usize::from(horizon)).collect(),
        status_quo: state(&flags.status_quo)?,
        wanted: state(&flags.wanted)?,
        ..StabilityOptions::default()
    })
}

/// Why the answer is not certified; nothing if it is.
fn doubt(found: &Stability) -> Option<String> {
    if found.flawed > 0 {
        return Some(format!("{} witnesses did not pass the check", found.flawed));
    }
    (!found.complete).then(|| "stopped before all of it was done".to_owned())
}
