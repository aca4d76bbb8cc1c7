//! Conflicts for the tests: those of the known answers, and random ones.

use proptest::prelude::*;
use serde_json::Value;
use talion_game::{ConflictGame, ConflictMove, PlayerId, StateId};

/// The collection of known answers.
pub(crate) fn cases() -> Value {
    serde_json::from_str(include_str!("../cases/conflict_graph.json")).unwrap()
}

/// The labels of a list of states, which are texts or numbers.
pub(crate) fn labels(value: &Value) -> Vec<String> {
    value.as_array().unwrap().iter().map(label).collect()
}

pub(crate) fn label(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// Positions of states named by label.
pub(crate) fn ids(game: &ConflictGame, value: &Value) -> Vec<StateId> {
    let mut ids: Vec<StateId> =
        labels(value).iter().map(|label| game.state(label).unwrap()).collect();
    ids.sort_unstable();
    ids
}

/// The conflict of a case: Elmira has a list of arcs; the others change one digit of the state's label,
/// in the trade conflict by one rung.
pub(crate) fn game(name: &str) -> ConflictGame {
    let case = &cases()[name];
    if name == "elmira" { elmira(case) } else { two_digits(case, name == "trade9") }
}

fn elmira(case: &Value) -> ConflictGame {
    let players = labels(&case["DMs"]);
    let states = (1..=9).map(|s| s.to_string()).collect();
    let number = |value: &Value| usize::try_from(value.as_u64().unwrap()).unwrap();
    let mut moves = Vec::new();
    for (p, arcs) in case["arcs"].as_array().unwrap().iter().enumerate() {
        for arc in arcs.as_array().unwrap() {
            let [from, to] = [0, 1].map(|end| StateId(number(&arc[end]) - 1));
            moves.push(ConflictMove { player: PlayerId(p), from, to });
        }
    }
    let payoffs: Vec<Vec<f64>> = case["payoff"]
        .as_array()
        .unwrap()
        .iter()
        .map(|own| own.as_array().unwrap().iter().map(|x| x.as_f64().unwrap()).collect())
        .collect();
    ConflictGame::from_payoffs("Elmira", players, states, moves, &payoffs, 0.0).unwrap()
}

fn two_digits(case: &Value, by_one_rung: bool) -> ConflictGame {
    let states = labels(&case["states"]);
    let mut moves = Vec::new();
    for (a, from) in states.iter().enumerate() {
        for (b, to) in states.iter().enumerate() {
            let [from, to] = [from, to].map(String::as_bytes);
            let differ: Vec<usize> = (0..2).filter(|&digit| from[digit] != to[digit]).collect();
            let [player] = differ[..] else { continue };
            if !by_one_rung || from[player].abs_diff(to[player]) == 1 {
                let (player, from, to) = (PlayerId(player), StateId(a), StateId(b));
                moves.push(ConflictMove { player, from, to });
            }
        }
    }
    let payoffs: Vec<Vec<f64>> = case["pref_rank_high_better"]
        .as_array()
        .unwrap()
        .iter()
        .map(|own| states.iter().map(|state| own[state].as_f64().unwrap()).collect())
        .collect();
    let players = vec!["USA".to_owned(), "CHN".to_owned()];
    ConflictGame::from_payoffs("", players, states, moves, &payoffs, 0.0).unwrap()
}

/// A conflict of numbered players and states.
pub(crate) fn numbered(
    players: usize,
    states: usize,
    moves: Vec<ConflictMove>,
    ranks: Vec<Vec<u32>>,
) -> ConflictGame {
    let labels = |count: usize| (0..count).map(|k| k.to_string()).collect::<Vec<_>>();
    ConflictGame::new("", labels(players), labels(states), moves, ranks).unwrap()
}

/// Random conflicts of two or three players and up to `most` states, with ties.
pub(crate) fn conflicts(most: usize) -> impl Strategy<Value = ConflictGame> {
    (2..=3_usize, 2..=most).prop_flat_map(|(players, states)| {
        let arc = (0..players, 0..states, 1..states);
        let arcs = prop::collection::vec(arc, 0..3 * states);
        let ranks = prop::collection::vec(prop::collection::vec(0..6_u32, states), players);
        (arcs, ranks).prop_map(move |(mut arcs, ranks)| {
            // Everybody has a move.
            arcs.extend((0..players).map(|player| (player, player % states, 1)));
            let moves = arcs
                .into_iter()
                .map(|(player, from, ahead)| ConflictMove {
                    player: PlayerId(player),
                    from: StateId(from),
                    to: StateId((from + ahead) % states),
                })
                .collect();
            numbered(players, states, moves, ranks)
        })
    })
}
