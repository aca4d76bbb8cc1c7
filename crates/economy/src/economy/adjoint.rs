//! Gradients by the adjoint method: one transposed solve per objective, whatever the instruments.

use super::api::Economy;
use crate::error::EconomyError;
use crate::gradient::Gradient;
use crate::objective::Objective;
use crate::outcome::Outcome;
use crate::policy::{Policy, check};
use crate::solver::{Multipliers, Point, State, Step, Target, Workspace, sensitivities};

/// An outcome with a larger relative residual is no equilibrium of the policy it comes with.
const CONSISTENT: f64 = 1e-9;

/// Storage for gradients, one per thread, so that repeated ones allocate nothing.
pub struct Adjoint<'a> {
    economy: &'a Economy,
    work: Workspace<'a>,
    state: State,
    slopes: Step,
    multipliers: Multipliers,
    gradient: Gradient,
}

impl<'a> Adjoint<'a> {
    pub(super) fn new(economy: &'a Economy) -> Self {
        let cal = economy.calibration();
        Self {
            economy,
            work: Workspace::new(cal),
            state: State::baseline(cal),
            slopes: Step::zero(cal.n, cal.m),
            multipliers: Multipliers::new(cal),
            gradient: Gradient::zero(cal.n, cal.m),
        }
    }

    /// The gradients of several objectives at the outcome of a policy: one factorisation, then
    /// one transposed solve each. Fills as many of `into` as there are objectives.
    ///
    /// # Errors
    /// As [`Economy::gradient`].
    pub fn gradients(
        &mut self,
        policy: &Policy,
        outcome: &Outcome,
        objectives: &[Objective],
        into: &mut [Gradient],
    ) -> Result<(), EconomyError> {
        self.gradients_into(policy, outcome, objectives, |at, gradient| {
            if let Some(into) = into.get_mut(at) {
                into.clone_from(gradient);
            }
        })
    }

    /// As [`Adjoint::gradients`], with every gradient shown once, together with the place of its
    /// objective, and then overwritten by the next.
    ///
    /// # Errors
    /// As [`Economy::gradient`].
    pub fn gradients_into(
        &mut self,
        policy: &Policy,
        outcome: &Outcome,
        objectives: &[Objective],
        mut show: impl FnMut(usize, &Gradient),
    ) -> Result<(), EconomyError> {
        self.factorise(policy, outcome)?;
        let at = Point {
            cal: self.work.cal,
            terms: &self.work.terms,
            state: &self.state,
            sweep: &self.work.sweep,
        };
        for (place, objective) in objectives.iter().enumerate() {
            self.economy.check_objective(objective)?;
            objective.slopes(at.cal, at.state, &mut self.slopes);
            self.multipliers.solve(&mut self.work.jacobian, &at, &self.slopes);
            let (jacobian, gradient) = (&self.work.jacobian, &mut self.gradient);
            sensitivities(&at, jacobian, &self.multipliers, policy, gradient);
            gradient.value = objective.value(at.cal, outcome)?;
            show(place, gradient);
        }
        Ok(())
    }

    /// The Jacobian at the outcome, factorised.
    fn factorise(&mut self, policy: &Policy, outcome: &Outcome) -> Result<(), EconomyError> {
        check(policy, self.economy.regions(), self.economy.sectors())?;
        self.economy.check_outcome(outcome)?;
        self.state.copy_outcome(outcome);
        let target = Target { policy, deficits: 1.0 };
        self.work.set_policy(target, 1.0).map_err(|dead| self.economy.explain(dead.into()))?;
        self.work.fit(&mut self.state);
        let (residual, _) = self.work.measure(&self.state);
        if residual > CONSISTENT {
            return Err(EconomyError::NotAnEquilibrium { residual });
        }
        if self.work.newton_step(&self.state) == 0.0 {
            return Err(EconomyError::SingularEquilibrium);
        }
        Ok(())
    }
}

impl Economy {
    /// The gradient of an objective in all instruments, at the outcome of a policy.
    ///
    /// # Errors
    /// [`EconomyError::NotAnEquilibrium`] if the outcome is not that of the policy,
    /// [`EconomyError::OutcomeSize`], [`EconomyError::UnknownRegion`] and
    /// [`EconomyError::BadSectorWeights`] if outcome or objective belong to another economy,
    /// [`EconomyError::NoWeightedIncome`] where the objective has no value,
    /// [`EconomyError::SingularEquilibrium`] at a fold, and the errors of [`Economy::solve`] for
    /// the policy.
    pub fn gradient(
        &self,
        policy: &Policy,
        outcome: &Outcome,
        objective: &Objective,
    ) -> Result<Gradient, EconomyError> {
        let mut gradient = [Gradient::zero(self.region_count(), self.sector_count())];
        let objective = std::slice::from_ref(objective);
        self.adjoint().gradients(policy, outcome, objective, &mut gradient)?;
        let [gradient] = gradient;
        Ok(gradient)
    }

    /// Storage for repeated gradients.
    pub fn adjoint(&self) -> Adjoint<'_> {
        Adjoint::new(self)
    }

    /// An objective at an outcome.
    ///
    /// # Errors
    /// [`EconomyError::UnknownRegion`], [`EconomyError::BadSectorWeights`],
    /// [`EconomyError::OutcomeSize`], [`EconomyError::NoWeightedIncome`].
    pub fn objective(&self, outcome: &Outcome, of: &Objective) -> Result<f64, EconomyError> {
        self.check_objective(of)?;
        self.check_outcome(outcome)?;
        of.value(self.calibration(), outcome)
    }

    fn check_outcome(&self, outcome: &Outcome) -> Result<(), EconomyError> {
        let (regions, sectors) = (self.region_count(), self.sector_count());
        let (found_regions, found_sectors) = (outcome.region_count(), outcome.sector_count());
        if (found_regions, found_sectors) == (regions, sectors) {
            return Ok(());
        }
        Err(EconomyError::OutcomeSize { found_regions, found_sectors, regions, sectors })
    }

    fn check_objective(&self, objective: &Objective) -> Result<(), EconomyError> {
        objective.check(self.region_count(), self.sector_count())
    }
}
