//! Nash equilibria by play: closed forms, several equilibria, cycles, order, threads, interruption.

use crate::games::{cournot, no_pure_equilibrium, three_equilibria, wide};
use proptest::prelude::*;
use talion_game::{ContinuousGame, Observer, Quiet, Termination};
use talion_solve::{ContinuousSolution, NashOptions, Order, nash};

fn without_newton() -> NashOptions {
    NashOptions { newton: false, sweeps: 300, ..NashOptions::default() }
}

fn solve(game: &dyn ContinuousGame, options: &NashOptions) -> ContinuousSolution {
    nash(game, options, &Quiet).unwrap()
}

#[test]
fn cournot_has_its_textbook_equilibrium_by_every_way() {
    // q_i = (a - n c_i + sum of the others' costs) / (n + 1).
    let costs = [1.0, 2.0, 0.5];
    let game = cournot(&costs, &[10.0, 10.0, 10.0]);
    let ways = [
        NashOptions::default(),
        NashOptions { order: Order::Jacobi, ..NashOptions::default() },
        without_newton(),
        NashOptions { accelerate: false, ..without_newton() },
    ];
    for options in ways {
        let solution = solve(&game, &options);
        assert_eq!(solution.termination, Termination::Converged, "{options:?}");
        assert_eq!(solution.equilibria.len(), 1, "{options:?}");
        let equilibrium = &solution.equilibria[0];
        for (p, cost) in costs.iter().enumerate() {
            let others: f64 = costs.iter().sum::<f64>() - cost;
            let expected = (10.0 - 3.0 * cost + others) / 4.0;
            let found = equilibrium.point[p][0];
            assert!((found - expected).abs() < 1e-8, "{options:?}: {found} for {expected}");
            // Profit is the square of output.
            assert!((equilibrium.values[p] - expected * expected).abs() < 1e-7);
        }
        assert!(equilibrium.certificate.max_gain < 1e-9);
        assert!(equilibrium.certificate.projected_gradient < 1e-7);
    }
}

#[test]
fn simultaneous_replies_that_run_in_a_circle_give_way_to_turns() {
    // Five Cournot firms: the simultaneous reply map has the eigenvalue -2.
    let game = cournot(&[0.0; 5], &[10.0; 5]);
    let options = NashOptions { order: Order::Jacobi, ..without_newton() };
    let solution = solve(&game, &options);
    assert_eq!(solution.termination, Termination::Converged);
    for levels in &solution.equilibria[0].point {
        assert!((levels[0] - 10.0 / 6.0).abs() < 1e-7, "{levels:?}");
    }
}

#[test]
fn capacity_that_binds_is_met_exactly() {
    let solution = solve(&cournot(&[0.0, 0.0], &[2.0, 10.0]), &NashOptions::default());
    let point = &solution.equilibria[0].point;
    assert_eq!(point[0], [2.0]);
    assert!((point[1][0] - 4.0).abs() < 1e-9);
}

#[test]
fn a_game_without_pure_equilibrium_ends_in_a_named_cycle() {
    for start in [[0.5, 0.5], [0.2, 0.9], [1.0, 0.0]] {
        let game = no_pure_equilibrium().from(&[vec![start[0]], vec![start[1]]]);
        let solution = solve(&game, &NashOptions { starts: 0, ..NashOptions::default() });
        assert!(solution.equilibria.is_empty());
        assert!(
            matches!(solution.termination, Termination::Cycle { period } if period >= 2),
            "{:?} from {start:?}",
            solution.termination
        );
        assert_eq!(solution.runs[0].equilibrium, None);
    }
}

#[test]
fn all_three_equilibria_are_reported_once_each() {
    let options = NashOptions { starts: 12, ..NashOptions::default() };
    let solution = solve(&three_equilibria(), &options);
    let mut found: Vec<f64> = solution.equilibria.iter().map(|e| e.point[0][0]).collect();
    found.sort_by(f64::total_cmp);
    let mut root = 1.0_f64;
    for _ in 0..200 {
        root = (2.0 * root).tanh();
    }
    assert_eq!(found.len(), 3, "{found:?}");
    for (x, expected) in found.iter().zip([-root, 0.0, root]) {
        assert!((x - expected).abs() < 1e-8, "{found:?}");
    }
    assert!(solution.runs.iter().all(|run| run.equilibrium.is_some()));
}

#[test]
fn many_instruments_of_very_different_weight() {
    let solution = solve(&wide(3, 150), &NashOptions { starts: 0, ..NashOptions::default() });
    assert_eq!(solution.termination, Termination::Converged);
    // By symmetry of weights each player sets one level: x_p + 0.2 (x_0 + x_1 + x_2) = 0.2 (p + 1).
    let total = 0.2 * 6.0 / 1.6;
    for (p, levels) in solution.equilibria[0].point.iter().enumerate() {
        let expected = 0.2 * (p + 1) as f64 - 0.2 * total;
        let off = levels.iter().map(|x| (x - expected).abs()).fold(0.0, f64::max);
        assert!(off < 1e-7, "player {p} is off by {off}");
    }
    assert!(solution.runs[0].sweeps <= 4, "{:?}", solution.runs[0].sweeps);
}

#[test]
fn the_same_bytes_at_any_thread_count() {
    let run = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let options = NashOptions { order: Order::Jacobi, ..NashOptions::default() };
        pool.install(|| solve(&wide(5, 12), &options))
    };
    assert_eq!(run(1), run(4));
}

#[test]
fn an_observer_can_stop_it() {
    struct Stop;
    impl Observer for Stop {
        fn stopped(&self) -> bool {
            true
        }
    }
    let game = cournot(&[0.0, 0.0], &[10.0, 10.0]);
    let solution = nash(&game, &NashOptions::default(), &Stop).unwrap();
    assert_eq!(solution.termination, Termination::Interrupted);
    assert!(solution.equilibria.is_empty() && solution.runs.len() == 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Capacities that may bind: every answer is an equilibrium, and a relabelling of the firms
    /// relabels it.
    #[test]
    fn random_cournot_games(
        firms in proptest::collection::vec((0.0..6.0_f64, 0.2..4.0_f64), 2..5),
    ) {
        let play = |firms: &[(f64, f64)]| {
            let (costs, capacities): (Vec<f64>, Vec<f64>) = firms.iter().copied().unzip();
            solve(&cournot(&costs, &capacities), &NashOptions { starts: 0, ..NashOptions::default() })
        };
        let solution = play(&firms);
        prop_assert_eq!(solution.termination, Termination::Converged);
        let equilibrium = &solution.equilibria[0];
        prop_assert!(equilibrium.certificate.max_gain < 1e-9);
        // The definition, by hand: q_i = clip((10 - c_i - others) / 2).
        let total: f64 = equilibrium.point.iter().map(|q| q[0]).sum();
        for ((cost, capacity), q) in firms.iter().zip(&equilibrium.point) {
            let reply = (0.5 * (10.0 - cost - (total - q[0]))).clamp(0.0, *capacity);
            prop_assert!((reply - q[0]).abs() < 1e-8, "{} for {}", q[0], reply);
        }
        let reversed: Vec<(f64, f64)> = firms.iter().rev().copied().collect();
        let back = play(&reversed);
        for (q, r) in equilibrium.point.iter().zip(back.equilibria[0].point.iter().rev()) {
            prop_assert!((q[0] - r[0]).abs() < 1e-8);
        }
    }
}
