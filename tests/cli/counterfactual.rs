//! `talion counterfactual`: known numbers, the shape of its JSON, how policy flags combine.

use crate::support::{built_in_data, counterfactual, data_file, folder, number, region, run};
use serde_json::Value;

const REGIONS: [&str; 5] = ["USA", "CHN", "EU", "EAS", "ROW"];

fn path(name: &str) -> String {
    data_file(name).to_str().expect("UTF-8").to_owned()
}

/// A policy file in a folder of its own.
fn file(text: &str) -> (tempfile::TempDir, String) {
    let home = folder();
    let path = home.path().join("policy.csv");
    std::fs::write(&path, text).expect("written");
    let path = path.to_str().expect("UTF-8").to_owned();
    (home, path)
}

/// The largest difference between two results in the welfare of any region, in percent.
fn welfare_gap(a: &Value, b: &Value) -> f64 {
    let gap =
        |code| (number(a, code, "welfare_percent") - number(b, code, "welfare_percent")).abs();
    REGIONS.into_iter().map(gap).fold(0.0, f64::max)
}

#[test]
fn the_policy_of_the_data_changes_nothing() {
    for deficits in ["fixed", "proportional", "purged"] {
        let result = counterfactual(&["--deficits", deficits]);
        for code in REGIONS {
            assert!(number(&result, code, "welfare_percent").abs() < 1e-10, "{deficits} {code}");
            assert!(number(&result, code, "equivalent_variation_musd").abs() < 1e-4);
            assert!((number(&result, code, "wage_hat") - 1.0).abs() < 1e-12);
            assert!((number(&result, code, "consumer_price_hat") - 1.0).abs() < 1e-12);
        }
    }
}

#[test]
fn the_numbers_of_an_independent_program_are_met() {
    let text = std::fs::read_to_string(path("economy_cases.json")).expect("readable");
    let known: Value = serde_json::from_str(&text).expect("JSON");
    for case in known["cases"].as_array().expect("a list") {
        let tariffs = path(case["tariff_file"].as_str().expect("a name"));
        let set = case["elasticities"].as_str().expect("a name");
        let result = counterfactual(&["--elasticities", set, "--tariffs", &tariffs]);
        assert_eq!(result["elasticities"], set);
        assert_eq!(result["deficits"], case["deficits"]);
        let residual = result["residual"].as_f64().expect("a number");
        assert!(residual <= 1e-12, "{set}: {residual}");
        let want = &case["result"];
        for code in REGIONS {
            // Welfare agrees to 1e-8 in percent; the ratios to the same, and money relatively.
            let of = |key: &str| want[key][code].as_f64().expect("a number");
            let gap = |key: &str| number(&result, code, key) - of(key);
            assert!(gap("welfare_percent").abs() < 1e-8, "{set} {code}");
            assert!(gap("wage_hat").abs() < 1e-10, "{set} {code}");
            assert!(gap("consumer_price_hat").abs() < 1e-10, "{set} {code}");
            assert!((gap("income_musd") / of("income_musd")).abs() < 1e-10, "{set} {code}");
            assert!(
                (gap("net_revenue_musd") / of("net_revenue_musd")).abs() < 1e-9,
                "{set} {code}"
            );
            for (sector, sales) in want["sales_musd"][code].as_object().into_iter().flatten() {
                let sales = sales.as_f64().expect("a number");
                let found = result["sales_musd"][code][sector].as_f64().expect("a number");
                assert!((found / sales - 1.0).abs() < 1e-9, "{set} {code} {sector}");
            }
        }
    }
}

#[test]
fn the_json_has_the_keys_that_are_promised_and_only_json_is_printed() {
    let result = counterfactual(&["--set", "USA,CHN,*=0.25"]);
    let keys = |value: &Value| -> Vec<String> {
        value.as_object().expect("an object").keys().cloned().collect()
    };
    assert_eq!(
        keys(&result),
        [
            "regions",
            "sales_musd",
            "residual",
            "iterations",
            "elasticities",
            "deficits",
            "market",
            "branch",
            "method"
        ]
    );
    let codes: Vec<&Value> =
        result["regions"].as_array().expect("a list").iter().map(|r| &r["code"]).collect();
    assert_eq!(codes, REGIONS);
    for code in REGIONS {
        assert_eq!(
            keys(region(&result, code)),
            [
                "code",
                "welfare_percent",
                "equivalent_variation_musd",
                "wage_hat",
                "consumer_price_hat",
                "income_musd",
                "net_revenue_musd",
                "imports_musd",
                "exports_musd"
            ]
        );
        assert_eq!(keys(&result["sales_musd"][code]).len(), 17);
    }
}

