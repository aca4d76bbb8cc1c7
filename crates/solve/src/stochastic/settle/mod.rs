//! The limit of a receding horizon, and a game of its own for the states in which there is none.
//!
//! Sweeps of backward induction (see [`sweeps`]) settle in most states of most ladders, and go round for
//! ever in a few: those in which somebody has to mix, and those around them. Those few, the core, are
//! taken as a game of their own (see [`core_game`]) with play elsewhere fixed, and solved by a method that
//! needs no luck. Where somebody elsewhere would then rather do something else, its state joins the core.

mod core_game;
mod sweeps;

use super::stage::{Check, Loops, Stage};
use super::{LogitHomotopy, MarkovMethod, MarkovSolution, StageRule};
use crate::{MarkovEquilibrium, SolveError};
use core_game::{Core, CoreGame};
use rayon::prelude::*;
use sweeps::Sweeps;
use talion_game::{MarkovProfile, Observer, PlayerId, StateId, StochasticGame, Termination};

/// Literature name of the method.
pub(crate) const METHOD: &str = "horizon-limit";
/// Sweeps between two looks at what has settled.
const WINDOW: u64 = 10;
/// States of a core that is tried at once, and sweeps for each state more.
const SMALL_CORE: usize = 20;
const SWEEPS_PER_STATE: u64 = 5;
/// Steps of the logit homotopy on a core.
const MOST_STEPS: u64 = 2_000;
/// Share of the unsettled states before that counts as no progress.
const NO_PROGRESS: f64 = 0.9;
/// Times that states may join a core.
const MOST_GROWTH: usize = 20;
/// Gain from a deviation, relative to the largest value, that counts as none.
const NO_GAIN: f64 = 1e-11;

/// One Markov-perfect equilibrium of a large game by sweeps over all states, and a method for those that
/// do not settle.
///
/// Any number of players. The list is never `complete`. Sweeps take time in proportion to the number of
/// transitions; the method for the core has a game of the unsettled states alone.
#[derive(Debug, Clone, Copy)]
pub struct HorizonLimit<'m> {
    /// Which of several pure equilibria of a stage is taken up when the one before is lost.
    pub rule: StageRule,
    /// Sweeps after which the best that was met is handed back.
    pub most_sweeps: u64,
    /// Most states of a core.
    pub most_core: usize,
    /// What solves cores; the logit homotopy where there is nothing else.
    pub within: Option<&'m dyn MarkovMethod>,
}

impl Default for HorizonLimit<'_> {
    fn default() -> Self {
        Self { rule: StageRule::RiskDominance, most_sweeps: 2_000, most_core: 200, within: None }
    }
}

impl MarkovMethod for HorizonLimit<'_> {
    fn name(&self) -> &'static str {
        METHOD
    }

    fn solve(
        &self,
        game: &StochasticGame,
        observer: &dyn Observer,
    ) -> Result<MarkovSolution, SolveError> {
        let uniform = MarkovEquilibrium::certify(game, MarkovProfile::uniform(game))?;
        let weights = uniform.strategies.probabilities().to_vec();
        let values = uniform.certificate.values.clone();
        let mut search = Search { game, method: self, observer, best: uniform };
        let mut sweeps = Sweeps::new(game, self.rule, weights, values);
        let (mut before, mut next_try, mut pause) = (game.state_count(), 0, WINDOW);
        let termination = loop {
            for _ in 0..WINDOW {
                sweeps.sweep(observer)?;
                if observer.stopped() {
                    break;
                }
            }
            let core = Core::of(game, sweeps.played_within(WINDOW));
            let unsettled = core.states.len();
            let said = format!("horizon limit: {unsettled} states unsettled after sweeps");
            observer.progress(&said, sweeps.made, 0);
            let is_stuck = unsettled as f64 >= NO_PROGRESS * before as f64 || unsettled == 0;
            before = unsettled;
            // Sweeps are cheap next to a large core: it is not tried before many of them.
            let most = self.most_core.min(SMALL_CORE + (sweeps.made / SWEEPS_PER_STATE) as usize);
            if is_stuck && unsettled <= most && sweeps.made >= next_try {
                let met = search.grow(core, &sweeps.weights)?;
                sweeps.restart(met.strategies.probabilities(), &met.certificate.values);
                next_try = sweeps.made + pause;
                pause *= 2;
            }
            if is_equilibrium(&search.best) {
                break Termination::Converged;
            }
            if observer.stopped() {
                break Termination::Interrupted;
            }
            if sweeps.made >= self.most_sweeps {
                break Termination::IterationLimit;
            }
        };
        if !is_equilibrium(&search.best) {
            search.keep(&sweeps.weights)?;
        }
        Ok(MarkovSolution {
            equilibria: vec![search.best],
            complete: false,
            termination,
            iterations: sweeps.made,
            elapsed: observer.elapsed(),
            method: METHOD.to_owned(),
        })
    }
}

