//! From the file as written to a checked scenario; every problem is noted, none stops the search.

mod assumptions;
mod escalation;
mod history;
mod moves;
mod packages;
mod players;
mod private;
mod talks;
mod tariff;
mod tariffs;
mod technology;

use crate::Scenario;
use crate::document::{Document, Report};
use crate::raw::{RawEconomy, RawScenario};
use crate::resolve::{Codes, suggest};
use std::path::Path;
use std::sync::Arc;
use talion_economy::{
    Dataset, DeficitRule, Economy, EconomyError, EconomyOptions, Problems, SectorId,
};

/// Checks a document against its data set.
pub(crate) fn check(file: &str, text: &str, document: &Document) -> Result<Scenario, Problems> {
    let mut report = document.report();
    let raw: RawScenario = match serde_json::from_value(document.value.clone()) {
        Ok(raw) => raw,
        Err(error) => {
            report.error("", error.to_string(), None);
            report.finish()?;
            // `finish` has just returned the problem noted above.
            return Err(Problems(Vec::new()));
        }
    };
    let scenario = build(file, text, &mut report, &raw);
    report.finish()?;
    // A build that fails notes why, so a clean report means that there is a scenario.
    scenario.ok_or(Problems(Vec::new()))
}

fn build(file: &str, text: &str, report: &mut Report, raw: &RawScenario) -> Option<Scenario> {
    let dataset = load(file, report, &raw.economy)?;
    let options = economy_options(report, &raw.economy, &dataset);
    let mut codes = Codes {
        dataset: &dataset,
        player_names: raw.player.iter().map(|player| player.name.clone()).collect(),
        player_regions: Vec::new(),
        goods: Vec::new(),
    };
    let services = codes.sectors(report, "economy.services", &raw.economy.services);
    codes.goods = (0..dataset.sectors().len())
        .map(SectorId)
        .filter(|sector| !services.contains(sector))
        .collect();
    codes.player_regions = players::regions(report, &codes, &raw.player);
    let players = players::players(report, &codes, raw);
    let technology =
        raw.technology.as_ref().and_then(|t| technology::technology(report, &codes, t));
    let tariffs = raw.tariffs.as_ref().and_then(|t| tariffs::tariffs(report, &codes, t));
    let moves = moves::moves(report, &codes, &raw.moves);
    let escalation = escalation::escalation(report, &codes, raw);
    let talks = talks::talks(report, &codes, raw);
    let private = private::private(report, &codes, raw, &players);
    let packages = packages::packages(report, &codes, raw);
    let compare_elasticities = compared_sets(report, &raw.economy, &dataset, &options);
    if !report.is_clean() {
        return None;
    }
    let (packages, status_quo) = packages;
    Some(Scenario {
        name: raw.name.clone(),
        title: if raw.title.is_empty() { raw.name.clone() } else { raw.title.clone() },
        description: raw.description.trim().to_owned(),
        text: text.to_owned(),
        file: file.to_owned(),
        goods: codes.goods.clone(),
        options,
        compare_elasticities,
        players,
        moves,
        packages,
        status_quo,
        technology,
        tariffs,
        escalation,
        talks,
        private,
        assumptions: assumptions::assumptions(report, raw),
        dataset: Arc::new(dataset),
    })
}

/// The built-in data set of that name, or the folder beside the scenario file.
fn load(file: &str, report: &mut Report, economy: &RawEconomy) -> Option<Dataset> {
    let built_in = Dataset::embedded_names();
    let loaded = if built_in.contains(&economy.data.as_str()) {
        Dataset::embedded(&economy.data)
    } else {
        let folder = Path::new(file).parent().unwrap_or(Path::new("")).join(&economy.data);
        if !folder.is_dir() {
            report.error(
                "economy.data",
                format!("no data set `{}`: it is neither built in nor a folder", economy.data),
                Some(suggest(&economy.data, built_in.iter().copied())),
            );
            return None;
        }
        Dataset::load(&folder)
    };
    loaded
        .map_err(|error| match error {
            EconomyError::Data(problems) => report.include(problems),
            other => report.error("economy.data", other.to_string(), None),
        })
        .ok()
}

fn economy_options(report: &mut Report, raw: &RawEconomy, dataset: &Dataset) -> EconomyOptions {
    // The table of keys lets no other word through.
    let deficits = raw.deficits.parse().unwrap_or(DeficitRule::Fixed);
    let mut options = EconomyOptions {
        elasticities: raw.elasticities.clone(),
        scale_factor: raw.scale_factor,
        deficits,
        market: raw.market.parse().unwrap_or_default(),
    };
    match Economy::new(dataset, &options) {
        Ok(economy) => options.elasticities = Some(economy.elasticities().to_owned()),
        Err(error) => {
            let key = match error {
                EconomyError::UnknownElasticitySet { .. } => "economy.elasticities",
                EconomyError::ScaleTooLarge { .. } => "economy.scale_factor",
                EconomyError::MarketMismatch { .. } => "economy.market",
                _ => "economy",
            };
            report.error(key, error.to_string(), None);
        }
    }
    options
}

/// Names of the sets to compare with, `*` written out and the main set left out.
fn compared_sets(
    report: &mut Report,
    raw: &RawEconomy,
    dataset: &Dataset,
    options: &EconomyOptions,
) -> Vec<String> {
    let known = dataset.elasticity_sets();
    let mut sets: Vec<String> = Vec::new();
    for (at, name) in raw.compare_elasticities.iter().enumerate() {
        if name == "*" {
            sets.extend(known.iter().map(|set| (*set).to_owned()));
        } else if known.contains(&name.as_str()) {
            sets.push(name.clone());
        } else {
            report.error(
                &format!("economy.compare_elasticities[{at}]"),
                format!("unknown elasticity set `{name}`"),
                Some(suggest(name, known.iter().copied())),
            );
        }
    }
    let mut seen: Vec<String> = Vec::new();
    for set in sets {
        if options.elasticities.as_deref() != Some(set.as_str()) && !seen.contains(&set) {
            seen.push(set);
        }
    }
    seen
}
