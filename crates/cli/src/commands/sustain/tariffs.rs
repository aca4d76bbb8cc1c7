//! `talion sustain --tariffs`: which freely chosen tariffs keep themselves, and how they are shown.

use crate::console::Console;
use crate::error::CliError;
use crate::exit::Exit;
use crate::flags::{SustainFlags, SustainFormat};
use crate::output::Output;
use crate::scenario_source::{self, Asked, asked};
use crate::tables;
use crate::terminal::Terminal;
use talion::economy::Economy;
use talion::{
    KeptFindings, KeptTariffFindings, KeptTariffOptions, KeptTariffStudy, KeptTariffs, StudyError,
    Surge,
};

/// Runs the command.
pub(super) fn run(
    flags: &SustainFlags,
    console: &Console,
    output: Output,
) -> Result<Exit, CliError> {
    let name = match asked(flags.game.as_deref()) {
        Asked::Scenario(name) => name,
        Asked::Game(path) => return Err(CliError::TariffsOfAFile(path.to_owned())),
    };
    let scenario = scenario_source::open(name)?;
    let options = KeptTariffOptions::of_scenario(&scenario).ok_or(StudyError::NoTariffs)?;
    let options = KeptTariffOptions {
        discounts: flags.discounts(options.game.players.len()).or(options.discounts),
        surge: (flags.surge != 0.0)
            .then_some(Surge { cheaper: flags.surge, chance: flags.surge_chance }),
        ..options
    };
    let economy = Economy::new(scenario.dataset(), scenario.economy_options())?;
    let found = KeptTariffStudy::new(&economy, scenario.dataset().name(), options).run(console);
    console.clear();
    let found = found?;
    Output::result(&match flags.format {
        SustainFormat::Table => draw(&found, output.stdout),
        SustainFormat::Json => {
            serde_json::to_string_pretty(&found).map_err(std::io::Error::from)?
        }
    })?;
    if found.certified {
        return Ok(Exit::Certified);
    }
    output
        .remark("not certified: a climb did not come to rest, or a breach was found that pays")?;
    Ok(Exit::NotCertified)
}

/// The text of the result.
fn draw(found: &KeptTariffFindings, terminal: Terminal) -> String {
    let mut parts = vec![
        tables::answer(&found.answer, terminal),
        curve(found, &found.by_discount, &[""], terminal),
    ];
    if let Some(surge) = &found.surge {
        parts.push("with surges".to_owned());
        parts.push(curve(found, &surge.by_discount, &["calm", "surge"], terminal));
    }
    parts.join("\n\n")
}

/// A row for every discount factor: mean tariff and what keeping is worth, percent.
fn curve(
    found: &KeptTariffFindings,
    rows: &[KeptFindings],
    states: &[&str],
    terminal: Terminal,
) -> String {
    let players = &found.assumptions.players;
    let mut header = vec!["discount factor".to_owned()];
    for state in states {
        header.extend(players.iter().map(|p| format!("{p} tariff {state}").trim_end().to_owned()));
    }
    header.extend(players.iter().map(|player| format!("{player} gains")));
    let names: Vec<&str> = header.iter().map(String::as_str).collect();
    let mut table = tables::table(terminal, &names);
    let means = |tariffs: &KeptTariffs| {
        let text =
            |mean: &Option<f64>| mean.map_or_else(String::new, |m| format!("{:.1}", 100.0 * m));
        tariffs.mean_tariffs.iter().map(text).collect::<Vec<_>>()
    };
    for row in rows {
        let mut numbers: Vec<String> = row.states.iter().flat_map(means).collect();
        numbers.extend(row.worth_percent.iter().map(|worth| tables::signed(*worth, 4)));
        table.add_row(tables::row(&row.discounts[0].to_string(), numbers));
    }
    if states.len() == 1 {
        let change = |tariffs: &KeptTariffs| -> Vec<String> {
            let gains = tariffs.objective_percent.iter().zip(&found.war.objective_percent);
            // As a ratio of incomes, like what keeping is worth.
            let gains = gains.map(|(kept, war)| 100.0 * ((100.0 + kept) / (100.0 + war) - 1.0));
            let gains = gains.map(|gain| tables::signed(gain, 4));
            means(tariffs).into_iter().chain(gains).collect()
        };
        let critical = found.critical_discount.map_or_else(
            || "agreement (never)".to_owned(),
            |critical| format!("agreement (from {critical:.4})"),
        );
        table.add_row(tables::row(&critical, change(&found.agreement)));
        table.add_row(tables::row("war (0)", change(&found.war)));
    }
    table.to_string()
}
