//! One module per command: flags in, exit code out.

pub(crate) mod counterfactual;
pub(crate) mod data;
pub(crate) mod run;
pub(crate) mod scenario;
