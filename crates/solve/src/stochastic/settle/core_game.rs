//! The game of a few states, play in all others being fixed.
//!
//! With play fixed in the states `F`, their values are those of a Markov chain that ends in the others,
//! `T`: `V_F = h + G V_T` with `h = u_F + delta P_FF h` and `G = delta P_FT + delta P_FF G`. A profile in `T`
//! that pays `u` and leads to `P` then is worth `u + delta P_F h + delta (P_T + P_F G) V_T`: a game of the
//! states `T` alone, in which what is missing of the probabilities ends play at nothing. `G` differs among
//! players whose discount factors do; the states `F` then stay in the game, with one action each.

use crate::SolveError;
use rayon::prelude::*;
use talion_game::{
    MarkovChain, MarkovProfile, PlayerId, StateId, StochasticBuilder, StochasticGame, Transition,
};

/// Probabilities below this are left to the end of play.
const NOTHING: f64 = 1e-15;

/// The states in which there is something to decide, and what.
pub(super) struct Core {
    /// States in which somebody has a choice, ascending.
    pub(super) states: Vec<u32>,
    /// Actions that are open, of all players in all states.
    pub(super) open: Vec<bool>,
}

impl Core {
    /// The core in which these actions are open; one of every player at least, in every state.
    pub(super) fn of(game: &StochasticGame, open: Vec<bool>) -> Self {
        let players = game.player_count();
        let decides = |state: StateId, p: usize| {
            open[game.action_slots(state, PlayerId(p))].iter().filter(|open| **open).count() > 1
        };
        let states = (0_u32..)
            .zip(game.states())
            .filter(|(_, state)| (0..players).any(|p| decides(*state, p)))
            .map(|(at, _)| at)
            .collect();
        Self { states, open }
    }

    /// Open actions of a player in a state.
    fn menu(&self, game: &StochasticGame, state: StateId, player: PlayerId) -> Vec<usize> {
        let open = self.open[game.action_slots(state, player)].iter();
        open.enumerate().filter(|(_, open)| **open).map(|(action, _)| action).collect()
    }
}

/// A few states with their open actions, and all others with the play that is fixed there.
pub(super) struct CoreGame {
    pub(super) game: StochasticGame,
}

impl CoreGame {
    /// The game of a core, play elsewhere being that of `profile`.
    pub(super) fn of(
        game: &StochasticGame,
        profile: &MarkovProfile,
        core: &Core,
    ) -> Result<Self, SolveError> {
        let chain = MarkovChain::of(game, profile);
        let common = game.discounts().iter().all(|delta| *delta == game.discounts()[0]);
        let game = if common {
            eliminated(game, &chain, core)?
        } else {
            with_one_action_each(game, &chain, core)?
        };
        Ok(Self { game })
    }

    /// Mixed actions in the core from those of this game, put into `weights` of all states.
    pub(super) fn write(
        &self,
        whole: &StochasticGame,
        core: &Core,
        found: &MarkovProfile,
        weights: &mut [f64],
    ) {
        for (at, state) in core.states.iter().enumerate() {
            let mut own = found.probabilities()[self.game.state_slots(StateId(at))].iter();
            for slot in whole.state_slots(StateId(*state as usize)) {
                let is_open = core.open[slot];
                weights[slot] = if is_open { own.next().copied().unwrap_or(0.0) } else { 0.0 };
            }
        }
    }
}

/// Opens the next state of a builder with the open actions of a state; gives the profiles of the whole game
/// that are left, in the builder's order.
fn open_state(
    builder: &mut StochasticBuilder,
    game: &StochasticGame,
    state: StateId,
    core: &Core,
) -> Result<Vec<usize>, SolveError> {
    let players = game.player_count();
    let mut profiles = vec![0];
    let mut menus = Vec::with_capacity(players);
    let mut stride = 1;
    for player in (0..players).map(PlayerId) {
        let menu = core.menu(game, state, player);
        let labels = game.actions(state, player);
        menus.push(builder.menu(menu.iter().map(|action| labels[*action].as_str()))?);
        profiles = menu
            .iter()
            .flat_map(|action| profiles.iter().map(move |at| at + action * stride))
            .collect();
        stride *= labels.len();
    }
    builder.state(game.label(state), &menus)?;
    Ok(profiles)
}

