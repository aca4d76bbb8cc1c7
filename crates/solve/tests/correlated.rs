//! Correlated optima against known answers, Nash equilibria, and each other.

mod common;

use common::cases::{cases, game_of};
use common::random::random_game;
use dashu::rational::RBig;
use proptest::prelude::*;
use talion_game::{NormalForm, Obedience, Observer, PlayerId, Quiet};
use talion_solve::{
    CorrelatedEquilibrium, CorrelatedGoal, SolveError, correlated_equilibrium,
    exact_correlated_equilibrium, logit_homotopy, vertex_enumeration,
};

#[test]
fn chicken_between_its_best_and_its_worst() {
    let cases = cases();
    let case = &cases["chicken"];
    let game = game_of(case);
    for (key, goal) in [
        ("max_sum_correlated", CorrelatedGoal::MaxWelfare),
        ("min_sum_correlated", CorrelatedGoal::MinWelfare),
    ] {
        let found = correlated_equilibrium(&game, Obedience::Correlated, goal).unwrap();
        assert!((found.objective - case[key]["sum"].as_f64().unwrap()).abs() < 1e-12, "{found:?}");
        for i in 0..2 {
            for j in 0..2 {
                let known = case[key]["p"][i][j].as_f64().unwrap();
                assert!((found.distribution[i + 2 * j] - known).abs() < 1e-12, "{found:?}");
            }
        }
        assert!(found.certificate.max_gain < 1e-12);
    }
}

/// In the prisoner's dilemma advice cannot help; nor can it once it is coarse.
#[test]
fn dominance_leaves_nothing_to_advise() {
    let game = game_of(&cases()["pd_tariff"]);
    for obedience in [Obedience::Correlated, Obedience::CoarseCorrelated] {
        let found =
            correlated_equilibrium(&game, obedience, CorrelatedGoal::Max(PlayerId(0))).unwrap();
        assert!((found.distribution[3] - 1.0).abs() < 1e-12, "{found:?}");
        assert!((found.objective - 1.0).abs() < 1e-12);
    }
}

/// Moulin and Vial (1978): commitment before the advice can do more than commitment after it. In
/// Shapley's game with payoffs 1 and 2 off the diagonal, mixing uniformly off the diagonal is coarse
/// correlated and gives 1.5 to each.
#[test]
fn coarse_correlation_can_be_worth_more() {
    // Shapley's game with the sum 3 off the diagonal: payoffs (2,1), (1,2), diagonal (0,0).
    let row = [vec![0.0, 2.0, 1.0], vec![1.0, 0.0, 2.0], vec![2.0, 1.0, 0.0]];
    let column: Vec<Vec<f64>> = row
        .iter()
        .map(|line| line.iter().map(|&u| if u > 0.0 { 3.0 - u } else { 0.0 }).collect())
        .collect();
    let game = common::bimatrix(&row, &column);
    let best = |obedience| {
        correlated_equilibrium(&game, obedience, CorrelatedGoal::MaxWelfare).unwrap().objective
    };
    let worst = |obedience| {
        correlated_equilibrium(&game, obedience, CorrelatedGoal::MinWelfare).unwrap().objective
    };
    // Off the diagonal each gets 1.5; a fixed strategy against it gets 1, so nobody commits away.
    assert!((best(Obedience::CoarseCorrelated) - 3.0).abs() < 1e-12);
    assert!(worst(Obedience::CoarseCorrelated) <= worst(Obedience::Correlated) + 1e-12);
    // The one Nash equilibrium is uniform with payoffs 1 and 1.
    assert!(worst(Obedience::Correlated) <= 2.0 + 1e-12);
}

#[test]
fn a_goal_for_nobody_is_refused() {
    let game = game_of(&cases()["chicken"]);
    let refused =
        correlated_equilibrium(&game, Obedience::Correlated, CorrelatedGoal::Min(PlayerId(2)));
    assert_eq!(refused, Err(SolveError::NoSuchPlayer { found: 2, players: 2 }));
}