/// What is nearest to an equilibrium so far.
struct Search<'a> {
    game: &'a StochasticGame,
    method: &'a HorizonLimit<'a>,
    observer: &'a dyn Observer,
    best: MarkovEquilibrium,
}

impl Search<'_> {
    /// Certifies play, and keeps it if it is better.
    fn keep(&mut self, weights: &[f64]) -> Result<MarkovEquilibrium, SolveError> {
        let profile = MarkovProfile::new(self.game, weights.to_vec())?;
        let met = MarkovEquilibrium::certify(self.game, profile)?;
        if met.certificate.one_shot_gain < self.best.certificate.one_shot_gain {
            self.best = met.clone();
        }
        Ok(met)
    }

    /// Solves a core and opens the actions by which somebody would deviate, for as long as that helps.
    fn grow(&mut self, mut core: Core, weights: &[f64]) -> Result<MarkovEquilibrium, SolveError> {
        let mut weights = weights.to_vec();
        let mut met = self.keep(&weights)?;
        for _ in 0..MOST_GROWTH {
            if is_equilibrium(&met) || self.observer.stopped() {
                break;
            }
            if !core.states.is_empty() {
                if !self.solve_core(&core, &met, &mut weights)? {
                    break;
                }
                met = self.keep(&weights)?;
            }
            let mut open = core.open.clone();
            let gaining = self.gaining(&met);
            for slot in &gaining {
                open[*slot] = true;
            }
            if open == core.open {
                break;
            }
            core = Core::of(self.game, open);
            if core.states.len() > self.method.most_core {
                break;
            }
        }
        Ok(met)
    }

    /// Puts what solves a core into `weights`; false if there is nothing.
    fn solve_core(
        &self,
        core: &Core,
        met: &MarkovEquilibrium,
        weights: &mut [f64],
    ) -> Result<bool, SolveError> {
        let own = CoreGame::of(self.game, &met.strategies, core)?;
        let logit = LogitHomotopy { most_steps: MOST_STEPS };
        let method = self.method.within.unwrap_or(&logit);
        let found = method.solve(&own.game, self.observer)?;
        let gain = |one: &&MarkovEquilibrium| one.certificate.one_shot_gain;
        let Some(best) = found.equilibria.iter().min_by(|a, b| gain(a).total_cmp(&gain(b))) else {
            return Ok(false);
        };
        own.write(self.game, core, &best.strategies, weights);
        Ok(true)
    }

    /// By state and player the action that gains most, where one does.
    fn gaining(&self, met: &MarkovEquilibrium) -> Vec<usize> {
        let values = &met.certificate.values;
        let least = least_gain(values);
        let (game, weights) = (self.game, met.strategies.probabilities());
        let states: Vec<StateId> = game.states().collect();
        let players = game.player_count();
        states
            .par_chunks(64)
            .map_init(
                || (Stage::of(game), Check::default()),
                |(stage, check), part| {
                    let mut found = Vec::new();
                    for &state in part {
                        stage.fill(game, state, values, Loops::Open);
                        stage.check(&weights[game.state_slots(state)], check);
                        let first = game.state_slots(state).start;
                        for player in (0..players).map(PlayerId) {
                            let own = game.action_slots(state, player);
                            let gain = |slot: &usize| check.gains[slot - first];
                            let best = own.max_by(|a, b| gain(a).total_cmp(&gain(b)));
                            found.extend(best.filter(|slot| gain(slot) > least));
                        }
                    }
                    found
                },
            )
            .flatten_iter()
            .collect()
    }
}

/// Written so that what is not a number is no equilibrium.
fn is_equilibrium(one: &MarkovEquilibrium) -> bool {
    one.certificate.one_shot_gain <= least_gain(&one.certificate.values)
}

fn least_gain(values: &[f64]) -> f64 {
    NO_GAIN * values.iter().fold(1.0, |most: f64, v| most.max(v.abs()))
}
