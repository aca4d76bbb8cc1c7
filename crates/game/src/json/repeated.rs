//! Repeated games as JSON: a game in normal form, with a discount factor per player.

use super::document::Document;
use super::normal::{game, payoffs_of, players_of};
use super::stochastic::discounts;
use super::value::Json;
use crate::{ReadError, RepeatedGame};
use serde_json::json;

/// JSON schema of the form (draft 2020-12).
pub const REPEATED_SCHEMA: &str = include_str!("../../schema/repeated.schema.json");

pub(super) fn read(document: Document<'_>, json: &Json<'_>) -> Result<RepeatedGame, ReadError> {
    let keys = ["form", "title", "players", "payoffs", "discounts"];
    let fields = document.fields(json, "a game", &keys)?;
    let (players, payoffs) = (fields.required("players")?, fields.required("payoffs")?);
    let stage = game(document, json.at, fields.title()?, players, payoffs)?;
    let labels: Vec<String> = stage.players().iter().map(|p| p.label.clone()).collect();
    let factors = fields.required("discounts")?;
    let list = discounts(document, factors, &labels)?;
    RepeatedGame::new(stage, list).map_err(|error| document.error(factors.at, error.into()))
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
