//! A study of private resolve: the threat game of a scenario, the stand-off behind it, and what an
//! audience learns from the moves that it sees.

mod equilibria;
mod findings;
mod observed;
mod stand_off;

pub use findings::{
    LessonFindings, ObservedFindings, ObservedMonth, RESOLVE_SCHEMA, ReplyChoice,
    ResolveAssumptions, ResolveFindings, StandOffFindings, StandOffPoint, ThreatEquilibrium,
    ThreatOutcomeFindings, TypeFindings,
};

use crate::{Answer, StudyError, answer, profiles};
use talion_economy::Economy;
use talion_game::Observer;
use talion_model::{Ending, PrivatePlan, Scenario, SolvedPolicies, ThreatPlay};
use talion_solve::resolve::signalling_equilibria;

/// A question about resolve, ready to be answered.
#[derive(Debug, Clone)]
pub struct ResolveStudy<'a> {
    scenario: &'a Scenario,
}

impl<'a> ResolveStudy<'a> {
    /// A study of a scenario that has a `[resolve]` table.
    pub fn new(scenario: &'a Scenario) -> Self {
        Self { scenario }
    }

    /// Builds the threat game, lists its equilibria, follows the stand-off and the record.
    ///
    /// # Errors
    /// A scenario without the table, a trade model without equilibrium under some threat, more supports than
    /// can be gone through, or an observer that asked to stop.
    pub fn run(&self, observer: &dyn Observer) -> Result<ResolveFindings, StudyError> {
        let scenario = self.scenario;
        let plan = scenario.private().ok_or(StudyError::NoResolve)?;
        let economy = Economy::new(scenario.dataset(), scenario.economy_options())?;
        let mut solved = SolvedPolicies::default();
        let play = ThreatPlay::build(scenario, &economy, &mut solved, observer)
            .map_err(crate::study::interrupted)?
            .ok_or(StudyError::NoResolve)?;
        let found = signalling_equilibria(play.game.signalling(), observer)?;
        let equilibria = found
            .equilibria
            .iter()
            .map(|one| equilibria::told(&play.game, one))
            .collect::<Result<Vec<_>, _>>()?;
        let (selected, selection_rule) = equilibria::select(&equilibria);
        let lessons =
            selected.map(|at| equilibria::lessons(&play.game, &equilibria[at])).unwrap_or_default();
        let mut findings = ResolveFindings {
            schema: RESOLVE_SCHEMA.to_owned(),
            scenario: scenario.name().to_owned(),
            answer: Answer::default(),
            assumptions: self.assumptions(&economy, plan, &play),
            outcomes: play.outcomes.iter().map(|one| outcome(plan, one)).collect(),
            concept: "sequential equilibrium".to_owned(),
            equilibria,
            selected,
            selection_rule,
            complete: true,
            method: found.method,
            lessons,
            stand_off: stand_off::stand_off(scenario, plan, &play),
            observed: observed::observed(scenario, plan)?,
        };
        findings.answer = answer::resolve(&findings);
        Ok(findings)
    }

    fn assumptions(
        &self,
        economy: &Economy,
        plan: &PrivatePlan,
        play: &ThreatPlay,
    ) -> ResolveAssumptions {
        let common = profiles::assumptions(self.scenario, economy, true);
        let names = plan.players.map(|player| self.scenario.players()[player.0].name.clone());
        let starts = ["resolve.".to_owned()];
        let own = names.iter().map(|name| format!("player.{name}.objective."));
        let starts: Vec<String> = starts.into_iter().chain(own).collect();
        let counts = |key: &str| starts.iter().any(|start| key.starts_with(start));
        let types = [0, 1].map(|side: usize| {
            let of = |(t, own): (usize, &talion_model::PrivateType)| TypeFindings {
                label: own.label.clone(),
                prior: own.prior.to_f64(),
                carries_out: if side == 0 { carries_out(play, t) } else { Vec::new() },
            };
            plan.types[side].iter().enumerate().map(of).collect()
        });
        ResolveAssumptions {
            data: common.data,
            elasticities: common.elasticities,
            players: names,
            types,
            threats: plan.threats.iter().map(|threat| threat.label.clone()).collect(),
            replies: plan
                .replies
                .iter()
                .map(|reply| ReplyChoice { label: reply.label.clone(), concedes: reply.concedes })
                .collect(),
            weights: common.weights.into_iter().filter(|weight| counts(&weight.key)).collect(),
        }
    }
}

/// Whether a type of the sender would carry out each threat after each reply.
fn carries_out(play: &ThreatPlay, t: usize) -> Vec<Vec<bool>> {
    let game = &play.game;
    let of = |k: usize| (0..game.replies().len()).map(|j| game.carries_out(t, k, j)).collect();
    (0..game.threats().len()).map(of).collect()
}

fn outcome(plan: &PrivatePlan, one: &talion_model::ThreatOutcome) -> ThreatOutcomeFindings {
    let (places, carried_out) = match one.ending {
        Ending::Quiet => (None, false),
        Ending::Settled { threat, reply } => (Some((threat, reply)), false),
        Ending::CarriedOut { threat, reply } => (Some((threat, reply)), true),
    };
    ThreatOutcomeFindings {
        threat: places.map(|(threat, _)| plan.threats[threat].label.clone()),
        reply: places.map(|(_, reply)| plan.replies[reply].label.clone()),
        carried_out,
        payoffs: one.payoffs.clone(),
        welfare_percent: one.welfare,
    }
}
