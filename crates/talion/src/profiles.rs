//! From what the model played to what a report shows: profiles, players, assumptions.

use crate::findings::{
    Assumptions, DeficitFindings, PackageFindings, PayoffFindings, PlayerFindings, ProfileFindings,
    RegionFindings, TermFindings, WeightFindings,
};
use talion_economy::{Branch, Economy};
use talion_game::PlayerId;
use talion_model::{Play, ProfileOutcome, Scenario, Term, Terms};

/// Every profile with its payoffs and what the economy does there.
pub(crate) fn profiles(scenario: &Scenario, play: &Play) -> Vec<ProfileFindings> {
    play.profiles.iter().map(|at| profile(scenario, at)).collect()
}

fn profile(scenario: &Scenario, at: &ProfileOutcome) -> ProfileFindings {
    let deficits = scenario.players().iter().zip(&at.deficits).filter_map(|(player, deficit)| {
        let deficit = deficit.as_ref()?;
        // A player that does not weigh the deficit has made no demand to report on.
        (player.objective.deficit_weight > 0.0).then(|| DeficitFindings {
            player: player.name.clone(),
            partner: scenario.dataset().regions()[deficit.partner.0].code.clone(),
            base_musd: deficit.base_musd,
            musd: deficit.musd,
            cut_share: 1.0 - deficit.ratio(),
            demanded_share: player.objective.deficit_cut,
        })
    });
    ProfileFindings {
        profile: at.profile.clone(),
        payoffs: at
            .payoffs
            .iter()
            .map(|payoff| PayoffFindings {
                total: payoff.total(Terms::All),
                welfare: payoff.welfare,
                terms: Term::ALL
                    .iter()
                    .map(|&term| TermFindings {
                        name: term.name().to_owned(),
                        value: payoff.term(term),
                    })
                    .collect(),
            })
            .collect(),
        regions: regions(scenario, at),
        deficits: deficits.collect(),
        technology_gap_years: at.technology.as_ref().map(|race| race.gap_years),
        self_sufficiency: at.technology.as_ref().map(|race| race.self_sufficiency),
        residual: at.economy.residual,
        fold_at: fold_at(at),
    }
}

/// Where the baseline's branch folds on the way to a profile, if it does.
pub(crate) fn fold_at(at: &ProfileOutcome) -> Option<f64> {
    match at.economy.branch {
        Branch::Fold { at } => Some(at),
        _ => None,
    }
}

/// Change in real income of every region.
pub(crate) fn regions(scenario: &Scenario, at: &ProfileOutcome) -> Vec<RegionFindings> {
    scenario
        .dataset()
        .regions()
        .iter()
        .enumerate()
        .map(|(n, label)| RegionFindings {
            code: label.code.clone(),
            welfare_percent: 100.0 * (at.economy.welfare_hat[n] - 1.0),
            equivalent_variation_musd: at.economy.equivalent_variation[n],
        })
        .collect()
}

/// The players and what they can choose from.
pub(crate) fn players(scenario: &Scenario) -> Vec<PlayerFindings> {
    let regions = scenario.dataset().regions();
    scenario
        .players()
        .iter()
        .enumerate()
        .map(|(p, player)| PlayerFindings {
            name: player.name.clone(),
            region: regions[player.region.0].code.clone(),
            region_name: regions[player.region.0].name.clone(),
            packages: scenario
                .packages(PlayerId(p))
                .iter()
                .map(|package| PackageFindings {
                    name: package.name.clone(),
                    label: package.label.clone(),
                    description: package.description.clone(),
                    moves: package
                        .moves
                        .iter()
                        .map(|&at| scenario.moves()[at].label.clone())
                        .collect(),
                })
                .collect(),
        })
        .collect()
}

/// What was assumed.
pub(crate) fn assumptions(
    scenario: &Scenario,
    economy: &Economy,
    strategic_terms: bool,
) -> Assumptions {
    let data = scenario.dataset();
    let options = scenario.economy_options();
    Assumptions {
        scenario: scenario.name().to_owned(),
        title: scenario.title().to_owned(),
        description: scenario.description().to_owned(),
        data: data.name().to_owned(),
        data_title: data.title().to_owned(),
        data_sources: data.sources().to_vec(),
        elasticities: scenario.elasticities().to_owned(),
        scale_factor: options.scale_factor,
        strategic_terms,
        deficits: options.deficits.to_string(),
        market: economy.market().to_owned(),
        weights: scenario
            .assumptions()
            .iter()
            .map(|weight| WeightFindings {
                key: weight.key.clone(),
                value: weight.value,
                unit: weight.unit.to_owned(),
                description: weight.description.to_owned(),
                source: weight.source.clone(),
            })
            .collect(),
    }
}
