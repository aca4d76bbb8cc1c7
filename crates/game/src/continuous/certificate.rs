//! The check of a point of a continuous game that anyone can repeat.

use super::search::Search;
use super::{
    ContinuousError, ContinuousGame, Curvature, SearchBudget, SearchEffort, check_point,
    largest_curvature,
};
use crate::PlayerId;
use rayon::prelude::*;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Which end of its box an instrument stands at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// The lower bound.
    Lower,
    /// The upper bound.
    Upper,
}

/// An instrument that stands at a bound.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ActiveBound {
    /// Place among the player's instruments.
    pub instrument: usize,
    /// Which bound.
    pub side: Side,
    /// Derivative of the player's payoff in the instrument. Where it points out of the box, the
    /// bound costs the player something.
    pub gradient: f64,
}

/// What one player could gain at a point by changing its own instruments.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlayerCheck {
    /// The player.
    pub player: PlayerId,
    /// Payoff at the point.
    pub value: f64,
    /// Largest absolute entry of the projected gradient: derivatives in the player's own
    /// instruments, without those that point out of the box at a bound.
    pub projected_gradient: f64,
    /// The instrument with that entry.
    pub steepest: usize,
    /// Second-order check in the instruments that are free to move.
    pub curvature: Curvature,
    /// Largest gain found by the independent search; never negative.
    pub gain: f64,
    /// The player's levels that bring it.
    pub deviation: Vec<f64>,
    /// Instruments at a bound.
    pub active: Vec<ActiveBound>,
    /// Residual of the model at the point.
    pub residual: f64,
    /// Work of the search.
    pub effort: SearchEffort,
}

impl PlayerCheck {
    /// Checks one player at a point, others held.
    ///
    /// # Errors
    /// If the point does not belong to the game, or the model has no payoff there.
    pub fn of(
        game: &dyn ContinuousGame,
        point: &[Vec<f64>],
        player: PlayerId,
        budget: &SearchBudget,
    ) -> Result<Self, ContinuousError> {
        check_point(game, point)?;
        let players = game.players().len();
        let owner = game
            .players()
            .get(player.0)
            .ok_or(ContinuousError::NoSuchPlayer { found: player.0, players })?;
        let mut session = game.session();
        let mut gradient: Vec<Vec<f64>> = point.iter().map(|x| vec![0.0; x.len()]).collect();
        let value = session.gradient(player, point, &mut gradient)?;
        let residual = session.residual();
        let (mut projected_gradient, mut steepest) = (0.0, 0);
        let mut active = Vec::new();
        for (k, instrument) in owner.instruments.iter().enumerate() {
            let (level, slope) = (point[player.0][k], gradient[player.0][k]);
            let side = if level <= instrument.lower {
                Some(Side::Lower)
            } else {
                (level >= instrument.upper).then_some(Side::Upper)
            };
            active.extend(side.map(|side| ActiveBound { instrument: k, side, gradient: slope }));
            // A NaN must not pass for a small entry.
            if !instrument.is_held(level, slope)
                && (slope.is_nan() || slope.abs() > projected_gradient)
            {
                (projected_gradient, steepest) = (slope.abs(), k);
            }
        }
        let curvature = largest_curvature(game, session.as_mut(), player, point)?;
        let mut search = Search::new(session.as_mut(), player, &owner.instruments, point);
        let (best, deviation) = search.run(value, budget);
        let effort = search.effort;
        let gain = (best - value).max(0.0);
        Ok(Self {
            player,
            value,
            projected_gradient,
            steepest,
            curvature,
            gain,
            deviation,
            active,
            residual,
            effort,
        })
    }
}

/// What the players could gain at a point, computed from the game and the point alone.
///
/// Unlike the certificate of a finite game this one cannot be a proof: it says what a search of
/// stated size did not find. The first- and second-order entries are exact up to rounding.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ContinuousCertificate {
    /// The largest gain that the search found for any player.
    pub max_gain: f64,
    /// The largest entry of any player's projected gradient.
    pub projected_gradient: f64,
    /// Largest residual of the model's own equilibrium conditions at the point.
    pub residual: f64,
    /// What the search was allowed, for every player.
    pub budget: SearchBudget,
    /// Every player that moves, in the order of the game.
    pub players: Vec<PlayerCheck>,
}

impl ContinuousCertificate {
    /// Certificate of a point, all players free to deviate.
    ///
    /// # Errors
    /// If the point does not belong to the game, or the model has no payoff there.
    pub fn of(
        game: &dyn ContinuousGame,
        point: &[Vec<f64>],
        budget: &SearchBudget,
    ) -> Result<Self, ContinuousError> {
        let all: Vec<PlayerId> = (0..game.players().len()).map(PlayerId).collect();
        Self::of_players(game, point, &all, budget)
    }

    /// Certificate of a point when only some players can move.
    ///
    /// # Errors
    /// If the point does not belong to the game, or the model has no payoff there.
    pub fn of_players(
        game: &dyn ContinuousGame,
        point: &[Vec<f64>],
        movers: &[PlayerId],
        budget: &SearchBudget,
    ) -> Result<Self, ContinuousError> {
        check_point(game, point)?;
        let players: Vec<PlayerCheck> = movers
            .par_iter()
            .map(|&player| PlayerCheck::of(game, point, player, budget))
            .collect::<Result<_, _>>()?;
        let largest = |of: fn(&PlayerCheck) -> f64| players.iter().map(of).fold(0.0, nan_max);
        Ok(Self {
            max_gain: largest(|p| p.gain),
            projected_gradient: largest(|p| p.projected_gradient),
            residual: largest(|p| p.residual),
            budget: *budget,
            players,
        })
    }

    /// The player with the largest gain; `None` if nobody was found to gain.
    pub fn worst(&self) -> Option<&PlayerCheck> {
        self.players.iter().filter(|p| p.gain > 0.0).max_by(|a, b| a.gain.total_cmp(&b.gain))
    }
}

/// The larger of two numbers; NaN if one is.
fn nan_max(a: f64, b: f64) -> f64 {
    if a.is_nan() || b.is_nan() { f64::NAN } else { a.max(b) }
}
