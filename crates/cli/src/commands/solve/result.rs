//! What a solved game reports: plain data, the JSON of `--format json`.

use super::behaviour;
use crate::flags::GameConcept;
use clap::ValueEnum;
use serde::Serialize;
use talion::game::{
    BehaviourStrategies, Component, Equilibrium, ExtensiveForm, NormalForm, Solution, Termination,
};

/// What a method gave, before it is told.
pub(super) struct Answer {
    pub(super) solution: Solution,
    /// For rationalizability: the strategies that every player has left.
    pub(super) remaining: Option<Vec<Vec<usize>>>,
}

/// A game, a concept, and what was found.
#[derive(Debug, Serialize)]
pub(super) struct Solved {
    /// `normal` or `extensive`, as in the file.
    pub(super) form: &'static str,
    pub(super) title: String,
    pub(super) players: Vec<String>,
    /// Labels of every player's strategies; probabilities stand in this order.
    pub(super) strategies: Vec<Vec<String>>,
    pub(super) concept: String,
    pub(super) method: String,
    pub(super) termination: &'static str,
    /// Whether the list is proved to hold all that was asked for.
    pub(super) complete: bool,
    pub(super) equilibria: Vec<SolvedEquilibrium>,
    /// Connected pieces of the set of equilibria, by positions in the list.
    pub(super) components: Vec<Component>,
    /// For rationalizability: labels of the strategies that survive.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) remaining: Option<Vec<Vec<String>>>,
    pub(super) iterations: u64,
    pub(super) seconds: f64,
}

/// One equilibrium.
#[derive(Debug, Serialize)]
pub(super) struct SolvedEquilibrium {
    pub(super) strategies: Vec<Vec<f64>>,
    /// The same as fractions, where they are exact.
    pub(super) strategies_exact: Option<Vec<Vec<String>>>,
    pub(super) values: Vec<f64>,
    /// Largest gain from a deviation, recomputed from the game and the strategies alone.
    pub(super) max_regret: f64,
    /// Position of its component, where components were computed.
    pub(super) component: Option<usize>,
    /// For a tree: what is done at each information set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) behaviour: Option<BehaviourStrategies>,
}

impl Solved {
    /// Gathers the result.
    pub(super) fn new(
        game: &NormalForm,
        tree: Option<&ExtensiveForm>,
        concept: GameConcept,
        answer: Answer,
    ) -> Self {
        let Answer { solution, remaining } = answer;
        let components = solution.components;
        let component = |k| components.iter().position(|piece| piece.equilibria.contains(&k));
        let told = |(k, equilibrium): (usize, Equilibrium)| SolvedEquilibrium {
            behaviour: tree.and_then(|tree| behaviour::of(tree, &equilibrium.strategies)),
            strategies: equilibrium.strategies.strategies().to_vec(),
            strategies_exact: equilibrium.exact,
            values: equilibrium.values,
            max_regret: equilibrium.certificate.max_regret,
            component: component(k),
        };
        let equilibria = solution.equilibria.into_iter().enumerate().map(told).collect();
        let labels = |player: usize, left: &[usize]| -> Vec<String> {
            left.iter().map(|&s| game.players()[player].strategies[s].clone()).collect()
        };
        Self {
            form: if tree.is_some() { "extensive" } else { "normal" },
            title: game.title().to_owned(),
            players: game.players().iter().map(|p| p.label.clone()).collect(),
            strategies: game.players().iter().map(|p| p.strategies.clone()).collect(),
            // Every concept has a name: none is hidden from the command line.
            concept: concept.to_possible_value().map_or_else(String::new, |v| v.get_name().into()),
            method: solution.method,
            termination: word(solution.termination),
            complete: solution.complete,
            equilibria,
            components,
            remaining: remaining
                .map(|all| all.iter().enumerate().map(|(p, left)| labels(p, left)).collect()),
            iterations: solution.iterations,
            seconds: solution.elapsed.as_secs_f64(),
        }
    }

    /// The JSON form; numbers are the shortest that read back to the same double.
    pub(super) fn to_json(&self) -> std::io::Result<String> {
        serde_json::to_string_pretty(self).map_err(std::io::Error::other)
    }
}

fn word(termination: Termination) -> &'static str {
    match termination {
        Termination::Enumerated => "enumerated",
        Termination::Converged => "converged",
        Termination::IterationLimit => "iteration-limit",
        Termination::TimeLimit => "time-limit",
        Termination::Cycle { .. } => "cycle",
        Termination::Interrupted => "interrupted",
        // The list grows with the library.
        _ => "other",
    }
}
