//! Bargaining problems as JSON: two players, what they have without a deal, and issues or points.

use super::document::Document;
use super::value::{Json, Value};
use crate::{BargainingError, BargainingProblem, Feasible, Issue, ReadError, ReadProblem};
use serde_json::json;

/// JSON schema of the form (draft 2020-12).
pub const BARGAINING_SCHEMA: &str = include_str!("../../schema/bargaining.schema.json");

pub(super) fn read(
    document: Document<'_>,
    json: &Json<'_>,
) -> Result<BargainingProblem, ReadError> {
    let keys = ["form", "title", "players", "disagreement", "issues", "points"];
    let fields = document.fields(json, "a bargaining problem", &keys)?;
    let title = fields.title()?;
    let players = fields.required("players")?;
    let labels = document.distinct_labels(players, "player")?.list;
    let found = labels.len();
    let Ok(players): Result<[String; 2], _> = labels.try_into() else {
        return Err(document.error(players.at, BargainingError::PlayerCount { found }.into()));
    };
    let at = fields.required("disagreement")?;
    let disagreement = pair(document, at, "the disagreement point")?;
    let feasible = match (fields.get("issues"), fields.get("points")) {
        (Some(_), Some(twice)) => {
            let (what, label) = ("description of what can be agreed on", "points".to_owned());
            return Err(document.error(twice.at, ReadProblem::Twice { what, label }));
        }
        (_, Some(points)) => Feasible::Points(read_points(document, points)?),
        _ => Feasible::Issues(read_issues(document, fields.required("issues")?)?),
    };
    BargainingProblem::new(title, players, disagreement, feasible)
        .map_err(|error| document.error(at.at, error.into()))
}

fn read_issues(document: Document<'_>, json: &Json<'_>) -> Result<Vec<Issue>, ReadError> {
    let mut issues: Vec<Issue> = Vec::new();
    for entry in document.list(json, "the issues")? {
        let fields = document.fields(entry, "an issue", &["label", "gains"])?;
        let label = fields.required("label")?;
        let name = document.label(label, "the label of an issue")?;
        if issues.iter().any(|other| other.label == name) {
            let what = "issue";
            return Err(document.error(label.at, ReadProblem::Twice { what, label: name }));
        }
        let gains = pair(document, fields.required("gains")?, "the gains of an issue")?;
        issues.push(Issue { label: name, gains });
    }
    Ok(issues)
}

fn read_points(document: Document<'_>, json: &Json<'_>) -> Result<Vec<[f64; 2]>, ReadError> {
    let points = document.list(json, "the points")?;
    points.iter().map(|point| pair(document, point, "a point")).collect()
}

/// Two numbers, one for each player.
fn pair(document: Document<'_>, json: &Json<'_>, what: &str) -> Result<[f64; 2], ReadError> {
    let list = match &json.value {
        Value::List(list) => list.as_slice(),
        _ => document.list(json, what)?,
    };
    let [first, second] = list else {
        let error = BargainingError::Length { what: what.to_owned(), found: list.len() };
        return Err(document.error(json.at, error.into()));
    };
    let number = |entry| document.double(entry, "a payoff (a number, or a text such as \"1/3\")");
    Ok([number(first)?, number(second)?])
}

/// The JSON form of a bargaining problem.
pub fn write_bargaining_json(problem: &BargainingProblem) -> String {
    let mut document = json!({
        "form": "bargaining",
        "title": problem.title(),
        "players": problem.players(),
        "disagreement": problem.disagreement(),
    });
    match problem.feasible() {
        Feasible::Issues(issues) => document["issues"] = json!(issues),
        Feasible::Points(points) => document["points"] = json!(points),
    }
    format!("{document:#}\n")
}
