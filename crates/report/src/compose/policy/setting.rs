//! What the continuous games assume: players, instruments, bounds and the model behind them.

use talion::model::{RateBy, RateTargets};
use talion::{PolicyFindings, TariffAssumptions};

use crate::compose::assumptions::pairs;
use crate::document::Table;
use crate::format::{Script, share};

const SCRIPT: Script = Script::Typographic;

/// One table for every distinct set of assumptions: most plans have one.
pub(super) fn tables(policy: &PolicyFindings) -> Vec<Table> {
    let mut sets: Vec<(&TariffAssumptions, Vec<&str>)> = Vec::new();
    for study in &policy.studies {
        let concept = study.concept.words();
        match sets.iter_mut().find(|(assumed, _)| **assumed == study.assumptions) {
            Some((_, concepts)) => concepts.push(concept),
            None => sets.push((&study.assumptions, vec![concept])),
        }
    }
    let tables = sets.into_iter().enumerate();
    tables.map(|(at, (assumed, concepts))| table(at, assumed, &concepts)).collect()
}

fn table(at: usize, assumed: &TariffAssumptions, concepts: &[&str]) -> Table {
    let objective = if assumed.political_weights {
        "real income, with political weights on sectors"
    } else {
        "real income"
    };
    let targets = match assumed.targets {
        RateTargets::EachOther => "each other",
        RateTargets::All => "all regions",
    };
    let by = match assumed.by {
        RateBy::Sector => "a rate for every partner and sector",
        RateBy::Partner => "a rate for every partner",
        RateBy::Importer => "one rate for all partners and sectors",
    };
    let kinds: Vec<String> = assumed.instruments.iter().map(ToString::to_string).collect();
    let counts = assumed.players.iter().zip(&assumed.rates_per_player);
    let counts: Vec<String> = counts.map(|(player, count)| format!("{player} {count}")).collect();
    let settings = [
        ("Players and their free rates", counts.join(", ")),
        ("Objective", objective.to_owned()),
        ("Against", targets.to_owned()),
        ("Instruments", kinds.join(", ")),
        ("How finely", by.to_owned()),
        ("Bounds", bounds(assumed)),
        ("Sectors", assumed.sectors.join(", ")),
        ("Trade imbalances", assumed.deficits.clone()),
        ("Elasticities", assumed.elasticities.clone()),
        ("Market structure", assumed.market.clone()),
        ("Data", assumed.data.clone()),
    ];
    let caption = format!("What is assumed here ({}).", concepts.join(", "));
    pairs(&format!("tariff-setting-{}", at + 1), &caption, settings)
}

/// Lowest and highest rate of every instrument, in words.
pub(super) fn bounds(assumed: &TariffAssumptions) -> String {
    let boxes = assumed.instruments.iter().zip(&assumed.bounds).map(|(kind, (lowest, highest))| {
        format!("{kind} from {} to {}", share(*lowest, SCRIPT), share(*highest, SCRIPT))
    });
    boxes.collect::<Vec<_>>().join(", ")
}
