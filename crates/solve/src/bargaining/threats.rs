//! What two players threaten before they bargain (Nash 1953).
//!
//! At the agreement, utility moves between the players at the rates `l_1 : l_2`, the weights with which
//! the agreement maximises `l.u`. The better the threat is for oneself relative to the other, the better
//! the agreement: threats are the maximin strategies of the zero-sum game `l_1 u_1 - l_2 u_2`.

use crate::{SolveError, zero_sum};
use serde::{Deserialize, Serialize};
use talion_game::{NormalForm, Observer, PlayerId};

/// Optimal threats.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Threats {
    /// The rates at which utility moves.
    pub weights: [f64; 2],
    /// What each player threatens: a probability of every strategy.
    pub strategies: [Vec<f64>; 2],
    /// Payoffs if the threats are carried out: the disagreement point.
    pub payoffs: [f64; 2],
    /// `l_1 u_1 - l_2 u_2` at the threats.
    pub advantage: f64,
    /// Largest gain of either player in the zero-sum game.
    pub regret: f64,
}

/// Finds the threats of a two-player game.
///
/// # Errors
/// If the game has not two players.
pub fn variable_threats(
    game: &NormalForm,
    weights: [f64; 2],
    observer: &dyn Observer,
) -> Result<Threats, SolveError> {
    let found = game.player_count();
    if found != 2 {
        return Err(SolveError::PlayerCount { method: "variable threats", expected: 2, found });
    }
    let [own, other] = [0, 1].map(|p| game.payoffs(PlayerId(p)));
    let ahead: Vec<f64> =
        own.iter().zip(other).map(|(a, b)| weights[0] * a - weights[1] * b).collect();
    let behind = ahead.iter().map(|x| -x).collect();
    let duel = NormalForm::new(game.title(), game.players().to_vec(), vec![ahead, behind])?;
    let solved = zero_sum(&duel, observer)?;
    // A zero-sum game has maximin strategies, and the method hands back one pair.
    let Some(equilibrium) = solved.equilibria.first() else {
        return Err(SolveError::Stopped { method: "variable threats" });
    };
    let strategies = [0, 1].map(|p| equilibrium.strategies.strategy(PlayerId(p)).to_vec());
    let payoffs = [own, other].map(|table| {
        let rows = strategies[0].len();
        table
            .iter()
            .enumerate()
            .map(|(at, u)| u * strategies[0][at % rows] * strategies[1][at / rows])
            .sum()
    });
    Ok(Threats {
        weights,
        strategies,
        payoffs,
        advantage: equilibrium.values[0],
        regret: equilibrium.certificate.max_regret,
    })
}
