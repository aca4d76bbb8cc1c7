//! Every method over every game that it claims: what is listed is in equilibrium and keeps promises.

mod common;

use common::cases::{cases, game_of, numbers};
use common::random::random_game;
use common::{bimatrix, exact_set, matrices};
use proptest::prelude::*;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use talion_game::{NormalForm, Observer, PlayerId, Quiet, Solution, Termination};
use talion_solve::{
    Limits, Method, SolveError, lemke_howson, methods, solve_within, support_enumeration,
    vertex_enumeration, zero_sum,
};

fn method(name: &str) -> &'static dyn Method {
    *methods().iter().find(|m| m.name() == name).unwrap()
}

/// A game by name, with the equilibria that are known to be all.
type Known = (String, NormalForm, Vec<[Vec<f64>; 2]>);

/// The games of the catalogue.
fn catalogue() -> Vec<Known> {
    let cases = cases();
    let names = ["pd_tariff", "chicken", "von_stengel_3x2", "stag_hunt"];
    let mut list: Vec<_> = names.iter().map(|name| ((*name).to_owned(), &cases[*name])).collect();
    let pennies = &cases["qre"]["asym_matching_pennies"];
    list.push(("asym_matching_pennies".to_owned(), pennies));
    list.into_iter()
        .map(|(name, case)| {
            let nash = case["nash"].as_array().unwrap();
            let known = nash.iter().map(|e| [numbers(&e["x"]), numbers(&e["y"])]).collect();
            (name, game_of(case), known)
        })
        .collect()
}

fn is_listed(solution: &Solution, known: &[Vec<f64>; 2]) -> bool {
    solution.equilibria.iter().any(|e| {
        let pairs = e.strategies.strategies().iter().zip(known);
        pairs.flat_map(|(a, b)| a.iter().zip(b)).all(|(a, b)| (a - b).abs() < 1e-12)
    })
}

#[test]
fn every_method_keeps_its_word_on_every_game_it_takes() {
    let mut runs = 0;
    for (name, game, known) in catalogue() {
        for method in methods().iter().filter(|m| m.applies(&game).is_ok()) {
            let solution = method.solve(&game, &Quiet).unwrap();
            let context = format!("{} on {name}: {solution:?}", method.name());
            assert!(solution.max_regret() < 1e-12, "{context}");
            assert_eq!(solution.method, method.name());
            for equilibrium in &solution.equilibria {
                let [x, y] = [0, 1].map(|p| equilibrium.strategies.strategy(PlayerId(p)).to_vec());
                let hit = known.iter().any(|[a, b]| {
                    a.iter().zip(&x).chain(b.iter().zip(&y)).all(|(a, b)| (a - b).abs() < 1e-9)
                });
                assert!(hit, "not among the known: {context}");
            }
            if solution.complete && method.name() != "pure" {
                assert!(known.iter().all(|e| is_listed(&solution, e)), "{context}");
            }
            runs += 1;
        }
    }
    assert!(runs >= 5 * 5, "five games, at least five methods each: {runs}");
}

#[test]
fn lemke_howson_needs_one_path_for_each_of_coordination() {
    // On the 2 x 2 identity the paths from the first strategies end at one pure equilibrium, from
    // the second at the other; the mixed one lies on none from the origin.
    let identity = [vec![1.0, 0.0], vec![0.0, 1.0]];
    let solution = lemke_howson(&bimatrix(&identity, &identity), &Quiet).unwrap();
    let found: Vec<_> = solution.pure().map(|(_, p)| p).collect();
    assert_eq!((found, solution.equilibria.len()), (vec![vec![0, 0], vec![1, 1]], 2));
    assert!(!solution.complete);
}

/// Nashpy's Lemke-Howson can loop on degenerate games; lexicographic ties cannot.
#[test]
fn lemke_howson_ends_where_everything_ties() {
    let zeros = vec![vec![0.0; 4]; 5];
    let ones = vec![vec![1.0; 4]; 5];
    let solution = lemke_howson(&bimatrix(&zeros, &ones), &Quiet).unwrap();
    assert!(!solution.equilibria.is_empty());
    assert_eq!(solution.max_regret(), 0.0);
}

/// A degenerate game is known as such: the mixtures of the threat game are not all found.
#[test]
fn support_enumeration_knows_degenerate_games() {
    let threat = bimatrix(&[vec![2.0, 2.0], vec![0.0, 3.0]], &[vec![2.0, 2.0], vec![0.0, 1.0]]);
    let solution = support_enumeration(&threat, &Quiet).unwrap();
    assert!(!solution.complete);
    assert_eq!(solution.max_regret(), 0.0);
}

/// Nashpy's support enumeration returns nothing on some 8 x 8 games, for want of a tolerance.
#[test]
fn every_eight_by_eight_game_has_an_equilibrium() {
    for seed in 1..=2 {
        let game = random_game(&[8, 8], seed, 1000);
        let all = vertex_enumeration(&game, &Quiet).unwrap();
        let supports = support_enumeration(&game, &Quiet).unwrap();
        assert!(supports.complete);
        assert_eq!(exact_set(&supports), exact_set(&all));
        assert_eq!(supports.equilibria.len() % 2, 1);
    }
}

