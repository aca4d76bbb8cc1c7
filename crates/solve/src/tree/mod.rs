//! Methods that work on the tree itself: backward induction, the sequence form, agents that err.

mod agent;
mod agent_system;
mod completion;
mod lemke;
mod one_stage;
mod sequence_lcp;
mod sequential;
mod solution;
mod subgame_perfect;
mod trembles;

pub(crate) use agent::METHOD as AGENT_METHOD;
pub use agent::{AgentQuantalResponse, AgentQuantalResponses, agent_quantal_response};
pub use completion::sequential_completion;
pub(crate) use sequence_lcp::METHOD as LEMKE_METHOD;
pub use sequence_lcp::sequence_form_equilibrium;
pub use sequential::{Sequential, sequential};
pub use solution::{TreeConcept, TreeEquilibrium, TreeSolution};
pub(crate) use subgame_perfect::METHOD as SUBGAME_METHOD;
pub use subgame_perfect::subgame_perfect;
