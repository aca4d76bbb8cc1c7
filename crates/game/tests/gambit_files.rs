//! Gambit's files: what the description of the formats says, what real files do, what is wrong.

use proptest::prelude::*;
use std::fmt::Write;
use std::time::{Duration, Instant};
use talion_game::{
    GameError, NodeKind, NormalForm, Player, PlayerId, Rational, ReadError, ReadProblem, TreeError,
    read_efg, read_json, read_nfg, write_efg, write_json, write_nfg,
};

const KUHN: &str = include_str!("data/kuhn-poker.efg");

/// The game that the description of both versions of the format shows: Selten (1975), figure 2.
fn is_selten(game: &NormalForm) {
    assert_eq!(game.title(), "Selten");
    let labels: Vec<_> = game.players().iter().map(|p| p.label.as_str()).collect();
    assert_eq!(labels, ["Player 1", "Player 2"]);
    assert_eq!(game.strategy_count(PlayerId(0)), 3);
    assert_eq!(game.payoffs(PlayerId(0)), [1.0, 0.0, 0.0, 1.0, 0.0, 2.0]);
    assert_eq!(game.payoffs(PlayerId(1)), [1.0, 2.0, 2.0, 1.0, 3.0, 0.0]);
}

#[test]
fn the_payoff_version() {
    for text in [
        "NFG 1 R \"Selten\" { \"Player 1\" \"Player 2\" } { 3 2 }\n\n1 1 0 2 0 2 1 1 0 3 2 0 \n",
        "NFG 1 D \"Selten\"{\"Player 1\" \"Player 2\"}{3 2}\"a comment\"1 1 0 2 0 2 1 1 0 3 2 0",
        "\u{feff}NFG\r\n1\tR \"Selten\"\r\n{ \"Player 1\",\"Player 2\" }\r\n{ 3, 2 }\r\n1, 1 # first\r\n0 2 // second\r\n+0 2.0 10e-1 1. 0.000 3/1 4/2 -0\r\n",
        "NFG 1 R \"Selten\" { \"Player 1\" \"Player 2\" } \"early\" { { \"1\" \"2\" \"3\" } { \"1\" \"2\" } } \"late\" 1 1 0 2 0 2 1 1 0 3 2 0",
        "NFG 1 R \"Selten\" { \"Player 1\" \"Player 2\" } { {1 2 3} 2 } 1 1 0 2 0 2 1 1 0 3 2 0",
    ] {
        let game = read_nfg(text.as_bytes()).unwrap();
        is_selten(&game);
        assert_eq!(game.players()[0].strategies, ["1", "2", "3"]);
    }
}

#[test]
fn the_outcome_version() {
    let head = "NFG 1 R \"Selten\" { \"Player 1\" \"Player 2\" } { { \"1\" \"2\" \"3\" } { \"1\" \"2\" } }";
    for body in [
        "{ { \"\" 1, 1 } { \"\" 0, 2 } { \"\" 0, 2 } { \"\" 1, 1 } { \"\" 0, 3 } { \"\" 2, 0 } } 1 2 3 4 5 6",
        "\"comment\" { { \"twice\" 1 1 } { \"x\" 0 2 } { 0 3 } { \"y\" 2 0 } } 1 2 2 1 3 4",
    ] {
        is_selten(&read_nfg(format!("{head} {body}").as_bytes()).unwrap());
    }
    let game =
        read_nfg(b"NFG 1 R \"\" { \"a\" \"b\" } { 2 1 } { { \"only\" 1/3 -5 } } 0 1").unwrap();
    assert_eq!(game.payoffs(PlayerId(0)), [0.0, 1.0 / 3.0], "outcome 0 pays nothing");
    assert_eq!(game.exact_payoffs(PlayerId(0)).unwrap()[1].to_string(), "1/3");
}

