//! The unknowns of an equilibrium: wages, prices, sales, incomes.

use crate::economy::Calibration;
use crate::outcome::Outcome;

/// A point that is, or may become, an equilibrium. Regional arrays run sector by sector.
#[derive(Debug, Clone)]
pub(crate) struct State {
    /// `log w^` by region.
    pub(crate) log_wage: Vec<f64>,
    /// `log P^`; 0 where nothing is bought.
    pub(crate) log_price: Vec<f64>,
    /// `R'` in US$ million; 0 where a producer has lost every market.
    pub(crate) sales: Vec<f64>,
    /// `I'` in US$ million.
    pub(crate) income: Vec<f64>,
}

impl State {
    pub(crate) fn baseline(cal: &Calibration) -> Self {
        Self {
            log_wage: vec![0.0; cal.n],
            log_price: vec![0.0; cal.n * cal.m],
            sales: cal.sales.clone(),
            income: cal.income.clone(),
        }
    }

    /// The point at which an outcome stands; `None` if it belongs to an economy of another size.
    pub(crate) fn of(cal: &Calibration, outcome: &Outcome) -> Option<Self> {
        let mut state = Self::baseline(cal);
        state.copy_outcome(outcome).then_some(state)
    }

    /// Moves to where an outcome stands, without allocating. `false`, and nothing moved, if it
    /// belongs to an economy of another size.
    pub(crate) fn copy_outcome(&mut self, outcome: &Outcome) -> bool {
        let (n, m) = (outcome.regions, outcome.sectors);
        if self.income.len() != n || self.sales.len() != n * m {
            return false;
        }
        for (log, wage) in self.log_wage.iter_mut().zip(&outcome.wage_hat) {
            *log = wage.ln();
        }
        for at in 0..n * m {
            let by_region = (at % n) * m + at / n;
            self.log_price[at] = outcome.price_hat[by_region].ln();
            self.sales[at] = outcome.sales[by_region];
        }
        self.income.copy_from_slice(&outcome.income);
        true
    }

    /// Copies another point without allocating.
    pub(crate) fn copy_from(&mut self, other: &Self) {
        self.log_wage.copy_from_slice(&other.log_wage);
        self.log_price.copy_from_slice(&other.log_price);
        self.sales.copy_from_slice(&other.sales);
        self.income.copy_from_slice(&other.income);
    }

    /// `from` moved by `length` along a step in logs.
    pub(crate) fn advance(&mut self, from: &Self, step: &Step, length: f64) {
        let add = |to: &mut [f64], from: &[f64], step: &[f64]| {
            for ((to, from), step) in to.iter_mut().zip(from).zip(step) {
                *to = from + length * step;
            }
        };
        let scale = |to: &mut [f64], from: &[f64], step: &[f64]| {
            for ((to, from), step) in to.iter_mut().zip(from).zip(step) {
                *to = from * (length * step).exp();
            }
        };
        add(&mut self.log_wage, &from.log_wage, &step.wage);
        add(&mut self.log_price, &from.log_price, &step.price);
        scale(&mut self.sales, &from.sales, &step.sales);
        scale(&mut self.income, &from.income, &step.income);
    }

    /// The largest difference in the log of a wage or of sales.
    pub(crate) fn distance(&self, other: &Self) -> f64 {
        let wages = self.log_wage.iter().zip(&other.log_wage).map(|(a, b)| (a - b).abs());
        let logs = |a: &f64, b: &f64| if a == b { 0.0 } else { (a / b).ln().abs() };
        let sales = self.sales.iter().zip(&other.sales).map(|(a, b)| logs(a, b));
        wages.chain(sales).fold(0.0, f64::max)
    }

    /// The line through two points in logs, `ratio` further past `self` than `self` is past
    /// `before`.
    pub(crate) fn extrapolate(&self, before: &Self, ratio: f64) -> Self {
        let add = |now: &[f64], then: &[f64]| -> Vec<f64> {
            let pairs = now.iter().zip(then);
            pairs.map(|(now, then)| now + ratio * (now - then)).collect()
        };
        let scale = |now: &[f64], then: &[f64]| -> Vec<f64> {
            let pairs = now.iter().zip(then);
            pairs
                .map(
                    |(&now, &then)| {
                        if now > 0.0 && then > 0.0 { now * (now / then).powf(ratio) } else { now }
                    },
                )
                .collect()
        };
        Self {
            log_wage: add(&self.log_wage, &before.log_wage),
            log_price: add(&self.log_price, &before.log_price),
            sales: scale(&self.sales, &before.sales),
            income: scale(&self.income, &before.income),
        }
    }
}

/// A change of every unknown, in logs.
#[derive(Debug, Clone)]
pub(crate) struct Step {
    pub(crate) wage: Vec<f64>,
    pub(crate) price: Vec<f64>,
    pub(crate) sales: Vec<f64>,
    pub(crate) income: Vec<f64>,
}

impl Step {
    pub(crate) fn zero(n: usize, m: usize) -> Self {
        Self {
            wage: vec![0.0; n],
            price: vec![0.0; n * m],
            sales: vec![0.0; n * m],
            income: vec![0.0; n],
        }
    }

    /// Copies another change without allocating.
    pub(crate) fn copy_from(&mut self, other: &Self) {
        self.wage.copy_from_slice(&other.wage);
        self.price.copy_from_slice(&other.price);
        self.sales.copy_from_slice(&other.sales);
        self.income.copy_from_slice(&other.income);
    }

    /// Adds `length` times another change.
    pub(crate) fn add(&mut self, other: &Self, length: f64) {
        let parts = [
            (&mut self.wage, &other.wage),
            (&mut self.price, &other.price),
            (&mut self.sales, &other.sales),
            (&mut self.income, &other.income),
        ];
        for (to, from) in parts {
            to.iter_mut().zip(from).for_each(|(to, from)| *to += length * from);
        }
    }

    /// The Euclidean length of the change.
    pub(crate) fn length(&self) -> f64 {
        let parts = [&self.wage, &self.price, &self.sales, &self.income];
        parts.into_iter().flatten().map(|x| x * x).sum::<f64>().sqrt()
    }

    /// Multiplies the change by a number.
    pub(crate) fn scale(&mut self, by: f64) {
        for part in [&mut self.wage, &mut self.price, &mut self.sales, &mut self.income] {
            for x in part {
                *x *= by;
            }
        }
    }

    /// The largest change of any unknown.
    pub(crate) fn norm(&self) -> f64 {
        let parts = [&self.wage, &self.price, &self.sales, &self.income];
        let entries = parts.into_iter().flatten();
        entries.fold(0.0, |norm, x| {
            // A NaN must not hide behind `max`.
            if x.is_nan() { f64::INFINITY } else { f64::max(norm, x.abs()) }
        })
    }
}
