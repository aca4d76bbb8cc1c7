//! The folder of a report: all files are prepared beside their places, then renamed into them.

use std::fs;
use std::io::{Error, Write};
use std::path::{Path, PathBuf};

use talion::Findings;
use tempfile::{Builder, NamedTempFile};

use crate::error::ReportError;
use crate::{figures, html, json, markdown, tables};

/// Writes `report.html`, `report.md`, `findings.json`, `tables/*.csv` and `figures/*.svg` under a
/// folder, which is made if need be, and returns the paths in that order.
///
/// Nothing appears in the folder before all of it has been written to temporary files there; other
/// files of the folder are left alone.
///
/// # Errors
/// [`ReportError::Write`] names the first path that cannot be written.
pub fn write(findings: &Findings, folder: &Path) -> Result<Vec<PathBuf>, ReportError> {
    let files = files(findings)?;
    let mut staged = Vec::new();
    for (name, text) in files {
        let path = folder.join(name);
        staged.push((stage(&path, &text).map_err(|source| fault(&path, source))?, path));
    }
    let mut written = Vec::new();
    for (file, path) in staged {
        file.persist(&path).map_err(|refused| fault(&path, refused.error))?;
        written.push(path);
    }
    Ok(written)
}

/// Every file of a report: its path within the folder and its text.
fn files(findings: &Findings) -> Result<Vec<(PathBuf, String)>, ReportError> {
    let figures = figures::draw(findings)?;
    let mut files = vec![
        ("report.html".into(), html::report(findings, &figures)?),
        ("report.md".into(), markdown::report(findings, &figures)?),
        ("findings.json".into(), json::findings(findings)?),
    ];
    for table in tables::all(findings)? {
        files.push((Path::new("tables").join(format!("{}.csv", table.name)), table.text));
    }
    for figure in figures.list {
        files.push((Path::new("figures").join(format!("{}.svg", figure.name)), figure.svg));
    }
    Ok(files)
}

/// The text in a temporary file beside its place; it goes away if it is never renamed.
fn stage(path: &Path, text: &str) -> Result<NamedTempFile, Error> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    if path.is_dir() {
        return Err(Error::from(std::io::ErrorKind::IsADirectory));
    }
    let mut file = builder().tempfile_in(folder)?;
    file.write_all(text.as_bytes())?;
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
