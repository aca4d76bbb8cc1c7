//! The section on continuous policy says what was found, and its figure lies where the numbers say.

use roxmltree::{Document, Node};
use scraper::{Html, Selector};
use talion::{Findings, TariffFindings};
use talion_report::{
    Figure, FigureKind, TerminalOptions, figures, html, markdown, tables, terminal,
};

use crate::fixture::{self, HOSTILE};
use crate::policy_fixture::{NASH, policy};

fn text(findings: &Findings) -> String {
    let figures = figures::draw(findings).expect("figures of the fixture");
    markdown::report(findings, &figures).expect("a report")
}

fn studies(findings: &mut Findings) -> &mut Vec<TariffFindings> {
    &mut findings.policy.as_mut().expect("continuous policy").studies
}

/// Cells of a table of the page, headings first.
fn table(findings: &Findings, id: &str) -> Vec<Vec<String>> {
    let figures = figures::draw(findings).expect("figures of the fixture");
    let page = Html::parse_document(&html::report(findings, &figures).expect("a report"));
    let rows = Selector::parse(&format!("#{id} tr")).expect("a selector");
    let cells = Selector::parse("th, td").expect("a selector");
    let cell = |cell: scraper::ElementRef<'_>| cell.text().collect::<String>();
    page.select(&rows).map(|row| row.select(&cells).map(cell).collect()).collect()
}

#[test]
fn without_continuous_policy_nothing_is_said_of_it() {
    let findings = fixture::chicken();
    assert!(!text(&findings).contains("How far"));
    let options = TerminalOptions { width: 100, colour: false };
    assert!(!terminal::summary(&findings, &options).contains("How far"));
    assert_eq!(tables::all(&findings).expect("tables").len(), 8);
    assert!(best_responses(&findings).is_none());
}

#[test]
fn the_section_in_markdown() {
    let text = text(&policy());
    let (_, from) = text.split_once("## How far would tariffs go?").expect("the section");
    let (section, _) = from.split_once("\n## ").expect("the next section");
    insta::assert_snapshot!(section);
}

#[test]
fn rates_stand_by_sector_and_concept_with_their_bounds() {
    let rows = table(&policy(), "tariff-rates");
    let concepts = ["applied", "Nash 1", "Nash 2", "optimal", "USA leads", "agreement"];
    let head: Vec<String> = ["USA", "CHN"]
        .iter()
        .flat_map(|player| concepts.map(|concept| format!("{player}: {concept}")))
        .collect();
    assert_eq!(rows[0][1..], head);
    assert_eq!(rows[1][..5], ["AGR", "1.5", "11.3", "50.0", "10.0"]);
    assert_eq!(rows[2][..5], [HOSTILE, "2.5", "100.0 ▲", "100.0 ▲", "30.0"]);
    assert_eq!(rows[2][7..11], ["7.5", "0.0 ▼", "75.0", "18.0"]);
    assert_eq!(rows.len(), 3);
    assert!(
        text(&policy()).contains("▲ at the highest rate allowed, ▼ at the lowest rate allowed")
    );
}

#[test]
fn more_than_forty_rates_are_summed_up() {
    let mut findings = policy();
    let nash = &mut studies(&mut findings)[0];
    nash.solutions.truncate(1);
    let rates = &mut nash.solutions[0].rates;
    let mut usa = rates[0].clone();
    rates.retain(|rate| rate.player == "CHN");
    // 1, 2, .., 40 and 200 %: the mean is 1020 / 41, the median 21.
    for number in 1..=41_u32 {
        usa.sector = format!("S{number}");
        usa.rate = if number == 41 { 2.0 } else { f64::from(number) / 100.0 };
        rates.push(usa.clone());
    }
    let rows = table(&findings, "tariff-rates");
    assert_eq!(rows[1], ["USA", "applied", "tariff", "41", "1.5", "1.5", "1.5", "1.5", ""]);
    assert_eq!(rows[2], ["USA", "Nash", "tariff", "41", "24.9", "21.0", "1.0", "200.0", "0"]);
    let china = rows.iter().find(|row| row[0] == "CHN" && row[1] == "Nash").expect("a row");
    assert_eq!(china[3..], ["2", "7.4", "7.4", "0.0", "14.8", "1"]);
}

