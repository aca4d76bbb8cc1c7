//! Value and maximin mixture of a zero-sum game with positive integer payoffs, exactly.
//!
//! For payoffs `M > 0` to the row player, `max sum_t y_t` over `M y <= 1`, `y >= 0` equals `1 / v`,
//! and its dual solution `x` equals the row player's maximin mixture over `v` (Dantzig 1951). The
//! simplex method starts at the origin and takes the first improving variable (Bland 1977).

use crate::exact::{Integer, Tableau};
use dashu::integer::IBig;
use std::cmp::Ordering;

/// The row player's side of a solved zero-sum game.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Maximin {
    /// Whole weights of the mixture; probabilities are weights over `sum`.
    pub(crate) weights: Vec<IBig>,
    /// Sum of the weights.
    pub(crate) sum: IBig,
    /// The value of the game is `det / sum`.
    pub(crate) det: IBig,
}

/// Solves a zero-sum game given by lines of positive payoffs to the row player, one per strategy.
pub(crate) fn maximin(lines: &[Vec<IBig>]) -> Option<Maximin> {
    let (rows, columns) = (lines.len(), lines.first()?.len());
    let mut cells = Vec::with_capacity((rows + 1) * (columns + 1));
    for line in lines {
        cells.extend_from_slice(line);
        cells.push(IBig::ONE);
    }
    cells.extend((0..columns).map(|_| IBig::from(-1)));
    cells.push(IBig::ZERO);
    let mut tableau = Tableau::<IBig>::at_origin(rows, columns, &cells)?;
    while let Some(entering) = first_improving(&tableau) {
        // Positive payoffs bound every variable by one, and unbounded integers are never too wide.
        let leaving = tableau.leaving_row(entering)?;
        tableau = tableau.pivoted(leaving, entering).ok()?;
    }
    let mut weights = vec![IBig::ZERO; rows];
    for (column, &variable) in tableau.nonbasic().iter().enumerate() {
        if variable >= columns {
            weights[variable - columns].clone_from(tableau.cell(rows, column));
        }
    }
    Some(Maximin { weights, sum: tableau.cell(rows, columns).clone(), det: tableau.det().clone() })
}

/// Column of the least variable that raises the objective.
fn first_improving<T: Integer>(tableau: &Tableau<T>) -> Option<usize> {
    (0..tableau.columns())
        .filter(|&column| tableau.objective_sign(column) == Ordering::Less)
        .min_by_key(|&column| tableau.nonbasic()[column])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Value by hand: rock-paper-scissors where rock beats scissors twice over, shifted by 3.
    #[test]
    fn a_skewed_rock_paper_scissors() {
        let game = [[3, 2, 5], [4, 3, 2], [1, 4, 3]];
        let lines: Vec<Vec<IBig>> =
            game.iter().map(|line| line.iter().map(|&x| IBig::from(x)).collect()).collect();
        let solved = maximin(&lines).unwrap();
        assert_eq!(
            &solved.det,
            &(&solved.sum * 3),
            "a symmetric game has value 0 before the shift"
        );
        let weights: Vec<IBig> = solved.weights.iter().map(|w| w * 4 / &solved.sum).collect();
        assert_eq!(weights, [1.into(), 2.into(), 1.into()]);
    }
}
