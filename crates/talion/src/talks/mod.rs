//! A study of talks: is there a deal, on what terms, and would both keep it?

mod answer;
mod fallback;
mod findings;
mod options;
mod reasons;
mod search;
mod solutions;

pub use findings::{
    BluffFindings, CommitmentFindings, DealFindings, FragilityFindings, FrontierFindings,
    LinkageFindings, LinkedFindings, OffersFindings, RedLineFindings, TALKS_SCHEMA,
    TalksAssumptions, TalksFindings, TalksTermFindings, ZoneFindings,
};
pub use options::{TalksDisagreement, TalksOptions};

use crate::{Answer, StudyError, profiles};
use fallback::Fallback;
use search::Search;
use solutions::Picker;
use talion_economy::Economy;
use talion_game::Observer;
use talion_model::{Scenario, TalksGame, TalksPlan, TalksTable};

/// A question about talks, ready to be answered.
#[derive(Debug, Clone)]
pub struct TalksStudy<'a> {
    scenario: &'a Scenario,
    options: TalksOptions,
}

impl<'a> TalksStudy<'a> {
    /// A study of a scenario that has a `[talks]` table.
    pub fn new(scenario: &'a Scenario, options: TalksOptions) -> Self {
        Self { scenario, options }
    }

    /// Weighs deals, finds those that the rules pick, and asks why none may come about.
    ///
    /// # Errors
    /// A scenario without talks, a disagreement point beyond what can be agreed on, a trade model without
    /// equilibrium under some deal, or an observer that asked to stop.
    pub fn run(&self, observer: &dyn Observer) -> Result<TalksFindings, StudyError> {
        let scenario = self.scenario;
        let plan = scenario.talks().ok_or(StudyError::NoTalks)?;
        let economy = Economy::new(scenario.dataset(), scenario.economy_options())?;
        let mut fallback = fallback::find(scenario, &economy, plan, &self.options, observer)?;
        let in_force = plan.in_force.clone().unwrap_or_else(|| fallback.in_force.clone());
        let backs_down = fallback.backs_down.clone();
        let mut table = TalksTable::new(scenario, &economy, plan, in_force, backs_down);
        let game = TalksGame::new(&mut table, observer).map_err(crate::study::interrupted)?;
        fallback.settle_threats(&game, self.power(plan), observer)?;
        let search = Search::new(&game, plan, fallback.payoffs, observer);
        if let TalksDisagreement::Payoffs(given) = self.options.disagreement {
            search.must_hold(scenario, given)?;
        }
        let mut picker = Picker { search: &search, table: &mut table, observer };
        self.assemble(&economy, plan, &fallback, &mut picker)
    }

    fn assemble(
        &self,
        economy: &Economy,
        plan: &TalksPlan,
        fallback: &Fallback,
        picker: &mut Picker<'_, '_>,
    ) -> Result<TalksFindings, StudyError> {
        let zone = picker.zone()?;
        let solutions = picker.solutions(self.power(plan), &zone)?;
        let frontier = picker.frontier(&zone, self.options.points)?;
        let offers = picker.offers(self.discounts(plan), self.breakdown(plan), &frontier)?;
        let nash = solutions.first().map(|deal| deal.shares.clone());
        let mut findings = TalksFindings {
            schema: TALKS_SCHEMA.to_owned(),
            scenario: self.scenario.name().to_owned(),
            answer: Answer::default(),
            assumptions: self.assumptions(economy, plan, fallback, picker),
            disagreement: fallback.payoffs,
            terms: picker.terms()?,
            zone,
            linkage: picker.linkage(),
            red_lines: picker.red_lines(self.power(plan))?,
            commitment: picker.commitment(nash.as_deref(), self.discounts(plan))?,
            bluff: fallback.bluff.clone(),
            fragility: match &nash {
                Some(shares) => picker.fragility(shares, fallback)?,
                None => Vec::new(),
            },
            solutions,
            frontier,
            offers,
            policies_solved: picker.table.policies_solved(),
        };
        findings.answer = answer::answer(&findings);
        Ok(findings)
    }

    fn power(&self, plan: &TalksPlan) -> [f64; 2] {
        self.options.weights.unwrap_or([plan.power, 1.0 - plan.power])
    }

    fn discounts(&self, plan: &TalksPlan) -> [f64; 2] {
        self.options.discounts.unwrap_or([plan.discount; 2])
    }

    fn breakdown(&self, plan: &TalksPlan) -> f64 {
        self.options.breakdown.unwrap_or(plan.breakdown)
    }

    fn assumptions(
        &self,
        economy: &Economy,
        plan: &TalksPlan,
        fallback: &Fallback,
        picker: &Picker<'_, '_>,
    ) -> TalksAssumptions {
        let common = profiles::assumptions(self.scenario, economy, true);
        let label = |at: &usize| self.scenario.moves()[*at].label.clone();
        TalksAssumptions {
            data: common.data,
            elasticities: common.elasticities,
            deficits: common.deficits,
            market: common.market,
            players: self.scenario.players().iter().map(|p| p.name.clone()).collect(),
            disagreement: fallback.words.clone(),
            in_force: picker.table.in_force().iter().map(label).collect(),
            weights: self.power(plan),
            discounts: self.discounts(plan),
            breakdown: self.breakdown(plan),
            red_lines_absolute: plan.red_lines_absolute,
            assumed: common.weights,
        }
    }
}
