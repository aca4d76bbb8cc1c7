//! A back-test: the record laid on a scenario's ladder, the model fitted to it, everything scored.

use super::answer::answer;
use super::benchmarks::Benchmark;
use super::findings::{
    BACKTEST_SCHEMA, BacktestFindings, ChoiceFindings, EstimateFindings, ForecastFindings,
    MoveFindings, RidgeFindings, SurfaceFindings, WindowFindings,
};
use super::fit::{Fit, Grid, Surface};
use super::scores::{Lead, Scores};
use super::{ActionClass, Decision};
use crate::StudyError;
use talion_economy::Economy;
use talion_game::Observer;
use talion_model::{
    Dating, Fate, HistoricalStep, History, HistoryError, Ladder, Month, Record, Scenario,
    SolvedPolicies, Without,
};
use talion_solve::LogitMarkov;

/// Name of the model among the forecasts.
const MODEL: &str = "logit-markov";
/// Parameters of the model.
const PARAMETERS: usize = 2;

/// What a back-test is asked.
#[derive(Debug, Clone, PartialEq)]
pub struct BacktestOptions {
    /// By which day moves count.
    pub dating: Dating,
    /// First and last month to which everything is fitted.
    pub fit: (Month, Month),
    /// First and last month that are forecast.
    pub score: (Month, Month),
    /// Where the likelihood is computed first.
    pub grid: Grid,
}

/// A scenario and a record, ready to be held against each other.
#[derive(Debug, Clone)]
pub struct BacktestStudy<'a> {
    scenario: &'a Scenario,
    name: String,
    history: &'a History,
    options: BacktestOptions,
}

/// Forecasts of a window, each with what was chosen.
type Forecasts = Vec<(Vec<f64>, usize)>;

impl<'a> BacktestStudy<'a> {
    /// A back-test of a scenario against the record of that name.
    pub fn new(
        scenario: &'a Scenario,
        name: impl Into<String>,
        history: &'a History,
        options: BacktestOptions,
    ) -> Self {
        Self { scenario, name: name.into(), history, options }
    }

    /// Lays the record on the ladder, fits the model, and scores it against the benchmarks.
    ///
    /// # Errors
    /// A scenario without a ladder or with other than two players, a record that the ladder does not
    /// have, a policy without equilibrium, or an observer that asked to stop.
    pub fn run(&self, observer: &dyn Observer) -> Result<BacktestFindings, StudyError> {
        let scenario = self.scenario;
        let economy = Economy::new(scenario.dataset(), scenario.economy_options())?;
        let mut solved = SolvedPolicies::default();
        let ladder = Ladder::build(scenario, &economy, Without::Nothing, &mut solved, observer)?;
        let ladder = ladder
            .ok_or_else(|| HistoryError::NoLadder { scenario: scenario.name().to_owned() })?;
        let record = Record::of(self.history, &ladder, self.options.dating)?;
        let (first, last) = self.options.fit;
        let fitted = Decision::of_window(&record, &ladder, first, last)?;
        let (first, last) = self.options.score;
        let scored = Decision::of_window(&record, &ladder, first, last)?;
        let slots: Vec<usize> = fitted.iter().map(|decision| decision.slot).collect();
        let model = LogitMarkov::new(ladder.game());
        let fit = Fit::of(&model, &slots, self.options.grid.clone(), observer)?;
        let benchmarks = Benchmark::fitted(&fitted);
        let forecasts = forecasts(&fit, &benchmarks, &fitted, &scored);
        let choices = choices(&ladder, &fit, &benchmarks, &fitted, &scored);
        let mut findings = BacktestFindings {
            schema: BACKTEST_SCHEMA.to_owned(),
            answer: Vec::new(),
            scenario: scenario.name().to_owned(),
            history: self.name.clone(),
            dating: self.options.dating,
            states: ladder.game().state_count(),
            players: ladder.game().players().to_vec(),
            fit: window(self.options.fit, &fitted),
            score: window(self.options.score, &scored),
            estimate: estimate(&fit),
            ridge: ridge(&fit.surface),
            surface: surface(&fit.surface),
            forecasts,
            choices,
            moves: moves(self.history, &record),
        };
        findings.answer = answer(&findings);
        Ok(findings)
    }
}

fn window((first, last): (Month, Month), decisions: &[Decision]) -> WindowFindings {
    let moves = decisions.iter().filter(|one| one.class() != ActionClass::Hold).count();
    WindowFindings {
        first: first.to_string(),
        last: last.to_string(),
        decisions: decisions.len(),
        moves,
    }
}

fn estimate(fit: &Fit) -> EstimateFindings {
    EstimateFindings {
        lambda: fit.point.lambda,
        lambda_95: [fit.lambda.low, fit.lambda.high],
        lambda_inside: fit.lambda.inside,
        kappa_inside: fit.kappa.inside.map(|x| x.is_finite().then_some(x)),
        kappa: fit.inertia(),
        kappa_95: [fit.kappa.low, fit.kappa.high],
        hold_log_odds: fit.point.hold,
        log_likelihood: fit.log_likelihood,
        log_likelihood_without_payoffs: fit.without_payoffs,
        slope: fit.slope,
        edge: fit.edge,
        residual: fit.chances.residual,
    }
}

