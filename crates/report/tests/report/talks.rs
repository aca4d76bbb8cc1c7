//! The section on the talks says what was found, and the frontier lies where the numbers say.

use roxmltree::Document;
use talion::solve::bargaining::keeps;
use talion::{
    Answer, DealFindings, Findings, FragilityFindings, FrontierFindings, LinkageFindings,
    LinkedFindings, TALKS_SCHEMA, TalksAssumptions, TalksFindings, TalksTermFindings, ZoneFindings,
};
use talion_report::{Figure, FigureKind, figures, html, markdown, tables};

use crate::fixture::{HOSTILE, chicken};

/// The frontier `u1 + u2 = 1` between (0, 1) and (1, 0), no deal at (0.2, 0.4).
const D: [f64; 2] = [0.2, 0.4];

fn deal(rule: &str, first: f64) -> DealFindings {
    let payoffs = [first, 1.0 - first];
    DealFindings {
        rule: rule.into(),
        shares: vec![first, 0.5],
        payoffs,
        gains: [payoffs[0] - D[0], payoffs[1] - D[1]],
        welfare: payoffs,
        deficit_ratios: [Some(0.8), None],
        gap_years: Some(5.0),
        self_sufficiency: Some(0.2),
        weights: [0.5, 0.5],
        largest_gain: 0.0,
        surface_error: 0.0,
        rule_residual: 0.0,
        keeping: [0, 1].map(|p| keeps(payoffs[p], 1.5, D[p], 0.9)),
    }
}

fn term(label: &str, player: &str, size_bn: Option<f64>) -> TalksTermFindings {
    TalksTermFindings {
        name: label.to_lowercase(),
        label: label.into(),
        player: player.into(),
        range: [0.0, 1.0],
        steps: 0,
        size_bn,
        crosses_red_line: size_bn.is_none(),
        idle: false,
        alone: [0.1, -0.2],
    }
}

fn set(terms: &[&str], common_gain: f64) -> LinkedFindings {
    LinkedFindings { terms: terms.iter().map(|t| (*t).to_owned()).collect(), common_gain }
}

fn talks() -> Findings {
    let point = |k: i32| {
        let first = f64::from(k) / 10.0;
        let payoffs = [first, 1.0 - first];
        let in_zone = payoffs[0] >= D[0] && payoffs[1] >= D[1];
        FrontierFindings { shares: vec![first, 0.5], payoffs, in_zone }
    };
    let found = TalksFindings {
        schema: TALKS_SCHEMA.into(),
        scenario: "chicken".into(),
        answer: Answer { headline: "There is a zone.".into(), ..Answer::default() },
        assumptions: TalksAssumptions {
            data: "data".into(),
            elasticities: "set".into(),
            deficits: "fixed".into(),
            market: "competitive".into(),
            players: vec!["USA".into(), "CHN".into()],
            disagreement: "nothing".into(),
            in_force: Vec::new(),
            weights: [0.5, 0.5],
            discounts: [0.98, 0.98],
            breakdown: 0.1,
            red_lines_absolute: false,
            assumed: Vec::new(),
        },
        disagreement: D,
        terms: vec![term(HOSTILE, "USA", None), term("Purchases", "CHN", Some(100.0))],
        zone: ZoneFindings { open: true, common_gain: 0.2, ideal: [0.6, 0.8] },
        solutions: vec![deal("Nash", 0.4), deal("egalitarian", 0.4), deal("best for USA", 0.6)],
        frontier: (0..=10).rev().map(point).collect(),
        offers: None,
        linkage: LinkageFindings {
            alone: vec![set(&[HOSTILE], 0.0), set(&["Purchases"], 0.0)],
            together: set(&[HOSTILE, "Purchases"], 0.2),
            smallest: vec![set(&[HOSTILE, "Purchases"], 0.2)],
            agreeable: [1, 3],
        },
        red_lines: None,
        commitment: None,
        bluff: Vec::new(),
        fragility: vec![FragilityFindings {
            key: "player.USA.objective.lead_weight".into(),
            player: "USA".into(),
            value: 0.02,
            flips_at: Some(0.05),
        }],
        policies_solved: 1,
    };
    Findings { talks: Some(found), ..chicken() }
}

