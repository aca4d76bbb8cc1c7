//! Where scale economies make the equilibrium that continues the baseline end: said, never jumped.
//!
//! Chinese electronics productivity on the built-in data with the elasticities of Lashkaripour and
//! Lugovskyy (2023): the branch goes on to about +5.3 %, where Japan, Korea and Taiwan have gained
//! half a percent, and leads over a fold to where they have gained six and a half.

use talion_economy::{Branch, Dataset, Economy, EconomyOptions, Outcome, RegionId, SectorId};

const SCALE: &str = "lashkaripour-lugovskyy-2023";

fn with_electronics(economy: &Economy, china: RegionId, sector: SectorId, gain: f64) -> Outcome {
    let mut policy = economy.baseline_policy();
    policy.set_productivity(china, sector, 1.0 + gain);
    economy.solve(&policy, None).unwrap()
}

fn setting() -> (Economy, RegionId, RegionId, SectorId, SectorId) {
    let dataset = Dataset::embedded("us-china-2017").unwrap();
    let options =
        EconomyOptions { elasticities: Some(SCALE.to_owned()), ..EconomyOptions::default() };
    let economy = Economy::new(&dataset, &options).unwrap();
    let region = |code| dataset.region(code).unwrap();
    let sector = |code| dataset.sector(code).unwrap();
    (economy, region("CHN"), region("EAS"), sector("ELE"), sector("MAC"))
}

#[test]
fn a_policy_before_the_fold_is_followed_and_one_past_it_says_so() {
    let (economy, china, eas, electronics, machinery) = setting();
    let before = with_electronics(&economy, china, electronics, 0.04);
    assert_eq!(before.branch, Branch::Followed);
    assert!((before.welfare_percent(eas) - 0.28).abs() < 0.005);

    let past = with_electronics(&economy, china, electronics, 0.06);
    let Branch::Fold { at } = past.branch else { panic!("{:?}", past.branch) };
    assert!((past.welfare_percent(eas) - 6.5).abs() < 0.05, "{}", past.welfare_percent(eas));
    assert!(past.residual <= 1e-12);
    // Machinery there collapses.
    let collapse = past.sales(eas, machinery) / economy.baseline().sales(eas, machinery);
    assert!(collapse < 0.2, "{collapse}");

    // Wherever the policy ends, the fold lies at the same place on the way: productivity moves
    // log-linearly, so the share times the log of the goal is the log of the fold.
    let fold = at * 1.06_f64.ln();
    let further = with_electronics(&economy, china, electronics, 0.10);
    let Branch::Fold { at } = further.branch else { panic!("{:?}", further.branch) };
    assert!((at * 1.10_f64.ln() - fold).abs() < 1e-6 * fold);
    // Just short of it the branch can be followed, and just past it no more.
    let short = with_electronics(&economy, china, electronics, (fold * 0.999).exp() - 1.0);
    assert_eq!(short.branch, Branch::Followed);
    let over = with_electronics(&economy, china, electronics, (fold * 1.001).exp() - 1.0);
    assert!(matches!(over.branch, Branch::Fold { .. }));
}

#[test]
fn a_start_on_the_far_branch_stays_there_and_says_that_it_came_over_a_fold() {
    let (economy, china, eas, electronics, _) = setting();
    let past = with_electronics(&economy, china, electronics, 0.06);
    let mut policy = economy.baseline_policy();
    policy.set_productivity(china, electronics, 1.055);
    let warm = economy.solve(&policy, Some(&past)).unwrap();
    assert_eq!(warm.branch, past.branch);
    assert!(warm.welfare_percent(eas) > 6.0);
}

#[test]
fn without_scale_economies_there_is_nothing_to_fold() {
    let dataset = Dataset::embedded("us-china-2017").unwrap();
    let options = EconomyOptions {
        elasticities: Some(SCALE.to_owned()),
        scale_factor: 0.0,
        ..EconomyOptions::default()
    };
    let economy = Economy::new(&dataset, &options).unwrap();
    assert!(!economy.has_scale());
    let (china, electronics) = (dataset.region("CHN").unwrap(), dataset.sector("ELE").unwrap());
    let outcome = with_electronics(&economy, china, electronics, 0.10);
    assert_eq!(outcome.branch, Branch::Direct);
}
