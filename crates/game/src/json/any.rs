//! A game of any form from a JSON file: the key `form` says which.

use super::document::Document;
use super::place::text_of;
use super::value::{Json, Value, parse};
use super::{bargaining, conflict, normal, repeated, signalling, stochastic};
use crate::{
    BargainingProblem, ConflictGame, NormalForm, ReadError, ReadProblem, RepeatedGame,
    SignallingGame, StochasticGame,
};

/// The forms, as `form` names them.
pub(super) const FORMS: [&str; 6] =
    ["normal", "stochastic", "repeated", "conflict", "bargaining", "signalling"];

/// A game in the form in which its file has it.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum JsonGame {
    /// Payoffs at every profile.
    Normal(NormalForm),
    /// States, with a stage game and transitions in each.
    Stochastic(StochasticGame),
    /// A stage game that is played for ever.
    Repeated(RepeatedGame),
    /// States, moves between them, and preferences over them.
    Conflict(ConflictGame),
    /// What two players can agree on, and what happens otherwise.
    Bargaining(BargainingProblem),
    /// A sender who knows its type, messages, and a receiver.
    Signalling(SignallingGame),
}

/// A game from the bytes of a JSON file.
///
/// # Errors
/// The first thing that is wrong, with its line and column.
pub fn read_json_game(bytes: &[u8]) -> Result<JsonGame, ReadError> {
    let text = text_of(bytes)?;
    let document = Document { text };
    let json = parse(text)?;
    Ok(match form(document, &json)? {
        0 => JsonGame::Normal(normal::read(document, &json)?),
        1 => JsonGame::Stochastic(stochastic::read(document, &json)?),
        2 => JsonGame::Repeated(repeated::read(document, &json)?),
        3 => JsonGame::Conflict(conflict::read(document, &json)?),
        4 => JsonGame::Bargaining(bargaining::read(document, &json)?),
        _ => JsonGame::Signalling(signalling::read(document, &json)?),
    })
}

/// Position of the form among the [`FORMS`].
pub(super) fn form(document: Document<'_>, json: &Json<'_>) -> Result<usize, ReadError> {
    let entries = document.entries(json, "a game")?;
    let Some((_, _, form)) = entries.iter().find(|(_, key, _)| key == "form") else {
        return Err(document.error(json.at, ReadProblem::MissingKey { key: "form" }));
    };
    match &form.value {
        Value::Text(text) => FORMS.iter().position(|known| known == text).ok_or_else(|| {
            let (what, known) = ("form of a game", FORMS.join(", "));
            let found = super::value::shortened(text);
            document.error(form.at, ReadProblem::UnknownLabel { what, found, known })
        }),
        other => {
            let expected = format!("the form of the game ({})", FORMS.join(", "));
            let problem = ReadProblem::Unexpected { expected, found: other.name() };
            Err(document.error(form.at, problem))
        }
    }
}