fn frontier(findings: &Findings) -> Option<Figure> {
    let drawn = figures::draw(findings).expect("figures");
    drawn.list.into_iter().find(|figure| figure.kind == FigureKind::Frontier)
}

/// Corners of a polygon or line.
fn corners(points: &str) -> Vec<(f64, f64)> {
    let number = |x: &str| x.parse::<f64>().expect("a number");
    let pair = |pair: &str| {
        let (x, y) = pair.split_once(',').expect("a pair");
        (number(x), number(y))
    };
    points.split_whitespace().map(pair).collect()
}

#[test]
fn without_talks_nothing_is_said_of_them() {
    let findings = chicken();
    assert!(frontier(&findings).is_none());
    let drawn = figures::draw(&findings).expect("figures");
    assert!(!markdown::report(&findings, &drawn).expect("a report").contains("Is there a deal"));
    assert_eq!(
        tables::all(&findings).expect("tables").len() + 3,
        tables::all(&talks()).expect("tables").len()
    );
}

#[test]
fn deals_terms_and_combinations_stand_in_the_report() {
    let findings = talks();
    let drawn = figures::draw(&findings).expect("figures");
    let text = markdown::report(&findings, &drawn).expect("a report");
    for words in [
        "US$ 50.0 bn",
        "no zone",
        "+0.20",
        "Leaves at",
        "0.050",
        "best for USA",
        "talks-frontier.svg",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    // (1.5 - 0.4) / (1.5 - 0.2) for the first, (1.5 - 0.6) / (1.5 - 0.4) for the second.
    for critical in ["0.846", "0.818"] {
        assert!(text.contains(critical), "{critical}: {text}");
    }
    let page = html::report(&findings, &drawn).expect("a page");
    assert!(!page.contains("<b>&"), "hostile labels are escaped");
}

#[test]
fn the_lens_runs_from_no_deal_along_the_frontier() {
    let figure = frontier(&talks()).expect("a figure");
    let page = Document::parse(&figure.svg).expect("XML");
    let of = |name: &'static str, class: &'static str| {
        let is = move |node: &roxmltree::Node<'_, '_>| {
            node.has_tag_name(name) && node.attribute("class") == Some(class)
        };
        page.descendants().find(is).and_then(|node| node.attribute("points").map(corners))
    };
    let lens = of("polygon", "rule-fill").expect("a lens");
    let line = of("polyline", "fixed").expect("the frontier");
    // The frontier is drawn from (1, 0) to (0, 1) at equal steps, which gives the two scales.
    let (low, high) = (line[0], line[line.len() - 1]);
    let place = |u: [f64; 2]| (high.0 + u[0] * (low.0 - high.0), low.1 + u[1] * (high.1 - low.1));
    let near = |a: (f64, f64), b: (f64, f64)| (a.0 - b.0).abs() < 0.11 && (a.1 - b.1).abs() < 0.11;
    assert!(near(lens[0], place(D)), "{lens:?}");
    assert!(near(lens[1], place([0.6, 0.4])), "{lens:?}");
    assert!(near(lens[lens.len() - 1], place([0.2, 0.8])), "{lens:?}");
    for spot in &lens[1..] {
        let first = (spot.0 - high.0) / (low.0 - high.0);
        assert!(near(*spot, place([first, 1.0 - first])), "{spot:?} is off the frontier");
    }
    for name in ["Nash, egalitarian", "best for USA", "no deal"] {
        let said =
            page.descendants().any(|node| node.text().is_some_and(|text| text.trim() == name));
        assert!(said, "{name} is not in the figure");
    }
}

#[test]
fn an_empty_zone_has_no_lens() {
    let mut findings = talks();
    if let Some(talks) = &mut findings.talks {
        talks.zone = ZoneFindings { open: false, common_gain: -0.1, ideal: [0.7, 0.7] };
        talks.solutions.clear();
        talks.disagreement = [0.7, 0.7];
    }
    let figure = frontier(&findings).expect("a figure");
    assert!(!figure.svg.contains("<polygon class=\"rule-fill\""), "{}", figure.svg);
    assert!(figure.caption.contains("No point of it is better for both"));
}
