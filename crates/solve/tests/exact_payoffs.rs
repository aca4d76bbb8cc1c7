//! Payoffs that are fractions are solved as fractions, not as the doubles next to them.

mod common;

use common::exact_set;
use proptest::prelude::*;
use talion_game::{NormalForm, Player, Quiet, Rational};
use talion_solve::{
    Dominance, Potential, exact_potential, iterated_strict_dominance, lemke_howson,
    pure_equilibria, rationalizable, support_enumeration, vertex_enumeration, zero_sum,
};

fn game(shape: [usize; 2], payoffs: &[Vec<Rational>; 2]) -> NormalForm {
    let player = |p: usize| Player {
        label: p.to_string(),
        strategies: (0..shape[p]).map(|s| s.to_string()).collect(),
    };
    NormalForm::from_rationals("", vec![player(0), player(1)], payoffs.to_vec()).unwrap()
}

fn numbers(texts: &[&str]) -> Vec<Rational> {
    texts.iter().map(|text| text.parse().unwrap()).collect()
}

/// Doubles cannot tell a third from a third and a trifle.
#[test]
fn a_trifle_decides() {
    let third = "1/3";
    let more = "1000000000000000000001/3000000000000000000000";
    let payoffs = [numbers(&[third, more, third, more]), numbers(&[more, third, third, third])];
    let game = game([2, 2], &payoffs);
    // Player 1 plays its second strategy; player 2 then gains nothing by either.
    let solution = vertex_enumeration(&game, &Quiet).unwrap();
    let second = |e: &talion_game::Equilibrium| e.exact.as_ref().unwrap()[0] == ["0", "1"];
    assert_eq!(solution.equilibria.len(), 2);
    assert!(solution.equilibria.iter().all(second));
    let pure: Vec<_> = pure_equilibria(&game, &Quiet).unwrap().pure().map(|(_, p)| p).collect();
    assert_eq!(pure, [[1, 0], [1, 1]]);
    let left = iterated_strict_dominance(&game, Dominance::Pure, &Quiet);
    assert_eq!(left.eliminations.len(), 1);
    assert_eq!(rationalizable(&game, &Quiet).remaining, left.remaining);
    assert!(exact_set(&lemke_howson(&game, &Quiet).unwrap()).is_subset(&exact_set(&solution)));
    assert!(support_enumeration(&game, &Quiet).unwrap().equilibria.iter().all(second));
}

/// Tenths do not sum to zero in doubles: 0.1 + 0.2 - 0.3.
#[test]
fn tenths_sum_to_a_constant() {
    let payoffs =
        [numbers(&["0.1", "0.7", "0.2", "-0.4"]), numbers(&["0.2", "-0.4", "0.1", "0.7"])];
    let solution = zero_sum(&game([2, 2], &payoffs), &Quiet).unwrap();
    assert_eq!(solution.equilibria[0].exact.as_ref().unwrap()[0].len(), 2);
    let payoffs = [numbers(&["0.1", "0.3", "0.2", "0.4"]), numbers(&["0.1", "0.2", "0.3", "0.4"])];
    assert!(matches!(exact_potential(&game([2, 2], &payoffs)), Potential::Exact { .. }));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    /// The same game in whole units has the same equilibria, fraction for fraction.
    #[test]
    fn units_do_not_matter(
        (shape, tops) in (1_usize..5, 1_usize..5).prop_flat_map(|(m, n)| {
            (Just([m, n]), prop::collection::vec(prop::collection::vec(-20_i64..20, m * n), 2))
        }),
        bottoms in [1_i64..12, 1..12],
    ) {
        let over = |p: usize| -> Vec<Rational> {
            let bottom = Rational::from(bottoms[p]);
            tops[p].iter().map(|&top| &Rational::from(top) / &bottom).collect()
        };
        let whole = |p: usize| tops[p].iter().map(|&top| Rational::from(top)).collect();
        let fractions = game(shape, &[over(0), over(1)]);
        let integers = game(shape, &[whole(0), whole(1)]);
        let (a, b) = (vertex_enumeration(&fractions, &Quiet).unwrap(), vertex_enumeration(&integers, &Quiet).unwrap());
        prop_assert_eq!(exact_set(&a), exact_set(&b));
        prop_assert_eq!(&a.components, &b.components);
        let pure = |game| -> Vec<_> { pure_equilibria(game, &Quiet).unwrap().pure().collect() };
        prop_assert_eq!(pure(&fractions), pure(&integers));
        let left = |game| rationalizable(game, &Quiet).remaining;
        prop_assert_eq!(left(&fractions), left(&integers));
    }
}
