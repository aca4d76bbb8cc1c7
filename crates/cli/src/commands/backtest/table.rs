//! A back-test for people: the answer, the scores, the choices, and what was left out.

use crate::tables::{row, signed, table};
use crate::terminal::Terminal;
use comfy_table::Table;
use talion::model::Dating;
use talion::{BacktestFindings, ForecastFindings, Lead};

/// Precisions of the ridge that are shown.
const RIDGE_ROWS: usize = 12;

/// Everything for one screen or two.
pub(crate) fn draw(findings: &BacktestFindings, terminal: Terminal) -> String {
    let dating = match findings.dating {
        Dating::Announced => "by day of announcement",
        Dating::Effective => "by day of effect",
    };
    let head = format!(
        "{} against the record {}, {dating}: {} states, {} choices fitted, {} scored",
        findings.scenario,
        findings.history,
        findings.states,
        findings.fit.decisions,
        findings.score.decisions
    );
    [
        head,
        findings.answer.join("\n"),
        format!(
            "Scores (log score: mean, 0 at best; Brier: 0 at best)\n{}",
            scores(findings, terminal)
        ),
        format!(
            "How far the model's log score is ahead, with standard errors\n{}",
            leads(findings, terminal)
        ),
        format!("The ridge: the best inertia for each precision\n{}", ridge(findings, terminal)),
        format!(
            "What they did, and the chance that was given to it\n{}",
            choices(findings, terminal)
        ),
        unmapped(findings),
    ]
    .join("\n\n")
}

fn scores(findings: &BacktestFindings, terminal: Terminal) -> Table {
    let header = ["", "parameters", "log fit", "Brier fit", "AIC", "log score", "Brier score"];
    let mut drawn = table(terminal, &header);
    for one in &findings.forecasts {
        let cells = vec![
            one.parameters.to_string(),
            format!("{:.3}", one.fit.log_score),
            format!("{:.3}", one.fit.brier),
            format!("{:.1}", one.aic),
            format!("{:.3}", one.score.log_score),
            format!("{:.3}", one.score.brier),
        ];
        drawn.add_row(row(&one.name, cells));
    }
    drawn
}

fn leads(findings: &BacktestFindings, terminal: Terminal) -> Table {
    let mut drawn = table(terminal, &["over", "in the fit window", "out of sample"]);
    let words = |lead: &Option<Lead>| {
        lead.as_ref().map_or("-".to_owned(), |lead| {
            format!("{} ({:.3})", signed(lead.mean, 3), lead.standard_error)
        })
    };
    let others = |one: &&ForecastFindings| one.model_ahead_in_fit.is_some();
    for one in findings.forecasts.iter().filter(others) {
        let cells = vec![words(&one.model_ahead_in_fit), words(&one.model_ahead_in_score)];
        drawn.add_row(row(&one.name, cells));
    }
    drawn
}

fn ridge(findings: &BacktestFindings, terminal: Terminal) -> Table {
    let mut drawn = table(terminal, &["precision", "inertia %", "log odds", "log likelihood"]);
    let stride = findings.ridge.len().div_ceil(RIDGE_ROWS).max(1);
    for point in findings.ridge.iter().step_by(stride) {
        let cells = vec![
            point.kappa.map_or("-".to_owned(), |kappa| format!("{kappa:.4}")),
            format!("{:.1}", point.hold_log_odds),
            format!("{:.2}", point.log_likelihood),
        ];
        drawn.add_row(row(&format!("{:.3}", point.lambda), cells));
    }
    drawn
}

fn choices(findings: &BacktestFindings, terminal: Terminal) -> Table {
    let names = findings.forecasts.iter().map(|one| one.name.as_str());
    let header: Vec<&str> = ["month and choice"].into_iter().chain(names).collect();
    let mut drawn = table(terminal, &header);
    for choice in &findings.choices {
        let name = format!("{} {} {}", choice.month, choice.player, choice.action);
        let cells = choice.probabilities.iter().map(|p| format!("{p:.2}")).collect();
        drawn.add_row(row(&name, cells));
    }
    drawn
}

/// Moves that are on no track, each with its reason.
fn unmapped(findings: &BacktestFindings) -> String {
    let mut lines = vec!["Moves that no track carries".to_owned()];
    for one in &findings.moves {
        if let Some(why) = &one.why {
            lines.push(format!("  {} {} {}: {why}", one.date, one.actor, one.action));
        }
    }
    let count = |fate: &str| findings.moves.iter().filter(|one| one.fate == fate).count();
    lines.push(format!(
        "Of {} moves {} count as choices, {} give way to another of the month, {} are terms of an \
         agreement, {} repeat what was so, {} are announcements alone, {} are on no track.",
        findings.moves.len(),
        count("counts"),
        count("superseded"),
        count("part-of-deal"),
        count("repeats"),
        count("announcement"),
        count("unmapped")
    ));
    lines.join("\n")
}
