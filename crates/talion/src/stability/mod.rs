//! Which situations of a scenario are stable, and how they are reached: the ladder without time and chance.

mod findings;
mod ordered;

pub use findings::{
    AttractorFindings, DeterrenceFindings, LadderFindings, LadderMoveFindings, LeftOutFindings,
    MoveTaken, PreferenceChangeFindings, SanctionFindings, SituationFindings, StabilityFindings,
    StableSetFindings, StatusQuoFindings, StatusQuoPathFindings, WitnessFindings,
};
pub use ordered::Ordered;

use crate::{StudyError, answer, scenario_conflict};
use talion_game::Observer;
use talion_model::{LadderConflict, Scenario};
use talion_solve::conflict::{Stability, StabilityOptions, stability};

impl StabilityFindings {
    /// What was found of a scenario's ladder, with the answer in words.
    pub fn of_ladder(conflict: &LadderConflict, found: &Stability) -> Self {
        let mut findings = Self::new(&conflict.game, found);
        findings.ladder = Some(LadderFindings::new(conflict));
        findings.answer = answer::stability(&findings);
        findings
    }
}

/// The questions that a scenario asks of its ladder: ways from where we are, and what would make the deal
/// last.
pub fn scenario_questions(conflict: &LadderConflict) -> StabilityOptions {
    StabilityOptions {
        status_quo: Some(conflict.start),
        wanted: conflict.deal,
        ..StabilityOptions::default()
    }
}

/// The stability of a scenario's ladder; `None` if the scenario has none.
///
/// # Errors
/// A trade model without equilibrium under some policy, or an observer that asked to stop.
pub(crate) fn study(
    scenario: &Scenario,
    observer: &dyn Observer,
) -> Result<Option<StabilityFindings>, StudyError> {
    if scenario.escalation().is_none() {
        return Ok(None);
    }
    let conflict = scenario_conflict(scenario, 0.0, observer)?;
    let found = stability(&conflict.game, &scenario_questions(&conflict), observer)?;
    Ok(Some(StabilityFindings::of_ladder(&conflict, &found)))
}
