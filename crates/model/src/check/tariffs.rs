//! Checks what is asked about continuous policy.

use crate::document::Report;
use crate::raw::RawTariffs;
use crate::resolve::{Codes, suggest};
use crate::{
    BargainOptions, Disagreement, FormulaVariant, RateBy, RateKind, RateTargets, Split,
    TariffConcept, TariffGameOptions, TariffPlan,
};
use talion_economy::{PoliticalWeights, RegionId, SectorId};
use talion_game::SearchBudget;

const CONCEPTS: [(&str, TariffConcept); 5] = [
    ("nash", TariffConcept::Nash),
    ("optimal", TariffConcept::Optimal),
    ("stackelberg", TariffConcept::Stackelberg),
    ("cooperative", TariffConcept::Cooperative),
    ("formula", TariffConcept::Formula),
];

const INSTRUMENTS: [(&str, RateKind); 4] = [
    ("tariff", RateKind::Tariff),
    ("subsidy", RateKind::Subsidy),
    ("export-tax", RateKind::ExportTax),
    ("transfer", RateKind::Transfer),
];

/// The plan, `None` where a player is unknown or a word wrong (the problem having been noted).
pub(crate) fn tariffs(report: &mut Report, codes: &Codes, raw: &RawTariffs) -> Option<TariffPlan> {
    let concepts = words(report, "tariffs.concepts", &raw.concepts, &CONCEPTS);
    let kinds = words(report, "tariffs.instruments", &raw.instruments, &INSTRUMENTS);
    bounds(report, raw);
    if kinds.contains(&RateKind::Transfer)
        && concepts.iter().any(|c| *c != TariffConcept::Cooperative)
    {
        report.error(
            "tariffs.instruments",
            "transfers are paid under an agreement only",
            Some("leave `transfer` out, or ask for `cooperative` alone".to_owned()),
        );
    }
    let leader = raw.leader.as_ref().and_then(|name| codes.player(report, "tariffs.leader", name));
    let leader = leader.and_then(|player| codes.player_regions[player]);
    let sectors = match &raw.sectors {
        Some(listed) => codes.sectors(report, "tariffs.sectors", listed),
        None => codes.goods.clone(),
    };
    let players: Option<Vec<RegionId>> = codes.player_regions.iter().copied().collect();
    let players = players?;
    let count = players.len();
    let targets = if raw.targets == "all" { RateTargets::All } else { RateTargets::EachOther };
    // Where a code is unknown the list is shorter than what was meant, and says nothing yet.
    let understood = raw.sectors.as_ref().is_none_or(|listed| listed.len() == sectors.len());
    for (place, name) in codes.player_names.iter().enumerate().filter(|_| understood) {
        if !has_instruments(codes, &players, place, targets, &kinds, &sectors) {
            report.error(
                "tariffs.sectors",
                format!("player `{name}` has no rate to set: it trades with nobody here"),
                Some("widen `sectors`, or take `targets = \"all\"`".to_owned()),
            );
        }
    }
    let game = TariffGameOptions {
        targets,
        kinds,
        by: match raw.by.as_str() {
            "partner" => RateBy::Partner,
            "importer" => RateBy::Importer,
            _ => RateBy::Sector,
        },
        sectors: Some(sectors),
        tariff_bounds: (raw.lowest, raw.highest),
        subsidy_bounds: (raw.lowest_subsidy, raw.highest_subsidy),
        export_tax_bounds: (raw.lowest_export_tax, raw.highest_export_tax),
        transfer_bounds: (-raw.largest_transfer, raw.largest_transfer),
        political_weights: raw.political_weights.then(|| PoliticalWeights::of(codes.dataset)),
        ..TariffGameOptions::new(players)
    };
    Some(TariffPlan {
        concepts,
        game,
        leader,
        bargain: BargainOptions {
            split: match raw.split.as_str() {
                "kalai-smorodinsky" => Split::KalaiSmorodinsky,
                "weighted-sum" => Split::WeightedSum(vec![1.0; count]),
                _ => Split::NashBargaining,
            },
            disagreement: match raw.disagreement.as_str() {
                "status-quo" => Disagreement::StatusQuo,
                _ => Disagreement::Nash,
            },
        },
        formula: match raw.formula.as_str() {
            "paper" => FormulaVariant::Paper,
            _ => FormulaVariant::Program,
        },
        starts: starts(report, raw),
        budget: match raw.search.as_str() {
            "light" => SearchBudget::LIGHT,
            "thorough" => SearchBudget::THOROUGH,
            _ => SearchBudget::NORMAL,
        },
        curves: raw.curves,
    })
}

/// Whether a player has anything to set: trade with its targets, or sales where it may subsidise.
fn has_instruments(
    codes: &Codes,
    players: &[RegionId],
    place: usize,
    targets: RateTargets,
    kinds: &[RateKind],
    sectors: &[SectorId],
) -> bool {
    let own = players[place];
    let regions: Vec<RegionId> = (0..codes.dataset.regions().len()).map(RegionId).collect();
    let partners = if targets == RateTargets::All { &regions } else { players };
    let flows = |exporter, importer| {
        sectors.iter().any(|&s| codes.dataset.flow(exporter, importer, s) > 0.0)
    };
    let with_partners =
        |flow: &dyn Fn(RegionId) -> bool| partners.iter().any(|&p| p != own && flow(p));
    kinds.iter().any(|kind| match kind {
        RateKind::Tariff => with_partners(&|partner| flows(partner, own)),
        RateKind::ExportTax => with_partners(&|partner| flows(own, partner)),
        RateKind::Subsidy => regions.iter().any(|&buyer| flows(own, buyer)),
        // A lump sum needs no trade.
        RateKind::Transfer => true,
    })
}

/// What the words of a list stand for, each once.
fn words<T: Copy + PartialEq>(
    report: &mut Report,
    path: &str,
    listed: &[String],
    known: &[(&'static str, T)],
) -> Vec<T> {
    let mut found = Vec::new();
    for (at, word) in listed.iter().enumerate() {
        let place = format!("{path}[{at}]");
        match known.iter().find(|(name, _)| name == word) {
            Some((_, value)) if found.contains(value) => {
                report.error(&place, format!("`{word}` is listed twice"), None);
            }
            Some((_, value)) => found.push(*value),
            None => {
                let help = suggest(word, known.iter().map(|(name, _)| *name));
                report.error(
                    &place,
                    format!("`{word}` is none of the words known here"),
                    Some(help),
                );
            }
        }
    }
    if listed.is_empty() {
        let all: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
        report.error(
            path,
            "the list is empty",
            Some(format!("one or more of: {}", all.join(", "))),
        );
    }
    found
}

fn bounds(report: &mut Report, raw: &RawTariffs) {
    for (low, high, name) in [
        (raw.lowest, raw.highest, "tariffs.lowest"),
        (raw.lowest_subsidy, raw.highest_subsidy, "tariffs.lowest_subsidy"),
        (raw.lowest_export_tax, raw.highest_export_tax, "tariffs.lowest_export_tax"),
    ] {
        if low > high {
            let message =
                format!("the bounds cross: the lowest rate {low} is above the highest {high}");
            report.error(name, message, None);
        }
    }
}

/// Whole numbers only, up to the bound in the table of keys.
fn starts(report: &mut Report, raw: &RawTariffs) -> usize {
    let whole = (0..=1000_u16).find(|&count| f64::from(count) == raw.starts);
    if whole.is_none() {
        let message = format!("`starts` is {}: not a whole number", raw.starts);
        report.error("tariffs.starts", message, None);
    }
    usize::from(whole.unwrap_or(0))
}
