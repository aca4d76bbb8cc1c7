//! The codes of one axis and where each stands on it.

use std::collections::HashMap;

use crate::ids::Label;
use crate::nearest::suggestion;

/// Codes of regions or of sectors.
pub(crate) struct Codes<'a> {
    /// `region` or `sector`.
    pub(crate) axis: &'static str,
    labels: &'a [Label],
    index: HashMap<&'a str, usize>,
}

impl<'a> Codes<'a> {
    pub(crate) fn new(axis: &'static str, labels: &'a [Label]) -> Self {
        let pairs = labels.iter().enumerate();
        Self { axis, labels, index: pairs.map(|(k, label)| (label.code.as_str(), k)).collect() }
    }

    pub(crate) fn len(&self) -> usize {
        self.labels.len()
    }

    pub(crate) fn code(&self, k: usize) -> &'a str {
        &self.labels[k].code
    }

    pub(crate) fn find(&self, code: &str) -> Option<usize> {
        self.index.get(code).copied()
    }

    /// What to say to somebody who typed an unknown code.
    pub(crate) fn suggestion(&self, found: &str) -> String {
        suggestion(found, self.labels.iter().map(|label| label.code.as_str()))
    }
}
