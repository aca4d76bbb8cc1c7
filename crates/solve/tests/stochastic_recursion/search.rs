//! Recursive lexicographic search against brute force over every selection.

use crate::brute_force;
use crate::games::{Dice, attrition};
use talion_game::{
    MarkovProfile, NormalForm, Player, PlayerId, Quiet, StateId, StochasticGame, Termination,
};
use talion_solve::{MarkovMethod, RecursiveLexicographicSearch, vertex_enumeration};

/// Strategies and values of the states so far.
type Partial = (Vec<Vec<f64>>, Vec<Vec<f64>>);

/// All equilibria of a game whose states lead to later states of the recursion only, as probabilities:
/// every stage by exact vertex enumeration, every selection.
fn by_vertices(game: &StochasticGame) -> Vec<Vec<f64>> {
    let mut partial: Vec<Partial> = vec![(Vec::new(), Vec::new())];
    for state in game.states() {
        let mut longer = Vec::new();
        for (strategies, values) in &partial {
            let payoff = |profile: usize, p: usize| {
                let next: f64 = game
                    .transitions(state, profile)
                    .iter()
                    .filter(|t| t.to < state) // The last state pays nothing for ever.
                    .map(|t| t.probability * values[t.to.0][p])
                    .sum();
                game.payoffs(state, profile)[p] + game.discounts()[p] * next
            };
            let players = (0..2).map(|p| Player {
                label: p.to_string(),
                strategies: game.actions(state, PlayerId(p)).to_vec(),
            });
            let tensor = |p| (0..game.profile_count(state)).map(|k| payoff(k, p)).collect();
            let stage = NormalForm::new("", players.collect(), vec![tensor(0), tensor(1)]);
            let solution =
                vertex_enumeration(&stage.expect("a stage"), &Quiet).expect("two players");
            for equilibrium in solution.equilibria {
                let (mut s, mut v) = (strategies.clone(), values.clone());
                s.push(equilibrium.strategies.strategies().concat());
                v.push(equilibrium.values);
                longer.push((s, v));
            }
        }
        partial = longer;
    }
    partial.into_iter().map(|(strategies, _)| strategies.concat()).collect()
}

/// All equilibria of one state with two actions each, whose loops are open: pure ones by definition,
/// mixed ones where a grid of the other's mixtures shows a change of sign, found by bisection.
fn by_grid(game: &StochasticGame) -> Vec<Vec<f64>> {
    let state = StateId(1);
    let stay = |k: usize| {
        let to = game.transitions(state, k);
        to.iter().filter(|t| t.to == state).map(|t| t.probability).sum::<f64>()
    };
    let beyond = |p: usize| game.payoffs(StateId(0), 0)[p] / (1.0 - game.discounts()[p]);
    // Profiles 0..4, player 1's action fastest; player `p` takes `own`, the other mixes.
    let worth = |p: usize, own: usize, first: f64| {
        let (mut c, mut r) = (0.0, 0.0);
        for (other, weight) in [(0, first), (1, 1.0 - first)] {
            let k = if p == 0 { own + 2 * other } else { other + 2 * own };
            let delta = game.discounts()[p];
            c += weight * (game.payoffs(state, k)[p] + delta * (1.0 - stay(k)) * beyond(p));
            r += weight * (1.0 - delta * stay(k));
        }
        c / r
    };
    let roots = |p: usize| {
        let difference = |x: f64| worth(p, 0, x) - worth(p, 1, x);
        let mut roots = Vec::new();
        for k in 0..4000 {
            let (mut low, mut high) = (f64::from(k) / 4000.0, f64::from(k + 1) / 4000.0);
            if difference(low) * difference(high) < 0.0 {
                for _ in 0..60 {
                    let middle = 0.5 * (low + high);
                    if difference(low) * difference(middle) <= 0.0 {
                        high = middle;
                    } else {
                        low = middle;
                    }
                }
                roots.push(low);
            }
        }
        roots
    };
    let mut all: Vec<Vec<f64>> = brute_force::pure_equilibria(game)
        .iter()
        .map(|p| MarkovProfile::pure(game, p).probabilities().to_vec())
        .collect();
    for y in roots(0) {
        for x in roots(1) {
            all.push(vec![1.0, 1.0, x, 1.0 - x, y, 1.0 - y]);
        }
    }
    all
}

