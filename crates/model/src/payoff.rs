//! Payoffs: welfare from the economy and the strategic terms, kept apart.
//!
//! `u_i = 100 ln G_i - b_i max(0, deficit - target) + technology - audience - red lines - moves`,
//! the terms of the house design; every weight is an assumption of the scenario.

use crate::play::SituationOutcome;
use crate::{Scenario, Situation, Technology};
use serde::{Deserialize, Serialize};
use talion_game::PlayerId;

/// A strategic part of a payoff.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Term {
    /// The bilateral deficit that remains above the demand.
    Deficit,
    /// Expected technology lead at the horizon.
    TechnologyLead,
    /// Self-sufficiency of the follower.
    SelfSufficiency,
    /// Technology imports that export controls cut off.
    Access,
    /// Backing down before an audience.
    Audience,
    /// Crossing a red line of one's own.
    RedLine,
    /// Making moves.
    MoveCost,
}

impl Term {
    /// All terms, in the order in which they are shown.
    pub const ALL: [Self; 7] = [
        Self::Deficit,
        Self::TechnologyLead,
        Self::SelfSufficiency,
        Self::Access,
        Self::Audience,
        Self::RedLine,
        Self::MoveCost,
    ];

    /// Short name, as in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Deficit => "deficit",
            Self::TechnologyLead => "technology-lead",
            Self::SelfSufficiency => "self-sufficiency",
            Self::Access => "access",
            Self::Audience => "audience",
            Self::RedLine => "red-line",
            Self::MoveCost => "move-cost",
        }
    }

    /// What it stands for, in words that fit "without ..".
    pub fn words(self) -> &'static str {
        match self {
            Self::Deficit => "the cost of the bilateral deficit",
            Self::TechnologyLead => "the worth of the technology lead",
            Self::SelfSufficiency => "the worth of self-sufficiency",
            Self::Access => "the cost of supplies cut off",
            Self::Audience => "audience costs",
            Self::RedLine => "red lines",
            Self::MoveCost => "the cost of moves",
        }
    }
}

/// Which strategic terms count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Terms {
    /// All of them.
    All,
    /// None: welfare alone.
    WelfareAlone,
    /// All but one.
    Without(Term),
}

impl Terms {
    pub(crate) fn count(self, term: Term) -> bool {
        match self {
            Self::All => true,
            Self::WelfareAlone => false,
            Self::Without(left_out) => term != left_out,
        }
    }
}

/// The payoff of one player at one profile, in percent of real income.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Payoff {
    /// 100 ln of the change in real income.
    pub welfare: f64,
    /// The strategic terms, in the order of [`Term::ALL`].
    pub terms: [f64; Term::ALL.len()],
}

impl Payoff {
    /// A strategic term.
    pub fn term(&self, term: Term) -> f64 {
        self.terms[term as usize]
    }

    /// Welfare and the strategic terms that count.
    pub fn total(&self, terms: Terms) -> f64 {
        self.welfare
            + Term::ALL.iter().filter(|t| terms.count(**t)).map(|t| self.term(*t)).sum::<f64>()
    }

    /// Adds to a strategic term.
    pub(crate) fn add(&mut self, term: Term, amount: f64) {
        self.terms[term as usize] = positive_zero(self.terms[term as usize] + amount);
    }

    /// Payoff of a player, given what the economy does.
    pub(crate) fn of(
        scenario: &Scenario,
        player: PlayerId,
        situation: &Situation,
        outcome: &SituationOutcome,
    ) -> Self {
        let who = &scenario.players[player.0];
        let objective = &who.objective;
        let mut terms = [0.0; Term::ALL.len()];
        if let Some(deficit) = &outcome.deficits[player.0] {
            let remains = (deficit.ratio() - (1.0 - objective.deficit_cut)).max(0.0);
            terms[Term::Deficit as usize] = -objective.deficit_weight * remains;
        }
        if let (Some(race), Some(technology)) = (&scenario.technology, &outcome.technology) {
            terms[Term::TechnologyLead as usize] =
                objective.lead_weight * lead_gained(race, player, technology.gap_years);
            let reached = technology.self_sufficiency.min(race.self_sufficiency_target);
            terms[Term::SelfSufficiency as usize] =
                objective.self_sufficiency_weight * (reached - race.self_sufficiency_now);
        }
        terms[Term::Access as usize] = -objective.access_weight * situation.access_lost[player.0];
        terms[Term::Audience as usize] = -objective.audience_cost * situation.backs_down[player.0];
        terms[Term::RedLine as usize] = -objective.red_line_cost * situation.red_lines[player.0];
        terms[Term::MoveCost as usize] = -situation.move_costs[player.0];
        Self {
            welfare: 100.0 * outcome.economy.welfare_hat[who.region.0].ln(),
            terms: terms.map(positive_zero),
        }
    }
}

/// Frontier years that a player gains on its rival; zero for those outside the race.
fn lead_gained(race: &Technology, player: PlayerId, gap_years: f64) -> f64 {
    let widened = gap_years - race.gap_years;
    if player == race.leader {
        widened
    } else if player == race.follower {
        -widened
    } else {
        0.0
    }
}

/// Turns -0.0, which a weight of 0 makes, into 0.0.
fn positive_zero(x: f64) -> f64 {
    x + 0.0
}
