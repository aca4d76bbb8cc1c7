//! Values of a Markov chain: `w = r + delta P w`, by the stabilised method of biconjugate gradients.
//!
//! Van der Vorst (1992), `BiCGSTAB`. The matrix `I - delta P` is diagonally dominant and its condition number is at
//! most `(1 + delta) / (1 - delta)`, so that plain recurrences do.

/// Products after which an attempt ends.
const MOST_PRODUCTS: usize = 2_000;

/// A chain as a sparse matrix by rows.
pub(super) struct Rows {
    pub(super) first: Vec<usize>,
    pub(super) to: Vec<u32>,
    pub(super) probability: Vec<f64>,
}

impl Rows {
    /// `x - delta P x`.
    fn apply(&self, delta: f64, x: &[f64]) -> Vec<f64> {
        let row = |at: usize| {
            let range = self.first[at]..self.first[at + 1];
            let ways = self.to[range.clone()].iter().zip(&self.probability[range]);
            x[at] - delta * ways.map(|(to, p)| p * x[*to as usize]).sum::<f64>()
        };
        (0..x.len()).map(row).collect()
    }

    /// Solves `w - delta P w = r` from a guess, to a residual relative to the right-hand side.
    pub(super) fn values(
        &self,
        delta: f64,
        r: &[f64],
        mut w: Vec<f64>,
        tolerance: f64,
    ) -> Vec<f64> {
        let size = norm(r);
        if size == 0.0 {
            return vec![0.0; r.len()];
        }
        let mut residual = minus(r, &self.apply(delta, &w));
        let shadow = residual.clone();
        let (mut rho, mut alpha, mut omega) = (1.0, 1.0, 1.0);
        let (mut v, mut p) = (vec![0.0; r.len()], vec![0.0; r.len()]);
        for _ in 0..MOST_PRODUCTS / 2 {
            if norm(&residual) <= tolerance * size {
                break;
            }
            let next = dot(&shadow, &residual);
            let beta = next / rho * (alpha / omega);
            rho = next;
            for ((p, v), r) in p.iter_mut().zip(&v).zip(&residual) {
                *p = r + beta * (*p - omega * v);
            }
            v = self.apply(delta, &p);
            alpha = rho / dot(&shadow, &v);
            let half: Vec<f64> = residual.iter().zip(&v).map(|(r, v)| r - alpha * v).collect();
            let t = self.apply(delta, &half);
            omega = dot(&t, &half) / dot(&t, &t);
            if !(alpha.is_finite() && omega.is_finite()) {
                // The directions are spent, which happens at the end: half a step may be left.
                if alpha.is_finite() {
                    w.iter_mut().zip(&p).for_each(|(w, p)| *w += alpha * p);
                }
                break;
            }
            for ((w, p), s) in w.iter_mut().zip(&p).zip(&half) {
                *w += alpha * p + omega * s;
            }
            residual = half.iter().zip(&t).map(|(s, t)| s - omega * t).collect();
        }
        w
    }
}

fn minus(a: &[f64], b: &[f64]) -> Vec<f64> {
    a.iter().zip(b).map(|(a, b)| a - b).collect()
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn norm(a: &[f64]) -> f64 {
    dot(a, a).sqrt()
}

#[cfg(test)]
mod tests {
    use super::Rows;

    /// Two states, the first left with 1/4, the second for good: `w_2 = r_2 / (1 - d)`,
    /// `w_1 = (r_1 + d w_2 / 4) / (1 - 3 d / 4)`.
    #[test]
    fn two_states_by_hand() {
        let rows =
            Rows { first: vec![0, 2, 3], to: vec![0, 1, 1], probability: vec![0.75, 0.25, 1.0] };
        let (d, r) = (0.99, [2.0, -3.0]);
        let second = r[1] / (1.0 - d);
        let first = (r[0] + d * second / 4.0) / (1.0 - 0.75 * d);
        let found = rows.values(d, &r, vec![0.0; 2], 1e-14);
        assert!((found[0] - first).abs() < 1e-11 * first.abs());
        assert!((found[1] - second).abs() < 1e-11 * second.abs());
    }
}
