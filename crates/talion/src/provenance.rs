//! Where a study came from: hashes, versions, methods, tolerances.

use crate::findings::{Provenance, ToleranceFindings};
use sha2::{Digest, Sha256};
use talion_model::{PURCHASE_TOLERANCE, Play, Scenario};

/// Relative residual that the trade model promises.
const ECONOMY_TOLERANCE: f64 = 1e-12;

/// Provenance of a study, from what it used and the plays that it made.
pub(crate) fn provenance(
    scenario: &Scenario,
    seed: u64,
    command: &str,
    methods: Vec<String>,
    plays: &[&Play],
) -> Provenance {
    let residuals = plays.iter().flat_map(|play| &play.profiles).map(|at| at.economy.residual);
    Provenance {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        scenario_toml: Some(scenario.text().to_owned()),
        scenario_sha256: sha256(scenario.text().as_bytes()),
        data_sha256: sha256(&scenario.dataset().fingerprint_bytes()),
        seed,
        methods,
        tolerances: vec![
            ToleranceFindings {
                name: "relative residual of the trade equilibrium".to_owned(),
                value: ECONOMY_TOLERANCE,
            },
            ToleranceFindings {
                name: "purchases, relative to the promise".to_owned(),
                value: PURCHASE_TOLERANCE,
            },
        ],
        command: command.to_owned(),
        policies_solved: plays.iter().map(|play| play.policies_solved).sum(),
        largest_residual: residuals.fold(0.0, f64::max),
    }
}

fn sha256(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    let mut text = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        let _ = write!(text, "{byte:02x}");
    }
    text
}
