//! Figures are XML, their text lies inside them, and their numbers are those of the findings.

use talion::Findings;
use talion_report::{FigureKind, Figures, figures};

use crate::equilibrium_fixture::equilibrium;
use crate::every_fixture::every_fixture;
use crate::fixture;
use crate::time_fixture::over_time;

fn every_drawing() -> Vec<Figures> {
    let drawn = |findings| figures::draw(findings).expect("figures of the fixture");
    every_fixture().iter().map(drawn).collect()
}

fn number(node: roxmltree::Node<'_, '_>, attribute: &str) -> f64 {
    node.attribute(attribute).and_then(|text| text.parse().ok()).expect("a number")
}

#[test]
fn figures_are_xml_with_title_and_description() {
    for figure in every_drawing().iter().flat_map(|figures| &figures.list) {
        let document = roxmltree::Document::parse(&figure.svg).expect("XML");
        let root = document.root_element();
        assert_eq!(root.tag_name().name(), "svg");
        let labels = root.attribute("aria-labelledby").expect("a label");
        for id in labels.split(' ') {
            assert!(root.children().any(|child| child.attribute("id") == Some(id)), "no {id}");
        }
    }
}

#[test]
fn nothing_is_clipped() {
    for figure in every_drawing().iter().flat_map(|figures| &figures.list) {
        let document = roxmltree::Document::parse(&figure.svg).expect("XML");
        let (width, height) =
            (number(document.root_element(), "width"), number(document.root_element(), "height"));
        for node in document.descendants().filter(|node| node.tag_name().name() == "text") {
            let (x, y, size) = (number(node, "x"), number(node, "y"), number(node, "font-size"));
            let text = node.text().unwrap_or_default();
            // DejaVu Sans, the widest of the usual faces, takes about 0.6 of its size a letter.
            let long = textwrap::core::display_width(text) as f64 * size * 0.6;
            let left = match node.attribute("text-anchor") {
                Some("middle") => x - long / 2.0,
                Some("end") => x - long,
                _ => x,
            };
            assert!(left >= 0.0 && left + long <= width, "`{text}` in {}", figure.name);
            assert!(y - size >= 0.0 && y + size * 0.3 <= height, "`{text}` in {}", figure.name);
        }
        for node in document.descendants().filter(|node| node.tag_name().name() == "rect") {
            let x = node.attribute("x").map_or(0.0, |_| number(node, "x"));
            let y = node.attribute("y").map_or(0.0, |_| number(node, "y"));
            assert!(x >= 0.0 && x + number(node, "width") <= width + 0.01);
            assert!(y >= 0.0 && y + number(node, "height") <= height + 0.01);
        }
    }
}

#[test]
fn a_heat_map_shows_every_welfare_number_with_its_sign_in_its_colour() {
    let findings = fixture::chicken();
    let figures = figures::draw(&findings).expect("figures of the fixture");
    let maps: Vec<_> =
        figures.list.iter().filter(|figure| figure.kind == FigureKind::Welfare).collect();
    assert_eq!(maps.len(), 2);
    let document = roxmltree::Document::parse(&maps[0].svg).expect("XML");
    let texts: Vec<&str> = document
        .descendants()
        .filter(|node| {
            node.tag_name().name() == "text" && node.attribute("font-size") == Some("14.0")
        })
        .filter_map(|node| node.text())
        .collect();
    // Column by column: total less the strategic terms, -0.005 for every step of the own package.
    assert_eq!(texts, ["0.000", "+0.023", "−0.040", "−0.012", "−0.019", "−0.050"]);
    let fills: Vec<&str> = document
        .descendants()
        .filter(|node| node.tag_name().name() == "rect" && number_or_zero(*node) == 112.0)
        .filter_map(|node| node.attribute("fill"))
        .filter(|fill| *fill != "none")
        .collect();
    assert_eq!(fills[0], "#f7f7f7", "no change is nearly white");
    assert_eq!(fills[5], "#b35806", "the largest change, a loss, is full orange");
    let blue = u8::from_str_radix(&fills[1][5..], 16).expect("a colour");
    let red = u8::from_str_radix(&fills[1][1..3], 16).expect("a colour");
    assert!(blue > red, "a gain is blue: {}", fills[1]);
}

fn number_or_zero(node: roxmltree::Node<'_, '_>) -> f64 {
    node.attribute("width").and_then(|text| text.parse().ok()).unwrap_or(0.0)
}

