//! Everything that is asked of a conflict, in one go: the one function that the layers above call.

use super::attractors::{ConflictAttractors, conflict_attractors};
use super::classical::{Sanctions, sanctions};
use super::coalition::coalitional_equilibria;
use super::farsighted::{Acting, ConsistentSet, Deterrence, indirect_dominance};
use super::inverse::{InverseStability, inverse_stability};
use super::limited::{StableByPlayer, limited_move, non_myopic};
use super::options::StabilityOptions;
use super::stable_sets::{StableSets, farsighted_stable_sets};
use super::status_quo::{StatusQuo, status_quo};
use crate::{Replies, SolveError};
use rayon::prelude::*;
use serde::Serialize;
use talion_game::{ConflictGame, Observer, PlayerId, StabilityConcept, StabilityWitness, StateId};

/// What one concept says of a conflict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ConceptStability {
    /// Name of the concept: `nash`, `gmr`, `smr`, `seq`, `sseq`, `limited_2`, `non_myopic`,
    /// `coalitional_nash`.., `lcs`, `coalitional_lcs`.
    pub concept: String,
    /// The states that are stable for every player; none where the concept is about sets of states or
    /// coalitions.
    pub by_player: Option<Vec<Vec<StateId>>>,
    /// The states that are stable for all.
    pub equilibria: Vec<StateId>,
}

/// Farsighted stable sets, individuals or coalitions acting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ActingStableSets {
    /// Who acts.
    pub acting: Acting,
    /// The sets.
    pub found: StableSets,
}

/// Something that was not done, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    /// What.
    pub what: String,
    /// Why, in words.
    pub why: String,
}

/// What can be said of the stability of a conflict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Stability {
    /// By concept, the classical ones first.
    pub concepts: Vec<ConceptStability>,
    /// Why equilibria under the classical concepts are stable for everybody.
    pub witnesses: Vec<StabilityWitness>,
    /// Witnesses that the independent check refused; none, or there is an error in this library.
    pub flawed: usize,
    /// Largest consistent sets with their rounds, individuals and coalitions acting.
    pub consistent: Vec<(Acting, ConsistentSet)>,
    /// Why the moves away from members of the individuals' largest consistent set are deterred.
    pub deterrences: Vec<Deterrence>,
    /// Von Neumann-Morgenstern farsighted stable sets.
    pub stable_sets: Vec<ActingStableSets>,
    /// Where play among best and better moves ends.
    pub attractors: Vec<ConflictAttractors>,
    /// What can be reached from the status quo, and how.
    pub status_quo: Option<StatusQuo>,
    /// What would have to change for the wanted state, by classical concept.
    pub inverse: Vec<InverseStability>,
    /// What was not done.
    pub left_out: Vec<LeftOut>,
    /// Whether the observer let the work go to its end.
    pub complete: bool,
}

impl Stability {
    /// What a concept says, if it was asked.
    pub fn concept(&self, name: &str) -> Option<&ConceptStability> {
        self.concepts.iter().find(|found| found.concept == name)
    }

    /// The states that are equilibria under some classical concept, ascending.
    pub fn classical_equilibria(&self) -> Vec<StateId> {
        let classical = StabilityConcept::ALL.map(StabilityConcept::name);
        let mut states: Vec<StateId> = self
            .concepts
            .iter()
            .filter(|found| classical.contains(&found.concept.as_str()))
            .flat_map(|found| found.equilibria.iter().copied())
            .collect();
        states.sort_unstable();
        states.dedup();
        states
    }
}

/// The parts of the work, in order; the last is the change of preferences.
const PARTS: [&str; 6] = [
    "classical stability",
    "limited moves",
    "coalitions",
    "farsighted stability",
    "paths",
    "changes of preferences",
];

/// The stability of every state of a conflict under every concept, with witnesses; ways from the status
/// quo; what would make a wanted state stable.
///
/// # Errors
/// If the status quo or the wanted state is not in the conflict.
pub fn stability(
    game: &ConflictGame,
    options: &StabilityOptions,
    observer: &dyn Observer,
) -> Result<Stability, SolveError> {
    for state in [options.status_quo, options.wanted].into_iter().flatten() {
        if state.0 >= game.state_count() {
            return Err(SolveError::NoSuchState { found: state.0, states: game.state_count() });
        }
    }
    let mut work = Work { game, options, observer, found: Stability::empty(), done: 0 };
    for part in PARTS {
        observer.progress(part, work.done, PARTS.len() as u64);
        if observer.stopped() {
            work.found.complete = false;
            break;
        }
        match part {
            "classical stability" => work.classical(),
            "limited moves" => work.horizons(),
            "coalitions" => work.coalitions(),
            "farsighted stability" => work.farsighted(),
            "paths" => work.paths(),
            _ => work.inverse()?,
        }
        work.done += 1;
    }
    Ok(work.found)
}

impl Stability {
    fn empty() -> Self {
        Self {
            concepts: Vec::new(),
            witnesses: Vec::new(),
            flawed: 0,
            consistent: Vec::new(),
            deterrences: Vec::new(),
            stable_sets: Vec::new(),
            attractors: Vec::new(),
            status_quo: None,
            inverse: Vec::new(),
            left_out: Vec::new(),
            complete: true,
        }
    }
}

/// A conflict under study.
struct Work<'a> {
    game: &'a ConflictGame,
    options: &'a StabilityOptions,
    observer: &'a dyn Observer,
    found: Stability,
    /// Parts that are done.
    done: u64,
}

