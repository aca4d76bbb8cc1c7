//! What can be drawn: every assumed number of the finite game that is not zero, with its range.

use super::Played;
use crate::StudyError;
use crate::solved::selection;
use talion_economy::{Economy, EconomyOptions};
use talion_game::{NormalForm, Observer, PlayerId};
use talion_model::{Payoff, Play, Scenario, SolvedPolicies, Term, play, play_again};
use talion_solve::{pure_equilibria, vertex_enumeration};

/// What the draws are compared with.
pub(super) struct Ground<'a> {
    pub(super) scenario: &'a Scenario,
    pub(super) economy: &'a Economy,
    pub(super) play: &'a Play,
    pub(super) answer: Played,
    pub(super) observer: &'a dyn Observer,
}

/// A number and the values that it may take.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Range {
    pub(super) key: String,
    pub(super) value: f64,
    pub(super) low: f64,
    pub(super) high: f64,
    /// The term that the number is the weight of, and whose; the trade model need not be solved again.
    pub(super) weight: Option<(PlayerId, Term)>,
}

/// Weights of objectives by the last part of their key.
const WEIGHTS: [(&str, Term); 6] = [
    ("deficit_weight", Term::Deficit),
    ("lead_weight", Term::TechnologyLead),
    ("self_sufficiency_weight", Term::SelfSufficiency),
    ("access_weight", Term::Access),
    ("audience_cost", Term::Audience),
    ("red_line_cost", Term::RedLine),
];
/// Halvings of the way to the value while the scenario refuses an end of the range.
const MOST_HALVINGS: usize = 6;

/// A share of the way from a value to an end, that no number of few digits is met at.
const BETWEEN: f64 = 0.387_426;

/// The ranges of a scenario, in the order of its assumptions: weights, and the numbers of the technology
/// race; and the keys of those that cannot take every value of a range, such as whole numbers, which are
/// not drawn. A number that is zero is a term switched off, and stays so.
pub(super) fn ranges(scenario: &Scenario) -> (Vec<Range>, Vec<String>) {
    let drawn = scenario.assumptions().iter().filter(|assumed| assumed.value != 0.0);
    let in_game = drawn.filter(|assumed| {
        // A demand that nobody minds is no part of the game.
        let minded = match assumed.key.strip_suffix(".deficit_cut") {
            Some(objective) => {
                scenario.value(&format!("{objective}.deficit_weight")).is_some_and(|w| w != 0.0)
            }
            None => true,
        };
        minded && (assumed.key.starts_with("technology.") || assumed.key.starts_with("player."))
    });
    let found = in_game
        .map(|assumed| {
            let (key, value) = (assumed.key.clone(), assumed.value);
            let low = end(scenario, &key, value, 0.0);
            let high = end(scenario, &key, value, 2.0 * value);
            let weight = weight(scenario, &key);
            Range { key, value, low, high, weight }
        })
        .filter(|range| range.low < range.high);
    let smooth = |range: &Range| {
        [range.low, range.high].into_iter().all(|end| {
            let between = range.value + (end - range.value) * BETWEEN;
            scenario.with_value(&range.key, between).is_ok()
        })
    };
    let (drawn, whole): (Vec<Range>, Vec<Range>) = found.partition(smooth);
    (drawn, whole.into_iter().map(|range| range.key).collect())
}

/// An end of a range, drawn towards the value until the scenario accepts it.
fn end(scenario: &Scenario, key: &str, value: f64, wanted: f64) -> f64 {
    let mut end = wanted;
    for _ in 0..MOST_HALVINGS {
        if scenario.with_value(key, end).is_ok() {
            return end;
        }
        end = f64::midpoint(end, value);
    }
    value
}

fn weight(scenario: &Scenario, key: &str) -> Option<(PlayerId, Term)> {
    let (player, last) = key.strip_prefix("player.")?.split_once(".objective.")?;
    let player = scenario.players().iter().position(|known| known.name == player)?;
    let (_, term) = WEIGHTS.into_iter().find(|(name, _)| *name == last)?;
    Some((PlayerId(player), term))
}

/// Elasticity sets, that of the scenario first.
pub(super) fn sets(scenario: &Scenario) -> Vec<String> {
    let own = scenario.elasticities().to_owned();
    let others = scenario.compare_elasticities().iter().filter(|set| **set != own);
    std::iter::once(own.clone()).chain(others.cloned()).collect()
}

impl Ground<'_> {
    /// Every profile with one number changed, in the scenario's own economy; policies that are in `solved`
    /// are not solved for again.
    pub(super) fn replay_one(
        &self,
        key: &str,
        value: f64,
        solved: &mut SolvedPolicies,
    ) -> Result<Play, StudyError> {
        let scenario = self.scenario.with_value(key, value)?;
        play_again(&scenario, self.economy, solved, self.observer)
            .map_err(crate::study::interrupted)
    }

    /// Every profile under another elasticity set and other numbers.
    pub(super) fn replay(&self, set: &str, values: &[(&str, f64)]) -> Result<Play, StudyError> {
        let mut scenario = self.scenario.clone();
        for (key, value) in values {
            scenario = scenario.with_value(key, *value)?;
        }
        let options = EconomyOptions {
            elasticities: Some(set.to_owned()),
            ..scenario.economy_options().clone()
        };
        let economy = Economy::new(scenario.dataset(), &options)?;
        play(&scenario, &economy, self.observer).map_err(crate::study::interrupted)
    }

    /// What is played where the weights of terms are multiplied by factors, one for each player and term,
    /// and the change in real income of each player's region there, percent.
    pub(super) fn answer(
        &self,
        play: &Play,
        factors: &[[f64; Term::ALL.len()]],
    ) -> Result<(Played, Vec<f64>), StudyError> {
        let total = |payoff: &Payoff, factors: &[f64; Term::ALL.len()]| {
            payoff.welfare + payoff.terms.iter().zip(factors).map(|(x, by)| x * by).sum::<f64>()
        };
        let players = 0..factors.len();
        let payoffs = players
            .map(|p| play.profiles.iter().map(|at| total(&at.payoffs[p], &factors[p])).collect())
            .collect();
        let base = self.play.game(self.scenario, talion_model::Terms::All)?;
        let game = NormalForm::new(self.scenario.title(), base.players().to_vec(), payoffs)?;
        let solution = if game.player_count() == 2 {
            vertex_enumeration(&game, self.observer)?
        } else {
            pure_equilibria(&game, self.observer)?
        };
        let (Some(selected), _) = selection(&game, &solution) else {
            return Ok((Played::Nothing, Vec::new()));
        };
        let strategies = solution.equilibria[selected].strategies.strategies();
        Ok((Played::from_strategies(strategies), self.incomes(&game, play, strategies)))
    }

    /// Expected change in real income of each player's region, percent.
    fn incomes(&self, game: &NormalForm, play: &Play, strategies: &[Vec<f64>]) -> Vec<f64> {
        let odds = |at: usize| -> f64 {
            let profile = game.profile_at(at);
            strategies.iter().zip(profile).map(|(own, package)| own[package]).product()
        };
        let income = |player: &talion_model::Player| {
            let all = play.profiles.iter().enumerate();
            all.map(|(at, outcome)| odds(at) * 100.0 * (outcome.welfare_hat(player.region) - 1.0))
                .sum()
        };
        self.scenario.players().iter().map(income).collect()
    }
}
