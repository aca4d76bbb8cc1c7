//! Signalling games as JSON: types, messages, actions, and two tables of payoffs.

use super::document::Document;
use super::value::{Json, Value};
use crate::exact::Number;
use crate::{PrivateTypes, Rational, ReadError, ReadProblem, SignallingGame};
use serde_json::json;

/// JSON schema of the form (draft 2020-12).
pub const SIGNALLING_SCHEMA: &str = include_str!("../../schema/signalling.schema.json");

/// Largest distance from one of priors that were rounded before they were written.
const ROUNDED_SUM: f64 = 1e-4;

pub(super) fn read(document: Document<'_>, json: &Json<'_>) -> Result<SignallingGame, ReadError> {
    let keys =
        ["form", "title", "players", "types", "prior", "messages", "actions", "sender", "receiver"];
    let fields = document.fields(json, "a game", &keys)?;
    let labels = match fields.get("players") {
        Some(players) => document.distinct_labels(players, "player")?.list,
        None => vec!["sender".to_owned(), "receiver".to_owned()],
    };
    let [sender, receiver] = <[String; 2]>::try_from(labels).map_err(|labels| {
        let at = fields.get("players").map_or(json.at, |players| players.at);
        let what = "players, the sender first".to_owned();
        document.error(at, ReadProblem::Count { what, found: labels.len(), expected: 2 })
    })?;
    let types = document.distinct_labels(fields.required("types")?, "type")?.list;
    let prior = prior(document, fields.required("prior")?, types.len())?;
    let messages = document.distinct_labels(fields.required("messages")?, "message")?.list;
    let actions = actions(document, fields.required("actions")?, messages.len())?;
    let tables = ["sender", "receiver"].map(|whose| {
        let table = fields.required(whose)?;
        let of_types = rows(document, table, types.len(), "types", whose)?;
        let of_type = |line: &Json<'_>| {
            let of_messages = rows(document, line, messages.len(), "messages", whose)?;
            let own = of_messages.iter().zip(&actions);
            own.map(|(line, actions)| numbers(document, line, actions.len(), whose))
                .collect::<Result<Vec<_>, ReadError>>()
        };
        // One type of the receiver: nothing is hidden about it.
        of_types.iter().map(|line| Ok(vec![of_type(line)?])).collect::<Result<Vec<_>, ReadError>>()
    });
    let [own, other] = tables;
    let players = [PrivateTypes { label: sender, types, prior }, PrivateTypes::known(receiver)];
    SignallingGame::new(fields.title()?, players, messages, actions, [own?, other?])
        .map_err(|problems| document.error(json.at, problems.into()))
}

/// Priors, which sum to one; sums that rounding explains are divided out.
fn prior(
    document: Document<'_>,
    json: &Json<'_>,
    types: usize,
) -> Result<Vec<Rational>, ReadError> {
    let entries = rows(document, json, types, "types", "prior")?;
    let mut prior = Vec::with_capacity(types);
    for entry in entries {
        let value = number(document, entry)?;
        if value <= Rational::ZERO || value > Rational::ONE {
            let value = value.to_f64();
            return Err(document.error(entry.at, ReadProblem::NotAProbability { value }));
        }
        prior.push(value);
    }
    let sum = prior.iter().fold(Rational::ZERO, |sum, p| &sum + p);
    if (sum.to_f64() - 1.0).abs() > ROUNDED_SUM {
        let sum = sum.to_f64();
        return Err(document.error(json.at, ReadProblem::ProbabilitySum { sum }));
    }
    Ok(prior.iter().map(|p| p / &sum).collect())
}

/// One list for all messages, or one for each.
fn actions(
    document: Document<'_>,
    json: &Json<'_>,
    messages: usize,
) -> Result<Vec<Vec<String>>, ReadError> {
    let entries = document.list(json, "the actions")?;
    if entries.iter().all(|entry| matches!(entry.value, Value::Text(_))) {
        return Ok(vec![document.distinct_labels(json, "action")?.list; messages]);
    }
    let lists = rows(document, json, messages, "messages", "actions")?;
    lists.iter().map(|list| Ok(document.distinct_labels(list, "action")?.list)).collect()
}

fn rows<'a, 'b>(
    document: Document<'a>,
    json: &'b Json<'a>,
    expected: usize,
    of: &str,
    key: &str,
) -> Result<&'b [Json<'a>], ReadError> {
    let list = document.list(json, &format!("the entries of `{key}`"))?;
    if list.len() == expected {
        return Ok(list);
    }
    let what = format!("entries for the {of} in `{key}`");
    Err(document.error(json.at, ReadProblem::Count { what, found: list.len(), expected }))
}

fn numbers(
    document: Document<'_>,
    json: &Json<'_>,
    expected: usize,
    key: &str,
) -> Result<Vec<Rational>, ReadError> {
    let list = rows(document, json, expected, "actions", key)?;
    list.iter().map(|entry| number(document, entry)).collect()
}

fn number(document: Document<'_>, json: &Json<'_>) -> Result<Rational, ReadError> {
    Ok(match document.number(json, "a number, or a text such as \"1/3\"")? {
        Number::Exact(value) => value,
        // The reader lets no number through that is not finite.
        Number::Double(value) => Rational::from_f64(value).unwrap_or_default(),
    })
}

/// The JSON form of a game whose receiver has one type; of a game with more, the first one is written.
/// Numbers that are no doubles are texts such as `"1/3"`.
pub fn write_signalling_json(game: &SignallingGame) -> String {
    let number = |value: &Rational| {
        if value.is_double() { json!(value.to_f64()) } else { json!(value.to_string()) }
    };
    let (senders, messages) = (game.sender(), game.messages());
    let prior: Vec<_> = senders.prior.iter().map(number).collect();
    let actions: Vec<_> = (0..messages.len()).map(|m| game.actions(m)).collect();
    let table = |payoff: &dyn Fn(usize, usize, usize) -> Rational| -> Vec<Vec<Vec<_>>> {
        let of_type = |t: usize| {
            let of_message =
                |m: usize| (0..game.actions(m).len()).map(|a| number(&payoff(t, m, a))).collect();
            (0..messages.len()).map(of_message).collect()
        };
        (0..senders.types.len()).map(of_type).collect()
    };
    let document = json!({
        "form": "signalling",
        "title": game.title(),
        "players": [senders.label, game.receiver().label],
        "types": senders.types,
        "prior": prior,
        "messages": messages,
        "actions": actions,
        "sender": table(&|t, m, a| game.sender_payoff(t, 0, m, a).clone()),
        "receiver": table(&|t, m, a| game.receiver_payoff(t, 0, m, a).clone()),
    });
    // `{:#}` of a JSON value is its indented text; no value here can fail to be written.
    format!("{document:#}\n")
}
