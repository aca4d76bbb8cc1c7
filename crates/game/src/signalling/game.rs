//! Signalling games: a sender who knows its type, messages, and a receiver who replies.
//!
//! Chance draws a type `t` of the sender and, independently, a type `r` of the receiver. The sender
//! knows `t` and sends a message `m`; the receiver knows `r` and `m` and takes an action `a` (Spence,
//! "Job market signaling", QJE 87, 1973; Cho and Kreps, "Signaling games and stable equilibria", QJE
//! 102, 1987).

use super::{SignallingProblem, SignallingProblems};
use crate::Rational;

/// What a player knows of itself alone: its types, and how likely the others think each of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrivateTypes {
    /// Label of the player.
    pub label: String,
    /// Labels of its types.
    pub types: Vec<String>,
    /// Prior probability of each, above zero and one in sum.
    pub prior: Vec<Rational>,
}

/// Payoffs of one player: `[sender's type][receiver's type][message][action]`.
type Payoffs = Vec<Vec<Vec<Vec<Rational>>>>;

/// A finite signalling game, checked when it is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignallingGame {
    title: String,
    sender: PrivateTypes,
    receiver: PrivateTypes,
    messages: Vec<String>,
    /// Actions after each message.
    actions: Vec<Vec<String>>,
    payoffs: [Payoffs; 2],
}

impl PrivateTypes {
    /// A player about whom everything is known: one type.
    pub fn known(label: impl Into<String>) -> Self {
        Self { label: label.into(), types: vec![String::new()], prior: vec![Rational::ONE] }
    }

    /// Notes everything that is wrong.
    pub(super) fn check(&self, problems: &mut Vec<SignallingProblem>) {
        let player = &self.label;
        distinct(&self.types, &format!("types of {player}"), &format!("{player}'s type"), problems);
        if self.prior.len() != self.types.len() {
            let what = format!("priors of {player}'s types");
            let (found, expected) = (self.prior.len(), self.types.len());
            problems.push(SignallingProblem::Count { what, found, expected });
            return;
        }
        for (label, value) in self.types.iter().zip(&self.prior) {
            if value.is_negative() || value.is_zero() {
                let (player, label, value) = (player.clone(), label.clone(), value.clone());
                problems.push(SignallingProblem::NotPositive { player, label, value });
            }
        }
        let sum = self.prior.iter().fold(Rational::ZERO, |sum, p| &sum + p);
        if sum != Rational::ONE {
            problems.push(SignallingProblem::PriorSum { player: player.clone(), sum });
        }
    }
}

impl SignallingGame {
    /// A game. `actions` holds the actions after each message; both payoffs are indexed by sender's type,
    /// receiver's type, message and action.
    ///
    /// # Errors
    /// Everything that is wrong: empty lists, labels that come twice, priors that are not above zero or do
    /// not sum to one, payoffs of another shape.
    pub fn new(
        title: impl Into<String>,
        [sender, receiver]: [PrivateTypes; 2],
        messages: Vec<String>,
        actions: Vec<Vec<String>>,
        payoffs: [Payoffs; 2],
    ) -> Result<Self, SignallingProblems> {
        let mut problems = Vec::new();
        sender.check(&mut problems);
        receiver.check(&mut problems);
        distinct(&messages, "messages", "message", &mut problems);
        count("lists of actions, one per message", actions.len(), messages.len(), &mut problems);
        for (message, list) in messages.iter().zip(&actions) {
            let after = format!("actions after `{message}`");
            distinct(list, &after, &format!("action after `{message}`"), &mut problems);
        }
        for (player, table) in [&sender.label, &receiver.label].into_iter().zip(&payoffs) {
            let what = |part: &str| format!("{part} in the payoffs of {player}");
            count(&what("sender's types"), table.len(), sender.types.len(), &mut problems);
            for line in table {
                count(&what("receiver's types"), line.len(), receiver.types.len(), &mut problems);
                for of_types in line {
                    count(&what("messages"), of_types.len(), messages.len(), &mut problems);
                    for (own, list) in of_types.iter().zip(&actions) {
                        count(&what("actions"), own.len(), list.len(), &mut problems);
                    }
                }
            }
        }
        if !problems.is_empty() {
            return Err(SignallingProblems(problems));
        }
        Ok(Self { title: title.into(), sender, receiver, messages, actions, payoffs })
    }

    /// Title, possibly empty.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Who sends messages.
    pub fn sender(&self) -> &PrivateTypes {
        &self.sender
    }

    /// Who replies.
    pub fn receiver(&self) -> &PrivateTypes {
        &self.receiver
    }

    /// The messages.
    pub fn messages(&self) -> &[String] {
        &self.messages
    }

    /// The actions after a message.
    pub fn actions(&self, message: usize) -> &[String] {
        &self.actions[message]
    }

    /// Payoff of the sender, at its type, the receiver's type, a message and an action.
    pub fn sender_payoff(&self, t: usize, r: usize, message: usize, action: usize) -> &Rational {
        &self.payoffs[0][t][r][message][action]
    }

    /// Payoff of the receiver, in the same order.
    pub fn receiver_payoff(&self, t: usize, r: usize, message: usize, action: usize) -> &Rational {
        &self.payoffs[1][t][r][message][action]
    }
}

/// Notes a list that is empty, and labels that come twice.
pub(super) fn distinct(
    labels: &[String],
    list: &str,
    one: &str,
    problems: &mut Vec<SignallingProblem>,
) {
    if labels.is_empty() {
        problems.push(SignallingProblem::Nothing { what: list.to_owned() });
    }
    for (at, label) in labels.iter().enumerate() {
        if labels[..at].contains(label) {
            let (what, label) = (one.to_owned(), label.clone());
            problems.push(SignallingProblem::Twice { what, label });
        }
    }
}

/// Notes a list of the wrong length.
pub(super) fn count(
    what: &str,
    found: usize,
    expected: usize,
    problems: &mut Vec<SignallingProblem>,
) {
    if found != expected {
        problems.push(SignallingProblem::Count { what: what.to_owned(), found, expected });
    }
}
