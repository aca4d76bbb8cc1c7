//! Several equilibria: every branch found, against a scan over starts with the slow solver.
//!
//! Two regions and three sectors; two sectors have scale economies and buy half of their inputs from
//! themselves, so that each may gather in one region. Sector 0 becomes more productive in region 0.

mod support;

use support::{Figures, oracle};
use talion_economy::{
    Branch, BranchReport, Dataset, DeficitRule, Economy, EconomyOptions, Outcome, Policy, RegionId,
    SectorId,
};

const ONE: RegionId = RegionId(0);
const FIRST: SectorId = SectorId(0);

/// Scale is a share of what the trade elasticity allows, `link` the share of own inputs, `m` the
/// share of imports.
fn figures(scale: f64, link: f64, m: f64) -> Figures {
    let square = |a: f64, b: f64| vec![vec![a * (1.0 - m), a * m], vec![b * m, b * (1.0 - m)]];
    let flow = vec![square(1.0, 1.2), square(1.2, 1.0), square(1.0, 1.0)];
    let mut figures = Figures::simple(flow, vec![4.0; 3]);
    figures.psi = vec![scale / 4.0, scale / 4.0, 0.0];
    for inputs in &mut figures.input {
        inputs[0][0] = link;
        inputs[1][1] = link;
    }
    figures
}

struct World {
    figures: Figures,
    dataset: Dataset,
    economy: Economy,
}

impl World {
    fn new(scale: f64, link: f64, m: f64) -> Self {
        let figures = figures(scale, link, m);
        let dataset = figures.read().unwrap();
        let economy = Economy::new(&dataset, &EconomyOptions::default()).unwrap();
        Self { figures, dataset, economy }
    }

    fn policy(&self, log_gain: f64) -> Policy {
        let mut policy = self.economy.baseline_policy();
        policy.set_productivity(ONE, FIRST, log_gain.exp());
        policy
    }

    fn case<'a>(&'a self, policy: &'a Policy) -> oracle::Case<'a> {
        let (theta, psi) = (&self.figures.theta, &self.figures.psi);
        oracle::Case { data: &self.dataset, policy, theta, psi, deficits: DeficitRule::Fixed }
    }

    /// Sales of the first two sectors in region 0 at which damped rounds come to rest, from a grid
    /// of starts; ascending.
    fn scan(&self, policy: &Policy) -> Vec<[f64; 2]> {
        let mut found: Vec<[f64; 2]> = Vec::new();
        let grid = [0.15, 0.6, 1.0, 1.4, 1.85];
        for (a, b) in grid.iter().flat_map(|a| grid.iter().map(move |b| (a, b))) {
            let start = vec![vec![*a, 2.0 - a], vec![*b, 2.0 - b], vec![1.0, 1.0]];
            let rest = self.case(policy).solve_from(&start);
            let point = [rest.sales[0][0], rest.sales[1][0]];
            if !found.iter().any(|known| (known[0] - point[0]).abs() < 1e-4) {
                found.push(point);
            }
        }
        found.sort_by(|a, b| a[0].total_cmp(&b[0]));
        found
    }
}

fn place(outcome: &Outcome) -> [f64; 2] {
    [outcome.sales(ONE, FIRST), outcome.sales(ONE, SectorId(1))]
}

/// The equilibria of one sign, in ascending order of the first sector's sales.
fn of_sign(report: &BranchReport, sign: i8) -> Vec<&Outcome> {
    let of_sign = report.equilibria.iter().filter(|at| at.determinant_sign == sign);
    let mut outcomes: Vec<&Outcome> = of_sign.map(|at| &at.outcome).collect();
    outcomes.sort_by(|a, b| place(a)[0].total_cmp(&place(b)[0]));
    outcomes
}

fn same(found: &[&Outcome], scanned: &[[f64; 2]]) {
    assert_eq!(found.len(), scanned.len(), "{scanned:?}");
    for (outcome, scanned) in found.iter().zip(scanned) {
        for (found, want) in place(outcome).iter().zip(scanned) {
            assert!((found / want - 1.0).abs() < 1e-8, "{found} should be {want}");
        }
    }
}

#[test]
fn the_branches_between_two_folds_are_those_that_a_scan_over_starts_finds() {
    let world = World::new(0.9, 0.5, 0.1);
    let goal = 0.018;
    let policy = world.policy(goal);
    let report = world.economy.branches(&policy).unwrap();
    assert!(report.lost.is_empty());
    assert_eq!((report.baseline_determinant_sign, report.index_sum()), (1, 1));
    let branches: Vec<Branch> = report.equilibria.iter().map(|at| at.outcome.branch).collect();
    assert_eq!(
        branches,
        [Branch::Followed, Branch::Beyond { folds: 1 }, Branch::Beyond { folds: 2 }]
    );
    // All three satisfy the conditions as the slow solver writes them; it comes to rest at the
    // outer two, and leaves the middle one to either side.
    for at in &report.equilibria {
        assert!(world.case(&policy).unrest(&at.outcome) < 1e-11);
    }
    let lasting = of_sign(&report, 1);
    same(&lasting, &world.scan(&policy));
    let [middle] = of_sign(&report, -1)[..] else { panic!("one in the middle") };
    for (up, end) in [(0.98, lasting[0]), (1.02, lasting[1])] {
        let push = [vec![up, 1.0 / up], vec![1.0 / up, up], vec![1.0; 2]];
        let rest = world.case(&policy).solve_near(middle, &push);
        assert!((rest.sales[0][0] / place(end)[0] - 1.0).abs() < 1e-8);
    }
    // The folds bound the stretch of the way with two places to rest.
    let [late, early] = report.folds[..] else { panic!("{:?}", report.folds) };
    assert!(early.at < 1.0 && late.at > 1.0);
    for fold in [early, late] {
        assert!(fold.smallest_singular_value < 1e-6, "{fold:?}");
    }
    let rests = |share: f64| world.scan(&world.policy(share * goal)).len();
    assert_eq!([early.at - 0.05, early.at + 0.05].map(rests), [1, 2]);
    assert_eq!([late.at - 0.05, late.at + 0.05].map(rests), [2, 1]);
}

