//! Two countries and one sector, where the answers are known on paper.
//!
//! The numbers are those of the Armington model with unit labour productivity, iceberg cost `d`
//! and elasticity of substitution `sigma` (so the trade elasticity is `sigma - 1`), solved in
//! 30 digits outside this project; the formulas are Armington (1969), Lerner (1936), Arkolakis,
//! Costinot and Rodriguez-Clare (2012), and the optimal tariff of a small country, `1/theta`.

mod support;

use support::Figures;
use talion_economy::{DeficitRule, Economy, EconomyOptions, Outcome, Policy, RegionId, SectorId};

const ONE: RegionId = RegionId(0);
const TWO: RegionId = RegionId(1);
const GOODS: SectorId = SectorId(0);

fn economy(figures: &Figures) -> Economy {
    Economy::new(&figures.read().unwrap(), &EconomyOptions::default()).unwrap()
}

fn solve(economy: &Economy, change: impl Fn(&mut Policy)) -> Outcome {
    let mut policy = economy.baseline_policy();
    change(&mut policy);
    economy.solve(&policy, None).unwrap()
}

fn close(found: f64, want: f64, tolerance: f64) {
    assert!((found - want).abs() <= tolerance * want.abs(), "{found} should be {want}");
}

/// Two equal countries under free trade: each buys `d^(1-sigma) / (1 + d^(1-sigma))` abroad.
fn symmetric(sigma: f64, d: f64) -> Economy {
    let abroad = d.powf(1.0 - sigma) / (1.0 + d.powf(1.0 - sigma));
    let flow = vec![vec![vec![1.0 - abroad, abroad], vec![abroad, 1.0 - abroad]]];
    economy(&Figures::simple(flow, vec![sigma - 1.0]))
}

#[test]
fn symmetric_countries_lose_from_nash_tariffs_what_the_formula_says() {
    // sigma, d, Nash tariff, utility at Nash and at free trade.
    let table = [
        (5.0, 1.0, 0.313_855_935_501_142_55, 1.143_671_004_525_177_4, 1.189_207_115_002_721),
        (4.0, 1.0, 0.416_200_079_704_593_05, 1.197_405_258_028_256_8, 1.259_921_049_894_873_2),
        (5.0, 1.5, 0.265_230_915_092_250_94, 1.034_253_683_702_141, 1.046_096_330_904_998_7),
        (3.0, 1.2, 0.586_889_526_548_253_3, 1.227_640_714_318_052_8, 1.301_708_279_317_775_7),
    ];
    for (sigma, d, nash, u_nash, u_free) in table {
        let economy = symmetric(sigma, d);
        let outcome = solve(&economy, |policy| {
            policy.set_tariff(ONE, TWO, GOODS, nash);
            policy.set_tariff(TWO, ONE, GOODS, nash);
        });
        close(outcome.welfare_hat[0], u_nash / u_free, 1e-12);
        close(outcome.welfare_hat[1], u_nash / u_free, 1e-12);
        close(outcome.wage_hat[0], 1.0, 1e-13);
        // At a Nash tariff neither side gains to first order by moving its own.
        let own = |rate: f64| {
            let outcome = solve(&economy, |policy| {
                policy.set_tariff(ONE, TWO, GOODS, rate);
                policy.set_tariff(TWO, ONE, GOODS, nash);
            });
            outcome.welfare_hat[0]
        };
        let slope = (own(nash + 1e-4) - own(nash - 1e-4)) / 2e-4;
        assert!(slope.abs() < 1e-8, "slope {slope:e} at sigma {sigma}, d {d}");
    }
}

#[test]
fn autarky_undoes_exactly_the_gains_from_trade() {
    // ACR: the gains from trade are lambda^(-1/theta), lambda the home share.
    for (sigma, d) in [(5.0, 1.5), (3.0, 1.2), (8.0, 1.1)] {
        let economy = symmetric(sigma, d);
        let home = economy.baseline().home_share(ONE, GOODS);
        let outcome = solve(&economy, |policy| {
            policy.set_wedge(ONE, TWO, GOODS, f64::INFINITY);
            policy.set_wedge(TWO, ONE, GOODS, f64::INFINITY);
        });
        close(outcome.welfare_hat[0], home.powf(1.0 / (sigma - 1.0)), 1e-13);
        assert_eq!(outcome.home_share(ONE, GOODS), 1.0);
        let prohibitive = solve(&economy, |policy| {
            policy.set_tariff(ONE, TWO, GOODS, 1e5);
            policy.set_tariff(TWO, ONE, GOODS, 1e5);
        });
        close(prohibitive.welfare_hat[0], outcome.welfare_hat[0], 1e-8);
    }
    close(symmetric(5.0, 1.5).baseline().home_share(ONE, GOODS), 0.835_051_546_391_752_6, 1e-14);
}

#[test]
fn welfare_is_the_tariff_multiplier_times_the_home_share_to_the_power() {
    // sigma 5, d 1.5, tariffs of 20 % both ways: U = (Y/wL) lambda^(-1/theta).
    let economy = symmetric(5.0, 1.5);
    let outcome = solve(&economy, |policy| {
        policy.set_tariff(ONE, TWO, GOODS, 0.2);
        policy.set_tariff(TWO, ONE, GOODS, 0.2);
    });
    close(outcome.home_share(ONE, GOODS), 0.913_025_327_024_770_4, 1e-12);
    close(outcome.income[0], 1.014_708_997_199_407, 1e-12);
    let free = 1.046_096_330_904_998_7;
    close(outcome.welfare_hat[0] * free, 1.038_056_052_432_456, 1e-12);
    let multiplier: f64 = 1.014_708_997_199_407;
    close(
        outcome.welfare_hat[0] * free,
        multiplier * 0.913_025_327_024_770_4_f64.powf(-0.25),
        1e-12,
    );
}

