//! The domain of every instrument: what a policy must keep before it can be solved.

use super::levels::Policy;
use crate::error::{EconomyError, Offence};
use crate::ids::Label;

/// Refuses a policy of the wrong size or with levels outside their domain, naming all of them.
pub(crate) fn check(
    policy: &Policy,
    regions: &[Label],
    sectors: &[Label],
) -> Result<(), EconomyError> {
    if policy.region_count() != regions.len() || policy.sector_count() != sectors.len() {
        return Err(EconomyError::PolicySize {
            found_regions: policy.region_count(),
            found_sectors: policy.sector_count(),
            regions: regions.len(),
            sectors: sectors.len(),
        });
    }
    let offences: Vec<Offence> = instruments(policy)
        .into_iter()
        .flat_map(|instrument| instrument.offences(regions, sectors))
        .collect();
    let (sum, size) = policy
        .transfer
        .iter()
        .fold((0.0, 0.0), |(sum, size), &transfer: &f64| (sum + transfer, size + transfer.abs()));
    if sum.is_nan() || sum.abs() > TRANSFER_ROUNDING * size {
        return Err(EconomyError::UnbalancedTransfers { sum });
    }
    if offences.is_empty() { Ok(()) } else { Err(EconomyError::InvalidPolicy { offences }) }
}

/// One instrument with its domain.
struct Instrument<'a> {
    name: &'static str,
    levels: &'a [f64],
    bilateral: bool,
    allowed: fn(f64) -> bool,
    rule: &'static str,
}

impl Instrument<'_> {
    fn offences(&self, regions: &[Label], sectors: &[Label]) -> Vec<Offence> {
        let n = regions.len();
        let out_of_domain = self.levels.iter().enumerate();
        out_of_domain
            .filter(|&(_, &value)| !(self.allowed)(value))
            .map(|(at, &value)| {
                let importer = (at / n) % n;
                let sector = if self.bilateral { at / n / n } else { at / n };
                Offence {
                    instrument: self.name,
                    importer: self.bilateral.then(|| regions[importer].code.clone()),
                    exporter: regions[at % n].code.clone(),
                    sector: sectors[sector].code.clone(),
                    value,
                    rule: self.rule,
                }
            })
            .collect()
    }
}

pub(crate) fn rate_is_valid(rate: f64) -> bool {
    rate.is_finite() && rate > -1.0
}

pub(crate) fn subsidy_is_valid(rate: f64) -> bool {
    rate.is_finite() && rate < 1.0
}

pub(crate) fn ratio_is_valid(ratio: f64) -> bool {
    ratio.is_finite() && ratio > 0.0
}

pub(crate) fn wedge_is_valid(factor: f64) -> bool {
    factor > 0.0
}

/// Transfers of this share of all that is paid and received are rounding.
const TRANSFER_ROUNDING: f64 = 1e-12;

pub(crate) const RATE_RULE: &str = "a rate must be a finite number above -1";
pub(crate) const SUBSIDY_RULE: &str = "a subsidy must be a finite number below 1";
pub(crate) const RATIO_RULE: &str = "a productivity ratio must be a finite number above 0";
pub(crate) const WEDGE_RULE: &str = "a wedge must be a number above 0, or a ban";

fn instruments(policy: &Policy) -> [Instrument<'_>; 5] {
    let new = |name, levels, bilateral, allowed, rule| Instrument {
        name,
        levels,
        bilateral,
        allowed,
        rule,
    };
    [
        new("tariff", policy.tariff.as_slice(), true, rate_is_valid as fn(f64) -> bool, RATE_RULE),
        new("export tax", &policy.export_tax, true, rate_is_valid, RATE_RULE),
        new("wedge", &policy.wedge, true, wedge_is_valid, WEDGE_RULE),
        new("subsidy", &policy.subsidy, false, subsidy_is_valid, SUBSIDY_RULE),
        new("productivity", &policy.productivity, false, ratio_is_valid, RATIO_RULE),
    ]
}