/// Whether the fractions are an equilibrium and sum to one, without rounding.
fn is_exactly_one(game: &NormalForm, found: &CorrelatedEquilibrium) -> bool {
    let p: Vec<RBig> = found.exact.as_ref().unwrap().iter().map(|x| x.parse().unwrap()).collect();
    let sum = p.iter().fold(RBig::ZERO, |sum, x| sum + x);
    let obeys = (0..game.player_count()).map(PlayerId).all(|player| {
        let (stride, count) = (game.stride(player), game.strategy_count(player));
        let payoff = |at: usize| common::rational(game.payoffs(player)[at]);
        let gain = |advised: Option<usize>, played: usize| {
            (0..p.len()).fold(RBig::ZERO, |sum, at| {
                let own = at / stride % count;
                if advised.is_some_and(|s| s != own) {
                    return sum;
                }
                sum + &p[at] * (payoff(at - own * stride + played * stride) - payoff(at))
            })
        };
        (0..count).all(|played| match found.obedience {
            Obedience::Correlated => (0..count).all(|s| gain(Some(s), played) <= RBig::ZERO),
            Obedience::CoarseCorrelated => gain(None, played) <= RBig::ZERO,
        })
    });
    obeys && sum == RBig::ONE && p.iter().all(|x| *x >= RBig::ZERO)
}

#[test]
fn chicken_in_fractions() {
    let game = game_of(&cases()["chicken"]);
    let found =
        correlated_equilibrium(&game, Obedience::Correlated, CorrelatedGoal::MaxWelfare).unwrap();
    assert_eq!(found.exact.unwrap(), ["1/2", "1/4", "1/4", "0"]);
    let worst =
        correlated_equilibrium(&game, Obedience::Correlated, CorrelatedGoal::MinWelfare).unwrap();
    assert_eq!(worst.exact.unwrap(), ["0", "2/5", "2/5", "1/5"]);
}

/// An observer that stops everything.
struct Never;

impl Observer for Never {
    fn stopped(&self) -> bool {
        true
    }
}

#[test]
fn a_stop_is_an_error_where_there_is_nothing_to_hand_back() {
    let game = random_game(&[5, 5], 1, 100);
    let (obedience, goal) = (Obedience::Correlated, CorrelatedGoal::Any);
    let stopped = exact_correlated_equilibrium(&game, obedience, goal, &Never);
    assert!(matches!(stopped, Err(SolveError::Stopped { .. })), "{stopped:?}");
}

/// Too large to be solved in integers unasked: floating point, and exact on demand, agree.
#[test]
fn large_games_are_rounded_unless_asked() {
    let game = random_game(&[15, 15], 4, 50);
    let (obedience, goal) = (Obedience::CoarseCorrelated, CorrelatedGoal::MaxWelfare);
    let exact = exact_correlated_equilibrium(&game, obedience, goal, &Quiet).unwrap();
    assert!(is_exactly_one(&game, &exact));
    let fine = correlated_equilibrium(&game, Obedience::Correlated, goal).unwrap();
    assert_eq!(fine.exact, None);
    assert!(fine.objective <= exact.objective + 1e-7);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(80))]

    #[test]
    fn nash_lies_between_correlated_lies_between_coarse(seed: u64, m in 1_usize..5, n in 1_usize..5) {
        let game = random_game(&[m, n], seed, 10);
        let nash = vertex_enumeration(&game, &Quiet).unwrap();
        for (most, least, value) in [
            (CorrelatedGoal::MaxWelfare, CorrelatedGoal::MinWelfare, None),
            (CorrelatedGoal::Max(PlayerId(1)), CorrelatedGoal::Min(PlayerId(1)), Some(1)),
        ] {
            let bound = |obedience, goal| {
                let found = correlated_equilibrium(&game, obedience, goal).unwrap();
                assert!(found.certificate.max_gain < 1e-9, "{found:?}");
                assert!(found.certificate.sum_error < 1e-12);
                assert!(is_exactly_one(&game, &found), "{found:?}");
                found.objective
            };
            let fine = [least, most].map(|goal| bound(Obedience::Correlated, goal));
            let coarse = [least, most].map(|goal| bound(Obedience::CoarseCorrelated, goal));
            prop_assert!(coarse[0] <= fine[0] + 1e-9 && fine[1] <= coarse[1] + 1e-9);
            for equilibrium in &nash.equilibria {
                let worth = value.map_or(equilibrium.values.iter().sum(), |p| equilibrium.values[p]);
                prop_assert!(fine[0] <= worth + 1e-9 && worth <= fine[1] + 1e-9);
            }
        }
    }

    #[test]
    fn three_players(seed: u64) {
        let game = random_game(&[2, 3, 2], seed, 20);
        let nash = logit_homotopy(&game, &Quiet).unwrap();
        let best = correlated_equilibrium(&game, Obedience::Correlated, CorrelatedGoal::MaxWelfare)
            .unwrap();
        prop_assert!(best.certificate.max_gain < 1e-9);
        prop_assert!(is_exactly_one(&game, &best));
        let welfare: f64 = nash.equilibria[0].values.iter().sum();
        prop_assert!(welfare <= best.objective + 1e-6 + 10.0 * nash.max_regret());
    }
}
