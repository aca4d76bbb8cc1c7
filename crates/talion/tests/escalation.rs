//! The study of escalation: what must hold of its findings whatever the scenario says.

use talion::economy::Economy;
use talion::game::{MarkovCertificate, MarkovProfile, Quiet};
use talion::model::{Ladder, Scenario, SolvedPolicies, Without, embedded};
use talion::{EscalationFindings, EscalationOptions, EscalationStudy, StudyError};

/// The embedded scenario, made smaller by a shorter horizon and fewer gaps.
fn scenario(changes: &[(&str, f64)]) -> Scenario {
    let text = embedded::text(embedded::DEFAULT_SCENARIO).unwrap();
    let small = [("escalation.horizon_quarters", 10.0), ("escalation.largest_gap", 6.0)];
    small
        .iter()
        .chain(changes)
        .fold(Scenario::parse("s", text).unwrap(), |scenario, (key, value)| {
            scenario.with_value(key, *value).unwrap()
        })
}

fn run(scenario: &Scenario, options: EscalationOptions) -> EscalationFindings {
    EscalationStudy::new(scenario, options).run(&Quiet).unwrap()
}

fn brief() -> EscalationOptions {
    EscalationOptions { instruments: false, variants: false, paths: 2_000, ..Default::default() }
}

fn deal(findings: &EscalationFindings, quarter: usize) -> f64 {
    findings.quarters[quarter].deal_by_now
}

#[test]
fn odds_add_up_and_a_deal_once_made_has_been_made() {
    let findings = run(&scenario(&[]), brief());
    assert_eq!(findings.quarters.len(), 11);
    let mut before = 0.0;
    for at in &findings.quarters {
        let all = at.rungs.iter().map(Vec::as_slice).chain([at.phases.as_slice()]);
        for odds in all {
            assert!((odds.iter().sum::<f64>() - 1.0).abs() < 1e-12, "{odds:?}");
        }
        assert!(at.deal_by_now >= before - 1e-15 && at.deal_by_now >= at.phases[3] - 1e-12);
        before = at.deal_by_now;
    }
    for odds in &findings.odds {
        assert_eq!(odds.deal, deal(&findings, odds.quarters));
    }
    assert_eq!(findings.equilibria[0].deal_within_8, deal(&findings, 8));
    let spell = &findings.de_escalation;
    assert!(spell.ends <= spell.escalates + 1e-12 && spell.escalates <= 1.0 + 1e-12);
    let drawn = &findings.simulation;
    assert!((drawn.deal - drawn.exact).abs() <= 4.0 * drawn.standard_error.max(1e-3), "{drawn:?}");
}

/// Every equilibrium found holds against any plan, and the check can tell: everybody holding still for
/// good does not hold.
#[test]
fn what_is_reported_is_an_equilibrium_and_holding_still_is_none() {
    let scenario = scenario(&[]);
    let findings = run(&scenario, brief());
    for one in &findings.equilibria {
        assert!(one.one_shot_gain < 1e-12 && one.best_reply_gain < 1e-12, "{one:?}");
    }
    let economy = Economy::new(scenario.dataset(), scenario.economy_options()).unwrap();
    let mut solved = SolvedPolicies::default();
    let ladder =
        Ladder::build(&scenario, &economy, Without::Nothing, &mut solved, &Quiet).unwrap().unwrap();
    let hold = MarkovProfile::pure(ladder.game(), &vec![0; ladder.game().state_count()]);
    assert!(MarkovCertificate::of(ladder.game(), &hold).unwrap().one_shot_gain > 0.01);
}

/// Where nobody can gain by anything, nobody moves: no weights, and lists that hit nothing.
#[test]
fn without_stakes_and_with_costs_nobody_moves() {
    let text = embedded::text(embedded::DEFAULT_SCENARIO).unwrap();
    // Moves that cost more than they can ever bring.
    let dear = text
        .replace("kind = \"tariff\"", "kind = \"tariff\"\ncost = 9.0")
        .replace("kind = \"export-control\"", "kind = \"export-control\"\ncost = 9.0");
    let dear = dear
        .replace("kind = \"retaliation\"", "kind = \"retaliation\"\ncost = 9.0")
        .replace("kind = \"subsidy\"", "kind = \"subsidy\"\ncost = 9.0")
        .replace("horizon_quarters = 28", "horizon_quarters = 6");
    let findings = run(&Scenario::parse("dear", &dear).unwrap(), brief());
    assert_eq!(findings.odds.iter().map(|odds| odds.escalation).fold(0.0, f64::max), 0.0);
    assert_eq!(findings.de_escalation.escalates, 0.0);
    assert_eq!(findings.de_escalation.expected_quarters, None);
}

/// An instrument taken out is worth what the game loses; talks that do not exist bring no deal. To its
/// owner, with the others' plans held, an instrument is never worth less than nothing.
#[test]
fn instruments_are_worth_what_the_game_loses() {
    let options = EscalationOptions { instruments: true, ..brief() };
    let findings = run(&scenario(&[]), options);
    assert_eq!(findings.instruments.len(), 5);
    for one in &findings.instruments {
        assert!(one.held.is_none_or(|held| held >= -1e-12), "{one:?}");
    }
    let talks = &findings.instruments[4];
    assert_eq!((talks.name.as_str(), talks.deal_within_8_without), ("talks", 0.0));
    // Talks alone make deals: without them the game is the one in which nobody ever agrees.
    assert!(talks.resolved.iter().any(|gain| gain.abs() > 1e-6));
}

