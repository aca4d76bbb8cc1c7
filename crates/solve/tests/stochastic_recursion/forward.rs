//! Play over time, exactly and simulated.

use crate::games::{Dice, attrition, game};
use talion_game::{GameError, MarkovChain, MarkovProfile, Quiet, StateId};
use talion_solve::{
    MarkovMethod, RecursiveLexicographicSearch, SolveError, hitting, odds_within, propagate,
    simulate,
};

#[test]
fn attrition_ends_after_the_expected_rounds_of_the_formula() {
    let game = attrition(10.0, 1.0, 0.9);
    let solution = RecursiveLexicographicSearch::default().solve(&game, &Quiet).expect("small");
    let chain = MarkovChain::of(&game, &solution.equilibria[2].strategies);
    let hitting = hitting(&chain, &[StateId(1)]).expect("a state");
    // Case `talks_attrition_2state`: expected rounds 1 / (1 - (1 - p)^2).
    assert!((hitting.time[0] - 5.289_257_383_555_977).abs() < 1e-12, "{}", hitting.time[0]);
    assert_eq!((hitting.odds[0], hitting.time[1]), (1.0, 0.0));
    let p = 0.099_479_293_761_191_91_f64;
    let odds =
        odds_within(std::slice::from_ref(&chain), StateId(0), &[StateId(1)], 8).expect("a state");
    for (t, odds) in (0..).zip(&odds) {
        assert!((odds - (1.0 - (1.0 - p).powi(2 * t))).abs() < 1e-14, "after {t}: {odds}");
    }
}

/// The gambler's ruin: up with probability `p`, from 0 to `n`.
fn ruin(p: f64, n: usize) -> MarkovChain {
    let states: Vec<_> = (0..=n)
        .map(|s| {
            let row =
                if s == 0 || s == n { vec![(s, 1.0)] } else { vec![(s - 1, 1.0 - p), (s + 1, p)] };
            ("", vec![1], vec![(vec![0.0], row)])
        })
        .collect();
    let game = game(&[0.9], &states);
    MarkovChain::of(&game, &MarkovProfile::uniform(&game))
}

#[test]
fn the_gambler_is_ruined_with_the_odds_of_the_formula() {
    for (p, n) in [(0.45, 20), (0.5, 10), (0.49, 400)] {
        let chain = ruin(p, n);
        let top = hitting(&chain, &[StateId(n)]).expect("a state");
        let either = hitting(&chain, &[StateId(0), StateId(n)]).expect("states");
        let q: f64 = (1.0 - p) / p;
        for s in 1..n {
            let (i, all) = (s as f64, n as f64);
            let odds = if p == 0.5 { i / all } else { (q.powf(i) - 1.0) / (q.powf(all) - 1.0) };
            let time = if p == 0.5 { i * (all - i) } else { (i - all * odds) / (1.0 - 2.0 * p) };
            assert!((top.odds[s] - odds).abs() < 1e-10, "{} {odds}", top.odds[s]);
            assert!((either.time[s] / time - 1.0).abs() < 1e-8, "{} {time}", either.time[s]);
            assert!(top.time[s].is_infinite() && either.odds[s] == 1.0);
        }
    }
}

#[test]
fn odds_over_time_add_up_and_agree_with_simulation() {
    let mut dice = Dice(71);
    let game = dice.game(&[0.9, 0.9], &vec![vec![2, 2]; 5], |_| (0..5).collect());
    let chain = MarkovChain::of(&game, &MarkovProfile::uniform(&game));
    let exact = propagate(std::slice::from_ref(&chain), StateId(2), 8).expect("a state");
    assert_eq!(exact.distributions.len(), 9);
    for distribution in &exact.distributions {
        assert!((distribution.iter().sum::<f64>() - 1.0).abs() < 1e-14);
    }
    assert!((exact.occupation.iter().sum::<f64>() - 8.0).abs() < 1e-13);
    let runs = 20_000;
    let paths = simulate(std::slice::from_ref(&chain), StateId(2), 8, runs, 5).expect("a state");
    for (t, state) in [(1, 0), (3, 1), (8, 4)] {
        let share = paths.iter().filter(|path| path[t] == state).count() as f64 / runs as f64;
        let odds = exact.distributions[t][state as usize];
        let error = (odds * (1.0 - odds) / runs as f64).sqrt();
        assert!((share - odds).abs() < 4.0 * error, "{share} {odds}");
    }
    let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread");
    assert_eq!(
        one.install(|| simulate(std::slice::from_ref(&chain), StateId(2), 8, runs, 5))
            .expect("a state"),
        paths
    );
    assert_ne!(
        simulate(std::slice::from_ref(&chain), StateId(2), 8, runs, 6).expect("a state"),
        paths
    );
    let stranger = propagate(std::slice::from_ref(&chain), StateId(5), 1);
    assert!(matches!(stranger, Err(SolveError::Game(GameError::NoSuchState { found: 5, .. }))));
}
