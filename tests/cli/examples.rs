//! The scenarios of `examples/`: each runs, and what its README says of the answer is so.

use crate::support::{folder, run};
use serde_json::Value;
use std::path::Path;

/// The findings of an example.
fn answer(name: &str) -> Value {
    let home = folder();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples").join(name);
    let scenario = path.join("scenario.toml");
    let scenario = scenario.to_str().expect("a name");
    let ended = run(home.path(), ["run", scenario, "--draws", "0", "--out", "out"]);
    assert_eq!(ended.code, 0, "{name}: {}", ended.stderr);
    let text = std::fs::read_to_string(home.path().join("out/findings.json")).expect("written");
    serde_json::from_str(&text).expect("JSON")
}

/// The profile that is played, and the change in real income of a region there, percent.
fn played(findings: &Value) -> (Vec<u64>, impl Fn(&str) -> f64 + use<>) {
    let main = &findings["main"];
    let selected = main["selected"].as_u64().and_then(|at| usize::try_from(at).ok()).expect("one");
    let equilibrium = main["equilibria"][selected].clone();
    let profile = equilibrium["profile"].as_array().expect("pure").iter();
    let profile = profile.map(|package| package.as_u64().expect("a place")).collect();
    let income = move |code: &str| {
        let regions = equilibrium["welfare_percent"].as_array().expect("a list");
        let region = regions.iter().find(|region| region["code"] == code).expect("a region");
        region["welfare_percent"].as_f64().expect("a number")
    };
    (profile, income)
}

#[test]
fn all_three_join_a_small_war_and_lose() {
    let (profile, income) = played(&answer("world-trade-war"));
    assert_eq!(profile, [3, 3, 3], "everybody on both");
    assert!(["USA", "CHN", "EU"].into_iter().all(|region| income(region) < 0.0));
    assert!(["EAS", "ROW"].into_iter().all(|region| income(region) > 0.0));
}

#[test]
fn nobody_stays_at_the_peak_of_april_2025() {
    let findings = answer("april-2025");
    let replies = findings["main"]["best_replies"].as_array().expect("a list");
    // Player 1 varies fastest: the third package of both is the ninth profile.
    assert_eq!(replies.len(), 9);
    assert_eq!(replies[8], serde_json::json!([false, false]));
}

#[test]
fn the_ban_has_a_threshold() {
    let (profile, income) = played(&answer("chip-ban"));
    assert_eq!(profile, [0, 1], "selling, and own industry");
    assert!(income("USA") > 0.0 && income("CHN") > 0.0);
}

#[test]
fn subsidies_pay_under_scale_economies_only() {
    let findings = answer("made-in-china-2025");
    let (profile, _) = played(&findings);
    assert_eq!(profile, [2, 2], "subsidies of both");
    let sets = findings["elasticity_sets"].as_array().expect("a list");
    assert_eq!(sets.len(), 5);
    assert!(sets.iter().all(|set| set["same_answer"] == false));
}

/// The two islands are mirror images but for one number of trade; both levy the tariff and both lose.
#[test]
fn two_islands_on_data_of_their_own() {
    let (profile, income) = played(&answer("your-own-data"));
    assert_eq!(profile, [1, 1]);
    assert!(income("NOR") < 0.0 && income("SOU") < 0.0);
}

#[test]
fn a_game_of_ones_own() {
    let home = folder();
    let game = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/abstract-game/game.nfg");
    let game = game.to_str().expect("a name");
    let ended = run(home.path(), ["solve", game]);
    assert!(ended.code == 0 && ended.stdout.contains("3 equilibria"), "{}", ended.stdout);
    let ended = run(home.path(), ["solve", game, "--concept", "risk-dominant"]);
    assert!(ended.stdout.contains("closed  closed"), "{}", ended.stdout);
    let ended = run(home.path(), ["sustain", game, "--discount", "0.6"]);
    assert!(ended.stdout.contains("(open, open) at these factors: is kept"), "{}", ended.stdout);
}
