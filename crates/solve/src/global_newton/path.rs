//! The path of equilibria under a bonus, piece by piece.
//!
//! With `x = r(z)` the nearest mixed strategies to `z`, `x` is an equilibrium of the game with bonus
//! `lambda g` exactly if `z = x + v(x) + lambda g` for some `z`, where `v` are the payoffs of all strategies:
//!
//! `F(z, lambda) = z - r(z) - v(r(z)) - lambda g = 0`.
//!
//! On a piece of `r` this is smooth; a step goes along the tangent and is corrected by Newton across it.
//! Where a strategy comes into use or goes out of it, the step ends on the border, and the path goes
//! on on the other side of it.

use super::projection::Piece;
use crate::contraction::{expected, pair_payoffs};
use crate::linear::Dense;
use talion_game::{NormalForm, PlayerId};

/// Newton stops at a residual below this.
const CORRECTED: f64 = 1e-11;
/// Newton steps after which a corrector counts as failed.
const MOST_CORRECTIONS: usize = 7;
/// Shortest step before the path is given up.
const SHORTEST: f64 = 1e-11;
/// Longest step.
const LONGEST: f64 = 2.0;
/// Cosine of the largest turn of the tangent between two points of one piece.
const STRAIGHT: f64 = 0.9;
/// A margin below which a strategy counts as on the border.
const BORDER: f64 = 1e-9;

/// What a step led to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Passage {
    /// On along the path.
    On,
    /// Through `lambda = 0`: the game itself.
    Through,
    /// Nowhere.
    Lost,
}

/// A point of the path and the direction in which it goes on.
pub(super) struct Path<'a> {
    game: &'a NormalForm,
    bonus: &'a [f64],
    scale: f64,
    piece: Piece,
    /// `z`, then `lambda`.
    point: Vec<f64>,
    tangent: Vec<f64>,
    step: f64,
    /// The strategy whose border the last step ended on, if it did.
    crossed: Option<usize>,
}

impl<'a> Path<'a> {
    /// The path where the bonus is large enough to decide alone.
    pub(super) fn from_far(game: &'a NormalForm, bonus: &'a [f64]) -> Self {
        let players = game.player_count();
        let mut offsets = vec![0];
        for p in 0..players {
            offsets.push(offsets[p] + game.strategy_count(PlayerId(p)));
        }
        let range = (0..players).map(|p| game.payoff_range(PlayerId(p))).fold(0.0, f64::max);
        let scale = if range > 0.0 { range } else { 1.0 };
        let mut used = vec![false; bonus.len()];
        for p in 0..players {
            let own = offsets[p]..offsets[p + 1];
            if let Some(best) = own.max_by(|&a, &b| bonus[a].total_cmp(&bonus[b])) {
                used[best] = true;
            }
        }
        let piece = Piece { offsets, used };
        let mut path = Self {
            game,
            bonus,
            scale,
            piece,
            point: Vec::new(),
            tangent: Vec::new(),
            step: 0.1,
            crossed: None,
        };
        let pure: Vec<f64> = path.piece.used.iter().map(|u| f64::from(u8::from(*u))).collect();
        let payoffs = path.payoffs(&path.split(&pure));
        // The least bonus that makes the favoured strategies best, and a little more.
        let mut lambda = 0.0_f64;
        for p in 0..players {
            for best in path.piece.range(p).filter(|&at| path.piece.used[at]) {
                for other in path.piece.range(p).filter(|&at| at != best) {
                    let lead = bonus[best] - bonus[other];
                    lambda = lambda.max((payoffs[other] - payoffs[best]) / lead);
                }
            }
        }
        lambda += 1.0;
        path.point = (0..bonus.len())
            .map(|at| pure[at] + payoffs[at] + lambda * bonus[at])
            .chain([lambda])
            .collect();
        let mut down = vec![0.0; path.point.len()];
        down[bonus.len()] = -1.0;
        path.tangent = path.tangent_along(&down).unwrap_or(down);
        path
    }

    /// Mixed strategies at the point, cleaned of rounding.
    pub(super) fn profile(&self) -> Vec<Vec<f64>> {
        let mut weights = self.piece.weights(&self.point[..self.bonus.len()]);
        for own in &mut weights {
            for w in own.iter_mut() {
                *w = w.max(0.0);
            }
            let sum: f64 = own.iter().sum();
            for w in own.iter_mut() {
                *w /= sum;
            }
        }
        weights
    }

