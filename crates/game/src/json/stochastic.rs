//! Stochastic games as JSON: per state the actions, a table of payoffs per player, and a table of
//! transitions, each a list of probabilities or an object from names of states to probabilities.

use super::document::{Document, Labels};
use super::normal::nested_table;
use super::value::{Json, Value as JsonValue};
use crate::{
    PlayerId, ReadError, ReadProblem, StateId, StochasticBuilder, StochasticGame, Transition,
};
use serde_json::{Map, Value, json};

/// JSON schema of the form (draft 2020-12).
pub const STOCHASTIC_SCHEMA: &str = include_str!("../../schema/stochastic.schema.json");

const STATE_KEYS: [&str; 4] = ["name", "actions", "payoffs", "transitions"];

pub(super) fn read(document: Document<'_>, json: &Json<'_>) -> Result<StochasticGame, ReadError> {
    let keys = ["form", "title", "players", "discount", "states"];
    let fields = document.fields(json, "a game", &keys)?;
    let players = document.distinct_labels(fields.required("players")?, "player")?.list;
    let discounts = discounts(document, fields.required("discount")?, &players)?;
    let states = fields.required("states")?;
    let entries = document.list(states, "the states")?;
    let labels = state_labels(document, entries)?;
    let whole = |error: crate::GameError| document.error(states.at, error.into());
    let mut builder =
        StochasticBuilder::new(fields.title()?, &players, &discounts).map_err(whole)?;
    for entry in entries {
        read_state(document, entry, &players, &labels, &mut builder)?;
    }
    builder.build().map_err(whole)
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

/// Names of the states, which must differ.
fn state_labels(document: Document<'_>, entries: &[Json<'_>]) -> Result<Labels, ReadError> {
    let mut labels = Labels::default();
    for entry in entries {
        let fields = document.fields(entry, "a state", &STATE_KEYS)?;
        document.add_label(&mut labels, fields.required("name")?, "state")?;
    }
    Ok(labels)
}

fn read_state<'a>(
    document: Document<'a>,
    json: &Json<'a>,
    players: &[String],
    labels: &Labels,
    builder: &mut StochasticBuilder,
) -> Result<(), ReadError> {
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
    let wrong = |error: crate::GameError| document.error(json.at, error.into());
    let mut menus = Vec::with_capacity(players.len());
    let mut shape = Vec::with_capacity(players.len());
    for (entry, player) in per_player("actions", "lists of actions")?.iter().zip(players) {
        let actions = document.distinct_labels(entry, "action")?.list;
        shape.push((player.as_str(), actions.len()));
        menus.push(builder.menu(actions).map_err(wrong)?);
    }
    let name = document.label(fields.required("name")?, "the name of the state")?;
    builder.state(&name, &menus).map_err(wrong)?;
    let payoffs: Vec<Vec<f64>> = per_player("payoffs", "tables of payoffs")?
        .iter()
        .zip(players)
        .map(|(table, player)| Ok(document.payoffs(table, &shape, player)?.into_parts().0))
        .collect::<Result<_, ReadError>>()?;
    let rows = document.table(fields.required("transitions")?, &shape, "the transitions")?;
    for (profile, row) in rows.into_iter().enumerate() {
        let own: Vec<f64> = payoffs.iter().map(|table| table[profile]).collect();
        let row_of = transitions(document, row, labels)?;
        builder.profile(&own, row_of).map_err(|error| document.error(row.at, error.into()))?;
    }
    Ok(())
}

/// Where play goes from one profile: `[0.25, 0.75]` with a probability for every state, or
/// `{ "calm": 0.25, "war": "3/4" }` with those that are not zero.
fn transitions(
    document: Document<'_>,
    json: &Json<'_>,
    labels: &Labels,
) -> Result<Vec<Transition>, ReadError> {
    let mut row = Vec::new();
    let mut push = |to: usize, value: &Json<'_>| {
        let probability = document.double(value, "a probability")?;
        if probability < 0.0 {
            let problem = ReadProblem::NotAProbability { value: probability };
            return Err(document.error(value.at, problem));
        }
        if probability > 0.0 {
            row.push(Transition { to: StateId(to), probability });
        }
        Ok(())
    };
    if let JsonValue::List(entries) = &json.value {
        let (found, expected) = (entries.len(), labels.list.len());
        if found != expected {
            let what = "probabilities, one per state".to_owned();
            return Err(document.error(json.at, ReadProblem::Count { what, found, expected }));
        }
        for (to, value) in entries.iter().enumerate() {
            push(to, value)?;
        }
    } else {
        for (at, key, value) in document.entries(json, "the transitions from a profile")? {
            push(document.position_of(*at, key, "state", labels)?, value)?;
        }
    }
    let sum: f64 = row.iter().map(|t| t.probability).sum();
    if (sum - 1.0).abs() > 1e-9 {
        return Err(document.error(json.at, ReadProblem::ProbabilitySum { sum }));
    }
    Ok(row)
}

/// The JSON form of a stochastic game, with sparse rows of transitions.
pub fn write_stochastic_json(game: &StochasticGame) -> String {
    let states: Vec<Value> = game.states().map(|state| state_json(game, state)).collect();
    let document = json!({
        "form": "stochastic",
        "title": game.title(),
        "players": game.players(),
        "discount": game.discounts(),
        "states": states,
    });
    format!("{document:#}\n")
}

fn state_json(game: &StochasticGame, state: StateId) -> Value {
    let players = (0..game.player_count()).map(PlayerId);
    let actions: Vec<&[String]> = players.clone().map(|p| game.actions(state, p)).collect();
    let shape: Vec<usize> = actions.iter().map(|own| own.len()).collect();
    let profiles = 0..game.profile_count(state);
    let table = |p: PlayerId| {
        let entries =
            profiles.clone().map(|profile| Value::from(game.payoffs(state, profile)[p.0]));
        nested_table(entries.collect(), &shape)
    };
    let object = |profile: usize| -> Value {
        let named = |t: Transition| (game.label(t.to).to_owned(), Value::from(t.probability));
        Value::Object(game.transitions(state, profile).iter().map(named).collect::<Map<_, _>>())
    };
    json!({
        "name": game.label(state),
        "actions": actions,
        "payoffs": players.map(table).collect::<Vec<Value>>(),
        "transitions": nested_table(profiles.clone().map(object).collect(), &shape),
    })
}
