//! What one equilibrium costs on the built-in data: cold, with scale economies, and warm.

use divan::Bencher;
use talion_economy::{Dataset, Economy, EconomyOptions, Outcome, Policy, apply_setting};

fn main() {
    divan::main();
}

/// An economy with a tariff war of 25 % both ways between the United States and China.
fn war(elasticities: &str) -> (Economy, Policy) {
    let dataset = Dataset::embedded("us-china-2017").expect("the built-in data set is valid");
    let options =
        EconomyOptions { elasticities: Some(elasticities.to_owned()), ..EconomyOptions::default() };
    let economy = Economy::new(&dataset, &options).expect("the built-in economy calibrates");
    let mut policy = economy.baseline_policy();
    for setting in ["USA,CHN,*=0.25", "CHN,USA,*=0.25"] {
        apply_setting(&mut policy, &dataset, setting).expect("the setting is valid");
    }
    (economy, policy)
}

fn solve(economy: &Economy, policy: &Policy, start: Option<&Outcome>) -> Outcome {
    economy.solve(policy, start).expect("an equilibrium exists")
}

const CONSTANT_RETURNS: &str = "simonovska-waugh-2014";
const SCALE: &str = "lashkaripour-lugovskyy-2023";

#[divan::bench(args = [CONSTANT_RETURNS, SCALE])]
fn cold(bencher: Bencher<'_, '_>, elasticities: &str) {
    let (economy, policy) = war(elasticities);
    bencher.bench_local(|| solve(&economy, &policy, None));
}

#[divan::bench(args = [CONSTANT_RETURNS, SCALE])]
fn warm_from_a_near_policy(bencher: Bencher<'_, '_>, elasticities: &str) {
    let (economy, policy) = war(elasticities);
    let mut near = policy.clone();
    let usa = talion_economy::RegionId(0);
    let china = talion_economy::RegionId(1);
    near.set_tariff(usa, china, talion_economy::SectorId(10), 0.20);
    let start = solve(&economy, &near, None);
    bencher.bench_local(|| solve(&economy, &policy, Some(&start)));
}

#[divan::bench]
fn calibrate(bencher: Bencher<'_, '_>) {
    let dataset = Dataset::embedded("us-china-2017").expect("the built-in data set is valid");
    bencher.bench_local(|| Economy::new(&dataset, &EconomyOptions::default()));
}

#[divan::bench]
fn load_built_in_data() -> Dataset {
    Dataset::embedded("us-china-2017").expect("the built-in data set is valid")
}
