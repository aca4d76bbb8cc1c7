//! Tidy CSV tables, read so that every problem knows its line and column.

mod cells;
mod codes;
mod position;
mod read;

pub(crate) use cells::{CellTable, Key, Repeats};
pub(crate) use codes::Codes;
pub(crate) use position::Lines;
pub(crate) use read::{Column, Row, decode, read};
