//! Why a study could not be finished.

use talion_economy::EconomyError;
use talion_game::{ContinuousError, GameError};
use talion_model::{FormulaError, HistoryError, ModelError, TariffGameProblems};
use talion_solve::SolveError;

/// Why there are no findings. A study that finds no equilibrium is no error.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StudyError {
    /// The trade model could not be set up.
    #[error(transparent)]
    Economy(#[from] EconomyError),
    /// A payoff could not be computed.
    #[error(transparent)]
    Model(#[from] ModelError),
    /// The payoffs make no game.
    #[error(transparent)]
    Game(#[from] GameError),
    /// A solver could not take the game.
    #[error(transparent)]
    Solve(#[from] SolveError),
    /// The options of a tariff game are wrong; every problem is listed.
    #[error("{0}")]
    TariffGame(#[from] TariffGameProblems),
    /// The formula could not be solved.
    #[error(transparent)]
    Formula(#[from] FormulaError),
    /// A continuous game could not be solved.
    #[error(transparent)]
    Continuous(#[from] ContinuousError),
    /// The region that is to move first is not among the players.
    #[error("the leader is not among the players")]
    LeaderDoesNotPlay,
    /// Lump sums are for agreements.
    #[error("transfers are paid under an agreement only: take them with the cooperative concept")]
    TransfersWithoutAgreement,
    /// Talks need to know what happens without agreement, and no equilibrium was found.
    #[error(
        "no Nash equilibrium was found to fall back on ({why}); take the status quo as the disagreement"
    )]
    NoDisagreement {
        /// Why the search for one ended.
        why: String,
    },
    /// The scenario says nothing about escalation.
    #[error(
        "the scenario has no `[escalation]` table; `talion scenario show us-china-2018` shows one"
    )]
    NoEscalation,
    /// The scenario says nothing about tariffs that players choose freely.
    #[error(
        "the scenario has no `[tariffs]` table; `talion scenario show us-china-2018` shows one"
    )]
    NoTariffs,
    /// A question about tariffs that keep themselves is wrong; every problem is listed.
    #[error("{0}")]
    KeptTariffs(#[from] crate::KeptTariffProblems),
    /// The scenario says nothing about talks.
    #[error("the scenario has no `[talks]` table; `talion scenario show us-china-2018` shows one")]
    NoTalks,
    /// A bargaining problem is wrong.
    #[error(transparent)]
    Bargaining(#[from] talion_game::BargainingError),
    /// The scenario says nothing about private resolve.
    #[error(
        "the scenario has no `[resolve]` table; `talion scenario show us-china-2018` shows one"
    )]
    NoResolve,
    /// The record shows what no type of a player does.
    #[error("{problem}; {player}'s types must allow for every month of the record")]
    Beliefs {
        /// The player.
        player: String,
        /// What Bayes' rule met.
        problem: talion_solve::resolve::BeliefError,
    },
    /// No equilibrium of the game over time was found.
    #[error("no Markov-perfect equilibrium was found: {why}")]
    NoMarkovEquilibrium {
        /// Why the search ended.
        why: String,
    },
    /// A scenario key that holds no number.
    #[error("the scenario gives no number for `{key}`")]
    NoValue {
        /// The key.
        key: String,
    },
    /// A number of the scenario could not be changed.
    #[error(transparent)]
    Change(#[from] talion_model::ChangeError),
    /// A record cannot be laid on the scenario's ladder.
    #[error(transparent)]
    History(#[from] HistoryError),
    /// Benchmarks such as tit for tat speak of two players.
    #[error("a back-test is of two players; the scenario has {found}")]
    NotTwoPlayers {
        /// How many it has.
        found: usize,
    },
    /// The likelihood has no value anywhere.
    #[error("no logit equilibrium was found at any precision and inertia that was tried")]
    NoFit,
    /// The observer asked to stop before there was anything to report.
    #[error("stopped before the game was solved; nothing was written")]
    Interrupted,
}