#[test]
fn every_answer_has_its_certificate() {
    let rows = table(&policy(), "tariff-certificates");
    let names = ["Nash 1", "Nash 2", "optimal, USA", "optimal, CHN", "USA leads", "agreement"];
    assert_eq!(rows.iter().skip(1).take(6).map(|row| row[0].as_str()).collect::<Vec<_>>(), names);
    let tenth = |mantissa: u8, power: &str| format!("{mantissa}\u{202f}×\u{202f}10{power}");
    let expected = [&tenth(3, "⁻¹⁴"), &tenth(8, "⁻¹⁵"), &tenth(7, "⁻¹⁶"), "2400", "266", "77"];
    assert_eq!(rows[1][1..7], expected);
    assert_eq!(rows[1][7], "converged");
    assert_eq!(
        rows[7][0..6].to_vec().split_off(4),
        ["none", "none"],
        "the formula was not searched"
    );
    assert!(text(&policy()).contains("Nash, start 2 came to no rates: cycle of period 4."));
}

#[test]
fn an_agreement_that_somebody_would_break_is_said_to_be_broken() {
    let mut findings = policy();
    let broken = "The agreement is not kept in one round: USA would gain +0.0206 % by a breach";
    assert!(text(&findings).contains(broken));
    let agreement = studies(&mut findings)[3].solutions[0].agreement.as_mut().expect("terms");
    agreement.breach_gain_percent = vec![1e-12, 0.0];
    assert!(text(&findings).contains("The agreement is kept even in one round"));
}

#[test]
fn a_cycle_is_a_finding_and_a_limit_is_not() {
    let mut findings = policy();
    studies(&mut findings)[0].solutions.clear();
    studies(&mut findings)[0].termination = "cycle of period 4".into();
    let said = text(&findings);
    assert!(said.contains("No Nash equilibrium was found (start 1: converged; start 2: cycle of"));
    assert!(said.contains("That is a finding"));
    studies(&mut findings)[0].runs.clear();
    studies(&mut findings)[0].termination = "time limit".into();
    let said = text(&findings);
    assert!(said.contains("No Nash equilibrium was found (time limit)."));
    assert!(!said.contains("That is a finding"));
}

#[test]
fn the_terminal_has_a_line_for_each_concept_that_lasts() {
    let options = TerminalOptions { width: 100, colour: false };
    let text = terminal::summary(&policy(), &options);
    let line = "Nash 1: USA 55.6, +0.0049; CHN 7.4, -0.0965 (largest gain found 3e-14)";
    assert!(text.contains(line), "{text}");
    assert!(text.contains("and 2 more in the report."), "{text}");
}

#[test]
fn the_long_tables_hold_every_number() {
    let findings = policy();
    let all = tables::all(&findings).expect("tables");
    let find = |name: &str| &all.iter().find(|table| table.name == name).expect("a table").text;
    // Nash twice, each player's optimum, Stackelberg, agreement, formula: four or two rates each.
    assert_eq!(find("tariff_rates").lines().count(), 1 + 4 * 5 + 2 * 2);
    assert!(find("tariff_rates").contains("Nash equilibrium,2,,USA,tariff,CHN,AGR,0.5,0.015,\n"));
    assert!(find("tariff_welfare").contains("unilateral optimum,2,CHN,CHN,true,0.0151,"));
    assert_eq!(find("tariff_welfare").lines().count(), 1 + 3 * 7);
    let curves = find("best_responses");
    assert_eq!(curves.lines().count(), 1 + 5 + 5 + 25 + 6);
    assert!(curves.starts_with("what,name,rate_USA,rate_CHN,welfare_percent_USA,welfare_"));
    assert!(curves.contains("\nreply,USA,0.4,0,,\n") && curves.contains("\nreply,CHN,0,0.3,,\n"));
    assert!(curves.contains("\nmark,free trade,0,0,"));
}

fn best_responses(findings: &Findings) -> Option<Figure> {
    let figures = figures::draw(findings).expect("figures of the fixture");
    figures.list.into_iter().find(|figure| figure.kind == FigureKind::BestResponses)
}

type Spot = (f64, f64);

fn points(node: Node<'_, '_>) -> Vec<Spot> {
    let list = node.attribute("points").expect("points").split(' ');
    let number = |text: &str| text.parse::<f64>().expect("a number");
    list.map(|pair| pair.split_once(',').expect("a pair"))
        .map(|(x, y)| (number(x), number(y)))
        .collect()
}

