//! Games that end after some periods.

use crate::games::{Dice, absorbing, attrition, game, repeated_dilemma};
use talion_game::{PlayerId, Quiet, StateId};
use talion_solve::{
    Horizon, MarkovMethod, StageRule, StateRecursion, every_finite_horizon, finite_horizon,
};

fn horizon(periods: usize) -> Horizon<'static> {
    Horizon { periods, terminal_values: &[], rule: StageRule::First, keep_all: true }
}

#[test]
fn the_dilemma_over_three_periods() {
    // Case `finite_horizon`: tariffs in each period, value 1 + 0.9 + 0.81.
    let game = repeated_dilemma(0.9);
    let solved = finite_horizon(&game, &horizon(3), &Quiet).expect("a game");
    assert!(solved.is_unique);
    assert_eq!(solved.strategies.len(), 3);
    assert!(solved.strategies.iter().all(|s| s.as_pure(&game) == Some(vec![3])));
    assert!(solved.values.iter().all(|v| (v - 2.71).abs() < 1e-15), "{:?}", solved.values);
    assert_eq!(solved.one_shot_gain, 0.0);
}

#[test]
fn with_one_period_left_attrition_is_a_game_of_chicken() {
    let game = attrition(10.0, 1.0, 0.9);
    let (paths, complete) = every_finite_horizon(&game, 1, &[], 10, &Quiet).expect("a game");
    assert!(complete);
    // Fight -1 or V; concede 0 or V / 2: fight with q has -q + 10 (1 - q) = 5 (1 - q), q = 5 / 6.
    let fight: Vec<f64> =
        paths.iter().map(|p| p.strategies[0].at(StateId(0), PlayerId(0))[0]).collect();
    assert_eq!(fight.len(), 3);
    assert_eq!([fight[0], fight[1]], [0.0, 1.0]);
    assert!((fight[2] - 5.0 / 6.0).abs() < 1e-15);
    let (paths, complete) = every_finite_horizon(&game, 2, &[], 10, &Quiet).expect("a game");
    assert!(complete);
    assert!(paths.len() > 3 && paths.iter().all(|path| path.strategies.len() == 2));
    let (few, complete) = every_finite_horizon(&game, 2, &[], 4, &Quiet).expect("a game");
    assert!(!complete && few == paths[..4], "a limit cuts the list and says so");
}

#[test]
fn each_rule_picks_what_it_says_and_counts_what_it_left() {
    // A stag hunt: the deal pays most, no deal is safe.
    let payoffs = [[9.0, 9.0], [8.0, 0.0], [0.0, 8.0], [7.0, 7.0]];
    let profiles: Vec<_> = payoffs.map(|u| (u.to_vec(), vec![(1, 1.0)])).to_vec();
    let hunt = game(&[0.9, 0.9], &[("hunt", vec![2, 2], profiles), absorbing("end", 1, &[0.0; 2])]);
    for (rule, value) in [
        (StageRule::First, 9.0),
        (StageRule::PayoffDominance, 9.0),
        (StageRule::RiskDominance, 7.0),
        (StageRule::Last, 63.0 / 8.0),
    ] {
        let solved =
            finite_horizon(&hunt, &Horizon { rule, ..horizon(1) }, &Quiet).expect("a game");
        assert!((solved.values[0] - value).abs() < 1e-14, "{rule}: {}", solved.values[0]);
        let [counts] = solved.stages[..] else { panic!("one period") };
        assert_eq!((counts.stages, counts.several, counts.undecided), (2, 1, 0), "{rule}");
        assert!(!solved.is_unique);
    }
}

#[test]
fn terminal_values_carry_on_where_play_was_left() {
    let mut dice = Dice(7);
    let counts = vec![vec![2, 3]; 4];
    let game = dice.game(&[0.9, 0.8], &counts, |_| (0..4).collect());
    let whole = finite_horizon(&game, &horizon(5), &Quiet).expect("a game");
    let late = finite_horizon(&game, &horizon(2), &Quiet).expect("a game");
    let early = Horizon { terminal_values: &late.values, ..horizon(3) };
    let early = finite_horizon(&game, &early, &Quiet).expect("a game");
    assert_eq!(early.values, whole.values);
    assert_eq!(early.strategies, whole.strategies[..3]);
    assert!(whole.one_shot_gain < 1e-13);
}

#[test]
fn three_players_and_large_menus_are_solved_too() {
    let mut dice = Dice(11);
    for counts in [vec![vec![2, 2, 2]; 2], vec![vec![10, 9]; 2]] {
        let discounts = vec![0.9; counts[0].len()];
        let game = dice.game(&discounts, &counts, |_| vec![0, 1]);
        let solved = finite_horizon(&game, &horizon(2), &Quiet).expect("a game");
        assert!(solved.one_shot_gain < 1e-8, "{}", solved.one_shot_gain);
    }
}

#[test]
fn a_long_horizon_comes_to_the_stationary_equilibrium_where_there_is_one() {
    // One player: value iteration, which converges to the optimum.
    let mut dice = Dice(3);
    let game = dice.game(&[0.7], &vec![vec![3]; 5], |s| (0..=s).collect());
    let solved = finite_horizon(&game, &horizon(200), &Quiet).expect("a game");
    let stationary = StateRecursion::default().solve(&game, &Quiet).expect("a game");
    assert!(stationary.complete);
    for (long, ever) in solved.values.iter().zip(&stationary.equilibria[0].certificate.values) {
        assert!((long - ever).abs() < 1e-12, "{long} {ever}");
    }
}
