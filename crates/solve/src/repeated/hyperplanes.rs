//! Inner and outer approximations of the set of equilibrium payoffs, any number of players and any
//! discount factors.
//!
//! Judd, Yeltekin and Conklin, "Computing supergame equilibria", *Econometrica* 71 (2003). For a fixed
//! list of directions `c_l` the outer set is `{w : c_l w <= b_l}`; one round lowers every `b_l` to
//! `max_a max_w c_l ((1 - delta) g(a) + delta w)` over continuations `w` in the set that deter deviations
//! from `a` under its least payoffs. The inner set is the hull of points; it is accepted only once it
//! generates itself, so that all its points are equilibrium payoffs, and then grown. Discount factors
//! multiply player by player. Linear programs by a kept library.

use super::stage::Stage;
use crate::exact::{LinearProgram, Optimum};
use dashu::rational::RBig;
use good_lp::solvers::microlp::microlp;
use good_lp::{
    Expression, ResolutionError, Solution as _, SolverModel, Variable, constraint, variable,
    variables,
};
use serde::Serialize;
use std::collections::BTreeSet;
use talion_game::{Automaton, AutomatonState, Observer, RepeatedGame, Termination};

/// Growth of the inner set in a direction, over the payoff range, that is worth another state.
const LEAST_GROWTH: f64 = 1e-4;

/// An inner and an outer approximation of a set of payoffs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HyperplaneSet {
    /// Unit vectors.
    pub directions: Vec<Vec<f64>>,
    /// The set is within `{w : direction w <= bound}`; none if it is proved empty.
    pub outer: Option<Vec<f64>>,
    /// Points of the set: the states of an automaton that pays each of them. None if no inner set was
    /// found, which does not prove that there is none.
    pub inner: Option<Automaton>,
    /// Largest distance in any direction between the two; none without both.
    pub gap: Option<f64>,
    /// Rounds of the outer and of the inner approximation.
    pub iterations: [u64; 2],
    /// Why the outer approximation stopped.
    pub termination: Termination,
}

/// How fine, and how long.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HyperplaneOptions {
    /// Directions for two players; for more there is a fixed list.
    pub directions: usize,
    /// Change of a bound, over the payoff range, below which it has stopped.
    pub tolerance: f64,
    /// Rounds at most.
    pub most_iterations: u64,
}

impl Default for HyperplaneOptions {
    fn default() -> Self {
        Self { directions: 32, tolerance: 1e-7, most_iterations: 1000 }
    }
}

