//! The files for other programs: the game, the graph, provenance, pictures, the schema.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use talion::Findings;
use talion::game::{PlayerId, read_nfg};
use talion_report::{figures, json, png::Painter, read, write, write_timed};

use crate::every_fixture::every_fixture;
use crate::fixture;
use crate::policy_fixture::policy;
use crate::time_fixture::over_time;

fn written(findings: &Findings) -> BTreeMap<PathBuf, Vec<u8>> {
    let folder = tempfile::tempdir().expect("a folder");
    let paths = write(findings, folder.path()).expect("a report");
    let inside = |path: &Path| path.strip_prefix(folder.path()).expect("inside").to_owned();
    paths.iter().map(|path| (inside(path), fs::read(path).expect("a file"))).collect()
}

fn text(files: &BTreeMap<PathBuf, Vec<u8>>, name: &str) -> String {
    String::from_utf8(files[Path::new(name)].clone()).expect("UTF-8")
}

#[test]
fn the_game_reads_back_with_its_payoffs() {
    let findings = fixture::chicken();
    let game = read_nfg(&written(&findings)[Path::new("game.nfg")]).expect("a game");
    assert_eq!(game.players()[0].strategies, ["package-1", "package-2", "package-3"]);
    // The list against matching, by the table of the fixture.
    assert_eq!(game.payoff(PlayerId(0), &[1, 1]), -0.024);
    assert_eq!(game.payoff(PlayerId(1), &[2, 0]), -0.21);
}

#[test]
fn the_graph_keeps_every_arc_with_its_mover_and_marks_what_is_irreversible() {
    let files = written(&over_time());
    let text_of = text(&files, "escalation.graphml");
    let parsed = roxmltree::Document::parse(&text_of).expect("XML");
    let named = |name: &str| parsed.descendants().filter(|n| n.tag_name().name() == name).count();
    assert_eq!((named("node"), named("edge")), (3, 3));
    let data = |edge: roxmltree::Node<'_, '_>, key: &str| -> String {
        let found = edge.children().find(|child| child.attribute("key") == Some(key));
        found.and_then(|child| child.text()).unwrap_or_default().to_owned()
    };
    let edges: Vec<_> =
        parsed.descendants().filter(|node| node.tag_name().name() == "edge").collect();
    assert_eq!(data(edges[0], "mover"), "USA and CHN");
    assert_eq!(data(edges[1], "irreversible"), "false");
    assert_eq!(data(edges[2], "mover"), "chance");

    let dot = text(&files, "escalation.dot");
    assert_eq!(dot.matches(" -> ").count(), 3);
    assert_eq!(dot.matches("dashed").count(), 2, "{dot}");
    assert!(dot.contains("style=\"dashed,bold\""), "{dot}");
    assert!(dot.contains("\\\""), "the quotation mark of the hostile label is escaped: {dot}");
}

#[test]
fn provenance_names_every_file_by_its_hash_and_no_time() {
    let findings = policy();
    let files = written(&findings);
    let sheet: serde_json::Value =
        serde_json::from_str(&text(&files, "provenance.json")).expect("JSON");
    assert_eq!(sheet["scenario"]["sha256"], findings.provenance.scenario_sha256.as_str());
    let listed = sheet["files"].as_array().expect("a list");
    assert_eq!(listed.len(), files.len() - 1, "all but itself");
    for file in listed {
        let path = Path::new(file["path"].as_str().expect("a path"));
        let written = file["sha256"].as_str().expect("a hash");
        let bytes: Vec<u8> = (0..written.len() / 2)
            .map(|at| u8::from_str_radix(&written[2 * at..2 * at + 2], 16).expect("digits"))
            .collect();
        assert_eq!(bytes, Sha256::digest(&files[path]).to_vec(), "{}", path.display());
    }
    assert!(!text(&files, "provenance.json").contains("seconds"));
}

