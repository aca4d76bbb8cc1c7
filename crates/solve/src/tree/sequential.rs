//! Whether behaviour strategies are part of a sequential equilibrium.
//!
//! An assessment of strategies and beliefs is a sequential equilibrium if it is sequentially rational
//! and consistent: the limit of completely mixed strategies with the beliefs that they imply (Kreps and
//! Wilson, "Sequential equilibria", Econometrica 50, 1982). Where play gets, or where an information
//! set has one node, beliefs follow. Elsewhere two questions are asked.
//!
//! *No beliefs at all will do*: with what comes behind fixed, a linear program asks for a distribution
//! over the nodes under which what is played is best. If there is none, the strategies are in no
//! sequential equilibrium.
//!
//! *These trembles do*: mistakes are made with probability `w e^k` for small `e`; the leading terms give
//! consistent beliefs, by construction. If what is played is best under the beliefs of some trembles
//! that are tried, the strategies with those beliefs are a sequential equilibrium.
//!
//! Between the two nothing is claimed.

use super::trembles::Trembles;
use crate::SolveError;
use crate::exact::{LinearProgram, Optimum};
use dashu::rational::RBig;
use serde::Serialize;
use talion_game::{
    Assessment, BehaviourStrategies, ExtensiveForm, InformationSet, InformationSetId, PlayerId,
    SetCheck,
};

/// Gain, as a share of the largest payoff range, that may be rounding.
const ROUNDING: f64 = 1e-9;
/// Choices of orders for which weights are fitted.
const MOST_TUNED: usize = 500;

/// Whether behaviour strategies are part of a sequential equilibrium.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "verdict")]
pub enum Sequential {
    /// They are, with these beliefs, which trembles make consistent.
    Sequential {
        /// Probability of every node, for each information set.
        beliefs: Vec<Vec<f64>>,
        /// Largest gain at any information set under these beliefs.
        max_gain: f64,
    },
    /// They are not: at this information set no beliefs make what is played best.
    NotSequential {
        /// Position of the information set.
        information_set: usize,
        /// What is lost there at least, under the best beliefs.
        loss: f64,
    },
    /// Neither was shown.
    Undecided,
}

/// Tests whether behaviour strategies are part of a sequential equilibrium.
///
/// # Errors
/// If a player has imperfect recall.
///
/// # Panics
/// If the strategies are not of this game, as slice indexing does.
pub fn sequential(
    game: &ExtensiveForm,
    behaviour: &BehaviourStrategies,
) -> Result<Sequential, SolveError> {
    let known = Assessment::on_path(game, behaviour).map_err(SolveError::recall)?;
    let tolerance = ROUNDING * payoff_range(game);
    let worth: Vec<Vec<f64>> =
        (0..game.players().len()).map(|p| game.continuations(behaviour, PlayerId(p))).collect();
    let sets = || game.information_sets().iter().zip(&known.information_sets).enumerate();
    for (h, (set, check)) in sets() {
        let loss = least_loss(game, InformationSetId(h), set, check, behaviour, &worth);
        if loss > tolerance {
            return Ok(Sequential::NotSequential { information_set: h, loss });
        }
    }
    let open = |(_, (set, check)): &(usize, (&InformationSet, &SetCheck))| {
        check.reached == 0.0 && set.members.len() > 1
    };
    let open: Vec<InformationSetId> =
        sets().filter(open).map(|(h, _)| InformationSetId(h)).collect();
    let supported = |trembles: &Trembles| -> Result<Option<Sequential>, SolveError> {
        let beliefs = trembles.beliefs(game, behaviour);
        let check = Assessment::of(game, behaviour, &beliefs).map_err(SolveError::recall)?;
        let max_gain = check.max_gain;
        Ok((max_gain <= tolerance).then_some(Sequential::Sequential { beliefs, max_gain }))
    };
    for trembles in Trembles::on_the_way_to(game, behaviour, &open) {
        if let Some(found) = supported(&trembles)? {
            return Ok(found);
        }
    }
    // Where a mixture off the path of play needs beliefs that balance, weights must be found for them.
    for trembles in Trembles::on_the_way_to(game, behaviour, &open).take(MOST_TUNED) {
        let wanted: Option<Vec<_>> = open
            .iter()
            .map(|set| {
                let allowed = trembles.likeliest(game, behaviour, *set);
                let gains = gains_by_node(game, *set, behaviour, &worth);
                Some((*set, balanced_beliefs(&gains, &allowed, tolerance)?))
            })
            .collect();
        let tuned = wanted.and_then(|wanted| trembles.tuned(game, behaviour, &wanted));
        if let Some(tuned) = tuned
            && let Some(found) = supported(&tuned)?
        {
            return Ok(found);
        }
    }
    Ok(Sequential::Undecided)
}

