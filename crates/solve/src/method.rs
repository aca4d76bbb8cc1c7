//! What a solution method promises, and the list of all of them.

use crate::SolveError;
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

    /// Bytes of memory that the method needs for a game in the worst case, beside the game itself.
    fn memory(&self, game: &NormalForm) -> u64;

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
    &crate::catalogue::METHODS
}
