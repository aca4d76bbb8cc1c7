//! Games in normal form as JSON: nested tables, one per player, `payoffs[p][s1][s2]...`.

use super::any::form;
use super::document::Document;
use super::place::text_of;
use super::value::{Json, parse};
use crate::{GameError, NormalForm, Player, PlayerId, ReadError, ReadProblem};
use serde_json::{Value, json};

/// JSON schema of the form (draft 2020-12).
pub const NORMAL_FORM_SCHEMA: &str = include_str!("../../schema/normal-form.schema.json");

/// A game in normal form from the bytes of a JSON file.
///
/// # Errors
/// The first thing that is wrong, with its line and column; a game of another form is wrong here, and
/// [`read_json_game`](crate::read_json_game) reads it.
pub fn read_json(bytes: &[u8]) -> Result<NormalForm, ReadError> {
    let text = text_of(bytes)?;
    let document = Document { text };
    let json = parse(text)?;
    match form(document, &json)? {
        0 => read(document, &json),
        _ => Err(document.error(json.at, ReadProblem::OtherForm)),
    }
}

pub(super) fn read(document: Document<'_>, json: &Json<'_>) -> Result<NormalForm, ReadError> {
    let fields = document.fields(json, "a game", &["form", "title", "players", "payoffs"])?;
    game(
        document,
        json.at,
        fields.title()?,
        fields.required("players")?,
        fields.required("payoffs")?,
    )
}

/// A game from its list of players and its tables of payoffs.
pub(super) fn game<'a>(
    document: Document<'a>,
    at: usize,
    title: String,
    players: &Json<'a>,
    payoffs: &Json<'a>,
) -> Result<NormalForm, ReadError> {
    let entries = document.list(players, "the players")?;
    let one = |entry: &Json<'a>| -> Result<Player, ReadError> {
        let fields = document.fields(entry, "a player", &["label", "strategies"])?;
        let label = document.label(fields.required("label")?, "the label of the player")?;
        let strategies = fields.required("strategies")?;
        let labels = document.labels(strategies, "the strategies of the player")?;
        if labels.is_empty() {
            let problem = GameError::NoStrategies { player: label }.into();
            return Err(document.error(strategies.at, problem));
        }
        Ok(Player { label, strategies: labels })
    };
    let list: Vec<Player> = entries.iter().map(one).collect::<Result<_, _>>()?;
    if list.is_empty() {
        return Err(document.error(players.at, GameError::NoPlayers.into()));
    }
    let tables = document.list(payoffs, "the tables of payoffs")?;
    if tables.len() != list.len() {
        let what = "tables of payoffs, one per player".to_owned();
        let problem = ReadProblem::Count { what, found: tables.len(), expected: list.len() };
        return Err(document.error(payoffs.at, problem));
    }
    let shape: Vec<(&str, usize)> =
        list.iter().map(|p| (p.label.as_str(), p.strategies.len())).collect();
    let tensors = list
        .iter()
        .zip(tables)
        .map(|(player, table)| document.payoffs(table, &shape, &player.label))
        .collect::<Result<_, _>>()?;
    NormalForm::from_tensors(title, list, tensors).map_err(|error| document.error(at, error.into()))
}

/// The JSON form of a game. Payoffs that are no doubles are texts such as `"1/3"`.
pub fn write_json(game: &NormalForm) -> String {
    let (players, payoffs) = (players_of(game), payoffs_of(game));
    let document =
        json!({ "form": "normal", "title": game.title(), "players": players, "payoffs": payoffs });
    // `{:#}` of a JSON value is its indented text; no value here can fail to be written.
    format!("{document:#}\n")
}

/// The players with their strategies.
pub(super) fn players_of(game: &NormalForm) -> Vec<Value> {
    let one = |player: &Player| json!({ "label": player.label, "strategies": player.strategies });
    game.players().iter().map(one).collect()
}

/// The tables of payoffs.
pub(super) fn payoffs_of(game: &NormalForm) -> Vec<Value> {
    (0..game.player_count()).map(|p| nested(game, PlayerId(p))).collect()
}

/// The table of a player, player 1 outermost.
fn nested(game: &NormalForm, player: PlayerId) -> Value {
    let exact = game.exact_payoffs(player);
    let entries: Vec<Value> = game
        .payoffs(player)
        .iter()
        .enumerate()
        .map(|(at, &double)| match exact {
            Some(exact) if !exact[at].is_double() => Value::from(exact[at].to_string()),
            _ => Value::from(double),
        })
        .collect();
    let shape: Vec<usize> = game.players().iter().map(|p| p.strategies.len()).collect();
    nested_table(entries, &shape)
}

/// Entries in the order of payoff tensors as a nested table, player 1 outermost.
pub(super) fn nested_table(mut entries: Vec<Value>, shape: &[usize]) -> Value {
    for count in shape.iter().rev() {
        // The last player varies slowest: its strategies are as many blocks of equal length.
        let block = entries.len() / count;
        entries = (0..block)
            .map(|at| entries.iter().skip(at).step_by(block).cloned().collect::<Value>())
            .collect();
    }
    // After the last level one entry is left: the whole table.
    entries.pop().unwrap_or(Value::Null)
}
