//! All pure Markov-perfect equilibria of a small game, by branch and bound.
//!
//! A box leaves every state a set of profiles. Bounds on the values of all equilibria in the box come
//! from `L = min u + delta P L` and `U = max u + delta P U` over what is left, which hold after any
//! number of rounds. A profile at which a deviation gains at all values between the bounds is no part
//! of an equilibrium; a box in which every state has one profile left is checked; others are split.

use crate::{MarkovEquilibrium, SolveError};
use talion_game::{MarkovProfile, Observer, PlayerId, StateId, StochasticGame, Transitions};

/// Gains below this, relative to the largest value, do not rule a profile out.
const ROUNDING: f64 = 1e-11;
/// Largest gain, relative to the largest value, of what counts as an equilibrium.
const MOST_GAIN: f64 = 1e-10;
/// Rounds of tightening the bounds each time.
const ROUNDS: usize = 30;

/// Profiles in all states together up to which a game gets all the boxes.
const USUAL_PROFILES: u64 = 64;

/// What the search found.
pub(super) struct PureSearch {
    pub(super) profiles: Vec<MarkovEquilibrium>,
    /// Whether these are all pure equilibria.
    pub(super) complete: bool,
    /// Whether there is just one equilibrium, even with mixing: by iterated strict dominance.
    pub(super) is_unique: bool,
    /// Boxes looked into; tests count them.
    pub(super) boxes: u64,
}

/// Profiles left in every state, and bounds on values.
#[derive(Clone)]
struct Search {
    left: Vec<Vec<usize>>,
    lower: Vec<f64>,
    upper: Vec<f64>,
}

/// All pure equilibria, looking into `most` boxes at most; into fewer of a large game, so that the
/// work stays the same.
pub(super) fn pure_search(
    game: &StochasticGame,
    most: u64,
    observer: &dyn Observer,
) -> Result<PureSearch, SolveError> {
    let profiles: usize = game.states().map(|state| game.profile_count(state)).sum();
    let most = (most.saturating_mul(USUAL_PROFILES) / profiles as u64).clamp(1, most.max(1));
    let mut root = Search::of(game);
    let tolerance = ROUNDING * root.scale();
    root.eliminate_actions(game, tolerance);
    let is_unique = root.left.iter().all(|left| left.len() == 1);
    let mut found = PureSearch { profiles: Vec::new(), complete: true, is_unique, boxes: 0 };
    let mut stack = vec![root];
    while let Some(mut search) = stack.pop() {
        if found.boxes >= most || observer.stopped() {
            found.complete = false;
            break;
        }
        found.boxes += 1;
        search.eliminate_profiles(game, tolerance);
        if search.left.iter().any(Vec::is_empty) {
            continue;
        }
        let several = (0..search.left.len()).filter(|s| search.left[*s].len() > 1);
        let Some(state) = several.min_by_key(|s| search.left[*s].len()) else {
            let profiles: Vec<usize> = search.left.iter().map(|left| left[0]).collect();
            let strategies = MarkovProfile::pure(game, &profiles);
            let one = MarkovEquilibrium::certify(game, strategies)?;
            let values = one.certificate.values.iter();
            let scale = values.fold(f64::MIN_POSITIVE, |most, v| most.max(v.abs()));
            if one.certificate.one_shot_gain <= MOST_GAIN * scale {
                found.profiles.push(one);
            }
            continue;
        };
        // Last first, so that boxes come off the stack in the order of the profiles.
        for &profile in search.left[state].iter().rev() {
            let mut part = search.clone();
            part.left[state] = vec![profile];
            stack.push(part);
        }
    }
    found.profiles.sort_by_key(|one| one.strategies.as_pure(game));
    // Dominance by more than rounding leaves an equilibrium, since there is one.
    found.is_unique &= found.profiles.len() == 1;
    Ok(found)
}

impl Search {
    fn of(game: &StochasticGame) -> Self {
        let players = game.player_count();
        let mut range = vec![(f64::INFINITY, f64::NEG_INFINITY); players];
        for own in game.all_payoffs().chunks_exact(players) {
            for (range, u) in range.iter_mut().zip(own) {
                *range = (range.0.min(*u), range.1.max(*u));
            }
        }
        let per_state = |bound: &dyn Fn(&(f64, f64)) -> f64| -> Vec<f64> {
            let one = range.iter().zip(game.discounts()).map(|(r, delta)| bound(r) / (1.0 - delta));
            one.collect::<Vec<f64>>().repeat(game.state_count())
        };
        Self {
            left: game.states().map(|s| (0..game.profile_count(s)).collect()).collect(),
            lower: per_state(&|range| range.0),
            upper: per_state(&|range| range.1),
        }
    }

    fn scale(&self) -> f64 {
        let both = self.lower.iter().chain(&self.upper);
        both.fold(f64::MIN_POSITIVE, |most, v| most.max(v.abs()))
    }

