//! Talion's own JSON forms of games, and their schemas.

mod any;
mod bargaining;
mod conflict;
mod document;
mod gmcr;
mod normal;
mod options;
mod options_statement;
mod place;
mod repeated;
mod signalling;
mod stochastic;
mod value;

pub use any::{JsonGame, read_json_game};
pub use bargaining::{BARGAINING_SCHEMA, write_bargaining_json};
pub use conflict::{CONFLICT_SCHEMA, write_conflict_json};
pub use gmcr::read_gmcr;
pub use normal::{NORMAL_FORM_SCHEMA, read_json, write_json};
pub use repeated::{REPEATED_SCHEMA, write_repeated_json};
pub use signalling::{SIGNALLING_SCHEMA, write_signalling_json};
pub use stochastic::{STOCHASTIC_SCHEMA, write_stochastic_json};
