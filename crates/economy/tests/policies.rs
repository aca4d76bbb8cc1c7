//! Policy files and settings: what they change, and what is said when they are wrong.

mod support;

use support::Figures;
use talion_economy::{
    Dataset, Economy, EconomyError, EconomyOptions, Policy, PolicyFileKind, Problems, RegionId,
    SectorId, apply, apply_setting,
};

const A: RegionId = RegionId(0);
const B: RegionId = RegionId(1);
const S: SectorId = SectorId(0);
const T: SectorId = SectorId(1);

fn setting() -> (Dataset, Economy, Policy) {
    let flow = vec![vec![vec![10.0, 2.0], vec![3.0, 20.0]], vec![vec![30.0, 1.0], vec![4.0, 40.0]]];
    let mut figures = Figures::simple(flow, vec![4.0, 5.0]);
    figures.tariff[0][0][1] = 0.1;
    let dataset = figures.read().unwrap();
    let economy = Economy::new(&dataset, &EconomyOptions::default()).unwrap();
    let policy = economy.baseline_policy();
    (dataset, economy, policy)
}

fn apply_to(policy: &mut Policy, kind: PolicyFileKind, text: &str) -> Result<(), Problems> {
    apply(policy, &setting().0, kind, "file.csv", text)
}

#[test]
fn each_kind_of_file_changes_its_instrument_and_nothing_else() {
    let (_, _, baseline) = setting();
    assert_eq!(baseline.tariff(A, B, S), 0.1);
    let table = [
        (PolicyFileKind::Tariffs, "importer,exporter,sector,ad_valorem\nR0,R1,S0,0.25\n"),
        (
            PolicyFileKind::AddedTariffs,
            "sector,importer,exporter,added_ad_valorem\nS0,R0,R1,0.25\n",
        ),
        (PolicyFileKind::ExportTaxes, "importer,exporter,sector,ad_valorem\nR0,R1,S0,0.25\n"),
        (PolicyFileKind::Subsidies, "region,sector,ad_valorem\nR1,S0,0.25\n"),
        (PolicyFileKind::Productivity, "region,sector,productivity\nR1,S0,1.25\n"),
        (PolicyFileKind::Wedges, "importer,exporter,sector,wedge\nR0,R1,S0,ban\nR1,R0,S1,1.25\n"),
    ];
    for (kind, text) in table {
        let mut policy = baseline.clone();
        apply_to(&mut policy, kind, text).unwrap();
        let levels = [
            policy.tariff(A, B, S),
            policy.export_tax(A, B, S),
            policy.subsidy(B, S),
            policy.productivity(B, S),
            policy.wedge(A, B, S),
            policy.wedge(B, A, T),
        ];
        let want = match kind {
            PolicyFileKind::Tariffs => [0.25, 0.0, 0.0, 1.0, 1.0, 1.0],
            PolicyFileKind::AddedTariffs => [0.35, 0.0, 0.0, 1.0, 1.0, 1.0],
            PolicyFileKind::ExportTaxes => [0.1, 0.25, 0.0, 1.0, 1.0, 1.0],
            PolicyFileKind::Subsidies => [0.1, 0.0, 0.25, 1.0, 1.0, 1.0],
            PolicyFileKind::Productivity => [0.1, 0.0, 0.0, 1.25, 1.0, 1.0],
            PolicyFileKind::Wedges => [0.1, 0.0, 0.0, 1.0, f64::INFINITY, 1.25],
        };
        assert_eq!(levels, want, "{kind}");
        let changed = policy.values().zip(baseline.values()).filter(|(a, b)| a != b).count();
        assert_eq!(changed, if kind == PolicyFileKind::Wedges { 2 } else { 1 }, "{kind}");
    }
}

#[test]
fn a_wrong_file_changes_nothing_and_names_every_problem() {
    let (_, _, baseline) = setting();
    let mut policy = baseline.clone();
    let text = "importer,exporter,sector,ad_valorem\nR0,R1,S0,0.25\nR0,R1,S9,0.25\nR0,R1,S1,-1\n\
                R0,R0,S1,0.1\nR0,R1,S0,0.3\nR1,R0,S0,ban\n";
    let problems = apply_to(&mut policy, PolicyFileKind::Tariffs, text).unwrap_err();
    let lines: Vec<String> = problems.0.iter().map(ToString::to_string).collect();
    assert_eq!(lines.len(), 5, "{lines:#?}");
    assert!(lines[0].starts_with("file.csv:3:7: unknown sector `S9`"));
    assert!(lines[1].starts_with("file.csv:4:10: ad_valorem is -1 (a rate must be"));
    assert!(lines[2].starts_with("file.csv:5:10: 0.1 on a region's sales to itself"));
    assert!(lines[3].starts_with("file.csv:6:1: the same importer, exporter, sector as on line 2"));
    assert!(lines[4].starts_with("file.csv:7:10: `ban` is not a number"));
    assert_eq!(policy, baseline);
    // What counts of an addition is the sum with the applied rate of 10 %.
    let added = "importer,exporter,sector,added_ad_valorem\nR0,R1,S0,-1.1\nR1,R0,S0,-0.5\n";
    let problems = apply_to(&mut policy, PolicyFileKind::AddedTariffs, added).unwrap_err();
    assert_eq!(problems.0.len(), 1);
    assert_eq!(problems.0[0].line, 2);
    assert_eq!(policy, baseline);
}

