//! What a solution method promises, and the list of all of them.

use crate::{SolveError, pure_equilibria, vertex_enumeration};
use talion_game::{Concept, NormalForm, Observer, Solution};

/// A named way from a game in normal form to equilibria.
pub trait Method: Sync {
    /// Literature name, as used on the command line.
    fn name(&self) -> &'static str;

    /// What the equilibria are equilibria of.
    fn concept(&self) -> Concept;

    /// What the list holds when the method ends by itself.
    fn promises(&self) -> &'static str;

    /// How the work grows with the game.
    fn cost(&self) -> &'static str;

    /// Where the method is described.
    fn reference(&self) -> &'static str;

    /// Whether the method can take a game.
    ///
    /// # Errors
    /// What about the game stands in the way.
    fn applies(&self, game: &NormalForm) -> Result<(), SolveError>;

    /// Runs the method.
    ///
    /// # Errors
    /// As [`Method::applies`].
    fn solve(&self, game: &NormalForm, observer: &dyn Observer) -> Result<Solution, SolveError>;
}

/// All methods for games in normal form, in the order in which they are shown.
pub fn methods() -> &'static [&'static dyn Method] {
    &[&Pure, &VertexEnumeration]
}

/// [`pure_equilibria`] as a method.
struct Pure;

impl Method for Pure {
    fn name(&self) -> &'static str {
        "pure"
    }

    fn concept(&self) -> Concept {
        Concept::Nash
    }

    fn promises(&self) -> &'static str {
        "all equilibria in pure strategies, for any number of players"
    }

    fn cost(&self) -> &'static str {
        "two readings of every player's payoffs"
    }

    fn reference(&self) -> &'static str {
        "Nash (1951), by definition"
    }

    fn applies(&self, _: &NormalForm) -> Result<(), SolveError> {
        Ok(())
    }

    fn solve(&self, game: &NormalForm, observer: &dyn Observer) -> Result<Solution, SolveError> {
        pure_equilibria(game, observer)
    }
}

/// [`vertex_enumeration`] as a method.
struct VertexEnumeration;

impl Method for VertexEnumeration {
    fn name(&self) -> &'static str {
        "vertex-enumeration"
    }

    fn concept(&self) -> Concept {
        Concept::Nash
    }

    fn promises(&self) -> &'static str {
        "all equilibria of a two-player game, exactly: extreme equilibria, maximal Nash subsets, \
         components"
    }

    fn cost(&self) -> &'static str {
        "one pivot per basis of each best-response polytope; exponential in the smaller number of \
         strategies"
    }

    fn reference(&self) -> &'static str {
        "Mangasarian (1964); Avis and Fukuda (1992); Avis, Rosenberg, Savani and von Stengel (2010)"
    }

    fn applies(&self, game: &NormalForm) -> Result<(), SolveError> {
        match game.player_count() {
            2 => Ok(()),
            found => Err(SolveError::PlayerCount { method: self.name(), expected: 2, found }),
        }
    }

    fn solve(&self, game: &NormalForm, observer: &dyn Observer) -> Result<Solution, SolveError> {
        self.applies(game)?;
        vertex_enumeration(game, observer)
    }
}
