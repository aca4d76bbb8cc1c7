//! Round numbers for the ticks of an axis.

/// The smallest of 1, 2, 5 times a power of ten that is no less than a number.
pub(super) fn round_step(least: f64) -> f64 {
    let power = 10f64.powf(least.log10().floor());
    let found = [1.0, 2.0, 5.0].into_iter().find(|factor| factor * power >= least);
    found.unwrap_or(10.0) * power
}

#[cfg(test)]
mod tests {
    use super::round_step;

    #[test]
    fn ticks_stand_at_round_numbers() {
        for (least, step) in [(0.03, 0.05), (0.9, 1.0), (1.2, 2.0), (7.0, 10.0), (0.002, 0.002)] {
            assert!((round_step(least) - step).abs() < 1e-12, "{least}");
        }
    }
}
