//! The folder of a report: all files are prepared beside their places, then renamed into them.

use std::fs;
use std::io::{Error, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use talion::Findings;
use tempfile::{Builder, NamedTempFile};

use crate::compare::{self, Comparison};
use crate::error::ReportError;
use crate::png::Painter;
use crate::{figures, game_file, graph_files, html, json, latex, markdown, provenance, tables};

/// Path within the folder, and bytes.
type Output = (PathBuf, Vec<u8>);

/// Writes the report under a folder, which is made if need be, and returns the paths: `report.html`,
/// `report.md`, `findings.json`, the games as `game.nfg`, `escalation.dot` and `escalation.graphml`, tables
/// as `tables/*.csv`, `tables/*.parquet` and `tables/*.tex`, figures as `figures/*.png` and
/// `figures/*.svg`, and `provenance.json`.
///
/// Nothing appears in the folder before all of it has been written to temporary files there; other
/// files of the folder are left alone.
///
/// # Errors
/// [`ReportError::Write`] names the first path that cannot be written.
pub fn write(findings: &Findings, folder: &Path) -> Result<Vec<PathBuf>, ReportError> {
    place(files(findings)?, folder)
}

/// The same, and `elapsed.json` with the time that the study took: the one file that differs between two
/// runs of the same study.
///
/// # Errors
/// Like [`write()`].
pub fn write_timed(
    findings: &Findings,
    folder: &Path,
    study: Duration,
) -> Result<Vec<PathBuf>, ReportError> {
    let mut files = files(findings)?;
    files.push(("elapsed.json".into(), provenance::elapsed(study)?.into_bytes()));
    place(files, folder)
}

/// Writes `comparison.md` and `comparison.json` under a folder, both or neither.
///
/// # Errors
/// Like [`write()`].
pub fn write_comparison(
    comparison: &Comparison,
    folder: &Path,
) -> Result<Vec<PathBuf>, ReportError> {
    let mut json = serde_json::to_string_pretty(comparison)?;
    json.push('\n');
    let text = compare::markdown(comparison)?;
    let files = [("comparison.md", text), ("comparison.json", json)];
    place(files.map(|(name, text)| (name.into(), text.into_bytes())).into(), folder)
}

/// Stages all files, then renames them into their places.
fn place(files: Vec<Output>, folder: &Path) -> Result<Vec<PathBuf>, ReportError> {
    let mut staged = Vec::new();
    for (name, bytes) in files {
        let path = folder.join(name);
        staged.push((stage(&path, &bytes).map_err(|source| fault(&path, source))?, path));
    }
    let mut written = Vec::new();
    for (file, path) in staged {
        file.persist(&path).map_err(|refused| fault(&path, refused.error))?;
        written.push(path);
    }
    Ok(written)
}

/// Every file of a report: its path within the folder and its bytes.
fn files(findings: &Findings) -> Result<Vec<Output>, ReportError> {
    let figures = figures::draw(findings)?;
    let mut files: Vec<Output> = Vec::new();
    let mut add = |folder: &str, name: &str, bytes: Vec<u8>| {
        files.push((Path::new(folder).join(name), bytes));
    };
    add("", "report.html", html::report(findings, &figures)?.into_bytes());
    add("", "report.md", markdown::report(findings, &figures)?.into_bytes());
    add("", "findings.json", json::findings(findings)?.into_bytes());
    if let Some(text) = game_file::nfg(findings) {
        add("", "game.nfg", text.into_bytes());
    }
    if let Some(game) = &findings.escalation
        && let Some(graph) = &game.graph
    {
        add("", "escalation.dot", graph_files::dot(game, graph).into_bytes());
        add("", "escalation.graphml", graph_files::graphml(graph).into_bytes());
    }
    for table in tables::all(findings)? {
        #[cfg(feature = "parquet")]
        add("tables", &format!("{}.parquet", table.name), tables::parquet(&table)?);
        add("tables", &format!("{}.csv", table.name), table.text.into_bytes());
    }
    for table in latex::tables(findings) {
        add("tables", &format!("{}.tex", table.name), table.text.into_bytes());
    }
    let painter = Painter::new();
    for figure in figures.list {
        add("figures", &format!("{}.png", figure.name), painter.png(&figure)?);
        add("figures", &format!("{}.svg", figure.name), figure.svg.into_bytes());
    }
    let sums = files.iter().map(|(path, bytes)| (path.as_path(), bytes.as_slice()));
    let sheet = provenance::sheet(findings, sums)?;
    files.push(("provenance.json".into(), sheet.into_bytes()));
    Ok(files)
}

/// The bytes in a temporary file beside its place; it goes away if it is never renamed.
fn stage(path: &Path, bytes: &[u8]) -> Result<NamedTempFile, Error> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    if path.is_dir() {
        return Err(Error::from(std::io::ErrorKind::IsADirectory));
    }
    let mut file = builder().tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.flush()?;
    Ok(file)
}

#[cfg(unix)]
fn builder() -> Builder<'static, 'static> {
    use std::os::unix::fs::PermissionsExt;
    let mut builder = Builder::new();
    // Temporary files are private to the user by default; a report is as public as its folder.
    builder.prefix(".talion-").permissions(fs::Permissions::from_mode(0o666));
    builder
}

#[cfg(not(unix))]
fn builder() -> Builder<'static, 'static> {
    let mut builder = Builder::new();
    builder.prefix(".talion-");
    builder
}

fn fault(path: &Path, source: Error) -> ReportError {
    ReportError::Write { path: path.to_owned(), source }
}
