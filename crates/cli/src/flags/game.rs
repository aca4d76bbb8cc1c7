//! Flags of `talion solve` and `talion convert`.

use clap::{Args, ValueEnum};
use std::path::PathBuf;

const SOLVE_EXAMPLES: &str = "\
A file is read as what it says it is: Gambit's .nfg or .efg, or Talion's JSON (`talion convert
--schema`). A tree is solved in its reduced normal form, or as a tree where the concept is one of
trees; behaviour strategies stand beside. A stochastic game is solved for Markov-perfect equilibria:
one by state recursion, all with --all, those of the game that ends with --periods.

Examples:
  talion solve game.nfg
  talion solve game.efg --format json
  talion solve game.nfg --concept pure
  talion solve game.nfg --method lemke-howson --exact --time-limit 10
  talion solve game.nfg --concept qre --lambda 0.5,1,2
  talion solve game.nfg --concept correlated --objective welfare
  talion solve game.efg --concept subgame-perfect
  talion solve ladder.json --all
  talion solve ladder.json --periods 20 --select payoff-dominance

Exit codes: 0 every equilibrium listed is certified, 1 unexpected, 2 bad input, 3 stopped by the time
limit or Ctrl-C (what was found is printed, with complete: false) or without a certificate.";

const CONVERT_EXAMPLES: &str = "\
The ending of the new file says which format: .nfg and .json hold the (reduced) normal form, .efg a
tree. Numbers stay exact.

Examples:
  talion convert game.efg game.nfg
  talion convert game.nfg game.json
  talion convert --schema > normal-form.schema.json
  talion convert --schema stochastic > stochastic.schema.json";

/// Equilibria of a game in a file, each with its certificate.
#[derive(Debug, Args)]
#[command(after_help = SOLVE_EXAMPLES)]
pub(crate) struct SolveFlags {
    /// The game: an .nfg, .efg or .json file.
    pub(crate) file: PathBuf,

    /// What to look for.
    #[arg(long, value_name = "CONCEPT", default_value = "nash")]
    pub(crate) concept: GameConcept,

    /// How to look for it: a name from `talion methods` [default: the one that promises most].
    #[arg(long, value_name = "NAME")]
    pub(crate) method: Option<String>,

    /// For qre: the sensitivities to report, in inverse units of payoff [default: the limit, and the
    /// whole path to it].
    #[arg(long, value_name = "X", value_delimiter = ',', allow_negative_numbers = true)]
    pub(crate) lambda: Vec<f64>,

    /// For correlated and coarse-correlated: what to look for. `welfare`, `min-welfare`, `feasible` (any
    /// equilibrium), a player's label or number for its largest payoff, or `-` and the player for
    /// its least [default: welfare].
    #[arg(long, value_name = "WHAT", allow_hyphen_values = true)]
    pub(crate) objective: Option<String>,

    /// For stochastic games: play ends after so many periods.
    #[arg(long, value_name = "N")]
    pub(crate) periods: Option<usize>,

    /// For log-tracing: also trace this many priors drawn at random, which may find further equilibria
    /// [default: 0; with --all or --prior-seed 20].
    #[arg(long, value_name = "N")]
    pub(crate) priors: Option<u64>,

    /// For log-tracing: seed of the priors drawn at random [default: 0].
    #[arg(long, value_name = "SEED")]
    pub(crate) prior_seed: Option<u64>,

    /// For stochastic games: all equilibria, by recursive lexicographic search, or with --periods all
    /// ways to play, or with log-tracing those that many priors lead to.
    #[arg(long)]
    pub(crate) all: bool,

    /// For stochastic games: which of several equilibria of a state is played [default: first].
    #[arg(long, value_name = "RULE")]
    pub(crate) select: Option<StageChoice>,

    /// Insist on exact fractions: no answer from a method or a file that has none.
    #[arg(long)]
    pub(crate) exact: bool,

    /// List at most so many equilibria.
    #[arg(long, value_name = "N")]
    pub(crate) limit: Option<usize>,

    /// Stop after so many seconds and print what was found.
    #[arg(long, value_name = "S", value_parser = seconds, allow_negative_numbers = true)]
    pub(crate) time_limit: Option<std::time::Duration>,

    /// Refuse a method that may need more memory than this many gigabytes [default: start, and warn if
    /// it may need more than is free].
    #[arg(long, value_name = "GB", value_parser = gigabytes, allow_negative_numbers = true)]
    pub(crate) memory_limit: Option<u64>,

    /// How to print the result.
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub(crate) format: GameFormat,
}

/// How the answer is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum GameFormat {
    /// For people: one line per equilibrium, rounded.
    Table,
    /// For programs: everything, full double precision.
    Json,
    /// For spreadsheets: one row per equilibrium, player and strategy.
    Csv,
}

/// The rule that selects among equilibria of a state, as typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum StageChoice {
    /// The first in the order of the actions, pure ones before mixed ones.
    First,
    /// The last in that order.
    Last,
    /// The one that every player likes best.
    PayoffDominance,
    /// The pure one that risk-dominates the others.
    RiskDominance,
}

/// The concept, as typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum GameConcept {
    /// Nash equilibria, mixed ones included.
    Nash,
    /// Nash equilibria in pure strategies.
    Pure,
    /// Logit quantal response; on a tree, of one agent per information set.
    Qre,
    /// The correlated equilibrium that is best for an objective.
    Correlated,
    /// The coarse correlated equilibrium that is best for an objective.
    CoarseCorrelated,
    /// Strategies that survive the iterated elimination of those dominated by mixtures.
    Rationalizable,
    /// Strategies that survive the iterated elimination of those dominated by pure ones.
    Dominance,
    /// Subgame-perfect equilibria of a tree.
    SubgamePerfect,
    /// Nash equilibria of a tree that are sequential, with beliefs.
    Sequential,
    /// Trembling-hand perfect equilibria.
    Perfect,
    /// Proper equilibria.
    Proper,
    /// Evolutionarily stable strategies of a symmetric game.
    Evolutionary,
    /// Every equilibrium with its stability under the replicator dynamics.
    Replicator,
    /// Whether the game has an exact potential, and its maxima.
    Potential,
    /// The value of a zero-sum game, and maximin strategies.
    ZeroSum,
    /// The equilibrium that risk-dominates the others.
    RiskDominant,
    /// The equilibrium that all prefer to the others.
    PayoffDominant,
}

impl GameConcept {
    /// The name on the command line.
    pub(crate) fn name(self) -> String {
        // Every concept has a name: none is hidden from the command line.
        self.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned())
    }
}

/// Converts a game between file formats and forms.
#[derive(Debug, Args)]
#[command(after_help = CONVERT_EXAMPLES)]
pub(crate) struct ConvertFlags {
    /// The game to read: an .nfg, .efg or .json file.
    #[arg(required_unless_present = "schema")]
    pub(crate) from: Option<PathBuf>,

    /// The file to write; its ending says which format.
    #[arg(required_unless_present = "schema")]
    pub(crate) to: Option<PathBuf>,

    /// Print the JSON schema of one of Talion's own forms instead [default: normal].
    #[arg(
        long,
        value_name = "FORM",
        conflicts_with_all = ["from", "to"],
        num_args = 0..=1,
        default_missing_value = "normal"
    )]
    pub(crate) schema: Option<GameForm>,
}

/// Talion's own JSON forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum GameForm {
    /// Payoffs at every profile.
    Normal,
    /// States, with a stage game and transitions in each.
    Stochastic,
    /// A stage game that is played for ever.
    Repeated,
    /// States, moves between them, and preferences over them.
    Conflict,
    /// What two players can agree on, and what happens otherwise.
    Bargaining,
    /// A sender who knows its type, messages, and a receiver.
    Signalling,
}

fn seconds(text: &str) -> Result<std::time::Duration, String> {
    let seconds: f64 = text.parse().map_err(|_| "not a number of seconds".to_owned())?;
    std::time::Duration::try_from_secs_f64(seconds).map_err(|error| error.to_string())
}

fn gigabytes(text: &str) -> Result<u64, String> {
    let size: f64 = text.parse().map_err(|_| "not a number of gigabytes".to_owned())?;
    if !(0.0..=1e9).contains(&size) {
        return Err("not between 0 and 1e9 gigabytes".to_owned());
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "in the range above"
    )]
    let bytes = (size * 1e9) as u64;
    Ok(bytes)
}
