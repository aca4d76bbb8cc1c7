//! The draws of what is assumed: flips are where the whole study changes its answer, shares add up, and no
//! number depends on the threads.

use talion::game::Quiet;
use talion::model::{Scenario, embedded};
use talion::{Findings, RobustnessFindings, Study};

/// The built-in scenario without the games over time, the continuous ones, talks and resolve.
fn scenario() -> Scenario {
    let text = embedded::text(embedded::DEFAULT_SCENARIO).expect("built in");
    let mut kept = String::new();
    let mut keeps = true;
    for line in text.lines() {
        if line.starts_with('[') {
            let asks = ["tariffs", "escalation", "rung", "talks", "term", "resolve"];
            keeps = !asks.iter().any(|ask| line.trim_start_matches('[').starts_with(ask));
        }
        if keeps {
            // One elasticity set, so that the trade model is solved a sixth as often.
            let alone = line.starts_with("compare_elasticities");
            kept.push_str(if alone { "compare_elasticities = []" } else { line });
            kept.push('\n');
        }
    }
    Scenario::parse("test.toml", &kept).expect("a scenario")
}

fn study(scenario: Scenario, draws: usize) -> Findings {
    Study::new(scenario).draws(draws).run(&Quiet).expect("findings")
}

fn selected(findings: &Findings) -> Vec<Vec<f64>> {
    let at = findings.main.selected.expect("an equilibrium");
    findings.main.equilibria[at].strategies.clone()
}

fn robustness(findings: &Findings) -> &RobustnessFindings {
    findings.robustness.as_ref().expect("draws were asked for")
}

/// A weight only scales its term here; the whole study, with the number changed in the file, must change its
/// answer at the same value. The same for a number that the trade model is solved for anew.
#[test]
fn flips_are_where_the_whole_study_flips() {
    let findings = study(scenario(), 25);
    let answer = selected(&findings);
    let flip = |key: &str| -> (f64, bool) {
        let bar = robustness(&findings).tornado.iter().find(|bar| bar.key == key);
        let bar = bar.unwrap_or_else(|| panic!("no {key}"));
        let flip = bar.flips.first().unwrap_or_else(|| panic!("{key} does not flip"));
        assert!((bar.low..=bar.high).contains(&flip.at), "{key}");
        (flip.at, flip.holds_above)
    };
    for key in [
        "player.USA.objective.audience_cost",
        "player.CHN.objective.lead_weight",
        "technology.ban_spurs",
    ] {
        let (at, holds_above) = flip(key);
        // Weights are bisected to a thousandth, numbers of the race to a thirtieth of their value.
        let within = if key.starts_with("player") { 0.01 } else { 0.05 };
        for (factor, holds) in [(1.0 + within, holds_above), (1.0 - within, !holds_above)] {
            let changed = scenario().with_value(key, at * factor).expect("accepted");
            let there = selected(&study(changed, 0));
            assert_eq!(there == answer, holds, "{key} at {factor} of {at}");
        }
    }
}

#[test]
fn shares_add_up_and_no_draws_leave_no_block() {
    let findings = study(scenario(), 60);
    let found = robustness(&findings);
    assert_eq!((found.draws, found.economies, found.failed), (75, 3, 0));
    let sum: f64 = found.answers.iter().map(|answer| answer.share).sum();
    assert!((sum - 1.0).abs() < 1e-12, "{sum}");
    let same: f64 =
        found.answers.iter().filter(|answer| answer.same).map(|answer| answer.share).sum();
    assert!((same - found.holds).abs() < 1e-12, "{same} is not {}", found.holds);
    assert!(found.answers.iter().filter(|answer| answer.same).count() <= 1);
    assert!(found.answers.windows(2).all(|pair| pair[0].share >= pair[1].share));
    assert!(found.escalates >= found.holds, "the answer is an escalation");
    assert!(found.ranges.iter().all(|r| r.low <= r.value && r.value <= r.high && r.value != 0.0));
    assert!(findings.answer.headline.contains(" draws of what is assumed"));
    assert_eq!(study(scenario(), 0).robustness, None);
}

#[test]
fn threads_and_seeds() {
    let with = |threads: usize, seed: u64| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
        pool.install(|| Study::new(scenario()).draws(50).seed(seed).run(&Quiet).expect("findings"))
    };
    assert_eq!(with(1, 3).robustness, with(2, 3).robustness);
    assert_ne!(with(2, 3).robustness.map(|r| r.answers), with(2, 4).robustness.map(|r| r.answers));
}
