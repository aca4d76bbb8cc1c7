//! The long tables of continuous policy: rates, welfare, and what the figure of best responses draws.

use talion::game::Side;
use talion::{CurvePoint, PolicyFindings, ReactionFindings};

use super::{CsvTable, number, owned, write};
use crate::error::ReportError;
use crate::rate_answers::{RateAnswer, rate_answers};

/// What tells an answer from the others.
const ANSWER: [&str; 3] = ["concept", "solution", "mover"];

/// Every rate of every answer, as a fraction; `at_bound` is `lower`, `upper` or empty.
pub(super) fn tariff_rates(policy: &PolicyFindings) -> Result<CsvTable, ReportError> {
    let mut rows = Vec::new();
    for (key, answer) in keyed(policy) {
        for rate in &answer.solution.rates {
            let at_bound = match rate.at_bound {
                Some(Side::Lower) => "lower",
                Some(Side::Upper) => "upper",
                None => "",
            };
            let tail = vec![
                rate.player.clone(),
                rate.instrument.to_string(),
                rate.partner.clone().unwrap_or_default(),
                rate.sector.clone(),
                number(rate.rate),
                number(rate.applied),
                at_bound.to_owned(),
            ];
            rows.push([key.clone(), tail].concat());
        }
    }
    let tail = ["player", "instrument", "partner", "sector", "rate", "applied", "at_bound"];
    write("tariff_rates", &owned(&[&ANSWER, tail.as_slice()].concat()), &rows)
}

/// What every answer does to every region.
pub(super) fn tariff_welfare(policy: &PolicyFindings) -> Result<CsvTable, ReportError> {
    let mut rows = Vec::new();
    for (key, answer) in keyed(policy) {
        for region in &answer.solution.regions {
            let tail = vec![
                region.region.clone(),
                region.plays.to_string(),
                number(region.welfare_percent),
                number(region.equivalent_variation_musd),
                region.objective_percent.map(number).unwrap_or_default(),
            ];
            rows.push([key.clone(), tail].concat());
        }
    }
    let tail =
        ["region", "plays", "welfare_percent", "equivalent_variation_musd", "objective_percent"];
    write("tariff_welfare", &owned(&[&ANSWER, tail.as_slice()].concat()), &rows)
}

/// Best replies (`reply`, with the player), the grid of payoffs (`grid`), named points (`mark`).
pub(super) fn best_responses(curves: &ReactionFindings) -> Result<CsvTable, ReportError> {
    let none = || vec![String::new(); curves.players.len()];
    let row = |what: &str, name: &str, rates: [f64; 2], welfare: Vec<String>| {
        let head = vec![what.to_owned(), name.to_owned()];
        [head, rates.map(number).into(), welfare].concat()
    };
    let reply = |at: usize, rates: [f64; 2]| {
        row("reply", curves.players.get(at).map_or("", String::as_str), rates, none())
    };
    let first = |point: &CurvePoint| reply(0, [point.reply, point.rival]);
    let second = |point: &CurvePoint| reply(1, [point.rival, point.reply]);
    let mut rows: Vec<Vec<String>> = curves.first.iter().map(first).collect();
    rows.extend(curves.second.iter().map(second));
    for (at, second) in curves.axis.iter().enumerate() {
        for (place, first) in curves.axis.iter().enumerate() {
            let index = at * curves.axis.len() + place;
            let values = curves.welfare_percent.iter().map(|values| values.get(index).copied());
            let welfare = values.map(|value| value.map(number).unwrap_or_default()).collect();
            rows.push(row("grid", "", [*first, *second], welfare));
        }
    }
    for mark in &curves.marks {
        if let [first, second] = mark.rates[..] {
            let welfare = mark.welfare_percent.iter().copied().map(number).collect();
            rows.push(row("mark", &mark.name, [first, second], welfare));
        }
    }
    let mut head = owned(&["what", "name"]);
    head.extend(curves.players.iter().map(|player| format!("rate_{player}")));
    head.extend(curves.players.iter().map(|player| format!("welfare_percent_{player}")));
    write("best_responses", &head, &rows)
}

/// Every answer with its concept, its number within the study and its mover.
fn keyed(policy: &PolicyFindings) -> impl Iterator<Item = (Vec<String>, RateAnswer<'_>)> {
    rate_answers(policy).into_iter().map(|answer| {
        let same = |other: &talion::TariffSolution| std::ptr::eq(other, answer.solution);
        let place = answer.study.solutions.iter().position(same).map_or(0, |place| place + 1);
        let mover = answer.solution.mover.clone().unwrap_or_default();
        let concept = answer.study.concept.words().to_owned();
        (vec![concept, place.to_string(), mover], answer)
    })
}
