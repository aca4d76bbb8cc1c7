//! Precision and inertia by maximum likelihood, with what the data leave open.
//!
//! A grid over precision and log odds of holding finds the hill, Newton's method its top. Intervals are
//! those of the profile likelihood: all values of a parameter at which the likelihood, with the other
//! parameter as good as it can be, falls short of the top by no more than half of 3.841, the 95 %
//! quantile of chi-squared with one degree of freedom (Wilks 1938).

use super::ascent::climb;
use super::likelihood::{Likelihood, log_likelihood};
use super::move_model::MoveModel;
use crate::StudyError;
use rayon::prelude::*;
use talion_game::Observer;
use talion_solve::{LogitPoint, MoveChances};

/// Half of the 95 % quantile of chi-squared with one degree of freedom.
pub const DROP_95: f64 = 3.841_458_820_694_124 / 2.0;
/// Factor by which the end of an interval is looked for outward.
const OUTWARD: f64 = 2.0;
/// Steps outward, and halvings of the last of them.
const MOST_OUTWARD: usize = 10;
const HALVINGS: usize = 5;

/// Points at which the likelihood is computed first.
#[derive(Debug, Clone, PartialEq)]
pub struct Grid {
    /// Precisions, rising from 0.
    pub lambdas: Vec<f64>,
    /// Log odds of holding, rising from 0.
    pub holds: Vec<f64>,
}

/// The likelihood over a grid.
#[derive(Debug, Clone, PartialEq)]
pub struct Surface {
    /// Where.
    pub grid: Grid,
    /// Log likelihood by log odds of holding and precision; `None` where the branch was not reached.
    pub log_likelihood: Vec<Vec<Option<f64>>>,
}

/// What the data leave open about a parameter.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// Lower end; `None` where it reaches down to zero, or the model was lost before an end.
    pub low: Option<f64>,
    /// Upper end; `None` where there is none, or the model was lost before one.
    pub high: Option<f64>,
    /// Lowest and highest value known to be inside.
    pub inside: [f64; 2],
}

/// The fit.
#[derive(Debug, Clone, PartialEq)]
pub struct Fit {
    /// The grid that was searched first.
    pub surface: Surface,
    /// The top.
    pub point: LogitPoint,
    /// Log likelihood there.
    pub log_likelihood: f64,
    /// Largest slope left, per unit of log scale of a parameter.
    pub slope: f64,
    /// Whether the likelihood rises to where the branch ends, so that there is no top but a highest point.
    pub edge: bool,
    /// The model there.
    pub chances: MoveChances,
    /// Interval of the precision.
    pub lambda: Interval,
    /// Interval of the inertia, a cost in units of payoff.
    pub kappa: Interval,
    /// Highest log likelihood with no precision at all, where only holding tells actions apart.
    pub without_payoffs: f64,
}

impl Grid {
    /// Precisions 0 and from `lowest` by doubling, log odds of holding from 0 by halves.
    pub fn usual(lowest: f64, lambdas: u32, holds: u32) -> Self {
        let step = |k: u32| lowest * f64::from(k).exp2();
        Self {
            lambdas: std::iter::once(0.0).chain((0..lambdas).map(step)).collect(),
            holds: (0..holds).map(|k| 0.5 * f64::from(k)).collect(),
        }
    }
}

impl Fit {
    /// Fits a model to choices, given by where they lie among all actions.
    ///
    /// # Errors
    /// If the observer asked to stop, or the model has no answer anywhere.
    pub fn of(
        model: &dyn MoveModel,
        slots: &[usize],
        grid: Grid,
        observer: &dyn Observer,
    ) -> Result<Self, StudyError> {
        let (surface, best) = surface(model, slots, grid, observer)?;
        let (start, near) = best.ok_or(StudyError::NoFit)?;
        let mut ask = Likelihood::new(model, slots, Some(near));
        let mut of = |[lambda, hold]: [f64; 2]| ask.at(LogitPoint { lambda, hold });
        let top = climb([start.lambda, start.hold], &mut of).ok_or(StudyError::NoFit)?;
        let point = LogitPoint { lambda: top.at[0], hold: top.at[1] };
        let chances = ask.chances(point).ok_or(StudyError::NoFit)?;
        observer.progress("profile likelihood", 0, 2);
        let profile = Profile { model, slots, point, top: top.value, near: &chances };
        let without_payoffs = profile.over_hold(0.0).ok_or(StudyError::NoFit)?;
        let lambda = profile.lambda(without_payoffs);
        stop(observer)?;
        observer.progress("profile likelihood", 1, 2);
        let kappa = profile.kappa(without_payoffs);
        stop(observer)?;
        observer.progress("profile likelihood", 2, 2);
        Ok(Self {
            surface,
            point,
            log_likelihood: top.value,
            slope: top.slope,
            edge: top.edge,
            lambda,
            kappa,
            without_payoffs,
            chances,
        })
    }

    /// Cost of moving in units of payoff; `None` without precision, where payoffs have no unit.
    pub fn inertia(&self) -> Option<f64> {
        (self.point.lambda > 0.0).then(|| self.point.hold / self.point.lambda)
    }
}

fn stop(observer: &dyn Observer) -> Result<(), StudyError> {
    if observer.stopped() { Err(StudyError::Interrupted) } else { Ok(()) }
}

/// A point with the model's answer there.
type Solved = (LogitPoint, MoveChances);
/// A row of the surface, and the best point on it with its log likelihood.
type Row = (Vec<Option<f64>>, Option<(f64, Solved)>);

