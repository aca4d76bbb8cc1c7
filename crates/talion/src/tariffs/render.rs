//! From points of a tariff game to findings.

use super::{
    RateFindings, SearchFindings, TARIFF_FINDINGS_SCHEMA, TariffAssumptions, TariffCheck,
    TariffFindings, TariffRegion, TariffSolution, TariffStudy,
};
use crate::StudyError;
use talion_economy::{Branch, Outcome, RegionId};
use talion_game::{ContinuousGame, Observer, PlayerCheck, Side, Termination};
use talion_model::TariffGame;

/// A change in logs, in percent.
pub(super) fn percent(log: f64) -> f64 {
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
            assumptions: self.assumptions(game),
            method: method.to_owned(),
            termination,
            solutions: Vec::new(),
            runs: Vec::new(),
            iterations: 0,
            seconds: Some(observer.elapsed().as_secs_f64()),
        }
    }

    fn assumptions(&self, game: &TariffGame<'_>) -> TariffAssumptions {
        let options = &self.options.game;
        let sectors = self.economy.sectors();
        TariffAssumptions {
            data: self.data.clone(),
            elasticities: self.economy.elasticities().to_owned(),
            deficits: self.economy.deficits().to_string(),
            market: self.economy.market().to_string(),
            political_weights: options.political_weights.is_some(),
            players: game.members().iter().map(|&region| self.code(region)).collect(),
            targets: options.targets,
            instruments: options.kinds.clone(),
            by: options.by,
            sectors: game.sectors().iter().map(|s| sectors[s.0].code.clone()).collect(),
            bounds: options.kinds.iter().map(|&kind| options.bounds(kind)).collect(),
            rates_per_player: game.players().iter().map(|p| p.instruments.len()).collect(),
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
            rates: self.rates(game, point),
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

    fn rates(&self, game: &TariffGame<'_>, point: &[Vec<f64>]) -> Vec<RateFindings> {
        let found = |rate: talion_model::Rate| RateFindings {
            player: self.code(rate.player),
            instrument: rate.kind,
            partner: rate.partner.map(|partner| self.code(partner)),
            sector: rate.sector.map_or_else(
                || "all".to_owned(),
                |sector| self.economy.sectors()[sector.0].code.clone(),
            ),
            rate: rate.rate,
            applied: rate.applied,
            at_bound: rate.at_bound,
        };
        game.rates(point).into_iter().map(found).collect()
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
