//! What a fit needs of a model of moves: chances of all actions at a precision and an inertia.

/// Where a model is asked: precision `lambda` and the log odds `hold` of holding still over any other
/// action that is worth as much.
///
/// The inertia is `kappa = hold / lambda`, a cost of moving in units of payoff. `hold` keeps its
/// meaning where `lambda` goes to nothing, and there `kappa` has none.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// Precision, per unit of payoff.
    pub lambda: f64,
    /// Log odds of holding still at equal worth.
    pub hold: f64,
}

/// A model's answer at a point, and where to start from near it.
#[derive(Debug, Clone, PartialEq)]
pub struct Chances {
    /// Chance of every action of every player in every state, in the order of the game's slots.
    pub probabilities: Vec<f64>,
    /// Worth of every state to every player, state by state.
    pub values: Vec<f64>,
    /// Largest distance of a chance from the logit reply.
    pub residual: f64,
    /// Rounds it took.
    pub rounds: usize,
}

/// A model that gives every action a chance.
pub trait MoveModel: Sync {
    /// Chances at a point, started from those at a point near it; `None` where the model has no answer
    /// that it can certify.
    fn chances(&self, point: Point, near: Option<&Chances>) -> Option<Chances>;
}
