//! Which method solves a game: the one asked for, or the one that promises most.

use super::names;
use crate::error::CliError;
use crate::flags::GameConcept;
use talion::game::NormalForm;
use talion::solve::{Method, methods};

/// The method that finds pure equilibria and no others.
pub(super) const PURE: &str = "pure";

/// For Nash equilibria, those that list them all before those that find one.
const PREFERRED: [&str; 4] = ["vertex-enumeration", "polynomial-systems", "logit", PURE];

/// More profiles than this, and a method for three players or more that lists all equilibria takes
/// longer than anybody waits.
const MOST_PROFILES_FOR_SYSTEMS: usize = 64;

/// The method to run.
pub(super) fn method(
    concept: GameConcept,
    name: Option<&str>,
    game: &NormalForm,
) -> Result<&'static dyn Method, CliError> {
    let pure_only = concept == GameConcept::Pure;
    let wanted: Vec<&'static dyn Method> =
        methods().iter().copied().filter(|m| !pure_only || m.name() == PURE).collect();
    if let Some(name) = name {
        let method = wanted.iter().find(|method| method.name() == name);
        let method = *method.ok_or_else(|| unknown(name, names(&wanted)))?;
        method.applies(game)?;
        return Ok(method);
    }
    let fits = |method: &&&'static dyn Method| {
        let small = game.profile_count() <= MOST_PROFILES_FOR_SYSTEMS;
        method.applies(game).is_ok() && (small || method.name() != "polynomial-systems")
    };
    let preferred = PREFERRED.iter().filter_map(|name| wanted.iter().find(|m| m.name() == *name));
    let mut preferred = preferred.filter(fits);
    // `pure` takes every game, so there is always one.
    preferred.next().copied().ok_or_else(|| unknown(PURE, names(&wanted)))
}

/// No such method.
pub(super) fn unknown(name: &str, known: Vec<&'static str>) -> CliError {
    CliError::UnknownMethod { name: name.to_owned(), known }
}
