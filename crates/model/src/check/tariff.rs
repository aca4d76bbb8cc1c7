//! Checks tariff lists: one of the four ways to say what is covered and at which rate.

use super::moves::Draft;
use crate::coverage::spread_value;
use crate::document::Report;
use crate::resolve::Codes;
use crate::{Action, ListLine};
use talion_economy::{RegionId, SectorId};

/// US$ million in a billion.
const MILLION_PER_BILLION: f64 = 1e3;

/// A list by rates, by coverage, or by value.
pub(crate) fn tariff(report: &mut Report, codes: &Codes, draft: &Draft) -> Option<Action> {
    let raw = draft.raw;
    let exporter = draft.target(report, codes)?;
    let ways: Vec<&str> = [
        ("coverage", raw.coverage.is_some()),
        ("value_usd_bn", raw.value_usd_bn.is_some()),
        ("added_rates", raw.added_rates.is_some()),
        ("applied_rates", raw.applied_rates.is_some()),
    ]
    .into_iter()
    .filter_map(|(way, given)| given.then_some(way))
    .collect();
    if ways.len() > 1 {
        draft.error(report, ways[1], &format!("a list is given by one of: {}", ways.join(", ")));
        return None;
    }
    for (key, given) in
        [("spread", raw.spread.is_some()), ("base_usd_bn", raw.base_usd_bn.is_some())]
    {
        if given && raw.value_usd_bn.is_none() {
            draft.error(report, key, &format!("`{key}` goes with `value_usd_bn`"));
        }
    }
    let lines = match ways.first() {
        Some(&"added_rates" | &"applied_rates") => by_rates(report, codes, draft, exporter),
        _ => by_coverage(report, codes, draft, exporter),
    }?;
    check_applied(report, codes, draft, exporter, &lines);
    Some(Action::Tariff { exporter, lines })
}

/// Rates sector by sector: the whole of each sector is covered.
fn by_rates(
    report: &mut Report,
    codes: &Codes,
    draft: &Draft,
    exporter: RegionId,
) -> Option<Vec<ListLine>> {
    let raw = draft.raw;
    for (key, given) in [("rate", raw.rate.is_some()), ("sectors", raw.sectors.is_some())] {
        if given {
            draft.error(report, key, &format!("`{key}` does not go with rates by sector"));
        }
    }
    let (key, table) = match (&raw.added_rates, &raw.applied_rates) {
        (Some(table), _) => ("added_rates", table),
        (None, Some(table)) => ("applied_rates", table),
        (None, None) => return None,
    };
    let rates = draft.by_sector(report, codes, &format!("{}.{key}", draft.path), table);
    let line = |(sector, rate): (SectorId, f64)| {
        let base = if key == "applied_rates" {
            codes.dataset.tariff(draft.region, exporter, sector)
        } else {
            0.0
        };
        ListLine { sector, coverage: 1.0, added_rate: rate - base }
    };
    Some(rates.into_iter().map(line).collect())
}

/// One rate on what is covered, by share or by value; all goods where nothing is said.
fn by_coverage(
    report: &mut Report,
    codes: &Codes,
    draft: &Draft,
    exporter: RegionId,
) -> Option<Vec<ListLine>> {
    let raw = draft.raw;
    let added_rate = draft.required(report, "rate", raw.rate)?;
    let coverage = if let Some(shares) = &raw.coverage {
        if raw.sectors.is_some() {
            draft.error(report, "sectors", "`sectors` and `coverage` both say what is covered");
        }
        draft.by_sector(report, codes, &format!("{}.coverage", draft.path), shares)
    } else if let Some(value) = raw.value_usd_bn {
        by_value(report, codes, draft, exporter, value)?
    } else {
        draft.sectors(report, codes).into_iter().map(|sector| (sector, 1.0)).collect()
    };
    Some(
        coverage
            .into_iter()
            .map(|(sector, coverage)| ListLine { sector, coverage, added_rate })
            .collect(),
    )
}

fn by_value(
    report: &mut Report,
    codes: &Codes,
    draft: &Draft,
    exporter: RegionId,
    value_usd_bn: f64,
) -> Option<Vec<(SectorId, f64)>> {
    let imports = |s: SectorId| codes.dataset.flow(exporter, draft.region, s);
    let (sectors, spread): (Vec<SectorId>, Vec<f64>) = match &draft.raw.spread {
        Some(table) => {
            if draft.raw.sectors.is_some() {
                draft.error(report, "sectors", "`sectors` and `spread` both say what is covered");
            }
            draft
                .by_sector(report, codes, &format!("{}.spread", draft.path), table)
                .into_iter()
                .unzip()
        }
        None => draft.sectors(report, codes).into_iter().map(|sector| (sector, 1.0)).unzip(),
    };
    let flows: Vec<(SectorId, f64)> = sectors.iter().map(|&s| (s, imports(s))).collect();
    let all_goods: f64 = codes.goods.iter().map(|&s| imports(s)).sum();
    let value = match draft.raw.base_usd_bn {
        Some(base) => value_usd_bn / base * all_goods,
        None => value_usd_bn * MILLION_PER_BILLION,
    };
    let listed: f64 = flows
        .iter()
        .zip(&spread)
        .map(|((_, flow), weight)| if *weight > 0.0 { *flow } else { 0.0 })
        .sum();
    if value > listed {
        draft.error(
            report,
            "value_usd_bn",
            &format!(
                "covers US$ {:.1} bn in the figures of the data set, but imports of the listed \
                 sectors are only US$ {:.1} bn",
                value / MILLION_PER_BILLION,
                listed / MILLION_PER_BILLION
            ),
        );
        return None;
    }
    Some(spread_value(&flows, &spread, value))
}

/// No list may bring a rate to -100 % or below.
fn check_applied(
    report: &mut Report,
    codes: &Codes,
    draft: &Draft,
    exporter: RegionId,
    lines: &[ListLine],
) {
    for line in lines {
        let base = codes.dataset.tariff(draft.region, exporter, line.sector);
        let applied = base + line.coverage * line.added_rate;
        if applied <= -1.0 {
            let code = &codes.dataset.sectors()[line.sector.0].code;
            let message =
                format!("brings the tariff on {code} to {applied}; it must stay above -1");
            draft.error(report, "", &message);
        }
    }
}
