//! One module per command: flags in, exit code out.

pub(crate) mod backtest;
pub(crate) mod compare;
pub(crate) mod convert;
pub(crate) mod counterfactual;
pub(crate) mod data;
pub(crate) mod escalate;
pub(crate) mod findings;
pub(crate) mod methods;
pub(crate) mod resolve;
pub(crate) mod run;
pub(crate) mod scenario;
pub(crate) mod solve;
pub(crate) mod stability;
pub(crate) mod sustain;
pub(crate) mod talks;
pub(crate) mod tariffs;
