//! One number at a time to either end of its range, and where on the way the answer changes.

use super::assumed::{Ground, Range};
use super::findings::{FlipValue, TornadoFindings};
use crate::StudyError;
use rayon::prelude::*;
use talion_model::Term;

/// Values tried between the value and an end of the range before any bisection.
const GRID: usize = 2;
/// Halvings of a step of the grid: to less than a hundredth of it.
const HALVINGS: usize = 7;

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
    let bars = ranges.par_iter().map(|range| match bar(ground, range) {
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

fn bar(ground: &Ground<'_>, range: &Range) -> Result<TornadoFindings, StudyError> {
    let mut flips = Vec::new();
    let mut ends = Vec::new();
    for end in [range.low, range.high] {
        let mut last = point(ground, range, range.value)?;
        for step in 1..=GRID {
            let at = range.value + (end - range.value) * step as f64 / GRID as f64;
            let next = point(ground, range, at)?;
            if next.holds != last.holds {
                let above = if next.at > last.at { &next } else { &last };
                let holds_above = above.holds;
                let at = bisect(ground, range, &last, &next)?;
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

fn bisect(ground: &Ground<'_>, range: &Range, from: &Point, to: &Point) -> Result<f64, StudyError> {
    let (mut here, mut there) = (from.at, to.at);
    for _ in 0..HALVINGS {
        let middle = f64::midpoint(here, there);
        if point(ground, range, middle)?.holds == from.holds {
            here = middle;
        } else {
            there = middle;
        }
    }
    Ok(f64::midpoint(here, there))
}

fn point(ground: &Ground<'_>, range: &Range, at: f64) -> Result<Point, StudyError> {
    if ground.observer.stopped() {
        return Err(StudyError::Interrupted);
    }
    let mut factors = vec![[1.0; Term::ALL.len()]; ground.scenario.players().len()];
    let (played, incomes) = if let Some((player, term)) = range.weight {
        factors[player.0][term as usize] = at / range.value;
        ground.answer(ground.play, &factors)?
    } else {
        let set = ground.scenario.elasticities();
        let play = ground.replay(set, &[(range.key.as_str(), at)])?;
        ground.answer(&play, &factors)?
    };
    Ok(Point { at, holds: played == ground.answer, incomes })
}
