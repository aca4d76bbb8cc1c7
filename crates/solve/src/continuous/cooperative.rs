//! What players agree on when they set all instruments together.
//!
//! - weighted sum: `max sum_p w_p u_p`
//! - Nash (1950): `max prod_p (u_p - d_p)^{w_p}` over `u > d`
//! - Kalai and Smorodinsky (1975): `max min_p (u_p - d_p) / (I_p - d_p)`, with `I_p` the best payoff
//!   of `p` that leaves nobody below `d`; equal gains in any other units likewise (Kalai 1977)
//! - the best for one: `max u_p` over `u >= d`.

use super::aim::{Aim, ratios, tilted};
use super::bounded::{Maximum, Stop};
use super::constrained::best_above_floors;
use super::joint::JointGame;
use super::nash::filling;
use super::options::ReplyOptions;
use super::reply::best_of;
use super::solution::Agreement;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use talion_game::{
    ContinuousError, ContinuousGame, Observer, PlayerCheck, PlayerId, Termination, check_game,
};

/// Sharpness of the soft minimum, in multiples of the reciprocal span, at first and at most.
const SHARPNESS: (f64, f64) = (10.0, 1e3);
/// Most updates of the multipliers of the soft minimum.
const UPDATES: usize = 60;
/// Ratios nearer than this are equal.
const EQUAL: f64 = 1e-9;

/// How an agreement is picked from what is feasible.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "rule")]
#[non_exhaustive]
pub enum Rule {
    /// The largest weighted sum of payoffs.
    WeightedSum {
        /// Weight of every player.
        weights: Vec<f64>,
    },
    /// The largest weighted Nash product.
    Nash {
        /// Bargaining power of every player.
        weights: Vec<f64>,
        /// Payoffs without agreement.
        disagreement: Vec<f64>,
    },
    /// Equal shares of the ideal gains.
    KalaiSmorodinsky {
        /// Payoffs without agreement.
        disagreement: Vec<f64>,
    },
    /// Gains that are equal in units of these: the largest smallest one.
    EqualGains {
        /// Unit of every player's gain.
        units: Vec<f64>,
        /// Payoffs without agreement.
        disagreement: Vec<f64>,
    },
    /// The best for one player that leaves no other below its disagreement payoff.
    BestFor {
        /// The player.
        player: usize,
        /// Payoffs without agreement.
        disagreement: Vec<f64>,
    },
}

/// The agreement under a rule.
///
/// # Errors
/// If the game is not sound, a list has the wrong length, the model has no payoff at the status quo,
/// or no point gives every player more than its disagreement payoff.
pub fn cooperate(
    game: &dyn ContinuousGame,
    rule: &Rule,
    options: &ReplyOptions,
    observer: &dyn Observer,
) -> Result<Agreement, ContinuousError> {
    check_game(game)?;
    let talks = Talks { game, options, observer };
    match rule {
        Rule::WeightedSum { weights } => {
            talks.length("the list of weights", weights)?;
            let aim = Aim::WeightedSum(weights.clone());
            let (best, steps) = talks.best(&aim, &talks.starts())?;
            talks.agreement(best, steps, aim, weights, Vec::new(), Vec::new())
        }
        Rule::Nash { weights, disagreement } => {
            talks.length("the list of weights", weights)?;
            talks.length("the list of disagreement payoffs", disagreement)?;
            let (start, before) = talks.common_gain(disagreement)?;
            let product = |weights: Vec<f64>| Aim::NashProduct {
                weights,
                disagreement: disagreement.clone(),
            };
            // In units of payoff: gains may be a hundredth of a percent, and logs of them steep.
            let at_start = product(weights.clone()).at(&talks.payoffs(&start)?);
            let steepness = at_start.map_or(1.0, |(_, slopes)| slopes.iter().sum());
            let aim = product(weights.iter().map(|w| w / steepness).collect());
            let (best, steps) = talks.best(&aim, &[start])?;
            let payoffs = talks.payoffs(&best.x)?;
            let slopes = aim.at(&payoffs).map(|(_, slopes)| slopes).unwrap_or_default();
            talks.agreement(best, before + steps, aim, &slopes, disagreement.clone(), Vec::new())
        }
        Rule::KalaiSmorodinsky { disagreement } => {
            talks.length("the list of disagreement payoffs", disagreement)?;
            talks.kalai_smorodinsky(disagreement)
        }
        Rule::EqualGains { units, disagreement } => {
            talks.length("the list of units", units)?;
            talks.length("the list of disagreement payoffs", disagreement)?;
            let (start, before) = talks.common_gain(disagreement)?;
            talks.equal_gains(disagreement, units, start, before, Vec::new())
        }
        Rule::BestFor { player, disagreement } => {
            talks.length("the list of disagreement payoffs", disagreement)?;
            talks.best_for(*player, disagreement)
        }
    }
}

