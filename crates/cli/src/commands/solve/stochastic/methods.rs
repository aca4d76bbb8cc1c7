//! The methods for stochastic games, by name.

use super::result::{Answer, Found, Played};
use crate::error::CliError;
use crate::flags::{SolveFlags, StageChoice};
use talion::game::{Observer, StochasticGame};
use talion::solve::{
    Horizon, MarkovMethod, PureMarkov, RecursiveLexicographicSearch, StageRule, StateRecursion,
    every_finite_horizon, finite_horizon,
};

/// Paths of play over finitely many periods to list, unless the user says how many.
const MOST_PATHS: usize = 1000;

/// A method that the user can ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Named {
    StateRecursion,
    LexicographicSearch,
    PureMarkov,
    BackwardInduction,
}

/// Names as in `talion methods`, and the short ones.
const NAMES: [(&str, &str, Named); 4] = [
    ("state-recursion", "recursion", Named::StateRecursion),
    ("recursive-lexicographic-search", "rls", Named::LexicographicSearch),
    ("pure-markov", "pure", Named::PureMarkov),
    ("backward-induction", "finite-horizon", Named::BackwardInduction),
];

/// The method that was asked for, or the one that the other flags call for.
pub(super) fn choose(flags: &SolveFlags) -> Result<Named, CliError> {
    let named = match flags.method.as_deref() {
        None if flags.periods.is_some() => Named::BackwardInduction,
        None if flags.all => Named::LexicographicSearch,
        None => Named::StateRecursion,
        Some(name) => {
            let known = NAMES.iter().find(|(long, short, _)| [*long, *short].contains(&name));
            let names = || NAMES.iter().flat_map(|(long, short, _)| [*long, *short]).collect();
            let unknown = || CliError::UnknownMethod { name: name.to_owned(), known: names() };
            known.ok_or_else(unknown)?.2
        }
    };
    let needs = |flag, what| Err(CliError::MethodNeeds { method: named.name(), flag, what });
    match named {
        Named::BackwardInduction if flags.periods.is_none() => {
            needs("periods", "the number of periods")
        }
        Named::BackwardInduction => Ok(named),
        _ if flags.periods.is_some() => {
            Err(CliError::FlagNotForMethod { flag: "periods", method: named.name() })
        }
        Named::StateRecursion if flags.all => {
            Err(CliError::FlagNotForMethod { flag: "all", method: named.name() })
        }
        Named::LexicographicSearch | Named::PureMarkov if flags.select.is_some() => {
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
            Self::BackwardInduction if flags.all => {
                every(game, flags, observer).map(|answer| answer.by(self.name()))
            }
            Self::BackwardInduction => {
                one(game, flags, rule, observer).map(|answer| answer.by(self.name()))
            }
        }
    }
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
