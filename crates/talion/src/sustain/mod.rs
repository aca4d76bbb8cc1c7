//! Would a promise be kept if the game of a scenario's packages were played again and again?

mod certified;
mod findings;
mod tariffs;

pub use certified::doubt as sustain_doubt;
pub use findings::{
    AutomatonFindings, AutomatonStateFindings, DiscountFindings, FactorFindings, HalfSpaceFindings,
    PatienceFindings, PayoffSetFindings, PenanceFindings, PromiseFindings, PunishedFindings,
    SustainFindings,
};
pub(crate) use tariffs::MOST_LACKING_PERCENT;
pub use tariffs::{
    KeptFindings, KeptSurgeFindings, KeptTariffFindings, KeptTariffOptions, KeptTariffProblem,
    KeptTariffProblems, KeptTariffStudy, KeptTariffs, Surge,
};

use crate::{StudyError, answer};
use rayon::prelude::*;
use talion_economy::Economy;
use talion_game::{NormalForm, Observer, PlayerId, RepeatedGame, Termination};
use talion_model::Scenario;
use talion_solve::SolveError;
use talion_solve::repeated::{Sustain, SustainOptions, equilibrium_payoffs, sustain};

/// Common discount factors at which the set of payoffs is drawn.
const FACTORS: [f64; 11] = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99];

/// The profile of packages that carries out the deal of the scenario's escalation: of every player the
/// package that has its moves of the deal and no others. `None` if somebody has no such package.
pub fn deal_profile(scenario: &Scenario) -> Option<Vec<usize>> {
    let plan = scenario.escalation()?;
    let players = (0..scenario.players().len()).map(PlayerId);
    let profile = players.map(|player| {
        let own = |at: &&usize| scenario.moves()[**at].player == player;
        let mut wanted: Vec<usize> = plan.deal_moves.iter().filter(own).copied().collect();
        wanted.sort_unstable();
        scenario.packages(player).iter().position(|package| {
            let mut moves = package.moves.clone();
            moves.sort_unstable();
            moves == wanted
        })
    });
    profile.collect()
}

impl SustainFindings {
    /// What was found of a scenario's packages, with the sets at other factors and the answer in words.
    ///
    /// # Errors
    /// None of a game that `found` was found of.
    pub fn of_scenario(
        game: &RepeatedGame,
        found: &Sustain,
        observer: &dyn Observer,
    ) -> Result<Self, StudyError> {
        let mut findings = Self::new(game, found);
        let stage = game.stage();
        findings.stage = (0..stage.profile_count())
            .map(|at| (0..stage.player_count()).map(|p| stage.payoffs(PlayerId(p))[at]).collect())
            .collect();
        if stage.player_count() == 2 {
            findings.by_discount = by_discount(game, observer)?;
        }
        findings.answer = Some(answer::sustain(&findings));
        Ok(findings)
    }
}

fn by_discount(
    game: &RepeatedGame,
    observer: &dyn Observer,
) -> Result<Vec<DiscountFindings>, StudyError> {
    let at = |discount: f64| -> Result<DiscountFindings, StudyError> {
        let game = RepeatedGame::new(game.stage().clone(), vec![discount; 2])?;
        let most = SustainOptions::default().most_iterations;
        let set = equilibrium_payoffs(&game, most, observer)?;
        let settled = set.termination == Termination::Converged;
        Ok(DiscountFindings { discount, vertices: set.vertices, settled })
    };
    FACTORS.into_par_iter().map(at).collect()
}

/// Which freely chosen tariffs of a scenario keep themselves, or why none do: no war to answer a breach with,
/// nothing that all prefer to it. `None` if the scenario has no `[tariffs]`.
///
/// # Errors
/// An observer that asked to stop.
pub(crate) fn kept_tariffs(
    scenario: &Scenario,
    economy: &Economy,
    observer: &dyn Observer,
) -> Result<Option<Result<KeptTariffFindings, String>>, StudyError> {
    let Some(options) = KeptTariffOptions::of_scenario(scenario) else { return Ok(None) };
    let data = scenario.dataset().name();
    match KeptTariffStudy::new(economy, data, options).run(observer) {
        Ok(found) => Ok(Some(Ok(found))),
        Err(StudyError::Solve(SolveError::Stopped { .. })) => Err(StudyError::Interrupted),
        Err(why) => Ok(Some(Err(why.to_string()))),
    }
}

/// What a scenario's packages can sustain, and whether its deal would be kept; `None` if the scenario has
/// no escalation, and so no discount factors.
///
/// # Errors
/// None of a game that was solved before.
pub(crate) fn study(
    scenario: &Scenario,
    stage: &NormalForm,
    observer: &dyn Observer,
) -> Result<Option<SustainFindings>, StudyError> {
    let Some(plan) = scenario.escalation() else { return Ok(None) };
    let game = RepeatedGame::new(stage.clone(), plan.discounts.clone())?;
    let options = SustainOptions { target: deal_profile(scenario), ..SustainOptions::default() };
    let found = sustain(&game, &options, observer)?;
    Ok(Some(SustainFindings::of_scenario(&game, &found, observer)?))
}
