//! The war of attrition in which each side alone knows what the prize is worth to it.
//!
//! Values are drawn independently from `F` with density `f`; both pay `c` per unit of time until one
//! quits. In the symmetric equilibrium a side with value `v` quits at `s(v)`, where
//! `s'(v) = v f(v) / (c (1 - F(v)))` and `s(low) = 0` (Bulow and Klemperer, "The generalized war of
//! attrition", AER 89, 1999).

/// Panels of an integral over values.
const PANELS: u32 = 400;
/// Five-point rule of Gauss and Legendre on [-1, 1]: places and weights.
const GAUSS: [(f64, f64); 5] = [
    (-0.906_179_845_938_664, 0.236_926_885_056_189_08),
    (-0.538_469_310_105_683_1, 0.478_628_670_499_366_47),
    (0.0, 0.568_888_888_888_888_9),
    (0.538_469_310_105_683_1, 0.478_628_670_499_366_47),
    (0.906_179_845_938_664, 0.236_926_885_056_189_08),
];

/// A function of a value.
type Function = Box<dyn Fn(f64) -> f64 + Send + Sync>;

/// How values are distributed.
pub struct Values {
    /// The lowest value, zero or more.
    pub low: f64,
    /// Probability of a value up to this one.
    pub below: Function,
    /// Density.
    pub density: Function,
}

/// A symmetric war of attrition with private values.
pub struct BiddingWar {
    values: Values,
    cost: f64,
}

impl Values {
    /// Values that are uniform between two bounds.
    pub fn uniform(low: f64, high: f64) -> Self {
        let width = high - low;
        Self {
            low,
            below: Box::new(move |v| ((v - low) / width).clamp(0.0, 1.0)),
            density: Box::new(move |v| if (low..=high).contains(&v) { 1.0 / width } else { 0.0 }),
        }
    }

    /// Values that are exponential with a mean.
    pub fn exponential(mean: f64) -> Self {
        Self {
            low: 0.0,
            below: Box::new(move |v| -(-v / mean).exp_m1()),
            density: Box::new(move |v| (-v / mean).exp() / mean),
        }
    }
}

impl BiddingWar {
    /// A war in which both pay `cost` per unit of time, above zero.
    pub fn new(values: Values, cost: f64) -> Self {
        Self { values, cost }
    }

    /// When a side with a value quits; it grows beyond all bounds towards the highest value.
    pub fn stop(&self, value: f64) -> f64 {
        let Values { low, below, density } = &self.values;
        integral(*low, value, &|v| v * density(v) / (1.0 - below(v))) / self.cost
    }

    /// What a side with a value gets by quitting when a side with value `as_if` would, against a rival
    /// that quits by [`Self::stop`]: integrated over the rival's values.
    pub fn payoff(&self, value: f64, as_if: f64) -> f64 {
        let Values { low, below, density } = &self.values;
        // The rival quits first; then the rest of the time is its stopping time.
        let won = integral(*low, as_if, &|v| (value - self.cost * self.stop(v)) * density(v));
        won - self.cost * self.stop(as_if) * (1.0 - below(as_if))
    }

    /// Largest gain of a side with one of these values from quitting when a side with another one would.
    pub fn largest_gain(&self, values: &[f64]) -> f64 {
        let mut gain = 0.0_f64;
        for &value in values {
            let own = self.payoff(value, value);
            for &other in values {
                gain = gain.max(self.payoff(value, other) - own);
            }
        }
        gain
    }
}

fn integral(from: f64, to: f64, of: &dyn Fn(f64) -> f64) -> f64 {
    let half = (to - from) / f64::from(PANELS) / 2.0;
    (0..PANELS)
        .map(|panel| {
            let middle = from + half * f64::from(2 * panel + 1);
            let sum: f64 = GAUSS.iter().map(|(at, weight)| weight * of(middle + half * at)).sum();
            half * sum
        })
        .sum()
}
