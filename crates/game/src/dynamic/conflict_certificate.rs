//! The check of a stability that anyone can repeat: the definition, read again from its witnesses.
//!
//! State `s` is stable for player `i` if every gain of `i` from `s` is met by a sanction (Fang, Hipel
//! and Kilgour 1993). A witness says which: for every gain `s1`, a legal sequence of moves of the
//! others (nobody twice in a row) from `s1` to some `s2` that is no gain for `i` over `s`. Nash: there
//! is no gain. GMR: any sequence. SMR: and no reply of `i` from `s2` is a gain over `s`. SEQ: every
//! move of the sequence is a gain for its mover. SSEQ: both.

use crate::{ConflictGame, ConflictMove, Improvement, PlayerId, StateId};
use serde::Serialize;
use std::collections::BTreeSet;

/// The classical stability concepts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum StabilityConcept {
    /// Nobody can gain at once (Nash 1950).
    Nash,
    /// General metarationality: every gain can be sanctioned (Howard 1971).
    Gmr,
    /// Symmetric metarationality: and the sanction cannot be escaped (Howard 1971).
    Smr,
    /// Sequential stability: sanctioned by moves that the others gain by (Fraser and Hipel 1979).
    Seq,
    /// Symmetric sequential stability: and without escape (Rêgo and Vieira 2017).
    Sseq,
}

impl StabilityConcept {
    /// All of them, the least farsighted first.
    pub const ALL: [Self; 5] = [Self::Nash, Self::Gmr, Self::Smr, Self::Seq, Self::Sseq];

    /// Whether the others must gain by every move of a sanction.
    pub fn credible(self) -> bool {
        matches!(self, Self::Seq | Self::Sseq)
    }

    /// Whether the player may reply to a sanction.
    pub fn symmetric(self) -> bool {
        matches!(self, Self::Smr | Self::Sseq)
    }

    /// Its name in files and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Nash => "nash",
            Self::Gmr => "gmr",
            Self::Smr => "smr",
            Self::Seq => "seq",
            Self::Sseq => "sseq",
        }
    }
}

/// What deters a gain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Sanction {
    /// The state that the player would gain at.
    pub improvement: StateId,
    /// The moves of the others from there.
    pub moves: Vec<ConflictMove>,
}

/// Why a state is stable for a player.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StabilityWitness {
    /// Under which concept.
    pub concept: StabilityConcept,
    /// What counts as a gain.
    pub rule: Improvement,
    /// For whom.
    pub player: PlayerId,
    /// Which state.
    pub state: StateId,
    /// One sanction for every gain.
    pub sanctions: Vec<Sanction>,
}

/// What is wrong with a witness.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum StabilityFlaw {
    /// A gain that nothing deters.
    #[error("the gain at state number {improvement} has no sanction")]
    NotDeterred {
        /// The gain.
        improvement: usize,
    },
    /// A sequence that is none: a move that does not exist, or not from where the last one led.
    #[error("move {step} of the sanction of state number {improvement} cannot be made there")]
    NoSuchMove {
        /// The gain.
        improvement: usize,
        /// Which move, from 0.
        step: usize,
    },
    /// A move by the wrong player: the one who is to be deterred, or the same one twice in a row.
    #[error("move {step} of the sanction of state number {improvement} is out of turn")]
    OutOfTurn {
        /// The gain.
        improvement: usize,
        /// Which move, from 0.
        step: usize,
    },
    /// A move that its mover does not gain by, where it must.
    #[error("move {step} of the sanction of state number {improvement} is not credible")]
    NotCredible {
        /// The gain.
        improvement: usize,
        /// Which move, from 0.
        step: usize,
    },
    /// A sanction after which the player is still better off, at once or by a reply.
    #[error(
        "the sanction of state number {improvement} does not hurt: state number {end} is a gain"
    )]
    Harmless {
        /// The gain.
        improvement: usize,
        /// Where the player ends up.
        end: usize,
    },
}

impl StabilityWitness {
    /// Reads the definition again from the witness.
    ///
    /// # Errors
    /// The first flaw.
    pub fn check(&self, game: &ConflictGame) -> Result<(), StabilityFlaw> {
        let gain = |from, to| game.gains(self.rule, self.player, from, to);
        let deterred: BTreeSet<StateId> = self.sanctions.iter().map(|s| s.improvement).collect();
        for improvement in game.reachable(self.player, self.state) {
            let met = self.concept != StabilityConcept::Nash && deterred.contains(&improvement);
            if gain(self.state, improvement) && !met {
                return Err(StabilityFlaw::NotDeterred { improvement: improvement.0 });
            }
        }
        for sanction in &self.sanctions {
            let end = self.follow(game, sanction)?;
            let replies = game.reachable(self.player, end).filter(|_| self.concept.symmetric());
            for end in std::iter::once(end).chain(replies) {
                if gain(self.state, end) {
                    let improvement = sanction.improvement.0;
                    return Err(StabilityFlaw::Harmless { improvement, end: end.0 });
                }
            }
        }
        Ok(())
    }

    /// Where a sanction leads, if it is a legal sequence.
    fn follow(&self, game: &ConflictGame, sanction: &Sanction) -> Result<StateId, StabilityFlaw> {
        let improvement = sanction.improvement.0;
        let (mut at, mut last) = (sanction.improvement, self.player);
        if sanction.moves.is_empty() {
            return Err(StabilityFlaw::NotDeterred { improvement });
        }
        for (step, &made) in sanction.moves.iter().enumerate() {
            let known = made.player.0 < game.player_count() && made.from.0 < game.state_count();
            if !known || made.from != at || !game.has_move(made) {
                return Err(StabilityFlaw::NoSuchMove { improvement, step });
            }
            if made.player == self.player || made.player == last {
                return Err(StabilityFlaw::OutOfTurn { improvement, step });
            }
            let credible = game.gains(self.rule, made.player, made.from, made.to);
            if self.concept.credible() && !credible {
                return Err(StabilityFlaw::NotCredible { improvement, step });
            }
            (at, last) = (made.to, made.player);
        }
        Ok(at)
    }
}
