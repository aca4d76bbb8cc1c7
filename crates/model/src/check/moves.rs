//! Checks moves: the keys that each kind needs and takes, and what they resolve to.

use super::tariff::tariff;
use crate::document::Report;
use crate::keys;
use crate::raw::RawMove;
use crate::resolve::{Codes, Opponent};
use crate::{Action, Measure, Move};
use talion_economy::{RegionId, SectorId};
use talion_game::PlayerId;

/// One move under check: where it stands, what it says, and whose it is.
pub(crate) struct Draft<'a> {
    pub(crate) path: String,
    pub(crate) raw: &'a RawMove,
    pub(crate) player: usize,
    /// Region of the player.
    pub(crate) region: RegionId,
}

/// The moves; one with a problem is left out, the problem having been noted.
pub(crate) fn moves(report: &mut Report, codes: &Codes, raw: &[RawMove]) -> Vec<Move> {
    let mut moves = Vec::new();
    for (at, raw_move) in raw.iter().enumerate() {
        let path = format!("move[{at}]");
        if raw[..at].iter().any(|other| other.name == raw_move.name) {
            report.error(&format!("{path}.name"), format!("move `{}` twice", raw_move.name), None);
        }
        refuse_foreign_keys(report, &path, raw_move);
        let Some(player) = codes.player(report, &format!("{path}.player"), &raw_move.player) else {
            continue;
        };
        let Some(region) = codes.player_regions[player] else { continue };
        let draft = Draft { path, raw: raw_move, player, region };
        if let Some(action) = action(report, codes, &draft) {
            moves.push(Move {
                name: raw_move.name.clone(),
                label: raw_move.label.clone().unwrap_or_else(|| raw_move.name.clone()),
                player: PlayerId(player),
                cost: raw_move.cost,
                crosses_red_line: raw_move.crosses_red_line,
                action,
            });
        }
    }
    moves
}

/// Keys that the file gives but the kind of move does not take.
fn refuse_foreign_keys(report: &mut Report, path: &str, raw: &RawMove) {
    for key in keys::children("move[]").filter(|key| !key.kinds.is_empty()) {
        let place = format!("{path}.{}", key.name());
        if report.given(&place) && !key.kinds.contains(&raw.kind.as_str()) {
            report.error(
                &place,
                format!("a move of kind `{}` takes no `{}`", raw.kind, key.name()),
                Some(format!("`{}` belongs to: {}", key.name(), key.kinds.join(", "))),
            );
        }
    }
}

fn action(report: &mut Report, codes: &Codes, draft: &Draft) -> Option<Action> {
    let raw = draft.raw;
    match raw.kind.as_str() {
        "tariff" => tariff(report, codes, draft),
        "retaliation" => Some(Action::Retaliation {
            exporter: draft.target(report, codes)?,
            sectors: draft.sectors(report, codes),
            rate: raw.rate,
            ratio: raw.ratio,
        }),
        "export-control" => export_control(report, codes, draft),
        "subsidy" => subsidy(report, codes, draft),
        "technology-transfer" => Some(Action::TechnologyTransfer { level: raw.level }),
        "purchases" => purchases(report, codes, draft),
        _ => Some(Action::LiftControls {
            importer: draft.target(report, codes)?,
            sectors: draft.sectors(report, codes),
            trade_gain: draft.required(report, "trade_gain", raw.trade_gain)?,
        }),
    }
}

fn export_control(report: &mut Report, codes: &Codes, draft: &Draft) -> Option<Action> {
    let raw = draft.raw;
    let importer = draft.target(report, codes)?;
    let coverage = match (&raw.coverage, &raw.sectors) {
        (Some(_), Some(_)) => {
            draft.error(report, "sectors", "`sectors` and `coverage` both say what is covered");
            return None;
        }
        (Some(shares), None) => {
            let path = format!("{}.coverage", draft.path);
            draft.by_sector(report, codes, &path, shares)
        }
        (None, _) => draft.sectors(report, codes).into_iter().map(|s| (s, 1.0)).collect(),
    };
    Some(Action::ExportControl { importer, coverage, third_country_reach: raw.third_country_reach })
}

fn subsidy(report: &mut Report, codes: &Codes, draft: &Draft) -> Option<Action> {
    let sectors = draft.sectors(report, codes);
    let rate = draft.required(report, "rate", draft.raw.rate)?;
    if rate >= 1.0 {
        draft.error(report, "rate", &format!("a subsidy of {rate} pays for all of the sales"));
        return None;
    }
    Some(Action::Subsidy { sectors, rate, intensity: draft.raw.intensity })
}

