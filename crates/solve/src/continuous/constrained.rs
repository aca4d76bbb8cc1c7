//! One player's best when all instruments are set jointly and the others keep a floor.
//!
//! `max u_p` subject to `u_q >= floor_q`, by the augmented Lagrangian (Nocedal and Wright, algorithm
//! 17.4): `m_q <- max(0, m_q - c (u_q - floor_q))`, with `c` raised where a shortfall does not shrink.

use super::aim::Aim;
use super::bounded::Stop;
use super::joint::JointGame;
use talion_game::{ContinuousError, ContinuousGame, Observer};

/// Most updates of the multipliers.
const UPDATES: usize = 60;
/// Largest shortfall below a floor, and largest unused room of a floor that binds.
const SLACK: f64 = 1e-11;
/// First penalty times the largest distance of a payoff from its floor.
const FIRST_PENALTY: f64 = 10.0;
/// Factor by which the penalty rises, and how much a shortfall must shrink to leave it.
const RAISE: (f64, f64) = (4.0, 0.5);

pub(super) struct Constrained {
    pub(super) x: Vec<f64>,
    pub(super) payoffs: Vec<f64>,
    /// Prices of the floors, in units of the player's payoff; one for the player itself.
    pub(super) multipliers: Vec<f64>,
    pub(super) converged: bool,
    pub(super) steps: u64,
}

/// The best of `player` from `start` on, the others' payoffs at or above their floors.
pub(super) fn best_above_floors(
    game: &dyn ContinuousGame,
    player: usize,
    floors: &[f64],
    start: &[f64],
    stop: Stop,
    observer: &dyn Observer,
) -> Result<Constrained, ContinuousError> {
    let mut session = game.session();
    let split = JointGame::new(game, Aim::WeightedSum(Vec::new()));
    let mut payoffs = session.payoffs(&split.split(start))?;
    let others: Vec<usize> = (0..floors.len()).filter(|q| *q != player).collect();
    let reach = others.iter().map(|&q| (payoffs[q] - floors[q]).abs()).fold(1e-3, f64::max);
    let mut penalty = FIRST_PENALTY / reach;
    let mut multipliers = vec![0.0; floors.len()];
    multipliers[player] = 1.0;
    let (mut x, mut steps, mut before) = (start.to_vec(), 0, f64::INFINITY);
    let mut converged = false;
    for _ in 0..UPDATES {
        if observer.stopped() {
            break;
        }
        let aim = Aim::Augmented {
            player,
            floors: floors.to_vec(),
            multipliers: multipliers.clone(),
            penalty,
        };
        let climb = JointGame::new(game, aim)
            .climb(&x, stop)
            .ok_or(ContinuousError::NoPayoff { cause: "a joint climb has none".to_owned() })?;
        steps += climb.steps as u64;
        x = climb.x;
        payoffs = session.payoffs(&split.split(&x))?;
        let mut miss = 0.0_f64;
        for &q in &others {
            let room = payoffs[q] - floors[q];
            miss = miss.max(room.min(multipliers[q] / penalty).abs());
            multipliers[q] = (multipliers[q] - penalty * room).max(0.0);
        }
        if miss <= SLACK {
            converged = climb.converged;
            break;
        }
        if miss > RAISE.1 * before {
            penalty *= RAISE.0;
        }
        before = miss;
    }
    Ok(Constrained { x, payoffs, multipliers, converged, steps })
}