#[test]
fn past_the_folds_one_equilibrium_is_left_and_solving_leads_to_it() {
    let world = World::new(0.9, 0.5, 0.1);
    let policy = world.policy(1.05_f64.ln());
    let report = world.economy.branches(&policy).unwrap();
    assert_eq!(report.equilibria.len(), 1);
    assert_eq!(report.equilibria[0].outcome.branch, Branch::Beyond { folds: 2 });
    same(&of_sign(&report, 1), &world.scan(&policy));
    let solved = world.economy.solve(&policy, None).unwrap();
    let Branch::Fold { at } = solved.branch else { panic!("{:?}", solved.branch) };
    // Newton's steps fail a little before the fold itself.
    assert!((at - report.folds[0].at).abs() < 1e-5 && at < report.folds[0].at);
    let place = place(&solved)[0] / place(&report.equilibria[0].outcome)[0];
    assert!((place - 1.0).abs() < 1e-10);
    let conditioning = solved.conditioning.unwrap();
    println!("{conditioning:?} {at}");
    assert!(conditioning.least < 0.02 * conditioning.here && conditioning.least_at == at);
}

/// Near a fold the equilibrium moves like the root of the distance, and so does the smallest
/// singular value.
#[test]
fn the_smallest_singular_value_falls_with_the_root_of_the_distance_to_the_fold() {
    let world = World::new(0.9, 0.5, 0.1);
    let policy = world.policy(1.05_f64.ln());
    let fold = world.economy.branches(&policy).unwrap().folds[0].at * 1.05_f64.ln();
    let near = |distance: f64| {
        let report = world.economy.branches(&world.policy(fold - distance)).unwrap();
        let first = &report.equilibria[0].outcome;
        assert_eq!(first.branch, Branch::Followed);
        first.conditioning.unwrap().here
    };
    let ratio = near(4e-7) / near(1e-7);
    assert!((ratio - 2.0).abs() < 0.01, "{ratio}");
}

/// Stronger scale: the equilibrium of the data is one that markets leave, and both sectors gather in
/// one region or the other.
#[test]
fn an_unstable_baseline_is_told_and_the_places_of_rest_on_both_sides_are_found() {
    for (scale, link, m) in [(0.9, 0.5, 0.2), (0.9, 0.4, 0.3)] {
        let world = World::new(scale, link, m);
        let policy = world.policy(1.02_f64.ln());
        let report = world.economy.branches(&policy).unwrap();
        assert_eq!((report.baseline_determinant_sign, report.index_sum()), (-1, 1));
        let lasting = of_sign(&report, 1);
        same(&lasting, &world.scan(&policy));
        assert_eq!(lasting.len(), 2);
        assert!(of_sign(&report, -1).iter().all(|at| world.case(&policy).unrest(at) < 1e-11));
    }
}

#[test]
fn with_constant_returns_there_is_one_branch() {
    let world = World::new(0.0, 0.5, 0.2);
    let policy = world.policy(0.1);
    let report = world.economy.branches(&policy).unwrap();
    assert_eq!((report.equilibria.len(), report.folds.len(), report.index_sum()), (1, 0, 1));
    let solved = world.economy.solve(&policy, None).unwrap();
    assert_eq!(solved.conditioning, None);
    let gap = solved.welfare_hat[0] / report.equilibria[0].outcome.welfare_hat[0] - 1.0;
    assert!(gap.abs() < 1e-12);
}

#[test]
fn a_ban_is_reached_along_the_curve() {
    let world = World::new(0.5, 0.3, 0.2);
    let mut policy = world.policy(0.1);
    policy.set_wedge(ONE, RegionId(1), FIRST, f64::INFINITY);
    policy.set_wedge(RegionId(1), ONE, FIRST, f64::INFINITY);
    let report = world.economy.branches(&policy).unwrap();
    assert_eq!((report.equilibria.len(), report.index_sum(), report.lost.len()), (1, 1, 0));
    let solved = world.economy.solve(&policy, None).unwrap();
    let found = &report.equilibria[0].outcome;
    assert_eq!(found.home_share(ONE, FIRST), 1.0);
    assert!((solved.welfare_hat[0] / found.welfare_hat[0] - 1.0).abs() < 1e-12);
}
