//! One equilibrium out of several, by a rule; and games with a potential, whose maxima are a rule too.

use super::result::{PotentialFound, SolvedEquilibrium};
use super::task::{Answer, Task};
use super::{choose, nash};
use crate::error::CliError;
use crate::flags::GameConcept;
use talion::game::{Concept, Equilibrium, Profile, Termination};
use talion::solve::{Potential, Rule, SolveError, exact_potential, select};

/// The equilibrium that dominates the others.
pub(super) fn dominant(task: &Task<'_>) -> Result<Answer, CliError> {
    let method = choose::procedure(task)?;
    let rule = match task.flags.concept {
        GameConcept::RiskDominant => Rule::RiskDominance,
        _ => Rule::PayoffDominance,
    };
    let game = task.game()?;
    let solution = nash::solved(task, game)?;
    let mut answer = Answer::of(&solution);
    answer.components.clear();
    method.clone_into(&mut answer.method);
    answer.settled = true;
    match select(game, &solution, rule) {
        Some(selection) => {
            let chosen = &solution.equilibria[selection.index];
            answer.equilibria.push(SolvedEquilibrium::of(chosen, task.tree));
            answer.selection =
                Some(format!("by {rule}, out of {}: {}", selection.multiplicity, selection.reason));
        }
        None => answer.selection = Some(format!("{rule} has no pure equilibrium to pick")),
    }
    Ok(answer)
}

/// Whether there is an exact potential; its maxima, which are equilibria.
pub(super) fn potential(task: &Task<'_>) -> Result<Answer, CliError> {
    let method = choose::procedure(task)?;
    let game = task.game()?;
    let mut answer = Answer {
        method: method.to_owned(),
        termination: Some(Termination::Enumerated),
        complete: true,
        iterations: game.profile_count() as u64,
        settled: true,
        ..Answer::default()
    };
    let label = |p: usize, s: usize| game.players()[p].strategies[s].clone();
    answer.potential = Some(match exact_potential(game) {
        Potential::Exact { values } => {
            let top = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            for at in (0..values.len()).filter(|&at| values[at] >= top) {
                let profile = Profile::pure(game, &game.profile_at(at));
                let whole = |s: &Vec<f64>| s.iter().map(|p| format!("{p:.0}")).collect();
                let exact = Some(profile.strategies().iter().map(whole).collect());
                let found = Equilibrium::certify(game, Concept::Nash, profile, exact)
                    .map_err(SolveError::from)?;
                answer.equilibria.push(SolvedEquilibrium::of(&found, task.tree));
            }
            PotentialFound { exact: true, values: Some(values), ruled_out_by: None }
        }
        Potential::None { player, profile, to } => {
            let at: Vec<String> = (0..profile.len()).map(|p| label(p, profile[p])).collect();
            let why = format!(
                "the gain of {} from playing {} instead at ({}) is not what other paths make it",
                game.players()[player.0].label,
                label(player.0, to),
                at.join(", ")
            );
            PotentialFound { exact: false, values: None, ruled_out_by: Some(why) }
        }
    });
    Ok(answer)
}
