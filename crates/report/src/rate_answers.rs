//! The answers of all studies of continuous policy in one row, each with a name for its column.

use talion::model::RateKind;
use talion::{
    PolicyFindings, RateFindings, TariffConcept, TariffFindings, TariffRegion, TariffSolution,
};

/// One answer: a solution of a study.
#[derive(Debug, Clone)]
pub(crate) struct RateAnswer<'a> {
    /// `optimal`, `Nash`, `Nash 2`, `USA leads`, `agreement`, `formula`.
    pub(crate) name: String,
    /// The study that it answers.
    pub(crate) study: &'a TariffFindings,
    /// The rates and what they do.
    pub(crate) solution: &'a TariffSolution,
}

/// What a rate is on: the instrument, the other region, the sector.
pub(crate) type RateKey<'a> = (RateKind, Option<&'a str>, &'a str);

/// Every answer in the order of the studies.
pub(crate) fn rate_answers(policy: &PolicyFindings) -> Vec<RateAnswer<'_>> {
    policy.studies.iter().flat_map(of_study).collect()
}

fn of_study(study: &TariffFindings) -> impl Iterator<Item = RateAnswer<'_>> {
    // Optima of several players stand side by side and are told apart by who moves.
    let several = study.concept != TariffConcept::Optimal && study.solutions.len() > 1;
    study.solutions.iter().enumerate().map(move |(place, solution)| {
        let name = short(study);
        let name = if several { format!("{name} {}", place + 1) } else { name };
        RateAnswer { name, study, solution }
    })
}

/// A study's concept in a word or two.
pub(crate) fn short(study: &TariffFindings) -> String {
    match (study.concept, &study.leader) {
        (TariffConcept::Nash, _) => "Nash".to_owned(),
        (TariffConcept::Optimal, _) => "optimal".to_owned(),
        (TariffConcept::Stackelberg, Some(leader)) => format!("{leader} leads"),
        (TariffConcept::Stackelberg, None) => "Stackelberg".to_owned(),
        (TariffConcept::Cooperative, _) => "agreement".to_owned(),
        (TariffConcept::Formula, _) => "formula".to_owned(),
    }
}

/// Codes of the players of all studies, in order and without repeats.
pub(crate) fn players(policy: &PolicyFindings) -> Vec<&str> {
    let mut found: Vec<&str> = Vec::new();
    for player in policy.studies.iter().flat_map(|study| &study.assumptions.players) {
        if !found.contains(&player.as_str()) {
            found.push(player);
        }
    }
    found
}

impl<'a> RateAnswer<'a> {
    /// The name, and whose answer it is where one player moves alone.
    pub(crate) fn full_name(&self) -> String {
        match &self.solution.mover {
            Some(mover) => format!("{}, {mover}", self.name),
            None => self.name.clone(),
        }
    }

    /// Rates of a player, in order.
    pub(crate) fn rates_of(&self, player: &str) -> impl Iterator<Item = &'a RateFindings> {
        self.solution.rates.iter().filter(move |rate| rate.player == player)
    }

    /// What happens to a region.
    pub(crate) fn region(&self, code: &str) -> Option<&'a TariffRegion> {
        self.solution.regions.iter().find(|region| region.region == code)
    }
}
