//! The stacked first-order conditions of some players: every mover's gradient in its own levels.
//!
//! Movers are dealt to a fixed number of sessions that work in parallel, so that the answer does not
//! depend on how many threads there are.

use rayon::prelude::*;
use talion_game::{
    ContinuousError, ContinuousGame, ContinuousPlayer, ContinuousSession, Instrument, PlayerId,
    Point,
};

/// Sessions among which the movers are dealt.
const SESSIONS: usize = 4;

/// A vector of zeros for every player.
pub(super) fn zeros(players: &[ContinuousPlayer]) -> Point {
    players.iter().map(|p| vec![0.0; p.instruments.len()]).collect()
}

pub(super) struct Conditions<'a> {
    game: &'a dyn ContinuousGame,
    movers: Vec<PlayerId>,
    groups: Vec<Group<'a>>,
}

struct Group<'a> {
    movers: Vec<PlayerId>,
    session: Box<dyn ContinuousSession + Send + 'a>,
}

impl<'a> Conditions<'a> {
    pub(super) fn new(game: &'a dyn ContinuousGame, movers: &[PlayerId]) -> Self {
        let share = movers.len().div_ceil(SESSIONS).max(1);
        let groups = movers
            .chunks(share)
            .map(|movers| Group { movers: movers.to_vec(), session: game.session() })
            .collect();
        Self { game, movers: movers.to_vec(), groups }
    }

    /// Whose conditions these are.
    pub(super) fn movers(&self) -> &[PlayerId] {
        &self.movers
    }

    /// The movers' instruments, stacked.
    pub(super) fn instruments(&self) -> Vec<&'a Instrument> {
        let game: &'a dyn ContinuousGame = self.game;
        self.movers.iter().flat_map(|m| &game.players()[m.0].instruments).collect()
    }

    /// What the game knows of the size of second derivatives at a point, stacked.
    pub(super) fn curvature_scale(&mut self, point: &[Vec<f64>]) -> Option<Vec<f64>> {
        let scale = self.groups.first_mut()?.session.curvature_scale(point)?;
        Some(self.levels(&scale))
    }

    /// The movers' levels, stacked.
    pub(super) fn levels(&self, point: &[Vec<f64>]) -> Vec<f64> {
        self.movers.iter().flat_map(|m| point[m.0].iter().copied()).collect()
    }

    /// Puts stacked levels into a point.
    pub(super) fn place(&self, levels: &[f64], point: &mut [Vec<f64>]) {
        let mut rest = levels;
        for mover in &self.movers {
            let (own, others) = rest.split_at(point[mover.0].len());
            point[mover.0].copy_from_slice(own);
            rest = others;
        }
    }

    /// The movers' gradients in their own instruments, stacked.
    pub(super) fn at(&mut self, point: &[Vec<f64>]) -> Result<Vec<f64>, ContinuousError> {
        let of = |group: &mut Group<'a>| group.session.own_gradients(&group.movers, point);
        let parts: Vec<Vec<f64>> =
            self.groups.par_iter_mut().map(of).collect::<Result<_, ContinuousError>>()?;
        Ok(parts.concat())
    }
}
