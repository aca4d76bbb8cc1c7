//! The check on a deal: by how much some other deal could do better under the same rule.
//!
//! Every rule maximises a concave aim, and any pair of weights `w >= 0` bounds it from above through
//! the support function `h(w)` of what is feasible:
//!
//! - Nash: `sum w_p ln(u_p - d_p)` lies below its tangent, so no feasible point passes the deal by more
//!   than `h(l) - l.u` with `l_p = w_p / (u_p - d_p)` and `w` adding up to one;
//! - equal gains in units of `s`: `max min_p (u_p - d_p) / s_p = min { h(l) - l.d : l.s = 1 }`;
//! - a sum `c.u` above the disagreement point: `min { h(c + m) - m.d : m >= 0 }`.
//!
//! The minima are found by bisection on the slope, so that the bound owes nothing to how the deal was
//! found. Source: Boyd and Vandenberghe (2004), chapter 5.

use super::{BargainingError, BargainingProblem, DealRule};
use serde::{Deserialize, Serialize};

/// Halvings of an interval: past the last bit of a double.
const HALVINGS: usize = 120;
/// Largest price of a floor that is tried.
const HIGHEST_PRICE: f64 = 1e12;

/// How far a deal may be from what its rule asks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DealCertificate {
    /// How far shares leave what is allowed: 0 to 1, and probabilities that add up to one.
    pub infeasible: f64,
    /// The most that a player loses by the deal, over the disagreement; 0 if nobody does.
    pub shortfall: f64,
    /// No feasible deal passes this one by more in what the rule maximises: the logarithm of the Nash
    /// product, the smallest gain in units of the rule, or the sum.
    pub gap: f64,
    /// Best payoff of each player that leaves the other at its disagreement payoff.
    pub ideal: [f64; 2],
}

impl DealCertificate {
    /// Checks a deal.
    ///
    /// # Errors
    /// If the number of shares is wrong, or weights are not above zero.
    pub fn of(
        problem: &BargainingProblem,
        rule: DealRule,
        shares: &[f64],
    ) -> Result<Self, BargainingError> {
        let u = problem.payoffs(shares)?;
        let d = problem.disagreement();
        let gains = [u[0] - d[0], u[1] - d[1]];
        let bounds = Bounds { problem, d };
        let ideal = [bounds.best_for(0), bounds.best_for(1)];
        let gap = match rule {
            DealRule::Nash { weights } => bounds.nash_gap(check_weights(weights)?, u, gains),
            DealRule::KalaiSmorodinsky => {
                bounds.equal_gap(gains, [ideal[0] - d[0], ideal[1] - d[1]])
            }
            DealRule::Egalitarian => bounds.equal_gap(gains, [1.0, 1.0]),
            DealRule::Utilitarian => bounds.largest_sum() - (u[0] + u[1]),
            DealRule::BestFor { player } => ideal[player.min(1)] - u[player.min(1)],
        };
        let infeasible = infeasible(problem, shares);
        let shortfall = gains.into_iter().fold(0.0, |worst: f64, gain| worst.max(-gain));
        Ok(Self { infeasible, shortfall, gap, ideal })
    }
}

/// The best of the second player where the first has at least `first`, by the same bound; minus infinity
/// where the first cannot have it.
pub(super) fn best_with_floor(problem: &BargainingProblem, first: f64) -> f64 {
    if problem.furthest([1.0, 0.0])[0] < first {
        return f64::NEG_INFINITY;
    }
    let bounds = Bounds { problem, d: [first, 0.0] };
    bounds.above_floor([0.0, 1.0], 0)
}

/// Weights above zero, so that they add up to one.
fn check_weights(weights: [f64; 2]) -> Result<[f64; 2], BargainingError> {
    let sum = weights[0] + weights[1];
    if weights.iter().all(|w| *w > 0.0) && sum.is_finite() {
        Ok(weights.map(|w| w / sum))
    } else {
        Err(BargainingError::Weights { found: weights })
    }
}

fn infeasible(problem: &BargainingProblem, shares: &[f64]) -> f64 {
    let outside = shares.iter().fold(0.0, |worst: f64, x| worst.max(-x).max(x - 1.0));
    match problem.feasible() {
        super::Feasible::Issues(_) => outside,
        super::Feasible::Points(_) => outside.max((shares.iter().sum::<f64>() - 1.0).abs()),
    }
}

struct Bounds<'a> {
    problem: &'a BargainingProblem,
    d: [f64; 2],
}

