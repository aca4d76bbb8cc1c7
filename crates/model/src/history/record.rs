//! The record laid on a ladder, month by month: where play stood, and what every player chose.
//!
//! A month holds one choice of every player. Where the record has several moves of a player in one
//! month, an agreement goes before steps, steps on its tracks go before each other in the order of the
//! scenario, and steps go before talks; of moves of one rank the last counts. The state is what all
//! moves of the months before have left behind, also where that took several rungs in a month.
//!
//! Stepping up ends talks, as on the ladder. Talks open in the month in which everybody offers them. An
//! agreement that comes while nobody talks counts as offering talks, since there is nothing to accept;
//! steps down that belong to an agreement are its terms, not choices.

use super::{Date, Fate, HistoricalMove, HistoricalStep, History, HistoryError, Month, MoveKind};
use crate::{EscalationPlan, Ladder, LadderAction, LadderState, Order, Phase};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use talion_game::{PlayerId, StateId};

/// The word for a move of all players together.
const EVERYBODY: &str = "BOTH";

/// By which day a move counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Dating {
    /// The day on which it was announced; rungs count from then on.
    Announced,
    /// The day on which it took effect; announcements alone do not count.
    Effective,
}

/// One month of the record.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RecordMonth {
    /// Which.
    pub month: Month,
    /// Where play stood when it began.
    pub state: LadderState,
    /// What every player chose.
    pub actions: Vec<LadderAction>,
    /// The move that counts as the choice, by position in the history; `None` for holding still.
    pub moves: Vec<Option<usize>>,
}

/// The record on a ladder.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Record {
    /// By which day moves count.
    pub dating: Dating,
    /// Every month from the first move to the last.
    pub months: Vec<RecordMonth>,
    /// What became of every move of the history.
    pub fates: Vec<Fate>,
}

/// What a player may be said to have chosen in a month.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    player: usize,
    /// Less goes first.
    rank: usize,
    action: LadderAction,
    at: usize,
}

/// The record so far.
struct Replay<'r> {
    plan: &'r EscalationPlan,
    players: &'r [String],
    state: LadderState,
    /// Phase when the month began, which decides what can be chosen.
    began: Phase,
    offers: Vec<bool>,
    candidates: Vec<Candidate>,
    fates: Vec<Option<Fate>>,
}

impl Record {
    /// Lays a history on a ladder.
    ///
    /// # Errors
    /// Players in turn, an actor or a rung that the ladder does not have, or a step on a track of
    /// somebody else.
    pub fn of(history: &History, ladder: &Ladder, dating: Dating) -> Result<Self, HistoryError> {
        let start = *ladder.state(ladder.start());
        Self::on_plan(history, ladder.plan(), ladder.game().players(), start, dating)
    }

    /// Lays a history on the ladder that a plan describes, which need not be solved for that.
    pub(super) fn on_plan(
        history: &History,
        plan: &EscalationPlan,
        players: &[String],
        start: LadderState,
        dating: Dating,
    ) -> Result<Self, HistoryError> {
        if plan.order == Order::Alternating {
            return Err(HistoryError::Alternating);
        }
        let moves = history.moves();
        let dated = dated(moves, dating);
        let mut replay = Replay {
            plan,
            players,
            state: start,
            began: Phase::Idle,
            offers: vec![false; players.len()],
            candidates: Vec::new(),
            fates: moves.iter().map(|one| first_fate(one, dating)).collect(),
        };
        let (mut months, mut next) = (Vec::new(), 0);
        let days = || moves.iter().map(|one| one.announced.month());
        let last = days().chain(dated.iter().map(|(day, _)| day.month())).max();
        let mut month = days().min();
        while let Some(here) = month.filter(|month| Some(*month) <= last) {
            let state = replay.begin();
            while next < dated.len() && dated[next].0.month() == here {
                replay.play(&moves[dated[next].1], dated[next].1, here)?;
                next += 1;
            }
            let (actions, moves) = replay.choose(here);
            months.push(RecordMonth { month: here, state, actions, moves });
            month = Some(here.next());
        }
        let unmapped = || Fate::Unmapped { why: "the scenario has no track for it".to_owned() };
        let fates = replay.fates.into_iter().map(|fate| fate.unwrap_or_else(unmapped)).collect();
        Ok(Self { dating, months, fates })
    }

    /// The months of a window.
    ///
    /// # Errors
    /// If the record has none of them.
    pub fn window(&self, first: Month, last: Month) -> Result<&[RecordMonth], HistoryError> {
        let from = self.months.partition_point(|one| one.month < first);
        let to = self.months.partition_point(|one| one.month <= last);
        if from >= to {
            return Err(HistoryError::EmptyWindow { first, last });
        }
        Ok(&self.months[from..to])
    }

