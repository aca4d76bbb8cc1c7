//! Proper equilibria of two-player games, decided by lexicographic beliefs.
//!
//! An equilibrium is proper if it is a limit of trembles in which a worse mistake is made infinitely
//! less often than a better one (Myerson, "Refinements of the Nash equilibrium concept", 1978). For two
//! players that is so exactly if each player's play is the first of a list of mixtures
//! `rho^1, .., rho^K` that together use every strategy, such that whenever the other player's list makes
//! one strategy better than another, comparing expected payoffs lexicographically, the better one is
//! used earlier (Blume, Brandenburger and Dekel, "Lexicographic probabilities and equilibrium
//! refinements", Econometrica 59, 1991, proposition 6).
//!
//! The order of first use is a ranking of a player's strategies. It refines the ranking by payoffs
//! against the equilibrium itself, so that only strategies which tie there can be ranked in more than
//! one way, and all those ways are tried. Given both rankings, the lists are found level by level: each
//! mixture must not upset pairs that still tie, and a linear program finds one that separates every
//! pair which any such mixture separates (by convexity there is one), so that nothing is lost.
//!
//! Deciding this is NP-complete (Hansen and Lund 2018), and the number of rankings says how long it
//! takes; past a limit the answer is that nothing was decided.

use crate::exact::{LinearProgram, Optimum, whole_payoffs};
use dashu::rational::RBig;
use serde::{Deserialize, Serialize};
use talion_game::{GameError, NormalForm, PlayerId, Rational};

/// Pairs of rankings that are tried before the test gives up.
const MOST_PAIRS: u64 = 20_000;

/// Whether an equilibrium is proper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "verdict")]
pub enum Proper {
    /// Proper, by lists of mixtures that were found.
    Proper,
    /// Not proper: no pair of rankings supports it.
    NotProper,
    /// Not decided: there are more than two players and the equilibrium is not strict, or there are
    /// too many rankings to try.
    Undecided,
}

/// Tests whether an equilibrium, given as exact probabilities, is proper. That it is an equilibrium is
/// not checked; its certificate says so.
///
/// # Errors
/// If the strategies do not belong to the game.
pub fn proper(game: &NormalForm, strategies: &[Vec<Rational>]) -> Result<Proper, GameError> {
    let rounded = strategies.iter().map(|s| s.iter().map(Rational::to_f64).collect()).collect();
    talion_game::Profile::new(game, rounded)?;
    if is_strict(game, strategies) {
        return Ok(Proper::Proper);
    }
    match game.player_count() {
        // Alone, every best strategy is a limit of trembles that prefer better mistakes.
        1 => Ok(Proper::Proper),
        2 => Ok(decide(game, strategies)),
        _ => Ok(Proper::Undecided),
    }
}

/// Whether every player plays one strategy that is strictly better than all its others.
fn is_strict(game: &NormalForm, strategies: &[Vec<Rational>]) -> bool {
    let one = |s: &Vec<Rational>| s.iter().position(|p| *p == Rational::ONE);
    let Some(pure) = strategies.iter().map(one).collect::<Option<Vec<usize>>>() else {
        return false;
    };
    let at = game.index_of(&pure);
    (0..game.player_count()).map(PlayerId).all(|p| {
        let base = at - pure[p.0] * game.stride(p);
        let own = game.payoffs(p)[at];
        // Rounding keeps the order of two numbers, unless it makes them equal.
        let others = (0..game.strategy_count(p)).filter(|s| *s != pure[p.0]);
        others.map(|s| game.payoffs(p)[base + s * game.stride(p)]).all(|u| u < own)
    })
}

/// For every strategy of a player, the position in the list at which it is used first.
type Ranking = Vec<usize>;

fn decide(game: &NormalForm, strategies: &[Vec<Rational>]) -> Proper {
    let sides = [0, 1].map(|p| Side::of(game, strategies, PlayerId(p)));
    let counts = sides.each_ref().map(Side::ranking_count);
    if counts[0].saturating_mul(counts[1]) > MOST_PAIRS {
        return Proper::Undecided;
    }
    let rankings = sides.each_ref().map(Side::rankings);
    let supported = rankings[0].iter().any(|first| {
        rankings[1]
            .iter()
            .any(|second| sides[0].supports(first, second) && sides[1].supports(second, first))
    });
    if supported { Proper::Proper } else { Proper::NotProper }
}

