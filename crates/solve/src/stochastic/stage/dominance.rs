//! Iterated elimination of actions of a stage game that another one beats whatever happens.
//!
//! No equilibrium plays such an action, so nothing is lost. Where play can stay, an action must win
//! at every value that the state can have: between the least and the largest of `c / r`.

use super::Stage;

/// Which actions are left.
#[derive(Debug, Clone, Default)]
pub(crate) struct Live {
    /// Remaining actions of every player, ascending.
    pub(crate) actions: Vec<Vec<usize>>,
    is_live: Vec<Vec<bool>>,
}

impl Live {
    /// Starts with all actions, and eliminates until nothing changes.
    pub(crate) fn eliminate(&mut self, stage: &Stage) {
        let players = stage.player_count();
        self.is_live.resize(players, Vec::new());
        self.actions.resize(players, Vec::new());
        for (live, count) in self.is_live.iter_mut().zip(stage.counts()) {
            live.clear();
            live.resize(*count, true);
        }
        let mut changed = true;
        while changed {
            changed = false;
            for player in 0..players {
                changed |= self.eliminate_for(stage, player);
            }
        }
        for (actions, live) in self.actions.iter_mut().zip(&self.is_live) {
            actions.clear();
            actions.extend((0..live.len()).filter(|a| live[*a]));
        }
    }

    /// Whether all players have one action left.
    pub(crate) fn is_single(&self) -> bool {
        self.actions.iter().all(|own| own.len() == 1)
    }

    /// Whether the other players' actions at a profile are all left.
    fn others_live(&self, stage: &Stage, profile: usize, player: usize) -> bool {
        (0..stage.player_count()).all(|q| q == player || self.is_live[q][stage.action(profile, q)])
    }

    fn eliminate_for(&mut self, stage: &Stage, player: usize) -> bool {
        let count = stage.counts()[player];
        let bounds = if stage.has_loops() { self.bounds(stage, player) } else { (0.0, 0.0) };
        let mut changed = false;
        for action in 0..count {
            let beaten = self.is_live[player][action]
                && (0..count).any(|other| {
                    other != action
                        && self.is_live[player][other]
                        && self.beats(stage, player, other, action, bounds)
                });
            if beaten {
                self.is_live[player][action] = false;
                changed = true;
            }
        }
        changed
    }

    /// Least and largest value that the state can have for a player.
    fn bounds(&self, stage: &Stage, player: usize) -> (f64, f64) {
        let all_live = |profile| {
            self.others_live(stage, profile, player)
                && self.is_live[player][stage.action(profile, player)]
        };
        (0..stage.profile_count()).filter(|profile| all_live(*profile)).fold(
            (f64::INFINITY, f64::NEG_INFINITY),
            |(least, most), profile| {
                let value = stage.value(profile, player);
                (least.min(value), most.max(value))
            },
        )
    }

    fn beats(
        &self,
        stage: &Stage,
        player: usize,
        winner: usize,
        loser: usize,
        (least, most): (f64, f64),
    ) -> bool {
        let stride = stage.stride(player);
        (0..stage.profile_count())
            .filter(|profile| {
                stage.action(*profile, player) == loser && self.others_live(stage, *profile, player)
            })
            .all(|profile| {
                let better = profile - loser * stride + winner * stride;
                let gain = stage.payoff(better, player) - stage.payoff(profile, player);
                let slope = stage.rate(profile, player) - stage.rate(better, player);
                (gain + slope * least).min(gain + slope * most) > stage.tolerance()
            })
    }
}
