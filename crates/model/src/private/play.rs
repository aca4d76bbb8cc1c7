//! A threat game from a scenario: every way it can end, through the economy, for every type.

use super::{PrivatePlan, PrivateType};
use crate::play::settle;
use crate::{ModelError, Payoff, Scenario, Situation, SolvedPolicies, Terms};
use serde::Serialize;
use talion_economy::Economy;
use talion_game::{
    Observer, PlayerId, PrivateTypes, Rational, Reply, Threat, ThreatGame, ThreatPayoffs,
};

/// Digits after the point to which payoffs, in percent of real income, are rounded, so that exact
/// arithmetic on them stays small.
const DIGITS: usize = 9;

/// How a threat game ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "end")]
pub enum Ending {
    /// Without a threat.
    Quiet,
    /// A threat that is not carried out, since the reply gave in or the sender backed down.
    Settled {
        /// The threat.
        threat: usize,
        /// The reply.
        reply: usize,
    },
    /// A threat that is carried out.
    CarriedOut {
        /// The threat.
        threat: usize,
        /// The reply.
        reply: usize,
    },
}

/// What one way of ending is worth.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ThreatOutcome {
    /// How it ends.
    pub ending: Ending,
    /// Payoff of every type of the sender, then of the receiver, percent of real income.
    pub payoffs: [Vec<f64>; 2],
    /// Change in real income of the sender's and the receiver's region, percent.
    pub welfare: [f64; 2],
}

/// A threat game with the outcomes that it is made of.
#[derive(Debug, Clone)]
pub struct ThreatPlay {
    /// The game; payoffs are rounded to a billionth of a percent.
    pub game: ThreatGame,
    /// Every way it can end: quiet, then by threat and reply, settled before carried out.
    pub outcomes: Vec<ThreatOutcome>,
}

impl ThreatPlay {
    /// Takes every ending through the economy; `None` where the scenario does not ask. `solved` belongs to
    /// this economy.
    ///
    /// # Errors
    /// A policy that has no equilibrium, purchases out of reach, or an observer that asked to stop.
    pub fn build(
        scenario: &Scenario,
        economy: &Economy,
        solved: &mut SolvedPolicies,
        observer: &dyn Observer,
    ) -> Result<Option<Self>, ModelError> {
        let Some(plan) = scenario.private() else { return Ok(None) };
        let endings = endings(plan);
        let situations: Vec<Situation> =
            endings.iter().map(|ending| situation(scenario, economy, plan, *ending)).collect();
        let describe = |at: usize| words(plan, endings[at]);
        let found = settle(scenario, economy, &situations, &describe, solved, observer)?;
        let mut outcomes = Vec::with_capacity(endings.len());
        for ((ending, situation), outcome) in endings.iter().zip(&situations).zip(&found) {
            let worth = |side: usize, own: &PrivateType| {
                let player = plan.players[side];
                let with = as_type(scenario, player, own);
                let fought = matches!(ending, Ending::CarriedOut { .. });
                let conflict = if fought { own.conflict_cost } else { 0.0 };
                Payoff::of(&with, player, situation, outcome).total(Terms::All) - conflict
            };
            let payoffs = [0, 1].map(|side: usize| {
                plan.types[side].iter().map(|own| worth(side, own)).collect::<Vec<f64>>()
            });
            let welfare = plan.players.map(|player| {
                let region = scenario.players()[player.0].region;
                100.0 * (outcome.economy.welfare_hat[region.0] - 1.0)
            });
            outcomes.push(ThreatOutcome { ending: *ending, payoffs, welfare });
        }
        let game = game(scenario, plan, &outcomes)?;
        Ok(Some(Self { game, outcomes }))
    }

    /// The outcome of an ending.
    pub fn outcome(&self, ending: Ending) -> Option<&ThreatOutcome> {
        self.outcomes.iter().find(|outcome| outcome.ending == ending)
    }
}

/// The scenario in which a player is of a type.
fn as_type(scenario: &Scenario, player: PlayerId, own: &PrivateType) -> Scenario {
    let mut with = scenario.clone();
    with.players[player.0].objective.clone_from(&own.objective);
    with
}

