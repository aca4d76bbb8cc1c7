//! What a scenario file may say, and how it is told what is wrong with it.

use talion_economy::Problem;
use talion_model::{Action, Scenario, embedded, keys};

/// The smallest scenario that is right.
const SMALL: &str = r#"
name = "small"

[[player]]
name = "USA"
region = "USA"

[[player]]
name = "CHN"
region = "CHN"

[[move]]
name = "tariff"
player = "USA"
kind = "tariff"
rate = 0.1
sectors = ["ELE", "MAC"]

[[package]]
player = "USA"
name = "hold"
status_quo = true

[[package]]
player = "USA"
name = "tariff"
moves = ["tariff"]

[[package]]
player = "CHN"
name = "hold"
status_quo = true
"#;

fn problems(text: &str) -> Vec<Problem> {
    match Scenario::parse("test.toml", text) {
        Ok(_) => Vec::new(),
        Err(problems) => problems.0,
    }
}

/// The only problem of a text.
fn only(text: &str) -> Problem {
    let found = problems(text);
    assert_eq!(found.len(), 1, "{found:#?}");
    found.into_iter().next().expect("one, by the line above")
}

fn replaced(from: &str, to: &str) -> String {
    assert!(SMALL.contains(from), "{from}");
    SMALL.replacen(from, to, 1)
}

/// Line of the first text that contains `needle`, from 1.
fn line_of(text: &str, needle: &str) -> usize {
    text.lines().position(|line| line.contains(needle)).expect("needle is in the text") + 1
}

#[test]
fn the_smallest_scenario_is_right() {
    assert_eq!(problems(SMALL), Vec::new());
}

#[test]
fn every_embedded_scenario_is_right() {
    for name in embedded::names() {
        let text = embedded::text(name).expect("named");
        match Scenario::parse(name, text) {
            Ok(scenario) => assert_eq!(scenario.name(), name),
            Err(problems) => panic!("{problems}"),
        }
    }
}

#[test]
fn an_unknown_key_is_refused_with_the_nearest_known_one() {
    let text = replaced("rate = 0.1", "rat = 0.1\nrate = 0.1");
    let problem = only(&text);
    assert_eq!(problem.message, "unknown key `rat`");
    assert_eq!(problem.help.as_deref(), Some("did you mean `rate`?"));
    assert_eq!((problem.line, problem.column), (line_of(&text, "rat = 0.1"), 1));
}

#[test]
fn all_problems_come_at_once_each_at_its_place() {
    let text = replaced("region = \"USA\"", "region = \"USS\"")
        .replacen("region = \"CHN\"", "region = \"CHN\"\ncolour = 1", 1)
        .replacen("rate = 0.1", "rate = \"high\"", 1);
    let found = problems(&text);
    let lines: Vec<usize> = found.iter().map(|problem| problem.line).collect();
    let expected = ["USS", "colour", "high"].map(|needle| line_of(&text, needle));
    assert_eq!(lines, expected, "{found:#?}");
    let text = replaced("region = \"USA\"", "region = \"USS\"")
        .replacen("[\"ELE\", \"MAC\"]", "[\"ELE\", \"MACH\"]", 1)
        .replacen("moves = [\"tariff\"]", "moves = [\"tarif\"]", 1);
    let found = problems(&text);
    let messages: Vec<&str> = found.iter().map(|problem| problem.message.as_str()).collect();
    assert_eq!(messages, ["unknown region `USS`", "unknown move `tarif`"]);
    assert_eq!(found[0].help.as_deref(), Some("did you mean `USA`?"));
    assert_eq!(found[0].column, "region = ".len() + 1);
}

#[test]
fn malformed_toml_is_placed() {
    let text = replaced("rate = 0.1", "rate = = 0.1");
    let found = problems(&text);
    assert_eq!(found[0].line, line_of(&text, "rate = = 0.1"));
}

