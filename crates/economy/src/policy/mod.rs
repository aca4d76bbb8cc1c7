//! Policies: their levels, the files that change them, and the rules they must keep.

mod file;
mod levels;
mod path;
mod setting;
mod valid;

pub use file::{PolicyFileKind, apply};
pub use levels::Policy;
pub(crate) use path::{PolicyChange, PolicyPath};
pub use setting::apply_setting;
pub(crate) use valid::check;
