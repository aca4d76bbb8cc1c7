//! Methods that follow the order in which play can go through the states.

mod component;
mod lexicographic_search;
mod state_recursion;
mod subgame;

pub use lexicographic_search::{PureMarkov, RecursiveLexicographicSearch};
pub use state_recursion::StateRecursion;

pub(crate) use lexicographic_search::{METHOD as SEARCH_METHOD, PURE_METHOD};
pub(crate) use state_recursion::METHOD as RECURSION_METHOD;

use component::ComponentEquilibrium;
use talion_game::{StateId, StochasticGame};

/// Boxes of pure profiles that a component is worth.
const MOST_BOXES: u64 = 10_000;
/// Equilibria that a list is worth.
const MOST_EQUILIBRIA: usize = 10_000;

/// Puts an equilibrium of a component in its place among all states.
fn write_member(
    game: &StochasticGame,
    members: &[u32],
    chosen: &ComponentEquilibrium,
    values: &mut [f64],
    weights: &mut [f64],
) {
    let players = game.player_count();
    let mut taken = 0;
    for (at, member) in members.iter().enumerate() {
        let state = StateId(*member as usize);
        let own = &chosen.values[at * players..(at + 1) * players];
        values[state.0 * players..(state.0 + 1) * players].copy_from_slice(own);
        let slots = game.state_slots(state);
        let end = taken + slots.len();
        weights[slots].copy_from_slice(&chosen.strategies[taken..end]);
        taken = end;
    }
}
