//! A threat game as a tree of all its moves, and the check of strategies on it.

use super::tree::{set_at, undecided};
use super::{PrivateTypes, ThreatGame};
use crate::{
    Assessment, BehaviourStrategies, EventId, ExtensiveForm, InformationSetId, NodeId, PlayerId,
    Rational, TreeBuilder, TreeError,
};

const SENDER: PlayerId = PlayerId(0);
const RECEIVER: PlayerId = PlayerId(1);

/// The tree with the place of every information set.
struct Whole {
    tree: ExtensiveForm,
    /// By the sender's type.
    sender: Vec<InformationSetId>,
    /// By the receiver's type and the threat.
    receiver: Vec<Vec<InformationSetId>>,
    /// Last choices: set, sender's type, threat, reply.
    last: Vec<(InformationSetId, usize, usize, usize)>,
}

/// The tree under construction; information sets by the order in which they were declared.
struct Growth<'g> {
    game: &'g ThreatGame,
    builder: TreeBuilder,
    replies: Vec<Vec<InformationSetId>>,
    /// Last choices by threat and reply of the sender's type at hand; none after a concession.
    choices: Vec<Vec<Option<InformationSetId>>>,
    /// By threat: that events carry it out, where there is a risk of that.
    accidents: Vec<Option<EventId>>,
    receiver: Vec<Vec<NodeId>>,
    last: Vec<(NodeId, usize, usize, usize)>,
}

impl ThreatGame {
    /// The tree of all moves: types, threat, reply, and whether the threat is carried out.
    ///
    /// # Errors
    /// None for a game that was checked; the builder's own, should it refuse.
    pub fn tree(&self) -> Result<ExtensiveForm, TreeError> {
        Ok(self.whole()?.tree)
    }

    /// The check, on the tree of all moves, of strategies of the signalling game with the last choices of
    /// the sender. `messages[t][m]` and `replies[r][m][a]` are probabilities, `beliefs[m][t]` those of the
    /// sender's types after a message.
    ///
    /// # Errors
    /// None for a game that was checked; the builder's own, should it refuse.
    ///
    /// # Panics
    /// If strategies or beliefs are not of this game, as slice indexing does.
    pub fn assess(
        &self,
        messages: &[Vec<f64>],
        replies: &[Vec<Vec<f64>>],
        beliefs: &[Vec<f64>],
    ) -> Result<Assessment, TreeError> {
        let whole = self.whole()?;
        let mut behaviour = undecided(&whole.tree);
        for (set, own) in whole.sender.iter().zip(messages) {
            behaviour.0[set.0].probabilities.clone_from(own);
        }
        let mut believed = vec![Vec::new(); whole.tree.information_sets().len()];
        for (sets, own) in whole.receiver.iter().zip(replies) {
            // The first message leaves the receiver nothing to decide.
            for (k, set) in sets.iter().enumerate() {
                behaviour.0[set.0].probabilities.clone_from(&own[k + 1]);
                believed[set.0].clone_from(&beliefs[k + 1]);
            }
        }
        for &(set, t, k, j) in &whole.last {
            let carried = f64::from(u8::from(self.carries_out(t, k, j)));
            behaviour.0[set.0].probabilities = vec![1.0 - carried, carried];
        }
        let prior: Vec<f64> =
            self.signalling().receiver().prior.iter().map(Rational::to_f64).collect();
        for set in unreached(&whole, &behaviour) {
            // What is believed about the receiver does not matter to the choice.
            believed[set.0].clone_from(&prior);
        }
        Ok(Assessment::of(&whole.tree, &behaviour, &believed)?)
    }

