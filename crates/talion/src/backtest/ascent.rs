//! The top of a smooth function of one or two numbers that are at least zero: Newton's method.
//!
//! Derivatives are central differences, so that a function may be anything that can be computed, such as
//! a likelihood whose model is solved again at every point. A step that does not go up is halved; at
//! zero a number that would fall stays where it is. Where the function ends, as the branch of a model does at
//! a fold, the climb ends with it, and says so.

/// Steps of Newton's method.
const MOST_STEPS: usize = 15;
/// Halvings of a step.
const HALVINGS: usize = 8;
/// Length of a difference as a share of a number, and at least.
const SHARE: f64 = 1e-3;
const LEAST: f64 = 1e-4;
/// A step at most doubles a number, or is at most so long.
const SHORT: f64 = 0.5;
/// Rise that is still worth a step.
const RISE: f64 = 1e-6;

/// The top found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Top<const N: usize> {
    pub(super) at: [f64; N],
    pub(super) value: f64,
    /// Largest slope left of a number that is free to move, per unit of log scale.
    pub(super) slope: f64,
    /// Whether the climb ended where the function does: going on upward it has no value.
    pub(super) edge: bool,
}

/// Where steps of one direction lead.
enum Line<const N: usize> {
    /// Upward; `cut` if longer steps led to where the function has no value.
    Up { next: [f64; N], value: f64, cut: bool },
    /// Nowhere higher; `cut` likewise.
    Stuck { cut: bool },
}

/// Climbs from a start; `None` if the function is not defined there.
pub(super) fn climb<const N: usize>(
    start: [f64; N],
    f: &mut dyn FnMut([f64; N]) -> Option<f64>,
) -> Option<Top<N>> {
    let (mut at, mut value) = (start, f(start)?);
    let (mut slope, mut edge) = (f64::INFINITY, false);
    for _ in 0..MOST_STEPS {
        let Some((gradient, hessian)) = derivatives(at, value, f) else {
            edge = true;
            break;
        };
        let free: [bool; N] = std::array::from_fn(|i| at[i] > 0.0 || gradient[i] > 0.0);
        slope = (0..N)
            .filter(|i| free[*i])
            .map(|i| (gradient[i] * at[i].max(LEAST)).abs())
            .fold(0.0, f64::max);
        let newton = newton_step(&gradient, &hessian, &free);
        // Where the function hardly curves Newton's method would leap out of sight.
        let step = std::array::from_fn(|i| {
            let most = at[i].max(SHORT);
            newton[i].clamp(-most, most)
        });
        let (rise, cut) = match line(at, value, step, f) {
            Line::Up { next, value: higher, cut } => {
                let rise = higher - value;
                (at, value) = (next, higher);
                (rise, cut)
            }
            Line::Stuck { cut } => (0.0, cut),
        };
        if rise <= RISE {
            edge = cut;
            break;
        }
    }
    Some(Top { at, value, slope, edge })
}

/// The first of ever shorter steps that goes up.
fn line<const N: usize>(
    at: [f64; N],
    value: f64,
    step: [f64; N],
    f: &mut dyn FnMut([f64; N]) -> Option<f64>,
) -> Line<N> {
    let (mut length, mut cut) = (1.0, false);
    for _ in 0..HALVINGS {
        let next: [f64; N] = std::array::from_fn(|i| (at[i] + length * step[i]).max(0.0));
        let found = f(next);
        if let Some(value) = found.filter(|higher| *higher > value) {
            return Line::Up { next, value, cut };
        }
        cut |= found.is_none();
        length /= 2.0;
    }
    Line::Stuck { cut }
}

