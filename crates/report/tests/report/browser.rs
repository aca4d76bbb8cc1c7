//! The HTML report in a real browser: its script runs without an error, it asks for nothing, its figures are
//! drawn. Without Chromium the test says so and leaves the work to CI, which has it.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use scraper::{Html, Selector};
use talion_report::{figures, html};

use crate::policy_fixture::policy;

/// Clicks on the head of the first column of a table, then on it again, and notes the order of rows.
const CLICKS: &str = "<script>
    document.body.dataset.loaded = performance.getEntriesByType('resource').length;
    const head = document.querySelector('#tariff-welfare thead th:nth-child(2)');
    const codes = () => [...document.querySelectorAll('#tariff-welfare tbody th')].map((cell) => cell.textContent).join();
    const noted = (name) => { document.body.dataset[name] = `${head.getAttribute('aria-sort')} ${codes()}`; };
    noted('before'); head.querySelector('button').click(); noted('rising');
    head.querySelector('button').click(); noted('falling');
    head.querySelector('button').click(); noted('after');
    </script></body>";

/// The browser, if there is one.
fn chromium() -> Option<PathBuf> {
    let folders: Vec<PathBuf> =
        std::env::var_os("PATH").iter().flat_map(std::env::split_paths).collect();
    let names = ["chromium", "chromium-browser", "google-chrome"];
    names.iter().flat_map(|name| folders.iter().map(move |f| f.join(name))).find(|p| p.is_file())
}

fn open(browser: &Path, home: &Path, flags: &[&str]) -> Output {
    let profile = home.join("profile");
    Command::new(browser)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync"])
        .args(["--disable-background-networking", "--disable-component-update"])
        .args(["--disable-dev-shm-usage", "--enable-logging=stderr", "--window-size=1280,9000"])
        .arg(format!("--user-data-dir={}", profile.display()))
        .args(flags)
        .arg(format!("file://{}", home.join("report.html").display()))
        .output()
        .expect("the browser starts")
}

#[test]
fn the_page_works_in_a_browser_without_errors_or_a_network() {
    let Some(browser) = chromium() else {
        assert!(
            std::env::var_os("CI").is_none(),
            "CI must have Chromium: apt-get install chromium"
        );
        eprintln!("no Chromium here: this test is left to CI");
        return;
    };
    let home = tempfile::tempdir().expect("a folder");
    let findings = policy();
    let drawn = figures::draw(&findings).expect("figures");
    let page = html::report(&findings, &drawn).expect("a report").replace("</body>", CLICKS);
    std::fs::write(home.path().join("report.html"), page).expect("written");

    // The page forbids itself to load anything; what it tried all the same would be an error in the console.
    let ended = open(&browser, home.path(), &["--dump-dom"]);
    let said = String::from_utf8_lossy(&ended.stderr);
    assert!(!said.contains("CONSOLE"), "{said}");
    let dom = Html::parse_document(&String::from_utf8_lossy(&ended.stdout));
    let first = |selector: &str| {
        dom.select(&Selector::parse(selector).expect("a selector"))
            .next()
            .map(|e| e.value().clone())
    };
    let script = first("html").and_then(|html| html.attr("data-script").map(str::to_owned));
    assert_eq!(script.as_deref(), Some("ran"));
    let policy = first("meta[http-equiv]").and_then(|m| m.attr("content").map(str::to_owned));
    assert!(policy.is_some_and(|policy| policy.starts_with("default-src 'none'")));
    let loaded = first("body").and_then(|body| body.attr("data-loaded").map(str::to_owned));
    assert_eq!(loaded.as_deref(), Some("0"), "resources that the page asked for");
    sorted(&dom);
    pictured(&browser, home.path());
}

/// Clicking sorts by number, up, then down, then back; rows of one number stay in their order.
fn sorted(dom: &Html) {
    let body = Selector::parse("body").expect("a selector");
    let body = dom.select(&body).next().expect("a body").value();
    let noted = |name: &str| body.attr(&format!("data-{name}")).unwrap_or_default();
    let row = Selector::parse("#tariff-welfare tbody tr").expect("a selector");
    let cell = Selector::parse("th, td").expect("a selector");
    // The third click has brought the rows back to the order of the file.
    let mut rows: Vec<(f64, String)> = dom
        .select(&row)
        .map(|row| {
            let cells: Vec<String> = row.select(&cell).map(|cell| cell.text().collect()).collect();
            (cells[1].replace('\u{2212}', "-").parse().expect("a number"), cells[0].clone())
        })
        .collect();
    let names = |rows: &[(f64, String)]| -> String {
        rows.iter().map(|row| row.1.as_str()).collect::<Vec<_>>().join(",")
    };
    assert!(rows.iter().any(|row| row.0 < 0.0) && rows.len() > 2, "{rows:?}");
    assert_eq!(noted("before"), format!("null {}", names(&rows)));
    assert_eq!(noted("after"), noted("before"));
    rows.sort_by(|a, b| a.0.total_cmp(&b.0));
    assert_eq!(noted("rising"), format!("ascending {}", names(&rows)));
    rows.sort_by(|a, b| b.0.total_cmp(&a.0));
    assert_eq!(noted("falling"), format!("descending {}", names(&rows)));
}

/// A picture of the page has the colours of its figures.
fn pictured(browser: &Path, home: &Path) {
    let picture = home.join("page.png");
    open(browser, home, &[&format!("--screenshot={}", picture.display())]);
    let bytes = std::fs::read(&picture).expect("a picture");
    let page = resvg::tiny_skia::Pixmap::decode_png(&bytes).expect("a PNG");
    let coloured = page
        .pixels()
        .iter()
        .filter(|pixel| {
            let parts = [pixel.red(), pixel.green(), pixel.blue()];
            let (most, least) = (parts.iter().max(), parts.iter().min());
            most.zip(least).is_some_and(|(most, least)| most - least > 60)
        })
        .count();
    assert!(coloured > 20_000, "{coloured} coloured pixels");
}
