//! One equilibrium of a two-player tree, exactly, by Lemke's method on the sequence form.
//!
//! Realisation plans `x`, `y` satisfy `E x = e`, `F y = f`; with payoffs `A`, `B` by pairs of sequences, `x`
//! is a best reply to `y` exactly if some `p` has `E'p >= A y` with `x (E'p - A y) = 0` (linear programming
//! duality), and likewise for `y`. That is a linear complementarity problem in `(x, y, p, q)`, as large
//! as the tree and not as its normal form; with negative payoffs Lemke's method cannot end in a ray
//! (Koller, Megiddo and von Stengel, "Efficient computation of equilibria for extensive two-person
//! games", Games and Economic Behavior 14, 1996).

use super::lemke::{Complementary, lemke};
use super::solution::{Behaviour, TreeEquilibrium, TreeSolution};
use crate::SolveError;
use dashu::base::Gcd;
use dashu::integer::{IBig, UBig};
use talion_game::{
    ExtensiveForm, Observer, PlayerId, Rational, SequenceForm, SequencePlayer, Termination,
};

pub(crate) const METHOD: &str = "sequence-form-lemke";

/// One equilibrium of a two-player game with perfect recall, in exact behaviour strategies.
///
/// `complete` is always false: there may be others. Where a player's own moves never lead, the
/// behaviour is uniform and marked as not reached.
///
/// # Errors
/// If there are not two players, or one has imperfect recall.
pub fn sequence_form_equilibrium(
    game: &ExtensiveForm,
    observer: &dyn Observer,
) -> Result<TreeSolution, SolveError> {
    let found = game.players().len();
    if found != 2 {
        return Err(SolveError::PlayerCount { method: METHOD, expected: 2, found });
    }
    let form = game.sequence_form()?;
    let (matrix, constants) = problem(&form);
    let (equilibria, termination, iterations) = match lemke(&matrix, &constants, observer) {
        Complementary::Found { z, denominator, pivots } => {
            let behaviour = behaviour(game, &form, &z, &denominator);
            (vec![TreeEquilibrium::nash(game, &behaviour)?], Termination::Converged, pivots)
        }
        Complementary::Stopped => (Vec::new(), Termination::Interrupted, 0),
        Complementary::Ray => (Vec::new(), Termination::IterationLimit, 0),
    };
    Ok(TreeSolution {
        equilibria,
        complete: false,
        termination,
        iterations,
        elapsed: observer.elapsed(),
        method: METHOD.to_owned(),
    })
}

/// `M` and `q` of the problem in `z = (x, y, p+, p-, q+, q-)`.
fn problem(form: &SequenceForm) -> (Vec<Vec<IBig>>, Vec<IBig>) {
    let [m, n] = [0, 1].map(|p| form.players[p].sequences.len());
    let [e, f] = [0, 1].map(|p| constraints(&form.players[p]));
    let order = m + n + 2 * (e.len() + f.len());
    let [x, y] = [0, m];
    let p = [m + n, m + n + e.len()];
    let q = [m + n + 2 * e.len(), m + n + 2 * e.len() + f.len()];
    let mut matrix = vec![vec![IBig::ZERO; order]; order];
    let payoffs = [0, 1].map(|player| negative_payoffs(form, player));
    for (pair, (a, b)) in form.payoffs.iter().zip(payoffs[0].iter().zip(&payoffs[1])) {
        let (s, t) = (pair.sequences[0], pair.sequences[1]);
        matrix[x + s][y + t] = -a;
        matrix[y + t][x + s] = -b;
    }
    for (lines, own, duals) in [(&e, x, p), (&f, y, q)] {
        for (k, line) in lines.iter().enumerate() {
            for &(sequence, sign) in line {
                let sign = IBig::from(sign);
                // E'p - A y in the rows of x; e - E x and E x - e in those of p.
                matrix[own + sequence][duals[0] + k].clone_from(&sign);
                matrix[own + sequence][duals[1] + k] = -&sign;
                matrix[duals[0] + k][own + sequence] = -&sign;
                matrix[duals[1] + k][own + sequence] = sign;
            }
        }
    }
    let mut constants = vec![IBig::ZERO; order];
    for duals in [p, q] {
        // The empty sequence has weight one: the first of each player's equations.
        constants[duals[0]] = IBig::ONE;
        constants[duals[1]] = IBig::from(-1);
    }
    (matrix, constants)
}

