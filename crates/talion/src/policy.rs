//! How far tariffs would go: the continuous games of a scenario, and the two curves that show why.

mod findings;
mod reactions;

pub use findings::{CurvePoint, MarkFindings, PolicyFindings, ReactionFindings};

use crate::{StudyError, TariffFindings, TariffStudy, TariffStudyOptions};
use talion_economy::Economy;
use talion_game::Observer;
use talion_model::TariffPlan;

/// Answers every question of a plan; draws the curves if two play and the plan asks for them.
pub(crate) fn policy(
    economy: &Economy,
    data: &str,
    plan: &TariffPlan,
    observer: &dyn Observer,
) -> Result<PolicyFindings, StudyError> {
    let mut studies = Vec::new();
    for &concept in &plan.concepts {
        let options = TariffStudyOptions::of_plan(plan, concept);
        let mut study = TariffStudy::new(economy, data, options).run(observer)?;
        forget_time(&mut study);
        studies.push(study);
    }
    let curves = if plan.curves && plan.game.players.len() == 2 {
        Some(reactions::reactions(economy, plan, observer)?)
    } else {
        None
    };
    Ok(PolicyFindings { studies, curves })
}

/// Takes out what differs from one run to the next.
fn forget_time(study: &mut TariffFindings) {
    study.seconds = None;
    for formula in study.solutions.iter_mut().filter_map(|solution| solution.formula.as_mut()) {
        formula.seconds = None;
    }
}
