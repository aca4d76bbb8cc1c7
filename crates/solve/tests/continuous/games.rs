//! Small games in closed form, for the tests of all methods.

use talion_game::{
    ContinuousError, ContinuousGame, ContinuousPlayer, ContinuousSession, Instrument, PlayerId,
    Point,
};

/// A player's payoff at a point and its derivatives in everybody's levels.
type Formula = Box<dyn Fn(usize, &[Vec<f64>]) -> (f64, Point) + Sync>;

/// A game whose payoffs are formulas.
pub(crate) struct Closed {
    players: Vec<ContinuousPlayer>,
    formula: Formula,
    status_quo: Option<Point>,
}

impl Closed {
    pub(crate) fn new(
        boxes: &[Vec<(f64, f64)>],
        formula: impl Fn(usize, &[Vec<f64>]) -> (f64, Point) + Sync + 'static,
    ) -> Self {
        let instrument = |(k, b): (usize, &(f64, f64))| Instrument::new(format!("x{k}"), b.0, b.1);
        let player = |(p, b): (usize, &Vec<(f64, f64)>)| ContinuousPlayer {
            label: format!("player {p}"),
            instruments: b.iter().enumerate().map(instrument).collect(),
        };
        let players = boxes.iter().enumerate().map(player).collect();
        Self { players, formula: Box::new(formula), status_quo: None }
    }

    pub(crate) fn from(mut self, status_quo: &[Vec<f64>]) -> Self {
        self.status_quo = Some(status_quo.to_vec());
        self
    }
}

impl ContinuousGame for Closed {
    fn players(&self) -> &[ContinuousPlayer] {
        &self.players
    }

    fn session(&self) -> Box<dyn ContinuousSession + Send + '_> {
        Box::new(Asked(self))
    }

    fn status_quo(&self) -> Point {
        let middle = |i: &Instrument| 0.5 * (i.lower + i.upper);
        self.status_quo.clone().unwrap_or_else(|| {
            self.players.iter().map(|p| p.instruments.iter().map(middle).collect()).collect()
        })
    }
}

struct Asked<'a>(&'a Closed);

impl ContinuousSession for Asked<'_> {
    fn payoffs(&mut self, point: &[Vec<f64>]) -> Result<Vec<f64>, ContinuousError> {
        Ok((0..point.len()).map(|p| (self.0.formula)(p, point).0).collect())
    }

    fn gradient(
        &mut self,
        player: PlayerId,
        point: &[Vec<f64>],
        gradient: &mut [Vec<f64>],
    ) -> Result<f64, ContinuousError> {
        let (value, slopes) = (self.0.formula)(player.0, point);
        gradient.clone_from_slice(&slopes);
        Ok(value)
    }
}

/// Cournot: inverse demand `10 - sum q`, unit costs `costs`, capacities `capacities`.
pub(crate) fn cournot(costs: &[f64], capacities: &[f64]) -> Closed {
    let boxes: Vec<Vec<(f64, f64)>> = capacities.iter().map(|c| vec![(0.0, *c)]).collect();
    let costs = costs.to_vec();
    Closed::new(&boxes, move |p, q| {
        let total: f64 = q.iter().map(|q| q[0]).sum();
        let (own, margin) = (q[p][0], 10.0 - total - costs[p]);
        let mut slopes = vec![vec![-own]; q.len()];
        slopes[p][0] += margin;
        (own * margin, slopes)
    })
}

/// `u_1 = (x - y)^2 = -u_2` on the unit square: no pure equilibrium.
pub(crate) fn no_pure_equilibrium() -> Closed {
    Closed::new(&[vec![(0.0, 1.0)], vec![(0.0, 1.0)]], |p, point| {
        let apart = point[0][0] - point[1][0];
        let sign = if p == 0 { 1.0 } else { -1.0 };
        (sign * apart * apart, vec![vec![sign * 2.0 * apart], vec![-sign * 2.0 * apart]])
    })
}

/// `u_p = -(x_p - tanh(2 x_q))^2 / 2`: equilibria at zero and at plus and minus the root of
/// `x = tanh 2x`.
pub(crate) fn three_equilibria() -> Closed {
    Closed::new(&[vec![(-2.0, 2.0)], vec![(-2.0, 2.0)]], |p, point| {
        let (own, other) = (point[p][0], point[1 - p][0]);
        let aim = (2.0 * other).tanh();
        let miss = own - aim;
        let mut slopes = vec![vec![0.0], vec![0.0]];
        slopes[p][0] = -miss;
        slopes[1 - p][0] = miss * 2.0 * (1.0 - aim * aim);
        (-0.5 * miss * miss, slopes)
    })
}

/// Player `p` wants the point `z` (one coordinate each) at `ideal[p]`: `u_p = -|z - ideal_p|^2`.
pub(crate) fn spatial(ideal: [[f64; 2]; 2]) -> Closed {
    Closed::new(&[vec![(-2.0, 2.0)], vec![(-2.0, 2.0)]], move |p, point| {
        let (a, b) = (point[0][0] - ideal[p][0], point[1][0] - ideal[p][1]);
        (-a * a - b * b, vec![vec![-2.0 * a], vec![-2.0 * b]])
    })
}

/// Quadratic payoffs `u_p = c_p' x_p - x_p' D_p x_p / 2 + m_p (a' x) (b_p' x_p)`, `D` spread over
/// six orders of magnitude: many instruments of very different weight, coupled weakly.
pub(crate) fn wide(players: usize, dimension: usize) -> Closed {
    let weight =
        |k: usize| 10.0_f64.powf(-6.0 * ((k * 7919) % dimension) as f64 / dimension as f64);
    let weights: Vec<f64> = (0..dimension).map(weight).collect();
    let boxes = vec![vec![(-1.0, 3.0); dimension]; players];
    Closed::new(&boxes, move |p, x| {
        let size: f64 = weights.iter().sum();
        let sum: f64 =
            x.iter().map(|x| x.iter().zip(&weights).map(|(x, w)| w * x).sum::<f64>()).sum();
        let lift = 0.2 * (p + 1) as f64;
        let mut value = -0.1 * sum * sum / size;
        let mut slopes: Point =
            vec![weights.iter().map(|w| -0.2 * w * sum / size).collect(); x.len()];
        for (k, w) in weights.iter().enumerate() {
            let own = x[p][k];
            value += w * (lift * own - 0.5 * own * own);
            slopes[p][k] += w * (lift - own);
        }
        (value, slopes)
    })
}
