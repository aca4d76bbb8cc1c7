//! What happens without a deal: payoffs, what is in force, and whether carrying it out is a bluff.

use super::findings::BluffFindings;
use super::options::{TalksDisagreement, TalksOptions};
use super::search::{Search, Want};
use crate::solved::solve_game;
use crate::{StudyError, escalation, profiles, words};
use talion_economy::Economy;
use talion_game::{NormalForm, Observer, PlayerId};
use talion_model::{Payoff, Play, Scenario, TalksFallback, TalksGame, TalksPlan, Terms, play};
use talion_solve::bargaining::variable_threats;

/// Rounds in which threats and the agreement that they aim at find each other.
const ROUNDS: usize = 40;
/// Weights nearer than this are the same.
const SAME: f64 = 1e-9;

/// What happens without a deal.
pub(super) struct Fallback {
    pub(super) payoffs: [f64; 2],
    /// Payoffs term by term, where they are those of one profile of packages.
    pub(super) parts: Option<Vec<Payoff>>,
    pub(super) in_force: Vec<usize>,
    /// How far each player backs down, where somebody does so without a deal.
    pub(super) backs_down: Vec<f64>,
    pub(super) words: String,
    pub(super) bluff: Vec<BluffFindings>,
    /// The game of packages, where the threats still hang on the agreement.
    threats: Option<(NormalForm, Scenario)>,
}

/// Finds it.
pub(super) fn find(
    scenario: &Scenario,
    economy: &Economy,
    plan: &TalksPlan,
    options: &TalksOptions,
    observer: &dyn Observer,
) -> Result<Fallback, StudyError> {
    let which = match options.disagreement {
        TalksDisagreement::Fallback(which) => which,
        _ => plan.fallback,
    };
    let played = play(scenario, economy, observer).map_err(crate::study::interrupted)?;
    let game = played.game(scenario, Terms::All)?;
    let mut found = match which {
        TalksFallback::StatusQuo => {
            at_profile(scenario, &played, &game, scenario.status_quo(), |plays| {
                format!("the status quo: {plays}")
            })
        }
        TalksFallback::Threats => {
            let threats = variable_threats(&game, [1.0, 1.0], observer)?;
            let likeliest = [0, 1].map(|p| likeliest(&threats.strategies[p]));
            let mut found = at_profile(scenario, &played, &game, &likeliest, |_| String::new());
            found.threats = Some((game.clone(), scenario.clone()));
            found
        }
        _ => nash(scenario, &played, &game, observer)?,
    };
    if which == TalksFallback::MarkovPerfect {
        let annual = escalation::annual_without_talks(scenario, observer)?;
        let [Some(&a), Some(&b)] = [annual.first(), annual.get(1)] else {
            return Err(StudyError::NotTwoPlayers { found: annual.len() });
        };
        found.payoffs = [a, b];
        found.parts = None;
        found.bluff.clear();
        "the game over time without talks, as a constant rate".clone_into(&mut found.words);
    }
    if let TalksDisagreement::Payoffs(given) = options.disagreement {
        found.payoffs = given;
        found.parts = None;
        found.bluff.clear();
        "payoffs given by hand".clone_into(&mut found.words);
    }
    Ok(found)
}

/// The selected equilibrium of the packages, mixed or pure.
fn nash(
    scenario: &Scenario,
    played: &Play,
    game: &NormalForm,
    observer: &dyn Observer,
) -> Result<Fallback, StudyError> {
    let regions = |at: usize| profiles::regions(scenario, &played.profiles[at]);
    let solved = solve_game(scenario, game, &regions, observer)?;
    let Some(selected) = solved.selected.map(|at| &solved.equilibria[at]) else {
        return Err(StudyError::NoDisagreement { why: solved.termination.clone() });
    };
    let profile: Vec<usize> = selected.strategies.iter().map(|s| likeliest(s)).collect();
    let rule = solved.selection_rule.clone();
    let mut found = at_profile(scenario, played, game, &profile, |plays| {
        format!("Nash equilibrium, selected by {rule}: {plays}")
    });
    let pure = selected.strategies.iter().all(|s| s.contains(&1.0));
    if !pure {
        found.payoffs = [selected.values[0], selected.values[1]];
        found.parts = None;
        found.bluff.clear();
        found.words = format!("a mixed Nash equilibrium, selected by {rule}");
    }
    Ok(found)
}

