//! How far tariffs would go: the continuous games of a scenario, and the two curves that show why.

mod findings;
mod reactions;

pub use findings::{CurvePoint, MarkFindings, PolicyFindings, ReactionFindings};

use crate::{StudyError, TariffConcept, TariffStudy, TariffStudyOptions};
use rayon::prelude::*;
use talion_economy::Economy;
use talion_game::Observer;
use talion_model::TariffPlan;

/// Answers every question of a plan; draws the curves if two play and the plan asks for them.
///
/// A question that has no answer is told with the reason and costs the others nothing. Where the
/// observer asks to stop, the curves are left out.
pub(crate) fn policy(
    economy: &Economy,
    data: &str,
    plan: &TariffPlan,
    observer: &dyn Observer,
) -> Result<PolicyFindings, StudyError> {
    let observer = Clockless(observer);
    let study = |&concept: &TariffConcept| {
        let options = TariffStudyOptions::of_plan(plan, concept);
        TariffStudy::new(economy, data, options).run_or_say_why(&observer)
    };
    let curves = || {
        let asked = plan.curves && plan.game.players.len() == 2 && !observer.stopped();
        asked.then(|| reactions::reactions(economy, plan, &observer)).transpose()
    };
    let (studies, curves) = rayon::join(
        || plan.concepts.par_iter().map(study).collect::<Result<Vec<_>, StudyError>>(),
        curves,
    );
    Ok(PolicyFindings { studies: studies?, curves: curves? })
}

/// An observer that lends no clock: a report's bytes must not depend on the time that it took.
struct Clockless<'a>(&'a dyn Observer);

impl Observer for Clockless<'_> {
    fn progress(&self, stage: &str, done: u64, total: u64) {
        self.0.progress(stage, done, total);
    }

    fn stopped(&self) -> bool {
        self.0.stopped()
    }
}
