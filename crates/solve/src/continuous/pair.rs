//! What two players agree on over their own instruments, all others held.

use super::aim::Aim;
use super::bounded::{Stop, maximise};
use super::options::ReplyOptions;
use super::reply::scale;
use talion_game::{ContinuousError, ContinuousGame, Instrument, PlayerId, Point};

/// What those outside a pair gain from: so far below that they have no say.
const FAR_BELOW: f64 = -1e300;
/// Share of a box by which a pair leaves its rest point to look for a gain to both.
const FIRST_STEPS: [f64; 6] = [0.5, 0.25, 0.1, 0.03, 0.01, 0.001];

/// What a pair maximises.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PairAim {
    /// The product of its gains over no deal between them.
    Product,
    /// The sum of its payoffs.
    Sum,
}

/// Two players, their instruments, and the levels of no deal.
pub(crate) struct Pair<'a> {
    pub(crate) game: &'a dyn ContinuousGame,
    pub(crate) players: [usize; 2],
    pub(crate) instruments: &'a [(usize, usize)],
    pub(crate) rest: &'a [Vec<f64>],
    pub(crate) aim: PairAim,
}

/// The point with the pair's deal in it; no deal where nothing is better for both.
pub(crate) fn settle_pair(
    pair: &Pair<'_>,
    point: &[Vec<f64>],
    options: &ReplyOptions,
) -> Result<Point, ContinuousError> {
    let at_rest = pair.placed(point, &pair.levels(pair.rest));
    let mut session = pair.game.session();
    let mut weights = vec![0.0; pair.game.players().len()];
    for p in pair.players {
        weights[p] = 1.0;
    }
    let disagreement = session.payoffs(&at_rest)?;
    let boxes: Vec<Instrument> = pair
        .instruments
        .iter()
        .map(|&(p, k)| pair.game.players()[p].instruments[k].clone())
        .collect();
    let (aim, start) = match pair.aim {
        PairAim::Sum => (Aim::WeightedSum(weights), Some(pair.levels(point))),
        PairAim::Product => {
            let gains = |u: &[f64]| pair.players.iter().all(|&p| u[p] > disagreement[p]);
            let now = pair.levels(point);
            let mut starts = vec![now];
            let rest = pair.levels(pair.rest);
            for step in FIRST_STEPS {
                for end in [|i: &Instrument| i.upper, |i: &Instrument| i.lower] {
                    let towards = |(i, x): (&Instrument, &f64)| x + step * (end(i) - x);
                    starts.push(boxes.iter().zip(&rest).map(towards).collect());
                }
            }
            let mut found = None;
            for start in starts {
                if gains(&session.payoffs(&pair.placed(point, &start))?) {
                    found = Some(start);
                    break;
                }
            }
            // Those outside the pair weigh nothing, so that their gains must only be defined.
            let below = |(p, d): (usize, &f64)| {
                if pair.players.contains(&p) { *d } else { FAR_BELOW }
            };
            let floors = disagreement.iter().enumerate().map(below).collect();
            (Aim::NashProduct { weights, disagreement: floors }, found)
        }
    };
    let Some(start) = start else { return Ok(at_rest) };
    let mut full: Point = point.iter().map(|x| vec![0.0; x.len()]).collect();
    let mut slope = |x: &[f64], gradient: &mut [f64]| {
        let placed = pair.placed(point, x);
        let payoffs = session.payoffs(&placed).ok()?;
        let (value, slopes) = aim.at(&payoffs)?;
        gradient.fill(0.0);
        for (p, slope) in slopes.iter().enumerate().filter(|(_, s)| **s != 0.0) {
            session.gradient(PlayerId(p), &placed, &mut full).ok()?;
            for (sum, &(owner, at)) in gradient.iter_mut().zip(pair.instruments) {
                *sum += slope * full[owner][at];
            }
        }
        Some(value)
    };
    let no_value = || ContinuousError::NoPayoff { cause: "a pair's aim has no value".to_owned() };
    let diagonal = scale(&boxes, &mut slope, &start).ok_or_else(no_value)?;
    let stop = Stop { tolerance: options.tolerance, steps: options.steps };
    let best = maximise(&boxes, &diagonal, &mut slope, &start, stop).ok_or_else(no_value)?;
    Ok(pair.placed(point, &best.x))
}

impl Pair<'_> {
    fn levels(&self, point: &[Vec<f64>]) -> Vec<f64> {
        self.instruments.iter().map(|&(p, k)| point[p][k]).collect()
    }

    fn placed(&self, point: &[Vec<f64>], levels: &[f64]) -> Point {
        let mut placed = point.to_vec();
        for (&(p, k), &x) in self.instruments.iter().zip(levels) {
            placed[p][k] = x;
        }
        placed
    }
}
