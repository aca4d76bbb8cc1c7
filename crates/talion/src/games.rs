//! Games of a scenario in the forms that solvers take.

use crate::StudyError;
use talion_economy::Economy;
use talion_game::{Observer, RepeatedGame, ThreatGame};
use talion_model::{
    Ladder, LadderConflict, Scenario, SolvedPolicies, Terms, ThreatPlay, Without, play,
};

/// The conflict that a scenario's ladder makes: [`Ladder::conflict`].
///
/// # Errors
/// A scenario without escalation, a trade model without equilibrium under some policy, or an observer that
/// asked to stop.
pub fn scenario_conflict(
    scenario: &Scenario,
    band: f64,
    observer: &dyn Observer,
) -> Result<LadderConflict, StudyError> {
    let economy = Economy::new(scenario.dataset(), scenario.economy_options())?;
    let mut solved = SolvedPolicies::default();
    let ladder = Ladder::build(scenario, &economy, Without::Nothing, &mut solved, observer)
        .map_err(crate::study::interrupted)?
        .ok_or(StudyError::NoEscalation)?;
    Ok(ladder.conflict(scenario.title(), Terms::All, band)?)
}

/// The threat game of a scenario's `[resolve]` table.
///
/// # Errors
/// A scenario without that table, a trade model without equilibrium under some threat, or an observer that
/// asked to stop.
pub fn scenario_threat(
    scenario: &Scenario,
    observer: &dyn Observer,
) -> Result<ThreatGame, StudyError> {
    let economy = Economy::new(scenario.dataset(), scenario.economy_options())?;
    let play = ThreatPlay::build(scenario, &economy, &mut SolvedPolicies::default(), observer);
    Ok(play.map_err(crate::study::interrupted)?.ok_or(StudyError::NoResolve)?.game)
}

/// The game of a scenario's packages, played again and again; without discount factors, with those of its
/// escalation.
///
/// # Errors
/// No discount factors at all, a trade model without equilibrium at some profile, or an observer that asked
/// to stop.
pub fn scenario_repeated(
    scenario: &Scenario,
    discounts: Option<Vec<f64>>,
    observer: &dyn Observer,
) -> Result<RepeatedGame, StudyError> {
    let of_scenario = || scenario.escalation().map(|plan| plan.discounts.clone());
    let discounts = discounts.or_else(of_scenario).ok_or(StudyError::NoEscalation)?;
    let economy = Economy::new(scenario.dataset(), scenario.economy_options())?;
    let played = play(scenario, &economy, observer).map_err(crate::study::interrupted)?;
    Ok(RepeatedGame::new(played.game(scenario, Terms::All)?, discounts)?)
}
