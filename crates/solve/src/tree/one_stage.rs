//! The equilibria of one subgame whose own subgames are already paid for.
//!
//! Players who have nothing to choose here are left aside, so that a stage with one or two active
//! players is solved exactly whoever else watches.

use crate::{SolveError, logit_homotopy, polynomial_enumeration, vertex_enumeration};
use talion_game::{
    ExtensiveForm, InformationSetId, NormalForm, Observer, Player, PlayerId, Rational, Termination,
};

/// More profiles than this, and one equilibrium of three or more active players must do.
const MOST_PROFILES_FOR_SYSTEMS: usize = 64;

/// An equilibrium of a stage.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct StageEquilibrium {
    /// Behaviour at every information set of the stage; `None` where own moves never lead.
    pub(super) behaviour: super::solution::Behaviour,
    /// Payoff of every player, exact if `is_exact`.
    pub(super) payoffs: Vec<Rational>,
    pub(super) is_exact: bool,
}

/// What is known about a stage.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Stage {
    pub(super) equilibria: Vec<StageEquilibrium>,
    /// Whether these are all, and each stands alone.
    pub(super) complete: bool,
    pub(super) stopped: bool,
}

/// Solves a stage.
pub(super) fn solve(game: &ExtensiveForm, observer: &dyn Observer) -> Result<Stage, SolveError> {
    let normal = game.normal_form()?;
    let active: Vec<usize> =
        (0..normal.player_count()).filter(|&p| normal.strategy_count(PlayerId(p)) > 1).collect();
    let stage = match active[..] {
        [] => Mixtures::of_one(vec![vec![Rational::ONE]; normal.player_count()]),
        [only] => best_strategies(&normal, only),
        [first, second] => extreme_equilibria(&normal, first, second, observer)?,
        _ => of_many(&normal, observer)?,
    };
    let equilibria = stage
        .list
        .into_iter()
        .map(|mixture| {
            Ok(StageEquilibrium {
                behaviour: behaviour(game, &mixture)?,
                payoffs: expected_payoffs(&normal, &mixture),
                is_exact: stage.is_exact,
            })
        })
        .collect::<Result<_, SolveError>>()?;
    Ok(Stage { equilibria, complete: stage.complete, stopped: stage.stopped })
}

/// Mixed strategies of all players.
type Mixture = Vec<Vec<Rational>>;

struct Mixtures {
    list: Vec<Mixture>,
    complete: bool,
    stopped: bool,
    is_exact: bool,
}

impl Mixtures {
    fn of_one(mixture: Mixture) -> Self {
        Self { list: vec![mixture], complete: true, stopped: false, is_exact: true }
    }
}

/// One player decides: its best strategies. If several tie, their mixtures are best too.
fn best_strategies(game: &NormalForm, player: usize) -> Mixtures {
    let id = PlayerId(player);
    let payoffs: Vec<Rational> =
        (0..game.strategy_count(id)).map(|s| exact_payoff(game, id, s)).collect();
    // Nobody else has a choice, so profiles are the strategies of this player.
    let best = payoffs.iter().max();
    let list: Vec<Mixture> = (0..payoffs.len())
        .filter(|&s| Some(&payoffs[s]) == best)
        .map(|s| {
            let mut mixture = vec![vec![Rational::ONE]; game.player_count()];
            mixture[player] = vec![Rational::ZERO; payoffs.len()];
            mixture[player][s] = Rational::ONE;
            mixture
        })
        .collect();
    let complete = list.len() == 1;
    Mixtures { list, complete, stopped: false, is_exact: true }
}