/// One player: its equilibrium strategy, and what the other's strategies pay against its own.
struct Side {
    played: Vec<bool>,
    /// Groups of own strategies that pay the same in equilibrium, best first.
    ties: Vec<Vec<usize>>,
    /// What each of the other's strategies pays the other against each of the own.
    pays: Vec<Vec<RBig>>,
    /// Whether the other's strategy `t` pays the other more, equally or less than `r` in equilibrium.
    in_equilibrium: Vec<RBig>,
}

impl Side {
    fn of(game: &NormalForm, strategies: &[Vec<Rational>], player: PlayerId) -> Self {
        let other = PlayerId(1 - player.0);
        let exact = |p: &Rational| RBig::from_parts(p.numerator().clone(), p.denominator().clone());
        let weights = strategies.iter().map(|s| s.iter().map(exact).collect::<Vec<_>>());
        let weights: Vec<Vec<RBig>> = weights.collect();
        let pays = payoff_lines(game, other);
        let own = payoff_lines(game, player);
        let against = |lines: &[Vec<RBig>], mixture: &[RBig]| -> Vec<RBig> {
            lines.iter().map(|line| dot(line, mixture)).collect()
        };
        let values = against(&own, &weights[other.0]);
        let mut order: Vec<usize> = (0..own.len()).collect();
        order.sort_by(|&a, &b| values[b].cmp(&values[a]));
        let ties = order.chunk_by(|&a, &b| values[a] == values[b]).map(<[usize]>::to_vec);
        Self {
            played: weights[player.0].iter().map(|w| *w > RBig::ZERO).collect(),
            ties: ties.collect(),
            in_equilibrium: against(&pays, &weights[player.0]),
            pays,
        }
    }

    /// The strategies that are not played, in their groups; the order of the groups is fixed.
    fn open(&self) -> Vec<Vec<usize>> {
        let unplayed = |group: &Vec<usize>| -> Vec<usize> {
            group.iter().copied().filter(|&s| !self.played[s]).collect()
        };
        self.ties.iter().map(unplayed).filter(|group| !group.is_empty()).collect()
    }

    fn ranking_count(&self) -> u64 {
        self.open().iter().map(|group| ordered_bell(group.len())).fold(1, u64::saturating_mul)
    }

    /// All rankings: what is played first, then an ordered partition of every group in turn.
    fn rankings(&self) -> Vec<Ranking> {
        let start = vec![0; self.played.len()];
        let mut all = vec![(start, 1)];
        for group in self.open() {
            let mut longer = Vec::new();
            for (ranking, next) in &all {
                for levels in ordered_partitions(group.len()) {
                    let mut extended: Ranking = ranking.clone();
                    for (&strategy, level) in group.iter().zip(&levels) {
                        extended[strategy] = next + level;
                    }
                    let used = levels.iter().max().map_or(0, |most| most + 1);
                    longer.push((extended, next + used));
                }
            }
            all = longer;
        }
        all.into_iter().map(|(ranking, _)| ranking).collect()
    }

    /// Whether some list of own mixtures with this ranking makes the other's payoffs respect the
    /// other's ranking.
    fn supports(&self, own: &Ranking, other: &Ranking) -> bool {
        // Pairs (t, r) where t must not be worse than r, and may not be better if used together.
        let mut open: Vec<(usize, usize)> = Vec::new();
        for t in 0..other.len() {
            for r in (0..other.len()).filter(|&r| r != t && other[t] <= other[r]) {
                match self.in_equilibrium[t].cmp(&self.in_equilibrium[r]) {
                    std::cmp::Ordering::Less => return false,
                    std::cmp::Ordering::Equal => open.push((t, r)),
                    std::cmp::Ordering::Greater => {}
                }
            }
        }
        let last = own.iter().copied().max().unwrap_or(0);
        for level in 1..=last {
            let Some(separated) = self.level(own, level, &open) else { return false };
            open = open.into_iter().zip(separated).filter(|(_, s)| !s).map(|(p, _)| p).collect();
        }
        true
    }

