//! Studies side by side: what was put in, what came out, how well it is certified, and what differs.

mod answers;
mod inputs;
mod render;

use serde::Serialize;
use talion::Findings;

pub use render::markdown;

/// Version of the shape of [`Comparison`]; raised when a field changes meaning or goes.
pub const COMPARISON_SCHEMA: &str = "talion-comparison/1";

/// Studies side by side. Every row has a value for each, in the order of `studies`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Comparison {
    /// Always [`COMPARISON_SCHEMA`].
    pub schema: &'static str,
    /// What is compared.
    pub studies: Vec<Compared>,
    /// Scenario keys, data and settings that are not the same in all.
    pub inputs: Vec<Row>,
    /// Answers, those that are the same too.
    pub answers: Vec<Row>,
    /// Certificates, those that are the same too.
    pub certificates: Vec<Row>,
    /// What to bear in mind, such as findings that do not hold their scenario.
    pub remarks: Vec<String>,
}

/// One of the studies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Compared {
    /// What the user called it by.
    pub name: String,
    /// Title of its scenario.
    pub title: String,
    /// The answer in one sentence.
    pub headline: String,
}

/// One thing that all studies were asked for.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Row {
    /// Which: a scenario key, or words.
    pub what: String,
    /// Unit of the numbers; empty where there is none.
    pub unit: &'static str,
    /// What each study has.
    pub values: Vec<Value>,
    /// Whether they are not all the same.
    pub differs: bool,
}

/// A value in a comparison.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Value {
    /// The study has none.
    None,
    /// A number.
    Number(f64),
    /// Words.
    Words(String),
}

/// Compares studies, each with the name that the user called it by.
pub fn compare(studies: &[(String, Findings)]) -> Comparison {
    let findings: Vec<&Findings> = studies.iter().map(|(_, findings)| findings).collect();
    let mut remarks = Vec::new();
    for (name, findings) in studies {
        if findings.provenance.scenario_toml.is_none() {
            remarks.push(format!(
                "{name} does not hold its scenario: of its inputs only weights and settings are compared"
            ));
        }
    }
    let mut inputs = inputs::rows(&findings);
    inputs.retain(|row| row.differs);
    Comparison {
        schema: COMPARISON_SCHEMA,
        studies: studies
            .iter()
            .map(|(name, findings)| Compared {
                name: name.clone(),
                title: findings.assumptions.title.clone(),
                headline: findings.answer.headline.clone(),
            })
            .collect(),
        inputs,
        answers: answers::answers(&findings),
        certificates: answers::certificates(&findings),
        remarks,
    }
}

impl Row {
    /// A row with what each study has.
    fn of(what: impl Into<String>, unit: &'static str, values: Vec<Value>) -> Self {
        let differs = values.windows(2).any(|pair| pair[0] != pair[1]);
        Self { what: what.into(), unit, values, differs }
    }

    /// Last less first, where both are numbers.
    pub fn change(&self) -> Option<f64> {
        match (self.values.first()?, self.values.last()?) {
            (Value::Number(first), Value::Number(last)) => Some(last - first),
            _ => None,
        }
    }
}

impl From<Option<f64>> for Value {
    fn from(value: Option<f64>) -> Self {
        value.map_or(Self::None, Self::Number)
    }
}

impl From<Option<String>> for Value {
    fn from(value: Option<String>) -> Self {
        value.map_or(Self::None, Self::Words)
    }
}
