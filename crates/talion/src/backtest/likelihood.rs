//! The likelihood of choices under a model that is solved again at every point: a nested fixed point.
//!
//! Rust (1987): `l(lambda, c) = sum_t ln sigma(lambda, c)[choice_t | state_t]`, the inner loop being the
//! model's equilibrium at the point.

use super::move_model::{Chances, MoveModel, Point};

/// Steps in which a point is approached where a start nearby is not near enough.
const APPROACH: u32 = 8;

/// Log likelihood of given choices, from point to point.
pub(super) struct Likelihood<'m> {
    model: &'m dyn MoveModel,
    /// Where every choice lies among all actions.
    slots: &'m [usize],
    last: Option<Chances>,
}

/// Log probability of choices under given chances.
pub(super) fn log_likelihood(chances: &Chances, slots: &[usize]) -> f64 {
    slots.iter().map(|slot| chances.probabilities[*slot].ln()).sum()
}

impl<'m> Likelihood<'m> {
    /// The likelihood, first asked near a point whose answer is known.
    pub(super) fn new(model: &'m dyn MoveModel, slots: &'m [usize], near: Option<Chances>) -> Self {
        Self { model, slots, last: near }
    }

    /// At a point; `None` where the model has no answer.
    pub(super) fn at(&mut self, point: Point) -> Option<f64> {
        let chances = self.chances(point)?;
        let found = log_likelihood(&chances, self.slots);
        self.last = Some(chances);
        Some(found)
    }

    /// The model at a point, from where it was asked last, else along the branch from no precision.
    pub(super) fn chances(&self, point: Point) -> Option<Chances> {
        if let Some(found) =
            self.last.as_ref().and_then(|near| self.model.chances(point, Some(near)))
        {
            return Some(found);
        }
        let mut near = None;
        for step in 0..=APPROACH {
            let lambda = point.lambda * f64::from(step) / f64::from(APPROACH);
            near = Some(self.model.chances(Point { lambda, ..point }, near.as_ref())?);
        }
        near
    }
}
