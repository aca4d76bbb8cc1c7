//! Continuous games in closed form whose best breaches are known.

use talion_game::{
    ContinuousError, ContinuousGame, ContinuousPlayer, ContinuousSession, Instrument, PlayerId,
    Point,
};

/// Two countries with linear demand, each with one tariff on what the other supplies beyond its own use:
/// `u_p = f(t_p; e_p) + g(t_q; e_q)`, `f(t; e) = (e - t)^2 / 8 + t (e - t) / 2` in the sector in which it
/// imports, `g(t; e) = (e + t)^2 / 8 + e (2 - e - t) / 2` in that in which it exports. Best reply `e_p / 3`.
#[derive(Clone, Copy)]
pub(crate) struct LinearTariffs {
    /// What the other country supplies in the sector in which each imports.
    pub(crate) supply: [f64; 2],
}

impl LinearTariffs {
    pub(crate) fn alike(supply: f64) -> Self {
        Self { supply: [supply; 2] }
    }

    pub(crate) fn payoff(&self, p: usize, t: [f64; 2]) -> f64 {
        let (e, own) = (self.supply[p], t[p]);
        let (sold, other) = (self.supply[1 - p], t[1 - p]);
        let importing = (e - own).powi(2) / 8.0 + own * (e - own) / 2.0;
        let exporting = (sold + other).powi(2) / 8.0 + sold * (2.0 - sold - other) / 2.0;
        importing + exporting
    }

    /// The game of these countries.
    pub(crate) fn game(&self) -> Closed {
        let countries = *self;
        Closed {
            players: one_each(2, 1.0),
            start: 0.1,
            formula: Box::new(move |p, t| {
                let t = [t[0], t[1]];
                (countries.payoff(p, t), countries.slopes(p, t).to_vec())
            }),
        }
    }

    fn slopes(&self, p: usize, t: [f64; 2]) -> [f64; 2] {
        let mut slopes = [0.0; 2];
        slopes[p] = (self.supply[p] - 3.0 * t[p]) / 4.0;
        slopes[1 - p] = (t[1 - p] - self.supply[1 - p]) / 4.0;
        slopes
    }
}

/// A player's payoff at some levels and its slopes in all of them.
type Formula = Box<dyn Fn(usize, &[f64]) -> (f64, Vec<f64>) + Sync>;

/// A game whose payoffs and slopes are formulas.
pub(crate) struct Closed {
    players: Vec<ContinuousPlayer>,
    start: f64,
    formula: Formula,
}

fn one_each(players: usize, upper: f64) -> Vec<ContinuousPlayer> {
    let player = |p: usize| ContinuousPlayer {
        label: format!("player {p}"),
        instruments: vec![Instrument::new("level", 0.0, upper)],
    };
    (0..players).map(player).collect()
}

/// Alike firms without costs; the price is one less all output.
pub(crate) fn cournot(firms: usize) -> Closed {
    Closed {
        players: one_each(firms, 1.0),
        start: 0.1,
        formula: Box::new(|p, q| {
            let price = 1.0 - q.iter().sum::<f64>();
            let mut slopes = vec![-q[p]; q.len()];
            slopes[p] += price;
            (q[p] * price, slopes)
        }),
    }
}

struct Asked<'a>(&'a Formula);

impl ContinuousSession for Asked<'_> {
    fn payoffs(&mut self, point: &[Vec<f64>]) -> Result<Vec<f64>, ContinuousError> {
        let levels = point.concat();
        Ok((0..point.len()).map(|p| (self.0)(p, &levels).0).collect())
    }

    fn gradient(
        &mut self,
        player: PlayerId,
        point: &[Vec<f64>],
        gradient: &mut [Vec<f64>],
    ) -> Result<f64, ContinuousError> {
        let (value, slopes) = (self.0)(player.0, &point.concat());
        for (own, slope) in gradient.iter_mut().zip(slopes) {
            own[0] = slope;
        }
        Ok(value)
    }
}

impl ContinuousGame for Closed {
    fn players(&self) -> &[ContinuousPlayer] {
        &self.players
    }

    fn session(&self) -> Box<dyn ContinuousSession + Send + '_> {
        Box::new(Asked(&self.formula))
    }

    fn status_quo(&self) -> Point {
        vec![vec![self.start]; self.players.len()]
    }
}
