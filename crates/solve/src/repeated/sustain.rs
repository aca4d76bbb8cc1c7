//! Everything that is asked of a repeated game, in one go: the one function that the layers above call.

use super::abreu_sannikov::{PayoffSet, equilibrium_payoffs};
use super::automaton::supporting_automaton;
use super::critical::{CriticalDiscounts, critical_discounts};
use super::hyperplanes::{HyperplaneOptions, HyperplaneSet, hyperplane_set};
use super::minmax::{Minmax, minmax};
use super::polygon::Polygon;
use super::renegotiation::{Penance, penance};
use super::stage::Stage;
use crate::SolveError;
use serde::Serialize;
use talion_game::{Automaton, AutomatonCheck, Observer, RepeatedGame};

/// What is asked of a repeated game.
#[derive(Debug, Clone, PartialEq)]
pub struct SustainOptions {
    /// The profile that is to be kept; the one with the largest sum of payoffs if none is given.
    pub target: Option<Vec<usize>>,
    /// Lengths of punishment.
    pub periods: Vec<u32>,
    /// Rounds of the payoff set.
    pub most_iterations: u64,
    /// Longest penance.
    pub most_penance: u32,
    /// How fine the approximation for more players is.
    pub hyperplanes: HyperplaneOptions,
}

impl Default for SustainOptions {
    fn default() -> Self {
        Self {
            target: None,
            periods: vec![1, 2, 3, 5, 10],
            most_iterations: 100_000,
            most_penance: 20,
            hyperplanes: HyperplaneOptions::default(),
        }
    }
}

/// What can be said of a repeated game.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Sustain {
    /// What players can be held down to.
    pub minmax: Minmax,
    /// Corners of the feasible payoffs that give everybody at least its mixed minmax payoff; two players.
    pub individually_rational: Option<Vec<[f64; 2]>>,
    /// How patient players must be to keep to the target.
    pub critical: CriticalDiscounts,
    /// The set of equilibrium payoffs, two players.
    pub payoff_set: Option<PayoffSet>,
    /// Its approximations, for more players.
    pub approximation: Option<HyperplaneSet>,
    /// Strategies that pay the target, if it is an equilibrium payoff, or else the point of the set with
    /// the largest sum.
    pub automaton: Option<Automaton>,
    /// What the independent check says of them.
    pub check: Option<AutomatonCheck>,
    /// Whether they pay the target.
    pub keeps_target: bool,
    /// The shortest penance that keeps two players to the target without anything to renegotiate.
    pub penance: Option<Penance>,
}

/// How patient players must be to keep a promise, which payoffs can be sustained, and by which strategies.
///
/// # Errors
/// If the target is not in the game.
pub fn sustain(
    game: &RepeatedGame,
    options: &SustainOptions,
    observer: &dyn Observer,
) -> Result<Sustain, SolveError> {
    let stage = Stage::new(game.stage());
    let target = options.target.clone().unwrap_or_else(|| best_sum(game, &stage));
    observer.progress("critical discount factors", 0, 3);
    let minmax = minmax(game.stage(), observer)?;
    let critical = critical_discounts(game.stage(), &target, &options.periods, observer)?;
    observer.progress("payoff set", 1, 3);
    let two = stage.players == 2;
    let (payoff_set, approximation) = if two {
        (Some(equilibrium_payoffs(game, options.most_iterations, observer)?), None)
    } else {
        (None, Some(hyperplane_set(game, &options.hyperplanes, observer)))
    };
    observer.progress("strategies", 2, 3);
    let (automaton, keeps_target) = match (&payoff_set, &approximation) {
        (Some(set), _) => supporting(game, set, &critical.payoffs)?,
        (None, Some(set)) => (set.inner.clone(), false),
        (None, None) => (None, false),
    };
    let check = automaton.as_ref().map(|automaton| automaton.check(game)).transpose()?;
    let penance = if two { penance(game, &target, options.most_penance)? } else { None };
    let individually_rational = two.then(|| rational(&stage, &minmax.mixed));
    Ok(Sustain {
        minmax,
        individually_rational,
        critical,
        payoff_set,
        approximation,
        automaton,
        check,
        keeps_target,
        penance,
    })
}

fn best_sum(game: &RepeatedGame, stage: &Stage) -> Vec<usize> {
    let sum = |a: usize| stage.payoffs[a].iter().sum::<f64>();
    let mut best = 0;
    for a in 1..stage.payoffs.len() {
        if sum(a) > sum(best) {
            best = a;
        }
    }
    game.stage().profile_at(best)
}

/// Feasible payoffs that give both at least so much.
fn rational(stage: &Stage, least: &[f64]) -> Vec<[f64; 2]> {
    let tolerance = 1e-12 * stage.scale;
    let points: Vec<[f64; 2]> = stage.payoffs.iter().map(|g| [g[0], g[1]]).collect();
    let feasible = Polygon::hull(&points, tolerance);
    feasible.at_least(0, least[0], tolerance).at_least(1, least[1], tolerance).corners
}

/// Strategies that pay the target, or else the corner with the largest sum.
fn supporting(
    game: &RepeatedGame,
    set: &PayoffSet,
    target: &[f64],
) -> Result<(Option<Automaton>, bool), SolveError> {
    let aim = [target[0], target[1]];
    if let Some(automaton) = supporting_automaton(game, set, aim)? {
        return Ok((Some(automaton), true));
    }
    let best = set.vertices.iter().copied().max_by(|a, b| (a[0] + a[1]).total_cmp(&(b[0] + b[1])));
    let automaton = best.map(|best| supporting_automaton(game, set, best)).transpose()?;
    Ok((automaton.flatten(), false))
}
