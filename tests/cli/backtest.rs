//! `talion backtest`: what it finds, and what it refuses.

use crate::support::{assert_refused, float, folder, run};
use serde_json::Value;

fn list<'a>(value: &'a Value, key: &str) -> &'a Vec<Value> {
    value[key].as_array().unwrap_or_else(|| panic!("{key} is a list"))
}

/// One run of the built-in record; everything that must hold of it.
#[test]
fn the_record_is_scored_against_every_benchmark() {
    let home = folder();
    let ended = run(home.path(), ["backtest", "--format", "json"]);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    let found: Value = serde_json::from_str(&ended.stdout).expect("JSON");
    assert_eq!(found["schema"], "talion-backtest/1");
    assert_eq!(found["states"], 1350);
    assert_eq!(list(&found, "moves").len(), 78);
    assert_eq!(list(&found, "choices").len(), 48 + 22);
    let names: Vec<&str> =
        list(&found, "forecasts").iter().filter_map(|f| f["name"].as_str()).collect();
    let all = ["logit-markov", "random", "base-rates", "tit-for-tat", "matching", "markov-chain"];
    assert_eq!(names, all);
    for (place, forecast) in list(&found, "forecasts").iter().enumerate() {
        // The scores are those of the chances that are listed choice by choice.
        for (window, scored) in [("fit", false), ("score", true)] {
            let choices = list(&found, "choices").iter().filter(|c| c["scored"] == scored);
            let logs: Vec<f64> = choices.map(|c| float(&c["probabilities"][place]).ln()).collect();
            let sum: f64 = logs.iter().sum();
            assert!((sum - float(&forecast[window]["log_likelihood"])).abs() < 1e-9);
            assert_eq!(forecast[window]["decisions"], logs.len());
        }
        let parameters = float(&forecast["parameters"]);
        let expected = 2.0 * parameters - 2.0 * float(&forecast["fit"]["log_likelihood"]);
        assert!((float(&forecast["aic"]) - expected).abs() < 1e-9);
    }
    let estimate = &found["estimate"];
    let likelihood = float(&estimate["log_likelihood"]);
    // A top is level; where the branch ends before one is reached, the answer says so and no interval
    // ends beyond.
    let edge = estimate["edge"].as_bool().expect("yes or no");
    let said = found["answer"].to_string().contains("on the edge, and no maximum");
    assert_eq!(edge, said);
    assert_eq!(edge, float(&estimate["slope"]) >= 1e-2);
    assert!(!edge || estimate["lambda_95"][1].is_null());
    assert!(float(&estimate["residual"]) < 1e-8);
    assert!(
        (likelihood - float(&list(&found, "forecasts")[0]["fit"]["log_likelihood"])).abs() < 1e-6
    );
    assert!(likelihood >= float(&estimate["log_likelihood_without_payoffs"]) - 1e-9);
    // The ridge is the best of every column of the surface, and below the top.
    for point in list(&found, "ridge") {
        assert!(float(&point["log_likelihood"]) <= likelihood + 1e-6);
    }
    let answer = list(&found, "answer");
    assert!(answer.iter().any(|line| line.as_str().is_some_and(|l| l.contains("little evidence"))));
}

#[test]
fn what_it_cannot_use_is_refused_by_name() {
    let home = folder();
    let ended = run(home.path(), ["backtest", "september-2018"]);
    assert_refused(&ended, &["september-2018", "[escalation]"]);
    let ended = run(home.path(), ["backtest", "--dates", "guessed"]);
    assert_refused(&ended, &["guessed", "announced", "effective"]);
    let ended = run(home.path(), ["backtest", "--history", "none.csv"]);
    assert_refused(&ended, &["none.csv"]);
    let header = "date,effective,actor,action,instrument,kind,steps,unmapped,coverage_usd_bn,\
                  rate_pct,responds_to,note,source,verified";
    let file = home.path().join("h.csv");
    let row = "2018-03-22,,USA,x,tariff,treat,us-tariffs,,,,,,s,found";
    std::fs::write(&file, format!("{header}\n{row}\n")).expect("written");
    let ended = run(home.path(), ["backtest", "--history", "h.csv"]);
    assert_refused(&ended, &["h.csv:2", "unknown kind `treat`", "`us-tariffs` is no step"]);
}
