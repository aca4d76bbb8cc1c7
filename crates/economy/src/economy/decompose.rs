//! Welfare decompositions of an economy: path integrals between two policies.

use super::api::Economy;
use crate::decomposition::Decomposition;
use crate::error::EconomyError;
use crate::ids::RegionId;
use crate::outcome::Outcome;
use crate::policy::{Policy, PolicyPath, check};
use crate::quadrature::integrate;
use crate::solver::{Point, SOURCES, State, Step, Target, Workspace, shift, sources};

/// Accuracy that integrals are refined to.
const TOLERANCE: f64 = 1e-11;
/// Parts that miss the total by more than this are no decomposition of it.
const ADDITIVE: f64 = 1e-8;

impl Economy {
    /// The change of a region's log real income from one policy to another, by source: terms of
    /// trade, volume, relocation, profit shifting, technology, deficit.
    ///
    /// # Errors
    /// [`EconomyError::UnknownRegion`], [`EconomyError::BrokenPath`] where the equilibrium jumps
    /// between the policies, [`EconomyError::SingularEquilibrium`] at a fold, and those of
    /// [`Economy::solve`].
    pub fn decompose(
        &self,
        from: &Policy,
        to: &Policy,
        region: RegionId,
    ) -> Result<Decomposition, EconomyError> {
        let regions = self.region_count();
        if region.0 >= regions {
            return Err(EconomyError::UnknownRegion { found: region.0, regions });
        }
        Ok(self.decompose_all(from, to)?[region.0])
    }

    /// The decompositions of all regions, in their order, at the cost of one.
    ///
    /// # Errors
    /// As [`Economy::decompose`].
    pub fn decompose_all(
        &self,
        from: &Policy,
        to: &Policy,
    ) -> Result<Vec<Decomposition>, EconomyError> {
        check(from, self.regions(), self.sectors())?;
        check(to, self.regions(), self.sectors())?;
        let start = self.solve(from, None)?;
        let end = self.solve(to, Some(&start))?;
        let totals: Vec<f64> = start
            .welfare_hat
            .iter()
            .zip(&end.welfare_hat)
            .map(|(before, after)| (after / before).ln())
            .collect();
        let mut walk =
            Walk::new(self, PolicyPath::new(from, to, &self.calibration().structure.theta));
        walk.solved.extend([(0.0, start), (1.0, end)]);
        let integral = integrate([0.0, 1.0], TOLERANCE, &mut |share| walk.sources(share))?;
        let parts = integral.values.chunks_exact(SOURCES);
        let found: Vec<Decomposition> = parts
            .zip(totals)
            .map(|(parts, total)| Decomposition {
                terms_of_trade: parts[0],
                volume: parts[1],
                relocation: parts[2],
                profit_shifting: parts[3],
                technology: parts[4],
                deficit: parts[5],
                total,
                error: integral.error,
            })
            .collect();
        for one in &found {
            let (parts, total) = (one.sum(), one.total);
            if (parts - total).abs().is_nan() || (parts - total).abs() > ADDITIVE {
                return Err(EconomyError::BrokenPath { parts, total });
            }
        }
        Ok(found)
    }
}

/// Equilibria along the way between two policies.
struct Walk<'a> {
    economy: &'a Economy,
    path: PolicyPath<'a>,
    work: Workspace<'a>,
    gaps: Step,
    state: State,
    /// What has been solved, by share of the way.
    solved: Vec<(f64, Outcome)>,
}

impl<'a> Walk<'a> {
    fn new(economy: &'a Economy, path: PolicyPath<'a>) -> Self {
        let cal = economy.calibration();
        Self {
            economy,
            path,
            work: Workspace::new(cal),
            gaps: Step::zero(cal.n, cal.m),
            state: State::baseline(cal),
            solved: Vec::new(),
        }
    }

    /// The rates of change of log real income by source, region by region, at a share of the way.
    fn sources(&mut self, share: f64) -> Result<Vec<f64>, EconomyError> {
        let policy = self.path.policy(share);
        let change = self.path.change(share);
        let outcome = self.economy.solve(&policy, self.nearest(share))?;
        self.state.copy_outcome(&outcome);
        self.solved.push((share, outcome));
        let target = Target { policy: &policy, deficits: 1.0 };
        self.work.set_policy(target, 1.0).map_err(|dead| self.economy.explain(dead.into()))?;
        self.work.fit(&mut self.state);
        if self.work.sign(&self.state) == 0.0 {
            return Err(EconomyError::SingularEquilibrium);
        }
        let Workspace { cal, terms, sweep, jacobian, .. } = &mut self.work;
        let at = Point { cal, terms, state: &self.state, sweep };
        shift(&at, jacobian, &change, &mut self.gaps);
        jacobian.respond(&at, &self.gaps);
        Ok(sources(&at, jacobian, &change, &jacobian.step))
    }

    /// The nearest equilibrium that is known.
    fn nearest(&self, share: f64) -> Option<&Outcome> {
        let distance = |at: &f64| (at - share).abs();
        let nearest =
            self.solved.iter().min_by(|(a, _), (b, _)| distance(a).total_cmp(&distance(b)));
        nearest.map(|(_, outcome)| outcome)
    }
}
