//! The stage game of one state, in flat arrays that are used again for the next state.
//!
//! At a profile `a` player `p` gets `c_p(a) + delta_p s(a) v_p`: `c` is the payoff with the discounted
//! values of all other states, `s` the probability that play stays, and `v` the value of the state
//! itself, which is not known yet. A profile with weights `w` is then worth
//! `v_p = sum w c_p / sum w r_p` with the rate `r_p = 1 - delta_p s`, and a deviation gains
//! `sum w (c_p - r_p v_p)`.

use talion_game::{PlayerId, StateId, StochasticGame};

/// What is done with transitions from the state to itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Loops {
    /// They are worth what the list of values says.
    Valued,
    /// They are worth the unknown value of the state.
    Open,
}

/// A stage game.
#[derive(Debug, Clone)]
pub(crate) struct Stage {
    discounts: Vec<f64>,
    counts: Vec<usize>,
    strides: Vec<usize>,
    /// Action of every player at every profile.
    actions: Vec<usize>,
    /// `c`, the players side by side.
    payoffs: Vec<f64>,
    /// `s`.
    stay: Vec<f64>,
    has_loops: bool,
    scale: f64,
}

impl Stage {
    /// A stage for a game, to be filled.
    pub(crate) fn of(game: &StochasticGame) -> Self {
        Self {
            discounts: game.discounts().to_vec(),
            counts: Vec::new(),
            strides: Vec::new(),
            actions: Vec::new(),
            payoffs: Vec::new(),
            stay: Vec::new(),
            has_loops: false,
            scale: 0.0,
        }
    }

    /// Takes over a state, with values of the states that follow (all players' side by side).
    pub(crate) fn fill(
        &mut self,
        game: &StochasticGame,
        state: StateId,
        values: &[f64],
        loops: Loops,
    ) {
        self.shape(game, state);
        let players = self.player_count();
        self.payoffs.clear();
        self.stay.clear();
        self.has_loops = false;
        for profile in 0..game.profile_count(state) {
            let start = self.payoffs.len();
            self.payoffs.extend_from_slice(game.payoffs(state, profile));
            let own = &mut self.payoffs[start..];
            let mut stay = 0.0;
            let transitions = game.transitions(state, profile);
            for (to, probability) in transitions.to.iter().zip(transitions.probability) {
                let to = *to as usize;
                if to == state.0 && loops == Loops::Open {
                    stay = *probability;
                    continue;
                }
                let next = &values[to * players..(to + 1) * players];
                for ((c, v), discount) in own.iter_mut().zip(next).zip(&self.discounts) {
                    *c += discount * probability * v;
                }
            }
            self.has_loops |= stay > 0.0;
            self.stay.push(stay);
        }
        self.scale = self.payoffs.iter().fold(f64::MIN_POSITIVE, |most, c| most.max(c.abs()));
    }

    /// Numbers of actions; tables are made anew only where they change.
    fn shape(&mut self, game: &StochasticGame, state: StateId) {
        let players = game.player_count();
        let count = |p| game.action_count(state, PlayerId(p));
        if self.counts.len() == players && (0..players).all(|p| self.counts[p] == count(p)) {
            return;
        }
        self.counts.clear();
        self.strides.clear();
        self.actions.clear();
        let mut stride = 1;
        for p in 0..players {
            self.counts.push(count(p));
            self.strides.push(stride);
            stride *= count(p);
        }
        for profile in 0..stride {
            let digits = self.strides.iter().zip(&self.counts);
            self.actions.extend(digits.map(|(stride, count)| profile / stride % count));
        }
    }

    pub(crate) fn player_count(&self) -> usize {
        self.discounts.len()
    }

    pub(crate) fn profile_count(&self) -> usize {
        self.stay.len()
    }

    /// Number of actions of every player.
    pub(crate) fn counts(&self) -> &[usize] {
        &self.counts
    }

    /// Number of actions of all players.
    pub(crate) fn slot_count(&self) -> usize {
        self.counts.iter().sum()
    }