/// The two approximations.
///
/// A linear program that rounding keeps from being solved makes the outer set larger, or the inner one
/// smaller, than it could be; the gap shows it.
pub fn hyperplane_set(
    game: &RepeatedGame,
    options: &HyperplaneOptions,
    observer: &dyn Observer,
) -> HyperplaneSet {
    let stage = Stage::new(game.stage());
    let directions = directions(stage.players, options.directions);
    let work = Work { game, stage, directions, options, observer };
    let (outer, corners, rounds, termination) = work.outer();
    let (inner, inner_rounds) = match &outer {
        Some(_) => work.inner(&corners),
        None => (None, 0),
    };
    let gap = outer.as_ref().zip(inner.as_ref()).map(|(bounds, inner)| {
        let support = |c: &[f64]| {
            inner.states.iter().map(|s| dot(c, &s.payoffs)).fold(f64::NEG_INFINITY, f64::max)
        };
        let gaps = work.directions.iter().zip(bounds).map(|(c, b)| b - support(c));
        gaps.fold(0.0, f64::max)
    });
    let directions = work.directions;
    HyperplaneSet { directions, outer, inner, gap, iterations: [rounds, inner_rounds], termination }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

/// Unit vectors, those along the axes among them.
fn directions(players: usize, count: usize) -> Vec<Vec<f64>> {
    if players == 2 {
        // A multiple of four holds the axes.
        let count = count.div_ceil(4).max(1) * 4;
        let angle = |k: usize| std::f64::consts::TAU * k as f64 / count as f64;
        return (0..count)
            .map(|k| match 4 * k / count {
                0 if k == 0 => vec![1.0, 0.0],
                1 if 4 * k == count => vec![0.0, 1.0],
                2 if 2 * k == count => vec![-1.0, 0.0],
                3 if 4 * k == 3 * count => vec![0.0, -1.0],
                _ => vec![angle(k).cos(), angle(k).sin()],
            })
            .collect();
    }
    // All vectors of small whole numbers, each direction once.
    let most: i32 = if players == 3 { 2 } else { 1 };
    let width = 2 * most + 1;
    let total = (0..players).fold(1_i32, |product, _| product.saturating_mul(width));
    let mut met = BTreeSet::new();
    let mut found = Vec::new();
    for code in 0..total {
        let digits = (0..players).scan(code, |rest, _| {
            let digit = *rest % width - most;
            *rest /= width;
            Some(digit)
        });
        let digits: Vec<i32> = digits.collect();
        // Twice a vector is no new direction.
        if digits.iter().all(|d| d % 2 == 0) {
            continue;
        }
        if met.insert(digits.clone()) {
            let length = f64::from(digits.iter().map(|d| d * d).sum::<i32>()).sqrt();
            found.push(digits.iter().map(|&d| f64::from(d) / length).collect());
        }
    }
    found
}

/// Bounds of the outer set, the payoffs that meet them, rounds, and why they ended.
type Outer = (Option<Vec<f64>>, Vec<Vec<f64>>, u64, Termination);

struct Work<'a> {
    game: &'a RepeatedGame,
    stage: Stage,
    directions: Vec<Vec<f64>>,
    options: &'a HyperplaneOptions,
    observer: &'a dyn Observer,
}

/// A point that a profile and a continuation generate.
#[derive(Debug, Clone)]
struct Generated {
    payoffs: Vec<f64>,
    profile: usize,
    /// Weights on the points of the inner set; empty in the outer approximation.
    next: Vec<(usize, f64)>,
}

