//! What holds of every repeated game.

use crate::games::{bimatrix, repeated};
use proptest::prelude::*;
use talion_game::Quiet;
use talion_solve::repeated::{
    HyperplaneOptions, abreu_sannikov, hyperplane_set, minmax, supporting_automaton,
};

type Matrix = Vec<Vec<f64>>;

fn matrices(most: usize) -> impl Strategy<Value = [Matrix; 2]> {
    (2..=most, 2..=most).prop_flat_map(|(m, n)| {
        let entry = (-5..=5_i32).prop_map(f64::from);
        let matrix = prop::collection::vec(prop::collection::vec(entry, n), m);
        [matrix.clone(), matrix]
    })
}

/// How far a point sticks out of the hull of corners given counter-clockwise.
pub(crate) fn outside(corners: &[[f64; 2]], point: [f64; 2]) -> f64 {
    let distance = |a: [f64; 2], b: [f64; 2]| {
        let along = [b[0] - a[0], b[1] - a[1]];
        let length = along[0].hypot(along[1]);
        let dot = (point[0] - a[0]) * along[0] + (point[1] - a[1]) * along[1];
        let share = if length > 0.0 { (dot / length / length).clamp(0.0, 1.0) } else { 0.0 };
        (point[0] - a[0] - share * along[0]).hypot(point[1] - a[1] - share * along[1])
    };
    let sides = (0..corners.len()).map(|k| (corners[k], corners[(k + 1) % corners.len()]));
    let inside = corners.len() > 2
        && sides.clone().all(|(a, b)| {
            (b[0] - a[0]) * (point[1] - a[1]) - (b[1] - a[1]) * (point[0] - a[0]) >= 0.0
        });
    if inside { 0.0 } else { sides.map(|(a, b)| distance(a, b)).fold(f64::INFINITY, f64::min) }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn every_corner_is_an_equilibrium_payoff([a, b] in matrices(4), delta in 0.05..0.9_f64) {
        let stage = bimatrix(&a, &b);
        let set = abreu_sannikov(&stage, delta, 100_000, &Quiet).unwrap();
        let least = minmax(&stage, &Quiet).unwrap();
        let game = repeated(stage, &[delta, delta]);
        for corner in &set.vertices {
            let automaton = supporting_automaton(&game, &set, *corner).unwrap().unwrap();
            let check = automaton.check(&game).unwrap();
            // Corners are known to about 1e-10 of the payoff range, which is 10 at most.
            prop_assert!(check.one_shot_gain <= 1e-8, "{:?}", check);
            prop_assert!(check.promise <= 1e-8 / (1.0 - delta), "{:?}", check);
            for (p, pays) in corner.iter().enumerate() {
                prop_assert!(*pays >= least.pure[p] - 1e-9);
                prop_assert!(least.pure[p] >= least.mixed[p] - 1e-12);
            }
        }
    }

    #[test]
    fn sets_grow_with_patience([a, b] in matrices(4), delta in 0.05..0.8_f64, more in 0.0..0.15_f64) {
        let stage = bimatrix(&a, &b);
        let small = abreu_sannikov(&stage, delta, 100_000, &Quiet).unwrap();
        let large = abreu_sannikov(&stage, delta + more, 100_000, &Quiet).unwrap();
        for corner in &small.vertices {
            prop_assert!(outside(&large.vertices, *corner) <= 1e-8, "{:?} {:?}", small, large);
        }
    }

    #[test]
    fn stage_equilibria_are_in_the_set([a, b] in matrices(4), delta in 0.05..0.9_f64) {
        let stage = bimatrix(&a, &b);
        let set = abreu_sannikov(&stage, delta, 100_000, &Quiet).unwrap();
        let pure = talion_solve::pure_equilibria(&stage, &Quiet).unwrap();
        for nash in &pure.equilibria {
            let payoffs = [nash.values[0], nash.values[1]];
            prop_assert!(outside(&set.vertices, payoffs) <= 1e-9, "{:?} in {:?}", payoffs, set);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn the_inner_set_is_inside_the_outer([a, b] in matrices(3), first in 0.2..0.8_f64, second in 0.2..0.8_f64) {
        let game = repeated(bimatrix(&a, &b), &[first, second]);
        let options = HyperplaneOptions { directions: 12, tolerance: 1e-6, most_iterations: 300 };
        let found = hyperplane_set(&game, &options, &Quiet);
        if let (Some(outer), Some(inner)) = (&found.outer, &found.inner) {
            for state in &inner.states {
                for (c, bound) in found.directions.iter().zip(outer) {
                    let along = c[0] * state.payoffs[0] + c[1] * state.payoffs[1];
                    prop_assert!(along <= bound + 1e-6, "{} {}", along, bound);
                }
            }
            let check = inner.check(&game).unwrap();
            prop_assert!(check.one_shot_gain <= 1e-6 && check.promise <= 1e-6, "{:?}", check);
        }
    }
}