/// Lines of a thickness, without the samples of the legend, which have two points.
fn drawn<'a>(document: &'a Document<'a>, thickness: &'a str) -> Vec<(&'a str, Vec<Spot>)> {
    document
        .descendants()
        .filter(|node| node.tag_name().name() == "polyline")
        .filter(|node| node.attribute("stroke-width") == Some(thickness))
        .map(|node| (node.attribute("stroke").expect("a colour"), points(node)))
        .filter(|(_, points)| points.len() > 2)
        .collect()
}

/// Centre of the star that marks Nash.
fn star(document: &Document<'_>) -> Spot {
    let stars = document.descendants().filter(|node| node.tag_name().name() == "polygon");
    let corners = stars.map(points).find(|points| points.len() == 10).expect("a star");
    let mean = |of: fn(&Spot) -> f64| corners.iter().map(of).sum::<f64>() / 10.0;
    (mean(|corner| corner.0), mean(|corner| corner.1))
}

/// Distance of a point from a piece of line, and the direction of the piece.
fn distance(from: Spot, to: Spot, point: Spot) -> (f64, Spot) {
    let along = (to.0 - from.0, to.1 - from.1);
    let square = along.0 * along.0 + along.1 * along.1;
    let way = ((point.0 - from.0) * along.0 + (point.1 - from.1) * along.1) / square;
    let way = way.clamp(0.0, 1.0);
    let nearest = (from.0 + way * along.0, from.1 + way * along.1);
    ((nearest.0 - point.0).hypot(nearest.1 - point.1), along)
}

/// The nearest piece of line to a point.
fn nearest(lines: &[Vec<Spot>], point: Spot) -> (f64, Spot) {
    let pieces = lines.iter().flat_map(|line| line.windows(2));
    let all =
        pieces.filter(|pair| pair[0] != pair[1]).map(|pair| distance(pair[0], pair[1], point));
    all.min_by(|one, other| one.0.total_cmp(&other.0)).expect("a line")
}

#[test]
fn the_curves_cross_at_the_nash_mark() {
    let figure = best_responses(&policy()).expect("the figure");
    let document = Document::parse(&figure.svg).expect("XML");
    let star = star(&document);
    let curves = drawn(&document, "2.5");
    let [(_, first), (_, second)] = &curves[..] else { panic!("{} curves", curves.len()) };
    for curve in [first, second] {
        let (away, _) = nearest(std::slice::from_ref(curve), star);
        assert!(away < 0.05, "{away} pixels off");
    }
    // USA's best tariff falls by half of what China's rises, so its curve is the steep one.
    let slope = |curve: &[Spot]| ((curve[4].1 - curve[0].1) / (curve[4].0 - curve[0].0)).abs();
    assert!((slope(first) - 2.0).abs() < 1e-3 && (slope(second) - 0.25).abs() < 1e-3);
}

#[test]
fn marks_stand_at_their_rates_on_both_axes_in_percent() {
    let figure = best_responses(&policy()).expect("the figure");
    let document = Document::parse(&figure.svg).expect("XML");
    let star = star(&document);
    let at = |text: &str, anchor: &str, attribute: &str| -> f64 {
        let mut nodes = document.descendants().filter(|node| node.tag_name().name() == "text");
        let node = nodes.find(|node| {
            node.text() == Some(text) && node.attribute("text-anchor") == Some(anchor)
        });
        node.and_then(|node| node.attribute(attribute)?.parse().ok()).expect("a tick")
    };
    let across = |percent: &str| at(percent, "middle", "x");
    let up = |percent: &str| at(percent, "end", "y") - 4.0;
    let x = across("0") + (across("20") - across("0")) * NASH[0] / 0.2;
    let y = up("0") + (up("20") - up("0")) * NASH[1] / 0.2;
    assert!((x - star.0).abs() < 0.05 && (y - star.1).abs() < 0.05, "{star:?} is not ({x}, {y})");
}

