//! `findings.json`: the findings themselves, for programs.

use schemars::generate::SchemaSettings;
use serde_json::{Value, json};
use talion::{FINDINGS_SCHEMA, Findings};

use crate::error::ReportError;

/// The findings as indented JSON with full double precision and a closing line break.
///
/// # Errors
/// [`ReportError::Json`] if the findings cannot be serialised.
pub fn findings(findings: &Findings) -> Result<String, ReportError> {
    let mut text = serde_json::to_string_pretty(findings)?;
    text.push('\n');
    Ok(text)
}

/// The JSON Schema (draft 2020-12) of `findings.json`, made from the types themselves.
pub fn schema() -> Value {
    let mut schema =
        SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<Findings>();
    schema.insert("$id".to_owned(), json!("https://talion.dev/schema/findings-1.json"));
    schema.insert("title".to_owned(), json!("Findings of talion run"));
    let mut schema = schema.to_value();
    // Which version it is, not only that it is some text.
    if let Some(version) = schema.pointer_mut("/properties/schema") {
        version["const"] = json!(FINDINGS_SCHEMA);
    }
    schema
}
