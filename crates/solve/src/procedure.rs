//! Methods for concepts beside Nash equilibrium in normal form: what each promises and costs.

use crate::{logit, stochastic, tree};

/// A named way to an answer about a game, for a concept of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Procedure {
    /// The concept, as named on the command line.
    pub concept: &'static str,
    /// Name of the method.
    pub name: &'static str,
    /// What the answer holds.
    pub promises: &'static str,
    /// How the work grows with the game.
    pub cost: &'static str,
    /// Where the method is described.
    pub reference: &'static str,
}

/// Methods for concepts beside Nash equilibrium, those for one concept together, the one that is taken
/// unasked first.
pub fn procedures() -> &'static [Procedure] {
    &PROCEDURES
}

const fn of(
    concept: &'static str,
    name: &'static str,
    [promises, cost, reference]: [&'static str; 3],
) -> Procedure {
    Procedure { concept, name, promises, cost, reference }
}

static PROCEDURES: [Procedure; 24] = [
    of(
        "nash",
        tree::LEMKE_METHOD,
        [
            "one equilibrium of a two-player tree with perfect recall, exactly, in behaviour strategies",
            "complementary pivots on a tableau as large as the tree squared, not as its normal form",
            "Koller, Megiddo and von Stengel (1996); Lemke (1965)",
        ],
    ),
    of(
        "qre",
        logit::BRANCH_METHOD,
        [
            "the principal branch of logit quantal response equilibria: at given lambda, or its limit \
             and the path there",
            "per step one contraction of the payoffs for every pair of players and one linear system",
            "McKelvey and Palfrey (1995); Turocy (2005)",
        ],
    ),
    of(
        "qre",
        tree::AGENT_METHOD,
        [
            "the principal branch of agent quantal response equilibria of a tree; its limit is a \
             sequential equilibrium",
            "per step one pass through the tree for every action and one linear system in all actions",
            "McKelvey and Palfrey (1998)",
        ],
    ),
    of(
        "correlated",
        "correlated",
        [
            "a correlated equilibrium that is best for an objective; exact up to moderate sizes",
            "a linear program with a variable per profile and a line per pair of a player's strategies",
            "Aumann (1974, 1987)",
        ],
    ),
    of(
        "coarse-correlated",
        "coarse-correlated",
        [
            "a coarse correlated equilibrium that is best for an objective; exact up to moderate sizes",
            "a linear program with a variable per profile and a line per strategy",
            "Moulin and Vial (1978)",
        ],
    ),
    of(
        "rationalizable",
        "iterated-strict-dominance",
        [
            "the strategies that survive the elimination of what any mixture dominates, with a witness \
             for each that goes; exact",
            "a linear program in integers per strategy and round",
            "Bernheim (1984); Pearce (1984)",
        ],
    ),
    of(
        "dominance",
        "iterated-pure-dominance",
        [
            "the strategies that survive the elimination of what pure strategies dominate; exact",
            "a comparison per pair of strategies, profile of the others and round",
            "Luce and Raiffa (1957)",
        ],
    ),
    of(
        "subgame-perfect",
        tree::SUBGAME_METHOD,
        [
            "all subgame-perfect equilibria of a tree whose stages have isolated ones; says whether they \
             are all; exact for stages of one or two players",
            "all equilibria of the normal form of every subgame, those inside cut off",
            "Kuhn (1953); Selten (1965)",
        ],
    ),
    of(
        "sequential",
        "consistent-trembles",
        [
            "the Nash equilibria of a tree that are sequential, with consistent beliefs; those that are \
             not, with the information set where no beliefs help",
            "per equilibrium a linear program per information set, and a search over orders of trembles",
            "Kreps and Wilson (1982)",
        ],
    ),
    of(
        "perfect",
        "undominated",
        [
            "the trembling-hand perfect equilibria of a two-player game; for more players, which are not \
             ruled out by domination",
            "all equilibria, then a linear program in integers per equilibrium and player",
            "Selten (1975); van Damme (1991), theorem 3.2.2",
        ],
    ),
    of(
        "proper",
        "lexicographic-beliefs",
        [
            "the proper equilibria among the extreme ones of a two-player game; strict ones for more \
             players",
            "all equilibria, then linear programs for every ranking of strategies that tie",
            "Myerson (1978); Blume, Brandenburger and Dekel (1991)",
        ],
    ),
    of(
        "evolutionary",
        "copositivity",
        [
            "all evolutionarily stable strategies of a symmetric two-player game, exactly",
            "all equilibria, then determinants of all parts of a matrix of the best replies",
            "Maynard Smith and Price (1973); Haigh (1975); Abakuks (1980)",
        ],
    ),
    of(
        "replicator",
        "replicator-eigenvalues",
        [
            "every equilibrium with its local stability under the replicator dynamics, where the linear \
             part decides",
            "all equilibria, then eigenvalues of a matrix in all strategies for each",
            "Taylor and Jonker (1978); Weibull (1995)",
        ],
    ),
    of(
        "potential",
        "closed-paths",
        [
            "whether the game has an exact potential, with the potential and its maxima, or a deviation \
             that rules it out; exact",
            "one reading of every player's payoffs per player",
            "Monderer and Shapley (1996)",
        ],
    ),
    of(
        "zero-sum",
        "zero-sum",
        [
            "the value and maximin strategies of a two-player zero-sum or constant-sum game, exactly",
            "two linear programs, by the simplex method in integers",
            "von Neumann (1928); Dantzig (1951)",
        ],
    ),
    of(
        "risk-dominant",
        "risk-dominance",
        [
            "the pure equilibrium of a two-player game that risk-dominates the others, and whether the \
             rule decided",
            "all equilibria, then one comparison per pair",
            "Harsanyi and Selten (1988)",
        ],
    ),
    of(
        "payoff-dominant",
        "payoff-dominance",
        [
            "the pure equilibrium that all prefer to every other pure one, and whether the rule decided",
            "all pure equilibria, then one comparison per pair",
            "Harsanyi and Selten (1988)",
        ],
    ),
    of(
        "markov-perfect",
        stochastic::RECURSION_METHOD,
        [
            "one Markov-perfect equilibrium of a stochastic game, by a stated rule, and whether it is the \
             only one; mixed actions included",
            "a stage game per state, in parallel; more where play can return to a state through others",
            "Iskhakov, Rust and Schjerning (2016), section 2",
        ],
    ),
    of(
        "markov-perfect",
        stochastic::SEARCH_METHOD,
        [
            "all Markov-perfect equilibria of a stochastic game of two players in which play returns to \
             no state through others; says whether they are all",
            "a stage game per state and selection of equilibria after it",
            "Iskhakov, Rust and Schjerning (2016), section 3",
        ],
    ),
    of(
        "markov-perfect",
        stochastic::PURE_METHOD,
        [
            "all Markov-perfect equilibria of a small stochastic game in which nobody mixes",
            "branch and bound over profiles of actions, component by component",
            "Shapley (1953); Fink (1964)",
        ],
    ),
    of(
        "markov-perfect",
        stochastic::LOGIT_METHOD,
        [
            "one Markov-perfect equilibrium of a stochastic game of any number of players, the limit of the \
             principal branch of logit equilibria; or where the branch was lost, with its certificate",
            "per step one sparse linear system in states times players",
            "Eibelshaeuser and Poensgen (2019)",
        ],
    ),
    of(
        "markov-perfect",
        stochastic::TRACING_METHOD,
        [
            "one Markov-perfect equilibrium of a stochastic game for every prior that is traced; from \
             many priors often several",
            "per step one sparse linear system in states times players; priors in parallel",
            "Eibelshaeuser, Klockmann, Poensgen and von Schenk (2023)",
        ],
    ),
    of(
        "markov-perfect",
        stochastic::LIMIT_METHOD,
        [
            "one Markov-perfect equilibrium of a large stochastic game, the limit of ever longer horizons \
             under a stated rule; or what came nearest, with its certificate",
            "sweeps in proportion to the transitions, and a game of the states that do not settle",
            "Pakes and McGuire (1994) for the sweeps; the core by the logit homotopy",
        ],
    ),
    of(
        "markov-perfect",
        stochastic::HORIZON_METHOD,
        [
            "an equilibrium of a stochastic game that ends after some periods, by a stated rule, or all \
             of them",
            "a stage game per state and period, in parallel",
            "Fudenberg and Tirole (1991), section 13.2",
        ],
    ),
];
