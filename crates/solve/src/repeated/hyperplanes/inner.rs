//! The inner set: points that generate themselves, the states of an automaton that pays each of them.

use super::programs::nearest_mixture;
use super::work::{Generated, Work, dot};
use std::collections::BTreeMap;
use talion_game::{Automaton, AutomatonState};

/// Growth of the inner set in a direction, over the payoff range, that is worth another state.
const LEAST_GROWTH: f64 = 1e-4;

impl Work<'_> {
    /// States that pay points of the set, whose continuations are mixtures of one another.
    pub(super) fn inner(&self, corners: &[Vec<f64>]) -> (Option<Automaton>, u64) {
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
            let mut next = BTreeMap::new();
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

/// Points drawn towards their centre by a share of the way.
fn shrunk(points: &[Vec<f64>], share: f64) -> Vec<Vec<f64>> {
    let players = points.first().map_or(0, Vec::len);
    let mean = |p: usize| points.iter().map(|z| z[p]).sum::<f64>() / points.len() as f64;
    let centre: Vec<f64> = (0..players).map(mean).collect();
    let point =
        |z: &Vec<f64>| z.iter().zip(&centre).map(|(x, m)| m + (1.0 - share) * (x - m)).collect();
    points.iter().map(point).collect()
}
