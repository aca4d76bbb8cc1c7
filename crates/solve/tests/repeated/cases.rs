//! Every answer of `cases/repeated.json`, and sets on which other codes fail.

use crate::games::{bimatrix, cases, cournot, dilemma, matrix, numbers, repeated};
use talion_game::{Quiet, Termination};
use talion_solve::SolveError;
use talion_solve::repeated::{
    CooperativeTariffs, TariffStage, abreu_sannikov, cooperative_tariff, critical_discounts,
    minmax, supporting_automaton,
};

/// Corners in the order of the first list; both must be the same set.
fn assert_same_corners(found: &[[f64; 2]], wanted: &[Vec<f64>], tolerance: f64, what: &str) {
    assert_eq!(found.len(), wanted.len(), "{what}: {found:?} for {wanted:?}");
    for corner in wanted {
        let near = |f: &&[f64; 2]| {
            (f[0] - corner[0]).abs() <= tolerance && (f[1] - corner[1]).abs() <= tolerance
        };
        assert!(found.iter().any(|f| near(&f)), "{what}: {corner:?} is not in {found:?}");
    }
}

#[test]
fn payoff_sets() {
    let rows = cases()["aps_sets"]["rows"].as_array().unwrap().clone();
    for row in &rows {
        let what = format!("{} at {}", row["game"], row["delta"]);
        let game = bimatrix(&matrix(&row["U1"]), &matrix(&row["U2"]));
        let delta = row["delta"].as_f64().unwrap();
        let found = abreu_sannikov(&game, delta, 100_000, &Quiet).unwrap();
        assert_eq!(found.termination, Termination::Converged);
        // The cases stop at 1e-12 per round; what is left of a geometric series is a little more.
        assert_same_corners(&found.vertices, &matrix(&row["vertices"]), 1e-10, &what);
        let game = repeated(game, &[delta, delta]);
        for corner in &found.vertices {
            let automaton = supporting_automaton(&game, &found, *corner).unwrap().unwrap();
            let check = automaton.check(&game).unwrap();
            assert!(check.one_shot_gain <= 1e-10, "{what}: {check:?}");
            assert!(check.promise <= 1e-9, "{what}: {check:?}");
            for (pays, wanted) in check.start.iter().zip(corner) {
                assert!((pays - wanted).abs() <= 1e-9, "{what}");
            }
        }
    }
    assert_eq!(rows.len(), 12);
}

#[test]
fn critical_factors_of_dilemmas() {
    for name in ["pd_grim", "pd_9_1_10_3"] {
        let case = &cases()[name];
        let payoff = |key: &str| case["payoffs"][key].as_f64().unwrap();
        let game = dilemma(["C", "D", "N", "L"].map(payoff));
        let lengths: Vec<u32> = case["limited_punishment"]
            .as_object()
            .unwrap()
            .keys()
            .map(|key| key.parse().unwrap())
            .collect();
        let found = critical_discounts(&game, &[0, 0], &lengths, &Quiet).unwrap();
        let grim = case["delta_grim"].as_f64().unwrap();
        assert!((found.grim.joint.unwrap() - grim).abs() < 1e-15, "{name}");
        assert!(found.over_all_equilibria);
        for (length, critical) in &found.periods {
            let wanted = &case["limited_punishment"][length.to_string()];
            match (critical.joint, wanted.as_f64()) {
                (Some(found), Some(wanted)) => assert!((found - wanted).abs() < 1e-12, "{length}"),
                (found, wanted) => assert_eq!(found, wanted, "{name}, {length}"),
            }
        }
        // In a dilemma nothing is worse than mutual defection, so grim is optimal.
        let code = found.penal_code.unwrap().joint.unwrap();
        assert!((code - grim).abs() < 1e-8, "{name}: {code}");
    }
}

