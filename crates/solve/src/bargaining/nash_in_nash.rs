//! Many players who bargain pair by pair, each pair taking the deals of all others as given
//! (Horn and Wolinsky 1988).
//!
//! A pair's deal maximises the product of its two gains over leaving its own instruments at rest, or the
//! sum of its payoffs where the two can pay each other. Deals are at rest where no pair wants to change
//! its own: found by letting the pairs bargain in turn until nothing moves.

use crate::continuous::ReplyOptions;
use crate::continuous::{Pair, PairAim, settle_pair};
use serde::{Deserialize, Serialize};
use talion_game::{ContinuousError, ContinuousGame, Observer, Point, Termination, check_game};

/// Largest move of any instrument in a round at which deals are at rest.
const AT_REST: f64 = 1e-10;
/// Most rounds.
const ROUNDS: usize = 500;

/// Two players and what they bargain over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// The two.
    pub players: [usize; 2],
    /// Their instruments: owner and place, of any player.
    pub instruments: Vec<(usize, usize)>,
}

/// Deals of all pairs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NashInNash {
    /// Levels of all instruments.
    pub point: Point,
    /// Payoff of every player, payments left out.
    pub values: Vec<f64>,
    /// Largest distance of an instrument from where its pair would set it, all else held.
    pub residual: f64,
    /// Why the rounds ended.
    pub termination: Termination,
    /// Rounds taken.
    pub rounds: usize,
}

/// Lets the pairs bargain in turn from `rest`, the levels of no deal at all.
///
/// # Errors
/// If the game is not sound, or the model has no payoff where bargaining leads.
pub fn nash_in_nash(
    game: &dyn ContinuousGame,
    links: &[Link],
    rest: &[Vec<f64>],
    transfers: bool,
    options: &ReplyOptions,
    observer: &dyn Observer,
) -> Result<NashInNash, ContinuousError> {
    check_game(game)?;
    let mut point = rest.to_vec();
    let mut termination = Termination::IterationLimit;
    let mut rounds = 0;
    let mut moved = f64::INFINITY;
    while rounds < ROUNDS && moved > AT_REST {
        if observer.stopped() {
            termination = Termination::Interrupted;
            break;
        }
        moved = 0.0;
        for link in links {
            let aim = if transfers { PairAim::Sum } else { PairAim::Product };
            let pair =
                Pair { game, players: link.players, instruments: &link.instruments, rest, aim };
            let next = settle_pair(&pair, &point, options)?;
            for &(owner, at) in &link.instruments {
                moved = moved.max((next[owner][at] - point[owner][at]).abs());
            }
            point = next;
        }
        rounds += 1;
    }
    if moved <= AT_REST {
        termination = Termination::Converged;
    }
    let values = game.session().payoffs(&point)?;
    Ok(NashInNash { point, values, residual: moved, termination, rounds })
}