#[test]
fn imports_and_exports_are_those_of_the_data_at_its_own_policy() {
    let result = counterfactual(&[]);
    let trade = std::fs::read_to_string(built_in_data().join("trade.csv")).expect("readable");
    let rows: Vec<Vec<&str>> = trade.lines().skip(1).map(|row| row.split(',').collect()).collect();
    for code in REGIONS {
        let total = |mine: usize, other: usize| -> f64 {
            let rows = rows.iter().filter(|row| row[mine] == code && row[other] != code);
            rows.map(|row| row[3].parse::<f64>().expect("a number")).sum()
        };
        let (exports, imports) = (total(0, 1), total(1, 0));
        assert!((number(&result, code, "exports_musd") / exports - 1.0).abs() < 1e-10, "{code}");
        assert!((number(&result, code, "imports_musd") / imports - 1.0).abs() < 1e-10, "{code}");
    }
}

#[test]
fn world_imports_are_world_exports() {
    // World imports are world exports, whatever the policy.
    let result = counterfactual(&["--set", "*,*,*=0.1"]);
    let total = |key| -> f64 { REGIONS.into_iter().map(|code| number(&result, code, key)).sum() };
    assert!((total("imports_musd") / total("exports_musd") - 1.0).abs() < 1e-12);
}

#[test]
fn a_setting_is_a_file_with_one_line_and_a_star_stands_for_all() {
    let (_home, one) = file("importer,exporter,sector,ad_valorem\nUSA,CHN,ELE,0.25\n");
    let by_file = counterfactual(&["--tariffs", &one]);
    let by_setting = counterfactual(&["--set", "USA,CHN,ELE=0.25"]);
    assert_eq!(by_file, by_setting);
    assert!(number(&by_file, "CHN", "welfare_percent") < -1e-4);

    let sectors = [
        "AGR", "MIN", "FOD", "TEX", "WPP", "PET", "CHM", "PHA", "PLM", "MET", "ELE", "EEQ", "MAC",
        "AUT", "OTE", "OTH", "SRV",
    ];
    let all: String = sectors.map(|sector| format!("USA,CHN,{sector},0.25\n")).concat();
    let (_home, all) = file(&format!("importer,exporter,sector,ad_valorem\n{all}"));
    assert_eq!(counterfactual(&["--tariffs", &all]), counterfactual(&["--set", "USA,CHN,*=0.25"]));
}

#[test]
fn files_apply_in_the_order_typed_and_settings_after_them() {
    let (_a, low) = file("importer,exporter,sector,ad_valorem\nUSA,CHN,ELE,0.1\n");
    let (_b, high) = file("importer,exporter,sector,ad_valorem\nUSA,CHN,ELE,0.4\n");
    let (_c, added) = file("importer,exporter,sector,added_ad_valorem\nUSA,CHN,ELE,0.3\n");
    let at = |rate: &str| counterfactual(&["--set", &format!("USA,CHN,ELE={rate}")]);
    assert_eq!(counterfactual(&["--tariffs", &low, "--tariffs", &high]), at("0.4"));
    assert_eq!(counterfactual(&["--tariffs", &high, "--tariffs", &low]), at("0.1"));
    assert_eq!(counterfactual(&["--added-tariffs", &added, "--tariffs", &low]), at("0.1"));
    let both = counterfactual(&["--tariffs", &low, "--added-tariffs", &added]);
    assert!(welfare_gap(&both, &at("0.4")) < 1e-9);
    assert!(welfare_gap(&both, &at("0.1")) > 1e-4);
    assert_eq!(
        counterfactual(&["--set", "USA,CHN,ELE=0.4", "--tariffs", &low]),
        at("0.4"),
        "settings come last wherever they are typed"
    );
}

#[test]
fn added_tariffs_come_on_top_of_the_applied_ones() {
    // The US applied 2017 rate on Chinese electronics, from the data set itself.
    let tariffs = std::fs::read_to_string(built_in_data().join("tariffs.csv")).expect("readable");
    let row = tariffs.lines().find(|row| row.starts_with("USA,CHN,TEX,")).expect("a US rate");
    let applied: f64 = row.rsplit(',').next().expect("a field").parse().expect("a number");
    assert!(applied > 0.0);
    let (_home, added) = file("importer,exporter,sector,added_ad_valorem\nUSA,CHN,TEX,0.25\n");
    let total = format!("USA,CHN,TEX={}", applied + 0.25);
    let gap = welfare_gap(
        &counterfactual(&["--added-tariffs", &added]),
        &counterfactual(&["--set", &total]),
    );
    assert!(gap < 1e-9, "{gap}");
}

