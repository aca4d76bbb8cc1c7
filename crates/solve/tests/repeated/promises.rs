//! Approximations for any factors, penance, and everything asked at once.

use crate::games::{bimatrix, dilemma, public_good, repeated};
use talion_game::{Automaton, AutomatonState, Quiet, Termination};
use talion_solve::repeated::{
    HyperplaneOptions, SustainOptions, abreu_sannikov, equilibrium_payoffs, hyperplane_set,
    penance, supporting_automaton, sustain,
};

/// Where both algorithms apply they must agree: the inner set inside of the exact one, the outer around.
#[test]
fn hyperplanes_enclose_the_exact_set() {
    for (payoffs, delta) in [([3.0, 5.0, 1.0, 0.0], 0.6), ([9.0, 10.0, 3.0, 1.0], 0.75)] {
        let stage = dilemma(payoffs);
        let exact = abreu_sannikov(&stage, delta, 100_000, &Quiet).unwrap();
        let game = repeated(stage, &[delta, delta]);
        let fine = HyperplaneOptions { directions: 96, ..HyperplaneOptions::default() };
        let found = hyperplane_set(&game, &fine, &Quiet);
        let support = |c: &[f64]| {
            let along = exact.vertices.iter().map(|v| c[0] * v[0] + c[1] * v[1]);
            along.fold(f64::NEG_INFINITY, f64::max)
        };
        let outer = found.outer.unwrap();
        for (c, bound) in found.directions.iter().zip(&outer) {
            // A side between two directions is rounded off by a small part of the range of 5 or 9.
            assert!((-1e-9..0.05).contains(&(bound - support(c))), "{bound} {}", support(c));
        }
        let inner = found.inner.unwrap();
        for state in &inner.states {
            for c in &found.directions {
                let along = c[0] * state.payoffs[0] + c[1] * state.payoffs[1];
                assert!(along <= support(c) + 1e-8);
            }
        }
        let check = inner.check(&game).unwrap();
        assert!(check.one_shot_gain < 1e-7 && check.promise < 1e-7, "{check:?}");
        let coarse = HyperplaneOptions { directions: 12, ..HyperplaneOptions::default() };
        let coarse = hyperplane_set(&game, &coarse, &Quiet);
        assert!(found.gap.unwrap() < 0.5 * coarse.gap.unwrap(), "{:?} {:?}", found.gap, coarse.gap);
        assert!(found.gap.unwrap() < 0.1, "{:?}", found.gap);
    }
}

/// Unequal factors: the impatient player decides whether cooperation can be kept (here both need 0.5).
#[test]
fn the_less_patient_player_decides() {
    let stage = dilemma([3.0, 5.0, 1.0, 0.0]);
    let options = HyperplaneOptions::default();
    let patient = repeated(stage.clone(), &[0.6, 0.9]);
    let found = hyperplane_set(&patient, &options, &Quiet);
    let inner = found.inner.unwrap();
    let check = inner.check(&patient).unwrap();
    assert!(check.one_shot_gain < 1e-7 && check.promise < 1e-7, "{check:?}");
    let sum = |s: &AutomatonState| s.payoffs.iter().sum::<f64>();
    let best = inner.states.iter().map(sum).fold(0.0, f64::max);
    assert!(best > 6.0 - 1e-6, "{best}");
    let exact = equilibrium_payoffs(&patient, 100_000, &Quiet).unwrap();
    assert_eq!(exact.termination, Termination::Converged);
    for corner in &exact.vertices {
        for (c, bound) in found.directions.iter().zip(found.outer.as_ref().unwrap()) {
            assert!(c[0] * corner[0] + c[1] * corner[1] <= bound + 1e-6);
        }
        let automaton = supporting_automaton(&patient, &exact, *corner).unwrap().unwrap();
        let check = automaton.check(&patient).unwrap();
        assert!(check.one_shot_gain < 1e-7 && check.promise < 1e-6, "{check:?}");
    }
    // Trade over time: the patient player lets the other have more first, so that both get more than 3
    // in weighted sums that no stage payoffs reach.
    let outer = exact.vertices.iter().map(|v| v[0] + v[1]).fold(0.0, f64::max);
    assert!(outer > 6.0 + 1e-3, "{outer}");
    let hasty = repeated(stage, &[0.1, 0.9]);
    let alone = equilibrium_payoffs(&hasty, 100_000, &Quiet).unwrap();
    assert_eq!(alone.vertices.len(), 1, "{alone:?}");
    let found = hyperplane_set(&hasty, &options, &Quiet);
    let [right, up] = [0, options.directions / 4].map(|l| found.outer.as_ref().unwrap()[l]);
    assert!((right - 1.0).abs() < 1e-5 && (up - 1.0).abs() < 1e-5, "{right} {up}");
}

