//! Solution of a linear system known by its products only.
//!
//! Saad and Schultz (1986): right-preconditioned GMRES, `A M^-1 u = b`, `x = M^-1 u`, by Arnoldi
//! with modified Gram-Schmidt (twice) and Givens rotations.

/// Solves `A x = b` to a relative residual of `tolerance` in at most `limit` products.
///
/// `preconditioner` divides a vector by an easy stand-in for `A`.
pub(crate) fn gmres<E>(
    mut product: impl FnMut(&[f64]) -> Result<Vec<f64>, E>,
    preconditioner: impl Fn(&[f64]) -> Vec<f64>,
    b: &[f64],
    tolerance: f64,
    limit: usize,
) -> Result<Vec<f64>, E> {
    let size = norm(b);
    if size == 0.0 {
        return Ok(vec![0.0; b.len()]);
    }
    let mut basis = vec![scaled(b, 1.0 / size)];
    let mut columns: Vec<Vec<f64>> = Vec::new();
    let mut rotations: Vec<(f64, f64)> = Vec::new();
    let mut right = vec![size];
    for step in 0..limit.min(b.len()) {
        let mut w = product(&preconditioner(&basis[step]))?;
        let mut column = orthogonalise(&mut w, &basis);
        let below = norm(&w);
        for (row, (c, s)) in rotations.iter().enumerate() {
            let (top, bottom) = (column[row], column[row + 1]);
            (column[row], column[row + 1]) = (c * top + s * bottom, c * bottom - s * top);
        }
        let length = column[step].hypot(below);
        if length == 0.0 || !length.is_finite() {
            break;
        }
        let (c, s) = (column[step] / length, below / length);
        column[step] = length;
        rotations.push((c, s));
        columns.push(column);
        let last = right[step];
        right[step] = c * last;
        right.push(-s * last);
        if right[step + 1].abs() <= tolerance * size || below <= 1e-14 * length {
            break;
        }
        basis.push(scaled(&w, 1.0 / below));
    }
    let weights = back_substitute(&columns, &right);
    let mut u = vec![0.0; b.len()];
    for (weight, v) in weights.iter().zip(&basis) {
        for (u, v) in u.iter_mut().zip(v) {
            *u += weight * v;
        }
    }
    Ok(preconditioner(&u))
}

/// Takes the basis out of `w`; returns the coefficients, with a zero for the next one.
fn orthogonalise(w: &mut [f64], basis: &[Vec<f64>]) -> Vec<f64> {
    let mut column = vec![0.0; basis.len() + 1];
    for _ in 0..2 {
        for (entry, v) in column.iter_mut().zip(basis) {
            let along: f64 = w.iter().zip(v).map(|(w, v)| w * v).sum();
            *entry += along;
            for (w, v) in w.iter_mut().zip(v) {
                *w -= along * v;
            }
        }
    }
    column
}

fn back_substitute(columns: &[Vec<f64>], right: &[f64]) -> Vec<f64> {
    let n = columns.len();
    let mut weights = right[..n].to_vec();
    for row in (0..n).rev() {
        for later in row + 1..n {
            weights[row] -= columns[later][row] * weights[later];
        }
        weights[row] /= columns[row][row];
    }
    weights
}

fn norm(a: &[f64]) -> f64 {
    a.iter().map(|x| x * x).sum::<f64>().sqrt()
}

fn scaled(a: &[f64], by: f64) -> Vec<f64> {
    a.iter().map(|x| x * by).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn solves_a_nonsymmetric_system_in_as_many_products_as_unknowns() {
        let a = [[4.0, 1.0, -2.0], [0.5, -3.0, 1.0], [2.0, 0.0, 5.0]];
        let product = |x: &[f64]| -> Result<Vec<f64>, ()> {
            Ok(a.iter().map(|row| row.iter().zip(x).map(|(a, x)| a * x).sum()).collect())
        };
        let expected = [1.0, -2.0, 0.5];
        let b = product(&expected).unwrap();
        let divide = |x: &[f64]| vec![x[0] / 4.0, x[1] / -3.0, x[2] / 5.0];
        let solved = gmres(product, divide, &b, 1e-14, 3).unwrap();
        for (x, e) in solved.iter().zip(expected) {
            assert!((x - e).abs() < 1e-12, "{solved:?}");
        }
    }
}
