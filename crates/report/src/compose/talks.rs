//! The section on the talks: is there a deal, on what terms, and would both keep it?

use talion::{Findings, TalksFindings};

use super::places;
use crate::document::{Block, Column, Row, Section, Table};
use crate::figures::{FigureKind, Figures};
use crate::format::{Decimals, Script, fixed, percent, signed, tiny};

const SCRIPT: Script = Script::Typographic;

/// The whole section, or `None` where the scenario does not ask.
pub(super) fn section(findings: &Findings, figures: &Figures) -> Option<Section> {
    let talks = findings.talks.as_ref()?;
    let mut blocks = vec![
        Block::Paragraph(talks.answer.headline.clone()),
        Block::List(talks.answer.points.clone()),
    ];
    blocks.extend(places(figures, FigureKind::Frontier));
    blocks.push(Block::Table(terms(talks)));
    if !talks.solutions.is_empty() {
        blocks.push(Block::Table(deals(talks)));
    }
    blocks.push(Block::Table(linkage(talks)));
    if !talks.fragility.is_empty() {
        blocks.push(Block::Table(fragility(talks)));
    }
    blocks.push(Block::List(talks.answer.caveats.clone()));
    Some(Section {
        id: "talks",
        title: "Is there a deal, on what terms, would both keep it?",
        blocks,
    })
}

fn terms(talks: &TalksFindings) -> Table {
    let players = &talks.assumptions.players;
    let mut columns = vec![Column::text("Term"), Column::text("Conceded by")];
    columns.extend(players.iter().map(|player| Column::number(format!("Alone, to {player}"))));
    columns.extend(talks.solutions.iter().map(|deal| Column::number(deal.rule.clone())));
    let decimals = Decimals::percent(talks.terms.iter().flat_map(|term| term.alone));
    let rows = talks.terms.iter().enumerate().map(|(k, term)| {
        let red = if term.crosses_red_line { " (red line)" } else { "" };
        let mut cells = vec![format!("{}{red}", term.label), term.player.clone()];
        cells.extend(term.alone.iter().map(|x| signed(*x, decimals, SCRIPT)));
        cells.extend(talks.solutions.iter().map(|deal| match (term.idle, term.size_bn) {
            (true, _) => "not in force".to_owned(),
            (false, Some(size)) => {
                let one = Decimals::fitting([10.0], 1, 1);
                format!("US$ {} bn", fixed(size * deal.shares[k], one, SCRIPT))
            }
            (false, None) => percent(deal.shares[k], SCRIPT),
        }));
        Row::from(cells)
    });
    Table {
        id: "talks-terms".into(),
        caption: "The terms: what each brings to either side if it is conceded in full and nothing else is, \
                  percent of real income; and how far each deal takes it."
            .into(),
        rows: rows.collect(),
        columns,
    }
}

fn deals(talks: &TalksFindings) -> Table {
    let players = &talks.assumptions.players;
    let mut columns = vec![Column::text("Deal")];
    for what in ["gain", "real income", "keeps it from", "slack"] {
        columns.extend(players.iter().map(|player| Column::number(format!("{player} {what}"))));
    }
    columns.push(Column::number("Gain by one term"));
    let decimals = Decimals::percent(talks.solutions.iter().flat_map(|d| d.gains));
    let three = Decimals::fitting([1.0], 3, 3);
    let never = || "never".to_owned();
    let rows = talks.solutions.iter().map(|deal| {
        let mut cells = vec![deal.rule.clone()];
        cells.extend(deal.gains.iter().chain(&deal.welfare).map(|x| signed(*x, decimals, SCRIPT)));
        let critical = deal.keeping.iter().map(|k| k.critical_discount);
        cells.extend(critical.map(|c| c.map_or_else(never, |c| fixed(c, three, SCRIPT))));
        let slack = deal.keeping.iter().map(|k| k.slack);
        cells.extend(slack.map(|s| s.map_or_else(never, |s| signed(s, three, SCRIPT))));
        cells.push(tiny(deal.largest_gain, SCRIPT));
        Row::from(cells)
    });
    Table {
        id: "talks-deals".into(),
        caption: "The deals: gains over no deal and real income against the data, percent; the discount factor \
                  a quarter from which each side keeps the deal if a breach ends all deals, and how far its own \
                  factor is above; and the most that moving any one term gains, payoffs exact."
            .into(),
        rows: rows.collect(),
        columns,
    }
}

fn linkage(talks: &TalksFindings) -> Table {
    let linkage = &talks.linkage;
    let sets = linkage.alone.iter().map(|set| ("alone", set));
    let smallest = linkage.smallest.iter().filter(|set| set.terms.len() > 1);
    let sets = sets.chain(smallest.map(|set| ("only together", set)));
    let sets: Vec<_> = sets.chain([("all", &linkage.together)]).collect();
    let decimals = Decimals::percent(sets.iter().map(|(_, set)| set.common_gain));
    let rows = sets.into_iter().map(|(how, set)| {
        let gain = if set.common_gain > 0.0 {
            signed(set.common_gain, decimals, SCRIPT)
        } else {
            "no zone".to_owned()
        };
        Row::from(vec![set.terms.join(" + "), how.to_owned(), gain])
    });
    let [some, all] = linkage.agreeable;
    Table {
        id: "talks-linkage".into(),
        caption: format!(
            "What can be settled alone and what only together: the largest gain that both can have at once, \
             percent of real income. Of {all} combinations of terms, {some} have a zone of agreement."
        ),
        columns: vec![
            Column::text("Terms"),
            Column::text("Settled"),
            Column::number("Gain to both"),
        ],
        rows: rows.collect(),
    }
}

fn fragility(talks: &TalksFindings) -> Table {
    let number = |x: f64| fixed(x, Decimals::fitting([x], 0, 3), SCRIPT);
    let rows = talks.fragility.iter().map(|row| {
        let flips = row.flips_at.map_or_else(|| "at none".to_owned(), number);
        Row::from(vec![row.key.clone(), row.player.clone(), number(row.value), flips])
    });
    Table {
        id: "talks-fragility".into(),
        caption: "The weight at which a side would no longer take the Nash deal on these terms, all else as it \
                  is."
            .into(),
        columns: vec![
            Column::text("Scenario key"),
            Column::text("Side"),
            Column::number("Here"),
            Column::number("Leaves at"),
        ],
        rows: rows.collect(),
    }
}
