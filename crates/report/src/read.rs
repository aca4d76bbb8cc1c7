//! `findings.json` read back, with errors that say what kind of file it is instead.

use serde_json::{Value, error::Category};
use talion::{FINDINGS_SCHEMA, Findings};

/// Why a text holds no findings.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadFindingsError {
    /// The text ends too early.
    #[error("it ends in the middle, at line {line}: the file is cut; copy or make it again")]
    Cut {
        /// Line from 1.
        line: usize,
    },
    /// The text is no JSON.
    #[error("it is no JSON: {0}; expected the findings.json of `talion run`")]
    NotJson(serde_json::Error),
    /// JSON of something else.
    #[error("it holds {found}, not {FINDINGS_SCHEMA}; expected the findings.json of `talion run`")]
    OtherKind {
        /// What the file says that it is.
        found: String,
    },
    /// Findings of a later version.
    #[error(
        "it holds {found}, and this version of Talion reads {FINDINGS_SCHEMA}: a newer one wrote it; \
         read it with that"
    )]
    Newer {
        /// What the file says that it is.
        found: String,
    },
    /// A field is missing or of another kind.
    #[error(
        "a field is not as {FINDINGS_SCHEMA} has it: {0}; `talion findings schema` prints the form"
    )]
    Field(serde_json::Error),
}

/// Findings from the text of `findings.json`.
///
/// # Errors
/// The first reason for which the text holds none: cut, no JSON, another kind, a newer version, a field.
pub fn findings(text: &str) -> Result<Findings, ReadFindingsError> {
    let value: Value = serde_json::from_str(text).map_err(|error| match error.classify() {
        Category::Eof => ReadFindingsError::Cut { line: error.line() },
        _ => ReadFindingsError::NotJson(error),
    })?;
    let found = match value.get("schema") {
        Some(Value::String(schema)) => schema.clone(),
        _ => "JSON without the name of its schema".to_owned(),
    };
    if found != FINDINGS_SCHEMA {
        return Err(match (version(&found), version(FINDINGS_SCHEMA)) {
            (Some(theirs), Some(ours)) if theirs > ours => ReadFindingsError::Newer { found },
            _ => ReadFindingsError::OtherKind { found },
        });
    }
    // Read from the text once more, so that an error knows its line.
    serde_json::from_str(text).map_err(ReadFindingsError::Field)
}

/// The number after `talion-findings/`.
fn version(schema: &str) -> Option<u32> {
    schema.strip_prefix("talion-findings/")?.parse().ok()
}
