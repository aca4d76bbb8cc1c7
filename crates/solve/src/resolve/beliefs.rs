//! What an audience believes along a sequence of moves: Bayes' rule, move by move.

use serde::Serialize;

/// Why beliefs could not be updated.
#[derive(Debug, Clone, PartialEq, thiserror::Error, Serialize)]
#[non_exhaustive]
pub enum BeliefError {
    /// A move that no type makes.
    #[error(
        "move {place} of the sequence has probability 0 under every type that is still possible"
    )]
    Impossible {
        /// Position of the move, from 1.
        place: usize,
    },
}

/// Beliefs before the first move and after each: `prior` and likelihoods `[move][type]`.
///
/// # Errors
/// A move that no type makes which is still possible: Bayes' rule says nothing then.
pub fn update(prior: &[f64], likelihoods: &[Vec<f64>]) -> Result<Vec<Vec<f64>>, BeliefError> {
    let mut beliefs = vec![prior.to_vec()];
    let mut now = prior.to_vec();
    for (at, likelihood) in likelihoods.iter().enumerate() {
        let joint: Vec<f64> = now.iter().zip(likelihood).map(|(p, l)| p * l).collect();
        let total: f64 = joint.iter().sum();
        if total <= 0.0 {
            return Err(BeliefError::Impossible { place: at + 1 });
        }
        now = joint.into_iter().map(|p| p / total).collect();
        beliefs.push(now.clone());
    }
    Ok(beliefs)
}
