//! What methods for continuous games hand back: points, payoffs, certificates, and why they stopped.

use serde::{Deserialize, Serialize};
use std::time::Duration;
use talion_game::{ContinuousCertificate, PlayerCheck, PlayerId, Point, Termination};

/// A player's best reply to the others' levels.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BestResponse {
    /// The point with the player's reply in it.
    pub point: Point,
    /// Every player's payoff there.
    pub values: Vec<f64>,
    /// The player's check: gradient, curvature, bounds that it stands at, gain by another search.
    pub check: PlayerCheck,
    /// Why the climb to the best of the starts ended.
    pub termination: Termination,
    /// Quasi-Newton steps over all starts.
    pub iterations: u64,
}

/// A point at which no player was found to gain.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ContinuousEquilibrium {
    /// Levels of all instruments.
    pub point: Point,
    /// Payoff of every player.
    pub values: Vec<f64>,
    /// The check, computed from the game and the point alone.
    pub certificate: ContinuousCertificate,
}

/// What became of one start.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Run {
    /// Where it began.
    pub start: Point,
    /// Why it stopped.
    pub termination: Termination,
    /// Sweeps of best responses.
    pub sweeps: u64,
    /// Newton steps on the stacked conditions.
    pub newton_steps: u64,
    /// Rest points from which the certificate's search found a profitable deviation.
    pub rejected: u64,
    /// Position of the equilibrium it came to.
    pub equilibrium: Option<usize>,
    /// Why play could not go on, if the model had no payoff where it led.
    pub failure: Option<String>,
    /// Where it stopped.
    pub end: Point,
}

impl Run {
    /// A start from which play ran into a point without payoffs.
    pub(super) fn failed(start: Point, cause: String) -> Self {
        Self {
            end: start.clone(),
            start,
            termination: Termination::IterationLimit,
            sweeps: 0,
            newton_steps: 0,
            rejected: 0,
            equilibrium: None,
            failure: Some(cause),
        }
    }
}

/// Equilibria found from all starts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ContinuousSolution {
    /// Name of the method.
    pub method: String,
    /// All distinct equilibria, in the order in which they were found.
    pub equilibria: Vec<ContinuousEquilibrium>,
    /// `Converged` if there is an equilibrium; else why the first start stopped.
    pub termination: Termination,
    /// Sweeps and Newton steps over all starts.
    pub iterations: u64,
    /// Every start.
    pub runs: Vec<Run>,
    /// Time taken. Left out of every comparison.
    #[serde(skip)]
    pub elapsed: Duration,
}

/// A leader's optimum over the equilibrium reactions of the others.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Leadership {
    /// Who moves first.
    pub leader: PlayerId,
    /// Levels of all instruments.
    pub point: Point,
    /// Payoff of every player.
    pub values: Vec<f64>,
    /// Check of the leader in the game in which every deviation of its own is answered.
    pub leading: PlayerCheck,
    /// Check of the followers, the leader held.
    pub following: ContinuousCertificate,
    /// Why the climb ended.
    pub termination: Termination,
    /// Quasi-Newton steps over all starts.
    pub iterations: u64,
}

/// What players agree on when they set all instruments together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Agreement {
    /// Levels of all instruments.
    pub point: Point,
    /// Payoff of every player.
    pub values: Vec<f64>,
    /// Payoff of every player without agreement; empty under a weighted sum, which needs none.
    pub disagreement: Vec<f64>,
    /// Best payoff of every player that leaves the others no worse off than without agreement; only
    /// under the Kalai-Smorodinsky rule.
    pub ideal: Vec<f64>,
    /// Weights with which the agreement maximises the weighted sum of payoffs to first order,
    /// adding up to one.
    pub weights: Vec<f64>,
    /// Check of the joint choice in the game of one player who holds all instruments and maximises
    /// that weighted sum (or the Nash product, under that rule).
    pub check: PlayerCheck,
    /// Why the climb ended.
    pub termination: Termination,
    /// Quasi-Newton steps over all stages.
    pub iterations: u64,
}

/// A point of the Pareto frontier of two players.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FrontierPoint {
    /// Levels of all instruments.
    pub point: Point,
    /// The two payoffs.
    pub values: Vec<f64>,
    /// Weights with which the point maximises the weighted sum of the payoffs to first order, adding
    /// up to one. Minus their ratio is the slope of the frontier.
    pub weights: [f64; 2],
    /// Largest entry of the projected gradient of that weighted sum.
    pub projected_gradient: f64,
    /// Whether the climb met its tolerance.
    pub converged: bool,
}

/// Pareto frontier of two players, from the first player's best end to the second's.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Frontier {
    /// Points at equal steps of the second player's payoff.
    pub points: Vec<FrontierPoint>,
    /// `Converged`, or `Interrupted` with the points that were finished.
    pub termination: Termination,
}
