//! What was found of a repeated game, as plain data with labels.

use super::certified::doubt;
use crate::Answer;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use talion_game::{Automaton, RepeatedGame, Termination};
use talion_solve::repeated::{Critical, Sustain};

/// A repeated game and what was found. Payoffs are normalised by one less the discount factor.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SustainFindings {
    /// Always `repeated`.
    pub form: String,
    /// Title of the stage game.
    pub title: String,
    /// The answer in words, where the game is a scenario's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<Answer>,
    /// Names of the players.
    pub players: Vec<String>,
    /// Discount factor of every player, per period.
    pub discount: Vec<f64>,
    /// Whether the set settled and the strategies passed the check of one-shot deviations.
    pub certified: bool,
    /// What the others can hold each player down to, in pure strategies.
    pub minmax: Vec<f64>,
    /// The same in mixed strategies.
    pub minmax_mixed: Vec<f64>,
    /// Corners of the feasible payoffs above the mixed minmax; two players.
    pub individually_rational: Option<Vec<[f64; 2]>>,
    /// The promise that is asked about.
    pub target: PromiseFindings,
    /// The least common factor under punishment for ever; null if none is enough.
    pub critical_discount: Option<f64>,
    /// How much patience it takes.
    pub critical: PatienceFindings,
    /// What can be sustained at these factors.
    pub payoff_set: PayoffSetFindings,
    /// The strategies that pay the target, or the best that can be kept.
    pub automaton: Option<AutomatonFindings>,
    /// Whether the target can be kept at these factors.
    pub keeps_target: bool,
    /// The shortest penance that leaves nothing to renegotiate; null if there is none.
    pub penance: Option<PenanceFindings>,
    /// Payoffs of every profile of the stage game, where the game is a scenario's.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stage: Vec<Vec<f64>>,
    /// What can be sustained at other common discount factors, where the game is a scenario's.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub by_discount: Vec<DiscountFindings>,
}

/// What can be sustained at a common discount factor.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DiscountFindings {
    /// The factor.
    pub discount: f64,
    /// Corners of the set of equilibrium payoffs, counter-clockwise.
    pub vertices: Vec<[f64; 2]>,
    /// Whether the set settled.
    pub settled: bool,
}

/// The promise.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PromiseFindings {
    /// What every player plays.
    pub profile: Vec<String>,
    /// Payoff of every player.
    pub payoffs: Vec<f64>,
    /// What every player gets by its best deviation.
    pub deviations: Vec<f64>,
}

/// Critical discount factors.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PatienceFindings {
    /// What punishment for ever leaves every player: its worst equilibrium of the stage game.
    pub punishments: Option<Vec<f64>>,
    /// Whether all equilibria of the stage game are known.
    pub over_all_equilibria: bool,
    /// Punished for ever by the worst equilibrium of the stage game.
    pub grim: FactorFindings,
    /// Punished for some periods.
    pub periods: Vec<PunishedFindings>,
    /// Under the harshest credible punishments; two players.
    pub penal_code: Option<f64>,
}

/// Critical factors.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FactorFindings {
    /// The least factor of every player; null if none is enough.
    pub by_player: Vec<Option<f64>>,
    /// The largest of them.
    pub joint: Option<f64>,
}

/// Critical factors for a length of punishment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PunishedFindings {
    /// How many periods.
    pub periods: u32,
    /// The least factor of every player; null if none is enough.
    pub by_player: Vec<Option<f64>>,
    /// The largest of them.
    pub joint: Option<f64>,
}

/// The set of equilibrium payoffs, exact or between two approximations.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PayoffSetFindings {
    /// Method, by its literature name.
    pub method: String,
    /// Corners; of the inner approximation where the set is not known exactly.
    pub vertices: Vec<Vec<f64>>,
    /// The worst that each player can be held to in equilibrium.
    pub threats: Option<Vec<f64>>,
    /// The set is within these half-spaces, where it is not known exactly.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outer: Option<Vec<HalfSpaceFindings>>,
    /// How far the two approximations are apart.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gap: Option<f64>,
    /// Steps taken.
    pub iterations: u64,
    /// Why the method stopped.
    pub termination: Termination,
}

/// A half-space that the payoffs are in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct HalfSpaceFindings {
    /// Normal.
    pub direction: Vec<f64>,
    /// Largest value in that direction.
    pub bound: f64,
}

/// Strategies, with labels.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AutomatonFindings {
    /// States.
    pub states: Vec<AutomatonStateFindings>,
    /// Where play starts, with odds.
    pub start: Vec<(usize, f64)>,
    /// The state that each player is punished in.
    pub punishments: Vec<usize>,
    /// Payoff of every player.
    pub payoffs: Vec<f64>,
    /// The largest gain from one deviation.
    pub one_shot_gain: f64,
    /// How far the states pay what they promise.
    pub promise: f64,
}

