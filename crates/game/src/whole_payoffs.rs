//! The same game in other units: whole payoffs, which doubles hold exactly.
//!
//! Multiplying all payoffs of a player by a positive number changes no best reply, so the game has
//! the same equilibria, and a method that is exact in doubles is exact for the rationals of a file.

use crate::{NormalForm, PlayerId, Rational};
use dashu::base::Gcd;
use dashu::integer::{IBig, UBig};

/// Whole numbers up to here are doubles.
const MOST_WHOLE: u64 = 1 << 53;

impl NormalForm {
    /// The game with each player's payoffs times their common denominator, where some payoff is not a
    /// double; the game as it is where all are. `None` if a whole payoff would not be a double.
    pub fn with_whole_payoffs(&self) -> Option<Self> {
        if self.exact_payoffs(PlayerId(0)).is_none() {
            return Some(self.clone());
        }
        let mut payoffs = Vec::with_capacity(self.player_count());
        for p in (0..self.player_count()).map(PlayerId) {
            payoffs.push(whole(self.exact_payoffs(p)?)?);
        }
        Self::new(self.title(), self.players().to_vec(), payoffs).ok()
    }
}

fn whole(payoffs: &[Rational]) -> Option<Vec<f64>> {
    let denominator = payoffs.iter().try_fold(UBig::ONE, |lcm, value| {
        let common = (&lcm).gcd(value.denominator());
        let lcm = lcm * (value.denominator() / common);
        // Past this no payoff but zero could be a double.
        (lcm <= UBig::from(MOST_WHOLE)).then_some(lcm)
    })?;
    payoffs
        .iter()
        .map(|value| {
            let whole = value.numerator() * IBig::from(&denominator / value.denominator());
            let whole = i64::try_from(whole).ok()?;
            (whole.unsigned_abs() <= MOST_WHOLE).then_some(whole as f64)
        })
        .collect()
}
