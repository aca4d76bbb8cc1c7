//! Governments: whom they govern and what they mind besides welfare.

use serde::Serialize;
use talion_economy::RegionId;

/// A government that plays.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Player {
    /// Name of the player.
    pub name: String,
    /// Region that it governs.
    pub region: RegionId,
    /// What it minds besides welfare.
    pub objective: Objective,
}

/// Weights of the strategic terms; all are assumptions of the user, and 0 switches a term off.
///
/// Payoffs are in hundredths of log real income, so a weight says how many percent of real income
/// the player would give for one unit of the term.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Objective {
    /// Per unit of the base bilateral deficit that remains above the demand.
    pub deficit_weight: f64,
    /// Partner in that deficit.
    pub deficit_partner: Option<RegionId>,
    /// Share of the base deficit that is to go.
    pub deficit_cut: f64,
    /// Per frontier year of expected lead at the horizon.
    pub lead_weight: f64,
    /// Per unit of the follower's self-sufficiency, up to its target.
    pub self_sufficiency_weight: f64,
    /// Per unit share of technology-sector imports that export controls cut off.
    pub access_weight: f64,
    /// Times how far a package backs down (Fearon 1994).
    pub audience_cost: f64,
    /// Per move that crosses a red line.
    pub red_line_cost: f64,
}