struct Talks<'a> {
    game: &'a dyn ContinuousGame,
    options: &'a ReplyOptions,
    observer: &'a dyn Observer,
}

impl Talks<'_> {
    fn length(&self, what: &'static str, list: &[f64]) -> Result<(), ContinuousError> {
        let (found, expected) = (list.len(), self.game.players().len());
        if found == expected {
            Ok(())
        } else {
            Err(ContinuousError::Length { what, found, expected })
        }
    }

    fn stop(&self) -> Stop {
        Stop { tolerance: self.options.tolerance, steps: self.options.steps }
    }

    fn starts(&self) -> Vec<Vec<f64>> {
        let fillings = (1..=self.options.starts).map(|index| filling(self.game, index).concat());
        std::iter::once(self.game.status_quo().concat()).chain(fillings).collect()
    }

    fn payoffs(&self, x: &[f64]) -> Result<Vec<f64>, ContinuousError> {
        let split = JointGame::new(self.game, Aim::WeightedSum(Vec::new()));
        self.game.session().payoffs(&split.split(x))
    }

    /// The best of climbs from several starts, and the steps of all.
    fn best(&self, aim: &Aim, starts: &[Vec<f64>]) -> Result<(Maximum, u64), ContinuousError> {
        let joint = JointGame::new(self.game, aim.clone());
        let climb = |start: &Vec<f64>| {
            if self.observer.stopped() { None } else { joint.climb(start, self.stop()) }
        };
        let climbs: Vec<Option<Maximum>> = starts.par_iter().map(climb).collect();
        let steps = climbs.iter().flatten().map(|c| c.steps as u64).sum();
        let best = best_of(climbs.into_iter().flatten()).ok_or_else(|| {
            ContinuousError::NoPayoff { cause: "no joint climb has a start with one".to_owned() }
        })?;
        Ok((best, steps))
    }

    /// A point at which everybody gains over the disagreement, by the largest smallest gain.
    fn common_gain(&self, disagreement: &[f64]) -> Result<(Vec<f64>, u64), ContinuousError> {
        let n = disagreement.len();
        let at_status_quo = self.payoffs(&self.game.status_quo().concat())?;
        let spread =
            at_status_quo.iter().zip(disagreement).map(|(u, d)| (u - d).abs()).fold(1e-3, f64::max);
        let aim = Aim::SoftMin {
            disagreement: disagreement.to_vec(),
            span: vec![spread; n],
            multipliers: vec![1.0 / n as f64; n],
            sharpness: SHARPNESS.0,
        };
        let (best, steps) = self.best(&aim, &self.starts())?;
        let payoffs = self.payoffs(&best.x)?;
        let smallest =
            payoffs.iter().zip(disagreement).map(|(u, d)| u - d).fold(f64::INFINITY, f64::min);
        if smallest > 0.0 {
            Ok((best.x, steps))
        } else {
            Err(ContinuousError::NoAgreement { found: smallest })
        }
    }

    fn kalai_smorodinsky(&self, disagreement: &[f64]) -> Result<Agreement, ContinuousError> {
        let (start, mut steps) = self.common_gain(disagreement)?;
        let mut ideal = Vec::with_capacity(disagreement.len());
        for player in 0..disagreement.len() {
            self.observer.progress("ideal payoffs", player as u64, disagreement.len() as u64);
            let (game, stop) = (self.game, self.stop());
            let best = best_above_floors(game, player, disagreement, &start, stop, self.observer)?;
            steps += best.steps;
            ideal.push(best.payoffs[player]);
        }
        let span: Vec<f64> = ideal.iter().zip(disagreement).map(|(i, d)| i - d).collect();
        if let Some(&found) = span.iter().find(|s| s.is_nan() || **s <= 0.0) {
            return Err(ContinuousError::NoAgreement { found });
        }
        self.equal_gains(disagreement, &span, start, steps, ideal)
    }

    fn equal_gains(
        &self,
        disagreement: &[f64],
        span: &[f64],
        start: Vec<f64>,
        steps: u64,
        ideal: Vec<f64>,
    ) -> Result<Agreement, ContinuousError> {
        let (best, multipliers, climbed) = self.equal_shares(disagreement, span, start)?;
        let slopes: Vec<f64> = multipliers.iter().zip(span).map(|(m, s)| m / s).collect();
        let aim = Aim::WeightedSum(shares(&slopes));
        self.agreement(best, steps + climbed, aim, &slopes, disagreement.to_vec(), ideal)
    }

    fn best_for(&self, player: usize, disagreement: &[f64]) -> Result<Agreement, ContinuousError> {
        let players = disagreement.len();
        if player >= players {
            return Err(ContinuousError::NoSuchPlayer { found: player, players });
        }
        let (start, steps) = self.common_gain(disagreement)?;
        let (game, stop) = (self.game, self.stop());
        let found = best_above_floors(game, player, disagreement, &start, stop, self.observer)?;
        let (value, converged) = (found.payoffs[player], found.converged);
        let best = Maximum { x: found.x, value, steps: 0, converged };
        let aim = Aim::WeightedSum(shares(&found.multipliers));
        let (weights, iterations) = (&found.multipliers, steps + found.steps);
        self.agreement(best, iterations, aim, weights, disagreement.to_vec(), Vec::new())
    }

    /// The largest smallest ratio, with the multipliers that hold the ratios together.
    fn equal_shares(
        &self,
        disagreement: &[f64],
        span: &[f64],
        start: Vec<f64>,
    ) -> Result<(Maximum, Vec<f64>, u64), ContinuousError> {
        let n = span.len();
        let mut multipliers = vec![1.0 / n as f64; n];
        let (mut sharpness, mut from, mut steps) = (SHARPNESS.0, start, 0);
        let mut best;
        let mut updates = 0;
        loop {
            let aim = Aim::SoftMin {
                disagreement: disagreement.to_vec(),
                span: span.to_vec(),
                multipliers: multipliers.clone(),
                sharpness,
            };
            let climbed;
            (best, climbed) = self.best(&aim, std::slice::from_ref(&from))?;
            steps += climbed;
            updates += 1;
            let ratios = ratios(&self.payoffs(&best.x)?, disagreement, span);
            let lowest = ratios.iter().copied().fold(f64::INFINITY, f64::min);
            (multipliers, _) = tilted(&ratios, &multipliers, sharpness, lowest);
            // Ratios above the smallest must carry no weight.
            let gap: f64 = ratios.iter().zip(&multipliers).map(|(r, m)| m * (r - lowest)).sum();
            if gap <= EQUAL {
                return Ok((best, multipliers, steps));
            }
            if updates == UPDATES || self.observer.stopped() {
                best.converged = false;
                return Ok((best, multipliers, steps));
            }
            sharpness = (2.0 * sharpness).min(SHARPNESS.1);
            from.clone_from(&best.x);
        }
    }

    fn agreement(
        &self,
        best: Maximum,
        iterations: u64,
        aim: Aim,
        slopes: &[f64],
        disagreement: Vec<f64>,
        ideal: Vec<f64>,
    ) -> Result<Agreement, ContinuousError> {
        let joint = JointGame::new(self.game, aim);
        let levels = vec![best.x];
        let check = PlayerCheck::of(&joint, &levels, PlayerId(0), &self.options.budget)?;
        let point = joint.split(&levels[0]);
        let values = self.game.session().payoffs(&point)?;
        let termination = if self.observer.stopped() {
            Termination::Interrupted
        } else if best.converged {
            Termination::Converged
        } else {
            Termination::IterationLimit
        };
        Ok(Agreement {
            point,
            values,
            disagreement,
            ideal,
            weights: shares(slopes),
            check,
            termination,
            iterations,
        })
    }
}

fn shares(slopes: &[f64]) -> Vec<f64> {
    let sum: f64 = slopes.iter().sum();
    slopes.iter().map(|s| s / sum).collect()
}
