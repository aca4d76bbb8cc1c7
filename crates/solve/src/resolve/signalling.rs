//! Every sequential equilibrium of a small signalling game, in exact arithmetic.
//!
//! In a signalling game any beliefs after a message that nobody sends are consistent, so that sequential
//! equilibria are strategies and beliefs with Bayes' rule on the path and best replies everywhere. All
//! supports are gone through; each leaves two polytopes, one for either side. Parts that touch are one
//! component, and each component is shown by a member of its least mixed part, with the range that every
//! probability has in the whole component.

use super::intuitive::{Intuitive, intuitive};
use super::signalling_parts::{Part, components, extent, parts};
use super::signalling_programs::{Programs, Support};
use crate::SolveError;
use dashu::rational::RBig;
use serde::Serialize;
use talion_game::{Assessment, Observer, SignallingGame};

/// Name of the method.
pub(super) const METHOD: &str = "enumeration of supports";

/// What a message tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SignallingKind {
    /// Everything: no two types send the same message.
    Separating,
    /// Nothing: all types do the same.
    Pooling,
    /// Something.
    SemiSeparating,
}

/// A component of sequential equilibria, shown by one member.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SignallingEquilibrium {
    /// What the member's messages tell.
    pub kind: SignallingKind,
    /// Probability of each message, by the sender's type.
    pub messages: Vec<Vec<f64>>,
    /// The same as fractions.
    pub exact_messages: Vec<Vec<String>>,
    /// Least and largest of each in the component.
    pub message_ranges: Vec<Vec<[f64; 2]>>,
    /// Probability of each action, by the receiver's type and the message.
    pub replies: Vec<Vec<Vec<f64>>>,
    /// The same as fractions.
    pub exact_replies: Vec<Vec<Vec<String>>>,
    /// Least and largest of each in the component.
    pub reply_ranges: Vec<Vec<Vec<[f64; 2]>>>,
    /// Probability of each of the sender's types after each message: by Bayes' rule where it is sent, else
    /// one choice that supports the replies.
    pub beliefs: Vec<Vec<f64>>,
    /// Least and largest belief that supports the member's replies, where nobody sends the message; both
    /// Bayes' where somebody does.
    pub belief_ranges: Vec<Vec<[f64; 2]>>,
    /// Payoff of each of the sender's types.
    pub values: Vec<f64>,
    /// Whether the component is a single pair of strategies.
    pub isolated: bool,
    /// The intuitive criterion, for the member shown.
    pub intuitive: Intuitive,
    /// The check on the tree, from strategies and beliefs alone.
    pub assessment: Assessment,
}

/// All sequential equilibria of a signalling game.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SignallingEquilibria {
    /// Components, those that mix least first.
    pub equilibria: Vec<SignallingEquilibrium>,
    /// Name of the method, which finds all there are.
    pub method: String,
}

/// Every sequential equilibrium of a signalling game, component by component.
///
/// # Errors
/// [`SolveError::Patterns`] if there are too many supports, [`SolveError::Stopped`] if the observer asked
/// to stop.
pub fn signalling_equilibria(
    game: &SignallingGame,
    observer: &dyn Observer,
) -> Result<SignallingEquilibria, SolveError> {
    let programs = Programs::of(game);
    let parts = parts(&programs, observer)?;
    let groups = components(&programs, &parts);
    let equilibria = groups
        .iter()
        .map(|group| {
            let members: Vec<&Part> = group.iter().map(|&at| &parts[at]).collect();
            component(&programs, &members)
        })
        .collect::<Result<_, _>>()?;
    Ok(SignallingEquilibria { equilibria, method: METHOD.to_owned() })
}

