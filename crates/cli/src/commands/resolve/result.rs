//! The equilibria of a signalling game with their labels, as printed.

use serde::Serialize;
use talion::game::SignallingGame;
use talion::solve::resolve::{SignallingEquilibria, SignallingEquilibrium};

/// A signalling game and its equilibria.
#[derive(Debug, Serialize)]
pub(super) struct SignallingResult<'a> {
    pub(super) schema: &'static str,
    pub(super) title: &'a str,
    pub(super) players: [&'a str; 2],
    pub(super) types: &'a [String],
    pub(super) prior: Vec<f64>,
    pub(super) messages: &'a [String],
    /// By message.
    pub(super) actions: Vec<&'a [String]>,
    pub(super) concept: &'static str,
    pub(super) method: &'a str,
    pub(super) complete: bool,
    pub(super) certified: bool,
    pub(super) equilibria: &'a [SignallingEquilibrium],
}

impl<'a> SignallingResult<'a> {
    pub(super) fn new(
        game: &'a SignallingGame,
        found: &'a SignallingEquilibria,
        certified: bool,
    ) -> Self {
        Self {
            schema: "talion-signalling/1",
            title: game.title(),
            players: [&game.sender().label, &game.receiver().label],
            types: &game.sender().types,
            prior: game.sender().prior.iter().map(talion::game::Rational::to_f64).collect(),
            messages: game.messages(),
            actions: (0..game.messages().len()).map(|m| game.actions(m)).collect(),
            concept: "sequential",
            method: &found.method,
            complete: true,
            certified,
            equilibria: &found.equilibria,
        }
    }
}
