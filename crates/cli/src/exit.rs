//! The exit codes: what the command says to the shell.

use std::process::ExitCode;

/// How the command ended. The numbers are a promise; scripts depend on them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Done; every answer carries its certificate.
    Certified = 0,
    /// Something that should not happen, such as a full disk.
    Unexpected = 1,
    /// A flag, a file or a folder that is not fit for use.
    BadInput = 2,
    /// Interrupted, or no answer within tolerance.
    NotCertified = 3,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}
