//! State recursion: components of the state graph in reverse topological order, those of one level in
//! parallel, with one equilibrium selected in each.
//!
//! Iskhakov, Rust and Schjerning (2016), section 2.3. What a component leads to is solved before it,
//! so each is a small game with known continuation values.

use super::component::{ComponentSolver, Workspace};
use super::write_member;
use crate::stochastic::{MarkovMethod, MarkovSolution, StageRule};
use crate::{MarkovEquilibrium, SolveError};
use rayon::prelude::*;
use talion_game::{Condensation, MarkovProfile, Observer, StateGraph, StochasticGame, Termination};

/// Literature name of the method.
pub(crate) const METHOD: &str = "state-recursion";

/// One Markov-perfect equilibrium by state recursion.
///
/// Components of one state are solved for all their equilibria, loops included (for three players or
/// more, and menus too large, for some of them); components of several states by a search for pure
/// equilibria, then by iteration and by `within`. The list is `complete` if the equilibrium is proved
/// to be the only one.
#[derive(Debug, Clone, Copy)]
pub struct StateRecursion<'m> {
    /// Which of several equilibria of a component is played.
    pub rule: StageRule,
    /// What solves components of several states that have no pure equilibrium.
    pub within: Option<&'m dyn MarkovMethod>,
    /// Most boxes of pure profiles to look into, per component of several states.
    pub most_boxes: u64,
}

impl Default for StateRecursion<'_> {
    fn default() -> Self {
        Self { rule: StageRule::First, within: None, most_boxes: super::MOST_BOXES }
    }
}

impl MarkovMethod for StateRecursion<'_> {
    fn name(&self) -> &'static str {
        METHOD
    }

    fn solve(
        &self,
        game: &StochasticGame,
        observer: &dyn Observer,
    ) -> Result<MarkovSolution, SolveError> {
        let graph = StateGraph::of(game)?;
        let condensation = Condensation::of(&graph);
        drop(graph);
        let solver = ComponentSolver {
            game,
            condensation: &condensation,
            observer,
            rule: self.rule,
            pure_only: false,
            most_boxes: self.most_boxes,
            within: self.within,
        };
        let mut values = vec![0.0; game.state_count() * game.player_count()];
        let mut weights = vec![0.0; game.slot_count()];
        let (mut is_unique, mut is_settled) = (true, true);
        let (mut done, total) = (0_u64, condensation.component_count() as u64);
        for level in 0..condensation.level_count() {
            observer.progress("components", done, total);
            if observer.stopped() {
                return Ok(stopped(done, observer));
            }
            let components = condensation.level(level);
            let solved: Vec<_> = components
                .par_iter()
                .map_init(
                    || Workspace::of(game),
                    |work, component| solver.solve(*component as usize, &values, work),
                )
                .collect::<Result<_, _>>()?;
            for (component, mut found) in components.iter().zip(solved) {
                is_unique &= found.complete && found.list.len() == 1;
                is_settled &= !found.list.is_empty();
                let chosen = if found.list.is_empty() {
                    found.nearest
                } else {
                    Some(found.list.swap_remove(found.picked.0))
                };
                // Only an interruption leaves a component without anything.
                let Some(chosen) = chosen else { return Ok(stopped(done, observer)) };
                let members = condensation.members(*component as usize);
                write_member(game, members, &chosen, &mut values, &mut weights);
                done += 1;
            }
        }
        observer.progress("components", done, total);
        let strategies = MarkovProfile::new(game, weights)?;
        let equilibrium = MarkovEquilibrium::certify(game, strategies)?;
        let settled = if is_settled { Termination::Converged } else { Termination::IterationLimit };
        Ok(MarkovSolution {
            equilibria: vec![equilibrium],
            complete: is_unique,
            termination: settled,
            iterations: done,
            elapsed: observer.elapsed(),
            method: METHOD.to_owned(),
        })
    }
}

fn stopped(iterations: u64, observer: &dyn Observer) -> MarkovSolution {
    MarkovSolution {
        equilibria: Vec::new(),
        complete: false,
        termination: Termination::Interrupted,
        iterations,
        elapsed: observer.elapsed(),
        method: METHOD.to_owned(),
    }
}
