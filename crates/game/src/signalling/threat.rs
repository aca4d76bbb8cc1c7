//! Threat games: a threat, a reply, and then it is carried out or not.
//!
//! The sender keeps still or utters one of several threats. A reply that concedes ends the game. After
//! any other reply the sender carries the threat out or backs down; with the chance `risk` events take
//! that choice out of its hands and the threat is carried out whatever its type (Schelling's "threat that
//! leaves something to chance", The Strategy of Conflict, 1960; crisis games with audience costs follow
//! Fearon, APSR 88, 1994). What each side gets depends on its own type and on what is done. The last
//! choice has one best answer for each type, so that what is left is a signalling game.

use super::game::{count, distinct};
use super::{PrivateTypes, SignallingGame, SignallingProblem, SignallingProblems};
use crate::Rational;

/// A threat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Threat {
    /// Its name.
    pub label: String,
    /// Chance that a threat that was not conceded to is carried out whatever the sender would rather do.
    pub risk: Rational,
}

/// A reply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// Its name.
    pub label: String,
    /// Whether it gives in, so that there is nothing left to carry out.
    pub concedes: bool,
}

/// What the two sides get.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThreatPayoffs {
    /// Without a threat: by the sender's type.
    pub quiet_sender: Vec<Rational>,
    /// Without a threat: by the receiver's type.
    pub quiet_receiver: Vec<Rational>,
    /// The threat not carried out, because of a concession or for lack of resolve, and carried out: by the
    /// sender's type, the threat and the reply.
    pub sender: [Vec<Vec<Vec<Rational>>>; 2],
    /// The same by the receiver's type, the threat and the reply.
    pub receiver: [Vec<Vec<Vec<Rational>>>; 2],
}

/// A threat game, checked when it is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThreatGame {
    title: String,
    quiet: String,
    threats: Vec<Threat>,
    replies: Vec<Reply>,
    payoffs: ThreatPayoffs,
    signalling: SignallingGame,
}

impl ThreatGame {
    /// A game; `quiet` is the name of keeping still.
    ///
    /// # Errors
    /// Everything that is wrong with types, labels, risks and the shape of payoffs.
    pub fn new(
        title: impl Into<String>,
        players: [PrivateTypes; 2],
        quiet: impl Into<String>,
        threats: Vec<Threat>,
        replies: Vec<Reply>,
        payoffs: ThreatPayoffs,
    ) -> Result<Self, SignallingProblems> {
        let (title, quiet) = (title.into(), quiet.into());
        let problems = problems(&players, &threats, &replies, &payoffs);
        if !problems.is_empty() {
            return Err(SignallingProblems(problems));
        }
        let mut messages = vec![quiet.clone()];
        messages.extend(threats.iter().map(|threat| threat.label.clone()));
        let own: Vec<String> = replies.iter().map(|reply| reply.label.clone()).collect();
        let mut actions = vec![vec!["status quo".to_owned()]];
        actions.extend(threats.iter().map(|_| own.clone()));
        let tables = [0, 1].map(|player| reduced(&players, &threats, &replies, &payoffs, player));
        let signalling = SignallingGame::new(title.clone(), players, messages, actions, tables)?;
        Ok(Self { title, quiet, threats, replies, payoffs, signalling })
    }

    /// What is left when every type of the sender makes its best last choice; the first message is to
    /// keep still.
    pub fn signalling(&self) -> &SignallingGame {
        &self.signalling
    }

    /// The threats.
    pub fn threats(&self) -> &[Threat] {
        &self.threats
    }

    /// The replies.
    pub fn replies(&self) -> &[Reply] {
        &self.replies
    }

    /// Whether a type of the sender would carry a threat out after a reply; a type that does not mind
    /// backs down.
    pub fn carries_out(&self, t: usize, threat: usize, reply: usize) -> bool {
        carries_out(&self.payoffs, &self.replies, t, threat, reply)
    }

    /// Name of keeping still.
    pub fn quiet(&self) -> &str {
        &self.quiet
    }

    /// Title, possibly empty.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// What the two sides get.
    pub fn payoffs(&self) -> &ThreatPayoffs {
        &self.payoffs
    }
}

/// Everything that is wrong, before the game is reduced.
fn problems(
    [sender, receiver]: &[PrivateTypes; 2],
    threats: &[Threat],
    replies: &[Reply],
    payoffs: &ThreatPayoffs,
) -> Vec<SignallingProblem> {
    let mut problems = Vec::new();
    let labels: Vec<String> = threats.iter().map(|threat| threat.label.clone()).collect();
    distinct(&labels, "threats", "threat", &mut problems);
    let labels: Vec<String> = replies.iter().map(|reply| reply.label.clone()).collect();
    distinct(&labels, "replies", "reply", &mut problems);
    for threat in threats {
        if threat.risk.is_negative() || threat.risk > Rational::ONE {
            let (label, value) = (threat.label.clone(), threat.risk.clone());
            problems.push(SignallingProblem::Risk { label, value });
        }
    }
    let own = [(&payoffs.quiet_sender, sender), (&payoffs.quiet_receiver, receiver)];
    for (quiet, of) in own {
        let what = format!("payoffs of {}'s types without a threat", of.label);
        count(&what, quiet.len(), of.types.len(), &mut problems);
    }
    for (tables, of) in [(&payoffs.sender, sender), (&payoffs.receiver, receiver)] {
        for table in tables {
            let what = |part: &str| format!("{part} in the payoffs of {}", of.label);
            count(&what("types"), table.len(), of.types.len(), &mut problems);
            for line in table {
                count(&what("threats"), line.len(), threats.len(), &mut problems);
                for own in line {
                    count(&what("replies"), own.len(), replies.len(), &mut problems);
                }
            }
        }
    }
    problems
}

fn carries_out(payoffs: &ThreatPayoffs, replies: &[Reply], t: usize, k: usize, j: usize) -> bool {
    !replies[j].concedes && payoffs.sender[1][t][k][j] > payoffs.sender[0][t][k][j]
}

/// Payoffs of a player in the signalling game: `[t][r][message][action]`.
fn reduced(
    players: &[PrivateTypes; 2],
    threats: &[Threat],
    replies: &[Reply],
    payoffs: &ThreatPayoffs,
    player: usize,
) -> Vec<Vec<Vec<Vec<Rational>>>> {
    let (quiet, tables) = if player == 0 {
        (&payoffs.quiet_sender, &payoffs.sender)
    } else {
        (&payoffs.quiet_receiver, &payoffs.receiver)
    };
    let paid = |t: usize, own: usize, k: usize, j: usize| {
        let [settled, carried] = [0, 1].map(|end: usize| &tables[end][own][k][j]);
        if replies[j].concedes {
            return settled.clone();
        }
        let chosen = if carries_out(payoffs, replies, t, k, j) { carried } else { settled };
        let risk = &threats[k].risk;
        &(risk * carried) + &(&(&Rational::ONE - risk) * chosen)
    };
    let of_types = |t: usize, r: usize| {
        let own = if player == 0 { t } else { r };
        let mut messages = vec![vec![quiet[own].clone()]];
        for k in 0..threats.len() {
            messages.push((0..replies.len()).map(|j| paid(t, own, k, j)).collect());
        }
        messages
    };
    let [senders, receivers] = [0, 1].map(|p: usize| players[p].types.len());
    (0..senders).map(|t| (0..receivers).map(|r| of_types(t, r)).collect()).collect()
}
