//! Lump sums between regions: what they must add up to, what they do, their gradient.

use talion_economy::{
    Dataset, DeficitRule, Economy, EconomyError, EconomyOptions, Objective, Policy, RegionId,
};

const USA: RegionId = RegionId(0);
const CHN: RegionId = RegionId(1);

fn economy(set: &str, deficits: DeficitRule) -> Economy {
    let dataset = Dataset::embedded("us-china-2017").unwrap();
    let elasticities = Some(set.to_owned());
    Economy::new(&dataset, &EconomyOptions { elasticities, deficits, ..Default::default() })
        .unwrap()
}

fn pays(policy: &mut Policy, payer: RegionId, receiver: RegionId, amount: f64) {
    policy.set_transfer(payer, policy.transfer(payer) - amount);
    policy.set_transfer(receiver, policy.transfer(receiver) + amount);
}

/// Whoever pays away its deficit trades in balance: the same equilibrium as without deficits.
#[test]
fn transfers_that_undo_the_deficits_purge_them() {
    let economy = economy("simonovska-waugh-2014", DeficitRule::Fixed);
    let regions = || (0..economy.region_count()).map(RegionId);
    let mut policy = economy.baseline_policy();
    for region in regions().skip(1) {
        pays(&mut policy, region, USA, economy.baseline_deficit(region));
    }
    let outcome = economy.solve(&policy, None).unwrap();
    let flows = economy.flows(&policy, &outcome);
    for region in regions() {
        let (out, into) = (flows.exports(region), flows.imports(region));
        assert!((out - into).abs() < 1e-9 * out, "{out} and {into}");
        assert!((economy.baseline_deficit(region)).abs() > 1e4);
    }
}

#[test]
fn a_transfer_enriches_who_receives_it_by_more_than_nothing_and_at_most_about_itself() {
    let economy = economy("simonovska-waugh-2014", DeficitRule::Proportional);
    let mut policy = economy.baseline_policy();
    pays(&mut policy, CHN, USA, 50_000.0);
    let outcome = economy.solve(&policy, None).unwrap();
    assert!(outcome.equivalent_variation(USA) > 50_000.0, "home bias turns the terms of trade");
    assert!(outcome.equivalent_variation(USA) < 75_000.0);
    assert!(outcome.equivalent_variation(CHN) < -50_000.0);
}

#[test]
fn the_gradient_in_transfers_is_the_limit_of_differences() {
    for set in ["simonovska-waugh-2014", "lashkaripour-lugovskyy-2023"] {
        for deficits in [DeficitRule::Fixed, DeficitRule::Proportional] {
            let economy = economy(set, deficits);
            let mut policy = economy.baseline_policy();
            pays(&mut policy, CHN, USA, 20_000.0);
            let outcome = economy.solve(&policy, None).unwrap();
            for region in [USA, CHN, RegionId(4)] {
                let objective = Objective::welfare(region);
                let gradient = economy.gradient(&policy, &outcome, &objective).unwrap();
                let slope = gradient.transfer(USA) - gradient.transfer(CHN);
                let moved = |by: f64| {
                    let mut policy = policy.clone();
                    pays(&mut policy, CHN, USA, by);
                    economy.solve(&policy, Some(&outcome)).unwrap().welfare_hat[region.0].ln()
                };
                let central = |h: f64| (moved(h) - moved(-h)) / (2.0 * h);
                let difference = (4.0 * central(1_000.0) - central(2_000.0)) / 3.0;
                let gap = (difference - slope).abs();
                assert!(gap < 1e-7 * slope.abs(), "{set}: {difference} for {slope}");
            }
        }
    }
}

/// A transfer is worth itself (as part of the deficit) and what it does to the terms of trade and
/// to trade across wedges.
#[test]
fn a_transfer_comes_apart_into_itself_and_its_effects() {
    for deficits in [DeficitRule::Fixed, DeficitRule::Proportional] {
        let economy = economy("simonovska-waugh-2014", deficits);
        let baseline = economy.baseline_policy();
        let mut policy = baseline.clone();
        pays(&mut policy, CHN, USA, 50_000.0);
        let parts = economy.decompose(&baseline, &policy, USA).unwrap();
        let welfare = economy.solve(&policy, None).unwrap().welfare_hat[USA.0].ln();
        assert!((parts.sum() - welfare).abs() < 1e-9, "{} for {welfare}", parts.sum());
        let itself = 50_000.0 / economy.baseline_income(USA);
        assert!((parts.deficit / itself - 1.0).abs() < 0.02, "{} of {itself}", parts.deficit);
        assert!(parts.terms_of_trade > 0.0);
    }
}

#[test]
fn money_from_nowhere_is_refused() {
    let economy = economy("simonovska-waugh-2014", DeficitRule::Fixed);
    let mut policy = economy.baseline_policy();
    policy.set_transfer(USA, 1.0);
    let refused = economy.solve(&policy, None).unwrap_err();
    assert!(matches!(refused, EconomyError::UnbalancedTransfers { sum } if sum == 1.0));
    policy.set_transfer(USA, f64::NAN);
    assert!(economy.solve(&policy, None).is_err());
}
