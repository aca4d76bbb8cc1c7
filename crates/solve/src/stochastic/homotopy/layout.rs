//! A stochastic game laid out for continuation: flat numbering, scaled payoffs, successors of states.
//!
//! A point holds a coordinate for every action of every player in every state (the game's slots), then
//! the value of every player in every state, then the homotopy parameter. Payoffs are centred and
//! divided by a range, so that no result depends on their units: adding a constant `c` to what a player
//! gets adds `c / (1 - delta)` to its values and changes nothing else.

use rayon::prelude::*;
use std::ops::Range;
use talion_game::{PlayerId, StateId, StochasticGame};

/// Transitions above which the states of a game are worked on in parallel.
const PARALLEL: usize = 20_000;

/// How payoffs are scaled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scaling {
    /// One range for all players, as a common sensitivity to payoffs asks for.
    Common,
    /// Every player's own range.
    Own,
}

/// A game as continuation sees it.
pub(super) struct Layout<'g> {
    pub(super) game: &'g StochasticGame,
    pub(super) players: usize,
    /// First slot of every state and player, and the number of slots.
    pub(super) first_slot: Vec<usize>,
    /// Scaled payoffs, in the game's order.
    payoffs: Vec<f64>,
    /// What scaled payoffs were divided by, for every player.
    pub(super) scale: Vec<f64>,
    /// What was taken off before.
    centre: Vec<f64>,
    /// First of the distinct successors of every state, itself among them, and their number.
    first_successor: Vec<usize>,
    successors: Vec<u32>,
    /// First transition of every state.
    first_transition: Vec<usize>,
    /// Position among its state's successors of every transition's target.
    place: Vec<u32>,
}

impl<'g> Layout<'g> {
    pub(super) fn new(game: &'g StochasticGame, scaling: Scaling) -> Self {
        let players = game.player_count();
        let mut first_slot = vec![0];
        for state in game.states() {
            first_slot.extend((0..players).map(|p| game.action_slots(state, PlayerId(p)).end));
        }
        let (scale, centre) = scales(game, scaling);
        let scaled = |(at, u): (usize, &f64)| (u - centre[at % players]) / scale[at % players];
        let payoffs = game.all_payoffs().iter().enumerate().map(scaled).collect();
        let mut layout = Self {
            game,
            players,
            first_slot,
            payoffs,
            scale,
            centre,
            first_successor: vec![0],
            successors: Vec::new(),
            first_transition: vec![0],
            place: Vec::with_capacity(game.transition_count()),
        };
        layout.number_successors();
        layout
    }

    fn number_successors(&mut self) {
        let mut place_of = vec![u32::MAX; self.game.state_count()];
        for state in self.game.states() {
            let first = self.successors.len();
            let rows =
                (0..self.game.profile_count(state)).map(|at| self.game.transitions(state, at));
            let targets: Vec<u32> = rows.flat_map(|row| row.to.iter().copied()).collect();
            let mut distinct = targets.clone();
            // States are numbered in 32 bits, as the targets of transitions are.
            distinct.extend(u32::try_from(state.0));
            distinct.sort_unstable();
            distinct.dedup();
            for (at, to) in (0..).zip(&distinct) {
                place_of[*to as usize] = at;
            }
            self.place.extend(targets.iter().map(|to| place_of[*to as usize]));
            self.successors.extend(distinct);
            debug_assert!(self.successors.len() > first);
            self.first_successor.push(self.successors.len());
            self.first_transition.push(self.place.len());
        }
    }

    /// Number of coordinates of actions.
    pub(super) fn slots(&self) -> usize {
        self.first_slot[self.first_slot.len() - 1]
    }

    /// Number of states.
    pub(super) fn states(&self) -> usize {
        self.first_successor.len() - 1
    }

    /// Number of values: states times players.
    pub(super) fn value_count(&self) -> usize {
        self.states() * self.players
    }

