//! The conditions under which levels are kept, and the aim, with their slopes in the levels of all states.
//!
//! In the form `w_p - (1 - d_p)/d_p T_p(x(e), e) >= 0`, whose slopes stay of the size of those of the aim
//! however little patience there is. Levels are stacked: state by state, player by player.

use super::problem::{JointAim, War};
use super::temptation::{Breach, Temptation};
use crate::continuous::{Local, Stop};
use rayon::prelude::*;
use talion_game::{ContinuousError, ContinuousGame, ContinuousSession, PlayerId, Point};

/// What is asked: states, aim, patience.
pub(super) struct Conditions<'a> {
    pub(super) games: &'a [&'a dyn ContinuousGame],
    pub(super) wars: &'a [War],
    pub(super) aim: &'a JointAim,
    /// What keeping is worth to every player where the aim has slope one in sum.
    pub(super) unit: Vec<f64>,
    /// Discount factor of every player; empty if nobody need be kept from breaches.
    pub(super) discounts: Vec<f64>,
    /// Where climbs to best breaches start, by state and player.
    pub(super) breaches: &'a [Vec<Vec<Vec<f64>>>],
    pub(super) stop: Stop,
}

/// Payoffs and slopes of all states at some levels.
pub(super) struct Standing {
    /// Payoffs, by state and player.
    pub(super) values: Vec<Vec<f64>>,
    /// Slopes of the payoffs in the levels of their state, by state and player.
    slopes: Vec<Vec<Point>>,
    /// Best breaches, by state and player.
    breaches: Vec<Vec<Breach>>,
    /// What keeping is worth a period over the war, by player.
    pub(super) worth: Vec<f64>,
}

impl Conditions<'_> {
    /// The aim at what keeping is worth, with its slopes; `None` where it is not defined.
    fn aim_at(&self, worth: &[f64]) -> Option<(f64, Vec<f64>)> {
        match self.aim {
            JointAim::WeightedSum { weights } => {
                let value = weights.iter().zip(worth).map(|(a, w)| a * w).sum();
                Some((value, weights.clone()))
            }
            JointAim::NashProduct { weights } => {
                if worth.iter().any(|w| w.is_nan() || *w <= 0.0) {
                    return None;
                }
                // In units of payoff: gains may be a hundredth of a percent, and logs of them steep.
                let steepness: f64 = weights.iter().zip(&self.unit).map(|(a, unit)| a / unit).sum();
                let each = || weights.iter().zip(worth).zip(&self.unit);
                let value = each().map(|((a, w), unit)| a / steepness * (w / unit).ln()).sum();
                Some((value, each().map(|((a, w), _)| a / steepness / w).collect()))
            }
        }
    }

    /// Stacked levels as a point for every state.
    pub(super) fn by_state(&self, levels: &[f64]) -> Vec<Point> {
        let mut rest = levels.iter().copied();
        let own = |war: &War| -> Point {
            war.point.iter().map(|own| rest.by_ref().take(own.len()).collect()).collect()
        };
        self.wars.iter().map(own).collect()
    }
}

/// Sessions of every state and of every best breach.
pub(super) struct Evaluator<'a> {
    conditions: &'a Conditions<'a>,
    states: Vec<Box<dyn ContinuousSession + Send + 'a>>,
    temptations: Vec<Temptation<'a>>,
}

impl<'a> Evaluator<'a> {
    pub(super) fn new(conditions: &'a Conditions<'a>) -> Self {
        let tempted = |(e, own): (usize, &'a Vec<Vec<Vec<f64>>>)| {
            let game = conditions.games[e];
            own.iter().enumerate().map(move |(p, starts)| {
                Temptation::new(game, PlayerId(p), starts.clone(), conditions.stop)
            })
        };
        Self {
            conditions,
            states: conditions.games.iter().map(|game| game.session()).collect(),
            temptations: conditions.breaches.iter().enumerate().flat_map(tempted).collect(),
        }
    }

