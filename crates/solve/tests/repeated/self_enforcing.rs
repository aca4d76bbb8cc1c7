//! The most cooperative levels that unlike players keep, against closed forms, the method for alike
//! countries, and searches over grids.

use crate::closed::{LinearTariffs, cournot};
use talion_game::{ContinuousGame, Quiet, SearchBudget, Termination};
use talion_solve::repeated::{
    Enforced, EnforcedState, JointAim, SelfEnforcing, SelfEnforcingOptions, TariffStage,
    cooperative_schedule, cooperative_tariff,
};
use talion_solve::{NashOptions, SolveError};

fn equal(players: usize) -> JointAim {
    JointAim::NashProduct { weights: vec![1.0; players] }
}

fn options() -> SelfEnforcingOptions {
    let nash = NashOptions { tolerance: 1e-12, ..NashOptions::default() };
    SelfEnforcingOptions { nash, ..SelfEnforcingOptions::default() }
}

fn alone(game: &dyn ContinuousGame) -> SelfEnforcing<'_> {
    let aim = equal(game.players().len());
    SelfEnforcing::new(&[EnforcedState { chance: 1.0, game }], aim, options(), &Quiet).unwrap()
}

/// What holds of every answer, whatever the game.
fn assert_sound(found: &Enforced) {
    assert_eq!(found.termination, Termination::Converged, "{found:?}");
    assert!(found.check.least_room > -1e-10, "{:?}", found.check);
    // Slopes of the conditions weigh by their prices, which grow as what is kept is worth less.
    let dearest = found.prices.concat().into_iter().fold(1.0, f64::max);
    assert!(found.projected_gradient < 1e-6 * dearest, "{found:?}");
    for (rooms, prices) in found.room.iter().zip(&found.prices) {
        for (room, price) in rooms.iter().zip(prices) {
            assert!(*price >= 0.0 && (room * price).abs() < 1e-9, "{found:?}");
        }
    }
    // The method's best breaches are those that the search finds.
    for (known, found) in found.temptations.concat().iter().zip(found.check.gains.concat()) {
        assert!((known - found).abs() < 1e-9, "{known} for {found}");
    }
}

#[test]
fn alike_countries_keep_the_tariff_of_bagwell_and_staiger() {
    let game = LinearTariffs::alike(1.0).game();
    let problem = alone(&game);
    assert!((problem.critical().unwrap().unwrap() - 0.6).abs() < 1e-9);
    let welfare = |own: f64, other: f64| LinearTariffs::alike(1.0).payoff(0, [own, other]);
    let stage = TariffStage { welfare: &welfare, reply: &|_| 1.0 / 3.0, nash: 1.0 / 3.0 };
    let factors = [0.3, 0.02, 0.55, 0.1, 0.599, 0.7];
    for (found, delta) in problem.over(&factors, &Quiet).unwrap().iter().zip(factors) {
        assert_sound(found);
        // `(1/3) (3 - 2k) / (3 + 2k)`, `k = d / (1 - d)`; free trade from `d = 0.6` on.
        let k = delta / (1.0 - delta);
        let closed = f64::max((3.0 - 2.0 * k) / (3.0 + 2.0 * k) / 3.0, 0.0);
        let scalar = cooperative_tariff(&stage, delta);
        for levels in &found.points[0] {
            assert!((levels[0] - closed).abs() < 1e-8, "{delta}: {levels:?} for {closed}");
            assert!((levels[0] - scalar.tariffs[0]).abs() < 1e-8, "{delta}");
        }
        assert!(found.worth.iter().all(|worth| (worth - scalar.value).abs() < 1e-8));
    }
}

#[test]
fn without_patience_only_the_war_is_kept_and_with_enough_the_agreement() {
    let game = LinearTariffs { supply: [1.0, 0.7] }.game();
    let problem = alone(&game);
    let war = problem.at_war().unwrap();
    assert!((war.points[0][0][0] - 1.0 / 3.0).abs() < 1e-9);
    assert!((war.points[0][1][0] - 0.7 / 3.0).abs() < 1e-9);
    assert!(war.check.least_room > -1e-12 && war.worth == [0.0, 0.0]);
    // Near zero the levels leave the war in proportion to the patience.
    let steps: Vec<f64> = problem
        .over(&[1e-3, 2e-3], &Quiet)
        .unwrap()
        .iter()
        .map(|found| {
            assert_sound(found);
            war.points[0][0][0] - found.points[0][0][0]
        })
        .collect();
    assert!(steps[0] > 0.0 && steps[0] < 2e-3, "{steps:?}");
    assert!((steps[1] / steps[0] - 2.0).abs() < 0.01, "{steps:?}");
    let critical = problem.critical().unwrap().unwrap();
    let [above, below] =
        problem.over(&[critical + 1e-9, critical - 1e-3], &Quiet).unwrap().try_into().unwrap();
    assert_sound(&above);
    assert_sound(&below);
    assert!(above.room.concat().iter().all(|room| *room >= 0.0));
    assert!(above.prices.concat().iter().all(|price| *price == 0.0));
    assert!(below.prices.concat().iter().any(|price| *price > 0.0));
    let apart = (above.points[0][0][0] - below.points[0][0][0]).abs();
    assert!(apart < 0.01, "no jump at the critical factor: {apart}");
}