/// Every ending, quiet first; a concession leaves nothing to carry out.
fn endings(plan: &PrivatePlan) -> Vec<Ending> {
    let mut endings = vec![Ending::Quiet];
    for threat in 0..plan.threats.len() {
        for (reply, own) in plan.replies.iter().enumerate() {
            endings.push(Ending::Settled { threat, reply });
            if !own.concedes {
                endings.push(Ending::CarriedOut { threat, reply });
            }
        }
    }
    endings
}

fn situation(
    scenario: &Scenario,
    economy: &Economy,
    plan: &PrivatePlan,
    ending: Ending,
) -> Situation {
    let (threat, reply, carried) = match ending {
        Ending::Quiet => return Situation::with_moves(scenario, economy, &[], None),
        Ending::Settled { threat, reply } => (&plan.threats[threat], &plan.replies[reply], false),
        Ending::CarriedOut { threat, reply } => (&plan.threats[threat], &plan.replies[reply], true),
    };
    let uttered: &[usize] = if carried { &threat.moves } else { &[] };
    let moves: Vec<&crate::Move> =
        uttered.iter().chain(&reply.moves).map(|&at| &scenario.moves()[at]).collect();
    let mut situation = Situation::with_moves(scenario, economy, &moves, None);
    let [sender, receiver] = plan.players;
    situation.backs_down[receiver.0] = reply.backs_down;
    situation.backs_down[sender.0] = if carried || reply.concedes { 0.0 } else { threat.audience };
    situation
}

/// An ending in words, for messages.
fn words(plan: &PrivatePlan, ending: Ending) -> String {
    let named = |threat: usize, reply: usize, how: &str| {
        format!("threat {} {how}, reply {}", plan.threats[threat].name, plan.replies[reply].name)
    };
    match ending {
        Ending::Quiet => "no threat".to_owned(),
        Ending::Settled { threat, reply } => named(threat, reply, "not carried out"),
        Ending::CarriedOut { threat, reply } => named(threat, reply, "carried out"),
    }
}

fn game(
    scenario: &Scenario,
    plan: &PrivatePlan,
    outcomes: &[ThreatOutcome],
) -> Result<ThreatGame, ModelError> {
    let players = [0, 1].map(|side: usize| PrivateTypes {
        label: scenario.players()[plan.players[side].0].name.clone(),
        types: plan.types[side].iter().map(|own| own.label.clone()).collect(),
        prior: plan.types[side].iter().map(|own| own.prior.clone()).collect(),
    });
    let at = |ending: Ending, side: usize, own: usize| {
        let found = outcomes.iter().find(|outcome| outcome.ending == ending);
        rounded(found.map_or(0.0, |outcome| outcome.payoffs[side][own]))
    };
    let table = |side: usize, carried: bool| -> Vec<Vec<Vec<Rational>>> {
        let cell = |own: usize, threat: usize, reply: usize| {
            if carried && !plan.replies[reply].concedes {
                at(Ending::CarriedOut { threat, reply }, side, own)
            } else {
                at(Ending::Settled { threat, reply }, side, own)
            }
        };
        let row = |own: usize, k: usize| (0..plan.replies.len()).map(|j| cell(own, k, j)).collect();
        let of_type = |own: usize| (0..plan.threats.len()).map(|k| row(own, k)).collect();
        (0..plan.types[side].len()).map(of_type).collect()
    };
    let quiet =
        |side: usize| (0..plan.types[side].len()).map(|own| at(Ending::Quiet, side, own)).collect();
    let threats = plan
        .threats
        .iter()
        .map(|threat| Threat { label: threat.label.clone(), risk: decimal(threat.risk) });
    let replies = plan
        .replies
        .iter()
        .map(|reply| Reply { label: reply.label.clone(), concedes: reply.concedes });
    let payoffs = ThreatPayoffs {
        quiet_sender: quiet(0),
        quiet_receiver: quiet(1),
        sender: [table(0, false), table(0, true)],
        receiver: [table(1, false), table(1, true)],
    };
    let (threats, replies) = (threats.collect(), replies.collect());
    Ok(ThreatGame::new(scenario.title(), players, "No threat", threats, replies, payoffs)?)
}

/// A payoff as a fraction of a billion.
fn rounded(value: f64) -> Rational {
    format!("{value:.DIGITS$}").parse().unwrap_or_default()
}

/// The decimal that a double is written as, exactly.
pub(crate) fn decimal(value: f64) -> Rational {
    value.to_string().parse().unwrap_or_default()
}
