//! Private resolve for people: the answer, the equilibria, the stand-off by quarter, the record.

use crate::tables::{row, signed, table};
use crate::terminal::Terminal;
use talion::{ResolveFindings, StandOffFindings, ThreatEquilibrium};
use textwrap::Options;

/// Rows of the stand-off that are shown.
const ROWS: usize = 12;

/// Everything that was found, and what it rests on.
pub(super) fn draw(findings: &ResolveFindings, terminal: Terminal) -> String {
    let fill = |text: &str| textwrap::fill(text, terminal.width);
    let mut parts = vec![fill(&findings.answer.headline), equilibria(findings, terminal)];
    parts.push(lessons(findings, terminal));
    if let Some(game) = findings.stand_off.as_ref().filter(|game| game.void.is_none()) {
        parts.push(stand_off(findings, game, terminal));
    }
    parts.extend(record(findings, terminal));
    let listed = Options::new(terminal.width).initial_indent("- ").subsequent_indent("  ");
    let points: Vec<String> =
        findings.answer.points.iter().map(|point| textwrap::fill(point, &listed)).collect();
    parts.push(points.join("\n"));
    parts.extend(findings.answer.caveats.iter().map(|caveat| fill(caveat)));
    parts.join("\n\n")
}

/// One column per equilibrium.
fn equilibria(findings: &ResolveFindings, terminal: Terminal) -> String {
    let assumed = &findings.assumptions;
    let [sender, receiver] = &assumed.players;
    let mut header = vec![String::new()];
    header.extend(findings.equilibria.iter().enumerate().map(|(at, one)| {
        let mark = if findings.selected == Some(at) { "!" } else { "" };
        format!("{}{mark} {}", at + 1, one.kind)
    }));
    let header: Vec<&str> = header.iter().map(String::as_str).collect();
    let mut rows = table(terminal, &header);
    let mut line = |name: &str, cell: &dyn Fn(&ThreatEquilibrium) -> String| {
        rows.add_row(row(name, findings.equilibria.iter().map(cell).collect()));
    };
    line("intuitive criterion", &|one| if one.intuitive { "kept" } else { "fails" }.to_owned());
    for (k, threat) in assumed.threats.iter().enumerate() {
        for (t, own) in assumed.types[0].iter().enumerate() {
            let name = format!("{threat}: {sender} if {}", own.label);
            line(&name, &|one| ranged(one.messages[t][k + 1], one.message_ranges[t][k + 1]));
        }
        let uttered = |one: &ThreatEquilibrium, p: f64| {
            if one.chances[k + 1] > 0.0 { share(p) } else { "-".to_owned() }
        };
        line("  it is bluff", &|one| uttered(one, one.bluff[k]));
        line(&format!("  {receiver} gives in"), &|one| uttered(one, one.conceded[k]));
    }
    for (p, name) in assumed.players.iter().enumerate() {
        line(&format!("worth to {name}"), &|one| signed(one.values[p], 4));
    }
    line("largest gain", &|one| format!("{:.0e}", one.max_gain.max(one.max_regret)));
    format!(
        "Sequential equilibria: odds in percent, worth in percent of real income (! selected)\n{rows}"
    )
}

/// A probability in percent, with its range where the component is wider.
fn ranged(p: f64, [low, high]: [f64; 2]) -> String {
    if high - low > 1e-12 {
        format!("{} ({} to {})", share(p), share(low), share(high))
    } else {
        share(p)
    }
}

fn lessons(findings: &ResolveFindings, terminal: Terminal) -> String {
    let types = &findings.assumptions.types[0];
    let mut header = vec!["what is seen", "odds"];
    header.extend(types.iter().map(|own| own.label.as_str()));
    let mut rows = table(terminal, &header);
    let prior = types.iter().map(|own| share(own.prior));
    rows.add_row(row("at the start", [String::new()].into_iter().chain(prior).collect()));
    for lesson in &findings.lessons {
        let odds = if lesson.on_path { share(lesson.chance) } else { "never".to_owned() };
        let beliefs = lesson.beliefs.iter().map(|p| share(*p));
        rows.add_row(row(&lesson.seen, [odds].into_iter().chain(beliefs).collect()));
    }
    format!(
        "What an audience believes of {} after each move, in percent\n{rows}",
        findings.assumptions.players[0]
    )
}

fn stand_off(findings: &ResolveFindings, game: &StandOffFindings, terminal: Terminal) -> String {
    let names = &findings.assumptions.players;
    let mut header = vec!["quarter".to_owned()];
    for what in ["hazard", "not given in", "resolute"] {
        header.extend(names.iter().map(|name| format!("{name} {what}")));
    }
    let header: Vec<&str> = header.iter().map(String::as_str).collect();
    let mut rows = table(terminal, &header);
    let every = (game.path.len() / ROWS).max(1);
    for at in game.path.iter().step_by(every) {
        let hazards = at.hazard.iter().map(|x| format!("{:.2}", 100.0 * x));
        let others = at.survival.iter().chain(&at.resolute).map(|x| share(*x));
        rows.add_row(row(&format!("{:.1}", at.quarter), hazards.chain(others).collect()));
    }
    format!(
        "Stand-off ({}): hazard of giving in per quarter, and beliefs, in percent; what waiting pays is off \
         by {:.0e} at most\n{rows}",
        game.over, game.indifference_residual
    )
}

/// Beliefs along the record, one column per player.
fn record(findings: &ResolveFindings, terminal: Terminal) -> Option<String> {
    let first = findings.observed.first()?;
    let mut header = vec!["month".to_owned()];
    for own in &findings.observed {
        let label = own.types.first().map_or("", String::as_str);
        header.extend([own.player.clone(), format!("{} {label}", own.player)]);
    }
    let header: Vec<&str> = header.iter().map(String::as_str).collect();
    let mut rows = table(terminal, &header);
    for (at, month) in first.months.iter().enumerate() {
        let cells = findings.observed.iter().filter_map(|own| own.months.get(at)).flat_map(|own| {
            [own.seen.clone(), own.beliefs.first().map_or(String::new(), |p| share(*p))]
        });
        rows.add_row(row(&month.month, cells.collect()));
    }
    Some(format!("The record month by month, and the belief after it, in percent\n{rows}"))
}

fn share(p: f64) -> String {
    format!("{:.1}", 100.0 * p)
}
