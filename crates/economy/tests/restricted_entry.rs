//! Restricted entry: against Ossa's equations, against formulas on paper, and what it refuses.

mod support;

use proptest::prelude::*;
use support::random::{Draw, dice, triples};
use support::{Figures, ossa};
use talion_economy::{
    Dataset, DeficitRule, Economy, EconomyError, EconomyOptions, MarketOffence, MarketStructure,
    Objective, Outcome, RegionId, SectorId,
};

const NO_LINKS: Draw = Draw { scale: false, links: false, least_sectors: 1 };
const ONE: RegionId = RegionId(0);
const TWO: RegionId = RegionId(1);

fn options() -> EconomyOptions {
    EconomyOptions { market: MarketStructure::RestrictedEntry, ..EconomyOptions::default() }
}

fn close(found: f64, want: f64, tolerance: f64) {
    let gap = (found - want).abs();
    assert!(gap <= tolerance * want.abs().max(1e-6), "{found} should be {want}, off {gap:e}");
}

/// The same economy without the instruments that Ossa's equations do not have.
fn tariffs_only(mut figures: Figures) -> Figures {
    figures.export_tax.iter_mut().flatten().flatten().for_each(|tax| *tax = 0.0);
    figures.subsidy.iter_mut().flatten().for_each(|subsidy| *subsidy = 0.0);
    figures
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn ossas_equations_have_the_same_solution(
        dice in dice(NO_LINKS),
        weights in proptest::collection::vec(0.2..2.0, 4),
    ) {
        let (figures, shake) = dice.figures();
        let figures = tariffs_only(figures);
        let (n, m) = (figures.regions.len(), figures.sectors.len());
        let dataset = figures.read().unwrap();
        let economy = Economy::new(&dataset, &options()).unwrap();
        let shaken = shake(&economy.baseline_policy());
        let mut policy = economy.baseline_policy();
        for (to, from, s) in triples(n, m) {
            let (to, from, s) = (RegionId(to), RegionId(from), SectorId(s));
            policy.set_tariff(to, from, s, shaken.tariff(to, from, s));
        }
        let outcome = economy.solve(&policy, None).unwrap();
        let found = ossa::solve(&dataset, &policy, &figures.theta);
        let flows = economy.flows(&policy, &outcome);
        for i in 0..n {
            close(outcome.wage_hat[i], found.wage_hat[i], 1e-10);
            close(outcome.income[i], found.income[i], 1e-10);
            close(outcome.profits(RegionId(i)), found.profits[i], 1e-10);
            close(outcome.welfare_hat[i], found.welfare_hat[i], 1e-10);
            for (j, s) in (0..n).flat_map(|j| (0..m).map(move |s| (j, s))) {
                let flow = flows.get(RegionId(i), RegionId(j), SectorId(s));
                close(flow, found.flows[s][i][j], 1e-9);
            }
            let total = |income: &[Vec<f64>]| -> f64 {
                income.iter().zip(&weights).map(|(by_region, weight)| weight * by_region[i]).sum()
            };
            let objective = Objective::sector_weighted(RegionId(i), &weights[..m]);
            let value = economy.objective(&outcome, &objective).unwrap();
            let want = total(&found.sector_income) / total(&found.sector_income_before)
                / outcome.consumer_price_hat[i];
            close(value.exp(), want, 1e-10);
            let alike = Objective::sector_weighted(RegionId(i), &vec![weights[0]; m]);
            let value = economy.objective(&outcome, &alike).unwrap();
            close(value.exp(), outcome.welfare_hat[i], 1e-15);
        }
    }

    /// Every instrument at once: goods, labour and money balance.
    #[test]
    fn what_is_sold_is_what_labour_firms_and_governments_get(dice in dice(NO_LINKS)) {
        let (figures, shake) = dice.figures();
        let dataset = figures.read().unwrap();
        let economy = Economy::new(&dataset, &options()).unwrap();
        let policy = shake(&economy.baseline_policy());
        let outcome = economy.solve(&policy, None).unwrap();
        prop_assert!(outcome.residual <= 1e-12);
        let sigma: Vec<f64> = figures.theta.iter().map(|theta| 1.0 + theta).collect();
        for i in (0..figures.regions.len()).map(RegionId) {
            let sum = |share: &dyn Fn(f64) -> f64, of: &Outcome| -> f64 {
                let sectors = sigma.iter().enumerate();
                sectors.map(|(s, &sigma)| share(sigma) * of.sales(i, SectorId(s))).sum()
            };
            let profits = sum(&|sigma| 1.0 / sigma, &outcome);
            close(outcome.profits(i), profits, 1e-12);
            let wages = |of| sum(&|sigma| (sigma - 1.0) / sigma, of);
            close(wages(&outcome), outcome.wage_hat(i) * wages(economy.baseline()), 1e-11);
            let deficit = economy.baseline_deficit(i);
            let income = wages(&outcome) + profits + outcome.net_revenue(i) + deficit;
            close(outcome.income(i), income, 1e-11);
        }
    }
}

