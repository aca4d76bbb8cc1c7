//! The equations of one choice of supports: everybody indifferent among the strategies played.
//!
//! Unknowns are `p_is` for `s` in the support of `i` but its last strategy, whose probability is one
//! less the others'. Equations are `g_it(p) = u_i(t, p_-i) - u_i(f_i, p_-i) = 0` for `t` in the support of
//! `i` but its first strategy `f_i`: as many as unknowns. Each is linear in the mixture of every single
//! player, so that its range over a box is found axis by axis.

use super::interval::{Interval, expectation};
use talion_game::{NormalForm, PlayerId};

/// Tensor of gains of `t` over the first strategy, over the other players' supports.
#[derive(Debug, Clone)]
struct Gain {
    player: usize,
    values: Vec<Interval>,
}

/// One choice of supports.
#[derive(Debug, Clone)]
pub(super) struct System<'a> {
    game: &'a NormalForm,
    pub(super) supports: Vec<Vec<usize>>,
    /// Gains of strategies in the support: the equations, in the order of the unknowns.
    equations: Vec<Gain>,
    /// Gains of strategies outside: never positive at an equilibrium.
    outside: Vec<Gain>,
}

impl<'a> System<'a> {
    pub(super) fn new(game: &'a NormalForm, supports: Vec<Vec<usize>>) -> Self {
        let (mut equations, mut outside) = (Vec::new(), Vec::new());
        for player in 0..game.player_count() {
            let own = &supports[player];
            for strategy in 0..game.strategy_count(PlayerId(player)) {
                if strategy != own[0] {
                    let gain = gain(game, &supports, player, strategy);
                    let side = if own.contains(&strategy) { &mut equations } else { &mut outside };
                    side.push(gain);
                }
            }
        }
        Self { game, supports, equations, outside }
    }

    /// Number of unknowns and of equations.
    pub(super) fn order(&self) -> usize {
        self.equations.len()
    }

    /// The box of all mixtures.
    pub(super) fn whole(&self) -> Vec<Interval> {
        vec![Interval::new(0.0, 1.0); self.order()]
    }

    /// Every player's probabilities over a box of unknowns, as part of the simplex; `None` if no
    /// point of the box is in it.
    pub(super) fn simplex(&self, unknowns: &[Interval]) -> Option<Vec<Vec<Interval>>> {
        let unit = Interval::new(0.0, 1.0);
        self.split(unknowns)
            .into_iter()
            .map(|mut own| {
                let last = own.pop()?.met(unit)?;
                let mut kept: Vec<Interval> =
                    own.into_iter().map(|p| p.met(unit)).collect::<Option<_>>()?;
                kept.push(last);
                Some(kept)
            })
            .collect()
    }

    /// Every player's probabilities over a box of unknowns, wherever they lie.
    pub(super) fn split(&self, unknowns: &[Interval]) -> Vec<Vec<Interval>> {
        let mut rest = unknowns.iter().copied();
        self.supports
            .iter()
            .map(|support| {
                let mut own: Vec<Interval> = rest.by_ref().take(support.len() - 1).collect();
                let sum = own.iter().fold(Interval::ZERO, |sum, p| sum.plus(*p));
                let last = if own.is_empty() {
                    Interval::point(1.0)
                } else {
                    Interval::point(1.0).minus(sum)
                };
                own.push(last);
                own
            })
            .collect()
    }

    /// Whether no point of a box can be an equilibrium: somebody surely prefers a strategy to one
    /// that it plays.
    pub(super) fn is_excluded(&self, weights: &[Vec<Interval>]) -> bool {
        let range = |gain: &Gain| contracted(&gain.values, weights, gain.player, None, true)[0];
        self.equations.iter().any(|gain| !range(gain).contains_zero())
            || self.outside.iter().any(|gain| range(gain).lower > 0.0)
    }

    /// The equations' left sides at weights that need not be probabilities.
    pub(super) fn values(&self, weights: &[Vec<Interval>]) -> Vec<Interval> {
        let value = |gain: &Gain| contracted(&gain.values, weights, gain.player, None, false)[0];
        self.equations.iter().map(value).collect()
    }

    /// The equations' derivatives, equation by unknown, over a box of weights.
    pub(super) fn derivatives(&self, weights: &[Vec<Interval>]) -> Vec<Vec<Interval>> {
        self.equations
            .iter()
            .map(|gain| {
                let mut line = Vec::with_capacity(self.order());
                for (j, support) in self.supports.iter().enumerate() {
                    let last = support.len() - 1;
                    if j == gain.player {
                        line.extend(vec![Interval::ZERO; last]);
                    } else {
                        let by = contracted(&gain.values, weights, gain.player, Some(j), false);
                        line.extend((0..last).map(|s| by[s].minus(by[last])));
                    }
                }
                line
            })
            .collect()
    }

    /// Largest gain outside the supports over a range of weights, as a share of the player's payoff
    /// range; `-inf` if there is nothing outside.
    pub(super) fn gain_outside(&self, weights: &[Vec<Interval>]) -> f64 {
        let share = |gain: &Gain| {
            let range = self.game.payoff_range(PlayerId(gain.player));
            let found = contracted(&gain.values, weights, gain.player, None, false)[0].lower;
            if range > 0.0 { found / range } else { found }
        };
        self.outside.iter().map(share).fold(f64::NEG_INFINITY, f64::max)
    }
}

/// Payoffs of a strategy less those of the first of the support, over the others' supports; the
/// first of the others varies fastest.
fn gain(game: &NormalForm, supports: &[Vec<usize>], player: usize, strategy: usize) -> Gain {
    let mut offsets = vec![0];
    for (other, support) in supports.iter().enumerate().filter(|(other, _)| *other != player) {
        let stride = game.stride(PlayerId(other));
        offsets = support
            .iter()
            .flat_map(|s| offsets.iter().map(move |offset| offset + s * stride))
            .collect();
    }
    let payoffs = game.payoffs(PlayerId(player));
    let stride = game.stride(PlayerId(player));
    let first = supports[player][0] * stride;
    let values = offsets
        .into_iter()
        .map(|at| Interval::difference(payoffs[at + strategy * stride], payoffs[at + first]))
        .collect();
    Gain { player, values }
}

/// Sums out the players but `player` and `open`, the slowest first. `simplex` says that the weights
/// are parts of a simplex, which gives tighter ranges.
fn contracted(
    values: &[Interval],
    weights: &[Vec<Interval>],
    player: usize,
    open: Option<usize>,
    simplex: bool,
) -> Vec<Interval> {
    let mut tensor = values.to_vec();
    for axis in (0..weights.len()).rev().filter(|&axis| axis != player && Some(axis) != open) {
        let own = &weights[axis];
        let faster: usize = (0..axis).filter(|&j| j != player).map(|j| weights[j].len()).product();
        let mut sums = Vec::with_capacity(tensor.len() / own.len());
        for block in tensor.chunks_exact(faster * own.len()) {
            for at in 0..faster {
                let along: Vec<Interval> = (0..own.len()).map(|s| block[at + s * faster]).collect();
                sums.push(if simplex {
                    expectation(own, &along)
                } else {
                    own.iter().zip(&along).fold(Interval::ZERO, |sum, (w, v)| sum.plus(w.times(*v)))
                });
            }
        }
        tensor = sums;
    }
    tensor
}
