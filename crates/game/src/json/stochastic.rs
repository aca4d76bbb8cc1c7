//! Stochastic games as JSON: per state the actions, a table of payoffs per player, and a table of
//! transitions, each an object from the labels of states to probabilities.

use super::document::{Document, Labels};
use super::normal::nested_table;
use super::value::Json;
use crate::{ReadError, ReadProblem, StateId, StochasticGame, StochasticState, Transition};
use serde_json::{Map, Value, json};

/// JSON schema of the form (draft 2020-12).
pub const STOCHASTIC_SCHEMA: &str = include_str!("../../schema/stochastic.schema.json");

pub(super) fn read(document: Document<'_>, json: &Json<'_>) -> Result<StochasticGame, ReadError> {
    let keys = ["form", "title", "players", "discounts", "states"];
    let fields = document.fields(json, "a game", &keys)?;
    let players = document.distinct_labels(fields.required("players")?, "player")?.list;
    let discounts = discounts(document, fields.required("discounts")?, &players)?;
    let states = fields.required("states")?;
    let entries = document.list(states, "the states")?;
    let labels = state_labels(document, entries)?;
    let list = entries
        .iter()
        .map(|entry| state(document, entry, &players, &labels))
        .collect::<Result<_, _>>()?;
    StochasticGame::new(fields.title()?, players, discounts, list)
        .map_err(|error| document.error(states.at, error.into()))
}

/// One discount factor per player.
pub(super) fn discounts(
    document: Document<'_>,
    json: &Json<'_>,
    players: &[String],
) -> Result<Vec<f64>, ReadError> {
    let entries = document.list(json, "the discount factors")?;
    if entries.len() != players.len() {
        let what = "discount factors, one per player".to_owned();
        let problem = ReadProblem::Count { what, found: entries.len(), expected: players.len() };
        return Err(document.error(json.at, problem));
    }
    let factor = |(entry, player): (&Json<'_>, &String)| {
        let value = document.double(entry, "a discount factor")?;
        if (0.0..1.0).contains(&value) {
            return Ok(value);
        }
        let problem = crate::GameError::Discount { player: player.clone(), value }.into();
        Err(document.error(entry.at, problem))
    };
    entries.iter().zip(players).map(factor).collect()
}

/// Labels of the states, which must differ.
fn state_labels(document: Document<'_>, entries: &[Json<'_>]) -> Result<Labels, ReadError> {
    let mut labels = Labels::default();
    for entry in entries {
        let fields = document.fields(entry, "a state", &STATE_KEYS)?;
        document.add_label(&mut labels, fields.required("label")?, "state")?;
    }
    Ok(labels)
}

const STATE_KEYS: [&str; 4] = ["label", "actions", "payoffs", "transitions"];

fn state<'a>(
    document: Document<'a>,
    json: &Json<'a>,
    players: &[String],
    labels: &Labels,
) -> Result<StochasticState, ReadError> {
    let fields = document.fields(json, "a state", &STATE_KEYS)?;
    let per_player = |key: &'static str, what: &str| {
        let list = fields.required(key)?;
        let entries = document.list(list, what)?;
        if entries.len() == players.len() {
            return Ok(entries);
        }
        let what = format!("{what}, one per player");
        let problem = ReadProblem::Count { what, found: entries.len(), expected: players.len() };
        Err(document.error(list.at, problem))
    };
    let actions: Vec<Vec<String>> = per_player("actions", "lists of actions")?
        .iter()
        .map(|entry| Ok(document.distinct_labels(entry, "action")?.list))
        .collect::<Result<_, ReadError>>()?;
    let shape: Vec<(&str, usize)> =
        players.iter().zip(&actions).map(|(p, own)| (p.as_str(), own.len())).collect();
    let payoffs = per_player("payoffs", "tables of payoffs")?
        .iter()
        .zip(players)
        .map(|(table, player)| Ok(document.payoffs(table, &shape, player)?.into_parts().0))
        .collect::<Result<_, ReadError>>()?;
    let table = document.table(fields.required("transitions")?, &shape, "the transitions")?;
    let transitions = table
        .into_iter()
        .map(|entry| transitions(document, entry, labels))
        .collect::<Result<_, _>>()?;
    let label = document.label(fields.required("label")?, "the label of the state")?;
    Ok(StochasticState { label, actions, payoffs, transitions })
}

/// `{ "calm": 0.25, "war": "3/4" }`; probabilities of zero may be written and are left out.
fn transitions(
    document: Document<'_>,
    json: &Json<'_>,
    labels: &Labels,
) -> Result<Vec<Transition>, ReadError> {
    let mut list = Vec::new();
    for (at, key, value) in document.entries(json, "the transitions from a profile")? {
        let to = StateId(document.position_of(*at, key, "state", labels)?);
        let probability = document.double(value, "a probability")?;
        if probability < 0.0 {
            let problem = ReadProblem::NotAProbability { value: probability };
            return Err(document.error(value.at, problem));
        }
        if probability > 0.0 {
            list.push(Transition { to, probability });
        }
    }
    let sum: f64 = list.iter().map(|t| t.probability).sum();
    if (sum - 1.0).abs() > 1e-9 {
        return Err(document.error(json.at, ReadProblem::ProbabilitySum { sum }));
    }
    Ok(list)
}

/// The JSON form of a stochastic game.
pub fn write_stochastic_json(game: &StochasticGame) -> String {
    let states: Vec<Value> = game.states().iter().map(|state| state_json(game, state)).collect();
    let document = json!({
        "form": "stochastic",
        "title": game.title(),
        "players": game.players(),
        "discounts": game.discounts(),
        "states": states,
    });
    format!("{document:#}\n")
}

fn state_json(game: &StochasticGame, state: &StochasticState) -> Value {
    let shape: Vec<usize> = state.actions.iter().map(Vec::len).collect();
    let table = |payoffs: &Vec<f64>| {
        nested_table(payoffs.iter().map(|&u| Value::from(u)).collect(), &shape)
    };
    let payoffs: Vec<Value> = state.payoffs.iter().map(table).collect();
    let object = |transitions: &Vec<Transition>| -> Value {
        let named = |t: &Transition| (game.state(t.to).label.clone(), Value::from(t.probability));
        Value::Object(transitions.iter().map(named).collect::<Map<_, _>>())
    };
    let transitions = nested_table(state.transitions.iter().map(object).collect(), &shape);
    json!({
        "label": state.label,
        "actions": state.actions,
        "payoffs": payoffs,
        "transitions": transitions,
    })
}