/// Two equal countries under free trade, budget shares `alpha`, import share `m`.
fn symmetric(alpha: &[f64], m: f64, theta: &[f64]) -> Figures {
    let square =
        |alpha: f64| vec![vec![alpha * (1.0 - m), alpha * m], vec![alpha * m, alpha * (1.0 - m)]];
    Figures::simple(alpha.iter().map(|&alpha| square(alpha)).collect(), theta.to_vec())
}

/// Where every sector has the same markup, profits are the same part of all sales, and nothing can
/// shift them: welfare is that of the competitive market with the same trade elasticity.
#[test]
fn with_one_markup_there_is_no_profit_to_shift() {
    let dataset = symmetric(&[0.3, 0.7], 0.2, &[4.0, 4.0]).read().unwrap();
    let rival = Economy::new(&dataset, &EconomyOptions::default()).unwrap();
    let economy = Economy::new(&dataset, &options()).unwrap();
    let mut policy = economy.baseline_policy();
    policy.set_tariff(ONE, TWO, SectorId(0), 0.4);
    policy.set_tariff(ONE, TWO, SectorId(1), 0.1);
    let (with, without) =
        (economy.solve(&policy, None).unwrap(), rival.solve(&policy, None).unwrap());
    for i in 0..2 {
        close(with.welfare_hat[i], without.welfare_hat[i], 1e-13);
        close(with.wage_hat[i], without.wage_hat[i], 1e-13);
        close(with.profits[i], 0.2 * (with.income[i] - with.net_revenue[i]), 1e-12);
        assert_eq!(without.profits[i], 0.0);
    }
}

/// A small tariff `dt` of country one on sector `s`, linearised by hand at free trade between two
/// equal countries (home share `h`, import share `m`; `w` the change of the wage of one, that of
/// two being `-w`; `d` labour shares, `q` profit shares of sales):
///
/// - incomes `I1 - I2 = h (4 A w - b) + tau` and `I1 + I2 = m delta`, with `A = sum alpha (1-sigma)`,
///   `b = alpha_s (1-sigma_s) dt`, `tau = alpha_s dt`, `delta = d_s dt`
/// - labour `2 w = (h-m)(I1 - I2) + m delta + 2 h m (4 e w - f)`, with `e = sum d (1-sigma)`,
///   `f = d_s (1-sigma_s) dt`
/// - sales `R1 = h I1 + m I2 + (1-sigma) h m (4 w - dt)`, profits `sum alpha q R1 / sum alpha q`
/// - welfare `I1 - (h-m) w - m tau`
#[test]
fn a_small_tariff_shifts_profits_as_the_linear_formulas_say() {
    let (alpha, theta, m) = ([0.4, 0.6], [1.5, 6.0], 0.3);
    let h = 1.0 - m;
    let dataset = symmetric(&alpha, m, &theta).read().unwrap();
    let economy = Economy::new(&dataset, &options()).unwrap();
    let sigma = theta.map(|theta: f64| theta + 1.0);
    let labour: Vec<f64> = (0..2).map(|k| alpha[k] * (1.0 - 1.0 / sigma[k])).collect();
    let d = [labour[0] / (labour[0] + labour[1]), labour[1] / (labour[0] + labour[1])];
    let mean = |weight: &[f64; 2]| (0..2).map(|k| weight[k] * (1.0 - sigma[k])).sum::<f64>();
    let mut shifted = Vec::new();
    for s in 0..2 {
        let (b, f) = (alpha[s] * (1.0 - sigma[s]), d[s] * (1.0 - sigma[s]));
        let (tau, delta) = (alpha[s], d[s]);
        let (a, e) = (mean(&alpha), mean(&d));
        let w = ((h - m) * (tau - h * b) + m * delta - 2.0 * h * m * f)
            / (2.0 - (h - m) * 4.0 * h * a - 8.0 * h * m * e);
        let gap = h * (4.0 * a * w - b) + tau;
        let income = [0.5 * m * delta + 0.5 * gap, 0.5 * m * delta - 0.5 * gap];
        let sales = |k: usize| {
            let dt = if k == s { 1.0 } else { 0.0 };
            h * income[0] + m * income[1] + (1.0 - sigma[k]) * h * m * (4.0 * w - dt)
        };
        let q = |k: usize| alpha[k] / sigma[k];
        let profits = (q(0) * sales(0) + q(1) * sales(1)) / (q(0) + q(1));
        let welfare = income[0] - (h - m) * w - m * tau;

        let slope = |width: f64| {
            let at = |rate: f64| {
                let mut policy = economy.baseline_policy();
                policy.set_tariff(ONE, TWO, SectorId(s), rate);
                economy.solve(&policy, None).unwrap()
            };
            let (up, down) = (at(width), at(-width));
            let slope = |up: f64, down: f64| (up.ln() - down.ln()) / (2.0 * width);
            [
                slope(up.profits[0], down.profits[0]),
                slope(up.wage_hat[0], down.wage_hat[0]),
                slope(up.welfare_hat[0], down.welfare_hat[0]),
            ]
        };
        let (wide, narrow) = (slope(2e-3), slope(1e-3));
        for (k, want) in [profits, w, welfare].into_iter().enumerate() {
            close((4.0 * narrow[k] - wide[k]) / 3.0, want, 1e-8);
        }
        let policy = economy.baseline_policy();
        let of = Objective::welfare(ONE);
        let gradient = economy.gradient(&policy, economy.baseline(), &of).unwrap();
        close(gradient.tariff(ONE, TWO, SectorId(s)), welfare, 1e-11);
        shifted.push(profits);
    }
    // Protection of the sector with the high markup draws profits in, of the other drives them out.
    assert!(shifted[0] > shifted[1] + 0.1, "{shifted:?}");
}

