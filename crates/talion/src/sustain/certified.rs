//! Whether what was found of a repeated game is within tolerance.

use talion_game::{PlayerId, RepeatedGame, Termination};
use talion_solve::repeated::Sustain;

/// Largest gain from a deviation, over the payoff range, that counts as certified.
const MOST_GAIN: f64 = 1e-8;
/// The same where the set was approximated.
const MOST_GAIN_OF_APPROXIMATION: f64 = 1e-6;

/// Why the answer is not certified; nothing if it is.
pub fn doubt(game: &RepeatedGame, found: &Sustain) -> Option<String> {
    let ended = found.payoff_set.as_ref().map(|set| set.termination);
    let ended = ended.or(found.approximation.as_ref().map(|set| set.termination));
    if ended != Some(Termination::Converged) {
        return Some("the set of payoffs had not settled when the work stopped".to_owned());
    }
    let check = found.check.as_ref()?;
    let most = if found.payoff_set.is_some() { MOST_GAIN } else { MOST_GAIN_OF_APPROXIMATION };
    let range = (0..game.stage().player_count())
        .map(|p| game.stage().payoff_range(PlayerId(p)))
        .fold(1.0, f64::max);
    // Written so that what is not a number is a doubt.
    let within = check.one_shot_gain <= most * range;
    (!within).then(|| format!("somebody gains {:e} by a deviation", check.one_shot_gain))
}
