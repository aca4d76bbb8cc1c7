//! The scenarios of `examples/`: each runs, and what its README says of the answer is so.

use crate::support::{asked, example, float, folder, run};
use serde_json::Value;

/// The findings of an example.
fn answer(name: &str) -> Value {
    let home = folder();
    let scenario = example(name).join("scenario.toml");
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
    let game = example("abstract-game/game.nfg");
    let game = game.to_str().expect("a name");
    let ended = run(home.path(), ["solve", game]);
    assert!(ended.code == 0 && ended.stdout.contains("3 equilibria"), "{}", ended.stdout);
    let ended = run(home.path(), ["solve", game, "--concept", "risk-dominant"]);
    assert!(ended.stdout.contains("closed  closed"), "{}", ended.stdout);
    let ended = run(home.path(), ["sustain", game, "--discount", "0.6"]);
    assert!(ended.stdout.contains("(open, open) at these factors: is kept"), "{}", ended.stdout);
}

/// Linkage: an end of forced transfer hurts China alone and is agreed on together with what hurts the
/// United States alone. The zone closes and opens as the README says; every number is certified.
#[test]
fn the_terms_of_a_deal_hold_together() {
    let scenario = example("deal-terms/scenario.toml");
    let found = asked("talks", &scenario, &["--points", "5"]);
    let terms = found["terms"].as_array().expect("a list");
    let alone = |label: &str| {
        let term = terms.iter().find(|term| term["label"] == label).expect("the term");
        [0, 1].map(|player: usize| float(&term["alone"][player]))
    };
    for (label, of_its_player) in
        [("US rollback", 0), ("Licences", 0), ("Purchases", 1), ("End of forced transfer", 1)]
    {
        let [usa, chn] = alone(label);
        let (own, other) = if of_its_player == 0 { (usa, chn) } else { (chn, usa) };
        assert!(own < 0.0 && other > 0.0, "{label} costs who concedes it: {own} {other}");
    }
    let [_, chn] = alone("End of forced transfer");
    assert!((chn + 0.116).abs() < 5e-4, "{chn}");
    let linkage = &found["linkage"];
    assert_eq!(linkage["agreeable"], serde_json::json!([27, 31]));
    let smallest = linkage["smallest"].as_array().expect("a list");
    let smallest: Vec<&Value> = smallest.iter().map(|set| &set["terms"]).collect();
    let transfer = "End of forced transfer";
    assert!(!smallest.contains(&&serde_json::json!([transfer])));
    assert!(smallest.contains(&&serde_json::json!(["US rollback", transfer])));
    assert!(smallest.contains(&&serde_json::json!(["Licences", transfer])));
    let solutions = found["solutions"].as_array().expect("a list");
    let nash = solutions.iter().find(|deal| deal["rule"] == "Nash").expect("the Nash deal");
    let gain = |deal: &Value, player: usize| float(&deal["gains"][player]);
    for (player, wanted) in [0.0967, 0.0687].into_iter().enumerate() {
        assert!((gain(nash, player) - wanted).abs() < 5e-5, "{nash}");
    }
    // No other rule has a larger product of gains than the rule that makes it largest.
    let product = |deal: &Value| gain(deal, 0) * gain(deal, 1);
    assert!(solutions.iter().all(|deal| product(deal) <= product(nash) + 1e-9));
    let without = &found["red_lines"];
    for (player, wanted) in [0.0399, 0.0821].into_iter().enumerate() {
        assert!((float(&without["gains"][player]) - wanted).abs() < 5e-5, "{without}");
    }
    // Payoffs are linear in their weights: a step beyond the weight at which China would leave, the old
    // terms pay it less than nothing, so its part of the deal must shrink.
    let dear = asked(
        "talks",
        &scenario,
        &["--points", "5", "--set", "player.CHN.objective.red_line_cost=0.2"],
    );
    let share = |found: &Value| float(&found["solutions"][0]["shares"][4]);
    assert!(share(&found) > 0.9 && share(&dear) < 1e-6, "{} {}", share(&found), share(&dear));
}

/// The script for tables of the OECD and of WIOD: the same made-up world in three layouts gives the same
/// folder, with sums made by hand, and the command takes it. Without Python the work is left to CI.
#[test]
fn world_input_output_tables_become_data_folders() {
    let python = std::process::Command::new("python3").arg("--version").output();
    if !python.is_ok_and(|ended| ended.status.success()) {
        assert!(std::env::var_os("CI").is_none(), "CI must have Python: apt-get install python3");
        eprintln!("no Python here: this test is left to CI");
        return;
    }
    let home = folder();
    let here = example("your-own-data");
    let convert = |layout: &str, table: &str, sectors: &str, out: &str| {
        let ended = std::process::Command::new("python3")
            .arg(here.join("convert.py"))
            .arg(layout)
            .args([table, "regions.csv", sectors].map(|name| here.join("tables").join(name)))
            .arg(home.path().join(out))
            .args(["--year", "2017"])
            .output()
            .expect("Python starts");
        let said = [ended.stdout, ended.stderr].concat();
        (ended.status.code(), String::from_utf8(said).expect("UTF-8"))
    };
    let read = |file: &str| std::fs::read_to_string(home.path().join(file)).expect("written");
    for (layout, table) in [("icio", "icio"), ("wiod", "wiod"), ("wiod", "wiod-sheet")] {
        let sectors = format!("sectors-{layout}.csv");
        let (code, said) = convert(layout, &format!("{table}.csv"), &sectors, table);
        assert_eq!(code, Some(0), "{said}");
        // The rest of the world takes 2 of Chinese food and runs down 5 of it.
        assert!(said.contains("negative flows, which are nothing now: 1, -3.0 million"), "{said}");
        let checked = run(home.path(), ["data", "check", table]);
        assert_eq!(checked.code, 0, "{}", checked.stderr);
        for file in ["trade.csv", "production.csv", "input_output.csv"] {
            assert_eq!(read(&format!("{table}/{file}")), read(&format!("icio/{file}")), "{table}");
        }
    }
    let trade = read("icio/trade.csv");
    // Two industries of food: 15+9+17+6+21+11 to industries, 111+111 to final demand.
    assert!(trade.contains("USA,USA,FOO,301.0\n"), "{trade}");
    // 4+4+3 and 3+1+4 to industries, 11 and 11 to final demand.
    assert!(trade.contains("CHN,USA,FOO,41.0\n"), "{trade}");
    assert!(!trade.contains("CHN,ROW,FOO"), "{trade}");
    let cell = |file: &str, start: &str| -> f64 {
        let text = read(file);
        let row = text.lines().find_map(|line| line.strip_prefix(start)).expect("the row");
        row.parse().expect("a number")
    };
    // American food takes 51, 12 and 9 of food, and 29, 5 and 8 of services, for an output of 301+27+34.
    let food = cell("icio/input_output.csv", "USA,FOO,FOO,");
    assert!((food - 72.0 / 362.0).abs() < 1e-15, "{food}");
    let services = cell("icio/input_output.csv", "USA,SRV,FOO,");
    assert!((services - 42.0 / 362.0).abs() < 1e-15, "{services}");
    let added = cell("icio/production.csv", "USA,FOO,");
    assert!((added - 248.0 / 362.0).abs() < 1e-15, "{added}");
    // What is left out of a map is named, all of it at once.
    let (code, said) = convert("icio", "icio.csv", "sectors-wiod.csv", "bad");
    assert_eq!(code, Some(2));
    assert!(said.contains("industries without a sector: A01_02, C10T12, G"), "{said}");
}
