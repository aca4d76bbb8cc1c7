//! One situation on the ladder.

use super::EscalationPlan;
use serde::Serialize;

/// Most tracks that a scenario may have.
pub const MOST_TRACKS: usize = 8;

/// Where talks stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case", tag = "phase")]
pub enum Phase {
    /// Nobody talks.
    Idle,
    /// They talk.
    Talks,
    /// Policies stand still while talks pause.
    Truce {
        /// Quarters left before talks go on.
        left: u8,
    },
    /// An agreement is in force.
    Deal,
}

impl Phase {
    /// The phase in one word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Idle => "no talks",
            Self::Talks => "talks",
            Self::Truce { .. } => "truce",
            Self::Deal => "deal",
        }
    }
}

/// A situation: how far every track is stepped up, the technology gap, and where talks stand.
///
/// Only the gap of technology is told apart, not the two levels that make it: payoffs and chances
/// depend on nothing else, so that states that differ in both levels alike are one state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct LadderState {
    /// Rung of every track, 0 for none; tracks that the scenario does not have stay at 0.
    pub levels: [u8; MOST_TRACKS],
    /// Frontier years that the follower is behind; 0 in a scenario without a race.
    pub gap: u8,
    /// Where talks stand.
    pub phase: Phase,
    /// Whose turn it is where players alternate, else 0.
    pub mover: u8,
    /// Where players alternate: how many in a row have assented to talks or to the deal.
    pub assent: u8,
}

impl LadderState {
    /// The state in words: `list-50, match; gap 5; talks`.
    pub fn describe(&self, plan: &EscalationPlan) -> String {
        let on: Vec<&str> = self
            .levels
            .iter()
            .zip(&plan.tracks)
            .filter(|(level, _)| **level > 0)
            .map(|(level, track)| track.rungs[usize::from(*level) - 1].name.as_str())
            .collect();
        let policies = if on.is_empty() { "nothing".to_owned() } else { on.join(", ") };
        let left = match self.phase {
            Phase::Truce { left } if plan.truce_quarters > 1 => format!(" of {left}"),
            _ => String::new(),
        };
        let turn = match plan.order {
            super::Order::Simultaneous => String::new(),
            super::Order::Alternating => {
                let assent = if self.assent > 0 { " after assent" } else { "" };
                format!("; turn of player {}{assent}", self.mover + 1)
            }
        };
        format!("{policies}; gap {}; {}{left}{turn}", self.gap, self.phase.word())
    }

    /// The same situation at another gap.
    pub(crate) fn with_gap(&self, gap: u8) -> Self {
        Self { gap, ..*self }
    }

    /// The policies alone, which the economy depends on besides the gap.
    pub(crate) fn regime(&self) -> super::Regime {
        super::Regime { levels: self.levels, deal: self.phase == Phase::Deal }
    }
}
