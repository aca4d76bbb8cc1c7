//! Rates by sector and player, applied and under every concept; a summary where that is too long.

use std::collections::BTreeMap;

use talion::game::Side;
use talion::{PolicyFindings, RateFindings};

use crate::document::{Block, Column, Row, Table};
use crate::format::{Script, percent};
use crate::rate_answers::{RateAnswer, RateKey, players};

/// Longer tables, and those for more players, are summed up.
const MOST_ROWS: usize = 40;
const MOST_PLAYERS: usize = 2;
const SCRIPT: Script = Script::Typographic;

/// The table and, if a rate stands at a bound, what the mark means.
pub(super) fn blocks(policy: &PolicyFindings, answers: &[RateAnswer<'_>]) -> Vec<Block> {
    let players = players(policy);
    // The formula has one rate per importer on all others, shown with the replies to it.
    let free: Vec<RateAnswer<'_>> =
        answers.iter().filter(|answer| answer.solution.formula.is_none()).cloned().collect();
    let rows = rows(&players, &free);
    let short = players.len() <= MOST_PLAYERS && (1..=MOST_ROWS).contains(&rows.len());
    let table = if short { by_sector(&players, &rows, &free) } else { summary(&players, answers) };
    let mut blocks = vec![Block::Table(table)];
    blocks.extend(bounds(policy, answers).map(Block::Paragraph));
    blocks
}

/// What rates there are. The partner is left out where each player faces only one.
fn rows<'a>(players: &[&str], answers: &[RateAnswer<'a>]) -> Vec<RateKey<'a>> {
    let faces_one = players.iter().all(|player| {
        let mut partners: Vec<&Option<String>> =
            answers.iter().flat_map(|answer| answer.rates_of(player)).map(|r| &r.partner).collect();
        partners.sort();
        partners.dedup();
        partners.iter().filter(|partner| partner.is_some()).count() <= 1
    });
    let mut found: Vec<RateKey<'a>> = Vec::new();
    for rate in answers.iter().flat_map(|answer| &answer.solution.rates) {
        let key = key(rate, !faces_one);
        if !found.contains(&key) {
            found.push(key);
        }
    }
    found
}

fn key(rate: &RateFindings, with_partner: bool) -> RateKey<'_> {
    let partner = rate.partner.as_deref().filter(|_| with_partner);
    (rate.instrument, partner, &rate.sector)
}

fn by_sector(players: &[&str], rows: &[RateKey<'_>], answers: &[RateAnswer<'_>]) -> Table {
    let with_partner = rows.iter().any(|(_, partner, _)| partner.is_some());
    let with_kind = rows.iter().any(|(kind, _, _)| rows.first().is_some_and(|row| row.0 != *kind));
    let mut columns = vec![Column::text("Sector")];
    if with_kind {
        columns.push(Column::text("Instrument"));
    }
    if with_partner {
        columns.push(Column::text("Partner"));
    }
    let mut cells: Vec<Vec<String>> = rows
        .iter()
        .map(|(kind, partner, sector)| {
            let mut head = vec![(*sector).to_owned()];
            head.extend(with_kind.then(|| kind.to_string()));
            head.extend(with_partner.then(|| partner.unwrap_or_default().to_owned()));
            head
        })
        .collect();
    for &player in players {
        let with_rates = |answer: &&RateAnswer<'_>| answer.rates_of(player).next().is_some();
        let mut column = |title: String, of: &dyn Fn(&RateKey<'_>) -> String| {
            columns.push(Column::number(title));
            for (row, cells) in rows.iter().zip(&mut cells) {
                cells.push(of(row));
            }
        };
        let found = |answer: &RateAnswer<'_>, row: &RateKey<'_>| {
            let mut rates = answer.rates_of(player);
            rates.find(|rate| key(rate, with_partner) == *row).cloned()
        };
        column(format!("{player}: applied"), &|row| {
            let rate = answers.iter().find_map(|answer| found(answer, row));
            rate.map_or_else(String::new, |rate| percent(rate.applied, SCRIPT))
        });
        for answer in answers.iter().filter(with_rates) {
            column(format!("{player}: {}", answer.name), &|row| {
                found(answer, row).map_or_else(String::new, |rate| marked(&rate))
            });
        }
    }
    Table {
        id: "tariff-rates".into(),
        caption: "Rates by sector, percent; “applied” are those of the data.".into(),
        columns,
        rows: cells.into_iter().map(Row::from).collect(),
    }
}

