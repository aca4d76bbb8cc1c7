//! Welfare changes taken apart: against numbers, against what must hold, and where it cannot be.

mod support;

use proptest::prelude::*;
use support::Figures;
use support::random::{Draw, dice};
use talion_economy::{
    Branch, Dataset, Decomposition, DeficitRule, Economy, EconomyError, EconomyOptions,
    MarketStructure, RegionId, SectorId,
};

const EVERYTHING: Draw = Draw { scale: true, links: true, least_sectors: 1 };
const NO_LINKS: Draw = Draw { scale: false, links: false, least_sectors: 1 };
const ONE: RegionId = RegionId(0);
const TWO: RegionId = RegionId(1);
const GOODS: SectorId = SectorId(0);

fn close(found: f64, want: f64, tolerance: f64) {
    assert!((found - want).abs() <= tolerance, "{found} should be {want}");
}

/// Two equal countries, elasticity of substitution 5, no trade costs, free trade: country one puts a
/// tariff on imports. Path integrals in 30 digits computed outside this project
/// (`welfare_decomposition_path_integral` of its reference cases for continuous policies).
#[test]
fn the_tariff_of_one_of_two_equal_countries_has_the_known_parts() {
    let figures = Figures::simple(vec![vec![vec![0.5; 2]; 2]], vec![4.0]);
    let economy = Economy::new(&figures.read().unwrap(), &EconomyOptions::default()).unwrap();
    let free = economy.baseline_policy();
    let table = [
        (0.1, 0.022_133_700_125_588_927, -0.002_257_589_913_537_555_4, 0.019_876_110_212_051_372),
        (
            0.377_022_344_459_866_6,
            0.061_749_162_282_916_47,
            -0.024_021_441_455_987_83,
            0.037_727_720_826_928_64,
        ),
    ];
    for (tariff, terms_of_trade, volume, total) in table {
        let mut policy = free.clone();
        policy.set_tariff(ONE, TWO, GOODS, tariff);
        let found = economy.decompose(&free, &policy, ONE).unwrap();
        close(found.terms_of_trade, terms_of_trade, 1e-10);
        close(found.volume, volume, 1e-10);
        close(found.total, total, 1e-10);
        close(found.sum(), total, 1e-10);
        let none = [found.relocation, found.profit_shifting, found.technology, found.deficit];
        assert_eq!(none, [0.0; 4]);
        // The way back undoes every part.
        let back = economy.decompose(&policy, &free, ONE).unwrap();
        close(back.terms_of_trade, -terms_of_trade, 1e-10);
        close(back.volume, -volume, 1e-10);
    }
}

