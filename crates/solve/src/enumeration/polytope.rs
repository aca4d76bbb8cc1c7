//! The best-response polytopes of a two-player game, in integers.
//!
//! With `B` the payoffs of the column player, `P = { x >= 0 : sum_i B_ij x_i <= 1 for all j }`; its
//! nonzero vertices, scaled to sum one, are the corners of the row player's best-reply regions, and
//! the tight inequalities say which strategies are unplayed and which replies are best (von
//! Stengel, "Equilibrium computation for two-player games in strategic and extensive form", in
//! *Algorithmic Game Theory*, 2007). `Q` is the same for the row player's payoffs.
//!
//! Adding a number to all payoffs against one strategy `i`, and measuring `x_i` in another unit,
//! change no best reply. Both are used to keep the integers small: payoffs against `i` start at
//! zero and have no common factor.

use crate::exact::{Integer, Tableau, whole_payoffs};
use dashu::base::Gcd;
use dashu::integer::{IBig, UBig};
use talion_game::{NormalForm, PlayerId};

/// One of the two polytopes, with what leads back from its vertices to mixed strategies.
#[derive(Debug, Clone)]
pub(crate) struct Polytope {
    /// Replies of the other player: the inequalities.
    rows: usize,
    /// Strategies of the player whose mixtures are the points.
    columns: usize,
    /// Coefficients, `rows` lines of `columns`.
    coefficients: Vec<IBig>,
    /// Unit of every coordinate: strategy weight = coordinate / unit.
    units: Vec<UBig>,
    /// Label of the first strategy and of the first reply.
    offsets: [usize; 2],
}

impl Polytope {
    /// The polytope of a player's mixtures; labels number the strategies of player 1, then 2.
    pub(crate) fn of(game: &NormalForm, player: PlayerId) -> Self {
        let other = PlayerId(1 - player.0);
        let [rows, columns] = [other, player].map(|p| game.strategy_count(p));
        let payoffs = whole_payoffs(game, other);
        let (step, own) = (game.stride(other), game.stride(player));
        let mut coefficients = vec![IBig::ZERO; rows * columns];
        let mut units = Vec::with_capacity(columns);
        for column in 0..columns {
            let against: Vec<IBig> =
                (0..rows).map(|row| payoffs[row * step + column * own].clone()).collect();
            let (reduced, unit) = reduced(against);
            for (row, value) in reduced.into_iter().enumerate() {
                coefficients[row * columns + column] = value;
            }
            units.push(unit);
        }
        let first = game.strategy_count(PlayerId(0));
        let offsets = if player.0 == 0 { [0, first] } else { [first, 0] };
        Self { rows, columns, coefficients, units, offsets }
    }

    pub(crate) fn label_count(&self) -> usize {
        self.rows + self.columns
    }

    /// Label of a variable of the tableau (structural variables first).
    pub(crate) fn label(&self, variable: usize) -> usize {
        if variable < self.columns {
            self.offsets[0] + variable
        } else {
            self.offsets[1] + variable - self.columns
        }
    }

    pub(crate) fn strategy_count(&self) -> usize {
        self.columns
    }

    pub(crate) fn reply_count(&self) -> usize {
        self.rows
    }

    pub(crate) fn coefficient(&self, row: usize, column: usize) -> &IBig {
        &self.coefficients[row * self.columns + column]
    }

    pub(crate) fn unit(&self, column: usize) -> &UBig {
        &self.units[column]
    }

    /// The tableau at the origin, which maximises minus the sum of the coordinates: the origin is
    /// the only optimum, and every simplex path ends there.
    pub(crate) fn tableau<T: Integer>(&self) -> Option<Tableau<T>> {
        let mut cells = Vec::with_capacity((self.rows + 1) * (self.columns + 1));
        for line in self.coefficients.chunks_exact(self.columns) {
            cells.extend_from_slice(line);
            cells.push(IBig::ONE);
        }
        cells.extend((0..self.columns).map(|_| IBig::ONE));
        cells.push(IBig::ZERO);
        Tableau::at_origin(self.rows, self.columns, &cells)
    }
}

/// Payoffs against one strategy, less their minimum and over their greatest common factor, which is
/// returned too. A player who is indifferent gets ones, so that the polytope stays bounded.
fn reduced(against: Vec<IBig>) -> (Vec<IBig>, UBig) {
    let least = against.iter().min().cloned().unwrap_or(IBig::ZERO);
    let mut shifted: Vec<IBig> = against.into_iter().map(|x| x - &least).collect();
    // The gcd of 0 and 0 is not defined in the library, so zeros are left out.
    let unit = shifted
        .iter()
        .filter(|x| **x != IBig::ZERO)
        .map(|x| x.clone().into_parts().1)
        .reduce(Gcd::gcd);
    match unit {
        Some(unit) => {
            let divisor = IBig::from(unit.clone());
            for x in &mut shifted {
                *x = &*x / &divisor;
            }
            (shifted, unit)
        }
        None => (vec![IBig::ONE; shifted.len()], UBig::ONE),
    }
}
