//! Conflicts by their options: the feasible states, the moves and the rankings that follow from what
//! each player may do or leave (Howard 1971; Fang, Hipel and Kilgour 1993).
//!
//! A state is a choice of options that no infeasible pattern forbids; situations of one
//! indistinguishable pattern are one state. A player moves between states that differ in its own
//! options alone, and only the way that an irreversible option allows. By option prioritisation a
//! player likes `s` better than `t` if the first of its statements that is true of one only is true of
//! `s`.

use super::conflict_statement::MOST_OPTIONS;
use crate::{ConflictMove, GameError, Pattern, PlayerId, Situation, StateId, Statement};

/// Partial choices that are looked at while feasible states are listed.
const MOST_CHOICES: usize = 1 << 24;
/// States that a conflict by options may have.
const MOST_STATES: usize = 1 << 20;
/// Pairs of states that are looked at for moves.
const MOST_PAIRS: usize = 1 << 24;

/// Which way a player may change an option.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum OptionChange {
    /// Take it and leave it.
    #[default]
    Both,
    /// Take it; once taken it stays taken.
    TakeOnly,
    /// Leave it; once left it stays left.
    LeaveOnly,
}

/// A player of a conflict by options.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OptionPlayer {
    /// Its label.
    pub label: String,
    /// Its options, each with the way that it may change.
    pub options: Vec<(String, OptionChange)>,
}

/// The states and moves of a conflict that is told by its options.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConflictOptions {
    players: Vec<OptionPlayer>,
    options: usize,
    /// The label of every state and the situations that it stands for.
    states: Vec<(String, Vec<Situation>)>,
}

impl ConflictOptions {
    /// The feasible states, in the order of counting with the first option fastest, `N` before `Y`.
    /// Options count through the players in order. A state's label is its pattern.
    ///
    /// # Errors
    /// Too many options or states; no feasible state; a situation of two indistinguishable patterns.
    pub fn new(
        players: Vec<OptionPlayer>,
        infeasible: &[Pattern],
        indistinguishable: &[Pattern],
    ) -> Result<Self, GameError> {
        let options = players.iter().map(|player| player.options.len()).sum();
        if options > MOST_OPTIONS {
            return Err(GameError::TooManyOptions { found: options, most: MOST_OPTIONS });
        }
        let mut merged: Vec<Option<usize>> = vec![None; indistinguishable.len()];
        let mut groups: Vec<Vec<Situation>> = Vec::new();
        for situation in feasible(options, infeasible)? {
            let mut within =
                (0..indistinguishable.len()).filter(|&k| indistinguishable[k].holds(situation));
            let pattern = within.next();
            if within.next().is_some() {
                let state = Pattern::common(&[situation], options).letters(options);
                return Err(GameError::TwoStates { state });
            }
            if let Some(group) = pattern.and_then(|pattern| merged[pattern]) {
                groups[group].push(situation);
                continue;
            }
            if let Some(pattern) = pattern {
                merged[pattern] = Some(groups.len());
            }
            groups.push(vec![situation]);
        }
        if groups.is_empty() {
            return Err(GameError::NoStates);
        }
        let label = |group: &[Situation]| Pattern::common(group, options).letters(options);
        let states = groups.into_iter().map(|group| (label(&group), group)).collect();
        Ok(Self { players, options, states })
    }

    /// Gives a state another label and moves it to a place in the order, which it shares with no other.
    ///
    /// # Errors
    /// If the pattern is not of all situations of one state and of no other state.
    pub fn name(&mut self, place: usize, label: &str, pattern: Pattern) -> Result<(), GameError> {
        let met = |(_, group): &(String, Vec<Situation>)| group.iter().any(|&s| pattern.holds(s));
        let found: Vec<usize> =
            (0..self.states.len()).filter(|&state| met(&self.states[state])).collect();
        let whole = |state: usize| self.states[state].1.iter().all(|&s| pattern.holds(s));
        match found[..] {
            [state] if whole(state) && state >= place => {
                let (_, group) = self.states.remove(state);
                self.states.insert(place, (label.to_owned(), group));
                Ok(())
            }
            _ => {
                let pattern = pattern.letters(self.options);
                Err(GameError::NotOneState { pattern, found: found.len() })
            }
        }
    }

