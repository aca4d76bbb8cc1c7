//! What a concept is given to work on, and what it gives back.

use super::result::{Eliminated, PathPoint, PotentialFound, Rejected, SolvedEquilibrium};
use crate::error::CliError;
use crate::flags::SolveFlags;
use crate::output::Output;
use talion::game::{Component, ExtensiveForm, NormalForm, Solution, Termination, TreeError};
use talion::solve::Deadline;

/// A game, the flags, and who may stop the work.
pub(super) struct Task<'a> {
    pub(super) flags: &'a SolveFlags,
    /// The game in normal form, or why the tree has none.
    pub(super) normal: Result<&'a NormalForm, &'a TreeError>,
    pub(super) tree: Option<&'a ExtensiveForm>,
    pub(super) observer: &'a Deadline<'a>,
    pub(super) output: Output,
}

/// What a concept found, before it is told.
#[derive(Default)]
pub(super) struct Answer {
    pub(super) method: String,
    pub(super) termination: Option<Termination>,
    pub(super) complete: bool,
    pub(super) equilibria: Vec<SolvedEquilibrium>,
    pub(super) components: Vec<Component>,
    pub(super) iterations: u64,
    /// Strategies that every player has left, where some were eliminated.
    pub(super) remaining: Option<Vec<Vec<usize>>>,
    pub(super) eliminations: Option<Vec<Eliminated>>,
    pub(super) path: Option<Vec<PathPoint>>,
    pub(super) rejected: Option<Vec<Rejected>>,
    pub(super) potential: Option<PotentialFound>,
    pub(super) selection: Option<String>,
    /// What a rule, rather than a method, settles: an empty list is then an answer.
    pub(super) settled: bool,
    /// What should be zero and is not quite, where that is not the regret: its name and size.
    pub(super) residual: Option<(&'static str, f64)>,
}

impl Answer {
    /// The bookkeeping of a solution, without its equilibria.
    pub(super) fn of(solution: &Solution) -> Self {
        Self {
            method: solution.method.clone(),
            termination: Some(solution.termination),
            complete: solution.complete,
            components: solution.components.clone(),
            iterations: solution.iterations,
            ..Self::default()
        }
    }
}

impl Task<'_> {
    /// The game in normal form.
    pub(super) fn game(&self) -> Result<&NormalForm, CliError> {
        self.normal.map_err(|error| error.clone().into())
    }

    /// The tree, for concepts of trees.
    pub(super) fn tree(&self) -> Result<&ExtensiveForm, CliError> {
        self.tree.ok_or_else(|| CliError::NeedsTree {
            concept: self.flags.concept.name(),
            path: self.flags.file.clone(),
        })
    }

    /// No exact answer, if one was asked for.
    pub(super) fn refuse_exact(&self, why: &str) -> Result<(), CliError> {
        if self.flags.exact {
            return Err(CliError::NotExact { why: why.to_owned() });
        }
        Ok(())
    }

    /// `TimeLimit` for an interruption that the time limit caused.
    pub(super) fn termination(&self, termination: Termination) -> Termination {
        if termination == Termination::Interrupted && self.observer.is_passed() {
            Termination::TimeLimit
        } else {
            termination
        }
    }

    /// How work ended that either went through or was stopped.
    pub(super) fn ended(&self, complete: bool) -> Termination {
        let stopped = Termination::Interrupted;
        self.termination(if complete { Termination::Enumerated } else { stopped })
    }
}
