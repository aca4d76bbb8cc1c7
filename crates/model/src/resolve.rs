//! From codes and names in a file to ids, with the nearest known one where a code is wrong.

use crate::document::{Report, nearest};
use talion_economy::{Dataset, RegionId, SectorId};

/// What a scenario's codes can refer to.
pub(crate) struct Codes<'a> {
    pub(crate) dataset: &'a Dataset,
    pub(crate) player_names: Vec<String>,
    /// Region of each player, where its code is known.
    pub(crate) player_regions: Vec<Option<RegionId>>,
    pub(crate) goods: Vec<SectorId>,
}

impl Codes<'_> {
    pub(crate) fn region(&self, report: &mut Report, path: &str, code: &str) -> Option<RegionId> {
        let found = self.dataset.region(code);
        if found.is_none() {
            let known = self.dataset.regions().iter().map(|label| label.code.as_str());
            report.error(path, format!("unknown region `{code}`"), Some(suggest(code, known)));
        }
        found
    }

    pub(crate) fn sector(&self, report: &mut Report, path: &str, code: &str) -> Option<SectorId> {
        let found = self.dataset.sector(code);
        if found.is_none() {
            let known = self.dataset.sectors().iter().map(|label| label.code.as_str());
            report.error(path, format!("unknown sector `{code}`"), Some(suggest(code, known)));
        }
        found
    }

    /// Sectors of a list, in the order of the data set and each once.
    pub(crate) fn sectors(
        &self,
        report: &mut Report,
        path: &str,
        codes: &[String],
    ) -> Vec<SectorId> {
        let mut sectors = Vec::new();
        for (at, code) in codes.iter().enumerate() {
            let path = format!("{path}[{at}]");
            if let Some(sector) = self.sector(report, &path, code) {
                if sectors.contains(&sector) {
                    report.error(&path, format!("sector `{code}` is listed twice"), None);
                } else {
                    sectors.push(sector);
                }
            }
        }
        sectors.sort();
        sectors
    }

    pub(crate) fn player(&self, report: &mut Report, path: &str, name: &str) -> Option<usize> {
        let found = self.player_names.iter().position(|known| known == name);
        if found.is_none() {
            let known = self.player_names.iter().map(String::as_str);
            report.error(path, format!("unknown player `{name}`"), Some(suggest(name, known)));
        }
        found
    }

    /// Who the only other player is.
    pub(crate) fn opponent(&self, player: usize) -> Opponent {
        let other = match self.player_regions.as_slice() {
            [_, other] if player == 0 => other,
            [other, _] if player == 1 => other,
            _ => return Opponent::NotObvious,
        };
        other.map_or(Opponent::UnknownRegion, Opponent::Region)
    }
}

/// The other player of a two-player game.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Opponent {
    /// It governs this region.
    Region(RegionId),
    /// There is one, but its region is unknown: a problem of that player's, noted there.
    UnknownRegion,
    /// There are not two players.
    NotObvious,
}

/// "did you mean X?", or all that is known where nothing is near.
pub(crate) fn suggest<'w>(found: &str, known: impl Iterator<Item = &'w str> + Clone) -> String {
    match nearest(found, known.clone()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("known: {}", known.collect::<Vec<_>>().join(", ")),
    }
}
