//! The methods for stochastic games, by name.

use super::result::{Answer, Found, Played};
use crate::error::CliError;
use crate::flags::{SolveFlags, StageChoice};
use talion::game::{Observer, StochasticGame};
use talion::solve::{
    BranchEnd, BranchRun, Horizon, HorizonLimit, LogTracing, LogitHomotopy, MarkovMethod,
    PureMarkov, RecursiveLexicographicSearch, StageRule, StateRecursion, every_finite_horizon,
    finite_horizon,
};

/// Paths of play over finitely many periods to list, unless the user says how many.
const MOST_PATHS: usize = 1000;
/// Priors drawn at random where several equilibria are wanted, unless the user says how many.
const PRIORS: u64 = 20;

/// A method that the user can ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Named {
    StateRecursion,
    LexicographicSearch,
    PureMarkov,
    LogitHomotopy,
    LogTracing,
    HorizonLimit,
    BackwardInduction,
}

/// Names as in `talion methods`, and the short ones.
const NAMES: [(&str, &str, Named); 7] = [
    ("state-recursion", "recursion", Named::StateRecursion),
    ("recursive-lexicographic-search", "rls", Named::LexicographicSearch),
    ("pure-markov", "pure", Named::PureMarkov),
    ("logit-homotopy", "logit", Named::LogitHomotopy),
    ("log-tracing", "tracing", Named::LogTracing),
    ("horizon-limit", "limit", Named::HorizonLimit),
    ("backward-induction", "finite-horizon", Named::BackwardInduction),
];

/// The method that was asked for, or the one that the other flags call for.
pub(super) fn choose(flags: &SolveFlags) -> Result<Named, CliError> {
    let named = match flags.method.as_deref() {
        None if flags.periods.is_some() => Named::BackwardInduction,
        None if flags.prior_seed.is_some() || flags.priors.is_some() => Named::LogTracing,
        None if flags.all => Named::LexicographicSearch,
        None => Named::StateRecursion,
        Some(name) => {
            let known = NAMES.iter().find(|(long, short, _)| [*long, *short].contains(&name));
            let names = || NAMES.iter().flat_map(|(long, short, _)| [*long, *short]).collect();
            let unknown = || CliError::UnknownMethod { name: name.to_owned(), known: names() };
            known.ok_or_else(unknown)?.2
        }
    };
    if named != Named::LogTracing {
        let given =
            [("priors", flags.priors.is_some()), ("prior-seed", flags.prior_seed.is_some())];
        if let Some((flag, _)) = given.into_iter().find(|(_, is_given)| *is_given) {
            return Err(CliError::FlagNotForMethod { flag, method: named.name() });
        }
    }
    let needs = |flag, what| Err(CliError::MethodNeeds { method: named.name(), flag, what });
    match named {
        Named::BackwardInduction if flags.periods.is_none() => {
            needs("periods", "the number of periods")
        }
        Named::BackwardInduction => Ok(named),
        _ if flags.periods.is_some() => {
            Err(CliError::FlagNotForMethod { flag: "periods", method: named.name() })
        }
        Named::StateRecursion | Named::LogitHomotopy | Named::HorizonLimit if flags.all => {
            Err(CliError::FlagNotForMethod { flag: "all", method: named.name() })
        }
        Named::LexicographicSearch
        | Named::PureMarkov
        | Named::LogitHomotopy
        | Named::LogTracing
            if flags.select.is_some() =>
        {
            Err(CliError::FlagNotForMethod { flag: "select", method: named.name() })
        }
        _ => Ok(named),
    }
}

