//! Rates and certificates for people: rounded, in percent, money in US$ billion.

use crate::tables::{row, signed, table};
use crate::terminal::Terminal;
use comfy_table::Table;
use std::collections::BTreeMap;
use talion::game::Side;
use talion::model::{RateKind, RateTargets};
use talion::{RateFindings, TariffFindings, TariffSolution};

/// More columns of rates than this are summed up, not listed.
const MOST_COLUMNS: usize = 6;

/// Everything that was found, and what it rests on.
pub(crate) fn draw(findings: &TariffFindings, title: &str, terminal: Terminal) -> String {
    let mut parts = vec![title.to_owned(), asked(findings)];
    if findings.solutions.is_empty() {
        parts.push(format!("none found: {}", findings.termination));
    }
    let count = findings.solutions.len();
    for (place, solution) in findings.solutions.iter().enumerate() {
        match &solution.mover {
            Some(mover) => parts.push(format!("Optimum of {mover}, the others at applied rates")),
            None if count > 1 => parts.push(format!("Solution {} of {count}", place + 1)),
            None => {}
        }
        parts.extend(rates(solution, terminal));
        parts.push(regions(solution, findings.assumptions.political_weights, terminal).to_string());
        parts.extend(agreement(findings, solution));
        parts.extend(formula(solution, terminal));
        parts.push(certificate(solution));
    }
    parts.push(foot(findings));
    parts.join("\n\n")
}

fn asked(findings: &TariffFindings) -> String {
    let about = &findings.assumptions;
    let kinds: Vec<String> = about.instruments.iter().map(|kind| format!("{kind}s")).collect();
    let bounds: Vec<String> = about
        .bounds
        .iter()
        .map(|(low, high)| format!("{} to {} %", 100.0 * low, 100.0 * high))
        .collect();
    let leader = findings.leader.as_ref().map(|l| format!(", {l} leading")).unwrap_or_default();
    let against = match about.targets {
        RateTargets::EachOther => "against each other",
        RateTargets::All => "against all",
    };
    let rates: usize = about.rates_per_player.iter().sum();
    let players = match about.players.as_slice() {
        many if many.len() > 8 => format!("{} players", many.len()),
        few => few.join(", "),
    };
    format!(
        "{}{leader}: {players} set {} {against}; {rates} rates, {}",
        findings.concept.words(),
        kinds.join(" and "),
        bounds.join(" and ")
    )
}

/// Column of a table of rates: who sets what against whom.
type Column<'a> = (&'a str, RateKind, Option<&'a str>);

fn rates(solution: &TariffSolution, terminal: Terminal) -> Vec<String> {
    let mut columns: Vec<Column<'_>> = Vec::new();
    let mut sectors: Vec<&str> = Vec::new();
    for rate in &solution.rates {
        let column = column_of(rate);
        if !columns.contains(&column) {
            columns.push(column);
        }
        if !sectors.contains(&rate.sector.as_str()) {
            sectors.push(&rate.sector);
        }
    }
    if columns.len() > MOST_COLUMNS {
        return vec![summary(solution, terminal).to_string()];
    }
    let names: Vec<String> = columns.iter().map(name).collect();
    let header: Vec<&str> =
        std::iter::once("percent").chain(names.iter().map(String::as_str)).collect();
    let mut drawn = table(terminal, &header);
    if sectors.len() > 1 && alike(solution, &columns) {
        let first = |column: &Column<'_>| {
            let rate = solution.rates.iter().find(|r| column_of(r) == *column);
            rate.map_or("-".to_owned(), |r| format!("{:.2}{}", 100.0 * r.rate, mark(r)))
        };
        drawn.add_row(row("all sectors", columns.iter().map(first).collect()));
        sectors.clear();
    }
    for sector in sectors {
        let of = |column: &Column<'_>| {
            let here = |r: &&RateFindings| r.sector == sector && column_of(r) == *column;
            solution.rates.iter().find(here).map_or("-".to_owned(), cell)
        };
        drawn.add_row(row(sector, columns.iter().map(of).collect()));
    }
    let mut parts = vec![drawn.to_string()];
    if solution.rates.iter().any(|rate| rate.at_bound.is_some()) {
        parts.push("[ at its lower bound   ] at its upper bound".to_owned());
    }
    parts
}