fn purchases(report: &mut Report, codes: &Codes, draft: &Draft) -> Option<Action> {
    let raw = draft.raw;
    let seller = draft.target(report, codes)?;
    let sectors = draft.sectors(report, codes);
    let measure = if raw.measure == "deficit" { Measure::Deficit } else { Measure::Imports };
    let flow = |exporter, importer, sectors: &[SectorId]| -> f64 {
        sectors.iter().map(|&s| codes.dataset.flow(exporter, importer, s)).sum()
    };
    let deficit =
        flow(draft.region, seller, &codes.goods) - flow(seller, draft.region, &codes.goods);
    if deficit <= 0.0 && (measure == Measure::Deficit || raw.share_of_deficit.is_some()) {
        let message = format!(
            "the seller has a goods surplus of US$ {:.1} bn with the buyer, no deficit to cut",
            -deficit / 1e3
        );
        draft.error(report, "measure", &message);
        return None;
    }
    let amount_musd = match (raw.value_usd_bn, raw.share_of_deficit) {
        (Some(value), None) => {
            let own = match measure {
                Measure::Deficit => deficit,
                Measure::Imports => flow(seller, draft.region, &sectors),
            };
            raw.base_usd_bn.map_or(value * 1e3, |base| value / base * own)
        }
        (None, Some(share)) => {
            if raw.base_usd_bn.is_some() {
                draft.error(report, "base_usd_bn", "`base_usd_bn` goes with `value_usd_bn`");
            }
            share * deficit
        }
        _ => {
            draft.error(
                report,
                "",
                "purchases need `value_usd_bn` or `share_of_deficit`, not both",
            );
            return None;
        }
    };
    Some(Action::Purchases { seller, sectors, amount_musd, measure })
}

impl Draft<'_> {
    /// Notes a problem with a key of the move; the empty key stands for the move as a whole.
    pub(crate) fn error(&self, report: &mut Report, key: &str, message: &str) {
        let path = if key.is_empty() { self.path.clone() } else { format!("{}.{key}", self.path) };
        report.error(&path, format!("move `{}`: {message}", self.raw.name), None);
    }

    pub(crate) fn required(
        &self,
        report: &mut Report,
        key: &str,
        value: Option<f64>,
    ) -> Option<f64> {
        if value.is_none() {
            self.error(report, "", &format!("kind `{}` needs `{key}`", self.raw.kind));
        }
        value
    }

    /// Region that the move is aimed at.
    pub(crate) fn target(&self, report: &mut Report, codes: &Codes) -> Option<RegionId> {
        let path = format!("{}.target", self.path);
        let target = if let Some(code) = &self.raw.target {
            codes.region(report, &path, code)?
        } else {
            match codes.opponent(self.player) {
                Opponent::Region(region) => region,
                Opponent::UnknownRegion => return None,
                Opponent::NotObvious => {
                    self.error(
                        report,
                        "",
                        "needs a `target`: only two players have an obvious one",
                    );
                    return None;
                }
            }
        };
        if target == self.region {
            self.error(report, "target", "is aimed at its own player's region");
            return None;
        }
        Some(target)
    }

    /// Sectors that the move reaches: those listed, or all goods.
    pub(crate) fn sectors(&self, report: &mut Report, codes: &Codes) -> Vec<SectorId> {
        match &self.raw.sectors {
            Some(listed) => {
                if listed.is_empty() {
                    self.error(report, "sectors", "reaches no sector");
                }
                codes.sectors(report, &format!("{}.sectors", self.path), listed)
            }
            None => codes.goods.clone(),
        }
    }

    /// A table of numbers by sector, in the order of the data set.
    pub(crate) fn by_sector(
        &self,
        report: &mut Report,
        codes: &Codes,
        path: &str,
        table: &std::collections::BTreeMap<String, f64>,
    ) -> Vec<(SectorId, f64)> {
        if table.is_empty() {
            report.error(
                path,
                format!("move `{}`: an empty table reaches no sector", self.raw.name),
                None,
            );
        }
        let mut found: Vec<(SectorId, f64)> = table
            .iter()
            .filter_map(|(code, x)| {
                codes.sector(report, &format!("{path}.{code}"), code).map(|sector| (sector, *x))
            })
            .collect();
        found.sort_by_key(|(sector, _)| *sector);
        found
    }
}