    /// One step.
    pub(super) fn advance(&mut self) -> Passage {
        while self.step > SHORTEST {
            if let Some(passage) = self.attempt(self.step) {
                return passage;
            }
            self.step /= 3.0;
        }
        Passage::Lost
    }

    /// A step of a length; `None` if it is too long.
    fn attempt(&mut self, length: f64) -> Option<Passage> {
        let order = self.bonus.len();
        let (next, corrections) = self.corrected(&self.along(length))?;
        if let Some(first) = self.first_border(&next) {
            let (on_border, at) = self.on_border(length, first)?;
            if on_border[order] <= 0.0 {
                return Some(self.stop_at_zero(length));
            }
            self.cross(on_border, at)?;
            return Some(Passage::On);
        }
        if next[order] <= 0.0 {
            return Some(self.stop_at_zero(length));
        }
        let before = std::mem::replace(&mut self.point, next);
        match self.tangent_along(&self.tangent) {
            Some(tangent) if dot(&tangent, &self.tangent) > STRAIGHT => self.tangent = tangent,
            _ => {
                self.point = before;
                return None;
            }
        }
        self.crossed = None;
        self.step = if corrections <= 3 { (length * 1.7).min(LONGEST) } else { length };
        Some(Passage::On)
    }

    /// Ends where the bonus vanishes, between here and a step of a length.
    fn stop_at_zero(&mut self, length: f64) -> Passage {
        let order = self.bonus.len();
        let (mut low, mut high) = (0.0, length);
        for _ in 0..60 {
            let middle = 0.5 * (low + high);
            match self.corrected(&self.along(middle)) {
                Some((point, _)) if point[order] > 0.0 => low = middle,
                _ => high = middle,
            }
        }
        if let Some((point, _)) = self.corrected(&self.along(low)) {
            self.point = point;
        }
        Passage::Through
    }

    fn along(&self, length: f64) -> Vec<f64> {
        self.point.iter().zip(&self.tangent).map(|(x, t)| x + length * t).collect()
    }

    /// The strategy that is furthest on the wrong side of its border.
    fn first_border(&self, point: &[f64]) -> Option<usize> {
        let margins = self.piece.margins(&point[..self.bonus.len()]);
        (0..margins.len())
            .map(|at| (at, self.excess(&margins, at)))
            .filter(|(_, excess)| *excess > BORDER)
            .max_by(|a, b| a.1.total_cmp(&b.1))
            .map(|(at, _)| at)
    }

    /// How far a strategy is beyond the border of this piece. The one that was crossed last starts on
    /// the border, where rounding has no say.
    fn excess(&self, margins: &[f64], at: usize) -> f64 {
        let beyond = if self.piece.used[at] { -margins[at] } else { margins[at] };
        if self.crossed == Some(at) { beyond - 1e-7 } else { beyond }
    }

    /// The point where the path first leaves this piece, within a step that does, and by which
    /// strategy: bisection on the length.
    fn on_border(&self, length: f64, first: usize) -> Option<(Vec<f64>, usize)> {
        let (mut low, mut high, mut by) = (0.0, length, first);
        for _ in 0..200 {
            if high - low <= 1e-13 * (1.0 + length) {
                break;
            }
            let middle = 0.5 * (low + high);
            let (point, _) = self.corrected(&self.along(middle))?;
            match self.first_border(&point) {
                Some(at) => (high, by) = (middle, at),
                None => low = middle,
            }
        }
        let (point, _) = self.corrected(&self.along(high))?;
        Some((point, by))
    }

    /// Goes over to the neighbouring piece.
    fn cross(&mut self, point: Vec<f64>, at: usize) -> Option<()> {
        let leaves = self.piece.used[at];
        if leaves && self.piece.size(self.piece.player(at)) == 1 {
            return None;
        }
        let before = (self.piece.clone(), std::mem::replace(&mut self.point, point));
        self.piece.used[at] = !leaves;
        // On the new piece the margin goes on changing as it did.
        let Some(mut tangent) = self.tangent_along(&self.tangent) else {
            (self.piece, self.point) = before;
            return None;
        };
        let order = self.bonus.len();
        let probe: Vec<f64> = self.point.iter().zip(&tangent).map(|(x, t)| x + 1e-3 * t).collect();
        let margin = |point: &[f64]| self.piece.margins(&point[..order])[at];
        let rises = margin(&probe) > margin(&self.point);
        if rises == leaves {
            for t in &mut tangent {
                *t = -*t;
            }
        }
        self.tangent = tangent;
        self.crossed = Some(at);
        self.step = self.step.clamp(1e-4, 0.1);
        Some(())
    }