    /// Everything at some levels.
    pub(super) fn stand(&mut self, levels: &[f64]) -> Result<Standing, ContinuousError> {
        let wars = self.conditions.wars;
        let points = self.conditions.by_state(levels);
        let n = wars[0].values.len();
        let at_state = |(session, point): (&mut Box<dyn ContinuousSession + Send + 'a>, &Point)| {
            let mut slopes = vec![point.clone(); n];
            let mut values = Vec::with_capacity(n);
            for (p, slopes) in slopes.iter_mut().enumerate() {
                values.push(session.gradient(PlayerId(p), point, slopes)?);
            }
            Ok((values, slopes))
        };
        let at_breach =
            |(at, temptation): (usize, &mut Temptation<'a>)| temptation.at(&points[at / n]);
        let (states, temptations) = (&mut self.states, &mut self.temptations);
        let (kept, broken) = rayon::join(
            || states.par_iter_mut().zip(&points).map(at_state).collect::<Result<Vec<_>, _>>(),
            || temptations.par_iter_mut().enumerate().map(at_breach).collect::<Result<Vec<_>, _>>(),
        );
        let (values, slopes): (Vec<Vec<f64>>, Vec<Vec<Point>>) = kept?.into_iter().unzip();
        let mut broken = broken?.into_iter();
        let breaches = (0..points.len()).map(|_| broken.by_ref().take(n).collect()).collect();
        let gain = |p: usize| {
            let states = wars.iter().zip(&values);
            states.map(|(war, values)| war.chance * (values[p] - war.values[p])).sum()
        };
        let worth = (0..n).map(gain).collect();
        Ok(Standing { values, slopes, breaches, worth })
    }

    /// The aim and the conditions at some levels; `None` where one has no value.
    pub(super) fn local(&mut self, levels: &[f64]) -> Option<Local> {
        let standing = self.stand(levels).ok()?;
        let c = self.conditions;
        let (value, by_worth) = c.aim_at(&standing.worth)?;
        let n = by_worth.len();
        let mut local = Local {
            value,
            slope: standing.over_states(c.wars, &by_worth),
            room: Vec::new(),
            slopes: Vec::new(),
        };
        let alone = |p: usize| (0..n).map(|q| f64::from(u8::from(p == q))).collect::<Vec<f64>>();
        let worth: Vec<Vec<f64>> =
            (0..n).map(|p| standing.over_states(c.wars, &alone(p))).collect();
        let mut first = 0;
        for e in 0..c.games.len() {
            let tempted = standing.temptations(e);
            let size =
                standing.slopes[e].first().map_or(0, |slopes| slopes.iter().flatten().count());
            for (p, d) in c.discounts.iter().enumerate() {
                let haste = (1.0 - d) / d;
                let mut slopes = worth[p].clone();
                let kept = standing.slopes[e][p].iter().flatten();
                let broken = standing.breaches[e][p].slopes.iter().flatten();
                for (sum, (kept, broken)) in slopes[first..].iter_mut().zip(kept.zip(broken)) {
                    *sum += haste * (kept - broken);
                }
                local.room.push(standing.worth[p] - haste * tempted[p]);
                local.slopes.push(slopes);
            }
            first += size;
        }
        Some(local)
    }
}

impl Standing {
    /// What the best breach would gain, of every player in a state.
    pub(super) fn temptations(&self, e: usize) -> Vec<f64> {
        self.breaches[e].iter().zip(&self.values[e]).map(|(breach, u)| breach.value - u).collect()
    }

    /// `d_p w_p - (1 - d_p) T_p(x(e), e)`, of every player in a state.
    pub(super) fn room(&self, e: usize, discounts: &[f64]) -> Vec<f64> {
        let room = |((tempted, d), worth): ((&f64, &f64), &f64)| d * worth - (1.0 - d) * tempted;
        self.temptations(e).iter().zip(discounts).zip(&self.worth).map(room).collect()
    }

