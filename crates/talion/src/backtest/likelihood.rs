//! The likelihood of choices under a model that is solved again at every point: a nested fixed point.
//!
//! Rust (1987): `l(lambda, c) = sum_t ln sigma(lambda, c)[choice_t | state_t]`, the inner loop being the
//! model's equilibrium at the point.

use super::move_model::MoveModel;
use talion_solve::{LogitPoint, MoveChances};

/// Steps in which the first point is approached where nothing near it is known.
const APPROACH: u32 = 8;

/// Log likelihood of given choices, from point to point.
pub(super) struct Likelihood<'m> {
    model: &'m dyn MoveModel,
    /// Where every choice lies among all actions.
    slots: &'m [usize],
    last: Option<MoveChances>,
}

/// Log probability of choices under given chances.
pub(super) fn log_likelihood(chances: &MoveChances, slots: &[usize]) -> f64 {
    slots.iter().map(|slot| chances.probabilities[*slot].ln()).sum()
}

impl<'m> Likelihood<'m> {
    /// The likelihood, first asked near a point whose answer is known.
    pub(super) fn new(
        model: &'m dyn MoveModel,
        slots: &'m [usize],
        near: Option<MoveChances>,
    ) -> Self {
        Self { model, slots, last: near }
    }

    /// At a point; `None` where the model has no answer.
    pub(super) fn at(&mut self, point: LogitPoint) -> Option<f64> {
        let chances = self.chances(point)?;
        let found = log_likelihood(&chances, self.slots);
        self.last = Some(chances);
        Some(found)
    }

    /// The model at a point, from where it was asked last; the first time along the branch from no
    /// precision.
    pub(super) fn chances(&self, point: LogitPoint) -> Option<MoveChances> {
        if self.last.is_some() {
            return self.model.chances(point, self.last.as_ref());
        }
        let mut near = None;
        for step in 0..=APPROACH {
            let lambda = point.lambda * f64::from(step) / f64::from(APPROACH);
            near = Some(self.model.chances(LogitPoint { lambda, ..point }, near.as_ref())?);
        }
        near
    }
}
