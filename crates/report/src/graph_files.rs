//! The graph of the game over time for other programs: `escalation.dot` for Graphviz, `escalation.graphml`
//! for Gephi, yEd, igraph and networkx.

use std::fmt::Write as _;

use talion::{EscalationFindings, GraphArcFindings, GraphFindings};

use crate::figures::mover_colour;

/// The graph in the language of Graphviz: an arc in the colour of its mover, dashed where nobody can take it
/// back, bold where play most often goes.
pub(crate) fn dot(game: &EscalationFindings, graph: &GraphFindings) -> String {
    let mut text =
        String::from("digraph escalation {\n  rankdir=LR;\n  node [fontname=\"sans-serif\"];\n");
    let _ = writeln!(text, "  label={};", quoted(&about(graph)));
    for (at, state) in graph.states.iter().enumerate() {
        let label = format!(
            "{}\n{} % ever, {} quarters",
            state.name,
            rounded(state.ever * 100.0),
            rounded(state.quarters)
        );
        let shape = if state.phase == "deal" { "doubleoctagon" } else { "box" };
        let width = if at == graph.start { 3 } else { 1 };
        let _ =
            writeln!(text, "  s{at} [label={}, shape={shape}, penwidth={width}];", quoted(&label));
    }
    for arc in &graph.arcs {
        let colour = mover_colour(&game.assumptions.players, &arc.movers);
        let style = match (arc.irreversible, arc.likely) {
            (true, true) => "dashed,bold",
            (true, false) => "dashed",
            (false, true) => "bold",
            (false, false) => "solid",
        };
        let label = format!("{}: {}", mover(arc), arc.action);
        let _ = writeln!(
            text,
            "  s{} -> s{} [label={}, color=\"{colour}\", style=\"{style}\", weight={}];",
            arc.from,
            arc.to,
            quoted(&label),
            rounded(arc.passages.max(0.01))
        );
    }
    text.push_str("}\n");
    text
}

/// The graph as `GraphML`, numbers and flags as typed attributes.
pub(crate) fn graphml(graph: &GraphFindings) -> String {
    let mut text = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n",
    );
    let keys = [
        ("node", "name", "string"),
        ("node", "phase", "string"),
        ("node", "rungs", "string"),
        ("node", "ever", "double"),
        ("node", "quarters", "double"),
        ("node", "start", "boolean"),
        ("edge", "mover", "string"),
        ("edge", "action", "string"),
        ("edge", "passages", "double"),
        ("edge", "irreversible", "boolean"),
        ("edge", "likely", "boolean"),
    ];
    for (domain, name, kind) in keys {
        let _ = writeln!(
            text,
            "  <key id=\"{name}\" for=\"{domain}\" attr.name=\"{name}\" attr.type=\"{kind}\"/>"
        );
    }
    let _ = writeln!(text, "  <graph id=\"escalation\" edgedefault=\"directed\">");
    let _ = writeln!(text, "    <desc>{}</desc>", escaped(&about(graph)));
    for (at, state) in graph.states.iter().enumerate() {
        let rungs: Vec<String> = state.rungs.iter().map(usize::to_string).collect();
        let data = [
            ("name", state.name.clone()),
            ("phase", state.phase.clone()),
            ("rungs", rungs.join(" ")),
            ("ever", state.ever.to_string()),
            ("quarters", state.quarters.to_string()),
            ("start", (at == graph.start).to_string()),
        ];
        let _ = writeln!(text, "    <node id=\"s{at}\">{}</node>", listed(&data));
    }
    for arc in &graph.arcs {
        let data = [
            ("mover", mover(arc)),
            ("action", arc.action.clone()),
            ("passages", arc.passages.to_string()),
            ("irreversible", arc.irreversible.to_string()),
            ("likely", arc.likely.to_string()),
        ];
        let (from, to) = (arc.from, arc.to);
        let _ = writeln!(
            text,
            "    <edge source=\"s{from}\" target=\"s{to}\">{}</edge>",
            listed(&data)
        );
    }
    text.push_str("  </graph>\n</graphml>\n");
    text
}

/// What the graph leaves out.
fn about(graph: &GraphFindings) -> String {
    format!(
        "{} of {} situations over {} quarters; {} % of the time is spent in the others",
        graph.states.len(),
        graph.situations,
        graph.quarters,
        rounded(graph.left_out_share * 100.0)
    )
}

/// Who moves, in words.
pub(crate) fn mover(arc: &GraphArcFindings) -> String {
    if arc.movers.is_empty() { "chance".to_owned() } else { arc.movers.join(" and ") }
}

fn listed(data: &[(&str, String)]) -> String {
    data.iter().fold(String::new(), |mut text, (key, value)| {
        let _ = write!(text, "<data key=\"{key}\">{}</data>", escaped(value));
        text
    })
}

/// Three digits after the point, no more.
fn rounded(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

/// A string of Graphviz.
fn quoted(text: &str) -> String {
    let inner = text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
    format!("\"{inner}\"")
}

/// Text of XML.
fn escaped(text: &str) -> String {
    let clean = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    clean.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
}
