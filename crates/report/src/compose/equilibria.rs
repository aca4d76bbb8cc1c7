//! The section on the equilibria: the set, the certificates, components and risk dominance.

use talion::{DeviationFindings, Findings, PlayerFindings, RegionFindings};

use super::quantal;
use crate::document::{Block, Column, Row, Section, Table};
use crate::figures::Figures;
use crate::format::{Decimals, Script, billion, signed, tiny};
use crate::names;

const SCRIPT: Script = Script::Typographic;

/// The whole section.
pub(super) fn section(findings: &Findings, figures: &Figures) -> Section {
    let mut blocks = vec![Block::Paragraph(how(findings)), Block::Table(set(findings))];
    if findings.main.equilibria.iter().any(|one| !one.deviations.is_empty()) {
        blocks.push(Block::Table(certificates(findings)));
    }
    if findings.main.equilibria.iter().any(|one| one.exact.is_some() && !one.pure) {
        blocks.push(Block::Table(exact(findings)));
    }
    blocks.extend(components(findings));
    if !findings.main.risk_dominance.is_empty() {
        blocks.push(Block::List(risk_dominance(findings)));
    }
    if !findings.better_for_all.is_empty() {
        blocks.push(Block::Table(better_for_all(findings)));
    }
    blocks.extend(quantal::blocks(findings, figures));
    Section { id: "equilibria", title: "Equilibria", blocks }
}

/// What is found for a region in a list.
pub(super) fn region<'a>(regions: &'a [RegionFindings], code: &str) -> Option<&'a RegionFindings> {
    regions.iter().find(|region| region.code == code)
}

fn how(findings: &Findings) -> String {
    let game = &findings.main;
    let complete =
        if game.complete { "the list is complete" } else { "the list may be incomplete" };
    format!(
        "Concept: {}. Method: {}, which stopped with “{}”; {complete}. Selection: {}.",
        game.concept,
        game.method,
        game.termination,
        game.selection_rule.trim_end_matches('.')
    )
}

fn set(findings: &Findings) -> Table {
    let equilibria = &findings.main.equilibria;
    let all = || equilibria.iter().flat_map(|one| &one.welfare_percent);
    let percent = Decimals::percent(all().map(|region| region.welfare_percent));
    let money = Decimals::billions(all().map(|region| region.equivalent_variation_musd));
    let mut columns = vec![Column::text("Equilibrium"), Column::text("What the players do")];
    for player in &findings.players {
        columns.push(Column::number(format!("{}: welfare, %", player.name)));
        columns.push(Column::number(format!("{}: US$ bn", player.name)));
        columns.push(Column::number(format!("{}: payoff", player.name)));
    }
    let payoffs = Decimals::percent(equilibria.iter().flat_map(|one| one.values.iter().copied()));
    let rows = equilibria.iter().enumerate().map(|(index, one)| {
        let mut cells = vec![names::mark(index), names::equilibrium(&findings.players, one)];
        for (at, player) in findings.players.iter().enumerate() {
            let region = region(&one.welfare_percent, &player.region);
            cells.push(region.map_or_else(String::new, |region| {
                signed(region.welfare_percent, percent, SCRIPT)
            }));
            cells.push(region.map_or_else(String::new, |region| {
                billion(region.equivalent_variation_musd, money, SCRIPT)
            }));
            let value = one.values.get(at);
            cells.push(value.map_or_else(String::new, |value| signed(*value, payoffs, SCRIPT)));
        }
        Row { cells, selected: findings.main.selected == Some(index) }
    });
    Table {
        id: "equilibrium-set".into(),
        caption: "Every equilibrium found, with expected welfare (change in real income, \
                  equivalent variation) and payoff in percent of real income; the selected one \
                  is shaded."
            .into(),
        columns,
        rows: rows.collect(),
    }
}

