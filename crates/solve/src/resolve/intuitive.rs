//! The intuitive criterion of Cho and Kreps (1987).
//!
//! After a message that nobody sends, let `J` be the types that get less from it than in equilibrium
//! whatever the receiver may reasonably reply: `V*(t) > max { V_t(m) }` over best replies to any beliefs.
//! The equilibrium fails if some type gets less in equilibrium than from the message with the worst reply
//! that is best under beliefs without `J`.

use super::signalling_programs::{Programs, Support};
use dashu::rational::RBig;
use serde::Serialize;

/// Whether an equilibrium survives the intuitive criterion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "verdict")]
pub enum Intuitive {
    /// No message breaks it.
    Survives,
    /// A type that would be believed breaks it.
    Fails {
        /// The message that it would send.
        message: String,
        /// The type.
        by_type: String,
        /// Types that would never send it.
        never: Vec<String>,
    },
}

/// The verdict on an equilibrium with these values of the sender's types; `sent` says which messages are
/// used.
pub(super) fn intuitive(programs: &Programs<'_>, sent: &[bool], values: &[RBig]) -> Intuitive {
    let game = programs.game;
    for m in (0..programs.messages()).filter(|&m| !sent[m]) {
        let everybody = vec![true; programs.types()];
        let reasonable = pure_replies(programs, m, &everybody);
        let best = |t: usize| worths(programs, t, m, &reasonable).max();
        let others: Vec<bool> =
            (0..programs.types()).map(|t| best(t).is_none_or(|best| values[t] <= best)).collect();
        if !others.contains(&true) {
            continue;
        }
        let left = pure_replies(programs, m, &others);
        let gains = |t: &usize| {
            others[*t]
                && worths(programs, *t, m, &left).min().is_some_and(|worst| values[*t] < worst)
        };
        if let Some(t) = (0..programs.types()).find(gains) {
            let name = |t: usize| game.sender().types[t].clone();
            return Intuitive::Fails {
                message: game.messages()[m].clone(),
                by_type: name(t),
                never: (0..programs.types()).filter(|&t| !others[t]).map(name).collect(),
            };
        }
    }
    Intuitive::Survives
}

/// Pure replies of the receiver's types that are best under common beliefs over the allowed types.
fn pure_replies(programs: &Programs<'_>, m: usize, allowed: &[bool]) -> Vec<Vec<usize>> {
    let (others, actions) = (programs.others(), programs.game.actions(m).len());
    let mut all = vec![Vec::new()];
    for _ in 0..others {
        all = all
            .iter()
            .flat_map(|start: &Vec<usize>| {
                (0..actions).map(move |a| start.iter().copied().chain([a]).collect())
            })
            .collect();
    }
    all.retain(|choice: &Vec<usize>| {
        let taken: Vec<Vec<bool>> =
            choice.iter().map(|&own| (0..actions).map(|a| a == own).collect()).collect();
        programs.believed(m, allowed, &taken, Support::Closed).is_some()
    });
    all
}

/// What a type gets from a message under each of these replies.
fn worths<'a>(
    programs: &'a Programs<'_>,
    t: usize,
    m: usize,
    replies: &'a [Vec<usize>],
) -> impl Iterator<Item = RBig> + 'a {
    let actions = programs.game.actions(m).len();
    replies.iter().map(move |choice| {
        let mixed: Vec<Vec<RBig>> = choice
            .iter()
            .map(|&own| {
                (0..actions).map(|a| if a == own { RBig::ONE } else { RBig::ZERO }).collect()
            })
            .collect();
        programs.sender_value(t, m, &mixed)
    })
}
