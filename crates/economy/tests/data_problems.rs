//! What is wrong with a data set is said all at once: file, line, column, and what would be right.

mod support;

use std::fs;

use support::Figures;
use talion_economy::{Dataset, EconomyError, Severity};

/// A sound pair of countries with two sectors, as files.
fn sound() -> Vec<(&'static str, String)> {
    let flow = vec![vec![vec![10.0, 2.0], vec![3.0, 20.0]], vec![vec![30.0, 1.0], vec![4.0, 40.0]]];
    let mut files = Figures::simple(flow, vec![4.0, 5.0]).files();
    files.retain(|(name, _)| {
        ["dataset.toml", "trade.csv", "tariffs.csv", "elasticities.csv"].contains(name)
    });
    files
}

/// The sound files with some of them replaced.
fn with(replaced: &[(&'static str, &str)]) -> Vec<(&'static str, Vec<u8>)> {
    let mut files: Vec<(&'static str, Vec<u8>)> =
        sound().into_iter().map(|(name, text)| (name, text.into_bytes())).collect();
    for (name, text) in replaced {
        files.retain(|(other, _)| other != name);
        files.push((name, text.as_bytes().to_vec()));
    }
    files
}

fn read(files: &[(&'static str, Vec<u8>)]) -> Result<Dataset, EconomyError> {
    Dataset::from_memory(files.iter().map(|(name, bytes)| (*name, bytes.as_slice())))
}

/// The problems of a data set with some files replaced, one per line.
fn problems(replaced: &[(&'static str, &str)]) -> Vec<String> {
    match read(&with(replaced)) {
        Err(EconomyError::Data(problems)) => problems.0.iter().map(ToString::to_string).collect(),
        other => panic!("{other:?}"),
    }
}

fn has(problems: &[String], wanted: &str) {
    assert!(problems.iter().any(|p| p.contains(wanted)), "no `{wanted}` in {problems:#?}");
}

#[test]
fn the_sound_files_are_sound() {
    let dataset = read(&with(&[])).unwrap();
    assert!(dataset.warnings().is_empty());
}

#[test]
fn every_problem_of_every_file_is_reported_at_once() {
    let found = problems(&[
        (
            "trade.csv",
            "exporter,importer,sector,flow\nR0,R0,S0,10\nR9,R0,S0,1\nR1, R0,S1,-5\nR1,R1,S0,NaN\n\
             R0,R0,S0,11\nR0,R1\nR0,R1,S1,1e\n",
        ),
        ("tariffs.csv", "importer,exporter,sector,ad_valoren\nR0,R1,S0,0.1\n"),
        (
            "elasticities.csv",
            "set,sector,trade_elasticity,scale_elasticity\na,S0,5,0.2\na,S1,-1,0\nb,S0,4,0\n",
        ),
        (
            "input_output.csv",
            "region,input_sector,using_sector,share_of_gross_output\nR0,S0,S1,0.7\nR0,S1,S1,0.6\n",
        ),
    ]);
    has(&found, "trade.csv:3:1: unknown region `R9` (did you mean `R0`?)");
    has(&found, "trade.csv:4:11: flow is -5 (a flow is 0 or more)");
    has(&found, "trade.csv:5:10: `NaN` is not finite");
    has(&found, "trade.csv:6:1: the same exporter, importer, sector as on line 2");
    has(&found, "trade.csv:7:6: 2 fields where the header has 4");
    has(&found, "trade.csv:8:10: `1e` is not a number");
    has(&found, "tariffs.csv:1:26: unknown column `ad_valoren` (did you mean `ad_valorem`?)");
    has(&found, "tariffs.csv:1: column `ad_valorem` is missing");
    has(
        &found,
        "elasticities.csv:2:8: scale x trade elasticity is 1 (the product must stay below 1)",
    );
    has(&found, "elasticities.csv:3:6: trade_elasticity is -1 (a trade elasticity is above 0)");
    has(&found, "elasticities.csv: set `b` lacks sector S1");
    has(&found, "input_output.csv:3: input shares of sector S1 in R0 sum to 1.29");
    assert_eq!(found.len(), 12, "{found:#?}");
}

#[test]
fn the_manifest_is_checked_key_by_key() {
    let found = problems(&[(
        "dataset.toml",
        "name = \"x\"\ntitle = 3\nyear = \"2017\"\nunit = \"EUR\"\nlicense = \"CC0\"\n\
         [[region]]\ncode = \"A\"\nname = \"A\"\n[[region]]\ncode = \"A\"\nname = \"B\"\n\
         [[sector]]\ncode = \"S,1\"\nname = \"S\"\ncolour = 1\n",
    )]);
    has(&found, "dataset.toml:2:9: integer where a text belongs");
    has(&found, "dataset.toml:3:8: string where a year belongs");
    has(&found, "dataset.toml:4:8: unknown unit `EUR` (write \"US$ million\"");
    has(&found, "dataset.toml:5:1: unknown key `license` (did you mean `licence`?)");
    has(&found, "dataset.toml:10:8: code `A` is taken on line 7");
    has(&found, "dataset.toml:13:8: code `S,1` cannot stand in a table");
    has(&found, "dataset.toml:15:1: unknown key `colour`");
}

#[test]
fn broken_toml_is_placed() {
    let found = problems(&[("dataset.toml", "name = \"x\"\ntitle = \n")]);
    assert!(found[0].starts_with("dataset.toml:2:"), "{found:?}");
}

#[test]
fn unknown_default_elasticities_are_an_error_with_the_nearest_set() {
    let manifest = sound()[0].1.replace("year", "default_elasticities = \"onyl\"\nyear");
    let found = problems(&[("dataset.toml", &manifest)]);
    let line = manifest.lines().position(|l| l.starts_with("default")).unwrap() + 1;
    has(
        &found,
        &format!(
            "dataset.toml:{line}:24: no elasticity set is called `onyl` (did you mean `only`?)"
        ),
    );
}

#[test]
fn missing_files_are_named_one_by_one() {
    let files = [("dataset.toml", sound()[0].1.clone().into_bytes())];
    let Err(EconomyError::Data(problems)) = read(&files) else { panic!() };
    let names: Vec<&str> = problems.0.iter().map(|p| p.file.as_str()).collect();
    for name in ["trade.csv", "tariffs.csv", "elasticities.csv"] {
        assert!(names.contains(&name), "{names:?}");
    }
}

#[test]
fn windows_files_with_marks_and_quotes_read_as_any_other() {
    let plain = read(&with(&[])).unwrap();
    let windows: Vec<(&'static str, Vec<u8>)> = sound()
        .into_iter()
        .map(|(name, text)| {
            let text = text.replace("R0,", "\"R0\",").replace('\n', "\r\n");
            (name, [b"\xEF\xBB\xBF", text.as_bytes()].concat())
        })
        .collect();
    let read_back = read(&windows).unwrap();
    assert_eq!(plain.fingerprint_bytes(), read_back.fingerprint_bytes());
    // And places are still right.
    let mut broken = windows;
    let text = String::from_utf8(broken[1].1.clone()).unwrap().replace("R1,R1,S0,", "R1,RX,S0,");
    broken[1].1 = text.into_bytes();
    let Err(EconomyError::Data(problems)) = read(&broken) else { panic!() };
    assert_eq!((problems.0[0].line, problems.0[0].column), (5, 4), "{problems}");
}

#[test]
fn bytes_that_are_no_text_are_placed() {
    let mut files = with(&[]);
    files[1].1 = b"exporter,importer,sector,flow\nR0,R\xFF,S0,1\n".to_vec();
    let Err(EconomyError::Data(problems)) = read(&files) else { panic!() };
    let first = &problems.0[0];
    assert_eq!((first.file.as_str(), first.line, first.column), ("trade.csv", 2, 5));
}

#[test]
fn a_border_rate_on_domestic_sales_is_refused_unless_it_is_zero() {
    let header = "importer,exporter,sector,ad_valorem\n";
    assert!(read(&with(&[("tariffs.csv", &format!("{header}R0,R0,S0,0\n"))])).is_ok());
    let found = problems(&[("tariffs.csv", &format!("{header}R0,R0,S0,0.1\nR0,R1,S0,-1\n"))]);
    has(&found, "tariffs.csv:2:10: 0.1 on a region's sales to itself");
    has(&found, "tariffs.csv:3:10: ad_valorem is -1 (a rate is a fraction above -1)");
}

#[test]
fn value_added_and_inputs_must_make_one() {
    let production = "region,sector,value_added_share\nR0,S0,0.9\nR0,S1,1\nR1,S0,1\nR1,S1,1\n";
    let found = problems(&[("production.csv", production)]);
    assert_eq!(found.len(), 1, "{found:?}");
    has(&found, "production.csv:2: value added 0.9 and inputs 0 of sector S0 in R0 sum to 0.9");
    // Within the tolerance the residual is taken.
    let near = production.replace("0.9", "0.99995");
    let dataset = read(&with(&[("production.csv", &near)])).unwrap();
    let (region, sector) = (dataset.region("R0").unwrap(), dataset.sector("S0").unwrap());
    assert_eq!(dataset.value_added_share(region, sector), 1.0);
}

#[test]
fn a_small_shortfall_of_final_use_is_a_warning_and_a_large_one_an_error() {
    // R0 buys 12 of S0; S1 there sells 34 and uses the share of that.
    let with_share = |share: f64| {
        let inputs =
            format!("region,input_sector,using_sector,share_of_gross_output\nR0,S0,S1,{share}\n");
        let production = format!(
            "region,sector,value_added_share\nR0,S0,1\nR0,S1,{}\nR1,S0,1\nR1,S1,1\n",
            1.0 - share
        );
        read(&with(&[("input_output.csv", &inputs), ("production.csv", &production)]))
    };
    let warned = with_share(13.0 / 34.0).unwrap();
    assert_eq!(warned.warnings().len(), 1);
    assert_eq!(warned.warnings()[0].severity, Severity::Warning);
    assert!(warned.warnings()[0].message.contains("use 8.33 % more of sector S0"));
    let Err(EconomyError::Data(problems)) = with_share(14.0 / 34.0) else { panic!() };
    assert!(problems.to_string().contains("use 16.67 % more of sector S0"));
}

#[test]
fn a_region_without_sales_is_refused() {
    let trade = "exporter,importer,sector,flow\nR0,R0,S0,10\nR0,R1,S0,3\nR0,R0,S1,5\n";
    let found = problems(&[("trade.csv", trade)]);
    has(&found, "region R1 sells nothing");
}

#[test]
fn a_folder_reads_as_the_program_does_and_slips_in_its_names_are_noticed() {
    let built_in = Dataset::embedded("us-china-2017").unwrap();
    let source = concat!(env!("CARGO_MANIFEST_DIR"), "/data/us-china-2017");
    let folder = Dataset::load(source.as_ref()).unwrap();
    assert_eq!(folder.fingerprint_bytes(), built_in.fingerprint_bytes());

    let copy = tempfile::tempdir().unwrap();
    for (name, text) in sound() {
        fs::write(copy.path().join(name), text).unwrap();
    }
    fs::write(copy.path().join("prodution.csv"), "").unwrap();
    fs::write(copy.path().join("notes.md"), "anything").unwrap();
    let dataset = Dataset::load(copy.path()).unwrap();
    let warnings: Vec<String> = dataset.warnings().iter().map(ToString::to_string).collect();
    assert_eq!(
        warnings,
        ["prodution.csv: warning: the file is not read (did you mean `production.csv`?)"]
    );
    let nowhere = copy.path().join("nowhere");
    assert!(
        matches!(Dataset::load(&nowhere), Err(EconomyError::Io { path, .. }) if path == nowhere)
    );
}

#[test]
fn the_fingerprint_tells_any_two_data_sets_apart() {
    let one = read(&with(&[])).unwrap().fingerprint_bytes();
    let tariffs = "importer,exporter,sector,ad_valorem\nR0,R1,S0,0.0000001\n";
    let other = read(&with(&[("tariffs.csv", tariffs)])).unwrap().fingerprint_bytes();
    assert_ne!(one, other);
}

#[test]
fn the_built_in_data_set_is_complete() {
    let dataset = Dataset::embedded("us-china-2017").unwrap();
    assert_eq!((dataset.regions().len(), dataset.sectors().len()), (5, 17));
    assert_eq!(dataset.default_elasticities(), "simonovska-waugh-2014");
    assert_eq!(dataset.elasticity_sets().len(), 6);
    assert!(!dataset.sources().is_empty() && dataset.licence().is_some());
    let theta: Vec<f64> = (0..17)
        .map(|s| {
            dataset.trade_elasticity("simonovska-waugh-2014", talion_economy::SectorId(s)).unwrap()
        })
        .collect();
    assert_eq!(theta, [4.0; 17]);
    let error = Dataset::embedded("us-china-2018").unwrap_err().to_string();
    assert!(error.contains("did you mean `us-china-2017`?"), "{error}");
}