/// The equations of a player's realisation plans: `r(empty) = 1`, and for each information set
/// `sum_a r(into h, a) - r(into h) = 0`.
fn constraints(player: &SequencePlayer) -> Vec<Vec<(usize, i8)>> {
    let mut lines = vec![vec![(0, 1)]];
    for (at, &(_, into, first)) in player.information_sets.iter().enumerate() {
        let next = player.information_sets.get(at + 1);
        let end = next.map_or(player.sequences.len(), |&(_, _, first)| first);
        lines.push((first..end).map(|s| (s, 1)).chain([(into, -1)]).collect());
    }
    lines
}

/// A player's payoffs by pairs of sequences, in a common unit and shifted below zero. The shift is
/// per probability of chance, so that every play of the game loses the same.
fn negative_payoffs(form: &SequenceForm, player: usize) -> Vec<IBig> {
    let denominator = form.payoffs.iter().fold(UBig::ONE, |lcm, pair| {
        let value = pair.payoffs[player].denominator();
        let common = (&lcm).gcd(value);
        lcm * (value / common)
    });
    let whole: Vec<IBig> = form
        .payoffs
        .iter()
        .map(|pair| {
            let value = &pair.payoffs[player];
            value.numerator() * IBig::from(&denominator / value.denominator())
        })
        .collect();
    // At every play chance picks leaves whose pairs together have probability one, so the least
    // integer `s` with `whole <= s * chance` for all pairs shifts every play by `s`.
    let shift = whole
        .iter()
        .zip(&form.payoffs)
        .map(|(u, pair)| {
            let chance = &pair.chance;
            (u * IBig::from(chance.denominator().clone())) / chance.numerator() + IBig::ONE
        })
        .max()
        .unwrap_or(IBig::ONE)
        .max(IBig::ONE);
    // Chances are fractions: one more common unit.
    let unit = form.payoffs.iter().fold(UBig::ONE, |lcm, pair| {
        let value = pair.chance.denominator();
        let common = (&lcm).gcd(value);
        lcm * (value / common)
    });
    whole
        .iter()
        .zip(&form.payoffs)
        .map(|(u, pair)| {
            let chance = pair.chance.numerator() * IBig::from(&unit / pair.chance.denominator());
            u * IBig::from(unit.clone()) - &shift * chance
        })
        .collect()
}

/// Behaviour at every information set: weights of its sequences over that of the one leading there.
fn behaviour(
    game: &ExtensiveForm,
    form: &SequenceForm,
    z: &[IBig],
    denominator: &IBig,
) -> Behaviour {
    let mut behaviour: Behaviour = vec![None; game.information_sets().len()];
    let mut first_of_player = 0;
    for (p, player) in form.players.iter().enumerate() {
        debug_assert!(game.sets_of(PlayerId(p)).count() == player.information_sets.len());
        let weight = |s: usize| &z[first_of_player + s];
        for &(set, into, first) in &player.information_sets {
            let count = game.information_set(set).actions.len();
            let total = if into == 0 { denominator } else { weight(into) };
            if !total.is_zero() {
                let total = Rational::from_parts(total.clone(), UBig::ONE).unwrap_or_default();
                let share = |s: usize| {
                    let part = Rational::from_parts(weight(s).clone(), UBig::ONE);
                    &part.unwrap_or_default() / &total
                };
                behaviour[set.0] = Some((first..first + count).map(share).collect());
            }
        }
        first_of_player += player.sequences.len();
    }
    behaviour
}
