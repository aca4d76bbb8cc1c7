//! The linear programs: the best continuation within bounds or among points, the nearest mixture.

use super::work::{Work, dot};
use crate::exact::{LinearProgram, Optimum};
use dashu::rational::RBig;
use good_lp::solvers::microlp::microlp;
use good_lp::{
    Expression, ResolutionError, Solution as _, SolverModel, Variable, constraint, variable,
    variables,
};

/// Payoffs of a continuation, and its weights where it is a mixture.
pub(super) struct Continuation {
    pub(super) payoffs: Vec<f64>,
    pub(super) weights: Vec<(usize, f64)>,
}

/// A linear program that rounding kept from being solved.
#[derive(Debug, Clone, Copy)]
pub(super) struct Unsolved;

impl Work<'_> {
    /// The best continuation within the outer set.
    pub(super) fn best_within(
        &self,
        bounds: &[f64],
        objective: &[f64],
        needed: &[f64],
    ) -> Result<Option<Continuation>, Unsolved> {
        let mut problem = variables!();
        let w: Vec<Variable> = self
            .stage
            .range
            .iter()
            .map(|&[low, high]| problem.add(variable().min(low).max(high)))
            .collect();
        let mut model = problem.maximise(sum(&w, objective)).using(microlp);
        for (c, bound) in self.directions.iter().zip(bounds) {
            model.add_constraint(constraint!(sum(&w, c) <= *bound + self.slack()));
        }
        for (p, least) in needed.iter().enumerate().filter(|(_, least)| least.is_finite()) {
            model.add_constraint(constraint!(w[p] >= *least - self.slack()));
        }
        let payoffs = match solved(model.solve()) {
            Ok(solution) => solution.map(|solution| w.iter().map(|v| solution.value(*v)).collect()),
            // Rounding left the library with a singular basis: once more, without rounding.
            Err(Unsolved) => self.best_within_exactly(bounds, objective, needed)?,
        };
        Ok(payoffs.map(|payoffs| Continuation { payoffs, weights: Vec::new() }))
    }

    /// As [`Work::best_within`], in rationals; variables are payoffs above the least of the stage game.
    fn best_within_exactly(
        &self,
        bounds: &[f64],
        objective: &[f64],
        needed: &[f64],
    ) -> Result<Option<Vec<f64>>, Unsolved> {
        let exact = |x: f64| RBig::try_from(x).map_err(|_| Unsolved);
        let all = |xs: &[f64]| xs.iter().map(|&x| exact(x)).collect::<Result<Vec<_>, _>>();
        let lows = all(&self.stage.range.iter().map(|[low, _]| *low).collect::<Vec<_>>())?;
        let mut program = LinearProgram::maximise(all(objective)?);
        for (c, bound) in self.directions.iter().zip(bounds) {
            let c = all(c)?;
            let base = c.iter().zip(&lows).fold(RBig::ZERO, |sum, (x, low)| sum + x * low);
            program.at_most(c, exact(*bound + self.slack())? - base);
        }
        for (p, &[low, high]) in self.stage.range.iter().enumerate() {
            let mut unit = vec![RBig::ZERO; lows.len()];
            unit[p] = RBig::ONE;
            program.at_most(unit.clone(), exact(high)? - exact(low)?);
            if needed[p].is_finite() {
                program.at_least(unit, exact(needed[p] - self.slack())? - exact(low)?);
            }
        }
        match program.solve() {
            Optimum::Infeasible => Ok(None),
            // The box is bounded.
            Optimum::Unbounded => Err(Unsolved),
            Optimum::At(point, _) => {
                let payoff = |(y, low): (RBig, &RBig)| (y + low).to_f64().value();
                Ok(Some(point.into_iter().zip(&lows).map(payoff).collect()))
            }
        }
    }

    /// The best mixture of points.
    pub(super) fn best_mixture(
        &self,
        points: &[Vec<f64>],
        objective: &[f64],
        needed: &[f64],
    ) -> Result<Option<Continuation>, Unsolved> {
        let worth: Vec<f64> = points.iter().map(|z| dot(objective, z)).collect();
        let mut problem = variables!();
        let weights: Vec<Variable> = problem.add_vector(variable().min(0.0), points.len());
        let mut model = problem.maximise(sum(&weights, &worth)).using(microlp);
        model.add_constraint(constraint!(sum(&weights, &vec![1.0; points.len()]) == 1.0));
        for (p, least) in needed.iter().enumerate().filter(|(_, least)| least.is_finite()) {
            let own: Vec<f64> = points.iter().map(|z| z[p]).collect();
            model.add_constraint(constraint!(sum(&weights, &own) >= *least - self.slack()));
        }
        let solved = solved(model.solve())?;
        Ok(solved.map(|solution| {
            let weights = weights.iter().map(|v| solution.value(*v)).enumerate();
            let kept: Vec<(usize, f64)> = weights.filter(|(_, w)| *w > 0.0).collect();
            mixture(points, kept)
        }))
    }
}

/// A mixture of points, its weights brought to sum to one.
fn mixture(points: &[Vec<f64>], mut weights: Vec<(usize, f64)>) -> Continuation {
    let total: f64 = weights.iter().map(|(_, w)| w).sum();
    for (_, w) in &mut weights {
        *w /= total;
    }
    let players = points.first().map_or(0, Vec::len);
    let payoffs = (0..players).map(|p| weights.iter().map(|&(k, w)| w * points[k][p]).sum());
    Continuation { payoffs: payoffs.collect(), weights }
}

/// Weights on points that come nearest to a point, and the distance (summed over players).
pub(super) fn nearest_mixture(
    points: &[Vec<f64>],
    target: &[f64],
) -> Result<(Vec<(usize, f64)>, f64), Unsolved> {
    let mut problem = variables!();
    let weights: Vec<Variable> = problem.add_vector(variable().min(0.0), points.len());
    let off: Vec<Variable> = problem.add_vector(variable().min(0.0), 2 * target.len());
    let miss = sum(&off, &vec![1.0; off.len()]);
    let mut model = problem.minimise(miss).using(microlp);
    model.add_constraint(constraint!(sum(&weights, &vec![1.0; points.len()]) == 1.0));
    for (p, &aim) in target.iter().enumerate() {
        let own: Vec<f64> = points.iter().map(|z| z[p]).collect();
        let made = sum(&weights, &own) + off[2 * p] - off[2 * p + 1];
        model.add_constraint(constraint!(made == aim));
    }
    let Some(solution) = solved(model.solve())? else {
        return Ok((Vec::new(), f64::INFINITY));
    };
    let kept = weights.iter().map(|v| solution.value(*v)).enumerate();
    let kept: Vec<(usize, f64)> = kept.filter(|(_, w)| *w > 0.0).collect();
    let miss = off.iter().map(|v| solution.value(*v)).sum();
    Ok((kept, miss))
}

fn sum(variables: &[Variable], coefficients: &[f64]) -> Expression {
    let terms = variables.iter().zip(coefficients).filter(|(_, c)| **c != 0.0);
    terms.map(|(v, c)| *c * *v).sum()
}

/// The solution of a program; none if nothing meets its lines.
fn solved<S>(result: Result<S, ResolutionError>) -> Result<Option<S>, Unsolved> {
    match result {
        Ok(solution) => Ok(Some(solution)),
        Err(ResolutionError::Infeasible) => Ok(None),
        Err(_) => Err(Unsolved),
    }
}
