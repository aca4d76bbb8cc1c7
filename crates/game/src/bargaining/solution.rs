//! Rules by which a deal is picked, and a deal.

use super::{BargainingError, BargainingProblem, DealCertificate};
use serde::{Deserialize, Serialize};

/// How a deal is picked from what is feasible and leaves nobody below the disagreement point `d`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "rule")]
#[non_exhaustive]
pub enum DealRule {
    /// The largest product of gains `prod (u_p - d_p)^{w_p}` (Nash 1950).
    Nash {
        /// Bargaining power of the two.
        weights: [f64; 2],
    },
    /// Equal shares of the gains that each could have at best (Kalai and Smorodinsky 1975).
    KalaiSmorodinsky,
    /// Equal gains (Kalai 1977).
    Egalitarian,
    /// The largest sum of payoffs.
    Utilitarian,
    /// The best for one player.
    BestFor {
        /// Which of the two, from 0.
        player: usize,
    },
}

impl DealRule {
    /// Its name in words.
    pub fn name(self) -> &'static str {
        match self {
            Self::Nash { .. } => "Nash",
            Self::KalaiSmorodinsky => "Kalai-Smorodinsky",
            Self::Egalitarian => "egalitarian",
            Self::Utilitarian => "utilitarian",
            Self::BestFor { player: 0 } => "best for the first",
            Self::BestFor { .. } => "best for the second",
        }
    }
}

/// A deal: how far each issue is settled, or how likely each point is drawn.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Deal {
    /// A share of every issue, or a probability of every point.
    pub shares: Vec<f64>,
    /// What each player gets.
    pub payoffs: [f64; 2],
    /// The check, from the problem and the shares alone.
    pub certificate: DealCertificate,
}

impl Deal {
    /// A deal with its payoffs and its check.
    ///
    /// # Errors
    /// If the number of shares is wrong, or weights are not above zero.
    pub fn of(
        problem: &BargainingProblem,
        rule: DealRule,
        shares: Vec<f64>,
    ) -> Result<Self, BargainingError> {
        let certificate = DealCertificate::of(problem, rule, &shares)?;
        Ok(Self { payoffs: problem.payoffs(&shares)?, shares, certificate })
    }
}
