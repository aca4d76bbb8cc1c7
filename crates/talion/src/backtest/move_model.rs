//! What a fit needs of a model of moves: chances of all actions at a precision and an inertia.

use talion_solve::{LogitMarkov, LogitPoint, MoveChances};

/// A model that gives every action a chance.
pub trait MoveModel: Sync {
    /// Chances at a point, started from those at a point near it; `None` where the model has no answer
    /// that it can certify.
    fn chances(&self, point: LogitPoint, near: Option<&MoveChances>) -> Option<MoveChances>;
}

impl MoveModel for LogitMarkov<'_> {
    fn chances(&self, point: LogitPoint, near: Option<&MoveChances>) -> Option<MoveChances> {
        Self::chances(*self, point, near)
    }
}
