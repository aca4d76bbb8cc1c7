//! How near an equilibrium is to a fold: the smallest singular value of its Jacobian.
//!
//! `J` is the whole Jacobian, of all conditions (log prices and sales, incomes and payrolls
//! relative) in the logs of all unknowns. The inverse of `J'J` is applied to a vector by one
//! transposed solve and one plain one; doing so again and again turns any vector towards the one
//! that `J` shrinks most (inverse iteration; Golub and Van Loan 2013, section 8.2). What it is
//! stretched by is `1/sigma^2` in the end, and never more before.

use super::jacobian::Jacobian;
use super::local::Point;
use super::multipliers::Multipliers;
use super::state::Step;
use crate::economy::Calibration;

const ITERATIONS: usize = 200;

/// Storage for the iteration, and the vector that it has come to.
pub(crate) struct Conditioner {
    vector: Step,
    gaps: Step,
    multipliers: Multipliers,
}

impl Conditioner {
    pub(crate) fn new(cal: &Calibration) -> Self {
        let mut vector = Step::zero(cal.n, cal.m);
        // Any start will do that is not at right angles to the answer, as a symmetric one might be.
        let parts = [&mut vector.wage, &mut vector.price, &mut vector.sales, &mut vector.income];
        for (k, x) in parts.into_iter().flatten().enumerate() {
            *x = 1.0 + (0.618_034 * k as f64).fract();
        }
        let gaps = Step::zero(cal.n, cal.m);
        Self { vector, gaps, multipliers: Multipliers::new(cal) }
    }

    /// The smallest singular value at a point where the Jacobian has been worked out, to a relative
    /// accuracy or to the end of patience.
    pub(crate) fn smallest(
        &mut self,
        at: &Point<'_>,
        jacobian: &mut Jacobian,
        accuracy: f64,
    ) -> f64 {
        let mut sigma = f64::INFINITY;
        for _ in 0..ITERATIONS {
            self.vector.scale(1.0 / self.vector.length());
            self.multipliers.solve(jacobian, at, &self.vector);
            self.multipliers.gap_values(&mut self.gaps);
            jacobian.respond(at, &self.gaps);
            self.vector.copy_from(&jacobian.step);
            let now = self.vector.length().sqrt().recip();
            let done = (sigma - now).abs() <= accuracy * now;
            sigma = now;
            if done {
                break;
            }
        }
        sigma
    }
}

#[cfg(test)]
mod tests {
    use faer::Mat;

    use super::super::local::Point;
    use super::super::newton::Workspace;
    use super::super::state::{State, Step};
    use super::super::terms::Target;
    use super::Conditioner;
    use crate::data::Dataset;
    use crate::economy::Economy;
    use crate::options::EconomyOptions;

    fn flat(step: &Step) -> Vec<f64> {
        let parts = [&step.wage, &step.price, &step.sales, &step.income];
        parts.into_iter().flatten().copied().collect()
    }

    fn entry(step: &mut Step, k: usize) -> Option<&mut f64> {
        let parts = [&mut step.wage, &mut step.price, &mut step.sales, &mut step.income];
        parts.into_iter().flatten().nth(k)
    }

    /// The inverse, column by column, has a dense decomposition of its own.
    #[test]
    fn it_is_one_over_the_largest_singular_value_of_the_inverse() {
        let dataset = Dataset::embedded("us-china-2017").unwrap();
        for set in ["lashkaripour-lugovskyy-2023", "simonovska-waugh-2014"] {
            let options =
                EconomyOptions { elasticities: Some(set.to_owned()), ..EconomyOptions::default() };
            let economy = Economy::new(&dataset, &options).unwrap();
            let cal = economy.calibration();
            let mut work = Workspace::new(cal);
            let policy = economy.baseline_policy();
            work.set_policy(Target { policy: &policy, deficits: 1.0 }, 1.0).unwrap();
            let state = State::baseline(cal);
            work.sign(&state);
            let Workspace { terms, sweep, jacobian, .. } = &mut work;
            let at = Point { cal, terms, state: &state, sweep };
            let size = 2 * (cal.n + cal.n * cal.m);
            let inverse: Vec<Vec<f64>> = (0..size)
                .map(|k| {
                    let mut unit = Step::zero(cal.n, cal.m);
                    *entry(&mut unit, k).unwrap() = 1.0;
                    jacobian.respond(&at, &unit);
                    flat(&jacobian.step)
                })
                .collect();
            let dense = Mat::from_fn(size, size, |row, column| inverse[column][row]);
            let largest = dense.singular_values().unwrap()[0];
            let found = Conditioner::new(cal).smallest(&at, jacobian, 1e-14);
            assert!((found * largest - 1.0).abs() < 1e-6, "{set}: {found} {}", 1.0 / largest);
        }
    }
}
