//! Long tables as Parquet: the same cells as the CSV, with types.

use std::sync::Arc;

use parquet::basic::{LogicalType, Repetition, Type as Physical};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DoubleType};
use parquet::errors::ParquetError;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::types::Type;

use super::CsvTable;
use crate::error::ReportError;

/// Columns that hold words also where the words look like numbers.
const WORDS: &[&str] = &[
    "package",
    "player",
    "term",
    "terms",
    "region",
    "probability_exact",
    "best_deviation",
    "variant",
    "elasticities",
    "instrument",
    "owner",
    "key",
    "label",
    "name",
    "rungs",
    "movers",
    "month",
    "phase",
    "part",
];

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Words,
    Numbers,
    Flags,
}

/// The table as a Parquet file of one row group, not compressed; empty cells are null.
///
/// # Errors
/// [`ReportError::Parquet`] if the file cannot be put together.
pub fn parquet(table: &CsvTable) -> Result<Vec<u8>, ReportError> {
    let fault = |why: String| ReportError::Parquet { table: table.name, why };
    let (head, rows) = cells(table).map_err(|error| fault(error.to_string()))?;
    encoded(&head, &rows).map_err(|error| fault(error.to_string()))
}

type Cells = (Vec<String>, Vec<Vec<String>>);

fn cells(table: &CsvTable) -> Result<Cells, csv::Error> {
    let mut reader = csv::Reader::from_reader(table.text.as_bytes());
    let owned = |record: &csv::StringRecord| record.iter().map(str::to_owned).collect::<Vec<_>>();
    let head = owned(reader.headers()?);
    let rows = reader.records().map(|row| Ok(owned(&row?))).collect::<Result<_, csv::Error>>()?;
    Ok((head, rows))
}

fn encoded(head: &[String], rows: &[Vec<String>]) -> Result<Vec<u8>, ParquetError> {
    let columns: Vec<Vec<&str>> = (0..head.len())
        .map(|at| rows.iter().map(|row| row.get(at).map_or("", String::as_str)).collect())
        .collect();
    let kinds: Vec<Kind> =
        head.iter().zip(&columns).map(|(name, cells)| kind(name, cells)).collect();
    let fields = head.iter().zip(&kinds).map(|(name, kind)| field(name, *kind));
    let schema = Type::group_type_builder("table").with_fields(fields.collect::<Result<_, _>>()?);
    let mut file =
        SerializedFileWriter::new(Vec::new(), Arc::new(schema.build()?), Arc::default())?;
    let mut group = file.next_row_group()?;
    for (cells, kind) in columns.iter().zip(&kinds) {
        if let Some(mut column) = group.next_column()? {
            fill(&mut column, cells, *kind)?;
            column.close()?;
        }
    }
    group.close()?;
    file.into_inner()
}

fn field(name: &str, kind: Kind) -> Result<Arc<Type>, ParquetError> {
    let (physical, logical) = match kind {
        Kind::Words => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        Kind::Numbers => (Physical::DOUBLE, None),
        Kind::Flags => (Physical::BOOLEAN, None),
    };
    let builder = Type::primitive_type_builder(name, physical).with_logical_type(logical);
    Ok(Arc::new(builder.with_repetition(Repetition::OPTIONAL).build()?))
}

/// A column without a single value holds numbers: what is unknown everywhere is mostly one.
fn kind(name: &str, cells: &[&str]) -> Kind {
    let all = |holds: fn(&str) -> bool| cells.iter().all(|cell| cell.is_empty() || holds(cell));
    if WORDS.contains(&name) || name.starts_with("package_") {
        Kind::Words
    } else if all(|cell| cell.parse::<f64>().is_ok()) {
        Kind::Numbers
    } else if all(|cell| matches!(cell, "true" | "false")) {
        Kind::Flags
    } else {
        Kind::Words
    }
}

fn fill(
    column: &mut SerializedColumnWriter<'_>,
    cells: &[&str],
    kind: Kind,
) -> Result<(), ParquetError> {
    let levels: Vec<i16> = cells.iter().map(|cell| i16::from(!cell.is_empty())).collect();
    let known = || cells.iter().filter(|cell| !cell.is_empty());
    match kind {
        Kind::Words => {
            let values: Vec<ByteArray> = known().map(|cell| ByteArray::from(*cell)).collect();
            column.typed::<ByteArrayType>().write_batch(&values, Some(&levels), None)?;
        }
        Kind::Numbers => {
            // Every cell of a column of numbers reads as one: `kind` looked.
            let values: Vec<f64> = known().filter_map(|cell| cell.parse().ok()).collect();
            column.typed::<DoubleType>().write_batch(&values, Some(&levels), None)?;
        }
        Kind::Flags => {
            let values: Vec<bool> = known().map(|cell| *cell == "true").collect();
            column.typed::<BoolType>().write_batch(&values, Some(&levels), None)?;
        }
    }
    Ok(())
}
