//! What a repeated game reports: plain data with labels, the JSON of `--format json`.

use serde::Serialize;
use talion::game::{Automaton, RepeatedGame, Termination};
use talion::solve::repeated::{Critical, Sustain};

/// A repeated game and what was found. Payoffs are normalised by one less the discount factor.
#[derive(Debug, Serialize)]
pub(super) struct SustainResult {
    pub(super) form: &'static str,
    pub(super) title: String,
    pub(super) players: Vec<String>,
    pub(super) discount: Vec<f64>,
    /// Whether the set settled and the strategies passed the check of one-shot deviations.
    pub(super) certified: bool,
    /// What the others can hold each player down to, in pure strategies.
    pub(super) minmax: Vec<f64>,
    /// The same in mixed strategies.
    pub(super) minmax_mixed: Vec<f64>,
    /// Corners of the feasible payoffs above the mixed minmax; two players.
    pub(super) individually_rational: Option<Vec<[f64; 2]>>,
    pub(super) target: Target,
    /// The least common factor under punishment for ever; null if none is enough.
    pub(super) critical_discount: Option<f64>,
    pub(super) critical: Criticals,
    pub(super) payoff_set: PayoffSetTold,
    /// The strategies that pay the target, or the best that can be kept.
    pub(super) automaton: Option<AutomatonTold>,
    /// Whether the target can be kept at these factors.
    pub(super) keeps_target: bool,
    /// The shortest penance that leaves nothing to renegotiate; null if there is none.
    pub(super) penance: Option<PenanceTold>,
}

/// The promise.
#[derive(Debug, Serialize)]
pub(super) struct Target {
    pub(super) profile: Vec<String>,
    pub(super) payoffs: Vec<f64>,
    pub(super) deviations: Vec<f64>,
}

/// Critical discount factors.
#[derive(Debug, Serialize)]
pub(super) struct Criticals {
    pub(super) punishments: Option<Vec<f64>>,
    pub(super) over_all_equilibria: bool,
    pub(super) grim: Factors,
    pub(super) periods: Vec<Punished>,
    pub(super) penal_code: Option<f64>,
}

#[derive(Debug, Serialize)]
pub(super) struct Factors {
    pub(super) by_player: Vec<Option<f64>>,
    pub(super) joint: Option<f64>,
}

#[derive(Debug, Serialize)]
pub(super) struct Punished {
    pub(super) periods: u32,
    pub(super) by_player: Vec<Option<f64>>,
    pub(super) joint: Option<f64>,
}

/// The set of equilibrium payoffs, exact or between two approximations.
#[derive(Debug, Serialize)]
pub(super) struct PayoffSetTold {
    pub(super) method: &'static str,
    /// Corners; of the inner approximation where the set is not known exactly.
    pub(super) vertices: Vec<Vec<f64>>,
    pub(super) threats: Option<Vec<f64>>,
    /// The set is within these half-spaces, where it is not known exactly.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) outer: Option<Vec<HalfSpace>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) gap: Option<f64>,
    pub(super) iterations: u64,
    pub(super) termination: Termination,
}

#[derive(Debug, Serialize)]
pub(super) struct HalfSpace {
    pub(super) direction: Vec<f64>,
    pub(super) bound: f64,
}

/// Strategies, with labels.
#[derive(Debug, Serialize)]
pub(super) struct AutomatonTold {
    pub(super) states: Vec<StateTold>,
    pub(super) start: Vec<(usize, f64)>,
    pub(super) punishments: Vec<usize>,
    pub(super) payoffs: Vec<f64>,
    pub(super) one_shot_gain: f64,
    pub(super) promise: f64,
}

#[derive(Debug, Serialize)]
pub(super) struct StateTold {
    pub(super) profile: Vec<String>,
    pub(super) payoffs: Vec<f64>,
    pub(super) next: Vec<(usize, f64)>,
}

#[derive(Debug, Serialize)]
pub(super) struct PenanceTold {
    pub(super) periods: u32,
    pub(super) profiles: Vec<Vec<String>>,
}

impl SustainResult {
    /// What was found, with labels for numbers.
    pub(super) fn new(game: &RepeatedGame, found: &Sustain, certified: bool) -> Self {
        let critical = &found.critical;
        let stage = game.stage();
        Self {
            form: "repeated",
            title: stage.title().to_owned(),
            players: stage.players().iter().map(|player| player.label.clone()).collect(),
            discount: game.discounts().to_vec(),
            certified,
            minmax: found.minmax.pure.clone(),
            minmax_mixed: found.minmax.mixed.clone(),
            individually_rational: found.individually_rational.clone(),
            target: Target {
                profile: labels(game, &critical.profile),
                payoffs: critical.payoffs.clone(),
                deviations: critical.deviations.clone(),
            },
            critical_discount: critical.grim.joint,
            critical: Criticals {
                punishments: critical.punishments.clone(),
                over_all_equilibria: critical.over_all_equilibria,
                grim: factors(&critical.grim),
                periods: critical
                    .periods
                    .iter()
                    .map(|(periods, critical)| Punished {
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
            penance: found.penance.as_ref().map(|penance| PenanceTold {
                periods: penance.periods,
                profiles: penance.profiles.iter().map(|profile| labels(game, profile)).collect(),
            }),
        }
    }
}

fn labels(game: &RepeatedGame, profile: &[usize]) -> Vec<String> {
    let players = game.stage().players().iter().zip(profile);
    players.map(|(player, &s)| player.strategies[s].clone()).collect()
}

fn factors(critical: &Critical) -> Factors {
    Factors { by_player: critical.by_player.clone(), joint: critical.joint }
}

fn payoff_set(found: &Sustain) -> PayoffSetTold {
    if let Some(set) = &found.payoff_set {
        return PayoffSetTold {
            method: set.method,
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
            .map(|(direction, &bound)| HalfSpace { direction: direction.clone(), bound });
        told.collect()
    };
    PayoffSetTold {
        method: "hyperplanes",
        vertices: inner.map(points).unwrap_or_default(),
        threats: None,
        outer: set.and_then(|set| set.outer.as_ref()).map(half_spaces),
        gap: set.and_then(|set| set.gap),
        iterations: set.map_or(0, |set| set.iterations.iter().sum()),
        termination: set.map_or(Termination::Interrupted, |set| set.termination),
    }
}

fn automaton(game: &RepeatedGame, found: &Sustain) -> Option<AutomatonTold> {
    let (automaton, check) = (found.automaton.as_ref()?, found.check.as_ref()?);
    let states = automaton.states.iter().zip(&check.values).map(|(state, values)| StateTold {
        profile: labels(game, &state.profile),
        payoffs: values.clone(),
        next: state.next.clone(),
    });
    Some(AutomatonTold {
        states: states.collect(),
        start: automaton.start.clone(),
        punishments: automaton.punishments.clone(),
        payoffs: check.start.clone(),
        one_shot_gain: check.one_shot_gain,
        promise: check.promise,
    })
}
