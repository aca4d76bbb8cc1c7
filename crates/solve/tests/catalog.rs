//! Known games with their known equilibria.

mod common;

use common::{bimatrix, exact_set, normal_form, parsed};
use std::sync::atomic::{AtomicU64, Ordering};
use talion_game::{NormalForm, Observer, Quiet, Solution, Termination};
use talion_solve::{
    SolveError, methods, pure_equilibria, pure_equilibria_within, vertex_enumeration,
};

fn game(row: &[&[f64]], column: &[&[f64]]) -> NormalForm {
    let matrix = |m: &[&[f64]]| m.iter().map(|line| line.to_vec()).collect::<Vec<_>>();
    bimatrix(&matrix(row), &matrix(column))
}

fn all(game: &NormalForm) -> Solution {
    vertex_enumeration(game, &Quiet).unwrap()
}

/// Asserts that the extreme equilibria are exactly those given as fractions.
fn assert_equilibria(game: &NormalForm, expected: &[[&str; 2]]) {
    let strategy = |text: &str| text.split(' ').map(parsed).collect::<Vec<_>>();
    let expected = expected.iter().map(|pair| pair.map(strategy)).collect();
    assert_eq!(exact_set(&all(game)), expected);
}

/// `pd_tariff` of the house's cases (`normal_form.json`): both impose the tariff.
#[test]
fn tariff_dilemma() {
    let game = game(&[&[3.0, 0.0], &[5.0, 1.0]], &[&[3.0, 5.0], &[0.0, 1.0]]);
    assert_equilibria(&game, &[["0 1", "0 1"]]);
    assert_eq!(all(&game).equilibria[0].values, [1.0, 1.0]);
}

/// `chicken` of the same file.
#[test]
fn chicken() {
    let game = game(&[&[6.0, 2.0], &[7.0, 0.0]], &[&[6.0, 7.0], &[2.0, 0.0]]);
    assert_equilibria(&game, &[["1 0", "0 1"], ["0 1", "1 0"], ["2/3 1/3", "2/3 1/3"]]);
    let values: Vec<_> = all(&game).equilibria.into_iter().map(|e| e.values).collect();
    assert_eq!(values[0], [2.0, 7.0], "ordered by player 1's strategy");
    assert!((values[1][0] - 14.0 / 3.0).abs() < 1e-14);
    assert_eq!(values[2], [7.0, 2.0]);
}

/// `von_stengel_3x2` of the same file (von Stengel 2007, game 3.3).
#[test]
fn von_stengel() {
    let game =
        game(&[&[3.0, 3.0], &[2.0, 5.0], &[0.0, 6.0]], &[&[3.0, 2.0], &[2.0, 6.0], &[3.0, 1.0]]);
    assert_equilibria(
        &game,
        &[["1 0 0", "1 0"], ["4/5 1/5 0", "2/3 1/3"], ["0 1/3 2/3", "1/3 2/3"]],
    );
}

/// `stag_hunt` of the same file.
#[test]
fn stag_hunt() {
    let game = game(&[&[9.0, 0.0], &[8.0, 7.0]], &[&[9.0, 8.0], &[0.0, 7.0]]);
    assert_equilibria(&game, &[["1 0", "1 0"], ["0 1", "0 1"], ["7/8 1/8", "7/8 1/8"]]);
}

/// `myerson_1978` of the same file: three pure equilibria, two of them in weakly dominated
/// strategies, and no other extreme one.
#[test]
fn myerson() {
    let payoffs: [&[f64]; 3] = [&[1.0, 0.0, -9.0], &[0.0, 0.0, -7.0], &[-9.0, -7.0, -7.0]];
    let game = game(&payoffs, &payoffs);
    assert_equilibria(&game, &[["1 0 0", "1 0 0"], ["0 1 0", "0 1 0"], ["0 0 1", "0 0 1"]]);
    assert_eq!(all(&game).components.len(), 3);
    let pure: Vec<_> = pure_equilibria(&game, &Quiet).unwrap().pure().map(|(_, p)| p).collect();
    assert_eq!(pure, [[0, 0], [1, 1], [2, 2]]);
}

/// `qre.asym_matching_pennies` of the same file.
#[test]
fn asymmetric_matching_pennies() {
    let game = game(&[&[9.0, 0.0], &[0.0, 1.0]], &[&[0.0, 1.0], &[1.0, 0.0]]);
    assert_equilibria(&game, &[["1/2 1/2", "1/10 9/10"]]);
}

/// Everybody indifferent: one component, the whole square, with its four corners.
#[test]
fn total_indifference() {
    let solution = all(&game(&[&[0.0, 0.0], &[0.0, 0.0]], &[&[0.0, 0.0], &[0.0, 0.0]]));
    assert_eq!(solution.equilibria.len(), 4);
    assert_eq!(solution.components.len(), 1);
    assert_eq!(solution.components[0].maximal_nash_subsets, [vec![0, 1, 2, 3]]);
}

/// A threat that costs nothing (Selten's entry game): player 1 stays out (2 for each) or enters, and
/// player 2 fights or yields. Staying out is in equilibrium with every probability of a fight of at
/// least 1/3.
#[test]
fn entry_with_a_threat() {
    let game = game(&[&[2.0, 2.0], &[0.0, 3.0]], &[&[2.0, 2.0], &[0.0, 1.0]]);
    assert_equilibria(&game, &[["1 0", "1 0"], ["1 0", "1/3 2/3"], ["0 1", "0 1"]]);
    let solution = all(&game);
    let sizes: Vec<_> = solution.components.iter().map(|c| c.equilibria.len()).collect();
    assert_eq!(sizes, [2, 1], "a segment and a point");
}