/// Two players decide: all extreme equilibria, exactly.
fn extreme_equilibria(
    game: &NormalForm,
    first: usize,
    second: usize,
    observer: &dyn Observer,
) -> Result<Mixtures, SolveError> {
    let players: Vec<Player> = [first, second].map(|p| game.players()[p].clone()).to_vec();
    let payoffs = [first, second]
        .map(|p| (0..game.profile_count()).map(|at| exact_payoff(game, PlayerId(p), at)).collect());
    // The others have one strategy each, so that both tensors have the same order.
    let pair = NormalForm::from_rationals("", players, payoffs.to_vec())?;
    let solution = vertex_enumeration(&pair, observer)?;
    let alone = solution.components.iter().all(|component| component.equilibria.len() == 1);
    let list = solution.equilibria.iter().map(|equilibrium| {
        let exact = equilibrium.exact.as_ref().map_or(&[][..], Vec::as_slice);
        let mut mixture = vec![vec![Rational::ONE]; game.player_count()];
        for (player, strategy) in [first, second].into_iter().zip(exact) {
            // The method writes fractions that read back.
            mixture[player] = strategy.iter().map(|p| p.parse().unwrap_or_default()).collect();
        }
        mixture
    });
    Ok(Mixtures {
        list: list.collect(),
        complete: solution.complete && alone,
        stopped: solution.termination == Termination::Interrupted,
        is_exact: true,
    })
}

/// More players: all isolated equilibria of a small stage, else one.
fn of_many(game: &NormalForm, observer: &dyn Observer) -> Result<Mixtures, SolveError> {
    let small = game.profile_count() <= MOST_PROFILES_FOR_SYSTEMS;
    let mut solution = if small {
        polynomial_enumeration(game, observer)?
    } else {
        logit_homotopy(game, observer)?
    };
    if solution.equilibria.is_empty() {
        solution = logit_homotopy(game, observer)?;
    }
    let rounded = |strategy: &Vec<f64>| -> Vec<Rational> {
        strategy.iter().map(|&p| Rational::from_f64(p).unwrap_or_default()).collect()
    };
    let list = solution.equilibria.iter();
    Ok(Mixtures {
        list: list.map(|e| e.strategies.strategies().iter().map(rounded).collect()).collect(),
        complete: solution.complete,
        stopped: solution.termination == Termination::Interrupted,
        is_exact: false,
    })
}

fn exact_payoff(game: &NormalForm, player: PlayerId, at: usize) -> Rational {
    match game.exact_payoffs(player) {
        Some(exact) => exact[at].clone(),
        // Payoffs of a game are finite.
        None => Rational::from_f64(game.payoffs(player)[at]).unwrap_or_default(),
    }
}

fn expected_payoffs(game: &NormalForm, mixture: &Mixture) -> Vec<Rational> {
    let mut sums = vec![Rational::ZERO; game.player_count()];
    for at in 0..game.profile_count() {
        let profile = game.profile_at(at);
        let weight = profile
            .iter()
            .zip(mixture)
            .fold(Rational::ONE, |product, (&s, strategy)| &product * &strategy[s]);
        if !weight.is_zero() {
            for (p, sum) in sums.iter_mut().enumerate() {
                *sum = &*sum + &(&weight * &exact_payoff(game, PlayerId(p), at));
            }
        }
    }
    sums
}

/// The behaviour strategies that do the same as mixtures of reduced strategies (Kuhn 1953).
pub(super) fn behaviour(
    game: &ExtensiveForm,
    mixture: &[Vec<Rational>],
) -> Result<super::solution::Behaviour, SolveError> {
    let mut all = vec![None; game.information_sets().len()];
    for (p, strategy) in mixture.iter().enumerate() {
        let plans = game.reduced_strategies(PlayerId(p))?;
        let sets: Vec<InformationSetId> = game.sets_of(PlayerId(p)).collect();
        for (at, set) in sets.iter().enumerate() {
            let mut weights = vec![Rational::ZERO; game.information_set(*set).actions.len()];
            for (plan, weight) in plans.iter().zip(strategy) {
                if let Some(action) = plan.actions[at] {
                    weights[action] = &weights[action] + weight;
                }
            }
            let total = weights.iter().fold(Rational::ZERO, |sum, w| &sum + w);
            if !total.is_zero() {
                all[set.0] = Some(weights.iter().map(|w| w / &total).collect());
            }
        }
    }
    Ok(all)
}
