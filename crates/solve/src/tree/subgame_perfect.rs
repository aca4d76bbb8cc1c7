//! Subgame-perfect equilibria by backward induction over subgames (Kuhn 1953; Selten 1965).
//!
//! From the smallest subgames up: solve a subgame with every subgame inside it replaced by what one of
//! its equilibria pays, for every choice of those equilibria. What a stage pays is kept exactly, so
//! that ties are ties.

use super::one_stage::{self, StageEquilibrium};
use super::solution::{
    Behaviour, TreeConcept, TreeEquilibrium, TreeSolution, described, fractions,
};
use crate::SolveError;
use std::collections::BTreeMap;
use talion_game::{
    Assessment, BehaviourStrategies, ExtensiveForm, InformationSetId, NodeId, Observer, Rational,
    Termination,
};

pub(crate) const METHOD: &str = "backward-induction";
/// Equilibria of one subgame that are kept.
const MOST_KEPT: usize = 2_000;

/// Subgame-perfect equilibria of a game with perfect recall.
///
/// `complete` is true if every stage's equilibria are known to be all and to stand alone; where some
/// come in a continuum (ties, degenerate stages) the list holds its corners. Stages of one or two
/// active players are solved exactly, larger ones as far as polynomial systems or the logit homotopy
/// carry.
///
/// # Errors
/// If a player has imperfect recall, or a stage is too large for its normal form.
pub fn subgame_perfect(
    game: &ExtensiveForm,
    observer: &dyn Observer,
) -> Result<TreeSolution, SolveError> {
    game.perfect_recall().map_err(SolveError::recall)?;
    let roots = game.subgame_roots();
    let inside = subgames_inside(game, &roots);
    let mut solved: BTreeMap<NodeId, Vec<Partial>> = BTreeMap::new();
    let mut state = State { complete: true, stopped: false, cut: false };
    for (done, root) in roots.iter().rev().enumerate() {
        observer.progress("subgames", done as u64, roots.len() as u64);
        state.stopped |= observer.stopped();
        if state.stopped {
            break;
        }
        let partials = induce(game, *root, &inside[root], &mut solved, &mut state, observer)?;
        solved.insert(*root, partials);
    }
    let found =
        if state.stopped { Vec::new() } else { solved.remove(&NodeId(0)).unwrap_or_default() };
    let equilibria = found
        .into_iter()
        .map(|partial| certified(game, &roots, partial))
        .collect::<Result<_, SolveError>>()?;
    Ok(TreeSolution {
        equilibria,
        complete: state.complete && !state.stopped && !state.cut,
        termination: if state.stopped {
            Termination::Interrupted
        } else if state.cut {
            Termination::IterationLimit
        } else {
            Termination::Enumerated
        },
        iterations: roots.len() as u64,
        elapsed: observer.elapsed(),
        method: METHOD.to_owned(),
    })
}

/// The equilibria of a stage, and its information sets in the numbers of the whole tree.
type Solved = (Vec<StageEquilibrium>, Vec<InformationSetId>);

struct State {
    complete: bool,
    stopped: bool,
    cut: bool,
}

/// An equilibrium of a subgame: what is done at its information sets, and what it pays behind the
/// subgame's root. What is paid at the root itself is counted where a larger subgame is cut there.
#[derive(Clone)]
struct Partial {
    behaviour: BTreeMap<InformationSetId, Option<Vec<Rational>>>,
    payoffs: Vec<Rational>,
    is_exact: bool,
}

/// For every root, the roots of the largest subgames inside it.
fn subgames_inside(game: &ExtensiveForm, roots: &[NodeId]) -> BTreeMap<NodeId, Vec<NodeId>> {
    let mut inside: BTreeMap<NodeId, Vec<NodeId>> =
        roots.iter().map(|&root| (root, Vec::new())).collect();
    for &root in roots {
        let above = game.path_up(root).map(|(node, _)| node);
        let nearest = above.into_iter().find(|node| roots.binary_search(node).is_ok());
        if let Some(list) = nearest.and_then(|node| inside.get_mut(&node)) {
            list.push(root);
        }
    }
    inside
}