fn certificates(findings: &Findings) -> Table {
    let mut rows = Vec::new();
    for (index, one) in findings.main.equilibria.iter().enumerate() {
        for deviation in &one.deviations {
            rows.push(Row {
                cells: vec![
                    names::mark(index),
                    deviation.player.clone(),
                    names::package_by_name(
                        &findings.players,
                        &deviation.player,
                        &deviation.package,
                    ),
                    tiny(deviation.gain, SCRIPT),
                    tiny(one.max_regret, SCRIPT),
                ],
                selected: findings.main.selected == Some(index),
            });
        }
    }
    Table {
        id: "certificates".into(),
        caption: "Certificates: the best deviation of each player and what it would gain, in \
                  percent of real income; an equilibrium is exact where the largest gain is 0."
            .into(),
        columns: vec![
            Column::text("Equilibrium"),
            Column::text("Player"),
            Column::text("Best deviation"),
            Column::number("Gain"),
            Column::number("Largest regret"),
        ],
        rows,
    }
}

fn better_for_all(findings: &Findings) -> Table {
    let gains = findings.better_for_all.iter().flat_map(|better| better.gains.iter().copied());
    let decimals = Decimals::percent(gains);
    let mut columns = vec![Column::text("Profile")];
    let gain = |player: &PlayerFindings| Column::number(format!("{}: gain", player.name));
    columns.extend(findings.players.iter().map(gain));
    columns.push(Column::text("Who would break it"));
    let rows = findings.better_for_all.iter().map(|better| {
        let mut cells = vec![names::profile(&findings.players, &better.profile)];
        cells.extend((0..findings.players.len()).map(|at| {
            let gain = better.gains.get(at);
            gain.map_or_else(String::new, |gain| signed(*gain, decimals, SCRIPT))
        }));
        let breakers: Vec<String> = better
            .temptations
            .iter()
            .filter(|temptation| temptation.gain > 0.0)
            .map(|DeviationFindings { player, package, gain }| {
                let label = names::package_by_name(&findings.players, player, package);
                let gain = signed(*gain, Decimals::percent([*gain]), SCRIPT);
                format!("{player}, by “{label}” ({gain})")
            })
            .collect();
        let nobody = breakers.is_empty().then(|| "nobody".to_owned());
        cells.push(nobody.unwrap_or_else(|| breakers.join("; ")));
        cells.into()
    });
    Table {
        id: "better-for-all".into(),
        caption: "Profiles that every player prefers to the selected equilibrium, with the gain \
                  over it, and who would gain by leaving them, in percent of real income."
            .into(),
        columns,
        rows: rows.collect(),
    }
}

fn exact(findings: &Findings) -> Table {
    let mut rows = Vec::new();
    for (index, one) in findings.main.equilibria.iter().enumerate() {
        let Some(exact) = one.exact.as_ref().filter(|_| !one.pure) else { continue };
        for (player, fractions) in findings.players.iter().zip(exact) {
            for (package, fraction) in fractions.iter().enumerate() {
                rows.push(Row::from(vec![
                    names::mark(index),
                    player.name.clone(),
                    names::package(player, package),
                    fraction.clone(),
                ]));
            }
        }
    }
    Table {
        id: "exact".into(),
        caption: "Exact probabilities of the equilibria in mixed strategies.".into(),
        columns: vec![
            Column::text("Equilibrium"),
            Column::text("Player"),
            Column::text("Package"),
            Column::number("Probability"),
        ],
        rows,
    }
}

fn components(findings: &Findings) -> Option<Block> {
    let words: Vec<String> = findings
        .main
        .components
        .iter()
        .filter(|component| component.len() > 1)
        .map(|component| {
            let marks: Vec<String> = component.iter().map(|index| names::mark(*index)).collect();
            format!("{} span a connected set of equilibria.", marks.join(", "))
        })
        .collect();
    (!words.is_empty()).then_some(Block::List(words))
}

fn risk_dominance(findings: &Findings) -> Vec<String> {
    let one = |pair: [usize; 2], products: [f64; 2], dominant: Option<usize>| {
        let [first, second] = pair.map(names::mark);
        let [left, right] = products.map(|product| tiny(product, SCRIPT));
        let losses = format!("products of deviation losses {left} at {first}, {right} at {second}");
        match dominant {
            Some(index) if index == pair[0] => {
                format!("{first} risk-dominates {second}: {losses}.")
            }
            Some(_) => format!("{second} risk-dominates {first}: {losses}."),
            None => format!("Neither of {first} and {second} risk-dominates: {losses}."),
        }
    };
    let all = &findings.main.risk_dominance;
    all.iter().map(|entry| one(entry.pair, entry.products, entry.dominant)).collect()
}
