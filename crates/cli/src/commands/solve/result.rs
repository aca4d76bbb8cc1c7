//! What a solved game reports: plain data, the JSON of `--format json`.

use super::task::Answer;
use serde::Serialize;
use talion::game::{
    BehaviourStrategies, Component, Equilibrium, ExtensiveForm, NormalForm, Termination,
};

/// A game, a concept, and what was found.
#[derive(Debug, Serialize)]
pub(super) struct Solved {
    /// `normal` or `extensive`, as in the file.
    pub(super) form: &'static str,
    pub(super) title: String,
    pub(super) players: Vec<String>,
    /// Labels of every player's strategies; probabilities stand in this order. Empty for a tree whose
    /// normal form was not made.
    pub(super) strategies: Vec<Vec<String>>,
    pub(super) concept: String,
    pub(super) method: String,
    pub(super) termination: &'static str,
    /// Whether the list is proved to hold all that was asked for.
    pub(super) complete: bool,
    pub(super) equilibria: Vec<SolvedEquilibrium>,
    /// Connected pieces of the set of equilibria, by positions in the list.
    pub(super) components: Vec<Component>,
    /// Labels of the strategies that survive elimination.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) remaining: Option<Vec<Vec<String>>>,
    /// What was eliminated, in order, and by what.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) eliminations: Option<Vec<Eliminated>>,
    /// The principal branch of quantal response.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) path: Option<Vec<PathPoint>>,
    /// Equilibria that a refinement rules out, and why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) rejected: Option<Vec<Rejected>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) potential: Option<PotentialFound>,
    /// How one equilibrium was selected, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) selection: Option<String>,
    pub(super) iterations: u64,
    pub(super) seconds: f64,
}

/// One equilibrium.
#[derive(Debug, Clone, Default, Serialize)]
pub(super) struct SolvedEquilibrium {
    /// A mixture per player; null where there is none (correlation) or too many strategies to list.
    pub(super) strategies: Option<Vec<Vec<f64>>>,
    /// The same as fractions, where they are exact.
    pub(super) strategies_exact: Option<Vec<Vec<String>>>,
    pub(super) values: Vec<f64>,
    /// Largest gain from a deviation, recomputed from the game and the strategies alone; in a
    /// correlated equilibrium, from disobedience.
    pub(super) max_regret: f64,
    /// Position of its component, where components were computed.
    pub(super) component: Option<usize>,
    /// For a tree: what is done at each information set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) behaviour: Option<BehaviourStrategies>,
    /// The same as fractions, where they are exact.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) behaviour_exact: Option<Vec<Vec<String>>>,
    /// For a tree: probability of every node, for each information set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) beliefs: Option<Vec<Vec<f64>>>,
    /// For quantal response: the sensitivity, null for the limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) lambda: Option<Sensitivity>,
    /// For quantal response: largest distance of a probability from the logit reply.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) residual: Option<f64>,
    /// For correlation: the profiles that are recommended, with their probabilities.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) distribution: Option<Vec<Recommended>>,
    /// For correlation: the number that the objective is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) objective: Option<f64>,
    /// What a refinement says of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) verdict: Option<String>,
    /// For the replicator dynamics: largest real part of an eigenvalue.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) largest_real_part: Option<f64>,
}

/// Where on a branch of quantal responses.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(untagged)]
pub(super) enum Sensitivity {
    At(f64),
    /// At the end of the branch; `null` in JSON, which has no infinity.
    Limit,
}

/// A pure profile that is recommended with positive probability.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Recommended {
    /// A strategy label per player.
    pub(super) profile: Vec<String>,
    pub(super) probability: f64,
    pub(super) probability_exact: Option<String>,
}

/// A strategy that was eliminated.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Eliminated {
    pub(super) round: usize,
    pub(super) player: String,
    pub(super) strategy: String,
    /// The strategies that dominate it, with their exact probabilities.
    pub(super) dominated_by: Vec<(String, String)>,
}

