//! The report as one HTML file: no network, whole without scripts, light and dark, fit to print.

use serde::Serialize;
use talion::Findings;

use crate::compose::compose;
use crate::document::Document;
use crate::error::ReportError;
use crate::figures::Figures;
use crate::templates::render;

#[derive(Serialize)]
struct Context<'a> {
    document: &'a Document,
    figures: &'a Figures,
}

/// The report with its figures drawn inline.
///
/// # Errors
/// [`ReportError::Template`] if a template of this crate is wrong.
pub fn report(findings: &Findings, figures: &Figures) -> Result<String, ReportError> {
    let document = compose(findings, figures);
    render("report.html", &Context { document: &document, figures })
}
