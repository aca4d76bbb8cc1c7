//! Intervals of doubles that are rounded outwards, so that they hold every true value.

/// All numbers from `lower` to `upper`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Interval {
    pub(super) lower: f64,
    pub(super) upper: f64,
}

impl Interval {
    pub(super) const ZERO: Self = Self { lower: 0.0, upper: 0.0 };

    pub(super) fn new(lower: f64, upper: f64) -> Self {
        Self { lower, upper }
    }

    /// One number.
    pub(super) fn point(value: f64) -> Self {
        Self { lower: value, upper: value }
    }

    /// `a - b`; a single number where that is exact (the error of a difference of doubles is a
    /// double: Knuth 1969, section 4.2.2).
    pub(super) fn difference(a: f64, b: f64) -> Self {
        let rounded = a - b;
        let back = a - rounded;
        let error = (a - (rounded + back)) + (back - b);
        if error == 0.0 { Self::point(rounded) } else { Self::point(rounded).widened() }
    }

    pub(super) fn plus(self, other: Self) -> Self {
        Self::new(self.lower + other.lower, self.upper + other.upper).widened()
    }

    pub(super) fn minus(self, other: Self) -> Self {
        Self::new(self.lower - other.upper, self.upper - other.lower).widened()
    }

    pub(super) fn times(self, other: Self) -> Self {
        let products = [
            self.lower * other.lower,
            self.lower * other.upper,
            self.upper * other.lower,
            self.upper * other.upper,
        ];
        let lower = products.iter().copied().fold(f64::INFINITY, f64::min);
        let upper = products.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        Self::new(lower, upper).widened()
    }

    /// One unit in the last place further on both sides.
    fn widened(self) -> Self {
        Self::new(self.lower.next_down(), self.upper.next_up())
    }

    /// The part that both share, if there is one.
    pub(super) fn met(self, other: Self) -> Option<Self> {
        let lower = self.lower.max(other.lower);
        let upper = self.upper.min(other.upper);
        (lower <= upper).then_some(Self { lower, upper })
    }

    pub(super) fn contains_inside(self, other: Self) -> bool {
        self.lower < other.lower && other.upper < self.upper
    }

    pub(super) fn contains_zero(self) -> bool {
        self.lower <= 0.0 && 0.0 <= self.upper
    }

    pub(super) fn width(self) -> f64 {
        self.upper - self.lower
    }

    pub(super) fn middle(self) -> f64 {
        self.lower + 0.5 * (self.upper - self.lower)
    }
}

/// Range of `sum_t w_t v_t` over weights in the given intervals that sum to one: a fractional
/// knapsack on each side. The weights' intervals must allow the sum.
pub(super) fn expectation(weights: &[Interval], values: &[Interval]) -> Interval {
    let extreme = |sign: f64| {
        let value = |t: usize| if sign > 0.0 { values[t].upper } else { -values[t].lower };
        let mut order: Vec<usize> = (0..values.len()).collect();
        order.sort_by(|&a, &b| value(b).total_cmp(&value(a)));
        let mut left = 1.0 - weights.iter().map(|w| w.lower).sum::<f64>();
        let (mut sum, mut size) = (0.0, 0.0_f64);
        for t in order {
            let extra = left.clamp(0.0, weights[t].width());
            left -= extra;
            sum += (weights[t].lower + extra) * value(t);
            size = size.max(value(t).abs());
        }
        // Rounding of sums and of the mass left over, each some units in the last place.
        sum + size * f64::EPSILON * 4.0 * (values.len() + 1) as f64
    };
    Interval::new(-extreme(-1.0), extreme(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn interval() -> impl Strategy<Value = Interval> {
        (-4.0..4.0_f64, 0.0..2.0_f64).prop_map(|(a, w)| Interval::new(a, a + w))
    }

    fn inside(x: Interval, share: f64) -> f64 {
        (x.lower + share * x.width()).clamp(x.lower, x.upper)
    }

    proptest! {
        #[test]
        fn operations_hold_every_value(a in interval(), b in interval(), s in 0.0..=1.0, t in 0.0..=1.0) {
            let (x, y) = (inside(a, s), inside(b, t));
            let holds = |range: Interval, value: f64| range.lower <= value && value <= range.upper;
            prop_assert!(holds(a.plus(b), x + y));
            prop_assert!(holds(a.minus(b), x - y));
            prop_assert!(holds(a.times(b), x * y));
            prop_assert!(holds(Interval::difference(x, y), x - y));
        }

        #[test]
        fn expectations_hold_and_are_tight(raw in prop::array::uniform3(0.05..1.0_f64), values in prop::array::uniform3(interval())) {
            let sum: f64 = raw.iter().sum();
            let weights = raw.map(|w| w / sum);
            let around = weights.map(|w| Interval::new((w - 0.1).max(0.0), (w + 0.1).min(1.0)));
            let range = expectation(&around, &values);
            for share in [0.0, 0.5, 1.0] {
                let mean: f64 = (0..3).map(|t| weights[t] * inside(values[t], share)).sum();
                prop_assert!(range.lower <= mean && mean <= range.upper);
            }
            let all = expectation(&[Interval::new(0.0, 1.0); 3], &values);
            let top = values.iter().map(|v| v.upper).fold(f64::NEG_INFINITY, f64::max);
            prop_assert!((all.upper - top).abs() < 1e-13, "the whole simplex reaches the best");
        }
    }
}
