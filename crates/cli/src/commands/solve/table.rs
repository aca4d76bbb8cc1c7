//! A solved game for people: who plays what, what it pays, and how sure that is.

use super::result::{Sensitivity, Solved, SolvedEquilibrium};
use crate::terminal::Terminal;
use comfy_table::{ContentArrangement, Table, presets};

/// More equilibria than this are counted and not shown; the other formats hold them all.
const MOST_SHOWN: usize = 200;
/// More strategies of a player than this, and a tree's behaviour strategies are shown instead.
const MOST_STRATEGIES_OF_A_TREE: usize = 8;
/// Characters of a fraction that is shown rather than rounded.
const MOST_OF_A_FRACTION: usize = 12;

/// The table and what it rests on.
pub(super) fn draw(result: &Solved, terminal: Terminal) -> String {
    let shape: Vec<String> = result.strategies.iter().map(|s| s.len().to_string()).collect();
    let title = if result.title.is_empty() { "Game" } else { &result.title };
    let head = format!("{title}: {} strategies ({} form)", shape.join(" x "), result.form);
    let body = match &result.remaining {
        Some(remaining) => survivors(result, remaining, terminal),
        None => equilibria(result, terminal),
    };
    let hidden = result.equilibria.len().saturating_sub(MOST_SHOWN);
    let more = if hidden > 0 {
        format!("\n{hidden} more; --format json or csv prints all")
    } else {
        String::new()
    };
    let notes = notes(result);
    format!("{head}\n{}\n\n{body}{more}{notes}", summary(result))
}

/// What stands below the table: a selection, a potential, what was ruled out, the length of a path.
fn notes(result: &Solved) -> String {
    let mut lines: Vec<String> = result.selection.iter().cloned().collect();
    if let Some(potential) = &result.potential {
        lines.push(match &potential.ruled_out_by {
            None => "the game has an exact potential; the equilibria are its maxima".to_owned(),
            Some(why) => format!("the game has no exact potential: {why}"),
        });
    }
    for rejected in result.rejected.iter().flatten().take(MOST_SHOWN) {
        let mixtures = (0..rejected.strategies.len())
            .map(|p| words(&result.strategies[p], &rejected.strategies[p], None));
        let profile: Vec<String> = mixtures.collect();
        lines.push(format!("not ({}): {}", profile.join("; "), rejected.why));
    }
    for gone in result.eliminations.iter().flatten().take(MOST_SHOWN) {
        let by: Vec<String> = gone
            .dominated_by
            .iter()
            .map(
                |(label, share)| {
                    if share == "1" { label.clone() } else { format!("{share} {label}") }
                },
            )
            .collect();
        let (round, player, strategy) = (gone.round, &gone.player, &gone.strategy);
        lines.push(format!("round {round}: {player} loses {strategy} to {}", by.join(", ")));
    }
    if let Some(path) = &result.path {
        let end = path.last().map_or(0.0, |point| point.lambda);
        lines.push(format!(
            "{} points of the branch up to lambda {end:.4e}; --format json prints them",
            path.len()
        ));
    }
    let text: Vec<String> = lines.into_iter().map(|line| format!("\n{line}")).collect();
    text.concat()
}

fn summary(result: &Solved) -> String {
    let found = match (&result.remaining, result.equilibria.len()) {
        (Some(_), _) => "strategies that survive".to_owned(),
        (None, 0) if result.complete => "there is none".to_owned(),
        (None, 0) => "none found".to_owned(),
        (None, 1) => "1 equilibrium".to_owned(),
        (None, n) => format!("{n} equilibria"),
    };
    let complete = if result.complete { "complete" } else { "not proved complete" };
    let pieces = match result.components.len() {
        0 | 1 => String::new(),
        n => format!(" in {n} components"),
    };
    let (concept, method, end) = (&result.concept, &result.method, result.termination);
    format!("{concept}: {found}{pieces}, {complete} ({method}, {end})")
}