/// Gain of every action over what is played, node by node.
fn gains_by_node(
    game: &ExtensiveForm,
    id: InformationSetId,
    behaviour: &BehaviourStrategies,
    worth: &[Vec<f64>],
) -> Vec<Vec<f64>> {
    let set = game.information_set(id);
    let played = &behaviour.0[id.0].probabilities;
    (0..set.members.len())
        .map(|node| {
            let mut weights = vec![0.0; set.members.len()];
            weights[node] = 1.0;
            let values = game.action_values(id, &worth[set.player.0], &weights);
            let mean: f64 = values.iter().zip(played).map(|(u, b)| u * b).sum();
            values.into_iter().map(|u| u - mean).collect()
        })
        .collect()
}

/// Beliefs over the allowed nodes under which nothing gains, as even as they can be; `None` if there
/// are none with weight on each.
fn balanced_beliefs(gains: &[Vec<f64>], allowed: &[bool], tolerance: f64) -> Option<Vec<f64>> {
    let count = gains.len();
    let exact = |x: f64| RBig::try_from(x).unwrap_or(RBig::ZERO);
    // Variables: the beliefs, and the least of them.
    let mut objective = vec![RBig::ZERO; count + 1];
    objective[count] = RBig::ONE;
    let mut program = LinearProgram::maximise(objective);
    let mut sum = vec![RBig::ONE; count + 1];
    sum[count] = RBig::ZERO;
    program.equal(sum, RBig::ONE);
    for (node, allowed) in allowed.iter().enumerate() {
        let mut line = vec![RBig::ZERO; count + 1];
        line[node] = RBig::ONE;
        if *allowed {
            line[count] = -RBig::ONE;
            program.at_least(line, RBig::ZERO);
        } else {
            program.at_most(line, RBig::ZERO);
        }
    }
    for action in 0..gains[0].len() {
        let of_nodes = gains.iter().map(|gain| exact(gain[action]));
        program.at_most(of_nodes.chain([RBig::ZERO]).collect(), exact(0.5 * tolerance));
    }
    match program.solve() {
        Optimum::At(point, least) if least > RBig::ZERO => {
            Some(point[..count].iter().map(|mu| mu.to_f64().value()).collect())
        }
        _ => None,
    }
}

/// What is lost at an information set under the beliefs that lose least.
fn least_loss(
    game: &ExtensiveForm,
    id: InformationSetId,
    set: &InformationSet,
    check: &SetCheck,
    behaviour: &BehaviourStrategies,
    worth: &[Vec<f64>],
) -> f64 {
    if check.reached > 0.0 {
        return check.gain;
    }
    let count = set.members.len();
    let gains = gains_by_node(game, id, behaviour, worth);
    if let [only] = &gains[..] {
        return only.iter().copied().fold(0.0, f64::max);
    }
    // Maximise -t over beliefs and t >= 0 with every action's expected gain at most t.
    let exact = |x: f64| RBig::try_from(x).unwrap_or(RBig::ZERO);
    let mut objective = vec![RBig::ZERO; count + 1];
    objective[count] = -RBig::ONE;
    let mut program = LinearProgram::maximise(objective);
    let mut sum = vec![RBig::ONE; count + 1];
    sum[count] = RBig::ZERO;
    program.equal(sum, RBig::ONE);
    for action in 0..set.actions.len() {
        let of_nodes = gains.iter().map(|gain| exact(gain[action]));
        program.at_most(of_nodes.chain([-RBig::ONE]).collect(), RBig::ZERO);
    }
    match program.solve() {
        Optimum::At(_, worth) => -worth.to_f64().value(),
        // The program has points, and its objective is at most zero.
        Optimum::Infeasible | Optimum::Unbounded => 0.0,
    }
}

/// Largest difference between two payoffs of any player on any outcome.
fn payoff_range(game: &ExtensiveForm) -> f64 {
    let range = |p: usize| {
        let payoffs = || game.outcomes().iter().map(|o| o.payoffs[p].to_f64());
        payoffs().fold(0.0, f64::max) - payoffs().fold(0.0, f64::min)
    };
    (0..game.players().len()).map(range).fold(0.0, f64::max)
}