#[test]
fn welfare_lines_touch_the_nash_mark_level_with_the_own_axis() {
    let figure = best_responses(&policy()).expect("the figure");
    let document = Document::parse(&figure.svg).expect("XML");
    let star = star(&document);
    let colours: Vec<&str> = drawn(&document, "2.5").iter().map(|(colour, _)| *colour).collect();
    let of = |colour: &str| -> Vec<Vec<Spot>> {
        drawn(&document, "1.5").into_iter().filter(|(c, _)| *c == colour).map(|(_, l)| l).collect()
    };
    let (away, along) = nearest(&of(colours[0]), star);
    assert!(away < 0.5, "{away} pixels off");
    assert!((along.1 / along.0).abs() < 0.06, "{along:?} is not level");
    let (away, along) = nearest(&of(colours[1]), star);
    assert!(away < 0.5, "{away} pixels off");
    assert!((along.0 / along.1).abs() < 0.06, "{along:?} is not upright");
}

#[test]
fn every_mark_is_named_and_marks_in_one_place_share_a_label() {
    let mut findings = policy();
    let named = |findings: &Findings, name: &str| {
        best_responses(findings).expect("the figure").svg.contains(&format!(">{name}</text>"))
    };
    for name in ["free trade", "status quo", "Nash", "USA leads", "CHN leads", "agreement"] {
        assert!(named(&findings, name), "{name}");
    }
    let curves = findings.policy.as_mut().and_then(|policy| policy.curves.as_mut());
    curves.expect("curves").marks[5].rates = vec![0.0, 0.0];
    assert!(named(&findings, "free trade, agreement") && !named(&findings, "agreement"));
}

#[test]
fn without_a_nash_point_there_are_curves_and_no_welfare_lines() {
    let mut findings = policy();
    let curves = findings.policy.as_mut().and_then(|policy| policy.curves.as_mut());
    curves.expect("curves").marks.retain(|mark| mark.name != "Nash");
    let figure = best_responses(&findings).expect("the figure");
    let document = Document::parse(&figure.svg).expect("XML");
    assert_eq!(drawn(&document, "2.5").len(), 2);
    assert!(drawn(&document, "1.5").is_empty());
    assert!(figure.caption.contains("no point was found at which both are best replies"));
}

#[test]
fn three_players_are_summed_up_and_several_partners_are_told_apart() {
    let mut findings = policy();
    for study in studies(&mut findings) {
        for solution in &mut study.solutions {
            let mut more: Vec<_> =
                solution.rates.iter().filter(|rate| rate.player == "USA").cloned().collect();
            for rate in &mut more {
                rate.partner = Some("ROW".into());
                rate.rate = 0.055;
            }
            solution.rates.extend(more);
        }
    }
    let rows = table(&findings, "tariff-rates");
    assert_eq!(rows[0][..4], ["Sector", "Partner", "USA: applied", "USA: Nash 1"]);
    assert_eq!(rows[1][..4], ["AGR", "CHN", "1.5", "11.3"]);
    let other = rows.iter().find(|row| row[..2] == ["AGR", "ROW"]).expect("the other partner");
    assert_eq!(other[2..4], ["1.5", "5.5"]);
    for study in studies(&mut findings) {
        study.assumptions.players.push("EUU".into());
    }
    let rows = table(&findings, "tariff-rates");
    assert_eq!(rows[0][..3], ["Player", "Rates", "Instrument"]);
    assert_eq!(rows[2][..5], ["USA", "Nash 1", "tariff", "4", "30.6"]);
}

#[test]
fn folds_and_points_without_equilibrium_are_named() {
    let mut findings = policy();
    let solution = &mut studies(&mut findings)[2].solutions[0];
    solution.fold_at = Some(0.625);
    solution.checks[1].search.without_payoff = 8;
    let said = text(&findings);
    assert!(
        said.contains("USA leads: the branch of equilibria that continues the baseline folds at")
    );
    assert!(said.contains("at 62.5\u{202f}% of the way"));
    assert!(
        said.contains("USA leads, CHN: the economy had no equilibrium at 8 points of the search.")
    );
}

#[test]
fn the_folder_has_the_figure_and_its_numbers() {
    let folder = tempfile::tempdir().expect("a folder");
    let written = talion_report::write(&policy(), folder.path()).expect("a report");
    for name in [
        "figures/best-responses.svg",
        "tables/best_responses.csv",
        "tables/tariff_rates.csv",
        "tables/tariff_welfare.csv",
    ] {
        assert!(written.contains(&folder.path().join(name)), "{name}");
    }
}
