//! Equilibria that survive a closer look: perfect, proper, evolutionarily stable, dynamically stable.

use super::result::{Rejected, SolvedEquilibrium};
use super::task::{Answer, Task};
use super::{choose, nash};
use crate::error::CliError;
use talion::game::{Equilibrium, NormalForm, Rational, Solution};
use talion::solve::{
    Evolutionary, Proper, ReplicatorStability, SolveError, TremblingHand, evolutionary_stability,
    proper as is_proper, replicator_stability, trembling_hand,
};

/// What a test says of an equilibrium.
enum Verdict {
    Kept(String),
    Undecided(String),
    Rejected(String),
}

/// Trembling-hand perfect equilibria.
pub(super) fn perfect(task: &Task<'_>) -> Result<Answer, CliError> {
    filtered(task, |game, equilibrium| {
        Ok(match trembling_hand(game, &equilibrium.strategies).map_err(SolveError::from)? {
            TremblingHand::Perfect => Verdict::Kept("perfect".to_owned()),
            TremblingHand::Dominated { player } => Verdict::Rejected(format!(
                "the strategy of {} is weakly dominated",
                game.players()[player.0].label
            )),
            TremblingHand::Undominated => Verdict::Undecided("undominated".to_owned()),
        })
    })
}

/// Proper equilibria.
pub(super) fn proper(task: &Task<'_>) -> Result<Answer, CliError> {
    filtered(task, |game, equilibrium| {
        let Some(exact) = exact(equilibrium) else {
            return Ok(Verdict::Undecided("undecided".to_owned()));
        };
        Ok(match is_proper(game, &exact).map_err(SolveError::from)? {
            Proper::Proper => Verdict::Kept("proper".to_owned()),
            Proper::NotProper => Verdict::Rejected(
                "no trembles make worse mistakes rarer and leave it the best play".to_owned(),
            ),
            Proper::Undecided => Verdict::Undecided("undecided".to_owned()),
        })
    })
}

/// Evolutionarily stable strategies: symmetric equilibria that no mutants can enter.
pub(super) fn evolutionary(task: &Task<'_>) -> Result<Answer, CliError> {
    let game = task.game()?;
    // Refuses a game that is not symmetric before anything is solved.
    let mut first = vec!["0".to_owned(); game.players()[0].strategies.len()];
    "1".clone_into(&mut first[0]);
    evolutionary_stability(game, &first)?;
    let mut answer = filtered(task, |game, equilibrium| {
        let asymmetric = || Verdict::Rejected("the players' strategies differ".to_owned());
        let Some([own, other]) = equilibrium.exact.as_deref() else { return Ok(asymmetric()) };
        if own != other {
            return Ok(asymmetric());
        }
        Ok(match evolutionary_stability(game, own)? {
            Evolutionary::Stable => Verdict::Kept("evolutionarily stable".to_owned()),
            _ => Verdict::Rejected("some mutants can enter".to_owned()),
        })
    })?;
    // A stable strategy is an extreme equilibrium, as every mixture with another one would let the
    // other one in: the list is whole even where other equilibria form a continuum.
    answer.complete = answer.termination == Some(talion::game::Termination::Enumerated);
    Ok(answer)
}

/// Every equilibrium with its stability under the replicator dynamics.
pub(super) fn replicator(task: &Task<'_>) -> Result<Answer, CliError> {
    let method = choose::procedure(task)?;
    let game = task.game()?;
    let solution = nash::solved(task, game)?;
    let mut answer = nash::told(task, &solution);
    method.clone_into(&mut answer.method);
    for (told, equilibrium) in answer.equilibria.iter_mut().zip(&solution.equilibria) {
        let (stability, largest) =
            replicator_stability(game, &equilibrium.strategies).map_err(SolveError::from)?;
        let word = match stability {
            ReplicatorStability::AsymptoticallyStable => "asymptotically stable",
            ReplicatorStability::Unstable => "unstable",
            ReplicatorStability::Undecided => "undecided",
        };
        told.verdict = Some(word.to_owned());
        told.largest_real_part = largest.is_finite().then_some(largest);
    }
    Ok(answer)
}

/// The equilibria of the game that a test does not rule out, and those that it does.
fn filtered(
    task: &Task<'_>,
    test: impl Fn(&NormalForm, &Equilibrium) -> Result<Verdict, CliError>,
) -> Result<Answer, CliError> {
    let method = choose::procedure(task)?;
    let game = task.game()?;
    let solution = nash::solved(task, game)?;
    if task.flags.exact && solution.equilibria.iter().any(|e| e.exact.is_none()) {
        task.refuse_exact("games of three or more players have no exact method")?;
    }
    let mut answer = Answer::of(&solution);
    method.clone_into(&mut answer.method);
    answer.components.clear();
    // Inside a continuum a refinement may hold where it fails at the corners, and the reverse.
    answer.complete &= is_isolated(&solution);
    answer.settled = true;
    let mut rejected = Vec::new();
    for equilibrium in &solution.equilibria {
        let told = |verdict: String| SolvedEquilibrium {
            verdict: Some(verdict),
            ..SolvedEquilibrium::of(equilibrium, task.tree)
        };
        match test(game, equilibrium)? {
            Verdict::Kept(verdict) => answer.equilibria.push(told(verdict)),
            Verdict::Undecided(verdict) => {
                answer.complete = false;
                answer.equilibria.push(told(verdict));
            }
            Verdict::Rejected(why) => {
                let strategies = equilibrium.strategies.strategies().to_vec();
                rejected.push(Rejected { strategies, why });
            }
        }
    }
    answer.rejected = Some(rejected);
    Ok(answer)
}

fn is_isolated(solution: &Solution) -> bool {
    solution.components.iter().all(|piece| piece.equilibria.len() == 1)
}

/// The exact strategies, where the method gave them or everybody plays one strategy for sure.
fn exact(equilibrium: &Equilibrium) -> Option<Vec<Vec<Rational>>> {
    if let Some(exact) = &equilibrium.exact {
        let parsed = |s: &Vec<String>| s.iter().map(|p| p.parse().ok()).collect();
        return exact.iter().map(parsed).collect();
    }
    equilibrium.strategies.as_pure()?;
    let whole = |s: &Vec<f64>| s.iter().map(|p| Rational::from_f64(*p)).collect();
    equilibrium.strategies.strategies().iter().map(whole).collect()
}