impl Work<'_> {
    fn add(&mut self, concept: impl Into<String>, by_player: StableByPlayer) {
        let equilibria = common(&by_player);
        let (concept, by_player) = (concept.into(), Some(by_player));
        self.found.concepts.push(ConceptStability { concept, by_player, equilibria });
    }

    fn add_states(&mut self, concept: impl Into<String>, equilibria: Vec<StateId>) {
        let concept = concept.into();
        self.found.concepts.push(ConceptStability { concept, by_player: None, equilibria });
    }

    fn leave_out(&mut self, what: &str, why: String) {
        self.found.left_out.push(LeftOut { what: what.to_owned(), why });
    }

    /// Whether the conflict is small enough; if not, that is noted.
    fn fits(&mut self, what: &str, most: usize) -> bool {
        let states = self.game.state_count();
        if states > most {
            let why = format!("{states} states; it is computed for at most {most}");
            self.leave_out(what, why);
        }
        states <= most
    }

    fn classical(&mut self) {
        let all = sanctions(self.game, self.options.rule);
        let players: Vec<PlayerId> = (0..self.game.player_count()).map(PlayerId).collect();
        for concept in StabilityConcept::ALL {
            let by_player = players.iter().map(|&p| all.stable_states(concept, p)).collect();
            self.add(concept.name(), by_player);
        }
        self.witness(&all, &players);
    }

    /// Writes the witnesses of the equilibria down and has them checked.
    fn witness(&mut self, all: &Sanctions<'_>, players: &[PlayerId]) {
        let concepts = StabilityConcept::ALL.iter().zip(&self.found.concepts);
        let wanted: Vec<(StabilityConcept, PlayerId, StateId)> = concepts
            .flat_map(|(&concept, found)| {
                let states = found.equilibria.iter();
                states.flat_map(move |&state| players.iter().map(move |&p| (concept, p, state)))
            })
            .collect();
        let most = self.options.most_witnesses;
        let kept = &wanted[..wanted.len().min(most)];
        let written: Vec<StabilityWitness> = kept
            .par_iter()
            .filter_map(|&(concept, player, state)| all.witness(concept, player, state))
            .collect();
        let refused = written.par_iter().filter(|w| w.check(self.game).is_err()).count();
        self.found.flawed = refused + kept.len() - written.len();
        self.found.witnesses = written;
        if wanted.len() > most {
            let why = format!("there are {}; the first {most} are written", wanted.len());
            self.leave_out("some witnesses", why);
        }
    }

    fn horizons(&mut self) {
        if !self.fits("limited-move and non-myopic", self.options.most_states_of_horizons) {
            return;
        }
        for &horizon in &self.options.horizons {
            self.add(format!("limited_{horizon}"), limited_move(self.game, horizon));
        }
        if let Some(by_player) = non_myopic(self.game, self.options.most_horizons) {
            self.add("non_myopic", by_player);
        } else {
            let why = format!("no cycle in {} horizons", self.options.most_horizons);
            self.leave_out("non_myopic", why);
        }
    }

    fn coalitions(&mut self) {
        if self.fits("coalitional stability", self.options.most_states_of_coalitions) {
            for concept in StabilityConcept::ALL {
                let states = coalitional_equilibria(self.game, concept, self.options.rule);
                self.add_states(format!("coalitional_{}", concept.name()), states);
            }
        }
    }

    fn farsighted(&mut self) {
        let most = self.options.most_states_of_dominance;
        let coalitional = most.min(self.options.most_states_of_coalitions);
        for (acting, name, most) in [
            (Acting::Individuals, "lcs", most),
            (Acting::Coalitions, "coalitional_lcs", coalitional),
        ] {
            if !self.fits(name, most) {
                continue;
            }
            let dominance = indirect_dominance(self.game, acting);
            let set = dominance.largest_consistent_set(self.observer);
            self.found.complete &= set.complete;
            if acting == Acting::Individuals {
                let reasons = |&state: &StateId| dominance.deterrences(&set, state);
                let most = self.options.most_witnesses;
                let told = set.states.iter().take(most).filter_map(reasons).flatten();
                self.found.deterrences = told.take(most).collect();
            }
            if self.fits("farsighted stable sets", self.options.most_states_of_coalitions) {
                let (tried, sets) = (self.options.most_tried, self.options.most_sets);
                let found = farsighted_stable_sets(&dominance, tried, sets, self.observer);
                self.found.stable_sets.push(ActingStableSets { acting, found });
            }
            self.add_states(name, set.states.clone());
            self.found.consistent.push((acting, set));
        }
    }

    fn paths(&mut self) {
        self.found.attractors =
            [Replies::Best, Replies::Better].map(|r| conflict_attractors(self.game, r)).into();
        if let Some(start) = self.options.status_quo {
            let mut targets = self.found.classical_equilibria();
            if let Some(wanted) = self.options.wanted
                && !targets.contains(&wanted)
            {
                targets.push(wanted);
            }
            self.found.status_quo = Some(status_quo(self.game, start, &targets, self.options.rule));
        }
    }

    fn inverse(&mut self) -> Result<(), SolveError> {
        let Some(state) = self.options.wanted else { return Ok(()) };
        for concept in StabilityConcept::ALL {
            let (rule, tried) = (self.options.rule, self.options.most_tried);
            let answer = inverse_stability(self.game, state, concept, rule, tried)?;
            self.found.inverse.push(answer);
        }
        Ok(())
    }
}

/// The states that are in every list.
fn common(by_player: &[Vec<StateId>]) -> Vec<StateId> {
    let Some((first, rest)) = by_player.split_first() else { return Vec::new() };
    let everywhere =
        |state: &&StateId| rest.iter().all(|states| states.binary_search(state).is_ok());
    first.iter().filter(everywhere).copied().collect()
}
