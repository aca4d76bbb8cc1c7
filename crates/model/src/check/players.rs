//! Checks players: names, regions, objectives.

use crate::document::Report;
use crate::raw::{RawObjective, RawPlayer, RawScenario};
use crate::resolve::{Codes, Opponent};
use crate::{Objective, Player};
use talion_economy::RegionId;

/// Region of each player, `None` where its code is unknown.
pub(crate) fn regions(
    report: &mut Report,
    codes: &Codes,
    players: &[RawPlayer],
) -> Vec<Option<RegionId>> {
    let mut regions: Vec<Option<RegionId>> = Vec::new();
    for (at, player) in players.iter().enumerate() {
        let path = format!("player[{at}].region");
        let region = codes.region(report, &path, &player.region);
        if let Some(other) = regions.iter().position(|r| r.is_some() && *r == region) {
            report.error(
                &path,
                format!(
                    "players {} and {} govern the same region",
                    players[other].name, player.name
                ),
                Some("each player needs a region of its own".to_owned()),
            );
        }
        regions.push(region);
    }
    regions
}

/// The players; those with an unknown region are left out, the problem having been noted.
pub(crate) fn players(report: &mut Report, codes: &Codes, raw: &RawScenario) -> Vec<Player> {
    let mut players = Vec::new();
    for (at, player) in raw.player.iter().enumerate() {
        if raw.player[..at].iter().any(|other| other.name == player.name) {
            report.error(
                &format!("player[{at}].name"),
                format!("player `{}` twice", player.name),
                None,
            );
        }
        if !raw.package.iter().any(|package| package.player == player.name) {
            report.error(
                &format!("player[{at}]"),
                format!("player `{}` has no package, so the game has no profile", player.name),
                Some(format!("add a [[package]] with player = \"{}\"", player.name)),
            );
        }
        if let Some(region) = codes.player_regions[at] {
            let objective = objective(report, codes, at, region, &player.objective);
            players.push(Player { name: player.name.clone(), region, objective });
        }
    }
    players
}

fn objective(
    report: &mut Report,
    codes: &Codes,
    at: usize,
    region: RegionId,
    raw: &RawObjective,
) -> Objective {
    let path = format!("player[{at}].objective");
    let deficit_partner = match &raw.deficit_partner {
        Some(code) => codes.region(report, &format!("{path}.deficit_partner"), code),
        None => match codes.opponent(at) {
            Opponent::Region(region) => Some(region),
            Opponent::UnknownRegion | Opponent::NotObvious => None,
        },
    };
    // A partner that is named but unknown has had its problem noted.
    let named = raw.deficit_partner.is_some() || codes.opponent(at) != Opponent::NotObvious;
    if raw.deficit_weight > 0.0 && (deficit_partner.is_some() || !named) {
        check_deficit(report, codes, &path, region, deficit_partner);
    }
    Objective {
        deficit_weight: raw.deficit_weight,
        deficit_partner,
        deficit_cut: raw.deficit_cut,
        lead_weight: raw.lead_weight,
        self_sufficiency_weight: raw.self_sufficiency_weight,
        access_weight: raw.access_weight,
        audience_cost: raw.audience_cost,
        red_line_cost: raw.red_line_cost,
    }
}

fn check_deficit(
    report: &mut Report,
    codes: &Codes,
    path: &str,
    region: RegionId,
    partner: Option<RegionId>,
) {
    let key = format!("{path}.deficit_weight");
    let Some(partner) = partner else {
        report.error(
            &key,
            "a deficit weight needs a partner",
            Some("add `deficit_partner = \"REGION\"`".to_owned()),
        );
        return;
    };
    let deficit: f64 = codes
        .goods
        .iter()
        .map(|&s| codes.dataset.flow(partner, region, s) - codes.dataset.flow(region, partner, s))
        .sum();
    if deficit <= 0.0 {
        report.error(
            &key,
            format!(
                "the goods balance with the partner is a surplus of US$ {:.1} bn",
                -deficit / 1e3
            ),
            Some("a deficit weight needs a deficit in the data; set it to 0".to_owned()),
        );
    }
}
