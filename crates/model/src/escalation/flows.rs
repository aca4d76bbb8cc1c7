//! What every regime of policies is worth at every technology gap: the economy, solved once for each.

use super::state::MOST_TRACKS;
use super::{EscalationPlan, LadderState};
use crate::play::{SolvedPolicies, settle};
use crate::{ModelError, Move, Payoff, Scenario, Situation};
use serde::Serialize;
use std::collections::HashMap;
use talion_economy::Economy;
use talion_game::Observer;

/// The policies in force, whatever the technology gap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct Regime {
    /// Rung of every track.
    pub levels: [u8; MOST_TRACKS],
    /// Whether the terms of the deal are in force.
    pub deal: bool,
}

/// A regime at one technology gap.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RegimeOutcome {
    /// What every player has from it, at annual rates in percent of real income. One-off costs, those
    /// of moves and of backing down, are left out.
    pub payoffs: Vec<Payoff>,
    /// Bilateral goods deficit of every player that minds one, as a ratio to that in the data.
    pub deficit_ratios: Vec<Option<f64>>,
    /// Self-sufficiency of the follower.
    pub self_sufficiency: Option<f64>,
}

/// Every regime at every gap.
#[derive(Debug, Clone)]
pub(super) struct Flows {
    outcomes: HashMap<(Regime, u8), RegimeOutcome>,
}

/// Moves in force in a regime, each once.
pub(super) fn moves_in_force<'s>(
    scenario: &'s Scenario,
    plan: &EscalationPlan,
    regime: &Regime,
) -> Vec<&'s Move> {
    let on_rungs = plan.tracks.iter().zip(regime.levels).filter(|(_, level)| *level > 0);
    let of_rungs = on_rungs.flat_map(|(track, level)| &track.rungs[usize::from(level) - 1].moves);
    let deal: &[usize] = if regime.deal { &plan.deal_moves } else { &[] };
    let mut positions: Vec<usize> = of_rungs.chain(deal).copied().collect();
    positions.sort_unstable();
    positions.dedup();
    positions.into_iter().map(|at| &scenario.moves[at]).collect()
}

impl Flows {
    /// Solves the economy for the regimes and gaps of some states.
    pub(super) fn of(
        scenario: &Scenario,
        plan: &EscalationPlan,
        economy: &Economy,
        states: &[LadderState],
        solved: &mut SolvedPolicies,
        observer: &dyn Observer,
    ) -> Result<Self, ModelError> {
        let mut keys: Vec<(Regime, u8)> =
            states.iter().map(|state| (state.regime(), state.gap)).collect();
        keys.sort_unstable();
        keys.dedup();
        let race = scenario.technology().is_some();
        let situations: Vec<Situation> = keys
            .iter()
            .map(|(regime, gap)| {
                let moves = moves_in_force(scenario, plan, regime);
                let gap_years = race.then(|| f64::from(*gap));
                Situation::with_moves(scenario, economy, &moves, gap_years)
            })
            .collect();
        let describe = |at: usize| {
            let moves = moves_in_force(scenario, plan, &keys[at].0);
            let names: Vec<&str> = moves.iter().map(|chosen| chosen.name.as_str()).collect();
            format!("{} at a gap of {}", names.join(", "), keys[at].1)
        };
        let found = settle(scenario, economy, &situations, &describe, solved, observer)?;
        let outcomes = keys
            .into_iter()
            .zip(&situations)
            .zip(found)
            .map(|((key, situation), outcome)| {
                let mut payoffs = outcome.payoffs;
                for (payoff, cost) in payoffs.iter_mut().zip(&situation.move_costs) {
                    // Moves are paid for when they are made.
                    payoff.add(crate::Term::MoveCost, *cost);
                }
                let deficit_ratios = outcome
                    .deficits
                    .iter()
                    .map(|d| d.as_ref().map(crate::Deficit::ratio))
                    .collect();
                let self_sufficiency = outcome.technology.map(|t| t.self_sufficiency);
                (key, RegimeOutcome { payoffs, deficit_ratios, self_sufficiency })
            })
            .collect();
        Ok(Self { outcomes })
    }

    /// What a state is worth while it lasts.
    pub(super) fn at(&self, state: &LadderState) -> &RegimeOutcome {
        &self.outcomes[&(state.regime(), state.gap)]
    }
}