fn assert_same(found: &[Vec<f64>], expected: &[Vec<f64>], what: &str) {
    let near = |a: &Vec<f64>, b: &Vec<f64>| a.iter().zip(b).all(|(x, y)| (x - y).abs() < 1e-7);
    for one in expected {
        assert_eq!(
            found.iter().filter(|f| near(f, one)).count(),
            1,
            "{what}: {one:?} in {found:?}"
        );
    }
    assert_eq!(found.len(), expected.len(), "{what}");
}

fn search(game: &StochasticGame) -> (Vec<Vec<f64>>, bool) {
    let solution =
        RecursiveLexicographicSearch::default().solve(game, &Quiet).expect("two players");
    for equilibrium in &solution.equilibria {
        assert!(equilibrium.certificate.one_shot_gain < 1e-10);
        assert!(brute_force::one_shot_gain(game, &equilibrium.strategies) < 1e-10);
    }
    let all = solution.equilibria.iter().map(|e| e.strategies.probabilities().to_vec());
    (all.collect(), solution.complete)
}

#[test]
fn all_selections_of_directional_games() {
    let mut dice = Dice(21);
    let mut most = 0;
    for round in 0..40 {
        let counts: Vec<Vec<usize>> = match round % 2 {
            0 => vec![vec![1, 1], vec![2, 2], vec![2, 2], vec![2, 2], vec![3, 2]],
            _ => vec![vec![1, 1], vec![3, 3], vec![1, 3], vec![3, 3]],
        };
        let game = ended(&mut dice, &counts);
        let (found, complete) = search(&game);
        assert!(complete, "round {round}");
        let expected = by_vertices(&game);
        assert_same(&found, &expected, &format!("round {round}"));
        most = most.max(found.len());
    }
    assert!(most >= 9, "some game must have many equilibria: {most}");
}

/// A random game in which state 0 pays nothing for ever and others lead to earlier ones.
fn ended(dice: &mut Dice, counts: &[Vec<usize>]) -> StochasticGame {
    let game = dice.game(&[0.9, 0.8], counts, |s| if s == 0 { vec![0] } else { (0..s).collect() });
    let mut payoffs = game.all_payoffs().to_vec();
    payoffs[..2].fill(0.0);
    game.with_payoffs(payoffs).expect("finite")
}

#[test]
fn all_equilibria_of_states_with_loops() {
    let mut dice = Dice(31);
    let mut mixed = 0;
    for round in 0..300 {
        let counts = [vec![1, 1], vec![2, 2]];
        let targets = |s| if s == 0 { vec![0] } else { vec![0, 1] };
        let discounts = if round % 2 == 0 { [0.9, 0.9] } else { [0.99, 0.5] };
        let game = dice.game(&discounts, &counts, targets);
        let (found, complete) = search(&game);
        assert!(complete, "round {round}");
        assert_same(&found, &by_grid(&game), &format!("round {round}"));
        mixed += found.iter().filter(|one| one[2] > 0.0 && one[2] < 1.0).count();
    }
    assert!(mixed > 20, "{mixed}");
}

#[test]
fn larger_menus_with_loops_give_equilibria_of_which_one_at_least_is_found() {
    let mut dice = Dice(41);
    for round in 0..60 {
        let counts = [vec![1, 1], vec![4, 4], vec![3, 5]];
        let game = dice.game(&[0.95, 0.9], &counts, |s| (0..=s).collect());
        let (found, complete) = search(&game);
        assert!(complete && !found.is_empty(), "round {round}");
        let pure = found.iter().filter(|one| one.iter().all(|x| *x == 0.0 || *x == 1.0)).count();
        assert_eq!(pure, brute_force::pure_equilibria(&game).len(), "round {round}");
    }
}

#[test]
fn a_limit_cuts_the_list_and_says_so() {
    let method = RecursiveLexicographicSearch { most: 2, ..Default::default() };
    let solution = method.solve(&attrition(10.0, 1.0, 0.9), &Quiet).expect("two players");
    assert_eq!(solution.equilibria.len(), 2);
    assert_eq!(solution.termination, Termination::IterationLimit);
    assert!(!solution.complete);
}
