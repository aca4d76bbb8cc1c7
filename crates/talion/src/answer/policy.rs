//! The continuous games in words: how far rates would go, and whether an agreement holds.

use crate::words::{billions, list, percent};
use crate::{PolicyFindings, TariffConcept, TariffFindings, TariffSolution};
use talion_model::RateKind;

/// Gains below this, in percent of real income, are those of rounding.
const NOTHING: f64 = 1e-7;

/// One sentence per question that has something to say in one.
pub(super) fn policy(findings: &PolicyFindings) -> Vec<String> {
    let of = |concept| findings.studies.iter().find(|study| study.concept == concept);
    let war = of(TariffConcept::Nash).map(war);
    let deal = of(TariffConcept::Cooperative).and_then(deal);
    war.into_iter().chain(deal).collect()
}

fn war(study: &TariffFindings) -> String {
    let about = &study.assumptions;
    let terms = format!(
        "elasticities {}, deficits {}, {} markets",
        about.elasticities, about.deficits, about.market
    );
    let Some(first) = study.solutions.first() else {
        let why = &study.termination;
        return format!(
            "If every rate could be chosen freely ({terms}), no equilibrium was found: {why}."
        );
    };
    let rates: Vec<String> = about
        .players
        .iter()
        .filter_map(|player| {
            let (found, applied) = means(first, player)?;
            Some(format!(
                "{player} would set {found:.1} % on average where it applies {applied:.1} %"
            ))
        })
        .collect();
    let several = match study.solutions.len() {
        1 => String::new(),
        count => format!(" This is the first of {count} equilibria found."),
    };
    format!(
        "If every rate could be chosen freely ({terms}), {} in Nash equilibrium, with {}; the search \
         found no deviation that gains more than {:.0e} %.{several}",
        list(&rates),
        list(&welfare(study, first)),
        first.max_gain_percent
    )
}

/// Means over a player's tariffs, in percent: found and applied; `None` if it sets none.
fn means(solution: &TariffSolution, player: &str) -> Option<(f64, f64)> {
    let rates = solution.rates.iter();
    let own: Vec<_> =
        rates.filter(|r| r.player == player && r.instrument == RateKind::Tariff).collect();
    let mean = |sum: f64| 100.0 * sum / own.len() as f64;
    let found = mean(own.iter().map(|r| r.rate).sum());
    let applied = mean(own.iter().map(|r| r.applied).sum());
    (!own.is_empty()).then_some((found, applied))
}

fn welfare(study: &TariffFindings, solution: &TariffSolution) -> Vec<String> {
    let players = solution.regions.iter().filter(|region| region.plays);
    debug_assert_eq!(players.clone().count(), study.assumptions.players.len());
    players
        .map(|region| {
            format!(
                "{} of real income (US$ {} bn) for {}",
                percent(region.welfare_percent),
                billions(region.equivalent_variation_musd),
                region.region
            )
        })
        .collect()
}

fn deal(study: &TariffFindings) -> Option<String> {
    let solution = study.solutions.first()?;
    let deal = solution.agreement.as_ref()?;
    let breaches: Vec<String> = study
        .assumptions
        .players
        .iter()
        .zip(&deal.breach_gain_percent)
        .filter(|(_, gain)| **gain > NOTHING)
        .map(|(player, gain)| format!("{player} {}", percent(*gain)))
        .collect();
    let kept = if breaches.is_empty() {
        "nobody would gain by breaking it in one round".to_owned()
    } else {
        format!("it is not kept in one round: breaking it would gain {}", list(&breaches))
    };
    Some(format!(
        "An agreement on rates ({}) would bring {}; {kept}.",
        match deal.bargain.split {
            crate::Split::NashBargaining => "Nash bargaining",
            crate::Split::KalaiSmorodinsky => "Kalai and Smorodinsky's solution",
            crate::Split::WeightedSum(_) => "the largest sum of payoffs",
        },
        list(&welfare(study, solution))
    ))
}
