//! An automaton that pays a chosen point of the payoff set: what is played, and what follows.
//!
//! Abreu, Pearce and Stacchetti (1990): every corner `v` of the set of equilibrium payoffs is
//! `(1 - delta) g(a) + delta w` for a profile `a` and a continuation `w` in the set that deters
//! deviations under the worst threats. A state of the automaton is a corner; after its profile a public
//! lottery over corners, worth `w`, draws the next state; a deviator's worst corner follows a deviation.
//! Any point of the set is paid by starting with a lottery over corners.

use super::abreu_sannikov::PayoffSet;
use super::polygon::{Pair, Polygon};
use super::stage::Stage;
use crate::SolveError;
use talion_game::{Automaton, AutomatonState, RepeatedGame};

/// The automaton on the corners of a payoff set, and a lottery over them that pays `target`.
///
/// `None` if the set is empty or the target is further than rounding outside of it. Whether it is an
/// equilibrium says [`Automaton::check`], from the game alone.
///
/// # Errors
/// If the game does not have two players.
pub fn supporting_automaton(
    game: &RepeatedGame,
    set: &PayoffSet,
    target: [f64; 2],
) -> Result<Option<Automaton>, SolveError> {
    let &[first, second] = game.discounts() else {
        let (method, found) = (super::abreu_sannikov::METHOD, game.discounts().len());
        return Err(SolveError::PlayerCount { method, expected: 2, found });
    };
    let discounts = [first, second];
    let stage = Stage::new(game.stage());
    let polygon = Polygon { corners: set.vertices.clone() };
    let Some((start, gap)) = polygon.weights(target) else { return Ok(None) };
    if gap > 1e-8 * stage.scale {
        return Ok(None);
    }
    let worst = |axis: usize| {
        let corners = polygon.corners.iter().enumerate();
        corners.min_by(|a, b| a.1[axis].total_cmp(&b.1[axis])).map_or(0, |(k, _)| k)
    };
    let punishments = vec![worst(0), worst(1)];
    let threats = [0, 1].map(|p| polygon.corners[punishments[p]][p]);
    let states = polygon
        .corners
        .iter()
        .map(|&corner| supported(game, &stage, discounts, &polygon, threats, corner))
        .collect();
    Ok(Some(Automaton { states, punishments, start }))
}

/// The profile and continuation that pay a corner with the least to doubt.
fn supported(
    game: &RepeatedGame,
    stage: &Stage,
    discounts: Pair,
    set: &Polygon,
    threats: Pair,
    corner: Pair,
) -> AutomatonState {
    let doubt = |a: usize| {
        let g = &stage.payoffs[a];
        let w = [0, 1].map(|p| (corner[p] - (1.0 - discounts[p]) * g[p]) / discounts[p]);
        let (weights, gap) = set.weights(w)?;
        let short = (0..2)
            .map(|p| threats[p] + (1.0 - discounts[p]) / discounts[p] * stage.gain(a, p) - w[p])
            .fold(0.0, f64::max);
        Some((gap.max(short), a, weights))
    };
    let best = (0..stage.payoffs.len())
        .filter_map(doubt)
        .min_by(|x, y| x.0.total_cmp(&y.0).then(x.1.cmp(&y.1)));
    // The set has this corner, so it is not empty, and every profile has a nearest continuation.
    let (_, a, next) = best.unwrap_or((f64::INFINITY, 0, Vec::new()));
    AutomatonState { payoffs: corner.to_vec(), profile: game.stage().profile_at(a), next }
}
