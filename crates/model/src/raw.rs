//! A scenario file as it is written: the shape that serde reads after the table of keys has passed it.

use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawScenario {
    pub(crate) name: String,
    pub(crate) title: String,
    pub(crate) description: String,
    pub(crate) economy: RawEconomy,
    pub(crate) technology: Option<RawTechnology>,
    pub(crate) tariffs: Option<RawTariffs>,
    pub(crate) escalation: Option<RawEscalation>,
    pub(crate) resolve: Option<RawResolve>,
    pub(crate) rung: Vec<RawRung>,
    pub(crate) talks: Option<RawTalks>,
    pub(crate) term: Vec<RawTerm>,
    pub(crate) player: Vec<RawPlayer>,
    #[serde(rename = "move")]
    pub(crate) moves: Vec<RawMove>,
    pub(crate) package: Vec<RawPackage>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawEconomy {
    pub(crate) data: String,
    pub(crate) elasticities: Option<String>,
    pub(crate) scale_factor: f64,
    pub(crate) deficits: String,
    pub(crate) market: String,
    pub(crate) services: Vec<String>,
    pub(crate) compare_elasticities: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawTariffs {
    pub(crate) concepts: Vec<String>,
    pub(crate) targets: String,
    pub(crate) instruments: Vec<String>,
    pub(crate) by: String,
    pub(crate) sectors: Option<Vec<String>>,
    pub(crate) lowest: f64,
    pub(crate) highest: f64,
    pub(crate) lowest_subsidy: f64,
    pub(crate) highest_subsidy: f64,
    pub(crate) lowest_export_tax: f64,
    pub(crate) highest_export_tax: f64,
    pub(crate) largest_transfer: f64,
    pub(crate) leader: Option<String>,
    pub(crate) split: String,
    pub(crate) disagreement: String,
    pub(crate) formula: String,
    pub(crate) political_weights: bool,
    pub(crate) starts: f64,
    pub(crate) search: String,
    pub(crate) curves: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawTechnology {
    pub(crate) leader: String,
    pub(crate) follower: String,
    pub(crate) sectors: Vec<String>,
    pub(crate) gap_years: f64,
    pub(crate) horizon_quarters: f64,
    pub(crate) frontier_rate: f64,
    pub(crate) catch_up: f64,
    pub(crate) catch_up_subsidy: f64,
    pub(crate) catch_up_transfer: f64,
    pub(crate) ban_slows: f64,
    pub(crate) ban_spurs: f64,
    pub(crate) transfer_now: f64,
    pub(crate) subsidy_now: f64,
    pub(crate) productivity_per_year: f64,
    pub(crate) self_sufficiency_now: f64,
    pub(crate) self_sufficiency_target: f64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawEscalation {
    pub(crate) order: String,
    pub(crate) discount: f64,
    pub(crate) slip: f64,
    pub(crate) breakdown: f64,
    pub(crate) periods_per_year: f64,
    pub(crate) truce_quarters: f64,
    pub(crate) largest_gap: f64,
    pub(crate) talks_at_start: bool,
    pub(crate) deal_moves: Vec<String>,
    pub(crate) deal_keeps: Vec<String>,
    pub(crate) flips: Vec<String>,
    pub(crate) rule: String,
    pub(crate) horizon_quarters: f64,
    pub(crate) history: Option<String>,
    pub(crate) history_from: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawResolve {
    pub(crate) sender: Option<String>,
    pub(crate) receiver: Option<String>,
    pub(crate) settlement_years: f64,
    pub(crate) audience_growth: f64,
    pub(crate) observe_from: String,
    pub(crate) observe_to: String,
    #[serde(rename = "type")]
    pub(crate) types: Vec<RawType>,
    pub(crate) threat: Vec<RawThreat>,
    pub(crate) reply: Vec<RawReply>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawType {
    pub(crate) name: String,
    pub(crate) player: String,
    pub(crate) label: Option<String>,
    pub(crate) prior: Option<f64>,
    pub(crate) never_gives_in: bool,
    pub(crate) conflict_cost: f64,
    pub(crate) deficit_weight: Option<f64>,
    pub(crate) lead_weight: Option<f64>,
    pub(crate) self_sufficiency_weight: Option<f64>,
    pub(crate) access_weight: Option<f64>,
    pub(crate) audience_cost: Option<f64>,
    pub(crate) red_line_cost: Option<f64>,
    pub(crate) escalates: Option<f64>,
    pub(crate) holds: Option<f64>,
    pub(crate) concedes: Option<f64>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawThreat {
    pub(crate) name: String,
    pub(crate) label: Option<String>,
    pub(crate) moves: Vec<String>,
    pub(crate) audience: f64,
    pub(crate) risk: f64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawReply {
    pub(crate) name: String,
    pub(crate) label: Option<String>,
    pub(crate) moves: Vec<String>,
    pub(crate) concedes: bool,
    pub(crate) backs_down: f64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawRung {
    pub(crate) player: String,
    pub(crate) track: String,
    pub(crate) name: String,
    pub(crate) label: Option<String>,
    pub(crate) moves: Vec<String>,
    pub(crate) irreversible: bool,
    pub(crate) observed: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawTalks {
    pub(crate) disagreement: String,
    pub(crate) in_force: Option<Vec<String>>,
    pub(crate) power: f64,
    pub(crate) discount: f64,
    pub(crate) breakdown: f64,
    pub(crate) red_lines: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawTerm {
    pub(crate) name: String,
    pub(crate) label: Option<String>,
    pub(crate) player: String,
    pub(crate) withdraws: Vec<String>,
    pub(crate) grants: Vec<String>,
    pub(crate) lowest: f64,
    pub(crate) highest: f64,
    pub(crate) steps: f64,
    pub(crate) crosses_red_line: bool,
    pub(crate) backs_down: f64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawPlayer {
    pub(crate) name: String,
    pub(crate) region: String,
    pub(crate) discount: Option<f64>,
    pub(crate) objective: RawObjective,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawObjective {
    pub(crate) deficit_weight: f64,
    pub(crate) deficit_partner: Option<String>,
    pub(crate) deficit_cut: f64,
    pub(crate) lead_weight: f64,
    pub(crate) self_sufficiency_weight: f64,
    pub(crate) access_weight: f64,
    pub(crate) audience_cost: f64,
    pub(crate) red_line_cost: f64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawMove {
    pub(crate) name: String,
    pub(crate) player: String,
    pub(crate) kind: String,
    pub(crate) label: Option<String>,
    pub(crate) cost: f64,
    pub(crate) crosses_red_line: bool,
    pub(crate) target: Option<String>,
    pub(crate) sectors: Option<Vec<String>>,
    pub(crate) rate: Option<f64>,
    pub(crate) coverage: Option<BTreeMap<String, f64>>,
    pub(crate) value_usd_bn: Option<f64>,
    pub(crate) base_usd_bn: Option<f64>,
    pub(crate) spread: Option<BTreeMap<String, f64>>,
    pub(crate) added_rates: Option<BTreeMap<String, f64>>,
    pub(crate) applied_rates: Option<BTreeMap<String, f64>>,
    pub(crate) ratio: f64,
    pub(crate) third_country_reach: f64,
    pub(crate) intensity: f64,
    pub(crate) level: f64,
    pub(crate) measure: String,
    pub(crate) share_of_deficit: Option<f64>,
    pub(crate) trade_gain: Option<f64>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawPackage {
    pub(crate) player: String,
    pub(crate) name: String,
    pub(crate) label: Option<String>,
    pub(crate) description: String,
    pub(crate) moves: Option<Vec<String>>,
    pub(crate) status_quo: bool,
    pub(crate) backs_down: f64,
}