#[test]
fn numbers_stay_exact_and_doubles_cost_nothing() {
    let game = read_nfg(b"NFG 1 R \"\" { \"a\" } { 3 } 0.1 1/3 2.5").unwrap();
    let exact: Vec<String> =
        game.exact_payoffs(PlayerId(0)).unwrap().iter().map(Rational::to_string).collect();
    assert_eq!(exact, ["1/10", "1/3", "5/2"]);
    assert_eq!(game.payoffs(PlayerId(0)), [0.1, 1.0 / 3.0, 2.5]);
    let game = read_nfg(b"NFG 1 R \"\" { \"a\" } { 3 } 0.5 1/4 25e-1").unwrap();
    assert_eq!(game.exact_payoffs(PlayerId(0)), None, "the doubles are the payoffs");
}

#[test]
fn labels_may_repeat_be_empty_and_hold_quotation_marks() {
    let text = r#"NFG 1 R "a \"game\" of C:\dir" { "" "" } { { "x" "x" } { "\"" } } 1 2 3 4"#;
    let game = read_nfg(text.as_bytes()).unwrap();
    assert_eq!(game.title(), r#"a "game" of C:\dir"#);
    assert_eq!(game.players()[0].strategies, ["x", "x"]);
    assert_eq!(game.players()[1].strategies, ["\""]);
    let latin = b"NFG 1 R \"Stra\xdfe\" { \"a\" } { 1 } 1";
    assert_eq!(read_nfg(latin).unwrap().title(), "Straße");
}

#[test]
fn errors_of_normal_forms_say_where_and_what() {
    let head = "NFG 1 R \"\" { \"a\" \"b\" }";
    for (text, line, column, words) in [
        (String::new(), 1, 1, "found the end of the file where `NFG`"),
        ("EFG 2 R".into(), 1, 1, "found `EFG` where `NFG`"),
        ("NFG 2 R".into(), 1, 5, "found `2` where the version of the format, 1,"),
        ("NFG 1 X".into(), 1, 7, "found `X` where the kind of numbers"),
        (
            format!("{head}\n{{ 2 2 }}\n1 2 3\n4 5 x 7 8"),
            4,
            5,
            "found `x` where the payoff of player 2 at profile 3 of 4",
        ),
        (
            format!("{head}\n{{ 2 2 }}\n1 2 3 4 5 6 7"),
            3,
            14,
            "found the end of the file where the payoff of player 2 at profile 4",
        ),
        (
            format!("{head}\n{{ 2 2 }}\n1 2 3 4 5 6 7 8 9"),
            3,
            17,
            "found `9` where the end of the file",
        ),
        (format!("{head}\n{{ 1 1 }}\n1 NaN"), 3, 3, "found `NaN`"),
        (format!("{head}\n{{ 1 1 }}\n1 1/0"), 3, 3, "`1/0` divides by zero"),
        (format!("{head}\n{{ 1 1 }}\n1 1e999"), 3, 3, "`1e999` is larger than the largest double"),
        (format!("{head}\n{{ 1 1 }}\n1 -.e"), 3, 3, "`-.e` is no number"),
        (format!("{head} {{ 2 }} 1 2"), 1, 24, "players with strategies: found 1, expected 2"),
        (format!("{head} {{ 2 0 }} 1 2"), 1, 24, "player b has no strategy"),
        (format!("{head} {{ 2 -2 }} 1 2"), 1, 28, "found `-2` where a number of strategies"),
        (format!("{head} {{ 99999 99999 }} 1 2"), 1, 26, "the file ends too early: 99999 entries"),
        (
            format!("{head} {{ 3 3 }} 1 2"),
            1,
            32,
            "the file ends too early: 9 entries are announced, 3 bytes",
        ),
        (format!("{head} {{ {{ \"x\" "), 1, 32, "found the end of the file where a label"),
        (
            format!("{head} {{ 1 1 }} {{ {{ \"o\" 1 }} }} 1"),
            1,
            42,
            "found `}` where the payoff of every player",
        ),
        (format!("{head} {{ 1 1 }} {{ {{ \"o\" 1 1 }} }} 2"), 1, 48, "outcome 2 is not defined"),
        ("NFG 1 R \"\" { } { } ".into(), 1, 12, "at least one player"),
        ("NFG 1 R \"never closed { 2 2 }".into(), 1, 9, "never closed"),
    ] {
        let error = read_nfg(text.as_bytes()).unwrap_err();
        let said = error.to_string();
        assert!(said.contains(words), "`{said}` for {text:?}");
        assert_eq!((error.line, error.column), (line, column), "{said} for {text:?}");
    }
}

#[test]
fn kuhn_poker_reads_and_writes() {
    let game = read_efg(KUHN.as_bytes()).unwrap();
    assert_eq!(game.nodes().len(), 1 + 6 * 9);
    assert_eq!(game.information_sets().len(), 12);
    assert_eq!(game.outcomes().len(), 4);
    let sixth = &Rational::ONE / &Rational::from(6);
    assert_eq!(game.events()[0].probabilities, vec![sixth; 6]);
    assert_eq!(read_efg(write_efg(&game).as_bytes()).unwrap(), game);
}

#[test]
fn descriptions_may_be_left_out_the_second_time_and_outcomes_stand_anywhere() {
    let text = "EFG 2 R \"\" { \"A\" \"B\" } \"comment\"
        c \"root\" 7 \"toss\" { \"h\" .5 \"t\" .5 } 3 \"entry\" { -1, -1 }
        p \"\" 1 9 \"know nothing\" { \"l\" \"r\" } 0
        t \"\" 1 \"win\" { 1 0 } t \"\" 2 { 0, 1 }
        p \"\" 1 9 0
        t \"\" 1 t \"\" 2 \"\" { 0/5, 1.0 }";
    let game = read_efg(text.as_bytes()).unwrap();
    assert_eq!(game.information_sets().len(), 1);
    assert_eq!(game.information_sets()[0].members.len(), 2);
    let normal = game.normal_form().unwrap();
    assert_eq!(normal.payoffs(PlayerId(0)), [0.0, -1.0], "the entry fee is paid on the way");
    assert_eq!(normal.payoffs(PlayerId(1)), [-1.0, 0.0]);
    let rounded =
        text.replace(".5", "0.333333").replace("\"t\" 0.333333", "\"t\" 0.333333 \"s\" 0.333333")
            + " p \"\" 1 9 0 t \"\" 1 t \"\" 2";
    let game = read_efg(rounded.as_bytes()).unwrap();
    assert_eq!(game.events()[0].probabilities[2].to_string(), "1/3", "rounded to six places");
}

#[test]
fn errors_of_trees_say_where_and_what() {
    let head = "EFG 2 R \"\" { \"A\" \"B\" }\n";
    for (body, line, column, words) in [
        ("", 2, 1, "found the end of the file where a node"),
        ("x", 2, 1, "found `x` where a node"),
        ("t \"\" 1 \"o\" { 1 }", 2, 12, "outcome `o` has 1 payoffs; the game has 2 players"),
        ("t \"\" 1", 2, 6, "outcome 1 is not defined"),
        ("t \"\" 0 t \"\" 0", 2, 8, "found `t` where the end of the file"),
        ("p \"\" 3 1 \"\" { \"l\" } 0", 2, 6, "player 3 is not defined"),
        ("p \"\" 1 1 \"h\" { } 0", 2, 14, "`h` has no action"),
        ("p \"\" 1 1 0", 2, 8, "information set 1 is not defined"),
        (
            "p \"\" 1 1 \"\" { \"l\" \"r\" } 0\nt \"\" 0\np \"\" 1 1 \"\" { \"l\" } 0",
            4,
            13,
            "information set 1 has other actions here",
        ),
        (
            "p \"\" 1 1 \"\" { \"l\" \"r\" } 0\nt \"\" 1 \"\" { 1 2 }\nt \"\" 1 \"\" { 1 3 }",
            4,
            11,
            "outcome 1 has other payoffs here",
        ),
        (
            "p \"\" 1 1 \"\" { \"l\" \"r\" } 0\nt \"\" 0",
            3,
            7,
            "found the end of the file where a node",
        ),
        ("c \"\" 1 \"e\" { \"l\" 1/2 \"r\" 1/3 } 0", 2, 12, "sum to 5/6"),
        ("c \"\" 1 \"e\" { \"l\" 3/2 \"r\" -1/2 } 0", 2, 12, "probability -1/2, below zero"),
        ("c \"\" 1 \"e\" { \"l\" \"r\" } 0", 2, 18, "found the text \"r\" where the probability"),
    ] {
        let error = read_efg(format!("{head}{body}").as_bytes()).unwrap_err();
        let said = error.to_string();
        assert!(said.contains(words), "`{said}` for {body:?}");
        assert_eq!((error.line, error.column), (line, column), "{said} for {body:?}");
    }
    let nobody = read_efg(b"EFG 2 R \"\" { } t \"\" 0").unwrap_err();
    assert_eq!(nobody.problem, ReadProblem::Tree(Box::new(TreeError::NoPlayers)));
}

#[test]
fn deep_trees_and_long_noise_are_no_trouble() {
    let depth = 100_000;
    let mut text = "EFG 2 R \"\" { \"A\" } ".to_owned();
    for n in 0..depth {
        writeln!(text, "p \"\" 1 {} \"\" {{ \"on\" }} 0", n + 1).unwrap();
    }
    let game = read_efg(format!("{text}t \"\" 1 \"\" {{ 1 }}").as_bytes()).unwrap();
    assert_eq!(game.nodes().len(), depth + 1);
    assert!(matches!(game.nodes()[depth].kind, NodeKind::Terminal));
    let cut = read_efg(text.as_bytes()).unwrap_err();
    assert_eq!(cut.line, depth + 1);

    let mut state = 1_u64;
    let noise: Vec<u8> = std::iter::repeat_with(|| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (state >> 56) as u8
    })
    .take(10_000_000)
    .collect();
    let started = Instant::now();
    let opened = [b"NFG 1 R \"".as_slice(), &noise].concat();
    for read in [
        read_nfg(&noise).map(drop),
        read_nfg(&opened).map(drop),
        read_efg(&noise).map(drop),
        read_json(&noise).map(drop),
    ] {
        assert!(read.unwrap_err().to_string().chars().count() < 300);
    }
    assert!(started.elapsed() < Duration::from_secs(10), "{:?}", started.elapsed());
}