fn column_of(rate: &RateFindings) -> Column<'_> {
    (&rate.player, rate.instrument, rate.partner.as_deref())
}

fn name((player, kind, partner): &Column<'_>) -> String {
    match (kind, partner) {
        (RateKind::Tariff, Some(partner)) => format!("{player} on {partner}"),
        (RateKind::ExportTax, Some(partner)) => format!("{player} tax to {partner}"),
        (RateKind::Transfer, Some(partner)) => format!("{player} pays {partner}"),
        _ => format!("{player} {kind}"),
    }
}

/// Whether every column holds one rate.
fn alike(solution: &TariffSolution, columns: &[Column<'_>]) -> bool {
    columns.iter().all(|column| {
        let mut rates = solution.rates.iter().filter(|r| column_of(r) == *column).map(|r| r.rate);
        rates.next().is_none_or(|first| rates.all(|rate| rate == first))
    })
}

/// The applied rate and the one found.
fn cell(rate: &RateFindings) -> String {
    format!("{:.1} > {:.1}{}", 100.0 * rate.applied, 100.0 * rate.rate, mark(rate))
}

fn mark(rate: &RateFindings) -> &'static str {
    match rate.at_bound {
        Some(Side::Lower) => "[",
        Some(Side::Upper) => "]",
        None => "",
    }
}

/// One row per player and kind of rate.
fn summary(solution: &TariffSolution, terminal: Terminal) -> Table {
    let mut groups: BTreeMap<(usize, &str), (String, Vec<&RateFindings>)> = BTreeMap::new();
    let mut order: Vec<&str> = Vec::new();
    for rate in &solution.rates {
        let place = order.iter().position(|p| *p == rate.player).unwrap_or_else(|| {
            order.push(&rate.player);
            order.len() - 1
        });
        let kind = match rate.instrument {
            RateKind::Tariff => "tariff",
            RateKind::Subsidy => "subsidy",
            RateKind::ExportTax => "export tax",
            RateKind::Transfer => "transfer",
        };
        let name = format!("{} {kind}", rate.player);
        groups.entry((place, kind)).or_insert((name, Vec::new())).1.push(rate);
    }
    let header = ["percent", "rates", "mean", "median", "lowest", "highest", "at bounds"];
    let mut drawn = table(terminal, &header);
    for (name, rates) in groups.values() {
        let mut levels: Vec<f64> = rates.iter().map(|rate| 100.0 * rate.rate).collect();
        levels.sort_by(f64::total_cmp);
        let count = levels.len();
        let mean = levels.iter().sum::<f64>() / count as f64;
        let median = 0.5 * (levels[(count - 1) / 2] + levels[count / 2]);
        let bound = rates.iter().filter(|rate| rate.at_bound.is_some()).count();
        let shown = [mean, median, levels[0], levels[count - 1]].map(|x| format!("{x:.2}"));
        let cells = [count.to_string()].into_iter().chain(shown).chain([bound.to_string()]);
        drawn.add_row(row(name, cells.collect()));
    }
    drawn
}

fn regions(solution: &TariffSolution, political: bool, terminal: Terminal) -> Table {
    let mut header = vec!["region", "welfare %", "EV bn"];
    if political {
        header.push("objective %");
    }
    let mut drawn = table(terminal, &header);
    for region in &solution.regions {
        let mut cells = vec![
            signed(region.welfare_percent, 4),
            signed(region.equivalent_variation_musd / 1e3, 3),
        ];
        if political {
            cells.push(region.objective_percent.map_or("-".to_owned(), |o| signed(o, 4)));
        }
        let star = if region.plays { "*" } else { "" };
        drawn.add_row(row(&format!("{}{star}", region.region), cells));
    }
    drawn
}