/// Gradient and Hessian by central differences; one-sided where zero is near.
fn derivatives<const N: usize>(
    at: [f64; N],
    value: f64,
    f: &mut dyn FnMut([f64; N]) -> Option<f64>,
) -> Option<([f64; N], [[f64; N]; N])> {
    let step: [f64; N] = std::array::from_fn(|i| (SHARE * at[i]).max(LEAST));
    // Near zero the differences are taken around a point far enough from it.
    let middle: [f64; N] = std::array::from_fn(|i| at[i].max(step[i]));
    let centre = if middle == at { value } else { f(middle)? };
    let mut shifted = |moves: &[(usize, f64)]| {
        let mut x = middle;
        for (i, sign) in moves {
            x[*i] += sign * step[*i];
        }
        f(x)
    };
    let (mut gradient, mut hessian) = ([0.0; N], [[0.0; N]; N]);
    for i in 0..N {
        let (up, down) = (shifted(&[(i, 1.0)])?, shifted(&[(i, -1.0)])?);
        gradient[i] = (up - down) / (2.0 * step[i]);
        hessian[i][i] = (up - 2.0 * centre + down) / (step[i] * step[i]);
        for j in 0..i {
            let mixed = shifted(&[(i, 1.0), (j, 1.0)])?
                - shifted(&[(i, 1.0), (j, -1.0)])?
                - shifted(&[(i, -1.0), (j, 1.0)])?
                + shifted(&[(i, -1.0), (j, -1.0)])?;
            hessian[i][j] = mixed / (4.0 * step[i] * step[j]);
            hessian[j][i] = hessian[i][j];
        }
    }
    Some((gradient, hessian))
}

/// Newton's step where the function curves down; else each number by its own curvature, upward.
fn newton_step<const N: usize>(
    gradient: &[f64; N],
    hessian: &[[f64; N]; N],
    free: &[bool; N],
) -> [f64; N] {
    let free: Vec<usize> = (0..N).filter(|i| free[*i]).collect();
    let mut step = [0.0; N];
    if let [i, j] = free[..] {
        let (a, b, d) = (hessian[i][i], hessian[i][j], hessian[j][j]);
        let determinant = a * d - b * b;
        if a < 0.0 && determinant > 0.0 {
            step[i] = -(d * gradient[i] - b * gradient[j]) / determinant;
            step[j] = -(a * gradient[j] - b * gradient[i]) / determinant;
            return step;
        }
    }
    for i in free {
        step[i] = gradient[i] / hessian[i][i].abs().max(f64::MIN_POSITIVE);
    }
    step
}

#[cfg(test)]
mod tests {
    use super::climb;

    /// A quadratic with a ridge: top at (3, 2), found to the precision of the differences.
    #[test]
    fn the_top_of_a_ridge_is_found() {
        let mut ridge = |[x, y]: [f64; 2]| {
            let (u, v) = (x - 3.0, y - 2.0);
            Some(5.0 - (u - v) * (u - v) - 0.01 * (u + v) * (u + v))
        };
        let top = climb([1.0, 5.0], &mut ridge).unwrap();
        assert!((top.at[0] - 3.0).abs() < 1e-4 && (top.at[1] - 2.0).abs() < 1e-4, "{top:?}");
        assert!((top.value - 5.0).abs() < 1e-9 && !top.edge);
    }

    /// `-(x + 1)^2 - (y - 1)^2` over what is not negative: (0, 1), and -2.
    #[test]
    fn zero_is_a_wall() {
        let mut wall = |[x, y]: [f64; 2]| Some(-(x + 1.0) * (x + 1.0) - (y - 1.0) * (y - 1.0));
        let top = climb([2.0, 3.0], &mut wall).unwrap();
        assert_eq!(top.at[0], 0.0);
        assert!((top.at[1] - 1.0).abs() < 1e-4 && (top.value + 1.0).abs() < 1e-8);
    }

    /// `-(x - 2)^2` that ends at 1, as a branch does at a fold: there, still rising.
    #[test]
    fn an_edge_is_no_top() {
        let mut ends = |[x]: [f64; 1]| (x <= 1.0).then(|| -(x - 2.0) * (x - 2.0));
        let top = climb([0.5], &mut ends).unwrap();
        assert!(top.edge && top.at[0] <= 1.0 && top.at[0] > 0.99, "{top:?}");
        assert!(top.slope > 1.0);
    }

    /// Poisson counts 4, 1, 7 with rate x: the top of 12 ln x - 3 x is x = 4.
    #[test]
    fn a_likelihood_in_one_number() {
        let mut counts = |[x]: [f64; 1]| (x > 0.0).then(|| 12.0 * x.ln() - 3.0 * x);
        let top = climb([1.0], &mut counts).unwrap();
        assert!((top.at[0] - 4.0).abs() < 1e-3, "{top:?}");
    }
}
