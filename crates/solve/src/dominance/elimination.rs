//! Rounds of elimination: who loses which strategy when, and by what it is dominated.

use super::mixed::dominating_mixture;
use crate::exact::whole_payoffs;
use dashu::integer::IBig;
use serde::{Deserialize, Serialize};
use talion_game::{NormalForm, Observer, PlayerId, StrategyId};

/// What may dominate a strategy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Dominance {
    /// Another pure strategy.
    Pure,
    /// Any mixture of other strategies; what remains is, for two players, what is rationalizable.
    Mixed,
}

/// The strategy that is better against everything the others have left.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Dominator {
    /// A pure strategy.
    Pure(StrategyId),
    /// A mixture: strategies with their probabilities, rounded and as exact fractions.
    Mixed(Vec<(StrategyId, f64, String)>),
}

/// One strategy that goes, and why.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Elimination {
    /// Round in which it goes, from 1. All that is dominated in a round goes at once.
    pub round: usize,
    /// Whose strategy it is.
    pub player: PlayerId,
    /// The strategy that goes.
    pub strategy: StrategyId,
    /// What dominates it against all that the others had at the start of the round.
    pub by: Dominator,
}

/// What iterated elimination leaves. For strict dominance it does not depend on the order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reduction {
    /// The eliminations in order: by round, player, strategy.
    pub eliminations: Vec<Elimination>,
    /// The strategies that every player has left, ascending.
    pub remaining: Vec<Vec<StrategyId>>,
    /// Whether nothing more can go; false if the observer stopped the work.
    pub complete: bool,
}

impl Reduction {
    /// The one profile that remains, if the game is dominance-solvable.
    pub fn solution(&self) -> Option<Vec<StrategyId>> {
        self.remaining.iter().map(|left| if let [s] = left[..] { Some(s) } else { None }).collect()
    }
}

/// The strategies that are rationalizable: those that survive the elimination of what is dominated by
/// any strategy, pure or mixed (Bernheim 1984; Pearce 1984).
///
/// For more than two players these are the correlated rationalizable strategies, where a player may
/// believe that the others' choices hang together.
pub fn rationalizable(game: &NormalForm, observer: &dyn Observer) -> Reduction {
    iterated_strict_dominance(game, Dominance::Mixed, observer)
}

/// Eliminates strictly dominated strategies in rounds until none is left.
///
/// Payoffs are compared exactly: pure dominance as doubles, mixed dominance by a linear program in
/// integers (Pearce 1984; Bernheim 1984).
pub fn iterated_strict_dominance(
    game: &NormalForm,
    dominance: Dominance,
    observer: &dyn Observer,
) -> Reduction {
    let mut remaining: Vec<Vec<usize>> =
        game.players().iter().map(|p| (0..p.strategies.len()).collect()).collect();
    // Doubles decide pure dominance alone, unless the game has payoffs that are none.
    let doubles_do = dominance == Dominance::Pure && game.exact_payoffs(PlayerId(0)).is_none();
    let whole: Vec<Vec<IBig>> = if doubles_do {
        Vec::new()
    } else {
        (0..game.player_count()).map(|p| whole_payoffs(game, PlayerId(p))).collect()
    };
    let mut eliminations = Vec::new();
    let total = remaining.iter().map(Vec::len).sum::<usize>() as u64;
    let mut complete = true;
    for round in 1.. {
        observer.progress("dominance", eliminations.len() as u64, total);
        if observer.stopped() {
            complete = false;
            break;
        }
        let gone: Vec<Elimination> = (0..game.player_count())
            .flat_map(|p| {
                let whole = whole.get(p).map(Vec::as_slice);
                dominated(game, &remaining, PlayerId(p), whole, dominance)
            })
            .map(|(player, strategy, by)| Elimination { round, player, strategy, by })
            .collect();
        if gone.is_empty() {
            break;
        }
        for elimination in &gone {
            remaining[elimination.player.0].retain(|&s| s != elimination.strategy.0);
        }
        eliminations.extend(gone);
    }
    let remaining =
        remaining.into_iter().map(|left| left.into_iter().map(StrategyId).collect()).collect();
    Reduction { eliminations, remaining, complete }
}

/// The strategies of a player that are dominated in the game that remains.
fn dominated(
    game: &NormalForm,
    remaining: &[Vec<usize>],
    player: PlayerId,
    whole: Option<&[IBig]>,
    dominance: Dominance,
) -> Vec<(PlayerId, StrategyId, Dominator)> {
    let own = &remaining[player.0];
    let profiles = profiles_of_others(game, remaining, player);
    let stride = game.stride(player);
    let payoffs = game.payoffs(player);
    // Rounding keeps the order of two numbers, unless it makes them equal.
    let is_better = |k: usize, s: usize, at: usize| {
        let (k, s) = (at + own[k] * stride, at + own[s] * stride);
        payoffs[k] > payoffs[s]
            || payoffs[k] == payoffs[s] && whole.is_some_and(|whole| whole[k] > whole[s])
    };
    let lines: Vec<Vec<&IBig>> = match (dominance, whole) {
        (Dominance::Mixed, Some(whole)) => own
            .iter()
            .map(|s| profiles.iter().map(|at| &whole[at + s * stride]).collect())
            .collect(),
        _ => Vec::new(),
    };
    (0..own.len())
        .filter_map(|s| {
            let by = (0..own.len())
                .find(|&k| profiles.iter().all(|&at| is_better(k, s, at)))
                .map(|k| Dominator::Pure(StrategyId(own[k])));
            let by = by.or_else(|| match dominance {
                Dominance::Pure => None,
                Dominance::Mixed => dominating_mixture(&lines, s).map(|mixture| {
                    Dominator::Mixed(
                        mixture.into_iter().map(|(k, p, q)| (StrategyId(own[k]), p, q)).collect(),
                    )
                }),
            });
            by.map(|by| (player, StrategyId(own[s]), by))
        })
        .collect()
}

/// Positions in the payoff tensor of the remaining profiles of the others, the player itself at its
/// first strategy.
fn profiles_of_others(game: &NormalForm, remaining: &[Vec<usize>], player: PlayerId) -> Vec<usize> {
    let others = (0..game.player_count()).filter(|&p| p != player.0);
    others.fold(vec![0], |offsets: Vec<usize>, p| {
        let stride = game.stride(PlayerId(p));
        remaining[p].iter().flat_map(|s| offsets.iter().map(move |o| o + s * stride)).collect()
    })
}