    fn whole(&self) -> Result<Whole, TreeError> {
        let (senders, receivers) = (self.signalling().sender(), self.signalling().receiver());
        let players = vec![senders.label.clone(), receivers.label.clone()];
        let mut builder = TreeBuilder::new(self.title(), players)?;
        let messages = self.signalling().messages();
        let mut own = Vec::new();
        for label in &senders.types {
            own.push(builder.information_set(SENDER, label.clone(), messages.to_vec())?);
        }
        let replies: Vec<String> = self.replies().iter().map(|reply| reply.label.clone()).collect();
        let mut sets = Vec::new();
        for label in &receivers.types {
            let of = |message: &String| {
                let place =
                    if label.is_empty() { message.clone() } else { format!("{label}: {message}") };
                builder.information_set(RECEIVER, place, replies.clone())
            };
            sets.push(messages[1..].iter().map(of).collect::<Result<Vec<_>, _>>()?);
        }
        let mut accidents = Vec::new();
        for threat in self.threats() {
            let rest = &Rational::ONE - &threat.risk;
            let ways = vec![("carried out".into(), threat.risk.clone()), ("choice".into(), rest)];
            let event = || builder.chance_event(format!("risk of {}", threat.label), ways);
            accidents.push(if threat.risk.is_zero() { None } else { Some(event()?) });
        }
        let drawn = |of: &PrivateTypes| of.types.iter().cloned().zip(of.prior.clone()).collect();
        let first = builder.chance_event(format!("type of {}", senders.label), drawn(senders))?;
        let second =
            builder.chance_event(format!("type of {}", receivers.label), drawn(receivers))?;
        builder.chance("", first, None)?;
        let mut growth = Growth {
            game: self,
            builder,
            receiver: vec![vec![NodeId(0); self.threats().len()]; sets.len()],
            replies: sets,
            choices: Vec::new(),
            accidents,
            last: Vec::new(),
        };
        let mut nodes = Vec::new();
        for (t, set) in own.into_iter().enumerate() {
            growth.declare_choices(t)?;
            growth.builder.chance("", second, None)?;
            let mut node = NodeId(0);
            for r in 0..receivers.types.len() {
                node = growth.builder.decision("", set, None)?;
                growth.sender_moves(t, r)?;
            }
            nodes.push(node);
        }
        let tree = growth.builder.finish()?;
        Ok(Whole {
            sender: nodes.into_iter().map(|node| set_at(&tree, node)).collect(),
            receiver: growth
                .receiver
                .iter()
                .map(|own| own.iter().map(|&node| set_at(&tree, node)).collect())
                .collect(),
            last: growth
                .last
                .iter()
                .map(|&(node, t, k, j)| (set_at(&tree, node), t, k, j))
                .collect(),
            tree,
        })
    }
}

impl Growth<'_> {
    /// Declares where a type of the sender decides whether to carry out what it threatened.
    fn declare_choices(&mut self, t: usize) -> Result<(), TreeError> {
        let who = &self.game.signalling().sender().types[t];
        let mut all = Vec::new();
        for threat in self.game.threats() {
            let mut own = Vec::new();
            for reply in self.game.replies() {
                own.push(if reply.concedes {
                    None
                } else {
                    let label = format!("{who}: {} after {}", threat.label, reply.label);
                    let actions = vec!["back down".to_owned(), "carry out".to_owned()];
                    Some(self.builder.information_set(SENDER, label, actions)?)
                });
            }
            all.push(own);
        }
        self.choices = all;
        Ok(())
    }

    /// The subtree below a node of the sender.
    fn sender_moves(&mut self, t: usize, r: usize) -> Result<(), TreeError> {
        let payoffs = self.game.payoffs();
        let quiet = [&payoffs.quiet_sender[t], &payoffs.quiet_receiver[r]].map(Clone::clone);
        let outcome = self.builder.outcome("", quiet.to_vec())?;
        self.builder.terminal("", Some(outcome))?;
        for k in 0..self.game.threats().len() {
            self.receiver[r][k] = self.builder.decision("", self.replies[r][k], None)?;
            for j in 0..self.game.replies().len() {
                self.after_reply([t, r, k, j])?;
            }
        }
        Ok(())
    }

    /// The subtree after a reply: settled, an accident, or the sender's last choice.
    fn after_reply(&mut self, [t, r, k, j]: [usize; 4]) -> Result<(), TreeError> {
        let Some(choice) = self.choices[k][j] else { return self.ends([t, r, k, j], 0) };
        if let Some(accident) = self.accidents[k] {
            self.builder.chance("", accident, None)?;
            self.ends([t, r, k, j], 1)?;
        }
        let node = self.builder.decision("", choice, None)?;
        if r == 0 {
            self.last.push((node, t, k, j));
        }
        self.ends([t, r, k, j], 0)?;
        self.ends([t, r, k, j], 1)
    }

    /// A terminal node: settled (0) or carried out (1).
    fn ends(&mut self, [t, r, k, j]: [usize; 4], end: usize) -> Result<(), TreeError> {
        let payoffs = self.game.payoffs();
        let paid = [&payoffs.sender[end][t][k][j], &payoffs.receiver[end][r][k][j]];
        let outcome = self.builder.outcome("", paid.map(Clone::clone).to_vec())?;
        self.builder.terminal("", Some(outcome))?;
        Ok(())
    }
}

/// Last choices to which play does not get.
fn unreached(whole: &Whole, behaviour: &BehaviourStrategies) -> Vec<InformationSetId> {
    let reach = whole.tree.reach_probabilities(behaviour, None);
    let got = |set: InformationSetId| {
        whole.tree.information_set(set).members.iter().any(|node| reach[node.0] > 0.0)
    };
    whole.last.iter().map(|(set, ..)| *set).filter(|&set| !got(set)).collect()
}
