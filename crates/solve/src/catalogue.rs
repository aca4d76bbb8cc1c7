//! The table of methods: what each promises, what it costs, and where it is described.

use crate::constant_sum::{self, require_constant_sum};
use crate::memory;
use crate::{
    Method, SolveError, global_newton, lemke_howson, logit_homotopy, polynomial_enumeration,
    pure_equilibria, support_enumeration, vertex_enumeration, zero_sum,
};
use talion_game::{Concept, NormalForm, Observer, Solution};

/// Runs a method.
type Run = fn(&NormalForm, &dyn Observer) -> Result<Solution, SolveError>;

/// A line of the table.
pub(crate) struct Entry {
    name: &'static str,
    promises: &'static str,
    cost: &'static str,
    reference: &'static str,
    memory: fn(&NormalForm) -> u64,
    takes: fn(&'static str, &NormalForm) -> Result<(), SolveError>,
    run: Run,
}

impl Method for Entry {
    fn name(&self) -> &'static str {
        self.name
    }

    fn concept(&self) -> Concept {
        Concept::Nash
    }

    fn promises(&self) -> &'static str {
        self.promises
    }

    fn cost(&self) -> &'static str {
        self.cost
    }

    fn reference(&self) -> &'static str {
        self.reference
    }

    fn memory(&self, game: &NormalForm) -> u64 {
        (self.memory)(game)
    }

    fn applies(&self, game: &NormalForm) -> Result<(), SolveError> {
        (self.takes)(self.name, game)
    }

    fn solve(&self, game: &NormalForm, observer: &dyn Observer) -> Result<Solution, SolveError> {
        self.applies(game)?;
        (self.run)(game, observer)
    }
}

#[expect(clippy::unnecessary_wraps, reason = "the type is that of all checks")]
fn any(_: &'static str, _: &NormalForm) -> Result<(), SolveError> {
    Ok(())
}

fn two_players(method: &'static str, game: &NormalForm) -> Result<(), SolveError> {
    match game.player_count() {
        2 => Ok(()),
        found => Err(SolveError::PlayerCount { method, expected: 2, found }),
    }
}

fn constant_sum(_: &'static str, game: &NormalForm) -> Result<(), SolveError> {
    require_constant_sum(game)
}

/// All methods, in the order in which they are shown.
pub(crate) static METHODS: [&dyn Method; 8] = [
    &Entry {
        name: "pure",
        promises: "all equilibria in pure strategies, for any number of players",
        cost: "one reading of every player's payoffs",
        reference: "Nash (1951), by definition",
        memory: memory::scan,
        takes: any,
        run: pure_equilibria,
    },
    &Entry {
        name: "vertex-enumeration",
        promises: "all equilibria of a two-player game, exactly: extreme equilibria, maximal Nash \
                   subsets, components",
        cost: "one pivot per basis of each best-response polytope; exponential in the smaller \
               number of strategies",
        reference: "Mangasarian (1964); Avis and Fukuda (1992); Avis, Rosenberg, Savani and von \
                    Stengel (2010)",
        memory: memory::vertices,
        takes: two_players,
        run: vertex_enumeration,
    },
    &Entry {
        name: crate::support_enumeration::METHOD,
        promises: "all equilibria of a nondegenerate two-player game, exactly; says whether the \
                   game is one",
        cost: "two exact linear systems per pair of equally large supports: C(m + n, m) pairs",
        reference: "Dickhaut and Kaplan (1991); von Stengel (2007)",
        memory: memory::supports,
        takes: two_players,
        run: support_enumeration,
    },
    &Entry {
        name: crate::lemke_howson::METHOD,
        promises: "the equilibria of a two-player game at the ends of the paths from all labels, \
                   exactly; at least one",
        cost: "one path per strategy; short as a rule, exponential in the worst case",
        reference: "Lemke and Howson (1964)",
        memory: memory::tableaux,
        takes: two_players,
        run: lemke_howson,
    },
    &Entry {
        name: constant_sum::METHOD,
        promises: "the value and maximin strategies of a two-player zero-sum or constant-sum \
                   game, exactly",
        cost: "two linear programs, by the simplex method in integers",
        reference: "von Neumann (1928); Dantzig (1951)",
        memory: memory::tableaux,
        takes: constant_sum,
        run: zero_sum,
    },
    &Entry {
        name: crate::polynomial::METHOD,
        promises: "all equilibria of a game of any number of players whose equilibria are isolated \
                   and regular; says whether it is one",
        cost: "one system of polynomials per choice of supports, solved by interval subdivision; \
               for games with few strategies",
        reference: "Datta (2010) on the systems; Krawczyk (1969), Neumaier (1990) on the solution",
        memory: memory::homotopy,
        takes: any,
        run: polynomial_enumeration,
    },
    &Entry {
        name: crate::logit::METHOD,
        promises: "one equilibrium of a game of any number of players, or else the profile of \
                   least regret that was met, marked as such",
        cost: "per step one contraction of the payoffs for every pair of players and one linear \
               system in all strategies",
        reference: "McKelvey and Palfrey (1995); Turocy (2005)",
        memory: memory::homotopy,
        takes: any,
        run: logit_homotopy,
    },
    &Entry {
        name: crate::global_newton::METHOD,
        promises: "one equilibrium of a game of any number of players, by another road than logit, or \
                   else the profile of least regret that was met, marked as such",
        cost: "per step a few linear systems in all strategies; a step for every strategy that comes \
               into use or goes out of it",
        reference: "Govindan and Wilson (2003)",
        memory: memory::homotopy,
        takes: any,
        run: global_newton,
    },
];
