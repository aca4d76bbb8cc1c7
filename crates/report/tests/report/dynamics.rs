//! The ladder without time and the repeated game: what is shown is what was found.

use roxmltree::{Document, Node};
use talion::Findings;
use talion_report::{FigureKind, figures, markdown, tables};

use crate::dynamics_fixture::{DISCOUNT, dynamics};
use crate::fixture::chicken;

fn drawing(findings: &Findings, kind: FigureKind) -> Option<String> {
    let figures = figures::draw(findings).expect("figures");
    figures.list.into_iter().find(|figure| figure.kind == kind).map(|figure| figure.svg)
}

fn texts(svg: &str) -> Vec<String> {
    let document = Document::parse(svg).expect("XML");
    let nodes = document.descendants().filter(|node| node.tag_name().name() == "text");
    nodes.filter_map(|node| node.text().map(str::to_owned)).collect()
}

fn numbers(node: Node<'_, '_>, name: &str) -> Vec<f64> {
    let text = node.attribute(name).unwrap_or_default();
    text.split([' ', ',']).filter_map(|part| part.parse().ok()).collect()
}

#[test]
fn without_them_nothing_is_said() {
    let findings = chicken();
    assert_eq!(drawing(&findings, FigureKind::Situations), None);
    assert_eq!(drawing(&findings, FigureKind::PayoffSet), None);
    let page = markdown::report(&findings, &figures::draw(&findings).unwrap()).unwrap();
    assert!(!page.contains("Would a promise be kept?") && !page.contains("situations are stable?"));
}

/// In the dilemma both lists together are the one state that nobody leaves, and so is the deal, which pays
/// more than all that either can reach; and nothing else is Nash.
#[test]
fn situations_carry_the_mark_of_the_strongest_sense() {
    let findings = dynamics();
    let found = findings.stability.as_ref().unwrap();
    let svg = drawing(&findings, FigureKind::Situations).expect("a ladder");
    let marks = texts(&svg);
    // One mark in the legend, one for each of the two.
    assert_eq!(marks.iter().filter(|text| *text == "N").count(), 3, "{marks:?}");
    let drawn = found.states.iter().filter(|state| !state.contains("offer"));
    let stable = drawn.filter(|state| {
        ["nash", "sseq", "seq", "smr", "gmr"].iter().any(|name| found.stable(name).contains(state))
    });
    let short = ["N", "SS", "SQ", "SM", "G"];
    let shown = marks.iter().filter(|text| short.contains(&text.as_str())).count();
    assert_eq!(shown, stable.count() + short.len());
    // The way to the deal is bold and dashed, and begins at the start.
    let document = Document::parse(&svg).unwrap();
    let bold = document.descendants().filter(|node| node.attribute("stroke-width") == Some("3.5"));
    assert!(bold.clone().count() >= 1);
    assert!(bold.clone().any(|node| node.attribute("stroke-dasharray").is_some()));
}

/// The set at 0.6 is the whole individually rational set of the dilemma, whose corners are known; the star
/// is the promise, at (3, 3).
#[test]
fn the_promise_lies_where_its_payoffs_are() {
    let findings = dynamics();
    let svg = drawing(&findings, FigureKind::PayoffSet).expect("a set");
    let document = Document::parse(&svg).unwrap();
    let polygons: Vec<Vec<f64>> = document
        .descendants()
        .filter(|node| node.tag_name().name() == "polygon")
        .map(|node| numbers(node, "points"))
        .collect();
    let star = polygons.iter().rfind(|points| points.len() == 20).expect("a star");
    let middle = |points: &[f64], at: usize| {
        points.iter().skip(at).step_by(2).sum::<f64>() / (points.len() / 2) as f64
    };
    let place = (middle(star, 0), middle(star, 1));
    // The most patient set drawn has corners (1, 1), (13/3, 1), (3, 3), (1, 13/3).
    let whole = polygons.iter().find(|points| points.len() == 8).expect("a set of four corners");
    let corners: Vec<(f64, f64)> = whole.chunks(2).map(|at| (at[0], at[1])).collect();
    let near = |a: (f64, f64), b: (f64, f64)| (a.0 - b.0).abs() < 1.0 && (a.1 - b.1).abs() < 1.0;
    assert!(corners.iter().any(|corner| near(*corner, place)), "{corners:?} {place:?}");
    let left = corners.iter().map(|at| at.0).fold(f64::INFINITY, f64::min);
    let right = corners.iter().map(|at| at.0).fold(f64::NEG_INFINITY, f64::max);
    let share = (place.0 - left) / (right - left);
    assert!((share - 2.0 / (10.0 / 3.0)).abs() < 0.01, "{share}");
}

#[test]
fn the_sections_give_the_numbers() {
    let findings = dynamics();
    let page = markdown::report(&findings, &figures::draw(&findings).unwrap()).unwrap();
    // The dilemma is kept from 1/2 on under war for ever, from the golden ratio's inverse for two periods.
    for wanted in ["Would a promise be kept?", "| War for ever | 0.500 | 0.500 | 0.500 |", "0.618"]
    {
        assert!(page.contains(wanted), "no {wanted} in {page}");
    }
    assert!(page.contains("Which situations are stable?"), "{page}");
    let kept = findings.sustain.as_ref().unwrap();
    assert_eq!((kept.keeps_target, kept.discount[0]), (true, DISCOUNT));
}

