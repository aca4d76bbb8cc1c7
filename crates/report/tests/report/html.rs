//! The HTML report is well formed, whole without a network, and says what the findings say.

use std::collections::BTreeSet;

use scraper::{Html, Selector};
use talion::Findings;
use talion_report::{figures, html};

use crate::every_fixture::every_fixture;
use crate::fixture;
use crate::time_fixture::over_time;

fn page(findings: &Findings) -> String {
    let figures = figures::draw(findings).expect("figures of the fixture");
    html::report(findings, &figures).expect("a report")
}

fn all(page: &Html, selector: &str) -> Vec<String> {
    let selector = Selector::parse(selector).expect("a selector");
    page.select(&selector).map(|found| found.text().collect::<String>()).collect()
}

#[test]
fn it_is_well_formed() {
    for findings in every_fixture() {
        let text = page(&findings);
        let parsed = Html::parse_document(&text);
        assert!(parsed.errors.is_empty(), "{:?}", parsed.errors);
    }
}

#[test]
fn it_loads_nothing() {
    for findings in every_fixture() {
        let text = page(&findings);
        let parsed = Html::parse_document(&text);
        for loading in [
            "script[src]",
            "script[type]",
            "link",
            "img",
            "iframe",
            "object",
            "embed",
            "use",
            "image",
        ] {
            assert!(all(&parsed, loading).is_empty(), "<{loading}> in the page");
        }
        for attribute in ["src", "href", "data", "action", "poster"] {
            let selector = Selector::parse(&format!("[{attribute}]")).expect("a selector");
            for element in parsed.select(&selector) {
                let target = element.value().attr(attribute).unwrap_or_default();
                assert!(target.starts_with('#'), "{attribute}={target}");
            }
        }
        let style = all(&parsed, "style").concat();
        assert!(!style.contains("url(") && !style.contains("@import"));
    }
}

#[test]
fn ids_are_unique_and_references_lead_somewhere() {
    for findings in every_fixture() {
        let parsed = Html::parse_document(&page(&findings));
        let selector = Selector::parse("[id]").expect("a selector");
        let mut ids = BTreeSet::new();
        for element in parsed.select(&selector) {
            let id = element.value().attr("id").unwrap_or_default();
            assert!(!id.is_empty() && !id.contains(' '), "id `{id}`");
            assert!(ids.insert(id.to_owned()), "id `{id}` twice");
        }
        let selector = Selector::parse("[aria-labelledby], a[href]").expect("a selector");
        for element in parsed.select(&selector) {
            let targets = element.value().attr("aria-labelledby").or(element.value().attr("href"));
            for target in targets.unwrap_or_default().split(' ') {
                assert!(ids.contains(target.trim_start_matches('#')), "no id `{target}`");
            }
        }
    }
}

#[test]
fn every_row_has_as_many_cells_as_its_table_has_columns() {
    for findings in every_fixture() {
        let parsed = Html::parse_document(&page(&findings));
        let [table, row, cell] = ["table", "tr", "th, td"].map(|s| Selector::parse(s).expect(s));
        for table in parsed.select(&table) {
            let counts: BTreeSet<usize> =
                table.select(&row).map(|row| row.select(&cell).count()).collect();
            assert_eq!(counts.len(), 1, "{counts:?} in {:?}", table.value().attr("id"));
        }
        assert!(!all(&parsed, "table > caption").is_empty());
        assert_eq!(all(&parsed, "table > caption").len(), all(&parsed, "table").len());
    }
}

#[test]
fn the_matrix_underlines_best_replies_and_shades_equilibria() {
    let parsed = Html::parse_document(&page(&fixture::chicken()));
    // Best replies by hand from the payoffs of the fixture, row by row.
    let expected = ["−0.0120", "+0.0100", "+0.0180", "−0.0310", "−0.1900"];
    let shown: Vec<String> = all(&parsed, "#payoffs u");
    let expected: Vec<String> = expected.map(|number| number[..number.len() - 1].to_owned()).into();
    assert_eq!(shown, expected);
    let shaded = all(&parsed, "#payoffs td.equilibrium");
    assert_eq!(shaded.len(), 2);
    assert!(shaded[0].contains("E2") && shaded[1].contains("E1"));
    assert_eq!(all(&parsed, "#payoffs td.selected").len(), 1);
}

#[test]
fn the_answer_stands_first_and_labels_are_shown_as_they_are() {
    let findings = fixture::chicken();
    let parsed = Html::parse_document(&page(&findings));
    assert_eq!(all(&parsed, "body p").first(), Some(&findings.answer.headline));
    assert_eq!(all(&parsed, "h1"), [findings.assumptions.title.as_str()]);
    assert!(all(&parsed, "#payoffs th").contains(&fixture::HOSTILE.to_owned()));
    assert!(all(&parsed, "b").is_empty());
}

#[test]
fn no_number_is_minus_nothing() {
    for findings in every_fixture() {
        let text = page(&findings);
        // What the script says about numbers is not shown.
        let text = text.split("<script>").next().unwrap_or_default();
        for zero in ["−0.0<", "−0.00<", "−0.000<", "−0.0000<", "-0.0", "NaN", "inf<"] {
            assert!(!text.contains(zero), "`{zero}`");
        }
    }
}

#[test]
fn what_came_about_is_told_or_said_to_be_missing() {
    let parsed = Html::parse_document(&page(&over_time()));
    let cells = all(&parsed, "#came-about tbody tr:last-child > *");
    let expected = ["1", "2018-08", "talks or truce", "50.0", fixture::HOSTILE, "50.0"];
    assert_eq!(cells, expected);
    let plain = page(&Findings { history: None, ..over_time() });
    assert!(plain.contains("the scenario names no record of it"));
    assert!(!plain.contains("came-about"));
    // A game that is not played over time has nothing to say of it.
    assert!(!page(&fixture::chicken()).contains("no record of it"));
}
