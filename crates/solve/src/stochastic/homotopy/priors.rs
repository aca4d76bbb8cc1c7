//! Priors from a seed: points drawn evenly from the simplices of everybody's mixed actions.
//!
//! The draws of one prior depend on the seed and its number alone, so that priors can be drawn and
//! followed in any order. Numbers come from `SplitMix64` (Steele, Lea and Flood, OOPSLA 2014).

use talion_game::StochasticGame;

/// The random prior of a number: one probability per slot.
pub(super) fn random_prior(game: &StochasticGame, seed: u64, number: u64) -> Vec<f64> {
    let mut draws = SplitMix(seed.wrapping_mul(0xD134_2543_DE82_EF95) ^ number.rotate_left(32));
    draws.next();
    let mut prior = Vec::with_capacity(game.slot_count());
    for state in game.states() {
        for player in 0..game.player_count() {
            let count = game.action_count(state, talion_game::PlayerId(player));
            // Exponential draws over their sum are even on the simplex.
            let drawn: Vec<f64> = (0..count).map(|_| -draws.open_unit().ln()).collect();
            let sum: f64 = drawn.iter().sum();
            prior.extend(drawn.into_iter().map(|x| x / sum));
        }
    }
    prior
}

struct SplitMix(u64);

impl SplitMix {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// Strictly between zero and one.
    fn open_unit(&mut self) -> f64 {
        ((self.next() >> 11) as f64 + 0.5) / (1_u64 << 53) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::SplitMix;

    /// The first numbers from seed 1234567, as the generator's authors publish them.
    #[test]
    fn published_numbers() {
        let mut draws = SplitMix(1_234_567);
        let found: Vec<u64> = (0..3).map(|_| draws.next()).collect();
        assert_eq!(
            found,
            [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]
        );
    }
}
