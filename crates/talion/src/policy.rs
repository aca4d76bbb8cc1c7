//! How far tariffs would go: the continuous games of a scenario, and the two curves that show why.

mod findings;
mod reactions;

pub use findings::{CurvePoint, MarkFindings, PolicyFindings, ReactionFindings};

use crate::{StudyError, TariffConcept, TariffFindings, TariffStudy, TariffStudyOptions};
use rayon::prelude::*;
use talion_economy::Economy;
use talion_game::Observer;
use talion_model::TariffPlan;

/// Answers every question of a plan, side by side; draws the curves if two play and the plan asks
/// for them.
///
/// A question that has no answer is told with the reason and costs the others nothing. Where the
/// observer asks to stop, the curves are left out.
pub(crate) fn policy(
    economy: &Economy,
    data: &str,
    plan: &TariffPlan,
    observer: &dyn Observer,
) -> Result<PolicyFindings, StudyError> {
    let study = |&concept: &TariffConcept| {
        let options = TariffStudyOptions::of_plan(plan, concept);
        let found = TariffStudy::new(economy, data, options).run_or_say_why(observer);
        found.map(timeless)
    };
    let curves = || {
        let asked = plan.curves && plan.game.players.len() == 2 && !observer.stopped();
        asked.then(|| reactions::reactions(economy, plan, observer)).transpose()
    };
    let (studies, curves) = rayon::join(
        || plan.concepts.par_iter().map(study).collect::<Result<Vec<_>, StudyError>>(),
        curves,
    );
    Ok(PolicyFindings { studies: studies?, curves: curves? })
}

/// Without what differs from one run to the next.
fn timeless(mut study: TariffFindings) -> TariffFindings {
    study.seconds = None;
    for formula in study.solutions.iter_mut().filter_map(|solution| solution.formula.as_mut()) {
        formula.seconds = None;
    }
    study
}
