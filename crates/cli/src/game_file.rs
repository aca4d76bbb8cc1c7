//! A game from a file, whatever its format, with errors in their lines.

use crate::diagnostics::Sources;
use crate::error::CliError;
use crate::read;
use std::path::Path;
use talion::economy::Problem;
use talion::game::{
    BargainingProblem, ConflictGame, ExtensiveForm, JsonGame, NormalForm, ReadError,
    SignallingGame, StochasticGame, read_efg, read_json_game, read_nfg,
};

/// A game in the form in which its file has it.
pub(crate) enum GameFile {
    Normal(NormalForm),
    Extensive(Box<ExtensiveForm>),
    Stochastic(Box<StochasticGame>),
}

/// A file format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FileFormat {
    Nfg,
    Efg,
    Json,
}

impl FileFormat {
    /// The format that the ending of a path names.
    pub(crate) fn by_ending(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "nfg" => Some(Self::Nfg),
            "efg" => Some(Self::Efg),
            "json" => Some(Self::Json),
            _ => None,
        }
    }

    /// The format that the first letters of a file show.
    fn by_content(bytes: &[u8]) -> Option<Self> {
        let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
        match start {
            [b'N', b'F', b'G', ..] => Some(Self::Nfg),
            [b'E', b'F', b'G', ..] => Some(Self::Efg),
            [b'{', ..] => Some(Self::Json),
            _ => None,
        }
    }
}

/// Reads a game. What the file says of itself counts for more than its ending.
pub(crate) fn open(path: &Path) -> Result<GameFile, CliError> {
    let bytes = read::bytes(path)?;
    let format = FileFormat::by_content(&bytes)
        .or_else(|| FileFormat::by_ending(path))
        .ok_or_else(|| CliError::UnknownFormat(path.to_owned()))?;
    let game = match format {
        FileFormat::Nfg => read_nfg(&bytes).map(GameFile::Normal),
        FileFormat::Efg => read_efg(&bytes).map(|game| GameFile::Extensive(Box::new(game))),
        FileFormat::Json => match read_json_game(&bytes) {
            Ok(JsonGame::Normal(game)) => Ok(GameFile::Normal(game)),
            Ok(JsonGame::Stochastic(game)) => Ok(GameFile::Stochastic(Box::new(game))),
            Ok(JsonGame::Signalling(game)) => Ok(GameFile::Extensive(Box::new(game.tree()?.tree))),
            Ok(other) => {
                return Err(CliError::OtherForm { path: path.to_owned(), form: form(&other) });
            }
            Err(error) => Err(error),
        },
    };
    game.map_err(|error| placed(path, &error, &bytes))
}

/// Reads a conflict, for the command that takes one.
pub(crate) fn open_conflict(path: &Path) -> Result<ConflictGame, CliError> {
    match open_json(path)? {
        JsonGame::Conflict(game) => Ok(game),
        other => {
            let (command, expected) = ("stability", "conflict");
            Err(CliError::WrongForm {
                path: path.to_owned(),
                form: form(&other),
                command,
                expected,
            })
        }
    }
}

/// Reads a bargaining problem.
pub(crate) fn open_bargaining(path: &Path) -> Result<BargainingProblem, CliError> {
    match open_json(path)? {
        JsonGame::Bargaining(problem) => Ok(problem),
        other => {
            let (command, expected) = ("talks", "bargaining");
            Err(CliError::WrongForm {
                path: path.to_owned(),
                form: form(&other),
                command,
                expected,
            })
        }
    }
}

/// Reads a signalling game, for the command that takes one.
pub(crate) fn open_signalling(path: &Path) -> Result<SignallingGame, CliError> {
    match open_json(path)? {
        JsonGame::Signalling(game) => Ok(game),
        other => {
            let (command, expected) = ("resolve", "signalling");
            Err(CliError::WrongForm {
                path: path.to_owned(),
                form: form(&other),
                command,
                expected,
            })
        }
    }
}

/// Reads a game that is to be repeated: its stage, and discount factors where the file has them.
pub(crate) fn open_repeated(path: &Path) -> Result<(NormalForm, Option<Vec<f64>>), CliError> {
    let is_json = FileFormat::by_content(&read::bytes(path)?) == Some(FileFormat::Json);
    let json = if is_json {
        open_json(path)?
    } else {
        match open(path)? {
            GameFile::Normal(game) => return Ok((game, None)),
            GameFile::Extensive(tree) => return Ok((tree.normal_form()?, None)),
            GameFile::Stochastic(game) => JsonGame::Stochastic(*game),
        }
    };
    match json {
        JsonGame::Repeated(game) => Ok((game.stage().clone(), Some(game.discounts().to_vec()))),
        JsonGame::Normal(game) => Ok((game, None)),
        other => {
            let (command, expected) = ("sustain", "repeated");
            Err(CliError::WrongForm {
                path: path.to_owned(),
                form: form(&other),
                command,
                expected,
            })
        }
    }
}

/// Reads a game of any of Talion's own forms.
fn open_json(path: &Path) -> Result<JsonGame, CliError> {
    let bytes = read::bytes(path)?;
    read_json_game(&bytes).map_err(|error| placed(path, &error, &bytes))
}

fn form(game: &JsonGame) -> &'static str {
    match game {
        JsonGame::Normal(_) => "normal",
        JsonGame::Stochastic(_) => "stochastic",
        JsonGame::Repeated(_) => "repeated",
        JsonGame::Conflict(_) => "conflict",
        JsonGame::Bargaining(_) => "bargaining",
        JsonGame::Signalling(_) => "signalling",
        // The list grows with the library.
        _ => "newer",
    }
}

/// The error with its line, for the diagnostics to show.
fn placed(path: &Path, error: &ReadError, bytes: &[u8]) -> CliError {
    let file = path.display().to_string();
    let problem = Problem::error(&file, error.line, error.column, error.problem.to_string());
    let text = String::from_utf8_lossy(bytes).into_owned();
    CliError::Input { problems: vec![problem], sources: Sources::from([(file, text)]) }
}
