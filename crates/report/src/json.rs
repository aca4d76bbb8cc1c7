//! `findings.json`: the findings themselves, for programs.

use talion::Findings;

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