fn agreement(findings: &TariffFindings, solution: &TariffSolution) -> Option<String> {
    let deal = solution.agreement.as_ref()?;
    let players = &findings.assumptions.players;
    let list = |values: &[f64]| {
        let of = |(player, value): (&String, &f64)| format!("{player} {} %", signed(*value, 4));
        players.iter().zip(values).map(of).collect::<Vec<_>>().join(", ")
    };
    let mut lines = Vec::new();
    if !deal.disagreement_percent.is_empty() {
        lines.push(format!("without agreement: {}", list(&deal.disagreement_percent)));
    }
    if !deal.ideal_percent.is_empty() {
        lines.push(format!("ideal: {}", list(&deal.ideal_percent)));
    }
    lines.push(format!("gain from a breach: {}", list(&deal.breach_gain_percent)));
    let kept = deal.breach_gain_percent.iter().all(|gain| *gain <= super::MOST_GAIN_PERCENT);
    lines.push(if kept {
        "kept in one round: nobody gains from a breach".to_owned()
    } else {
        "not kept in one round: somebody gains from a breach".to_owned()
    });
    Some(lines.join("\n"))
}

fn formula(solution: &TariffSolution, terminal: Terminal) -> Option<String> {
    let found = solution.formula.as_ref()?;
    let header = ["percent", "formula", "best one rate", "gain by it", "gain by sector"];
    let mut drawn = table(terminal, &header);
    for reply in &found.replies {
        let cells = vec![
            format!("{:.3}", 100.0 * reply.rate),
            format!("{:.3}", 100.0 * reply.best_rate),
            format!("{:.1e}", reply.gain_one_rate_percent),
            format!("{:.1e}", reply.gain_by_sector_percent),
        ];
        drawn.add_row(row(&reply.player, cells));
    }
    let rounds = format!(
        "formula and equilibrium agree to {:.1e} after {} rounds{}",
        found.distance,
        found.rounds,
        found.seconds.map(|s| format!(", {s:.3} s")).unwrap_or_default()
    );
    Some(format!("Exact replies to the formula, the others following it\n{drawn}\n{rounds}"))
}

fn certificate(solution: &TariffSolution) -> String {
    let mut lines = vec![format!(
        "certificate: largest gain found {:.1e} % of real income; projected gradient {:.1e}; trade \
         residual {:.1e}",
        solution.max_gain_percent, solution.projected_gradient, solution.residual
    )];
    for check in solution.checks.iter().take(MOST_COLUMNS) {
        let curvature = check.largest_curvature.map_or_else(
            || "no rate free to move".to_owned(),
            |largest| {
                let whole = if check.curvature_exact { "" } else { ", by Lanczos" };
                format!("curvature at most {largest:.1e} of {:.1e}{whole}", check.curvature_scale)
            },
        );
        let bounds = match check.at_lower + check.at_upper {
            0 => String::new(),
            _ => format!(
                "; {} rates at the lower, {} at the upper bound",
                check.at_lower, check.at_upper
            ),
        };
        let search = &check.search;
        lines.push(format!(
            "  {}: {curvature}{bounds}; search of {} payoffs, {} gradients",
            check.player, search.payoffs, search.gradients
        ));
    }
    if solution.checks.len() > MOST_COLUMNS {
        let rest = solution.checks.len() - MOST_COLUMNS;
        lines.push(format!("  and {rest} more players, in the JSON"));
    }
    if let Some(at) = solution.fold_at {
        lines.push(format!(
            "warning: the equilibrium that continues the baseline ends {:.1} percent of the way to \
             these rates",
            100.0 * at
        ));
    }
    lines.join("\n")
}

fn foot(findings: &TariffFindings) -> String {
    let about = &findings.assumptions;
    let aim = if about.political_weights {
        "governments weigh sectors politically"
    } else {
        "governments maximise real income"
    };
    let mut lines = vec![format!(
        "elasticities {}; deficits {}; {} markets; {aim}",
        about.elasticities, about.deficits, about.market
    )];
    lines.push(format!(
        "{}: {} after {} iterations{}",
        findings.method,
        findings.termination,
        findings.iterations,
        findings.seconds.map(|s| format!(", {s:.2} s with certificates")).unwrap_or_default()
    ));
    for (start, run) in findings.runs.iter().enumerate() {
        let end = match run.solution {
            Some(at) => format!("solution {}", at + 1),
            None => run.failure.as_ref().unwrap_or(&run.termination).clone(),
        };
        lines.push(format!(
            "  start {}: {end} after {} sweeps and {} Newton steps, {} rest points refused",
            start + 1,
            run.sweeps,
            run.newton_steps,
            run.rejected
        ));
    }
    lines.join("\n")
}
