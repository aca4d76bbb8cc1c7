//! Equilibria of one strongly connected component, given the values of all states that it leads to.

use super::subgame::Subgame;
use crate::stochastic::pure_search::{PureSearch, pure_search};
use crate::stochastic::stage::{Check, Loops, Stage, StageSolver, best, dominates};
use crate::stochastic::{HorizonLimit, MarkovMethod, StageRule};
use crate::{MarkovEquilibrium, SolveError};
use talion_game::{Condensation, Observer, StateId, StochasticGame};

/// Gain from a deviation, relative to the largest value, above which a profile is no equilibrium.
const MOST_GAIN: f64 = 1e-9;

/// An equilibrium of a component.
#[derive(Debug, Clone)]
pub(super) struct ComponentEquilibrium {
    /// Mixed actions, state by state in the order of the members.
    pub(super) strategies: Vec<f64>,
    /// Value of every member to every player, the players side by side.
    pub(super) values: Vec<f64>,
}

/// Equilibria of a component.
#[derive(Debug, Clone, Default)]
pub(super) struct ComponentEquilibria {
    pub(super) list: Vec<ComponentEquilibrium>,
    /// Whether there are no others.
    pub(super) complete: bool,
    /// The one that the rule picks, and whether the rule decided.
    pub(super) picked: (usize, bool),
    /// What came nearest where the list is empty.
    pub(super) nearest: Option<ComponentEquilibrium>,
}

/// How components are solved.
pub(super) struct ComponentSolver<'a> {
    pub(super) game: &'a StochasticGame,
    pub(super) condensation: &'a Condensation,
    pub(super) observer: &'a dyn Observer,
    pub(super) rule: StageRule,
    /// Whether equilibria in which somebody mixes are left out.
    pub(super) pure_only: bool,
    /// Most boxes of pure profiles to look into per component of several states.
    pub(super) most_boxes: u64,
    /// What finds mixed equilibria of components of several states.
    pub(super) within: Option<&'a dyn MarkovMethod>,
}

/// Room to work in, one per thread.
pub(super) struct Workspace {
    stage: Stage,
    solver: StageSolver,
    check: Check,
}

impl Workspace {
    pub(super) fn of(game: &StochasticGame) -> Self {
        let (stage, solver, check) = (Stage::of(game), StageSolver::default(), Check::default());
        Self { stage, solver, check }
    }
}

impl ComponentSolver<'_> {
    /// Equilibria of a component, given values of all states (those of its own are not read).
    pub(super) fn solve(
        &self,
        component: usize,
        values: &[f64],
        work: &mut Workspace,
    ) -> Result<ComponentEquilibria, SolveError> {
        match self.condensation.members(component) {
            [state] => self.one_state(StateId(*state as usize), values, work),
            members => self.several_states(members, values),
        }
    }

    fn one_state(
        &self,
        state: StateId,
        values: &[f64],
        work: &mut Workspace,
    ) -> Result<ComponentEquilibria, SolveError> {
        let Workspace { stage, solver, check } = work;
        stage.fill(self.game, state, values, Loops::Open);
        let found = if self.pure_only {
            solver.solve_pure(stage)
        } else {
            solver.solve(stage, self.observer)?
        };
        let mut result = ComponentEquilibria {
            complete: found.complete,
            picked: self.rule.pick(stage, found),
            ..ComponentEquilibria::default()
        };
        for at in 0..found.len() {
            stage.check(found.strategies(at), check);
            let equilibrium = ComponentEquilibrium {
                strategies: found.strategies(at).to_vec(),
                values: check.values.clone(),
            };
            if is_equilibrium(check.gain, &check.values) {
                result.list.push(equilibrium);
            } else {
                result.complete = false;
                result.nearest = Some(equilibrium);
            }
        }
        if result.list.len() < found.len() {
            result.picked = self.pick(&result.list);
        }
        Ok(result)
    }

    fn several_states(
        &self,
        members: &[u32],
        values: &[f64],
    ) -> Result<ComponentEquilibria, SolveError> {
        let subgame = Subgame::of(self.game, members, values)?;
        let limit = self.most_boxes;
        let PureSearch { profiles, complete, is_unique, .. } =
            pure_search(&subgame.game, limit, self.observer)?;
        let mut result = ComponentEquilibria {
            complete: complete && (self.pure_only || is_unique),
            ..ComponentEquilibria::default()
        };
        result.list = profiles.iter().map(|one| subgame.inside(one)).collect();
        if !self.pure_only && !is_unique {
            self.add_mixed(&subgame, &mut result)?;
        }
        result.picked = self.pick(&result.list);
        Ok(result)
    }

    /// Adds the limit of longer horizons if there is nothing yet, and what the method for components
    /// finds where that limit is none.
    fn add_mixed(
        &self,
        subgame: &Subgame,
        result: &mut ComponentEquilibria,
    ) -> Result<(), SolveError> {
        let mut found: Vec<MarkovEquilibrium> = Vec::new();
        if result.list.is_empty() {
            let limit = HorizonLimit { rule: self.rule, ..HorizonLimit::default() };
            found.extend(limit.solve(&subgame.game, self.observer)?.equilibria);
        }
        let is_done = found.iter().any(is_good);
        if let Some(method) = self.within.filter(|_| !is_done) {
            found.extend(method.solve(&subgame.game, self.observer)?.equilibria);
        }
        let mut least = f64::INFINITY;
        for one in &found {
            let inside = subgame.inside(one);
            let gain = one.certificate.one_shot_gain;
            if is_good(one) {
                let is_new = !result.list.iter().any(|known| is_same(known, &inside));
                if is_new {
                    result.list.push(inside);
                }
            } else if gain < least {
                least = gain;
                result.nearest = Some(inside);
            }
        }
        Ok(())
    }

    /// The rule on equilibria of several states: nothing like risk dominance is defined there.
    fn pick(&self, list: &[ComponentEquilibrium]) -> (usize, bool) {
        match self.rule {
            _ if list.len() <= 1 => (0, true),
            StageRule::First => (0, true),
            StageRule::Last => (list.len() - 1, true),
            StageRule::PayoffDominance => {
                best(list.len(), |a, b| dominates(&list[a].values, &list[b].values))
            }
            StageRule::RiskDominance => (0, false),
        }
    }
}

fn is_good(one: &MarkovEquilibrium) -> bool {
    is_equilibrium(one.certificate.one_shot_gain, &one.certificate.values)
}

/// Written so that what is not a number is no equilibrium.
pub(super) fn is_equilibrium(gain: f64, values: &[f64]) -> bool {
    gain <= MOST_GAIN * values.iter().fold(1.0, |most: f64, v| most.max(v.abs()))
}

fn is_same(a: &ComponentEquilibrium, b: &ComponentEquilibrium) -> bool {
    a.strategies.iter().zip(&b.strategies).all(|(x, y)| (x - y).abs() < 1e-6)
}