impl Work<'_> {
    fn delta(&self, player: usize) -> f64 {
        self.game.discounts()[player]
    }

    /// Least continuation payoffs that deter deviations from a profile.
    fn needed(&self, profile: usize, threats: &[f64]) -> Vec<f64> {
        let one = |p: usize| {
            let delta = self.delta(p);
            threats[p] + (1.0 - delta) / delta * self.stage.gain(profile, p)
        };
        (0..self.stage.players).map(one).collect()
    }

    fn now_and_then(&self, profile: usize, then: &[f64]) -> Vec<f64> {
        let one = |p: usize| {
            let delta = self.delta(p);
            (1.0 - delta) * self.stage.payoffs[profile][p] + delta * then[p]
        };
        (0..self.stage.players).map(one).collect()
    }

    fn slack(&self) -> f64 {
        1e-11 * self.stage.scale
    }

    fn outer(&self) -> Outer {
        let mut bounds: Vec<f64> = self.directions.iter().map(|c| self.feasible(c)).collect();
        let mut corners = Vec::new();
        for round in 1..=self.options.most_iterations {
            self.observer.progress("payoff set", round, 0);
            if self.observer.stopped() {
                return (Some(bounds), corners, round, Termination::Interrupted);
            }
            let threats = self.threats(&bounds);
            let mut next = Vec::with_capacity(bounds.len());
            corners.clear();
            for (c, &bound) in self.directions.iter().zip(&bounds) {
                let best = self.best(c, &threats, |objective, needed| {
                    self.best_within(&bounds, objective, needed)
                });
                match best {
                    Ok(Some(best)) => {
                        next.push(bound.min(dot(c, &best.payoffs)));
                        corners.push(best.payoffs);
                    }
                    Ok(None) => return (None, Vec::new(), round, Termination::Converged),
                    // A bound that is not lowered is still a bound.
                    Err(Unsolved) => next.push(bound),
                }
            }
            let change = bounds.iter().zip(&next).map(|(old, new)| old - new).fold(0.0, f64::max);
            bounds = next;
            if change <= self.options.tolerance * self.stage.scale {
                return (Some(bounds), corners, round, Termination::Converged);
            }
        }
        let rounds = self.options.most_iterations;
        (Some(bounds), corners, rounds, Termination::IterationLimit)
    }

    /// How far feasible payoffs reach. With one discount factor they are mixtures of stage payoffs; where
    /// factors differ, trade over time leads out of these, but not out of their box (Lehrer and Pauzner
    /// 1999).
    fn feasible(&self, c: &[f64]) -> f64 {
        let discounts = self.game.discounts();
        if discounts.iter().all(|delta| *delta == discounts[0]) {
            let reach = self.stage.payoffs.iter().map(|g| dot(c, g));
            return reach.fold(f64::NEG_INFINITY, f64::max);
        }
        let ranges = c.iter().zip(&self.stage.range);
        ranges.map(|(x, [low, high])| f64::max(x * low, x * high)).sum()
    }

    /// The least payoffs in the outer set, never below minmax.
    fn threats(&self, bounds: &[f64]) -> Vec<f64> {
        let least = |p: usize| {
            let down = |c: &Vec<f64>| c[p] == -1.0;
            let bound = self.directions.iter().position(down).map(|l| -bounds[l]);
            bound.map_or(self.stage.minmax[p], |bound| bound.max(self.stage.minmax[p]))
        };
        (0..self.stage.players).map(least).collect()
    }

    /// The generated payoff that is furthest in a direction. `then` finds the best continuation for an
    /// objective under lower bounds. Profiles that cannot do better than the best so far are not tried.
    fn best(
        &self,
        c: &[f64],
        threats: &[f64],
        then: impl Fn(&[f64], &[f64]) -> Result<Option<Continuation>, Unsolved>,
    ) -> Result<Option<Generated>, Unsolved> {
        let discounted: Vec<f64> = c.iter().enumerate().map(|(p, x)| x * self.delta(p)).collect();
        let today = |a: usize| {
            let own = |p: usize| (1.0 - self.delta(p)) * c[p] * self.stage.payoffs[a][p];
            (0..self.stage.players).map(own).sum::<f64>()
        };
        let unbound = vec![f64::NEG_INFINITY; self.stage.players];
        let Some(most) = then(&discounted, &unbound)? else { return Ok(None) };
        let most = dot(&discounted, &most.payoffs);
        let mut order: Vec<(f64, usize)> =
            (0..self.stage.payoffs.len()).map(|a| (today(a), a)).collect();
        order.sort_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)));
        let mut best: Option<(f64, Generated)> = None;
        for (now, profile) in order {
            if best.as_ref().is_some_and(|(value, _)| now + most <= *value) {
                break;
            }
            let needed = self.needed(profile, threats);
            let Some(found) = then(&discounted, &needed)? else { continue };
            let payoffs = self.now_and_then(profile, &found.payoffs);
            let value = dot(c, &payoffs);
            if best.as_ref().is_none_or(|(so_far, _)| value > *so_far) {
                best = Some((value, Generated { payoffs, profile, next: found.weights }));
            }
        }
        Ok(best.map(|(_, generated)| generated))
    }

    /// The best continuation within the outer set.
    fn best_within(
        &self,
        bounds: &[f64],
        objective: &[f64],
        needed: &[f64],
    ) -> Result<Option<Continuation>, Unsolved> {
        let mut problem = variables!();
        let w: Vec<Variable> = self
            .stage
            .range
            .iter()
            .map(|&[low, high]| problem.add(variable().min(low).max(high)))
            .collect();
        let mut model = problem.maximise(sum(&w, objective)).using(microlp);
        for (c, bound) in self.directions.iter().zip(bounds) {
            model.add_constraint(constraint!(sum(&w, c) <= *bound + self.slack()));
        }
        for (p, least) in needed.iter().enumerate().filter(|(_, least)| least.is_finite()) {
            model.add_constraint(constraint!(w[p] >= *least - self.slack()));
        }
        let payoffs = match solved(model.solve()) {
            Ok(solution) => solution.map(|solution| w.iter().map(|v| solution.value(*v)).collect()),
            // Rounding left the library with a singular basis: once more, without rounding.
            Err(Unsolved) => self.best_within_exactly(bounds, objective, needed)?,
        };
        Ok(payoffs.map(|payoffs| Continuation { payoffs, weights: Vec::new() }))
    }

    /// As [`Work::best_within`], in rationals; variables are payoffs above the least of the stage game.
    fn best_within_exactly(
        &self,
        bounds: &[f64],
        objective: &[f64],
        needed: &[f64],
    ) -> Result<Option<Vec<f64>>, Unsolved> {
        let exact = |x: f64| RBig::try_from(x).map_err(|_| Unsolved);
        let all = |xs: &[f64]| xs.iter().map(|&x| exact(x)).collect::<Result<Vec<_>, _>>();
        let lows = all(&self.stage.range.iter().map(|[low, _]| *low).collect::<Vec<_>>())?;
        let mut program = LinearProgram::maximise(all(objective)?);
        for (c, bound) in self.directions.iter().zip(bounds) {
            let c = all(c)?;
            let base = c.iter().zip(&lows).fold(RBig::ZERO, |sum, (x, low)| sum + x * low);
            program.at_most(c, exact(*bound + self.slack())? - base);
        }
        for (p, &[low, high]) in self.stage.range.iter().enumerate() {
            let mut unit = vec![RBig::ZERO; lows.len()];
            unit[p] = RBig::ONE;
            program.at_most(unit.clone(), exact(high)? - exact(low)?);
            if needed[p].is_finite() {
                program.at_least(unit, exact(needed[p] - self.slack())? - exact(low)?);
            }
        }
        match program.solve() {
            Optimum::Infeasible => Ok(None),
            // The box is bounded.
            Optimum::Unbounded => Err(Unsolved),
            Optimum::At(point, _) => {
                let payoff = |(y, low): (RBig, &RBig)| (y + low).to_f64().value();
                Ok(Some(point.into_iter().zip(&lows).map(payoff).collect()))
            }
        }
    }

    /// The best mixture of points.
    fn best_mixture(
        &self,
        points: &[Vec<f64>],
        objective: &[f64],
        needed: &[f64],
    ) -> Result<Option<Continuation>, Unsolved> {
        let worth: Vec<f64> = points.iter().map(|z| dot(objective, z)).collect();
        let mut problem = variables!();
        let weights: Vec<Variable> = problem.add_vector(variable().min(0.0), points.len());
        let mut model = problem.maximise(sum(&weights, &worth)).using(microlp);
        model.add_constraint(constraint!(sum(&weights, &vec![1.0; points.len()]) == 1.0));
        for (p, least) in needed.iter().enumerate().filter(|(_, least)| least.is_finite()) {
            let own: Vec<f64> = points.iter().map(|z| z[p]).collect();
            model.add_constraint(constraint!(sum(&weights, &own) >= *least - self.slack()));
        }
        let solved = solved(model.solve())?;
        Ok(solved.map(|solution| {
            let weights = weights.iter().map(|v| solution.value(*v)).enumerate();
            let kept: Vec<(usize, f64)> = weights.filter(|(_, w)| *w > 0.0).collect();
            mixture(points, kept)
        }))
    }

    /// What a set of points generates furthest in every direction, with the weights of the
    /// continuations on them. Directions whose programs are not solved are left out: fewer points make a
    /// smaller set, not a wrong one.
    fn generate(&self, points: &[Vec<f64>]) -> Vec<(usize, Generated)> {
        let least = |p: usize| points.iter().map(|z| z[p]).fold(f64::INFINITY, f64::min);
        let threats: Vec<f64> = (0..self.stage.players).map(least).collect();
        let one = |(l, c): (usize, &Vec<f64>)| {
            let best = self.best(c, &threats, |objective, needed| {
                self.best_mixture(points, objective, needed)
            });
            Some((l, best.ok().flatten()?))
        };
        self.directions.iter().enumerate().filter_map(one).collect()
    }

    /// States that pay points of the set, whose continuations are mixtures of one another.
    fn inner(&self, corners: &[Vec<f64>]) -> (Option<Automaton>, u64) {
        let shrunk = |share: f64| self.self_generating(&shrunk(corners, share));
        let shares = [0.0, 1e-3, 1e-2, 0.05, 0.1, 0.2, 0.4];
        // Both sets generate themselves, and so do they together: threats only get worse.
        let mut start = self.grim();
        let offset = start.len();
        for mut one in shares.into_iter().find_map(shrunk).unwrap_or_default() {
            for (state, _) in &mut one.next {
                *state += offset;
            }
            start.push(one);
        }
        if start.is_empty() { (None, 0) } else { self.grow(start) }
    }

    /// What points generate, if they are mixtures of that: then it generates itself.
    fn self_generating(&self, points: &[Vec<f64>]) -> Option<Vec<Generated>> {
        let points = distinct(points.to_vec(), 1e-9 * self.stage.scale);
        if points.is_empty() {
            return None;
        }
        let mut generated: Vec<Generated> =
            self.generate(&points).into_iter().map(|(_, one)| one).collect();
        let hull: Vec<Vec<f64>> = generated.iter().map(|g| g.payoffs.clone()).collect();
        let mut weights = Vec::with_capacity(points.len());
        for point in &points {
            let (own, miss) = nearest_mixture(&hull, point).ok()?;
            if miss > 1e-10 * self.stage.scale {
                return None;
            }
            weights.push(own);
        }
        for one in &mut generated {
            let through = one.next.iter().flat_map(|&(k, share)| {
                weights[k].iter().map(move |&(state, own)| (state, share * own))
            });
            let mut next = std::collections::BTreeMap::new();
            for (state, share) in through {
                *next.entry(state).or_insert(0.0) += share;
            }
            one.next = next.into_iter().collect();
        }
        Some(generated)
    }

    /// Payoffs of stage equilibria, and of the profiles that they deter deviations from for ever: a set
    /// that generates itself.
    fn grim(&self) -> Vec<Generated> {
        let nash: Vec<usize> = self.stage.nash().collect();
        let least =
            |p: usize| nash.iter().map(|&a| self.stage.payoffs[a][p]).fold(f64::INFINITY, f64::min);
        let threats: Vec<f64> = (0..self.stage.players).map(least).collect();
        let kept = |a: &usize| {
            let needed = self.needed(*a, &threats);
            !nash.contains(a)
                && self.stage.payoffs[*a].iter().zip(&needed).all(|(g, least)| g >= least)
        };
        let others = (0..self.stage.payoffs.len()).filter(kept);
        let profiles = nash.iter().copied().chain(others).enumerate();
        profiles
            .map(|(state, profile)| Generated {
                payoffs: self.stage.payoffs[profile].clone(),
                profile,
                next: vec![(state, 1.0)],
            })
            .collect()
    }

    /// Adds what the states generate beyond themselves until that is little. States stay, so that the
    /// continuations of earlier ones remain what they are, and threats only get worse.
    fn grow(&self, mut states: Vec<Generated>) -> (Option<Automaton>, u64) {
        let mut rounds = 0;
        let least = LEAST_GROWTH * self.stage.scale;
        while rounds < self.options.most_iterations && !self.observer.stopped() {
            rounds += 1;
            let points: Vec<Vec<f64>> = states.iter().map(|s| s.payoffs.clone()).collect();
            let before = states.len();
            for (l, one) in self.generate(&points) {
                let c = &self.directions[l];
                let reached =
                    states.iter().map(|s| dot(c, &s.payoffs)).fold(f64::NEG_INFINITY, f64::max);
                if dot(c, &one.payoffs) > reached + least {
                    states.push(one);
                }
            }
            if states.len() == before {
                break;
            }
        }
        let worst = |p: usize| {
            let all = states.iter().enumerate();
            let least = all.min_by(|a, b| a.1.payoffs[p].total_cmp(&b.1.payoffs[p]));
            least.map_or(0, |(k, _)| k)
        };
        let punishments = (0..self.stage.players).map(worst).collect();
        let told = states.iter().map(|one| AutomatonState {
            payoffs: one.payoffs.clone(),
            profile: self.game.stage().profile_at(one.profile),
            next: one.next.clone(),
        });
        (Some(Automaton { states: told.collect(), punishments, start: vec![(0, 1.0)] }), rounds)
    }
}