#[test]
fn numbers_must_be_finite_and_within_bounds() {
    for bad in ["nan", "inf", "-1.0", "\"high\""] {
        let text = replaced("rate = 0.1", &format!("rate = {bad}"));
        let problem = only(&text);
        assert!(problem.message.starts_with("`rate` "), "{problem:?}");
        assert_eq!(problem.line, line_of(&text, "rate = "));
    }
}

#[test]
fn a_player_needs_a_region_and_packages() {
    let problem = only(&replaced("region = \"CHN\"\n", ""));
    assert_eq!(problem.message, "player[1] has no `region`");
    let cut = SMALL.rfind("[[package]]").expect("there are packages");
    let problem = only(&SMALL[..cut]);
    assert!(problem.message.contains("player `CHN` has no package"), "{problem:?}");
}

#[test]
fn a_package_without_moves_must_be_the_status_quo() {
    let problem = only(&replaced("moves = [\"tariff\"]", ""));
    assert_eq!(problem.message, "package `tariff` has no moves");
    let text = replaced("status_quo = true", "moves = [\"tariff\"]");
    assert!(only(&text).message.contains("has no status-quo package"));
    let text = SMALL.replace("moves = [\"tariff\"]", "status_quo = true");
    assert!(only(&text).message.contains("two status-quo packages"));
}

#[test]
fn a_scenario_without_players_moves_or_packages_has_no_game() {
    let found = problems("name = \"empty\"");
    let messages: Vec<&str> = found.iter().map(|problem| problem.message.as_str()).collect();
    assert_eq!(
        messages,
        [
            "the scenario has no `player`",
            "the scenario has no `move`",
            "the scenario has no `package`"
        ]
    );
}

#[test]
fn keys_of_another_kind_of_move_are_refused() {
    let problem = only(&replaced("rate = 0.1", "rate = 0.1\nratio = 1.0"));
    assert_eq!(problem.message, "a move of kind `tariff` takes no `ratio`");
    assert_eq!(problem.help.as_deref(), Some("`ratio` belongs to: retaliation"));
}

#[test]
fn unknown_data_and_elasticities_are_named() {
    let problem = only(&replaced("[[player]]", "[economy]\ndata = \"us-china-2016\"\n[[player]]"));
    assert_eq!(problem.help.as_deref(), Some("did you mean `us-china-2017`?"));
    let text = replaced("[[player]]", "[economy]\nelasticities = \"caliendo\"\n[[player]]");
    assert!(only(&text).message.contains("caliendo"));
}

#[test]
fn a_list_by_value_covers_that_share_of_imports() {
    let text = replaced(
        "rate = 0.1\nsectors = [\"ELE\", \"MAC\"]",
        "rate = 0.25\nvalue_usd_bn = 50\nbase_usd_bn = 500\nspread = { ELE = 1, MAC = 2 }",
    )
    .replace("name = \"small\"", "name = \"small\"\n[economy]\nservices = [\"SRV\"]");
    let scenario = Scenario::parse("test.toml", &text).unwrap_or_else(|p| panic!("{p}"));
    let data = scenario.dataset();
    let (usa, chn) = (data.region("USA").expect("known"), data.region("CHN").expect("known"));
    let all: f64 = scenario.goods().iter().map(|&s| data.flow(chn, usa, s)).sum();
    let Action::Tariff { lines, .. } = &scenario.moves()[0].action else { panic!("a tariff") };
    let covered: f64 = lines.iter().map(|l| l.coverage * data.flow(chn, usa, l.sector)).sum();
    assert!((covered / all - 0.1).abs() < 1e-12);
    assert!((lines[1].coverage / lines[0].coverage - 2.0).abs() < 1e-12);
}

#[test]
fn the_reference_and_the_schema_have_every_key() {
    let reference = keys::reference_markdown();
    let schema = keys::json_schema().to_string();
    for key in keys::KEYS {
        assert!(
            reference.contains(&format!("`{}`", key.name()))
                || reference.contains(&format!("[{}]", key.path.replace("[]", ""))),
            "{}",
            key.path
        );
        assert!(schema.contains(&format!("\"{}\"", key.name())), "{}", key.path);
    }
}
