//! The logit Markov equilibrium with inertia: everybody plays better actions more often, in every state.
//!
//! With precision `lambda` and inertia `kappa`, and `c = lambda kappa`, an equilibrium solves
//! `sigma_p(s,a_p) = exp(Q_p(s,a_p) - c [a_p is not hold]) / sum_b exp(Q_p(s,b) - c [b is not hold])`,
//! `Q_p(s,a_p) = E[lambda u_p(s,a) + delta_p w_p(s') | sigma]`, `w_p(s) = sum_a sigma_p(s,a) Q_p(s,a)`
//! (`McKelvey` and Palfrey 1998; for stochastic games Eibelshaeuser and Poensgen 2019; the bias towards
//! what is, Samuelson and Zeckhauser 1988). The cost of moving is felt in the moment of choice and not
//! counted ahead: a player who counted it ahead would count the cost of its own slips, and flee to the
//! states that offer the fewest ways to slip, whatever they are worth.
//!
//! It is solved by
//! policy iteration: values of the strategies exactly, then the stage equilibria at these values, again
//! and again (Aguirregabiria and Mira 2007), with Anderson's acceleration, damped where that does not converge.
//!
//! There may be several equilibria. The principal branch starts where `lambda` is 0; callers follow it
//! by starting each point from the one before.

use super::chain_values::Rows;
use super::point::{LogitPoint, MoveChances};
use rayon::prelude::*;
use talion_game::{Anderson, PlayerId, StateId, StochasticGame};

/// Largest distance of a chance from the logit reply that counts as an equilibrium.
const RESIDUAL: f64 = 1e-9;
/// Rounds of policy iteration after which a point is given up.
const MOST_ROUNDS: usize = 120;
/// Rounds of replies within a stage.
const STAGE_ROUNDS: usize = 16;
/// Share of the distance from equilibrium to which stages are settled.
const STAGE_SHARE: f64 = 1e-3;
/// Share of the distance from equilibrium to which values are computed, and the least there is.
const VALUE_SHARE: f64 = 1e-6;
const VALUE_RESIDUAL: f64 = 1e-14;
/// States below which threads cost more than they bring.
const STATES_PER_TASK: usize = 128;
/// Rounds in which the residual must have fallen, else replies are damped more.
const PATIENCE: usize = 8;
/// Least share of a reply that is taken over.
const LEAST_SHARE: f64 = 1.0 / 32.0;

/// The model on a game whose first action is holding still, in every state and for every player.
#[derive(Debug, Clone, Copy)]
pub struct LogitMarkov<'g> {
    game: &'g StochasticGame,
}

/// Where strategies lead from a state, with what chances, and what every player gets there.
type ChainRow = (Vec<(u32, f64)>, Vec<f64>);

/// A state's stage game at given values: payoffs of every player at every profile.
struct Stage<'g> {
    game: &'g StochasticGame,
    state: StateId,
    hold: f64,
    /// `lambda u + delta w`, profile by profile.
    worth: Vec<f64>,
}

impl<'g> LogitMarkov<'g> {
    /// The model on a game. Holding still is the first action of every menu.
    pub fn new(game: &'g StochasticGame) -> Self {
        Self { game }
    }

    fn uniform(self) -> MoveChances {
        let mut probabilities = vec![0.0; self.game.slot_count()];
        for state in self.game.states() {
            for p in 0..self.game.player_count() {
                let own = self.game.action_slots(state, PlayerId(p));
                let chance = 1.0 / own.len() as f64;
                probabilities[own].fill(chance);
            }
        }
        let values = vec![0.0; self.game.state_count() * self.game.player_count()];
        MoveChances { probabilities, values, residual: f64::INFINITY, rounds: 0 }
    }

