//! Most cooperative tariffs under import surges (Bagwell and Staiger 1990).

use talion_solve::repeated::{TariffStage, cooperative_schedule, cooperative_tariff};

/// Welfare of the linear tariff game with foreign endowment `e`.
fn welfare(e: f64) -> impl Fn(f64, f64) -> f64 {
    move |own, other| {
        let importing = (e - own).powi(2) / 8.0 + own * (e - own) / 2.0;
        let exporting = (e + other).powi(2) / 8.0 + e * (2.0 - e - other) / 2.0;
        importing + exporting
    }
}

#[test]
fn without_surges_the_schedule_is_the_static_tariff() {
    let worth = welfare(1.0);
    let stage = || TariffStage { welfare: &worth, reply: &|_| 1.0 / 3.0, nash: 1.0 / 3.0 };
    for delta in [0.1, 0.3, 0.5, 0.59, 0.8] {
        let alone = cooperative_tariff(&stage(), delta).tariffs[0];
        let twice = cooperative_schedule(&[(0.25, stage()), (0.75, stage())], delta);
        for t in &twice.tariffs {
            assert!((t - alone).abs() < 1e-9, "{delta}: {t} for {alone}");
        }
    }
}

/// In closed form: the own-tariff part of welfare is `(1/8)(e - t)^2 + t (e - t) / 2`, whose gain from
/// `t` to the best tariff `e / 3` is `(3/8) (t - e/3)^2`; so a tariff that is held up is `e/3` less
/// `sqrt((8/3) k w)`, `k = delta / (1 - delta)`, with the same distance in every state.
#[test]
fn tariffs_rise_in_a_surge() {
    let (calm, surge) = (welfare(0.8), welfare(1.2));
    for delta in [0.2, 0.4, 0.55] {
        let stages = [
            (0.7, TariffStage { welfare: &calm, reply: &|_| 0.8 / 3.0, nash: 0.8 / 3.0 }),
            (0.3, TariffStage { welfare: &surge, reply: &|_| 0.4, nash: 0.4 }),
        ];
        let found = cooperative_schedule(&stages, delta);
        let distance = (8.0 / 3.0 * delta / (1.0 - delta) * found.value).sqrt();
        for (e, t) in [0.8, 1.2].into_iter().zip(&found.tariffs) {
            let wanted = f64::max(e / 3.0 - distance, 0.0);
            assert!((t - wanted).abs() < 1e-9, "{delta}: {t} for {wanted}");
        }
        assert!(found.tariffs[1] > found.tariffs[0], "{delta}: {:?}", found.tariffs);
        // The value of cooperation is that of the schedule itself.
        let of = |e: f64, t: f64| welfare(e)(t, t) - welfare(e)(e / 3.0, e / 3.0);
        let value = 0.7 * of(0.8, found.tariffs[0]) + 0.3 * of(1.2, found.tariffs[1]);
        assert!((found.value - value).abs() < 1e-12 && value > 0.0);
        assert!(found.slack.iter().all(|slack| *slack > -1e-12));
    }
}
