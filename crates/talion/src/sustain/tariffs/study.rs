//! The study of tariffs that keep themselves: the same tariff game as the `[tariffs]` layer, its war, its
//! agreement, and what is kept in between.

use super::{
    KeptFindings, KeptSurgeFindings, KeptTariffFindings, KeptTariffOptions, KeptTariffProblems,
    KeptTariffs, Surge,
};
use crate::tariffs::{percent, rate_findings, tariff_assumptions};
use crate::{Answer, StudyError, answer};
use talion_economy::{Economy, RegionId};
use talion_game::{ContinuousGame, Observer, Point, Termination};
use talion_model::{RateKind, TariffGame};
use talion_solve::repeated::{
    Enforced, EnforcedState, JointAim, SelfEnforcing, SelfEnforcingOptions,
};
use talion_solve::{NashOptions, Order, ReplyOptions};

/// Room lacking by no more than this, percent of real income, is rounding.
pub(crate) const MOST_LACKING_PERCENT: f64 = 1e-7;

/// Largest step from the tariffs that are kept and from best breaches, per unit of `ln(1 + rate)`: a
/// thousandth of a percentage point. The last digits of rates that decide nothing would take most of the
/// work; what a condition lacks is held to a bound of its own.
const TOLERANCE: f64 = 1e-5;

/// A question about tariffs that keep themselves, ready to be answered.
#[derive(Debug, Clone)]
pub struct KeptTariffStudy<'a> {
    economy: &'a Economy,
    data: String,
    options: KeptTariffOptions,
}

impl<'a> KeptTariffStudy<'a> {
    /// A study on an economy that was calibrated to the data set of that name.
    pub fn new(economy: &'a Economy, data: impl Into<String>, options: KeptTariffOptions) -> Self {
        Self { economy, data: data.into(), options }
    }

    /// Finds the war, the agreement, and the most cooperative tariffs that are kept in between.
    ///
    /// # Errors
    /// Options that make no game, discount factors or a surge out of range, no war, nothing that all
    /// prefer to the war, or a model without equilibrium where one is needed.
    pub fn run(&self, observer: &dyn Observer) -> Result<KeptTariffFindings, StudyError> {
        let problems = self.options.problems(self.economy);
        if !problems.is_empty() {
            return Err(KeptTariffProblems(problems).into());
        }
        let game = TariffGame::new(self.economy, &self.options.game)?;
        let calm = [EnforcedState { chance: 1.0, game: &game }];
        let problem = self.problem(&calm, observer)?;
        let critical = problem.critical()?;
        let war = problem.at_war()?;
        let curve = Self::curve(&problem, &self.options.factors, critical, observer)?;
        let asked = match &self.options.discounts {
            Some(discounts) => Some(problem.at(discounts, observer)?),
            None => None,
        };
        let by_discount: Vec<KeptFindings> =
            curve.iter().map(|found| self.findings(&game, found)).collect();
        let at_discounts = asked.as_ref().map(|found| self.findings(&game, found));
        let surge = match self.options.surge {
            Some(surge) => Some(self.surge(&game, surge, observer)?),
            None => None,
        };
        let all = by_discount.iter().chain(&at_discounts);
        let with_surges = surge.iter().flat_map(|surge| &surge.by_discount);
        let certified = all.chain(with_surges).all(sound)
            && percent(problem.war_gain()) <= MOST_LACKING_PERCENT;
        let agreement = problem.agreement(observer)?;
        let mut findings = KeptTariffFindings {
            answer: Answer::default(),
            assumptions: tariff_assumptions(self.economy, &self.data, &game, &self.options.game),
            aim: match self.options.aim {
                JointAim::WeightedSum { .. } => "weighted sum",
                _ => "Nash product",
            }
            .to_owned(),
            certified,
            war: self.tariffs(&game, &war, 0),
            war_gain_percent: percent(problem.war_gain()),
            agreement: self.tariffs(&game, &agreement, 0),
            critical_discount: critical,
            discounts: self.options.discounts.clone(),
            at_discounts,
            by_discount,
            surge,
            budget: self.options.budget,
        };
        findings.answer = answer::kept_tariffs(&findings);
        Ok(findings)
    }

