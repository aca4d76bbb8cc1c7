//! Adjoint gradients against differences of solved equilibria, in every instrument.

mod support;

use proptest::prelude::*;
use support::random::{Draw, dice};
use talion_economy::{
    Branch, Dataset, DeficitRule, Economy, EconomyError, EconomyOptions, Gradient, MarketStructure,
    Objective, Outcome, Policy, RegionId, SectorId,
};

const NO_LINKS: Draw = Draw { scale: false, links: false, least_sectors: 1 };
const EVERYTHING: Draw = Draw { scale: true, links: true, least_sectors: 1 };

/// One level of one instrument: importer, exporter (or region), sector.
#[derive(Debug, Clone, Copy)]
enum Lever {
    Tariff(usize, usize, usize),
    ExportTax(usize, usize, usize),
    Wedge(usize, usize, usize),
    Subsidy(usize, usize),
    Productivity(usize, usize),
}

impl Lever {
    fn all(n: usize, m: usize) -> Vec<Self> {
        let own = (0..n).flat_map(|i| (0..m).map(move |s| (i, s)));
        let pairs = (0..n).flat_map(|to| (0..n * m).map(move |k| (to, k / m, k % m)));
        pairs
            .flat_map(|(a, b, s)| {
                [Self::Tariff(a, b, s), Self::ExportTax(a, b, s), Self::Wedge(a, b, s)]
            })
            .chain(own.flat_map(|(i, s)| [Self::Subsidy(i, s), Self::Productivity(i, s)]))
            .collect()
    }

    fn level(self, policy: &Policy) -> f64 {
        match self {
            Self::Tariff(a, b, s) => policy.tariff(RegionId(a), RegionId(b), SectorId(s)),
            Self::ExportTax(a, b, s) => policy.export_tax(RegionId(a), RegionId(b), SectorId(s)),
            Self::Wedge(a, b, s) => policy.wedge(RegionId(a), RegionId(b), SectorId(s)),
            Self::Subsidy(i, s) => policy.subsidy(RegionId(i), SectorId(s)),
            Self::Productivity(i, s) => policy.productivity(RegionId(i), SectorId(s)),
        }
    }

    fn set(self, policy: &mut Policy, x: f64) {
        match self {
            Self::Tariff(a, b, s) => policy.set_tariff(RegionId(a), RegionId(b), SectorId(s), x),
            Self::ExportTax(a, b, s) => {
                policy.set_export_tax(RegionId(a), RegionId(b), SectorId(s), x);
            }
            Self::Wedge(a, b, s) => policy.set_wedge(RegionId(a), RegionId(b), SectorId(s), x),
            Self::Subsidy(i, s) => policy.set_subsidy(RegionId(i), SectorId(s), x),
            Self::Productivity(i, s) => policy.set_productivity(RegionId(i), SectorId(s), x),
        }
    }

    fn of(self, gradient: &Gradient) -> f64 {
        match self {
            Self::Tariff(a, b, s) => gradient.tariff(RegionId(a), RegionId(b), SectorId(s)),
            Self::ExportTax(a, b, s) => gradient.export_tax(RegionId(a), RegionId(b), SectorId(s)),
            Self::Wedge(a, b, s) => gradient.wedge(RegionId(a), RegionId(b), SectorId(s)),
            Self::Subsidy(i, s) => gradient.subsidy(RegionId(i), SectorId(s)),
            Self::Productivity(i, s) => gradient.productivity(RegionId(i), SectorId(s)),
        }
    }
}

/// Central differences at two widths, extrapolated: the error is of fourth order in the width.
fn difference(
    economy: &Economy,
    policy: &Policy,
    outcome: &Outcome,
    objective: &Objective,
    lever: Lever,
) -> f64 {
    let slope = |width: f64| -> f64 {
        let value = |x: f64| {
            let mut moved = policy.clone();
            lever.set(&mut moved, x);
            let there = economy.solve(&moved, Some(outcome)).expect("an equilibrium is near");
            economy.objective(&there, objective).unwrap()
        };
        let level = lever.level(policy);
        (value(level + width) - value(level - width)) / (2.0 * width)
    };
    let width = 2e-3;
    (4.0 * slope(width / 2.0) - slope(width)) / 3.0
}

