//! Threat games: bluffing by hand, accidents, and the check on the whole tree.

use super::games::{ratio, types};
use talion_game::{PrivateTypes, Quiet, Rational, Reply, Threat, ThreatGame, ThreatPayoffs};
use talion_solve::resolve::{SignallingKind, signalling_equilibria};

/// A concession is worth 10 to the sender and costs the receiver 5; carrying the threat out costs the
/// receiver 10, the resolute sender 2, the irresolute 12; backing down costs either 4.
fn crisis(resolute: &str, irresolute: &str, risk: &str) -> ThreatGame {
    let of = |x: i64| Rational::from(x);
    let sender = |carried: i64| {
        let settled = vec![vec![of(10), of(-4)]];
        let war = vec![vec![of(10), of(-carried)]];
        (settled, war)
    };
    let (settled, war): (Vec<_>, Vec<_>) = [sender(2), sender(12)].into_iter().unzip();
    ThreatGame::new(
        "crisis",
        [
            types("sender", &["resolute", "irresolute"], &[resolute, irresolute]),
            PrivateTypes::known("receiver"),
        ],
        "quiet",
        vec![Threat { label: "threat".to_owned(), risk: ratio(risk) }],
        vec![
            Reply { label: "concede".to_owned(), concedes: true },
            Reply { label: "resist".to_owned(), concedes: false },
        ],
        ThreatPayoffs {
            quiet_sender: vec![of(0), of(0)],
            quiet_receiver: vec![of(0)],
            sender: [settled, war],
            receiver: [vec![vec![vec![of(-5), of(0)]]], vec![vec![vec![of(-5), of(-10)]]]],
        },
    )
    .unwrap()
}

/// By hand: the receiver is indifferent at posterior 5/10, so at prior 1/4 the irresolute threaten with
/// probability 1/3; they are indifferent if `10 x - 4 (1 - x) = 0`, that is at `x = 2/7`.
#[test]
fn the_irresolute_bluff_as_often_as_the_receiver_can_bear() {
    let game = crisis("1/4", "3/4", "0");
    assert!(game.carries_out(0, 0, 1) && !game.carries_out(1, 0, 1));
    let found = signalling_equilibria(game.signalling(), &Quiet).unwrap().equilibria;
    let bluff = found.iter().find(|e| e.kind == SignallingKind::SemiSeparating).unwrap();
    assert_eq!(bluff.exact_messages, [["0", "1"], ["2/3", "1/3"]]);
    assert_eq!(bluff.exact_replies[0][1], ["2/7", "5/7"]);
    assert_eq!(bluff.beliefs[1], [0.5, 0.5]);
    let check = game.assess(&bluff.messages, &bluff.replies, &bluff.beliefs).unwrap();
    assert!(check.max_gain < 1e-12 && check.max_regret < 1e-12 && check.bayes_residual < 1e-12);
    assert!((check.values[0] - bluff.assessment.values[0]).abs() < 1e-12);
    assert!((check.values[1] - bluff.assessment.values[1]).abs() < 1e-12);
}

/// With a risk of 1/2 that events carry it out, resisting a sure bluff costs 5 as conceding does; anything
/// better than a sure bluff is conceded to, so everybody threatens.
#[test]
fn a_threat_that_leaves_something_to_chance_needs_no_resolve() {
    let game = crisis("1/4", "3/4", "1/2");
    let found = signalling_equilibria(game.signalling(), &Quiet).unwrap().equilibria;
    let pool = found.iter().find(|e| e.messages == [[0.0, 1.0], [0.0, 1.0]]).unwrap();
    assert_eq!(pool.exact_replies[0][1], ["1", "0"]);
    let check = game.assess(&pool.messages, &pool.replies, &pool.beliefs).unwrap();
    assert!(check.max_gain < 1e-12 && (check.values[0] - 10.0).abs() < 1e-12);
}

#[test]
fn a_strategy_that_is_not_best_is_found_out_on_the_whole_tree() {
    let game = crisis("1/4", "3/4", "0");
    // Everybody threatens and is conceded to, though the threat is a bluff in three of four cases.
    let said = [vec![0.0, 1.0], vec![0.0, 1.0]];
    let replies = [vec![vec![1.0], vec![1.0, 0.0]]];
    let beliefs = [vec![0.25, 0.75], vec![0.25, 0.75]];
    let check = game.assess(&said, &replies, &beliefs).unwrap();
    // Resisting pays -10/4 instead of -5.
    assert!((check.max_gain - 2.5).abs() < 1e-12);
}

#[test]
fn all_that_is_wrong_is_said_at_once() {
    let refused = ThreatGame::new(
        "",
        [types("sender", &["a", "a"], &["1/2", "1/3"]), PrivateTypes::known("receiver")],
        "quiet",
        vec![Threat { label: "threat".to_owned(), risk: ratio("3/2") }],
        Vec::new(),
        ThreatPayoffs {
            quiet_sender: vec![Rational::ZERO; 2],
            quiet_receiver: vec![Rational::ZERO],
            sender: [vec![vec![Vec::new()]; 2], vec![vec![Vec::new()]; 2]],
            receiver: [vec![vec![Vec::new()]], vec![vec![Vec::new()]]],
        },
    );
    let refused = refused.unwrap_err();
    let said = refused.to_string();
    assert!(
        said.contains("there are no replies") && said.contains("risk of `threat` is 3/2"),
        "{said}"
    );
}