fn surface(surface: &Surface) -> SurfaceFindings {
    SurfaceFindings {
        lambdas: surface.grid.lambdas.clone(),
        hold_log_odds: surface.grid.holds.clone(),
        log_likelihood: surface.log_likelihood.clone(),
    }
}

fn ridge(surface: &Surface) -> Vec<RidgeFindings> {
    let grid = &surface.grid;
    let at = |(column, &lambda): (usize, &f64)| {
        let values = grid.holds.iter().zip(&surface.log_likelihood);
        let reached = values.filter_map(|(hold, row)| Some((*hold, row[column]?)));
        let (hold, log_likelihood) = reached.max_by(|a, b| a.1.total_cmp(&b.1))?;
        let kappa = (lambda > 0.0).then(|| hold / lambda);
        Some(RidgeFindings { lambda, hold_log_odds: hold, kappa, log_likelihood })
    };
    grid.lambdas.iter().enumerate().filter_map(at).collect()
}

/// What the model says of a choice: a chance for every action of its menu.
fn of_model(fit: &Fit, decision: &Decision) -> Vec<f64> {
    let first = decision.slot - decision.choice;
    fit.chances.probabilities[first..first + decision.menu.len()].to_vec()
}

fn forecasts(
    fit: &Fit,
    benchmarks: &[Benchmark],
    fitted: &[Decision],
    scored: &[Decision],
) -> Vec<ForecastFindings> {
    let of = |forecast: &dyn Fn(&Decision) -> Vec<f64>, window: &[Decision]| -> Forecasts {
        window.iter().map(|decision| (forecast(decision), decision.choice)).collect()
    };
    let model = |decision: &Decision| of_model(fit, decision);
    let (model_fit, model_score) = (of(&model, fitted), of(&model, scored));
    let finding = |name: &str, parameters, in_fit: Forecasts, in_score: Forecasts| {
        let (fit, score) = (Scores::of(&in_fit), Scores::of(&in_score));
        let other = name != MODEL;
        ForecastFindings {
            name: name.to_owned(),
            parameters,
            aic: fit.aic(parameters),
            fit,
            score,
            model_ahead_in_fit: other.then(|| Lead::of(&model_fit, &in_fit)),
            model_ahead_in_score: other.then(|| Lead::of(&model_score, &in_score)),
        }
    };
    let mut found = vec![finding(MODEL, PARAMETERS, model_fit.clone(), model_score.clone())];
    for benchmark in benchmarks {
        let forecast = |decision: &Decision| benchmark.forecast(decision);
        let (in_fit, in_score) = (of(&forecast, fitted), of(&forecast, scored));
        found.push(finding(benchmark.name(), benchmark.parameters(), in_fit, in_score));
    }
    found
}

fn choices(
    ladder: &Ladder,
    fit: &Fit,
    benchmarks: &[Benchmark],
    fitted: &[Decision],
    scored: &[Decision],
) -> Vec<ChoiceFindings> {
    let one = |decision: &Decision, scored: bool| {
        let state = ladder.state(decision.state);
        let choice = decision.choice;
        let mut probabilities = vec![of_model(fit, decision)[choice]];
        probabilities.extend(benchmarks.iter().map(|rule| rule.forecast(decision)[choice]));
        ChoiceFindings {
            month: decision.month.to_string(),
            player: ladder.game().players()[decision.player.0].clone(),
            scored,
            state: state.describe(ladder.plan()),
            action: decision.menu[choice].describe(ladder.plan(), state.phase),
            counted: decision.counted,
            probabilities,
        }
    };
    let fitted = fitted.iter().map(|decision| one(decision, false));
    fitted.chain(scored.iter().map(|decision| one(decision, true))).collect()
}

fn moves(history: &History, record: &Record) -> Vec<MoveFindings> {
    let one = |(one, fate): (&talion_model::HistoricalMove, &Fate)| {
        let (word, month, why) = match fate {
            Fate::Unmapped { why } => ("unmapped", None, Some(why.clone())),
            Fate::Announcement => ("announcement", None, None),
            Fate::Repeats => ("repeats", None, None),
            Fate::PartOfDeal { month } => ("part-of-deal", Some(month), None),
            Fate::Superseded { month } => ("superseded", Some(month), None),
            Fate::Counts { month } => ("counts", Some(month), None),
        };
        MoveFindings {
            date: one.announced.to_string(),
            effective: one.effective.map(|day| day.to_string()),
            actor: one.actor.clone(),
            action: one.action.clone(),
            steps: one.steps.iter().map(HistoricalStep::to_string).collect(),
            fate: word.to_owned(),
            month: month.map(Month::to_string),
            why,
            source: one.source.clone(),
            verified: one.verified,
        }
    };
    history.moves().iter().zip(&record.fates).map(one).collect()
}
