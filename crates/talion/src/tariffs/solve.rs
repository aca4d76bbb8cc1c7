//! One function per concept: the method, its answers, their certificates.

use super::render::{percent, words};
use super::{
    AgreementFindings, Disagreement, FormulaFindings, FormulaReply, Split, TariffFindings,
    TariffRun, TariffStudy,
};
use crate::StudyError;
use talion_game::{ContinuousGame, Observer, PlayerId, Point, Termination};
use talion_model::{
    FormulaOptions, FormulaTariffs, RateBy, RateKind, RateTargets, TariffGame, TariffGameOptions,
    formula_tariffs,
};
use talion_solve::{
    BargainingRule, NashOptions, ReplyOptions, best_response, cooperate, nash, stackelberg,
};

impl TariffStudy<'_> {
    fn game(&self) -> Result<TariffGame<'_>, StudyError> {
        Ok(TariffGame::new(self.economy, &self.options.game)?)
    }

    /// The same players without an agreement: nobody pays anybody.
    fn without_transfers(&self) -> TariffGameOptions {
        let game = &self.options.game;
        let kinds = game.kinds.iter().copied().filter(|kind| *kind != RateKind::Transfer);
        TariffGameOptions { kinds: kinds.collect(), ..game.clone() }
    }

    pub(super) fn nash(&self, observer: &dyn Observer) -> Result<TariffFindings, StudyError> {
        let game = self.game()?;
        let found = nash(&game, &self.options.nash(), observer)?;
        let mut findings = self.findings(&game, &found.method, words(found.termination), observer);
        for equilibrium in &found.equilibria {
            let checks = &equilibrium.certificate.players;
            findings.solutions.push(self.solution(&game, &equilibrium.point, checks)?);
        }
        findings.runs = found
            .runs
            .iter()
            .map(|run| TariffRun {
                termination: words(run.termination),
                sweeps: run.sweeps,
                newton_steps: run.newton_steps,
                rejected: run.rejected,
                solution: run.equilibrium,
                failure: run.failure.clone(),
            })
            .collect();
        findings.iterations = found.iterations;
        Ok(findings)
    }

    pub(super) fn optimal(&self, observer: &dyn Observer) -> Result<TariffFindings, StudyError> {
        let game = self.game()?;
        let status_quo = game.status_quo();
        let mut solutions = Vec::new();
        let mut iterations = 0;
        let mut ended = Termination::Converged;
        for player in (0..game.members().len()).map(PlayerId) {
            let best = best_response(&game, player, &status_quo, &self.options.reply(), observer)?;
            iterations += best.iterations;
            if best.termination != Termination::Converged {
                ended = best.termination;
            }
            let mut solution = self.solution(&game, &best.point, &[best.check])?;
            solution.mover = Some(self.code(game.members()[player.0]));
            solution.rates.retain(|rate| Some(&rate.player) == solution.mover.as_ref());
            solutions.push(solution);
            if ended == Termination::Interrupted {
                break;
            }
        }
        let method = "projected quasi-Newton with the adjoint gradient, several starts";
        let found = self.findings(&game, method, words(ended), observer);
        Ok(TariffFindings { solutions, iterations, ..found })
    }

    pub(super) fn stackelberg(
        &self,
        observer: &dyn Observer,
    ) -> Result<TariffFindings, StudyError> {
        let game = self.game()?;
        let leader = match self.options.leader {
            None => PlayerId(0),
            Some(region) => {
                let place = game.members().iter().position(|&member| member == region);
                PlayerId(place.ok_or(StudyError::LeaderDoesNotPlay)?)
            }
        };
        let found = stackelberg(&game, leader, &self.options.nash(), observer)?;
        let method = "projected quasi-Newton along the reaction of the followers";
        let mut findings = self.findings(&game, method, words(found.termination), observer);
        let mut leading = found.leading.clone();
        leading.player = leader;
        let mut checks = found.following.players.clone();
        checks.insert(0, leading);
        findings.solutions.push(self.solution(&game, &found.point, &checks)?);
        findings.leader = Some(self.code(game.members()[leader.0]));
        findings.iterations = found.iterations;
        Ok(findings)
    }

    pub(super) fn cooperative(
        &self,
        observer: &dyn Observer,
    ) -> Result<TariffFindings, StudyError> {
        let game = self.game()?;
        let bargain = &self.options.bargain;
        let disagreement = match (&bargain.split, bargain.disagreement) {
            (Split::WeightedSum(_), _) => Vec::new(),
            (_, Disagreement::StatusQuo) => game.session().payoffs(&game.status_quo())?,
            (_, Disagreement::Nash) => {
                let apart = TariffGame::new(self.economy, &self.without_transfers())?;
                Self::war(&apart, &self.options.nash(), observer)?
            }
        };
        let rule = match &bargain.split {
            Split::WeightedSum(weights) => BargainingRule::WeightedSum { weights: weights.clone() },
            Split::NashBargaining => BargainingRule::Nash {
                weights: vec![1.0; game.members().len()],
                disagreement: disagreement.clone(),
            },
            Split::KalaiSmorodinsky => {
                BargainingRule::KalaiSmorodinsky { disagreement: disagreement.clone() }
            }
        };
        let found = cooperate(&game, &rule, &self.options.reply(), observer)?;
        let method = "projected quasi-Newton on the joint aim";
        let mut findings = self.findings(&game, method, words(found.termination), observer);
        let mut solution =
            self.solution(&game, &found.point, std::slice::from_ref(&found.check))?;
        for check in &mut solution.checks {
            "all together".clone_into(&mut check.player);
        }
        let logs = |list: &[f64]| list.iter().map(|&log| percent(log)).collect();
        solution.agreement = Some(AgreementFindings {
            bargain: bargain.clone(),
            disagreement_percent: logs(&found.disagreement),
            ideal_percent: logs(&found.ideal),
            weights: found.weights.clone(),
            breach_gain_percent: self.breaches(&game, &found.point, &found.values, observer)?,
        });
        findings.solutions.push(solution);
        findings.iterations = found.iterations;
        Ok(findings)
    }

    /// Payoffs of the first equilibrium found: from the status quo where that start leads to one, so
    /// that no other is tried then.
    fn war(
        game: &TariffGame<'_>,
        options: &NashOptions,
        observer: &dyn Observer,
    ) -> Result<Vec<f64>, StudyError> {
        let alone = NashOptions { starts: 0, ..options.clone() };
        let mut war = nash(game, &alone, observer)?;
        if war.equilibria.is_empty() && options.starts > 0 && !observer.stopped() {
            war = nash(game, options, observer)?;
        }
        let first = war.equilibria.into_iter().next();
        first
            .map(|e| e.values)
            .ok_or_else(|| StudyError::NoDisagreement { why: words(war.termination) })
    }

    /// What every player would gain by its best reply to the others' part of an agreement, transfers
    /// being paid.
    fn breaches(
        &self,
        game: &TariffGame<'_>,
        point: &Point,
        values: &[f64],
        observer: &dyn Observer,
    ) -> Result<Vec<f64>, StudyError> {
        let (game, point) = game.after_transfers(point, &self.options.game)?;
        let gain = |(player, value): (usize, &f64)| {
            let reply = self.options.reply();
            let best = best_response(&game, PlayerId(player), &point, &reply, observer)?;
            Ok(percent((best.values[player] - value).max(0.0)))
        };
        values.iter().enumerate().map(gain).collect()
    }

    pub(super) fn formula(&self, observer: &dyn Observer) -> Result<TariffFindings, StudyError> {
        let options = &self.options.game;
        let found = formula_tariffs(
            self.economy,
            &FormulaOptions {
                players: options.players.clone(),
                sectors: options.sectors.clone(),
                variant: self.options.formula,
            },
        )?;
        let seconds = observer.elapsed().as_secs_f64();
        let all = (0..self.economy.sector_count()).map(talion_economy::SectorId).collect();
        let one_rate = TariffGameOptions {
            targets: RateTargets::All,
            kinds: vec![RateKind::Tariff],
            by: RateBy::Importer,
            sectors: Some(options.sectors.clone().unwrap_or(all)),
            ..options.clone()
        };
        let by_sector = TariffGameOptions { by: RateBy::Sector, ..one_rate.clone() };
        let one_rate = TariffGame::new(self.economy, &one_rate)?;
        let by_sector = TariffGame::new(self.economy, &by_sector)?;
        let point = one_rate.point_of(&found.policy);
        let replies = self.replies(&found, &one_rate, &by_sector, observer)?;
        let mut findings = self.findings(
            &one_rate,
            "rounds of formula and equilibrium",
            words(Termination::Converged),
            observer,
        );
        // One rate each on all partners, whatever the plan's other concepts are played in.
        findings.assumptions.targets = RateTargets::All;
        findings.assumptions.by = RateBy::Importer;
        findings.assumptions.instruments = vec![RateKind::Tariff];
        findings.assumptions.bounds = vec![options.bounds(RateKind::Tariff)];
        let mut solution = self.solution(&one_rate, &point, &[])?;
        solution.max_gain_percent =
            replies.iter().map(|r| r.gain_by_sector_percent).fold(0.0, f64::max);
        solution.formula = Some(FormulaFindings {
            variant: self.options.formula,
            rounds: found.rounds,
            distance: found.distance,
            seconds: Some(seconds),
            replies,
        });
        findings.solutions.push(solution);
        findings.iterations = found.rounds as u64;
        Ok(findings)
    }

    /// What exact replies to the formula would bring, by one rate and by sector.
    fn replies(
        &self,
        found: &FormulaTariffs,
        one_rate: &TariffGame<'_>,
        by_sector: &TariffGame<'_>,
        observer: &dyn Observer,
    ) -> Result<Vec<FormulaReply>, StudyError> {
        // The reply is certified by what it brings, not by a search around it.
        let options = ReplyOptions {
            starts: 0,
            budget: talion_game::SearchBudget::NONE,
            ..self.options.reply()
        };
        let gain = |game: &TariffGame<'_>, player: PlayerId| {
            let point = game.point_of(&found.policy);
            let before = game.session().payoffs(&point)?[player.0];
            let best = best_response(game, player, &point, &options, observer)?;
            let rate =
                game.rates(&best.point).into_iter().find(|r| r.player == game.members()[player.0]);
            Ok::<_, StudyError>((
                percent((best.values[player.0] - before).max(0.0)),
                rate.map_or(0.0, |r| r.rate),
            ))
        };
        let mut replies = Vec::new();
        for (place, (&region, &rate)) in found.players.iter().zip(&found.rates).enumerate() {
            observer.progress("replies to the formula", place as u64, found.players.len() as u64);
            let (one, best_rate) = gain(one_rate, PlayerId(place))?;
            let (fine, _) = gain(by_sector, PlayerId(place))?;
            replies.push(FormulaReply {
                player: self.code(region),
                rate,
                best_rate,
                gain_one_rate_percent: one,
                gain_by_sector_percent: fine,
            });
        }
        Ok(replies)
    }
}