#[test]
fn rock_paper_scissors_and_a_shift() {
    let row = [vec![0.0, -1.0, 2.0], vec![1.0, 0.0, -1.0], vec![-2.0, 1.0, 0.0]];
    let column: Vec<Vec<f64>> =
        row.iter().map(|line| line.iter().map(|u| 7.5 - u).collect()).collect();
    let solution = zero_sum(&bimatrix(&row, &column), &Quiet).unwrap();
    let equilibrium = &solution.equilibria[0];
    assert_eq!(equilibrium.exact.as_ref().unwrap()[0], ["1/4", "1/2", "1/4"]);
    assert!(equilibrium.values[0].abs() < 1e-15, "a symmetric game has value 0");
    assert!((equilibrium.values[1] - 7.5).abs() < 1e-15);
    let mut off = column.clone();
    off[2][1] += 0.25;
    let refused = zero_sum(&bimatrix(&row, &off), &Quiet).unwrap_err();
    let expected = SolveError::NotConstantSum { profile: vec![2, 1], found: 7.75, expected: 7.5 };
    assert_eq!(refused, expected);
}

/// A clock that goes one second further at every question.
struct Ticking(AtomicU64);

impl Observer for Ticking {
    fn elapsed(&self) -> Duration {
        Duration::from_secs(self.0.fetch_add(1, Ordering::Relaxed))
    }
}

#[test]
fn limits_are_kept_and_said() {
    let game = random_game(&[12, 12], 3, 1000);
    let time = Limits { time: Some(Duration::from_secs(4)), ..Limits::default() };
    let late =
        solve_within(method("vertex-enumeration"), &game, &time, &Ticking(AtomicU64::new(0)))
            .unwrap();
    assert_eq!((late.termination, late.complete), (Termination::TimeLimit, false));

    let chicken = game_of(&cases()["chicken"]);
    let two = Limits { equilibria: Some(2), ..Limits::default() };
    let cut = solve_within(method("vertex-enumeration"), &chicken, &two, &Quiet).unwrap();
    assert_eq!((cut.equilibria.len(), cut.complete), (2, false));
    assert_eq!(cut.termination, Termination::IterationLimit);
    let three = Limits { equilibria: Some(3), time: Some(Duration::MAX), ..Limits::default() };
    let whole = solve_within(method("vertex-enumeration"), &chicken, &three, &Quiet).unwrap();
    assert!(whole.complete, "a limit that does not bind changes nothing");

    let little = Limits { memory: Some(1 << 20), ..Limits::default() };
    let refused = solve_within(method("vertex-enumeration"), &game, &little, &Quiet);
    assert!(matches!(refused, Err(SolveError::Memory { limit: 1_048_576, .. })), "{refused:?}");
    assert!(solve_within(method("vertex-enumeration"), &chicken, &little, &Quiet).is_ok());
}

/// Two coarse matrices: many ties.
fn coarse() -> impl Strategy<Value = f64> + Clone {
    (0_i32..4).prop_map(f64::from)
}

/// Two matrices with hardly a tie.
fn fine() -> impl Strategy<Value = f64> + Clone {
    (0_i32..100_000).prop_map(f64::from)
}

fn nested(solution: &Solution, game: &NormalForm) -> Result<(), TestCaseError> {
    let all = vertex_enumeration(game, &Quiet).unwrap();
    prop_assert!(solution.max_regret() < 1e-9);
    prop_assert!(exact_set(solution).is_subset(&exact_set(&all)));
    prop_assert_eq!(exact_set(solution).len(), solution.equilibria.len(), "none twice");
    if solution.complete {
        prop_assert_eq!(exact_set(solution), exact_set(&all));
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn paths_and_supports_find_extreme_equilibria([row, column] in matrices(5, coarse())) {
        let game = bimatrix(&row, &column);
        let paths = lemke_howson(&game, &Quiet).unwrap();
        prop_assert!(!paths.equilibria.is_empty());
        nested(&paths, &game)?;
        nested(&support_enumeration(&game, &Quiet).unwrap(), &game)?;
    }

    #[test]
    fn supports_find_all_of_nondegenerate_games([row, column] in matrices(4, fine())) {
        let game = bimatrix(&row, &column);
        let solution = support_enumeration(&game, &Quiet).unwrap();
        let truth = common::oracle(&row, &column);
        prop_assert_eq!(solution.complete, truth.nondegenerate);
        nested(&solution, &game)?;
    }

    #[test]
    fn the_value_is_that_of_every_equilibrium([row, _] in matrices(5, coarse())) {
        let column: Vec<Vec<f64>> =
            row.iter().map(|line| line.iter().map(|u| -u).collect()).collect();
        let game = bimatrix(&row, &column);
        let value = zero_sum(&game, &Quiet).unwrap();
        prop_assert!(value.max_regret() < 1e-12);
        for equilibrium in vertex_enumeration(&game, &Quiet).unwrap().equilibria {
            let gap = equilibrium.values[0] - value.equilibria[0].values[0];
            prop_assert!(gap.abs() < 1e-12);
        }
    }
}
