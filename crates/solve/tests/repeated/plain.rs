//! The set of equilibrium payoffs by the operator of Abreu, Pearce and Stacchetti, written out plainly:
//! every profile in every round, all of its constraint set.

use crate::games::{bimatrix, cournot};
use crate::properties::{matrices, outside};
use proptest::prelude::*;
use talion_game::{NormalForm, PlayerId, Quiet};
use talion_solve::repeated::abreu_sannikov;

type Pair = [f64; 2];

/// Corners of the points on a grid of `2^-40`, counter-clockwise by Andrew's chains in whole numbers: no
/// rounding, and nothing to tolerate.
fn hull(points: &[Pair]) -> Vec<Pair> {
    let grid = (1_u64 << 40) as f64;
    let whole = |x: f64| format!("{:.0}", x * grid).parse::<i128>().unwrap();
    let mut points: Vec<[i128; 2]> = points.iter().map(|p| p.map(whole)).collect();
    points.sort_unstable();
    points.dedup();
    let chain = |points: &mut dyn Iterator<Item = &[i128; 2]>| {
        let mut chain: Vec<[i128; 2]> = Vec::new();
        for &p in points {
            while let [.., o, a] = chain[..]
                && (a[0] - o[0]) * (p[1] - o[1]) <= (a[1] - o[1]) * (p[0] - o[0])
            {
                chain.pop();
            }
            chain.push(p);
        }
        chain
    };
    let (mut lower, mut upper) = (chain(&mut points.iter()), chain(&mut points.iter().rev()));
    if points.len() > 1 {
        lower.pop();
        upper.pop();
        lower.extend(upper);
    }
    lower.into_iter().map(|p| p.map(|x| x as f64 / grid)).collect()
}

/// The part of a set where a coordinate is at least a bound, by Sutherland and Hodgman.
fn clipped(corners: &[Pair], axis: usize, bound: f64) -> Vec<Pair> {
    let mut kept = Vec::new();
    for (k, a) in corners.iter().enumerate() {
        let b = corners[(k + 1) % corners.len()];
        if a[axis] >= bound - 1e-11 {
            kept.push(*a);
        }
        if (a[axis] - bound) * (b[axis] - bound) < 0.0 {
            let share = (bound - a[axis]) / (b[axis] - a[axis]);
            kept.push([0, 1].map(|p| a[p] + share * (b[p] - a[p])));
        }
    }
    kept
}

fn plainly(game: &NormalForm, delta: f64, rounds: usize) -> Vec<Pair> {
    let profiles = 0..game.profile_count();
    let pays = |a: usize| [0, 1].map(|p| game.payoffs(PlayerId(p))[a]);
    let best = |a: usize, p: usize| {
        let own = game.profile_at(a)[p];
        let stride = game.stride(PlayerId(p));
        let replies = (0..game.strategy_count(PlayerId(p))).map(|s| a - own * stride + s * stride);
        replies.map(|b| pays(b)[p]).fold(f64::NEG_INFINITY, f64::max)
    };
    let mut threats =
        [0, 1].map(|p| profiles.clone().map(|a| best(a, p)).fold(f64::INFINITY, f64::min));
    let mut set = hull(&profiles.clone().map(pays).collect::<Vec<_>>());
    for _ in 0..rounds {
        let made = profiles.clone().flat_map(|a| {
            let now = pays(a);
            let needed = [0, 1].map(|p| threats[p] + (1.0 - delta) / delta * (best(a, p) - now[p]));
            let part = clipped(&clipped(&set, 0, needed[0]), 1, needed[1]);
            part.into_iter().map(move |w| [0, 1].map(|p| (1.0 - delta) * now[p] + delta * w[p]))
        });
        set = hull(&made.collect::<Vec<_>>());
        let least = |p: usize| set.iter().map(|w| w[p]).fold(f64::INFINITY, f64::min);
        threats = [0, 1].map(|p| threats[p].max(least(p)));
    }
    set
}

/// Profiles whose payoffs lie deep inside of the set are left out of most rounds; the set must not know.
#[test]
fn the_set_is_what_all_profiles_make_in_every_round() {
    // Costs that differ, so that nothing is symmetric.
    let uneven = |cost: Pair| {
        let pays = |own: usize, other: usize, cost: f64| {
            let [own, other] = [own, other].map(|k| 0.7 * k as f64);
            (f64::max(6.0 - own - other, 0.0) - cost) * own
        };
        let table = |f: &dyn Fn(usize, usize) -> f64| -> Vec<Vec<f64>> {
            (0..9).map(|i| (0..9).map(|j| f(i, j)).collect()).collect()
        };
        bimatrix(&table(&|i, j| pays(i, j, cost[0])), &table(&|i, j| pays(j, i, cost[1])))
    };
    let games = [cournot(15), cournot(12), uneven([0.0, 0.4]), uneven([0.9, 0.1])];
    for game in &games {
        for (delta, rounds) in [(0.3, 40), (0.55, 80), (0.7, 120)] {
            assert_same(game, delta, rounds);
        }
    }
}

fn assert_same(game: &NormalForm, delta: f64, rounds: usize) {
    let found = abreu_sannikov(game, delta, 100_000, &Quiet).unwrap().vertices;
    let plain = plainly(game, delta, rounds);
    for corner in &found {
        assert!(outside(&plain, *corner) <= 1e-8, "{corner:?} is not in {plain:?}");
    }
    for corner in &plain {
        assert!(outside(&found, *corner) <= 1e-8, "{corner:?} is not in {found:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Patience at which many sets shrink far and slowly, so that what was deep comes up.
    #[test]
    fn what_was_deep_may_come_up([a, b] in matrices(6), delta in 0.4..0.85_f64) {
        assert_same(&bimatrix(&a, &b), delta, 400);
    }
}
