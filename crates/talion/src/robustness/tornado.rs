//! One number at a time to either end of its range, and where on the way the answer changes.

use super::assumed::{Ground, Range};
use super::findings::{FlipValue, TornadoFindings};
use crate::StudyError;
use rayon::prelude::*;
use talion_model::{SolvedPolicies, Term, play_again};

/// Values tried between a weight and an end of its range before any bisection, and halvings of a step: to a
/// thousandth of the weight.
const WEIGHT_STEPS: (usize, usize) = (4, 8);
/// The same for a number that the trade model is solved for anew, which costs more: to a thirtieth of it.
const LEVEL_STEPS: (usize, usize) = (1, 5);

/// What one value of a number gives.
struct Point {
    at: f64,
    holds: bool,
    incomes: Vec<f64>,
}

/// All bars, those that change the answer first, then by how far they move incomes.
pub(super) fn tornado(
    ground: &Ground<'_>,
    ranges: &[Range],
) -> Result<Vec<TornadoFindings>, StudyError> {
    let mut solved = SolvedPolicies::default();
    play_again(ground.scenario, ground.economy, &mut solved, ground.observer)
        .map_err(crate::study::interrupted)?;
    let bars = ranges.par_iter().map(|range| match bar(ground, range, &solved) {
        Err(StudyError::Interrupted) => Err(StudyError::Interrupted),
        Err(error) => Ok(failed(range, &error)),
        found => found,
    });
    let mut bars = bars.collect::<Result<Vec<_>, _>>()?;
    let reach = |bar: &TornadoFindings| {
        let pairs = bar.incomes_low.iter().zip(&bar.incomes_high);
        pairs.map(|(low, high)| (low - high).abs()).fold(0.0, f64::max)
    };
    bars.sort_by(|a, b| {
        let flips = b.flips.is_empty().cmp(&a.flips.is_empty()).reverse();
        flips.then(reach(b).total_cmp(&reach(a))).then_with(|| a.key.cmp(&b.key))
    });
    Ok(bars)
}

fn bar(
    ground: &Ground<'_>,
    range: &Range,
    solved: &SolvedPolicies,
) -> Result<TornadoFindings, StudyError> {
    let (grid, halvings) = if range.weight.is_some() { WEIGHT_STEPS } else { LEVEL_STEPS };
    // What was solved for one value may be met again at another: a number need not touch any policy.
    let mut solved = solved.clone();
    let mut point = |at: f64| point(ground, range, at, &mut solved);
    let mut flips = Vec::new();
    let mut ends = Vec::new();
    for end in [range.low, range.high] {
        let mut last = point(range.value)?;
        for step in 1..=grid {
            let at = range.value + (end - range.value) * step as f64 / grid as f64;
            let next = point(at)?;
            if next.holds != last.holds {
                let above = if next.at > last.at { &next } else { &last };
                let holds_above = above.holds;
                let at = bisect(&mut point, &last, &next, halvings)?;
                flips.push(FlipValue { at, holds_above });
            }
            last = next;
        }
        ends.push(last);
    }
    flips.sort_by(|a, b| (a.at - range.value).abs().total_cmp(&(b.at - range.value).abs()));
    let [low, high] = [&ends[0], &ends[1]];
    Ok(TornadoFindings {
        key: range.key.clone(),
        value: range.value,
        low: range.low,
        high: range.high,
        incomes_low: low.incomes.clone(),
        incomes_high: high.incomes.clone(),
        holds_low: low.holds,
        holds_high: high.holds,
        flips,
        failure: None,
    })
}

/// A number under which the trade model could not be solved.
fn failed(range: &Range, error: &StudyError) -> TornadoFindings {
    TornadoFindings {
        key: range.key.clone(),
        value: range.value,
        low: range.low,
        high: range.high,
        incomes_low: Vec::new(),
        incomes_high: Vec::new(),
        holds_low: false,
        holds_high: false,
        flips: Vec::new(),
        failure: Some(error.to_string()),
    }
}

fn bisect(
    point: &mut dyn FnMut(f64) -> Result<Point, StudyError>,
    from: &Point,
    to: &Point,
    halvings: usize,
) -> Result<f64, StudyError> {
    let (mut here, mut there) = (from.at, to.at);
    for _ in 0..halvings {
        let middle = f64::midpoint(here, there);
        if point(middle)?.holds == from.holds {
            here = middle;
        } else {
            there = middle;
        }
    }
    Ok(f64::midpoint(here, there))
}

fn point(
    ground: &Ground<'_>,
    range: &Range,
    at: f64,
    solved: &mut SolvedPolicies,
) -> Result<Point, StudyError> {
    if ground.observer.stopped() {
        return Err(StudyError::Interrupted);
    }
    let mut factors = vec![[1.0; Term::ALL.len()]; ground.scenario.players().len()];
    let (played, incomes) = if let Some((player, term)) = range.weight {
        factors[player.0][term as usize] = at / range.value;
        ground.answer(ground.play, &factors)?
    } else {
        let play = ground.replay_one(&range.key, at, solved)?;
        ground.answer(&play, &factors)?
    };
    Ok(Point { at, holds: played == ground.answer, incomes })
}
