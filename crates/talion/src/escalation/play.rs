//! Solves the game over time: strategies by quarter, what they are worth, and how well that is checked.

use crate::StudyError;
use talion_game::{MarkovCertificate, MarkovProfile, Observer, PlayerId, StateId, StochasticGame};
use talion_solve::{
    Horizon, HorizonLimit, MarkovEquilibrium, MarkovMethod, StageRule, best_reply_forever,
    best_reply_over, finite_horizon,
};

/// Strategies for every quarter, with their values and checks.
#[derive(Debug, Clone)]
pub(super) struct Played {
    /// Strategies by quarter; the last ones for good where play never ends.
    pub(super) strategies: Vec<MarkovProfile>,
    /// Whether play never ends.
    pub(super) forever: bool,
    /// Value of every state after the last quarter, players side by side; empty where play never ends.
    terminal: Vec<f64>,
    /// Value of every state at the start, players side by side.
    pub(super) values: Vec<f64>,
    pub(super) one_shot_gain: f64,
    pub(super) several_share: Option<f64>,
    pub(super) undecided_share: Option<f64>,
    pub(super) unique: bool,
    pub(super) found_by: String,
    pub(super) method: String,
    pub(super) termination: String,
}

impl Played {
    /// Strategies of a quarter.
    pub(super) fn at(&self, quarter: usize) -> &MarkovProfile {
        &self.strategies[quarter.min(self.strategies.len() - 1)]
    }

    /// Value of a state at the start.
    pub(super) fn value(&self, state: StateId, player: usize, players: usize) -> f64 {
        self.values[state.0 * players + player]
    }

    /// Share of states and quarters in which somebody mixes.
    pub(super) fn mixed_share(&self, game: &StochasticGame) -> f64 {
        let mixes = |profile: &MarkovProfile, state: StateId| {
            let players = 0..game.player_count();
            players.into_iter().any(|p| profile.at(state, PlayerId(p)).iter().all(|x| *x < 1.0))
        };
        let mixed: usize = self
            .strategies
            .iter()
            .map(|profile| game.states().filter(|state| mixes(profile, *state)).count())
            .sum();
        mixed as f64 / (self.strategies.len() * game.state_count()) as f64
    }

    /// Largest gain of a best plan against the others' strategies, over all states and players.
    pub(super) fn best_reply_gain(&self, game: &StochasticGame) -> f64 {
        let players = game.player_count();
        (0..players)
            .flat_map(|player| {
                let best = self.best_reply(game, player, &|_, _| true);
                game.states()
                    .map(|state| best[state.0] - self.value(state, player, players))
                    .collect::<Vec<_>>()
            })
            .fold(0.0, f64::max)
    }

    /// Value of every state to a player that plays its best plan, some actions left out.
    pub(super) fn best_reply(
        &self,
        game: &StochasticGame,
        player: usize,
        allowed: &(dyn Fn(StateId, usize) -> bool + Sync),
    ) -> Vec<f64> {
        let player = PlayerId(player);
        if self.forever {
            return best_reply_forever(game, &self.strategies[0], player, allowed);
        }
        let players = game.player_count();
        let own: Vec<f64> = self.terminal.iter().skip(player.0).step_by(players).copied().collect();
        best_reply_over(game, &self.strategies, &own, player, allowed)
    }
}

/// Plays a game over some quarters, after which everybody holds still for good.
pub(super) fn play_over(
    game: &StochasticGame,
    quarters: usize,
    rule: StageRule,
    observer: &dyn Observer,
) -> Result<Played, StudyError> {
    let terminal = holding_still(game)?;
    let horizon = Horizon { periods: quarters, terminal_values: &terminal, rule, keep_all: true };
    let found = finite_horizon(game, &horizon, observer)?;
    if found.strategies.len() < quarters {
        return Err(StudyError::Interrupted);
    }
    let count = |of: fn(&talion_solve::StageCounts) -> u64| -> f64 {
        found.stages.iter().map(of).sum::<u64>() as f64
    };
    let stages = count(|c| c.stages);
    Ok(Played {
        forever: false,
        values: found.values,
        one_shot_gain: found.one_shot_gain,
        several_share: Some(count(|c| c.several) / stages),
        undecided_share: Some(count(|c| c.undecided) / stages),
        unique: found.is_unique,
        found_by: found.rule.to_string(),
        method: "backward induction, all equilibria of every stage".to_owned(),
        termination: crate::solved::termination(found.termination),
        strategies: found.strategies,
        terminal,
    })
}

/// Value of every state if everybody holds still for good. Holding still is everybody's first action.
fn holding_still(game: &StochasticGame) -> Result<Vec<f64>, StudyError> {
    let hold = MarkovProfile::pure(game, &vec![0; game.state_count()]);
    Ok(MarkovCertificate::of(game, &hold)?.values)
}

/// Plays a game without end: the limit of ever longer horizons under a rule.
pub(super) fn play_forever(
    game: &StochasticGame,
    rule: StageRule,
    observer: &dyn Observer,
) -> Result<Played, StudyError> {
    let found = HorizonLimit { rule, ..HorizonLimit::default() }.solve(game, observer)?;
    let termination = crate::solved::termination(found.termination);
    let Some(MarkovEquilibrium { strategies, certificate }) = found.equilibria.into_iter().next()
    else {
        return Err(StudyError::NoMarkovEquilibrium { why: termination });
    };
    Ok(Played {
        strategies: vec![strategies],
        forever: true,
        terminal: Vec::new(),
        values: certificate.values,
        one_shot_gain: certificate.one_shot_gain,
        several_share: None,
        undecided_share: None,
        unique: found.complete,
        found_by: format!("the limit of longer horizons; {rule}"),
        method: found.method,
        termination,
    })
}
