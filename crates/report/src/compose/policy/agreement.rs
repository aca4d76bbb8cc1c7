//! Terms of agreements and what a breach would bring; replies to rates by the formula.

use talion::{AgreementFindings, Disagreement, FormulaFindings, Split};

use crate::document::{Block, Column, Row, Table};
use crate::format::{Decimals, Script, percent, plain, signed};
use crate::rate_answers::RateAnswer;

/// A gain below this, in percent of real income, is rounding of the search for the best breach.
const NOISE_PERCENT: f64 = 1e-6;
const SCRIPT: Script = Script::Typographic;

/// A table for every agreement, with whether it would be kept, and one for rates by the formula.
pub(super) fn blocks(answers: &[RateAnswer<'_>]) -> Vec<Block> {
    let mut blocks = Vec::new();
    for (place, answer) in answers.iter().enumerate() {
        if let Some(agreement) = &answer.solution.agreement {
            blocks.push(Block::Table(terms(place, answer, agreement)));
            blocks.push(Block::Paragraph(kept(answer, agreement)));
        }
        if let Some(formula) = &answer.solution.formula {
            blocks.push(Block::Table(replies(place, formula)));
        }
    }
    blocks
}

fn terms(place: usize, answer: &RateAnswer<'_>, agreement: &AgreementFindings) -> Table {
    let players = &answer.study.assumptions.players;
    let decimals = decimals(answer, agreement);
    let number = |value: Option<f64>| {
        value.map_or_else(String::new, |value| signed(value, decimals, SCRIPT))
    };
    let rows = players.iter().enumerate().map(|(at, player)| {
        let weight = agreement.weights.get(at).copied();
        Row::from(vec![
            player.clone(),
            number(agreement.disagreement_percent.get(at).copied()),
            number(objective(answer, player)),
            number(agreement.breach_gain_percent.get(at).copied()),
            weight.map_or_else(String::new, |weight| format!("{weight:.3}")),
        ])
    });
    Table {
        id: format!("agreement-{}", place + 1),
        caption: format!(
            "The {}, {}: change of every player's objective, percent.",
            answer.name,
            rule(agreement)
        ),
        columns: vec![
            Column::text("Player"),
            Column::number("Without agreement"),
            Column::number("With agreement"),
            Column::number("Further gain by a breach"),
            Column::number("Weight"),
        ],
        rows: rows.collect(),
    }
}

fn objective(answer: &RateAnswer<'_>, player: &str) -> Option<f64> {
    answer.region(player).and_then(|region| region.objective_percent)
}

/// Decimals for all numbers about an agreement.
fn decimals(answer: &RateAnswer<'_>, agreement: &AgreementFindings) -> Decimals {
    let lists = [&agreement.disagreement_percent, &agreement.breach_gain_percent];
    let players = answer.study.assumptions.players.iter();
    let gains = players.filter_map(|player| objective(answer, player));
    Decimals::percent(lists.into_iter().flatten().copied().chain(gains))
}

/// How the agreement was picked, in words.
fn rule(agreement: &AgreementFindings) -> String {
    let apart = match agreement.bargain.disagreement {
        Disagreement::Nash => "the Nash equilibrium",
        Disagreement::StatusQuo => "the status quo",
    };
    match &agreement.bargain.split {
        Split::NashBargaining => format!("by Nash bargaining over {apart}"),
        Split::KalaiSmorodinsky => format!("by the Kalai-Smorodinsky rule over {apart}"),
        Split::WeightedSum(weights) => {
            let weights: Vec<String> =
                weights.iter().map(|weight| plain(*weight, SCRIPT)).collect();
            format!("the largest sum of payoffs with weights {}", weights.join(", "))
        }
    }
}

/// Whether anybody would break the agreement if the game were played once.
fn kept(answer: &RateAnswer<'_>, agreement: &AgreementFindings) -> String {
    let gains = &agreement.breach_gain_percent;
    let decimals = decimals(answer, agreement);
    let players = answer.study.assumptions.players.iter().zip(gains);
    let breakers: Vec<String> = players
        .filter(|(_, gain)| **gain > NOISE_PERCENT)
        .map(|(player, gain)| format!("{player} would gain {} %", signed(*gain, decimals, SCRIPT)))
        .collect();
    let name = &answer.name;
    if breakers.is_empty() {
        format!("The {name} is kept even in one round: nobody would gain by a breach.")
    } else {
        format!(
            "The {name} is not kept in one round: {} by a breach while the others keep their word. \
             Only what follows a breach can hold it together.",
            breakers.join(" and ")
        )
    }
}

fn replies(place: usize, formula: &FormulaFindings) -> Table {
    let gains =
        formula.replies.iter().flat_map(|r| [r.gain_one_rate_percent, r.gain_by_sector_percent]);
    let decimals = Decimals::percent(gains);
    let rows = formula.replies.iter().map(|reply| {
        Row::from(vec![
            reply.player.clone(),
            percent(reply.rate, SCRIPT),
            percent(reply.best_rate, SCRIPT),
            signed(reply.gain_one_rate_percent, decimals, SCRIPT),
            signed(reply.gain_by_sector_percent, decimals, SCRIPT),
        ])
    });
    Table {
        id: format!("formula-{}", place + 1),
        caption: "What exact replies would bring over the formula, the others following it: rates \
                  and gains in percent."
            .into(),
        columns: vec![
            Column::text("Player"),
            Column::number("Rate by the formula"),
            Column::number("Best single rate"),
            Column::number("Gain by it"),
            Column::number("Gain by rates by sector"),
        ],
        rows: rows.collect(),
    }
}
