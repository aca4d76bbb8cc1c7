//! Conflicts as JSON: states, moves, and every player's states from best to worst or its payoffs.

use super::document::{Document, Fields, Labels};
use super::options;
use super::value::{Json, Value as Read};
use crate::{ConflictGame, ConflictMove, GameError, PlayerId, ReadError, ReadProblem, StateId};
use serde_json::{Map, Value, json};

/// JSON schema of the form (draft 2020-12).
pub const CONFLICT_SCHEMA: &str = include_str!("../../schema/conflict.schema.json");

/// All of a conflict but what its players like.
pub(super) struct Graph {
    pub(super) title: String,
    pub(super) players: Labels,
    pub(super) states: Labels,
    pub(super) moves: Vec<ConflictMove>,
    /// Where the file says what moves there are.
    pub(super) at: usize,
}

impl Graph {
    /// The conflict in which every player ranks the states so.
    pub(super) fn conflict(
        self,
        document: Document<'_>,
        json: &Json<'_>,
        ranks: Vec<Vec<u32>>,
    ) -> Result<ConflictGame, ReadError> {
        let at = self.at;
        ConflictGame::new(self.title, self.players.list, self.states.list, self.moves, ranks)
            .map_err(|error| placed(document, json, at, error))
    }
}

/// The error of a game, at its moves if they are to blame.
fn placed(document: Document<'_>, json: &Json<'_>, moves: usize, error: GameError) -> ReadError {
    let at = if matches!(error, GameError::NoMoves { .. }) { moves } else { json.at };
    document.error(at, error.into())
}

pub(super) fn read(document: Document<'_>, json: &Json<'_>) -> Result<ConflictGame, ReadError> {
    if options::is_told_by_options(document, json) {
        return options::read(document, json);
    }
    let keys =
        ["form", "title", "players", "states", "moves", "preferences", "payoffs", "indifference"];
    let fields = document.fields(json, "a game", &keys)?;
    let players = document.distinct_labels(fields.required("players")?, "player")?;
    let states = document.distinct_labels(fields.required("states")?, "state")?;
    let list = fields.required("moves")?;
    let moves = document
        .list(list, "the moves")?
        .iter()
        .map(|entry| one_move(document, entry, &players, &states))
        .collect::<Result<Vec<_>, _>>()?;
    let graph = Graph { title: fields.title()?, players, states, moves, at: list.at };
    finish(document, json, &fields, graph)
}

/// The conflict with what its players like, ranked or as payoffs.
pub(super) fn finish<'a>(
    document: Document<'a>,
    json: &Json<'a>,
    fields: &Fields<'a, '_>,
    graph: Graph,
) -> Result<ConflictGame, ReadError> {
    let (ranked, paid) = (fields.get("preferences"), fields.get("payoffs"));
    let band = fields.get("indifference");
    match (ranked, paid) {
        (Some(ranked), None) => {
            if let Some(band) = band {
                return Err(document.error(band.at, ReadProblem::BandWithoutPayoffs));
            }
            let rank = |list: &Json<'a>| ranking(document, list, &graph.states);
            let ranks = per_player(document, ranked, &graph.players, rank)?;
            graph.conflict(document, json, ranks)
        }
        (None, Some(paid)) => {
            let read = |table: &Json<'a>| worths(document, table, &graph.states);
            let payoffs = per_player(document, paid, &graph.players, read)?;
            let width = band.map_or(Ok(0.0), |band| document.double(band, "a width"))?;
            let Graph { title, players, states, moves, at } = graph;
            ConflictGame::from_payoffs(title, players.list, states.list, moves, &payoffs, width)
                .map_err(|error| placed(document, json, at, error))
        }
        (Some(_), Some(paid)) => Err(document.error(paid.at, ReadProblem::TwoPreferences)),
        (None, None) => {
            Err(document.error(json.at, ReadProblem::MissingKey { key: "preferences" }))
        }
    }
}

/// What every player says: a list in the order of the players, or an object by their labels.
pub(super) fn per_player<'a, T>(
    document: Document<'a>,
    json: &Json<'a>,
    players: &Labels,
    read: impl Fn(&Json<'a>) -> Result<T, ReadError>,
) -> Result<Vec<T>, ReadError> {
    if let Read::List(list) = &json.value {
        let (found, expected) = (list.len(), players.list.len());
        if found != expected {
            let what = "preferences, one entry per player".to_owned();
            return Err(document.error(json.at, ReadProblem::Count { what, found, expected }));
        }
        return list.iter().map(read).collect();
    }
    let mut said: Vec<Option<T>> = players.list.iter().map(|_| None).collect();
    for (at, label, entry) in document.entries(json, "the preferences")? {
        let player = document.position_of(*at, label, "player", players)?;
        said[player] = Some(read(entry)?);
    }
    if let Some(missing) = said.iter().position(Option::is_none) {
        let problem = ReadProblem::NoPreferences { player: players.list[missing].clone() };
        return Err(document.error(json.at, problem));
    }
    Ok(said.into_iter().flatten().collect())
}

/// A payoff for every state.
fn worths(document: Document<'_>, json: &Json<'_>, states: &Labels) -> Result<Vec<f64>, ReadError> {
    let mut worths: Vec<Option<f64>> = vec![None; states.list.len()];
    for (at, label, worth) in document.entries(json, "the payoffs of a player")? {
        let state = document.position_of(*at, label, "state", states)?;
        worths[state] = Some(document.double(worth, "a payoff")?);
    }
    complete(document, json.at, worths, states)
}

/// One entry for every state.
fn complete<T>(
    document: Document<'_>,
    at: usize,
    entries: Vec<Option<T>>,
    states: &Labels,
) -> Result<Vec<T>, ReadError> {
    if let Some(missing) = entries.iter().position(Option::is_none) {
        let problem = ReadProblem::NotRanked { state: states.list[missing].clone() };
        return Err(document.error(at, problem));
    }
    Ok(entries.into_iter().flatten().collect())
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
        let problem = GameError::MoveNowhere { state: states.list[from.0].clone() }.into();
        return Err(document.error(json.at, problem));
    }
    Ok(ConflictMove { player, from, to })
}

/// States from best to worst; a list within the list holds states that are liked the same.
fn ranking(
    document: Document<'_>,
    json: &Json<'_>,
    states: &Labels,
) -> Result<Vec<u32>, ReadError> {
    ranking_by(document, json, states, |state| document.position(state, "state", states))
}

/// As [`ranking`], with states told by something else than their labels.
pub(super) fn ranking_by(
    document: Document<'_>,
    json: &Json<'_>,
    states: &Labels,
    position: impl Fn(&Json<'_>) -> Result<usize, ReadError>,
) -> Result<Vec<u32>, ReadError> {
    let mut ranks: Vec<Option<u32>> = vec![None; states.list.len()];
    // A file of 2^32 states is refused before it is ranked.
    for (rank, entry) in (0..).zip(document.list(json, "the states from best to worst")?) {
        let tied = match &entry.value {
            Read::List(tied) => tied.as_slice(),
            _ => std::slice::from_ref(entry),
        };
        for state in tied {
            let at = position(state)?;
            if ranks[at].is_some() {
                let label = states.list[at].clone();
                return Err(document.error(state.at, ReadProblem::Twice { what: "state", label }));
            }
            ranks[at] = Some(rank);
        }
    }
    complete(document, json.at, ranks, states)
}

/// The JSON form of a conflict.
pub fn write_conflict_json(game: &ConflictGame) -> String {
    let state = |id: StateId| &game.states()[id.0];
    let moves: Vec<Value> = game
        .moves()
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