    fn stage(self, state: StateId, point: LogitPoint, values: &[f64]) -> Stage<'g> {
        let (game, players) = (self.game, self.game.player_count());
        let mut worth = Vec::with_capacity(game.profile_count(state) * players);
        for profile in 0..game.profile_count(state) {
            let payoffs = game.payoffs(state, profile);
            let row = game.transitions(state, profile);
            for (p, (u, delta)) in payoffs.iter().zip(game.discounts()).enumerate() {
                let next: f64 =
                    row.iter().map(|t| t.probability * values[t.to.0 * players + p]).sum();
                worth.push(point.lambda * u + delta * next);
            }
        }
        Stage { game, state, hold: point.hold, worth }
    }

    /// Values of strategies: rewards and moves of the chain that they make, player by player.
    fn values(self, point: LogitPoint, sigma: &[f64], guess: &[f64], tolerance: f64) -> Vec<f64> {
        let (game, players) = (self.game, self.game.player_count());
        let parts: Vec<ChainRow> = (0..game.state_count())
            .into_par_iter()
            .with_min_len(STATES_PER_TASK)
            .map(|state| self.chain_row(StateId(state), point, sigma))
            .collect();
        let mut rows = Rows { first: vec![0], to: Vec::new(), probability: Vec::new() };
        for (row, _) in &parts {
            for (to, p) in row {
                rows.to.push(*to);
                rows.probability.push(*p);
            }
            rows.first.push(rows.to.len());
        }
        let mut values = vec![0.0; guess.len()];
        for (p, delta) in game.discounts().iter().enumerate() {
            let rewards: Vec<f64> = parts.iter().map(|(_, rewards)| rewards[p]).collect();
            let own = guess.iter().skip(p).step_by(players).copied().collect();
            for (state, w) in rows.values(*delta, &rewards, own, tolerance).into_iter().enumerate()
            {
                values[state * players + p] = w;
            }
        }
        values
    }

    fn chain_row(self, state: StateId, point: LogitPoint, sigma: &[f64]) -> ChainRow {
        let (game, players) = (self.game, self.game.player_count());
        let (mut row, mut rewards) = (Vec::new(), vec![0.0; players]);
        let joint = joint(game, state, sigma);
        for (profile, chance) in joint.into_iter().enumerate() {
            for (reward, u) in rewards.iter_mut().zip(game.payoffs(state, profile)) {
                *reward += chance * point.lambda * u;
            }
            let ways = game.transitions(state, profile);
            row.extend(ways.to.iter().zip(ways.probability).map(|(to, p)| (*to, chance * p)));
        }
        row.sort_by_key(|(to, _): &(u32, f64)| *to);
        row.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            if same {
                kept.1 += next.1;
            }
            same
        });
        (row, rewards)
    }
}

impl LogitMarkov<'_> {
    /// The equilibrium near the answer at another point, or on the branch from uniform mixing; `None`
    /// where none was found with a residual that certifies it.
    pub fn chances(self, point: LogitPoint, near: Option<&MoveChances>) -> Option<MoveChances> {
        let mut at = near.cloned().unwrap_or_else(|| self.uniform());
        let (mut share, mut best, mut since) = (1.0, f64::INFINITY, 0);
        // Strategies reply to `replied`; an iteration takes it to the values of these strategies.
        let (mut replied, mut anderson) = (at.values.clone(), Anderson::default());
        for round in 0..MOST_ROUNDS {
            let tolerance = (VALUE_SHARE * at.residual.min(1.0)).max(VALUE_RESIDUAL);
            at.values = self.values(point, &at.probabilities, &at.values, tolerance);
            at.residual = self.residual(point, &at);
            at.rounds = round;
            if at.residual <= RESIDUAL {
                return Some(at);
            }
            if at.residual < 0.9 * best {
                (best, since) = (at.residual, 0);
            } else {
                since += 1;
                if since == PATIENCE {
                    (share, since) = (share / 2.0, 0);
                    anderson.clear();
                    if share < LEAST_SHARE {
                        return None;
                    }
                }
            }
            replied = if round == 0 {
                at.values.clone()
            } else {
                let pairs = replied.iter().zip(&at.values);
                let aim: Vec<f64> = pairs.map(|(w, found)| w + share * (found - w)).collect();
                anderson.next(&replied, &aim)
            };
            at.probabilities = self.replies(point, &at, &replied);
        }
        None
    }
}

