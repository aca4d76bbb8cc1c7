//! A checked scenario: everything that the games are made from, and nothing half-checked.

use crate::check::check;
use crate::document::Document;
use crate::{
    EscalationPlan, Move, Package, Player, PrivatePlan, TalksPlan, TariffPlan, Technology,
};
use std::sync::Arc;
use talion_economy::{Dataset, Economy, EconomyOptions, Flows, Problems, RegionId, SectorId};
use talion_game::PlayerId;

/// A scenario whose codes are resolved and whose numbers are within their bounds.
///
/// There is no other way to one than [`Scenario::parse`], so no solver meets an unchecked scenario.
#[derive(Debug, Clone)]
pub struct Scenario {
    pub(crate) name: String,
    pub(crate) title: String,
    pub(crate) description: String,
    pub(crate) text: String,
    /// Name of the file, beside which data sets are looked for.
    pub(crate) file: String,
    pub(crate) dataset: Arc<Dataset>,
    pub(crate) options: EconomyOptions,
    pub(crate) compare_elasticities: Vec<String>,
    pub(crate) goods: Vec<SectorId>,
    pub(crate) players: Vec<Player>,
    pub(crate) moves: Vec<Move>,
    /// Packages of each player.
    pub(crate) packages: Vec<Vec<Package>>,
    /// Index of each player's status-quo package.
    pub(crate) status_quo: Vec<usize>,
    pub(crate) technology: Option<Technology>,
    pub(crate) tariffs: Option<TariffPlan>,
    pub(crate) escalation: Option<EscalationPlan>,
    pub(crate) talks: Option<TalksPlan>,
    pub(crate) private: Option<PrivatePlan>,
    pub(crate) assumptions: Vec<Assumption>,
}

/// A number that the scenario assumes, as its report must show it.
#[derive(Debug, Clone, PartialEq)]
pub struct Assumption {
    /// Key, with the player's name in place of its number.
    pub key: String,
    /// The value.
    pub value: f64,
    /// Unit of the value.
    pub unit: &'static str,
    /// What it means.
    pub description: &'static str,
    /// Where the default comes from; "set by the scenario" where the file sets another value.
    pub source: String,
}

impl Scenario {
    /// Reads and checks a scenario file. `file` is the name that problems are reported under; a
    /// data-set folder that the scenario names is looked for beside it.
    ///
    /// # Errors
    /// Every problem found, with line and column: TOML that does not parse, unknown keys (with the
    /// nearest known one), values out of bounds, unknown codes, players without a region or
    /// packages, packages without moves, moves with missing or contradictory keys.
    pub fn parse(file: &str, text: &str) -> Result<Self, Problems> {
        let document = Document::read(file, text)?;
        check(file, text, &document)
    }

    /// Short name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Title of the report.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// What the scenario is about.
    pub fn description(&self) -> &str {
        &self.description
    }

    /// The file as it was read.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The data set.
    pub fn dataset(&self) -> &Dataset {
        &self.dataset
    }

    /// How the trade model is set up; the elasticity set is always named.
    pub fn economy_options(&self) -> &EconomyOptions {
        &self.options
    }

    /// Name of the elasticity set.
    pub fn elasticities(&self) -> &str {
        self.options.elasticities.as_deref().unwrap_or_else(|| self.dataset.default_elasticities())
    }

    /// Other elasticity sets under which the game is to be solved again.
    pub fn compare_elasticities(&self) -> &[String] {
        &self.compare_elasticities
    }

    /// Sectors that are goods.
    pub fn goods(&self) -> &[SectorId] {
        &self.goods
    }

    /// The players, in the order of every profile.
    pub fn players(&self) -> &[Player] {
        &self.players
    }

    /// All moves.
    pub fn moves(&self) -> &[Move] {
        &self.moves
    }

    /// Packages of a player.
    pub fn packages(&self, player: PlayerId) -> &[Package] {
        &self.packages[player.0]
    }

    /// The status-quo package of every player.
    pub fn status_quo(&self) -> &[usize] {
        &self.status_quo
    }

    /// The technology race, if there is one.
    pub fn technology(&self) -> Option<&Technology> {
        self.technology.as_ref()
    }

    /// What is asked about continuous policy, if anything is.
    pub fn tariffs(&self) -> Option<&TariffPlan> {
        self.tariffs.as_ref()
    }

    /// What is asked about escalation over time, if anything is.
    pub fn escalation(&self) -> Option<&EscalationPlan> {
        self.escalation.as_ref()
    }

    /// What is on the table in talks, if there are any.
    pub fn talks(&self) -> Option<&TalksPlan> {
        self.talks.as_ref()
    }

    /// What is asked about private resolve, if anything is.
    pub fn private(&self) -> Option<&PrivatePlan> {
        self.private.as_ref()
    }

    /// Every weight, hazard and level that the user assumes.
    pub fn assumptions(&self) -> &[Assumption] {
        &self.assumptions
    }

    /// Number of package profiles.
    pub fn profile_count(&self) -> usize {
        self.packages.iter().map(Vec::len).product()
    }

    /// Names of the packages of a profile, for messages.
    pub fn describe(&self, profile: &[usize]) -> String {
        let names: Vec<String> = profile
            .iter()
            .zip(&self.packages)
            .zip(&self.players)
            .map(|((&s, packages), player)| format!("{} {}", player.name, packages[s].name))
            .collect();
        names.join(", ")
    }

    /// Goods deficit of a region with a partner: its goods imports from the partner less its goods
    /// exports to it, US$ million.
    pub fn goods_deficit(&self, flows: &Flows, region: RegionId, partner: RegionId) -> f64 {
        let net = |&s| flows.get(partner, region, s) - flows.get(region, partner, s);
        self.goods.iter().map(net).sum()
    }

    /// Regions of the data set, in order.
    pub(crate) fn region_ids(&self) -> impl Iterator<Item = RegionId> + use<> {
        (0..self.dataset.regions().len()).map(RegionId)
    }

    /// Trade elasticity of a sector in a set that the scenario has been checked to have.
    pub(crate) fn trade_elasticity(&self, economy: &Economy, sector: SectorId) -> f64 {
        self.dataset.trade_elasticity(economy.elasticities(), sector).unwrap_or(f64::NAN)
    }
}
