//! Long tables as CSV, for spreadsheets and statistics programs: ASCII numbers, full precision.

mod dynamics;
mod equilibrium;
mod kept_tariffs;
mod over_time;
#[cfg(feature = "parquet")]
mod parquet;
mod policy;
mod resolve;
mod robustness;
mod talks;

use csv::Writer;
use talion::{EquilibriumFindings, Findings, GameFindings};

use crate::error::ReportError;

#[cfg(feature = "parquet")]
pub use parquet::parquet;

/// A table and its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CsvTable {
    /// Name of its file without ending.
    pub name: &'static str,
    /// The table, with a row of headings.
    pub text: String,
}

/// Every table.
///
/// # Errors
/// [`ReportError::Csv`] if a table cannot be written.
pub fn all(findings: &Findings) -> Result<Vec<CsvTable>, ReportError> {
    let mut tables = vec![
        payoffs(findings)?,
        welfare(findings)?,
        equilibria(findings)?,
        equilibrium_welfare(findings)?,
        variants(findings)?,
        elasticity_sets(findings)?,
        replies(findings)?,
        weights(findings)?,
    ];
    if let Some(found) = &findings.quantal {
        tables.push(equilibrium::quantal_branch(findings, found)?);
    }
    if let Some(found) = &findings.decomposition {
        tables.push(equilibrium::welfare_parts(found)?);
    }
    if let Some(policy) = &findings.policy {
        tables.extend([policy::tariff_rates(policy)?, policy::tariff_welfare(policy)?]);
        if let Some(curves) = &policy.curves {
            tables.push(policy::best_responses(curves)?);
        }
    }
    if let Some(game) = &findings.escalation {
        tables.push(over_time::quarters(game)?);
        if let Some(came) = &findings.history {
            tables.push(over_time::history(game, came)?);
        }
        tables.push(over_time::instruments(game)?);
        tables.push(over_time::thresholds(game)?);
        if let Some(graph) = &game.graph {
            tables.push(over_time::states(graph)?);
            tables.push(over_time::arcs(graph)?);
        }
    }
    if let Some(found) = &findings.stability {
        tables.push(dynamics::stability(found)?);
    }
    if let Some(found) = &findings.sustain {
        tables.push(dynamics::payoff_sets(found)?);
    }
    if let Some(found) = &findings.kept_tariffs {
        tables.push(kept_tariffs::curve(found)?);
        tables.push(kept_tariffs::rates(found)?);
    }
    if let Some(found) = &findings.robustness {
        tables.push(robustness::answers(found)?);
        tables.push(robustness::tornado(findings, found)?);
    }
    if let Some(found) = &findings.talks {
        tables.extend([talks::deals(found)?, talks::frontier(found)?, talks::linkage(found)?]);
    }
    if let Some(game) = &findings.resolve {
        tables.push(resolve::equilibria(game)?);
        tables.push(resolve::stand_off(game)?);
        tables.push(resolve::record(game)?);
    }
    Ok(tables)
}

/// Payoffs by profile, player and term: `total`, `welfare`, then the strategic terms.
///
/// # Errors
/// [`ReportError::Csv`] if the table cannot be written.
pub fn payoffs(findings: &Findings) -> Result<CsvTable, ReportError> {
    let mut rows = Vec::new();
    for (at, profile) in findings.profiles.iter().enumerate() {
        let key = [vec![at.to_string()], packages(findings, &profile.profile)].concat();
        for (player, payoff) in findings.players.iter().zip(&profile.payoffs) {
            let terms = payoff.terms.iter().map(|term| (term.name.as_str(), term.value));
            let all = [("total", payoff.total), ("welfare", payoff.welfare)].into_iter();
            for (term, value) in all.chain(terms) {
                let tail = vec![player.name.clone(), term.to_owned(), number(value)];
                rows.push([key.clone(), tail].concat());
            }
        }
    }
    let head = profile_head(findings, &["player", "term", "value"]);
    write("payoffs", &head, &rows)
}

