//! Which equilibria survive closer looks: trembles, replication, mutants, potentials.

mod evolutionary;
mod perfect;
mod potential;
mod proper;
mod replicator;

pub use evolutionary::{Evolutionary, evolutionary_stability};
pub use perfect::{TremblingHand, trembling_hand};
pub use potential::{Potential, exact_potential};
pub use proper::{Proper, proper};
pub use replicator::{ReplicatorStability, replicator_stability};
