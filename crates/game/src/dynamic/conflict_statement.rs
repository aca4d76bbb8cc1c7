//! What can be said of a situation: patterns of options, and statements by which players rank.
//!
//! A situation says of every option whether it is taken: bit `k` of a number is option `k`. Patterns are
//! those of the graph model (`Y` taken, `N` not, `-` either); statements are those of option
//! prioritisation (Peng, Hipel and Kilgour 1997; Fang, Hipel, Kilgour and Peng 2003).

use crate::GameError;

/// Which options are taken: option `k` is bit `k`.
pub type Situation = u64;

/// Options of which something is said, and what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Pattern {
    /// The options that the pattern speaks of.
    fixed: Situation,
    /// Those of them that are taken.
    taken: Situation,
}

impl Pattern {
    /// A pattern as it is written: a letter per option, `Y`, `N` or `-`; blanks are for the eye.
    ///
    /// # Errors
    /// Another letter, or not one letter per option.
    pub fn read(text: &str, options: usize) -> Result<Self, GameError> {
        let letters: Vec<char> = text.chars().filter(|letter| !letter.is_whitespace()).collect();
        if letters.len() != options || options > MOST_OPTIONS {
            let (pattern, found) = (text.to_owned(), letters.len());
            return Err(GameError::PatternLength { pattern, found, options });
        }
        let mut pattern = Self::default();
        for (option, &letter) in letters.iter().enumerate() {
            match letter {
                'Y' | 'y' => pattern = pattern.with(option, true),
                'N' | 'n' => pattern = pattern.with(option, false),
                '-' => {}
                letter => {
                    let pattern = text.to_owned();
                    return Err(GameError::PatternLetter { pattern, letter });
                }
            }
        }
        Ok(pattern)
    }

    /// The pattern that also says of one option whether it is taken.
    #[must_use]
    pub fn with(self, option: usize, taken: bool) -> Self {
        let bit = 1 << option;
        let rest = self.taken & !bit;
        Self { fixed: self.fixed | bit, taken: if taken { rest | bit } else { rest } }
    }

    /// Whether a situation is of this pattern.
    pub fn holds(self, situation: Situation) -> bool {
        situation & self.fixed == self.taken
    }

    /// Whether every situation that agrees with this one on the options from `first` on is of this
    /// pattern.
    pub(super) fn holds_from(self, first: usize, situation: Situation) -> bool {
        self.fixed.trailing_zeros() as usize >= first && self.holds(situation)
    }

    /// What some situations have in common.
    pub(super) fn common(situations: &[Situation], options: usize) -> Self {
        let all = situations.iter().fold(Situation::MAX, |all, one| all & one);
        let any = situations.iter().fold(0, |any, one| any | one);
        let every = (1 << options) - 1;
        Self { fixed: (all | !any) & every, taken: all & every }
    }

    /// The letters of the pattern.
    pub(super) fn letters(self, options: usize) -> String {
        let letter = |option: usize| match (self.fixed >> option & 1, self.taken >> option & 1) {
            (0, _) => '-',
            (_, 0) => 'N',
            _ => 'Y',
        };
        (0..options).map(letter).collect()
    }
}

/// More options than any conflict has, and few enough for a situation to be a number.
pub(super) const MOST_OPTIONS: usize = 60;

/// What a player wishes to be true.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Statement {
    /// An option is taken.
    Taken(usize),
    /// Something is not so.
    Not(Box<Statement>),
    /// All are so; true if there are none.
    All(Vec<Statement>),
    /// At least one is so.
    Any(Vec<Statement>),
    /// The first is so wherever the second is.
    If(Box<Statement>, Box<Statement>),
    /// Both are so, or neither.
    Iff(Box<Statement>, Box<Statement>),
}

impl Statement {
    /// Whether it is true of a situation.
    pub fn holds(&self, situation: Situation) -> bool {
        match self {
            Self::Taken(option) => situation >> option & 1 == 1,
            Self::Not(inner) => !inner.holds(situation),
            Self::All(all) => all.iter().all(|one| one.holds(situation)),
            Self::Any(any) => any.iter().any(|one| one.holds(situation)),
            Self::If(then, condition) => !condition.holds(situation) || then.holds(situation),
            Self::Iff(one, other) => one.holds(situation) == other.holds(situation),
        }
    }
}