/// Change in real income and equivalent variation by profile and region.
///
/// # Errors
/// [`ReportError::Csv`] if the table cannot be written.
pub fn welfare(findings: &Findings) -> Result<CsvTable, ReportError> {
    let mut rows = Vec::new();
    for (at, profile) in findings.profiles.iter().enumerate() {
        let key = [vec![at.to_string()], packages(findings, &profile.profile)].concat();
        for region in &profile.regions {
            let tail = vec![
                region.code.clone(),
                number(region.welfare_percent),
                number(region.equivalent_variation_musd),
            ];
            rows.push([key.clone(), tail].concat());
        }
    }
    let tail = ["region", "welfare_percent", "equivalent_variation_musd"];
    write("welfare", &profile_head(findings, &tail), &rows)
}

/// Equilibria by player and package, with the certificate.
///
/// # Errors
/// [`ReportError::Csv`] if the table cannot be written.
pub fn equilibria(findings: &Findings) -> Result<CsvTable, ReportError> {
    let game = &findings.main;
    let mut rows = Vec::new();
    for (index, one) in game.equilibria.iter().enumerate() {
        for (at, player) in findings.players.iter().enumerate() {
            let deviation = one.deviations.iter().find(|deviation| deviation.player == player.name);
            let probabilities = one.strategies.get(at).map(Vec::as_slice).unwrap_or_default();
            for (package, probability) in
                player.packages.iter().zip(probabilities.iter().enumerate())
            {
                rows.push(vec![
                    (index + 1).to_string(),
                    (game.selected == Some(index)).to_string(),
                    one.pure.to_string(),
                    player.name.clone(),
                    package.name.clone(),
                    number(*probability.1),
                    exact(one, at, probability.0),
                    one.values.get(at).copied().map(number).unwrap_or_default(),
                    deviation.map(|best| best.package.clone()).unwrap_or_default(),
                    deviation.map(|best| number(best.gain)).unwrap_or_default(),
                    number(one.max_regret),
                ]);
            }
        }
    }
    let head = [
        "equilibrium",
        "selected",
        "pure",
        "player",
        "package",
        "probability",
        "probability_exact",
        "payoff",
        "best_deviation",
        "deviation_gain",
        "max_regret",
    ];
    write("equilibria", &owned(&head), &rows)
}

/// Expected welfare of every region at every equilibrium.
///
/// # Errors
/// [`ReportError::Csv`] if the table cannot be written.
pub fn equilibrium_welfare(findings: &Findings) -> Result<CsvTable, ReportError> {
    let equilibria = findings.main.equilibria.iter().enumerate();
    let rows = equilibria.flat_map(|(index, one)| {
        one.welfare_percent.iter().map(move |region| {
            vec![
                (index + 1).to_string(),
                region.code.clone(),
                number(region.welfare_percent),
                number(region.equivalent_variation_musd),
            ]
        })
    });
    let head = ["equilibrium", "region", "welfare_percent", "equivalent_variation_musd"];
    write("equilibrium_welfare", &owned(&head), &rows.collect::<Vec<_>>())
}

/// Equilibria of the game with terms switched off.
///
/// # Errors
/// [`ReportError::Csv`] if the table cannot be written.
pub fn variants(findings: &Findings) -> Result<CsvTable, ReportError> {
    let mut rows = Vec::new();
    for variant in &findings.without {
        let key = vec![variant.name.clone(), variant.same_answer.to_string()];
        rows.extend(strategies(findings, &variant.game, &key));
    }
    let head = [&["variant", "same_answer"], STRATEGY_HEAD.as_slice()].concat();
    write("variants", &owned(&head), &rows)
}

/// Equilibria under every elasticity set, with all terms and with welfare alone; a set that could
/// not be solved has one row, with the reason.
///
/// # Errors
/// [`ReportError::Csv`] if the table cannot be written.
pub fn elasticity_sets(findings: &Findings) -> Result<CsvTable, ReportError> {
    let mut rows = Vec::new();
    for set in &findings.elasticity_sets {
        let key = |payoff: &str| {
            let failure = set.failure.clone().unwrap_or_default();
            vec![set.elasticities.clone(), payoff.to_owned(), set.same_answer.to_string(), failure]
        };
        let games = [("all-terms", &set.game), ("welfare-alone", &set.welfare_alone)];
        for (payoff, game) in games {
            if let Some(game) = game {
                rows.extend(strategies(findings, game, &key(payoff)));
            }
        }
        if set.failure.is_some() {
            rows.push([key(""), vec![String::new(); STRATEGY_HEAD.len()]].concat());
        }
    }
    let head = ["elasticities", "terms", "same_answer", "failure"];
    write("elasticity_sets", &owned(&[&head, STRATEGY_HEAD.as_slice()].concat()), &rows)
}

