//! Homotopies of stochastic games against closed forms, an independent solver and invariances.

#[path = "common/dynamic.rs"]
mod dynamic;

use dynamic::{SurePayoffs, deterministic, random_stochastic, relabelled, split};
use proptest::prelude::*;
use serde_json::Value;
use talion_game::{MarkovProfile, PlayerId, Quiet, StateId, StochasticGame, Termination};
use talion_solve::{
    BranchEnd, BranchRun, LogTracing, LogitHomotopy, MarkovMethod, QuantalRoute, SolveError,
    logit_markov, logit_markov_near,
};

fn cases() -> Value {
    serde_json::from_str(include_str!("cases/stochastic.json")).unwrap()
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap()
}

fn logit(game: &StochasticGame) -> BranchRun {
    LogitHomotopy::default().follow(game, &Quiet).unwrap()
}

fn tracing(game: &StochasticGame) -> BranchRun {
    LogTracing::default().follow(game, &Quiet).unwrap().remove(0)
}

fn near(found: f64, known: f64, tolerance: f64) {
    assert!((found - known).abs() < tolerance, "{found} is not {known}");
}

/// Talks as a war of attrition: fighting costs, who concedes leaves the prize to the other.
fn attrition(v: f64, c: f64, delta: f64) -> StochasticGame {
    let talks = [
        ([-c, -c], 0),
        ([0.0, v], 1), // the first concedes, the second fights
        ([v, 0.0], 1),
        ([v / 2.0, v / 2.0], 1),
    ];
    deterministic(delta, &[(2, &talks), (1, &[([0.0, 0.0], 1)])])
}

#[test]
fn attrition_is_mixed() {
    let case = &cases()["talks_attrition_2state"];
    let game = attrition(number(&case["V"]), number(&case["c"]), number(&case["delta"]));
    for run in [logit(&game), tracing(&game)] {
        assert_eq!(run.end, BranchEnd::Polished);
        for player in [PlayerId(0), PlayerId(1)] {
            let hazard = run.equilibrium.strategies.at(StateId(0), player)[1];
            near(hazard, number(&case["p_concede"]), 1e-12);
            near(
                run.equilibrium.certificate.value(StateId(0), player),
                number(&case["value"]),
                1e-12,
            );
        }
    }
}

/// Blackwell and Ferguson's Big Match, discounted.
#[test]
fn big_match() {
    for row in cases()["big_match_discounted"]["rows"].as_array().unwrap() {
        let delta = number(&row["delta"]);
        let end = 1.0;
        let match_ = [
            ([0.0, 0.0], 0),  // continue, left
            ([end, -end], 1), // stop, left: absorbed at one
            ([1.0, -1.0], 0), // continue, right
            ([0.0, 0.0], 2),  // stop, right: absorbed at zero
        ];
        let won: &[SurePayoffs] = &[([1.0, -1.0], 1)];
        let game = deterministic(delta, &[(2, &match_), (1, won), (1, &[([0.0, 0.0], 2)])]);
        for run in [logit(&game), tracing(&game)] {
            assert_eq!(run.end, BranchEnd::Polished, "{delta}");
            let value = run.equilibrium.certificate.value(StateId(0), PlayerId(0));
            near((1.0 - delta) * value, number(&row["value"]), 1e-12);
            let [stop, left] = [(0, 1), (1, 0)]
                .map(|(p, a)| run.equilibrium.strategies.at(StateId(0), PlayerId(p))[a]);
            near(stop, number(&row["p1_stop"]), 1e-11);
            near(stop, (1.0 - delta) / (2.0 - delta), 1e-11);
            near(left, number(&row["p2_L"]), 1e-11);
        }
    }
}

#[test]
fn technology_race() {
    let case = &cases()["tech_gap_zte"];
    let table = |key: &str, i: usize, j: usize| number(&case[key][i][j]);
    let game = dynamic::technology(
        |i, j| [table("u_US", i, j), table("u_CN", i, j)],
        |i, j| table("catchup_prob", i, j),
        [number(&case["W_US"]), number(&case["W_CN"])],
        number(&case["delta"]),
    );
    let known = &case["equilibria"][0];
    for run in [logit(&game), tracing(&game)] {
        assert_eq!(run.end, BranchEnd::Polished);
        for (player, key) in [(PlayerId(0), "V_US"), (PlayerId(1), "V_CN")] {
            assert_eq!(run.equilibrium.strategies.at(StateId(0), player), [1.0, 0.0]);
            near(run.equilibrium.certificate.value(StateId(0), player), number(&known[key]), 1e-12);
        }
        near(run.equilibrium.certificate.value(StateId(0), PlayerId(0)), 20.526_315_79, 1e-8);
        near(run.equilibrium.certificate.value(StateId(0), PlayerId(1)), 24.736_842_11, 1e-8);
    }
}

