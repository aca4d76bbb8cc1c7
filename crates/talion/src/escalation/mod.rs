//! A study of escalation over time: equilibria of the ladder, the way from the start, what each
//! instrument is worth, and where the answer flips.

mod findings;
mod instruments;
mod options;
mod path;
mod play;
mod simulate;
mod state_graph;
mod thresholds;
mod variants;

pub use findings::{
    ActionFindings, DeEscalationFindings, ESCALATION_SCHEMA, EscalationAssumptions,
    EscalationFindings, EscalationVariant, FlipFindings, GraphArcFindings, GraphFindings,
    GraphStateFindings, InstrumentFindings, LaterHorizon, MarkovFindings, OddsFindings,
    QuarterFindings, SimulationFindings, SizeFindings, ThresholdFindings, TrackFindings,
};
pub use options::EscalationOptions;

use crate::{Answer, StudyError, answer, profiles};
use petgraph::algo::kosaraju_scc;
use play::Played;
use talion_economy::Economy;
use talion_game::{Observer, PlayerId, StochasticGame};
use talion_model::{Ladder, LadderAction, Order, Scenario, SelectionRule, SolvedPolicies, Without};
use talion_solve::StageRule;

/// Odds of a deal are asked for within so many quarters.
const DEAL_QUARTERS: usize = 8;
/// Quarters by which a horizon is put off to see what hangs on it.
const LATER: usize = 12;
/// Quarters followed where play never ends.
const FOLLOWED: usize = 40;

/// A question about escalation, ready to be answered.
#[derive(Debug, Clone)]
pub struct EscalationStudy<'a> {
    scenario: &'a Scenario,
    options: EscalationOptions,
}

/// One way of solving the ladder, with what it makes of it.
struct View {
    played: Played,
    findings: MarkovFindings,
}

impl<'a> EscalationStudy<'a> {
    /// A study of a scenario that has an `[escalation]` table.
    pub fn new(scenario: &'a Scenario, options: EscalationOptions) -> Self {
        Self { scenario, options }
    }

    /// Builds the ladder, solves it, and follows play from the start.
    ///
    /// # Errors
    /// A scenario without escalation, a trade model without equilibrium under some policy, an unknown
    /// key among the thresholds, or an observer that asked to stop before there was anything to report.
    pub fn run(&self, observer: &dyn Observer) -> Result<EscalationFindings, StudyError> {
        let scenario = self.scenario;
        let economy = Economy::new(scenario.dataset(), scenario.economy_options())?;
        let mut solved = SolvedPolicies::default();
        let ladder = build(scenario, &economy, Without::Nothing, &mut solved, observer)?;
        let policies_solved = solved.len();
        let views = views(&ladder, observer)?;
        // The scenario's own rule comes first.
        let selected = 0;
        let main = &views[selected];
        let quarters = quarters(&ladder);
        let way = path::follow(&ladder, &main.played, quarters)?;
        let within = quarters.min(DEAL_QUARTERS);
        let (paths, seed) = (self.options.paths, self.options.seed);
        let simulation = simulate::simulate(&ladder, &main.played, within, paths, seed)?;
        let instruments =
            self.instruments(&economy, &ladder, &main.played, &mut solved, observer)?;
        let without = self.variants(&ladder, observer)?;
        let later_horizon = later_horizon(&ladder, &way.quarters, observer)?;
        let thresholds = self.thresholds(&economy, &mut solved, observer)?;
        let mut findings = EscalationFindings {
            schema: ESCALATION_SCHEMA.to_owned(),
            scenario: scenario.name().to_owned(),
            answer: Answer::default(),
            assumptions: self.assumptions(&economy, &ladder),
            size: SizeFindings {
                states: ladder.game().state_count(),
                arcs: ladder.graph().edge_count(),
                transitions: ladder.game().transition_count(),
                policies_solved,
                components: kosaraju_scc(ladder.graph()).len(),
            },
            selected: Some(selected),
            concept: "Markov-perfect equilibrium".to_owned(),
            selection_rule: main.played.found_by.clone(),
            method: main.played.method.clone(),
            termination: main.played.termination.clone(),
            complete: main.played.unique,
            equilibria: distinct(&views),
            graph: Some(state_graph::state_graph(&ladder, &main.played, quarters)?),
            quarters: way.quarters,
            odds: way.odds,
            de_escalation: way.de_escalation,
            simulation,
            instruments,
            without,
            thresholds,
            later_horizon,
        };
        findings.answer = answer::escalation(&findings);
        Ok(findings)
    }

