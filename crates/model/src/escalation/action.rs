//! What a player can do on the ladder in one quarter.

use super::{EscalationPlan, LadderState, Order, Phase, Without};
use serde::Serialize;
use talion_game::PlayerId;

/// One thing that one player does in a quarter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum LadderAction {
    /// Leave everything as it is: no step, no talks; in talks, talk on without a word; keep a truce or
    /// a deal.
    Hold,
    /// Step up on a track; in talks that ends them.
    Up(usize),
    /// Step down on a track.
    Down(usize),
    /// Offer talks; they open if everybody does.
    Talk,
    /// Take the deal on the table; it comes about if everybody does.
    Accept,
    /// Walk out of talks, break a truce, or give up a deal.
    Leave,
}

impl LadderAction {
    /// The action in words.
    pub fn describe(self, plan: &EscalationPlan, phase: Phase) -> String {
        match (self, phase) {
            (Self::Hold, Phase::Talks) => "talk on".to_owned(),
            (Self::Hold, Phase::Truce { .. }) => "keep the truce".to_owned(),
            (Self::Hold, Phase::Deal) => "keep the deal".to_owned(),
            (Self::Hold, Phase::Idle) => "hold".to_owned(),
            (Self::Up(track), _) => format!("{} up", plan.tracks[track].name),
            (Self::Down(track), _) => format!("{} down", plan.tracks[track].name),
            (Self::Talk, _) => "offer talks".to_owned(),
            (Self::Accept, _) => "accept the deal".to_owned(),
            (Self::Leave, Phase::Truce { .. }) => "break the truce".to_owned(),
            (Self::Leave, Phase::Deal) => "give up the deal".to_owned(),
            (Self::Leave, _) => "walk out".to_owned(),
        }
    }
}

/// What a player can do in a state, [`LadderAction::Hold`] first.
pub(super) fn menu(
    plan: &EscalationPlan,
    without: Without,
    state: &LadderState,
    player: PlayerId,
) -> Vec<LadderAction> {
    let mut menu = vec![LadderAction::Hold];
    if plan.order == Order::Alternating && usize::from(state.mover) != player.0 {
        return menu;
    }
    if matches!(state.phase, Phase::Truce { .. } | Phase::Deal) {
        menu.push(LadderAction::Leave);
        return menu;
    }
    for track in plan.tracks_of(player) {
        let rungs = &plan.tracks[track].rungs;
        let level = usize::from(state.levels[track]);
        if level < rungs.len() && without != Without::Track(track) {
            menu.push(LadderAction::Up(track));
        }
        if level > 0 && !rungs[level - 1].irreversible {
            menu.push(LadderAction::Down(track));
        }
    }
    if state.phase == Phase::Talks {
        menu.extend([LadderAction::Accept, LadderAction::Leave]);
    } else if without != Without::Talks {
        menu.push(LadderAction::Talk);
    }
    menu
}
