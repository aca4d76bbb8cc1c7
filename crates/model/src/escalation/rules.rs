//! Where the ladder leads from a state and everybody's actions, and with what chances.
//!
//! In order: talks (they open, agree, end or pause), then steps, each of which may slip, then the
//! technology race. Chances are independent of each other.

use super::{EscalationPlan, LadderAction, LadderState, Order, Phase};

/// What the technology race may do in a quarter: both chances, none of them where there is no race.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Race {
    /// Chance that the frontier advances.
    pub(super) frontier: f64,
    /// Chance that the follower advances.
    pub(super) catch_up: f64,
}

/// The states that may follow, each once, with their probabilities.
pub(super) fn successors(
    plan: &EscalationPlan,
    state: &LadderState,
    actions: &[LadderAction],
    race: Race,
) -> Vec<(LadderState, f64)> {
    let mut states = Vec::new();
    let mut turn = *state;
    if plan.order == Order::Alternating {
        turn.mover = (state.mover + 1) % player_count(actions);
    }
    for (phase, assent, chance) in phases(plan, state, actions) {
        let mut next = LadderState { phase, assent, ..turn };
        if phase == Phase::Deal && state.phase != Phase::Deal {
            for (level, track) in next.levels.iter_mut().zip(&plan.tracks) {
                *level = if track.kept_in_deal { *level } else { 0 };
            }
            spread_gap(plan, next, chance, race, &mut states);
        } else {
            for (next, chance) in steps(plan, next, actions, chance) {
                spread_gap(plan, next, chance, race, &mut states);
            }
        }
    }
    states.sort_by_key(|(state, _)| *state);
    states.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        if same {
            kept.1 += next.1;
        }
        same
    });
    states
}

/// Where talks go: the phase, how many have assented to the next one, and the chance.
fn phases(
    plan: &EscalationPlan,
    state: &LadderState,
    actions: &[LadderAction],
) -> Vec<(Phase, u8, f64)> {
    let any = |test: fn(&LadderAction) -> bool| actions.iter().any(test);
    let leaves = any(|action| matches!(action, LadderAction::Leave | LadderAction::Up(_)));
    match state.phase {
        Phase::Idle => match assents(plan, state, actions, LadderAction::Talk) {
            Assent::All => vec![(Phase::Talks, 0, 1.0)],
            Assent::Some(count) => vec![(Phase::Idle, count, 1.0)],
            Assent::None => vec![(Phase::Idle, 0, 1.0)],
        },
        Phase::Truce { .. } | Phase::Talks | Phase::Deal if leaves => vec![(Phase::Idle, 0, 1.0)],
        Phase::Deal => vec![(Phase::Deal, 0, 1.0)],
        Phase::Truce { left } if left > 1 => vec![(Phase::Truce { left: left - 1 }, 0, 1.0)],
        Phase::Truce { .. } => vec![(Phase::Talks, 0, 1.0)],
        Phase::Talks => match assents(plan, state, actions, LadderAction::Accept) {
            Assent::All => vec![(Phase::Deal, 0, 1.0)],
            Assent::Some(count) => vec![(Phase::Talks, count, 1.0)],
            Assent::None => {
                let pause = match plan.truce_quarters {
                    0 => Phase::Talks,
                    left => Phase::Truce { left },
                };
                let both = [(Phase::Idle, 0, plan.breakdown), (pause, 0, 1.0 - plan.breakdown)];
                both.into_iter().filter(|(_, _, chance)| *chance > 0.0).collect()
            }
        },
    }
}

/// How far players agree on a step that needs all of them.
enum Assent {
    None,
    /// Where players alternate: so many in a row.
    Some(u8),
    All,
}

fn assents(
    plan: &EscalationPlan,
    state: &LadderState,
    actions: &[LadderAction],
    step: LadderAction,
) -> Assent {
    match plan.order {
        Order::Simultaneous if actions.iter().all(|own| *own == step) => Assent::All,
        Order::Alternating if actions[usize::from(state.mover)] == step => {
            let count = state.assent + 1;
            if count == player_count(actions) { Assent::All } else { Assent::Some(count) }
        }
        _ => Assent::None,
    }
}

/// Players are few: a scenario with 256 of them is refused.
fn player_count(actions: &[LadderAction]) -> u8 {
    u8::try_from(actions.len()).unwrap_or(u8::MAX)
}

/// Every way in which the steps taken may come about or slip.
fn steps(
    plan: &EscalationPlan,
    state: LadderState,
    actions: &[LadderAction],
    chance: f64,
) -> Vec<(LadderState, f64)> {
    let mut states = vec![(state, chance)];
    for action in actions {
        let (track, up) = match *action {
            LadderAction::Up(track) => (track, true),
            LadderAction::Down(track) => (track, false),
            _ => continue,
        };
        let mut stepped = states.clone();
        for (state, chance) in &mut stepped {
            let level = &mut state.levels[track];
            *level = if up { *level + 1 } else { *level - 1 };
            *chance *= 1.0 - plan.slip;
        }
        if plan.slip > 0.0 {
            for (_, chance) in &mut states {
                *chance *= plan.slip;
            }
            stepped.append(&mut states);
        }
        states = stepped;
    }
    states
}

/// The race: the gap widens, narrows or stays, within its bounds.
fn spread_gap(
    plan: &EscalationPlan,
    state: LadderState,
    chance: f64,
    race: Race,
    into: &mut Vec<(LadderState, f64)>,
) {
    let Race { frontier, catch_up } = race;
    let wider = if state.gap < plan.largest_gap { frontier * (1.0 - catch_up) } else { 0.0 };
    let narrower = if state.gap > 0 { catch_up * (1.0 - frontier) } else { 0.0 };
    let with_gap = |gap: u8| state.with_gap(gap);
    if wider > 0.0 {
        into.push((with_gap(state.gap + 1), chance * wider));
    }
    if narrower > 0.0 {
        into.push((with_gap(state.gap - 1), chance * narrower));
    }
    let stay = 1.0 - wider - narrower;
    if stay > 0.0 {
        into.push((state, chance * stay));
    }
}
