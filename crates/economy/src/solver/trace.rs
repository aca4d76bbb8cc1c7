//! Along the curve of equilibria, noting where it folds and where it meets the target.

use super::curve::{Curve, CurvePoint};
use super::state::{State, Step};

/// The curve is followed while the share of the way lies between these. Shares outside 0 and 1
/// are no policies that anybody asks about; they only connect branches.
const RANGE: [f64; 2] = [-1.0, 2.0];
const FIRST_STEP: f64 = 0.05;
const SHORTEST_STEP: f64 = 1e-7;
const LONGEST_STEP: f64 = 0.25;
const POINT_LIMIT: usize = 2000;
/// A correction that contracts faster than this lets the next step grow, slower makes it shrink.
const EASY: f64 = 0.1;
const HARD: f64 = 0.35;
/// Where the pace is this small, the share is that of the fold to about its square.
const FOLD_PACE: f64 = 1e-7;
/// How near to the target the curve is taken before Newton's method holds the policy there.
const NEAR_TARGET: f64 = 1e-9;
const REFINEMENTS: usize = 100;
/// Equilibria closer than this in all logs are one.
const SAME: f64 = 1e-6;

/// An equilibrium at the target.
pub(crate) struct Crossing {
    pub(crate) state: State,
    /// Sign of the Jacobian's determinant.
    pub(crate) sign: f64,
    /// Direction of the curve there, where it was met along one.
    pub(crate) direction: Option<Step>,
    /// Folds between the start of the curve and here.
    pub(crate) folds: usize,
}

/// A turning point of the curve.
pub(crate) struct Turn {
    pub(crate) share: f64,
    pub(crate) smallest_singular_value: f64,
}

/// What was met along the curve.
#[derive(Default)]
pub(crate) struct Trace {
    pub(crate) crossings: Vec<Crossing>,
    pub(crate) turns: Vec<Turn>,
    /// Points of the curve, refinements not counted.
    pub(crate) points: usize,
    /// Shares of the way where the curve was lost.
    pub(crate) lost: Vec<f64>,
}

/// A piece of the curve: steps of all lengths between two from the same point.
struct Piece<'p> {
    from: &'p CurvePoint,
    lengths: [f64; 2],
    ends: [&'p CurvePoint; 2],
}

impl Trace {
    /// Whether an equilibrium at the target has been met already.
    pub(crate) fn has(&self, state: &State) -> bool {
        self.crossings.iter().any(|known| known.state.distance(state) < SAME)
    }

    fn add(&mut self, found: impl IntoIterator<Item = Crossing>) {
        for crossing in found {
            if !self.has(&crossing.state) {
                self.crossings.push(crossing);
            }
        }
    }

    /// Follows the curve from a point until it leaves the range, is lost, or runs out of points.
    /// `bans` says that the target bans something: more than all of it cannot be banned, so that
    /// the curve then ends at the target.
    pub(crate) fn follow(&mut self, curve: &mut Curve<'_, '_, '_>, start: CurvePoint, bans: bool) {
        let (mut here, mut length, mut folds) = (start, FIRST_STEP, 0);
        for _ in 0..POINT_LIMIT {
            if !(RANGE[0]..=RANGE[1]).contains(&here.share) {
                return;
            }
            if bans && here.share + length * here.pace >= 1.0 {
                if let Some(crossing) = meet(curve, &here, folds) {
                    return self.add([crossing]);
                }
                length *= 0.4;
            }
            if length < SHORTEST_STEP {
                break;
            }
            let Some(stepped) = curve.step(&here, length) else {
                length *= 0.4;
                continue;
            };
            let to = stepped.to;
            if self.inspect(curve, [&here, &to], length, &mut folds).is_none() {
                length *= 0.4;
                continue;
            }
            self.points += 1;
            here = to;
            length *= match stepped.contraction {
                ratio if ratio < EASY => 2.0,
                ratio if ratio > HARD => 0.7,
                _ => 1.3,
            };
            length = length.min(LONGEST_STEP);
        }
        self.lost.push(here.share);
    }

    /// Notes the fold and the meetings with the target between two points; `None` if one could
    /// not be pinned down.
    fn inspect(
        &mut self,
        curve: &mut Curve<'_, '_, '_>,
        [from, to]: [&CurvePoint; 2],
        length: f64,
        folds: &mut usize,
    ) -> Option<()> {
        let whole = Piece { from, lengths: [0.0, length], ends: [from, to] };
        if from.pace * to.pace >= 0.0 {
            return whole.crossings(curve, *folds).map(|found| self.add(found));
        }
        let (at, fold) = whole.root(curve, |point| point.pace, FOLD_PACE)?;
        let smallest_singular_value = curve.smallest_singular_value(&fold);
        let before = Piece { from, lengths: [0.0, at], ends: [from, &fold] };
        let after = Piece { from, lengths: [at, length], ends: [&fold, to] };
        let found = [before.crossings(curve, *folds)?, after.crossings(curve, *folds + 1)?];
        self.add(found.into_iter().flatten());
        *folds += 1;
        self.turns.push(Turn { share: fold.share, smallest_singular_value });
        Some(())
    }
}

impl Piece<'_> {
    /// The meetings of the piece, which has no fold inside, with the target: one or none. `None` if
    /// there is one that could not be pinned down.
    fn crossings(&self, curve: &mut Curve<'_, '_, '_>, folds: usize) -> Option<Vec<Crossing>> {
        let [first, last] = self.ends.map(|end| end.share < 1.0);
        if first == last {
            return Some(Vec::new());
        }
        let (_, near) = self.root(curve, |point| point.share - 1.0, NEAR_TARGET)?;
        Some(vec![meet(curve, &near, folds)?])
    }

    /// Where something that changes its sign along the piece is nothing, by false position with
    /// the Illinois rule.
    fn root(
        &self,
        curve: &mut Curve<'_, '_, '_>,
        of: impl Fn(&CurvePoint) -> f64,
        tolerance: f64,
    ) -> Option<(f64, CurvePoint)> {
        let [mut left, mut right] = self.lengths;
        let [mut below, mut above] = self.ends.map(&of);
        let mut moved_right = None;
        for _ in 0..REFINEMENTS {
            let length = (left * above - right * below) / (above - below);
            let point = curve.step(self.from, length)?.to;
            let value = of(&point);
            if value.abs() <= tolerance {
                return Some((length, point));
            }
            let move_right = (value < 0.0) == (above < 0.0);
            // An end that stays a second time counts half, or it would stay for good.
            let again = if moved_right == Some(move_right) { 0.5 } else { 1.0 };
            if move_right {
                (right, above, below) = (length, value, again * below);
            } else {
                (left, below, above) = (length, value, again * above);
            }
            moved_right = Some(move_right);
        }
        None
    }
}

fn meet(curve: &mut Curve<'_, '_, '_>, near: &CurvePoint, folds: usize) -> Option<Crossing> {
    let state = curve.meet(near)?;
    let direction = Some(near.direction.clone());
    Some(Crossing { state, sign: near.sign, direction, folds })
}