/// Coordination on n strategies has 2^n - 1 equilibria (Quint and Shubik 1997).
#[test]
fn coordination_reaches_the_known_count() {
    for n in 1..=7 {
        let identity: Vec<Vec<f64>> =
            (0..n).map(|i| (0..n).map(|j| f64::from(u8::from(i == j))).collect()).collect();
        let solution = all(&bimatrix(&identity, &identity));
        assert_eq!(solution.equilibria.len(), (1 << n) - 1);
        assert_eq!(solution.max_regret(), 0.0);
    }
}

/// One strategy each, and one against many with ties.
#[test]
fn smallest_games() {
    assert_equilibria(&game(&[&[5.0]], &[&[-3.0]]), &[["1", "1"]]);
    let lone = game(&[&[1.0, 1.0, 0.0]], &[&[2.0, 2.0, 1.0]]);
    assert_equilibria(&lone, &[["1", "1 0 0"], ["1", "0 1 0"]]);
}

/// Payoffs of 1e300 beside 1e-300 need integers of some two thousand bits.
#[test]
fn payoffs_far_apart() {
    let game = game(
        &[&[1e300, 0.0, 1.0], &[0.0, 1e-300, 2.0], &[3.0, 1e-200, 0.5]],
        &[&[0.0, 1e-300, 3.0], &[1e300, 0.0, 0.1], &[7.0, 1e100, 1.0]],
    );
    let solution = all(&game);
    assert_eq!(solution.equilibria.len() % 2, 1);
    assert!(solution.complete);
    for [x, y] in exact_set(&solution) {
        let payoff = |i: usize, j: usize| {
            common::rational(game.payoffs(talion_game::PlayerId(0))[i + 3 * j])
        };
        assert_eq!(common::regret(payoff, &x, &y), dashu::rational::RBig::ZERO);
    }
}

#[test]
fn pure_equilibria_of_three_players() {
    // Each wants to be the odd one out of three who choose 0 or 1; payoffs 1 if alone.
    let alone =
        |own: usize, others: [usize; 2]| f64::from(u8::from(others.iter().all(|o| *o != own)));
    let shape = [2, 2, 2];
    let payoffs = (0..3)
        .map(|p| {
            (0..8_usize)
                .map(|index| {
                    let s = [index & 1, index >> 1 & 1, index >> 2];
                    alone(s[p], [s[(p + 1) % 3], s[(p + 2) % 3]])
                })
                .collect()
        })
        .collect();
    let game = normal_form(&shape, payoffs);
    let solution = pure_equilibria(&game, &Quiet).unwrap();
    let found: Vec<_> = solution.pure().map(|(_, p)| p).collect();
    // All but the two profiles in which everybody does the same.
    let expected: Vec<_> = (1..7).map(|index| game.profile_at(index)).collect();
    assert_eq!(found, expected);
}

#[test]
fn pure_epsilon_equilibria() {
    let game = game(&[&[3.0, 0.0], &[5.0, 1.0]], &[&[3.0, 5.0], &[0.0, 1.0]]);
    let count =
        |tolerance| pure_equilibria_within(&game, tolerance, &Quiet).unwrap().equilibria.len();
    assert_eq!([count(0.0), count(1.0), count(1.9), count(2.0)], [1, 3, 3, 4]);
    let wrong = pure_equilibria_within(&game, -1.0, &Quiet).unwrap_err();
    assert_eq!(wrong, SolveError::Tolerance { found: -1.0 });
}

/// Stops the work after a number of questions.
struct Patience(AtomicU64);

impl Observer for Patience {
    fn stopped(&self) -> bool {
        self.0.fetch_add(1, Ordering::Relaxed) >= 3
    }
}

#[test]
fn an_interrupted_search_says_so() {
    let n = 12_u32;
    let noise = |i: u32, j: u32, k: u32| f64::from((i * 7919 + j * 104_729 + k * 1_299_709) % 997);
    let matrix = |k| {
        (0..n)
            .map(|i| (0..n).map(|j| noise(i * j + 1, j + i * i, k)).collect())
            .collect::<Vec<Vec<_>>>()
    };
    let game = bimatrix(&matrix(1), &matrix(2));
    let solution = vertex_enumeration(&game, &Patience(AtomicU64::new(0))).unwrap();
    assert!(!solution.complete);
    assert_eq!(solution.termination, Termination::Interrupted);
    assert!(solution.components.is_empty());
    assert!(solution.max_regret() < 1e-9, "what was found is right all the same");
    assert!(solution.equilibria.len() <= all(&game).equilibria.len());
}

#[test]
fn methods_say_what_they_take() {
    let names: Vec<_> = methods().iter().map(|m| m.name()).collect();
    let expected = [
        "pure",
        "vertex-enumeration",
        "support-enumeration",
        "lemke-howson",
        "zero-sum",
        "polynomial-systems",
        "logit",
        "global-newton",
    ];
    assert_eq!(names, expected);
    let three = normal_form(&[1, 1, 1], vec![vec![0.0]; 3]);
    assert!(methods()[0].applies(&three).is_ok());
    let refused = SolveError::PlayerCount { method: "vertex-enumeration", expected: 2, found: 3 };
    assert_eq!(methods()[1].applies(&three), Err(refused.clone()));
    assert_eq!(vertex_enumeration(&three, &Quiet).unwrap_err(), refused);
    let pd = game(&[&[3.0, 0.0], &[5.0, 1.0]], &[&[3.0, 5.0], &[0.0, 1.0]]);
    for method in methods().iter().filter(|method| method.applies(&pd).is_ok()) {
        let solution = method.solve(&pd, &Quiet).unwrap();
        assert_eq!(solution.method, method.name());
        assert_eq!(solution.equilibria.len(), 1);
        assert_eq!(solution.equilibria[0].concept, method.concept());
    }
}