    /// What a player chose in the month before; holding still where the record begins.
    pub fn before(&self, month: Month, player: PlayerId) -> LadderAction {
        let at = self.months.partition_point(|one| one.month < month);
        let before = at.checked_sub(1).map(|at| &self.months[at]);
        before.map_or(LadderAction::Hold, |one| one.actions[player.0])
    }

    /// State of a ladder and number of every player's action in a month.
    ///
    /// # Errors
    /// A state that the ladder does not reach, or an action that it does not offer there.
    pub fn place(
        &self,
        ladder: &Ladder,
        states: &HashMap<LadderState, StateId>,
        month: &RecordMonth,
    ) -> Result<(StateId, Vec<usize>), HistoryError> {
        let words = || month.state.describe(ladder.plan());
        let state = *states
            .get(&month.state)
            .ok_or_else(|| HistoryError::OutsideLadder { month: month.month, state: words() })?;
        let mut choices = Vec::with_capacity(month.actions.len());
        for (player, action) in month.actions.iter().enumerate() {
            let menu = ladder.menu(state, PlayerId(player));
            let choice = menu.iter().position(|own| own == action);
            choices.push(choice.ok_or_else(|| {
                HistoryError::NotOnMenu {
                    month: month.month,
                    player: ladder.game().players()[player].clone(),
                    action: action.describe(ladder.plan(), month.state.phase),
                    state: words(),
                    place: month.moves[player]
                        .map_or(String::new(), |at| format!(" (move {} of the record)", at + 1)),
                }
            })?);
        }
        Ok((state, choices))
    }
}

/// Moves that count, by the day on which they do; those of one day in the order of the file.
fn dated(moves: &[HistoricalMove], dating: Dating) -> Vec<(Date, usize)> {
    let day = |one: &HistoricalMove| match dating {
        Dating::Announced => Some(one.announced),
        Dating::Effective => one.effective,
    };
    let counts = moves.iter().enumerate().filter(|(_, one)| !one.steps.is_empty());
    let mut dated: Vec<(Date, usize)> =
        counts.filter_map(|(at, one)| Some((day(one)?, at))).collect();
    dated.sort_by_key(|(day, _)| *day);
    dated
}

/// The fate of a move that is not played at all.
fn first_fate(one: &HistoricalMove, dating: Dating) -> Option<Fate> {
    match (&one.unmapped, one.effective, dating) {
        (Some(why), _, _) => Some(Fate::Unmapped { why: why.clone() }),
        (None, None, Dating::Effective) => Some(Fate::Announcement),
        _ => None,
    }
}

