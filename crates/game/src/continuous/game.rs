//! Games over boxes: what a method may ask of a game whose players move continuous instruments.

use super::ContinuousError;
use crate::PlayerId;
use serde::{Deserialize, Serialize};

/// Levels of all instruments: one vector per player, in the order of the game.
pub type Point = Vec<Vec<f64>>;

/// One thing that a player sets, and how far it may go.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Instrument {
    /// Name of the instrument.
    pub label: String,
    /// Lowest level allowed, in the game's own coordinate.
    pub lower: f64,
    /// Highest level allowed.
    pub upper: f64,
}

impl Instrument {
    /// An instrument by its name and bounds.
    pub fn new(label: impl Into<String>, lower: f64, upper: f64) -> Self {
        Self { label: label.into(), lower, upper }
    }

    /// The allowed level nearest to `level`.
    pub fn clip(&self, level: f64) -> f64 {
        level.max(self.lower).min(self.upper)
    }

    /// Whether a bound keeps the level from going where the slope points.
    pub fn is_held(&self, level: f64, slope: f64) -> bool {
        (level <= self.lower && slope < 0.0) || (level >= self.upper && slope > 0.0)
    }

    /// Distance between the bounds.
    pub fn width(&self) -> f64 {
        self.upper - self.lower
    }
}

/// A player's label and its instruments.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ContinuousPlayer {
    /// Name of the player.
    pub label: String,
    /// What it sets, in order.
    pub instruments: Vec<Instrument>,
}

/// A game in which every player sets a vector of levels within bounds, with smooth payoffs.
///
/// The game itself is immutable and shared between threads; each thread works in a
/// [`ContinuousSession`] of its own.
pub trait ContinuousGame: Sync {
    /// The players with their instruments; the same at every call.
    fn players(&self) -> &[ContinuousPlayer];

    /// A fresh session: scratch space and warm start, as of nobody having asked anything yet.
    fn session(&self) -> Box<dyn ContinuousSession + Send + '_>;

    /// Where play stands before the game: where methods start first. The middle of every box,
    /// unless the game knows better.
    fn status_quo(&self) -> Point {
        self.players()
            .iter()
            .map(|p| p.instruments.iter().map(|i| 0.5 * (i.lower + i.upper)).collect())
            .collect()
    }
}

/// Scratch space and warm start of one thread of work on a [`ContinuousGame`].
///
/// Two calls in a row at the same point should cost one solution of the model. What a session
/// answers depends on what it was asked before by rounding only. Methods take derivatives by
/// differences, and may ask for points that lie outside the boxes by up to 1e-4.
pub trait ContinuousSession {
    /// Every player's payoff at a point.
    ///
    /// # Errors
    /// [`ContinuousError::NoPayoff`] where the model has none.
    fn payoffs(&mut self, point: &[Vec<f64>]) -> Result<Vec<f64>, ContinuousError>;

    /// A player's payoff at a point, and its derivatives in the instruments of all players, written
    /// to `gradient` (which has the shape of the point).
    ///
    /// # Errors
    /// [`ContinuousError::NoPayoff`] where the model has none.
    fn gradient(
        &mut self,
        player: PlayerId,
        point: &[Vec<f64>],
        gradient: &mut [Vec<f64>],
    ) -> Result<f64, ContinuousError>;

    /// Derivatives of some players' payoffs in their own instruments at a point, stacked in the order
    /// of `movers`. A model that can share work between players at one point does so here.
    ///
    /// # Errors
    /// [`ContinuousError::NoPayoff`] where the model has no payoff.
    fn own_gradients(
        &mut self,
        movers: &[PlayerId],
        point: &[Vec<f64>],
    ) -> Result<Vec<f64>, ContinuousError> {
        let mut gradient: Point = point.iter().map(|levels| vec![0.0; levels.len()]).collect();
        let mut own = Vec::new();
        for &mover in movers {
            self.gradient(mover, point, &mut gradient)?;
            own.extend_from_slice(&gradient[mover.0]);
        }
        Ok(own)
    }

    /// Rough size of the second derivative of each player's payoff in each of its instruments at a
    /// point, all positive, if the game knows: methods then need not estimate by how much instruments
    /// differ in weight. Being several times too large or too small does no harm.
    fn curvature_scale(&mut self, point: &[Vec<f64>]) -> Option<Point> {
        let _ = point;
        None
    }

    /// Residual of the model's own equilibrium conditions at the last point asked about; zero for
    /// a game whose payoffs are closed forms.
    fn residual(&self) -> f64 {
        0.0
    }
}

/// Whether a game can be played: players, instruments, bounds that do not cross.
///
/// # Errors
/// The first thing found wrong.
pub fn check_game(game: &dyn ContinuousGame) -> Result<(), ContinuousError> {
    if game.players().is_empty() {
        return Err(ContinuousError::NoPlayers);
    }
    for player in game.players() {
        if player.instruments.is_empty() {
            return Err(ContinuousError::NoInstruments { player: player.label.clone() });
        }
        let crossed =
            |i: &&Instrument| !(i.lower.is_finite() && i.upper.is_finite() && i.lower <= i.upper);
        if let Some(instrument) = player.instruments.iter().find(crossed) {
            return Err(ContinuousError::Bounds {
                player: player.label.clone(),
                instrument: instrument.label.clone(),
                lower: instrument.lower,
                upper: instrument.upper,
            });
        }
    }
    Ok(())
}

/// Whether a point belongs to a game: right lengths, every level within its bounds.
///
/// # Errors
/// The first thing found wrong with the game or the point.
pub fn check_point(game: &dyn ContinuousGame, point: &[Vec<f64>]) -> Result<(), ContinuousError> {
    check_game(game)?;
    let expected = game.players().len();
    if point.len() != expected {
        return Err(ContinuousError::PlayerCount { found: point.len(), expected });
    }
    for (player, levels) in game.players().iter().zip(point) {
        if levels.len() != player.instruments.len() {
            return Err(ContinuousError::InstrumentCount {
                player: player.label.clone(),
                found: levels.len(),
                expected: player.instruments.len(),
            });
        }
        for (instrument, &value) in player.instruments.iter().zip(levels) {
            if !(instrument.lower <= value && value <= instrument.upper) {
                return Err(ContinuousError::OutOfBounds {
                    player: player.label.clone(),
                    instrument: instrument.label.clone(),
                    value,
                    lower: instrument.lower,
                    upper: instrument.upper,
                });
            }
        }
    }
    Ok(())
}
