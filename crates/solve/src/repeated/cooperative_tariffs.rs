//! The most cooperative tariffs that two alike countries can enforce on themselves.
//!
//! Bagwell and Staiger, "A theory of managed trade", AER 80 (1990). With `u(own, other)` the welfare of a
//! country at its own tariff and its partner's, a common tariff `t` is kept if the gain from the best
//! deviation is at most what the war after it costs: `u(R(t), t) - u(t, t) <= delta / (1 - delta) w`, with
//! `w = u(t, t) - u(n, n)` the value of cooperation per period and `n` the Nash tariff. With surges, drawn
//! afresh every period, the schedule `t(e)` must be kept in every state against the *expected* value of
//! cooperation, `w = E u(t(e), t(e)) - E u(n(e), n(e))`: in a surge the tariff rises, so that the
//! temptation does not pass what cooperation is worth. The most cooperative schedule is the largest fixed
//! point in `w`, reached from above.

use serde::Serialize;

/// Points at which a tariff is sought before it is refined.
const GRID: u32 = 2000;
/// Rounds of the fixed point in the value of cooperation.
const MOST_ROUNDS: u32 = 100_000;

/// The stage game of two countries that are alike, in one state of the world.
pub struct TariffStage<'a> {
    /// Welfare at the own tariff and the partner's.
    pub welfare: &'a dyn Fn(f64, f64) -> f64,
    /// The best reply to the partner's tariff.
    pub reply: &'a dyn Fn(f64) -> f64,
    /// The tariff of the static Nash equilibrium, at least zero.
    pub nash: f64,
}

/// The lowest self-enforcing tariff of every state.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CooperativeTariffs {
    /// By state.
    pub tariffs: Vec<f64>,
    /// What cooperation is worth per period, in expectation.
    pub value: f64,
    /// By state: what is lost by a deviation less what is gained, per period, over `delta / (1 - delta)`;
    /// zero where the tariff is held up by it.
    pub slack: Vec<f64>,
    /// Rounds of the fixed point.
    pub rounds: u32,
}

/// The most cooperative tariff without shocks.
pub fn cooperative_tariff(stage: &TariffStage<'_>, discount: f64) -> CooperativeTariffs {
    let patience = discount / (1.0 - discount);
    let (u, n) = (stage.welfare, stage.nash);
    let war = u(n, n);
    let slack = |t: f64| patience * (u(t, t) - war) - temptation(stage, t);
    let tariff = lowest(n, u(0.0, 0.0).abs().max(war.abs()), slack);
    let value = u(tariff, tariff) - war;
    CooperativeTariffs { tariffs: vec![tariff], value, slack: vec![slack(tariff)], rounds: 1 }
}

/// The most cooperative schedule of tariffs over states with probabilities, drawn afresh every period.
pub fn cooperative_schedule(
    states: &[(f64, TariffStage<'_>)],
    discount: f64,
) -> CooperativeTariffs {
    let patience = discount / (1.0 - discount);
    let expected = |worth: &dyn Fn(&TariffStage<'_>, usize) -> f64| {
        states.iter().enumerate().map(|(k, (p, stage))| p * worth(stage, k)).sum::<f64>()
    };
    let war = expected(&|stage, _| (stage.welfare)(stage.nash, stage.nash));
    let schedule = |value: f64| -> Vec<f64> {
        let one = |(_, stage): &(f64, TariffStage<'_>)| {
            let scale = (stage.welfare)(0.0, 0.0).abs();
            lowest(stage.nash, scale, |t| patience * value - temptation(stage, t))
        };
        states.iter().map(one).collect()
    };
    let worth =
        |tariffs: &[f64]| expected(&|stage, k| (stage.welfare)(tariffs[k], tariffs[k])) - war;
    let mut tariffs = vec![0.0; states.len()];
    let mut value = worth(&tariffs);
    let mut rounds = 0;
    while rounds < MOST_ROUNDS {
        rounds += 1;
        tariffs = schedule(value);
        let next = worth(&tariffs);
        let settled = (value - next).abs() <= 1e-15 * war.abs().max(f64::MIN_POSITIVE);
        value = next;
        if settled {
            break;
        }
    }
    let slack = states
        .iter()
        .zip(&tariffs)
        .map(|((_, stage), &t)| patience * value - temptation(stage, t))
        .collect();
    CooperativeTariffs { tariffs, value, slack, rounds }
}

/// What the best deviation gains at once.
fn temptation(stage: &TariffStage<'_>, t: f64) -> f64 {
    (stage.welfare)((stage.reply)(t), t) - (stage.welfare)(t, t)
}

/// The lowest tariff up to the Nash tariff at which there is no shortfall.
fn lowest(nash: f64, scale: f64, slack: impl Fn(f64) -> f64) -> f64 {
    // What holds with equality must not fail by rounding.
    let kept = |t: f64| slack(t) >= -1e-15 * scale.max(f64::MIN_POSITIVE);
    let at = |k: u32| nash * f64::from(k) / f64::from(GRID);
    let Some(first) = (0..=GRID).find(|&k| kept(at(k))) else { return nash };
    if first == 0 {
        return 0.0;
    }
    let (mut low, mut high) = (at(first - 1), at(first));
    loop {
        let middle = 0.5 * (low + high);
        if middle <= low || middle >= high {
            return high;
        }
        if kept(middle) {
            high = middle;
        } else {
            low = middle;
        }
    }
}