/// The likelihood at all points, each row followed from no precision upward, rows in parallel; and the
/// best point with the model there.
fn surface(
    model: &dyn MoveModel,
    slots: &[usize],
    grid: Grid,
    observer: &dyn Observer,
) -> Result<(Surface, Option<Solved>), StudyError> {
    let done = std::sync::atomic::AtomicU64::new(0);
    let total = grid.holds.len() as u64;
    let rows: Vec<Row> = grid
        .holds
        .par_iter()
        .map(|&hold| {
            let (mut row, mut near, mut best) = (Vec::new(), None, None::<(f64, Solved)>);
            for &lambda in &grid.lambdas {
                let point = LogitPoint { lambda, hold };
                let lost = row.last().is_some_and(Option::is_none) || observer.stopped();
                let found = if lost { None } else { model.chances(point, near.as_ref()) };
                row.push(found.as_ref().map(|chances| log_likelihood(chances, slots)));
                if let (Some(chances), Some(Some(value))) = (found, row.last()) {
                    if best.as_ref().is_none_or(|(highest, _)| value > highest) {
                        best = Some((*value, (point, chances.clone())));
                    }
                    near = Some(chances);
                }
            }
            let before = done.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            observer.progress("likelihood surface", before + 1, total);
            (row, best)
        })
        .collect();
    stop(observer)?;
    let (rows, bests): (Vec<_>, Vec<_>) = rows.into_iter().unzip();
    let mut best: Option<(f64, Solved)> = None;
    for found in bests.into_iter().flatten() {
        if best.as_ref().is_none_or(|(highest, _)| found.0 > *highest) {
            best = Some(found);
        }
    }
    Ok((Surface { grid, log_likelihood: rows }, best.map(|(_, solved)| solved)))
}

/// The likelihood with one parameter held and the other as good as it can be.
struct Profile<'p> {
    model: &'p dyn MoveModel,
    slots: &'p [usize],
    point: LogitPoint,
    top: f64,
    near: &'p MoveChances,
}

impl Profile<'_> {
    fn ask(&self) -> Likelihood<'_> {
        Likelihood::new(self.model, self.slots, Some(self.near.clone()))
    }

    /// Highest likelihood at a precision.
    fn over_hold(&self, lambda: f64) -> Option<f64> {
        let mut ask = self.ask();
        let mut of = |[hold]: [f64; 1]| ask.at(LogitPoint { lambda, hold });
        Some(climb([self.point.hold], &mut of)?.value)
    }

    /// Highest likelihood at an inertia: along the ray `hold = kappa lambda`.
    fn over_lambda(&self, kappa: f64) -> Option<f64> {
        let mut ask = self.ask();
        let mut of = |[lambda]: [f64; 1]| ask.at(LogitPoint { lambda, hold: kappa * lambda });
        // Along the ray through a larger inertia the same odds of holding are met sooner.
        let start = self.point.lambda.min(self.point.hold.max(1e-3) / kappa.max(1e-9));
        Some(climb([start], &mut of)?.value)
    }

    fn lambda(&self, at_zero: f64) -> Interval {
        if self.point.lambda == 0.0 {
            return Interval { low: None, high: None, inside: [0.0; 2] };
        }
        let within = |lambda: f64| Some(self.over_hold(lambda)? >= self.top - DROP_95);
        let down = at_zero < self.top - DROP_95;
        let (low, high) = rayon::join(
            || if down { end(self.point.lambda, 1.0 / OUTWARD, &within) } else { (None, 0.0) },
            || end(self.point.lambda, OUTWARD, &within),
        );
        Interval { low: low.0, high: high.0, inside: [low.1, high.1] }
    }

    fn kappa(&self, without_payoffs: f64) -> Interval {
        let kappa = self.point.hold / self.point.lambda;
        if !(kappa.is_finite() && kappa > 0.0) {
            return Interval { low: None, high: None, inside: [0.0, f64::INFINITY] };
        }
        let within = |kappa: f64| Some(self.over_lambda(kappa)? >= self.top - DROP_95);
        // Ever larger inertia with ever less precision is a model without payoffs.
        let bounded = without_payoffs < self.top - DROP_95;
        let includes_none = within(0.0).unwrap_or(false);
        let (low, high) = rayon::join(
            || if includes_none { (None, 0.0) } else { end(kappa, 1.0 / OUTWARD, &within) },
            || if bounded { end(kappa, OUTWARD, &within) } else { (None, f64::INFINITY) },
        );
        Interval { low: low.0, high: high.0, inside: [low.1, high.1] }
    }
}

/// The end of an interval, outward from inside by a factor, then by halving on a log scale, with the
/// farthest value known to be inside; no end if none was met, or if what lies beyond that value is that
/// the model has no answer.
fn end(
    inside: f64,
    factor: f64,
    within: &(dyn Fn(f64) -> Option<bool> + Sync),
) -> (Option<f64>, f64) {
    let (mut inside, mut outside, mut known) = (inside, None, false);
    for _ in 0..MOST_OUTWARD {
        let next = inside * factor;
        match within(next) {
            Some(true) => inside = next,
            beyond => {
                (outside, known) = (Some(next), beyond.is_some());
                break;
            }
        }
    }
    let Some(mut outside) = outside else { return (None, inside) };
    for _ in 0..HALVINGS {
        let middle = (inside * outside).sqrt();
        match within(middle) {
            Some(true) => inside = middle,
            beyond => (outside, known) = (middle, beyond.is_some()),
        }
    }
    (known.then(|| (inside * outside).sqrt()), inside)
}
