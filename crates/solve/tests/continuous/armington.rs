//! Two Armington countries with one good each: optimal and Nash tariffs against published forms.
//!
//! `U_i = Y_i / P_i`, `P_i^(1-s) = p_ii^(1-s) + p_ij^(1-s)`, duty rebated, trade balanced; the wage of
//! country 2 is one. Numbers: `continuous_two_country.json` of the shared cases (mpmath, 30 digits).

use talion_game::{
    ContinuousError, ContinuousGame, ContinuousPlayer, ContinuousSession, Instrument, PlayerId,
    Point, Quiet,
};
use talion_solve::{NashOptions, ReplyOptions, best_response, nash};

/// Each country sets `x = ln(1 + t)`; payoffs are `ln U`.
struct Armington {
    sigma: f64,
    iceberg: f64,
    labour: [f64; 2],
    players: Vec<ContinuousPlayer>,
}

impl Armington {
    fn new(sigma: f64, iceberg: f64, labour: [f64; 2]) -> Self {
        let player = |label: &str| ContinuousPlayer {
            label: label.to_owned(),
            instruments: vec![Instrument::new("ln(1 + t)", 0.0, 2.0)],
        };
        Self { sigma, iceberg, labour, players: vec![player("1"), player("2")] }
    }
}

impl ContinuousGame for Armington {
    fn players(&self) -> &[ContinuousPlayer] {
        &self.players
    }

    fn session(&self) -> Box<dyn ContinuousSession + Send + '_> {
        Box::new(World { game: self, wage: 0.0, residual: 0.0 })
    }

    fn status_quo(&self) -> Point {
        vec![vec![0.0], vec![0.0]]
    }
}

struct World<'a> {
    game: &'a Armington,
    /// Logarithm of the wage of country 1.
    wage: f64,
    residual: f64,
}

/// A country at given wages and tariffs, with derivatives in (ln w, x): own tariff only matters.
struct Country {
    log_welfare: f64,
    welfare_slopes: [f64; 2],
    /// Logarithm of imports net of duty.
    log_imports: f64,
    import_slopes: [f64; 2],
}

impl World<'_> {
    /// `relative` is the logarithm of the price of imports before duty over that of home goods,
    /// `home` that of the home wage; `sign` their derivatives in ln w.
    fn country(&self, i: usize, x: f64, relative: (f64, f64), home: (f64, f64)) -> Country {
        let s = self.game.sigma;
        let ratio = ((1.0 - s) * (relative.0 + x)).exp();
        let share = ratio / (1.0 + ratio);
        // d ln share = (1 - s)(1 - share)(d relative + dx)
        let share_slope = (1.0 - s) * (1.0 - share) * share;
        let duty = 1.0 - (-x).exp();
        let kept = 1.0 - duty * share;
        let income = home.0 + self.game.labour[i].ln() - kept.ln();
        let income_slopes = [
            home.1 + duty * share_slope * relative.1 / kept,
            (duty * share_slope + (-x).exp() * share) / kept,
        ];
        let price = home.0 + (1.0 + ratio).ln() / (1.0 - s);
        let price_slopes = [home.1 + share * relative.1, share];
        let share_log = [share_slope / share * relative.1, share_slope / share];
        Country {
            log_welfare: income - price,
            welfare_slopes: [
                income_slopes[0] - price_slopes[0],
                income_slopes[1] - price_slopes[1],
            ],
            log_imports: share.ln() + income - x,
            import_slopes: [share_log[0] + income_slopes[0], share_log[1] + income_slopes[1] - 1.0],
        }
    }

    fn countries(&self, x: [f64; 2]) -> [Country; 2] {
        let d = self.game.iceberg.ln();
        [
            self.country(0, x[0], (d - self.wage, -1.0), (self.wage, 1.0)),
            self.country(1, x[1], (d + self.wage, 1.0), (0.0, 0.0)),
        ]
    }

    /// Newton on balanced trade in ln w.
    fn balance(&mut self, x: [f64; 2]) -> Result<[Country; 2], ContinuousError> {
        for _ in 0..100 {
            let both = self.countries(x);
            let gap = both[0].log_imports - both[1].log_imports;
            let slope = both[0].import_slopes[0] - both[1].import_slopes[0];
            let step = (gap / slope).clamp(-1.0, 1.0);
            self.wage -= step;
            if step.abs() < 1e-15 * (1.0 + self.wage.abs()) || gap == 0.0 {
                self.residual = gap.abs();
                return Ok(self.countries(x));
            }
            if step.abs() < 1e-13 {
                self.residual = gap.abs();
            }
        }
        if self.residual < 1e-12 {
            return Ok(self.countries(x));
        }
        Err(ContinuousError::NoPayoff { cause: "trade does not balance".to_owned() })
    }
}

impl ContinuousSession for World<'_> {
    fn payoffs(&mut self, point: &[Vec<f64>]) -> Result<Vec<f64>, ContinuousError> {
        let both = self.balance([point[0][0], point[1][0]])?;
        Ok(both.iter().map(|c| c.log_welfare).collect())
    }

    fn gradient(
        &mut self,
        player: PlayerId,
        point: &[Vec<f64>],
        gradient: &mut [Vec<f64>],
    ) -> Result<f64, ContinuousError> {
        let both = self.balance([point[0][0], point[1][0]])?;
        let slope = both[0].import_slopes[0] - both[1].import_slopes[0];
        let wage_slopes = [-both[0].import_slopes[1] / slope, both[1].import_slopes[1] / slope];
        let own = &both[player.0];
        for (j, g) in gradient.iter_mut().enumerate() {
            g[0] = own.welfare_slopes[0] * wage_slopes[j];
            if j == player.0 {
                g[0] += own.welfare_slopes[1];
            }
        }
        Ok(own.log_welfare)
    }

    fn residual(&self) -> f64 {
        self.residual
    }
}

