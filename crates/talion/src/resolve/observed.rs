//! What the record of moves tells about the types of each player: Bayes' rule, month by month.
//!
//! A month counts as escalation if the player threatened or carried out anything, else as concession if it
//! conceded or agreed to a deal, else as holding still. Months count by the day of announcement.

use super::findings::{ObservedFindings, ObservedMonth};
use crate::StudyError;
use talion_model::{
    HistoricalMove, History, Likelihoods, ModelError, Month, MoveKind, PrivatePlan, Scenario,
};
use talion_solve::resolve::update;

/// The word for a move of all players together.
const EVERYBODY: &str = "BOTH";

/// What a month shows.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Seen {
    Holds,
    Concedes,
    Escalates,
}

/// Beliefs along the record, for every player whose types all say what they do in a month.
pub(super) fn observed(
    scenario: &Scenario,
    plan: &PrivatePlan,
) -> Result<Vec<ObservedFindings>, StudyError> {
    let mut all = Vec::new();
    for (player, types) in plan.players.iter().zip(&plan.types) {
        let chances: Option<Vec<Likelihoods>> = types.iter().map(|own| own.likelihoods).collect();
        let Some(chances) = chances.filter(|chances| chances.len() > 1) else { continue };
        let history = History::embedded().map_err(ModelError::from)?;
        let name = &scenario.players()[player.0].name;
        let months = months(&history, name, plan.observed);
        let likelihoods: Vec<Vec<f64>> = months
            .iter()
            .map(|(_, seen, _)| chances.iter().map(|own| seen.of(own)).collect())
            .collect();
        let prior: Vec<f64> = types.iter().map(|own| own.prior.to_f64()).collect();
        let beliefs = update(&prior, &likelihoods)
            .map_err(|problem| StudyError::Beliefs { player: name.clone(), problem })?;
        let told = |((month, seen, what), beliefs): ((Month, Seen, String), &Vec<f64>)| {
            let seen = seen.word().to_owned();
            ObservedMonth { month: month.to_string(), seen, what, beliefs: beliefs.clone() }
        };
        all.push(ObservedFindings {
            player: name.clone(),
            types: types.iter().map(|own| own.label.clone()).collect(),
            prior,
            months: months.into_iter().zip(&beliefs[1..]).map(told).collect(),
        });
    }
    Ok(all)
}

/// What a player did in every month of a window.
fn months(history: &History, player: &str, [from, to]: [Month; 2]) -> Vec<(Month, Seen, String)> {
    let mut found = Vec::new();
    let mut month = from;
    while month <= to {
        let own = |one: &&HistoricalMove| {
            one.announced.month() == month && (one.actor == player || one.actor == EVERYBODY)
        };
        // Of moves of one rank the last counts.
        let shown = history.moves().iter().filter(own).map(|one| (rank(one.kind), one));
        let most = shown.max_by_key(|(rank, _)| *rank);
        let (seen, what) = match most {
            Some((Seen::Holds, _)) | None => (Seen::Holds, String::new()),
            Some((seen, one)) => (seen, one.action.clone()),
        };
        found.push((month, seen, what));
        month = month.next();
    }
    found
}

fn rank(kind: MoveKind) -> Seen {
    match kind {
        MoveKind::Threat | MoveKind::Implement => Seen::Escalates,
        MoveKind::Concession | MoveKind::Deal => Seen::Concedes,
        MoveKind::Talks | MoveKind::Outcome => Seen::Holds,
    }
}

impl Seen {
    fn word(self) -> &'static str {
        match self {
            Self::Escalates => "escalates",
            Self::Concedes => "concedes",
            Self::Holds => "holds",
        }
    }

    fn of(self, chances: &Likelihoods) -> f64 {
        match self {
            Self::Escalates => chances.escalates,
            Self::Concedes => chances.concedes,
            Self::Holds => chances.holds,
        }
    }
}
