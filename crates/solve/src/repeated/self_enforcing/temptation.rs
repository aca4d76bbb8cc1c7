//! What a player would gain at once by its best breach, with the slopes in everybody's levels.
//!
//! `T_p(x) = B_p(x_-p) - u_p(x)`, `B_p(x_-p) = max_y u_p(y, x_-p)`; `dB_p/dx_q = du_p/dx_q` at the best
//! breach for `q` other than `p`, and zero for `p` (the envelope theorem).

use crate::continuous::{Responder, Stop};
use talion_game::{ContinuousError, ContinuousGame, PlayerId, Point};

/// The best breaches of one player in one state, each climbed to from where the last one ended.
pub(super) struct Temptation<'a> {
    responder: Responder<'a>,
    stop: Stop,
    /// Where climbs start; the first follows the last reply.
    starts: Vec<Vec<f64>>,
}

/// What the best breach pays.
pub(super) struct Breach {
    /// Payoff of the best breach.
    pub(super) value: f64,
    /// Its derivatives in everybody's levels; zero in the player's own.
    pub(super) slopes: Point,
}

impl<'a> Temptation<'a> {
    pub(super) fn new(
        game: &'a dyn ContinuousGame,
        player: PlayerId,
        starts: Vec<Vec<f64>>,
        stop: Stop,
    ) -> Self {
        Self { responder: Responder::new(game, player), stop, starts }
    }

    /// The best breach of a point.
    pub(super) fn at(&mut self, point: &[Vec<f64>]) -> Result<Breach, ContinuousError> {
        let player = self.responder.player.0;
        let mut best: Option<(f64, Vec<f64>)> = None;
        for place in 0..self.starts.len() {
            let Some(found) = self.responder.climb(point, &self.starts[place], self.stop) else {
                continue;
            };
            if best.as_ref().is_none_or(|(value, _)| found.value > *value) {
                best = Some((found.value, found.x));
            }
        }
        let Some((_, reply)) = best else {
            let cause = "no climb to a best breach has a start with one".to_owned();
            return Err(ContinuousError::NoPayoff { cause });
        };
        let mut breach = point.to_vec();
        breach[player].clone_from(&reply);
        let (value, slopes) = self.responder.slopes(&breach)?;
        let mut slopes = slopes.to_vec();
        slopes[player].fill(0.0);
        self.starts[0] = reply;
        Ok(Breach { value, slopes })
    }
}
