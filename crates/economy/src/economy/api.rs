//! The economy as its users see it: calibrate once, solve any number of policies.

use super::calibration::Calibration;
use super::rebase::{Stuck, without_deficits};
use super::structure::Structure;
use crate::data::Dataset;
use crate::error::EconomyError;
use crate::flows::Flows;
use crate::ids::Label;
use crate::market::MarketStructure;
use crate::options::{DeficitRule, EconomyOptions};
use crate::outcome::Outcome;
use crate::policy::{Policy, check};
use crate::solver::{Dead, State, Target, Unsolved, outcome, policy_flows, solve};

/// A calibrated economy. It never changes and can be shared by any number of threads.
#[derive(Debug, Clone)]
pub struct Economy {
    regions: Vec<Label>,
    sectors: Vec<Label>,
    elasticities: String,
    deficits: DeficitRule,
    market: MarketStructure,
    calibration: Calibration,
    baseline: Outcome,
}

impl Economy {
    /// Calibrates an economy to a data set.
    ///
    /// # Errors
    /// [`EconomyError::UnknownElasticitySet`], [`EconomyError::BadScaleFactor`],
    /// [`EconomyError::ScaleTooLarge`], [`EconomyError::MarketMismatch`]; with deficits purged also
    /// [`EconomyError::NoEquilibrium`] and [`EconomyError::DeficitFold`].
    pub fn new(dataset: &Dataset, options: &EconomyOptions) -> Result<Self, EconomyError> {
        let set = dataset.elasticity_set(options.elasticities.as_deref())?;
        let factor = options.scale_factor;
        if !factor.is_finite() || factor < 0.0 {
            return Err(EconomyError::BadScaleFactor { found: factor });
        }
        let psi: Vec<f64> = set.scale.iter().map(|psi| factor * psi).collect();
        let offences = options.market.offences(dataset, &psi);
        if !offences.is_empty() {
            return Err(EconomyError::MarketMismatch { market: options.market, offences });
        }
        let structure = Structure::new(dataset, options.market, &set.trade, psi);
        for (s, label) in dataset.sectors.iter().enumerate() {
            let product = structure.theta[s] * structure.psi[s];
            if product >= 1.0 {
                return Err(EconomyError::ScaleTooLarge { sector: label.code.clone(), product });
            }
        }
        let proportional = options.deficits == DeficitRule::Proportional;
        let policy = baseline_policy(dataset);
        let mut calibration = Calibration::new(&dataset.flows, policy, structure, proportional);
        if options.deficits == DeficitRule::Purged {
            calibration = without_deficits(&calibration).map_err(|stuck| match stuck {
                Stuck::Unsolved(reason) => explain(reason, &dataset.regions, &dataset.sectors),
                Stuck::Fold(share) => EconomyError::DeficitFold { share },
            })?;
        }
        let stay = Target { policy: &calibration.policy, deficits: 1.0 };
        let baseline = match solve(&calibration, stay, None) {
            Ok(solved) => outcome(&calibration, &solved),
            Err(reason) => return Err(explain(reason, &dataset.regions, &dataset.sectors)),
        };
        Ok(Self {
            regions: dataset.regions.clone(),
            sectors: dataset.sectors.clone(),
            elasticities: set.name.clone(),
            deficits: options.deficits,
            market: options.market,
            calibration,
            baseline,
        })
    }

    /// Regions, in the order of every regional axis.
    pub fn regions(&self) -> &[Label] {
        &self.regions
    }

    /// Sectors, in the order of every sectoral axis.
    pub fn sectors(&self) -> &[Label] {
        &self.sectors
    }

    /// Number of regions.
    pub fn region_count(&self) -> usize {
        self.regions.len()
    }

    /// Number of sectors.
    pub fn sector_count(&self) -> usize {
        self.sectors.len()
    }

    /// Name of the elasticity set.
    pub fn elasticities(&self) -> &str {
        &self.elasticities
    }

