//! Which method solves a game: the one asked for, or the one that promises most.

use super::task::Task;
use crate::error::CliError;
use crate::flags::{GameConcept, SolveFlags};
use talion::game::NormalForm;
use talion::solve::{Method, methods, procedures};

/// The method that finds pure equilibria and no others.
pub(super) const PURE: &str = "pure";

/// For Nash equilibria, those that list them all before those that find one.
const PREFERRED: [&str; 5] =
    ["vertex-enumeration", "polynomial-systems", "lemke-howson", "logit", PURE];

/// More strategies than this for both players, and nobody waits for all equilibria of two.
const MOST_STRATEGIES_TO_ENUMERATE: usize = 22;

/// More profiles than this, and a method for three players or more that lists all equilibria takes
/// longer than anybody waits.
const MOST_PROFILES_FOR_SYSTEMS: usize = 64;

/// Flags that the concept does not know are refused rather than passed over.
pub(super) fn check_flags(flags: &SolveFlags) -> Result<(), CliError> {
    let concept = flags.concept;
    let refuse = |flag, for_what| {
        Err(CliError::FlagNotForConcept { flag, for_what, concept: concept.name() })
    };
    if !flags.lambda.is_empty() && concept != GameConcept::Qre {
        return refuse("lambda", "qre");
    }
    let is_correlated = matches!(concept, GameConcept::Correlated | GameConcept::CoarseCorrelated);
    if flags.objective.is_some() && !is_correlated {
        return refuse("objective", "correlated and coarse-correlated");
    }
    Ok(())
}

/// Flags for stochastic games are refused for others.
pub(super) fn check_form(flags: &SolveFlags) -> Result<(), CliError> {
    let given = [
        ("all", flags.all),
        ("periods", flags.periods.is_some()),
        ("select", flags.select.is_some()),
    ];
    match given.into_iter().find(|(_, is_given)| *is_given) {
        Some((flag, _)) => Err(CliError::FlagNotForForm { flag, form: "normal or extensive" }),
        None => Ok(()),
    }
}

/// The method for Nash or pure equilibria of a game in normal form.
pub(super) fn method(task: &Task<'_>, game: &NormalForm) -> Result<&'static dyn Method, CliError> {
    let pure_only = task.flags.concept == GameConcept::Pure;
    let wanted: Vec<&'static dyn Method> =
        methods().iter().copied().filter(|m| !pure_only || m.name() == PURE).collect();
    let names = || -> Vec<&'static str> {
        let of_trees = procedures().iter().filter(|p| p.concept == "nash" && !pure_only);
        wanted.iter().map(|m| m.name()).chain(of_trees.map(|p| p.name)).collect()
    };
    // For refinements, `--method` names the refinement's own.
    let asked = matches!(task.flags.concept, GameConcept::Nash | GameConcept::Pure);
    if let Some(name) = task.flags.method.as_deref().filter(|_| asked) {
        let method = wanted.iter().find(|method| method.name() == name);
        let method = *method.ok_or_else(|| unknown(name, names()))?;
        method.applies(game)?;
        return Ok(method);
    }
    let fits = |method: &&&'static dyn Method| {
        method.applies(game).is_ok()
            && match method.name() {
                "polynomial-systems" => game.profile_count() <= MOST_PROFILES_FOR_SYSTEMS,
                "vertex-enumeration" => can_enumerate(game),
                _ => true,
            }
    };
    let preferred = PREFERRED.iter().filter_map(|name| wanted.iter().find(|m| m.name() == *name));
    let mut preferred = preferred.filter(fits);
    // `pure` takes every game, so there is always one.
    preferred.next().copied().ok_or_else(|| unknown(PURE, names()))
}

/// Whether a two-player game is small enough to wait for all its equilibria.
pub(super) fn can_enumerate(game: &NormalForm) -> bool {
    let fewest = game.players().iter().map(|player| player.strategies.len()).min();
    fewest.is_some_and(|fewest| fewest <= MOST_STRATEGIES_TO_ENUMERATE)
}

/// The method for a concept that has its own: the one asked for, or its first.
pub(super) fn procedure(task: &Task<'_>) -> Result<&'static str, CliError> {
    let concept = task.flags.concept.name();
    let names: Vec<&'static str> =
        procedures().iter().filter(|p| p.concept == concept).map(|p| p.name).collect();
    match task.flags.method.as_deref() {
        None => names.first().copied().ok_or_else(|| unknown(&concept, Vec::new())),
        Some(name) => {
            names.iter().copied().find(|known| *known == name).ok_or_else(|| unknown(name, names))
        }
    }
}

/// No such method.
fn unknown(name: &str, known: Vec<&'static str>) -> CliError {
    CliError::UnknownMethod { name: name.to_owned(), known }
}