#[test]
fn gradient_agrees_with_differences() {
    let game = Armington::new(4.0, 1.3, [1.0, 2.0]);
    let mut session = game.session();
    for point in [[0.0, 0.0], [0.3, 0.1], [0.05, 0.6]] {
        for player in 0..2 {
            let at = |x: [f64; 2]| vec![vec![x[0]], vec![x[1]]];
            let mut gradient = at([0.0, 0.0]);
            session.gradient(PlayerId(player), &at(point), &mut gradient).unwrap();
            for j in 0..2 {
                let mut moved = |by: f64| {
                    let mut to = point;
                    to[j] += by;
                    session.payoffs(&at(to)).unwrap()[player]
                };
                let difference = (moved(1e-5) - moved(-1e-5)) / 2e-5;
                assert!((difference - gradient[j][0]).abs() < 1e-9, "{difference}, {gradient:?}");
            }
        }
    }
}

#[test]
fn symmetric_nash_tariffs_meet_their_equation() {
    // sigma, iceberg, tariff, welfare at Nash, welfare at free trade
    let cases = [
        (5.0, 1.0, 0.313_855_935_501_142_55, 1.143_671_004_525_177_4, 1.189_207_115_002_721),
        (4.0, 1.0, 0.416_200_079_704_593_05, 1.197_405_258_028_256_8, 1.259_921_049_894_873_2),
        (5.0, 1.5, 0.265_230_915_092_250_94, 1.034_253_683_702_141, 1.046_096_330_904_998_7),
        (3.0, 1.2, 0.586_889_526_548_253_3, 1.227_640_714_318_052_8, 1.301_708_279_317_775_7),
    ];
    for (sigma, iceberg, tariff, at_nash, free) in cases {
        let game = Armington::new(sigma, iceberg, [1.0, 1.0]);
        let options = NashOptions { tolerance: 1e-12, ..NashOptions::default() };
        let solution = nash(&game, &options, &Quiet).unwrap();
        assert_eq!(solution.equilibria.len(), 1, "sigma {sigma}: {:?}", solution.runs);
        let equilibrium = &solution.equilibria[0];
        for p in 0..2 {
            let t = equilibrium.point[p][0].exp_m1();
            assert!((t - tariff).abs() < 1e-9, "sigma {sigma}: {t} for {tariff}");
            let formula =
                (1.0 + iceberg.powf(1.0 - sigma) * (1.0 + t).powf(-sigma)) / (sigma - 1.0);
            assert!((t - formula).abs() < 1e-9);
            assert!((equilibrium.values[p].exp() - at_nash).abs() < 1e-12);
        }
        assert!(equilibrium.certificate.max_gain < 1e-11, "{:?}", equilibrium.certificate);
        assert!(equilibrium.certificate.projected_gradient < 1e-9);
        assert!(equilibrium.certificate.residual < 1e-12);
        let at_free = game.session().payoffs(&[vec![0.0], vec![0.0]]).unwrap();
        assert!((at_free[0].exp() - free).abs() < 1e-12);
    }
}

#[test]
fn at_the_threshold_of_size_the_big_country_breaks_even() {
    let cases = [
        (3.0, 5.063_321_889_097_347, [0.751_489_520_698_876_1, 0.549_710_252_285_988_6]),
        (4.0, 4.010_413_979_297_667, [0.500_175_850_636_197_3, 0.370_593_702_113_781_5]),
        (6.0, 3.356_731_406_872_718, [0.299_630_269_936_636_83, 0.224_693_634_357_687_72]),
    ];
    for (sigma, ratio, tariffs) in cases {
        let game = Armington::new(sigma, 1.0, [ratio, 1.0]);
        let solution =
            nash(&game, &NashOptions { tolerance: 1e-12, ..NashOptions::default() }, &Quiet)
                .unwrap();
        let equilibrium = &solution.equilibria[0];
        for (x, expected) in equilibrium.point.iter().zip(tariffs) {
            assert!((x[0].exp_m1() - expected).abs() < 1e-9, "{x:?} for {expected}");
        }
        let free = game.session().payoffs(&[vec![0.0], vec![0.0]]).unwrap();
        assert!((equilibrium.values[0] - free[0]).abs() < 1e-12);
        assert!(equilibrium.values[1] < free[1]);
    }
}

#[test]
fn the_optimum_of_a_small_country_tends_to_the_inverse_trade_elasticity() {
    let game = Armington::new(5.0, 1.2, [1e-7, 1.0]);
    let free = [vec![0.0], vec![0.0]];
    let best = best_response(&game, PlayerId(0), &free, &ReplyOptions::default(), &Quiet).unwrap();
    assert!((best.point[0][0].exp_m1() - 0.25).abs() < 1e-5, "{:?}", best.point);
    assert!(best.check.gain < 1e-11);
}
