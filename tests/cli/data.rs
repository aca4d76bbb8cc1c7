//! `talion data`: list, show, check.

use crate::support::{built_in_data, copy_of_data, folder, run};

#[test]
fn the_built_in_data_set_is_listed_and_shown() {
    let home = folder();
    let list = run(home.path(), ["data", "list"]);
    assert_eq!(list.code, 0);
    assert!(list.stdout.starts_with("us-china-2017"), "{}", list.stdout);
    let show = run(home.path(), ["data", "show", "us-china-2017"]);
    assert_eq!(show.code, 0);
    for word in
        ["2017", "Rest of the world", "Chemicals", "*simonovska-waugh-2014", "Sources", "OECD"]
    {
        assert!(show.stdout.contains(word), "{word} is not in {}", show.stdout);
    }
}

#[test]
fn the_totals_shown_are_those_of_the_files() {
    let trade = std::fs::read_to_string(built_in_data().join("trade.csv")).expect("readable");
    let imports: f64 = trade
        .lines()
        .map(|row| row.split(',').collect::<Vec<_>>())
        .filter(|row| row[1] == "USA" && row[0] != "USA")
        .map(|row| row[3].parse::<f64>().expect("a number"))
        .sum();
    let show = run(folder().path(), ["data", "show", "us-china-2017"]).stdout;
    let row = show.lines().rfind(|line| line.trim_start().starts_with("USA "));
    let row = row.expect("a row for the US");
    assert!(row.contains(&format!(" {:.1} ", imports / 1e3)), "{row}");
}

#[test]
fn a_sound_folder_passes_the_check_and_can_be_shown() {
    let copy = copy_of_data();
    let check = run(copy.path(), ["data", "check", "."]);
    assert_eq!((check.code, check.stdout.as_str()), (0, ""), "{}", check.stderr);
    assert!(check.stderr.contains("fit to use, 5 regions, 17 sectors"), "{}", check.stderr);
    let show = run(copy.path(), ["data", "show", "."]);
    let built_in = run(copy.path(), ["data", "show", "us-china-2017"]);
    assert_eq!(show.stdout, built_in.stdout);
}

#[test]
fn quiet_leaves_errors_and_results_only() {
    let copy = copy_of_data();
    let check = run(copy.path(), ["data", "check", ".", "--quiet"]);
    assert_eq!((check.code, check.stdout.as_str(), check.stderr.as_str()), (0, "", ""));
    let list = run(copy.path(), ["-q", "data", "list"]);
    assert!(list.stdout.contains("us-china-2017"));
}
