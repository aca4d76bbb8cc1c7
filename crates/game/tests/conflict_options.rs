//! Conflicts by their options: the same states, moves and rankings as by states, in JSON and in the
//! files of gmcr-py.

use boon::{Compiler, Schemas};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use talion_game::{
    CONFLICT_SCHEMA, ConflictGame, ConflictMove, JsonGame, PlayerId, StateId, read_gmcr,
    read_json_game, write_conflict_json,
};

const BY_STATES: &str = include_str!("../../../examples/conflicts/elmira.json");
const BY_OPTIONS: &str = include_str!("../../../examples/conflicts/elmira-options.json");
const GMCR: &str = include_str!("data/elmira.gmcr");

/// Two players who may each raise a tariff, which the second cannot take back.
const TARIFFS: &str = r#"{
  "form": "conflict",
  "players": [
    { "label": "USA", "options": ["tariff", "ban on firms"] },
    { "label": "CHN", "options": [{ "label": "tariff", "irreversible": "Y" }] }
  ],
  "infeasible": ["NY-"],
  "priorities": { "CHN": ["not 1"], "USA": ["not CHN.tariff", "USA.'ban on firms'"] }
}"#;

fn conflict(text: &str) -> ConflictGame {
    match read_json_game(text.as_bytes()).unwrap() {
        JsonGame::Conflict(game) => game,
        other => panic!("{other:?}"),
    }
}

fn changed(text: &str, old: &str, new: &str) -> String {
    assert_eq!(text.matches(old).count(), 1, "{old}");
    text.replacen(old, new, 1)
}

#[test]
fn elmira_by_options_is_elmira_by_states() {
    assert_eq!(conflict(BY_OPTIONS), conflict(BY_STATES));
    let written = write_conflict_json(&conflict(BY_OPTIONS));
    assert_eq!(conflict(&written), conflict(BY_STATES));
}

#[test]
fn states_moves_and_ranks_of_a_small_conflict() {
    let game = conflict(TARIFFS);
    assert_eq!(game.states(), ["NNN", "YNN", "YYN", "NNY", "YNY", "YYY"]);
    let moves: BTreeSet<(usize, usize, usize)> =
        game.moves().map(|step| (step.player.0, step.from.0, step.to.0)).collect();
    let mut expected = BTreeSet::new();
    for (a, b) in [(0, 1), (0, 2), (1, 2), (3, 4), (3, 5), (4, 5)] {
        expected.extend([(0, a, b), (0, b, a)]);
    }
    expected.extend([(1, 0, 3), (1, 1, 4), (1, 2, 5)]);
    assert_eq!(moves, expected);
    assert_eq!(game.ranks(PlayerId(0)), [1, 1, 0, 3, 3, 2]);
    assert_eq!(game.ranks(PlayerId(1)), [0, 1, 1, 0, 1, 1]);
    let stuck = ConflictMove { player: PlayerId(1), from: StateId(0), to: StateId(3) };
    assert!(game.is_irreversible(stuck));
}

/// The truth of a statement about the options x, y, z of one player, state by state: what is true of a
/// state puts it before the others.
fn truth(statement: &str) -> String {
    let document = json!({
        "form": "conflict",
        "players": [{"label": "p", "options": ["x", "y", "z"]}],
        "priorities": [[statement]],
    });
    let game = conflict(&document.to_string());
    let ranks = game.ranks(PlayerId(0));
    let states = game.states().iter().zip(ranks);
    // A statement that is true of all or of none ranks all the same.
    let mut wished: Vec<&str> = states.filter(|(_, r)| **r == 0).map(|(s, _)| s.as_str()).collect();
    wished.sort_unstable();
    wished.join(" ")
}

#[test]
fn statements_mean_what_they_say() {
    for (statement, other) in [
        ("x and y", "YYN YYY"),
        ("1 & 2", "YYN YYY"),
        ("x and y or z", "NNY NYY YNY YYN YYY"),
        ("x and (y or z)", "YNY YYN YYY"),
        ("not x and y", "NYN NYY"),
        ("-1 & p.y", "NYN NYY"),
        ("~(x | y)", "NNN NNY"),
        ("NOT NOT 'x' AND z", "YNY YYY"),
        ("x if y", "NNN NNY YNN YNY YYN YYY"),
        ("x and y if z", "NNN NYN YNN YYN YYY"),
        ("x iff y or z", "NNN YNY YYN YYY"),
        ("not (x if y)", "NYN NYY"),
    ] {
        assert_eq!(truth(statement), other, "{statement}");
    }
}

