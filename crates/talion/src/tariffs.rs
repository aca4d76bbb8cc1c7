//! A study of continuous policy: optimal, Nash, Stackelberg and agreed rates on an economy.

mod findings;
mod options;
mod render;
mod solve;

pub use findings::{
    AgreementFindings, FormulaFindings, FormulaReply, RateFindings, SearchFindings,
    TARIFF_FINDINGS_SCHEMA, TariffAssumptions, TariffCheck, TariffFindings, TariffRegion,
    TariffRun, TariffSolution,
};
pub use options::TariffStudyOptions;
pub(crate) use render::{percent, rate_findings, tariff_assumptions};
pub use talion_model::{BargainOptions, Disagreement, Split, TariffConcept};

use crate::StudyError;
use talion_economy::{Economy, RegionId};
use talion_game::Observer;
use talion_model::RateKind;
use talion_model::TariffGame;

/// A question about continuous policy, ready to be answered.
#[derive(Debug, Clone)]
pub struct TariffStudy<'a> {
    economy: &'a Economy,
    data: String,
    options: TariffStudyOptions,
}

impl<'a> TariffStudy<'a> {
    /// A study on an economy that was calibrated to the data set of that name.
    pub fn new(economy: &'a Economy, data: impl Into<String>, options: TariffStudyOptions) -> Self {
        Self { economy, data: data.into(), options }
    }

    /// Finds what the concept asks for and certifies it.
    ///
    /// # Errors
    /// [`StudyError::TariffGame`] with everything wrong with the options, a leader who is no player,
    /// a model without equilibrium where one is needed, or an observer that asked to stop before
    /// there was anything to report.
    pub fn run(&self, observer: &dyn Observer) -> Result<TariffFindings, StudyError> {
        let alone = self.options.concept != TariffConcept::Cooperative;
        if alone && self.options.game.kinds.contains(&RateKind::Transfer) {
            return Err(StudyError::TransfersWithoutAgreement);
        }
        match self.options.concept {
            TariffConcept::Nash => self.nash(observer),
            TariffConcept::Optimal => self.optimal(observer),
            TariffConcept::Stackelberg => self.stackelberg(observer),
            TariffConcept::Cooperative => self.cooperative(observer),
            TariffConcept::Formula => self.formula(observer),
        }
    }

    /// The same, except that a question without an answer comes back as findings without solutions
    /// whose termination says why; only options that make no game are an error.
    pub(crate) fn run_or_say_why(
        &self,
        observer: &dyn Observer,
    ) -> Result<TariffFindings, StudyError> {
        match self.run(observer) {
            Err(error @ (StudyError::TariffGame(_) | StudyError::LeaderDoesNotPlay)) => Err(error),
            Err(error) => {
                let game = TariffGame::new(self.economy, &self.options.game)?;
                Ok(self.findings(&game, "none came to an end", error.to_string(), observer))
            }
            found => found,
        }
    }

    fn code(&self, region: RegionId) -> String {
        self.economy.regions()[region.0].code.clone()
    }
}
