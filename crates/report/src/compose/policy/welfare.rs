//! What the rates do to every region, by concept.

use crate::document::{Column, Row, Table};
use crate::format::{Decimals, Script, billion, signed};
use crate::rate_answers::RateAnswer;

const SCRIPT: Script = Script::Typographic;

/// Welfare by region, two columns for every answer.
pub(super) fn table(answers: &[RateAnswer<'_>]) -> Table {
    let all = || answers.iter().flat_map(|answer| &answer.solution.regions);
    let percent = Decimals::percent(all().map(|region| region.welfare_percent));
    let money = Decimals::billions(all().map(|region| region.equivalent_variation_musd));
    let mut columns = vec![Column::text("Region")];
    for answer in answers {
        columns.push(Column::number(format!("{}: welfare, %", answer.full_name())));
        columns.push(Column::number(format!("{}: US$ bn", answer.full_name())));
    }
    let mut codes: Vec<&str> = Vec::new();
    for region in all() {
        if !codes.contains(&region.region.as_str()) {
            codes.push(&region.region);
        }
    }
    let rows = codes.into_iter().map(|code| {
        let mut cells = vec![code.to_owned()];
        for answer in answers {
            let found = answer.region(code);
            cells.push(found.map_or_else(String::new, |region| {
                signed(region.welfare_percent, percent, SCRIPT)
            }));
            cells.push(found.map_or_else(String::new, |region| {
                billion(region.equivalent_variation_musd, money, SCRIPT)
            }));
        }
        Row::from(cells)
    });
    Table {
        id: "tariff-welfare".into(),
        caption: "Change in real income and equivalent variation of every region at these rates."
            .into(),
        columns,
        rows: rows.collect(),
    }
}
