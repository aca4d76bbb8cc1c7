//! Games in extensive form: the tree, what follows from it, and the forms it converts to.

mod assessment;
mod behaviour;
mod builder;
mod error;
mod form;
mod from_normal;
mod mixed;
mod normal;
mod recall;
mod reduced;
mod sequence_form;
mod subgames;
mod truncated;

pub use assessment::{Assessment, SetCheck};
pub use behaviour::{BehaviourStrategies, InformationSetStrategy};
pub use builder::TreeBuilder;
pub use error::TreeError;
pub use form::{
    ChanceEvent, EventId, ExtensiveForm, InformationSet, InformationSetId, Node, NodeId, NodeKind,
    Outcome, OutcomeId,
};
pub use recall::ImperfectRecall;
pub use reduced::ReducedStrategy;
pub use sequence_form::{Sequence, SequenceForm, SequencePayoff, SequencePlayer};
pub use truncated::TruncatedSubgame;