/// The repeated prisoner's dilemma as a game of one state: its only Markov equilibrium is defection.
#[test]
fn repeated_dilemma_in_one_state() {
    let stage = [([3.0, 3.0], 0), ([5.0, 0.0], 0), ([0.0, 5.0], 0), ([1.0, 1.0], 0)];
    let game = deterministic(0.9, &[(2, &stage)]);
    for run in [logit(&game), tracing(&game)] {
        assert_eq!(run.equilibrium.strategies.as_pure(&game), Some(vec![3]));
        near(run.equilibrium.certificate.values[0], 1.0 / (1.0 - 0.9), 1e-12);
    }
}

/// Equilibria that sgamesolver finds along the same paths (see `cases/README.md`).
#[test]
fn the_same_equilibria_as_sgamesolver() {
    let peers: Value = serde_json::from_str(include_str!("cases/stochastic_peers.json")).unwrap();
    let mut compared = 0;
    for case in peers.as_array().unwrap() {
        let shape: Vec<usize> = case["shape"]
            .as_array()
            .unwrap()
            .iter()
            .map(|n| usize::try_from(n.as_u64().unwrap()).unwrap())
            .collect();
        let whole = |key: &str| case[key].as_u64().unwrap();
        let states = usize::try_from(whole("states")).unwrap();
        let discounts = vec![number(&case["discount"]); shape.len()];
        let game = random_stochastic(states, &shape, &discounts, whole("seed"));
        let run = if case["method"] == "qre" {
            logit(&game)
        } else {
            // Its weights are one for payoffs as they are, ours for payoffs of range one.
            let ranges: Vec<f64> = (0..shape.len()).map(|p| range(&game, p)).collect();
            let slots = |state| ranges.iter().enumerate().map(move |(p, r)| (state, p, r));
            let nu = game.states().flat_map(slots);
            let nu = nu.flat_map(|(s, p, r)| vec![1.0 / r; game.action_count(s, PlayerId(p))]);
            let method = LogTracing { nu: Some(nu.collect()), ..LogTracing::default() };
            method.follow(&game, &Quiet).unwrap().remove(0)
        };
        assert_eq!(run.end, BranchEnd::Polished, "{case}");
        let known = case["values"].as_array().unwrap().iter().flat_map(|v| v.as_array().unwrap());
        for (found, known) in run.equilibrium.certificate.values.iter().zip(known) {
            assert!((found - number(known)).abs() < 1e-8, "{found} {known} {case}");
            compared += 1;
        }
    }
    assert_eq!(compared, 2 * 6 * (3 * 2 + 10 * 2 + 4 * 3 + 5 * 2));
}

fn range(game: &StochasticGame, player: usize) -> f64 {
    let own = game.all_payoffs().iter().skip(player).step_by(game.player_count());
    let (low, high) =
        own.fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), u| (l.min(*u), h.max(*u)));
    high - low
}

fn solved(run: &BranchRun, label: &str) {
    assert_eq!(run.end, BranchEnd::Polished, "{label}: {} steps", run.steps);
    let gain = run.equilibrium.certificate.one_shot_gain;
    assert!(gain < 1e-11, "{label}: {gain}");
}

#[test]
fn every_seed_of_ten_states() {
    for seed in 0..100 {
        let game = random_stochastic(10, &[3, 3], &[0.95, 0.95], seed);
        solved(&logit(&game), &format!("logit {seed}"));
        solved(&tracing(&game), &format!("tracing {seed}"));
    }
}

#[test]
fn fifty_states() {
    for seed in 0..4 {
        let game = random_stochastic(50, &[3, 3], &[0.95, 0.95], seed);
        solved(&logit(&game), &format!("logit {seed}"));
    }
}

/// Discount factors of zero and near one, one player, players without a choice, three players.
#[test]
fn many_shapes() {
    for (states, shape, discounts) in [
        (1, vec![4], vec![0.5]),
        (3, vec![1, 1], vec![0.9, 0.2]),
        (4, vec![3, 2], vec![0.0, 0.99]),
        (6, vec![2, 3, 2], vec![0.9, 0.8, 0.7]),
        (2, vec![2, 2, 2, 2], vec![0.5; 4]),
    ] {
        for seed in 0..3 {
            let game = random_stochastic(states, &shape, &discounts, seed);
            solved(&logit(&game), &format!("logit {shape:?} {seed}"));
            solved(&tracing(&game), &format!("tracing {shape:?} {seed}"));
        }
    }
}

