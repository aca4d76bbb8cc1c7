//! Talion's own JSON form of a game in normal form, and its schema.

mod normal;

pub use normal::{NORMAL_FORM_SCHEMA, read_json, write_json};
