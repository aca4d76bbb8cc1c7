//! What must not change: other names, other zeros, a state that is split in two.

use crate::games::{Dice, State, game};
use proptest::prelude::*;
use talion_game::{Quiet, StateId, StochasticGame, Transition};
use talion_solve::{MarkovMethod, RecursiveLexicographicSearch};

/// Values of all equilibria at every state and player, sorted.
fn values(game: &StochasticGame) -> Vec<Vec<f64>> {
    let solution = RecursiveLexicographicSearch::default().solve(game, &Quiet).expect("small");
    assert!(solution.complete);
    let mut all: Vec<Vec<f64>> =
        solution.equilibria.into_iter().map(|e| e.certificate.values).collect();
    all.sort_by(|a, b| a.partial_cmp(b).expect("numbers"));
    all
}

fn assert_near(mut found: Vec<Vec<f64>>, mut expected: Vec<Vec<f64>>) {
    // Values that are equal but for rounding must not sort apart.
    let key = |v: &Vec<f64>| v.iter().map(|x| (x * 1e6).round()).collect::<Vec<f64>>();
    let order = |a: &Vec<f64>, b: &Vec<f64>| key(a).partial_cmp(&key(b)).expect("numbers");
    found.sort_by(order);
    expected.sort_by(order);
    assert_eq!(found.len(), expected.len());
    for (a, b) in found.iter().flatten().zip(expected.iter().flatten()) {
        assert!((a - b).abs() < 1e-9, "{a} {b}");
    }
}

/// A directional game with loops: every state leads to itself and to earlier ones.
fn random(seed: u64) -> StochasticGame {
    let counts = [vec![1, 1], vec![2, 2], vec![2, 3]];
    Dice(seed).game(&[0.9, 0.8], &counts, |s| (0..=s).collect())
}

/// The game with states in another order, players exchanged, and actions reversed.
fn relabelled(old: &StochasticGame, new: &[usize]) -> StochasticGame {
    let mut states: Vec<Option<State<'_>>> = vec![None; new.len()];
    for state in old.states() {
        let count = |p| old.action_count(state, talion_game::PlayerId(p));
        let (m, n) = (count(0), count(1));
        let mut profiles = Vec::new();
        // The new player 1 is the old player 2; each new action is counted from the end.
        for first in (0..m).rev() {
            for second in (0..n).rev() {
                let at = old.profile_at(state, &[first, second]);
                let u = old.payoffs(state, at);
                let row = old.transitions(state, at).iter();
                let row = row.map(|Transition { to, probability }| (new[to.0], probability));
                profiles.push((vec![u[1], u[0]], row.collect()));
            }
        }
        states[new[state.0]] = Some(("", vec![n, m], profiles));
    }
    let states: Vec<State<'_>> = states.into_iter().flatten().collect();
    game(&[old.discounts()[1], old.discounts()[0]], &states)
}

/// The game with a copy of a state at the end, to which half of the play goes.
fn split(old: &StochasticGame, state: StateId) -> StochasticGame {
    let copy = old.state_count();
    let of = |s: StateId| {
        let count = |p| old.action_count(s, talion_game::PlayerId(p));
        let profiles = (0..old.profile_count(s)).map(|at| {
            let row = old.transitions(s, at).iter().flat_map(|Transition { to, probability }| {
                if to == state && s != state {
                    vec![(to.0, probability / 2.0), (copy, probability / 2.0)]
                } else {
                    vec![(to.0, probability)]
                }
            });
            (old.payoffs(s, at).to_vec(), row.collect())
        });
        ("", vec![count(0), count(1)], profiles.collect())
    };
    let mut states: Vec<State<'_>> = old.states().map(of).collect();
    // The copy stays in itself where the state does.
    let mut twin = of(state);
    for (_, row) in &mut twin.2 {
        for (to, _) in row.iter_mut().filter(|(to, _)| *to == state.0) {
            *to = copy;
        }
    }
    states.push(twin);
    game(old.discounts(), &states)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn names_do_not_matter(seed in 0_u64..1_000_000, order in Just(vec![0, 1, 2]).prop_shuffle()) {
        let game = random(seed);
        let found = values(&relabelled(&game, &order));
        let back: Vec<Vec<f64>> = found
            .into_iter()
            .map(|v| (0..3).flat_map(|s| [v[2 * order[s] + 1], v[2 * order[s]]]).collect())
            .collect();
        assert_near(back, values(&game));
    }

    #[test]
    fn a_constant_moves_values_by_its_present_value(seed in 0_u64..1_000_000, c in -20.0..20.0_f64) {
        let game = random(seed);
        let payoffs = game.all_payoffs().iter().enumerate();
        let payoffs = payoffs.map(|(at, u)| if at % 2 == 0 { u + c } else { *u }).collect();
        let moved = values(&game.clone().with_payoffs(payoffs).expect("finite"));
        let back = |v: Vec<f64>| -> Vec<f64> {
            let worth = |at: usize| if at.is_multiple_of(2) { c / (1.0 - 0.9) } else { 0.0 };
            v.into_iter().enumerate().map(|(at, v)| v - worth(at)).collect()
        };
        assert_near(moved.into_iter().map(back).collect(), values(&game));
    }

    #[test]
    fn a_state_split_in_two_keeps_the_equilibria_that_treat_both_alike(seed in 0_u64..1_000_000) {
        let game = random(seed);
        let twins = values(&split(&game, StateId(1)));
        let alike = twins.into_iter().filter(|v| (0..2).all(|p| (v[2 + p] - v[6 + p]).abs() < 1e-9));
        let alike: Vec<Vec<f64>> = alike.map(|v| v[..6].to_vec()).collect();
        assert_near(alike, values(&game));
    }
}

#[test]
fn the_same_on_one_thread_and_on_many() {
    let counts: Vec<Vec<usize>> =
        (0..400).map(|s| if s < 40 { vec![1, 1] } else { vec![2, 2] }).collect();
    let game = Dice(5)
        .game(&[0.9, 0.9], &counts, |s| if s < 40 { vec![s] } else { vec![s % 40, s - 40, s] });
    let solve = || talion_solve::StateRecursion::default().solve(&game, &Quiet).expect("small");
    let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread");
    let four = rayon::ThreadPoolBuilder::new().num_threads(4).build().expect("threads");
    assert_eq!(one.install(solve).equilibria, four.install(solve).equilibria);
}
