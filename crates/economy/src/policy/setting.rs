//! One tariff, or many, in a word: `IMPORTER,EXPORTER,SECTOR=RATE`, with `*` for all.

use super::levels::Policy;
use super::valid::{RATE_RULE, rate_is_valid};
use crate::data::Dataset;
use crate::ids::{RegionId, SectorId};
use crate::problem::{Problem, Problems};
use crate::table::Codes;

const FORM: &str =
    "write IMPORTER,EXPORTER,SECTOR=RATE, such as USA,CHN,ELE=0.25 or USA,CHN,*=0.25";

/// Sets tariffs by a setting such as `USA,CHN,ELE=0.25`; `*` stands for every region but the
/// partner itself, or for every sector. The policy changes only if the whole setting is right.
///
/// # Errors
/// Every problem of the setting, with its column.
pub fn apply_setting(
    policy: &mut Policy,
    dataset: &Dataset,
    setting: &str,
) -> Result<(), Problems> {
    let regions = Codes::new("region", dataset.regions());
    let sectors = Codes::new("sector", dataset.sectors());
    let mut reader = Reader { setting, problems: Vec::new() };
    let parsed = reader.parse(&regions, &sectors);
    let (Some((importers, exporters, sectors, rate)), []) = (parsed, reader.problems.as_slice())
    else {
        return Err(Problems(reader.problems));
    };
    for &importer in &importers {
        for &exporter in exporters.iter().filter(|&&exporter| exporter != importer) {
            for &sector in &sectors {
                let (importer, exporter) = (RegionId(importer), RegionId(exporter));
                policy.set_tariff(importer, exporter, SectorId(sector), rate);
            }
        }
    }
    Ok(())
}

struct Reader<'a> {
    setting: &'a str,
    problems: Vec<Problem>,
}

impl<'a> Reader<'a> {
    /// An error at a part of the setting.
    fn error(&mut self, part: &str, message: String, help: &str) {
        let offset = part.as_ptr() as usize - self.setting.as_ptr() as usize;
        let column = self.setting[..offset].chars().count() + 1;
        self.problems.push(Problem::error("--set", 1, column, message).with_help(help));
    }

    #[allow(clippy::type_complexity)] // Three lists and a rate, taken apart where it is called.
    fn parse(
        &mut self,
        regions: &Codes<'_>,
        sectors: &Codes<'_>,
    ) -> Option<(Vec<usize>, Vec<usize>, Vec<usize>, f64)> {
        let Some((place, level)) = self.setting.split_once('=') else {
            self.error(self.setting, format!("`{}` has no `=`", self.setting), FORM);
            return None;
        };
        let rate = self.rate(level.trim());
        let parts: Vec<&'a str> = place.split(',').map(str::trim).collect();
        let &[importer, exporter, sector] = parts.as_slice() else {
            let message = format!("`{place}` has {} parts where 3 belong", parts.len());
            self.error(place, message, FORM);
            return None;
        };
        let importers = self.codes(importer, regions);
        let exporters = self.codes(exporter, regions);
        let sectors = self.codes(sector, sectors);
        if importer == exporter && importer != "*" {
            let message = format!("`{exporter}` is both importer and exporter");
            self.error(exporter, message, "a tariff needs two regions");
        }
        Some((importers?, exporters?, sectors?, rate?))
    }

    fn codes(&mut self, part: &str, codes: &Codes<'_>) -> Option<Vec<usize>> {
        if part == "*" {
            return Some((0..codes.len()).collect());
        }
        let found = codes.find(part);
        if found.is_none() {
            let message = format!("unknown {} `{part}`", codes.axis);
            self.error(part, message, &codes.suggestion(part));
        }
        found.map(|k| vec![k])
    }

    fn rate(&mut self, level: &str) -> Option<f64> {
        match level.parse::<f64>() {
            Ok(rate) if rate_is_valid(rate) => Some(rate),
            Ok(rate) => {
                self.error(level, format!("the rate is {rate}"), RATE_RULE);
                None
            }
            Err(_) => {
                self.error(level, format!("`{level}` is not a number"), FORM);
                None
            }
        }
    }
}