    fn problem<'s>(
        &self,
        states: &[EnforcedState<'s>],
        observer: &dyn Observer,
    ) -> Result<SelfEnforcing<'s>, StudyError> {
        let reply =
            ReplyOptions { starts: 0, budget: self.options.budget, ..ReplyOptions::default() };
        let nash = NashOptions {
            starts: self.options.starts,
            order: Order::Jacobi,
            reply,
            ..NashOptions::default()
        };
        let options = SelfEnforcingOptions {
            nash,
            budget: self.options.budget,
            tolerance: TOLERANCE,
            breach_tolerance: TOLERANCE,
            ..SelfEnforcingOptions::default()
        };
        Ok(SelfEnforcing::new(states, self.options.aim.clone(), options, observer)?)
    }

    /// What is kept at the common factors below the critical one.
    fn curve(
        problem: &SelfEnforcing<'_>,
        factors: &[f64],
        critical: Option<f64>,
        observer: &dyn Observer,
    ) -> Result<Vec<Enforced>, StudyError> {
        let below = |factor: &&f64| critical.is_none_or(|critical| **factor < critical);
        let factors: Vec<f64> = factors.iter().filter(below).copied().collect();
        Ok(problem.over(&factors, observer)?)
    }

    fn surge(
        &self,
        calm: &TariffGame<'_>,
        surge: Surge,
        observer: &dyn Observer,
    ) -> Result<KeptSurgeFindings, StudyError> {
        let surging = calm.clone().with_trade_costs(1.0 - surge.cheaper);
        let states = [
            EnforcedState { chance: 1.0 - surge.chance, game: calm },
            EnforcedState { chance: surge.chance, game: &surging },
        ];
        let problem = self.problem(&states, observer)?;
        let critical = problem.critical()?;
        // Every rate of every state would be more than anybody reads.
        let states = |found: &Enforced| -> Vec<KeptTariffs> {
            let means = |e| KeptTariffs { rates: Vec::new(), ..self.tariffs(calm, found, e) };
            (0..found.points.len()).map(means).collect()
        };
        let curve = Self::curve(&problem, &self.options.surge_factors, critical, observer)?;
        let kept = |found| KeptFindings { states: states(found), ..self.findings(calm, found) };
        Ok(KeptSurgeFindings {
            surge,
            imports_percent: self.imports_percent(calm, &surging)?,
            war: states(&problem.at_war()?),
            agreement: states(&problem.agreement(observer)?),
            critical_discount: critical,
            by_discount: curve.iter().map(kept).collect(),
        })
    }

    /// By how much imports from the other players are larger in a surge at the rates of the status quo.
    fn imports_percent(
        &self,
        calm: &TariffGame<'_>,
        surging: &TariffGame<'_>,
    ) -> Result<Vec<f64>, StudyError> {
        let imports = |game: &TariffGame<'_>| -> Result<Vec<f64>, StudyError> {
            let rates = game.status_quo();
            let flows = self.economy.flows(&game.policy(&rates), &game.outcome(&rates)?);
            let of = |&importer: &RegionId| {
                let partners = game.members().iter().filter(|&&exporter| exporter != importer);
                let from = |&exporter: &RegionId| {
                    let sectors = game.sectors().iter();
                    sectors.map(|&sector| flows.get(exporter, importer, sector)).sum::<f64>()
                };
                partners.map(from).sum()
            };
            Ok(game.members().iter().map(of).collect())
        };
        let (before, after) = (imports(calm)?, imports(surging)?);
        Ok(before
            .iter()
            .zip(&after)
            .map(|(before, after)| 100.0 * (after / before - 1.0))
            .collect())
    }

    fn findings(&self, game: &TariffGame<'_>, found: &Enforced) -> KeptFindings {
        KeptFindings {
            discounts: found.discounts.clone(),
            worth_percent: found.worth.iter().map(|log| percent(*log)).collect(),
            states: (0..found.points.len()).map(|e| self.tariffs(game, found, e)).collect(),
            least_room_percent: percent(found.check.least_room),
            projected_gradient: found.projected_gradient,
            residual: found.check.residual,
            converged: found.termination == Termination::Converged,
            iterations: found.iterations,
        }
    }

    fn tariffs(&self, game: &TariffGame<'_>, found: &Enforced, e: usize) -> KeptTariffs {
        let percents = |logs: &[f64]| logs.iter().map(|log| percent(*log)).collect();
        KeptTariffs {
            mean_tariffs: mean_tariffs(game, &found.points[e]),
            objective_percent: percents(&found.values[e]),
            breach_gain_percent: percents(&found.temptations[e]),
            room_percent: percents(&found.room[e]),
            binds: found.prices[e].iter().map(|price| *price > 0.0).collect(),
            rates: rate_findings(self.economy, game, &found.points[e]),
        }
    }
}

/// Whether a climb came to rest at tariffs of which a search of its own found no breach that pays.
fn sound(found: &KeptFindings) -> bool {
    // Written so that what is not a number is a doubt.
    found.converged && found.least_room_percent >= -MOST_LACKING_PERCENT
}

/// Plain mean of every player's tariffs.
fn mean_tariffs(game: &TariffGame<'_>, point: &Point) -> Vec<Option<f64>> {
    let rates = game.rates(point);
    let mean = |player: &RegionId| {
        let own = rates.iter().filter(|r| r.player == *player && r.kind == RateKind::Tariff);
        let own: Vec<f64> = own.map(|rate| rate.rate).collect();
        (!own.is_empty()).then(|| own.iter().sum::<f64>() / own.len() as f64)
    };
    game.members().iter().map(mean).collect()
}