    /// Market structure, as a result must state it.
    pub fn market(&self) -> &'static str {
        self.market.as_str()
    }

    /// What happens to trade deficits.
    pub fn deficits(&self) -> DeficitRule {
        self.deficits
    }

    /// The policy under which the figures of the data set arose.
    pub fn baseline_policy(&self) -> Policy {
        self.calibration.policy.clone()
    }

    /// The equilibrium at the baseline policy: the figures of the data set (without deficits if
    /// they are purged), all ratios 1.
    pub fn baseline(&self) -> &Outcome {
        &self.baseline
    }

    /// The equilibrium under a policy.
    ///
    /// With constant returns `start` only saves time. With scale economies it also chooses the
    /// branch: a start near enough to an equilibrium of the policy leads to that one; any other,
    /// and none, leads along the branch of the baseline, whose end is reported as
    /// [`Branch::Fold`](crate::Branch::Fold).
    ///
    /// # Errors
    /// [`EconomyError::InvalidPolicy`] with every level outside its domain,
    /// [`EconomyError::PolicySize`], [`EconomyError::NoSupplier`], [`EconomyError::NoBuyer`],
    /// [`EconomyError::DeficitWithoutTrade`], [`EconomyError::NoEquilibrium`].
    pub fn solve(&self, policy: &Policy, start: Option<&Outcome>) -> Result<Outcome, EconomyError> {
        check(policy, &self.regions, &self.sectors)?;
        let cal = &self.calibration;
        let start = start.and_then(|outcome| Some((State::of(cal, outcome)?, outcome.branch)));
        let target = Target { policy, deficits: 1.0 };
        match solve(cal, target, start) {
            Ok(solved) => Ok(outcome(cal, &solved)),
            Err(reason) => Err(self.explain(reason)),
        }
    }

    /// Trade flows net of duty at an outcome of this economy under the policy that led to it; all
    /// zero if the two belong to another economy.
    pub fn flows(&self, policy: &Policy, outcome: &Outcome) -> Flows {
        let fits = check(policy, &self.regions, &self.sectors).is_ok();
        let flows = fits.then(|| policy_flows(&self.calibration, policy, 1.0, outcome));
        flows.flatten().unwrap_or_else(|| Flows::zero(self.region_count(), self.sector_count()))
    }

    /// Why there is no equilibrium, in the codes of this economy.
    pub(super) fn explain(&self, reason: Unsolved) -> EconomyError {
        explain(reason, &self.regions, &self.sectors)
    }

    /// The shares and accounts behind the baseline.
    pub(crate) fn calibration(&self) -> &Calibration {
        &self.calibration
    }

    /// Income of a region at the baseline, US$ million.
    pub fn baseline_income(&self, region: crate::RegionId) -> f64 {
        self.calibration.income[region.0]
    }

    /// Trade deficit of a region at the baseline, US$ million: income beyond wages, profits and
    /// revenue.
    pub fn baseline_deficit(&self, region: crate::RegionId) -> f64 {
        self.calibration.deficit[region.0]
    }

    /// Whether scale economies are on, so that an outcome has a branch.
    pub fn has_scale(&self) -> bool {
        self.calibration.has_scale()
    }
}

fn baseline_policy(dataset: &Dataset) -> Policy {
    let mut policy = Policy::neutral(dataset.regions.len(), dataset.sectors.len());
    policy.tariff.clone_from(&dataset.tariff);
    policy.export_tax.clone_from(&dataset.export_tax);
    policy.subsidy.clone_from(&dataset.subsidy);
    policy
}

fn explain(reason: Unsolved, regions: &[Label], sectors: &[Label]) -> EconomyError {
    match reason {
        Unsolved::Dead(Dead::NoSupplier { region, sector }) => EconomyError::NoSupplier {
            region: regions[region].code.clone(),
            sector: sectors[sector].code.clone(),
        },
        Unsolved::Dead(Dead::NoBuyer { region }) => {
            EconomyError::NoBuyer { region: regions[region].code.clone() }
        }
        Unsolved::Dead(Dead::DeficitWithoutTrade { region, deficit }) => {
            EconomyError::DeficitWithoutTrade { region: regions[region].code.clone(), deficit }
        }
        Unsolved::NotFound { residual, iterations, share } => {
            EconomyError::NoEquilibrium { residual, iterations, share }
        }
    }
}
