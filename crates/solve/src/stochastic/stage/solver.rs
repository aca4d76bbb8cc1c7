//! All equilibria of a stage game, by the quickest way that finds them.

use super::dominance::Live;
use super::supports::{MOST_PAIRS, Supports, pair_count};
use super::{Stage, StageEquilibria, large, pure};
use crate::SolveError;
use talion_game::Observer;

/// A solver with room to work in, one per thread.
#[derive(Debug, Clone, Default)]
pub(crate) struct StageSolver {
    live: Live,
    supports: Supports,
    scratch: Vec<f64>,
    found: StageEquilibria,
}

impl StageSolver {
    /// All equilibria: the pure ones, then mixed ones by size of their supports. `complete` says
    /// whether that is proved; one at least is there, though it may be only nearly an equilibrium.
    ///
    /// # Errors
    /// Those of the methods for games in normal form.
    pub(crate) fn solve(
        &mut self,
        stage: &Stage,
        observer: &dyn Observer,
    ) -> Result<&StageEquilibria, SolveError> {
        let Self { live, supports, scratch, found } = self;
        found.start(stage.slot_count(), stage.player_count());
        live.eliminate(stage);
        pure::add_pure(stage, live, scratch, found);
        let mixing = live.actions.iter().filter(|own| own.len() > 1).count();
        if live.is_single() || mixing < 2 {
            return Ok(found);
        }
        let pairs = pair_count(live.actions[0].len(), live.actions[1].len());
        if stage.player_count() == 2 && pairs <= MOST_PAIRS {
            supports.add_mixed(stage, live, found);
            if !found.is_empty() {
                return Ok(found);
            }
            // Rounding or ties hid all equilibria; other methods do better.
            found.complete = false;
        }
        large::add_mixed(stage, live, observer, found)?;
        Ok(found)
    }

    /// All pure equilibria, which is always all of them.
    pub(crate) fn solve_pure(&mut self, stage: &Stage) -> &StageEquilibria {
        let Self { live, scratch, found, .. } = self;
        found.start(stage.slot_count(), stage.player_count());
        live.eliminate(stage);
        pure::add_pure(stage, live, scratch, found);
        found.complete = true;
        found
    }
}
