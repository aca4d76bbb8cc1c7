//! What came out of studies, and what their certificates say.

use talion::{EquilibriumFindings, EscalationFindings, Findings, OddsFindings};

use super::{Row, Value};
use crate::names;
use crate::rate_answers::{RateAnswer, rate_answers};

/// The answers of all studies.
pub(super) fn answers(studies: &[&Findings]) -> Vec<Row> {
    let mut rows = vec![
        words(studies, "answer", |one| Some(one.answer.headline.clone())),
        words(studies, "selected equilibrium", |one| Some(names::outcome(one, &one.main))),
        numbers(studies, "equilibria of the packages", "", |one| {
            Some(one.main.equilibria.len() as f64)
        }),
    ];
    for player in union(studies, |one| one.players.iter().map(|p| p.name.clone()).collect()) {
        rows.push(numbers(studies, format!("payoff of {player}"), "%", |one| {
            let at = one.players.iter().position(|own| own.name == player)?;
            selected(one)?.values.get(at).copied()
        }));
    }
    for code in union(studies, regions) {
        let region = |one: &Findings| {
            selected(one)?.welfare_percent.iter().find(|region| region.code == code).cloned()
        };
        rows.push(numbers(studies, format!("real income of {code}"), "%", |one| {
            Some(region(one)?.welfare_percent)
        }));
        rows.push(numbers(
            studies,
            format!("equivalent variation of {code}"),
            "US$ million",
            |one| Some(region(one)?.equivalent_variation_musd),
        ));
    }
    rows.extend(rate_rows(studies));
    rows.extend(time_rows(studies));
    rows.retain(Row::is_known);
    rows
}

/// What the certificates of all studies say.
pub(super) fn certificates(studies: &[&Findings]) -> Vec<Row> {
    let mut rows = vec![
        numbers(studies, "largest regret at any equilibrium of the packages", "%", |one| {
            one.main.equilibria.iter().map(|own| own.max_regret).reduce(f64::max)
        }),
        words(studies, "all equilibria of the packages found", |one| Some(yes(one.main.complete))),
        numbers(studies, "largest residual of the economy", "", |one| {
            Some(one.provenance.largest_residual)
        }),
    ];
    for name in union(studies, rate_names) {
        rows.push(numbers(studies, format!("largest gain found, {name}"), "%", |one| {
            rate_answer(one, &name).map(|answer| answer.solution.max_gain_percent)
        }));
    }
    rows.push(time(studies, "largest gain from one deviation, over time", "%", |game| {
        game.equilibria.iter().map(|own| own.one_shot_gain).reduce(f64::max)
    }));
    rows.push(time(studies, "largest gain of any plan, over time", "%", |game| {
        game.equilibria.iter().map(|own| own.best_reply_gain).reduce(f64::max)
    }));
    rows.retain(Row::is_known);
    rows
}

/// Rates and real income under every concept that any of the studies asks for.
fn rate_rows(studies: &[&Findings]) -> Vec<Row> {
    let mut rows = Vec::new();
    for name in union(studies, rate_names) {
        for player in union(studies, |one| players_of(one, &name)) {
            rows.push(numbers(studies, format!("{name}: real income of {player}"), "%", |one| {
                Some(rate_answer(one, &name)?.region(&player)?.welfare_percent)
            }));
            rows.push(numbers(studies, format!("{name}: highest rate of {player}"), "", |one| {
                let answer = rate_answer(one, &name)?;
                answer.rates_of(&player).map(|rate| rate.rate).reduce(f64::max)
            }));
        }
    }
    rows
}

/// The game over time.
fn time_rows(studies: &[&Findings]) -> Vec<Row> {
    let mut rows = Vec::new();
    let odds = |game: &EscalationFindings| game.odds.last().cloned();
    let mut chance = |what: &str, of: fn(&OddsFindings) -> f64| {
        let what = format!("chance of {what} within eight quarters");
        rows.push(time(studies, what, "", |game| odds(game).map(|odds| of(&odds))));
    };
    chance("a deal", |odds| odds.deal);
    chance("a step up", |odds| odds.escalation);
    chance("the highest rung", |odds| odds.top_rung);
    rows.push(time(studies, "expected length of escalation", "quarters", |game| {
        game.de_escalation.expected_quarters
    }));
    for player in union(studies, |one| {
        one.escalation.iter().flat_map(|game| game.assumptions.players.clone()).collect()
    }) {
        let main = |game: &EscalationFindings| {
            let at = game.assumptions.players.iter().position(|own| *own == player)?;
            Some((at, game.equilibria.get(game.selected?)?.clone()))
        };
        rows.push(time(studies, format!("worth of the game to {player}"), "%", |game| {
            let (at, own) = main(game)?;
            own.values.get(at).copied()
        }));
        rows.push(words(studies, format!("first move of {player}"), |one| {
            let (at, own) = main(one.escalation.as_ref()?)?;
            let moves = own.first_moves.get(at)?.iter().map(|own| own.action.clone());
            Some(moves.collect::<Vec<_>>().join(" or "))
        }));
    }
    rows
}

fn time(
    studies: &[&Findings],
    what: impl Into<String>,
    unit: &'static str,
    of: impl Fn(&EscalationFindings) -> Option<f64>,
) -> Row {
    numbers(studies, what, unit, |one| of(one.escalation.as_ref()?))
}

fn numbers(
    studies: &[&Findings],
    what: impl Into<String>,
    unit: &'static str,
    of: impl Fn(&Findings) -> Option<f64>,
) -> Row {
    Row::of(what, unit, studies.iter().map(|one| of(one).into()).collect())
}

fn words(
    studies: &[&Findings],
    what: impl Into<String>,
    of: impl Fn(&Findings) -> Option<String>,
) -> Row {
    Row::of(what, "", studies.iter().map(|one| of(one).into()).collect())
}

fn selected(findings: &Findings) -> Option<&EquilibriumFindings> {
    findings.main.equilibria.get(findings.main.selected?)
}

fn regions(findings: &Findings) -> Vec<String> {
    let regions = selected(findings).map(|one| one.welfare_percent.as_slice()).unwrap_or_default();
    regions.iter().map(|region| region.code.clone()).collect()
}

fn rate_names(findings: &Findings) -> Vec<String> {
    let answers = findings.policy.iter().flat_map(rate_answers);
    answers.map(|answer| answer.full_name()).collect()
}

fn rate_answer<'a>(findings: &'a Findings, name: &str) -> Option<RateAnswer<'a>> {
    rate_answers(findings.policy.as_ref()?).into_iter().find(|answer| answer.full_name() == name)
}

fn players_of(findings: &Findings, name: &str) -> Vec<String> {
    let answer = rate_answer(findings, name);
    answer.map(|answer| answer.study.assumptions.players.clone()).unwrap_or_default()
}

/// What any of the studies has, in the order in which it comes up.
fn union(studies: &[&Findings], of: impl Fn(&Findings) -> Vec<String>) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for name in studies.iter().flat_map(|one| of(one)) {
        if !all.contains(&name) {
            all.push(name);
        }
    }
    all
}

fn yes(flag: bool) -> String {
    if flag { "yes" } else { "no" }.to_owned()
}

impl Row {
    /// Whether any study has a value.
    fn is_known(&self) -> bool {
        self.values.iter().any(|value| *value != Value::None)
    }
}