#[test]
fn an_export_tax_does_what_an_import_tariff_does() {
    // sigma 4, sizes 1 and 2, d 1.3, country 2's tariff 10 %; country 1 levies 25 %.
    let (y1, y2) = (1.283_565_024_378_237_7, 2.029_938_455_944_862);
    let (own1, from2) = (0.708_444_299_896_649_6, 0.291_555_700_103_350_4);
    let (from1, own2) = (0.162_233_004_862_303, 0.837_766_995_137_697);
    let flow = vec![vec![vec![own1 * y1, from2 * y1 / 1.25], vec![from1 * y2 / 1.1, own2 * y2]]];
    let mut figures = Figures::simple(flow, vec![3.0]);
    figures.tariff[0][0][1] = 0.25;
    figures.tariff[0][1][0] = 0.1;
    let economy = economy(&figures);
    let outcome = solve(&economy, |policy| {
        policy.set_tariff(ONE, TWO, GOODS, 0.0);
        policy.set_export_tax(TWO, ONE, GOODS, 0.25);
    });
    close(outcome.welfare_hat[0], 1.0, 1e-12);
    close(outcome.welfare_hat[1], 1.0, 1e-12);
    close(outcome.home_share(ONE, GOODS), own1, 1e-12);
    close(outcome.home_share(TWO, GOODS), own2, 1e-12);
    // Nominal wages differ by the factor 1.25, and nothing else does.
    close(outcome.wage_hat[0] / outcome.wage_hat[1], 1.0 / 1.25, 1e-12);
    // From no intervention the two are alike as well, whatever the size.
    let free = |policy: &mut Policy| policy.set_tariff(ONE, TWO, GOODS, 0.0);
    let base = solve(&economy, free);
    let tax = solve(&economy, |policy| {
        free(policy);
        policy.set_export_tax(TWO, ONE, GOODS, 0.4);
    });
    let tariff = solve(&economy, |policy| policy.set_tariff(ONE, TWO, GOODS, 0.4));
    close(tax.welfare_hat[0], tariff.welfare_hat[0], 1e-12);
    assert!((tax.welfare_hat[0] / base.welfare_hat[0] - 1.0).abs() > 1e-3);
}

#[test]
fn the_best_tariff_of_a_small_country_is_one_over_the_trade_elasticity() {
    // A country of a millionth of the world, trade balanced, a quarter of its spending abroad.
    for theta in [2.0, 4.0, 6.5] {
        let small = 1e-6;
        let flow = vec![vec![vec![0.75 * small, 0.25 * small], vec![0.25 * small, 1.0]]];
        let economy = economy(&Figures::simple(flow, vec![theta]));
        let welfare = |rate: f64| {
            solve(&economy, |policy| policy.set_tariff(ONE, TWO, GOODS, rate)).welfare_hat[0]
        };
        let (mut low, mut high) = (0.0, 2.0);
        for _ in 0..60 {
            let (a, b) = (low + 0.382 * (high - low), low + 0.618 * (high - low));
            if welfare(a) < welfare(b) {
                low = a;
            } else {
                high = b;
            }
        }
        // Welfare is flat at its top: the scan cannot place it closer than a root of rounding.
        close(0.5 * (low + high), 1.0 / theta, 2e-5);
    }
}

#[test]
fn a_subsidy_in_a_closed_economy_draws_labour_and_scale_lowers_its_price() {
    // All but closed, two sectors with final shares a and 1 - a. With a subsidy z to the first,
    // R1 = wL / ((1-z)/a + z), I = wL - z R1, and W = I / prod (c (1-z) L^^(-psi))^share.
    let (a, z, psi) = (0.4, 0.15, [0.2, 0.1]);
    let home = |share: f64| vec![vec![share, 1e-10], vec![1e-10, share]];
    let mut figures = Figures::simple(vec![home(a), home(1.0 - a)], vec![4.0, 3.0]);
    figures.psi = psi.to_vec();
    let economy = economy(&figures);
    let outcome = solve(&economy, |policy| policy.set_subsidy(ONE, GOODS, z));
    let first = 1.0 / ((1.0 - z) / a + z);
    let second = 1.0 - first;
    let income = 1.0 - z * first;
    let price_one = (1.0 - z) * (first / a).powf(-psi[0]);
    let price_two = (second / (1.0 - a)).powf(-psi[1]);
    let welfare = income / (price_one.powf(a) * price_two.powf(1.0 - a));
    close(outcome.welfare_hat[0], welfare, 1e-8);
    // Money is in units of the wage.
    close(outcome.sales(ONE, GOODS) / outcome.wage_hat[0], first, 1e-8);
    close(outcome.net_revenue[0] / outcome.wage_hat[0], -z * first, 1e-8);
    // The subsidy pays, and without scale it would not.
    assert!(welfare > 1.0 && income / (1.0 - z).powf(a) < 1.0);
}

#[test]
fn the_same_baseline_is_found_under_every_deficit_rule_when_trade_is_balanced() {
    let flow = vec![vec![vec![3.0, 1.0], vec![1.0, 5.0]]];
    let dataset = Figures::simple(flow, vec![4.0]).read().unwrap();
    let welfare = |deficits| {
        let options = EconomyOptions { deficits, ..EconomyOptions::default() };
        let economy = Economy::new(&dataset, &options).unwrap();
        solve(&economy, |policy| policy.set_tariff(ONE, TWO, GOODS, 0.3)).welfare_hat[0]
    };
    let fixed = welfare(DeficitRule::Fixed);
    close(welfare(DeficitRule::Proportional), fixed, 1e-13);
    close(welfare(DeficitRule::Purged), fixed, 1e-13);
}
