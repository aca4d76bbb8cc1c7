//! The best that one player can do against the others' Markov strategies: a Markov decision process.
//!
//! An independent check of equilibria, which compares whole plans and not single deviations, and the
//! answer to what an instrument is worth while the others' plans stand: actions can be forbidden.

use rayon::prelude::*;
use talion_game::{MarkovProfile, PlayerId, StateId, StochasticGame};

/// Change of a value, relative to the largest one, at which a plan without end counts as found.
const TOLERANCE: f64 = 1e-14;
/// Sweeps after which it is taken as it is; with a discount factor of 0.999 half of them are enough.
const MOST_SWEEPS: usize = 100_000;

/// Which actions a player may take: by state and number of the action. In every state it may take one.
pub type Allowed<'a> = &'a (dyn Fn(StateId, usize) -> bool + Sync);

/// What a player's best plan is worth in every state, over the periods of the others' strategies and
/// with given values (one per state) after them.
pub fn best_reply_over(
    game: &StochasticGame,
    others: &[MarkovProfile],
    terminal: &[f64],
    player: PlayerId,
    allowed: Allowed<'_>,
) -> Vec<f64> {
    let mut values = terminal.to_vec();
    for profile in others.iter().rev() {
        values = (0..game.state_count())
            .into_par_iter()
            .map(|state| {
                let worth = worth(game, profile, StateId(state), player, &values);
                best(&worth, StateId(state), allowed)
            })
            .collect();
    }
    values
}

/// What a player's best plan is worth in every state where play never ends, by value iteration.
pub fn best_reply_forever(
    game: &StochasticGame,
    others: &MarkovProfile,
    player: PlayerId,
    allowed: Allowed<'_>,
) -> Vec<f64> {
    let rows: Vec<Vec<ActionRow>> = (0..game.state_count())
        .into_par_iter()
        .map(|state| {
            let state = StateId(state);
            let rows = action_rows(game, others, state, player);
            rows.into_iter()
                .enumerate()
                .filter(|(action, _)| allowed(state, *action))
                .map(|(_, row)| row)
                .collect()
        })
        .collect();
    let discount = game.discounts()[player.0];
    let mut values = vec![0.0; rows.len()];
    for _ in 0..MOST_SWEEPS {
        let (mut change, mut largest) = (0.0_f64, f64::MIN_POSITIVE);
        for state in (0..rows.len()).rev() {
            let value = rows[state]
                .iter()
                .map(|row| row.worth(discount, &values))
                .fold(f64::NEG_INFINITY, f64::max);
            change = change.max((value - values[state]).abs());
            largest = largest.max(value.abs());
            values[state] = value;
        }
        if change <= TOLERANCE * largest {
            break;
        }
    }
    values
}

/// One action against the others' mixtures: what it brings now, and where it leads.
struct ActionRow {
    payoff: f64,
    next: Vec<(usize, f64)>,
}

impl ActionRow {
    fn worth(&self, discount: f64, values: &[f64]) -> f64 {
        let next: f64 = self.next.iter().map(|(to, p)| p * values[*to]).sum();
        self.payoff + discount * next
    }
}

fn action_rows(
    game: &StochasticGame,
    others: &MarkovProfile,
    state: StateId,
    player: PlayerId,
) -> Vec<ActionRow> {
    let count = game.action_count(state, player);
    let mut rows: Vec<ActionRow> =
        (0..count).map(|_| ActionRow { payoff: 0.0, next: Vec::new() }).collect();
    for profile in 0..game.profile_count(state) {
        let actions = game.actions_at(state, profile);
        let chance: f64 = actions
            .iter()
            .enumerate()
            .filter(|(p, _)| *p != player.0)
            .map(|(p, action)| others.at(state, PlayerId(p))[*action])
            .product();
        if chance > 0.0 {
            let row = &mut rows[actions[player.0]];
            row.payoff += chance * game.payoffs(state, profile)[player.0];
            let steps = game.transitions(state, profile).iter();
            row.next.extend(steps.map(|step| (step.to.0, chance * step.probability)));
        }
    }
    rows
}

fn worth(
    game: &StochasticGame,
    others: &MarkovProfile,
    state: StateId,
    player: PlayerId,
    values: &[f64],
) -> Vec<f64> {
    let discount = game.discounts()[player.0];
    let rows = action_rows(game, others, state, player);
    rows.iter().map(|row| row.worth(discount, values)).collect()
}

fn best(worth: &[f64], state: StateId, allowed: Allowed<'_>) -> f64 {
    let may = worth.iter().enumerate().filter(|(action, _)| allowed(state, *action));
    may.map(|(_, worth)| *worth).fold(f64::NEG_INFINITY, f64::max)
}
