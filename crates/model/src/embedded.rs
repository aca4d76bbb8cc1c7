//! Scenarios that are part of the program.

/// Name of the scenario that runs when none is named.
pub const DEFAULT_SCENARIO: &str = "us-china-2018";

const SCENARIOS: &[(&str, &str)] = &[
    (DEFAULT_SCENARIO, include_str!("../scenarios/us-china-2018.toml")),
    ("september-2018", include_str!("../scenarios/september-2018.toml")),
    ("us-china-history", include_str!("../scenarios/us-china-history.toml")),
];

/// Names of the embedded scenarios, the default first.
pub fn names() -> Vec<&'static str> {
    SCENARIOS.iter().map(|(name, _)| *name).collect()
}

/// The text of an embedded scenario.
pub fn text(name: &str) -> Option<&'static str> {
    SCENARIOS.iter().find(|(known, _)| *known == name).map(|(_, text)| *text)
}
