//! Conflicts in the files of gmcr-py (`.gmcr`).
//!
//! The files are JSON. Their structure is that of the program's own reader and writer
//! (github.com/onp/gmcr-py, `data_01_conflictModel.py` at commit 02092f5a, O. Petersons 2013, and the
//! files in its folder `Examples`, versions up to 0.3.12): `options` with the direction in which each may
//! change (`both`, `fwd` from N to Y, `back`), `decisionMakers` with the numbers of their options,
//! `infeasibles`, and preferences by prioritisation or, with `useManualPreferenceRanking`, as a ranking of
//! the feasible states by their numbers from 1. A condition is a list of pairs of an option's number and
//! `Y` or `N`; a compound one is true if any of its members is. Coalitions and payoffs are the program's
//! settings and results, not parts of the conflict.

use super::conflict::{Graph, ranking_by};
use super::document::{Document, Fields, Labels};
use super::place::text_of;
use super::value::{Json, Value, parse};
use crate::{
    ConflictGame, ConflictOptions, OptionChange, OptionPlayer, Pattern, ReadError, ReadProblem,
    Statement,
};

/// Keys of a file, by any version.
const FILE: [&str; 10] = [
    "program",
    "version",
    "options",
    "decisionMakers",
    "infeasibles",
    "coalitions",
    "coalitionsFull",
    "useManualPreferenceRanking",
    "useManualPreferenceVectors",
    "nodes",
];
/// Keys of a decision maker, by any version.
const PLAYER: [&str; 7] = [
    "name",
    "options",
    "preferences",
    "preferenceRanking",
    "preferenceVector",
    "payoffs",
    "misperceptions",
];

/// A conflict from the bytes of a `.gmcr` file. States are labelled by the letters of their options and
/// stand in the order in which the program numbers them.
///
/// # Errors
/// The first thing that is wrong, with its line and column; misperceptions, which have no place in a
/// conflict that all players see alike.
pub fn read_gmcr(bytes: &[u8]) -> Result<ConflictGame, ReadError> {
    let text = text_of(bytes)?;
    let document = Document { text };
    let json = parse(text)?;
    let fields = document.fields(&json, "a conflict of gmcr-py", &FILE)?;
    let listed = options(document, fields.required("options")?)?;
    let list = fields.required("decisionMakers")?;
    let makers = document.list(list, "the decision makers")?;
    let makers = makers
        .iter()
        .map(|entry| document.fields(entry, "a decision maker", &PLAYER))
        .collect::<Result<Vec<_>, _>>()?;
    let (labels, players, order) = players(document, &makers, &listed)?;
    if let Some(free) = order.iter().position(Option::is_none) {
        let problem = ReadProblem::Undefined { what: "the decision maker of option", number: free };
        return Err(document.error(list.at, problem));
    }
    let order = Order(order.into_iter().flatten().collect());
    let infeasibles = fields.required("infeasibles")?;
    let mut patterns = Vec::new();
    for entry in document.list(infeasibles, "the infeasible conditions")? {
        patterns.extend(order.condition(document, entry)?.into_iter().map(|choices| {
            let none = Pattern::default();
            choices.into_iter().fold(none, |all, (option, taken)| all.with(option, taken))
        }));
    }
    let placed = |error: crate::GameError| document.error(infeasibles.at, error.into());
    let states = ConflictOptions::new(players, &patterns, &[]).map_err(placed)?;
    let moves = states.moves().map_err(placed)?;
    let ranked = ranked_by_hand(document, &fields)?;
    let count = states.states().len();
    let ranks = makers
        .iter()
        .map(|maker| {
            if ranked {
                ranking(document, maker, count)
            } else {
                Ok(states.ranks(&order.statements(document, maker.required("preferences")?)?))
            }
        })
        .collect::<Result<Vec<_>, _>>()?;
    let (title, players, at) = (String::new(), labels, list.at);
    let graph = Graph { title, players, states: Labels::of(states.states()), moves, at };
    graph.conflict(document, &json, ranks)
}

fn options(
    document: Document<'_>,
    json: &Json<'_>,
) -> Result<Vec<(String, OptionChange)>, ReadError> {
    let list = document.list(json, "the options")?;
    let one = |entry| {
        let fields = document.fields(entry, "an option", &["name", "permittedDirection"])?;
        let name = document.label(fields.required("name")?, "the name of an option")?;
        let direction = fields.required("permittedDirection")?;
        let change = match document.label(direction, "a direction")?.as_str() {
            "both" => OptionChange::Both,
            "fwd" => OptionChange::TakeOnly,
            "back" => OptionChange::LeaveOnly,
            _ => {
                let expected = "a direction (both, fwd or back)".to_owned();
                let found = direction.value.name();
                let problem = ReadProblem::Unexpected { expected, found };
                return Err(document.error(direction.at, problem));
            }
        };
        Ok((name, change))
    };
    list.iter().map(one).collect()
}

/// Labels of the players, their options, and the place of every listed option among those.
type Players = (Labels, Vec<OptionPlayer>, Vec<Option<usize>>);

