//! What a solved stochastic game reports: plain data, the JSON of `--format json`.

use super::super::result::word;
use serde::Serialize;
use talion::game::{MarkovDeviation, MarkovProfile, PlayerId, StochasticGame, Termination};
use talion::solve::{MarkovEquilibrium, MarkovSolution};

/// What a method found, before it is told.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) method: String,
    pub(super) termination: Termination,
    pub(super) complete: bool,
    pub(super) equilibria: Vec<Found>,
    pub(super) steps: u64,
    pub(super) selection: Option<String>,
    /// What the list holds when it is complete, if not all equilibria.
    pub(super) promise: Option<&'static str>,
    pub(super) periods: Option<usize>,
    /// Where paths were lost, in words.
    pub(super) lost: Vec<String>,
}

/// One equilibrium.
#[derive(Debug, Default, Serialize)]
pub(super) struct Found {
    pub(super) strategies: Played,
    /// Sum of discounted payoffs, not normalised, the players side by side.
    #[serde(skip)]
    pub(super) values: Vec<f64>,
    /// The same, by state and player.
    #[serde(rename = "values")]
    pub(super) by_state: Vec<Vec<f64>>,
    /// Largest gain from deviating once, recomputed from the game and the strategies alone.
    pub(super) one_shot_gain: f64,
    /// Bound on what any deviation can gain; null for a game that ends.
    pub(super) gain_bound: Option<f64>,
    /// Relative residual of the equations of the values; null for a game that ends, whose values
    /// are sums.
    pub(super) value_residual: Option<f64>,
    /// The deviation that gains most, if one gains.
    pub(super) worst: Option<Deviation>,
    /// The same by numbers.
    #[serde(skip)]
    pub(super) deviation: Option<MarkovDeviation>,
}

/// What is played: the same in all periods, or period by period.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(super) enum Played {
    /// `[state][player][action]`.
    Always(MarkovProfile),
    /// `[period][state][player][action]`.
    ByPeriod(Vec<MarkovProfile>),
}

/// A deviation, by names.
#[derive(Debug, Serialize)]
pub(super) struct Deviation {
    state: String,
    player: String,
    action: String,
    gain: f64,
}

/// A game and what was found.
#[derive(Debug, Serialize)]
pub(super) struct Solved {
    form: &'static str,
    title: String,
    players: Vec<String>,
    discount: Vec<f64>,
    concept: &'static str,
    pub(super) method: String,
    termination: &'static str,
    /// Whether the list is proved to hold all that the method promises.
    pub(super) complete: bool,
    /// What that is, if not all equilibria.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) promise: Option<&'static str>,
    /// How one equilibrium was selected, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) selection: Option<String>,
    /// Periods to play, if the game ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) periods: Option<usize>,
    /// Where paths of a homotopy were lost, and why.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    lost: Vec<String>,
    states: Vec<StateLabels>,
    pub(super) equilibria: Vec<Found>,
    steps: u64,
    seconds: f64,
}

/// A state and the actions in it.
#[derive(Debug, Serialize)]
struct StateLabels {
    name: String,
    /// Labels of every player's actions; probabilities stand in this order.
    actions: Vec<Vec<String>>,
}

impl Default for Played {
    fn default() -> Self {
        Self::ByPeriod(Vec::new())
    }
}

impl Default for Answer {
    fn default() -> Self {
        Self {
            method: String::new(),
            termination: Termination::Enumerated,
            complete: false,
            equilibria: Vec::new(),
            steps: 0,
            selection: None,
            promise: None,
            periods: None,
            lost: Vec::new(),
        }
    }
}

impl Answer {
    /// The equilibria of a method.
    pub(super) fn of(solution: MarkovSolution) -> Self {
        Self {
            method: solution.method,
            termination: solution.termination,
            complete: solution.complete,
            equilibria: solution.equilibria.into_iter().map(Found::of).collect(),
            steps: solution.iterations,
            ..Self::default()
        }
    }

    /// The same, with the name of its method.
    pub(super) fn by(mut self, method: &str) -> Self {
        method.clone_into(&mut self.method);
        self
    }

    /// Keeps the first `limit` equilibria.
    pub(super) fn limit(&mut self, limit: Option<usize>) {
        if let Some(limit) = limit.filter(|limit| *limit < self.equilibria.len()) {
            self.equilibria.truncate(limit);
            self.complete = false;
            self.termination = Termination::IterationLimit;
        }
    }
}

impl Found {
    fn of(equilibrium: MarkovEquilibrium) -> Self {
        let MarkovEquilibrium { strategies, certificate } = equilibrium;
        Self {
            strategies: Played::Always(strategies),
            one_shot_gain: certificate.one_shot_gain,
            gain_bound: Some(certificate.gain_bound),
            value_residual: Some(certificate.value_residual),
            deviation: certificate.worst,
            worst: None,
            values: certificate.values,
            by_state: Vec::new(),
        }
    }
}

impl Solved {
    /// Gathers the result.
    pub(super) fn new(game: &StochasticGame, answer: Answer, seconds: f64) -> Self {
        let players = game.player_count();
        let mut equilibria = answer.equilibria;
        for one in &mut equilibria {
            one.worst = one.deviation.map(|worst| Deviation {
                state: game.label(worst.state).to_owned(),
                player: game.players()[worst.player.0].clone(),
                action: game.actions(worst.state, worst.player)[worst.action].clone(),
                gain: worst.gain,
            });
            one.by_state = one.values.chunks(players).map(<[f64]>::to_vec).collect();
        }
        let labels = |state| StateLabels {
            name: game.label(state).to_owned(),
            actions: (0..players).map(|p| game.actions(state, PlayerId(p)).to_vec()).collect(),
        };
        Self {
            form: "stochastic",
            title: game.title().to_owned(),
            players: game.players().to_vec(),
            discount: game.discounts().to_vec(),
            concept: "markov-perfect",
            method: answer.method,
            termination: word(answer.termination),
            complete: answer.complete,
            promise: answer.promise,
            selection: answer.selection,
            periods: answer.periods,
            lost: answer.lost,
            states: game.states().map(labels).collect(),
            equilibria,
            steps: answer.steps,
            seconds,
        }
    }

    /// The JSON form; numbers are the shortest that read back to the same double.
    pub(super) fn to_json(&self) -> std::io::Result<String> {
        serde_json::to_string_pretty(self).map_err(std::io::Error::other)
    }
}