    /// Number of options of all players.
    pub fn option_count(&self) -> usize {
        self.options
    }

    /// Labels of the states, in order.
    pub fn states(&self) -> Vec<String> {
        self.states.iter().map(|(label, _)| label.clone()).collect()
    }

    /// The moves of all players.
    ///
    /// # Errors
    /// If there are too many.
    pub fn moves(&self) -> Result<Vec<ConflictMove>, GameError> {
        let (mut moves, mut first, mut pairs) = (Vec::new(), 0, 0);
        for (player, of) in self.players.iter().enumerate() {
            let own = ((1 << of.options.len()) - 1) << first;
            let locked = |change: OptionChange| -> Situation {
                let these = of.options.iter().enumerate().filter(|(_, (_, c))| *c == change);
                these.map(|(option, _)| 1 << (first + option)).sum()
            };
            let (stay, gone) = (locked(OptionChange::TakeOnly), locked(OptionChange::LeaveOnly));
            let mut ends: Vec<(Situation, Situation, usize)> = Vec::new();
            for (state, (_, group)) in self.states.iter().enumerate() {
                ends.extend(group.iter().map(|&situation| (situation & !own, situation, state)));
            }
            ends.sort_unstable();
            // What the others do is the same within a chunk.
            for chunk in ends.chunk_by(|a, b| a.0 == b.0) {
                pairs += chunk.len() * chunk.len();
                if pairs > MOST_PAIRS {
                    return Err(GameError::TooManyStates);
                }
                for &(_, before, from) in chunk {
                    let open = |&&(_, after, to): &&(Situation, Situation, usize)| {
                        to != from && before & !after & stay == 0 && after & !before & gone == 0
                    };
                    moves.extend(chunk.iter().filter(open).map(|&(_, _, to)| ConflictMove {
                        player: PlayerId(player),
                        from: StateId(from),
                        to: StateId(to),
                    }));
                }
            }
            first += of.options.len();
        }
        Ok(moves)
    }

    /// How a player ranks the states by its statements, the most important first: 0 for the best.
    ///
    /// A statement is true of a state if it is true of every situation that the state stands for.
    pub fn ranks(&self, statements: &[Statement]) -> Vec<u32> {
        let mut ranks: Vec<u32> = vec![0; self.states.len()];
        for statement in statements {
            // Those ranked the same so far are told apart, and none else.
            for (rank, (_, group)) in ranks.iter_mut().zip(&self.states) {
                let wish = group.iter().all(|&situation| statement.holds(situation));
                *rank = 2 * *rank + u32::from(!wish);
            }
            let mut kept = ranks.clone();
            kept.sort_unstable();
            kept.dedup();
            for rank in &mut ranks {
                let below = kept.partition_point(|&lower| lower < *rank);
                // There are no more ranks than states, of which there are at most 2^20.
                *rank = u32::try_from(below).unwrap_or(u32::MAX);
            }
        }
        ranks
    }
}

/// The situations that no pattern forbids, in order: the last option is chosen first.
fn feasible(options: usize, infeasible: &[Pattern]) -> Result<Vec<Situation>, GameError> {
    let (mut found, mut looked) = (Vec::new(), 0);
    // Options from `first` on are chosen. The last entry is the lowest situation still open.
    let mut open = vec![(options, 0)];
    while let Some((first, situation)) = open.pop() {
        looked += 1;
        if looked > MOST_CHOICES || found.len() > MOST_STATES {
            return Err(GameError::TooManyStates);
        }
        if infeasible.iter().any(|pattern| pattern.holds_from(first, situation)) {
            continue;
        }
        if first == 0 {
            found.push(situation);
        } else {
            open.push((first - 1, situation | 1 << (first - 1)));
            open.push((first - 1, situation));
        }
    }
    Ok(found)
}
