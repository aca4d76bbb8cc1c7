//! Packages: named sets of moves, one strategy each.

use serde::Serialize;
use talion_game::PlayerId;

/// A strategy of the finite game.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Package {
    /// Whose package it is.
    pub player: PlayerId,
    /// Name of the package.
    pub name: String,
    /// Short label for tables and figures.
    pub label: String,
    /// What the package is.
    pub description: String,
    /// Indices of its moves.
    pub moves: Vec<usize>,
    /// How far it backs down, for audience costs.
    pub backs_down: f64,
}
