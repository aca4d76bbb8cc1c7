//! Repeated games: known answers, certified strategies, and what must hold of every repeated game.

mod cases;
mod games;
mod properties;
mod promises;
mod tariffs;
