//! The policy flags of `talion counterfactual`, kept in the order in which they were typed.
//!
//! A later file replaces what an earlier one set, so the order between flags of different names
//! matters; clap's derive would keep it within one name only.

use clap::{Arg, ArgAction, ArgMatches, Args, Command, Error, FromArgMatches, value_parser};
use std::path::PathBuf;
use talion::economy::PolicyFileKind;

/// One change of the policy.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum PolicyStep {
    /// A file that lists rates.
    File { kind: PolicyFileKind, path: PathBuf },
    /// `IMPORTER,EXPORTER,SECTOR=RATE`.
    Setting(String),
}

/// Changes of the policy in the order in which they apply: files as typed, then settings as typed.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct PolicySteps(pub(crate) Vec<PolicyStep>);

/// The flags that take a file: name, kind, help.
const FILE_FLAGS: [(&str, PolicyFileKind, &str); 6] = [
    (
        "tariffs",
        PolicyFileKind::Tariffs,
        "Tariff rates that replace those of the data: importer,exporter,sector,ad_valorem",
    ),
    (
        "added-tariffs",
        PolicyFileKind::AddedTariffs,
        "Tariff rates on top of the applied ones: importer,exporter,sector,added_ad_valorem",
    ),
    (
        "export-taxes",
        PolicyFileKind::ExportTaxes,
        "Export taxes: importer,exporter,sector,ad_valorem (the exporter's government takes them)",
    ),
    ("subsidies", PolicyFileKind::Subsidies, "Production subsidies: region,sector,ad_valorem"),
    (
        "productivity",
        PolicyFileKind::Productivity,
        "Productivity as a ratio to the baseline: region,sector,productivity",
    ),
    (
        "wedges",
        PolicyFileKind::Wedges,
        "Iceberg trade costs as a ratio to the baseline, or `ban`: importer,exporter,sector,wedge",
    ),
];

const SETTING_FLAG: &str = "set";

impl Args for PolicySteps {
    fn augment_args(command: Command) -> Command {
        let command = FILE_FLAGS.iter().fold(command, |command, (name, _, help)| {
            command.arg(
                Arg::new(*name)
                    .long(*name)
                    .value_name("F.csv")
                    .help(*help)
                    .action(ArgAction::Append)
                    .value_parser(value_parser!(PathBuf))
                    .help_heading("Policy"),
            )
        });
        command.arg(
            Arg::new(SETTING_FLAG)
                .long(SETTING_FLAG)
                .value_name("IMPORTER,EXPORTER,SECTOR=RATE")
                .help("One tariff rate, as a fraction; `*` stands for all. Applies after the files")
                .action(ArgAction::Append)
                .help_heading("Policy"),
        )
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for PolicySteps {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, Error> {
        let mut files: Vec<(usize, PolicyStep)> = Vec::new();
        for (name, kind, _) in FILE_FLAGS {
            let places = matches.indices_of(name).into_iter().flatten();
            let paths = matches.get_many::<PathBuf>(name).into_iter().flatten();
            files.extend(
                places
                    .zip(paths)
                    .map(|(place, path)| (place, PolicyStep::File { kind, path: path.clone() })),
            );
        }
        files.sort_by_key(|&(place, _)| place);
        let settings = matches.get_many::<String>(SETTING_FLAG).into_iter().flatten();
        let settings = settings.map(|setting| PolicyStep::Setting(setting.clone()));
        Ok(Self(files.into_iter().map(|(_, step)| step).chain(settings).collect()))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_keep_their_order_across_flags_and_settings_come_last() {
        let command = PolicySteps::augment_args(Command::new("x"));
        let typed = [
            "x",
            "--set",
            "A,B,C=1",
            "--wedges",
            "1",
            "--tariffs",
            "2",
            "--wedges",
            "3",
            "--set",
            "*,*,*=0",
        ];
        let steps =
            PolicySteps::from_arg_matches(&command.get_matches_from(typed)).expect("valid flags");
        let file = |kind, path: &str| PolicyStep::File { kind, path: path.into() };
        assert_eq!(
            steps.0,
            [
                file(PolicyFileKind::Wedges, "1"),
                file(PolicyFileKind::Tariffs, "2"),
                file(PolicyFileKind::Wedges, "3"),
                PolicyStep::Setting("A,B,C=1".into()),
                PolicyStep::Setting("*,*,*=0".into()),
            ]
        );
    }
}