/// A point of a branch of quantal responses.
#[derive(Debug, Clone, Serialize)]
pub(super) struct PathPoint {
    pub(super) lambda: f64,
    /// A mixture per player; on a tree, per information set.
    pub(super) strategies: Vec<Vec<f64>>,
    pub(super) values: Vec<f64>,
    pub(super) max_regret: f64,
}

/// An equilibrium that a refinement rules out.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Rejected {
    pub(super) strategies: Vec<Vec<f64>>,
    pub(super) why: String,
}

/// What the test for a potential found.
#[derive(Debug, Clone, Serialize)]
pub(super) struct PotentialFound {
    pub(super) exact: bool,
    /// The potential at every profile, player 1 varying fastest; null if there is none.
    pub(super) values: Option<Vec<f64>>,
    /// The deviation that rules it out, in words; null if there is one.
    pub(super) ruled_out_by: Option<String>,
}

impl SolvedEquilibrium {
    /// An equilibrium in normal form, with behaviour strategies where the game came as a tree.
    pub(super) fn of(equilibrium: &Equilibrium, tree: Option<&ExtensiveForm>) -> Self {
        Self {
            // Imperfect recall leaves no behaviour strategies that do the same.
            behaviour: tree.and_then(|tree| tree.behaviour(&equilibrium.strategies).ok()),
            strategies: Some(equilibrium.strategies.strategies().to_vec()),
            strategies_exact: equilibrium.exact.clone(),
            values: equilibrium.values.clone(),
            max_regret: equilibrium.certificate.max_regret,
            ..Self::default()
        }
    }
}

impl Solved {
    /// Gathers the result.
    pub(super) fn new(game: Head, concept: String, answer: Answer, seconds: f64) -> Self {
        let Answer { mut equilibria, components, remaining, .. } = answer;
        for (k, equilibrium) in equilibria.iter_mut().enumerate() {
            equilibrium.component = components.iter().position(|c| c.equilibria.contains(&k));
        }
        let labels = |(left, all): (Vec<usize>, &Vec<String>)| -> Vec<String> {
            left.into_iter().map(|s| all[s].clone()).collect()
        };
        Self {
            form: game.form,
            title: game.title,
            players: game.players,
            remaining: remaining
                .map(|left| left.into_iter().zip(&game.strategies).map(labels).collect()),
            strategies: game.strategies,
            concept,
            method: answer.method,
            termination: answer.termination.map_or("other", word),
            complete: answer.complete,
            equilibria,
            components,
            eliminations: answer.eliminations,
            path: answer.path,
            rejected: answer.rejected,
            potential: answer.potential,
            selection: answer.selection,
            iterations: answer.iterations,
            seconds,
        }
    }

    /// The JSON form; numbers are the shortest that read back to the same double.
    pub(super) fn to_json(&self) -> std::io::Result<String> {
        serde_json::to_string_pretty(self).map_err(std::io::Error::other)
    }
}

/// What a result says of its game.
pub(super) struct Head {
    form: &'static str,
    title: String,
    players: Vec<String>,
    strategies: Vec<Vec<String>>,
}

impl Head {
    /// Of a tree, whose normal form may be too large to make, or of a game in normal form.
    pub(super) fn of(tree: Option<&ExtensiveForm>, normal: Option<&NormalForm>) -> Self {
        let players = || normal.map_or(&[][..], NormalForm::players).iter();
        let (form, title, labels) = if let Some(tree) = tree {
            ("extensive", tree.title(), tree.players().to_vec())
        } else {
            let title = normal.map_or("", NormalForm::title);
            ("normal", title, players().map(|p| p.label.clone()).collect())
        };
        Self {
            form,
            title: title.to_owned(),
            players: labels,
            strategies: players().map(|p| p.strategies.clone()).collect(),
        }
    }
}

/// A termination, in a word.
pub(super) fn word(termination: Termination) -> &'static str {
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
