//! Two sides that hold out against each other, each until the other one must be resolute.
//!
//! Side `i` concedes with a hazard `h_i(t)` that leaves the other side indifferent, so that its survival
//! is `S_i(t) = (1 - k_i) B_i(t)` with `B_i(t) = exp(-int h_i)`. A share `Z_i` of its types never concedes
//! (it may grow with `t`); the types that would concede are used up at `t_i` with `B_i(t_i) = Z_i(t_i)`.
//! Both must be used up at one time `t* = min t_i`, so the side with the later `t_i` concedes at once with
//! probability `k_i = 1 - Z_i(t*) / B_i(t*)`. The certificate integrates what waiting pays.

use serde::Serialize;

/// Steps of the integration of what waiting pays.
const STEPS: u32 = 2000;
/// Times beyond which nobody is taken to be used up any more.
const FOREVER: f64 = 1e9;

/// One side, as functions of time.
pub struct Conceder<'m> {
    /// Hazard of its conceding.
    pub hazard: &'m dyn Fn(f64) -> f64,
    /// Survival under that hazard alone, one at the start.
    pub base: &'m dyn Fn(f64) -> f64,
    /// Share of its types that would not concede at that time or later.
    pub stays: &'m dyn Fn(f64) -> f64,
    /// What it gets if the other side concedes at that time.
    pub wins: &'m dyn Fn(f64) -> f64,
    /// What it gets if it concedes itself at that time.
    pub yields: &'m dyn Fn(f64) -> f64,
}

/// How the sides hold out.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Concession {
    /// When each side's types that concede would be used up if none conceded at once; `None` for never.
    pub used_up: [Option<f64>; 2],
    /// When nobody concedes any more; `None` for never.
    pub end: Option<f64>,
    /// Probability that each side concedes at once.
    pub at_once: [f64; 2],
    /// Probability that each side has not conceded by the end.
    pub survival_at_end: [f64; 2],
    /// The way there, from just after the start.
    pub path: Vec<ConcessionPoint>,
    /// Largest difference, for either side, between what waiting until some time of the path pays and what
    /// conceding just after the start pays; in units of payoff, from integrated payoffs alone.
    pub indifference_residual: f64,
}

/// Where things stand at one time.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ConcessionPoint {
    /// The time.
    pub time: f64,
    /// Hazard of each side's conceding.
    pub hazard: [f64; 2],
    /// Probability that each side has not conceded yet.
    pub survival: [f64; 2],
    /// Probability, for who sees that a side has not conceded, that it never will.
    pub resolute: [f64; 2],
}

impl Concession {
    /// The equilibrium, with a path of so many steps up to its end, or up to `horizon` where it has none.
    pub fn of(sides: &[Conceder<'_>; 2], steps: u32, horizon: f64) -> Self {
        let used_up = [0, 1].map(|i: usize| used_up(&sides[i]));
        let end = match used_up {
            [Some(a), Some(b)] => Some(a.min(b)),
            [one, other] => one.or(other),
        };
        let at_once = [0, 1].map(|i: usize| end.map_or(0.0, |end| at_once(&sides[i], end)));
        let last = end.unwrap_or(horizon);
        let survival =
            |i: usize, time: f64| (1.0 - at_once[i]) * (sides[i].base)(time).clamp(0.0, 1.0);
        let stays = |i: usize| end.map_or(0.0, |end| (sides[i].stays)(end));
        let point = |step: u32| {
            let time = last * f64::from(step) / f64::from(steps.max(1));
            let held = [0, 1].map(|i: usize| survival(i, time));
            // Who held out against an instant concession for sure is resolute.
            let resolute =
                |i: usize| if held[i] > 0.0 { (stays(i) / held[i]).min(1.0) } else { 1.0 };
            ConcessionPoint {
                time,
                hazard: [0, 1].map(|i: usize| (sides[i].hazard)(time)),
                survival: held,
                resolute: [0, 1].map(resolute),
            }
        };
        let residual = |i: usize| waiting_residual(&sides[i], &sides[1 - i], at_once[1 - i], last);
        Self {
            used_up,
            end,
            at_once,
            survival_at_end: [0, 1].map(|i: usize| survival(i, last)),
            path: (0..=steps).map(point).collect(),
            indifference_residual: residual(0).max(residual(1)),
        }
    }
}

/// When survival falls to the share that stays; `None` where it never does.
fn used_up(side: &Conceder<'_>) -> Option<f64> {
    let left = |time: f64| (side.base)(time) - (side.stays)(time);
    if left(0.0) <= 0.0 {
        return Some(0.0);
    }
    let mut high = 1.0;
    while left(high) > 0.0 {
        high *= 2.0;
        if high > FOREVER {
            return None;
        }
    }
    // Survival that only underflow brings to zero lasts for ever.
    if (side.stays)(high) <= 0.0 {
        return None;
    }
    let mut low = 0.0;
    // Doubles have no more than this many points between two that bracket a root.
    for _ in 0..200 {
        let middle = f64::midpoint(low, high);
        if left(middle) > 0.0 {
            low = middle;
        } else {
            high = middle;
        }
    }
    Some(f64::midpoint(low, high))
}

/// What a side must concede at once to be used up at the end; no more than rounding for who is anyway.
fn at_once(side: &Conceder<'_>, end: f64) -> f64 {
    let base = (side.base)(end);
    if base <= 0.0 {
        return 0.0;
    }
    let share = 1.0 - (side.stays)(end) / base;
    if share < 1e-12 { 0.0 } else { share.min(1.0) }
}

/// Largest difference between what waiting pays and what conceding just after the start pays.
fn waiting_residual(own: &Conceder<'_>, other: &Conceder<'_>, at_once: f64, last: f64) -> f64 {
    let first = at_once * (own.wins)(0.0) + (1.0 - at_once) * (own.yields)(0.0);
    let waiting = waiting(own, other.hazard, at_once, last);
    waiting.into_iter().map(|payoff| (payoff - first).abs()).fold(0.0, f64::max)
}

/// What a side gets by conceding at each of the steps up to a time: Runge and Kutta's method on the other
/// side's survival and on what was won so far.
pub(super) fn waiting(
    own: &Conceder<'_>,
    hazard: &dyn Fn(f64) -> f64,
    at_once: f64,
    last: f64,
) -> Vec<f64> {
    let step = last / f64::from(STEPS);
    let slope = |time: f64, held: f64| {
        let leaving = hazard(time) * held;
        [-leaving, leaving * (own.wins)(time)]
    };
    let (mut held, mut won) = (1.0 - at_once, at_once * (own.wins)(0.0));
    let mut payoffs = Vec::new();
    for count in 0..STEPS {
        let time = step * f64::from(count);
        let a = slope(time, held);
        let b = slope(time + step / 2.0, held + step / 2.0 * a[0]);
        let c = slope(time + step / 2.0, held + step / 2.0 * b[0]);
        let d = slope(time + step, held + step * c[0]);
        let mean = |k: usize| (a[k] + 2.0 * b[k] + 2.0 * c[k] + d[k]) / 6.0;
        held += step * mean(0);
        won += step * mean(1);
        payoffs.push(won + held * (own.yields)(time + step));
    }
    payoffs
}