    fn assumptions(&self, economy: &Economy, ladder: &Ladder) -> EscalationAssumptions {
        let (scenario, plan) = (self.scenario, ladder.plan());
        let common = profiles::assumptions(scenario, economy, true);
        EscalationAssumptions {
            data: common.data,
            elasticities: common.elasticities,
            deficits: common.deficits,
            market: common.market,
            order: match plan.order {
                Order::Simultaneous => "simultaneous".to_owned(),
                Order::Alternating => "alternating".to_owned(),
            },
            horizon_quarters: plan.horizon,
            players: scenario.players().iter().map(|player| player.name.clone()).collect(),
            discounts: plan.discounts.clone(),
            tracks: plan
                .tracks
                .iter()
                .map(|track| TrackFindings {
                    player: scenario.players()[track.player.0].name.clone(),
                    name: track.name.clone(),
                    rungs: track.rungs.iter().map(|rung| rung.label.clone()).collect(),
                    kept_in_deal: track.kept_in_deal,
                })
                .collect(),
            deal: plan.deal_moves.iter().map(|&at| scenario.moves()[at].label.clone()).collect(),
            weights: common.weights,
        }
    }
}

/// What every player would have to get in every year to be as well off as in the game over time without
/// talks.
pub(crate) fn annual_without_talks(
    scenario: &Scenario,
    observer: &dyn Observer,
) -> Result<Vec<f64>, StudyError> {
    let economy = Economy::new(scenario.dataset(), scenario.economy_options())?;
    let mut solved = SolvedPolicies::default();
    let ladder = build(scenario, &economy, Without::Talks, &mut solved, observer)?;
    let played = solve(&ladder, ladder.game(), observer)?;
    Ok(markov(&ladder, &played)?.annual)
}

/// The ladder of a scenario.
fn build(
    scenario: &Scenario,
    economy: &Economy,
    without: Without,
    solved: &mut SolvedPolicies,
    observer: &dyn Observer,
) -> Result<Ladder, StudyError> {
    let ladder = Ladder::build(scenario, economy, without, solved, observer);
    ladder.map_err(crate::study::interrupted)?.ok_or(StudyError::NoEscalation)
}

/// Quarters that play is followed over.
fn quarters(ladder: &Ladder) -> usize {
    ladder.plan().horizon.unwrap_or(FOLLOWED)
}

/// The game solved in the scenario's own way.
fn solve(
    ladder: &Ladder,
    game: &StochasticGame,
    observer: &dyn Observer,
) -> Result<Played, StudyError> {
    match ladder.plan().horizon {
        Some(quarters) => play::play_over(game, quarters, stage_rule(ladder.plan().rule), observer),
        None => play::play_forever(game, stage_rule(ladder.plan().rule), observer),
    }
}

/// The scenario's own way first, then the others.
fn views(ladder: &Ladder, observer: &dyn Observer) -> Result<Vec<View>, StudyError> {
    let game = ladder.game();
    let mut played = vec![solve(ladder, game, observer)?];
    if let Some(quarters) = ladder.plan().horizon
        && !played[0].unique
    {
        let rules = [
            SelectionRule::RiskDominance,
            SelectionRule::PayoffDominance,
            SelectionRule::First,
            SelectionRule::Last,
        ];
        for rule in rules.into_iter().filter(|rule| *rule != ladder.plan().rule) {
            let rule = stage_rule(rule);
            played.push(play::play_over(game, quarters, rule, observer)?);
        }
    }
    let view = |played| Ok(View { findings: markov(ladder, &played)?, played });
    played.into_iter().map(view).collect()
}