/// The largest gap between the gradient and differences, relative to the entry or, where that is
/// nearly nothing, to a hundredth of the largest entry.
fn largest_gap(economy: &Economy, policy: &Policy, objective: &Objective, every: usize) -> f64 {
    let outcome = economy.solve(policy, None).unwrap();
    let gradient = economy.gradient(policy, &outcome, objective).unwrap();
    assert_eq!(gradient.value, economy.objective(&outcome, objective).unwrap());
    let size = gradient.values().fold(0.0, |size: f64, x| size.max(x.abs()));
    let levers = Lever::all(economy.region_count(), economy.sector_count());
    let finite = levers.into_iter().filter(|lever| lever.level(policy).is_finite());
    let gaps = finite.step_by(every).map(|lever| {
        let slope = difference(economy, policy, &outcome, objective, lever);
        let gap = (lever.of(&gradient) - slope).abs() / slope.abs().max(0.01 * size);
        if gap > 1e-7 {
            println!("{lever:?}: {} is {slope} by differences", lever.of(&gradient));
        }
        gap
    });
    gaps.fold(0.0, f64::max)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn gradients_are_the_limits_of_differences(
        dice in dice(EVERYTHING),
        rule in prop_oneof![Just(DeficitRule::Fixed), Just(DeficitRule::Proportional)],
        weight in -1.0..1.0,
    ) {
        let (figures, shake) = dice.figures();
        let options = EconomyOptions { deficits: rule, ..EconomyOptions::default() };
        let economy = Economy::new(&figures.read().unwrap(), &options).unwrap();
        let policy = shake(&economy.baseline_policy());
        let outcome = economy.solve(&policy, None).unwrap();
        if matches!(outcome.branch, Branch::Fold { .. }) {
            return Ok(());
        }
        let joint = Objective::weighted([
            (1.0, Objective::welfare(RegionId(0))),
            (weight, Objective::welfare(RegionId(1))),
        ]);
        let gap = largest_gap(&economy, &policy, &joint, 3);
        prop_assert!(gap <= 1e-7, "{gap:e}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn gradients_with_sector_weights_are_the_limits_of_differences(
        dice in dice(EVERYTHING),
        weights in proptest::collection::vec(0.0..2.0, 4),
        rule in prop_oneof![Just(DeficitRule::Fixed), Just(DeficitRule::Proportional)],
    ) {
        let (figures, shake) = dice.figures();
        let options = EconomyOptions { deficits: rule, ..EconomyOptions::default() };
        let economy = Economy::new(&figures.read().unwrap(), &options).unwrap();
        let policy = shake(&economy.baseline_policy());
        if matches!(economy.solve(&policy, None).unwrap().branch, Branch::Fold { .. }) {
            return Ok(());
        }
        let weights = &weights[..economy.sector_count()];
        let joint = Objective::weighted([
            (1.0, Objective::sector_weighted(RegionId(0), weights)),
            (-0.4, Objective::welfare(RegionId(0))),
            (0.3, Objective::sector_weighted(RegionId(1), weights)),
        ]);
        let gap = largest_gap(&economy, &policy, &joint, 3);
        prop_assert!(gap <= 1e-7, "{gap:e}");
    }

    #[test]
    fn gradients_with_restricted_entry_are_the_limits_of_differences(
        dice in dice(NO_LINKS),
        weights in proptest::collection::vec(0.0..2.0, 4),
        rule in prop_oneof![Just(DeficitRule::Fixed), Just(DeficitRule::Proportional)],
    ) {
        let (figures, shake) = dice.figures();
        let options = EconomyOptions {
            deficits: rule,
            market: MarketStructure::RestrictedEntry,
            ..EconomyOptions::default()
        };
        let economy = Economy::new(&figures.read().unwrap(), &options).unwrap();
        let policy = shake(&economy.baseline_policy());
        let weights = &weights[..economy.sector_count()];
        let joint = Objective::weighted([
            (1.0, Objective::sector_weighted(RegionId(0), weights)),
            (0.5, Objective::welfare(RegionId(1))),
        ]);
        let gap = largest_gap(&economy, &policy, &joint, 3);
        prop_assert!(gap <= 1e-7, "{gap:e}");
    }
}

fn real(set: &str, deficits: DeficitRule) -> (Dataset, Economy, Policy) {
    let dataset = Dataset::embedded("us-china-2017").unwrap();
    let options = EconomyOptions {
        elasticities: Some(set.to_owned()),
        deficits,
        ..EconomyOptions::default()
    };
    let economy = Economy::new(&dataset, &options).unwrap();
    let mut policy = economy.baseline_policy();
    for s in (0..17).map(SectorId) {
        policy.set_tariff(RegionId(0), RegionId(1), s, 0.25);
        policy.set_tariff(RegionId(1), RegionId(0), s, 0.15);
    }
    policy.set_export_tax(RegionId(0), RegionId(1), SectorId(3), 0.1);
    policy.set_subsidy(RegionId(1), SectorId(4), 0.05);
    (dataset, economy, policy)
}

#[test]
fn gradients_on_real_figures_are_the_limits_of_differences() {
    let cases = [
        ("simonovska-waugh-2014", DeficitRule::Fixed),
        ("lashkaripour-lugovskyy-2023", DeficitRule::Purged),
    ];
    for (set, rule) in cases {
        let (_, economy, policy) = real(set, rule);
        let gap = largest_gap(&economy, &policy, &Objective::welfare(RegionId(1)), 61);
        assert!(gap <= 1e-7, "{set}: {gap:e}");
    }
}

#[test]
fn a_ban_has_no_slope_and_leaves_the_others_theirs() {
    let (_, economy, mut policy) = real("simonovska-waugh-2014", DeficitRule::Proportional);
    policy.set_wedge(RegionId(1), RegionId(0), SectorId(5), f64::INFINITY);
    let objective = Objective::welfare(RegionId(0));
    let outcome = economy.solve(&policy, None).unwrap();
    let gradient = economy.gradient(&policy, &outcome, &objective).unwrap();
    let banned = (RegionId(1), RegionId(0), SectorId(5));
    assert_eq!(gradient.wedge(banned.0, banned.1, banned.2), 0.0);
    assert_eq!(gradient.tariff(banned.0, banned.1, banned.2), 0.0);
    assert!(gradient.values().all(f64::is_finite));
    assert!(largest_gap(&economy, &policy, &objective, 97) <= 1e-7);
}

#[test]
fn one_factorisation_serves_several_objectives_and_storage_is_reused() {
    let (_, economy, policy) = real("simonovska-waugh-2014", DeficitRule::Fixed);
    let outcome = economy.solve(&policy, None).unwrap();
    let objectives: Vec<Objective> = (0..3).map(|i| Objective::welfare(RegionId(i))).collect();
    let mut adjoint = economy.adjoint();
    let mut found = vec![Gradient::zero(5, 17); 3];
    // Twice, so that what the first use leaves behind would show.
    for _ in 0..2 {
        adjoint.gradients(&policy, &outcome, &objectives, &mut found).unwrap();
    }
    for (objective, found) in objectives.iter().zip(&found) {
        assert_eq!(*found, economy.gradient(&policy, &outcome, objective).unwrap());
    }
}

#[test]
fn an_outcome_of_another_policy_or_economy_is_refused() {
    let (_, economy, policy) = real("simonovska-waugh-2014", DeficitRule::Fixed);
    let objective = Objective::welfare(RegionId(0));
    let error = economy.gradient(&policy, economy.baseline(), &objective).unwrap_err();
    assert!(matches!(error, EconomyError::NotAnEquilibrium { residual } if residual > 1e-3));
    let outcome = economy.solve(&policy, None).unwrap();
    let nowhere = Objective::welfare(RegionId(5));
    let error = economy.gradient(&policy, &outcome, &nowhere).unwrap_err();
    assert!(matches!(error, EconomyError::UnknownRegion { found: 5, regions: 5 }));
    let [short, negative, none] = [vec![1.0; 16], vec![-1.0; 17], vec![0.0; 17]];
    for weights in [short, negative, none] {
        let objective = Objective::sector_weighted(RegionId(0), &weights);
        let error = economy.objective(&outcome, &objective).unwrap_err();
        assert!(matches!(error, EconomyError::BadSectorWeights { region: 0, sectors: 17, .. }));
    }
}
