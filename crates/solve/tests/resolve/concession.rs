//! Wars of attrition, crises, reputation: numbers of `incomplete_information.json`, closed forms, and what
//! waiting pays.

use proptest::prelude::*;
use talion_solve::resolve::{
    Bargainer, BiddingWar, ChainStore, Concession, Crisis, StandOff, StandOffSide, Values, War,
    abreu_gul,
};

fn near(found: f64, expected: f64) {
    assert!(
        (found - expected).abs() < 1e-12 * expected.abs().max(1.0),
        "{found} is not {expected}"
    );
}

/// `war_of_attrition_complete`: V = 10, c = 1.
#[test]
fn the_war_of_attrition_with_known_values() {
    let war = War { values: [10.0; 2], costs: [1.0; 2] };
    near(war.hazards()[0], 0.1);
    near(war.expected_stops()[1], 10.0);
    near(war.expected_duration(), 5.0);
    near(war.median_duration(), 3.465_735_902_799_726_5);
    near(war.quit_by(0, 10.0), 1.0 - (-1.0_f64).exp());
    assert!(war.check(30.0).indifference_residual < 1e-9, "{:?}", war.check(30.0));
    // Unequal sides: who has more to win waits longer, for it is the rival that is held indifferent.
    let war = War { values: [10.0, 5.0], costs: [1.0, 2.0] };
    assert_eq!(war.hazards(), [0.4, 0.1]);
    assert!(war.check(20.0).indifference_residual < 1e-9);
}

/// `war_of_attrition_uniform`: values uniform on [0, 1], s(v) = -ln(1 - v) - v.
#[test]
fn the_war_of_attrition_with_private_values() {
    let war = BiddingWar::new(Values::uniform(0.0, 1.0), 1.0);
    let known = [
        (0.1, 0.005_360_515_657_826_276),
        (0.25, 0.037_682_072_451_780_9),
        (0.5, 0.193_147_180_559_945_3),
        (0.75, 0.636_294_361_119_890_6),
        (0.9, 1.402_585_092_994_046),
    ];
    for (value, stop) in known {
        near(war.stop(value), stop);
    }
    assert!(war.largest_gain(&[0.1, 0.5, 0.9]) < 1e-9);
    // Exponential values of mean m: f / (1 - F) = 1 / m, so s(v) = v^2 / (2 m c).
    let war = BiddingWar::new(Values::exponential(2.0), 0.5);
    near(war.stop(3.0), 4.5);
    assert!(war.largest_gain(&[0.5, 2.0]) < 1e-9);
}

/// `fearon_audience_cost`, all three.
#[test]
fn audience_costs() {
    // Prize, growth of audience costs, largest costs of war; times, instant concessions, survival, quits.
    #[expect(clippy::type_complexity, reason = "a table")]
    let known: [(f64, [f64; 2], [f64; 2], [f64; 2], [f64; 2], [f64; 2], f64); 3] = [
        (
            1.0,
            [1.0, 1.0],
            [1.0, 1.0],
            [0.618_033_988_749_894_9; 2],
            [0.0, 0.0],
            [0.618_033_988_749_894_9; 2],
            0.381_966_011_250_105_2,
        ),
        (
            1.0,
            [1.5, 0.5],
            [1.0, 1.0],
            [0.527_525_231_651_946_6, 0.868_517_091_821_329_7],
            [0.0, 0.527_525_231_651_946_8],
            [0.791_287_847_477_919_9, 0.263_762_615_825_973_3],
            0.208_712_152_522_079_97,
        ),
        (
            2.0,
            [1.0, 0.6],
            [1.5, 2.0],
            [1.122_200_088_446_918_5, 1.768_874_620_972_691_3],
            [0.0, 0.474_440_017_689_383_7],
            [0.748_133_392_297_945_7, 0.336_660_026_534_075_56],
            0.251_866_607_702_054_4,
        ),
    ];
    for (prize, audience, war, times, at_once, survival, breakdown) in known {
        let found = Crisis { prize, audience, war }.solve(8);
        let way = &found.concession;
        near(way.end.unwrap(), times[0].min(times[1]));
        for i in 0..2 {
            near(way.used_up[i].unwrap(), times[i]);
            near(way.at_once[i], at_once[i]);
            near(way.survival_at_end[i], survival[i]);
            near(found.quits[i], 1.0 - survival[i]);
        }
        near(found.war, breakdown);
        near(way.path[3].hazard[0], audience[1] / (prize + audience[1] * way.path[3].time));
        assert!(way.indifference_residual < 1e-9, "{}", way.indifference_residual);
        let last = way.path.last().unwrap();
        near(last.resolute[0], 1.0);
        near(last.resolute[1], 1.0);
    }
}

/// Closed forms of Abreu and Gul: `T_i = -ln z_i / lambda_i`, and the weaker side concedes at once.
#[test]
fn reputational_bargaining() {
    let sides = [
        Bargainer { demand: 0.7, rate: 0.1, bound: 0.2 },
        Bargainer { demand: 0.6, rate: 0.2, bound: 0.1 },
    ];
    let found = abreu_gul(sides, 20, 100.0).unwrap();
    // lambda_1 = r_2 (1 - 0.7) / 0.3 = 0.2; lambda_2 = r_1 (1 - 0.6) / 0.3 = 2/15.
    let times = [-(0.2_f64.ln()) / 0.2, -(0.1_f64.ln()) * 7.5];
    near(found.used_up[0].unwrap(), times[0]);
    near(found.used_up[1].unwrap(), times[1]);
    near(found.end.unwrap(), times[0]);
    near(found.at_once[1], 1.0 - 0.1 * (times[0] * 2.0 / 15.0).exp());
    near(found.at_once[0], 0.0);
    assert!(found.indifference_residual < 1e-10, "{}", found.indifference_residual);
    near(found.path[20].resolute[1], 1.0);
    assert!(abreu_gul([Bargainer { demand: 0.4, rate: 0.1, bound: 0.1 }; 2], 5, 1.0).is_none());
}