fn equilibria(result: &Solved, terminal: Terminal) -> String {
    let Some(first) = result.equilibria.first() else { return String::new() };
    let mut table = table(terminal);
    let mut header = vec![String::new()];
    if lists_strategies(result, first) {
        header.extend(result.players.iter().cloned());
    } else if first.distribution.is_some() {
        header.push("recommended".to_owned());
    } else {
        header.push("behaviour".to_owned());
    }
    header.extend(["payoffs".to_owned(), "regret".to_owned()]);
    let mut more = Vec::new();
    if first.lambda.is_some() {
        more.push("lambda".to_owned());
    }
    if first.verdict.is_some() {
        more.push("verdict".to_owned());
    }
    header.extend(more);
    table.set_header(header);
    for (k, equilibrium) in result.equilibria.iter().take(MOST_SHOWN).enumerate() {
        let mut row = vec![(k + 1).to_string()];
        row.extend(played(result, equilibrium));
        let values: Vec<String> = equilibrium.values.iter().map(|v| rounded(*v)).collect();
        row.push(values.join(", "));
        row.push(if equilibrium.max_regret == 0.0 {
            "0".to_owned()
        } else {
            format!("{:.1e}", equilibrium.max_regret)
        });
        row.extend(equilibrium.lambda.map(|lambda| match lambda {
            Sensitivity::At(lambda) => rounded(lambda),
            Sensitivity::Limit => "limit".to_owned(),
        }));
        row.extend(equilibrium.verdict.clone());
        table.add_row(row);
    }
    table.to_string()
}

/// Whether mixtures over strategies say it best: on a tree with many, behaviour does.
fn lists_strategies(result: &Solved, equilibrium: &SolvedEquilibrium) -> bool {
    let many = result.strategies.iter().any(|own| own.len() > MOST_STRATEGIES_OF_A_TREE);
    equilibrium.strategies.is_some() && !(many && equilibrium.behaviour.is_some())
}

/// A column per player, or one for all where there are no mixtures to show.
fn played(result: &Solved, equilibrium: &SolvedEquilibrium) -> Vec<String> {
    let listed = equilibrium.strategies.as_ref();
    if let Some(strategies) = listed.filter(|_| lists_strategies(result, equilibrium)) {
        let exact = equilibrium.strategies_exact.as_ref();
        let of = |p: usize| {
            let exact = exact.map(|exact| exact[p].as_slice());
            words(&result.strategies[p], &strategies[p], exact)
        };
        (0..strategies.len()).map(of).collect()
    } else if let Some(distribution) = &equilibrium.distribution {
        let line = |r: &super::result::Recommended| {
            let exact = r.probability_exact.clone().filter(|text| text.len() <= MOST_OF_A_FRACTION);
            let p = exact.unwrap_or_else(|| rounded(r.probability));
            format!("{p} ({})", r.profile.join(", "))
        };
        vec![distribution.iter().map(line).collect::<Vec<_>>().join("\n")]
    } else {
        let sets = equilibrium.behaviour.iter().flat_map(|behaviour| &behaviour.0).enumerate();
        let line = |(h, set): (usize, &talion::game::InformationSetStrategy)| {
            let exact = equilibrium.behaviour_exact.as_ref().map(|exact| exact[h].as_slice());
            let mixture = words(&set.actions, &set.probabilities, exact);
            format!("{} at {}: {mixture}", set.player, set.information_set)
        };
        vec![sets.map(line).collect::<Vec<_>>().join("\n")]
    }
}

fn survivors(result: &Solved, remaining: &[Vec<String>], terminal: Terminal) -> String {
    let mut table = table(terminal);
    for (player, left) in result.players.iter().zip(remaining) {
        table.add_row([player.clone(), left.join(", ")]);
    }
    table.to_string()
}

/// `tariff`, or `1/3 free, 2/3 tariff`.
pub(super) fn words(labels: &[String], mixture: &[f64], exact: Option<&[String]>) -> String {
    let mut words = Vec::new();
    for (s, label) in labels.iter().enumerate() {
        let p = mixture[s];
        if p == 1.0 {
            return label.clone();
        }
        if p > 0.0 {
            let exact = exact.map(|exact| &exact[s]);
            let short = exact.filter(|text| text.len() <= MOST_OF_A_FRACTION);
            words.push(format!("{} {label}", short.cloned().unwrap_or_else(|| rounded(p))));
        }
    }
    words.join(", ")
}

/// Six significant digits at most, no zeros at the end.
pub(super) fn rounded(value: f64) -> String {
    let text = format!("{value:.6}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// An empty table without lines, as wide as the terminal.
pub(super) fn table(terminal: Terminal) -> Table {
    let mut table = Table::new();
    table
        .load_style(presets::NOTHING)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(u16::try_from(terminal.width).unwrap_or(u16::MAX));
    table
}
