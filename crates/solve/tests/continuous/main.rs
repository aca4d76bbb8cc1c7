//! Methods for continuous games against closed forms, published tables and each other.

mod armington;
mod cooperation;
mod games;
mod leadership;
mod play;
mod replies;
