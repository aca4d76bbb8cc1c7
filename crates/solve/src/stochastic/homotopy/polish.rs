//! From a point near an equilibrium to the equilibrium: Newton on the support, which adapts on the way.
//!
//! The equilibrium conditions `min(sigma_pa, w_p - Q_pa) = 0` and `sum_a sigma_pa = 1` are solved by
//! Newton's method for such non-smooth equations (Qi and Sun, Mathematical Programming 58, 1993): an
//! action is played in the next step where `sigma_pa > w_p - Q_pa`, and not else. It ends where the
//! support stays and no action gains.

use super::layout::Layout;
use super::support_form::SupportForm;
use super::system::System;
use crate::SolveError;
use crate::stochastic::MarkovEquilibrium;
use talion_game::MarkovProfile;

/// Newton steps before the point is given up.
const MOST_STEPS: usize = 12;
/// Gain, and distance from indifference, over the payoff range, that count as none.
const NO_GAIN: f64 = 1e-12;
/// Distance from indifference that may be rounding.
const TIE: f64 = 1e-11;
/// Unknowns up to which singular systems are solved for the least change.
const MOST_SINGULAR: usize = 800;
/// Change of a probability from the start at which the point is given up.
const FAR: f64 = 0.5;
/// Largest one-shot gain over the payoff range in a certificate.
const CERTIFIED: f64 = 1e-11;

/// The equilibrium within `near` of a point of a path in every probability, if Newton finds one.
pub(super) fn nearest_equilibrium(
    path: &System<'_>,
    point: &[f64],
    strategies: &[f64],
    near: f64,
) -> Result<Option<MarkovEquilibrium>, SolveError> {
    let layout = path.layout;
    let values = &point[layout.slots()..layout.order()];
    let Some(found) = polished(path, support(path, point), strategies, values) else {
        return Ok(None);
    };
    let moved = found.iter().zip(strategies).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
    if moved > near {
        return Ok(None);
    }
    let profile = MarkovProfile::new(layout.game, found)?;
    let equilibrium = MarkovEquilibrium::certify(layout.game, profile)?;
    let largest = layout.scale.iter().copied().fold(0.0, f64::max);
    let certified = equilibrium.certificate.one_shot_gain <= CERTIFIED * largest;
    Ok(certified.then_some(equilibrium))
}

/// The slots that count as played at a point of a path: more likely than they cost.
fn support(path: &System<'_>, point: &[f64]) -> Vec<bool> {
    let parts = path.layout.for_states(|state| {
        let stage = path.stage(point, state, false);
        let player = |p: usize| {
            let value = stage.expected(p);
            stage.own(p).map(|slot| stage.sigma[slot] > value - stage.worth[slot]).collect()
        };
        (0..stage.players()).flat_map(|p| -> Vec<bool> { player(p) }).collect::<Vec<bool>>()
    });
    parts.concat()
}

/// Strategies from which nobody gains but rounding; `None` if Newton does not come to any.
fn polished(
    path: &System<'_>,
    mut played: Vec<bool>,
    strategies: &[f64],
    values: &[f64],
) -> Option<Vec<f64>> {
    let layout = path.layout;
    let start = strategies.iter().zip(&played).map(|(p, played)| if *played { *p } else { 0.0 });
    let mut point: Vec<f64> = start.chain(values.iter().copied()).chain([0.0]).collect();
    let mut best: Option<(f64, Vec<f64>)> = None;
    for _ in 0..MOST_STEPS {
        keep_one_each(layout, &point, &mut played);
        let form = SupportForm { played };
        let system = System::new(layout, path.pattern, &form);
        let (factor, residual) = (system.factor(&point)?, system.residual(&point));
        let change = if factor.is_doubtful() && residual.len() <= MOST_SINGULAR {
            factor.least_change(&residual)?
        } else {
            factor.solve(&residual)?
        };
        for (x, d) in point.iter_mut().zip(&change) {
            *x -= d;
        }
        let moved = point.iter().zip(strategies).map(|(x, p)| (x - p).abs());
        if moved.fold(0.0, f64::max) > FAR {
            return None;
        }
        let (next, worst) = replies(&system, &form.played, &point);
        let settled = next == form.played;
        if settled && best.as_ref().is_some_and(|(least, _)| worst >= *least) {
            // No better than before at the level of rounding: this is as far as it goes.
            break;
        }
        if settled && worst <= NO_GAIN {
            best = Some((worst, point[..layout.slots()].to_vec()));
        }
        played = next;
    }
    let (_, mut found) = best?;
    for own in layout.first_slot.windows(2) {
        let own = &mut found[own[0]..own[1]];
        for p in own.iter_mut() {
            *p = p.max(0.0);
        }
        let sum: f64 = own.iter().sum();
        for p in own {
            *p /= sum;
        }
    }
    Some(found)
}

/// Which slots are played next, and how far the point is from an equilibrium: the largest gain of an
/// action over the value or, if played, distance from it, and the largest probability below zero.
fn replies(system: &System<'_>, before: &[bool], point: &[f64]) -> (Vec<bool>, f64) {
    let layout = system.layout;
    let values = &point[layout.slots()..];
    let parts = layout.for_states(|state| {
        let stage = system.stage(point, state, false);
        let first = layout.state_slots(state).start;
        let mut played = vec![false; stage.slots()];
        let mut worst = 0.0_f64;
        for player in 0..layout.players {
            let value = values[state * layout.players + player];
            for slot in stage.own(player) {
                let gain = stage.worth[slot] - value;
                let lean = stage.sigma[slot] + gain;
                // Between an action that costs nothing and one that is not played rounding decides
                // nothing.
                played[slot] = if lean.abs() > TIE { lean > 0.0 } else { before[first + slot] };
                let off = if played[slot] { gain.abs() } else { stage.sigma[slot].abs() };
                worst = if off.is_nan() { f64::INFINITY } else { worst.max(off) };
            }
        }
        (played, worst)
    });
    let worst = parts.iter().map(|part| part.1).fold(0.0, f64::max);
    (parts.into_iter().flat_map(|part| part.0).collect(), worst)
}

/// Everybody plays something everywhere: where nothing is left, what has the largest probability.
fn keep_one_each(layout: &Layout<'_>, point: &[f64], played: &mut [bool]) {
    for own in layout.first_slot.windows(2) {
        let own = own[0]..own[1];
        if !played[own.clone()].contains(&true) {
            let start = own.start;
            let most = own.fold(start, |best, at| if point[at] > point[best] { at } else { best });
            played[most] = true;
        }
    }
}