fn check(economy: &Economy, found: &[Decomposition]) {
    assert_eq!(found.len(), economy.region_count());
    for one in found {
        close(one.sum(), one.total, 1e-8);
        assert!(one.error < 1e-9, "{one:?}");
        if !economy.has_scale() {
            assert_eq!(one.relocation, 0.0);
        }
        if economy.market() == "competitive" {
            assert_eq!(one.profit_shifting, 0.0);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    /// Every instrument moves, bans among them, and scale, inputs and deficits are there.
    #[test]
    fn parts_sum_to_the_total(
        dice in dice(EVERYTHING),
        rule in prop_oneof![Just(DeficitRule::Fixed), Just(DeficitRule::Proportional)],
    ) {
        let (figures, shake) = dice.figures();
        let options = EconomyOptions { deficits: rule, ..EconomyOptions::default() };
        let economy = Economy::new(&figures.read().unwrap(), &options).unwrap();
        let from = economy.baseline_policy();
        let to = shake(&from);
        if matches!(economy.solve(&to, None).unwrap().branch, Branch::Fold { .. }) {
            return Ok(());
        }
        check(&economy, &economy.decompose_all(&from, &to).unwrap());
    }

    #[test]
    fn parts_sum_to_the_total_with_profits(dice in dice(NO_LINKS)) {
        let (figures, shake) = dice.figures();
        let market = MarketStructure::RestrictedEntry;
        let options = EconomyOptions { market, ..EconomyOptions::default() };
        let economy = Economy::new(&figures.read().unwrap(), &options).unwrap();
        let from = economy.baseline_policy();
        check(&economy, &economy.decompose_all(&from, &shake(&from)).unwrap());
    }
}

/// To first order at free trade there is no volume effect, and what one side gains in terms of
/// trade the other loses.
#[test]
fn small_tariffs_on_real_figures_move_terms_of_trade_from_one_to_the_others() {
    let dataset = Dataset::embedded("us-china-2017").unwrap();
    let economy = Economy::new(&dataset, &EconomyOptions::default()).unwrap();
    let mut free = economy.baseline_policy();
    for (i, j) in (0..5).flat_map(|i| (0..5).map(move |j| (i, j))).filter(|(i, j)| i != j) {
        for s in (0..17).map(SectorId) {
            free.set_tariff(RegionId(i), RegionId(j), s, 0.0);
        }
    }
    let mut policy = free.clone();
    for s in (0..17).map(SectorId) {
        policy.set_tariff(ONE, TWO, s, 1e-4);
    }
    let found = economy.decompose_all(&free, &policy).unwrap();
    let outcome = economy.solve(&free, None).unwrap();
    let money = found.iter().zip(&outcome.income).map(|(one, income)| one.terms_of_trade * income);
    let world: f64 = money.sum();
    close(world / (found[0].terms_of_trade * outcome.income[0]), 0.0, 1e-4);
    assert!(found[0].terms_of_trade > 0.0 && found[1].terms_of_trade < 0.0);
    assert!(found[0].volume.abs() < 1e-3 * found[0].terms_of_trade, "{:?}", found[0]);
}

/// With Ossa's profits, labour drawn to the sector with the high markup is worth the difference in
/// profits per wage: `sum_s q R dlog L` with `sum_s l R dlog L = 0`.
#[test]
fn profits_shift_to_the_country_that_protects_the_sector_with_the_high_markup() {
    let square = |a: f64| vec![vec![0.7 * a, 0.3 * a], vec![0.3 * a, 0.7 * a]];
    let figures = Figures::simple(vec![square(0.4), square(0.6)], vec![1.5, 6.0]);
    let market = MarketStructure::RestrictedEntry;
    let options = EconomyOptions { market, ..EconomyOptions::default() };
    let economy = Economy::new(&figures.read().unwrap(), &options).unwrap();
    let from = economy.baseline_policy();
    let width = 1e-5;
    for (s, sign) in [(0, 1.0), (1, -1.0)] {
        let mut to = from.clone();
        to.set_tariff(ONE, TWO, SectorId(s), width);
        let found = economy.decompose_all(&from, &to).unwrap();
        assert!(sign * found[0].profit_shifting > 0.0 && sign * found[1].profit_shifting < 0.0);
        // One sector's labour, of the two that sum to a constant, says it all.
        let (before, after) = (economy.baseline(), economy.solve(&to, None).unwrap());
        let labour = |k: usize| {
            let sales = after.sales(ONE, SectorId(k)) / before.sales(ONE, SectorId(k));
            (sales / after.wage_hat(ONE)).ln()
        };
        let want = 0.4 / 2.5 * labour(0) + 0.6 / 7.0 * labour(1);
        close(found[0].profit_shifting / want, 1.0, 1e-4);
    }
}

/// A closed economy that subsidises a sector with scale economies: no trade, so all that it gains is
/// relocation within it, less what the subsidy distorts.
#[test]
fn without_trade_scale_and_wedges_are_all_there_is() {
    let home = |share: f64| vec![vec![share, 1e-12], vec![1e-12, share]];
    let mut figures = Figures::simple(vec![home(0.4), home(0.6)], vec![4.0, 3.0]);
    figures.psi = vec![0.2, 0.1];
    let economy = Economy::new(&figures.read().unwrap(), &EconomyOptions::default()).unwrap();
    let from = economy.baseline_policy();
    let mut to = from.clone();
    to.set_subsidy(ONE, GOODS, 0.15);
    let found = economy.decompose(&from, &to, ONE).unwrap();
    assert!(found.terms_of_trade.abs() < 1e-9 && found.relocation > 0.0 && found.volume < 0.0);
    close(found.relocation + found.volume, found.total, 1e-9);
}

#[test]
fn a_productivity_gain_at_home_is_technology_and_a_ban_has_finite_parts() {
    let dataset = Dataset::embedded("us-china-2017").unwrap();
    let economy = Economy::new(&dataset, &EconomyOptions::default()).unwrap();
    let from = economy.baseline_policy();
    let mut better = from.clone();
    for s in (0..17).map(SectorId) {
        better.set_productivity(ONE, s, 1.01);
    }
    let found = economy.decompose(&from, &better, ONE).unwrap();
    // Domar: gross output over income, times the gain in productivity.
    let base = economy.baseline();
    let output: f64 = (0..17).map(|s| base.sales(ONE, SectorId(s))).sum();
    close(found.technology / (output / base.income(ONE) * 1.01_f64.ln()), 1.0, 5e-3);
    let mut banned = from.clone();
    banned.set_wedge(ONE, TWO, SectorId(10), f64::INFINITY);
    let found = economy.decompose(&from, &banned, ONE).unwrap();
    close(found.sum(), found.total, 1e-9);
    assert!(found.technology < 0.0 && found.total < 0.0);
}

#[test]
fn over_a_fold_there_are_no_parts() {
    let dataset = Dataset::embedded("us-china-2017").unwrap();
    let set = Some("lashkaripour-lugovskyy-2023".to_owned());
    let options = EconomyOptions { elasticities: set, ..EconomyOptions::default() };
    let economy = Economy::new(&dataset, &options).unwrap();
    let (china, ele) = (dataset.region("CHN").unwrap(), dataset.sector("ELE").unwrap());
    let from = economy.baseline_policy();
    let mut to = from.clone();
    to.set_productivity(china, ele, 1.04);
    let found = economy.decompose(&from, &to, dataset.region("EAS").unwrap()).unwrap();
    close(found.sum(), found.total, 1e-8);
    assert!(found.relocation != 0.0);
    to.set_productivity(china, ele, 1.06);
    let error = economy.decompose(&from, &to, china).unwrap_err();
    assert!(matches!(error, EconomyError::BrokenPath { .. }), "{error}");
    let error = economy.decompose(&from, &from, RegionId(9)).unwrap_err();
    assert!(matches!(error, EconomyError::UnknownRegion { found: 9, regions: 5 }));
}