/// What each package gains over the status-quo package, by elasticity set.
///
/// # Errors
/// [`ReportError::Csv`] if the table cannot be written.
pub fn replies(findings: &Findings) -> Result<CsvTable, ReportError> {
    let rows = findings.replies.iter().map(|reply| {
        vec![
            reply.elasticities.clone(),
            reply.player.clone(),
            reply.package.clone(),
            reply.instead_of.clone(),
            reply.against.clone(),
            number(reply.welfare_gain),
            number(reply.total_gain),
            reply.decisive_term.clone().unwrap_or_default(),
        ]
    });
    let head = [
        "elasticities",
        "player",
        "package",
        "instead_of",
        "against",
        "welfare_gain",
        "total_gain",
        "decisive_term",
    ];
    write("replies", &owned(&head), &rows.collect::<Vec<_>>())
}

/// The numbers that the scenario assumes.
///
/// # Errors
/// [`ReportError::Csv`] if the table cannot be written.
pub fn weights(findings: &Findings) -> Result<CsvTable, ReportError> {
    let rows = findings.assumptions.weights.iter().map(|weight| {
        vec![
            weight.key.clone(),
            number(weight.value),
            weight.unit.clone(),
            weight.description.clone(),
            weight.source.clone(),
        ]
    });
    write(
        "weights",
        &owned(&["key", "value", "unit", "description", "source"]),
        &rows.collect::<Vec<_>>(),
    )
}

const STRATEGY_HEAD: [&str; 7] =
    ["equilibrium", "selected", "player", "package", "probability", "payoff", "max_regret"];

/// One row per equilibrium, player and package that is played.
fn strategies(findings: &Findings, game: &GameFindings, key: &[String]) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for (index, one) in game.equilibria.iter().enumerate() {
        for ((player, probabilities), value) in
            findings.players.iter().zip(&one.strategies).zip(&one.values)
        {
            let played = player.packages.iter().zip(probabilities);
            for (package, probability) in played.filter(|(_, probability)| **probability > 0.0) {
                let tail = vec![
                    (index + 1).to_string(),
                    (game.selected == Some(index)).to_string(),
                    player.name.clone(),
                    package.name.clone(),
                    number(*probability),
                    number(*value),
                    number(one.max_regret),
                ];
                rows.push([key.to_vec(), tail].concat());
            }
        }
    }
    rows
}

fn exact(equilibrium: &EquilibriumFindings, player: usize, package: usize) -> String {
    let fractions = equilibrium.exact.as_ref().and_then(|all| all.get(player));
    fractions.and_then(|own| own.get(package)).cloned().unwrap_or_default()
}

/// Names of the packages of a profile, one per player.
fn packages(findings: &Findings, profile: &[usize]) -> Vec<String> {
    let all = findings.players.iter().zip(profile);
    all.map(|(player, &index)| {
        player.packages.get(index).map(|package| package.name.clone()).unwrap_or_default()
    })
    .collect()
}

fn profile_head(findings: &Findings, tail: &[&str]) -> Vec<String> {
    let mut head = vec!["profile".to_owned()];
    head.extend(findings.players.iter().map(|player| format!("package_{}", player.name)));
    head.extend(owned(tail));
    head
}

fn owned(head: &[&str]) -> Vec<String> {
    head.iter().map(|&column| column.to_owned()).collect()
}

/// The shortest decimal that reads back as the same double; zero has no sign.
fn number(value: f64) -> String {
    if value == 0.0 { "0".to_owned() } else { value.to_string() }
}

fn write(
    table: &'static str,
    head: &[String],
    rows: &[Vec<String>],
) -> Result<CsvTable, ReportError> {
    let fault = |source| ReportError::Csv { table, source };
    let mut writer = Writer::from_writer(Vec::new());
    writer.write_record(head).map_err(fault)?;
    for row in rows {
        writer.write_record(row).map_err(fault)?;
    }
    let bytes = writer.into_inner().map_err(|error| fault(error.into_error().into()))?;
    // Every field was a `String`, so the bytes are UTF-8 and nothing is replaced.
    Ok(CsvTable { name: table, text: String::from_utf8_lossy(&bytes).into_owned() })
}