fn players(
    document: Document<'_>,
    makers: &[Fields<'_, '_>],
    listed: &[(String, OptionChange)],
) -> Result<Players, ReadError> {
    let (mut labels, mut players) = (Labels::default(), Vec::new());
    let (mut order, mut count) = (vec![None; listed.len()], 0);
    for maker in makers {
        if let Some(Json { at, value: Value::List(found) }) = maker.get("misperceptions")
            && !found.is_empty()
        {
            let expected = "no misperceptions (all players must see the same states)".to_owned();
            let found = "a list of some".to_owned();
            return Err(document.error(*at, ReadProblem::Unexpected { expected, found }));
        }
        document.add_label(&mut labels, maker.required("name")?, "player")?;
        let mut options = Vec::new();
        for entry in document.list(maker.required("options")?, "the options of a player")? {
            let number = number(document, entry)?;
            let Some(place) = order.get_mut(number) else {
                return Err(
                    document.error(entry.at, ReadProblem::Undefined { what: "option", number })
                );
            };
            if place.replace(count).is_some() {
                let label = listed[number].0.clone();
                return Err(document.error(entry.at, ReadProblem::Twice { what: "option", label }));
            }
            options.push(listed[number].clone());
            count += 1;
        }
        let label = labels.list[players.len()].clone();
        players.push(OptionPlayer { label, options });
    }
    Ok((labels, players, order))
}

/// A number that counts from 0 or 1.
fn number(document: Document<'_>, json: &Json<'_>) -> Result<usize, ReadError> {
    let written = match &json.value {
        Value::Number(text) => text.parse().ok(),
        _ => None,
    };
    written.ok_or_else(|| {
        let (expected, found) = ("a whole number".to_owned(), json.value.name());
        document.error(json.at, ReadProblem::Unexpected { expected, found })
    })
}

/// Whether states are ranked by hand.
fn ranked_by_hand(document: Document<'_>, fields: &Fields<'_, '_>) -> Result<bool, ReadError> {
    let said = match fields.get("useManualPreferenceVectors") {
        Some(said) => said,
        None => fields.required("useManualPreferenceRanking")?,
    };
    match &said.value {
        Value::Bool => Ok(document.text[said.at..].starts_with("true")),
        other => {
            let (expected, found) = ("true or false".to_owned(), other.name());
            Err(document.error(said.at, ReadProblem::Unexpected { expected, found }))
        }
    }
}

/// Ranks from the numbers of the states, from best to worst.
fn ranking(
    document: Document<'_>,
    maker: &Fields<'_, '_>,
    states: usize,
) -> Result<Vec<u32>, ReadError> {
    let list = match maker.get("preferenceVector") {
        Some(list) => list,
        None => maker.required("preferenceRanking")?,
    };
    let labels = Labels::of((1..=states).map(|state| state.to_string()).collect());
    ranking_by(document, list, &labels, |entry| {
        let state = number(document, entry)?.to_string();
        document.position_of(entry.at, &state, "state", &labels)
    })
}

/// The place of every listed option among those of the players in order.
struct Order(Vec<usize>);

impl Order {
    /// The members of a condition, one if it is not compound, each a list of choices.
    fn condition(
        &self,
        document: Document<'_>,
        json: &Json<'_>,
    ) -> Result<Vec<Vec<(usize, bool)>>, ReadError> {
        if !matches!(json.value, Value::Object(_)) {
            return Ok(vec![self.choices(document, json)?]);
        }
        let fields = document.fields(json, "a condition", &["compound", "members"])?;
        let members = document.list(fields.required("members")?, "the members")?;
        members.iter().map(|member| self.choices(document, member)).collect()
    }

    fn choices(
        &self,
        document: Document<'_>,
        json: &Json<'_>,
    ) -> Result<Vec<(usize, bool)>, ReadError> {
        let one = |entry: &Json<'_>| {
            let wrong = |at, found| {
                let expected = "a choice (the number of an option, and Y or N)".to_owned();
                document.error(at, ReadProblem::Unexpected { expected, found })
            };
            let Value::List(pair) = &entry.value else {
                return Err(wrong(entry.at, entry.value.name()));
            };
            let [option, taken] = pair.as_slice() else {
                return Err(wrong(entry.at, format!("a list of {}", pair.len())));
            };
            let number = number(document, option)?;
            let undefined = ReadProblem::Undefined { what: "option", number };
            let place = self.0.get(number).ok_or_else(|| document.error(option.at, undefined))?;
            match &taken.value {
                Value::Text(text) if text == "Y" => Ok((*place, true)),
                Value::Text(text) if text == "N" => Ok((*place, false)),
                other => Err(wrong(taken.at, other.name())),
            }
        };
        document.list(json, "a condition")?.iter().map(one).collect()
    }

    fn statements(
        &self,
        document: Document<'_>,
        json: &Json<'_>,
    ) -> Result<Vec<Statement>, ReadError> {
        let choice = |(option, taken)| {
            let statement = Statement::Taken(option);
            if taken { statement } else { Statement::Not(Box::new(statement)) }
        };
        let list = document.list(json, "the preferences")?;
        let one = |entry| -> Result<Statement, ReadError> {
            let members = self.condition(document, entry)?;
            let all = |choices: Vec<_>| Statement::All(choices.into_iter().map(choice).collect());
            Ok(Statement::Any(members.into_iter().map(all).collect()))
        };
        list.iter().map(one).collect()
    }
}
