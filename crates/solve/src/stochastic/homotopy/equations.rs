//! What continuation asks of the equations of a state.
//!
//! In a state with `n` slots and `P` players the unknowns are the `n` coordinates and the `P` values;
//! there are as many equations `L(x, w, Q, theta) = 0`, in which everything outside of the state enters
//! through the worths `Q` of actions alone. That is what makes the elimination of a state at a time work.

use super::stage::Stage;

/// A state at a point.
#[derive(Clone, Copy)]
pub(super) struct At<'a> {
    /// Its stage game there.
    pub(super) stage: &'a Stage,
    /// First slot of the state among all.
    pub(super) first_slot: usize,
    /// Coordinates of its slots.
    pub(super) x: &'a [f64],
    /// Values of its players.
    pub(super) values: &'a [f64],
    /// The homotopy parameter.
    pub(super) theta: f64,
}

/// Derivatives of a state's equations with the worths of actions held fixed, and in those worths.
/// Tables go line by line.
pub(super) struct Explicit {
    /// In the coordinates, then the values: square.
    pub(super) own: Vec<f64>,
    /// In the worths of the slots.
    pub(super) worth: Vec<f64>,
    /// In the homotopy parameter.
    pub(super) theta: Vec<f64>,
    slots: usize,
}

impl Explicit {
    pub(super) fn zeros(slots: usize, players: usize) -> Self {
        let order = slots + players;
        let (own, worth) = (vec![0.0; order * order], vec![0.0; order * slots]);
        Self { own, worth, theta: vec![0.0; order], slots }
    }

    /// Number of equations.
    pub(super) fn order(&self) -> usize {
        self.theta.len()
    }

    /// Adds to the derivative of an equation in a coordinate or, after them, a value.
    pub(super) fn add(&mut self, equation: usize, unknown: usize, derivative: f64) {
        let order = self.theta.len();
        self.own[equation * order + unknown] += derivative;
    }

    /// Adds to the derivative of an equation in the worth of a slot.
    pub(super) fn add_worth(&mut self, equation: usize, slot: usize, derivative: f64) {
        self.worth[equation * self.slots + slot] += derivative;
    }
}

/// The equations of every state along one kind of path.
pub(super) trait StageEquations: Sync {
    /// Probability of a slot from its coordinate.
    fn probability(&self, x: f64) -> f64;

    /// Derivative of the probability, given the probability.
    fn slope(&self, probability: f64) -> f64;

    /// Share of the strategies in what everybody believes of the others, and its derivative in `theta`.
    fn share(&self, theta: f64) -> (f64, f64) {
        let _ = theta;
        (1.0, 0.0)
    }

    /// Prior of all slots, which has the rest of the share.
    fn prior(&self) -> Option<&[f64]> {
        None
    }

    /// By how much a unit of `theta` counts in the length of the path.
    fn unit(&self, theta: f64) -> f64;

    /// The equations of a state: one for every slot, then one for every player.
    fn residual(&self, at: At<'_>, out: &mut [f64]);

    /// Their derivatives.
    fn derivatives(&self, at: At<'_>, out: &mut Explicit);
}
