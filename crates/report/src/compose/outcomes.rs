//! The section on what it costs: payoff terms, all regions, deficits and technology.

use talion::{Findings, ProfileFindings};

use super::{decomposition, places};
use crate::compared::compared_profiles;
use crate::document::{Block, Column, Row, Section, Table};
use crate::figures::{FigureKind, Figures};
use crate::format::{Decimals, Script, billion, fixed, share, signed};

const SCRIPT: Script = Script::Typographic;

/// The whole section.
pub(super) fn section(findings: &Findings, figures: &Figures) -> Section {
    let compared: Vec<&ProfileFindings> =
        compared_profiles(findings).into_iter().map(|(_, profile)| profile).collect();
    let mut blocks: Vec<Block> = places(figures, FigureKind::PayoffTerms).collect();
    blocks.push(Block::Table(terms(findings)));
    blocks.push(Block::Table(regions(findings)));
    blocks.extend(decomposition::blocks(findings, figures));
    if compared.iter().any(|profile| !profile.deficits.is_empty()) {
        blocks.push(Block::Table(deficits(findings)));
    }
    if findings.profiles.iter().any(|profile| profile.technology_gap_years.is_some()) {
        blocks.push(Block::Table(technology(findings)));
    }
    Section { id: "outcomes", title: "What it costs", blocks }
}

fn terms(findings: &Findings) -> Table {
    let compared = compared_profiles(findings);
    let numbers = compared.iter().flat_map(|(_, profile)| &profile.payoffs).flat_map(|payoff| {
        payoff.terms.iter().map(|term| term.value).chain([payoff.welfare, payoff.total])
    });
    let decimals = Decimals::percent(numbers);
    let mut columns = vec![Column::text("Term"), Column::text("Player")];
    columns.extend(compared.iter().map(|(what, _)| Column::number(what)));
    let mut rows = Vec::new();
    for (at, player) in findings.players.iter().enumerate() {
        let payoffs: Vec<_> =
            compared.iter().filter_map(|(_, profile)| profile.payoffs.get(at)).collect();
        let mut row = |name: &str, values: Vec<f64>| {
            let mut cells = vec![name.to_owned(), player.name.clone()];
            cells.extend(values.into_iter().map(|value| signed(value, decimals, SCRIPT)));
            rows.push(Row::from(cells));
        };
        row("welfare", payoffs.iter().map(|payoff| payoff.welfare).collect());
        let count = payoffs.iter().map(|payoff| payoff.terms.len()).min().unwrap_or(0);
        for term in 0..count {
            let name = payoffs.first().map_or("", |payoff| payoff.terms[term].name.as_str());
            row(name, payoffs.iter().map(|payoff| payoff.terms[term].value).collect());
        }
        row("total", payoffs.iter().map(|payoff| payoff.total).collect());
    }
    Table {
        id: "terms".into(),
        caption: "Payoffs by term, in percent of real income.".into(),
        columns,
        rows,
    }
}

fn regions(findings: &Findings) -> Table {
    let compared = compared_profiles(findings);
    let all = || compared.iter().flat_map(|(_, profile)| &profile.regions);
    let percent = Decimals::percent(all().map(|region| region.welfare_percent));
    let money = Decimals::billions(all().map(|region| region.equivalent_variation_musd));
    let mut columns = vec![Column::text("Region")];
    for (what, _) in &compared {
        columns.push(Column::number(format!("{what}: welfare, %")));
        columns.push(Column::number(format!("{what}: US$ bn")));
    }
    let codes = compared.first().map(|(_, profile)| profile.regions.as_slice());
    let rows =
        codes.unwrap_or_default().iter().map(|region| {
            let mut cells = vec![region.code.clone()];
            for (_, profile) in &compared {
                let found = super::equilibria::region(&profile.regions, &region.code);
                cells.push(found.map_or_else(String::new, |found| {
                    signed(found.welfare_percent, percent, SCRIPT)
                }));
                cells.push(found.map_or_else(String::new, |found| {
                    billion(found.equivalent_variation_musd, money, SCRIPT)
                }));
            }
            cells.into()
        });
    Table {
        id: "regions".into(),
        caption: "Change in real income and equivalent variation of every region.".into(),
        columns,
        rows: rows.collect(),
    }
}

fn deficits(findings: &Findings) -> Table {
    let mut rows = Vec::new();
    for (what, profile) in compared_profiles(findings) {
        for deficit in &profile.deficits {
            let all = [deficit.base_musd, deficit.musd];
            let money = Decimals::billions(all);
            let [base, now] = all.map(|musd| fixed(musd / 1000.0, money, SCRIPT));
            rows.push(Row::from(vec![
                what.clone(),
                format!("{} with {}", deficit.player, deficit.partner),
                base,
                now,
                share(deficit.cut_share, SCRIPT),
                share(deficit.demanded_share, SCRIPT),
            ]));
        }
    }
    Table {
        id: "deficits".into(),
        caption: "Bilateral goods deficits, US$ bn, and how much of each demand is met.".into(),
        columns: vec![
            Column::text("Profile"),
            Column::text("Deficit"),
            Column::number("In the data"),
            Column::number("At the profile"),
            Column::number("Cut"),
            Column::number("Demanded cut"),
        ],
        rows,
    }
}

fn technology(findings: &Findings) -> Table {
    let compared = compared_profiles(findings);
    let decimals = Decimals::fitting(
        compared.iter().filter_map(|(_, profile)| profile.technology_gap_years),
        2,
        2,
    );
    let rows = compared.iter().map(|(what, profile)| {
        let gap = profile.technology_gap_years;
        let own = profile.self_sufficiency;
        vec![
            what.clone(),
            gap.map_or_else(String::new, |years| fixed(years, decimals, SCRIPT)),
            own.map_or_else(String::new, |fraction| share(fraction, SCRIPT)),
        ]
        .into()
    });
    Table {
        id: "technology".into(),
        caption: "Expected technology gap at the horizon, in frontier years, and \
                  self-sufficiency of the follower."
            .into(),
        columns: vec![
            Column::text("Profile"),
            Column::number("Gap, years"),
            Column::number("Self-sufficiency"),
        ],
        rows: rows.collect(),
    }
}
