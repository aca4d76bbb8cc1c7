//! One equilibrium of a game of any number of players, by the global Newton method.
//!
//! Give every strategy a bonus `lambda g`. For a large `lambda` the game has one equilibrium, in pure
//! strategies; the equilibria of all these games form paths, and the one that starts there must pass
//! `lambda = 0` (Govindan and Wilson, "A global Newton method to compute Nash equilibria", Journal of
//! Economic Theory 110, 2003, after Kohlberg and Mertens' structure theorem).

mod path;
mod projection;

use crate::SolveError;
use crate::logit::nearest_equilibrium;
use path::{Passage, Path};
use talion_game::{
    Concept, Equilibrium, Instrument, NormalForm, Observer, Profile, Solution, Termination,
    low_discrepancy,
};

pub(crate) const METHOD: &str = "global-newton";
/// Directions of the bonus that are tried.
const DIRECTIONS: usize = 10;
/// Steps along one path.
const MOST_STEPS: u64 = 4_000;
/// Largest change of a probability when an equilibrium is corrected to rounding.
const NEAR: f64 = 0.05;

/// One equilibrium, by the global Newton method from several directions.
///
/// Ends with [`Termination::Converged`] and an equilibrium whose regret is rounding, or with
/// [`Termination::IterationLimit`] and the profile of least regret at which a path ended. `complete` is
/// always false: there may be other equilibria.
///
/// # Errors
/// None for a game that was validated; the type is that of all methods.
pub fn global_newton(game: &NormalForm, observer: &dyn Observer) -> Result<Solution, SolveError> {
    let mut best: Option<Equilibrium> = None;
    let (mut steps, mut termination) = (0, Termination::IterationLimit);
    for bonus in bonuses(game) {
        let mut path = Path::from_far(game, &bonus);
        let mut passage = Passage::On;
        let before = steps;
        while passage == Passage::On && steps - before < MOST_STEPS && !observer.stopped() {
            steps += 1;
            observer.progress("global Newton", steps, 0);
            passage = path.advance();
        }
        let profile = path.profile();
        if passage == Passage::Through
            && let Some(found) = nearest_equilibrium(game, &profile, NEAR)?
        {
            best = Some(found);
            termination = Termination::Converged;
            break;
        }
        let profile = Profile::new(game, profile)?;
        let found = Equilibrium::certify(game, Concept::Nash, profile, None)?;
        let regret = found.certificate.max_regret;
        if best.as_ref().is_none_or(|best| regret < best.certificate.max_regret) {
            best = Some(found);
        }
        if observer.stopped() {
            termination = Termination::Interrupted;
            break;
        }
    }
    Ok(Solution {
        equilibria: best.into_iter().collect(),
        complete: false,
        components: Vec::new(),
        termination,
        iterations: steps,
        elapsed: observer.elapsed(),
        method: METHOD.to_owned(),
    })
}

/// Bonuses in general position, from a low-discrepancy sequence.
fn bonuses(game: &NormalForm) -> impl Iterator<Item = Vec<f64>> + '_ {
    let strategies = game.players().iter().flat_map(|player| &player.strategies);
    let unit: Vec<Instrument> =
        strategies.map(|label| Instrument::new(label.clone(), 0.0, 1.0)).collect();
    (1..=DIRECTIONS).map(move |index| low_discrepancy(&unit, index))
}
