//! Components of several states: what is found there, and what is claimed.

use crate::brute_force;
use crate::games::{Dice, absorbing, attrition, game};
use talion_game::{MarkovProfile, Observer, PlayerId, Quiet, StateId, StochasticGame, Termination};
use talion_solve::{
    MarkovEquilibrium, MarkovMethod, MarkovSolution, RecursiveLexicographicSearch, SolveError,
    StageRule, StateRecursion, pakes_mcguire,
};

/// Two mirror images of a war of attrition that play changes between: a component of two states.
fn alternating_attrition() -> StochasticGame {
    let over = || vec![(2, 1.0)];
    let state = |label, other: usize| {
        let profiles = vec![
            (vec![-1.0, -1.0], vec![(other, 1.0)]),
            (vec![0.0, 10.0], over()),
            (vec![10.0, 0.0], over()),
            (vec![5.0, 5.0], over()),
        ];
        (label, vec![2, 2], profiles)
    };
    game(&[0.9, 0.9], &[state("odd", 1), state("even", 0), absorbing("over", 2, &[0.0, 0.0])])
}

#[test]
fn pure_equilibria_of_a_component_are_found_and_mixed_ones_not_ruled_out() {
    let game = alternating_attrition();
    let solution = RecursiveLexicographicSearch::default().solve(&game, &Quiet).expect("small");
    let found: Vec<Vec<usize>> =
        solution.equilibria.iter().filter_map(|e| e.strategies.as_pure(&game)).collect();
    assert_eq!(found, brute_force::pure_equilibria(&game));
    assert!(found.len() >= 2);
    assert!(!solution.complete, "there are mixed ones, which were not looked for");
}

/// A method that knows the symmetric equilibrium.
struct Oracle;

impl MarkovMethod for Oracle {
    fn name(&self) -> &'static str {
        "oracle"
    }

    fn solve(&self, game: &StochasticGame, _: &dyn Observer) -> Result<MarkovSolution, SolveError> {
        // The hazard of the game of one state: (V + 2c + dV - root) / (2dV).
        let (v, c, d) = (10.0_f64, 1.0, 0.9);
        let sum = v + 2.0 * c + d * v;
        let p = (sum - (sum * sum - 8.0 * c * d * v).sqrt()) / (2.0 * d * v);
        let weights = [1.0 - p, p].repeat(4).into_iter().chain([1.0, 1.0]).collect();
        let strategies = MarkovProfile::new(game, weights)?;
        Ok(MarkovSolution {
            equilibria: vec![MarkovEquilibrium::certify(game, strategies)?],
            complete: false,
            termination: Termination::Converged,
            iterations: 1,
            elapsed: std::time::Duration::ZERO,
            method: "oracle".to_owned(),
        })
    }
}

#[test]
fn a_method_for_components_adds_its_equilibria_once_certified() {
    let game = alternating_attrition();
    let alone = RecursiveLexicographicSearch::default();
    let before = alone.solve(&game, &Quiet).expect("small").equilibria.len();
    let method = RecursiveLexicographicSearch { within: Some(&Oracle), ..alone };
    let solution = method.solve(&game, &Quiet).expect("small");
    assert_eq!(solution.equilibria.len(), before + 1);
    let mixed = solution.equilibria.iter().find(|e| e.strategies.as_pure(&game).is_none());
    let mixed = mixed.expect("the oracle's");
    assert!(
        (mixed.certificate.value(StateId(0), PlayerId(0)) - 0.497_396_468_805_959_5).abs() < 1e-12
    );
    assert!(mixed.certificate.one_shot_gain < 1e-12);
}

#[test]
fn state_recursion_certifies_games_of_one_component() {
    let mut dice = Dice(51);
    let (mut settled, mut unique) = (0, 0);
    for round in 0..40 {
        // Bounds decide where the future counts little.
        let discount = if round % 4 == 0 { 0.05 } else { 0.9 };
        let game = dice.game(&[discount; 2], &vec![vec![2, 2]; 3], |_| (0..3).collect());
        let solution = StateRecursion::default().solve(&game, &Quiet).expect("small");
        let [equilibrium] = &solution.equilibria[..] else { panic!("one profile") };
        let gain = brute_force::one_shot_gain(&game, &equilibrium.strategies);
        assert!((gain - equilibrium.certificate.one_shot_gain).abs() < 1e-10, "{gain}");
        if solution.termination == Termination::Converged {
            assert!(gain < 1e-7, "{gain}");
            settled += 1;
        }
        if solution.complete {
            assert_eq!(brute_force::pure_equilibria(&game).len(), 1);
            unique += 1;
        }
    }
    assert!(settled >= 35 && unique >= 1, "{settled} settled, {unique} unique");
}

#[test]
fn pakes_and_mcguire_come_to_an_equilibrium_that_is_there() {
    let game = attrition(10.0, 1.0, 0.9);
    let found = pakes_mcguire(&game, StageRule::Last, None, &Quiet).expect("two players");
    assert!(found.certificate.one_shot_gain < 1e-12, "{}", found.certificate.one_shot_gain);
    let wrong = pakes_mcguire(&game, StageRule::First, Some(&[0.0]), &Quiet);
    assert!(matches!(wrong, Err(SolveError::Game(_))), "one value per state and player");
}

#[test]
fn three_players_in_turn_are_solved_by_recursion() {
    let mut dice = Dice(61);
    let counts = vec![vec![1, 1, 1], vec![2, 2, 2], vec![2, 1, 2], vec![2, 2, 2]];
    let mut settled = 0;
    for _ in 0..10 {
        let game = dice.game(&[0.9, 0.8, 0.7], &counts, |s| (0..=s).collect());
        let solution = StateRecursion::default().solve(&game, &Quiet).expect("small");
        let gain = solution.equilibria[0].certificate.one_shot_gain;
        settled += usize::from(solution.termination == Termination::Converged && gain < 1e-7);
    }
    assert!(settled >= 8, "{settled}");
}
