//! From equilibria of a signalling game to what they say about threats.

use super::findings::{LessonFindings, ThreatEquilibrium};
use crate::StudyError;
use talion_game::{Rational, ThreatGame};
use talion_solve::SolveError;
use talion_solve::resolve::{Intuitive, SignallingEquilibrium, SignallingKind};

/// One equilibrium with its check on the whole tree.
pub(super) fn told(
    game: &ThreatGame,
    one: &SignallingEquilibrium,
) -> Result<ThreatEquilibrium, StudyError> {
    let check = game.assess(&one.messages, &one.replies, &one.beliefs).map_err(SolveError::from)?;
    let prior = doubles(&game.signalling().sender().prior);
    let messages = game.signalling().messages().len();
    let chances = (0..messages)
        .map(|m| prior.iter().zip(&one.messages).map(|(p, own)| p * own[m]).sum())
        .collect();
    let threats = 0..game.threats().len();
    let (intuitive, broken_by) = match &one.intuitive {
        Intuitive::Survives => (true, None),
        Intuitive::Fails { message, by_type, .. } => {
            (false, Some(format!("{by_type} by \u{201c}{message}\u{201d}")))
        }
    };
    Ok(ThreatEquilibrium {
        kind: match one.kind {
            SignallingKind::Separating => "separating",
            SignallingKind::Pooling => "pooling",
            SignallingKind::SemiSeparating => "semi-separating",
        }
        .to_owned(),
        messages: one.messages.clone(),
        message_ranges: one.message_ranges.clone(),
        replies: threats_only(&one.replies),
        reply_ranges: threats_only(&one.reply_ranges),
        beliefs: one.beliefs.clone(),
        belief_ranges: one.belief_ranges.clone(),
        isolated: one.isolated,
        intuitive,
        broken_by,
        chances,
        bluff: threats.clone().map(|k| bluff(game, one, k)).collect(),
        conceded: threats.map(|k| conceded(game, one, k)).collect(),
        sender_values: one.values.clone(),
        values: [check.values[0], check.values[1]],
        max_gain: check.max_gain,
        max_regret: check.max_regret,
        bayes_residual: check.bayes_residual,
    })
}

/// What is replied to threats; keeping still leaves nothing to reply.
fn threats_only<T: Clone>(replies: &[Vec<T>]) -> Vec<Vec<T>> {
    replies.iter().map(|own| own[1..].to_vec()).collect()
}

fn doubles(values: &[Rational]) -> Vec<f64> {
    values.iter().map(Rational::to_f64).collect()
}

/// Probability of each reply to a threat, over the receiver's types.
fn answered(game: &ThreatGame, one: &SignallingEquilibrium, threat: usize) -> Vec<f64> {
    let prior = doubles(&game.signalling().receiver().prior);
    let of = |j: usize| prior.iter().zip(&one.replies).map(|(q, own)| q * own[threat + 1][j]).sum();
    (0..game.replies().len()).map(of).collect()
}

fn conceded(game: &ThreatGame, one: &SignallingEquilibrium, threat: usize) -> f64 {
    let answers = answered(game, one, threat);
    answers.iter().zip(game.replies()).filter(|(_, reply)| reply.concedes).map(|(p, _)| p).sum()
}

/// Chance that each type carries a threat out once it is resisted: over the replies that resist, as likely
/// as they are; all alike where none is expected.
fn carried(game: &ThreatGame, one: &SignallingEquilibrium, threat: usize) -> Vec<f64> {
    let answers = answered(game, one, threat);
    let resisting: Vec<usize> =
        (0..game.replies().len()).filter(|&j| !game.replies()[j].concedes).collect();
    let total: f64 = resisting.iter().map(|&j| answers[j]).sum();
    let weight = |j: usize| {
        if total > 0.0 { answers[j] / total } else { 1.0 / resisting.len() as f64 }
    };
    let risk = game.threats()[threat].risk.to_f64();
    let of = |t: usize| {
        let own = |j: &usize| if game.carries_out(t, threat, *j) { 1.0 } else { risk };
        resisting.iter().map(|j| weight(*j) * own(j)).sum()
    };
    (0..one.messages.len()).map(of).collect()
}

fn bluff(game: &ThreatGame, one: &SignallingEquilibrium, threat: usize) -> f64 {
    let carried = carried(game, one, threat);
    one.beliefs[threat + 1].iter().zip(&carried).map(|(mu, carried)| mu * (1.0 - carried)).sum()
}

/// The selected equilibrium and the rule, in words.
pub(super) fn select(equilibria: &[ThreatEquilibrium]) -> (Option<usize>, String) {
    if equilibria.len() == 1 {
        return (Some(0), "uniqueness (it is the only equilibrium)".to_owned());
    }
    let survivors: Vec<usize> =
        (0..equilibria.len()).filter(|&at| equilibria[at].intuitive).collect();
    let (pool, rule) = if survivors.is_empty() {
        (
            (0..equilibria.len()).collect(),
            "the sender's payoff (none survives the intuitive criterion)",
        )
    } else if survivors.len() == 1 {
        (survivors, "the intuitive criterion")
    } else {
        (survivors, "the intuitive criterion, then the sender's payoff")
    };
    let best = pool.into_iter().reduce(|best: usize, at| {
        if equilibria[at].values[0] > equilibria[best].values[0] { at } else { best }
    });
    (best, rule.to_owned())
}

/// What each move of the sender tells in an equilibrium.
pub(super) fn lessons(game: &ThreatGame, one: &ThreatEquilibrium) -> Vec<LessonFindings> {
    let mut lessons = Vec::new();
    for (m, label) in game.signalling().messages().iter().enumerate() {
        lessons.push(LessonFindings {
            seen: label.clone(),
            chance: one.chances[m],
            on_path: one.chances[m] > 0.0,
            beliefs: one.beliefs[m].clone(),
        });
        let Some(threat) = m.checked_sub(1) else { continue };
        for (j, reply) in game.replies().iter().enumerate().filter(|(_, r)| !r.concedes) {
            let prior = doubles(&game.signalling().receiver().prior);
            let met: f64 = prior.iter().zip(&one.replies).map(|(q, own)| q * own[threat][j]).sum();
            for (carried_out, what) in [(true, "carried out"), (false, "not carried out")] {
                let risk = game.threats()[threat].risk.to_f64();
                let likely = |t: usize| {
                    let carries = if game.carries_out(t, threat, j) { 1.0 } else { risk };
                    if carried_out { carries } else { 1.0 - carries }
                };
                let joint: Vec<f64> =
                    one.beliefs[m].iter().enumerate().map(|(t, mu)| mu * likely(t)).collect();
                let total: f64 = joint.iter().sum();
                if total > 0.0 {
                    let chance = one.chances[m] * met * total;
                    lessons.push(LessonFindings {
                        seen: format!("{label}, {}, {what}", reply.label),
                        chance,
                        on_path: chance > 0.0,
                        beliefs: joint.into_iter().map(|p| p / total).collect(),
                    });
                }
            }
        }
    }
    lessons
}