    /// Newton on `F = 0` in the hyperplane through `start` across the tangent.
    fn corrected(&self, start: &[f64]) -> Option<(Vec<f64>, usize)> {
        let mut point = start.to_vec();
        for corrections in 0..=MOST_CORRECTIONS {
            let mut residual = self.residual(&point);
            let size = residual.iter().fold(0.0_f64, |most, r| most.max(r.abs()));
            let largest = point.iter().fold(1.0_f64, |most, x| most.max(x.abs()));
            if size <= CORRECTED * largest {
                return Some((point, corrections));
            }
            if !size.is_finite() || size > 1e3 * largest {
                return None;
            }
            residual.push(0.0);
            let step = self.jacobian(&point, &self.tangent).solved(&residual)?;
            for (x, d) in point.iter_mut().zip(step) {
                *x -= d;
            }
        }
        None
    }

    /// Unit vector along the path that does not turn back from `along`.
    fn tangent_along(&self, along: &[f64]) -> Option<Vec<f64>> {
        let mut right = vec![0.0; self.point.len()];
        right[self.bonus.len()] = 1.0;
        let raw = self.jacobian(&self.point, along).solved(&right)?;
        let norm = dot(&raw, &raw).sqrt();
        Some(raw.into_iter().map(|x| x / norm).collect())
    }

    fn split(&self, flat: &[f64]) -> Vec<Vec<f64>> {
        let players = 0..self.piece.players();
        players.map(|p| flat[self.piece.range(p)].to_vec()).collect()
    }

    /// Payoff of every strategy, over the scale.
    fn payoffs(&self, weights: &[Vec<f64>]) -> Vec<f64> {
        (0..self.piece.players())
            .flat_map(|p| expected(self.game, PlayerId(p), weights, &[p]))
            .map(|u| u / self.scale)
            .collect()
    }

    fn residual(&self, point: &[f64]) -> Vec<f64> {
        let order = self.bonus.len();
        let (z, lambda) = (&point[..order], point[order]);
        let weights = self.piece.weights(z);
        let payoffs = self.payoffs(&weights);
        let flat = weights.concat();
        (0..order).map(|at| z[at] - flat[at] - payoffs[at] - lambda * self.bonus[at]).collect()
    }

    /// `dF/dz = I - (I + Dv) Dr`, `dF/dlambda = -g`, and a last line that the caller gives.
    fn jacobian(&self, point: &[f64], last: &[f64]) -> Dense {
        let order = self.bonus.len();
        let weights = self.piece.weights(&point[..order]);
        let mut matrix = Dense::zeros(order + 1);
        for at in 0..order {
            let player = self.piece.player(at);
            for by in self.piece.range(player) {
                let unit = f64::from(u8::from(at == by));
                matrix.set(at, by, unit - self.piece.slope(at, by));
            }
            matrix.set(at, order, -self.bonus[at]);
        }
        for i in 0..self.piece.players() {
            for j in (0..self.piece.players()).filter(|&j| j != i) {
                let pair = pair_payoffs(self.game, i, j, &weights);
                let size = self.piece.size(j) as f64;
                let used: Vec<usize> =
                    self.piece.range(j).filter(|&at| self.piece.used[at]).collect();
                for (s, line) in pair.iter().enumerate() {
                    let first = self.piece.offsets[j];
                    let mean = used.iter().map(|&t| line[t - first]).sum::<f64>() / size;
                    for &t in &used {
                        let slope = (line[t - first] - mean) / self.scale;
                        matrix.set(self.piece.offsets[i] + s, t, -slope);
                    }
                }
            }
        }
        for (column, value) in last.iter().enumerate() {
            matrix.set(order, column, *value);
        }
        matrix
    }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}