fn likeliest(strategy: &[f64]) -> usize {
    (0..strategy.len()).fold(0, |best, s| if strategy[s] > strategy[best] { s } else { best })
}

fn at_profile(
    scenario: &Scenario,
    played: &Play,
    game: &NormalForm,
    profile: &[usize],
    say: impl Fn(String) -> String,
) -> Fallback {
    let at = game.index_of(profile);
    let parts = played.profiles[at].payoffs.clone();
    let packages = || profile.iter().enumerate().map(|(p, &s)| &scenario.packages(PlayerId(p))[s]);
    let mut in_force: Vec<usize> = packages().flat_map(|package| package.moves.clone()).collect();
    in_force.sort_unstable();
    Fallback {
        payoffs: [parts[0].total(Terms::All), parts[1].total(Terms::All)],
        parts: Some(parts),
        in_force,
        backs_down: packages().map(|package| package.backs_down).collect(),
        words: say(words::plays(scenario, profile)),
        bluff: (0..profile.len()).map(|p| bluff(scenario, game, profile, p)).collect(),
        threats: None,
    }
}

/// What a player would rather do if its part of the fallback had to be carried out.
fn bluff(
    scenario: &Scenario,
    game: &NormalForm,
    profile: &[usize],
    player: usize,
) -> BluffFindings {
    let packages = scenario.packages(PlayerId(player));
    let worth = |s: usize| {
        let mut other = profile.to_vec();
        other[player] = s;
        game.payoffs(PlayerId(player))[game.index_of(&other)]
    };
    let own = profile[player];
    let best =
        (0..packages.len()).fold(own, |best, s| if worth(s) > worth(best) { s } else { best });
    BluffFindings {
        player: scenario.players()[player].name.clone(),
        threat: packages[own].label.clone(),
        cost: worth(best) - worth(own),
        instead: packages[best].label.clone(),
    }
}

impl Fallback {
    /// Lets threats and the weights of the agreement that they lead to find each other (Nash 1953).
    pub(super) fn settle_threats(
        &mut self,
        game: &TalksGame,
        power: [f64; 2],
        observer: &dyn Observer,
    ) -> Result<(), StudyError> {
        let Some((packages, scenario)) = self.threats.take() else { return Ok(()) };
        let plan = scenario.talks().ok_or(StudyError::NoTalks)?;
        let mut weights = [0.5, 0.5];
        for round in 0..ROUNDS {
            let threats = variable_threats(&packages, weights, observer)?;
            self.payoffs = threats.payoffs;
            let mixed: Vec<String> = (0..2)
                .map(|p| {
                    let own = scenario.packages(PlayerId(p));
                    let said: Vec<String> = threats.strategies[p]
                        .iter()
                        .zip(own)
                        .filter(|(x, _)| **x > 0.0)
                        .map(|(x, package)| match *x {
                            1.0 => format!("\u{201c}{}\u{201d}", package.label),
                            x => {
                                format!("\u{201c}{}\u{201d} with {:.1} %", package.label, 100.0 * x)
                            }
                        })
                        .collect();
                    format!("{} {}", scenario.players()[p].name, words::list(&said))
                })
                .collect();
            self.words = format!("the threats that serve each best: {}", mixed.join("; "));
            let pure = threats.strategies.iter().all(|s| s.contains(&1.0));
            if !pure {
                self.parts = None;
                self.bluff.clear();
            }
            let search = Search::new(game, plan, threats.payoffs, observer);
            let Some(deal) = search.pick(Want::Nash(power))? else { return Ok(()) };
            let moved = (deal.weights[0] - weights[0]).abs();
            if moved <= SAME {
                break;
            }
            // Damped, so that two threats that call for each other do not alternate.
            let keep = if round < 2 { 0.0 } else { 0.5 };
            weights = [0, 1].map(|p| keep * weights[p] + (1.0 - keep) * deal.weights[p]);
        }
        Ok(())
    }
}