#[test]
fn json_reads_what_it_writes_and_says_what_is_wrong() {
    let game = read_nfg(b"NFG 1 R \"t\" { \"a\" \"b\" \"c\" } { 2 3 1 } 1 2 3 4 5 6 7 8 9 1/3 .1 12 13 14 15 16 17 18").unwrap();
    assert_eq!(read_json(write_json(&game).as_bytes()).unwrap(), game);
    let good = r#"{"form":"normal","players":[{"label":"a","strategies":["x","y"]},{"label":"b","strategies":["z"]}],"payoffs":[[[1],["1/3"]],[[3],[4]]]}"#;
    let game = read_json(good.as_bytes()).unwrap();
    assert_eq!(game.payoffs(PlayerId(0)), [1.0, 1.0 / 3.0]);
    for (old, new, words) in [
        ("normal", "abnormal", "no form of a game `abnormal`"),
        (
            "[[3],[4]]",
            "[[3]]",
            "entries for the strategies of `a` in the payoffs of `b`: found 1, expected 2",
        ),
        (
            "[[3],[4]]",
            "[[3],[4,5]]",
            "entries for the strategies of `b` in the payoffs of `b`: found 2, expected 1",
        ),
        ("[[3],[4]]", "[[3],[[4]]]", "found a list where a payoff"),
        (",[[3],[4]]", "", "tables of payoffs, one per player: found 1, expected 2"),
        ("1/3", "1/0", "`1/0` divides by zero"),
        ("\"payoffs\"", "\"payofs\"", "unknown key `payofs`"),
        ("[3]", "[NaN]", "found `N` where a value"),
        ("]]]}", "", "end of the file"),
    ] {
        let error = read_json(good.replacen(old, new, 1).as_bytes()).unwrap_err();
        assert!(error.to_string().contains(words), "{error} for {new}");
    }
    let nan = ReadError { line: 1, column: 28, problem: ReadProblem::Game(GameError::NoPlayers) };
    assert_eq!(read_json(br#"{"form":"normal","players":[],"payoffs":[]}"#).unwrap_err(), nan);
}

/// Payoffs as thirds, tenths or whole numbers.
fn number() -> impl Strategy<Value = Rational> {
    (-40_i64..40, prop::sample::select(vec![1_i64, 2, 3, 10]))
        .prop_map(|(top, bottom)| &Rational::from(top) / &Rational::from(bottom))
}

fn any_game() -> impl Strategy<Value = NormalForm> {
    prop::collection::vec(1_usize..4, 1..4).prop_flat_map(|shape| {
        let profiles: usize = shape.iter().product();
        let payoffs = prop::collection::vec(prop::collection::vec(number(), profiles), shape.len());
        let labels: Vec<_> = shape.iter().map(|&m| prop::collection::vec(".{0,6}", m)).collect();
        (".{0,9}", payoffs, labels).prop_map(|(title, payoffs, labels)| {
            let players =
                labels.into_iter().map(|strategies| Player { label: title.clone(), strategies });
            NormalForm::from_rationals(title.clone(), players.collect(), payoffs).unwrap()
        })
    })
}

proptest! {
    #[test]
    fn every_game_comes_back_from_both_files(game in any_game()) {
        prop_assert_eq!(&read_nfg(write_nfg(&game).as_bytes()).unwrap(), &game);
        prop_assert_eq!(&read_json(write_json(&game).as_bytes()).unwrap(), &game);
    }

    #[test]
    fn no_bytes_make_a_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = (read_nfg(&bytes), read_efg(&bytes), read_json(&bytes));
    }

    #[test]
    fn no_words_make_a_reader_panic(
        words in prop::collection::vec(
            prop::sample::select(vec![
                "{", "}", "\"", "\\", "1", "2", "0", "-3", "1/2", "1/0", "p \"\" 1 1 \"\" { \"a\" } 0",
                "t \"\" 0", "c \"\" 1 \"\" { \"a\" 1 } 0", ",", "#", "\"x\"", "{ 2 2 }", "\n",
            ]),
            0..30,
        ),
    ) {
        let tail = words.join(" ");
        let _ = read_nfg(format!("NFG 1 R \"\" {{ \"a\" \"b\" }} {tail}").as_bytes());
        let _ = read_efg(format!("EFG 2 R \"\" {{ \"a\" \"b\" }} {tail}").as_bytes());
    }

    #[test]
    fn a_spoilt_file_is_refused_or_read_but_never_a_panic(
        cut in 0..KUHN.len(), at in 0..KUHN.len(), byte in any::<u8>(),
    ) {
        // The last line is whole as soon as it names its outcome, which was described before.
        let cut = cut.min(KUHN.trim_end().rfind('\n').unwrap());
        prop_assert!(read_efg(&KUHN.as_bytes()[..cut]).is_err());
        let mut bytes = KUHN.as_bytes().to_vec();
        bytes[at] = byte;
        if let Ok(game) = read_efg(&bytes) {
            let _ = game.normal_form();
        }
    }
}
