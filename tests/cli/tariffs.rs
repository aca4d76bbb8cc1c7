//! `talion tariffs`: certified rates, what is said with them, and what is refused.

use crate::support::{data_file, float, folder, run};
use serde_json::Value;

fn tariffs(words: &[&str]) -> Value {
    let home = folder();
    let all = [&["tariffs", "--format", "json"], words].concat();
    let ended = run(home.path(), all);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    serde_json::from_str(&ended.stdout).expect("JSON")
}

fn list<'a>(value: &'a Value, key: &str) -> &'a Vec<Value> {
    value[key].as_array().unwrap_or_else(|| panic!("{key} is a list"))
}

fn welfare(solution: &Value, code: &str) -> f64 {
    let region = list(solution, "regions").iter().find(|r| r["region"] == code);
    float(&region.expect("a region of that code")["welfare_percent"])
}

#[test]
fn the_war_of_two_is_one_certified_equilibrium() {
    let found = tariffs(&["--players", "USA,CHN"]);
    let solutions = list(&found, "solutions");
    assert_eq!(solutions.len(), 1);
    let war = &solutions[0];
    assert_eq!(list(war, "rates").len(), 32);
    assert_eq!(list(war, "regions").len(), 5);
    assert!(float(&war["projected_gradient"]) < 1e-10);
    assert!(float(&war["max_gain_percent"]) < 1e-9);
    assert!(float(&war["residual"]) <= 1e-12);
    for check in list(war, "checks") {
        assert!(float(&check["largest_curvature"]) < 0.0);
        assert_eq!(check["curvature_exact"], true);
        assert!(float(&check["search"]["payoffs"]) > 100.0);
    }
    // Every start came to it.
    assert_eq!(list(&found, "runs").len(), 3);
    assert!(list(&found, "runs").iter().all(|run| run["solution"] == 0));
    let about = &found["assumptions"];
    assert_eq!(about["deficits"], "fixed");
    assert_eq!(about["elasticities"], "simonovska-waugh-2014");
    assert_eq!(about["market"], "competitive");
    assert!(welfare(war, "CHN") < -0.05);
}

/// A rate from `talion tariffs` is a rate to `talion counterfactual`: both find the same welfare.
#[test]
fn the_rates_are_those_of_the_welfare_that_is_reported() {
    let found = tariffs(&["--players", "USA,CHN", "--by", "partner"]);
    let war = &list(&found, "solutions")[0];
    let home = folder();
    let mut text = "importer,exporter,sector,ad_valorem\n".to_owned();
    for rate in list(war, "rates") {
        let word = |key: &str| rate[key].as_str().expect("a word").to_owned();
        let cells = [word("player"), word("partner"), word("sector"), rate["rate"].to_string()];
        text += &cells.join(",");
        text.push('\n');
    }
    std::fs::write(home.path().join("war.csv"), text).expect("written");
    let ended = run(home.path(), ["counterfactual", "--tariffs", "war.csv", "--format", "json"]);
    let other: Value = serde_json::from_str(&ended.stdout).expect("JSON");
    for region in list(&other, "regions") {
        let code = region["code"].as_str().expect("a code");
        let gap = welfare(war, code) - float(&region["welfare_percent"]);
        assert!(gap.abs() < 1e-9, "{code}: {gap}");
    }
}

/// What theory orders: a unilateral optimum is worth more than the war, leading more than moving at
/// once, and an agreement leaves nobody below the war.
#[test]
fn concepts_rank_as_theory_has_it() {
    let two = ["--players", "USA,CHN", "--by", "partner", "--starts", "0", "--search", "light"];
    let ask = |more: &[&str]| tariffs(&[&two, more].concat());
    let war = ask(&[]);
    let war = &list(&war, "solutions")[0];
    let optimal = ask(&["--concept", "optimal"]);
    for (solution, code) in list(&optimal, "solutions").iter().zip(["USA", "CHN"]) {
        assert_eq!(solution["mover"], code);
        assert!(welfare(solution, code) > welfare(war, code));
        assert!(list(solution, "rates").iter().all(|rate| rate["player"] == code));
    }
    for leader in ["USA", "CHN"] {
        let led = ask(&["--concept", "stackelberg", "--leader", leader]);
        assert_eq!(led["leader"], leader);
        let led = &list(&led, "solutions")[0];
        assert!(welfare(led, leader) > welfare(war, leader) + 1e-9, "{leader}");
    }
    for split in ["nash-bargaining", "kalai-smorodinsky"] {
        let deal = ask(&["--concept", "cooperative", "--split", split]);
        let deal = &list(&deal, "solutions")[0];
        for code in ["USA", "CHN"] {
            assert!(welfare(deal, code) > welfare(war, code), "{split} {code}");
        }
        // Nobody is bound: both would rather break it.
        let breach = list(&deal["agreement"], "breach_gain_percent");
        assert!(breach.iter().all(|gain| float(gain) > 1e-4));
    }
    let even = ask(&[
        "--concept",
        "cooperative",
        "--split",
        "kalai-smorodinsky",
        "--instruments",
        "tariff,transfer",
    ]);
    let even = &list(&even, "solutions")[0];
    let deal = &even["agreement"];
    let share = |k: usize, code: &str| {
        let ln = |percent: f64| (percent / 100.0).ln_1p();
        let without = ln(float(&list(deal, "disagreement_percent")[k]));
        let ideal = ln(float(&list(deal, "ideal_percent")[k]));
        (ln(welfare(even, code)) - without) / (ideal - without)
    };
    assert!((share(0, "USA") - share(1, "CHN")).abs() < 1e-6);
    assert!(
        list(even, "rates").iter().any(|r| r["instrument"] == "transfer" && r["sector"] == "all")
    );
}