/// The equilibria of a subgame, given those of the subgames inside.
fn induce(
    game: &ExtensiveForm,
    root: NodeId,
    inside: &[NodeId],
    solved: &mut BTreeMap<NodeId, Vec<Partial>>,
    state: &mut State,
    observer: &dyn Observer,
) -> Result<Vec<Partial>, SolveError> {
    let below: Vec<Vec<Partial>> =
        inside.iter().map(|node| solved.remove(node).unwrap_or_default()).collect();
    let mut found = Vec::new();
    let mut choice = vec![0; below.len()];
    // Different choices often pay the same; then the stage is the same too.
    let mut stages: BTreeMap<Vec<Vec<Rational>>, Solved> = BTreeMap::new();
    loop {
        if below.iter().any(Vec::is_empty) {
            // A subgame without a known equilibrium: nothing can be said above it.
            state.complete = false;
            return Ok(Vec::new());
        }
        let chosen: Vec<&Partial> = below.iter().zip(&choice).map(|(list, &k)| &list[k]).collect();
        let paid: Vec<Vec<Rational>> = chosen.iter().map(|p| p.payoffs.clone()).collect();
        if !stages.contains_key(&paid) {
            let ends = inside.iter().copied().zip(paid.iter().cloned()).collect();
            let stage = game.truncated_subgame(root, &ends)?;
            let solution = one_stage::solve(&stage.game, observer)?;
            state.complete &= solution.complete;
            state.stopped |= solution.stopped;
            stages.insert(paid.clone(), (solution.equilibria, stage.information_sets));
        }
        let (equilibria, sets) = &stages[&paid];
        for equilibrium in equilibria {
            found.push(joined(equilibrium, sets, &chosen));
        }
        if found.len() > MOST_KEPT {
            state.cut = true;
            found.truncate(MOST_KEPT);
            break;
        }
        let next = (0..choice.len()).find(|&k| choice[k] + 1 < below[k].len());
        let Some(next) = next else { break };
        choice[next] += 1;
        choice[..next].fill(0);
    }
    Ok(found)
}

/// A stage's equilibrium with those of the subgames inside.
fn joined(stage: &StageEquilibrium, sets: &[InformationSetId], chosen: &[&Partial]) -> Partial {
    let own = sets.iter().copied().zip(stage.behaviour.iter().cloned());
    let below = chosen.iter().flat_map(|partial| partial.behaviour.clone());
    Partial {
        behaviour: own.chain(below).collect(),
        payoffs: stage.payoffs.clone(),
        is_exact: stage.is_exact && chosen.iter().all(|partial| partial.is_exact),
    }
}

fn certified(
    game: &ExtensiveForm,
    roots: &[NodeId],
    partial: Partial,
) -> Result<TreeEquilibrium, SolveError> {
    let mut whole: Behaviour = vec![None; game.information_sets().len()];
    for (set, probabilities) in partial.behaviour {
        whole[set.0] = probabilities;
    }
    let behaviour = described(game, &whole);
    let assessment = Assessment::on_path(game, &behaviour).map_err(SolveError::recall)?;
    let mut max_regret = assessment.max_regret;
    for root in roots {
        let subgame = game.truncated_subgame(*root, &BTreeMap::new())?;
        let sets = subgame.information_sets.iter().map(|set| behaviour.0[set.0].clone());
        let inside = BehaviourStrategies(sets.collect());
        let check = Assessment::on_path(&subgame.game, &inside).map_err(SolveError::recall)?;
        max_regret = max_regret.max(check.max_regret);
    }
    Ok(TreeEquilibrium {
        concept: TreeConcept::SubgamePerfect,
        exact: partial.is_exact.then(|| fractions(game, &whole)),
        behaviour,
        assessment,
        max_regret,
    })
}