#[test]
fn elapsed_time_stands_apart() {
    let folder = tempfile::tempdir().expect("a folder");
    let study = std::time::Duration::from_millis(1500);
    write_timed(&fixture::chicken(), folder.path(), study).expect("a report");
    let text = fs::read_to_string(folder.path().join("elapsed.json")).expect("a file");
    let elapsed: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(elapsed["study_seconds"], 1.5);
}

#[test]
fn pictures_are_twice_as_large_as_drawn_and_have_ink_where_text_is() {
    let painter = Painter::new();
    for findings in [fixture::chicken(), policy(), over_time()] {
        for figure in figures::draw(&findings).expect("figures").list {
            let bytes = painter.png(&figure).expect("a picture");
            let picture = resvg::tiny_skia::Pixmap::decode_png(&bytes).expect("a PNG");
            let drawn = roxmltree::Document::parse(&figure.svg).expect("XML");
            let width: f64 = drawn
                .root_element()
                .attribute("width")
                .and_then(|x| x.parse().ok())
                .expect("width");
            assert!((f64::from(picture.width()) - 2.0 * width).abs() <= 2.0);
            let title =
                drawn.descendants().find(|n| n.tag_name().name() == "text").expect("a title");
            let at = |name: &str| -> f64 {
                title.attribute(name).and_then(|x| x.parse().ok()).expect("a number")
            };
            let (x, y) = (2.0 * at("x"), 2.0 * at("y"));
            let dark = picture
                .pixels()
                .iter()
                .zip(0_u32..)
                .filter(|(pixel, place)| {
                    let row = f64::from(place / picture.width());
                    let column = f64::from(place % picture.width());
                    let inside = (y - 24.0..y).contains(&row) && (x..x + 120.0).contains(&column);
                    inside && pixel.red() < 100
                })
                .count();
            // Letters cover between a tenth and a half of their line.
            assert!((200..2200).contains(&dark), "{}: {dark} dark pixels", figure.name);
        }
    }
}

#[test]
fn findings_keep_to_their_schema_and_spoilt_ones_do_not() {
    let mut schemas = boon::Schemas::new();
    let mut compiler = boon::Compiler::new();
    compiler.add_resource("findings.json", json::schema()).expect("a schema");
    let schema = compiler.compile("findings.json", &mut schemas).expect("a sound schema");
    for findings in every_fixture() {
        let mut value = serde_json::to_value(&findings).expect("JSON");
        assert!(schemas.validate(&value, schema).is_ok());
        value["main"]["equilibria"][0]["max_regret"] = "small".into();
        assert!(schemas.validate(&value, schema).is_err());
    }
    let mut other = serde_json::to_value(fixture::chicken()).expect("JSON");
    other["schema"] = "talion-findings/2".into();
    assert!(schemas.validate(&other, schema).is_err(), "the version is part of the schema");
}

#[test]
fn the_published_schema_is_that_of_the_types() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema/findings.schema.json");
    let mut made = serde_json::to_string_pretty(&json::schema()).expect("JSON");
    made.push('\n');
    let published = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        published == made,
        "make it again: cargo run -- findings schema > crates/report/schema/findings.schema.json"
    );
}

#[test]
fn findings_read_back_and_every_other_file_is_told_what_it_is() {
    let findings = over_time();
    let text = json::findings(&findings).expect("JSON");
    assert_eq!(read::findings(&text).expect("findings"), findings);
    let said = |text: &str| read::findings(text).expect_err("no findings").to_string();
    assert!(said(&text[..text.len() / 2]).contains("cut"));
    assert!(said("no json").contains("no JSON"));
    assert!(said("{}").contains("without the name of its schema"));
    assert!(said(&text.replacen("findings/1", "findings/2", 1)).contains("a newer one wrote it"));
    assert!(
        said(&text.replacen("talion-findings/1", "talion-escalation/1", 1)).contains("not talion")
    );
    assert!(said(&text.replacen("\"players\"", "\"player\"", 1)).contains("players"));
}
