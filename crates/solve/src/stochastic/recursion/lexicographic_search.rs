//! Recursive lexicographic search: all Markov-perfect equilibria, by going through every selection of
//! equilibria of the components.
//!
//! A selection is a string of digits, one per component in reverse topological order; how many values
//! a digit has depends on the digits before it. Strings are visited in lexicographic order, and only
//! the components after the digit that changed are looked at again, of which only those are solved
//! again that lead to one whose values changed (Iskhakov, Rust and Schjerning 2016, section 3).

use super::component::{ComponentEquilibria, ComponentSolver, Workspace};
use super::write_member;
use crate::stochastic::{MarkovMethod, MarkovSolution, StageRule};
use crate::{MarkovEquilibrium, SolveError};
use talion_game::{Condensation, MarkovProfile, Observer, StateGraph, StochasticGame, Termination};

/// Literature name of the method.
pub(crate) const METHOD: &str = "recursive-lexicographic-search";
/// Literature name of the search for pure equilibria.
pub(crate) const PURE_METHOD: &str = "pure-markov";

/// All Markov-perfect equilibria, where every component's equilibria can all be found.
///
/// `complete` says whether they could: components of one state with two players, isolated equilibria
/// and moderate menus; and components of several states whose equilibrium is unique by dominance.
#[derive(Debug, Clone, Copy)]
pub struct RecursiveLexicographicSearch<'m> {
    /// Most equilibria to list.
    pub most: usize,
    /// What finds mixed equilibria of components of several states.
    pub within: Option<&'m dyn MarkovMethod>,
    /// Most boxes of pure profiles to look into, per component of several states.
    pub most_boxes: u64,
}

impl Default for RecursiveLexicographicSearch<'_> {
    fn default() -> Self {
        Self { most: super::MOST_EQUILIBRIA, within: None, most_boxes: super::MOST_BOXES }
    }
}

impl MarkovMethod for RecursiveLexicographicSearch<'_> {
    fn name(&self) -> &'static str {
        METHOD
    }

    fn solve(
        &self,
        game: &StochasticGame,
        observer: &dyn Observer,
    ) -> Result<MarkovSolution, SolveError> {
        let kind = Kind { pure_only: false, most: self.most, most_boxes: self.most_boxes };
        search(game, kind, self.within, METHOD, observer)
    }
}

/// All Markov-perfect equilibria in which nobody mixes, of a small game of any number of players.
///
/// Within a component of several states, profiles are ruled out by bounds on values: boxes of profiles
/// are halved until a deviation gains throughout, or one profile is left, which is checked. `complete`
/// says that no limit stopped the search.
#[derive(Debug, Clone, Copy)]
pub struct PureMarkov {
    /// Most equilibria to list.
    pub most: usize,
    /// Most boxes to look into, per component of several states.
    pub most_boxes: u64,
}

impl Default for PureMarkov {
    fn default() -> Self {
        Self { most: super::MOST_EQUILIBRIA, most_boxes: 100 * super::MOST_BOXES }
    }
}

impl MarkovMethod for PureMarkov {
    fn name(&self) -> &'static str {
        PURE_METHOD
    }

    fn solve(
        &self,
        game: &StochasticGame,
        observer: &dyn Observer,
    ) -> Result<MarkovSolution, SolveError> {
        let kind = Kind { pure_only: true, most: self.most, most_boxes: self.most_boxes };
        search(game, kind, None, PURE_METHOD, observer)
    }
}

/// Which equilibria are searched for, and how far.
#[derive(Debug, Clone, Copy)]
struct Kind {
    pure_only: bool,
    most: usize,
    most_boxes: u64,
}

/// A component, and the digit that is selected.
#[derive(Default)]
struct Digit {
    found: ComponentEquilibria,
    selected: usize,
    /// When it was solved, and when its values changed; zero for never.
    solved: u64,
    changed: u64,
}

/// Where the search stands.
struct Search<'a> {
    solver: ComponentSolver<'a>,
    graph: &'a StateGraph,
    work: Workspace,
    digits: Vec<Digit>,
    values: Vec<f64>,
    weights: Vec<f64>,
    clock: u64,
    solved: u64,
    complete: bool,
}

fn search(
    game: &StochasticGame,
    kind: Kind,
    within: Option<&dyn MarkovMethod>,
    method: &'static str,
    observer: &dyn Observer,
) -> Result<MarkovSolution, SolveError> {
    let graph = &StateGraph::of(game)?;
    let condensation = &Condensation::of(graph);
    let Kind { pure_only, most, most_boxes } = kind;
    let rule = StageRule::First;
    let solver =
        ComponentSolver { game, condensation, observer, rule, pure_only, most_boxes, within };
    let mut search = Search {
        solver,
        graph,
        work: Workspace::of(game),
        digits: (0..condensation.component_count()).map(|_| Digit::default()).collect(),
        values: vec![0.0; game.state_count() * game.player_count()],
        weights: vec![0.0; game.slot_count()],
        clock: 0,
        solved: 0,
        complete: true,
    };
    let mut equilibria = Vec::new();
    let mut from = Some(0);
    let mut termination = Termination::Enumerated;
    while let Some(first) = from {
        if observer.stopped() {
            termination = Termination::Interrupted;
            break;
        }
        if equilibria.len() >= most {
            termination = Termination::IterationLimit;
            break;
        }
        let end = search.advance(first)?;
        if end == search.digits.len() {
            let strategies = MarkovProfile::new(game, search.weights.clone())?;
            equilibria.push(MarkovEquilibrium::certify(game, strategies)?);
            observer.progress("equilibria", equilibria.len() as u64, 0);
        }
        from = search.next(end);
    }
    Ok(MarkovSolution {
        equilibria,
        complete: search.complete && termination == Termination::Enumerated,
        termination,
        iterations: search.solved,
        elapsed: observer.elapsed(),
        method: method.to_owned(),
    })
}

impl Search<'_> {
    /// Solves what has to be solved from a component on, with the first equilibrium of each. Gives the
    /// component that has none, or the number of components.
    fn advance(&mut self, from: usize) -> Result<usize, SolveError> {
        for at in from..self.digits.len() {
            let solved = self.digits[at].solved;
            let is_stale = solved == 0
                || self
                    .solver
                    .condensation
                    .exits(self.graph, at)
                    .any(|exit| self.digits[exit].changed > solved);
            self.clock += 1;
            if is_stale {
                let found = self.solver.solve(at, &self.values, &mut self.work)?;
                self.solved += 1;
                self.complete &= found.complete;
                let digit = &mut self.digits[at];
                digit.found = found;
                digit.solved = self.clock;
                if digit.found.list.is_empty() {
                    return Ok(at);
                }
                self.select(at, 0);
            } else if self.digits[at].selected != 0 {
                self.select(at, 0);
            }
        }
        Ok(self.digits.len())
    }

    fn select(&mut self, at: usize, selected: usize) {
        let (game, members) = (self.solver.game, self.solver.condensation.members(at));
        let digit = &mut self.digits[at];
        digit.selected = selected;
        digit.changed = self.clock;
        let chosen = &digit.found.list[selected];
        write_member(game, members, chosen, &mut self.values, &mut self.weights);
    }

    /// Raises the last digit before `end` that can be raised; gives the component after it.
    fn next(&mut self, end: usize) -> Option<usize> {
        let can_rise = |at: &usize| {
            let digit = &self.digits[*at];
            digit.selected + 1 < digit.found.list.len()
        };
        let at = (0..end).rev().find(can_rise)?;
        self.clock += 1;
        self.select(at, self.digits[at].selected + 1);
        Some(at + 1)
    }
}
