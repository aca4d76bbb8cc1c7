//! The payoffs of a game as integers, whether its file had doubles or fractions.
//!
//! Multiplying all payoffs of a player by one positive number changes no best reply, so integers in
//! units of a common denominator give the same equilibria as the payoffs themselves.

use super::common_integers;
use dashu::base::Gcd;
use dashu::integer::{IBig, UBig};
use talion_game::{NormalForm, PlayerId, Rational};

/// A player's payoffs times the least positive number that makes them all whole, in the order of the
/// payoff tensor.
pub(crate) fn whole_payoffs(game: &NormalForm, player: PlayerId) -> Vec<IBig> {
    match game.exact_payoffs(player) {
        Some(exact) => over_common_denominator(exact.iter()),
        None => common_integers(game.payoffs(player)),
    }
}

/// All players' payoffs in one unit, player by player.
pub(crate) fn whole_payoffs_in_one_unit(game: &NormalForm) -> Vec<Vec<IBig>> {
    let players = (0..game.player_count()).map(PlayerId);
    let exact: Option<Vec<&[Rational]>> = players.clone().map(|p| game.exact_payoffs(p)).collect();
    let flat = match exact {
        Some(exact) => over_common_denominator(exact.into_iter().flatten()),
        None => common_integers(&players.map(|p| game.payoffs(p)).collect::<Vec<_>>().concat()),
    };
    flat.chunks(game.profile_count()).map(<[IBig]>::to_vec).collect()
}

fn over_common_denominator<'a>(values: impl Iterator<Item = &'a Rational> + Clone) -> Vec<IBig> {
    let denominator = values.clone().fold(UBig::ONE, |lcm, value| {
        let common = (&lcm).gcd(value.denominator());
        lcm * (value.denominator() / common)
    });
    values.map(|value| value.numerator() * IBig::from(&denominator / value.denominator())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use talion_game::Player;

    #[test]
    fn thirds_and_tenths_become_whole() {
        let exact = |texts: [&str; 2]| texts.map(|text| text.parse().unwrap()).to_vec();
        let player = |m: usize| Player { label: String::new(), strategies: vec![String::new(); m] };
        let game = NormalForm::from_rationals(
            "",
            vec![player(2), player(1)],
            vec![exact(["1/3", "-1/2"]), exact(["0.1", "2"])],
        )
        .unwrap();
        assert_eq!(whole_payoffs(&game, PlayerId(0)), [2.into(), (-3).into()]);
        assert_eq!(whole_payoffs(&game, PlayerId(1)), [1.into(), 20.into()]);
        let both = whole_payoffs_in_one_unit(&game);
        assert_eq!(both, [vec![10.into(), (-15).into()], vec![3.into(), 60.into()]]);
    }
}
