//! The built-in economy against an independent implementation of the same equations.
//!
//! `data/economy.json` holds counterfactuals computed outside this project by a fixed point in
//! double precision; every figure in it must come out to 1e-8 percent.

use serde_json::Value;
use talion_economy::{
    Dataset, Economy, EconomyOptions, Outcome, Policy, PolicyFileKind, RegionId, SectorId, apply,
};

const CASES: &str = include_str!("data/economy.json");

/// The policy "DATE, IMPORTERS": the rates of the tariff path in force on that date.
fn policy(dataset: &Dataset, economy: &Economy, words: &str) -> Policy {
    let (date, importers) = words.split_once(", ").unwrap();
    let importers: Vec<&str> = match importers {
        "USA and CHN" => vec!["USA", "CHN"],
        "USA only" => vec!["USA"],
        other => panic!("unknown importers {other}"),
    };
    let path = Dataset::embedded_file("us-china-2017", "tariff_path_2018_2020.csv").unwrap();
    let rows = path.lines().skip(1).filter_map(|line| {
        let (when, row) = line.split_once(',')?;
        (when == date && importers.contains(&row.split(',').next()?)).then_some(row)
    });
    let text = std::iter::once("importer,exporter,sector,ad_valorem")
        .chain(rows)
        .collect::<Vec<_>>()
        .join("\n");
    assert_eq!(text.lines().count(), 1 + 16 * importers.len());
    let mut policy = economy.baseline_policy();
    apply(&mut policy, dataset, PolicyFileKind::Tariffs, "path.csv", text).unwrap();
    policy
}

fn compare(case: &str, what: &str, found: f64, want: &Value) {
    let want = want.as_f64().unwrap();
    // Percent to 1e-8; ratios and money to the same relative size.
    let tolerance = if what.starts_with("welfare") { 1e-8 } else { 1e-10 * want.abs() };
    assert!((found - want).abs() <= tolerance, "{case}: {what} is {found}, should be {want}");
}

fn check(case: &str, dataset: &Dataset, outcome: &Outcome, result: &Value) -> usize {
    let mut compared = 0;
    for (name, table) in result.as_object().unwrap() {
        let Some(table) = table.as_object() else { continue };
        for (code, want) in table {
            let region: RegionId = dataset.region(code).unwrap();
            let found = match name.as_str() {
                "welfare_percent" => outcome.welfare_percent(region),
                "wage_hat" => outcome.wage_hat(region),
                "consumer_price_hat" => outcome.consumer_price_hat(region),
                "income_musd" => outcome.income(region),
                "net_revenue_musd" => outcome.net_revenue(region),
                "sales_musd" => {
                    for (sector, want) in want.as_object().unwrap() {
                        let id: SectorId = dataset.sector(sector).unwrap();
                        let found = outcome.sales(region, id);
                        compare(case, &format!("sales {code} {sector}"), found, want);
                        compared += 1;
                    }
                    continue;
                }
                other => panic!("unknown table {other}"),
            };
            compare(case, &format!("{name} {code}"), found, want);
            compared += 1;
        }
    }
    compared
}

#[test]
fn counterfactuals_agree_with_an_independent_implementation() {
    let dataset = Dataset::embedded("us-china-2017").unwrap();
    let cases: Value = serde_json::from_str(CASES).unwrap();
    let mut compared = 0;
    for case in cases["cases"].as_array().unwrap() {
        let words = |key: &str| case[key].as_str().unwrap();
        let options = EconomyOptions {
            elasticities: Some(words("elasticities").to_owned()),
            deficits: words("deficits").parse().unwrap(),
            ..EconomyOptions::default()
        };
        let economy = Economy::new(&dataset, &options).unwrap();
        let policy = policy(&dataset, &economy, words("tariffs"));
        let outcome = economy.solve(&policy, None).unwrap();
        assert!(outcome.residual <= 1e-12);
        let name = format!("{} under {}", words("tariffs"), words("elasticities"));
        compared += check(&name, &dataset, &outcome, &case["result"]);
    }
    assert_eq!(compared, 3 * 25 + 2 * 85);
}
