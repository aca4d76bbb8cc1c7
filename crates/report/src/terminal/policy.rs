//! Lines of the terminal summary on how far tariffs would go: one for every concept.

use talion::model::RateKind;
use talion::{Findings, PolicyFindings};

use super::clean;
use crate::format::{Decimals, Script, percent, signed, tiny};
use crate::rate_answers::{RateAnswer, players, rate_answers, short};

const SCRIPT: Script = Script::Ascii;
/// More lines would push the answer off the screen; the report has all.
const MOST: usize = 4;

/// One line for every concept; empty where the scenario asks for none.
pub(super) fn lines(findings: &Findings, width: usize) -> String {
    let Some(policy) = &findings.policy else { return String::new() };
    let mut words =
        vec!["How far would tariffs go? Mean tariff and welfare in percent.".to_owned()];
    let answers = rate_answers(policy);
    let shown = answers.iter().filter(|answer| !is_optimum_alone(answer));
    words.extend(shown.map(|answer| line(policy, answer)));
    for study in policy.studies.iter().filter(|study| study.solutions.is_empty()) {
        words.push(format!("{}: none found ({})", short(study), study.termination));
    }
    let left_out = words.len().saturating_sub(MOST);
    words.truncate(MOST);
    if left_out > 0 {
        words.push(format!("and {left_out} more in the report."));
    }
    let fill = |text: String| {
        textwrap::fill(&clean(&text), textwrap::Options::new(width).subsequent_indent("  "))
    };
    words.into_iter().map(fill).collect::<Vec<_>>().join("\n")
}

/// Optima against rivals who hold still are in the report: nobody expects them to last.
fn is_optimum_alone(answer: &RateAnswer<'_>) -> bool {
    answer.solution.mover.is_some()
}

fn line(policy: &PolicyFindings, answer: &RateAnswer<'_>) -> String {
    let players = players(policy);
    let welfare = players.iter().filter_map(|player| answer.region(player));
    let decimals = Decimals::percent(welfare.map(|region| region.welfare_percent));
    let parts: Vec<String> = players
        .iter()
        .take(3)
        .filter_map(|player| {
            let region = answer.region(player)?;
            let change = signed(region.welfare_percent, decimals, SCRIPT);
            let tariff = mean_tariff(answer, player);
            let tariff =
                tariff.map_or_else(String::new, |rate| format!("{}, ", percent(rate, SCRIPT)));
            Some(format!("{player} {tariff}{change}"))
        })
        .collect();
    let rest = if players.len() > parts.len() { "; .." } else { "" };
    let gain = tiny(answer.solution.max_gain_percent, SCRIPT);
    format!("{}: {}{rest} (largest gain found {gain})", answer.name, parts.join("; "))
}

fn mean_tariff(answer: &RateAnswer<'_>, player: &str) -> Option<f64> {
    let tariffs = answer.rates_of(player).filter(|rate| rate.instrument == RateKind::Tariff);
    let rates: Vec<f64> = tariffs.map(|rate| rate.rate).collect();
    (!rates.is_empty()).then(|| rates.iter().sum::<f64>() / rates.len() as f64)
}
