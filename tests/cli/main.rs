//! The command as a user meets it: what it prints, what it writes, how it ends.

mod backtest;
mod bad_data;
mod bad_input;
mod bad_scenario;
mod compare;
mod convert;
mod counterfactual;
mod data;
mod dynamic_chapters;
mod escalate;
mod examples;
mod finite_games_chapter;
mod help;
mod resolve;
mod run;
mod scenario;
mod solve;
mod solve_concepts;
mod stability;
mod stochastic;
mod streams;
mod support;
mod sustain;
mod talks;
mod tariffs;
