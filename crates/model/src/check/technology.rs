//! Checks the technology race.

use crate::document::Report;
use crate::raw::RawTechnology;
use crate::resolve::Codes;
use crate::{CatchUp, Technology, TechnologyPolicy};
use talion_game::PlayerId;

/// The race, `None` where a player or sector is unknown (the problem having been noted).
pub(crate) fn technology(
    report: &mut Report,
    codes: &Codes,
    raw: &RawTechnology,
) -> Option<Technology> {
    let leader = codes.player(report, "technology.leader", &raw.leader);
    let follower = codes.player(report, "technology.follower", &raw.follower);
    let sectors = codes.sectors(report, "technology.sectors", &raw.sectors);
    if leader.is_some() && leader == follower {
        report.error(
            "technology.follower",
            format!("`{}` cannot both lead and follow", raw.leader),
            None,
        );
    }
    if raw.sectors.is_empty() {
        report.error("technology.sectors", "a technology race needs at least one sector", None);
    }
    if raw.self_sufficiency_now == 0.0 || raw.self_sufficiency_now == 1.0 {
        report.error(
            "technology.self_sufficiency_now",
            format!("`self_sufficiency_now` is {}", raw.self_sufficiency_now),
            Some("it must lie strictly between 0 and 1 to be able to move".to_owned()),
        );
    }
    Some(Technology {
        leader: PlayerId(leader?),
        follower: PlayerId(follower?),
        sectors,
        gap_years: raw.gap_years,
        horizon_quarters: raw.horizon_quarters,
        frontier_rate: raw.frontier_rate,
        hazard: CatchUp {
            h0: raw.catch_up,
            hs: raw.catch_up_subsidy,
            hf: raw.catch_up_transfer,
            hb: raw.ban_slows,
            hbs: raw.ban_spurs,
        },
        now: TechnologyPolicy { subsidy: raw.subsidy_now, transfer: raw.transfer_now, ban: 0.0 },
        productivity_per_year: raw.productivity_per_year,
        self_sufficiency_now: raw.self_sufficiency_now,
        self_sufficiency_target: raw.self_sufficiency_target,
    })
}