    /// Slopes in all levels of a sum of what keeping is worth to the players, with weights.
    fn over_states(&self, wars: &[War], weights: &[f64]) -> Vec<f64> {
        let mut all = Vec::new();
        for (war, by_player) in wars.iter().zip(&self.slopes) {
            let mut sum = vec![0.0; by_player[0].iter().flatten().count()];
            for (weight, slopes) in weights.iter().zip(by_player).filter(|(a, _)| **a != 0.0) {
                for (sum, slope) in sum.iter_mut().zip(slopes.iter().flatten()) {
                    *sum += war.chance * weight * slope;
                }
            }
            all.extend(sum);
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::continuous::NashOptions;
    use crate::repeated::{EnforcedState, SelfEnforcing, SelfEnforcingOptions};
    use talion_game::{ContinuousPlayer, Instrument, Quiet};

    /// Cournot with prices `1 - slope sum q`: the best breach depends on what the others supply.
    struct Cournot(Vec<ContinuousPlayer>, f64);

    struct Market(f64);

    impl ContinuousSession for Market {
        fn payoffs(&mut self, q: &[Vec<f64>]) -> Result<Vec<f64>, ContinuousError> {
            let price = 1.0 - self.0 * q.iter().map(|q| q[0]).sum::<f64>();
            Ok(q.iter().map(|q| q[0] * price).collect())
        }

        fn gradient(
            &mut self,
            player: PlayerId,
            q: &[Vec<f64>],
            gradient: &mut [Vec<f64>],
        ) -> Result<f64, ContinuousError> {
            let (own, value) = (q[player.0][0], self.payoffs(q)?[player.0]);
            for slope in gradient.iter_mut() {
                slope[0] = -self.0 * own;
            }
            gradient[player.0][0] += value / own;
            Ok(value)
        }
    }

    impl ContinuousGame for Cournot {
        fn players(&self) -> &[ContinuousPlayer] {
            &self.0
        }

        fn session(&self) -> Box<dyn ContinuousSession + Send + '_> {
            Box::new(Market(self.1))
        }
    }

    fn market(slope: f64) -> Cournot {
        let firm = |label: &str| ContinuousPlayer {
            label: label.to_owned(),
            instruments: vec![Instrument::new("q", 0.01, 0.9)],
        };
        Cournot(vec![firm("a"), firm("b")], slope)
    }

    #[test]
    fn slopes_are_the_derivatives_of_aim_and_conditions() {
        let (calm, boom) = (market(1.0), market(0.7));
        let state = |chance: f64, game| EnforcedState { chance, game };
        let nash = NashOptions::default();
        let options = SelfEnforcingOptions { nash, ..SelfEnforcingOptions::default() };
        for aim in [
            JointAim::NashProduct { weights: vec![1.0, 2.0] },
            JointAim::WeightedSum { weights: vec![0.4, 0.6] },
        ] {
            let states = [state(0.6, &calm as &dyn ContinuousGame), state(0.4, &boom)];
            let problem = SelfEnforcing::new(&states, aim, options.clone(), &Quiet).unwrap();
            let breaches = problem.first_breaches();
            let conditions = problem.conditions(&[0.4, 0.7], &breaches);
            let mut evaluator = Evaluator::new(&conditions);
            let levels = [0.28, 0.3, 0.42, 0.39];
            let local = evaluator.local(&levels).unwrap();
            for k in 0..4 {
                let mut moved = |by: f64| {
                    let mut to = levels;
                    to[k] += by;
                    evaluator.local(&to).unwrap()
                };
                let (up, down) = (moved(1e-5), moved(-1e-5));
                let difference = (up.value - down.value) / 2e-5;
                assert!((difference - local.slope[k]).abs() < 1e-7, "{difference}, {local:?}");
                for (i, slopes) in local.slopes.iter().enumerate() {
                    let difference = (up.room[i] - down.room[i]) / 2e-5;
                    assert!((difference - slopes[k]).abs() < 1e-7, "{i}, {k}: {difference}");
                }
            }
        }
    }
}