#[test]
fn preferences_may_be_ranked_or_paid_for() {
    let priorities =
        r#""priorities": { "CHN": ["not 1"], "USA": ["not CHN.tariff", "USA.'ban on firms'"] }"#;
    let ranked = r#""preferences": [
        ["YYN", ["NNN", "YNN"], "YYY", ["NNY", "YNY"]], [["NNN", "NNY"], ["YNN", "YYN", "YNY", "YYY"]]]"#;
    assert_eq!(conflict(&changed(TARIFFS, priorities, ranked)), conflict(TARIFFS));
    let paid = r#""payoffs": [
        {"YYN": 9, "NNN": 7, "YNN": 7, "YYY": 5, "NNY": 3, "YNY": 3},
        {"NNN": 1, "NNY": 1, "YNN": 0, "YYN": 0, "YNY": 0, "YYY": 0}], "indifference": 0.5"#;
    assert_eq!(conflict(&changed(TARIFFS, priorities, paid)), conflict(TARIFFS));
}

#[test]
fn names_come_first_and_in_their_order() {
    let names = r#""infeasible": ["NY-"], "states": {"war": "Y-Y", "peace": "NNN"}"#;
    let merged = r#""infeasible": ["NY-"], "indistinguishable": ["Y-Y"], "states": {"war": "Y-Y", "peace": "NNN"}"#;
    let old = r#""infeasible": ["NY-"]"#;
    let error = read_json_game(changed(TARIFFS, old, names).as_bytes()).unwrap_err();
    assert!(error.to_string().contains("is of 2 feasible states"), "{error}");
    let game = conflict(&changed(TARIFFS, old, merged));
    assert_eq!(game.states(), ["war", "peace", "YNN", "YYN", "NNY"]);
    // `USA.'ban on firms'` is not true of all that `war` stands for.
    assert_eq!(game.ranks(PlayerId(0)), [2, 1, 1, 0, 2]);
    assert!(game.moves().all(|step| step.from != step.to));
}

