//! What a study of escalation is to look into.

/// Options of an [`EscalationStudy`](super::EscalationStudy).
#[derive(Debug, Clone, PartialEq)]
pub struct EscalationOptions {
    /// Scenario keys in which the study looks for values at which the answer flips, each with the range
    /// to look in; without one, from zero to four times its value.
    pub thresholds: Vec<(String, Option<(f64, f64)>)>,
    /// Whether each instrument is taken out once to see what it is worth.
    pub instruments: bool,
    /// Whether strategic terms are switched off one by one.
    pub variants: bool,
    /// Paths drawn at random to check the exact odds.
    pub paths: usize,
    /// Seed of those paths.
    pub seed: u64,
}

impl Default for EscalationOptions {
    fn default() -> Self {
        Self { thresholds: Vec::new(), instruments: true, variants: true, paths: 10_000, seed: 0 }
    }
}