#[test]
fn everything_that_does_not_fit_is_named_at_once() {
    let dataset = Dataset::embedded("us-china-2017").unwrap();
    let with_scale = EconomyOptions {
        elasticities: Some("lashkaripour-lugovskyy-2023".to_owned()),
        ..options()
    };
    let error = Economy::new(&dataset, &with_scale).unwrap_err();
    let EconomyError::MarketMismatch { market, offences } = &error else { panic!("{error}") };
    assert_eq!(*market, MarketStructure::RestrictedEntry);
    assert!(matches!(offences[0], MarketOffence::Inputs { others, .. } if others > 60));
    let scale = offences.iter().filter(|offence| matches!(offence, MarketOffence::Scale { .. }));
    assert!(scale.count() > 10, "{error}");
    assert!(error.to_string().contains("value-added share"), "{error}");

    let mut figures = symmetric(&[0.4, 0.6], 0.3, &[2.0, 3.0]);
    figures.psi = vec![0.0, 0.1];
    let small = figures.read().unwrap();
    let error = Economy::new(&small, &options()).unwrap_err();
    assert!(error.to_string().contains("scale elasticity 0.1"), "{error}");
    let without = EconomyOptions { scale_factor: 0.0, ..options() };
    assert_eq!(Economy::new(&small, &without).unwrap().market(), "restricted-entry");
    // An elasticity of substitution of 1 or less is a trade elasticity that no data set may have.
    let mut figures = symmetric(&[0.4, 0.6], 0.3, &[0.0, 3.0]);
    figures.psi = vec![0.0, 0.0];
    let error = figures.read().unwrap_err();
    assert!(error.to_string().contains("a trade elasticity is above 0"), "{error}");
}

#[test]
fn purged_deficits_are_gone_and_profits_stay() {
    let mut figures = symmetric(&[0.4, 0.6], 0.3, &[1.5, 6.0]);
    figures.flow[0][0][1] *= 1.7;
    let dataset = figures.read().unwrap();
    let purged = EconomyOptions { deficits: DeficitRule::Purged, ..options() };
    let economy = Economy::new(&dataset, &purged).unwrap();
    assert!(economy.baseline_deficit(ONE).abs() < 1e-12);
    let base = economy.baseline();
    let profits: f64 =
        [2.5, 7.0].iter().enumerate().map(|(s, sigma)| base.sales(ONE, SectorId(s)) / sigma).sum();
    close(base.profits(ONE), profits, 1e-13);
    close(base.income(ONE), profits + wages(base), 1e-12);
}

/// Wages of country one.
fn wages(outcome: &Outcome) -> f64 {
    let sales = |s: usize| outcome.sales(ONE, SectorId(s));
    sales(0) * 1.5 / 2.5 + sales(1) * 6.0 / 7.0
}

#[test]
fn names_of_market_structures_are_read_and_written() {
    for market in MarketStructure::ALL {
        assert_eq!(market.to_string().parse(), Ok(market));
        assert_eq!(serde_json::to_string(&market).unwrap(), format!("\"{market}\""));
    }
    let error = "monopolistic".parse::<MarketStructure>().unwrap_err();
    assert!(error.to_string().contains("restricted-entry"), "{error}");
}