/// A flip is where it is said to be: on its two sides the odds lie on the two sides of one half.
#[test]
fn flips_are_where_they_are_said_to_be() {
    let key = "technology.ban_spurs";
    let scenario = scenario(&[]);
    let range = Some((0.0, 0.48));
    let options = EscalationOptions { thresholds: vec![(key.to_owned(), range)], ..brief() };
    let found = run(&scenario, options).thresholds.swap_remove(0);
    assert_eq!(found.failure, None);
    let at = |x: f64| deal(&run(&scenario.with_value(key, x).unwrap(), brief()), 8);
    assert!((at(0.0) - found.deal_at_ends[0]).abs() < 1e-12);
    assert!((at(0.48) - found.deal_at_ends[1]).abs() < 1e-12);
    for flip in &found.flips {
        let step = 0.48 / 1000.0;
        let (below, above) = (at(flip.at - step), at(flip.at + step));
        assert!((below > 0.5) != (above > 0.5), "{flip:?}: {below}, {above}");
    }
}

#[test]
fn keys_that_hold_no_number_are_refused() {
    for key in ["escalation.order", "technology.nothing", "player.FRA.objective.lead_weight"] {
        let options = EscalationOptions { thresholds: vec![(key.to_owned(), None)], ..brief() };
        let refused = EscalationStudy::new(&scenario(&[]), options).run(&Quiet);
        assert!(matches!(refused, Err(StudyError::Change(_))), "{key}: {refused:?}");
    }
}

/// The graph spends its time where the quarters say, and its likely way is one that play can take.
#[test]
fn the_graph_of_likely_situations_agrees_with_the_odds_by_quarter() {
    let findings = run(&scenario(&[]), brief());
    let graph = findings.graph.as_ref().unwrap();
    let horizon = graph.quarters as f64;
    let spent: f64 = graph.states.iter().map(|state| state.quarters).sum();
    assert!((spent - horizon * (1.0 - graph.left_out_share)).abs() < 1e-9, "{spent}");
    for (place, phase) in ["no talks", "talks", "truce", "deal"].into_iter().enumerate() {
        // Every quarter but the last one, whose policies last for no time.
        let all: f64 = findings.quarters[..graph.quarters].iter().map(|at| at.phases[place]).sum();
        let own = graph.states.iter().filter(|state| state.phase == phase);
        let shown: f64 = own.map(|state| state.quarters).sum();
        assert!(shown <= all + 1e-9, "{phase}: {shown} of {all}");
        assert!(all - shown <= horizon * graph.left_out_share + 1e-9, "{phase}: {shown} of {all}");
    }
    let start = &graph.states[graph.start];
    assert_eq!((start.ever, start.phase.as_str(), start.rungs.iter().sum()), (1.0, "talks", 0));
    let deals = graph.states.iter().filter(|state| state.phase == "deal");
    let (most, sum) =
        deals.fold((0.0, 0.0), |(most, sum), s| (f64::max(most, s.ever), sum + s.ever));
    let ever = deal(&findings, graph.quarters);
    assert!(most <= ever + 1e-12 && ever <= sum + horizon * graph.left_out_share + 1e-9);

    let (mut here, mut seen) = (graph.start, vec![graph.start]);
    while let Some(next) = graph.arcs.iter().find(|arc| arc.likely && arc.from == here) {
        let rivals = graph.arcs.iter().filter(|arc| arc.from == here && !seen.contains(&arc.to));
        assert!(rivals.into_iter().all(|arc| arc.passages <= next.passages), "{next:?}");
        assert!(!seen.contains(&next.to), "the way does not turn back");
        seen.push(next.to);
        here = next.to;
    }
    assert_eq!(graph.arcs.iter().filter(|arc| arc.likely).count(), seen.len() - 1);
    assert!(seen.len() > 2);
}

/// Play without end on the ladder of the article, 666 situations: nobody gains by one deviation, nor, by
/// dynamic programming against the others' plans, by any other plan.
#[test]
fn the_limit_of_longer_horizons_is_an_equilibrium() {
    let text = embedded::text(embedded::DEFAULT_SCENARIO).unwrap();
    let line = text.lines().find(|line| line.starts_with("horizon_quarters")).unwrap();
    let scenario = Scenario::parse("s", &text.replace(line, "")).unwrap();
    let findings = run(&scenario, brief());
    assert_eq!(findings.assumptions.horizon_quarters, None);
    let chosen = &findings.equilibria[0];
    assert_eq!(findings.method, "horizon-limit");
    assert!(chosen.one_shot_gain < 1e-12, "{}", chosen.one_shot_gain);
    assert!(chosen.best_reply_gain < 1e-10, "{}", chosen.best_reply_gain);
}
