//! What a study of continuous policy may ask for.

use talion_economy::RegionId;
use talion_game::SearchBudget;
use talion_model::{BargainOptions, FormulaVariant, TariffConcept, TariffGameOptions, TariffPlan};
use talion_solve::{NashOptions, Order, ReplyOptions};

/// Everything that a study of continuous policy may be told.
#[derive(Debug, Clone, PartialEq)]
pub struct TariffStudyOptions {
    /// Players, instruments, bounds.
    pub game: TariffGameOptions,
    /// Which rates are looked for.
    pub concept: TariffConcept,
    /// Who moves first under [`TariffConcept::Stackelberg`]; the first player if nobody is named.
    pub leader: Option<RegionId>,
    /// How an agreement is picked under [`TariffConcept::Cooperative`].
    pub bargain: BargainOptions,
    /// Which form of the formula under [`TariffConcept::Formula`].
    pub formula: FormulaVariant,
    /// Starts besides the status quo.
    pub starts: usize,
    /// What the certificate's search may spend on every player.
    pub budget: SearchBudget,
}

impl TariffStudyOptions {
    /// A question about a game, with two further starts and the usual search.
    pub fn new(concept: TariffConcept, game: TariffGameOptions) -> Self {
        Self {
            game,
            concept,
            leader: None,
            bargain: BargainOptions::default(),
            formula: FormulaVariant::default(),
            starts: 2,
            budget: SearchBudget::default(),
        }
    }

    /// One question of a scenario's plan.
    pub fn of_plan(plan: &TariffPlan, concept: TariffConcept) -> Self {
        Self {
            leader: plan.leader,
            bargain: plan.bargain.clone(),
            formula: plan.formula,
            starts: plan.starts,
            budget: plan.budget,
            ..Self::new(concept, plan.game.clone())
        }
    }

    pub(super) fn reply(&self) -> ReplyOptions {
        ReplyOptions { starts: self.starts, budget: self.budget, ..ReplyOptions::default() }
    }

    /// Players reply all at once: that is parallel, and Newton's method ends it anyway.
    pub(super) fn nash(&self) -> NashOptions {
        NashOptions {
            starts: self.starts,
            order: Order::Jacobi,
            reply: ReplyOptions { starts: 0, ..self.reply() },
            ..NashOptions::default()
        }
    }
}
