//! Repeated games: known answers, certified strategies, and what must hold of every repeated game.

mod cases;
mod games;
mod promises;
mod properties;
mod tariffs;
