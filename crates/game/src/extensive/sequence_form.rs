//! The sequence form: as many unknowns as the tree has moves (Koller, Megiddo and von Stengel 1996).
//!
//! A sequence of player `p` is the list of own moves on the way to a node; under perfect recall the
//! last one names it. A realisation plan `r` gives each sequence a weight, with `r(empty) = 1` and
//! `sum_a r(sequence into h, a) = r(sequence into h)` at each information set `h`. Payoffs are
//! `sum over terminal nodes of chance x payoff x product of r_p(sequence of p)`.

use super::TreeError;
use super::form::{ExtensiveForm, InformationSetId};
use crate::{PlayerId, Rational};
use std::collections::BTreeMap;

/// A sequence of one player.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sequence {
    /// The last move; `None` for the empty sequence.
    pub last: Option<(InformationSetId, usize)>,
    /// Position of the sequence without its last move; `None` for the empty sequence.
    pub parent: Option<usize>,
}

/// The sequences of one player, the empty one first; a sequence comes after its parent, and those of
/// one information set stand together in the order of the actions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SequencePlayer {
    /// Label of the player.
    pub label: String,
    /// The sequences.
    pub sequences: Vec<Sequence>,
    /// For every information set: the sequence that leads to it, and the first of those that leave it.
    pub information_sets: Vec<(InformationSetId, usize, usize)>,
}

/// What play pays where one sequence of every player meets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SequencePayoff {
    /// Position of a sequence of each player.
    pub sequences: Vec<usize>,
    /// Probability of the moves of chance on the way to these terminal nodes, summed over them.
    pub chance: Rational,
    /// Payoff of each player, times the probability of the moves of chance, summed over the terminal
    /// nodes with these sequences.
    pub payoffs: Vec<Rational>,
}

/// A game in sequence form; payoffs that are not listed are zero.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SequenceForm {
    /// The players, in order.
    pub players: Vec<SequencePlayer>,
    /// Payoffs, in the order of the sequences of player 1, then player 2, and so on.
    pub payoffs: Vec<SequencePayoff>,
}

impl ExtensiveForm {
    /// The game in sequence form.
    ///
    /// # Errors
    /// If a player has imperfect recall.
    pub fn sequence_form(&self) -> Result<SequenceForm, TreeError> {
        self.perfect_recall()?;
        let players: Vec<SequencePlayer> =
            (0..self.players.len()).map(|p| self.sequences_of(PlayerId(p))).collect();
        let last: Vec<_> = (0..players.len()).map(|p| self.last_own_moves(PlayerId(p))).collect();
        let mut payoffs: BTreeMap<Vec<usize>, (Rational, Vec<Rational>)> = BTreeMap::new();
        for (node, chance, paid) in self.leaves_with_chance() {
            let sequences: Vec<usize> =
                players.iter().zip(&last).map(|(p, last)| p.position(last[node.0])).collect();
            let (chances, sums) = payoffs
                .entry(sequences)
                .or_insert_with(|| (Rational::ZERO, vec![Rational::ZERO; self.players.len()]));
            *chances = &*chances + &chance;
            for (sum, payoff) in sums.iter_mut().zip(&paid) {
                *sum = &*sum + payoff;
            }
        }
        let payoffs = payoffs
            .into_iter()
            .map(|(sequences, (chance, payoffs))| SequencePayoff { sequences, chance, payoffs })
            .collect();
        Ok(SequenceForm { players, payoffs })
    }

    fn sequences_of(&self, player: PlayerId) -> SequencePlayer {
        let last = self.last_own_moves(player);
        let mut of = SequencePlayer {
            label: self.players[player.0].clone(),
            sequences: vec![Sequence { last: None, parent: None }],
            information_sets: Vec::new(),
        };
        // Sets stand in the order of their first nodes, so a parent is there before its children.
        for set in self.sets_of(player) {
            let parent = of.position(last[self.information_set(set).members[0].0]);
            of.information_sets.push((set, parent, of.sequences.len()));
            let actions = self.information_set(set).actions.len();
            of.sequences.extend(
                (0..actions)
                    .map(|action| Sequence { last: Some((set, action)), parent: Some(parent) }),
            );
        }
        of
    }
}

impl SequencePlayer {
    /// Position of the sequence that ends with a move.
    fn position(&self, last: Option<(InformationSetId, usize)>) -> usize {
        last.map_or(0, |(set, action)| {
            let at = self.information_sets.partition_point(|(known, _, _)| *known < set);
            self.information_sets[at].2 + action
        })
    }
}