/// The stick and carrot of Abreu (1986): with a punishment below the Nash payoff less patience is enough
/// than under grim.
#[test]
fn an_optimal_penal_code_asks_less_than_grim() {
    // Cooperate, Nash, and a price war in which both get nothing, and a deviator too.
    let payoffs = [[4.0, 1.0, -1.0], [6.0, 2.0, -1.0], [0.0, 0.0, -2.0]];
    let row: Vec<Vec<f64>> = payoffs.iter().map(|line| line.to_vec()).collect();
    let column: Vec<Vec<f64>> = (0..3).map(|i| (0..3).map(|j| payoffs[j][i]).collect()).collect();
    let found = critical_discounts(&bimatrix(&row, &column), &[0, 0], &[], &Quiet).unwrap();
    assert!((found.grim.joint.unwrap() - 0.5).abs() < 1e-15);
    let code = found.penal_code.unwrap().joint.unwrap();
    assert!(code < 0.5 - 1e-3, "{code}");
    // By hand: nobody can be held below -1. The stick (2, 2) once, then a lottery worth (1 - 2 d) / d, pays
    // (1 - d)(-2) + 1 - 2 d = -1, and a deviation from it no more; the lottery is over stick and carrot.
    // With that threat the carrot is kept if (1 - d) 6 - d <= 4, which is d >= 2/7.
    assert!((code - 2.0 / 7.0).abs() < 1e-8, "{code}");
}

#[test]
fn the_linear_tariff_game() {
    let case = &cases()["linear_tariff_game"];
    let number = |key: &str| case[key].as_f64().unwrap();
    // D = 1 - p in both; endowments 1 abroad, none at home (the formulas of the case).
    let importing = |t: f64| (1.0 - t).powi(2) / 8.0 + t * (1.0 - t) / 2.0;
    let exporting = |t: f64| (1.0 + t).powi(2) / 8.0 + (1.0 - t) / 2.0;
    let welfare = |own: f64, other: f64| importing(own) + exporting(other);
    let nash = number("tau_nash");
    for (own, other, key) in [
        (0.0, 0.0, "u_free"),
        (nash, nash, "u_nash"),
        (nash, 0.0, "u_dev"),
        (0.0, nash, "u_sucker"),
    ] {
        assert!((welfare(own, other) - number(key)).abs() < 1e-15, "{key}");
    }
    let stage = TariffStage { welfare: &welfare, reply: &|_| nash, nash };
    for (delta, wanted) in case["tau_c"].as_object().unwrap() {
        let delta: f64 = delta.parse().unwrap();
        let CooperativeTariffs { tariffs, slack, .. } = cooperative_tariff(&stage, delta);
        let wanted = wanted.as_f64().unwrap();
        assert!((tariffs[0] - wanted).abs() < 1e-12, "{delta}: {} for {wanted}", tariffs[0]);
        if delta <= 0.6 {
            assert!(slack[0].abs() < 1e-14, "{delta}: {}", slack[0]);
        } else {
            assert!(slack[0] > 0.01);
        }
    }
    let grim = dilemma(["u_free", "u_dev", "u_nash", "u_sucker"].map(number));
    let found = critical_discounts(&grim, &[0, 0], &[], &Quiet).unwrap();
    assert!((found.grim.joint.unwrap() - number("delta_grim_free_trade")).abs() < 1e-12);
}

