//! What the flags ask for, in the terms of the library; every problem with them at once.

use crate::diagnostics::Sources;
use crate::error::CliError;
use crate::flags::{SearchEffort, SplitRule, TariffsFlags};
use crate::read;
use std::path::Path;
use talion::economy::{
    Dataset, EconomyError, PoliticalWeights, Problem, Problems, RegionId, SectorId,
};
use talion::game::SearchBudget;
use talion::model::TariffGameOptions;
use talion::{BargainOptions, Split, TariffStudyOptions};

/// The word that stands for all regions or sectors.
const ALL: &str = "all";
/// The word that stands for the political weights of the data set.
const OF_DATA: &str = "data";

/// Options of the study.
pub(crate) fn options(
    flags: &TariffsFlags,
    dataset: &Dataset,
) -> Result<TariffStudyOptions, CliError> {
    let mut problems = Vec::new();
    let mut sources = Sources::new();
    let players = players(flags, dataset, &mut problems);
    let sectors = sectors(flags, dataset, &mut problems);
    let leader = flags.leader.as_deref().and_then(|code| {
        let region = found(dataset.find_region(code), "--leader", &mut problems)?;
        if !players.is_empty() && !players.contains(&region) {
            let message = format!("{code} is to lead but does not play");
            problems.push(Problem::error("--leader", 0, 0, message));
        }
        Some(region)
    });
    for (flag, (low, high)) in [
        ("--bounds", flags.bounds),
        ("--subsidy-bounds", flags.subsidy_bounds),
        ("--export-tax-bounds", flags.export_tax_bounds),
        ("--transfer-bounds", flags.transfer_bounds),
    ] {
        if low > high {
            let message = format!("the bounds cross: {low} is above {high}");
            problems
                .push(Problem::error(flag, 0, 0, message).with_help("the lower bound comes first"));
        }
    }
    let weights = weights(flags, players.len(), &mut problems);
    let political_weights = political(flags, dataset, &mut problems, &mut sources)?;
    if !problems.is_empty() {
        return Err(CliError::Input { problems, sources });
    }
    let split = match flags.split {
        SplitRule::NashBargaining => Split::NashBargaining,
        SplitRule::KalaiSmorodinsky => Split::KalaiSmorodinsky,
        SplitRule::WeightedSum => Split::WeightedSum(weights),
    };
    let game = TariffGameOptions {
        targets: flags.targets.into(),
        kinds: flags.instruments.iter().map(|&kind| kind.into()).collect(),
        by: flags.by.into(),
        sectors,
        tariff_bounds: flags.bounds,
        subsidy_bounds: flags.subsidy_bounds,
        export_tax_bounds: flags.export_tax_bounds,
        transfer_bounds: flags.transfer_bounds,
        political_weights,
        ..TariffGameOptions::new(players)
    };
    Ok(TariffStudyOptions {
        leader,
        bargain: BargainOptions { split, disagreement: flags.disagreement.into() },
        formula: flags.formula.into(),
        starts: flags.starts,
        budget: budget(flags.search),
        ..TariffStudyOptions::new(flags.concept.into(), game)
    })
}

fn budget(effort: SearchEffort) -> SearchBudget {
    match effort {
        SearchEffort::Light => SearchBudget::LIGHT,
        SearchEffort::Normal => SearchBudget::NORMAL,
        SearchEffort::Thorough => SearchBudget::THOROUGH,
    }
}

fn players(flags: &TariffsFlags, dataset: &Dataset, problems: &mut Vec<Problem>) -> Vec<RegionId> {
    if flags.players.iter().any(|code| code == ALL) {
        return (0..dataset.regions().len()).map(RegionId).collect();
    }
    let find = |code: &String| found(dataset.find_region(code), "--players", problems);
    flags.players.iter().filter_map(find).collect()
}

fn sectors(
    flags: &TariffsFlags,
    dataset: &Dataset,
    problems: &mut Vec<Problem>,
) -> Option<Vec<SectorId>> {
    if flags.sectors.is_empty() {
        return None;
    }
    if flags.sectors.iter().any(|code| code == ALL) {
        return Some((0..dataset.sectors().len()).map(SectorId).collect());
    }
    let find = |code: &String| found(dataset.find_sector(code), "--sectors", problems);
    Some(flags.sectors.iter().filter_map(find).collect())
}

fn found<T>(found: Result<T, EconomyError>, flag: &str, problems: &mut Vec<Problem>) -> Option<T> {
    found.map_err(|error| problems.push(Problem::error(flag, 0, 0, error.to_string()))).ok()
}

fn weights(flags: &TariffsFlags, players: usize, problems: &mut Vec<Problem>) -> Vec<f64> {
    if flags.weights.is_empty() {
        return vec![1.0; players];
    }
    if flags.weights.len() != players && players > 0 {
        let message = format!("{} weights for {players} players", flags.weights.len());
        problems.push(Problem::error("--weights", 0, 0, message));
    }
    for weight in flags.weights.iter().filter(|w| !(w.is_finite() && **w >= 0.0)) {
        let message = format!("the weight {weight} is not a finite number of at least 0");
        problems.push(Problem::error("--weights", 0, 0, message));
    }
    flags.weights.clone()
}

fn political(
    flags: &TariffsFlags,
    dataset: &Dataset,
    problems: &mut Vec<Problem>,
    sources: &mut Sources,
) -> Result<Option<PoliticalWeights>, CliError> {
    let Some(path) = &flags.political_weights else { return Ok(None) };
    if path == Path::new(OF_DATA) {
        return Ok(Some(PoliticalWeights::of(dataset)));
    }
    let name = path.display().to_string();
    let bytes = read::bytes(path)?;
    match PoliticalWeights::read(dataset, &name, &bytes) {
        Ok(weights) => Ok(Some(weights)),
        Err(Problems(found)) => {
            problems.extend(found);
            sources.insert(name, String::from_utf8_lossy(&bytes).into_owned());
            Ok(None)
        }
    }
}
