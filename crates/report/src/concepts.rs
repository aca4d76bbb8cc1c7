//! The concepts of stability that a table of situations shows, with their short heads.

/// Names of the concepts in the findings, each with the head of its column, in the order of the columns.
pub const STABILITY_CONCEPTS: [(&str, &str); 8] = [
    ("nash", "Nash"),
    ("gmr", "GMR"),
    ("smr", "SMR"),
    ("seq", "SEQ"),
    ("sseq", "SSEQ"),
    ("limited_2", "L2"),
    ("non_myopic", "NM"),
    ("lcs", "LCS"),
];