/// Sets that are empty, a point, or far from round.
#[test]
fn sets_on_which_hulls_fail() {
    let pennies =
        bimatrix(&[vec![1.0, -1.0], vec![-1.0, 1.0]], &[vec![-1.0, 1.0], vec![1.0, -1.0]]);
    for delta in [0.1, 0.5, 0.9] {
        let found = abreu_sannikov(&pennies, delta, 100_000, &Quiet).unwrap();
        assert!(found.vertices.is_empty() && found.threats.is_empty(), "{delta}: {found:?}");
    }
    let one = bimatrix(&[vec![2.0]], &[vec![-3.0]]);
    assert_eq!(abreu_sannikov(&one, 0.5, 1000, &Quiet).unwrap().vertices, [[2.0, -3.0]]);
    // Common interests: a segment at every factor.
    let common = bimatrix(&[vec![4.0, 0.0], vec![0.0, 1.0]], &[vec![4.0, 0.0], vec![0.0, 1.0]]);
    for delta in [0.05, 0.3, 0.5] {
        let found = abreu_sannikov(&common, delta, 100_000, &Quiet).unwrap();
        assert_same_corners(&found.vertices, &[vec![1.0, 1.0], vec![4.0, 4.0]], 1e-10, "common");
    }
    // Just below its critical factor the dilemma has a point, at it a segment or more.
    let game = dilemma([9.0, 10.0, 3.0, 1.0]);
    let below = abreu_sannikov(&game, 1.0 / 7.0 - 1e-6, 100_000, &Quiet).unwrap();
    assert_same_corners(&below.vertices, &[vec![3.0, 3.0]], 1e-9, "below");
    let at = abreu_sannikov(&game, 1.0 / 7.0 + 1e-6, 100_000, &Quiet).unwrap();
    assert_same_corners(&at.vertices, &[vec![3.0, 3.0], vec![9.0, 9.0]], 1e-9, "at");
}

#[test]
fn minmax_payoffs() {
    let pennies =
        bimatrix(&[vec![1.0, -1.0], vec![-1.0, 1.0]], &[vec![-1.0, 1.0], vec![1.0, -1.0]]);
    let found = minmax(&pennies, &Quiet).unwrap();
    assert_eq!((found.pure, found.mixed), (vec![1.0, 1.0], vec![0.0, 0.0]));
    // Player 1 can be held down to 4/3 by mixing 2/3, 1/3; in pure strategies to 2 only.
    let skewed = bimatrix(&[vec![2.0, 0.0], vec![1.0, 2.0]], &[vec![0.0, 0.0], vec![0.0, 0.0]]);
    let found = minmax(&skewed, &Quiet).unwrap();
    assert_eq!(found.pure, [2.0, 0.0]);
    assert!((found.mixed[0] - 4.0 / 3.0).abs() < 1e-15 && found.mixed[1] == 0.0);
    let found = minmax(&crate::games::public_good(), &Quiet).unwrap();
    assert!(found.pure.iter().chain(&found.mixed).all(|x| x.abs() < 1e-15), "{found:?}");
}

#[test]
fn the_cournot_duopoly_at_fifteen_points() {
    let game = cournot(15);
    let found = abreu_sannikov(&game, 0.7, 100_000, &Quiet).unwrap();
    let both = repeated(game, &[0.7, 0.7]);
    let automaton = supporting_automaton(&both, &found, found.vertices[0]).unwrap().unwrap();
    let check = automaton.check(&both).unwrap();
    assert!(check.one_shot_gain < 1e-9 && check.promise < 1e-9, "{check:?}");
    assert!(found.vertices.len() > 4);
}

#[test]
fn what_makes_no_sense_is_refused() {
    let game = dilemma([3.0, 5.0, 1.0, 0.0]);
    for found in [0.0, 1.0, -0.5, f64::NAN] {
        let error = abreu_sannikov(&game, found, 10, &Quiet).unwrap_err();
        assert!(matches!(error, SolveError::Discount { .. }), "{error}");
    }
    let three = abreu_sannikov(&crate::games::public_good(), 0.5, 10, &Quiet).unwrap_err();
    assert!(matches!(three, SolveError::PlayerCount { found: 3, .. }));
    let lost = critical_discounts(&game, &[0, 2], &[], &Quiet).unwrap_err();
    assert!(matches!(lost, SolveError::NotInGame { .. }));
    let set = abreu_sannikov(&game, 0.6, 10_000, &Quiet).unwrap();
    let equal = repeated(game, &[0.6, 0.6]);
    assert_eq!(supporting_automaton(&equal, &set, [5.0, 5.0]).unwrap(), None);
    assert_eq!(numbers(&serde_json::json!([1, 2])), [1.0, 2.0]);
}
