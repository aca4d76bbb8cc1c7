//! A bargaining problem of two players: payoffs without agreement, and what can be agreed on.
//!
//! What can be agreed on is a convex set with free disposal, given by issues that settle one by one and
//! add up, or by points between which lotteries are drawn. Both are known by their support function
//! `h(w) = max { w.u : u feasible }`, which is all that a certificate needs.

use super::BargainingError;
use super::certificate::best_with_floor;
use serde::{Deserialize, Serialize};

/// What is bargained over.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BargainingProblem {
    title: String,
    players: [String; 2],
    disagreement: [f64; 2],
    /// Payoffs with no issue settled.
    origin: [f64; 2],
    feasible: Feasible,
}

/// What can be agreed on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Feasible {
    /// Issues, each settled to a share between 0 and 1, whose gains add up.
    Issues(Vec<Issue>),
    /// Pairs of payoffs, and lotteries over them.
    Points(Vec<[f64; 2]>),
}

/// One issue of the talks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Issue {
    /// Name of the issue.
    pub label: String,
    /// What each player gains if it is settled in full.
    pub gains: [f64; 2],
}

impl BargainingProblem {
    /// A problem from its parts. With no issue settled, payoffs are those of the disagreement point.
    ///
    /// # Errors
    /// Nothing to agree on, a number that is not finite, or a disagreement point with more than can be
    /// agreed on.
    pub fn new(
        title: impl Into<String>,
        players: [String; 2],
        disagreement: [f64; 2],
        feasible: Feasible,
    ) -> Result<Self, BargainingError> {
        finite("the disagreement point", disagreement)?;
        match &feasible {
            Feasible::Issues(issues) if !issues.is_empty() => {
                for issue in issues {
                    finite(&format!("the issue `{}`", issue.label), issue.gains)?;
                }
            }
            Feasible::Points(points) if !points.is_empty() => {
                for (at, point) in points.iter().enumerate() {
                    finite(&format!("point {}", at + 1), *point)?;
                }
            }
            _ => return Err(BargainingError::Nothing),
        }
        let (title, origin) = (title.into(), disagreement);
        Self { title, players, disagreement, origin, feasible }.sound()
    }

    /// The title, which may be empty.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Names of the two players.
    pub fn players(&self) -> &[String; 2] {
        &self.players
    }

    /// Payoffs without an agreement.
    pub fn disagreement(&self) -> [f64; 2] {
        self.disagreement
    }

    /// What can be agreed on.
    pub fn feasible(&self) -> &Feasible {
        &self.feasible
    }

    /// Names of what a deal has shares of.
    pub fn labels(&self) -> Vec<String> {
        match &self.feasible {
            Feasible::Issues(issues) => issues.iter().map(|issue| issue.label.clone()).collect(),
            Feasible::Points(points) => (1..=points.len()).map(|k| format!("point {k}")).collect(),
        }
    }

    /// Payoffs of a deal: a share of every issue, or a probability of every point.
    ///
    /// # Errors
    /// If the number of shares is wrong.
    pub fn payoffs(&self, shares: &[f64]) -> Result<[f64; 2], BargainingError> {
        let (found, expected) = (shares.len(), self.size());
        if found != expected {
            return Err(BargainingError::Shares { found, expected });
        }
        Ok(match &self.feasible {
            Feasible::Issues(issues) => {
                let gain = |p: usize| -> f64 {
                    issues.iter().zip(shares).map(|(issue, x)| x * issue.gains[p]).sum()
                };
                [0, 1].map(|p| self.origin[p] + gain(p))
            }
            Feasible::Points(points) => {
                [0, 1].map(|p| points.iter().zip(shares).map(|(point, x)| x * point[p]).sum())
            }
        })
    }

    /// A feasible pair of payoffs at which `weights.u` is largest.
    pub fn furthest(&self, weights: [f64; 2]) -> [f64; 2] {
        let along = |u: &[f64; 2]| weights[0] * u[0] + weights[1] * u[1];
        match &self.feasible {
            Feasible::Issues(issues) => {
                let mut best = self.origin;
                for issue in issues.iter().filter(|issue| along(&issue.gains) > 0.0) {
                    best[0] += issue.gains[0];
                    best[1] += issue.gains[1];
                }
                best
            }
            Feasible::Points(points) => points
                .iter()
                .fold(points[0], |best, p| if along(p) > along(&best) { *p } else { best }),
        }
    }

    /// The same problem with another disagreement point; what can be agreed on stays where it is.
    ///
    /// # Errors
    /// A point that is not finite, or has more than can be agreed on.
    pub fn with_disagreement(&self, disagreement: [f64; 2]) -> Result<Self, BargainingError> {
        finite("the disagreement point", disagreement)?;
        Self { disagreement, ..self.clone() }.sound()
    }

    /// The same problem with only some of its issues; `None` for points, or where none is kept.
    #[must_use]
    pub fn with_issues(&self, keep: &dyn Fn(usize) -> bool) -> Option<Self> {
        let Feasible::Issues(issues) = &self.feasible else { return None };
        let kept = issues.iter().enumerate().filter(|(at, _)| keep(*at));
        let kept: Vec<Issue> = kept.map(|(_, issue)| issue.clone()).collect();
        let feasible = Feasible::Issues(kept);
        (!matches!(&feasible, Feasible::Issues(kept) if kept.is_empty()))
            .then(|| Self { feasible, ..self.clone() })
    }

    /// Number of issues or points.
    pub fn size(&self) -> usize {
        match &self.feasible {
            Feasible::Issues(issues) => issues.len(),
            Feasible::Points(points) => points.len(),
        }
    }

    /// The problem, if its disagreement point can be reached, with free disposal.
    fn sound(self) -> Result<Self, BargainingError> {
        let d = self.disagreement;
        let best = match &self.feasible {
            Feasible::Points(points) => best_of_second(points, d[0]),
            Feasible::Issues(_) if d == self.origin => return Ok(self),
            Feasible::Issues(_) => best_with_floor(&self, d[0]),
        };
        let room = 1e-12 * (1.0 + d[1].abs());
        if best >= d[1] - room {
            return Ok(self);
        }
        Err(BargainingError::DisagreementOutside { players: self.players, found: d, best })
    }
}

/// The best that lotteries leave for the second player where the first has at least `first`.
fn best_of_second(points: &[[f64; 2]], first: f64) -> f64 {
    let mut best = f64::NEG_INFINITY;
    for one in points {
        if one[0] >= first {
            best = best.max(one[1]);
            for other in points.iter().filter(|other| other[0] < first) {
                let way = (first - other[0]) / (one[0] - other[0]);
                best = best.max(other[1] + way * (one[1] - other[1]));
            }
        }
    }
    best
}

fn finite(what: &str, pair: [f64; 2]) -> Result<(), BargainingError> {
    match pair.into_iter().find(|x| !x.is_finite()) {
        None => Ok(()),
        Some(value) => Err(BargainingError::NotFinite { what: what.to_owned(), value }),
    }
}
