//! One equilibrium of a game of any number of players, by the logit homotopy from several priors.
//!
//! From a prior the branch of logit equilibria leads, for almost every prior, to a Nash equilibrium
//! (Harsanyi and Selten 1988, the logarithmic tracing idea; Turocy 2005). The uniform prior comes
//! first; where symmetry makes its branch split, other priors take over.

use super::branch::uniform;
use super::path::Path;
use super::support_newton::nearest_equilibrium;
use super::system::System;
use crate::SolveError;
use talion_game::{
    Concept, Equilibrium, Instrument, NormalForm, Observer, Profile, Solution, Termination,
    low_discrepancy,
};

pub(crate) const METHOD: &str = "logit";
/// Priors tried, the uniform one first.
const PRIORS: usize = 12;
/// Steps along one branch.
const MOST_STEPS: u64 = 1_500;
/// Regret, as a share of the payoff range, below which Newton on the support is tried.
const NEAR_LIMIT: f64 = 2e-2;
/// Largest change of a probability that Newton may make.
const NEAR: f64 = 0.2;

/// One equilibrium, by the logit homotopy.
///
/// Ends with [`Termination::Converged`] and an equilibrium whose regret is rounding, or with
/// [`Termination::IterationLimit`] and the profile of least regret that was met: never with an empty
/// list. The certificate says which. `complete` is always false: there may be other equilibria.
///
/// # Errors
/// None for a game that was validated; the type is that of all methods.
pub fn logit_homotopy(game: &NormalForm, observer: &dyn Observer) -> Result<Solution, SolveError> {
    let mut search = Search { game, observer, steps: 0, best: None, stopped: false };
    let mut equilibrium = None;
    for prior in priors(game) {
        equilibrium = search.along(&prior)?;
        if equilibrium.is_some() || search.stopped {
            break;
        }
    }
    let termination = if equilibrium.is_some() {
        Termination::Converged
    } else if search.stopped {
        Termination::Interrupted
    } else {
        Termination::IterationLimit
    };
    Ok(Solution {
        equilibria: equilibrium.or(search.best).into_iter().collect(),
        complete: false,
        components: Vec::new(),
        termination,
        iterations: search.steps,
        elapsed: observer.elapsed(),
        method: METHOD.to_owned(),
    })
}

/// What is known after some branches.
struct Search<'a> {
    game: &'a NormalForm,
    observer: &'a dyn Observer,
    steps: u64,
    /// The profile of least regret so far.
    best: Option<Equilibrium>,
    stopped: bool,
}

impl Search<'_> {
    /// Follows the branch from one prior until Newton on the support takes over.
    fn along(&mut self, prior: &[Vec<f64>]) -> Result<Option<Equilibrium>, SolveError> {
        let system = System::new(self.game, prior);
        self.keep(prior.to_vec())?;
        let Some(mut path) = Path::from_prior(&system) else { return Ok(None) };
        let mut tried_at = NEAR_LIMIT * system.scale;
        for _ in 0..MOST_STEPS {
            self.stopped = self.observer.stopped();
            if self.stopped || !path.advance(f64::INFINITY) {
                break;
            }
            self.steps += 1;
            self.observer.progress("logit homotopy", self.steps, 0);
            let profile = system.profile(&path.point);
            let regret = self.keep(profile.clone())?;
            if regret <= tried_at {
                // Try again only where the branch has come clearly nearer.
                tried_at = regret / 3.0;
                if let Some(found) = nearest_equilibrium(self.game, &profile, NEAR)? {
                    return Ok(Some(found));
                }
            }
        }
        Ok(None)
    }

    /// Certifies a profile and keeps it if it is the best; its regret.
    fn keep(&mut self, strategies: Vec<Vec<f64>>) -> Result<f64, SolveError> {
        let profile = Profile::new(self.game, strategies)?;
        let found = Equilibrium::certify(self.game, Concept::Nash, profile, None)?;
        let regret = found.certificate.max_regret;
        if self.best.as_ref().is_none_or(|best| regret < best.certificate.max_regret) {
            self.best = Some(found);
        }
        Ok(regret)
    }
}

/// The uniform prior, then mixtures whose weights come from a low-discrepancy sequence.
fn priors(game: &NormalForm) -> impl Iterator<Item = Vec<Vec<f64>>> + '_ {
    // Weights between 1/4 and 5/4: inside the simplex, away from its faces.
    let strategies = game.players().iter().flat_map(|player| &player.strategies);
    let weights: Vec<Instrument> =
        strategies.map(|label| Instrument::new(label.clone(), 0.25, 1.25)).collect();
    std::iter::once(uniform(game)).chain((1..PRIORS).map(move |index| {
        let mut draws = low_discrepancy(&weights, index).into_iter();
        let one = |count: usize| {
            let drawn: Vec<f64> = draws.by_ref().take(count).collect();
            let sum: f64 = drawn.iter().sum();
            drawn.into_iter().map(|w| w / sum).collect()
        };
        game.players().iter().map(|player| player.strategies.len()).map(one).collect()
    }))
}