/// Payoffs of a continuation, and its weights where it is a mixture.
struct Continuation {
    payoffs: Vec<f64>,
    weights: Vec<(usize, f64)>,
}

/// A mixture of points, its weights brought to sum to one.
fn mixture(points: &[Vec<f64>], mut weights: Vec<(usize, f64)>) -> Continuation {
    let total: f64 = weights.iter().map(|(_, w)| w).sum();
    for (_, w) in &mut weights {
        *w /= total;
    }
    let players = points.first().map_or(0, Vec::len);
    let payoffs = (0..players).map(|p| weights.iter().map(|&(k, w)| w * points[k][p]).sum());
    Continuation { payoffs: payoffs.collect(), weights }
}

/// Weights on points that come nearest to a point, and the distance (summed over players).
fn nearest_mixture(
    points: &[Vec<f64>],
    target: &[f64],
) -> Result<(Vec<(usize, f64)>, f64), Unsolved> {
    let mut problem = variables!();
    let weights: Vec<Variable> = problem.add_vector(variable().min(0.0), points.len());
    let off: Vec<Variable> = problem.add_vector(variable().min(0.0), 2 * target.len());
    let miss = sum(&off, &vec![1.0; off.len()]);
    let mut model = problem.minimise(miss).using(microlp);
    model.add_constraint(constraint!(sum(&weights, &vec![1.0; points.len()]) == 1.0));
    for (p, &aim) in target.iter().enumerate() {
        let own: Vec<f64> = points.iter().map(|z| z[p]).collect();
        let made = sum(&weights, &own) + off[2 * p] - off[2 * p + 1];
        model.add_constraint(constraint!(made == aim));
    }
    let Some(solution) = solved(model.solve())? else {
        return Ok((Vec::new(), f64::INFINITY));
    };
    let kept = weights.iter().map(|v| solution.value(*v)).enumerate();
    let kept: Vec<(usize, f64)> = kept.filter(|(_, w)| *w > 0.0).collect();
    let miss = off.iter().map(|v| solution.value(*v)).sum();
    Ok((kept, miss))
}

