//! The axioms: symmetry, scale invariance, independence, monotonicity, efficiency, and honest gaps.

use proptest::prelude::*;
use talion_game::{BargainingProblem, Deal, DealRule, Feasible, Issue};
use talion_solve::bargaining::bargain;

const NASH: DealRule = DealRule::Nash { weights: [0.5, 0.5] };
const RULES: [DealRule; 4] =
    [NASH, DealRule::KalaiSmorodinsky, DealRule::Egalitarian, DealRule::Utilitarian];

fn names() -> [String; 2] {
    ["1".to_owned(), "2".to_owned()]
}

fn of_issues(gains: &[[f64; 2]], d: [f64; 2]) -> BargainingProblem {
    let issue = |(k, gains): (usize, &[f64; 2])| Issue { label: k.to_string(), gains: *gains };
    let issues = gains.iter().enumerate().map(issue).collect();
    BargainingProblem::new("", names(), d, Feasible::Issues(issues)).expect("sound")
}

fn of_points(points: &[[f64; 2]]) -> BargainingProblem {
    let mut points = points.to_vec();
    points.push([0.0, 0.0]);
    BargainingProblem::new("", names(), [0.0; 2], Feasible::Points(points)).expect("sound")
}

fn deal(problem: &BargainingProblem, rule: DealRule) -> Option<Deal> {
    bargain(problem, rule).expect("weights above zero")
}

fn close(a: [f64; 2], b: [f64; 2]) -> bool {
    (0..2).all(|p| (a[p] - b[p]).abs() <= 1e-8 * (1.0 + a[p].abs()))
}

fn gains() -> impl Strategy<Value = Vec<[f64; 2]>> {
    // In hundredths, so that ties occur and nothing is a hair from nothing.
    let number = || (-500_i32..=500).prop_map(|x| f64::from(x) / 100.0);
    prop::collection::vec((number(), number()).prop_map(|(a, b)| [a, b]), 1..7)
}

fn d() -> impl Strategy<Value = [f64; 2]> {
    (-3.0_f64..3.0, -3.0_f64..3.0).prop_map(|(a, b)| [a, b])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    /// The dual bound of the certificate, which knows nothing of the frontier, leaves no room.
    #[test]
    fn no_feasible_deal_is_better(gains in gains(), d in d()) {
        for problem in [of_issues(&gains, d), of_points(&gains)] {
            let rules = RULES.into_iter().chain([0, 1].map(|player| DealRule::BestFor { player }));
            for rule in rules {
                let Some(deal) = deal(&problem, rule) else { continue };
                let check = &deal.certificate;
                prop_assert!(check.infeasible <= 1e-12 && check.shortfall <= 1e-9, "{rule:?} {deal:?}");
                prop_assert!(check.gap >= -1e-8, "{rule:?} {deal:?}");
                // Equal gains may leave the other more than equal where the frontier is flat.
                prop_assert!(check.gap <= 1e-7, "{rule:?} {deal:?}");
            }
        }
    }

    #[test]
    fn nothing_dominates_a_deal(
        gains in gains(),
        d in d(),
        tried in prop::collection::vec(0.0_f64..1.0, 7),
    ) {
        let problem = of_issues(&gains, d);
        let corner: Vec<f64> = tried[..gains.len()].iter().map(|x| x.round()).collect();
        for shares in [&tried[..gains.len()], &corner] {
            let u = problem.payoffs(shares).expect("as many shares as issues");
            for rule in RULES {
                let Some(deal) = deal(&problem, rule) else { continue };
                let better = (0..2).all(|p| u[p] > deal.payoffs[p] + 1e-9);
                prop_assert!(!better, "{rule:?}: {u:?} over {:?}", deal.payoffs);
            }
        }
    }

    #[test]
    fn exchanging_the_players_exchanges_what_they_get(gains in gains(), d in d()) {
        let swapped: Vec<[f64; 2]> = gains.iter().map(|g| [g[1], g[0]]).collect();
        for rule in RULES {
            let one = deal(&of_issues(&gains, d), rule);
            let other = deal(&of_issues(&swapped, [d[1], d[0]]), rule);
            prop_assert_eq!(one.is_some(), other.is_some());
            if let (Some(one), Some(other)) = (one, other) {
                prop_assert!(close(one.payoffs, [other.payoffs[1], other.payoffs[0]]), "{rule:?}");
            }
        }
    }

    /// The units and the zero of a payoff are nobody's business in the Nash and Kalai-Smorodinsky rules.
    #[test]
    fn units_of_payoffs_do_not_matter(
        gains in gains(),
        d in d(),
        units in (0.1_f64..10.0, 0.1_f64..10.0),
        zero in d(),
    ) {
        let to = |u: [f64; 2]| [units.0 * u[0], units.1 * u[1]];
        let scaled: Vec<[f64; 2]> = gains.iter().map(|g| to(*g)).collect();
        let moved = to(d);
        let moved = [moved[0] + zero[0], moved[1] + zero[1]];
        for rule in [NASH, DealRule::KalaiSmorodinsky] {
            let one = deal(&of_issues(&gains, d), rule);
            let other = deal(&of_issues(&scaled, moved), rule);
            prop_assert_eq!(one.is_some(), other.is_some());
            if let (Some(one), Some(other)) = (one, other) {
                let wanted = to(one.payoffs);
                let wanted = [wanted[0] + zero[0], wanted[1] + zero[1]];
                prop_assert!(close(other.payoffs, wanted), "{rule:?}: {:?} {wanted:?}", other.payoffs);
            }
        }
    }

    /// Points that are not drawn may go without changing the Nash deal.
    #[test]
    fn irrelevant_points_do_not_matter(gains in gains()) {
        let problem = of_points(&gains);
        if let Some(found) = deal(&problem, NASH) {
            let Feasible::Points(points) = problem.feasible() else { unreachable!() };
            let drawn: Vec<[f64; 2]> = points
                .iter()
                .zip(&found.shares)
                .filter(|(_, share)| **share > 0.0)
                .map(|(point, _)| *point)
                .collect();
            let again = deal(&of_points(&drawn), NASH).expect("the same deal");
            prop_assert!(close(found.payoffs, again.payoffs));
        }
    }

    /// More to agree on, with the same best for each, harms nobody under Kalai and Smorodinsky.
    #[test]
    fn more_to_agree_on_harms_nobody(gains in gains(), at in (0.0_f64..1.0, 0.0_f64..1.0)) {
        let problem = of_points(&gains);
        if let Some(before) = deal(&problem, DealRule::KalaiSmorodinsky) {
            let ideal = before.certificate.ideal;
            let mut more = gains.clone();
            more.push([at.0 * ideal[0], at.1 * ideal[1]]);
            let after = deal(&of_points(&more), DealRule::KalaiSmorodinsky).expect("a deal");
            // A lottery with the new point may raise what a player can have at best.
            prop_assume!(close(after.certificate.ideal, ideal));
            for p in 0..2 {
                prop_assert!(after.payoffs[p] >= before.payoffs[p] - 1e-8, "{before:?} {after:?}");
            }
        }
    }
}
