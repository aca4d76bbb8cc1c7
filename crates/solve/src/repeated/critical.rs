//! How patient players must be to keep to a profile: critical discount factors.
//!
//! With `C` the payoff of keeping to it, `D` that of the best deviation and `N` that of the punishment:
//! for ever (grim, Friedman 1971) `delta >= (D - C) / (D - N)`; for `T` periods
//! `(C - N) (delta + .. + delta^T) >= D - C`; with an optimal penal code (Abreu 1988) `N` is the least
//! equilibrium payoff at `delta` itself, so that the least factor is found by bisection.

use super::abreu_sannikov::payoff_set;
use super::stage::Stage;
use crate::{SolveError, pure_equilibria, vertex_enumeration};
use serde::Serialize;
use talion_game::{NormalForm, Observer};

/// Strategies of both players together up to which all equilibria of the stage game are found.
const MOST_STRATEGIES: usize = 20;
/// Largest factor that is tried for penal codes.
const MOST_PATIENT: f64 = 0.999;
/// Rounds of the set of equilibrium payoffs for penal codes.
const MOST_ITERATIONS: u64 = 100_000;

/// Critical factors of every player, and the one that all need.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Critical {
    /// By player; none where no factor below one is enough.
    pub by_player: Vec<Option<f64>>,
    /// The largest of them; none where some player has none.
    pub joint: Option<f64>,
}

/// Critical discount factors for one profile under several punishments.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CriticalDiscounts {
    /// The profile that is to be kept.
    pub profile: Vec<usize>,
    /// Payoffs when it is kept.
    pub payoffs: Vec<f64>,
    /// Payoffs of the best deviations from it.
    pub deviations: Vec<f64>,
    /// The worst payoff of every player in an equilibrium of the stage game: its punishment for ever.
    pub punishments: Option<Vec<f64>>,
    /// Whether the worst is over all equilibria; else over the pure ones.
    pub over_all_equilibria: bool,
    /// Punishment for ever.
    pub grim: Critical,
    /// Punishment for so many periods.
    pub periods: Vec<(u32, Critical)>,
    /// Optimal penal codes in pure actions with public randomisation; none for more than two players.
    pub penal_code: Option<Critical>,
}

/// The critical discount factors of a profile.
///
/// # Errors
/// If the profile is not in the game.
pub fn critical_discounts(
    game: &NormalForm,
    profile: &[usize],
    periods: &[u32],
    observer: &dyn Observer,
) -> Result<CriticalDiscounts, SolveError> {
    let shape: Vec<usize> = game.players().iter().map(|p| p.strategies.len()).collect();
    if profile.len() != shape.len() || profile.iter().zip(&shape).any(|(s, m)| s >= m) {
        return Err(SolveError::NotInGame { found: profile.to_vec(), shape });
    }
    let stage = Stage::new(game);
    let at = game.index_of(profile);
    let (payoffs, deviations) = (stage.payoffs[at].clone(), stage.best[at].clone());
    let (punishments, over_all_equilibria) = worst_equilibria(game, observer)?;
    let of = |critical: &dyn Fn(f64, f64, f64) -> Option<f64>| {
        let one = |p: usize| critical(payoffs[p], deviations[p], punishments.as_ref()?[p]);
        joined((0..stage.players).map(one).collect())
    };
    let limited = |t: u32| move |c: f64, d: f64, n: f64| for_periods(t, c, d, n);
    let grim = of(&|c, d, n| for_ever(c, d, n));
    let periods = periods.iter().map(|&t| (t, of(&limited(t)))).collect();
    let penal_code = (stage.players == 2).then(|| {
        let least = penal_code(&stage, at, grim.joint, observer);
        Critical { by_player: vec![least; 2], joint: least }
    });
    let profile = profile.to_vec();
    Ok(CriticalDiscounts {
        profile,
        payoffs,
        deviations,
        punishments,
        over_all_equilibria,
        grim,
        periods,
        penal_code,
    })
}

fn joined(by_player: Vec<Option<f64>>) -> Critical {
    let all: Option<Vec<f64>> = by_player.iter().copied().collect();
    let joint = all.map(|all| all.into_iter().fold(0.0, f64::max));
    Critical { by_player, joint }
}

/// The worst equilibrium payoff of every player, and whether over all equilibria.
fn worst_equilibria(
    game: &NormalForm,
    observer: &dyn Observer,
) -> Result<(Option<Vec<f64>>, bool), SolveError> {
    let strategies: usize = game.players().iter().map(|p| p.strategies.len()).sum();
    let small = game.player_count() == 2 && strategies <= MOST_STRATEGIES;
    let solution =
        if small { vertex_enumeration(game, observer)? } else { pure_equilibria(game, observer)? };
    let worst =
        |p: usize| solution.equilibria.iter().map(|e| e.values[p]).fold(f64::INFINITY, f64::min);
    let any = !solution.equilibria.is_empty();
    let all = small && solution.complete;
    Ok((any.then(|| (0..game.player_count()).map(worst).collect()), all))
}

/// Punishment for ever.
fn for_ever(c: f64, d: f64, n: f64) -> Option<f64> {
    if d <= c {
        return Some(0.0);
    }
    (c > n).then(|| (d - c) / (d - n))
}

/// Punishment for `T` periods; none if patience alone is not enough.
fn for_periods(periods: u32, c: f64, d: f64, n: f64) -> Option<f64> {
    if d <= c {
        return Some(0.0);
    }
    let loss = |delta: f64| (1..=periods).fold(0.0, |sum, _| (sum + 1.0) * delta) * (c - n);
    if loss(1.0) <= d - c {
        return None;
    }
    let (mut low, mut high) = (0.0, 1.0);
    // Until the two ends are neighbours among doubles.
    loop {
        let middle = 0.5 * (low + high);
        if middle <= low || middle >= high {
            return Some(high);
        }
        if loss(middle) >= d - c {
            high = middle;
        } else {
            low = middle;
        }
    }
}

/// The least common factor at which the profile is kept under the worst equilibrium threats.
fn penal_code(stage: &Stage, at: usize, grim: Option<f64>, observer: &dyn Observer) -> Option<f64> {
    if (0..2).all(|p| stage.gain(at, p) <= 0.0) {
        return Some(0.0);
    }
    let kept = |delta: f64| {
        let set = payoff_set(stage, [delta; 2], MOST_ITERATIONS, observer);
        !set.vertices.is_empty()
            && (0..2).all(|p| {
                let deviation = (1.0 - delta) * stage.best[at][p] + delta * set.threats[p];
                deviation <= stage.payoffs[at][p] + 1e-11 * stage.scale
            })
    };
    // Grim punishment is a penal code, so its factor is enough.
    let mut high = grim.filter(|&grim| grim < 1.0).unwrap_or(MOST_PATIENT);
    if !kept(high) {
        return None;
    }
    let mut low = 0.0;
    while high - low > 1e-10 {
        let middle = 0.5 * (low + high);
        if kept(middle) {
            high = middle;
        } else {
            low = middle;
        }
    }
    Some(high)
}