/// Nobody cares: every profile is an equilibrium, none is isolated, and the start is one.
#[test]
fn indifference_everywhere() {
    let stage = [([2.0, 3.0], 0); 4];
    let game = deterministic(0.9, &[(2, &stage)]);
    for run in [logit(&game), tracing(&game)] {
        assert_ne!(run.end, BranchEnd::Stalled);
        assert!(run.equilibrium.certificate.one_shot_gain < 1e-12);
    }
}

/// Quantal response in one state is that of the one-shot game: the known closed form of one player.
#[test]
fn one_player_has_a_closed_form() {
    let game = random_stochastic(1, &[3], &[0.9], 4);
    let lambdas = [0.0, 0.7, 5.0, 60.0];
    let found = logit_markov(&game, &lambdas, &Quiet).unwrap();
    assert_eq!(found.termination, Termination::Converged);
    for (point, lambda) in found.points.iter().zip(lambdas) {
        assert_eq!(point.lambda, lambda);
        // What follows is the same whatever is done, so that the continuation cancels.
        let odds: Vec<f64> = game.all_payoffs().iter().map(|u| (lambda * u).exp()).collect();
        let sum: f64 = odds.iter().sum();
        for (p, odds) in point.strategies.at(StateId(0), PlayerId(0)).iter().zip(odds) {
            near(*p, odds / sum, 1e-11);
        }
    }
}

/// Points of the branch hold the logit condition, and Newton from a neighbour gives the same points.
#[test]
fn quantal_responses_at_given_precisions() {
    for seed in 0..5 {
        let game = random_stochastic(5, &[3, 2], &[0.9, 0.8], seed);
        let lambdas = [0.5, 3.0, 20.0, 300.0];
        let found = logit_markov(&game, &lambdas, &Quiet).unwrap();
        assert_eq!(found.points.len(), 4);
        let shaken: Vec<f64> = game.all_payoffs().iter().map(|u| u + 1e-3 * u.sin()).collect();
        let neighbour = game.clone().with_payoffs(shaken).unwrap();
        for point in &found.points {
            assert!(point.residual < 1e-11, "{seed} {} {}", point.lambda, point.residual);
            assert_eq!(point.route, QuantalRoute::Branch);
            let there =
                logit_markov_near(&neighbour, point.lambda, &point.strategies, &Quiet).unwrap();
            assert!(there.points[0].residual < 1e-11);
            let start = &there.points[0].strategies;
            let back = logit_markov_near(&game, point.lambda, start, &Quiet).unwrap();
            if back.points[0].route == QuantalRoute::Newton && point.lambda < 100.0 {
                for (p, q) in pairs(&back.points[0].strategies, &point.strategies) {
                    near(p, q, 1e-10);
                }
            }
        }
        // A start that is far from any quantal response leads back to the branch.
        let far = MarkovProfile::pure(&game, &[0; 5]);
        let again = logit_markov_near(&game, 3.0, &far, &Quiet).unwrap();
        for (p, q) in pairs(&again.points[0].strategies, &found.points[1].strategies) {
            near(p, q, 1e-10);
        }
    }
}

fn pairs<'a>(a: &'a MarkovProfile, b: &'a MarkovProfile) -> impl Iterator<Item = (f64, f64)> + 'a {
    a.probabilities().iter().copied().zip(b.probabilities().iter().copied())
}

#[test]
fn wrong_input_is_refused() {
    let game = random_stochastic(2, &[2, 2], &[0.5, 0.5], 0);
    for found in [-1.0, f64::INFINITY] {
        assert_eq!(
            logit_markov(&game, &[found], &Quiet).unwrap_err(),
            SolveError::Lambda { found }
        );
    }
    let method = LogTracing { nu: Some(vec![0.0; 8]), ..LogTracing::default() };
    assert_eq!(method.follow(&game, &Quiet).unwrap_err(), SolveError::TracingWeight { found: 0.0 });
    let method = LogTracing { nu: Some(vec![1.0; 3]), ..LogTracing::default() };
    assert!(method.follow(&game, &Quiet).is_err());
}