/// Points without those that repeat one before.
fn distinct(points: Vec<Vec<f64>>, tolerance: f64) -> Vec<Vec<f64>> {
    let mut kept: Vec<Vec<f64>> = Vec::new();
    for point in points {
        let same =
            |other: &Vec<f64>| point.iter().zip(other).all(|(a, b)| (a - b).abs() <= tolerance);
        if !kept.iter().any(same) {
            kept.push(point);
        }
    }
    kept
}

fn sum(variables: &[Variable], coefficients: &[f64]) -> Expression {
    let terms = variables.iter().zip(coefficients).filter(|(_, c)| **c != 0.0);
    terms.map(|(v, c)| *c * *v).sum()
}

/// A linear program that rounding kept from being solved.
#[derive(Debug, Clone, Copy)]
struct Unsolved;

/// The solution of a program; none if nothing meets its lines.
fn solved<S>(result: Result<S, ResolutionError>) -> Result<Option<S>, Unsolved> {
    match result {
        Ok(solution) => Ok(Some(solution)),
        Err(ResolutionError::Infeasible) => Ok(None),
        Err(_) => Err(Unsolved),
    }
}

/// Points drawn towards their centre by a share of the way.
fn shrunk(points: &[Vec<f64>], share: f64) -> Vec<Vec<f64>> {
    let players = points.first().map_or(0, Vec::len);
    let mean = |p: usize| points.iter().map(|z| z[p]).sum::<f64>() / points.len() as f64;
    let centre: Vec<f64> = (0..players).map(mean).collect();
    let point =
        |z: &Vec<f64>| z.iter().zip(&centre).map(|(x, m)| m + (1.0 - share) * (x - m)).collect();
    points.iter().map(point).collect()
}