#[test]
fn the_bars_of_a_payoff_end_at_its_total() {
    let findings = fixture::chicken();
    let figures = figures::draw(&findings).expect("figures of the fixture");
    let kind = FigureKind::PayoffTerms;
    let figure = figures.list.iter().find(|figure| figure.kind == kind).expect("the bars");
    let document = roxmltree::Document::parse(&figure.svg).expect("XML");
    let bars: Vec<_> = document
        .descendants()
        .filter(|node| node.tag_name().name() == "rect" && node.attribute("height") == Some("22.0"))
        .collect();
    // USA at (list, hold): welfare +0.023, deficit -0.020, red-line +0.015: three bars in a row,
    // after the three empty ones of the status quo.
    let widths: Vec<f64> = bars[3..6].iter().map(|bar| number(*bar, "width")).collect();
    assert!((widths[0] / widths[1] - 0.023 / 0.020).abs() < 1e-3, "{widths:?}");
    assert!((widths[2] / widths[1] - 0.015 / 0.020).abs() < 1e-3, "{widths:?}");
    let edge = |bar: usize| number(bars[bar], "x");
    assert!((edge(4) + widths[1] - edge(3)).abs() < 0.02, "losses end where gains begin: at zero");
    assert!((edge(3) + widths[0] - edge(5)).abs() < 0.02, "gains stand one after the other");
}

#[test]
fn a_cycle_is_closed_by_a_dashed_arrow_and_nothing_else_is() {
    let dashes = |findings| {
        let figures = figures::draw(&findings).expect("figures of the fixture");
        figures
            .list
            .iter()
            .map(|figure| figure.svg.matches("stroke-dasharray").count())
            .sum::<usize>()
    };
    assert_eq!(dashes(fixture::cycle()), 1);
    assert_eq!(dashes(fixture::wide()), 0);
}

#[test]
fn three_players_get_a_chain_and_no_heat_map() {
    let figures = figures::draw(&fixture::three()).expect("figures of the fixture");
    let kinds: Vec<FigureKind> = figures.list.iter().map(|figure| figure.kind).collect();
    assert_eq!(kinds, [FigureKind::Escalation, FigureKind::PayoffTerms]);
}

#[test]
fn a_mixed_equilibrium_stands_for_the_profiles_that_it_plays() {
    let mut findings = fixture::chicken();
    findings.main.selected = Some(2);
    let figures = figures::draw(&findings).expect("figures of the fixture");
    let kind = FigureKind::PayoffTerms;
    let figure = figures.list.iter().find(|figure| figure.kind == kind).expect("the bars");
    let document = roxmltree::Document::parse(&figure.svg).expect("XML");
    let bars = document
        .descendants()
        .filter(|node| node.tag_name().name() == "rect" && node.attribute("height") == Some("22.0"))
        .count();
    // Two players, the two by two profiles of the mixture, welfare and two terms that are not zero.
    assert_eq!(bars, 2 * 4 * 3);
    assert!(!figure.svg.contains("Ban"), "the ban is not played");
}

#[test]
fn the_ladder_draws_every_way_dashed_where_irreversible_and_thick_where_likely() {
    let figures = figures::draw(&over_time()).expect("figures of the fixture");
    let kind = FigureKind::Ladder;
    let figure = figures.list.iter().find(|figure| figure.kind == kind).expect("the ladder");
    let document = roxmltree::Document::parse(&figure.svg).expect("XML");
    let ways: Vec<_> = document
        .descendants()
        .filter(|node| node.tag_name().name() == "polyline" && node.has_attribute("data-layer"))
        .collect();
    let layers: Vec<_> = ways.iter().filter_map(|way| way.attribute("data-layer")).collect();
    // The likely way is drawn last, on top.
    assert_eq!(layers, ["USA and CHN", "USA", "chance"]);
    let dashed: Vec<bool> = ways.iter().map(|way| way.has_attribute("stroke-dasharray")).collect();
    assert_eq!(dashed, [true, false, true]);
    let thick: Vec<f64> = ways.iter().map(|way| number(*way, "stroke-width")).collect();
    assert_eq!(thick, [1.5, 4.0, 4.0]);
    let frames = |thickness: &str| {
        let all = document.descendants().filter(|node| node.attribute("stroke") == Some("#1b1f24"));
        all.filter(|node| {
            node.tag_name().name() == "rect" && node.attribute("stroke-width") == Some(thickness)
        })
        .count()
    };
    assert_eq!((frames("3.0"), frames("1.0")), (1, 3), "the start is heavy, the deal is double");
}

#[test]
fn what_can_be_pointed_at_says_its_number() {
    let figures = figures::draw(&over_time()).expect("figures of the fixture");
    let said = |kind: FigureKind| -> Vec<String> {
        let figure = figures.list.iter().find(|figure| figure.kind == kind).expect("the figure");
        let document = roxmltree::Document::parse(&figure.svg).expect("XML");
        let titles = document
            .root_element()
            .descendants()
            .filter(|node| node.tag_name().name() == "title" && !node.has_attribute("id"));
        titles.filter_map(|title| title.text().map(str::to_owned)).collect()
    };
    let welfare = said(FigureKind::Welfare);
    assert_eq!(welfare.len(), 6, "one per cell");
    assert!(welfare[1].ends_with("Hold still: +0.023 %"), "{}", welfare[1]);
    let odds = said(FigureKind::OverTime);
    let talks = "Talks, quarter 1: no talks 50.0 %, talks 50.0 %, truce 0.0 %, deal 0.0 %";
    assert_eq!(odds[1], format!("{talks}; came about: talks or truce"));
    assert!(said(FigureKind::Ladder)[0].starts_with("USA and CHN: accept the deal, 0.50"));
}

