//! From the tree to the (reduced) normal form, in exact arithmetic.
//!
//! The payoff at a profile is the sum over the terminal nodes that the profile allows of the chance
//! probability times what is paid on the way. Over a common denominator that is a sum of integers.

use super::form::{ExtensiveForm, NodeId, NodeKind};
use super::recall::OwnMove;
use super::reduced::{MOST_PAYOFFS, ReducedStrategy, allows};
use super::{InformationSetId, TreeError};
use crate::{NormalForm, Player, PlayerId, Rational};
use dashu::base::Gcd;
use dashu::integer::{IBig, UBig};
use std::collections::BTreeMap;

impl ExtensiveForm {
    /// The game in reduced normal form. Strategies are those of
    /// [`reduced_strategies`](Self::reduced_strategies), in the same order.
    ///
    /// # Errors
    /// If it would have more than five million payoffs.
    pub fn normal_form(&self) -> Result<NormalForm, TreeError> {
        let mut plans = Vec::with_capacity(self.players.len());
        for p in 0..self.players.len() {
            plans.push(self.reduced_strategies(PlayerId(p))?);
        }
        let profiles = profile_count(&plans)?;
        let mut sums: Vec<Vec<IBig>> = vec![vec![IBig::ZERO; profiles]; self.players.len()];
        let leaves = self.leaves();
        let denominators: Vec<UBig> = (0..self.players.len())
            .map(|p| common_denominator(leaves.iter().map(|leaf| &leaf.1[p])))
            .collect();
        let mut consistent = Consistent::new(self, &plans);
        for (node, payoffs) in &leaves {
            let whole: Vec<IBig> =
                payoffs.iter().zip(&denominators).map(|(u, d)| over(u, d)).collect();
            consistent.for_each_profile(*node, |profile| {
                for (sum, value) in sums.iter_mut().zip(&whole) {
                    sum[profile] += value;
                }
            });
        }
        let payoffs = sums.into_iter().zip(&denominators).map(|(sums, d)| {
            // A common denominator is at least one.
            sums.into_iter().map(|sum| Rational::from_parts(sum, d.clone()).unwrap_or_default())
        });
        let payoffs = payoffs.map(Iterator::collect).collect();
        Ok(NormalForm::from_rationals(&self.title, self.labelled(&plans), payoffs)?)
    }

    /// Terminal nodes that chance allows, with the probability of its moves times the payoffs.
    pub(super) fn leaves(&self) -> Vec<(NodeId, Vec<Rational>)> {
        let leaves = self.leaves_with_chance().into_iter();
        leaves.map(|(node, _, payoffs)| (node, payoffs)).collect()
    }

    /// As [`leaves`](Self::leaves), with the probability of the moves of chance by itself.
    pub(super) fn leaves_with_chance(&self) -> Vec<(NodeId, Rational, Vec<Rational>)> {
        self.along_paths()
            .into_iter()
            .enumerate()
            .filter(|(n, (chance, _))| {
                self.nodes[*n].kind == NodeKind::Terminal && !chance.is_zero()
            })
            .map(|(n, (chance, paid))| {
                let payoffs = paid.iter().map(|u| &chance * u).collect();
                (NodeId(n), chance, payoffs)
            })
            .collect()
    }

    fn labelled(&self, plans: &[Vec<ReducedStrategy>]) -> Vec<Player> {
        let players = self.players.iter().zip(plans).enumerate();
        players
            .map(|(p, (label, plans))| Player {
                label: label.clone(),
                strategies: plans.iter().map(|s| self.strategy_label(PlayerId(p), s)).collect(),
            })
            .collect()
    }
}

fn profile_count(plans: &[Vec<ReducedStrategy>]) -> Result<usize, TreeError> {
    plans
        .iter()
        .try_fold(1_usize, |product, plans| product.checked_mul(plans.len()))
        .filter(|product| product.saturating_mul(plans.len()) <= MOST_PAYOFFS)
        .ok_or_else(|| {
            let counts: Vec<String> = plans.iter().map(|plans| plans.len().to_string()).collect();
            let strategies = format!("{} strategies", counts.join(" x "));
            TreeError::TooLarge { strategies, limit: MOST_PAYOFFS }
        })
}

fn common_denominator<'a>(values: impl Iterator<Item = &'a Rational>) -> UBig {
    values.fold(UBig::ONE, |lcm, value| {
        let denominator = value.denominator();
        let common = (&lcm).gcd(denominator);
        lcm * (denominator / common)
    })
}

/// The numerator of a number over a multiple of its denominator.
fn over(value: &Rational, denominator: &UBig) -> IBig {
    value.numerator() * IBig::from(denominator / value.denominator())
}

/// Which profiles let play get to a node, chance willing.
struct Consistent<'a> {
    game: &'a ExtensiveForm,
    plans: &'a [Vec<ReducedStrategy>],
    sets: Vec<Vec<InformationSetId>>,
    /// Strategies of each player that make a list of moves.
    known: Vec<BTreeMap<Vec<OwnMove>, Vec<usize>>>,
}

impl<'a> Consistent<'a> {
    fn new(game: &'a ExtensiveForm, plans: &'a [Vec<ReducedStrategy>]) -> Self {
        let sets = (0..plans.len()).map(|p| game.sets_of(PlayerId(p)).collect()).collect();
        Self { game, plans, sets, known: vec![BTreeMap::new(); plans.len()] }
    }

    /// Calls `visit` with the position of every such profile, player 1 varying fastest.
    fn for_each_profile(&mut self, node: NodeId, mut visit: impl FnMut(usize)) {
        let mut positions = vec![0];
        let mut stride = 1;
        for p in 0..self.plans.len() {
            let strategies = self.strategies(PlayerId(p), node);
            positions = strategies
                .iter()
                .flat_map(|&s| positions.iter().map(move |&at: &usize| at + s * stride))
                .collect();
            stride *= self.plans[p].len();
        }
        positions.into_iter().for_each(&mut visit);
    }

    fn strategies(&mut self, player: PlayerId, node: NodeId) -> &[usize] {
        let path = self.game.path_up(node);
        let moves: Vec<OwnMove> =
            path.filter_map(|(at, action)| self.game.own_move(player, at, action)).collect();
        let (plans, sets) = (&self.plans[player.0], &self.sets[player.0]);
        self.known[player.0].entry(moves).or_insert_with_key(|moves| {
            let makes_all = |plan: &ReducedStrategy| {
                moves.iter().all(|&step| allows(&plan.actions, sets, Some(step)))
            };
            (0..plans.len()).filter(|&s| makes_all(&plans[s])).collect()
        })
    }
}
