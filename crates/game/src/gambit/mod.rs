//! Gambit's file formats, read generously and written plainly.
//!
//! Source: "Game representation formats" of the Gambit manual. White space means nothing outside of
//! quotation marks; numbers are exact; `\"` is a quotation mark inside a text. Beyond the letter of
//! the description the readers accept commas between entries of any list, comments from `#` or `//`
//! to the end of a line, a missing title, comment texts before and after the list of strategies, and
//! bytes that are not UTF-8 (read as Latin-1, which old files are written in).

mod bytes;
mod efg_reader;
mod efg_writer;
mod lexer;
mod nfg_reader;
mod nfg_writer;
mod quoted;

pub use efg_reader::read_efg;
pub use efg_writer::write_efg;
pub use nfg_reader::read_nfg;
pub use nfg_writer::write_nfg;
