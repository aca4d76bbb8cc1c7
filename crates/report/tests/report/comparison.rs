//! Studies side by side: what differs is listed, what does not is not called different.

use talion::Findings;
use talion_report::compare::{Comparison, Row, Value, compare, markdown};

use crate::fixture;
use crate::time_fixture::over_time;

fn with_scenario(text: &str) -> Findings {
    let mut findings = fixture::chicken();
    findings.provenance.scenario_toml = Some(text.to_owned());
    findings
}

fn pair(one: Findings, other: Findings) -> Comparison {
    compare(&[("one".to_owned(), one), ("other".to_owned(), other)])
}

fn row<'a>(rows: &'a [Row], what: &str) -> &'a Row {
    rows.iter().find(|row| row.what == what).unwrap_or_else(|| panic!("no row `{what}`"))
}

#[test]
fn the_same_study_twice_has_no_difference() {
    let same = pair(over_time(), over_time());
    assert!(same.inputs.is_empty());
    assert!(same.answers.iter().chain(&same.certificates).all(|row| !row.differs));
    assert_eq!(same.summary(), "The inputs are the same; all answers are the same.");
}

#[test]
fn every_key_that_differs_is_listed_with_its_values_and_no_other() {
    let one =
        "[economy]\ntheta = 4.0\ndeficits = \"fixed\"\n[[move]]\nname = \"list\"\nrate = 0.25\n";
    let other = "[economy]\ntheta = 5.0\ndeficits = \"fixed\"\n[[move]]\nname = \"list\"\nrate = 0.25\ncost = 1\n";
    let found = pair(with_scenario(one), with_scenario(other));
    let keys: Vec<&str> = found.inputs.iter().map(|row| row.what.as_str()).collect();
    assert_eq!(keys, ["economy.theta", "move.list.cost"]);
    assert_eq!(found.inputs[0].change(), Some(1.0));
    assert_eq!(found.inputs[1].values, [Value::None, Value::Number(1.0)]);
}

#[test]
fn answers_and_certificates_are_told_apart_by_number() {
    let mut other = fixture::chicken();
    other.main.selected = Some(1);
    other.main.equilibria[0].max_regret = 0.5;
    let found = pair(fixture::chicken(), other);
    assert!(row(&found.answers, "selected equilibrium").differs);
    // (list, hold) and (hold, match), by the table of the fixture.
    let payoff = row(&found.answers, "payoff of USA");
    assert_eq!(payoff.values, [Value::Number(0.018), Value::Number(-0.012)]);
    assert!((payoff.change().expect("numbers") + 0.03).abs() < 1e-15);
    assert!(!row(&found.answers, "equilibria of the packages").differs);
    let regret = row(&found.certificates, "largest regret at any equilibrium of the packages");
    assert_eq!(regret.values[1], Value::Number(0.5));
}

#[test]
fn what_only_one_study_has_is_shown_as_missing_in_the_other() {
    let found = pair(fixture::chicken(), over_time());
    let odds = row(&found.answers, "chance of a deal within eight quarters");
    assert_eq!(odds.values, [Value::None, Value::Number(1.0)]);
    assert_eq!(odds.change(), None);
}

#[test]
fn findings_without_their_scenario_are_compared_by_weights_and_said_to_be() {
    let mut other = fixture::chicken();
    other.assumptions.weights[0].value += 1.0;
    let key = other.assumptions.weights[0].key.clone();
    let found = pair(with_scenario("title = \"x\"\n"), other);
    let keys: Vec<&str> = found.inputs.iter().map(|row| row.what.as_str()).collect();
    assert_eq!(keys, [key.as_str()]);
    assert_eq!(found.remarks.len(), 1);
    let text = markdown(&found).expect("Markdown");
    assert!(text.contains(&found.remarks[0]) && text.contains("## Answers"), "{text}");
}