impl Bounds<'_> {
    fn support(&self, w: [f64; 2]) -> f64 {
        dot(w, self.problem.furthest(w))
    }

    fn nash_gap(&self, w: [f64; 2], u: [f64; 2], gains: [f64; 2]) -> f64 {
        if gains.iter().any(|gain| *gain <= 0.0) {
            return f64::INFINITY;
        }
        let slopes = [w[0] / gains[0], w[1] / gains[1]];
        self.support(slopes) - dot(slopes, u)
    }

    /// `min { h(l) - l.d : l.s = 1, l >= 0 }` less the smallest gain in units of `s`.
    fn equal_gap(&self, gains: [f64; 2], s: [f64; 2]) -> f64 {
        if s.iter().any(|span| *span <= 0.0) {
            return f64::INFINITY;
        }
        let weights = |a: f64| [a / s[0], (1.0 - a) / s[1]];
        let value = |a: f64| {
            let w = weights(a);
            self.support(w) - dot(w, self.d)
        };
        let (mut low, mut high) = (0.0, 1.0);
        for _ in 0..HALVINGS {
            let middle = 0.5 * (low + high);
            let at = self.problem.furthest(weights(middle));
            let slope = (at[0] - self.d[0]) / s[0] - (at[1] - self.d[1]) / s[1];
            if slope < 0.0 { low = middle } else { high = middle }
        }
        value(low).min(value(high)) - (gains[0] / s[0]).min(gains[1] / s[1])
    }

    fn best_for(&self, player: usize) -> f64 {
        let mut aim = [0.0, 0.0];
        aim[player] = 1.0;
        self.above_floor(aim, 1 - player)
    }

    /// The largest sum of payoffs with both above the disagreement point: at most one floor binds.
    fn largest_sum(&self) -> f64 {
        self.above_floor([1.0, 1.0], 0).min(self.above_floor([1.0, 1.0], 1))
    }

    /// `min { h(c + m e_q) - m d_q : m >= 0 }`.
    fn above_floor(&self, aim: [f64; 2], floor: usize) -> f64 {
        let weights = |m: f64| {
            let mut w = aim;
            w[floor] += m;
            w
        };
        let value = |m: f64| self.support(weights(m)) - m * self.d[floor];
        let enough = |m: f64| self.problem.furthest(weights(m))[floor] >= self.d[floor];
        if enough(0.0) {
            return value(0.0);
        }
        let (mut low, mut high) = (0.0, 1.0);
        while !enough(high) && high < HIGHEST_PRICE {
            (low, high) = (high, 4.0 * high);
        }
        for _ in 0..HALVINGS {
            let middle = 0.5 * (low + high);
            if enough(middle) { high = middle } else { low = middle }
        }
        value(low).min(value(high))
    }
}

fn dot(a: [f64; 2], b: [f64; 2]) -> f64 {
    a[0] * b[0] + a[1] * b[1]
}

#[cfg(test)]
mod tests {
    use super::super::{BargainingProblem, Feasible};
    use super::*;

    fn kinked() -> BargainingProblem {
        let points = Feasible::Points(vec![[0.0, 0.0], [0.0, 6.0], [8.0, 2.0], [8.0, 0.0]]);
        let players = ["1".to_owned(), "2".to_owned()];
        BargainingProblem::new("", players, [0.0, 0.0], points).unwrap()
    }

    /// `0 <= u1 <= 8`, `u2 >= 0`, `u1 + 2 u2 <= 12`: ideal (8, 6), by hand.
    #[test]
    fn the_ideal_is_that_of_the_definition() {
        let nash = DealRule::Nash { weights: [1.0, 1.0] };
        let check = DealCertificate::of(&kinked(), nash, &[0.0, 0.25, 0.75, 0.0]).unwrap();
        assert_eq!(check.ideal, [8.0, 6.0]);
        assert!(check.gap.abs() < 1e-14, "{check:?}");
    }

    /// (8, 2) has the product 16, the best (6, 3) has 18: the bound must not be below ln(18/16).
    #[test]
    fn a_worse_deal_leaves_a_gap() {
        let nash = DealRule::Nash { weights: [1.0, 1.0] };
        let check = DealCertificate::of(&kinked(), nash, &[0.0, 0.0, 1.0, 0.0]).unwrap();
        assert!(check.gap >= 0.5 * (18.0_f64 / 16.0).ln(), "{check:?}");
        for rule in [DealRule::Egalitarian, DealRule::KalaiSmorodinsky] {
            let check = DealCertificate::of(&kinked(), rule, &[0.0, 0.0, 1.0, 0.0]).unwrap();
            assert!(check.gap > 0.1, "{rule:?}: {check:?}");
        }
    }

    #[test]
    fn a_disagreement_point_beyond_reach_is_refused() {
        let points = Feasible::Points(vec![[0.0, 6.0], [8.0, 2.0]]);
        let players = ["1".to_owned(), "2".to_owned()];
        let error = BargainingProblem::new("", players, [4.0, 4.5], points).unwrap_err();
        assert!(
            matches!(error, BargainingError::DisagreementOutside { best, .. } if best == 4.0),
            "{error}"
        );
    }
}
