//! Political weights: read from a data set or a file, with every slip named; and what they do.

mod support;

use support::Figures;
use talion_economy::{
    Dataset, Economy, EconomyError, EconomyOptions, Objective, Outcome, PoliticalWeights, RegionId,
    SectorId,
};

const ONE: RegionId = RegionId(0);
const TWO: RegionId = RegionId(1);

/// Two unlike countries and two sectors, trade in balance.
fn figures() -> Figures {
    let flow = vec![vec![vec![4.0, 2.0], vec![1.0, 7.0]], vec![vec![5.0, 1.0], vec![2.0, 6.0]]];
    Figures::simple(flow, vec![4.0, 3.0])
}

fn with_weights(text: &str) -> Result<Dataset, EconomyError> {
    let mut files = figures().files();
    files.push(("political_weights.csv", text.to_owned()));
    Dataset::from_memory(files.iter().map(|(name, text)| (*name, text.as_bytes())))
}

#[test]
fn a_file_and_a_data_set_say_the_same_and_silence_means_one() {
    let text = "sector,region,weight\nS1,R0,1.5\nS0,R1,0\n";
    let read = PoliticalWeights::read(&figures().read().unwrap(), "w.csv", text).unwrap();
    assert_eq!(read, PoliticalWeights::of(&with_weights(text).unwrap()));
    assert_eq!(read.region(ONE), [1.0, 1.5]);
    assert_eq!(read.region(TWO), [0.0, 1.0]);
    assert_eq!(read.get(ONE, SectorId(1)), 1.5);
    assert_eq!(PoliticalWeights::of(&figures().read().unwrap()).region(ONE), [1.0, 1.0]);
}

#[test]
fn every_slip_is_named_with_its_place() {
    let text = "region,sector,weight\nR0,S0,1\nR9,S0,1\nR0,SO,1\nR0,S1,-2\nR0,S0,3\nR1,S0,inf\n\
                R1,S1,x\n";
    let problems = PoliticalWeights::read(&figures().read().unwrap(), "w.csv", text).unwrap_err();
    let told = problems.to_string();
    let expected = [
        "w.csv:3:1: unknown region `R9`",
        "w.csv:4:4: unknown sector `SO` (did you mean `S0`?)",
        "w.csv:5:7: weight is -2 (a weight is 0 or more)",
        "w.csv:6:1: the same region, sector as on line 2",
        "w.csv:7:7: `inf` is not finite",
        "w.csv:8:7: `x` is not a number",
    ];
    for line in expected {
        assert!(told.contains(line), "{line} is not in\n{told}");
    }
    assert_eq!(problems.0.len(), expected.len());
    let nothing = "region,sector,weight\nR1,S0,0\nR1,S1,0\n";
    let error = with_weights(nothing).unwrap_err();
    assert!(error.to_string().contains("every weight of region R1 is 0"), "{error}");
}

/// With input links, deficits and every kind of revenue: sector income is value added and the
/// share in value added of whatever else the region spends.
#[test]
fn weighted_income_is_the_sum_over_sectors_on_real_figures() {
    let dataset = Dataset::embedded("us-china-2017").unwrap();
    let economy = Economy::new(&dataset, &EconomyOptions::default()).unwrap();
    let mut policy = economy.baseline_policy();
    for s in (0..17).map(SectorId) {
        policy.set_tariff(ONE, TWO, s, 0.25);
        policy.set_export_tax(ONE, TWO, s, 0.1);
        policy.set_subsidy(ONE, s, 0.05);
    }
    let outcome = economy.solve(&policy, None).unwrap();
    let weights: Vec<f64> = (0..17).map(|s| 0.5 + 0.1 * f64::from(s)).collect();
    for i in (0..5).map(RegionId) {
        let income = |of: &Outcome| -> f64 {
            let value_added =
                |s: usize| dataset.value_added_share(i, SectorId(s)) * of.sales(i, SectorId(s));
            let all: f64 = (0..17).map(value_added).sum();
            let rest = of.net_revenue(i) + economy.baseline_deficit(i);
            let sector = |s: usize| value_added(s) + value_added(s) / all * rest;
            weights.iter().enumerate().map(|(s, weight)| weight * sector(s)).sum()
        };
        let want = income(&outcome) / income(economy.baseline()) / outcome.consumer_price_hat(i);
        let objective = Objective::sector_weighted(i, &weights);
        let found = economy.objective(&outcome, &objective).unwrap().exp();
        assert!((found - want).abs() < 1e-11, "{found} should be {want}");
        let alike = Objective::sector_weighted(i, &[3.0; 17]);
        let welfare = economy.objective(&outcome, &Objective::welfare(i)).unwrap();
        assert!((economy.objective(&outcome, &alike).unwrap() - welfare).abs() < 1e-15);
    }
}

#[test]
fn weight_on_a_sector_pulls_the_objective_towards_its_protection() {
    let economy = Economy::new(&figures().read().unwrap(), &EconomyOptions::default()).unwrap();
    let policy = economy.baseline_policy();
    let slope = |weights: [f64; 2], sector: usize| {
        let objective = Objective::sector_weighted(ONE, &weights);
        let gradient = economy.gradient(&policy, economy.baseline(), &objective).unwrap();
        assert_eq!(gradient.value, 0.0);
        gradient.tariff(ONE, TWO, SectorId(sector))
    };
    for sector in 0..2 {
        let mut weights = [1.0, 1.0];
        let none = slope(weights, sector);
        weights[sector] = 1.2;
        let some = slope(weights, sector);
        weights[sector] = 1.4;
        assert!(none < some && some < slope(weights, sector));
        // Only relative weights count.
        assert!((slope(weights.map(|w| 10.0 * w), sector) - slope(weights, sector)).abs() < 1e-14);
    }
}