/// `kreps_wilson`: a = 2, b = 1/2, prior 1/10.
#[test]
fn the_chain_store() {
    let store = ChainStore { quiet: 2.0, entry: 0.5 };
    let prior = 0.1;
    let thresholds = [0.5, 0.25, 0.125, 0.0625, 0.03125, 0.015_625];
    for (stage, expected) in (1..).zip(thresholds) {
        assert_eq!(store.threshold(stage), expected);
    }
    assert_eq!(store.first_deterred(prior), Some(4));
    let fights = [
        (2, 0.111_111_111_111_111_12, 0.5),
        (3, 0.333_333_333_333_333_37, 0.25),
        (4, 0.777_777_777_777_777_8, 0.125),
        (5, 1.0, 0.1),
    ];
    for (stage, probability, after) in fights {
        let move_ = store.incumbent(stage, prior);
        near(move_.fights, probability);
        near(move_.after_fight, after);
    }
    assert_eq!(store.incumbent(1, prior).fights, 0.0);
    assert_eq!(store.entrant(3, 0.125).stays_out, 0.5);
    assert!(store.largest_gain(8, prior) < 1e-12);
    // A wrong payoff of quiet is found out: entrants then mix wrongly.
    let other = ChainStore { quiet: 3.0, ..store };
    assert_eq!(other.entrant(3, 0.125).stays_out, 1.0 / 3.0);
    assert!(other.largest_gain(8, prior) < 1e-12);
}

/// With no growing audience cost a stand-off is a war of attrition, with no cost of time the race of
/// audience costs.
#[test]
fn stand_offs_reduce_to_the_wars_that_they_join() {
    let side = StandOffSide { prize: 10.0, cost: 1.0, audience: 0.0, resolute: 0.25 };
    let found = StandOff { sides: [side; 2] }.solve(10, 0.0);
    // exp(-0.1 t) = 1/4.
    near(found.end.unwrap(), 10.0 * 4.0_f64.ln());
    near(found.path[5].hazard[0], 0.1);
    let side = StandOffSide { prize: 1.0, cost: 0.0, audience: 1.5, resolute: 0.4 };
    let found = StandOff { sides: [side; 2] }.solve(10, 0.0);
    // 1 / (1 + 1.5 t) = 0.4.
    near(found.end.unwrap(), 1.0);
    near(found.path[5].hazard[1], 1.5 / (1.0 + 1.5 * 0.5));
}

#[test]
fn without_resolute_types_a_stand_off_has_no_end_and_the_doubted_side_gives_in() {
    let side = StandOffSide { prize: 10.0, cost: 1.0, audience: 0.0, resolute: 0.0 };
    let found = StandOff { sides: [side; 2] }.solve(10, 50.0);
    assert_eq!((found.end, found.at_once), (None, [0.0, 0.0]));
    assert!((found.path[10].time - 50.0).abs() < 1e-12);
    let firm = StandOffSide { resolute: 0.1, ..side };
    let found = StandOff { sides: [firm, side] }.solve(10, 50.0);
    assert_eq!(found.at_once, [0.0, 1.0]);
}

fn sound(found: &Concession, resolute: [f64; 2], scale: f64) -> Result<(), TestCaseError> {
    prop_assert!(found.at_once[0].min(found.at_once[1]) == 0.0, "not both concede at once");
    prop_assert!(found.indifference_residual < 1e-7 * scale, "{}", found.indifference_residual);
    for (at, point) in found.path.iter().enumerate() {
        for (i, prior) in resolute.iter().enumerate() {
            prop_assert!((0.0..=1.0).contains(&point.resolute[i]));
            // What is believed of who held out, over the chance that it did, is the prior.
            let mean = point.resolute[i] * point.survival[i];
            prop_assert!((mean - prior).abs() < 1e-9, "a martingale");
            if at > 0 {
                prop_assert!(point.resolute[i] >= found.path[at - 1].resolute[i] - 1e-12);
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn nobody_gains_by_waiting_and_beliefs_are_a_martingale(
        prizes in [0.5_f64..5.0, 0.5..5.0],
        costs in [0.01_f64..1.0, 0.01..1.0],
        audiences in [0.0_f64..1.0, 0.0..1.0],
        resolute in [0.05_f64..0.9, 0.05..0.9],
    ) {
        let side = |i: usize| StandOffSide {
            prize: prizes[i], cost: costs[i], audience: audiences[i], resolute: resolute[i],
        };
        let found = StandOff { sides: [side(0), side(1)] }.solve(12, 0.0);
        sound(&found, resolute, 10.0)?;
        // The sides' names do not matter.
        let turned = StandOff { sides: [side(1), side(0)] }.solve(12, 0.0);
        prop_assert_eq!(turned.end, found.end);
        prop_assert_eq!([turned.at_once[1], turned.at_once[0]], found.at_once);
    }
}
