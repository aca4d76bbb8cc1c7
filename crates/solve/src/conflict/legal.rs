//! Legal sequences of moves: any of some players moves, nobody twice in a row.
//!
//! Fang, Hipel and Kilgour (1993), definition 4.2: the reachable list of a coalition. A node of the
//! search is a state together with who moved last, so that the rule is kept exactly.

use std::collections::{BTreeMap, VecDeque};
use talion_game::{ConflictGame, ConflictMove, Improvement, PlayerId, StateId};

/// Which moves may be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Steps {
    /// Every move there is.
    Any,
    /// Those that the mover gains by.
    Gains(Improvement),
}

impl Steps {
    pub(super) fn allow(self, game: &ConflictGame, step: ConflictMove) -> bool {
        match self {
            Self::Any => true,
            Self::Gains(rule) => game.gains(rule, step.player, step.from, step.to),
        }
    }

    /// The moves that a player may make from a state.
    pub(super) fn from(
        self,
        game: &ConflictGame,
        player: PlayerId,
        from: StateId,
    ) -> impl Iterator<Item = ConflictMove> + '_ {
        game.reachable(player, from)
            .map(move |to| ConflictMove { player, from, to })
            .filter(move |&step| self.allow(game, step))
    }
}

/// A breadth-first search through legal sequences from one state.
pub(super) struct Search<'a> {
    game: &'a ConflictGame,
    start: StateId,
    /// The move that first led to a state with a given last mover, and who had moved before that.
    came_by: BTreeMap<(StateId, PlayerId), (ConflictMove, Option<PlayerId>)>,
    /// States in the order in which they were first met, with their last mover and depth.
    pub(super) met: Vec<(StateId, Option<PlayerId>, usize)>,
}

impl<'a> Search<'a> {
    /// Goes from a state wherever the movers can go, shortest sequences first.
    pub(super) fn new(
        game: &'a ConflictGame,
        start: StateId,
        movers: &[PlayerId],
        steps: Steps,
    ) -> Self {
        let mut search =
            Self { game, start, came_by: BTreeMap::new(), met: vec![(start, None, 0)] };
        let mut queue = VecDeque::from([(start, None, 0)]);
        let mut seen = std::collections::BTreeSet::from([start]);
        while let Some((at, last, depth)) = queue.pop_front() {
            for &player in movers.iter().filter(|&&player| Some(player) != last) {
                for step in steps.from(search.game, player, at) {
                    let key = (step.to, player);
                    if search.came_by.contains_key(&key) {
                        continue;
                    }
                    search.came_by.insert(key, (step, last));
                    if seen.insert(step.to) {
                        search.met.push((step.to, Some(player), depth + 1));
                    }
                    queue.push_back((step.to, Some(player), depth + 1));
                }
            }
        }
        search
    }

    /// The moves of a shortest sequence to the first node of a state that was met; none if it was not.
    pub(super) fn path(&self, to: StateId) -> Option<Vec<ConflictMove>> {
        let &(_, last, _) = self.met.iter().find(|(state, _, _)| *state == to)?;
        Some(self.back(to, last))
    }

    /// As [`Search::path`], by at least one move: back to the start too.
    pub(super) fn path_of_moves(&self, to: StateId) -> Option<Vec<ConflictMove>> {
        if to != self.start {
            return self.path(to);
        }
        let ends = self.came_by.keys().filter(|(state, _)| *state == to);
        ends.map(|&(state, last)| self.back(state, Some(last))).min_by_key(Vec::len)
    }

    fn back(&self, to: StateId, last: Option<PlayerId>) -> Vec<ConflictMove> {
        let mut moves = Vec::new();
        let (mut at, mut by) = (to, last);
        while let Some(player) = by {
            let (step, before) = self.came_by[&(at, player)];
            moves.push(step);
            (at, by) = (step.from, before);
        }
        moves.reverse();
        moves
    }
}
