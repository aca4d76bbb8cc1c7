//! The study of private resolve: what must hold of its findings whatever the scenario says.

use talion::game::Quiet;
use talion::model::{Scenario, embedded};
use talion::{ResolveFindings, ResolveStudy, StudyError};

fn scenario(changes: &[(&str, f64)]) -> Scenario {
    let text = embedded::text(embedded::DEFAULT_SCENARIO).unwrap();
    changes.iter().fold(Scenario::parse("s", text).unwrap(), |scenario, (key, value)| {
        scenario.with_value(key, *value).unwrap()
    })
}

fn run(changes: &[(&str, f64)]) -> ResolveFindings {
    ResolveStudy::new(&scenario(changes)).run(&Quiet).unwrap()
}

#[test]
fn every_equilibrium_is_checked_and_beliefs_average_to_the_prior() {
    for prior in [0.1, 0.5, 0.99] {
        let found = run(&[("resolve.type.resolute.prior", prior)]);
        assert!(!found.equilibria.is_empty());
        for one in &found.equilibria {
            assert!(one.max_gain <= 1e-12 && one.max_regret <= 1e-12);
            assert!(one.bayes_residual <= 1e-12);
            let mean: f64 = one.chances.iter().zip(&one.beliefs).map(|(p, mu)| p * mu[0]).sum();
            assert!((mean - prior).abs() < 1e-12, "{mean} for {prior}");
        }
        // After the last thing that can be seen, the same.
        let last = |lesson: &&talion::LessonFindings| {
            lesson.seen.contains("carried out") || lesson.seen == "No threat"
        };
        let seen: f64 = found.lessons.iter().filter(last).map(|l| l.chance).sum();
        let conceded: f64 = found.selected.map(|at| &found.equilibria[at]).map_or(0.0, |one| {
            one.chances[1..].iter().zip(&one.conceded).map(|(p, c)| p * c).sum()
        });
        assert!((seen + conceded - 1.0).abs() < 1e-12, "everything ends somehow");
    }
}

/// With a sender that is nearly sure to be resolute the threat is believed and always conceded to by the
/// yielding; nobody is in two minds.
#[test]
fn a_sender_that_is_believed_anyway_always_threatens() {
    let found = run(&[("resolve.type.resolute.prior", 0.99)]);
    let one = &found.equilibria[found.selected.unwrap()];
    assert_eq!(one.messages, [[0.0, 0.0, 1.0], [0.0, 0.0, 1.0]]);
    assert!((one.conceded[1] - 0.5).abs() < 1e-12, "by the yielding, half of all");
    assert!((one.bluff[1] - 0.01).abs() < 1e-12);
}

/// Without the private cost of conflict every type would carry the threat out: no bluff, nothing to learn.
#[test]
fn without_a_private_cost_there_is_no_bluff() {
    let found = run(&[("resolve.type.irresolute.conflict_cost", 0.0)]);
    assert_eq!(
        found.assumptions.types[0][1].carries_out,
        found.assumptions.types[0][0].carries_out
    );
    for one in &found.equilibria {
        for (chance, bluff) in one.chances[1..].iter().zip(&one.bluff) {
            assert!(*chance == 0.0 || *bluff == 0.0, "{one:?}");
        }
    }
}

#[test]
fn a_risk_of_one_carries_everything_out() {
    let found = run(&[("resolve.threat.threat-150.risk", 1.0)]);
    for one in &found.equilibria {
        assert_eq!(one.bluff[1], 0.0);
        assert!(one.max_gain <= 1e-12);
    }
}

#[test]
fn the_stand_off_is_indifferent_and_longer_settlements_make_it_longer() {
    let (short, long) = (run(&[]), run(&[("resolve.settlement_years", 8.0)]));
    let [short, long] = [short, long].map(|found| found.stand_off.unwrap());
    for one in [&short, &long] {
        assert!(one.indifference_residual < 1e-9 && one.at_once.contains(&0.0));
    }
    assert!(long.end.unwrap() > short.end.unwrap());
}

#[test]
fn a_scenario_without_the_table_is_refused() {
    let text = embedded::text("september-2018").unwrap();
    let other = Scenario::parse("s", text).unwrap();
    let refused = ResolveStudy::new(&other).run(&Quiet);
    assert!(matches!(refused, Err(StudyError::NoResolve)));
}
