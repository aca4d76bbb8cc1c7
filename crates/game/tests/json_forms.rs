//! Games that go on, as JSON: read, written, refused with their place, and held to their schemas.

use boon::{Compiler, Schemas};
use proptest::prelude::*;
use serde_json::Value;
use talion_game::{
    BARGAINING_SCHEMA, CONFLICT_SCHEMA, ConflictGame, ConflictMove, GameError, JsonGame,
    NORMAL_FORM_SCHEMA, PlayerId, REPEATED_SCHEMA, ReadProblem, STOCHASTIC_SCHEMA, StateId,
    StochasticBuilder, StochasticGame, Transition, read_json, read_json_game,
    write_bargaining_json, write_conflict_json, write_json, write_repeated_json,
    write_stochastic_json,
};

/// Shapley (1953) style: the technology gap with the ZTE effect, from the house's cases
/// (`stochastic.json`, `tech_gap_zte`).
const GAP: &str = r#"{
  "form": "stochastic",
  "title": "technology gap",
  "players": ["USA", "CHN"],
  "discount": [0.9, "9/10"],
  "states": [
    {
      "name": "gap",
      "actions": [["no ban", "ban"], ["no subsidy", "subsidy"]],
      "payoffs": [[[3, 2], [2.5, 1.8]], [[2, 1.2], [1, 1.1]]],
      "transitions": [
        [{ "gap": 0.9, "caught up": 0.1 }, { "gap": 0.75, "caught up": 0.25 }],
        [{ "gap": 0.95, "caught up": 0.05 }, { "caught up": "3/10", "gap": "7/10" }]
      ]
    },
    {
      "name": "caught up",
      "actions": [["stay"], ["stay"]],
      "payoffs": [[[1]], [[3]]],
      "transitions": [[{ "caught up": 1 }]]
    }
  ]
}"#;

/// The prisoner's dilemma of `repeated.json`, `pd_9_1_10_3`.
const DILEMMA: &str = r#"{
  "form": "repeated",
  "players": [
    { "label": "a", "strategies": ["C", "D"] },
    { "label": "b", "strategies": ["C", "D"] }
  ],
  "payoffs": [[[9, 1], [10, 3]], [[9, 10], [1, 3]]],
  "discounts": [0.25, "1/3"]
}"#;

/// Elmira (Kilgour, Hipel and Fang), cut down: an irreversible move and a tie.
const CONFLICT: &str = r#"{
  "form": "conflict",
  "players": ["ministry", "company"],
  "states": ["delay", "accept", "abandon"],
  "moves": [
    { "player": "company", "from": "delay", "to": "accept" },
    { "player": "company", "from": "delay", "to": "abandon" },
    { "player": "ministry", "from": "accept", "to": "delay" }
  ],
  "preferences": { "company": ["delay", ["accept", "abandon"]], "ministry": ["accept", "delay", "abandon"] }
}"#;

fn stochastic(text: &str) -> StochasticGame {
    match read_json_game(text.as_bytes()).unwrap() {
        JsonGame::Stochastic(game) => game,
        other => panic!("{other:?}"),
    }
}

