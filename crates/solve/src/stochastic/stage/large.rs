//! Stages that pairs of supports cannot do: three players or more, or many actions.

use super::dominance::Live;
use super::game::Check;
use super::{Stage, StageEquilibria};
use crate::{
    SolveError, lemke_howson, one_equilibrium, polynomial_enumeration, vertex_enumeration,
};
use talion_game::{NormalForm, Observer, Player, Profile, Solution, Termination};

/// More profiles than this, and nobody waits for all equilibria of three players or more.
const MOST_PROFILES_FOR_SYSTEMS: usize = 64;
/// The same for the smaller menu of two players.
const MOST_ACTIONS_FOR_VERTICES: usize = 12;
/// Rounds of the search for a value that a stage with loops gives back.
const MOST_ROUNDS: usize = 400;

/// Adds equilibria beyond the pure ones that `found` holds; one at least, if there was none, though
/// it may be only nearly one, which its gain shows.
pub(super) fn add_mixed(
    stage: &Stage,
    live: &Live,
    observer: &dyn Observer,
    found: &mut StageEquilibria,
) -> Result<(), SolveError> {
    if stage.has_loops() {
        found.complete = false;
        return if found.is_empty() { add_repeated(stage, live, observer, found) } else { Ok(()) };
    }
    let game = normal_form(stage, live, &vec![0.0; stage.player_count()])?;
    let solution = if stage.player_count() > 2 {
        let few = game.profile_count() <= MOST_PROFILES_FOR_SYSTEMS;
        few.then(|| polynomial_enumeration(&game, observer)).transpose()?
    } else {
        let few = live.actions.iter().any(|own| own.len() <= MOST_ACTIONS_FOR_VERTICES);
        few.then(|| vertex_enumeration(&game, observer)).transpose()?
    };
    let was_empty = found.is_empty();
    if let Some(solution) = solution {
        let isolated = solution.components.iter().all(|c| c.equilibria.len() == 1);
        found.complete &= solution.complete && isolated;
        for equilibrium in &solution.equilibria {
            if equilibrium.strategies.as_pure().is_none() {
                push(stage, live, &equilibrium.strategies, found);
            }
        }
    } else {
        found.complete = false;
    }
    if was_empty && found.is_empty() {
        found.complete = false;
        if let Some(one) = one(&game, observer)?.equilibria.first() {
            push(stage, live, &one.strategies, found);
        }
    }
    Ok(())
}

/// One equilibrium of a game of any size, or the nearest that was reached.
fn one(game: &NormalForm, observer: &dyn Observer) -> Result<Solution, SolveError> {
    if game.player_count() == 2 {
        let solution = lemke_howson(game, observer)?;
        if solution.termination != Termination::Interrupted && !solution.equilibria.is_empty() {
            return Ok(solution);
        }
    }
    one_equilibrium(game, observer)
}

/// An equilibrium of a stage with loops: values are fed back until they give themselves. That is no
/// contraction; the gain of what is left says whether it worked.
fn add_repeated(
    stage: &Stage,
    live: &Live,
    observer: &dyn Observer,
    found: &mut StageEquilibria,
) -> Result<(), SolveError> {
    let mut check = Check::default();
    let mut best: Option<(f64, Vec<f64>, Vec<f64>)> = None;
    let mut values = vec![0.0; stage.player_count()];
    for _ in 0..MOST_ROUNDS {
        let game = normal_form(stage, live, &values)?;
        let solution = one(&game, observer)?;
        let Some(equilibrium) = solution.equilibria.first() else { break };
        let strategies = spread(stage, live, &equilibrium.strategies);
        stage.check(&strategies, &mut check);
        if best.as_ref().is_none_or(|(gain, ..)| check.gain < *gain) {
            best = Some((check.gain, strategies, check.values.clone()));
        }
        if check.gain <= stage.tolerance() || observer.stopped() {
            break;
        }
        values.clone_from(&check.values);
    }
    if let Some((_, strategies, values)) = best {
        found.push(&strategies, &values);
    }
    Ok(())
}

/// The stage as a game in normal form over the live actions, with the value of the state given.
fn normal_form(stage: &Stage, live: &Live, values: &[f64]) -> Result<NormalForm, SolveError> {
    let player = |(p, own): (usize, &Vec<usize>)| Player {
        label: p.to_string(),
        strategies: own.iter().map(ToString::to_string).collect(),
    };
    let players: Vec<Player> = live.actions.iter().enumerate().map(player).collect();
    let count: usize = live.actions.iter().map(Vec::len).product();
    let profile = |mut rest: usize| {
        let mut at = 0;
        for (p, own) in live.actions.iter().enumerate() {
            at += own[rest % own.len()] * stage.stride(p);
            rest /= own.len();
        }
        at
    };
    let payoff = |p: usize, at: usize| stage.payoff(at, p) + (1.0 - stage.rate(at, p)) * values[p];
    let payoffs = (0..players.len()).map(|p| (0..count).map(|k| payoff(p, profile(k))).collect());
    Ok(NormalForm::new("", players, payoffs.collect())?)
}

/// Mixed actions over all actions from those over the live ones.
fn spread(stage: &Stage, live: &Live, strategies: &Profile) -> Vec<f64> {
    let mut all = vec![0.0; stage.slot_count()];
    let mut first = 0;
    for (p, own) in live.actions.iter().enumerate() {
        for (action, weight) in own.iter().zip(&strategies.strategies()[p]) {
            all[first + action] = *weight;
        }
        first += stage.counts()[p];
    }
    all
}

fn push(stage: &Stage, live: &Live, strategies: &Profile, found: &mut StageEquilibria) {
    let strategies = spread(stage, live, strategies);
    let mut check = Check::default();
    stage.check(&strategies, &mut check);
    found.push(&strategies, &check.values);
}