/// A rate in percent, with a mark if it stands at a bound.
fn marked(rate: &RateFindings) -> String {
    let mark = match rate.at_bound {
        Some(Side::Upper) => " ▲",
        Some(Side::Lower) => " ▼",
        None => "",
    };
    format!("{}{mark}", percent(rate.rate, SCRIPT))
}

fn summary(players: &[&str], answers: &[RateAnswer<'_>]) -> Table {
    let mut rows = Vec::new();
    for &player in players {
        // Answers may set different instruments, so each row counts its own.
        let mut applied_shown = false;
        for answer in answers {
            let mut kinds: BTreeMap<String, Vec<&RateFindings>> = BTreeMap::new();
            for rate in answer.rates_of(player) {
                kinds.entry(rate.instrument.to_string()).or_default().push(rate);
            }
            if kinds.is_empty() {
                continue;
            }
            if !applied_shown {
                applied_shown = true;
                for (kind, rates) in &kinds {
                    let applied: Vec<f64> = rates.iter().map(|rate| rate.applied).collect();
                    rows.push(summed(player, "applied", kind, applied, None));
                }
            }
            for (kind, rates) in &kinds {
                let at_bound = rates.iter().filter(|rate| rate.at_bound.is_some()).count();
                let set: Vec<f64> = rates.iter().map(|rate| rate.rate).collect();
                rows.push(summed(player, &answer.name, kind, set, Some(at_bound)));
            }
        }
    }
    Table {
        id: "tariff-rates".into(),
        caption: "Rates of every player, percent: plain mean, median, lowest and highest over \
                  partners and sectors. Every rate is in tables/tariff_rates.csv."
            .into(),
        columns: vec![
            Column::text("Player"),
            Column::text("Rates"),
            Column::text("Instrument"),
            Column::number("Number"),
            Column::number("Mean"),
            Column::number("Median"),
            Column::number("Lowest"),
            Column::number("Highest"),
            Column::number("At a bound"),
        ],
        rows,
    }
}

fn summed(
    player: &str,
    name: &str,
    kind: &str,
    mut rates: Vec<f64>,
    at_bound: Option<usize>,
) -> Row {
    rates.sort_by(f64::total_cmp);
    let mean = rates.iter().sum::<f64>() / rates.len() as f64;
    let ends = [rates.first(), rates.last()].map(|end| end.copied().unwrap_or(f64::NAN));
    let mut cells =
        vec![player.to_owned(), name.to_owned(), kind.to_owned(), rates.len().to_string()];
    let numbers = [mean, median(&rates), ends[0], ends[1]];
    cells.extend(numbers.map(|number| percent(number, SCRIPT)));
    cells.push(at_bound.map_or_else(String::new, |count| count.to_string()));
    cells.into()
}

/// The middle of a sorted list, between the two middle ones if their number is even.
fn median(sorted: &[f64]) -> f64 {
    let at = |place: usize| sorted.get(place).copied().unwrap_or(f64::NAN);
    f64::midpoint(at(sorted.len().saturating_sub(1) / 2), at(sorted.len() / 2))
}

/// What the marks mean, if a rate bears one.
fn bounds(policy: &PolicyFindings, answers: &[RateAnswer<'_>]) -> Option<String> {
    let at = |side: Side| {
        let mut rates = answers.iter().flat_map(|answer| &answer.solution.rates);
        rates.any(|rate| rate.at_bound == Some(side))
    };
    let mut meanings = Vec::new();
    if at(Side::Upper) {
        meanings.push("▲ at the highest rate allowed");
    }
    if at(Side::Lower) {
        meanings.push("▼ at the lowest rate allowed");
    }
    let assumed = &policy.studies.first()?.assumptions;
    let boxes = super::setting::bounds(assumed);
    let meanings = meanings.join(", ");
    (!meanings.is_empty())
        .then(|| format!("{meanings} ({boxes}); the rate would go further if the bound let it."))
}

#[cfg(test)]
mod tests {
    use super::median;

    #[test]
    fn the_median_lies_between_the_two_middle_rates() {
        assert_eq!(median(&[0.1]).to_bits(), 0.1_f64.to_bits());
        assert!((median(&[0.1, 0.3, 0.9]) - 0.3).abs() < 1e-15);
        assert!((median(&[0.0, 0.1, 0.3, 0.9]) - 0.2).abs() < 1e-15);
    }
}
