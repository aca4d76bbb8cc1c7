//! The command line as it is typed: what may be said, not yet what it means.

mod backtest;
mod compare;
mod counterfactual;
mod data;
mod escalate;
mod game;
mod policy_steps;
mod resolve;
mod run;
mod scenario;
mod stability;
mod sustain;
mod talks;
mod tariffs;

pub(crate) use backtest::{BacktestFlags, BacktestFormat};
pub(crate) use compare::{CompareFlags, CompareFormat, FindingsCommand};
pub(crate) use counterfactual::{CounterfactualFlags, Deficits, Format};
pub(crate) use data::DataCommand;
pub(crate) use escalate::EscalateFlags;
pub(crate) use game::{ConvertFlags, GameConcept, GameForm, GameFormat, SolveFlags, StageChoice};
pub(crate) use policy_steps::{PolicyStep, PolicySteps};
pub(crate) use resolve::ResolveFlags;
pub(crate) use run::RunFlags;
pub(crate) use scenario::ScenarioCommand;
pub(crate) use stability::{Improvements, StabilityFlags, StabilityFormat};
pub(crate) use sustain::{SustainFlags, SustainFormat};
pub(crate) use talks::{DisagreementFlag, TalksFlags};
pub(crate) use tariffs::{Concept, Market, SearchEffort, SplitRule, TariffsFlags};

use clap::{Parser, Subcommand};

/// What `talion --help` adds below the flags.
const AFTER_HELP: &str = "\
Exit codes:
  0  done; every answer carries its certificate
  1  something unexpected, such as a full disk
  2  bad input: a flag, a file, a folder that cannot be written
  3  stopped without a certificate: interrupted, or no equilibrium within tolerance

Examples:
  talion                                   the main job: the talks in Beijing, May 2018
  talion run my.toml --out results         a scenario of your own
  talion scenario show us-china-2018 > my.toml
  talion counterfactual --set 'USA,CHN,*=0.25' --format json
  talion tariffs --players USA,CHN         the tariff war without restraint
  talion compare a/ b/                     what changed between two reports
  talion escalate                          how far, how long, with what odds of a deal
  talion resolve                           who bluffs, who gives in, what is learnt
  talion solve game.nfg                    the equilibria of a game of your own
  talion stability conflict.json           which situations of a conflict are stable
  talion sustain repeated.json             which promises would be kept
  talion talks                             is there a deal, and on what terms";

/// Will they escalate, how far, and what does each policy pay?
///
/// Talion plays the games of tariff escalation on a general-equilibrium trade model and certifies
/// every answer. Without a command it runs the scenario that is built in.
#[derive(Debug, Parser)]
#[command(name = "talion", version, propagate_version = true, after_help = AFTER_HELP)]
pub(crate) struct Flags {
    /// Print errors only: no progress, no warnings, no summary.
    #[arg(short, long, global = true)]
    pub(crate) quiet: bool,

    /// What to do; `run` if nothing is said.
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Run(RunFlags),
    /// List, show and check scenarios.
    #[command(subcommand)]
    Scenario(ScenarioCommand),
    /// List, show and check data sets.
    #[command(subcommand)]
    Data(DataCommand),
    Counterfactual(CounterfactualFlags),
    Tariffs(TariffsFlags),
    Escalate(EscalateFlags),
    Resolve(ResolveFlags),
    Backtest(BacktestFlags),
    Compare(CompareFlags),
    /// The schema of findings.json, and whether a file keeps to it.
    #[command(subcommand)]
    Findings(FindingsCommand),
    Solve(SolveFlags),
    Stability(StabilityFlags),
    Sustain(SustainFlags),
    Talks(TalksFlags),
    Convert(ConvertFlags),
    /// List the methods of `talion solve`: what each promises, its cost, its reference.
    #[command(after_help = "Example:\n  talion methods")]
    Methods,
}

impl Flags {
    /// The command, with the one that nothing stands for.
    pub(crate) fn into_command(self) -> Command {
        self.command.unwrap_or_else(|| Command::Run(RunFlags::default()))
    }
}

#[cfg(test)]
mod tests {
    use super::Flags;
    use clap::CommandFactory;

    #[test]
    fn the_flags_do_not_contradict_each_other() {
        Flags::command().debug_assert();
    }

    #[test]
    fn every_command_that_does_something_shows_an_example() {
        fn check(command: &clap::Command) {
            let mut leaves =
                command.get_subcommands().filter(|c| c.get_name() != "help").peekable();
            if leaves.peek().is_none() {
                let help = command.clone().render_long_help().to_string();
                assert!(help.contains("Example"), "`{}` shows no example", command.get_name());
            }
            leaves.for_each(check);
        }
        check(&Flags::command());
    }
}
