//! Iterated dominance: known reductions, and witnesses that really dominate.

mod common;

use common::{bimatrix, exact_set, matrices, normal_form, parsed, rational};
use dashu::rational::RBig;
use proptest::prelude::*;
use talion_game::{NormalForm, PlayerId, Quiet, StrategyId};
use talion_solve::{
    Dominance, Dominator, Reduction, iterated_strict_dominance, vertex_enumeration,
};

fn reduced(game: &NormalForm, dominance: Dominance) -> Reduction {
    let reduction = iterated_strict_dominance(game, dominance, &Quiet);
    assert!(reduction.complete);
    reduction
}

#[test]
fn the_dilemma_is_solvable_in_one_round() {
    let game = bimatrix(&[vec![3.0, 0.0], vec![5.0, 1.0]], &[vec![3.0, 5.0], vec![0.0, 1.0]]);
    let reduction = reduced(&game, Dominance::Pure);
    assert_eq!(reduction.solution(), Some(vec![StrategyId(1), StrategyId(1)]));
    let steps: Vec<_> =
        reduction.eliminations.iter().map(|e| (e.round, e.player.0, e.strategy.0)).collect();
    assert_eq!(steps, [(1, 0, 0), (1, 1, 0)]);
    assert_eq!(reduction.eliminations[0].by, Dominator::Pure(StrategyId(1)));
}

/// A line that is below the mean of two others, but below neither.
#[test]
fn a_mixture_dominates_where_no_pure_strategy_does() {
    let game = bimatrix(
        &[vec![3.0, 0.0], vec![0.0, 3.0], vec![1.0, 1.0]],
        &[vec![0.0, 1.0], vec![1.0, 0.0], vec![5.0, 0.0]],
    );
    assert!(reduced(&game, Dominance::Pure).eliminations.is_empty());
    let reduction = reduced(&game, Dominance::Mixed);
    assert_eq!(reduction.eliminations.len(), 1);
    let Dominator::Mixed(mixture) = &reduction.eliminations[0].by else { panic!("a mixture") };
    assert_eq!(
        mixture[..],
        [(StrategyId(0), 0.5, "1/2".into()), (StrategyId(1), 0.5, "1/2".into())],
    );
}

/// A mixture that only ties is no strict dominator: here it gives exactly 3/2 against 3/2.
#[test]
fn ties_are_not_strict() {
    let row = [vec![3.0, 0.0], vec![0.0, 3.0], vec![1.5, 1.5]];
    let column = [vec![0.0, 1.0], vec![1.0, 0.0], vec![0.0, 0.0]];
    assert!(reduced(&bimatrix(&row, &column), Dominance::Mixed).eliminations.is_empty());
}

/// Three players guess a number in 0..=4 and lose the squared distance to two fifths of the mean of
/// the others' guesses. By hand: targets up to 1.6 remove 3 and 4, up to 0.8 then 2, up to 0.4 then 1.
#[test]
fn three_players_go_round_by_round() {
    let m = 5_usize;
    let payoffs = (0..3)
        .map(|p| {
            (0..m.pow(3))
                .map(|index| {
                    let guess = [index % m, index / m % m, index / m / m].map(|g| g as f64);
                    let target = 0.2 * (guess.iter().sum::<f64>() - guess[p]);
                    -(guess[p] - target).powi(2)
                })
                .collect()
        })
        .collect();
    let reduction = reduced(&normal_form(&[m, m, m], payoffs), Dominance::Pure);
    assert_eq!(reduction.solution(), Some(vec![StrategyId(0); 3]));
    for player in 0..3 {
        let own = reduction.eliminations.iter().filter(|e| e.player == PlayerId(player));
        let steps: Vec<_> = own.map(|e| (e.round, e.strategy.0)).collect();
        assert_eq!(steps, [(1, 3), (1, 4), (2, 2), (3, 1)]);
    }
}

/// The exact gains of a witness over the strategy it dominates, at the others' strategies of its
/// round.
fn gains(game: &NormalForm, row: bool, s: usize, by: &Dominator, left: &[usize]) -> Vec<RBig> {
    let payoff = |k: usize, t: usize| {
        let (player, profile) = if row { (0, [k, t]) } else { (1, [t, k]) };
        rational(game.payoff(PlayerId(player), &profile))
    };
    left.iter()
        .map(|&t| {
            let worth = match by {
                Dominator::Pure(k) => payoff(k.0, t),
                Dominator::Mixed(mixture) => mixture
                    .iter()
                    .fold(RBig::ZERO, |sum, (k, _, weight)| sum + parsed(weight) * payoff(k.0, t)),
            };
            worth - payoff(s, t)
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn witnesses_dominate_and_equilibria_survive(
        [row, column] in matrices(5, (-9_i32..10).prop_map(|x| f64::from(x) * 0.1))
    ) {
        let game = bimatrix(&row, &column);
        let reduction = reduced(&game, Dominance::Mixed);
        let mut left: [Vec<usize>; 2] =
            [(0..row.len()).collect(), (0..row[0].len()).collect()];
        let mut round = 0;
        let mut at_start = left.clone();
        for gone in &reduction.eliminations {
            if gone.round > round {
                round = gone.round;
                at_start = left.clone();
            }
            let player = gone.player.0;
            let gains =
                gains(&game, player == 0, gone.strategy.0, &gone.by, &at_start[1 - player]);
            prop_assert!(gains.iter().all(|gain| *gain > RBig::ZERO), "{:?}", gone);
            left[player].retain(|&s| s != gone.strategy.0);
        }
        for [x, y] in exact_set(&vertex_enumeration(&game, &Quiet).unwrap()) {
            for (strategy, left) in [x, y].iter().zip(&left) {
                for (s, p) in strategy.iter().enumerate() {
                    prop_assert!(*p == RBig::ZERO || left.contains(&s));
                }
            }
        }
        let pure = reduced(&game, Dominance::Pure);
        prop_assert!(pure.eliminations.len() <= reduction.eliminations.len());
    }

    /// For two players, what no mixture dominates is a best reply to some belief (Pearce 1984): in
    /// a game of two columns this can be read off the upper envelope of lines.
    #[test]
    fn undominated_means_a_best_reply_to_some_belief(
        lines in prop::collection::vec(prop::collection::vec((0_i32..6).prop_map(f64::from), 2), 1..7)
    ) {
        let flat = vec![vec![0.0; 2]; lines.len()];
        let reduction = reduced(&bimatrix(&lines, &flat), Dominance::Mixed);
        let worth = |line: &[f64], q: &RBig| {
            rational(line[0]) * q + rational(line[1]) * (RBig::ONE - q)
        };
        // The envelope's corners, its ends, and a belief strictly between each two of them.
        let mut beliefs = vec![RBig::ZERO, RBig::ONE];
        for a in &lines {
            for b in &lines {
                let slope = (a[0] - a[1]) - (b[0] - b[1]);
                if slope != 0.0 {
                    beliefs.push(rational(b[1] - a[1]) / rational(slope));
                }
            }
        }
        beliefs.retain(|q| *q >= RBig::ZERO && *q <= RBig::ONE);
        for (s, line) in lines.iter().enumerate() {
            let is_reply = beliefs
                .iter()
                .any(|q| lines.iter().all(|other| worth(other, q) <= worth(line, q)));
            prop_assert_eq!(is_reply, reduction.remaining[0].contains(&StrategyId(s)));
        }
    }
}
