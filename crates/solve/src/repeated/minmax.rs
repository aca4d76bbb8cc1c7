//! What the others can hold a player down to, in pure and in mixed strategies.
//!
//! `v_i = min_{alpha_-i} max_{a_i} u_i(a_i, alpha_-i)`. With mixtures this is the value of the zero-sum
//! game of `i` against the others, solved exactly (von Neumann 1928). Three or more players are taken to
//! hold one down together, with correlated mixtures: that is the least that they can do; independent
//! mixtures may do worse.

use super::stage::Stage;
use crate::{SolveError, zero_sum};
use serde::Serialize;
use talion_game::{NormalForm, Observer, Player, PlayerId};

/// Minmax payoffs of all players.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Minmax {
    /// In pure strategies.
    pub pure: Vec<f64>,
    /// In mixed strategies; correlated among three or more players.
    pub mixed: Vec<f64>,
}

/// The minmax payoffs of a game.
///
/// # Errors
/// None for a valid game; the type is that of [`zero_sum`].
pub fn minmax(game: &NormalForm, observer: &dyn Observer) -> Result<Minmax, SolveError> {
    let mixed = (0..game.player_count())
        .map(|p| {
            let against = against_all(game, PlayerId(p))?;
            let solved = zero_sum(&against, observer)?;
            Ok(solved.equilibria.first().map_or(f64::NAN, |e| e.values[0]))
        })
        .collect::<Result<_, SolveError>>()?;
    Ok(Minmax { pure: Stage::new(game).minmax, mixed })
}

/// The zero-sum game of one player against all others as one.
fn against_all(game: &NormalForm, player: PlayerId) -> Result<NormalForm, SolveError> {
    let (stride, count) = (game.stride(player), game.strategy_count(player));
    let own = game.payoffs(player);
    let payoffs: Vec<f64> = (0..game.profile_count() / count)
        .flat_map(|others| {
            let base = others % stride + others / stride * stride * count;
            (0..count).map(move |s| own[base + s * stride])
        })
        .collect();
    let labels = |count: usize| vec![String::new(); count];
    let players = vec![
        Player { label: "one".to_owned(), strategies: labels(count) },
        Player { label: "others".to_owned(), strategies: labels(payoffs.len() / count) },
    ];
    let losses = payoffs.iter().map(|u| -u).collect();
    Ok(NormalForm::new("", players, vec![payoffs, losses])?)
}