    /// Tightens the bounds to what is left.
    fn tighten(&mut self, game: &StochasticGame) {
        let players = game.player_count();
        for _ in 0..ROUNDS {
            for state in game.states() {
                for (p, discount) in game.discounts().iter().enumerate() {
                    let (mut least, mut most) = (f64::INFINITY, f64::NEG_INFINITY);
                    for &profile in &self.left[state.0] {
                        let u = game.payoffs(state, profile)[p];
                        let next = game.transitions(state, profile);
                        let mean =
                            |values: &[f64]| u + discount * expected(next, values, p, players);
                        least = least.min(mean(&self.lower));
                        most = most.max(mean(&self.upper));
                    }
                    let at = state.0 * players + p;
                    self.lower[at] = self.lower[at].max(least);
                    self.upper[at] = self.upper[at].min(most);
                }
            }
        }
    }

    /// Least gain from playing `to` instead of `from`, over all values between the bounds.
    fn least_gain(
        &self,
        game: &StochasticGame,
        state: StateId,
        [from, to]: [usize; 2],
        player: usize,
    ) -> f64 {
        let players = game.player_count();
        let (before, after) = (game.transitions(state, from), game.transitions(state, to));
        let mut sum = 0.0;
        let (mut i, mut j) = (0, 0);
        while i < before.to.len() || j < after.to.len() {
            let s = before.to.get(i).copied().unwrap_or(u32::MAX);
            let t = after.to.get(j).copied().unwrap_or(u32::MAX);
            let mut more = 0.0;
            if t <= s {
                more += after.probability[j];
                j += 1;
            }
            if s <= t {
                more -= before.probability[i];
                i += 1;
            }
            let at = s.min(t) as usize * players + player;
            sum += more * if more > 0.0 { self.lower[at] } else { self.upper[at] };
        }
        let gain = game.payoffs(state, to)[player] - game.payoffs(state, from)[player];
        gain + game.discounts()[player] * sum
    }

    /// Drops profiles at which a deviation gains for sure, until nothing changes or a state has none.
    fn eliminate_profiles(&mut self, game: &StochasticGame, tolerance: f64) {
        loop {
            self.tighten(game);
            let mut changed = false;
            for state in game.states() {
                let left = std::mem::take(&mut self.left[state.0]);
                let before = left.len();
                let kept: Vec<usize> = left
                    .into_iter()
                    .filter(|at| !self.is_broken(game, state, *at, tolerance))
                    .collect();
                changed |= kept.len() < before;
                let is_empty = kept.is_empty();
                self.left[state.0] = kept;
                if is_empty {
                    return;
                }
            }
            if !changed {
                return;
            }
        }
    }

    /// Whether some deviation from a profile gains for sure.
    fn is_broken(
        &self,
        game: &StochasticGame,
        state: StateId,
        profile: usize,
        tolerance: f64,
    ) -> bool {
        let mut stride = 1;
        (0..game.player_count()).any(|p| {
            let count = game.action_count(state, PlayerId(p));
            let action = profile / stride % count;
            let base = profile - action * stride;
            let gains = |other: usize| {
                let to = base + other * stride;
                other != action && self.least_gain(game, state, [profile, to], p) > tolerance
            };
            let broken = (0..count).any(gains);
            stride *= count;
            broken
        })
    }

    /// Drops actions that another one beats whatever the others do and whatever follows: no
    /// equilibrium, pure or mixed, plays them.
    fn eliminate_actions(&mut self, game: &StochasticGame, tolerance: f64) {
        loop {
            self.tighten(game);
            let mut changed = false;
            for state in game.states() {
                for player in 0..game.player_count() {
                    changed |= self.eliminate_actions_of(game, state, player, tolerance);
                }
            }
            if !changed {
                return;
            }
        }
    }

    fn eliminate_actions_of(
        &mut self,
        game: &StochasticGame,
        state: StateId,
        player: usize,
        tolerance: f64,
    ) -> bool {
        let count = game.action_count(state, PlayerId(player));
        let stride: usize = (0..player).map(|p| game.action_count(state, PlayerId(p))).product();
        let action_of = |profile: usize| profile / stride % count;
        let mut changed = false;
        for action in 0..count {
            let left = &self.left[state.0];
            let own: Vec<usize> =
                left.iter().copied().filter(|at| action_of(*at) == action).collect();
            let beats = |other: usize| {
                let to = |from: usize| from - action * stride + other * stride;
                own.iter()
                    .all(|&from| self.least_gain(game, state, [from, to(from)], player) > tolerance)
            };
            let is_left = |other: &usize| left.iter().any(|at| action_of(*at) == *other);
            let mut others = (0..count).filter(|other| *other != action).filter(is_left);
            if !own.is_empty() && others.any(beats) {
                self.left[state.0].retain(|at| action_of(*at) != action);
                changed = true;
            }
        }
        changed
    }
}

/// Expected value to a player after a profile.
fn expected(next: Transitions<'_>, values: &[f64], player: usize, players: usize) -> f64 {
    let pairs = next.to.iter().zip(next.probability);
    pairs.map(|(to, p)| p * values[*to as usize * players + player]).sum()
}
