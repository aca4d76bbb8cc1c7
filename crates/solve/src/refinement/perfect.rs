//! Trembling-hand perfection of an equilibrium, decided by linear programs in integers.
//!
//! In two-player games an equilibrium is perfect exactly if neither strategy is weakly dominated
//! (van Damme, *Stability and Perfection of Nash Equilibria*, 1991, theorem 3.2.2); for more players
//! this is necessary only. Whether a mixture is weakly dominated depends on its support `S` alone,
//! so that the mixture with equal weights stands for it. With `d_kt = |S| u(k, t) - sum_{s in S} u(s, t)`
//! it is dominated exactly if the cone program
//!
//! `max sum_kt y_k d_kt` subject to `sum_k y_k d_kt >= 0` for all `t`, `sum_k y_k <= 1`, `y >= 0`
//!
//! has a positive value.

use crate::exact::{Tableau, whole_payoffs};
use dashu::integer::IBig;
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use talion_game::{GameError, NormalForm, PlayerId, Profile};

/// Whether an equilibrium survives small mistakes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "verdict")]
pub enum TremblingHand {
    /// Perfect: proved for one and two players.
    Perfect,
    /// Not perfect: this player's strategy is weakly dominated.
    Dominated {
        /// Whose strategy it is.
        player: PlayerId,
    },
    /// No strategy is dominated, which does not suffice for more than two players.
    Undominated,
}

/// Tests whether an equilibrium is trembling-hand perfect. That it is an equilibrium is not checked;
/// its certificate says so.
///
/// # Errors
/// If the profile does not belong to the game.
pub fn trembling_hand(game: &NormalForm, profile: &Profile) -> Result<TremblingHand, GameError> {
    let profile = Profile::new(game, profile.strategies().to_vec())?;
    let dominated = (0..game.player_count())
        .map(PlayerId)
        .find(|&player| is_weakly_dominated(game, player, profile.strategy(player)));
    Ok(match dominated {
        Some(player) => TremblingHand::Dominated { player },
        None if game.player_count() <= 2 => TremblingHand::Perfect,
        None => TremblingHand::Undominated,
    })
}

/// Whether some mixture is never worse than a strategy and better against something.
fn is_weakly_dominated(game: &NormalForm, player: PlayerId, strategy: &[f64]) -> bool {
    let whole = whole_payoffs(game, player);
    let (stride, count) = (game.stride(player), game.strategy_count(player));
    let support: Vec<usize> = (0..count).filter(|&s| strategy[s] > 0.0).collect();
    let against: Vec<usize> =
        (0..game.profile_count()).filter(|at| at / stride % count == 0).collect();
    let size = IBig::from(support.len());
    // One line per choice of the others: -d_kt over k, with right side zero.
    let mut cells = Vec::with_capacity((against.len() + 2) * (count + 1));
    let mut totals = vec![IBig::ZERO; count];
    for at in &against {
        let own = support.iter().fold(IBig::ZERO, |sum, s| sum + &whole[at + s * stride]);
        for (k, total) in totals.iter_mut().enumerate() {
            let difference = &size * &whole[at + k * stride] - &own;
            *total += &difference;
            cells.push(-difference);
        }
        cells.push(IBig::ZERO);
    }
    cells.extend((0..=count).map(|_| IBig::ONE));
    // The dictionary's objective line holds `c` with `z = -sum c y`.
    cells.extend(totals.into_iter().map(|total| -total));
    cells.push(IBig::ZERO);
    has_positive_optimum(against.len() + 1, count, &cells)
}

/// Whether a program that starts at the feasible origin with value zero can do better: the simplex
/// method with the least-index rule and lexicographic ties, until the value moves.
fn has_positive_optimum(rows: usize, columns: usize, cells: &[IBig]) -> bool {
    // Proof of the fall-backs: unbounded integers hold every tableau, and the mixture's weights,
    // which sum to one at most, are bounded.
    let Some(mut tableau) = Tableau::<IBig>::at_origin(rows, columns, cells) else { return false };
    loop {
        if *tableau.cell(rows, columns) > IBig::ZERO {
            return true;
        }
        let improving = (0..columns)
            .filter(|&column| tableau.objective_sign(column) == Ordering::Less)
            .min_by_key(|&column| tableau.nonbasic()[column]);
        let Some(entering) = improving else { return false };
        let Some(leaving) = tableau.leaving_row(entering) else { return true };
        let Ok(next) = tableau.pivoted(leaving, entering) else { return false };
        tableau = next;
    }
}
