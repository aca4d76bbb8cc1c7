//! From points of a tariff game to findings.

use super::{
    RateFindings, SearchFindings, TARIFF_FINDINGS_SCHEMA, TariffAssumptions, TariffCheck,
    TariffFindings, TariffRegion, TariffSolution, TariffStudy,
};
use crate::StudyError;
use talion_economy::{Branch, Economy, Outcome, RegionId, SectorId};
use talion_game::{ContinuousGame, Observer, PlayerCheck, Side, Termination};
use talion_model::{Rate, TariffGame, TariffGameOptions};

/// A change in logs, in percent.
pub(crate) fn percent(log: f64) -> f64 {
    100.0 * log.exp_m1()
}

/// Why a search ended, in words.
pub(super) fn words(termination: Termination) -> String {
    match termination {
        Termination::Enumerated => "enumerated".to_owned(),
        Termination::Converged => "converged".to_owned(),
        Termination::IterationLimit => "iteration limit".to_owned(),
        Termination::TimeLimit => "time limit".to_owned(),
        Termination::Cycle { period } => format!("cycle of period {period}"),
        Termination::Interrupted => "interrupted".to_owned(),
        _ => "for a reason unknown to this report".to_owned(),
    }
}

impl TariffStudy<'_> {
    /// Findings without answers yet.
    pub(super) fn findings(
        &self,
        game: &TariffGame<'_>,
        method: &str,
        termination: String,
        observer: &dyn Observer,
    ) -> TariffFindings {
        TariffFindings {
            schema: TARIFF_FINDINGS_SCHEMA.to_owned(),
            concept: self.options.concept,
            leader: None,
            assumptions: tariff_assumptions(self.economy, &self.data, game, &self.options.game),
            method: method.to_owned(),
            termination,
            solutions: Vec::new(),
            runs: Vec::new(),
            iterations: 0,
            seconds: Some(observer.elapsed().as_secs_f64()),
        }
    }

    /// The answer at a point: rates, regions, and the checks of who moves.
    pub(super) fn solution(
        &self,
        game: &TariffGame<'_>,
        point: &[Vec<f64>],
        checks: &[PlayerCheck],
    ) -> Result<TariffSolution, StudyError> {
        let outcome = game.outcome(point)?;
        let largest = |of: fn(&PlayerCheck) -> f64| checks.iter().map(of).fold(0.0, f64::max);
        Ok(TariffSolution {
            mover: None,
            rates: rate_findings(self.economy, game, point),
            regions: self.regions(game, &outcome)?,
            projected_gradient: largest(|check| check.projected_gradient),
            max_gain_percent: percent(largest(|check| check.gain)),
            residual: outcome.residual,
            fold_at: match outcome.branch {
                Branch::Fold { at, .. } => Some(at),
                _ => None,
            },
            budget: self.options.budget,
            checks: checks.iter().map(|check| self.check(game.members(), check)).collect(),
            agreement: None,
            formula: None,
        })
    }

    fn regions(
        &self,
        game: &TariffGame<'_>,
        outcome: &Outcome,
    ) -> Result<Vec<TariffRegion>, StudyError> {
        let objectives = game.objectives_at(outcome)?;
        let of = |n: usize| {
            let region = RegionId(n);
            let place = game.members().iter().position(|&member| member == region);
            TariffRegion {
                region: self.code(region),
                plays: place.is_some(),
                welfare_percent: outcome.welfare_percent(region),
                equivalent_variation_musd: outcome.equivalent_variation(region),
                objective_percent: place.map(|at| percent(objectives[at])),
            }
        };
        Ok((0..self.economy.region_count()).map(of).collect())
    }

    pub(super) fn check(&self, members: &[RegionId], check: &PlayerCheck) -> TariffCheck {
        let at = |side: Side| check.active.iter().filter(|bound| bound.side == side).count();
        TariffCheck {
            player: self.code(members[check.player.0]),
            gain_percent: percent(check.gain),
            projected_gradient: check.projected_gradient,
            largest_curvature: check.curvature.largest,
            curvature_scale: check.curvature.scale,
            curvature_exact: check.curvature.exact,
            at_lower: at(Side::Lower),
            at_upper: at(Side::Upper),
            search: SearchFindings {
                payoffs: check.effort.payoffs,
                gradients: check.effort.gradients,
                without_payoff: check.effort.without_payoff,
            },
        }
    }
}

/// What is assumed of a tariff game.
pub(crate) fn tariff_assumptions(
    economy: &Economy,
    data: &str,
    game: &TariffGame<'_>,
    options: &TariffGameOptions,
) -> TariffAssumptions {
    TariffAssumptions {
        data: data.to_owned(),
        elasticities: economy.elasticities().to_owned(),
        deficits: economy.deficits().to_string(),
        market: economy.market().to_string(),
        political_weights: options.political_weights.is_some(),
        players: game.members().iter().map(|m| economy.regions()[m.0].code.clone()).collect(),
        targets: options.targets,
        instruments: options.kinds.clone(),
        by: options.by,
        sectors: game.sectors().iter().map(|s| economy.sectors()[s.0].code.clone()).collect(),
        bounds: options.kinds.iter().map(|&kind| options.bounds(kind)).collect(),
        rates_per_player: game.players().iter().map(|p| p.instruments.len()).collect(),
    }
}

/// Every rate of a point of a tariff game, with labels.
pub(crate) fn rate_findings(
    economy: &Economy,
    game: &TariffGame<'_>,
    point: &[Vec<f64>],
) -> Vec<RateFindings> {
    let region = |region: RegionId| economy.regions()[region.0].code.clone();
    let sector = |sector: SectorId| economy.sectors()[sector.0].code.clone();
    let found = |rate: Rate| RateFindings {
        player: region(rate.player),
        instrument: rate.kind,
        partner: rate.partner.map(region),
        sector: rate.sector.map_or_else(|| "all".to_owned(), sector),
        rate: rate.rate,
        applied: rate.applied,
        at_bound: rate.at_bound,
    };
    game.rates(point).into_iter().map(found).collect()
}