#[test]
fn the_formula_tells_its_regret() {
    let found = tariffs(&["--players", "all", "--targets", "all", "--concept", "formula"]);
    assert_eq!(found["assumptions"]["deficits"], "purged");
    assert_eq!(found["assumptions"]["by"], "importer");
    let solution = &list(&found, "solutions")[0];
    let formula = &solution["formula"];
    assert!(float(&formula["distance"]) < 1e-11);
    let replies = list(formula, "replies");
    assert_eq!(replies.len(), 5);
    for reply in replies {
        let one = float(&reply["gain_one_rate_percent"]);
        let fine = float(&reply["gain_by_sector_percent"]);
        assert!(one > 0.0 && fine > one && fine < 0.5, "{one} {fine}");
        assert!((float(&reply["rate"]) - float(&reply["best_rate"])).abs() < 0.1);
    }
}

#[test]
fn no_number_depends_on_the_threads() {
    let at = |threads: &str| {
        let mut found = tariffs(&["--players", "USA,CHN", "--by", "partner", "--threads", threads]);
        found.as_object_mut().expect("an object").remove("seconds");
        found
    };
    assert_eq!(at("1"), at("2"));
}

#[test]
fn a_table_says_what_was_assumed_and_a_csv_has_a_row_per_rate() {
    let home = folder();
    let words = ["tariffs", "--players", "USA,CHN", "--search", "light", "--starts", "0"];
    let ended = run(home.path(), words);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    for said in ["Nash equilibrium", "deficits fixed", "competitive markets", "certificate:", "ELE"]
    {
        assert!(ended.stdout.contains(said), "{said} in {}", ended.stdout);
    }
    let ended = run(home.path(), [&words[..], &["--format", "csv"]].concat());
    assert_eq!(ended.stdout.lines().count(), 33);
}

#[test]
fn every_problem_is_named_at_once() {
    let home = folder();
    let weights = home.path().join("weights.csv");
    std::fs::write(&weights, "region,sector,weight\nUSA,ELX,2\nUSA,ELE,-1\n").expect("written");
    let ended = run(
        home.path(),
        [
            "tariffs",
            "--players",
            "USA,CHX",
            "--leader",
            "EU",
            "--sectors",
            "FOO",
            "--bounds",
            "3,1",
            "--subsidy-bounds",
            "0.2,0.1",
            "--political-weights",
            "weights.csv",
        ],
    );
    assert_eq!(ended.code, 2);
    assert_eq!(ended.stdout, "");
    for said in [
        "CHX",
        "did you mean `CHN`",
        "EU is to lead",
        "FOO",
        "3 is above 1",
        "0.2 is above",
        "ELX",
        "-1",
    ] {
        assert!(ended.stderr.contains(said), "{said} in {}", ended.stderr);
    }
}

#[test]
fn what_cannot_be_played_is_refused() {
    let home = folder();
    let refused = |words: &[&str], said: &str| {
        let ended = run(home.path(), [&["tariffs"], words].concat());
        assert_eq!(ended.code, 2, "{words:?}: {}", ended.stderr);
        assert!(ended.stderr.contains(said), "{said} in {}", ended.stderr);
    };
    refused(&["--players", "USA"], "player USA has no instrument");
    refused(&["--players", "USA,CHN", "--instruments", "tariff,transfer"], "agreement only");
    refused(&["--players", "USA,CHN", "--bounds=-2,1"], "above -1");
    refused(&["--players", "USA,CHN", "--market", "restricted-entry"], "uses inputs");
    refused(&["--players", "USA,USA"], "more than once");
    refused(&["--players", "USA,CHN", "--bounds", "1"], "two numbers");
    let weights = data_file("no-such-file.csv");
    refused(
        &["--players", "USA,CHN", "--political-weights", weights.to_str().expect("UTF-8")],
        "cannot read",
    );
}
