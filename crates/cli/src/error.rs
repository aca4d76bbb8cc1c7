//! Everything that can end a command early, and the exit code that it ends with.

use crate::diagnostics::{self, Sources};
use crate::exit::Exit;
use crate::out_folder::OutFolderError;
use crate::terminal::Terminal;
use std::io::{self, Write};
use std::path::PathBuf;
use talion::StudyError;
use talion::economy::{EconomyError, Problem};
use talion::game::{ContinuousError, TreeError};
use talion::model::{FormulaError, ModelError};
use talion::solve::SolveError;
use talion_report::{ReadFindingsError, ReportError};
use thiserror::Error;

/// Why a command ended early.
#[derive(Debug, Error)]
pub(crate) enum CliError {
    #[error("the input has problems")]
    Input { problems: Vec<Problem>, sources: Sources },
    #[error(transparent)]
    Economy(#[from] EconomyError),
    #[error(transparent)]
    Study(#[from] StudyError),
    #[error(transparent)]
    Report(#[from] ReportError),
    #[error(transparent)]
    OutFolder(#[from] OutFolderError),
    #[error("cannot take {} as findings: {source}", path.display())]
    Findings { path: PathBuf, source: ReadFindingsError },
    #[error("the input has problems")]
    Several(Vec<CliError>),
    #[error("cannot read {}: {source}", path.display())]
    Read { path: PathBuf, source: io::Error },
    #[error("{} is not UTF-8 text (byte {byte})", path.display())]
    NotText { path: PathBuf, byte: usize },
    #[error(
        "no {kind} `{name}`: there is no such path, and none of that name is built in ({})",
        hint(name, known)
    )]
    Unknown { kind: &'static str, name: String, known: Vec<&'static str> },
    #[error(
        "{}: neither its content nor its ending says which format it is; use .nfg, .efg or .json",
        .0.display()
    )]
    UnknownFormat(PathBuf),
    #[error(
        "no method `{name}` for this concept ({}); `talion methods` describes them",
        hint(name, known)
    )]
    UnknownMethod { name: String, known: Vec<&'static str> },
    #[error("--{flag} is for {for_what}; the concept here is {concept}")]
    FlagNotForConcept { flag: &'static str, for_what: &'static str, concept: String },
    #[error(
        "--tariffs is for scenarios, whose players set rates on an economy; {} is a game in a file",
        .0.display()
    )]
    TariffsOfAFile(PathBuf),
    #[error("--{flag} means nothing for a game in {form} form")]
    FlagNotForForm { flag: &'static str, form: &'static str },
    #[error("--{flag} means nothing for the method {method}")]
    FlagNotForMethod { flag: &'static str, method: &'static str },
    #[error("the method {method} needs --{flag}: {what}")]
    MethodNeeds { method: &'static str, flag: &'static str, what: &'static str },
    #[error("{} cannot hold a game in {form} form; write it as .json", path.display())]
    NotInFormat { path: PathBuf, form: &'static str },
    #[error(
        "no objective `{name}`: it is welfare, min-welfare, feasible, or a player ({}), with `-` \
         before it for its least payoff",
        players.join(", ")
    )]
    UnknownObjective { name: String, players: Vec<String> },
    #[error(
        "{} holds a game of the form `{form}`, which is well formed; solve and convert take games in \
         normal form, trees and stochastic games",
        path.display()
    )]
    OtherForm { path: PathBuf, form: &'static str },
    #[error(
        "{} holds a game of the form `{form}`, which is well formed; {command} takes the form `{expected}`",
        path.display()
    )]
    WrongForm { path: PathBuf, form: &'static str, command: &'static str, expected: &'static str },
    #[error(
        "{} holds a game without discount factors; give one for all players, or one for each, with \
         --discount",
        path.display()
    )]
    NoDiscount { path: PathBuf },
    #[error("no strategy `{name}` of {player}; there is {}", some(strategies))]
    UnknownStrategy { name: String, player: String, strategies: Vec<String> },
    #[error("no state `{name}` in the conflict; there is {}", some(states))]
    UnknownState { name: String, states: Vec<String> },
    #[error("{concept} is a concept of trees, and {} holds a game in normal form", path.display())]
    NeedsTree { concept: String, path: PathBuf },
    #[error("no exact answer: {why}")]
    NotExact { why: String },
    #[error("cannot write {}: {source}", path.display())]
    Write { path: PathBuf, source: io::Error },
    #[error(transparent)]
    Tree(#[from] TreeError),
    #[error(transparent)]
    Solve(#[from] SolveError),
    #[error("cannot start {threads} threads: {source}; ask for fewer with --threads")]
    Threads { threads: usize, source: rayon::ThreadPoolBuildError },
    #[error("cannot listen for Ctrl-C: {0}")]
    Interrupt(#[from] ctrlc::Error),
    #[error("cannot write the result: {0}")]
    Print(#[from] io::Error),
}

impl CliError {
    /// The exit code.
    pub(crate) fn exit(&self) -> Exit {
        match self {
            Self::Economy(error) => exit_of_economy(error),
            Self::Study(error) => exit_of_study(error),
            Self::Report(error) => exit_of_report(error),
            Self::Input { .. }
            | Self::Findings { .. }
            | Self::Several(_)
            | Self::OutFolder(_)
            | Self::Read { .. }
            | Self::NotText { .. }
            | Self::Unknown { .. }
            | Self::Threads { .. }
            | Self::UnknownFormat(_)
            | Self::UnknownMethod { .. }
            | Self::NotExact { .. }
            | Self::TariffsOfAFile(_)
            | Self::FlagNotForConcept { .. }
            | Self::FlagNotForForm { .. }
            | Self::FlagNotForMethod { .. }
            | Self::MethodNeeds { .. }
            | Self::NotInFormat { .. }
            | Self::UnknownObjective { .. }
            | Self::NeedsTree { .. }
            | Self::OtherForm { .. }
            | Self::WrongForm { .. }
            | Self::UnknownState { .. }
            | Self::UnknownStrategy { .. }
            | Self::NoDiscount { .. }
            | Self::Write { .. }
            | Self::Tree(_)
            | Self::Solve(_) => Exit::BadInput,
            // Whoever reads may stop reading: `talion data list | head -1` is no failure.
            Self::Print(error) if error.kind() == io::ErrorKind::BrokenPipe => Exit::Certified,
            Self::Interrupt(_) | Self::Print(_) => Exit::Unexpected,
        }
    }

    /// Tells the user, on `out`.
    pub(crate) fn write(&self, out: &mut impl Write, terminal: Terminal) -> io::Result<()> {
        match self {
            Self::Input { problems, sources } => {
                diagnostics::write_problems(out, terminal, problems, sources)
            }
            Self::Several(errors) => errors.iter().try_for_each(|error| error.write(out, terminal)),
            Self::Economy(EconomyError::Data(problems))
            | Self::Study(StudyError::Model(ModelError::Scenario(problems))) => {
                diagnostics::write_problems(out, terminal, &problems.0, &Sources::new())
            }
            Self::Print(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            other => writeln!(out, "error: {other}"),
        }
    }
}

/// The first names of a list.
fn some(names: &[String]) -> String {
    const MOST_NAMED: usize = 12;
    let shown = names.iter().take(MOST_NAMED).map(String::as_str).collect::<Vec<_>>().join(", ");
    if names.len() > MOST_NAMED { shown + ", .." } else { shown }
}

/// The nearest name if one is near, else all of them.
fn hint(name: &str, known: &[&str]) -> String {
    let near = known.iter().filter(|word| strsim::damerau_levenshtein(name, word) <= 3);
    match near.min_by_key(|word| strsim::damerau_levenshtein(name, word)) {
        Some(word) => format!("did you mean `{word}`?"),
        None => format!("known: {}", known.join(", ")),
    }
}

fn exit_of_economy(error: &EconomyError) -> Exit {
    match error {
        EconomyError::NoEquilibrium { .. } => Exit::NotCertified,
        _ => Exit::BadInput,
    }
}

fn exit_of_study(error: &StudyError) -> Exit {
    match error {
        StudyError::Economy(error)
        | StudyError::Formula(FormulaError::Economy(error))
        | StudyError::Model(ModelError::Economy { source: error, .. }) => exit_of_economy(error),
        StudyError::TariffGame(_)
        | StudyError::LeaderDoesNotPlay
        | StudyError::History(_)
        | StudyError::NotTwoPlayers { .. }
        | StudyError::TransfersWithoutAgreement
        | StudyError::NoEscalation
        | StudyError::NoTalks
        | StudyError::NoTariffs
        | StudyError::KeptTariffs(_)
        | StudyError::Bargaining(_)
        | StudyError::NoResolve
        | StudyError::Beliefs { .. }
        | StudyError::Solve(
            SolveError::Patterns { .. }
            | SolveError::Continuous(ContinuousError::NoAgreement { .. }),
        )
        | StudyError::NoValue { .. }
        | StudyError::Change(_)
        | StudyError::Continuous(ContinuousError::NoAgreement { .. })
        | StudyError::Formula(
            FormulaError::NoExports { .. }
            | FormulaError::UnknownRegion { .. }
            | FormulaError::UnknownSector { .. },
        ) => Exit::BadInput,
        StudyError::NoDisagreement { .. }
        | StudyError::Continuous(_)
        | StudyError::Solve(
            SolveError::Continuous(_) | SolveError::NoThreat { .. } | SolveError::Stopped { .. },
        )
        | StudyError::Formula(_)
        | StudyError::NoMarkovEquilibrium { .. }
        | StudyError::Interrupted
        | StudyError::NoFit
        | StudyError::Model(ModelError::Interrupted { .. }) => Exit::NotCertified,
        StudyError::Model(_) | StudyError::Game(_) => Exit::BadInput,
        // A solver that was given a game that it cannot take was given it by Talion.
        _ => Exit::Unexpected,
    }
}

/// A folder that cannot be written was checked before the work; if it went bad since, the user is
/// still the one who can help.
fn exit_of_report(error: &ReportError) -> Exit {
    match error {
        ReportError::Write { .. } => Exit::BadInput,
        _ => Exit::Unexpected,
    }
}
