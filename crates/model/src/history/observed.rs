//! What came about, period by period, on the rungs of a scenario: the record read off its own ladder.
//!
//! The record is laid on the ladder of the scenario [`RECORD_LADDER`], as the back-test lays it, by the
//! days on which moves took effect. Another scenario has fewer rungs. Each of them says from which rung
//! of the record's ladder it counts as reached, and stands where the highest such rung does.

use super::{Dating, History, Month, Record};
use crate::escalation::start_of;
use crate::{EscalationPlan, Phase, Scenario, Without, embedded};
use serde::Serialize;
use std::sync::LazyLock;

/// Name of the embedded scenario whose ladder has the rungs that the record names.
pub const RECORD_LADDER: &str = "us-china-history";

/// What a scenario says about what came about, and what that was.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ObservedHistory {
    /// Name of the record.
    pub record: String,
    /// The month whose end is the start of the game.
    pub from: Month,
    /// Where play stood after every period, the start first, up to the end of the record.
    pub periods: Vec<ObservedPeriod>,
}

/// Where play stood after some periods.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ObservedPeriod {
    /// The month at whose end it stood there.
    pub month: Month,
    /// Rung of every track, 0 for nothing; `None` of a track that is not in the record.
    pub rungs: Vec<Option<usize>>,
    /// Where talks stood. The record does not tell a truce from talks and calls both talks.
    pub phase: Phase,
}

/// The built-in record on its own ladder.
#[derive(Debug)]
pub(crate) struct RecordLadder {
    scenario: Scenario,
    record: Record,
}

/// What a rung of another ladder counts from: a track of the record's ladder and a level on it.
pub(crate) type Reached = (usize, u8);

impl RecordLadder {
    /// The built-in record on its own ladder, laid once.
    ///
    /// # Errors
    /// None while a test holds that record and ladder go together.
    pub(crate) fn get() -> Result<&'static Self, &'static str> {
        static LADDER: LazyLock<Result<RecordLadder, String>> = LazyLock::new(RecordLadder::lay);
        LADDER.as_ref().map_err(String::as_str)
    }

    fn lay() -> Result<Self, String> {
        let text = embedded::text(RECORD_LADDER).unwrap_or_default();
        let scenario = Scenario::parse(RECORD_LADDER, text).map_err(|found| found.to_string())?;
        let history = History::embedded().map_err(|found| found.to_string())?;
        let no_ladder = || format!("`{RECORD_LADDER}` has no ladder");
        let plan = scenario.escalation().ok_or_else(no_ladder)?;
        let players: Vec<String> =
            scenario.players().iter().map(|player| player.name.clone()).collect();
        let start = start_of(&scenario, plan, Without::Nothing);
        let record = Record::on_plan(&history, plan, &players, start, Dating::Effective)
            .map_err(|found| found.to_string())?;
        Ok(Self { scenario, record })
    }

    /// What its ladder is like.
    pub(crate) fn plan(&self) -> Option<&EscalationPlan> {
        self.scenario.escalation()
    }

    /// Name of the player whose a track is.
    pub(crate) fn owner(&self, track: usize) -> Option<&str> {
        let player = self.plan()?.tracks.get(track)?.player;
        Some(&self.scenario.players()[player.0].name)
    }

    /// First and last month at whose end the record says where play stood.
    pub(crate) fn span(&self) -> Option<(Month, Month)> {
        let ended = self.record.months.len().checked_sub(2)?;
        Some((self.record.months[0].month, self.record.months[ended].month))
    }

    /// Where play stood at the end of `from` and every `step` months later, on tracks whose rungs count
    /// from levels of the record's ladder.
    pub(crate) fn periods(
        &self,
        from: Month,
        step: usize,
        tracks: &[Vec<Reached>],
    ) -> Vec<ObservedPeriod> {
        let months = &self.record.months;
        // A month ends where the next one begins.
        let ends = months.iter().zip(months.iter().skip(1));
        let ends = ends.skip_while(|(one, _)| one.month < from).step_by(step);
        ends.map(|(one, next)| ObservedPeriod {
            month: one.month,
            rungs: tracks.iter().map(|rungs| standing(rungs, &next.state.levels)).collect(),
            phase: next.state.phase,
        })
        .collect()
    }
}

/// The highest rung that is reached, counted from 1; 0 for none, `None` for a track without any.
fn standing(rungs: &[Reached], levels: &[u8]) -> Option<usize> {
    let reached = |&(track, level): &Reached| levels[track] >= level;
    (!rungs.is_empty()).then(|| rungs.iter().rposition(reached).map_or(0, |at| at + 1))
}
