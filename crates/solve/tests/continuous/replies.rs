//! Best responses: closed forms, bounds, and what is said about them.

use crate::games::{Closed, cournot};
use talion_game::{ContinuousError, PlayerId, Quiet, Side, Termination};
use talion_solve::{ReplyOptions, best_response};

/// Johnson's optimum tariff `t = 1 / eta` for an export supply of constant elasticity `eta`:
/// demand `p^-2`, supply price `q^(1/eta)`, `p = (1 + t)` times it; `eta = eps - 1` with the foreign
/// elasticities of `continuous_two_country.json` of the shared cases (`johnson`).
fn johnson(eta: f64) -> Closed {
    const DEMAND: f64 = 2.0;
    Closed::new(&[vec![(0.0, 2.0_f64.ln() * 3.0)]], move |_, x| {
        let markup = x[0][0].exp();
        // q (1 + DEMAND / eta) = -DEMAND x in logarithms.
        let slope = -DEMAND / (1.0 + DEMAND / eta);
        let q = (slope * x[0][0]).exp();
        let world = q.powf(1.0 / eta);
        let home = markup * world;
        let surplus = home.powf(1.0 - DEMAND) / (DEMAND - 1.0);
        let revenue = (markup - 1.0) * world * q;
        let world_slope = slope / eta;
        let gradient = (1.0 - DEMAND) * (1.0 + world_slope) * surplus
            + markup * world * q
            + revenue * (world_slope + slope);
        (surplus + revenue, vec![vec![gradient]])
    })
}

#[test]
fn johnson_tariff_is_the_inverse_of_the_supply_elasticity() {
    for (eta, tariff) in [(0.5, 2.0), (1.0, 1.0), (2.0, 0.5), (4.0, 0.25), (10.0, 0.1)] {
        let game = johnson(eta);
        let options = ReplyOptions::default();
        let best = best_response(&game, PlayerId(0), &[vec![1.0]], &options, &Quiet).unwrap();
        assert_eq!(best.termination, Termination::Converged);
        let found = best.point[0][0].exp_m1();
        assert!((found - tariff).abs() < 1e-8, "eta {eta}: {found} for {tariff}");
        assert!(best.check.gain < 1e-12 && best.check.curvature.largest.unwrap() < 0.0);
    }
}

#[test]
fn a_bound_that_binds_is_hit_exactly_and_said() {
    // The best reply to 2 is 4; the plant makes 3.
    let game = cournot(&[0.0, 0.0], &[3.0, 9.0]);
    let options = ReplyOptions::default();
    let best =
        best_response(&game, PlayerId(0), &[vec![1.0], vec![2.0]], &options, &Quiet).unwrap();
    assert_eq!(best.point, vec![vec![3.0], vec![2.0]]);
    assert_eq!(best.check.active.len(), 1);
    assert_eq!(best.check.active[0].side, Side::Upper);
    assert!((best.check.active[0].gradient - 2.0).abs() < 1e-12);
    assert_eq!(best.check.projected_gradient, 0.0);
}

#[test]
fn the_higher_of_two_hills_is_found_from_the_lower() {
    let hills = Closed::new(&[vec![(-3.0, 4.0)]], |_, x| {
        let hill = |at: f64, height: f64| {
            let value = height * (-4.0 * (x[0][0] - at).powi(2)).exp();
            (value, -8.0 * (x[0][0] - at) * value)
        };
        let ((low, a), (high, b)) = (hill(-1.0, 1.0), hill(2.0, 3.0));
        (low + high, vec![vec![a + b]])
    });
    let options = ReplyOptions { starts: 8, ..ReplyOptions::default() };
    let best = best_response(&hills, PlayerId(0), &[vec![-1.1]], &options, &Quiet).unwrap();
    assert!((best.point[0][0] - 2.0).abs() < 1e-8, "{:?}", best.point);
    // From one start alone the lower one is what it finds, and the certificate says so.
    let options = ReplyOptions { starts: 0, ..ReplyOptions::default() };
    let lower = best_response(&hills, PlayerId(0), &[vec![-1.1]], &options, &Quiet).unwrap();
    assert!((lower.check.gain - 2.0).abs() < 1e-6, "{:?}", lower.check);
}

#[test]
fn a_stranger_cannot_reply() {
    let game = cournot(&[0.0, 0.0], &[3.0, 9.0]);
    let point = [vec![1.0], vec![2.0]];
    let error = best_response(&game, PlayerId(2), &point, &ReplyOptions::default(), &Quiet);
    assert_eq!(error.unwrap_err(), ContinuousError::NoSuchPlayer { found: 2, players: 2 });
}
