//! `provenance.json`: what the report came from and how to make it again; and `elapsed.json`, apart.

use std::path::Path;
use std::time::Duration;

use serde::Serialize;
use sha2::{Digest, Sha256};
use talion::{Findings, ToleranceFindings};

use crate::error::ReportError;
use crate::rate_answers::short;

/// Version of the shape of `provenance.json`.
pub const PROVENANCE_SCHEMA: &str = "talion-provenance/1";

/// Everything that two people with the same numbers must have in common. No time, no place, no machine.
#[derive(Debug, Serialize)]
struct Sheet<'a> {
    schema: &'static str,
    talion: &'a str,
    command: &'a str,
    seed: u64,
    scenario: Source<'a>,
    data: Source<'a>,
    data_sources: &'a [String],
    elasticities: &'a str,
    findings_schema: &'a str,
    methods: Vec<Found<'a>>,
    tolerances: &'a [ToleranceFindings],
    policies_solved: usize,
    largest_residual: f64,
    files: Vec<File>,
}

#[derive(Debug, Serialize)]
struct Source<'a> {
    name: &'a str,
    title: &'a str,
    sha256: &'a str,
}

/// How one answer was found, why the search ended, and what the certificate says.
#[derive(Debug, Serialize)]
struct Found<'a> {
    answer: &'static str,
    concept: String,
    method: &'a str,
    termination: &'a str,
    /// The largest gain from a deviation that the certificate knows of, over the answers reported.
    largest_gain: Option<f64>,
}

#[derive(Debug, Serialize)]
struct File {
    path: String,
    sha256: String,
}

#[derive(Debug, Serialize)]
struct Elapsed {
    schema: &'static str,
    study_seconds: f64,
}

/// The sheet, with the hash of every other file of the report.
///
/// # Errors
/// [`ReportError::Json`] if it cannot be serialised.
pub(crate) fn sheet<'f>(
    findings: &Findings,
    files: impl Iterator<Item = (&'f Path, &'f [u8])>,
) -> Result<String, ReportError> {
    let (from, assumed) = (&findings.provenance, &findings.assumptions);
    let sheet = Sheet {
        schema: PROVENANCE_SCHEMA,
        talion: &from.version,
        command: &from.command,
        seed: from.seed,
        scenario: Source {
            name: &assumed.scenario,
            title: &assumed.title,
            sha256: &from.scenario_sha256,
        },
        data: Source { name: &assumed.data, title: &assumed.data_title, sha256: &from.data_sha256 },
        data_sources: &assumed.data_sources,
        elasticities: &assumed.elasticities,
        findings_schema: &findings.schema,
        methods: methods(findings),
        tolerances: &from.tolerances,
        policies_solved: from.policies_solved,
        largest_residual: from.largest_residual,
        files: files.map(|(path, bytes)| File { path: posix(path), sha256: hash(bytes) }).collect(),
    };
    indented(&sheet)
}

/// Seconds, in a file of their own: they differ from run to run, and nothing else does.
///
/// # Errors
/// [`ReportError::Json`] if it cannot be serialised.
pub(crate) fn elapsed(study: Duration) -> Result<String, ReportError> {
    indented(&Elapsed { schema: "talion-elapsed/1", study_seconds: study.as_secs_f64() })
}

fn methods(findings: &Findings) -> Vec<Found<'_>> {
    let main = &findings.main;
    let mut methods = vec![Found {
        answer: "packages",
        concept: main.concept.clone(),
        method: &main.method,
        termination: &main.termination,
        largest_gain: most(main.equilibria.iter().map(|one| one.max_regret)),
    }];
    for study in findings.policy.iter().flat_map(|policy| &policy.studies) {
        methods.push(Found {
            answer: "rates",
            concept: short(study),
            method: &study.method,
            termination: &study.termination,
            largest_gain: most(study.solutions.iter().map(|one| one.max_gain_percent)),
        });
    }
    if let Some(game) = &findings.escalation {
        methods.push(Found {
            answer: "over time",
            concept: game.concept.clone(),
            method: &game.method,
            termination: &game.termination,
            largest_gain: most(game.equilibria.iter().map(|one| one.one_shot_gain)),
        });
    }
    methods
}

fn most(gains: impl Iterator<Item = f64>) -> Option<f64> {
    gains.reduce(f64::max)
}

/// A path within the folder as every system writes it here.
fn posix(path: &Path) -> String {
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}

fn hash(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    let mut text = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        let _ = write!(text, "{byte:02x}");
    }
    text
}

fn indented(value: &impl Serialize) -> Result<String, ReportError> {
    let mut text = serde_json::to_string_pretty(value)?;
    text.push('\n');
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::hash;

    #[test]
    fn the_hash_is_that_of_the_standard() {
        // FIPS 180-2, appendix B.1.
        let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(hash(b"abc"), expected);
    }
}
