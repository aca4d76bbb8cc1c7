//! Where the logit equilibrium with inertia is asked for, and what it says there.

/// Where a model is asked: precision `lambda` and the log odds `hold` of holding still over any other
/// action that is worth as much.
///
/// The inertia is `kappa = hold / lambda`, a cost of moving in units of payoff. `hold` keeps its
/// meaning where `lambda` goes to nothing, and there `kappa` has none.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LogitPoint {
    /// Precision, per unit of payoff.
    pub lambda: f64,
    /// Log odds of holding still at equal worth.
    pub hold: f64,
}

/// A model's answer at a point, and where to start from near it.
#[derive(Debug, Clone, PartialEq)]
pub struct MoveChances {
    /// Chance of every action of every player in every state, in the order of the game's slots.
    pub probabilities: Vec<f64>,
    /// Worth of every state to every player, state by state.
    pub values: Vec<f64>,
    /// Largest distance of a chance from the logit reply.
    pub residual: f64,
    /// Rounds it took.
    pub rounds: usize,
}
