//! Limited-move stability `L_h`, and its limit, non-myopic stability.
//!
//! With horizon `h` a player at `s` moves to the state from which the others' play, with horizon
//! `h - 1`, ends best for it, if that beats staying; where play is seen to end is `G_h(i, s)`:
//!
//! - `G_0(i, s) = s`;
//! - `G_h(i, s) = G_{h-1}(j, t*)` with `t* = argmax_t u_i(G_{h-1}(j, t))` over the moves `t` of `i`,
//!   if `u_i(G_{h-1}(j, t*)) > u_i(s)`; else `s`.
//!
//! `s` is `L_h`-stable for `i` if `G_h(i, s) = s`; non-myopically stable if it is so for every `h` from
//! some horizon on (Kilgour 1984, 1985; Brams and Wittman 1981; Fang, Hipel and Kilgour 1993, ch. 4).
//!
//! The literature has two players without ties. Here a player that ties between moves may make any of
//! them, and with more players any of the others may reply; who thinks of moving counts on the worst
//! that may follow. With two players and strict preferences this is the definition above.

use rayon::prelude::*;
use talion_game::{ConflictGame, PlayerId, StateId};

/// Where play may end, for every player (to move) and state (moved from), ascending.
type Ends = Vec<Vec<Vec<u32>>>;

/// States stable for every player, per player.
pub type StableByPlayer = Vec<Vec<StateId>>;

/// The states that are `L_h`-stable for every player.
pub fn limited_move(game: &ConflictGame, horizon: usize) -> StableByPlayer {
    let ends = (0..horizon).fold(stay(game), |ends, _| step(game, &ends));
    stable(game, |player, state| stays(&ends, player, state))
}

/// The states that are non-myopically stable for every player; none if no cycle of horizons was seen
/// up to `most`.
///
/// `G_h` follows from `G_{h-1}` alone, so horizons run into a cycle, found with two of them in memory
/// (Brent 1980).
pub fn non_myopic(game: &ConflictGame, most: usize) -> Option<StableByPlayer> {
    let mut anchor = stay(game);
    let mut ends = step(game, &anchor);
    let (mut length, mut power) = (1, 1);
    let mut always: Vec<Vec<bool>> = stays_everywhere(game, &ends);
    for _ in 0..most {
        if ends == anchor {
            return Some(stable(game, |player, state| always[player][state]));
        }
        if length == power {
            anchor.clone_from(&ends);
            (power, length) = (2 * power, 0);
            always = vec![vec![true; game.state_count()]; game.player_count()];
        }
        ends = step(game, &ends);
        length += 1;
        for (own, now) in always.iter_mut().zip(stays_everywhere(game, &ends)) {
            for (all, now) in own.iter_mut().zip(now) {
                *all &= now;
            }
        }
    }
    None
}

fn stay(game: &ConflictGame) -> Ends {
    let count = u32::try_from(game.state_count()).unwrap_or(u32::MAX);
    vec![(0..count).map(|state| vec![state]).collect(); game.player_count()]
}

fn stays(ends: &Ends, player: usize, state: usize) -> bool {
    matches!(ends[player][state].as_slice(), [only] if *only as usize == state)
}

fn stays_everywhere(game: &ConflictGame, ends: &Ends) -> Vec<Vec<bool>> {
    (0..game.player_count())
        .map(|p| (0..game.state_count()).map(|s| stays(ends, p, s)).collect())
        .collect()
}

fn stable(game: &ConflictGame, is: impl Fn(usize, usize) -> bool) -> StableByPlayer {
    (0..game.player_count())
        .map(|p| (0..game.state_count()).filter(|&s| is(p, s)).map(StateId).collect())
        .collect()
}

/// One more move of foresight.
fn step(game: &ConflictGame, before: &Ends) -> Ends {
    let anticipated = |player: usize, state: u32| {
        let ranks = game.ranks(PlayerId(player));
        let worst = |ends: &[u32]| ends.iter().map(|&end| ranks[end as usize]).max();
        let mut best = ranks[state as usize];
        let mut chosen = vec![state];
        let mut moves = false;
        for &to in game.targets(PlayerId(player), StateId(state as usize)) {
            let ends = replies(before, player, to);
            let Some(worst) = worst(&ends) else { continue };
            if worst < best {
                (best, chosen, moves) = (worst, ends, true);
            } else if moves && worst == best {
                chosen.extend(ends);
            }
        }
        chosen.sort_unstable();
        chosen.dedup();
        chosen
    };
    let count = u32::try_from(game.state_count()).unwrap_or(u32::MAX);
    (0..game.player_count())
        .map(|player| (0..count).into_par_iter().map(|s| anticipated(player, s)).collect())
        .collect()
}

/// Where play may end once a player has moved to a state: where those lead it who would move on, or
/// here if nobody would.
fn replies(before: &Ends, mover: usize, at: u32) -> Vec<u32> {
    let others = (0..before.len()).filter(|&other| other != mover);
    let moved = others.filter(|&other| !stays(before, other, at as usize));
    let ends: Vec<u32> = moved.flat_map(|other| before[other][at as usize].clone()).collect();
    if ends.is_empty() { vec![at] } else { ends }
}
