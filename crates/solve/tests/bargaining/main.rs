//! Bargaining: known answers, certified deals, and what must hold of every bargaining problem.

mod cases;
mod links;
mod properties;
mod technology;