fn component(
    programs: &Programs<'_>,
    members: &[&Part],
) -> Result<SignallingEquilibrium, SolveError> {
    let (game, shown) = (programs.game, members[0]);
    let (types, messages) = (programs.types(), programs.messages());
    let sent: Vec<bool> = (0..messages).map(|m| shown.pattern.is_sent(m)).collect();
    let said: Vec<Vec<RBig>> = (0..types)
        .map(|t| {
            (0..messages).map(|m| &shown.weights[t * messages + m] / &programs.prior[t]).collect()
        })
        .collect();
    let replies = by_place(programs, &shown.replies);
    let (beliefs, belief_ranges) =
        (0..messages).map(|m| beliefs(programs, shown, m)).unzip::<_, _, Vec<_>, Vec<_>>();
    let values: Vec<RBig> = (0..types)
        .map(|t| {
            let m = shown.pattern.sent[t].iter().position(|sent| *sent).unwrap_or(0);
            let after: Vec<Vec<RBig>> = replies.iter().map(|own| own[m].clone()).collect();
            programs.sender_value(t, m, &after)
        })
        .collect();
    let weights = hull(members, types * messages, &|program, part| {
        programs.add_weights(program, &part.pattern, Support::Closed);
    });
    let answers = hull(members, programs.replies(), &|program, part| {
        programs.add_replies(program, &part.pattern, Support::Closed);
    });
    let share = |t: usize, m: usize| {
        let at = t * messages + m;
        [&weights.0[at] / &programs.prior[t], &weights.1[at] / &programs.prior[t]]
            .map(|x| double(&x))
    };
    let tree = game.tree()?;
    let doubles = |rows: &Vec<Vec<RBig>>| -> Vec<Vec<f64>> {
        rows.iter().map(|row| row.iter().map(double).collect()).collect()
    };
    let messages_sent = doubles(&said);
    let answered: Vec<Vec<Vec<f64>>> = replies.iter().map(doubles).collect();
    let behaviour = tree.behaviour(&messages_sent, &answered);
    let assessment = tree.assess(&behaviour, &beliefs).map_err(SolveError::recall)?;
    let low = by_place(programs, &answers.0);
    let high = by_place(programs, &answers.1);
    let ranges = |r: usize, m: usize| {
        let pairs = low[r][m].iter().zip(&high[r][m]);
        pairs.map(|(low, high)| [double(low), double(high)]).collect()
    };
    Ok(SignallingEquilibrium {
        kind: kind(&said),
        exact_messages: said.iter().map(|row| row.iter().map(RBig::to_string).collect()).collect(),
        messages: messages_sent,
        message_ranges: (0..types).map(|t| (0..messages).map(|m| share(t, m)).collect()).collect(),
        exact_replies: replies
            .iter()
            .map(|own| own.iter().map(|row| row.iter().map(RBig::to_string).collect()).collect())
            .collect(),
        replies: answered,
        reply_ranges: (0..programs.others())
            .map(|r| (0..messages).map(|m| ranges(r, m)).collect())
            .collect(),
        beliefs,
        belief_ranges,
        isolated: weights.0 == weights.1 && answers.0 == answers.1,
        intuitive: intuitive(programs, &sent, &values),
        values: values.iter().map(double).collect(),
        assessment,
    })
}

/// Least and largest of every variable over the closures of some parts.
fn hull(
    members: &[&Part],
    count: usize,
    add: &dyn Fn(&mut crate::exact::LinearProgram, &Part),
) -> (Vec<RBig>, Vec<RBig>) {
    let mut whole: Option<(Vec<RBig>, Vec<RBig>)> = None;
    for part in members {
        let own = extent(count, &|program| add(program, part));
        whole = Some(match whole {
            None => (own.least, own.largest),
            Some((least, largest)) => (
                least.into_iter().zip(own.least).map(|(a, b)| a.min(b)).collect(),
                largest.into_iter().zip(own.largest).map(|(a, b)| a.max(b)).collect(),
            ),
        });
    }
    whole.unwrap_or_default()
}

/// Beliefs after a message, and their range.
fn beliefs(programs: &Programs<'_>, part: &Part, m: usize) -> (Vec<f64>, Vec<[f64; 2]>) {
    let (types, messages) = (programs.types(), programs.messages());
    if part.pattern.is_sent(m) {
        let total = (0..types).fold(RBig::ZERO, |sum, t| sum + &part.weights[t * messages + m]);
        let bayes: Vec<f64> =
            (0..types).map(|t| double(&(&part.weights[t * messages + m] / &total))).collect();
        let ranges = bayes.iter().map(|mu| [*mu, *mu]).collect();
        return (bayes, ranges);
    }
    let corners = programs.belief_corners(m, &part.pattern.taken[m]);
    let count = RBig::from(corners.len().max(1));
    let mean = |t: usize| corners.iter().fold(RBig::ZERO, |sum, mu| sum + &mu[t]) / &count;
    let own = |t: usize| corners.iter().map(move |mu| mu[t].clone());
    let range =
        |t: usize| [own(t).min(), own(t).max()].map(|end| end.map_or(0.0, |end| double(&end)));
    let middle = (0..types).map(|t| double(&mean(t))).collect();
    (middle, (0..types).map(range).collect())
}

/// Replies by the receiver's type, message and action.
fn by_place(programs: &Programs<'_>, replies: &[RBig]) -> Vec<Vec<Vec<RBig>>> {
    let own = |r: usize, m: usize| {
        let start = programs.reply_at(m, r, 0);
        replies[start..start + programs.game.actions(m).len()].to_vec()
    };
    (0..programs.others()).map(|r| (0..programs.messages()).map(|m| own(r, m)).collect()).collect()
}

fn kind(said: &[Vec<RBig>]) -> SignallingKind {
    if said.iter().all(|own| *own == said[0]) {
        return SignallingKind::Pooling;
    }
    let apart =
        (0..said[0].len()).all(|m| said.iter().filter(|own| !own[m].is_zero()).count() <= 1);
    if apart { SignallingKind::Separating } else { SignallingKind::SemiSeparating }
}

fn double(value: &RBig) -> f64 {
    value.to_f64().value()
}