    /// Distance between profiles that differ in neighbouring actions of a player.
    pub(crate) fn stride(&self, player: usize) -> usize {
        self.strides[player]
    }

    pub(crate) fn action(&self, profile: usize, player: usize) -> usize {
        self.actions[profile * self.discounts.len() + player]
    }

    /// Whether play can stay in the state.
    pub(crate) fn has_loops(&self) -> bool {
        self.has_loops
    }

    /// `c`.
    pub(crate) fn payoff(&self, profile: usize, player: usize) -> f64 {
        self.payoffs[profile * self.discounts.len() + player]
    }

    /// `r = 1 - delta s`.
    pub(crate) fn rate(&self, profile: usize, player: usize) -> f64 {
        1.0 - self.discounts[player] * self.stay[profile]
    }

    /// Value of a player if a profile is played whenever play is here: `c / r`.
    pub(crate) fn value(&self, profile: usize, player: usize) -> f64 {
        self.payoff(profile, player) / self.rate(profile, player)
    }

    /// Whether nobody gains by another action at a profile, rounding aside.
    pub(crate) fn is_equilibrium(&self, profile: usize) -> bool {
        (0..self.player_count()).all(|player| {
            let (stride, value) = (self.strides[player], self.value(profile, player));
            let base = profile - self.action(profile, player) * stride;
            (0..self.counts[player]).all(|other| {
                let to = base + other * stride;
                self.payoff(to, player) - self.rate(to, player) * value <= self.tolerance()
            })
        })
    }

    /// The profile that pure mixed actions stand for.
    pub(crate) fn profile_of(&self, strategies: &[f64]) -> usize {
        let (mut first, mut profile) = (0, 0);
        for (count, stride) in self.counts.iter().zip(&self.strides) {
            let own = &strategies[first..first + count];
            profile += own.iter().position(|x| *x == 1.0).unwrap_or(0) * stride;
            first += count;
        }
        profile
    }

    /// Differences of payoffs below this are rounding.
    pub(crate) fn tolerance(&self) -> f64 {
        1e-12 * self.scale
    }

    /// Value of every player of mixed actions, and the largest gain from a deviation.
    pub(crate) fn check(&self, strategies: &[f64], check: &mut Check) {
        let players = self.player_count();
        let Check { values, rates, gains, gain } = check;
        values.clear();
        values.resize(players, 0.0);
        rates.clear();
        rates.resize(players, 0.0);
        let weight_without = |profile: usize, out: usize| -> f64 {
            let mut first = 0;
            let mut weight = 1.0;
            for q in 0..players {
                if q != out {
                    weight *= strategies[first + self.action(profile, q)];
                }
                first += self.counts[q];
            }
            weight
        };
        for profile in 0..self.profile_count() {
            let weight = weight_without(profile, players);
            if weight > 0.0 {
                for p in 0..players {
                    values[p] += weight * self.payoff(profile, p);
                    rates[p] += weight * self.rate(profile, p);
                }
            }
        }
        gains.clear();
        gains.resize(self.slot_count(), 0.0);
        let mut first = 0;
        for p in 0..players {
            values[p] /= rates[p];
            for profile in 0..self.profile_count() {
                let weight = weight_without(profile, p);
                let worth = self.payoff(profile, p) - self.rate(profile, p) * values[p];
                gains[first + self.action(profile, p)] += weight * worth;
            }
            first += self.counts[p];
        }
        *gain = gains.iter().copied().fold(0.0, f64::max);
    }
}

/// What mixed actions in a stage are worth, and what a deviation gains.
#[derive(Debug, Clone, Default)]
pub(crate) struct Check {
    /// Value of every player.
    pub(crate) values: Vec<f64>,
    /// Largest gain, zero if nobody gains.
    pub(crate) gain: f64,
    /// What each action of every player gains.
    pub(crate) gains: Vec<f64>,
    rates: Vec<f64>,
}
