//! The check of a correlated equilibrium: what could anyone gain by not following its advice?

use crate::{GameError, NormalForm, PlayerId, StrategyId};
use serde::{Deserialize, Serialize};

/// When a player decides whether to follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Obedience {
    /// After it has heard its advice: correlated equilibrium (Aumann 1974).
    Correlated,
    /// Before, for good: coarse correlated equilibrium (Moulin and Vial 1978).
    CoarseCorrelated,
}

/// One way of not following, and what it gains.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Disobedience {
    /// Who does not follow.
    pub player: PlayerId,
    /// The advice that is not followed; any, for coarse correlation.
    pub advised: Option<StrategyId>,
    /// What is played instead.
    pub played: StrategyId,
    /// Expected gain, weighted by the probability of the advice.
    pub gain: f64,
}

/// Largest gain from disobedience, computed from the game and the distribution alone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CorrelatedCertificate {
    /// Largest gain; at most zero, up to rounding, at an equilibrium. A player with one strategy has
    /// nothing to gain.
    pub max_gain: f64,
    /// The disobedience with the largest gain, if any player has a choice.
    pub worst: Option<Disobedience>,
    /// Distance of the sum of all probabilities from one.
    pub sum_error: f64,
    /// Size of the most negative probability; zero for none.
    pub negativity: f64,
    /// Expected payoff of every player.
    pub values: Vec<f64>,
}

impl CorrelatedCertificate {
    /// Certificate of a distribution over pure profiles, in the order of the payoff tensors.
    ///
    /// # Errors
    /// If there is not one probability per profile, or one is not finite.
    pub fn of(
        game: &NormalForm,
        obedience: Obedience,
        distribution: &[f64],
    ) -> Result<Self, GameError> {
        let expected = game.profile_count();
        let finite = distribution.iter().all(|p| p.is_finite());
        if distribution.len() != expected || !finite {
            let found = format!("{} numbers, all finite: {finite}", distribution.len());
            let player = "(all jointly)".to_owned();
            return Err(GameError::NotAProbability { player, expected, found });
        }
        let mut worst: Option<Disobedience> = None;
        for player in (0..game.player_count()).map(PlayerId) {
            for found in disobediences(game, obedience, distribution, player) {
                if worst.as_ref().is_none_or(|w| found.gain > w.gain) {
                    worst = Some(found);
                }
            }
        }
        let expectation = |player: usize| {
            let payoffs = game.payoffs(PlayerId(player));
            payoffs.iter().zip(distribution).map(|(u, p)| u * p).sum()
        };
        Ok(Self {
            max_gain: worst.as_ref().map_or(0.0, |w| w.gain),
            worst,
            sum_error: (distribution.iter().sum::<f64>() - 1.0).abs(),
            negativity: distribution.iter().fold(0.0, |most, p| f64::max(most, -p)),
            values: (0..game.player_count()).map(expectation).collect(),
        })
    }
}

/// Every way in which a player may disobey, with its gain.
fn disobediences(
    game: &NormalForm,
    obedience: Obedience,
    distribution: &[f64],
    player: PlayerId,
) -> Vec<Disobedience> {
    let (stride, count) = (game.stride(player), game.strategy_count(player));
    let payoffs = game.payoffs(player);
    let mut gains = vec![vec![0.0; count]; count];
    for (profile, &p) in distribution.iter().enumerate() {
        let advised = profile / stride % count;
        let base = profile - advised * stride;
        for (played, gain) in gains[advised].iter_mut().enumerate() {
            *gain += p * (payoffs[base + played * stride] - payoffs[profile]);
        }
    }
    let of = |advised, played: usize, gain| {
        let played = StrategyId(played);
        Disobedience { player, advised, played, gain }
    };
    match obedience {
        Obedience::Correlated => (0..count)
            .flat_map(|a| (0..count).filter(move |&b| b != a).map(move |b| (a, b)))
            .map(|(a, b)| of(Some(StrategyId(a)), b, gains[a][b]))
            .collect(),
        Obedience::CoarseCorrelated => (0..count)
            .filter(|_| count > 1)
            .map(|b| of(None, b, gains.iter().map(|line| line[b]).sum()))
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Chicken (Aumann 1974; Fudenberg and Tirole 1991): a third each on all profiles but the crash.
    #[test]
    fn chicken_with_a_mediator() {
        let game = NormalForm::bimatrix(
            [("a", vec!["yield", "dare"]), ("b", vec!["yield", "dare"])],
            &[vec![6.0, 2.0], vec![7.0, 0.0]],
            &[vec![6.0, 7.0], vec![2.0, 0.0]],
        )
        .unwrap();
        let check =
            |p: [f64; 4]| CorrelatedCertificate::of(&game, Obedience::Correlated, &p).unwrap();
        let third = 1.0 / 3.0;
        let good = check([third, third, third, 0.0]);
        // Told to yield: 6/3 + 2/3 from following against 7/3 + 0 from daring, a loss of 1/3.
        assert!((good.max_gain + third).abs() < 1e-15);
        assert_eq!(good.values, [5.0, 5.0]);
        let bad = check([1.0, 0.0, 0.0, 0.0]);
        assert_eq!((bad.max_gain, bad.worst.unwrap().played), (1.0, StrategyId(1)));
        let short = CorrelatedCertificate::of(&game, Obedience::Correlated, &[1.0]);
        assert!(short.is_err());
    }
}
