//! The answer of a back-test in words, with how little it can tell.

use super::findings::{BacktestFindings, ForecastFindings};
use super::scores::Lead;

/// The answer, sentence by sentence.
pub(super) fn answer(findings: &BacktestFindings) -> Vec<String> {
    let Some((_, benchmarks)) = findings.forecasts.split_first() else { return Vec::new() };
    let fit = verdict(benchmarks, |one| one.model_ahead_in_fit.as_ref());
    let score = verdict(benchmarks, |one| one.model_ahead_in_score.as_ref());
    let aic = lowest_aic(&findings.forecasts);
    vec![
        format!(
            "In the fit window ({} to {}), {fit}; Akaike's criterion, which charges for parameters, \
             prefers {aic}.",
            findings.fit.first, findings.fit.last
        ),
        format!("Out of sample ({} to {}), {score}.", findings.score.first, findings.score.last),
        payoffs(findings),
        format!(
            "This is little evidence: {} choices, {} of them moves, fit two parameters, and {} choices, \
             {} of them moves, score them. Months hang together, so that even the standard errors \
             flatter. A difference below two of them is not told from chance.",
            findings.fit.decisions,
            findings.fit.moves,
            findings.score.decisions,
            findings.score.moves
        ),
    ]
}

/// Which benchmarks the model beats, and how clearly.
fn verdict(
    benchmarks: &[ForecastFindings],
    lead: impl Fn(&ForecastFindings) -> Option<&Lead>,
) -> String {
    let names = |ahead: bool| -> Vec<String> {
        let with = benchmarks.iter().filter_map(|one| Some((one, lead(one)?)));
        with.filter(|(_, lead)| lead.ahead() == ahead)
            .map(|(one, lead)| {
                let clear = if lead.clear() { " (by more than two standard errors)" } else { "" };
                format!("{}{clear}", words(&one.name))
            })
            .collect()
    };
    let (beats, loses) = (names(true), names(false));
    match (beats.is_empty(), loses.is_empty()) {
        (false, true) => {
            format!("the model's log score beats every benchmark: {}", beats.join(", "))
        }
        (true, _) => format!("the model's log score beats no benchmark: {}", loses.join(", ")),
        (false, false) => format!(
            "the model's log score beats {}, and not {}",
            beats.join(", "),
            loses.join(", ")
        ),
    }
}

fn lowest_aic(forecasts: &[ForecastFindings]) -> &str {
    let lowest = forecasts.iter().min_by(|a, b| a.aic.total_cmp(&b.aic));
    lowest.map_or("nothing", |one| words(&one.name))
}

/// A forecast's name in a sentence.
fn words(name: &str) -> &str {
    match name {
        "logit-markov" => "the model",
        "base-rates" => "base rates",
        "markov-chain" => "the Markov chain",
        other => other,
    }
}

/// Whether payoffs help at all, and how far precision and inertia are told apart.
fn payoffs(findings: &BacktestFindings) -> String {
    let estimate = &findings.estimate;
    let gain = estimate.log_likelihood - estimate.log_likelihood_without_payoffs;
    let helps = if estimate.lambda_95[0].is_some() {
        "the record tells payoffs from none"
    } else {
        "the record does not tell payoffs from none"
    };
    let kappa = estimate.kappa.map_or("without meaning".to_owned(), |k| format!("{k:.3} %"));
    let edge = if estimate.edge {
        " The likelihood rises to where the principal branch is lost: the estimate is the highest point \
         that was reached, on the edge, and no maximum."
    } else {
        ""
    };
    format!(
        "Precision is {:.3} per percent of a year's real income ({}), the cost of a move {kappa} of \
         it ({}), at 95 %; payoffs add {gain:.2} to the log likelihood of inertia alone, so {helps}. \
         More of one and less of the other fit nearly as well: that is the ridge.{edge}",
        estimate.lambda,
        interval(estimate.lambda_95, estimate.lambda_inside.map(Some)),
        interval(estimate.kappa_95, estimate.kappa_inside)
    )
}

/// The ends of an interval in words; where the model was lost before an end, how far it was followed.
fn interval([low, high]: [Option<f64>; 2], inside: [Option<f64>; 2]) -> String {
    let lost = |to: f64| format!("{to:.3} or beyond, where the principal branch was lost");
    let low = match (low, inside[0]) {
        (Some(low), _) => format!("{low:.3}"),
        (None, Some(to)) if to > 0.0 => lost(to),
        _ => "0".to_owned(),
    };
    let high = match (high, inside[1]) {
        (Some(high), _) => format!("{high:.3}"),
        (None, Some(to)) => lost(to),
        (None, None) => "no end".to_owned(),
    };
    format!("{low} to {high}")
}
