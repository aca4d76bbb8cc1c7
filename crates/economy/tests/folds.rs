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
fn the_branch_report_names_the_fold_and_all_three_equilibria() {
    let (economy, china, eas, electronics, _) = setting();
    let mut policy = economy.baseline_policy();
    policy.set_productivity(china, electronics, 1.04);
    let report = economy.branches(&policy).unwrap();
    let found: Vec<(i8, f64)> =
        report.equilibria.iter().map(|at| (at.determinant_sign, at.welfare_percent(eas))).collect();
    let want = [(1, 0.28), (-1, 1.31), (1, 6.40)];
    assert_eq!(found.len(), want.len());
    for (found, want) in found.iter().zip(want) {
        assert!(found.0 == want.0 && (found.1 - want.1).abs() < 0.005, "{found:?} {want:?}");
    }
    assert!(report.equilibria.iter().all(|at| at.outcome.residual <= 1e-12));
    assert_eq!((report.index_sum(), report.baseline_determinant_sign), (1, 1));

    // The same fold on the way to a policy past it, where solving stops just short of it.
    policy.set_productivity(china, electronics, 1.06);
    let past = economy.branches(&policy).unwrap();
    let [fold] = past.folds[..] else { panic!("{:?}", past.folds) };
    let (way, shorter) = (1.06_f64.ln(), 1.04_f64.ln());
    assert!((fold.at * way - report.folds[0].at * shorter).abs() < 1e-12);
    assert!(fold.smallest_singular_value < 1e-6);
    let solved = with_electronics(&economy, china, electronics, 0.06);
    let Branch::Fold { at } = solved.branch else { panic!("{:?}", solved.branch) };
    assert!(at < fold.at && fold.at - at < 1e-6);
    assert!(solved.conditioning.unwrap().least < 1e-3);
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
