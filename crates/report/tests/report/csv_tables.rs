//! CSV tables read back to the numbers of the findings.

use talion_report::tables;

use crate::every_fixture::every_fixture;
use crate::fixture;
use crate::time_fixture::over_time;

#[test]
fn payoffs_read_back_exactly_and_add_up() {
    let findings = fixture::chicken();
    let table = tables::payoffs(&findings).expect("a table");
    let mut reader = csv::Reader::from_reader(table.text.as_bytes());
    let head: Vec<String> = reader.headers().expect("headings").iter().map(str::to_owned).collect();
    assert_eq!(head, ["profile", "package_USA", "package_CHN", "player", "term", "value"]);
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    assert_eq!(rows.len(), 6 * 2 * 5);
    for block in rows.chunks(5) {
        let value = |row: usize| block[row][5].parse::<f64>().expect("a number");
        let profile = &findings.profiles[block[0][0].parse::<usize>().expect("an index")];
        let payoff = &profile.payoffs[usize::from(&block[0][3] == "CHN")];
        assert_eq!(value(0), payoff.total);
        assert_eq!(value(1), payoff.welfare);
        let sum: f64 = (1..5).map(value).sum();
        assert!((sum - payoff.total).abs() < 1e-15);
    }
    assert!(!table.text.contains("-0,") && !table.text.contains("-0\n"));
}

#[test]
fn every_table_has_rows_of_one_length_in_ascii_numbers() {
    for findings in every_fixture() {
        for table in tables::all(&findings).expect("tables") {
            let mut reader = csv::Reader::from_reader(table.text.as_bytes());
            let mut head: Vec<String> =
                reader.headers().expect("headings").iter().map(str::to_owned).collect();
            let columns = head.len();
            head.sort_unstable();
            head.dedup();
            assert_eq!(head.len(), columns, "two columns of {} have one name", table.name);
            // The reader refuses rows whose length differs from that of the headings.
            let rows =
                reader.records().filter(|row| row.as_ref().expect("a row").len() > 1).count();
            assert_eq!(rows + 1, table.text.lines().count(), "{}", table.name);
            assert!(!table.text.contains('\u{2212}'), "{}", table.name);
        }
    }
}

#[test]
fn a_set_that_was_not_solved_is_in_the_table_with_its_reason() {
    let table = tables::elasticity_sets(&fixture::chicken()).expect("a table");
    let row = table.text.lines().last().expect("a row");
    assert!(row.starts_with("lashkaripour-lugovskyy-2023,"), "{row}");
    assert!(row.contains("the branch folds at step 3 of 8"), "{row}");
}

#[test]
fn equilibria_carry_probabilities_and_fractions() {
    let table = tables::equilibria(&fixture::chicken()).expect("a table");
    let mixed = table.text.lines().find(|line| line.contains("10/19")).expect("the mixed one");
    assert!(mixed.starts_with("3,false,false,USA,package-2,0.5263157894736842,10/19,"), "{mixed}");
}

#[test]
fn what_came_about_stands_beside_its_odds() {
    let all = tables::all(&over_time()).expect("tables");
    let table = all.iter().find(|table| table.name == "escalation_history").expect("the record");
    let rows: Vec<&str> = table.text.lines().collect();
    assert_eq!(rows[0], "quarter,month,phase,phase_odds,lists_rung,lists_odds");
    assert_eq!(rows[1..], ["0,2018-05,talks,1,0,1", "1,2018-08,talks,0.5,1,0.5"]);
}
