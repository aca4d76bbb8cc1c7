//! The Lemke-Howson path from every label, in exact arithmetic.
//!
//! Start at the two origins, where all labels are present, and drop one label. Whatever enters
//! makes some other variable leave; its label is now there twice, so the twin leaves the other
//! polytope, and so on, until the dropped label comes back: then all labels are present away from
//! the origins, which is an equilibrium (Lemke and Howson, "Equilibrium points of bimatrix games",
//! J. SIAM 12, 1964). Ties are broken lexicographically, so that no path can run in a circle.

use crate::SolveError;
use crate::enumeration::{ExactStrategy, Labels, Polytope};
use crate::exact::{Fixed, Integer, Tableau, TooWide};
use dashu::integer::IBig;
use rayon::prelude::*;
use talion_game::{
    Concept, Equilibrium, NormalForm, Observer, PlayerId, Profile, Solution, Termination,
};

pub(crate) const METHOD: &str = "lemke-howson";

/// Where the path from one label ends.
struct End {
    /// Labels of the nonbasic variables at the two vertices.
    vertices: [Labels; 2],
    pivots: u64,
}

/// The equilibria of a two-player game at the ends of the Lemke-Howson paths from all labels.
///
/// Every game has at least one. Equilibria are exact, and in the order of the labels (strategies of
/// player 1, then of player 2) whose paths reach them first; each is listed once. The list is as a
/// rule not complete: some equilibria lie on no path from the origin.
///
/// # Errors
/// If the game does not have exactly two players.
pub fn lemke_howson(game: &NormalForm, observer: &dyn Observer) -> Result<Solution, SolveError> {
    let found = game.player_count();
    if found != 2 {
        return Err(SolveError::PlayerCount { method: METHOD, expected: 2, found });
    }
    let polytopes = [0, 1].map(|player| Polytope::of(game, PlayerId(player)));
    let ends: Vec<Option<End>> = (0..polytopes[0].label_count())
        .into_par_iter()
        .map(|label| narrowest(&polytopes, label, observer))
        .collect();
    let mut equilibria: Vec<Equilibrium> = Vec::new();
    let mut iterations = 0;
    let stopped = ends.iter().any(Option::is_none);
    for end in ends.into_iter().flatten() {
        iterations += end.pivots;
        let [x, y] =
            [0, 1].map(|player| ExactStrategy::at(&polytopes[player], &end.vertices[player]));
        let exact = Some(vec![x.fractions(), y.fractions()]);
        if equilibria.iter().all(|equilibrium| equilibrium.exact != exact) {
            let profile = Profile::new(game, vec![x.probabilities(), y.probabilities()])?;
            equilibria.push(Equilibrium::certify(game, Concept::Nash, profile, exact)?);
        }
    }
    Ok(Solution {
        equilibria,
        complete: false,
        components: Vec::new(),
        termination: if stopped { Termination::Interrupted } else { Termination::Converged },
        iterations,
        elapsed: observer.elapsed(),
        method: METHOD.to_owned(),
    })
}

/// Follows a path in the narrowest integers that hold it; `None` if the observer stops it.
fn narrowest(polytopes: &[Polytope; 2], label: usize, observer: &dyn Observer) -> Option<End> {
    path::<Fixed<2>>(polytopes, label, observer)
        .or_else(|TooWide| path::<Fixed<4>>(polytopes, label, observer))
        .or_else(|TooWide| path::<Fixed<8>>(polytopes, label, observer))
        .or_else(|TooWide| path::<Fixed<16>>(polytopes, label, observer))
        .or_else(|TooWide| path::<IBig>(polytopes, label, observer))
        // Proof of the fall-back: unbounded integers are never too wide.
        .unwrap_or(None)
}

/// The path that starts by dropping a label.
fn path<T: Integer>(
    polytopes: &[Polytope; 2],
    dropped: usize,
    observer: &dyn Observer,
) -> Result<Option<End>, TooWide> {
    let mut tableaux =
        [polytopes[0].tableau::<T>().ok_or(TooWide)?, polytopes[1].tableau::<T>().ok_or(TooWide)?];
    let mut side = usize::from(dropped >= polytopes[0].strategy_count());
    let mut label = dropped;
    let mut pivots = 0;
    loop {
        if observer.stopped() {
            return Ok(None);
        }
        let tableau = &tableaux[side];
        let label_of = |variable: usize| polytopes[side].label(variable);
        // The label is nonbasic here: it was dropped here, or has just become basic's twin. And the
        // polytopes are bounded, so that something leaves. Neither search comes back empty.
        let entering = tableau.nonbasic().iter().position(|&v| label_of(v) == label);
        let Some(entering) = entering else { return Ok(None) };
        let Some(leaving) = tableau.leaving_row(entering) else { return Ok(None) };
        label = label_of(tableau.basic()[leaving]);
        tableaux[side] = tableau.pivoted(leaving, entering)?;
        pivots += 1;
        side = 1 - side;
        if label == dropped {
            let vertices = [0, 1].map(|side| nonbasic_labels(&polytopes[side], &tableaux[side]));
            return Ok(Some(End { vertices, pivots }));
        }
    }
}

fn nonbasic_labels<T: Integer>(polytope: &Polytope, tableau: &Tableau<T>) -> Labels {
    let mut labels = Labels::empty(polytope.label_count());
    for &variable in tableau.nonbasic() {
        labels.insert(polytope.label(variable));
    }
    labels
}