#[test]
fn what_is_wrong_with_options_is_said_where_it_stands() {
    for (old, new, words) in [
        (r#"["NY-"]"#, r#"["NY"]"#, "`NY` has 2 letters; it needs one for each of 3"),
        (r#"["NY-"]"#, r#"["NX-"]"#, "`X` in the pattern `NX-` is none of Y"),
        (r#"["NY-"]"#, r#"["---"]"#, "at least one state"),
        (r#"["NY-"]"#, r#"["--Y"]"#, "player CHN has no moves"),
        (r#"["NY-"]"#, r#"[], "indistinguishable": ["Y--", "-Y-"]"#, "`YYN` is of two"),
        (r#"["NY-"]"#, r#"[], "states": {"a": "NYN", "b": "NYN"}"#, "`NYN` is of 1 feasible"),
        (r#"["NY-"]"#, r#"[], "states": {"YYY": "NNN"}"#, "state `YYY` comes twice"),
        (r#""irreversible": "Y""#, r#""irreversible": "y""#, "the choice that is final"),
        (r#"["tariff", "ban on firms"]"#, r#"["tariff", "tariff"]"#, "option `tariff` comes twice"),
        (r#""not 1""#, r#""not 4""#, "found `4` where the number of an option (1 to 3)"),
        (r#""not 1""#, r#""not 0""#, "found `0` where the number of an option (1 to 3)"),
        (r#""not 1""#, r#""not tariff""#, "one of USA.tariff, CHN.tariff should be"),
        (
            r#""not 1""#,
            r#""not bann""#,
            "found `bann` where an option (USA.tariff, USA.ban on firms, CHN.tariff)",
        ),
        (r#""not 1""#, r#""1 andd 2""#, "found `andd` where `and`, `or`, `if`, `iff` or the end"),
        (r#""not 1""#, r#""1 and""#, "found the end where an option, `not` or `(`"),
        (r#""not 1""#, r#""(1 or 2""#, "found the end where `and`, `or`, `if`, `iff` or `)`"),
        (r#""not 1""#, r#""1 if 2 if 3""#, "found `if` where"),
        (r#""not 1""#, r#""'ban""#, "a closing quotation mark"),
        (r#""not 1""#, r#""""#, "in the statement \"\": found the end"),
        (r#""not 1""#, "3", "a statement, a text,"),
        (r#""USA": ["#, r#""UK": ["#, "no player `UK`"),
        (r#"["not 1"], "USA""#, r#"["not 1"], "X""#, "no player `X`"),
        (r#""priorities""#, r#""preferences": [], "priorities""#, "give one of them"),
        (r#""priorities""#, r#""indifference": 1, "priorities""#, "`indifference` is a width"),
        (r#""priorities""#, r#""moves": [], "priorities""#, "unknown key `moves`"),
        (r#"{ "label": "USA", "options": ["tariff", "ban on firms"] }"#, r#""USA""#, "an object"),
    ] {
        let error = read_json_game(changed(TARIFFS, old, new).as_bytes()).unwrap_err();
        assert!(error.to_string().contains(words), "{error} for {new}");
        assert!(error.line > 1, "{error} for {new}");
    }
    let deep = format!("\"{}1\"", "(".repeat(70));
    let error = read_json_game(changed(TARIFFS, "\"not 1\"", &deep).as_bytes()).unwrap_err();
    assert!(error.to_string().contains("at most 64 levels"), "{error}");
    let place = read_json_game(changed(TARIFFS, "not 1", "not 4").as_bytes()).unwrap_err();
    assert_eq!((place.line, place.column), (8, 27));
}

/// A million situations are refused in a moment, as are more options than a number holds.
#[test]
fn too_much_is_refused() {
    for (count, words) in [(61, "61 options; there may be 60"), (22, "too many states")] {
        let options: Vec<String> = (0..count).map(|k| format!("o{k}")).collect();
        let document = json!({
            "form": "conflict", "players": [{"label": "p", "options": options}], "priorities": [["1"]],
        });
        let error = read_json_game(document.to_string().as_bytes()).unwrap_err();
        assert!(error.to_string().contains(words), "{error}");
    }
}

#[test]
fn the_schema_takes_what_the_reader_takes() {
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    let schema: Value = serde_json::from_str(CONFLICT_SCHEMA).unwrap();
    let place = schema["$id"].as_str().unwrap().to_owned();
    compiler.add_resource(&place, schema).unwrap();
    let index = compiler.compile(&place, &mut schemas).unwrap();
    let takes = |document: &Value| schemas.validate(document, index).is_ok();
    for (text, required) in [
        (TARIFFS, ["form", "players", "priorities"]),
        (BY_OPTIONS, ["form", "players", "priorities"]),
    ] {
        let document: Value = serde_json::from_str(text).unwrap();
        assert!(takes(&document));
        for key in required {
            let mut less = document.clone();
            less.as_object_mut().unwrap().remove(key);
            assert!(!takes(&less), "{key}");
            assert!(read_json_game(less.to_string().as_bytes()).is_err(), "{key}");
        }
        for (key, value) in
            [("another", json!(1)), ("preferences", json!([])), ("infeasible", json!(["NZ-"]))]
        {
            let mut more = document.clone();
            more[key] = value;
            assert!(!takes(&more), "{key}");
            assert!(read_json_game(more.to_string().as_bytes()).is_err(), "{key}");
        }
    }
}

/// The states of Elmira that its twelve situations are, in the order of gmcr-py's numbers: four of them
/// are the end of the plant.
const NINE: [&str; 12] = ["1", "2", "3", "4", "9", "9", "5", "6", "7", "8", "9", "9"];

#[test]
fn a_file_of_gmcr_py_is_read() {
    let game = read_gmcr(GMCR.as_bytes()).unwrap();
    assert_eq!(game.players(), ["MoE", "Uniroyal", "LocalGov"]);
    assert_eq!(game.states()[..6], ["NYNNN", "YYNNN", "NNYNN", "YNYNN", "NNNYN", "YNNYN"]);
    assert_eq!(game.states()[6..], ["NYNNY", "YYNNY", "NNYNY", "YNYNY", "NNNYY", "YNNYY"]);
    let nine = conflict(BY_STATES);
    let whole = |state: StateId| nine.state(NINE[state.0]).unwrap();
    // Both ways to say what players like agree with the nine states, but that statements tell apart how
    // the plant ended.
    let manual = "\"useManualPreferenceRanking\": true";
    let by_statements = changed(GMCR, manual, "\"useManualPreferenceVectors\": false");
    let by_statements = read_gmcr(by_statements.as_bytes()).unwrap();
    for player in (0..3).map(PlayerId) {
        for (a, b) in (0..144).map(|k| (StateId(k / 12), StateId(k % 12))) {
            let expected = nine.prefers(player, whole(a), whole(b));
            assert_eq!(game.prefers(player, a, b), expected, "{player:?}, {a:?}, {b:?}");
            if whole(a) != whole(b) {
                let found = by_statements.prefers(player, a, b);
                assert_eq!(found, expected, "{player:?}, {a:?}, {b:?} by statements");
            }
        }
    }
    let moves: BTreeSet<ConflictMove> = game
        .moves()
        .map(|step| ConflictMove { from: whole(step.from), to: whole(step.to), ..step })
        .filter(|step| step.from != step.to)
        .collect();
    assert_eq!(moves, nine.moves().collect());
}

/// Options count as the file lists them, states as the players have them.
#[test]
fn options_of_gmcr_py_may_be_listed_in_another_order() {
    let file = |ranking: &str| {
        format!(
            r#"{{"program":"gmcr-py","useManualPreferenceRanking":{ranking},"infeasibles":[[[0,"Y"],[1,"N"]]],
            "options":[{{"name":"b","permittedDirection":"back"}},{{"name":"a","permittedDirection":"both"}}],
            "decisionMakers":[
            {{"name":"A","options":[1],"preferences":[[[0,"N"]],[[1,"Y"]]],"preferenceRanking":[2,1,3]}},
            {{"name":"B","options":[0],"preferences":[[[1,"N"]]],"preferenceRanking":[1,[2,3]]}}]}}"#
        )
    };
    let game = read_gmcr(file("false").as_bytes()).unwrap();
    assert_eq!(game.states(), ["NN", "YN", "YY"]);
    assert_eq!(
        (game.ranks(PlayerId(0)), game.ranks(PlayerId(1))),
        (&[1, 0, 2][..], &[0, 1, 1][..])
    );
    let moves: Vec<(usize, usize, usize)> =
        game.moves().map(|step| (step.player.0, step.from.0, step.to.0)).collect();
    assert_eq!(moves, [(0, 0, 1), (0, 1, 0), (1, 2, 1)]);
    assert_eq!(read_gmcr(file("true").as_bytes()).unwrap(), game);
}

#[test]
fn what_is_wrong_with_a_file_of_gmcr_py() {
    for (old, new, words) in [
        ("\"program\"", "\"programme\"", "unknown key `programme`"),
        ("\"options\": [4]", "\"options\": [5]", "option 5 is not defined"),
        ("\"options\": [4]", "\"options\": [0]", "option `modify` comes twice"),
        ("\"options\": [4]", "\"options\": []", "the decision maker of option 4 is not defined"),
        ("\"back\"", "\"down\"", "both, fwd or back"),
        ("Ranking\": true", "Ranking\": 1", "true or false"),
        ("[9, 3, 4, 10, 7", "[13, 3, 4, 10, 7", "no state `13`"),
        ("[9, 3, 4, 10, 7", "[3, 3, 4, 10, 7", "state `3` comes twice"),
        ("[9, 3, 4, 10, 7", "[3, 4, 10, 7", "state `9` is not in this list"),
        ("[[1, \"Y\"], [2, \"Y\"]]", "[[1, \"Y\"], [7, \"Y\"]]", "option 7 is not defined"),
        ("[[1, \"Y\"], [2, \"Y\"]]", "[[1, \"Y\"], [2, \"Z\"]]", "a choice (the number"),
        ("[[1, \"Y\"], [2, \"Y\"]]", "[[1, \"Y\", 2]]", "found a list of 3 where"),
        ("\"LocalGov\",", "\"LocalGov\", \"misperceptions\": [[]],", "no misperceptions"),
        ("\"LocalGov\",", "\"MoE\",", "player `MoE` comes twice"),
    ] {
        let error = read_gmcr(changed(GMCR, old, new).as_bytes()).unwrap_err();
        assert!(error.to_string().contains(words), "{error} for {new}");
    }
}

proptest! {
    /// A file cut anywhere, or with any byte of it spoilt, is read or refused, never a panic.
    #[test]
    fn spoilt_files_are_no_trouble(which in 0_usize..3, cut in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let text = [TARIFFS, BY_OPTIONS, GMCR][which].trim_end();
        let read = |bytes: &[u8]| {
            if which < 2 { read_json_game(bytes).is_ok() } else { read_gmcr(bytes).is_ok() }
        };
        let at = cut.index(text.len());
        prop_assert!(!read(&text.as_bytes()[..at]));
        let mut bytes = text.as_bytes().to_vec();
        bytes[at] = byte;
        let _ = read(&bytes);
    }

    /// Any text is a statement or is refused.
    #[test]
    fn any_statement_is_read_or_refused(words in prop::collection::vec("[xyz()&|~'. -]|and|or|not|if|iff|1", 0..30)) {
        let document = json!({
            "form": "conflict", "players": [{"label": "p", "options": ["x", "y", "z"]}],
            "priorities": [[words.concat()]],
        });
        let _ = read_json_game(document.to_string().as_bytes());
    }
}
