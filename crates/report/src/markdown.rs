//! The report as Markdown, with its figures as links into the folder beside it.

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

/// The report; figures are shown as `figures/NAME.svg`.
///
/// # Errors
/// [`ReportError::Template`] if a template of this crate is wrong.
pub fn report(findings: &Findings, figures: &Figures) -> Result<String, ReportError> {
    let document = compose(findings, figures);
    render("report.md", &Context { document: &document, figures })
}