/// Three players: all give is kept from the grim factor 0.4 / 0.6 gained.. on: D - C = 0.4, D - N = 1.2.
#[test]
fn three_players_and_a_public_good() {
    for (delta, kept) in [(0.5, true), (0.2, false)] {
        let game = repeated(public_good(), &[delta; 3]);
        let found = hyperplane_set(&game, &HyperplaneOptions::default(), &Quiet);
        let inner = found.inner.unwrap();
        let check = inner.check(&game).unwrap();
        assert!(check.one_shot_gain < 1e-7 && check.promise < 1e-7, "{check:?}");
        let best = inner.states.iter().map(|s| s.payoffs.iter().sum::<f64>()).fold(0.0, f64::max);
        assert_eq!(best > 2.4 - 1e-6, kept, "{delta}: {best}");
        assert!(found.gap.unwrap() < 0.2, "{:?}", found.gap);
    }
    let critical =
        talion_solve::repeated::critical_discounts(&public_good(), &[0; 3], &[], &Quiet).unwrap();
    assert!((critical.grim.joint.unwrap() - 1.0 / 3.0).abs() < 1e-12);
    assert_eq!(critical.penal_code, None);
}

#[test]
fn no_equilibrium_is_proved_for_pennies() {
    let pennies =
        bimatrix(&[vec![1.0, -1.0], vec![-1.0, 1.0]], &[vec![-1.0, 1.0], vec![1.0, -1.0]]);
    let found =
        hyperplane_set(&repeated(pennies, &[0.4, 0.5]), &HyperplaneOptions::default(), &Quiet);
    assert_eq!((found.outer, found.inner, found.gap), (None, None, None));
}

/// Van Damme's penance in the dilemma: one period in which the deviator cooperates against defection.
#[test]
fn penance_keeps_the_dilemma_without_renegotiation() {
    let game = repeated(dilemma([3.0, 5.0, 1.0, 0.0]), &[0.8, 0.8]);
    let found = penance(&game, &[0, 0], 10).unwrap().unwrap();
    assert_eq!(found.profiles, [[0, 1], [1, 0]]);
    let check = found.automaton.check(&game).unwrap();
    assert!(check.one_shot_gain <= 1e-12);
    // By hand: one period of penance pays 3 d; to defect at once and then repent 5 (1 - d) + 3 d^2 <= 3.
    assert_eq!(found.periods, 1);
    assert!((check.values[1][0] - 2.4).abs() < 1e-12);
    let hasty = repeated(dilemma([3.0, 5.0, 1.0, 0.0]), &[0.4, 0.4]);
    assert_eq!(penance(&hasty, &[0, 0], 10).unwrap(), None);
}

/// The checker sees a promise that pays less than it says, and a punishment that does not hurt.
#[test]
fn false_automata_are_seen() {
    let game = repeated(dilemma([3.0, 5.0, 1.0, 0.0]), &[0.6, 0.6]);
    let state = |payoff: f64, profile: [usize; 2], next: usize| AutomatonState {
        payoffs: vec![payoff; 2],
        profile: profile.to_vec(),
        next: vec![(next, 1.0)],
    };
    let grim = |mild: bool, claimed: f64| Automaton {
        states: vec![state(claimed, [0, 0], 0), state(1.0, [1, 1], 1)],
        punishments: vec![usize::from(!mild); 2],
        start: vec![(0, 1.0)],
    };
    let good = grim(false, 3.0).check(&game).unwrap();
    // From cooperation (1 - d) 5 + d - 3 = -0.4; from mutual defection (1 - d) 0 + d - 1 = -0.4.
    assert!((good.one_shot_gain + 0.4).abs() < 1e-12 && good.promise < 1e-12);
    let mild = grim(true, 3.0).check(&game).unwrap();
    assert!((mild.one_shot_gain - 0.8).abs() < 1e-12);
    assert!((grim(false, 3.5).check(&game).unwrap().promise - 0.5).abs() < 1e-12);
    let mut lost = grim(false, 3.0);
    lost.punishments[0] = 2;
    assert!(lost.check(&game).is_err());
    lost = grim(false, 3.0);
    lost.states[0].next = vec![(0, 0.5)];
    assert!(lost.check(&game).is_err());
}

#[test]
fn everything_at_once() {
    let game = repeated(dilemma([3.0, 5.0, 1.0, 0.0]), &[0.6, 0.6]);
    let found = sustain(&game, &SustainOptions::default(), &Quiet).unwrap();
    assert_eq!(found.critical.profile, [0, 0]);
    assert!(found.keeps_target);
    let check = found.check.unwrap();
    assert!(check.one_shot_gain <= 1e-10 && (check.start[0] - 3.0).abs() < 1e-9);
    assert_eq!(found.payoff_set.unwrap().vertices.len(), 4);
    assert_eq!(found.individually_rational.unwrap().len(), 4);
    assert!(found.approximation.is_none());
    // Below the critical factor the promise is not kept, and the automaton pays what can be.
    let hasty = repeated(dilemma([3.0, 5.0, 1.0, 0.0]), &[0.3, 0.3]);
    let found = sustain(&hasty, &SustainOptions::default(), &Quiet).unwrap();
    assert!(!found.keeps_target && found.penance.is_none());
    let pays = found.check.unwrap().start;
    assert!((pays[0] + pays[1] - 5.0).abs() < 1e-9, "taking turns: {pays:?}");
    let unequal = repeated(dilemma([3.0, 5.0, 1.0, 0.0]), &[0.6, 0.7]);
    let found = sustain(&unequal, &SustainOptions::default(), &Quiet).unwrap();
    assert!(found.approximation.is_none() && found.keeps_target);
    let check = found.check.unwrap();
    assert!(check.one_shot_gain < 1e-7 && (check.start[0] - 3.0).abs() < 1e-6, "{check:?}");
}
