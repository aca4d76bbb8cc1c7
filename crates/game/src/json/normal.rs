//! Games in normal form as JSON: nested tables, one per player, `payoffs[p][s1][s2]...`.

use crate::exact::{Number, Tensor, parse_number};
use crate::{NormalForm, Player, PlayerId, ReadError, ReadProblem};
use serde::de::{self, Deserializer, SeqAccess, Visitor};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::fmt;

/// JSON schema of the form (draft 2020-12).
pub const NORMAL_FORM_SCHEMA: &str = include_str!("../../schema/normal-form.schema.json");

/// The form, as it stands in a file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    form: Form,
    #[serde(default)]
    title: String,
    players: Vec<PlayerEntry>,
    payoffs: Vec<Table>,
}

/// The forms that can be read.
#[derive(Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Form {
    Normal,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PlayerEntry {
    label: String,
    strategies: Vec<String>,
}

/// A table of payoffs, or one payoff.
enum Table {
    Lines(Vec<Table>),
    Payoff(Number),
}

/// A game from the bytes of a JSON file.
///
/// # Errors
/// The first thing that is wrong, with its line and column; a ragged table is reported at the end.
pub fn read_json(bytes: &[u8]) -> Result<NormalForm, ReadError> {
    let document: Document = serde_json::from_slice(bytes).map_err(|error| ReadError {
        line: error.line().max(1),
        column: error.column().max(1),
        problem: ReadProblem::Json(without_place(&error.to_string())),
    })?;
    let Document { form: Form::Normal, title, players, payoffs } = document;
    let whole = |problem| ReadError { line: 1, column: 1, problem };
    let players: Vec<Player> = players
        .into_iter()
        .map(|entry| Player { label: entry.label, strategies: entry.strategies })
        .collect();
    if payoffs.len() != players.len() {
        return Err(whole(ReadProblem::Count {
            what: "tables of payoffs, one per player".to_owned(),
            found: payoffs.len(),
            expected: players.len(),
        }));
    }
    let tensors = players
        .iter()
        .zip(&payoffs)
        .map(|(player, table)| flattened(table, player, &players))
        .collect::<Result<_, _>>()
        .map_err(whole)?;
    NormalForm::from_tensors(title, players, tensors).map_err(|error| whole(error.into()))
}

/// serde's message without the place, which the error has anyway.
fn without_place(message: &str) -> String {
    message.rsplit_once(" at line ").map_or(message, |(said, _)| said).to_owned()
}

/// A table with player 1 varying fastest: its payoffs in the order of the tensors.
fn flattened(table: &Table, of: &Player, players: &[Player]) -> Result<Tensor, ReadProblem> {
    // Level by level from player 1 outwards: the entries of a level, player 1 varying fastest.
    let mut level = vec![table];
    for player in players {
        let expected = player.strategies.len();
        let mut lines = Vec::with_capacity(level.len());
        for table in &level {
            match table {
                Table::Lines(entries) if entries.len() == expected => lines.push(entries),
                Table::Lines(entries) => {
                    let what = lines_of(of, player);
                    return Err(ReadProblem::Count { what, found: entries.len(), expected });
                }
                Table::Payoff(_) => {
                    let what = lines_of(of, player);
                    return Err(ReadProblem::Count { what, found: 0, expected });
                }
            }
        }
        level = (0..expected).flat_map(|s| lines.iter().map(move |line| &line[s])).collect();
    }
    let mut tensor = Tensor::default();
    for entry in level {
        match entry {
            Table::Payoff(number) => tensor.push(number.clone()),
            Table::Lines(entries) => {
                return Err(ReadProblem::Count {
                    what: format!("entries below a payoff of `{}` (nested too deep)", of.label),
                    found: entries.len(),
                    expected: 0,
                });
            }
        }
    }
    Ok(tensor)
}

fn lines_of(of: &Player, by: &Player) -> String {
    format!("entries for the strategies of `{}` in the payoffs of `{}`", by.label, of.label)
}

/// The JSON form of a game. Payoffs that are no doubles are texts such as `"1/3"`.
pub fn write_json(game: &NormalForm) -> String {
    let players: Vec<Value> = game
        .players()
        .iter()
        .map(|player| json!({ "label": player.label, "strategies": player.strategies }))
        .collect();
    let payoffs: Vec<Value> = (0..game.player_count()).map(|p| nested(game, PlayerId(p))).collect();
    let document =
        json!({ "form": "normal", "title": game.title(), "players": players, "payoffs": payoffs });
    // `{:#}` of a JSON value is its indented text; no value here can fail to be written.
    format!("{document:#}\n")
}

/// The table of a player, player 1 outermost.
fn nested(game: &NormalForm, player: PlayerId) -> Value {
    let exact = game.exact_payoffs(player);
    let mut entries: Vec<Value> = game
        .payoffs(player)
        .iter()
        .enumerate()
        .map(|(at, &double)| match exact {
            Some(exact) if !exact[at].is_double() => Value::from(exact[at].to_string()),
            _ => Value::from(double),
        })
        .collect();
    for other in game.players().iter().rev() {
        // The last player varies slowest: its strategies are as many blocks of equal length.
        let block = entries.len() / other.strategies.len();
        entries = (0..block)
            .map(|at| entries.iter().skip(at).step_by(block).cloned().collect::<Value>())
            .collect();
    }
    // After the last level one entry is left: the whole table.
    entries.pop().unwrap_or(Value::Null)
}

impl<'de> Deserialize<'de> for Table {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TableVisitor)
    }
}

struct TableVisitor;

impl<'de> Visitor<'de> for TableVisitor {
    type Value = Table;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a payoff (a number, or a text such as \"1/3\") or a list of them")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Table, A::Error> {
        let mut lines = Vec::new();
        while let Some(entry) = sequence.next_element()? {
            lines.push(entry);
        }
        Ok(Table::Lines(lines))
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Table, E> {
        Ok(Table::Payoff(Number::Double(value)))
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Table, E> {
        self.visit_str(&value.to_string())
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Table, E> {
        self.visit_str(&value.to_string())
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Table, E> {
        parse_number(text)
            .map(Table::Payoff)
            .map_err(|problem| E::custom(format!("`{text}` {problem}")))
    }
}
