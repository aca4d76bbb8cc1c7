//! The Pareto frontier of two players, by floors on the second player's payoff.

use super::aim::Aim;
use super::bounded::Stop;
use super::constrained::best_above_floors;
use super::joint::JointGame;
use super::options::ReplyOptions;
use super::solution::{Frontier, FrontierPoint};
use talion_game::{
    ContinuousError, ContinuousGame, Observer, PlayerCheck, PlayerId, SearchBudget, Termination,
    check_game,
};

/// The frontier at `count` points (at least two), from the first player's best end to the second's,
/// at equal steps of the second player's payoff.
///
/// # Errors
/// If the game is not sound or has not two players, or the model has no payoff at the status quo.
pub fn pareto_frontier(
    game: &dyn ContinuousGame,
    count: usize,
    options: &ReplyOptions,
    observer: &dyn Observer,
) -> Result<Frontier, ContinuousError> {
    check_game(game)?;
    if game.players().len() != 2 {
        let found = game.players().len();
        return Err(ContinuousError::PlayerCount { found, expected: 2 });
    }
    let tracer = Tracer { game, options, observer };
    let first = tracer.end([1.0, 0.0])?;
    let last = tracer.end([0.0, 1.0])?;
    let (low, high) = (first.values[1], last.values[1]);
    let steps = count.max(2) - 1;
    let mut points = vec![first];
    for step in 1..steps {
        observer.progress("Pareto frontier", step as u64, steps as u64);
        if observer.stopped() {
            return Ok(Frontier { points, termination: Termination::Interrupted });
        }
        let floor = low + (high - low) * step as f64 / steps as f64;
        let from = points[points.len() - 1].point.concat();
        let point = tracer.above(floor, &from)?;
        points.push(point);
    }
    points.push(last);
    let all = points.iter().all(|p| p.converged);
    let termination = if all { Termination::Converged } else { Termination::IterationLimit };
    Ok(Frontier { points, termination })
}

struct Tracer<'a> {
    game: &'a dyn ContinuousGame,
    options: &'a ReplyOptions,
    observer: &'a dyn Observer,
}

impl Tracer<'_> {
    fn stop(&self) -> Stop {
        Stop { tolerance: self.options.tolerance, steps: self.options.steps }
    }

    /// One player's best when both choose for it.
    fn end(&self, weights: [f64; 2]) -> Result<FrontierPoint, ContinuousError> {
        let joint = JointGame::new(self.game, Aim::WeightedSum(weights.to_vec()));
        let start = self.game.status_quo().concat();
        let best = joint.climb(&start, self.stop()).ok_or_else(|| ContinuousError::NoPayoff {
            cause: "the status quo of a joint climb has none".to_owned(),
        })?;
        self.point(&best.x, weights, best.converged)
    }

    fn above(&self, floor: f64, from: &[f64]) -> Result<FrontierPoint, ContinuousError> {
        let floors = [f64::NEG_INFINITY, floor];
        let best = best_above_floors(self.game, 0, &floors, from, self.stop(), self.observer)?;
        let sum: f64 = best.multipliers.iter().sum();
        let weights = [best.multipliers[0] / sum, best.multipliers[1] / sum];
        self.point(&best.x, weights, best.converged)
    }

    fn point(
        &self,
        x: &[f64],
        weights: [f64; 2],
        converged: bool,
    ) -> Result<FrontierPoint, ContinuousError> {
        let joint = JointGame::new(self.game, Aim::WeightedSum(weights.to_vec()));
        // First order only: a frontier that bends outward has weighted sums that are higher.
        let none =
            SearchBudget { fillings: 0, levels: 0, polished: 0, gradient_steps: 0, compass: 0 };
        let check = PlayerCheck::of(&joint, &[x.to_vec()], PlayerId(0), &none)?;
        let point = joint.split(x);
        let values = self.game.session().payoffs(&point)?;
        let projected_gradient = check.projected_gradient;
        Ok(FrontierPoint { point, values, weights, projected_gradient, converged })
    }
}
