//! Logit quantal response against independent roots, closed forms and selection theorems.

mod common;

use common::cases::{cases, game_of, numbers};
use common::normal_form;
use common::random::random_game;
use proptest::prelude::*;
use talion_game::{NormalForm, PlayerId, Quiet, Termination};
use talion_solve::{SolveError, logit_homotopy, quantal_response};

/// The cases' branches, from mpmath roots with residuals of 1e-16.
#[test]
fn branches_of_the_cases() {
    let cases = cases();
    let mut points = 0;
    for name in ["asym_matching_pennies", "pd", "stag_hunt"] {
        let case = &cases["qre"][name];
        let game = game_of(case);
        let path = case["path"].as_array().unwrap();
        let lambdas: Vec<f64> = path.iter().map(|p| p["lambda_"].as_f64().unwrap()).collect();
        let found = quantal_response(&game, &lambdas, &Quiet).unwrap();
        assert_eq!(found.points.len(), path.len(), "{name}");
        for (point, known) in found.points.iter().zip(path) {
            assert!(point.certificate.residual < 1e-11, "{name} {point:?}");
            for (player, key) in ["x", "y"].into_iter().enumerate() {
                let strategy = point.strategies.strategy(PlayerId(player));
                for (p, q) in strategy.iter().zip(numbers(&known[key])) {
                    assert!((p - q).abs() < 1e-8, "{name} at {}: {p} {q}", point.lambda);
                    points += 1;
                }
            }
        }
    }
    assert_eq!(points, (5 + 3 + 4) * 4);
}

/// The limits: the only equilibrium, the dominant one, the risk-dominant one.
#[test]
fn limits_of_the_cases() {
    let cases = cases();
    for (name, expected) in [
        ("asym_matching_pennies", [[0.5, 0.5], [0.1, 0.9]]),
        ("pd", [[0.0, 1.0], [0.0, 1.0]]),
        ("stag_hunt", [[0.0, 1.0], [0.0, 1.0]]),
    ] {
        let found = quantal_response(&game_of(&cases["qre"][name]), &[], &Quiet).unwrap();
        assert_eq!(found.termination, Termination::Converged, "{name}");
        let limit = found.limit.unwrap();
        assert!(limit.certificate.max_regret < 1e-12);
        for (p, q) in limit.strategies.strategies().iter().flatten().zip(expected.concat()) {
            assert!((p - q).abs() < 1e-12, "{name} {limit:?}");
        }
        // The branch comes to its limit: its last point is near.
        let last = found.branch.last().unwrap().strategies.strategies().concat();
        let gap = last.iter().zip(limit.strategies.strategies().concat());
        assert!(gap.map(|(a, b)| (a - b).abs()).fold(0.0, f64::max) < 0.02);
    }
}

/// One player alone: the closed form `exp(lambda u) / sum exp(lambda u)`, at any lambda.
#[test]
fn one_player_has_a_closed_form() {
    let payoffs = vec![1.0, 0.25, -3.0];
    let game = normal_form(&[3], vec![payoffs.clone()]);
    let lambdas = [0.0, 0.3, 1.0, 7.0];
    let found = quantal_response(&game, &lambdas, &Quiet).unwrap();
    assert_eq!(found.points.len(), 4);
    for (point, lambda) in found.points.iter().zip(lambdas) {
        let sum: f64 = payoffs.iter().map(|u| (lambda * u).exp()).sum();
        for (p, u) in point.strategies.strategy(PlayerId(0)).iter().zip(&payoffs) {
            assert!((p - (lambda * u).exp() / sum).abs() < 1e-12);
        }
    }
}

#[test]
fn a_wrong_lambda_is_refused() {
    let game = normal_form(&[1], vec![vec![0.0]]);
    for found in [-1.0, f64::INFINITY] {
        let refused = quantal_response(&game, &[found], &Quiet).unwrap_err();
        assert_eq!(refused, SolveError::Lambda { found });
    }
}

fn solves(game: &NormalForm, label: &str) {
    let solution = logit_homotopy(game, &Quiet).unwrap();
    assert_eq!(solution.termination, Termination::Converged, "{label} {}", solution.iterations);
    assert_eq!(solution.equilibria.len(), 1);
    let range =
        (0..game.player_count()).map(|p| game.payoff_range(PlayerId(p))).fold(0.0, f64::max);
    assert!(solution.max_regret() <= 1e-12 * range.max(1.0), "{label}");
}

/// Gambit's ipa and simpdiv fail on 8 x 8 x 8; here every seed gives an equilibrium.
#[test]
fn three_players_with_eight_strategies_each() {
    for seed in 1..=20 {
        solves(&random_game(&[8, 8, 8], seed, 1000), &format!("seed {seed}"));
    }
}

#[test]
fn many_shapes() {
    let shapes: [&[usize]; 7] = [
        &[2, 2],
        &[5, 7],
        &[16, 16],
        &[3, 3, 3],
        &[2, 2, 2, 2],
        &[4, 3, 2, 3],
        &[2, 2, 2, 2, 2, 2],
    ];
    for shape in shapes {
        for seed in 1..=5 {
            solves(&random_game(shape, seed, 1000), &format!("{shape:?} {seed}"));
        }
    }
}

/// Symmetric games of coordination, where the uniform branch runs into bifurcations.
#[test]
fn symmetric_coordination() {
    for n in 2..=6 {
        let payoffs: Vec<f64> =
            (0..n * n).map(|at| f64::from(u8::from(at % n == at / n))).collect();
        solves(&normal_form(&[n, n], vec![payoffs.clone(), payoffs]), &format!("{n}"));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn something_is_always_found(shape in prop::collection::vec(1_usize..4, 1..5), seed: u64) {
        // Payoffs 0..4: ties and degenerate games abound.
        let game = random_game(&shape, seed, 4);
        let solution = logit_homotopy(&game, &Quiet).unwrap();
        prop_assert_eq!(solution.equilibria.len(), 1);
        if solution.termination == Termination::Converged {
            prop_assert!(solution.max_regret() < 1e-11);
        } else {
            prop_assert!(solution.max_regret() < 0.1, "{:?}", solution);
        }
    }

    #[test]
    fn relabelling_players_relabels_the_branch(seed: u64, lambda in 0.0..3.0_f64) {
        let game = random_game(&[2, 3], seed, 10);
        let (a, b) = (game.payoffs(PlayerId(0)), game.payoffs(PlayerId(1)));
        let turned = |u: &[f64]| (0..6).map(|at| u[at / 3 + 2 * (at % 3)]).collect::<Vec<_>>();
        let other = normal_form(&[3, 2], vec![turned(b), turned(a)]);
        let [here, there] = [&game, &other].map(|g| quantal_response(g, &[lambda], &Quiet).unwrap());
        prop_assert_eq!(here.points.len(), 1);
        for p in 0..2 {
            let left = here.points[0].strategies.strategy(PlayerId(p));
            let right = there.points[0].strategies.strategy(PlayerId(1 - p));
            for (a, b) in left.iter().zip(right) {
                prop_assert!((a - b).abs() < 1e-9);
            }
        }
    }
}
