//! The answers of `cases/bargaining_and_technology.json` on bargaining between two.

use serde_json::Value;
use talion_game::{BargainingError, BargainingProblem, DealRule, Feasible, Issue};
use talion_game::{NormalForm, Quiet};
use talion_solve::bargaining::{
    OfferTerms, ParetoFrontier, Power, alternating_offers, bargain, commitment, keeps, linkage,
    patience_shares, variable_threats, zone,
};

pub(crate) fn cases() -> Value {
    let text = include_str!("../cases/bargaining_and_technology.json");
    serde_json::from_str(text).expect("JSON")
}

pub(crate) fn number(value: &Value) -> f64 {
    value.as_f64().expect("a number")
}

fn pair(value: &Value) -> [f64; 2] {
    [number(&value[0]), number(&value[1])]
}

fn near(found: f64, wanted: f64, tolerance: f64, what: &str) {
    assert!((found - wanted).abs() <= tolerance, "{what}: {found} for {wanted}");
}

fn both(found: [f64; 2], wanted: [f64; 2], tolerance: f64, what: &str) {
    near(found[0], wanted[0], tolerance, what);
    near(found[1], wanted[1], tolerance, what);
}

fn names() -> [String; 2] {
    ["USA".to_owned(), "CHN".to_owned()]
}

fn points(d: [f64; 2], points: &[[f64; 2]]) -> BargainingProblem {
    BargainingProblem::new("", names(), d, Feasible::Points(points.to_vec())).expect("a problem")
}

fn pie(d: [f64; 2]) -> BargainingProblem {
    points(d, &[[0.0, 1.0], [1.0, 0.0], [0.0, 0.0]])
}

/// The issues of a case.
fn issues(case: &Value, key: &str, keep: &[&str]) -> BargainingProblem {
    let labels = case[key].as_array().expect("labels");
    let issue = |(at, label): (usize, &Value)| Issue {
        label: label.as_str().expect("a label").to_owned(),
        gains: [number(&case["gain_US"][at]), number(&case["gain_CN"][at])],
    };
    let all = labels.iter().enumerate().map(issue);
    let kept = all.filter(|issue| keep.is_empty() || keep.contains(&issue.label.as_str()));
    BargainingProblem::new("", names(), [0.0; 2], Feasible::Issues(kept.collect())).expect("sound")
}

fn at_most(gap: f64, tolerance: f64) {
    assert!(gap.abs() <= tolerance, "gap {gap:e}");
}

#[test]
fn rubinstein_with_discounting() {
    let frontier = ParetoFrontier::of(&pie([0.0; 2]));
    let rows = cases()["rubinstein"].as_array().expect("rows").clone();
    for row in &rows {
        let terms = OfferTerms {
            discounts: [number(&row["d1"]), number(&row["d2"])],
            breakdown: 0.0,
            outside: [0.0; 2],
            meanwhile: [0.0; 2],
        };
        let found = alternating_offers(&frontier, &terms).expect("an agreement");
        let wanted = [number(&row["x1_when_1_proposes"]), number(&row["x2"])];
        both(found.first_offers, wanted, 1e-13, "first offers");
        near(found.second_offers[0], number(&row["x1_when_2_proposes"]), 1e-13, "second offers");
        assert!(found.residual < 1e-13);
    }
    assert_eq!(rows.len(), 4);
    let limit = &cases()["rubinstein_continuous_limit"];
    let rates = [number(&limit["r1"]), number(&limit["r2"])];
    near(patience_shares(rates)[0], number(&limit["share1"]), 1e-15, "the limit");
}

/// Offers that follow each other ever faster come to the limit.
#[test]
fn offers_in_quick_succession_come_to_the_limit() {
    let frontier = ParetoFrontier::of(&pie([0.0; 2]));
    let rates = [0.03, 0.06];
    for length in [1e-2, 1e-3, 1e-4] {
        let terms = OfferTerms {
            discounts: rates.map(|r: f64| (-r * length).exp()),
            breakdown: 0.0,
            outside: [0.0; 2],
            meanwhile: [0.0; 2],
        };
        let found = alternating_offers(&frontier, &terms).expect("an agreement");
        near(found.first_offers[0], patience_shares(rates)[0], 0.1 * length, "the limit");
    }
}

#[test]
fn rubinstein_with_breakdown() {
    let frontier = ParetoFrontier::of(&pie([0.0; 2]));
    let rows = cases()["breakdown_risk"]["rows"].as_array().expect("rows").clone();
    for row in &rows {
        let terms = OfferTerms {
            discounts: [number(&row["delta"]); 2],
            breakdown: number(&row["p"]),
            outside: pair(&row["outside"]),
            meanwhile: [0.0; 2],
        };
        let found = alternating_offers(&frontier, &terms).expect("an agreement");
        // At p = 1e-6 the equations are nearly the same line: a digit in p costs one here.
        near(found.first_offers[0], number(&row["x1_if_1_proposes"]), 1e-9, "first");
        near(found.second_offers[0], number(&row["x1_if_2_proposes"]), 1e-9, "second");
    }
    assert_eq!(rows.len(), 4);
}

