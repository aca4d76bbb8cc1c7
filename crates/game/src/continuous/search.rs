//! The independent search for a profitable deviation of one player over its whole box.
//!
//! Nothing here is shared with the solvers: an even filling of the box, its corners, a grid along
//! every axis, then spectral projected gradients from the best of these and a compass search from
//! the best of all.

use super::spectral::spectral_projected_gradient;
use super::{ContinuousSession, Instrument, Point, low_discrepancy};
use crate::PlayerId;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Boxes of at most this dimension are searched at every corner.
const ALL_CORNERS: usize = 6;
/// Compass steps, as shares of the width of the box, start at the first and end below the second.
const COMPASS: (f64, f64) = (0.1, 1e-7);

/// How much work a search may do; printed with what it found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SearchBudget {
    /// Points of the low-discrepancy filling.
    pub fillings: usize,
    /// Levels on every axis through the point, both bounds among them.
    pub levels: usize,
    /// Starts that are polished, besides the point itself.
    pub polished: usize,
    /// Gradient steps of each polish.
    pub gradient_steps: usize,
    /// Payoffs that the compass search may ask for.
    pub compass: usize,
}

impl SearchBudget {
    /// No search beyond the corners of the box: for points whose worth is known from elsewhere.
    pub const NONE: Self =
        Self { fillings: 0, levels: 0, polished: 0, gradient_steps: 0, compass: 0 };
}

impl SearchBudget {
    /// For games of thousands of instruments: the corners of the box, a few points, one polish.
    pub const LIGHT: Self =
        Self { fillings: 4, levels: 0, polished: 1, gradient_steps: 20, compass: 0 };
    /// An even filling, a grid along every axis, three polishes, a compass search.
    pub const NORMAL: Self =
        Self { fillings: 32, levels: 5, polished: 3, gradient_steps: 40, compass: 200 };
    /// About ten times that.
    pub const THOROUGH: Self =
        Self { fillings: 320, levels: 20, polished: 30, gradient_steps: 80, compass: 2000 };
}

impl Default for SearchBudget {
    fn default() -> Self {
        Self::NORMAL
    }
}

/// Work that a search did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchEffort {
    /// Payoffs computed.
    pub payoffs: u64,
    /// Gradients computed.
    pub gradients: u64,
    /// Points at which the model had no payoff.
    pub without_payoff: u64,
}

/// The search of one player against the others' levels.
pub(super) struct Search<'a> {
    session: &'a mut dyn ContinuousSession,
    player: PlayerId,
    instruments: &'a [Instrument],
    at: Point,
    gradient: Point,
    /// Work done so far.
    pub(super) effort: SearchEffort,
}

impl<'a> Search<'a> {
    pub(super) fn new(
        session: &'a mut dyn ContinuousSession,
        player: PlayerId,
        instruments: &'a [Instrument],
        point: &[Vec<f64>],
    ) -> Self {
        let gradient = point.iter().map(|x| vec![0.0; x.len()]).collect();
        let at = point.to_vec();
        Self { session, player, instruments, at, gradient, effort: SearchEffort::default() }
    }

    /// The best deviation found and its payoff; the point itself if there is none better.
    pub(super) fn run(&mut self, value: f64, budget: &SearchBudget) -> (f64, Vec<f64>) {
        let own = self.at[self.player.0].clone();
        let mut met: Vec<(f64, Vec<f64>)> = self
            .starts(&own, budget)
            .into_iter()
            .filter_map(|x| Some((self.payoff(&x)?, x)))
            .collect();
        // Stable: ties stay in the order of the search.
        met.sort_by(|a, b| b.0.total_cmp(&a.0));
        let mut best = (value, own.clone());
        let mut keep = |found: (f64, Vec<f64>)| {
            if found.0 > best.0 {
                best = found;
            }
        };
        let polish: Vec<Vec<f64>> = std::iter::once(own)
            .chain(met.iter().take(budget.polished).map(|(_, x)| x.clone()))
            .collect();
        met.into_iter().take(1).for_each(&mut keep);
        for start in polish {
            let instruments = self.instruments;
            let slope = &mut |x: &[f64]| self.slope(x);
            spectral_projected_gradient(instruments, slope, &start, budget.gradient_steps)
                .into_iter()
                .for_each(&mut keep);
        }
        self.compass(best, budget.compass)
    }

    fn starts(&self, own: &[f64], budget: &SearchBudget) -> Vec<Vec<f64>> {
        let mut starts: Vec<Vec<f64>> =
            (1..=budget.fillings).map(|k| low_discrepancy(self.instruments, k)).collect();
        starts.extend(corners(self.instruments));
        for (k, instrument) in self.instruments.iter().enumerate() {
            for level in 0..budget.levels {
                let share = level as f64 / (budget.levels - 1).max(1) as f64;
                let mut x = own.to_vec();
                x[k] = instrument.clip(instrument.lower + share * instrument.width());
                starts.push(x);
            }
        }
        starts
    }

    /// Coordinate moves of shrinking size, the first better one taken (Kolda, Lewis and Torczon 2003).
    fn compass(&mut self, from: (f64, Vec<f64>), limit: usize) -> (f64, Vec<f64>) {
        let (mut value, mut x) = from;
        let (mut step, mut asked) = (COMPASS.0, 0);
        while step > COMPASS.1 && asked < limit {
            let mut moved = false;
            for k in 0..x.len() {
                for sign in [1.0, -1.0] {
                    let instrument = &self.instruments[k];
                    let to = instrument.clip(x[k] + sign * step * instrument.width());
                    if to == x[k] || asked >= limit {
                        continue;
                    }
                    asked += 1;
                    let back = std::mem::replace(&mut x[k], to);
                    match self.payoff(&x) {
                        Some(better) if better > value => (value, moved) = (better, true),
                        _ => x[k] = back,
                    }
                }
            }
            if !moved {
                step *= 0.5;
            }
        }
        (value, x)
    }

    fn payoff(&mut self, own: &[f64]) -> Option<f64> {
        self.at[self.player.0].copy_from_slice(own);
        self.effort.payoffs += 1;
        let found = self.session.payoffs(&self.at).ok().map(|u| u[self.player.0]);
        self.finite(found)
    }

    fn slope(&mut self, own: &[f64]) -> Option<(f64, Vec<f64>)> {
        self.at[self.player.0].copy_from_slice(own);
        self.effort.gradients += 1;
        let found = self.session.gradient(self.player, &self.at, &mut self.gradient).ok();
        let value = self.finite(found)?;
        Some((value, self.gradient[self.player.0].clone()))
    }

    fn finite(&mut self, found: Option<f64>) -> Option<f64> {
        let found = found.filter(|v| v.is_finite());
        self.effort.without_payoff += u64::from(found.is_none());
        found
    }
}

/// All corners of a small box; of a large one, those with all instruments low and all high.
fn corners(instruments: &[Instrument]) -> Vec<Vec<f64>> {
    let dimension = instruments.len();
    let patterns: Vec<usize> =
        if dimension <= ALL_CORNERS { (0..1 << dimension).collect() } else { vec![0, usize::MAX] };
    let bit = |pattern: usize, k: usize| pattern == usize::MAX || pattern >> k & 1 == 1;
    patterns
        .into_iter()
        .map(|pattern| {
            let side =
                |(k, i): (usize, &Instrument)| if bit(pattern, k) { i.upper } else { i.lower };
            // Beyond `ALL_CORNERS` the only patterns are none and all, so no shift overflows.
            instruments.iter().enumerate().map(|(k, i)| side((k % 64, i))).collect()
        })
        .collect()
}
