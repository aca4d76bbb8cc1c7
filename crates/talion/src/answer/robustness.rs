//! How sure the answer is, in words.

use crate::RobustnessFindings;
use crate::words::list;

/// "; it holds in 62 % of 500 draws (give or take 5); it flips when `KEY` passes VALUE".
pub(super) fn holds(found: &RobustnessFindings) -> String {
    if found.draws == 0 {
        return String::new();
    }
    let flip = match found.nearest_flip() {
        Some((key, _, at)) => format!("; it flips when `{key}` passes {}", number(at)),
        None if found.tornado.is_empty() => String::new(),
        None => "; no single number that was tried flips it".to_owned(),
    };
    format!(
        "; it holds in {:.0} % of {} draws of what is assumed (give or take {:.0} points, one standard \
         error), and somebody escalates in {:.0} %{flip}",
        100.0 * found.holds,
        found.draws,
        100.0 * found.error,
        100.0 * found.escalates
    )
}

/// Which draws those are, and what comes out where the answer does not hold.
pub(super) fn points(found: &RobustnessFindings) -> Vec<String> {
    let mut points = Vec::new();
    let sets: Vec<String> = found
        .by_set
        .iter()
        .map(|set| format!("{:.0} % under {}", 100.0 * set.holds, set.elasticities))
        .collect();
    if sets.len() > 1 {
        points.push(format!("The share of draws in which the answer holds: {}.", list(&sets)));
    }
    let other = found.answers.iter().find(|answer| !answer.same);
    let flips = found.tornado.iter().filter(|bar| !bar.flips.is_empty()).count();
    if found.tornado.is_empty() {
        return points;
    }
    points.push(format!(
        "{flips} of {} assumed numbers flip the answer alone somewhere between the ends of their ranges.",
        found.tornado.len()
    ));
    if let Some(other) = other {
        let share = 100.0 * other.share;
        points.push(format!("In {share:.0} % of the draws {}.", other.plays));
    }
    if found.failed > 0 {
        points.push(format!(
            "Under {} of {} economies drawn the trade model had no equilibrium at some profile; they do not \
             count.",
            found.failed, found.economies
        ));
    }
    points
}

/// Three digits that count.
fn number(x: f64) -> String {
    let digits = if x == 0.0 { 0.0 } else { (2.0 - x.abs().log10().floor()).clamp(0.0, 8.0) };
    // The clamp keeps the value between 0 and 8.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let text = format!("{x:.*}", digits as usize);
    text
}
