//! What a scenario says about talks: the terms on the table, and what happens without a deal.

use serde::{Deserialize, Serialize};
use talion_game::PlayerId;

/// What happens without a deal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TalksFallback {
    /// The selected equilibrium of the packages, played once.
    Nash,
    /// Everybody holds still.
    StatusQuo,
    /// The game over time without talks, as a constant rate.
    MarkovPerfect,
    /// The threats that serve each side best in the talks (Nash 1953).
    Threats,
}

impl TalksFallback {
    /// All of them, with their names in files.
    pub const ALL: [(Self, &'static str); 4] = [
        (Self::Nash, "nash"),
        (Self::StatusQuo, "status-quo"),
        (Self::MarkovPerfect, "markov-perfect"),
        (Self::Threats, "threats"),
    ];

    /// The one of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == name).map(|(which, _)| *which)
    }

    /// Its name in files.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(which, _)| *which == self).map_or("", |(_, name)| name)
    }
}

/// Talks between two players.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TalksPlan {
    /// What happens without a deal.
    pub fallback: TalksFallback,
    /// Moves in force without a deal, by index; `None` takes those of the fallback.
    pub in_force: Option<Vec<usize>>,
    /// Bargaining power of the first player, as a share.
    pub power: f64,
    /// What the delay between two offers leaves of a payoff, for both.
    pub discount: f64,
    /// Chance that talks break down after a refusal.
    pub breakdown: f64,
    /// Whether terms that cross a red line are off the table rather than costly.
    pub red_lines_absolute: bool,
    /// The terms.
    pub terms: Vec<TalksTerm>,
}

/// One term: what its player concedes.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TalksTerm {
    /// Name of the term.
    pub name: String,
    /// The term in words.
    pub label: String,
    /// Who concedes.
    pub player: PlayerId,
    /// Moves in force that are taken back, by index.
    pub withdraws: Vec<usize>,
    /// Moves that are made, by index.
    pub grants: Vec<usize>,
    /// Least that must be conceded, as a share.
    pub lowest: f64,
    /// Most that can be, as a share.
    pub highest: f64,
    /// Equal steps between the two; 0 where every share is possible.
    pub steps: usize,
    /// Whether conceding it crosses a red line of its player, beyond those that its moves cross.
    pub crosses_red_line: bool,
    /// Whether conceding it crosses any, by itself or by a move that it grants.
    pub is_red: bool,
    /// How far conceding it in full backs down before an audience.
    pub backs_down: f64,
}
