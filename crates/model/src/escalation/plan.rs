//! What a scenario says about escalation: tracks of rungs, talks, chance, and how time counts.

use crate::ObservedHistory;
use serde::Serialize;
use talion_game::PlayerId;

/// Who moves when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Order {
    /// Everybody, every quarter.
    Simultaneous,
    /// One player a quarter, in turn.
    Alternating,
}

/// Which equilibrium is played where a quarter has several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SelectionRule {
    /// The one that is least risky for both together.
    RiskDominance,
    /// The one that all prefer.
    PayoffDominance,
    /// The first in the order of the actions, in which holding still is first.
    First,
    /// The last in that order.
    Last,
}

/// Something that one player can step up and down: tariffs, export controls, industrial policy.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Track {
    /// Whose it is.
    pub player: PlayerId,
    /// Name of the track.
    pub name: String,
    /// Its rungs, from the first above "nothing" on.
    pub rungs: Vec<Rung>,
    /// Whether a deal leaves it where it stands; else a deal takes it back to nothing.
    pub kept_in_deal: bool,
}

/// One step of a track.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Rung {
    /// Name of the rung.
    pub name: String,
    /// The rung in words.
    pub label: String,
    /// Moves in force on it, as positions in the scenario's moves.
    pub moves: Vec<usize>,
    /// Whether there is no way back below it, but for a deal.
    pub irreversible: bool,
}

/// The `[escalation]` table and the rungs of a scenario.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EscalationPlan {
    /// All tracks, in the order of the file.
    pub tracks: Vec<Track>,
    /// Who moves when.
    pub order: Order,
    /// Discount factor of every player, per quarter.
    pub discounts: Vec<f64>,
    /// Chance that a step takes more than its quarter.
    pub slip: f64,
    /// Chance a quarter that talks which agree on nothing break down.
    pub breakdown: f64,
    /// Periods in a year; a quarter of this table is one of them.
    pub periods_per_year: f64,
    /// Quarters that a truce lasts before talks go on.
    pub truce_quarters: u8,
    /// Largest technology gap that is told apart, frontier years.
    pub largest_gap: u8,
    /// Whether the game starts with talks under way.
    pub talks_at_start: bool,
    /// Moves in force under a deal besides the tracks that it keeps.
    pub deal_moves: Vec<usize>,
    /// Keys in which a report looks for values at which the answer flips.
    pub flips: Vec<String>,
    /// Which of several equilibria of a quarter is played where there is a horizon.
    pub rule: SelectionRule,
    /// Quarters after which policies stay as they are; `None` where play never ends.
    pub horizon: Option<usize>,
    /// What came about, where the scenario names a record of it.
    pub observed: Option<ObservedHistory>,
}

/// Something taken out of the game, to see what it is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Without {
    /// Nothing: the game as it is.
    Nothing,
    /// One track, by position: its player cannot step up on it.
    Track(usize),
    /// Talks: nobody can open any, and none are under way.
    Talks,
}

impl EscalationPlan {
    /// Positions of a player's tracks.
    pub fn tracks_of(&self, player: PlayerId) -> impl Iterator<Item = usize> + '_ {
        self.tracks
            .iter()
            .enumerate()
            .filter(move |(_, track)| track.player == player)
            .map(|(at, _)| at)
    }
}
