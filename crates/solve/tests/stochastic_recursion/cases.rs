//! The cases with published or closed-form answers.

use crate::games::{absorbing, attrition, big_match, game, repeated_dilemma};
use serde_json::Value;
use talion_game::{PlayerId, Quiet, StateId};
use talion_solve::{
    MarkovMethod, MarkovSolution, PureMarkov, RecursiveLexicographicSearch, StateRecursion,
};

fn case(name: &str) -> Value {
    let all: Value = serde_json::from_str(include_str!("../cases/stochastic.json")).expect("JSON");
    all[name].clone()
}

fn number(value: &Value) -> f64 {
    value.as_f64().expect("a number")
}

fn all(game: &talion_game::StochasticGame) -> MarkovSolution {
    RecursiveLexicographicSearch::default().solve(game, &Quiet).expect("two players")
}

#[test]
fn attrition_has_the_hazard_of_the_formula_and_two_pure_equilibria() {
    let case = case("talks_attrition_2state");
    let [prize, cost, delta] = ["V", "c", "delta"].map(|key| number(&case[key]));
    let solution = all(&attrition(prize, cost, delta));
    assert!(solution.complete);
    assert_eq!(solution.equilibria.len(), 3);
    for (equilibrium, values) in solution.equilibria.iter().zip([(0.0, 10.0), (10.0, 0.0)]) {
        let value = |p| equilibrium.certificate.value(StateId(0), PlayerId(p));
        let mut found = [value(0), value(1)];
        found.sort_by(f64::total_cmp);
        assert_eq!(found, [0.0, 10.0], "always concede against always fight: {values:?}");
    }
    let mixed = &solution.equilibria[2];
    for player in [PlayerId(0), PlayerId(1)] {
        let concede = mixed.strategies.at(StateId(0), player)[1];
        assert!((concede - number(&case["p_concede"])).abs() < 1e-14, "{concede}");
        let value = mixed.certificate.value(StateId(0), player);
        assert!((value - number(&case["value"])).abs() < 1e-13, "{value}");
    }
    assert!(mixed.certificate.one_shot_gain < 1e-14);
}

#[test]
fn the_big_match_is_worth_one_half_at_every_discount() {
    for row in case("big_match_discounted")["rows"].as_array().expect("rows") {
        let delta = number(&row["delta"]);
        let solution = all(&big_match(delta));
        assert!(solution.complete, "delta {delta}");
        let [equilibrium] = &solution.equilibria[..] else { panic!("one equilibrium") };
        let value = (1.0 - delta) * equilibrium.certificate.value(StateId(0), PlayerId(0));
        assert!((value - number(&row["value"])).abs() < 1e-13, "{value}");
        let stop = equilibrium.strategies.at(StateId(0), PlayerId(0))[1];
        assert!((stop - number(&row["p1_stop"])).abs() < 1e-13, "{stop}");
        assert!((stop - (1.0 - delta) / (2.0 - delta)).abs() < 1e-13, "{stop}");
        let left = equilibrium.strategies.at(StateId(0), PlayerId(1))[0];
        assert!((left - number(&row["p2_L"])).abs() < 1e-13, "{left}");
    }
}

#[test]
fn the_technology_game_has_one_equilibrium_without_ban_or_subsidy() {
    let case = case("tech_gap_zte");
    let delta = number(&case["delta"]);
    let entry = |table: &str, k: usize| number(&case[table][k % 2][k / 2]);
    let gap = (0..4)
        .map(|k| {
            let caught = entry("catchup_prob", k);
            let payoffs = vec![entry("u_US", k), entry("u_CN", k)];
            (payoffs, vec![(0, 1.0 - caught), (1, caught)])
        })
        .collect();
    let after = [number(&case["W_US"]), number(&case["W_CN"])].map(|w| w * (1.0 - delta));
    let states = [("G", vec![2, 2], gap), absorbing("N", 1, &after)];
    let solution = all(&game(&[delta, delta], &states));
    assert!(solution.complete);
    let [equilibrium] = &solution.equilibria[..] else { panic!("one equilibrium") };
    let known = &case["equilibria"][0];
    for (player, value) in ["V_US", "V_CN"].into_iter().enumerate() {
        let found = equilibrium.certificate.value(StateId(0), PlayerId(player));
        assert!((found - number(&known[value])).abs() < 1e-13, "{found}");
        assert_eq!(equilibrium.strategies.at(StateId(0), PlayerId(player))[0], 1.0);
    }
}

#[test]
fn the_repeated_dilemma_has_one_markov_perfect_equilibrium() {
    let game = repeated_dilemma(0.9);
    let recursion = StateRecursion::default();
    let pure = PureMarkov::default();
    for method in [&recursion as &dyn MarkovMethod, &pure] {
        let solution = method.solve(&game, &Quiet).expect("two players");
        assert!(solution.complete, "{}", solution.method);
        let [equilibrium] = &solution.equilibria[..] else { panic!("one equilibrium") };
        assert_eq!(equilibrium.strategies.as_pure(&game), Some(vec![3]));
        let value = equilibrium.certificate.value(StateId(0), PlayerId(0));
        assert!((value - 10.0).abs() < 1e-13, "{value}");
    }
}