    /// Number of unknowns: one less than the coordinates of a point.
    pub(super) fn order(&self) -> usize {
        self.slots() + self.value_count()
    }

    /// Slots of all players in a state.
    pub(super) fn state_slots(&self, state: usize) -> Range<usize> {
        self.first_slot[state * self.players]..self.first_slot[(state + 1) * self.players]
    }

    /// First slot of every player in a state and the end, counted from the state's first.
    pub(super) fn offsets(&self, state: usize) -> impl Iterator<Item = usize> + '_ {
        let ends = &self.first_slot[state * self.players..=(state + 1) * self.players];
        ends.iter().map(|at| at - ends[0])
    }

    /// Where the equations of a state lie: one for every slot, then one for every player.
    pub(super) fn equations(&self, state: usize) -> Range<usize> {
        let slots = self.state_slots(state);
        slots.start + state * self.players..slots.end + (state + 1) * self.players
    }

    /// Distinct successors of a state, itself among them, ascending.
    pub(super) fn successors(&self, state: usize) -> &[u32] {
        &self.successors[self.first_successor[state]..self.first_successor[state + 1]]
    }

    /// Number of pairs of a state and a distinct successor.
    pub(super) fn successor_count(&self) -> usize {
        self.successors.len()
    }

    /// Position of a state's first successor among all.
    pub(super) fn first_successor(&self, state: usize) -> usize {
        self.first_successor[state]
    }

    /// Positions among the successors of the targets of all transitions of a state, row by row.
    pub(super) fn places(&self, state: usize) -> &[u32] {
        &self.place[self.first_transition[state]..self.first_transition[state + 1]]
    }

    /// Scaled payoffs of all players at every profile of a state.
    pub(super) fn payoffs(&self, state: usize) -> &[f64] {
        let rows = self.game.profile_rows(StateId(state));
        &self.payoffs[rows.start * self.players..rows.end * self.players]
    }

    /// Scaled values of all players in all states from values in the game's units.
    pub(super) fn scaled_values(&self, values: &[f64]) -> Vec<f64> {
        let players = self.players;
        let discounts = self.game.discounts();
        let scaled = |(at, v): (usize, &f64)| {
            let p = at % players;
            (v - self.centre[p] / (1.0 - discounts[p])) / self.scale[p]
        };
        values.iter().enumerate().map(scaled).collect()
    }

    /// Work on every state, in parallel where there is enough of it; results in the order of states.
    pub(super) fn for_states<T: Send>(&self, work: impl Fn(usize) -> T + Sync + Send) -> Vec<T> {
        if self.place.len() < PARALLEL {
            (0..self.states()).map(work).collect()
        } else {
            (0..self.states()).into_par_iter().with_min_len(4).map(work).collect()
        }
    }
}

/// What payoffs are divided by and what is taken off them before, for every player. A player who gets
/// the same everywhere is left with zeros.
fn scales(game: &StochasticGame, scaling: Scaling) -> (Vec<f64>, Vec<f64>) {
    let players = game.player_count();
    let mut least = vec![f64::INFINITY; players];
    let mut most = vec![f64::NEG_INFINITY; players];
    for row in game.all_payoffs().chunks_exact(players) {
        for (p, u) in row.iter().enumerate() {
            least[p] = least[p].min(*u);
            most[p] = most[p].max(*u);
        }
    }
    let ranges: Vec<f64> = least.iter().zip(&most).map(|(low, high)| high - low).collect();
    let largest = ranges.iter().copied().fold(0.0, f64::max);
    let positive = |range: f64| if range > 0.0 { range } else { 1.0 };
    let scale = match scaling {
        Scaling::Common => vec![positive(largest); players],
        Scaling::Own => ranges.into_iter().map(positive).collect(),
    };
    let centre = least.iter().zip(&most).map(|(low, high)| f64::midpoint(*low, *high)).collect();
    (scale, centre)
}
