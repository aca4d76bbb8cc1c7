//! Repeated games as JSON: a game in normal form, with a discount factor per player.

use super::document::Document;
use super::normal::{game, payoffs_of, players_of};
use super::stochastic::discounts;
use super::value::{Json, Value};
use crate::{NormalForm, Player, ReadError, ReadProblem, RepeatedGame};
use serde_json::json;

/// JSON schema of the form (draft 2020-12).
pub const REPEATED_SCHEMA: &str = include_str!("../../schema/repeated.schema.json");

pub(super) fn read(document: Document<'_>, json: &Json<'_>) -> Result<RepeatedGame, ReadError> {
    let keys = ["form", "title", "players", "payoffs", "discounts", "discount"];
    let fields = document.fields(json, "a game", &keys)?;
    let (players, payoffs) = (fields.required("players")?, fields.required("payoffs")?);
    let title = fields.title()?;
    let stage = if named_only(players) {
        unnamed_strategies(document, json.at, title, players, payoffs)?
    } else {
        game(document, json.at, title, players, payoffs)?
    };
    let labels: Vec<String> = stage.players().iter().map(|p| p.label.clone()).collect();
    let factors = match (fields.get("discount"), fields.get("discounts")) {
        (Some(_), Some(twice)) => {
            let (what, label) = ("list of discount factors", "discounts".to_owned());
            return Err(document.error(twice.at, ReadProblem::Twice { what, label }));
        }
        (Some(factors), None) => factors,
        _ => fields.required("discounts")?,
    };
    let list = match &factors.value {
        // One number is the factor of all.
        Value::Number(_) => vec![document.double(factors, "a discount factor")?; labels.len()],
        _ => discounts(document, factors, &labels)?,
    };
    RepeatedGame::new(stage, list).map_err(|error| document.error(factors.at, error.into()))
}

/// Whether players are given by their labels alone.
fn named_only(players: &Json<'_>) -> bool {
    let Value::List(list) = &players.value else { return false };
    list.first().is_some_and(|first| matches!(first.value, Value::Text(_)))
}

/// A game whose strategies have no labels: they are numbered from 1, as many as the first table has.
fn unnamed_strategies(
    document: Document<'_>,
    at: usize,
    title: String,
    players: &Json<'_>,
    payoffs: &Json<'_>,
) -> Result<NormalForm, ReadError> {
    let labels = document.distinct_labels(players, "player")?.list;
    let tables = document.list(payoffs, "the tables of payoffs")?;
    let (found, expected) = (tables.len(), labels.len());
    if found != expected {
        let what = "tables of payoffs, one per player".to_owned();
        return Err(document.error(payoffs.at, ReadProblem::Count { what, found, expected }));
    }
    let mut counts = Vec::with_capacity(labels.len());
    let mut level = tables.first();
    for _ in &labels {
        let entries = match level {
            Some(table) => document.list(table, "a table of payoffs")?,
            None => &[],
        };
        counts.push(entries.len());
        level = entries.first();
    }
    let shape: Vec<(&str, usize)> =
        labels.iter().map(String::as_str).zip(counts.iter().copied()).collect();
    let tensors = labels
        .iter()
        .zip(tables)
        .map(|(label, table)| document.payoffs(table, &shape, label))
        .collect::<Result<_, _>>()?;
    let players = labels.iter().zip(&counts).map(|(label, &count)| Player {
        label: label.clone(),
        strategies: (1..=count).map(|s| s.to_string()).collect(),
    });
    NormalForm::from_tensors(title, players.collect(), tensors)
        .map_err(|error| document.error(at, error.into()))
}

/// The JSON form of a repeated game.
pub fn write_repeated_json(game: &RepeatedGame) -> String {
    let stage = game.stage();
    let (players, payoffs) = (players_of(stage), payoffs_of(stage));
    let document = json!({
        "form": "repeated",
        "title": stage.title(),
        "players": players,
        "payoffs": payoffs,
        "discounts": game.discounts(),
    });
    format!("{document:#}\n")
}
