//! Repeated games: known answers, certified strategies, and what must hold of every repeated game.

mod cases;
mod closed;
mod games;
mod plain;
mod promises;
mod properties;
mod self_enforcing;
mod tariffs;
