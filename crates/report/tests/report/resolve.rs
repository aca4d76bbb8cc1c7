//! Private resolve in the report: the section, the figure and the tables, on findings built by hand.

use talion::{
    Answer, LessonFindings, ObservedFindings, ObservedMonth, ReplyChoice, ResolveAssumptions,
    ResolveFindings, StandOffFindings, StandOffPoint, ThreatEquilibrium, ThreatOutcomeFindings,
    TypeFindings,
};
use talion_report::{FigureKind, figures, markdown, tables};

use crate::fixture::chicken as findings;

fn type_of(label: &str, prior: f64) -> TypeFindings {
    TypeFindings { label: label.into(), prior, carries_out: Vec::new() }
}

fn observed(player: &str, label: &str) -> ObservedFindings {
    let month = |month: &str, seen: &str, belief: f64| ObservedMonth {
        month: month.into(),
        seen: seen.into(),
        what: "a list, and \"more\"".into(),
        beliefs: vec![belief, 1.0 - belief],
    };
    ObservedFindings {
        player: player.into(),
        types: vec![label.into(), "soft".into()],
        prior: vec![0.25, 0.75],
        months: vec![month("2018-03", "escalates", 0.5), month("2018-04", "concedes", 0.125)],
    }
}

fn stand_off() -> StandOffFindings {
    let point = |quarter: f64, resolute: f64| StandOffPoint {
        quarter,
        hazard: [0.02, 0.04],
        survival: [1.0, 0.5],
        resolute: [resolute, 1.0],
    };
    StandOffFindings {
        over: "Lists carried out, Match".into(),
        prizes: [1.0; 2],
        costs: [0.02; 2],
        audience: [0.0; 2],
        resolute: [0.25, 0.5],
        void: None,
        end: Some(8.0),
        at_once: [0.0, 0.5],
        gives_in: [0.75, 0.5],
        expected_quarters: 3.0,
        path: vec![point(0.0, 0.25), point(8.0, 1.0)],
        indifference_residual: 2e-15,
    }
}

fn resolve() -> ResolveFindings {
    let equilibrium = ThreatEquilibrium {
        kind: "semi-separating".into(),
        messages: vec![vec![0.0, 1.0], vec![0.75, 0.25]],
        message_ranges: vec![vec![[0.0, 0.0], [1.0, 1.0]], vec![[0.75; 2], [0.25; 2]]],
        replies: vec![vec![vec![0.375, 0.625]]],
        reply_ranges: vec![vec![vec![[0.375; 2], [0.625; 2]]]],
        beliefs: vec![vec![0.0, 1.0], vec![0.8, 0.2]],
        belief_ranges: vec![vec![[0.0; 2], [1.0; 2]], vec![[0.8; 2], [0.2; 2]]],
        isolated: true,
        intuitive: false,
        broken_by: Some("hard by \u{201c}Lists\u{201d}".into()),
        chances: vec![0.375, 0.625],
        bluff: vec![0.2],
        conceded: vec![0.375],
        sender_values: vec![0.25, 0.0],
        values: [0.125, -0.5],
        max_gain: 3e-16,
        max_regret: 0.0,
        bayes_residual: 0.0,
    };
    ResolveFindings {
        schema: talion::RESOLVE_SCHEMA.into(),
        scenario: "made".into(),
        answer: Answer { headline: "The lists are bluff with 20 %.".into(), ..Answer::default() },
        assumptions: ResolveAssumptions {
            data: "made".into(),
            elasticities: "made".into(),
            players: ["USA".into(), "CHN".into()],
            types: [vec![type_of("hard", 0.5), type_of("soft", 0.5)], vec![type_of("CHN", 1.0)]],
            threats: vec!["Lists".into()],
            replies: vec![
                ReplyChoice { label: "Buy".into(), concedes: true },
                ReplyChoice { label: "Match".into(), concedes: false },
            ],
            weights: Vec::new(),
        },
        outcomes: vec![ThreatOutcomeFindings {
            threat: None,
            reply: None,
            carried_out: false,
            payoffs: [vec![0.0, 0.0], vec![0.0]],
            welfare_percent: [0.0; 2],
        }],
        concept: "sequential equilibrium".into(),
        equilibria: vec![equilibrium],
        selected: Some(0),
        selection_rule: "uniqueness".into(),
        complete: true,
        method: "by hand".into(),
        lessons: vec![LessonFindings {
            seen: "Lists".into(),
            chance: 0.625,
            on_path: true,
            beliefs: vec![0.8, 0.2],
        }],
        stand_off: Some(stand_off()),
        observed: vec![observed("USA", "hard"), observed("CHN", "firm")],
    }
}