impl Named {
    fn name(self) -> &'static str {
        NAMES.iter().find(|(_, _, named)| *named == self).map_or("", |(long, _, _)| *long)
    }

    /// Runs the method.
    pub(super) fn solve(
        self,
        game: &StochasticGame,
        flags: &SolveFlags,
        observer: &dyn Observer,
    ) -> Result<Answer, CliError> {
        let rule = rule(flags);
        let search = RecursiveLexicographicSearch::default();
        let pure = PureMarkov::default();
        let most = flags.limit;
        let stationary = |method: &dyn MarkovMethod| -> Result<Answer, CliError> {
            Ok(Answer::of(method.solve(game, observer)?))
        };
        match self {
            Self::StateRecursion => {
                let mut answer = stationary(&StateRecursion { rule, ..StateRecursion::default() })?;
                answer.selection = Some(rule.to_string());
                Ok(answer)
            }
            Self::LexicographicSearch => stationary(&RecursiveLexicographicSearch {
                most: most.unwrap_or(search.most),
                ..search
            }),
            Self::PureMarkov => {
                let mut answer =
                    stationary(&PureMarkov { most: most.unwrap_or(pure.most), ..pure })?;
                // All pure equilibria are not all equilibria.
                answer.promise = Some("all equilibria in which nobody mixes");
                Ok(answer)
            }
            Self::LogitHomotopy => {
                let run = LogitHomotopy::default().follow(game, observer)?;
                let lost = lost("lambda", std::slice::from_ref(&run));
                let mut answer = Answer::of(LogitHomotopy::solution(game, run, observer));
                answer.selection = Some("the principal branch of logit equilibria".to_owned());
                answer.lost = lost;
                Ok(answer)
            }
            Self::LogTracing => {
                let several = flags.all || flags.prior_seed.is_some();
                let random_priors = flags.priors.unwrap_or(if several { PRIORS } else { 0 });
                let seed = flags.prior_seed.unwrap_or(0);
                let method = LogTracing { random_priors, seed, ..LogTracing::default() };
                let runs = method.follow(game, observer)?;
                let lost = lost("t", &runs);
                let mut answer = Answer::of(LogTracing::solution(game, runs, observer));
                answer.selection = Some(match random_priors {
                    0 => "tracing from even beliefs".to_owned(),
                    n => format!("tracing from even beliefs and {n} priors drawn with seed {seed}"),
                });
                answer.lost = lost;
                Ok(answer)
            }
            Self::HorizonLimit => {
                let usual = HorizonLimit::default();
                let rule = if flags.select.is_some() { rule } else { usual.rule };
                let mut answer = stationary(&HorizonLimit { rule, ..usual })?;
                answer.selection = Some(format!("the limit of longer horizons; {rule}"));
                Ok(answer)
            }
            Self::BackwardInduction if flags.all => {
                every(game, flags, observer).map(|answer| answer.by(self.name()))
            }
            Self::BackwardInduction => {
                one(game, flags, rule, observer).map(|answer| answer.by(self.name()))
            }
        }
    }
}

/// Where paths were lost before they came to an equilibrium, and why.
fn lost(parameter: &str, runs: &[BranchRun]) -> Vec<String> {
    let left =
        runs.iter().filter(|run| !matches!(run.end, BranchEnd::Polished | BranchEnd::NearLimit));
    let told = left.map(|run| {
        let (at, steps) = (run.parameter, run.steps);
        format!("the path {} ({parameter} = {at:.6e} after {steps} steps)", run.end.words())
    });
    told.collect()
}

fn rule(flags: &SolveFlags) -> StageRule {
    match flags.select {
        None | Some(StageChoice::First) => StageRule::First,
        Some(StageChoice::Last) => StageRule::Last,
        Some(StageChoice::PayoffDominance) => StageRule::PayoffDominance,
        Some(StageChoice::RiskDominance) => StageRule::RiskDominance,
    }
}

/// One equilibrium of the game that ends.
fn one(
    game: &StochasticGame,
    flags: &SolveFlags,
    rule: StageRule,
    observer: &dyn Observer,
) -> Result<Answer, CliError> {
    let periods = flags.periods.unwrap_or(0);
    let horizon = Horizon { periods, terminal_values: &[], rule, keep_all: true };
    let solved = finite_horizon(game, &horizon, observer)?;
    let count = |of: fn(&talion::solve::StageCounts) -> u64| solved.stages.iter().map(of).sum();
    let (several, undecided): (u64, u64) = (count(|s| s.several), count(|s| s.undecided));
    let mut selection = format!("{rule}; {several} stage games have several equilibria");
    if undecided > 0 {
        selection = format!("{selection}, the rule leaves {undecided} of them undecided");
    }
    let found = Found {
        strategies: Played::ByPeriod(solved.strategies),
        values: solved.values,
        one_shot_gain: solved.one_shot_gain,
        ..Found::default()
    };
    Ok(Answer {
        complete: solved.is_unique,
        termination: solved.termination,
        steps: solved.stages.iter().map(|s| s.stages).sum(),
        equilibria: vec![found],
        selection: Some(selection),
        periods: Some(solved.periods),
        ..Answer::default()
    })
}

/// All equilibria of the game that ends.
fn every(
    game: &StochasticGame,
    flags: &SolveFlags,
    observer: &dyn Observer,
) -> Result<Answer, CliError> {
    let periods = flags.periods.unwrap_or(0);
    let most = flags.limit.unwrap_or(MOST_PATHS);
    let (paths, complete) = every_finite_horizon(game, periods, &[], most, observer)?;
    let found = paths.into_iter().map(|path| Found {
        strategies: Played::ByPeriod(path.strategies),
        values: path.values,
        one_shot_gain: path.one_shot_gain,
        ..Found::default()
    });
    let mut answer = Answer {
        complete,
        periods: Some(periods),
        equilibria: found.collect(),
        ..Answer::default()
    };
    answer.steps = answer.equilibria.len() as u64;
    if observer.stopped() {
        answer.termination = talion::game::Termination::Interrupted;
    }
    Ok(answer)
}