/// Attrition has three equilibria, two of them pure; random priors come to all three.
#[test]
fn random_priors_find_several_equilibria() {
    let game = attrition(10.0, 1.0, 0.9);
    let method = LogTracing { random_priors: 20, seed: 7, ..LogTracing::default() };
    let solution = method.solve(&game, &Quiet).unwrap();
    assert_eq!(solution.termination, Termination::Converged);
    assert!(!solution.complete);
    let pure: Vec<_> =
        solution.equilibria.iter().filter_map(|e| e.strategies.as_pure(&game)).collect();
    assert_eq!(solution.equilibria.len(), 3);
    assert!(pure.contains(&vec![1, 0]) && pure.contains(&vec![2, 0]), "{pure:?}");
    for equilibrium in &solution.equilibria {
        assert!(equilibrium.certificate.one_shot_gain < 1e-11);
    }
}

/// The same bytes at any number of threads.
#[test]
fn threads_change_nothing() {
    let game = random_stochastic(60, &[3, 3], &[0.9, 0.9], 2);
    let [one, three] = [1, 3].map(|threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| (logit(&game), tracing(&game)))
    });
    assert_eq!(one, three);
}

/// A thousand states and more go through the sparse system; a large cycle of stages has known values.
#[test]
fn sparse_cycle_of_dilemmas() {
    let states = 1_200;
    let stage = |next: usize| {
        [([3.0, 3.0], next), ([5.0, 0.0], next), ([0.0, 5.0], next), ([1.0, 1.0], next)]
    };
    let tables: Vec<_> = (0..states).map(|s| stage((s + 1) % states)).collect();
    let stages: Vec<(usize, &[SurePayoffs])> = tables.iter().map(|t| (2, &t[..])).collect();
    let run = logit(&deterministic(0.9, &stages));
    assert_eq!(run.end, BranchEnd::Polished);
    assert!(run.equilibrium.certificate.values.iter().all(|v| (v - 10.0).abs() < 1e-10));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn labels_do_not_matter(seed in 0..10_000_u64) {
        let game = random_stochastic(4, &[3, 2], &[0.9, 0.7], seed);
        // States reversed, actions reversed, players exchanged.
        let other = relabelled(&game);
        for solve in [logit, tracing] {
            let (here, there) = (solve(&game), solve(&other));
            prop_assert_eq!(here.end, BranchEnd::Polished);
            for state in 0..4 {
                for player in 0..2 {
                    let a = here.equilibrium.certificate.value(StateId(state), PlayerId(player));
                    let b = there.equilibrium.certificate.value(StateId(3 - state), PlayerId(1 - player));
                    prop_assert!((a - b).abs() < 1e-9, "{} {}", a, b);
                }
            }
        }
    }

    #[test]
    fn units_and_constants_do_not_matter(seed in 0..10_000_u64, constant in -5.0..5.0_f64, unit in 0.01..100.0_f64) {
        let game = random_stochastic(4, &[3, 2], &[0.9, 0.7], seed);
        let payoffs = game.all_payoffs().iter().map(|u| unit * u + constant).collect();
        let other = game.clone().with_payoffs(payoffs).unwrap();
        for solve in [logit, tracing] {
            let (here, there) = (solve(&game), solve(&other));
            for (at, (a, b)) in here.equilibrium.certificate.values.iter()
                .zip(&there.equilibrium.certificate.values).enumerate() {
                let shift = constant / (1.0 - game.discounts()[at % 2]);
                prop_assert!((unit * a + shift - b).abs() < 1e-9 * (1.0 + b.abs() + shift.abs()));
            }
            for (p, q) in pairs(&here.equilibrium.strategies, &there.equilibrium.strategies) {
                prop_assert!((p - q).abs() < 1e-8);
            }
        }
    }

    #[test]
    fn splitting_a_state_does_not_matter(seed in 0..10_000_u64, share in 0.1..0.9_f64) {
        let game = random_stochastic(3, &[2, 3], &[0.9, 0.8], seed);
        // State 1 becomes two copies of itself, entered with shares of its probability.
        let other = split(&game, 1, share);
        for solve in [logit, tracing] {
            let (here, there) = (solve(&game), solve(&other));
            for (state, copy) in [(0, 0), (1, 1), (2, 2), (1, 3)] {
                for player in [PlayerId(0), PlayerId(1)] {
                    let a = here.equilibrium.certificate.value(StateId(state), player);
                    let b = there.equilibrium.certificate.value(StateId(copy), player);
                    prop_assert!((a - b).abs() < 1e-9, "{} {}", a, b);
                }
            }
        }
    }
}