/// A state of the strategies.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AutomatonStateFindings {
    /// What every player plays.
    pub profile: Vec<String>,
    /// Payoff of every player.
    pub payoffs: Vec<f64>,
    /// Where play goes if nobody deviates, with odds.
    pub next: Vec<(usize, f64)>,
}

/// A penance.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PenanceFindings {
    /// How many periods.
    pub periods: u32,
    /// What is played while each player does penance.
    pub profiles: Vec<Vec<String>>,
}

impl SustainFindings {
    /// What was found, with labels for numbers.
    pub fn new(game: &RepeatedGame, found: &Sustain) -> Self {
        let critical = &found.critical;
        let stage = game.stage();
        Self {
            form: "repeated".to_owned(),
            title: stage.title().to_owned(),
            answer: None,
            players: stage.players().iter().map(|player| player.label.clone()).collect(),
            discount: game.discounts().to_vec(),
            certified: doubt(game, found).is_none(),
            minmax: found.minmax.pure.clone(),
            minmax_mixed: found.minmax.mixed.clone(),
            individually_rational: found.individually_rational.clone(),
            target: PromiseFindings {
                profile: labels(game, &critical.profile),
                payoffs: critical.payoffs.clone(),
                deviations: critical.deviations.clone(),
            },
            critical_discount: critical.grim.joint,
            critical: PatienceFindings {
                punishments: critical.punishments.clone(),
                over_all_equilibria: critical.over_all_equilibria,
                grim: factors(&critical.grim),
                periods: critical
                    .periods
                    .iter()
                    .map(|(periods, critical)| PunishedFindings {
                        periods: *periods,
                        by_player: critical.by_player.clone(),
                        joint: critical.joint,
                    })
                    .collect(),
                penal_code: critical.penal_code.as_ref().and_then(|code| code.joint),
            },
            payoff_set: payoff_set(found),
            automaton: automaton(game, found),
            keeps_target: found.keeps_target,
            penance: found.penance.as_ref().map(|penance| PenanceFindings {
                periods: penance.periods,
                profiles: penance.profiles.iter().map(|profile| labels(game, profile)).collect(),
            }),
            stage: Vec::new(),
            by_discount: Vec::new(),
        }
    }
}

fn labels(game: &RepeatedGame, profile: &[usize]) -> Vec<String> {
    let players = game.stage().players().iter().zip(profile);
    players.map(|(player, &s)| player.strategies[s].clone()).collect()
}

fn factors(critical: &Critical) -> FactorFindings {
    FactorFindings { by_player: critical.by_player.clone(), joint: critical.joint }
}

fn payoff_set(found: &Sustain) -> PayoffSetFindings {
    if let Some(set) = &found.payoff_set {
        return PayoffSetFindings {
            method: set.method.to_owned(),
            vertices: set.vertices.iter().map(|corner| corner.to_vec()).collect(),
            threats: Some(set.threats.clone()),
            outer: None,
            gap: None,
            iterations: set.iterations,
            termination: set.termination,
        };
    }
    let set = found.approximation.as_ref();
    let inner = set.and_then(|set| set.inner.as_ref());
    let points = |inner: &Automaton| inner.states.iter().map(|s| s.payoffs.clone()).collect();
    let half_spaces = |bounds: &Vec<f64>| {
        let directions = set.iter().flat_map(|set| &set.directions);
        let told = directions
            .zip(bounds)
            .map(|(direction, &bound)| HalfSpaceFindings { direction: direction.clone(), bound });
        told.collect()
    };
    PayoffSetFindings {
        method: "hyperplanes".to_owned(),
        vertices: inner.map(points).unwrap_or_default(),
        threats: None,
        outer: set.and_then(|set| set.outer.as_ref()).map(half_spaces),
        gap: set.and_then(|set| set.gap),
        iterations: set.map_or(0, |set| set.iterations.iter().sum()),
        termination: set.map_or(Termination::Interrupted, |set| set.termination),
    }
}

fn automaton(game: &RepeatedGame, found: &Sustain) -> Option<AutomatonFindings> {
    let (automaton, check) = (found.automaton.as_ref()?, found.check.as_ref()?);
    let states =
        automaton.states.iter().zip(&check.values).map(|(state, values)| AutomatonStateFindings {
            profile: labels(game, &state.profile),
            payoffs: values.clone(),
            next: state.next.clone(),
        });
    Some(AutomatonFindings {
        states: states.collect(),
        start: automaton.start.clone(),
        punishments: automaton.punishments.clone(),
        payoffs: check.start.clone(),
        one_shot_gain: check.one_shot_gain,
        promise: check.promise,
    })
}