/// The upright axis ends 8 percent above the highest, 31: the war of 30 and the 10 kept at 0.4 are to scale.
#[test]
fn tariffs_that_keep_themselves_are_drawn_to_scale() {
    let findings = dynamics();
    let svg = drawing(&findings, FigureKind::KeptTariffs).expect("a curve");
    let document = Document::parse(&svg).unwrap();
    let lines: Vec<Vec<f64>> = document
        .descendants()
        .filter(|node| node.tag_name().name() == "polyline")
        .map(|node| numbers(node, "points"))
        .filter(|points| points.len() > 4)
        .collect();
    // A surge of each, then each: war, what is kept, agreement, and that on to one.
    let [_, _, usa, china] = lines.as_slice() else { panic!("{lines:?}") };
    assert_eq!((usa.len(), china.len()), (10, 10));
    let width = usa[8] - usa[0];
    for (at, factor) in [(0, 0.0), (2, 0.2), (4, 0.4), (6, 0.6), (8, 1.0)] {
        assert!(((usa[at] - usa[0]) / width - factor).abs() < 0.002, "{usa:?}");
    }
    let up = |at: usize| (usa[7] - usa[at]) / (usa[7] - usa[1]);
    assert!((up(3) - 2.0 / 3.0).abs() < 0.005 && (up(5) - 1.0 / 3.0).abs() < 0.005, "{usa:?}");
    let page = markdown::report(&findings, &figures::draw(&findings).unwrap()).unwrap();
    for wanted in ["Tariffs keep themselves from 0.6 on.", "0.600 and above (agreement)"] {
        assert!(page.contains(wanted), "no {wanted} in {page}");
    }
}

#[test]
fn why_no_tariffs_keep_themselves_is_told() {
    let mut findings = chicken();
    findings.no_kept_tariffs = Some("nothing is better than war".into());
    let page = markdown::report(&findings, &figures::draw(&findings).unwrap()).unwrap();
    assert!(page.contains("nothing is better than war"), "{page}");
}

#[test]
fn the_long_tables_read_back() {
    let findings = dynamics();
    let all = tables::all(&findings).unwrap();
    let table =
        |name: &str| all.iter().find(|table| table.name == name).expect("a table").text.clone();
    let stable = table("stability");
    assert!(stable.lines().any(|line| line == "deal,nash,all"), "{stable}");
    let sets = table("payoff_sets");
    // At 0.1 nobody gives a unit up for what can be had later: 0.9 now against 0.1 of at most 4 more.
    let impatient: Vec<&str> = sets.lines().filter(|line| line.starts_with("0.1,")).collect();
    assert_eq!(impatient, ["0.1,1,1,1"]);
    let kept = table("kept_tariffs");
    assert!(kept.lines().any(|line| line.starts_with("calm,0.4,calm,CHN,0.05,")), "{kept}");
    assert!(kept.lines().any(|line| line.starts_with("surges,0.4,surge,USA,0.12,")), "{kept}");
    let rates = table("kept_tariff_rates");
    assert!(rates.contains("0.2,USA,tariff,CHN,"), "{rates}");
}

/// The first bar reaches from -1 to 2, the second from -1/2 to 0: on one scale their halves are as 2 to 1 to
/// the left of nothing, which is not where the line of the answer stands.
#[test]
fn bars_of_the_tornado_are_to_scale() {
    let findings = dynamics();
    let svg = drawing(&findings, FigureKind::Tornado).expect("a tornado");
    let document = Document::parse(&svg).unwrap();
    let bars: Vec<(f64, f64)> = document
        .descendants()
        .filter(|node| node.tag_name().name() == "rect" && node.attribute("height") == Some("12.0"))
        .map(|node| (numbers(node, "x")[0], numbers(node, "width")[0]))
        .collect();
    // Low and high of the first number, then of the second, for USA; then the same for China.
    assert_eq!(bars.len(), 8, "{bars:?}");
    let whole = |pair: &[(f64, f64)]| {
        let left = pair.iter().map(|bar| bar.0).fold(f64::INFINITY, f64::min);
        let right = pair.iter().map(|bar| bar.0 + bar.1).fold(f64::NEG_INFINITY, f64::max);
        (left, right)
    };
    let (first, second) = (whole(&bars[..2]), whole(&bars[2..4]));
    // -1 is one unit to the left of 0, -1/2 half of one; three units are the first bar.
    let unit = (first.1 - first.0) / 3.0;
    assert!((second.0 - first.0 - 0.5 * unit).abs() < 0.2, "{first:?} {second:?}");
    assert!(texts(&svg).contains(&"USA audience_cost *".to_owned()));
    let page = markdown::report(&findings, &figures::draw(&findings).unwrap()).unwrap();
    for wanted in ["How sure is that?", "0.125", "75.0", "they take whole numbers only"] {
        assert!(page.contains(wanted), "no {wanted}");
    }
}
