//! Parquet tables hold what the CSV tables hold, with types.

use std::fs::File;
use std::io::Write;

use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use talion_report::tables;

use crate::every_fixture::every_fixture;
use crate::fixture;

/// A field as the CSV writes it.
fn written(field: &Field) -> String {
    match field {
        Field::Null => String::new(),
        Field::Double(number) => number.to_string(),
        Field::Bool(flag) => flag.to_string(),
        Field::Str(words) => words.clone(),
        other => panic!("a column of another kind: {other:?}"),
    }
}

fn open(bytes: &[u8]) -> SerializedFileReader<File> {
    let mut file = tempfile::tempfile().expect("a file");
    file.write_all(bytes).expect("written");
    SerializedFileReader::new(file).expect("Parquet")
}

#[test]
fn every_cell_of_every_table_reads_back() {
    for findings in every_fixture() {
        for table in tables::all(&findings).expect("tables") {
            let bytes = tables::parquet(&table).expect("a file");
            let reader = open(&bytes);
            let mut csv = csv::Reader::from_reader(table.text.as_bytes());
            let head = csv.headers().expect("a head").clone();
            let rows: Vec<csv::StringRecord> =
                csv.records().map(|row| row.expect("a row")).collect();
            let mut count = 0;
            for (row, expected) in reader.get_row_iter(None).expect("rows").zip(&rows) {
                let row = row.expect("a row");
                for ((name, field), (column, cell)) in
                    row.get_column_iter().zip(head.iter().zip(expected))
                {
                    assert_eq!(name, column);
                    let found = written(field);
                    let same =
                        found == cell || found.parse::<f64>().is_ok_and(|x| cell.parse() == Ok(x));
                    assert!(same, "{} {column}: {found} is not {cell}", table.name);
                }
                count += 1;
            }
            assert_eq!(count, rows.len(), "{}", table.name);
        }
    }
}

#[test]
fn numbers_are_numbers_and_names_are_words() {
    let table = tables::payoffs(&fixture::chicken()).expect("a table");
    let bytes = tables::parquet(&table).expect("a file");
    let reader = open(&bytes);
    let columns = reader.metadata().file_metadata().schema_descr().columns().to_vec();
    let kinds: Vec<(String, String)> = columns
        .iter()
        .map(|column| (column.name().to_owned(), column.physical_type().to_string()))
        .collect();
    let kind = |name: &str| &kinds.iter().find(|(own, _)| own == name).expect("the column").1;
    assert_eq!(kind("value"), "DOUBLE");
    assert_eq!(kind("package_USA"), "BYTE_ARRAY");
}