#[test]
fn players_whom_nothing_presses_do_not_agree() {
    let frontier = ParetoFrontier::of(&pie([0.0; 2]));
    let terms =
        OfferTerms { discounts: [1.0; 2], breakdown: 0.0, outside: [0.0; 2], meanwhile: [0.0; 2] };
    assert_eq!(alternating_offers(&frontier, &terms), Err(BargainingError::NoHurry));
    let wrong = OfferTerms { breakdown: 1.5, ..terms };
    assert!(matches!(
        alternating_offers(&frontier, &wrong),
        Err(BargainingError::Share { found: 1.5, .. })
    ));
}

#[test]
fn asymmetric_nash() {
    let case = &cases()["asymmetric_nbs"];
    let weight = number(&case["weight1"]);
    let rule = DealRule::Nash { weights: [weight, 1.0 - weight] };
    let deal = bargain(&pie(pair(&case["d"])), rule).expect("weights").expect("a deal");
    both(deal.payoffs, [number(&case["share1"]), number(&case["share2"])], 1e-14, "shares");
    at_most(deal.certificate.gap, 1e-13);
}

#[test]
fn the_kinked_frontier() {
    let case = &cases()["kinked_frontier"];
    let d = pair(&case["d"]);
    let problem = points(d, &[[0.0, 0.0], [0.0, 6.0], [8.0, 2.0], [8.0, 0.0]]);
    let rules = [
        ("nbs", DealRule::Nash { weights: [1.0, 1.0] }),
        ("kalai_smorodinsky", DealRule::KalaiSmorodinsky),
        ("egalitarian", DealRule::Egalitarian),
        ("utilitarian", DealRule::Utilitarian),
    ];
    for (key, rule) in rules {
        let deal = bargain(&problem, rule).expect("weights").expect("a deal");
        both(deal.payoffs, pair(&case[key]), 1e-14, key);
        both(deal.certificate.ideal, pair(&case["ideal"]), 1e-14, "ideal");
        at_most(deal.certificate.gap, 1e-13);
    }
    // Every corner of what is individually rational is the best for one.
    for player in [0, 1] {
        let deal = bargain(&problem, DealRule::BestFor { player }).expect("weights").expect("one");
        near(deal.payoffs[player], pair(&case["ideal"])[player], 1e-14, "the best for one");
        at_most(deal.certificate.gap, 1e-13);
    }
}

/// (7, 4) is new and leaves the best of each where it was: the ray to (8, 6) meets `u2 = 6 - 2 u1 / 7` at
/// `t (8, 6)`, `t = 6 / (6 + 16 / 7)`.
#[test]
fn more_to_agree_on_is_better_for_both_under_kalai_and_smorodinsky() {
    let corners = [[0.0, 0.0], [0.0, 6.0], [8.0, 2.0], [8.0, 0.0], [7.0, 4.0]];
    let found = bargain(&points([0.0; 2], &corners), DealRule::KalaiSmorodinsky);
    let deal = found.expect("no weights").expect("a deal");
    let t = 6.0 / (6.0 + 16.0 / 7.0);
    both(deal.payoffs, [8.0 * t, 6.0 * t], 1e-14, "the new deal");
    both(deal.certificate.ideal, [8.0, 6.0], 1e-14, "the old ideal");
}

#[test]
fn issues_that_only_hold_together() {
    let case = &cases()["issue_linkage"];
    let problem = issues(case, "issues", &[]);
    let nash = DealRule::Nash { weights: [1.0, 1.0] };
    let deal = bargain(&problem, nash).expect("weights").expect("a deal");
    both(deal.payoffs, pair(&case["nbs_u"]), 1e-7, "Nash");
    // The numbers of the case are a search's; those here are exact: 2 + 2.5 / 3 and 4.25.
    both(deal.payoffs, [17.0 / 6.0, 4.25], 1e-14, "Nash in closed form");
    for (at, share) in deal.shares.iter().enumerate() {
        near(*share, number(&case["nbs_x"][at]), 1e-8, "shares");
    }
    for (player, key) in [(0, "max_US_st_CN_ge_0"), (1, "max_CN_st_US_ge_0")] {
        let deal = bargain(&problem, DealRule::BestFor { player }).expect("weights").expect("one");
        both(deal.payoffs, pair(&case[key]["u"]), 1e-14, key);
        for (at, share) in deal.shares.iter().enumerate() {
            near(*share, number(&case[key]["x"][at]), 1e-14, key);
        }
        at_most(deal.certificate.gap, 1e-13);
    }
    let found = linkage(&problem).expect("issues");
    assert!(found.alone.iter().all(|set| set.common_gain == 0.0), "{found:?}");
    assert!(found.together.common_gain > 0.0);
    // Pairs by hand: rollback for purchases (3 - x, ..), for transfer; purchases or transfer for chips.
    let pairs: Vec<&[usize]> = found.smallest.iter().map(|set| set.issues.as_slice()).collect();
    assert_eq!(pairs, [&[0, 1][..], &[0, 2], &[1, 3], &[2, 3]]);
}