fn eliminated(
    game: &StochasticGame,
    chain: &MarkovChain,
    core: &Core,
) -> Result<StochasticGame, SolveError> {
    let (players, states, discount) =
        (game.player_count(), game.state_count(), game.discounts()[0]);
    let mut ends = vec![false; states];
    for state in &core.states {
        ends[*state as usize] = true;
    }
    let of_player = |p: usize| {
        let own = |state: StateId| if ends[state.0] { 0.0 } else { chain.payoffs(state)[p] };
        let reward: Vec<f64> = game.states().map(own).collect();
        chain.expectations(&reward, discount, &ends).values
    };
    let of_end = |state: &u32| {
        let mut reward = vec![0.0; states];
        reward[*state as usize] = 1.0;
        chain.expectations(&reward, discount, &ends).values
    };
    let income: Vec<Vec<f64>> = (0..players).into_par_iter().map(of_player).collect();
    // By state of the core: discounted chance that play enters the core there, from every state.
    let entry: Vec<Vec<f64>> = core.states.par_iter().map(of_end).collect();
    let mut builder = StochasticBuilder::new(game.title(), game.players(), game.discounts())?;
    let end = StateId(core.states.len());
    let mut sums = vec![0.0; core.states.len()];
    for state in core.states.iter().map(|state| StateId(*state as usize)) {
        for profile in open_state(&mut builder, game, state, core)? {
            let mut own = game.payoffs(state, profile).to_vec();
            sums.fill(0.0);
            for Transition { to, probability } in game.transitions(state, profile).iter() {
                for (u, income) in own.iter_mut().zip(&income) {
                    *u += discount * probability * income[to.0];
                }
                for (sum, entry) in sums.iter_mut().zip(&entry) {
                    *sum += probability * entry[to.0];
                }
            }
            let mut left = 1.0;
            let mut row = Vec::new();
            for (to, probability) in sums.iter().enumerate().filter(|(_, p)| **p > NOTHING) {
                row.push(Transition { to: StateId(to), probability: *probability });
                left -= probability;
            }
            if left > NOTHING {
                row.push(Transition { to: end, probability: left });
            }
            builder.profile(&own, row)?;
        }
    }
    let nothing = builder.menu(["-"])?;
    builder.state("end", &vec![nothing; players])?;
    builder.profile(&vec![0.0; players], [Transition { to: end, probability: 1.0 }])?;
    Ok(builder.build()?)
}

fn with_one_action_each(
    game: &StochasticGame,
    chain: &MarkovChain,
    core: &Core,
) -> Result<StochasticGame, SolveError> {
    let players = game.player_count();
    let mut builder = StochasticBuilder::new(game.title(), game.players(), game.discounts())?;
    let fixed = builder.menu(["-"])?;
    // The core first, then the others.
    let is_core = |s: &u32| core.states.binary_search(s).is_ok();
    let mut order = core.states.clone();
    order.extend((0_u32..).take(game.state_count()).filter(|s| !is_core(s)));
    let mut place = vec![0; order.len()];
    for (at, state) in order.iter().enumerate() {
        place[*state as usize] = at;
    }
    let moved = |t: Transition| Transition { to: StateId(place[t.to.0]), ..t };
    for (at, state) in order.iter().map(|state| StateId(*state as usize)).enumerate() {
        if at < core.states.len() {
            for profile in open_state(&mut builder, game, state, core)? {
                let row = game.transitions(state, profile).iter().map(moved);
                builder.profile(game.payoffs(state, profile), row)?;
            }
        } else {
            builder.state(game.label(state), &vec![fixed; players])?;
            builder.profile(chain.payoffs(state), chain.row(state).iter().map(moved))?;
        }
    }
    Ok(builder.build()?)
}