#[test]
fn what_came_about_stands_in_the_middle_of_its_band_in_its_colour() {
    let figures = figures::draw(&over_time()).expect("figures of the fixture");
    let kind = FigureKind::OverTime;
    let figure = figures.list.iter().find(|figure| figure.kind == kind).expect("the odds");
    let document = roxmltree::Document::parse(&figure.svg).expect("XML");
    let dots: Vec<_> = document
        .descendants()
        .filter(|node| node.attribute("data-layer") == Some("what came about"))
        .filter(|node| node.attribute("r") == Some("3.5"))
        .collect();
    assert_eq!(dots.len(), 2 * 2, "two quarters of talks and of the one track");
    let frame = document
        .descendants()
        .find(|node| node.attribute("height") == Some("110.0") && node.has_attribute("stroke"))
        .expect("the frame of talks");
    // From below: talks are sure at the start and half of quarter 1, above half of no talks.
    let level =
        |at: usize| 1.0 - (number(dots[at], "cy") - number(frame, "y")) / number(frame, "height");
    assert!((level(0) - 0.5).abs() < 1e-3 && (level(1) - 0.75).abs() < 1e-3);
    let colours: Vec<_> = dots.iter().filter_map(|dot| dot.attribute("fill")).collect();
    // Talks twice; nothing, then the first rung.
    assert_eq!(colours, ["#56b4e9", "#56b4e9", "#c4c9cf", "#56b4e9"]);
    let plain = Findings { history: None, ..over_time() };
    let figures = figures::draw(&plain).expect("figures of the fixture");
    assert!(figures.list.iter().all(|figure| !figure.svg.contains("what came about")));
}

#[test]
fn the_branch_runs_along_the_log_of_the_sensitivity_to_its_limit() {
    let figures = figures::draw(&equilibrium()).expect("figures of the fixture");
    let kind = FigureKind::Quantal;
    let figure = figures.list.iter().find(|figure| figure.kind == kind).expect("the branch");
    let document = roxmltree::Document::parse(&figure.svg).expect("XML");
    let of_layer = |tag: &'static str, layer: &'static str| {
        let all = document.descendants().filter(move |node| node.tag_name().name() == tag);
        all.filter(move |node| node.attribute("data-layer") == Some(layer)).collect::<Vec<_>>()
    };
    let list = of_layer("polyline", fixture::HOSTILE);
    let points: Vec<(f64, f64)> = list[0]
        .attribute("points")
        .expect("points")
        .split(' ')
        .map(|pair| {
            let (x, y) = pair.split_once(',').expect("a pair");
            (x.parse().expect("a number"), y.parse().expect("a number"))
        })
        .collect();
    // 1, 10 and 100 stand equally far apart; even odds at 0 have no place on a log axis.
    assert_eq!(points.len(), 3);
    let steps = [points[1].0 - points[0].0, points[2].0 - points[1].0];
    assert!((steps[0] - steps[1]).abs() < 0.02 && steps[0] > 100.0, "{steps:?}");
    // Odds of a half, three quarters, one: equal steps up.
    assert!((points[0].1 - 2.0 * points[1].1 + points[2].1).abs() < 0.02, "{points:?}");
    let limit = of_layer("circle", fixture::HOSTILE);
    assert_eq!(limit.len(), 1);
    assert!((number(limit[0], "cy") - points[2].1).abs() < 0.02, "the limit plays it for sure");
    assert!(number(limit[0], "cx") > points[2].0);
    assert!(figure.caption.contains("its limit, E1"), "{}", figure.caption);
}

#[test]
fn the_bars_of_welfare_end_at_its_sum() {
    let figures = figures::draw(&equilibrium()).expect("figures of the fixture");
    let kind = FigureKind::WelfareParts;
    let figure = figures.list.iter().find(|figure| figure.kind == kind).expect("the bars");
    let document = roxmltree::Document::parse(&figure.svg).expect("XML");
    let bars: Vec<f64> = document
        .descendants()
        .filter(|node| node.tag_name().name() == "rect" && node.attribute("height") == Some("22.0"))
        .map(|bar| number(bar, "width"))
        .collect();
    // Terms of trade and volume of two regions; parts that are nothing everywhere are left out.
    assert_eq!(bars.len(), 4);
    assert!((bars[0] / bars[1] - 3.0).abs() < 1e-3, "0.06 against 0.02: {bars:?}");
    assert!((bars[0] / bars[2] - 2.0).abs() < 1e-3, "0.06 against 0.03: {bars:?}");
    let texts: Vec<&str> = document.descendants().filter_map(|node| node.text()).collect();
    assert!(texts.contains(&"+0.040") && texts.contains(&"United States"), "{texts:?}");
}