impl LogitMarkov<'_> {
    /// Largest distance of a chance from the logit reply.
    fn residual(self, point: LogitPoint, at: &MoveChances) -> f64 {
        let part = |state: usize| {
            let before = &at.probabilities[self.game.state_slots(StateId(state))];
            distance(&self.stage(StateId(state), point, &at.values).reply(before), before)
        };
        let states = (0..self.game.state_count()).into_par_iter().with_min_len(STATES_PER_TASK);
        states.map(part).reduce(|| 0.0, f64::max)
    }

    /// Stage equilibria at given values, near the strategies there are.
    fn replies(self, point: LogitPoint, at: &MoveChances, values: &[f64]) -> Vec<f64> {
        let part = |state: usize| {
            let before = at.probabilities[self.game.state_slots(StateId(state))].to_vec();
            self.stage(StateId(state), point, values).settle(before, at.residual)
        };
        let states = (0..self.game.state_count()).into_par_iter().with_min_len(STATES_PER_TASK);
        let settled: Vec<Vec<f64>> = states.map(part).collect();
        settled.into_iter().flatten().collect()
    }
}

impl Stage<'_> {
    /// Logit reply of everybody to given mixed actions, player by player.
    fn reply(&self, sigma: &[f64]) -> Vec<f64> {
        let players = self.game.player_count();
        let mut replies = Vec::with_capacity(sigma.len());
        for p in 0..players {
            let mut q = self.worth_of(p, sigma);
            for (action, q) in q.iter_mut().enumerate() {
                *q -= if action == 0 { 0.0 } else { self.hold };
            }
            replies.extend(softmax(&q));
        }
        replies
    }

    /// Expected worth of every action of a player against the others' mixed actions.
    fn worth_of(&self, player: usize, sigma: &[f64]) -> Vec<f64> {
        let (game, state) = (self.game, self.state);
        let counts: Vec<usize> =
            (0..game.player_count()).map(|p| game.action_count(state, PlayerId(p))).collect();
        let mut q = vec![0.0; counts[player]];
        if let [first, second] = counts[..] {
            // The same sums as below, without taking every profile apart.
            for (b, rows) in self.worth.chunks_exact(2 * first).enumerate() {
                for (a, worth) in rows.chunks_exact(2).enumerate() {
                    if player == 0 {
                        q[a] += sigma[first + b] * worth[0];
                    } else {
                        q[b] += sigma[a] * worth[1];
                    }
                }
            }
            debug_assert_eq!(self.worth.len(), 2 * first * second);
            return q;
        }
        for profile in 0..game.profile_count(state) {
            let (mut rest, mut first, mut chance, mut own) = (profile, 0, 1.0, 0);
            for (p, count) in counts.iter().enumerate() {
                let action = rest % count;
                rest /= count;
                if p == player {
                    own = action;
                } else {
                    chance *= sigma[first + action];
                }
                first += count;
            }
            q[own] += chance * self.worth[profile * counts.len() + player];
        }
        q
    }

    /// The stage's equilibrium near given mixed actions, by replies of half a step each; what is left
    /// open after the last round the next policy iteration goes on with.
    fn settle(&self, mut sigma: Vec<f64>, far: f64) -> Vec<f64> {
        for round in 0..STAGE_ROUNDS {
            let reply = self.reply(&sigma);
            let change = distance(&reply, &sigma);
            // The first reply is taken whole: far from the solution half steps lose time.
            let share = if round == 0 { 1.0 } else { 0.5 };
            for (p, reply) in sigma.iter_mut().zip(&reply) {
                *p += share * (reply - *p);
            }
            if change <= STAGE_SHARE * far {
                break;
            }
        }
        sigma
    }
}

/// Chance of every profile of a state, the first player's actions varying fastest.
fn joint(game: &StochasticGame, state: StateId, sigma: &[f64]) -> Vec<f64> {
    (0..game.player_count()).fold(vec![1.0], |joint, p| {
        let own = &sigma[game.action_slots(state, PlayerId(p))];
        own.iter().flat_map(|p| joint.iter().map(move |w| w * p)).collect()
    })
}

/// Chances proportional to `exp q`; the largest is taken off first, so that nothing overflows.
fn softmax(q: &[f64]) -> Vec<f64> {
    let top = q.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let odds: Vec<f64> = q.iter().map(|q| (q - top).exp()).collect();
    let sum: f64 = odds.iter().sum();
    odds.into_iter().map(|odds| odds / sum).collect()
}

fn distance(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max)
}