#[test]
fn every_other_instrument_reaches_the_model() {
    // Direction alone: the size is held by the tests of the trade model.
    let (_a, taxes) = file("importer,exporter,sector,ad_valorem\nUSA,CHN,ELE,0.1\n");
    let (_b, subsidies) = file("region,sector,ad_valorem\nCHN,ELE,0.05\n");
    let (_c, productivity) = file("region,sector,productivity\nCHN,ELE,1.1\n");
    let (_d, wedges) = file("importer,exporter,sector,wedge\nCHN,USA,ELE,1.2\n");
    let (_e, bans) = file("importer,exporter,sector,wedge\nCHN,USA,ELE,ban\n");
    let change = |words: [&str; 2], code, key| {
        let base = counterfactual(&[]);
        let result = counterfactual(&words);
        assert!(result["residual"].as_f64().expect("a number") <= 1e-12, "{words:?}");
        number(&result, code, key) - number(&base, code, key)
    };
    assert!(change(["--export-taxes", &taxes], "CHN", "net_revenue_musd") > 100.0);
    assert!(change(["--export-taxes", &taxes], "USA", "welfare_percent") < -1e-4);
    assert!(change(["--subsidies", &subsidies], "CHN", "net_revenue_musd") < -1e4);
    assert!(change(["--productivity", &productivity], "CHN", "welfare_percent") > 0.1);
    let wedge = change(["--wedges", &wedges], "CHN", "welfare_percent");
    let ban = change(["--wedges", &bans], "CHN", "welfare_percent");
    assert!(ban < wedge && wedge < -1e-5, "{ban} {wedge}");
}

#[test]
fn the_options_of_the_economy_reach_it() {
    let policy = ["--set", "USA,CHN,*=0.3"];
    let with = |words: &[&str]| counterfactual(&[&policy, words].concat());
    let base = with(&[]);
    assert_eq!(base["elasticities"], "simonovska-waugh-2014");
    assert_eq!(base["deficits"], "fixed");
    for rule in ["proportional", "purged"] {
        let other = with(&["--deficits", rule]);
        assert_eq!(other["deficits"], rule);
        assert!(welfare_gap(&base, &other) > 1e-6, "{rule}");
    }
    let scale = with(&["--elasticities", "lashkaripour-lugovskyy-2023"]);
    let none = with(&["--elasticities", "lashkaripour-lugovskyy-2023", "--scale-factor", "0"]);
    assert!(welfare_gap(&scale, &none) > 1e-4);
}

#[test]
fn a_data_set_in_a_folder_gives_the_numbers_of_the_built_in_one() {
    let folder = built_in_data();
    let policy = ["--set", "USA,CHN,*=0.3"];
    let words = [&policy[..], &["--data", folder.to_str().expect("UTF-8")]].concat();
    assert_eq!(counterfactual(&words), counterfactual(&policy));
}

#[test]
fn csv_holds_the_numbers_of_the_json() {
    let words = ["counterfactual", "--set", "USA,CHN,*=0.25", "--format", "csv"];
    let ended = run(folder().path(), words);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    let json = counterfactual(&["--set", "USA,CHN,*=0.25"]);
    let mut lines = ended.stdout.lines();
    let header: Vec<&str> = lines.next().expect("a header").split(',').collect();
    let mut rows = 0;
    for line in lines {
        let fields: Vec<&str> = line.split(',').collect();
        assert_eq!(fields.len(), header.len());
        for (key, field) in header.iter().zip(&fields).skip(1) {
            let want = match key.strip_prefix("sales_musd_") {
                Some(sector) => &json["sales_musd"][fields[0]][sector],
                None => &region(&json, fields[0])[*key],
            };
            assert_eq!(field.parse::<f64>().ok(), want.as_f64(), "{key}");
        }
        rows += 1;
    }
    assert_eq!((rows, header.len()), (5, 9 + 17));
}

#[test]
fn the_table_shows_welfare_rounded_and_what_it_rests_on() {
    let ended = run(folder().path(), ["counterfactual", "--set", "USA,CHN,*=0.25"]);
    assert_eq!(ended.code, 0);
    let json = counterfactual(&["--set", "USA,CHN,*=0.25"]);
    let usa = format!("{:+.4}", number(&json, "USA", "welfare_percent"));
    let row = ended.stdout.lines().find(|l| l.trim_start().starts_with("USA")).expect("a row");
    assert!(row.contains(&usa), "{usa} is not in {row}");
    for word in ["simonovska-waugh-2014", "fixed", "competitive", "residual", "Change in sales"] {
        assert!(ended.stdout.contains(word), "{word}");
    }
    assert!(ended.stdout.lines().all(|line| line.chars().count() <= 100), "{}", ended.stdout);
}
