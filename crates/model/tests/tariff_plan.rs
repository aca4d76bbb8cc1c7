//! What a scenario may ask about continuous policy, and how it is told what is wrong with it.

use talion_economy::{MarketStructure, Problem};
use talion_game::SearchBudget;
use talion_model::{
    BargainOptions, Disagreement, FormulaVariant, RateBy, RateKind, RateTargets, Scenario, Split,
    TariffConcept, TariffPlan, embedded,
};

/// A right scenario with these lines for its `[economy]` and `[tariffs]`.
fn scenario(economy: &str, tariffs: &str) -> String {
    format!(
        r#"name = "small"
[economy]
{economy}
{tariffs}
[[player]]
name = "Washington"
region = "USA"
[[player]]
name = "Beijing"
region = "CHN"
[[move]]
name = "tariff"
player = "Washington"
kind = "tariff"
rate = 0.1
sectors = ["ELE"]
[[package]]
player = "Washington"
name = "hold"
status_quo = true
[[package]]
player = "Washington"
name = "tariff"
moves = ["tariff"]
[[package]]
player = "Beijing"
name = "hold"
status_quo = true
"#
    )
}

fn read(text: &str) -> Scenario {
    Scenario::parse("test.toml", text).unwrap_or_else(|problems| panic!("{problems}"))
}

fn plan(tariffs: &str) -> TariffPlan {
    read(&scenario("services = [\"SRV\"]", tariffs)).tariffs().expect("a plan").clone()
}

fn problems(tariffs: &str) -> Vec<Problem> {
    let text = scenario("services = [\"SRV\"]", tariffs);
    let found = Scenario::parse("test.toml", &text).err().map(|all| all.0).unwrap_or_default();
    for problem in &found {
        let line = text.lines().nth(problem.line - 1).expect("the line is in the file");
        assert!(tariffs.contains(line), "`{}` is placed at `{line}`", problem.message);
    }
    found
}

/// Message and help of the only problem, and the line that it is placed at, counted in `tariffs`.
fn only(tariffs: &str) -> (String, String, usize) {
    let mut found = problems(tariffs);
    assert_eq!(found.len(), 1, "{found:#?}");
    let problem = found.remove(0);
    let head = scenario("services = [\"SRV\"]", "").lines().position(str::is_empty);
    let line = problem.line - head.expect("the place of the table");
    (problem.message, problem.help.unwrap_or_default(), line)
}

#[test]
fn a_scenario_that_asks_nothing_has_no_plan() {
    assert!(read(&scenario("", "")).tariffs().is_none());
}

#[test]
fn an_empty_table_asks_for_nash_tariffs_on_all_goods() {
    let plan = plan("[tariffs]");
    assert_eq!(plan.concepts, [TariffConcept::Nash]);
    assert_eq!(plan.game.players.len(), 2);
    assert_eq!((plan.game.targets, plan.game.by), (RateTargets::EachOther, RateBy::Sector));
    assert_eq!(plan.game.kinds, [RateKind::Tariff]);
    // Services are no goods: 16 of the 17 sectors.
    assert_eq!(plan.game.sectors.as_ref().map(Vec::len), Some(16));
    assert_eq!(plan.game.tariff_bounds, (0.0, 10.0));
    assert_eq!(plan.game.subsidy_bounds, (-0.5, 0.5));
    assert_eq!(plan.game.export_tax_bounds, (-0.5, 0.5));
    assert_eq!(plan.game.political_weights, None);
    assert_eq!(plan.leader, None);
    assert_eq!(plan.bargain, BargainOptions::default());
    assert_eq!(plan.formula, FormulaVariant::Program);
    assert_eq!((plan.starts, plan.budget, plan.curves), (2, SearchBudget::NORMAL, true));
}

#[test]
fn every_key_reaches_the_plan() {
    let text = scenario(
        "market = \"competitive\"",
        r#"[tariffs]
concepts = ["optimal", "stackelberg", "cooperative", "formula", "nash"]
targets = "all"
instruments = ["subsidy", "export-tax", "tariff"]
by = "partner"
sectors = ["MAC", "ELE"]
lowest = -0.1
highest = 0.6
lowest_subsidy = -0.2
highest_subsidy = 0.3
lowest_export_tax = -0.05
highest_export_tax = 0.15
leader = "Beijing"
split = "kalai-smorodinsky"
disagreement = "status-quo"
formula = "paper"
political_weights = true
starts = 7
search = "thorough"
curves = false"#,
    );
    let scenario = read(&text);
    let plan = scenario.tariffs().expect("a plan");
    let data = scenario.dataset();
    let (usa, chn) = (data.region("USA").expect("known"), data.region("CHN").expect("known"));
    assert_eq!(
        plan.concepts,
        [
            TariffConcept::Optimal,
            TariffConcept::Stackelberg,
            TariffConcept::Cooperative,
            TariffConcept::Formula,
            TariffConcept::Nash
        ]
    );
    let game = &plan.game;
    assert_eq!(game.players, [usa, chn]);
    assert_eq!((game.targets, game.by), (RateTargets::All, RateBy::Partner));
    assert_eq!(game.kinds, [RateKind::Subsidy, RateKind::ExportTax, RateKind::Tariff]);
    let sectors = ["ELE", "MAC"].map(|code| data.sector(code).expect("known"));
    assert_eq!(game.sectors.as_deref(), Some(&sectors[..]));
    assert_eq!(game.tariff_bounds, (-0.1, 0.6));
    assert_eq!(game.subsidy_bounds, (-0.2, 0.3));
    assert_eq!(game.export_tax_bounds, (-0.05, 0.15));
    assert!(game.political_weights.is_some());
    assert_eq!(plan.leader, Some(chn));
    assert_eq!(plan.bargain.split, Split::KalaiSmorodinsky);
    assert_eq!(plan.bargain.disagreement, Disagreement::StatusQuo);
    assert_eq!(plan.formula, FormulaVariant::Paper);
    assert_eq!((plan.starts, plan.budget, plan.curves), (7, SearchBudget::THOROUGH, false));
    assert_eq!(scenario.economy_options().market, MarketStructure::Competitive);
}

