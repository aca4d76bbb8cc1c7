//! Trees with known answers, and random ones.

use proptest::prelude::*;
use talion_game::{ExtensiveForm, PlayerId, Rational, TreeBuilder, read_efg};

pub(crate) fn tree(text: &str) -> ExtensiveForm {
    read_efg(text.as_bytes()).unwrap()
}

/// Kuhn, A simplified two-person poker (1950): worth -1/18 to the first player.
pub(crate) fn kuhn_poker() -> ExtensiveForm {
    tree(include_str!("../../../game/tests/data/kuhn-poker.efg"))
}

/// Selten (1975), figure 1: the horse.
pub(crate) fn horse() -> ExtensiveForm {
    tree(include_str!("../../../../examples/catalog/selten-1975/game.efg"))
}

/// Selten (1978): one market.
pub(crate) fn entry() -> ExtensiveForm {
    tree(include_str!("../../../../examples/catalog/selten-1978/game.efg"))
}

/// Cho and Kreps, Signaling games and stable equilibria (1987), figure I: beer and quiche. Surly with
/// probability 0.9; one for the breakfast one likes, two for not being challenged; the challenger
/// wants to fight the weak only.
pub(crate) fn beer_quiche() -> ExtensiveForm {
    tree(
        "EFG 2 R \"beer and quiche\" { \"sender\" \"receiver\" }
        c \"\" 1 \"type\" { \"weak\" 1/10 \"surly\" 9/10 } 0
        p \"\" 1 1 \"weak\" { \"quiche\" \"beer\" } 0
        p \"\" 2 1 \"quiche\" { \"duel\" \"not\" } 0 t \"\" 1 { 1 1 } t \"\" 2 { 3 0 }
        p \"\" 2 2 \"beer\" { \"duel\" \"not\" } 0 t \"\" 3 { 0 1 } t \"\" 4 { 2 0 }
        p \"\" 1 2 \"surly\" { \"quiche\" \"beer\" } 0
        p \"\" 2 1 0 t \"\" 5 { 0 0 } t \"\" 6 { 2 1 }
        p \"\" 2 2 0 t \"\" 7 { 1 0 } t \"\" 8 { 3 1 }",
    )
}

/// A tree as proptest draws it: who moves, or what is paid.
#[derive(Debug, Clone)]
pub(crate) enum Drawn {
    Leaf(Vec<i8>),
    Chance(Vec<Drawn>),
    Move(usize, Vec<Drawn>),
}

/// Trees of so many players, without hidden moves.
pub(crate) fn drawn(players: usize, payoffs: i8) -> impl Strategy<Value = Drawn> {
    let leaf = prop::collection::vec(-payoffs..=payoffs, players).prop_map(Drawn::Leaf);
    leaf.prop_recursive(3, 24, 3, move |inner| {
        let children = prop::collection::vec(inner, 2..=3);
        prop_oneof![
            4 => (0..players, children.clone()).prop_map(|(p, list)| Drawn::Move(p, list)),
            1 => children.prop_map(Drawn::Chance),
        ]
    })
}

/// A drawn tree where everybody sees everything.
pub(crate) fn perfect_information(players: usize, drawn: &Drawn) -> ExtensiveForm {
    let labels = (0..players).map(|p| p.to_string()).collect();
    let mut builder = TreeBuilder::new("", labels).unwrap();
    add(&mut builder, drawn, &mut |builder, player, count| {
        builder.information_set(PlayerId(player), "", names(count)).unwrap()
    });
    builder.finish().unwrap()
}

/// A drawn tree in which a player cannot tell apart places with the same number of own moves before
/// and of actions, if the last own move and the set it was made at agree: perfect recall holds.
pub(crate) fn hidden_moves(players: usize, drawn: &Drawn) -> ExtensiveForm {
    let labels = (0..players).map(|p| p.to_string()).collect();
    let mut builder = TreeBuilder::new("", labels).unwrap();
    let mut sets = std::collections::BTreeMap::new();
    add_hidden(&mut builder, drawn, &mut vec![Vec::new(); players], &mut sets);
    builder.finish().unwrap()
}

type Known = std::collections::BTreeMap<(usize, Vec<usize>, usize), talion_game::InformationSetId>;

fn add_hidden(
    builder: &mut TreeBuilder,
    drawn: &Drawn,
    own: &mut Vec<Vec<usize>>,
    sets: &mut Known,
) {
    match drawn {
        Drawn::Leaf(_) => add(builder, drawn, &mut |_, _, _| unreachable!("a leaf has no moves")),
        Drawn::Chance(list) => {
            let event = builder.chance_event("", even(list.len())).unwrap();
            builder.chance("", event, None).unwrap();
            for child in list {
                add_hidden(builder, child, own, sets);
            }
        }
        Drawn::Move(player, list) => {
            let key = (*player, own[*player].clone(), list.len());
            let set = *sets.entry(key).or_insert_with(|| {
                builder.information_set(PlayerId(*player), "", names(list.len())).unwrap()
            });
            builder.decision("", set, None).unwrap();
            for (action, child) in list.iter().enumerate() {
                // The number of actions tells sets apart, so it belongs to what is remembered.
                own[*player].extend([list.len(), action]);
                add_hidden(builder, child, own, sets);
                let kept = own[*player].len() - 2;
                own[*player].truncate(kept);
            }
        }
    }
}

type NewSet<'a> = dyn FnMut(&mut TreeBuilder, usize, usize) -> talion_game::InformationSetId + 'a;

fn add(builder: &mut TreeBuilder, drawn: &Drawn, set: &mut NewSet<'_>) {
    match drawn {
        Drawn::Leaf(payoffs) => {
            let exact = payoffs.iter().map(|&u| Rational::from(i64::from(u))).collect();
            let outcome = builder.outcome("", exact).unwrap();
            builder.terminal("", Some(outcome)).unwrap();
        }
        Drawn::Chance(list) => {
            let event = builder.chance_event("", even(list.len())).unwrap();
            builder.chance("", event, None).unwrap();
            for child in list {
                add(builder, child, set);
            }
        }
        Drawn::Move(player, list) => {
            let own = set(builder, *player, list.len());
            builder.decision("", own, None).unwrap();
            for child in list {
                add(builder, child, set);
            }
        }
    }
}

fn names(count: usize) -> Vec<String> {
    (0..count).map(|a| a.to_string()).collect()
}

fn even(count: usize) -> Vec<(String, Rational)> {
    let each = &Rational::ONE / &Rational::from(i64::try_from(count).unwrap());
    (0..count).map(|a| (a.to_string(), each.clone())).collect()
}