#[test]
fn settings_take_stars_and_leave_domestic_sales_alone() {
    let (dataset, _, mut policy) = setting();
    apply_setting(&mut policy, &dataset, "R0,R1,S1=0.25").unwrap();
    assert_eq!(policy.tariff(A, B, T), 0.25);
    assert_eq!(policy.tariff(A, B, S), 0.1);
    apply_setting(&mut policy, &dataset, "*, *, * = 0.5").unwrap();
    for (importer, exporter) in [(A, B), (B, A)] {
        assert_eq!(policy.tariff(importer, exporter, S), 0.5);
        assert_eq!(policy.tariff(importer, exporter, T), 0.5);
        assert_eq!(policy.tariff(importer, importer, S), 0.0);
    }
}

#[test]
fn wrong_settings_are_placed() {
    let (dataset, _, mut policy) = setting();
    let before = policy.clone();
    let mut problems = |text: &str| -> Vec<(usize, String)> {
        let problems = apply_setting(&mut policy, &dataset, text).unwrap_err();
        problems.0.into_iter().map(|p| (p.column, p.message)).collect()
    };
    let found = problems("R7,R1,S7=-2");
    assert_eq!(found.iter().map(|(column, _)| *column).collect::<Vec<_>>(), [10, 1, 7]);
    assert_eq!(problems("R0,R1=0.1")[0].1, "`R0,R1` has 2 parts where 3 belong");
    assert_eq!(problems("R0,R1,S0")[0].1, "`R0,R1,S0` has no `=`");
    assert_eq!(problems("R0,R0,S0=0.1")[0], (4, "`R0` is both importer and exporter".to_owned()));
    assert_eq!(problems("R0,R1,S0=NaN")[0].0, 10);
    assert_eq!(policy, before);
}

#[test]
fn a_policy_with_impossible_levels_is_refused_with_all_of_them() {
    let (_, economy, mut policy) = setting();
    policy.set_tariff(A, B, S, -1.0);
    policy.set_export_tax(B, A, T, f64::NAN);
    policy.set_subsidy(A, T, 1.0);
    policy.set_productivity(B, S, 0.0);
    policy.set_wedge(A, B, T, -2.0);
    let Err(EconomyError::InvalidPolicy { offences }) = economy.solve(&policy, None) else {
        panic!("the policy was taken");
    };
    let words: Vec<String> = offences.iter().map(ToString::to_string).collect();
    assert_eq!(words.len(), 5);
    assert!(words[0].starts_with("tariff of importer R0 on R1 in S0 is -1;"), "{}", words[0]);
    assert!(words[1].starts_with("export tax of importer R1 on R0 in S1 is NaN;"), "{}", words[1]);
    assert!(words[2].starts_with("wedge of importer R0 on R1 in S1 is -2;"), "{}", words[2]);
    assert!(words[3].starts_with("subsidy of R0 in S1 is 1;"), "{}", words[3]);
    assert!(words[4].starts_with("productivity of R1 in S0 is 0;"), "{}", words[4]);
    let small = Policy::neutral(1, 1);
    assert!(matches!(economy.solve(&small, None), Err(EconomyError::PolicySize { .. })));
}

#[test]
fn bans_that_nothing_can_satisfy_say_what_is_missing() {
    let (_, economy, baseline) = setting();
    let mut policy = baseline.clone();
    policy.set_wedge(A, A, S, f64::INFINITY);
    policy.set_wedge(A, B, S, f64::INFINITY);
    let error = economy.solve(&policy, None).unwrap_err().to_string();
    assert!(error.starts_with("no supplier of sector S0 is left to region R0"), "{error}");
    let mut policy = baseline.clone();
    for (importer, exporter) in [(A, B), (B, A)] {
        for sector in [S, T] {
            policy.set_wedge(importer, exporter, sector, f64::INFINITY);
        }
    }
    let error = economy.solve(&policy, None).unwrap_err();
    assert!(matches!(error, EconomyError::DeficitWithoutTrade { .. }), "{error}");
    let mut policy = baseline;
    for importer in [A, B] {
        for sector in [S, T] {
            policy.set_wedge(importer, A, sector, f64::INFINITY);
        }
    }
    let error = economy.solve(&policy, None).unwrap_err();
    assert!(matches!(&error, EconomyError::NoBuyer { region } if region == "R0"), "{error}");
}

#[test]
fn wrong_options_are_refused_with_what_was_found() {
    let (dataset, ..) = setting();
    let options = |elasticities: Option<&str>, scale_factor| EconomyOptions {
        elasticities: elasticities.map(str::to_owned),
        scale_factor,
        ..EconomyOptions::default()
    };
    let error = Economy::new(&dataset, &options(Some("onyl"), 1.0)).unwrap_err().to_string();
    assert!(error.contains("`onyl` (did you mean `only`?)"), "{error}");
    for factor in [-1.0, f64::NAN] {
        let error = Economy::new(&dataset, &options(None, factor)).unwrap_err();
        assert!(matches!(error, EconomyError::BadScaleFactor { .. }));
    }
    let built_in = Dataset::embedded("us-china-2017").unwrap();
    let scale = options(Some("lashkaripour-lugovskyy-2023"), 1.2);
    let error = Economy::new(&built_in, &scale).unwrap_err();
    assert!(matches!(error, EconomyError::ScaleTooLarge { product, .. } if product >= 1.0));
}