#[test]
fn transfers_go_with_agreements_alone() {
    let plan = plan(
        "[tariffs]\nconcepts = [\"cooperative\"]\ninstruments = [\"tariff\", \"transfer\"]\n\
         largest_transfer = 0.02\nsplit = \"weighted-sum\"",
    );
    assert_eq!(plan.game.transfer_bounds, (-0.02, 0.02));
    assert_eq!(plan.bargain.split, Split::WeightedSum(vec![1.0, 1.0]));
    let (message, help, line) =
        only("[tariffs]\nconcepts = [\"nash\"]\ninstruments = [\"tariff\", \"transfer\"]");
    assert_eq!(message, "transfers are paid under an agreement only");
    assert_eq!(help, "leave `transfer` out, or ask for `cooperative` alone");
    assert_eq!(line, 3);
}

#[test]
fn unknown_words_come_with_the_nearest_known_one_at_their_line() {
    let (message, help, line) = only("[tariffs]\n\nconcept = [\"nash\"]");
    assert_eq!((message.as_str(), line), ("unknown key `concept`", 3));
    assert_eq!(help, "did you mean `concepts`?");
    let (message, help, line) = only("[tariffs]\nconcepts = [\"nash\", \"stackleberg\"]");
    assert_eq!((message.as_str(), line), ("`stackleberg` is none of the words known here", 2));
    assert_eq!(help, "did you mean `stackelberg`?");
    let (message, help, _) = only("[tariffs]\ntargets = \"al\"");
    assert_eq!(message, "`targets` cannot be `al`");
    assert_eq!(help, "did you mean `all`? one of: each-other, all");
    let (message, ..) = only("[tariffs]\ninstruments = [\"tariff\", \"tariff\"]");
    assert_eq!(message, "`tariff` is listed twice");
    let (message, help, _) = only("[tariffs]\nconcepts = []");
    assert_eq!(message, "the list is empty");
    assert!(help.starts_with("one or more of: nash, optimal"), "{help}");
    let (message, ..) = only("[tariffs]\nstarts = 1.5");
    assert_eq!(message, "`starts` is 1.5: not a whole number");
}

#[test]
fn bounds_that_cross_are_named_with_their_numbers() {
    for (low, high, key) in [
        ("lowest = 0.5", "highest = 0.25", "lowest"),
        ("lowest_subsidy = 0.5", "highest_subsidy = 0.25", "lowest_subsidy"),
        ("lowest_export_tax = 0.5", "highest_export_tax = 0.25", "lowest_export_tax"),
    ] {
        let (message, _, line) = only(&format!("[tariffs]\n{high}\n{low}"));
        assert_eq!(
            message, "the bounds cross: the lowest rate 0.5 is above the highest 0.25",
            "{key}"
        );
        assert_eq!(line, 3, "{key}");
    }
    assert!(problems("[tariffs]\nlowest = 0.25\nhighest = 0.25").is_empty());
}

#[test]
fn who_leads_must_play_and_who_plays_must_have_a_rate_to_set() {
    let (message, help, line) = only("[tariffs]\nleader = \"Bejing\"");
    assert_eq!((message.as_str(), line), ("unknown player `Bejing`", 2));
    assert_eq!(help, "did you mean `Beijing`?");
    let found = problems("[tariffs]\nsectors = []");
    let messages: Vec<&str> = found.iter().map(|problem| problem.message.as_str()).collect();
    assert_eq!(
        messages,
        [
            "player `Washington` has no rate to set: it trades with nobody here",
            "player `Beijing` has no rate to set: it trades with nobody here"
        ]
    );
}

#[test]
fn all_problems_of_the_table_come_at_once() {
    let found = problems(
        "[tariffs]\nconcepts = [\"nahs\"]\nleader = \"Tokyo\"\nlowest = 2\nhighest = 1\n\
         sectors = [\"ELEC\"]",
    );
    let messages: Vec<&str> = found.iter().map(|problem| problem.message.as_str()).collect();
    assert_eq!(
        messages,
        [
            "`nahs` is none of the words known here",
            "unknown player `Tokyo`",
            "the bounds cross: the lowest rate 2 is above the highest 1",
            "unknown sector `ELEC`"
        ]
    );
}

#[test]
fn a_market_that_the_data_cannot_have_is_named_at_its_key() {
    let text = scenario("market = \"restricted-entry\"", "");
    let found = Scenario::parse("test.toml", &text).expect_err("the data have input links").0;
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(found[0].line, 3, "{found:#?}");
    assert!(found[0].message.contains("uses inputs"), "{found:#?}");
}

#[test]
fn the_main_job_asks_what_its_report_shows() {
    let text = embedded::text(embedded::DEFAULT_SCENARIO).expect("the default is embedded");
    let scenario = read(text);
    let plan = scenario.tariffs().expect("a plan");
    let asked = [TariffConcept::Nash, TariffConcept::Optimal, TariffConcept::Cooperative];
    assert_eq!(plan.concepts, asked);
    assert!(plan.curves && plan.game.players.len() == 2);
}
