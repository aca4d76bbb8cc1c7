//! From dollars to coverage: what share of each sector's trade a list of a given value takes.

use talion_economy::SectorId;

/// Share of each sector's trade that a list covers.
///
/// `flows` holds the trade of each sector that may be listed, `spread` its relative coverage. The
/// shares are in proportion to `spread`, capped at one, and cover `value` in all; what a capped
/// sector cannot take is spread over the others. Covers everything listed if `value` is more.
pub(crate) fn spread_value(
    flows: &[(SectorId, f64)],
    spread: &[f64],
    value: f64,
) -> Vec<(SectorId, f64)> {
    let mut capped = vec![false; flows.len()];
    loop {
        let full: f64 = sum(flows, |at| f64::from(u8::from(capped[at])));
        let open: f64 = sum(flows, |at| if capped[at] { 0.0 } else { spread[at] });
        let factor = if open > 0.0 { (value - full).max(0.0) / open } else { 0.0 };
        let mut changed = false;
        for (at, cap) in capped.iter_mut().enumerate() {
            if !*cap && factor * spread[at] > 1.0 {
                *cap = true;
                changed = true;
            }
        }
        if !changed {
            return flows
                .iter()
                .enumerate()
                .map(|(at, (sector, _))| {
                    (*sector, if capped[at] { 1.0 } else { factor * spread[at] })
                })
                .collect();
        }
    }
}

fn sum(flows: &[(SectorId, f64)], share: impl Fn(usize) -> f64) -> f64 {
    flows.iter().enumerate().map(|(at, (_, flow))| flow * share(at)).sum()
}

/// Iceberg factor that cuts trade by `share` at unchanged prices and incomes; infinite for a ban.
pub(crate) fn wedge_for_cut(share: f64, trade_elasticity: f64) -> f64 {
    (1.0 - share).powf(-1.0 / trade_elasticity)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flows() -> Vec<(SectorId, f64)> {
        vec![(SectorId(0), 100.0), (SectorId(1), 50.0), (SectorId(2), 10.0)]
    }

    fn covered(shares: &[(SectorId, f64)]) -> f64 {
        shares.iter().zip(flows()).map(|((_, share), (_, flow))| share * flow).sum()
    }

    #[test]
    fn an_even_spread_covers_the_same_share_everywhere() {
        let shares = spread_value(&flows(), &[1.0; 3], 40.0);
        assert!(shares.iter().all(|(_, share)| (share - 0.25).abs() < 1e-15));
    }

    #[test]
    fn what_a_full_sector_cannot_take_goes_to_the_others() {
        let shares = spread_value(&flows(), &[1.0, 1.0, 10.0], 60.0);
        assert_eq!(shares[2].1, 1.0);
        assert!((shares[0].1 - 1.0 / 3.0).abs() < 1e-15);
        assert!((covered(&shares) - 60.0).abs() < 1e-12);
    }

    #[test]
    fn more_than_all_trade_covers_all_of_it() {
        assert_eq!(covered(&spread_value(&flows(), &[1.0; 3], 1e6)), 160.0);
    }

    #[test]
    fn a_full_cut_is_a_ban_and_a_part_cut_solves_its_equation() {
        assert_eq!(wedge_for_cut(1.0, 4.0), f64::INFINITY);
        assert!((wedge_for_cut(0.3, 4.0).powf(-4.0) - 0.7).abs() < 1e-15);
    }
}
