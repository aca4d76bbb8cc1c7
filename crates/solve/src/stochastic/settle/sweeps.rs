//! Sweeps over all states at once: every stage game with the values at hand, and its values next.
//!
//! This is backward induction on a horizon that recedes. It is no contraction where stages have several
//! equilibria or mixed ones. A state therefore keeps a pure equilibrium for as long as it is one; when it
//! is lost, the rule picks among the pure ones, and where there is none the mixed one nearest to what was
//! played is taken. Mixed equilibria of coordination, which repel such sweeps, are never taken up.

use super::super::StageRule;
use super::super::stage::{Loops, Stage, StageSolver};
use crate::SolveError;
use rayon::prelude::*;
use talion_game::{Observer, StateId, StochasticGame};

/// States that a thread takes at a time.
const CHUNK: usize = 64;

/// Play and values in the course of the sweeps.
pub(super) struct Sweeps<'g> {
    game: &'g StochasticGame,
    rule: StageRule,
    /// Mixed actions of all players, state by state.
    pub(super) weights: Vec<f64>,
    /// Values of all players, state by state.
    pub(super) values: Vec<f64>,
    /// The pure profile of a state; `None` where somebody mixes or nothing is chosen yet.
    pure: Vec<Option<usize>>,
    /// The last sweep in which every action was played with some probability.
    last_played: Vec<u64>,
    /// Sweeps made.
    pub(super) made: u64,
}

/// What a stage gave.
struct Chosen {
    pure: Option<usize>,
    /// Mixed actions; empty where the state keeps its pure ones.
    weights: Vec<f64>,
    values: Vec<f64>,
}

/// Room to work in, one per thread.
struct Room {
    stage: Stage,
    solver: StageSolver,
}

impl<'g> Sweeps<'g> {
    /// Nothing chosen yet; `weights` is what mixed equilibria are to be near to.
    pub(super) fn new(
        game: &'g StochasticGame,
        rule: StageRule,
        weights: Vec<f64>,
        values: Vec<f64>,
    ) -> Self {
        let states = game.state_count();
        let (pure, last_played) = (vec![None; states], vec![0; game.slot_count()]);
        Self { game, rule, weights, values, pure, last_played, made: 0 }
    }

    /// One sweep.
    pub(super) fn sweep(&mut self, observer: &dyn Observer) -> Result<(), SolveError> {
        let states: Vec<usize> = (0..self.game.state_count()).collect();
        let parts: Vec<Vec<Chosen>> = states
            .par_chunks(CHUNK)
            .map_init(
                || Room { stage: Stage::of(self.game), solver: StageSolver::default() },
                |room, part| part.iter().map(|at| self.choose(*at, room, observer)).collect(),
            )
            .collect::<Result<_, SolveError>>()?;
        self.made += 1;
        let players = self.game.player_count();
        for (at, chosen) in parts.into_iter().flatten().enumerate() {
            self.values[at * players..(at + 1) * players].copy_from_slice(&chosen.values);
            if !chosen.weights.is_empty() {
                self.adopt(at, chosen.pure, &chosen.weights);
            }
        }
        Ok(())
    }

    fn choose(
        &self,
        at: usize,
        room: &mut Room,
        observer: &dyn Observer,
    ) -> Result<Chosen, SolveError> {
        let Room { stage, solver } = room;
        stage.fill(self.game, StateId(at), &self.values, Loops::Open);
        let values = |profile: usize| -> Vec<f64> {
            (0..stage.player_count()).map(|p| stage.value(profile, p)).collect()
        };
        if let Some(profile) = self.pure[at].filter(|profile| stage.is_equilibrium(*profile)) {
            let values = values(profile);
            return Ok(Chosen { pure: Some(profile), weights: Vec::new(), values });
        }
        let found = solver.solve(stage, observer)?;
        let own = &self.weights[self.game.state_slots(StateId(at))];
        let chosen = if found.pure == 0 {
            found.nearest(0..found.len(), own)
        } else {
            let (picked, decided) = self.rule.pick(stage, found);
            if decided && picked < found.pure { picked } else { found.nearest(0..found.pure, own) }
        };
        let weights = found.strategies(chosen).to_vec();
        let pure = (chosen < found.pure).then(|| stage.profile_of(&weights));
        Ok(Chosen { pure, weights, values: found.values(chosen).to_vec() })
    }

    fn adopt(&mut self, at: usize, pure: Option<usize>, weights: &[f64]) {
        let slots = self.game.state_slots(StateId(at));
        for (last, weight) in
            self.last_played[slots.clone()].iter_mut().zip(&self.weights[slots.clone()])
        {
            // What is given up was played up to now.
            if *weight > 0.0 {
                *last = self.made;
            }
        }
        self.weights[slots].copy_from_slice(weights);
        self.pure[at] = pure;
    }

    /// Which actions were played within the last sweeps.
    pub(super) fn played_within(&self, sweeps: u64) -> Vec<bool> {
        let since = self.made.saturating_sub(sweeps);
        let recent = |(weight, last): (&f64, &u64)| *weight > 0.0 || *last > since;
        self.weights.iter().zip(&self.last_played).map(recent).collect()
    }

    /// Goes on from other play and its values.
    pub(super) fn restart(&mut self, weights: &[f64], values: &[f64]) {
        self.values.copy_from_slice(values);
        for at in 0..self.pure.len() {
            let own = &weights[self.game.state_slots(StateId(at))];
            if self.weights[self.game.state_slots(StateId(at))] != *own {
                self.weights[self.game.state_slots(StateId(at))].copy_from_slice(own);
                self.pure[at] = None;
            }
        }
    }
}
