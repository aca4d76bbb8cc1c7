//! Conflicts as JSON: states, moves, and every player's states from best to worst.

use super::document::{Document, Labels};
use super::value::{Json, Value as Read};
use crate::{ConflictGame, ConflictMove, PlayerId, ReadError, ReadProblem, StateId};
use serde_json::{Map, Value, json};

/// JSON schema of the form (draft 2020-12).
pub const CONFLICT_SCHEMA: &str = include_str!("../../schema/conflict.schema.json");

pub(super) fn read(document: Document<'_>, json: &Json<'_>) -> Result<ConflictGame, ReadError> {
    let keys = ["form", "title", "players", "states", "moves", "preferences"];
    let fields = document.fields(json, "a game", &keys)?;
    let players = document.distinct_labels(fields.required("players")?, "player")?;
    let states = document.distinct_labels(fields.required("states")?, "state")?;
    let moves = document
        .list(fields.required("moves")?, "the moves")?
        .iter()
        .map(|entry| one_move(document, entry, &players, &states))
        .collect::<Result<_, _>>()?;
    let preferences = fields.required("preferences")?;
    let mut ranks: Vec<Option<Vec<usize>>> = vec![None; players.list.len()];
    for (at, label, list) in document.entries(preferences, "the preferences")? {
        let player = document.position_of(*at, label, "player", &players)?;
        ranks[player] = Some(ranking(document, list, &states)?);
    }
    let missing = ranks.iter().position(Option::is_none);
    if let Some(missing) = missing {
        let problem = ReadProblem::NoPreferences { player: players.list[missing].clone() };
        return Err(document.error(preferences.at, problem));
    }
    let ranks = ranks.into_iter().flatten().collect();
    ConflictGame::new(fields.title()?, players.list, states.list, moves, ranks)
        .map_err(|error| document.error(json.at, error.into()))
}

fn one_move(
    document: Document<'_>,
    json: &Json<'_>,
    players: &Labels,
    states: &Labels,
) -> Result<ConflictMove, ReadError> {
    let fields = document.fields(json, "a move", &["player", "from", "to"])?;
    let player = PlayerId(document.position(fields.required("player")?, "player", players)?);
    let from = StateId(document.position(fields.required("from")?, "state", states)?);
    let to = StateId(document.position(fields.required("to")?, "state", states)?);
    if from == to {
        let problem = crate::GameError::MoveNowhere { state: states.list[from.0].clone() }.into();
        return Err(document.error(json.at, problem));
    }
    Ok(ConflictMove { player, from, to })
}

/// States from best to worst; a list within the list holds states that are liked the same.
fn ranking(
    document: Document<'_>,
    json: &Json<'_>,
    states: &Labels,
) -> Result<Vec<usize>, ReadError> {
    let mut ranks: Vec<Option<usize>> = vec![None; states.list.len()];
    for (rank, entry) in document.list(json, "the states from best to worst")?.iter().enumerate() {
        let tied = match &entry.value {
            Read::List(tied) => tied.as_slice(),
            _ => std::slice::from_ref(entry),
        };
        for state in tied {
            let at = document.position(state, "state", states)?;
            if ranks[at].is_some() {
                let label = states.list[at].clone();
                return Err(document.error(state.at, ReadProblem::Twice { what: "state", label }));
            }
            ranks[at] = Some(rank);
        }
    }
    let missing = ranks.iter().position(Option::is_none);
    if let Some(missing) = missing {
        let problem = ReadProblem::NotRanked { state: states.list[missing].clone() };
        return Err(document.error(json.at, problem));
    }
    Ok(ranks.into_iter().flatten().collect())
}

/// The JSON form of a conflict.
pub fn write_conflict_json(game: &ConflictGame) -> String {
    let state = |id: StateId| &game.states()[id.0];
    let moves: Vec<Value> = game
        .moves()
        .iter()
        .map(|step| {
            let player = &game.players()[step.player.0];
            json!({ "player": player, "from": state(step.from), "to": state(step.to) })
        })
        .collect();
    let preferences: Map<String, Value> = game
        .players()
        .iter()
        .enumerate()
        .map(|(p, player)| (player.clone(), best_to_worst(game, PlayerId(p))))
        .collect();
    let document = json!({
        "form": "conflict",
        "title": game.title(),
        "players": game.players(),
        "states": game.states(),
        "moves": moves,
        "preferences": preferences,
    });
    format!("{document:#}\n")
}

fn best_to_worst(game: &ConflictGame, player: PlayerId) -> Value {
    let ranks = game.ranks(player);
    let mut order: Vec<usize> = (0..ranks.len()).collect();
    order.sort_by_key(|&state| ranks[state]);
    let groups = order.chunk_by(|&a, &b| ranks[a] == ranks[b]);
    groups
        .map(|group| match group {
            [only] => Value::from(game.states()[*only].clone()),
            tied => tied.iter().map(|&state| game.states()[state].clone()).collect(),
        })
        .collect()
}
