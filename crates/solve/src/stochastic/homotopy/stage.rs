//! The stage game of one state, with what follows it folded in, and its derivatives.
//!
//! At values `V` a profile `a` is worth `w_p(a) = u_p(a) + delta_p sum_z phi(z | a) V_zp`. Against the
//! others' mixed actions an action is worth `Q_pa = sum_{a_-p} prod_{q != p} sigma_q(a_q) w_p(a, a_-p)`.
//! With a prior `rho` the others play `sigma` with share `t` and `rho` with the rest, as one event.

use super::layout::Layout;
use talion_game::{StateId, Transitions};

/// What the others are believed to play besides their strategies.
#[derive(Debug, Clone, Copy)]
pub(super) struct Belief<'a> {
    /// The prior of a state, player by player; nothing if the share is one.
    pub(super) prior: Option<&'a [f64]>,
    /// Share of the strategies, the rest being the prior's.
    pub(super) share: f64,
}

/// The stage game of a state at a point.
#[derive(Debug, Clone, Default)]
pub(super) struct Stage {
    /// First slot of every player, and the number of slots, within the state.
    pub(super) offsets: Vec<usize>,
    /// Probability of every slot.
    pub(super) sigma: Vec<f64>,
    /// `Q`: what every slot is worth.
    pub(super) worth: Vec<f64>,
    /// Derivative of `Q` in the share of the strategies.
    pub(super) drift: Vec<f64>,
    /// Derivatives of `Q` in the probabilities, a square table by lines; empty unless asked for.
    pub(super) cross: Vec<f64>,
    /// Probability of every successor after every slot, line by line; empty unless asked for.
    pub(super) follow: Vec<f64>,
}

/// The actions of a profile and the products of probabilities that leave some players out.
struct Products<'a> {
    offsets: &'a [usize],
    actions: Vec<usize>,
}

impl Products<'_> {
    /// Product of the probabilities of all players' actions but two players' (possibly the same one).
    fn without(&self, sigma: &[f64], p: usize, q: usize) -> f64 {
        let others = (0..self.actions.len()).filter(|r| *r != p && *r != q);
        others.map(|r| sigma[self.slot(r)]).product()
    }

    fn slot(&self, player: usize) -> usize {
        self.offsets[player] + self.actions[player]
    }

    /// Goes to the next profile, player 1's action varying fastest.
    fn next(&mut self) {
        for (player, action) in self.actions.iter_mut().enumerate() {
            *action += 1;
            if *action < self.offsets[player + 1] - self.offsets[player] {
                return;
            }
            *action = 0;
        }
    }
}

impl Stage {
    /// The stage game of a state; `derivatives` asks for `cross` and `follow` too.
    pub(super) fn new(
        layout: &Layout<'_>,
        state: usize,
        sigma: Vec<f64>,
        values: &[f64],
        belief: Belief<'_>,
        derivatives: bool,
    ) -> Self {
        let offsets: Vec<usize> = layout.offsets(state).collect();
        let (slots, players) = (sigma.len(), layout.players);
        let successors = layout.successors(state).len();
        let mut stage = Self {
            worth: vec![0.0; slots],
            drift: vec![0.0; slots],
            cross: vec![0.0; if derivatives { slots * slots } else { 0 }],
            follow: vec![0.0; if derivatives { slots * successors } else { 0 }],
            ..Self::default()
        };
        let mut products = Products { offsets: &offsets, actions: vec![0; players] };
        let mut worth = vec![0.0; players];
        let mut places = layout.places(state);
        for (at, payoffs) in layout.payoffs(state).chunks_exact(players).enumerate() {
            let transitions = layout.game.transitions(StateId(state), at);
            expected_next(transitions, values, &mut worth);
            for ((w, u), delta) in worth.iter_mut().zip(payoffs).zip(layout.game.discounts()) {
                *w = u + delta * *w;
            }
            let (here, rest) = places.split_at(transitions.to.len());
            places = rest;
            for (p, worth) in worth.iter().enumerate() {
                let slot = products.slot(p);
                let others = products.without(&sigma, p, p);
                let prior = belief.prior.map_or(others, |prior| products.without(prior, p, p));
                let weight = belief.share * others + (1.0 - belief.share) * prior;
                stage.worth[slot] += weight * worth;
                stage.drift[slot] += (others - prior) * worth;
                if derivatives {
                    let line = &mut stage.follow[slot * successors..(slot + 1) * successors];
                    for (place, probability) in here.iter().zip(transitions.probability) {
                        line[*place as usize] += weight * probability;
                    }
                    for q in (0..players).filter(|q| *q != p) {
                        let pair = belief.share * products.without(&sigma, p, q);
                        stage.cross[slot * slots + products.slot(q)] += pair * worth;
                    }
                }
            }
            products.next();
        }
        Self { offsets, sigma, ..stage }
    }

    /// Number of slots of all players.
    pub(super) fn slots(&self) -> usize {
        self.sigma.len()
    }

    /// Number of players.
    pub(super) fn players(&self) -> usize {
        self.offsets.len() - 1
    }

    /// Slots of a player.
    pub(super) fn own(&self, player: usize) -> std::ops::Range<usize> {
        self.offsets[player]..self.offsets[player + 1]
    }

    /// What the mixed action of a player is worth.
    pub(super) fn expected(&self, player: usize) -> f64 {
        self.own(player).map(|slot| self.sigma[slot] * self.worth[slot]).sum()
    }

    /// Largest gain of a player from another action.
    pub(super) fn gain(&self, player: usize) -> f64 {
        let best = self.own(player).map(|slot| self.worth[slot]).fold(f64::NEG_INFINITY, f64::max);
        best - self.expected(player)
    }
}

/// Expected values of what follows a profile, for every player.
fn expected_next(transitions: Transitions<'_>, values: &[f64], out: &mut [f64]) {
    let pairs = transitions.to.iter().zip(transitions.probability);
    if let [first, second] = out {
        // Two players are the common case, and this is the innermost loop.
        let (mut one, mut two) = (0.0, 0.0);
        for (to, probability) in pairs {
            let next = &values[2 * *to as usize..][..2];
            one += probability * next[0];
            two += probability * next[1];
        }
        (*first, *second) = (one, two);
        return;
    }
    let players = out.len();
    out.fill(0.0);
    for (to, probability) in pairs {
        let next = &values[*to as usize * players..(*to as usize + 1) * players];
        for (sum, v) in out.iter_mut().zip(next) {
            *sum += probability * v;
        }
    }
}