#[test]
fn more_patience_keeps_no_less() {
    let game = LinearTariffs { supply: [1.0, 0.6] }.game();
    let problem = alone(&game);
    let factors: Vec<f64> = (1..=19).map(|k| 0.05 * f64::from(k)).collect();
    let product = |found: &Enforced| found.worth.iter().map(|worth| worth.ln()).sum::<f64>();
    let found = problem.over(&factors, &Quiet).unwrap();
    found.iter().for_each(assert_sound);
    for pair in found.windows(2) {
        assert!(product(&pair[1]) >= product(&pair[0]) - 1e-8, "{pair:?}");
    }
}

/// The product of the gains over a grid of tariffs that are kept, refined around its best point.
fn by_grid(game: LinearTariffs, war: [f64; 2], discounts: [f64; 2]) -> [f64; 2] {
    let nash = [0, 1].map(|p| game.payoff(p, war));
    let product = |t: [f64; 2]| {
        let gain = [0, 1].map(|p| {
            let u = game.payoff(p, t);
            let mut breach = t;
            breach[p] = war[p];
            let (d, best) = (discounts[p], game.payoff(p, breach));
            ((1.0 - d) * best + d * nash[p] <= u).then_some(u - nash[p])
        });
        gain[0].zip(gain[1]).map_or(f64::NEG_INFINITY, |(a, b)| a * b)
    };
    let (mut centre, mut reach) = ([0.2, 0.2], 0.2);
    for _ in 0..14 {
        let mut best = (product(centre), centre);
        for a in -200..=200 {
            for b in -200..=200 {
                let at = |c: f64, k: i32| (c + reach * f64::from(k) / 200.0).max(0.0);
                let t = [at(centre[0], a), at(centre[1], b)];
                let value = product(t);
                if value > best.0 {
                    best = (value, t);
                }
            }
        }
        centre = best.1;
        reach *= 0.25;
    }
    centre
}

#[test]
fn unlike_countries_keep_what_a_search_over_all_tariffs_finds() {
    // The big country, whose partner imports less from it, is held up alone at first, then both.
    for (supply, discounts) in [
        ([1.0, 0.8], [0.3, 0.3]),
        ([1.0, 0.6], [0.5, 0.5]),
        ([1.0, 0.8], [0.2, 0.5]),
        ([1.0, 1.0], [0.5, 0.1]),
    ] {
        let countries = LinearTariffs { supply };
        let game = countries.game();
        let found = alone(&game).at(&discounts, &Quiet).unwrap();
        assert_sound(&found);
        let searched = by_grid(countries, supply.map(|e| e / 3.0), discounts);
        for (levels, wanted) in found.points[0].iter().zip(searched) {
            assert!(
                (levels[0] - wanted).abs() < 1e-5,
                "{supply:?}, {discounts:?}: {found:?}, {searched:?}"
            );
        }
    }
}

#[test]
fn other_starts_lead_to_the_same_levels() {
    let game = LinearTariffs { supply: [1.0, 0.7] }.game();
    let state = [EnforcedState { chance: 1.0, game: &game }];
    let more = SelfEnforcingOptions { starts: 3, ..options() };
    let problem = SelfEnforcing::new(&state, equal(2), more, &Quiet).unwrap();
    for delta in [0.1, 0.4] {
        let one = alone(&game).at(&[delta; 2], &Quiet).unwrap();
        let best = problem.at(&[delta; 2], &Quiet).unwrap();
        for (a, b) in one.points[0].concat().iter().zip(best.points[0].concat()) {
            assert!((a - b).abs() < 1e-7, "{delta}: {a}, {b}");
        }
    }
}

