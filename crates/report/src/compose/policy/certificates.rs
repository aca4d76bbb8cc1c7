//! How good every answer is: a line of certificate each, and what became of starts that led nowhere.

use talion::PolicyFindings;

use crate::document::{Block, Column, Row, Table};
use crate::format::{Script, share, tiny};
use crate::rate_answers::{RateAnswer, short};

const SCRIPT: Script = Script::Typographic;

/// The table of certificates, what the search was allowed, and remarks.
pub(super) fn blocks(policy: &PolicyFindings, answers: &[RateAnswer<'_>]) -> Vec<Block> {
    let mut blocks = vec![Block::Table(table(answers))];
    blocks.extend(budget(answers).map(Block::Paragraph));
    let remarks = remarks(policy, answers);
    if !remarks.is_empty() {
        blocks.push(Block::List(remarks));
    }
    blocks
}

fn table(answers: &[RateAnswer<'_>]) -> Table {
    let rows = answers.iter().map(|answer| {
        let (study, solution) = (answer.study, answer.solution);
        let searched = !solution.checks.is_empty();
        let spent = |of: fn(&talion::SearchFindings) -> u64| {
            let total: u64 = solution.checks.iter().map(|check| of(&check.search)).sum();
            if searched { total.to_string() } else { "none".to_owned() }
        };
        // The formula is no optimum of anything, so it has no gradient to vanish.
        let gradient =
            if searched { tiny(solution.projected_gradient, SCRIPT) } else { "none".to_owned() };
        Row::from(vec![
            answer.full_name(),
            tiny(solution.max_gain_percent, SCRIPT),
            gradient,
            tiny(solution.residual, SCRIPT),
            spent(|search| search.payoffs),
            spent(|search| search.gradients),
            study.iterations.to_string(),
            study.termination.clone(),
        ])
    });
    Table {
        id: "tariff-certificates".into(),
        caption: "Certificates: the largest gain, percent, that the search found for anybody who \
                  moves (for all together in an agreement), the first-order condition per unit of ln(1 + rate), and the residual of \
                  the trade equilibrium. Iterations are those of the whole search for rates."
            .into(),
        columns: vec![
            Column::text("Rates"),
            Column::number("Largest gain found"),
            Column::number("Projected gradient"),
            Column::number("Residual"),
            Column::number("Payoffs searched"),
            Column::number("Gradients searched"),
            Column::number("Iterations"),
            Column::text("The search for rates ended"),
        ],
        rows: rows.collect(),
    }
}

/// What every search for a profitable deviation was allowed; the same for all answers of a plan.
fn budget(answers: &[RateAnswer<'_>]) -> Option<String> {
    let answer = answers.iter().find(|answer| !answer.solution.checks.is_empty())?;
    let allowed = &answer.solution.budget;
    Some(format!(
        "The search for a profitable deviation was allowed, for every player: points spread over \
         the box {}; levels on every axis {}; starts that are polished {}, with up to {} gradient \
         steps each; payoffs of a compass search {}. It is a search and no proof: a larger budget \
         may find more.",
        allowed.fillings, allowed.levels, allowed.polished, allowed.gradient_steps, allowed.compass
    ))
}

fn remarks(policy: &PolicyFindings, answers: &[RateAnswer<'_>]) -> Vec<String> {
    let mut remarks = Vec::new();
    for answer in answers {
        if let Some(at) = answer.solution.fold_at {
            remarks.push(format!(
                "{}: the branch of equilibria that continues the baseline folds at {} of the way to \
                 these rates; the outcome shown lies past the fold.",
                answer.full_name(),
                share(at, SCRIPT)
            ));
        }
        for check in &answer.solution.checks {
            if check.search.without_payoff > 0 {
                remarks.push(format!(
                    "{}, {}: the economy had no equilibrium at {} points of the search.",
                    answer.name, check.player, check.search.without_payoff
                ));
            }
        }
    }
    for study in policy.studies.iter().filter(|study| !study.solutions.is_empty()) {
        let lost = study.runs.iter().enumerate().filter(|(_, run)| run.solution.is_none());
        remarks.extend(lost.map(|(start, run)| {
            let why = run.failure.as_deref().unwrap_or(&run.termination);
            format!("{}, start {} came to no rates: {why}.", short(study), start + 1)
        }));
    }
    remarks
}