fn conflict(text: &str) -> ConflictGame {
    match read_json_game(text.as_bytes()).unwrap() {
        JsonGame::Conflict(game) => game,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_stochastic_game_is_read_and_written() {
    let game = stochastic(GAP);
    assert_eq!(game.discounts(), [0.9, 0.9]);
    let gap = StateId(0);
    assert_eq!(game.profile_count(gap), 4);
    // Player 1's action varies fastest: (no ban, no subsidy), (ban, no subsidy), ..
    let usa: Vec<f64> = (0..4).map(|profile| game.payoffs(gap, profile)[0]).collect();
    assert_eq!(usa, [3.0, 2.5, 2.0, 1.8]);
    let caught_up = |profile| game.transitions(gap, profile).iter().find(|t| t.to == StateId(1));
    let to_caught_up: Vec<f64> = (0..4).map(|p| caught_up(p).unwrap().probability).collect();
    assert_eq!(to_caught_up, [0.1, 0.05, 0.25, 0.3]);
    assert_eq!(game.actions_at(gap, 1), [1, 0]);
    assert_eq!(game.profile_at(gap, &[1, 0]), 1);
    assert_eq!(stochastic(&write_stochastic_json(&game)), game);
}

#[test]
fn rows_of_transitions_are_read_dense_and_sparse() {
    let sparse = r#"{ "gap": 0.9, "caught up": 0.1 }"#;
    assert_eq!(GAP.matches(sparse).count(), 1);
    assert_eq!(stochastic(&GAP.replace(sparse, "[0.9, \"1/10\"]")), stochastic(GAP));
    let error = read_json_game(GAP.replace(sparse, "[1]").as_bytes()).unwrap_err();
    assert!(error.to_string().contains("probabilities, one per state"), "{error}");
}

#[test]
fn a_repeated_game_is_read_and_written() {
    let JsonGame::Repeated(game) = read_json_game(DILEMMA.as_bytes()).unwrap() else { panic!() };
    assert_eq!(game.stage().payoff(PlayerId(1), &[0, 1]), 10.0);
    assert_eq!(game.discounts(), [0.25, 1.0 / 3.0]);
    let again = read_json_game(write_repeated_json(&game).as_bytes()).unwrap();
    assert_eq!(again, JsonGame::Repeated(game));
    assert_eq!(read_json(DILEMMA.as_bytes()).unwrap_err().problem, ReadProblem::OtherForm);
}

#[test]
fn a_conflict_is_read_and_written() {
    let game = conflict(CONFLICT);
    assert_eq!(game.ranks(PlayerId(1)), [0, 1, 1]);
    assert!(game.prefers(PlayerId(0), StateId(1), StateId(0)));
    assert!(!game.prefers(PlayerId(1), StateId(1), StateId(2)), "a tie");
    let reach: Vec<StateId> = game.reachable(PlayerId(1), StateId(0)).collect();
    assert_eq!(reach, [StateId(1), StateId(2)]);
    assert_eq!(game.reachable(PlayerId(1), StateId(1)).count(), 0, "no way back");
    assert_eq!(conflict(&write_conflict_json(&game)), game);
}

#[test]
fn what_is_wrong_is_said_where_it_stands() {
    // What is replaced, by what, where in the new text the finger points, and what is said.
    for (text, old, new, finger, words) in [
        (
            GAP,
            "{ \"gap\": 0.9, \"caught up\": 0.1 }",
            "{ \"gap\": 0.9, \"caught up\": 0.2 }",
            0,
            "sum to 1.1",
        ),
        (
            GAP,
            "\"caught up\": 0.25",
            "\"caught on\": 0.25",
            0,
            "no state `caught on`; there is gap, caught up",
        ),
        (GAP, "[2.5, 1.8]", "[2.5]", 0, "found 1, expected 2"),
        (GAP, "[0.9, \"9/10\"]", "[0.9, 1]", 6, "must be at least 0 and below 1"),
        (GAP, "[0.9, \"9/10\"]", "[0.9]", 0, "one per player: found 1, expected 2"),
        (GAP, "\"name\": \"caught up\"", "\"name\": \"gap\"", 8, "state `gap` comes twice"),
        (
            GAP,
            "\"transitions\": [[{ \"caught up\": 1 }]]",
            "\"transition\": []",
            0,
            "unknown key `transition`",
        ),
        (GAP, "2.5, 1.8", "2.5, 1e1999", 5, "exponent past"),
        (GAP, "\"no ban\", \"ban\"", "\"ban\", \"ban\"", 7, "action `ban` comes twice"),
        (GAP, "\"gap\": 0.95", "\"gap\": -0.95", 7, "no probability"),
        (GAP, "\"stay\"], [\"stay\"]", "\"stay\"], []", 9, "expected 1"),
        (DILEMMA, "[\"C\", \"D\"]", "[]", 0, "no strategy"),
        (DILEMMA, "\"discounts\"", "\"discont\"", 0, "unknown key `discont`"),
        (DILEMMA, "[10, 3]", "[10, \"x\"]", 5, "is no number"),
        (
            CONFLICT,
            "{ \"player\": \"company\", \"from\": \"delay\", \"to\": \"accept\"",
            "{ \"player\": \"company\", \"from\": \"delay\", \"to\": \"delay\"",
            0,
            "leads to the same state",
        ),
        (
            CONFLICT,
            "[\"delay\", [\"accept\", \"abandon\"]]",
            "[\"delay\", [\"accept\"]]",
            0,
            "`abandon` is not in this list",
        ),
        (
            CONFLICT,
            "[\"accept\", \"delay\", \"abandon\"]",
            "[\"delay\", \"delay\", \"abandon\"]",
            10,
            "comes twice",
        ),
        (CONFLICT, "\"company\": [", "\"compani\": [", 0, "no player `compani`"),
        (
            CONFLICT,
            "\"company\": [\"delay\", [\"accept\", \"abandon\"]], ",
            "",
            -2,
            "`company` has no list",
        ),
        (CONFLICT, "\"form\": \"conflict\"", "\"form\": 3", 8, "normal, stochastic"),
        (CONFLICT, "{\n  \"form\": \"conflict\",", "{", 0, "`form` is missing"),
        (CONFLICT, "\"moves\": [", "\"moves\" [", 8, "a colon"),
    ] {
        assert_eq!(text.matches(old).count().min(1), 1, "{old}");
        let spoilt = text.replacen(old, new, 1);
        let at = text.find(old).unwrap().checked_add_signed(finger).unwrap();
        let before = &spoilt[..at];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let place = (before.matches('\n').count() + 1, at - line_start + 1);
        let error = read_json_game(spoilt.as_bytes()).unwrap_err();
        assert!(error.to_string().contains(words), "{error} for {new}");
        assert_eq!((error.line, error.column), place, "{error} for {new}");
    }
    let bytes = read_json_game(b"{\n \"form\": \"\xff\"}").unwrap_err();
    assert_eq!(
        (bytes.line, bytes.column, bytes.problem),
        (2, 11, ReadProblem::NotText { byte: 12 })
    );
}

#[test]
fn games_that_cannot_be_are_not_made() {
    let start = || {
        let mut builder = StochasticBuilder::new("", ["a", "b"], &[0.5, 0.5]).unwrap();
        let menu = builder.menu(["x"]).unwrap();
        builder.state("only", &[menu, menu]).unwrap();
        builder
    };
    let go = |to| [Transition { to: StateId(to), probability: 1.0 }];
    let mut lost = start();
    lost.profile(&[0.0, 0.0], go(7)).unwrap();
    let made = lost.build();
    assert!(matches!(made, Err(GameError::NoSuchState { found: 7, .. })), "{made:?}");
    let made = start().profile(&[0.0, f64::NAN], go(0));
    assert!(matches!(made, Err(GameError::NonFinitePayoff { .. })), "{made:?}");
    let made = start().build();
    assert!(matches!(made, Err(GameError::StateTable { found: 0, expected: 1, .. })), "{made:?}");
    let mut full = start();
    full.profile(&[0.0, 0.0], go(0)).unwrap();
    let made = full.profile(&[0.0, 0.0], go(0));
    assert!(matches!(made, Err(GameError::StateTable { found: 2, expected: 1, .. })), "{made:?}");
    let half = Transition { to: StateId(0), probability: 0.5 };
    let made = start().profile(&[0.0, 0.0], [half]);
    assert!(matches!(made, Err(GameError::TransitionSum { .. })), "{made:?}");
    assert!(start().profile(&[0.0, 0.0], [half, half]).is_ok());
    let made = StochasticBuilder::new("", ["a", "b"], &[0.5, 1.0]);
    assert!(matches!(made, Err(GameError::Discount { .. })), "{made:?}");
    let none = StochasticBuilder::new("", ["a"], &[0.5]).unwrap().build();
    assert_eq!(none, Err(GameError::NoStates));
    let labels = vec!["x".to_owned(), "y".to_owned()];
    let step = ConflictMove { player: PlayerId(0), from: StateId(0), to: StateId(0) };
    let made =
        ConflictGame::new("", labels[..1].to_vec(), labels.clone(), vec![step], vec![vec![0, 1]]);
    assert!(matches!(made, Err(GameError::MoveNowhere { .. })), "{made:?}");
    let made = ConflictGame::new("", labels[..1].to_vec(), labels, vec![], vec![vec![0]]);
    assert!(matches!(made, Err(GameError::RankCount { .. })), "{made:?}");
}

/// A schema that is itself valid, as a test whether it takes a document.
fn validator(schema: &str) -> impl Fn(&Value) -> bool {
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    let schema: Value = serde_json::from_str(schema).unwrap();
    let place = schema["$id"].as_str().unwrap().to_owned();
    compiler.add_resource(&place, schema).unwrap();
    let index = compiler.compile(&place, &mut schemas).unwrap();
    move |document| schemas.validate(document, index).is_ok()
}

#[test]
fn the_schemas_take_what_the_readers_take() {
    let schemas = [
        NORMAL_FORM_SCHEMA,
        STOCHASTIC_SCHEMA,
        REPEATED_SCHEMA,
        CONFLICT_SCHEMA,
        BARGAINING_SCHEMA,
    ]
    .map(validator);
    let normal = r#"{"form":"normal","players":[{"label":"a","strategies":["x","y"]}],"payoffs":[["1/3",-2e-3]]}"#;
    let bargaining = r#"{"form":"bargaining","players":["a","b"],"disagreement":["-1/3",0],"issues":[{"label":"x","gains":[1,-2e-3]}]}"#;
    let documents = [normal, GAP, DILEMMA, CONFLICT, bargaining];
    for (k, text) in documents.iter().enumerate() {
        let game = read_json_game(text.as_bytes()).unwrap();
        let written = match &game {
            JsonGame::Normal(game) => write_json(game),
            JsonGame::Stochastic(game) => write_stochastic_json(game),
            JsonGame::Repeated(game) => write_repeated_json(game),
            JsonGame::Conflict(game) => write_conflict_json(game),
            JsonGame::Bargaining(problem) => write_bargaining_json(problem),
            _ => unreachable!("no other form"),
        };
        for text in [text, &written.as_str()] {
            let document: Value = serde_json::from_str(text).unwrap();
            for (other, takes) in schemas.iter().enumerate() {
                assert_eq!(takes(&document), other == k, "document {k}, schema {other}");
            }
            // Without any one key of its top level but the title, both refuse.
            for key in document.as_object().unwrap().keys().filter(|key| *key != "title") {
                let mut less = document.clone();
                less.as_object_mut().unwrap().remove(key);
                assert!(!schemas[k](&less), "{key}");
                assert!(read_json_game(less.to_string().as_bytes()).is_err(), "{key}");
            }
            let mut more = document.clone();
            more["another"] = 1.into();
            assert!(!schemas[k](&more));
            assert!(read_json_game(more.to_string().as_bytes()).is_err());
        }
    }
}

/// A million keys, or states, take a moment and not an hour.
#[test]
fn many_keys_are_read_in_a_moment() {
    let started = std::time::Instant::now();
    let keys: String = (0..300_000).map(|k| [",\"k", &k.to_string(), "\":0"].concat()).collect();
    let error =
        read_json_game(["{\"form\":\"normal\"", &keys, "}"].concat().as_bytes()).unwrap_err();
    assert!(matches!(error.problem, ReadProblem::UnknownKey { .. }), "{error}");
    let states = 20_000;
    let state = |k: usize| {
        let (own, next) = (k.to_string(), ((k + 1) % states).to_string());
        [
            "{\"name\":\"",
            &own,
            "\",\"actions\":[[\"x\"]],\"payoffs\":[[1]],\"transitions\":[{\"",
            &next,
            "\":1}]}",
        ]
        .concat()
    };
    let list: Vec<String> = (0..states).map(state).collect();
    let text = [
        "{\"form\":\"stochastic\",\"players\":[\"a\"],\"discount\":[0.5],\"states\":[",
        &list.join(","),
        "]}",
    ];
    assert_eq!(stochastic(&text.concat()).state_count(), states);
    assert!(started.elapsed() < std::time::Duration::from_secs(5), "{:?}", started.elapsed());
}

proptest! {
    /// A file cut anywhere, or with any byte of it spoilt, is read or refused, never a panic; cut, it
    /// is refused.
    #[test]
    fn spoilt_files_are_no_trouble(which in 0_usize..3, cut in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let text = [GAP, DILEMMA, CONFLICT][which];
        let at = cut.index(text.len());
        prop_assert!(read_json_game(&text.as_bytes()[..at]).is_err());
        let mut bytes = text.as_bytes().to_vec();
        bytes[at] = byte;
        let _ = read_json_game(&bytes);
    }

    #[test]
    fn no_bytes_make_the_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = read_json_game(&bytes);
        let opened = [b"{\"form\":\"stochastic\",".as_slice(), &bytes].concat();
        let _ = read_json_game(&opened);
    }
}

/// Beer and quiche, as `examples/resolve/beer-quiche.json` has it.
#[test]
fn a_signalling_game_is_read_and_written() {
    let text = include_str!("../../../examples/resolve/beer-quiche.json");
    let JsonGame::Signalling(game) = read_json_game(text.as_bytes()).unwrap() else {
        panic!("another form")
    };
    assert_eq!(game.sender().prior[0].to_string(), "9/10");
    assert_eq!(game.sender_payoff(1, 0, 0, 1).to_string(), "2", "the weak at beer without a duel");
    let again = read_json_game(talion_game::write_signalling_json(&game).as_bytes()).unwrap();
    assert_eq!(again, JsonGame::Signalling(game.clone()));
    let tree = game.tree().unwrap().tree;
    assert_eq!((tree.nodes().len(), tree.information_sets().len()), (17, 4));
    for (spoilt, place, words) in [
        (("\"9/10\"", "\"4/5\""), "line 6", "sum to 0.9"),
        (("\"1/10\"", "0"), "line 6", "between 0 and 1"),
        (("\"quiche\"", "\"beer\""), "line 7", "comes twice"),
        (("\"prior\"", "\"priors\""), "line 6", "unknown key"),
    ] {
        let wrong = text.replacen(spoilt.0, spoilt.1, 1);
        assert_ne!(wrong, text, "{spoilt:?}");
        let error = read_json_game(wrong.as_bytes()).unwrap_err().to_string();
        assert!(error.contains(place) && error.contains(words), "{error}");
    }
}