#[test]
fn a_schedule_over_states_is_the_largest_fixed_point_of_alike_countries() {
    let (calm, surge) = (LinearTariffs::alike(0.8).game(), LinearTariffs::alike(1.2).game());
    let states =
        [EnforcedState { chance: 0.7, game: &calm }, EnforcedState { chance: 0.3, game: &surge }];
    let problem = SelfEnforcing::new(&states, equal(2), options(), &Quiet).unwrap();
    let worth =
        |e: f64| move |own: f64, other: f64| LinearTariffs::alike(e).payoff(0, [own, other]);
    let (low, high) = (worth(0.8), worth(1.2));
    let mut least = 0.0;
    for delta in [0.1, 0.2, 0.4, 0.55] {
        let found = problem.at(&[delta; 2], &Quiet).unwrap();
        assert_sound(&found);
        let stages = [
            (0.7, TariffStage { welfare: &low, reply: &|_| 0.8 / 3.0, nash: 0.8 / 3.0 }),
            (0.3, TariffStage { welfare: &high, reply: &|_| 0.4, nash: 0.4 }),
        ];
        let schedule = cooperative_schedule(&stages, delta);
        for (point, wanted) in found.points.iter().zip(&schedule.tariffs) {
            for levels in point {
                assert!((levels[0] - wanted).abs() < 1e-7, "{delta}: {levels:?} for {wanted}");
            }
        }
        assert!(found.points[1][0][0] > found.points[0][0][0], "the tariff rises in a surge");
        assert!(found.worth[0] > least, "{delta}");
        least = found.worth[0];
    }
}

#[test]
fn two_equal_states_are_one() {
    let game = LinearTariffs { supply: [1.0, 0.7] }.game();
    let half = EnforcedState { chance: 0.5, game: &game };
    let problem = SelfEnforcing::new(&[half, half], equal(2), options(), &Quiet).unwrap();
    let twice = problem.at(&[0.3; 2], &Quiet).unwrap();
    let once = alone(&game).at(&[0.3; 2], &Quiet).unwrap();
    assert_sound(&twice);
    for point in &twice.points {
        for (a, b) in point.concat().iter().zip(once.points[0].concat()) {
            assert!((a - b).abs() < 1e-7, "{a}, {b}");
        }
    }
}

/// Friedman (1971): `n` alike firms keep the monopoly output by grim reversion from
/// `d = (n + 1)^2 / (n^2 + 6 n + 1)` on; below, output solves `(1 - d) B(q) + d / (n + 1)^2 = q (1 - n q)`
/// with `B(q) = (1 - (n - 1) q)^2 / 4`, whose other root is Cournot's.
#[test]
fn a_cartel_keeps_the_least_output_that_it_can() {
    for n in [2, 3, 5] {
        let game = cournot(n);
        let problem = alone(&game);
        let size = n as f64;
        let critical = (size + 1.0).powi(2) / (size * size + 6.0 * size + 1.0);
        let found = problem.critical().unwrap().unwrap();
        assert!((found - critical).abs() < 1e-7, "{n}: {found} for {critical}");
        let delta = 0.6 * critical;
        let cartel = problem.at(&vec![delta; n], &Quiet).unwrap();
        assert_sound(&cartel);
        // a q^2 + b q + c = 0, one root of which is 1 / (n + 1).
        let a = (1.0 - delta) * (size - 1.0).powi(2) / 4.0 + size;
        let c = (1.0 - delta) / 4.0 + delta / (size + 1.0).powi(2);
        let wanted = c / a * (size + 1.0);
        for levels in &cartel.points[0] {
            assert!((levels[0] - wanted).abs() < 1e-7, "{n}: {levels:?} for {wanted}");
        }
    }
}

#[test]
fn what_makes_no_problem_is_told() {
    let game = LinearTariffs::alike(1.0).game();
    let state = |chance: f64| EnforcedState { chance, game: &game };
    for states in [vec![], vec![state(0.5)], vec![state(1.5), state(-0.5)]] {
        let refused = SelfEnforcing::new(&states, equal(2), options(), &Quiet);
        assert!(matches!(refused, Err(SolveError::Chances { .. })));
    }
    let refused = SelfEnforcing::new(&[state(1.0)], equal(3), options(), &Quiet);
    assert!(matches!(refused, Err(SolveError::Continuous(_))));
    let problem = alone(&game);
    for delta in [0.0, 1.0, f64::NAN] {
        let refused = problem.at(&[delta, 0.5], &Quiet);
        assert!(matches!(refused, Err(SolveError::Discount { .. })));
    }
    assert!(matches!(problem.at(&[0.5], &Quiet), Err(SolveError::Continuous(_))));
}

/// A budget that searches nothing leaves the method's own breaches; what is kept does not depend on it.
#[test]
fn the_check_does_not_steer_the_method_where_it_has_nothing_to_add() {
    let game = LinearTariffs { supply: [1.0, 0.7] }.game();
    let state = [EnforcedState { chance: 1.0, game: &game }];
    let blind = SelfEnforcingOptions { budget: SearchBudget::NONE, ..options() };
    let problem = SelfEnforcing::new(&state, equal(2), blind, &Quiet).unwrap();
    let one = problem.at(&[0.3; 2], &Quiet).unwrap();
    let other = alone(&game).at(&[0.3; 2], &Quiet).unwrap();
    assert_eq!(one.points, other.points);
}