/// Whether what is said about the first half of the time hangs on the horizon.
fn later_horizon(
    ladder: &Ladder,
    found: &[QuarterFindings],
    observer: &dyn Observer,
) -> Result<Option<LaterHorizon>, StudyError> {
    let Some(horizon) = ladder.plan().horizon else { return Ok(None) };
    let quarters = horizon + LATER;
    let rule = stage_rule(ladder.plan().rule);
    let played = play::play_over(ladder.game(), quarters, rule, observer)?;
    let way = path::follow(ladder, &played, horizon / 2)?;
    let pairs = way.quarters.iter().zip(found);
    let largest_difference =
        pairs.map(|(a, b)| (a.phases[3] - b.phases[3]).abs()).fold(0.0, f64::max);
    let deal_within_8 = path::deal_within(ladder, &played, horizon.min(DEAL_QUARTERS))?;
    Ok(Some(LaterHorizon { quarters, deal_within_8, largest_difference }))
}

fn markov(ladder: &Ladder, played: &Played) -> Result<MarkovFindings, StudyError> {
    let game = ladder.game();
    let players = game.player_count();
    let start = ladder.start();
    let values: Vec<f64> = (0..players).map(|p| played.value(start, p, players)).collect();
    let annual = values.iter().zip(game.discounts()).map(|(v, delta)| 4.0 * v * (1.0 - delta));
    let first_moves = (0..players)
        .map(|player| {
            let player = PlayerId(player);
            let mixed = played.at(0).at(start, player);
            let actions = game.actions(start, player).iter().zip(mixed);
            actions
                .filter(|(_, probability)| **probability > 0.0)
                .map(|(action, &probability)| ActionFindings {
                    action: action.clone(),
                    probability,
                })
                .collect()
        })
        .collect();
    let within = quarters(ladder).min(DEAL_QUARTERS);
    Ok(MarkovFindings {
        found_by: played.found_by.clone(),
        annual: annual.collect(),
        values,
        first_moves,
        deal_within_8: path::deal_within(ladder, played, within)?,
        one_shot_gain: played.one_shot_gain,
        best_reply_gain: played.best_reply_gain(game),
        mixed_share: played.mixed_share(game),
        several_share: played.several_share,
        undecided_share: played.undecided_share,
    })
}

fn stage_rule(rule: SelectionRule) -> StageRule {
    match rule {
        SelectionRule::RiskDominance => StageRule::RiskDominance,
        SelectionRule::PayoffDominance => StageRule::PayoffDominance,
        SelectionRule::First => StageRule::First,
        SelectionRule::Last => StageRule::Last,
    }
}

/// The views' findings, those that come to the same values at the start once.
fn distinct(views: &[View]) -> Vec<MarkovFindings> {
    let mut found: Vec<MarkovFindings> = Vec::new();
    for view in views {
        let own = &view.findings;
        let same = |known: &&mut MarkovFindings| {
            known.values.iter().zip(&own.values).all(|(a, b)| (a - b).abs() <= 1e-9)
        };
        match found.iter_mut().find(same) {
            Some(known) => known.found_by = format!("{}; {}", known.found_by, own.found_by),
            None => found.push(own.clone()),
        }
    }
    found
}

/// The action that is most likely, the first of several.
fn likeliest(actions: &[f64]) -> usize {
    let mut best = 0;
    for (at, chance) in actions.iter().enumerate() {
        if *chance > actions[best] {
            best = at;
        }
    }
    best
}

/// Whether an action is a step up on a track.
fn steps_up(action: LadderAction, track: usize) -> bool {
    action == LadderAction::Up(track)
}