impl Replay<'_> {
    fn begin(&mut self) -> LadderState {
        self.began = self.state.phase;
        self.offers.fill(false);
        self.candidates.clear();
        self.state
    }

    fn note(&mut self, at: usize, fate: Fate) {
        let before = self.fates[at].take();
        self.fates[at] = Some(before.map_or(fate.clone(), |before| before.max(fate)));
    }

    fn actors(&self, one: &HistoricalMove) -> Result<Vec<usize>, HistoryError> {
        if one.actor == EVERYBODY {
            return Ok((0..self.players.len()).collect());
        }
        match self.players.iter().position(|name| *name == one.actor) {
            Some(player) => Ok(vec![player]),
            None => Err(HistoryError::UnknownActor {
                line: one.line,
                actor: one.actor.clone(),
                known: self.players.join(", "),
            }),
        }
    }

    fn play(&mut self, one: &HistoricalMove, at: usize, month: Month) -> Result<(), HistoryError> {
        let actors = self.actors(one)?;
        for step in &one.steps {
            match step {
                HistoricalStep::Rung { track, rung } => {
                    if let Some((track, level)) = self.rung(one, &actors, track, rung.as_deref())? {
                        self.step(one, at, month, (track, level));
                    }
                }
                HistoricalStep::Talks => self.talk(&actors, at),
                HistoricalStep::Deal => self.agree(&actors, at),
                HistoricalStep::End => self.end(&actors, at),
            }
        }
        Ok(())
    }

    /// Track and level that a step names; `None` where the ladder has no such track.
    fn rung(
        &self,
        one: &HistoricalMove,
        actors: &[usize],
        track: &str,
        rung: Option<&str>,
    ) -> Result<Option<(usize, u8)>, HistoryError> {
        let Some(at) = self.plan.tracks.iter().position(|known| known.name == track) else {
            return Ok(None);
        };
        let known = &self.plan.tracks[at];
        if !actors.contains(&known.player.0) {
            return Err(HistoryError::ForeignTrack {
                line: one.line,
                actor: one.actor.clone(),
                track: track.to_owned(),
                owner: self.players[known.player.0].clone(),
            });
        }
        let Some(rung) = rung else { return Ok(Some((at, 0))) };
        let Some(level) = known.rungs.iter().position(|own| own.name == rung) else {
            let names: Vec<&str> = known.rungs.iter().map(|own| own.name.as_str()).collect();
            return Err(HistoryError::UnknownRung {
                line: one.line,
                track: track.to_owned(),
                rung: rung.to_owned(),
                known: names.join(", "),
            });
        };
        // A ladder with more than 255 rungs on a track would have overflowed its states before.
        Ok(Some((at, u8::try_from(level + 1).unwrap_or(u8::MAX))))
    }

    fn step(&mut self, one: &HistoricalMove, at: usize, month: Month, (track, level): (usize, u8)) {
        let agreed = one.steps.contains(&HistoricalStep::Deal);
        let talking = agreed || one.steps.contains(&HistoricalStep::Talks);
        let done = one.kind == MoveKind::Implement;
        let before = std::mem::replace(&mut self.state.levels[track], level);
        let still = matches!(self.began, Phase::Deal | Phase::Truce { .. });
        let action = match level.cmp(&before) {
            std::cmp::Ordering::Equal => return self.note(at, Fate::Repeats),
            std::cmp::Ordering::Less if agreed || self.state.phase == Phase::Deal => {
                return self.note(at, Fate::PartOfDeal { month });
            }
            std::cmp::Ordering::Less if done => {
                // Doing the first part of what was announced takes nothing back.
                self.state.levels[track] = before;
                return self.note(at, Fate::Repeats);
            }
            std::cmp::Ordering::Less => LadderAction::Down(track),
            std::cmp::Ordering::Greater => {
                if !talking {
                    self.state.phase = Phase::Idle;
                }
                if still { LadderAction::Leave } else { LadderAction::Up(track) }
            }
        };
        let player = self.plan.tracks[track].player.0;
        self.candidates.push(Candidate { player, rank: 1 + track, action, at });
    }

    fn talk(&mut self, actors: &[usize], at: usize) {
        if self.state.phase != Phase::Idle {
            return self.note(at, Fate::Repeats);
        }
        for &player in actors {
            self.offers[player] = true;
            // Talks that ended in this month and open again are talks all along.
            if self.began == Phase::Idle {
                let rank = 1 + self.plan.tracks.len();
                self.candidates.push(Candidate { player, rank, action: LadderAction::Talk, at });
            } else {
                self.note(at, Fate::Repeats);
            }
        }
        if self.offers.iter().all(|offered| *offered) {
            self.state.phase = Phase::Talks;
        }
    }

    fn agree(&mut self, actors: &[usize], at: usize) {
        if self.state.phase == Phase::Deal {
            return self.note(at, Fate::Repeats);
        }
        self.state.phase = Phase::Deal;
        for (level, track) in self.state.levels.iter_mut().zip(&self.plan.tracks) {
            *level = if track.kept_in_deal { *level } else { 0 };
        }
        let action = match self.began {
            Phase::Idle => LadderAction::Talk,
            Phase::Talks => LadderAction::Accept,
            Phase::Truce { .. } | Phase::Deal => LadderAction::Hold,
        };
        let each = actors.iter().map(|&player| Candidate { player, rank: 0, action, at });
        self.candidates.extend(each);
    }

    fn end(&mut self, actors: &[usize], at: usize) {
        if self.state.phase == Phase::Idle {
            return self.note(at, Fate::Repeats);
        }
        self.state.phase = Phase::Idle;
        let action =
            if self.began == Phase::Idle { LadderAction::Hold } else { LadderAction::Leave };
        let rank = 1 + self.plan.tracks.len();
        let each = actors.iter().map(|&player| Candidate { player, rank, action, at });
        self.candidates.extend(each);
    }

    /// The choice of every player in the month that ends.
    fn choose(&mut self, month: Month) -> (Vec<LadderAction>, Vec<Option<usize>>) {
        let candidates = std::mem::take(&mut self.candidates);
        let best = |player| {
            let own = candidates.iter().enumerate().filter(|(_, c)| c.player == player);
            own.min_by_key(|(order, c)| (c.rank, std::cmp::Reverse(*order))).map(|(order, _)| order)
        };
        let chosen: Vec<Option<usize>> = (0..self.players.len()).map(best).collect();
        for (order, candidate) in candidates.iter().enumerate() {
            let fate = if chosen.contains(&Some(order)) {
                Fate::Counts { month }
            } else {
                Fate::Superseded { month }
            };
            self.note(candidate.at, fate);
        }
        let of = |order: &Option<usize>| order.map(|order| candidates[order]);
        let actions = chosen.iter().map(|c| of(c).map_or(LadderAction::Hold, |c| c.action));
        (actions.collect(), chosen.iter().map(|c| of(c).map(|c| c.at)).collect())
    }
}