#[test]
fn a_red_line_takes_an_issue_off_the_table() {
    let all = cases();
    let case = &all["issue_linkage_tech_red_line"];
    let keep: Vec<&str> =
        case["issues"].as_array().expect("list").iter().filter_map(Value::as_str).collect();
    let problem = issues(&all["issue_linkage"], "issues", &keep);
    let nash = DealRule::Nash { weights: [1.0, 1.0] };
    let deal = bargain(&problem, nash).expect("weights").expect("a deal");
    both(deal.payoffs, pair(&case["nbs_u"]), 1e-6, "Nash");
    both(deal.payoffs, [5.0 / 3.0, 5.0], 1e-14, "Nash in closed form");
    near(deal.shares[2], 1.0 / 3.0, 1e-14, "the licence");
}

#[test]
fn nothing_to_agree_on_is_an_answer() {
    let problem = points([1.0, 1.0], &[[0.0, 2.0], [2.0, 0.0]]);
    assert!(zone(&problem).frontier.is_empty());
    for rule in [DealRule::Egalitarian, DealRule::KalaiSmorodinsky, DealRule::Utilitarian] {
        assert_eq!(bargain(&problem, rule), Ok(None));
    }
    let wrong = DealRule::Nash { weights: [1.0, 0.0] };
    assert_eq!(bargain(&problem, wrong), Err(BargainingError::Weights { found: [1.0, 0.0] }));
}

#[test]
fn powells_test() {
    let rows = cases()["powell_commitment"]["rows"].as_array().expect("rows").clone();
    for row in &rows {
        let found = commitment(Power {
            now: number(&row["p_now"]),
            next: number(&row["p_next"]),
            cost: number(&row["cost"]),
            discount: number(&row["delta"]),
        });
        near(found.lock_in_now, number(&row["f_now"]), 1e-12, "f_t");
        near(found.lock_in_next, number(&row["f_next"]), 1e-12, "f_t+1");
        near(found.shift, number(&row["shift"]), 1e-12, "shift");
        near(found.left, number(&row["lhs"]), 1e-15, "left");
        near(found.right, number(&row["rhs"]), 1e-15, "right");
        assert_eq!(found.conflict, row["conflict"].as_bool().expect("a flag"), "{row}");
    }
    assert_eq!(rows.len(), 4);
}

/// A dilemma of 3, 0, 5, 1: 5 - 3 over 5 - 1.
#[test]
fn patience_that_keeps_a_promise() {
    let found = keeps(3.0, 5.0, 1.0, 0.6);
    assert_eq!(found.critical_discount, Some(0.5));
    near(found.slack.expect("slack"), 0.1, 1e-15, "slack");
    assert_eq!(keeps(3.0, 3.0, 1.0, 0.0).critical_discount, Some(0.0));
    assert_eq!(keeps(1.0, 5.0, 1.0, 0.99).critical_discount, None);
}

fn bimatrix(a: &[Vec<f64>], b: &[Vec<f64>]) -> NormalForm {
    NormalForm::bimatrix([("A", vec!["1", "2"]), ("B", vec!["1", "2"])], a, b).expect("a game")
}

/// In a dilemma both threaten to defect. In `A = (4 0; 0 2)`, `B = 0` the second player's threat keeps
/// the first to its maximin 4/3 by mixing 1/3 and 2/3.
#[test]
fn threats_are_maximin_of_the_difference() {
    let dilemma = bimatrix(&[vec![3.0, 0.0], vec![5.0, 1.0]], &[vec![3.0, 5.0], vec![0.0, 1.0]]);
    let found = variable_threats(&dilemma, [1.0, 1.0], &Quiet).expect("threats");
    assert_eq!((found.payoffs, found.regret), ([1.0, 1.0], 0.0));
    let other = bimatrix(&[vec![4.0, 0.0], vec![0.0, 2.0]], &[vec![0.0; 2], vec![0.0; 2]]);
    let found = variable_threats(&other, [0.5, 0.5], &Quiet).expect("threats");
    both(found.payoffs, [4.0 / 3.0, 0.0], 1e-14, "payoffs");
    near(found.strategies[1][0], 1.0 / 3.0, 1e-14, "the threat");
    near(found.advantage, 2.0 / 3.0, 1e-14, "the advantage");
}