    /// A mixture for one level, of any sum, with weight at least one on what is used here first: for
    /// every open pair whether it is separated. `None` if there is no such mixture.
    ///
    /// Variables are the weights, then for every pair `0 <= g <= 1` with `g <= u_t - u_r`. Scaling a
    /// mixture up keeps it one, so the largest sum of the `g` separates whatever can be.
    fn level(&self, own: &Ranking, level: usize, open: &[(usize, usize)]) -> Option<Vec<bool>> {
        let usable: Vec<usize> = (0..own.len()).filter(|&s| own[s] <= level).collect();
        let width = usable.len() + open.len();
        let mut objective = vec![RBig::ZERO; width];
        objective[usable.len()..].fill(RBig::ONE);
        let mut program = LinearProgram::maximise(objective);
        for (column, &s) in usable.iter().enumerate() {
            if own[s] == level {
                program.at_least(unit(width, column), RBig::ONE);
            }
        }
        for (k, &(t, r)) in open.iter().enumerate() {
            let mut line = vec![RBig::ZERO; width];
            for (cell, &s) in line.iter_mut().zip(&usable) {
                *cell = &self.pays[t][s] - &self.pays[r][s];
            }
            line[usable.len() + k] = -RBig::ONE;
            program.at_least(line, RBig::ZERO);
            program.at_most(unit(width, usable.len() + k), RBig::ONE);
        }
        match program.solve() {
            Optimum::At(point, _) => {
                Some(point[usable.len()..].iter().map(|g| *g > RBig::ZERO).collect())
            }
            Optimum::Infeasible | Optimum::Unbounded => None,
        }
    }
}

fn unit(width: usize, at: usize) -> Vec<RBig> {
    let mut line = vec![RBig::ZERO; width];
    line[at] = RBig::ONE;
    line
}

/// Payoffs of each strategy of a player against each of the other's, in one integer unit.
fn payoff_lines(game: &NormalForm, player: PlayerId) -> Vec<Vec<RBig>> {
    let other = PlayerId(1 - player.0);
    let whole = whole_payoffs(game, player);
    let (step, across) = (game.stride(player), game.stride(other));
    let entry = |s: usize, t: usize| RBig::from(whole[s * step + t * across].clone());
    (0..game.strategy_count(player))
        .map(|s| (0..game.strategy_count(other)).map(|t| entry(s, t)).collect())
        .collect()
}

fn dot(line: &[RBig], mixture: &[RBig]) -> RBig {
    line.iter().zip(mixture).fold(RBig::ZERO, |sum, (u, p)| sum + u * p)
}

/// Number of ordered partitions of a set: 1, 1, 3, 13, 75, .. at most `u64::MAX`.
fn ordered_bell(size: usize) -> u64 {
    let mut counts: Vec<u64> = vec![1];
    for n in 1..=size {
        // a(n) = sum over the size k of the first part of C(n, k) a(n - k).
        let mut sum = 0_u64;
        let mut choose = 1_u64;
        for k in 1..=n {
            choose = choose.saturating_mul((n - k + 1) as u64) / k as u64;
            sum = sum.saturating_add(choose.saturating_mul(counts[n - k]));
        }
        counts.push(sum);
    }
    counts[size]
}

/// All ordered partitions of `0..size`, each as the level of every element, levels from 0 without
/// gaps.
fn ordered_partitions(size: usize) -> Vec<Vec<usize>> {
    let mut all = Vec::new();
    let mut levels = vec![0; size];
    loop {
        let most = levels.iter().copied().max().unwrap_or(0);
        if size == 0 || (0..=most).all(|level| levels.contains(&level)) {
            all.push(levels.clone());
        }
        let Some(at) = (0..size).rev().find(|&k| levels[k] + 1 < size) else { return all };
        levels[at] += 1;
        levels[at + 1..].fill(0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_rankings_as_there_are() {
        for (size, count) in [1_u64, 1, 3, 13, 75, 541].into_iter().enumerate() {
            assert_eq!(ordered_bell(size), count);
            assert_eq!(ordered_partitions(size).len() as u64, count);
        }
    }
}