#[test]
fn the_section_says_what_was_found_and_only_if_it_was_asked() {
    let mut all = findings();
    let without = markdown::report(&all, &figures::draw(&all).unwrap()).unwrap();
    assert!(!without.contains("Are the threats bluff?"));
    all.resolve = Some(resolve());
    let text = markdown::report(&all, &figures::draw(&all).unwrap()).unwrap();
    for words in [
        "## Are the threats bluff?",
        "The lists are bluff with 20 %.",
        "1 semi-separating",
        "broken: hard by",
        "what waiting pays was integrated",
    ] {
        assert!(text.to_lowercase().contains(&words.to_lowercase()), "{words}");
    }
}

/// The only ways of the figure are the ends of two lines a panel: places follow from the numbers.
#[test]
fn the_figure_draws_two_lines_a_panel_where_the_numbers_are() {
    let mut all = findings();
    all.resolve = Some(resolve());
    let list = figures::draw(&all).unwrap().list;
    let figure = list.iter().find(|figure| figure.kind == FigureKind::Beliefs).unwrap();
    assert_eq!(figure.name, "beliefs");
    let drawn = roxmltree::Document::parse(&figure.svg).unwrap();
    let lines: Vec<Vec<(f64, f64)>> = drawn
        .descendants()
        .filter_map(|node| node.attribute("points").filter(|_| node.has_tag_name("polyline")))
        .map(|points| {
            let pair = |text: &str| {
                let (x, y) = text.split_once(',').unwrap();
                (x.parse().unwrap(), y.parse().unwrap())
            };
            points.split_whitespace().map(pair).collect()
        })
        .collect();
    // Three panels, two curves each, and a sample of each in the legend.
    assert_eq!(lines.len(), 12);
    // The second panel: from a quarter of the height to all of it for the first side.
    let belief = &lines[6];
    let flat = &lines[7];
    assert_eq!((belief.len(), flat[0].1), (2, flat[1].1));
    let top = belief[1].1;
    assert_eq!(top, flat[0].1, "one is the top");
    assert!((belief[0].1 - top - 0.75 * 130.0).abs() < 0.011, "{belief:?}");
    // The record: the prior, then one point a month.
    assert_eq!(lines[10].len(), 3);
    all.resolve.as_mut().unwrap().stand_off = None;
    all.resolve.as_mut().unwrap().observed.clear();
    let list = figures::draw(&all).unwrap().list;
    assert!(list.iter().all(|figure| figure.kind != FigureKind::Beliefs), "nothing moves");
}

#[test]
fn the_tables_have_a_row_for_every_number() {
    let mut all = findings();
    all.resolve = Some(resolve());
    let written = tables::all(&all).unwrap();
    let rows = |name: &str| {
        let table = written.iter().find(|table| table.name == name).unwrap();
        let mut reader = csv::Reader::from_reader(table.text.as_bytes());
        reader.records().map(Result::unwrap).collect::<Vec<_>>()
    };
    // Two types' two messages, one type's two replies, two beliefs after each of two messages.
    let equilibria = rows("resolve_equilibria");
    assert_eq!(equilibria.len(), 4 + 2 + 4);
    assert_eq!(&equilibria[3][8], "0.25");
    let path = rows("resolve_stand_off");
    assert_eq!((path.len(), &path[0][5], &path[1][5]), (2, "0.25", "1"));
    let record = rows("resolve_record");
    assert_eq!((record.len(), &record[0][3], &record[7][5]), (8, "a list, and \"more\"", "0.875"));
}
