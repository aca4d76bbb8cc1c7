//! Pure equilibria against every profile, tried by definition.

use crate::brute_force;
use crate::games::Dice;
use talion_game::Quiet;
use talion_solve::{MarkovMethod, PureMarkov};

#[test]
fn all_pure_equilibria_of_random_games_and_no_others() {
    let mut dice = Dice(1);
    let (mut several, mut none) = (0, 0);
    for round in 0..120 {
        let (discounts, counts) = match round % 3 {
            0 => (vec![0.9, 0.9], vec![vec![2, 2]; 3]),
            1 => (vec![0.6, 0.95], vec![vec![3, 2], vec![2, 3], vec![2, 1]]),
            _ => (vec![0.8, 0.9, 0.7], vec![vec![2, 2, 2]; 2]),
        };
        let states = counts.len();
        let game = dice.game(&discounts, &counts, |_| (0..states).collect());
        let solution = PureMarkov::default().solve(&game, &Quiet).expect("small");
        assert!(solution.complete);
        let found: Vec<Vec<usize>> = solution
            .equilibria
            .iter()
            .map(|e| e.strategies.as_pure(&game).expect("pure"))
            .collect();
        let expected = brute_force::pure_equilibria(&game);
        assert_eq!(found, expected, "round {round}");
        several += usize::from(found.len() > 1);
        none += usize::from(found.is_empty());
    }
    assert!(several > 5 && none > 5, "the games must show both: {several}, {none}");
}

#[test]
fn a_limit_on_boxes_is_no_proof() {
    let game = Dice(2).game(&[0.9, 0.9], &vec![vec![3, 3]; 4], |_| (0..4).collect());
    let method = PureMarkov { most_boxes: 1, ..PureMarkov::default() };
    assert!(!method.solve(&game, &Quiet).expect("small").complete);
}
