//! The game of one player who holds the instruments of all and maximises an aim.

use super::aim::Aim;
use super::bounded::{Maximum, Stop, maximise};
use super::conditions::zeros;
use super::reply::scale;
use talion_game::{
    ContinuousError, ContinuousGame, ContinuousPlayer, ContinuousSession, PlayerId, Point,
};

pub(super) struct JointGame<'a> {
    game: &'a dyn ContinuousGame,
    aim: Aim,
    /// The one player.
    players: Vec<ContinuousPlayer>,
}

impl<'a> JointGame<'a> {
    pub(super) fn new(game: &'a dyn ContinuousGame, aim: Aim) -> Self {
        let named = |p: &ContinuousPlayer| {
            let owner = p.label.clone();
            p.instruments.clone().into_iter().map(move |mut instrument| {
                instrument.label = format!("{owner}: {}", instrument.label);
                instrument
            })
        };
        let instruments = game.players().iter().flat_map(named).collect();
        let players = vec![ContinuousPlayer { label: "all players".to_owned(), instruments }];
        Self { game, aim, players }
    }

    /// Stacked levels as a point of the game among all players.
    pub(super) fn split(&self, levels: &[f64]) -> Point {
        let mut rest = levels;
        self.game
            .players()
            .iter()
            .map(|p| {
                let (own, others) = rest.split_at(p.instruments.len());
                rest = others;
                own.to_vec()
            })
            .collect()
    }

    /// The maximum that a climb from `start` leads to; `None` if the aim has no value there.
    pub(super) fn climb(&self, start: &[f64], stop: Stop) -> Option<Maximum> {
        let mut session = self.session();
        let mut slope = |x: &[f64], gradient: &mut [f64]| {
            let mut full = [vec![0.0; x.len()]];
            let value = session.gradient(PlayerId(0), &[x.to_vec()], &mut full).ok()?;
            gradient.copy_from_slice(&full[0]);
            Some(value)
        };
        let instruments = &self.players[0].instruments;
        let diagonal = scale(instruments, &mut slope, start)?;
        maximise(instruments, &diagonal, &mut slope, start, stop)
    }
}

impl ContinuousGame for JointGame<'_> {
    fn players(&self) -> &[ContinuousPlayer] {
        &self.players
    }

    fn session(&self) -> Box<dyn ContinuousSession + Send + '_> {
        let gradient = zeros(self.game.players());
        Box::new(JointSession { joint: self, session: self.game.session(), gradient })
    }

    fn status_quo(&self) -> Point {
        vec![self.game.status_quo().concat()]
    }
}

struct JointSession<'a> {
    joint: &'a JointGame<'a>,
    session: Box<dyn ContinuousSession + Send + 'a>,
    gradient: Point,
}

impl JointSession<'_> {
    fn aim_at(&mut self, point: &[Vec<f64>]) -> Result<(f64, Vec<f64>), ContinuousError> {
        let payoffs = self.session.payoffs(point)?;
        self.joint.aim.at(&payoffs).ok_or_else(|| ContinuousError::NoPayoff {
            cause: format!("the joint aim is not defined at payoffs {payoffs:?}"),
        })
    }
}

impl ContinuousSession for JointSession<'_> {
    fn payoffs(&mut self, point: &[Vec<f64>]) -> Result<Vec<f64>, ContinuousError> {
        let point = self.joint.split(&point[0]);
        Ok(vec![self.aim_at(&point)?.0])
    }

    fn gradient(
        &mut self,
        _: PlayerId,
        point: &[Vec<f64>],
        gradient: &mut [Vec<f64>],
    ) -> Result<f64, ContinuousError> {
        let point = self.joint.split(&point[0]);
        let (value, slopes) = self.aim_at(&point)?;
        gradient[0].fill(0.0);
        for (player, slope) in slopes.iter().enumerate().filter(|(_, slope)| **slope != 0.0) {
            self.session.gradient(PlayerId(player), &point, &mut self.gradient)?;
            for (sum, g) in gradient[0].iter_mut().zip(self.gradient.iter().flatten()) {
                *sum += slope * g;
            }
        }
        Ok(value)
    }

    fn residual(&self) -> f64 {
        self.session.residual()
    }
}
