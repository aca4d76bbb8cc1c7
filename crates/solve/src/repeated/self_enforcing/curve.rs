//! The most cooperative levels at given discount factors, over a list of them, and the least factor at
//! which the agreement enforces itself.

use super::conditions::{Conditions, Evaluator, Standing};
use super::problem::{Enforced, SelfEnforcing};
use crate::SolveError;
use crate::continuous::{Summit, climb, lagrangian};
use talion_game::{ContinuousError, Instrument, Observer, Point, Termination};

/// A breach by which the check gains this share more than the method knew is climbed from, and the levels
/// are sought anew.
const MORE: f64 = 1e-7;
/// Most rounds of that.
const ROUNDS: usize = 6;
/// Room lacking by no more than this share of the temptation is rounding.
const ROUNDING: f64 = 1e-12;

/// What was kept with as much patience or more.
struct Near {
    summit: Summit,
    discounts: Vec<f64>,
}

impl SelfEnforcing<'_> {
    /// What the players' Nash equilibria pay a period, by player.
    pub fn war(&self) -> Vec<f64> {
        let expected = |p: usize| self.wars.iter().map(|war| war.chance * war.values[p]).sum();
        (0..self.size()).map(expected).collect()
    }

    /// The largest gain that the certificates of the wars found for anybody.
    pub fn war_gain(&self) -> f64 {
        self.wars.iter().map(|war| war.max_gain).fold(0.0, f64::max)
    }

    /// The war in every state: what is kept without any patience.
    ///
    /// # Errors
    /// None of a problem that was set up.
    pub fn at_war(&self) -> Result<Enforced, SolveError> {
        let points: Vec<Point> = self.wars.iter().map(|war| war.point.clone()).collect();
        let n = self.size();
        let (discounts, temptations) = (vec![0.0; n], vec![vec![0.0; n]; points.len()]);
        let check = self.check(&points, &discounts, &temptations)?;
        Ok(Enforced {
            discounts,
            values: self.wars.iter().map(|war| war.values.clone()).collect(),
            worth: vec![0.0; n],
            room: temptations.clone(),
            prices: temptations.clone(),
            temptations,
            projected_gradient: 0.0,
            check,
            termination: Termination::Converged,
            iterations: 0,
            points,
        })
    }

    /// What the aim leads to if nobody can break it: what is kept with all the patience in the world.
    ///
    /// # Errors
    /// If the model has no payoff at some breach.
    pub fn agreement(&self, observer: &dyn Observer) -> Result<Enforced, SolveError> {
        let breaches = self.first_breaches();
        let conditions = self.conditions(&vec![1.0; self.size()], &breaches);
        self.enforced(&conditions, &self.agreed(), self.agreement.steps, observer)
    }

    /// The least common discount factor at which the agreement is kept, `max_p,e T / (T + w_p)`; `None`
    /// if it is worth less than the war to somebody whom it tempts.
    ///
    /// # Errors
    /// If the model has no payoff at some breach.
    pub fn critical(&self) -> Result<Option<f64>, SolveError> {
        let breaches = self.first_breaches();
        let conditions = self.conditions(&[], &breaches);
        let agreement = self.agreement.points.concat().concat();
        Ok(self.critical_at(&Evaluator::new(&conditions).stand(&agreement)?))
    }

    fn critical_at(&self, standing: &Standing) -> Option<f64> {
        let mut least = 0.0_f64;
        for e in 0..self.games.len() {
            for (tempted, worth) in standing.temptations(e).iter().zip(&standing.worth) {
                if *tempted <= 0.0 && *worth >= 0.0 {
                    continue;
                }
                if *worth <= 0.0 {
                    return None;
                }
                least = least.max(tempted / (tempted + worth));
            }
        }
        Some(least)
    }

    /// The most cooperative levels at common discount factors, in the order given.
    ///
    /// # Errors
    /// A factor that is not above zero and below one; no payoff where one is needed.
    pub fn over(
        &self,
        factors: &[f64],
        observer: &dyn Observer,
    ) -> Result<Vec<Enforced>, SolveError> {
        let mut order: Vec<usize> = (0..factors.len()).collect();
        order.sort_by(|a, b| factors[*b].total_cmp(&factors[*a]));
        let mut found: Vec<Option<Enforced>> = vec![None; factors.len()];
        let mut near: Option<Near> = None;
        for (done, at) in order.into_iter().enumerate() {
            if observer.stopped() {
                break;
            }
            observer.progress("discount factors", done as u64, factors.len() as u64);
            let discounts = vec![factors[at]; self.size()];
            let (next, summit) = self.settle(&discounts, near.take(), observer)?;
            found[at] = Some(next);
            // The agreement has taught no prices.
            near = summit.bend.is_some().then_some(Near { summit, discounts });
        }
        Ok(found.into_iter().flatten().collect())
    }

    /// The most cooperative levels at discount factors of the players.
    ///
    /// # Errors
    /// Not one factor per player, or one that is not above zero and below one; no payoff where one is
    /// needed.
    pub fn at(&self, discounts: &[f64], observer: &dyn Observer) -> Result<Enforced, SolveError> {
        Ok(self.settle(discounts, None, observer)?.0)
    }

    /// The levels, climbed to from those of more patience or from the agreement. A breach that the check
    /// finds and the method did not know is climbed from in the next round.
    fn settle(
        &self,
        discounts: &[f64],
        mut near: Option<Near>,
        observer: &dyn Observer,
    ) -> Result<(Enforced, Summit), SolveError> {
        let (found, expected) = (discounts.len(), self.size());
        if found != expected {
            let what = "the list of discount factors";
            return Err(ContinuousError::Length { what, found, expected }.into());
        }
        if let Some(&found) = discounts.iter().find(|d| !(**d > 0.0 && **d < 1.0)) {
            return Err(SolveError::Discount { found });
        }
        let mut breaches = self.first_breaches();
        let (mut steps, mut round) = (0, 0);
        loop {
            let conditions = self.conditions(discounts, &breaches);
            let (summit, climbed) = self.climb(&conditions, near.as_ref())?;
            steps += climbed;
            let found = self.enforced(&conditions, &summit, steps, observer)?;
            let missed = missed(&found);
            round += 1;
            if missed.is_empty() || round == ROUNDS {
                return Ok((found, summit));
            }
            near = Some(Near { summit, discounts: discounts.to_vec() });
            for (e, p) in missed {
                breaches[e][p].push(found.check.breaches[e][p].clone());
            }
        }
    }

    fn agreed(&self) -> Summit {
        Summit {
            x: self.agreement.points.concat().concat(),
            value: 0.0,
            prices: vec![0.0; self.games.len() * self.size()],
            bend: None,
            steps: 0,
            converged: self.agreement.converged,
        }
    }

    /// The agreement where it is kept, else the best of the climbs among what is kept.
    fn climb(
        &self,
        conditions: &Conditions<'_>,
        near: Option<&Near>,
    ) -> Result<(Summit, u64), SolveError> {
        let mut evaluator = Evaluator::new(conditions);
        let agreement = self.agreement.points.concat().concat();
        let standing = evaluator.stand(&agreement)?;
        let kept = |e: usize| {
            let room = standing.room(e, &conditions.discounts);
            let tempted = standing.temptations(e);
            room.iter().zip(&tempted).all(|(room, tempted)| *room >= -ROUNDING * tempted)
        };
        if (0..self.games.len()).all(kept) {
            return Ok((self.agreed(), self.agreement.steps));
        }
        let war: Vec<f64> = self.wars.iter().flat_map(|war| war.point.concat()).collect();
        let towards = |to: &[f64], share: f64| -> Vec<f64> {
            war.iter().zip(to).map(|(w, a)| w + share * (a - w)).collect()
        };
        // What is kept leaves the war about in proportion to the patience.
        let (known, patience) = match near {
            Some(near) => (&near.summit.x, near.discounts.clone()),
            None => (&agreement, vec![self.critical_at(&standing).unwrap_or(1.0); self.size()]),
        };
        let shares = conditions.discounts.iter().zip(&patience).map(|(now, then)| now / then);
        let first = towards(known, shares.fold(1.0, f64::min));
        let more = (1..=self.options.starts)
            .map(|k| towards(&agreement, k as f64 / (self.options.starts + 1) as f64));
        let starts: Vec<Vec<f64>> = std::iter::once(first).chain(more).collect();
        let near = near.map(|near| &near.summit);
        let mut local = |levels: &[f64]| evaluator.local(levels);
        let mut best: Option<Summit> = None;
        let mut steps = 0;
        for start in starts {
            let Some(found) = climb(&self.instruments, &mut local, &start, near, self.until())
            else {
                continue;
            };
            steps += found.steps as u64;
            let order = |summit: &Summit| (summit.converged, summit.value);
            if best.as_ref().is_none_or(|best| order(&found) > order(best)) {
                best = Some(found);
            }
        }
        let cause = "no climb to what is kept has a start with one".to_owned();
        let best = best.ok_or(ContinuousError::NoPayoff { cause })?;
        Ok((best, steps))
    }

    fn enforced(
        &self,
        conditions: &Conditions<'_>,
        summit: &Summit,
        iterations: u64,
        observer: &dyn Observer,
    ) -> Result<Enforced, SolveError> {
        let mut evaluator = Evaluator::new(conditions);
        let standing = evaluator.stand(&summit.x)?;
        let states = || 0..self.games.len();
        let temptations: Vec<Vec<f64>> = states().map(|e| standing.temptations(e)).collect();
        let points = conditions.by_state(&summit.x);
        let check = self.check(&points, &conditions.discounts, &temptations)?;
        let termination = if observer.stopped() {
            Termination::Interrupted
        } else if summit.converged {
            Termination::Converged
        } else {
            Termination::IterationLimit
        };
        let local = evaluator.local(&summit.x);
        let slopes =
            local.as_ref().map_or_else(Vec::new, |local| lagrangian(local, &summit.prices));
        // A condition with more room than price does not bind; its price is a trace of the method.
        let rooms = local.iter().flat_map(|local| &local.room);
        let prices: Vec<f64> = summit
            .prices
            .iter()
            .zip(rooms)
            .map(|(price, room)| if room > price { 0.0 } else { *price })
            .collect();
        Ok(Enforced {
            discounts: conditions.discounts.clone(),
            points,
            room: states().map(|e| standing.room(e, &conditions.discounts)).collect(),
            values: standing.values,
            worth: standing.worth,
            temptations,
            prices: prices.chunks(self.size()).map(<[f64]>::to_vec).collect(),
            projected_gradient: projected(&self.instruments, &summit.x, &slopes),
            check,
            termination,
            iterations,
        })
    }
}

/// Where the check found more to gain than the method knew of, by state and player.
fn missed(found: &Enforced) -> Vec<(usize, usize)> {
    let mut missed = Vec::new();
    for (e, gains) in found.check.gains.iter().enumerate() {
        for (p, gain) in gains.iter().enumerate() {
            let known = found.temptations[e][p];
            if *gain > known + MORE * known.max(found.worth[p]) {
                missed.push((e, p));
            }
        }
    }
    missed
}

/// The largest of some slopes that does not push against a bound.
fn projected(instruments: &[Instrument], levels: &[f64], slopes: &[f64]) -> f64 {
    let free = |((slope, x), i): ((&f64, &f64), &Instrument)| {
        if i.is_held(*x, *slope) { 0.0 } else { slope.abs() }
    };
    slopes.iter().zip(levels).zip(instruments).map(free).fold(0.0, f64::max)
}
