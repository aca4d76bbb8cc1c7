//! Bargaining over continuous instruments: pair by pair among three, and over linear tariffs.

use crate::cases::{cases, number};
use talion_game::{
    ContinuousError, ContinuousGame, ContinuousPlayer, ContinuousSession, Instrument, PlayerId,
    Point, Quiet, Termination,
};
use talion_solve::bargaining::{Link, nash_in_nash};
use talion_solve::{BargainingRule, NashOptions, ReplyOptions, best_response, cooperate, nash};

/// A player's payoff at a point; derivatives are taken by central differences, exact for quadratics.
type Payoff = fn(usize, &[Vec<f64>]) -> f64;

struct Quadratic {
    players: Vec<ContinuousPlayer>,
    payoff: Payoff,
}

impl Quadratic {
    fn new(boxes: &[Vec<(f64, f64)>], payoff: Payoff) -> Self {
        let instrument = |b: &(f64, f64)| Instrument::new("x", b.0, b.1);
        let player = |b: &Vec<(f64, f64)>| ContinuousPlayer {
            label: "player".to_owned(),
            instruments: b.iter().map(instrument).collect(),
        };
        Self { players: boxes.iter().map(player).collect(), payoff }
    }
}

impl ContinuousGame for Quadratic {
    fn players(&self) -> &[ContinuousPlayer] {
        &self.players
    }

    fn session(&self) -> Box<dyn ContinuousSession + Send + '_> {
        Box::new(Asked(self))
    }
}

struct Asked<'a>(&'a Quadratic);

impl ContinuousSession for Asked<'_> {
    fn payoffs(&mut self, point: &[Vec<f64>]) -> Result<Vec<f64>, ContinuousError> {
        Ok((0..point.len()).map(|p| (self.0.payoff)(p, point)).collect())
    }

    fn gradient(
        &mut self,
        player: PlayerId,
        point: &[Vec<f64>],
        gradient: &mut [Vec<f64>],
    ) -> Result<f64, ContinuousError> {
        for p in 0..point.len() {
            for k in 0..point[p].len() {
                let moved = |by: f64| {
                    let mut to: Point = point.to_vec();
                    to[p][k] += by;
                    (self.0.payoff)(player.0, &to)
                };
                gradient[p][k] = (moved(0.25) - moved(-0.25)) / 0.5;
            }
        }
        Ok((self.0.payoff)(player.0, point))
    }
}

const G: f64 = 0.5;
const T: f64 = 0.3;

/// `uA = 2x + 2y - x^2 - y^2 - g x y`, `uB = 2x - x^2 - t y`, `uC = 2y - y^2 - t x`.
fn hub(player: usize, point: &[Vec<f64>]) -> f64 {
    let (x, y) = (point[0][0], point[0][1]);
    match player {
        0 => 2.0 * x + 2.0 * y - x * x - y * y - G * x * y,
        1 => 2.0 * x - x * x - T * y,
        _ => 2.0 * y - y * y - T * x,
    }
}

#[test]
fn pairs_that_take_each_other_as_given() {
    let game = Quadratic::new(&[vec![(0.0, 2.0); 2], vec![(0.0, 1.0)], vec![(0.0, 1.0)]], hub);
    let links = [
        Link { players: [0, 1], instruments: vec![(0, 0)] },
        Link { players: [0, 2], instruments: vec![(0, 1)] },
    ];
    let rest = vec![vec![0.0; 2], vec![0.0], vec![0.0]];
    let all = cases();
    for (key, transfers) in [("nash_in_nash_transfers", true), ("nash_in_nash_no_transfers", false)]
    {
        let options = ReplyOptions::default();
        let found = nash_in_nash(&game, &links, &rest, transfers, &options, &Quiet).expect("deals");
        assert_eq!(found.termination, Termination::Converged);
        assert!(found.residual <= 1e-10);
        for (level, axis) in found.point[0].iter().zip(["x", "y"]) {
            let wanted = number(&all[key][axis]);
            assert!((level - wanted).abs() < 1e-8, "{key}: {level} for {wanted}");
        }
    }
    // Together they would stop short of what the pairs agree on.
    let rule = BargainingRule::WeightedSum { weights: vec![1.0; 3] };
    let joint = cooperate(&game, &rule, &ReplyOptions::default(), &Quiet).expect("an optimum");
    let wanted = number(&all["nash_in_nash_transfers"]["joint_optimum"]);
    assert!((joint.point[0][0] - wanted).abs() < 1e-8);
}

/// Welfare from imports under one's own tariff and from exports under the other's.
fn linear_welfare(e: [f64; 2], player: usize, t: &[Vec<f64>]) -> f64 {
    let (own, other) = (e[player], e[1 - player]);
    let (mine, theirs) = (t[player][0], t[1 - player][0]);
    (own - mine).powi(2) / 8.0
        + mine * (own - mine) / 2.0
        + (other + theirs).powi(2) / 8.0
        + other * (2.0 - other - theirs) / 2.0
}

/// Nash tariffs in closed form: with the weight `w` of the second player, `t_1 = e_1 (1 - w) / (3 - w)` and
/// `t_2 = e_2 (w - 1) / (3 w - 1)` maximise `u_1 + w u_2`, and at the Nash solution `w` is the first
/// player's gain over the second's.
fn nash_tariffs(e: [f64; 2], d: [f64; 2]) -> [f64; 2] {
    let at = |w: f64| [e[0] * (1.0 - w) / (3.0 - w), e[1] * (w - 1.0) / (3.0 * w - 1.0)];
    let gain = |p: usize, t: [f64; 2]| linear_welfare(e, p, &[vec![t[0]], vec![t[1]]]) - d[p];
    let (mut low, mut high) = (0.7, 1.4);
    for _ in 0..200 {
        let w: f64 = 0.5 * (low + high);
        let t = at(w);
        // The weight that the gains ask for falls as the weight rises.
        if w * gain(1, t) < gain(0, t) { low = w } else { high = w }
    }
    at(low)
}

/// The war and its payoffs are those of the cases. The agreement of the second case takes the weight for
/// its reciprocal (0.828 is the second gain over the first): its product is below that of the closed form.
#[test]
fn linear_tariffs_by_nash_bargaining() {
    let payoffs: [Payoff; 2] =
        [|p, t| linear_welfare([1.0, 1.0], p, t), |p, t| linear_welfare([1.2, 0.8], p, t)];
    let rows = cases()["linear_tariff_nbs"].as_array().expect("rows").clone();
    for (row, payoff) in rows.iter().zip(payoffs) {
        let e = [number(&row["e"][0]), number(&row["e"][1])];
        let game = Quadratic::new(&[vec![(-0.5, 0.7)], vec![(-0.5, 0.7)]], payoff);
        let war = nash(&game, &NashOptions::default(), &Quiet).expect("a war");
        let d = war.equilibria[0].values.clone();
        for p in 0..2 {
            assert!((war.equilibria[0].point[p][0] - number(&row["nash_t"][p])).abs() < 1e-8);
            // The tariffs are within 1e-9 of those of the case, and so are payoffs.
            assert!((d[p] - number(&row["d"][p])).abs() < 1e-9);
        }
        let rule = BargainingRule::Nash { weights: vec![1.0; 2], disagreement: d.clone() };
        let found = cooperate(&game, &rule, &ReplyOptions::default(), &Quiet).expect("a deal");
        let wanted = nash_tariffs(e, [d[0], d[1]]);
        let gain = |p: usize| found.values[p] - d[p];
        for (p, t) in wanted.iter().enumerate() {
            assert!((found.point[p][0] - t).abs() < 1e-6, "{:?} for {wanted:?}", found.point);
        }
        let product = number(&row["gains"][0]) * number(&row["gains"][1]);
        if e[0] == e[1] {
            assert!((gain(0) - number(&row["gains"][0])).abs() < 1e-9);
            assert!((gain(0) * gain(1) - product).abs() < 1e-10);
        } else {
            assert!(
                (number(&row["w"]) - number(&row["gains"][1]) / number(&row["gains"][0])).abs()
                    < 1e-9
            );
            assert!(gain(0) * gain(1) > product + 1e-5);
        }
    }
}

/// Subsidies for sales to a third market: `q_i = (A + 2 s_i - s_j) / 3`, `W_i = q_i^2 - s_i q_i`.
fn third_market(player: usize, s: &[Vec<f64>]) -> f64 {
    let q = (1.0 + 2.0 * s[player][0] - s[1 - player][0]) / 3.0;
    q * q - s[player][0] * q
}

#[test]
fn brander_and_spencer() {
    let case = &cases()["brander_spencer_subsidy"];
    let game = Quadratic::new(&[vec![(-0.5, 0.5)], vec![(-0.5, 0.5)]], third_market);
    let point = vec![vec![0.0], vec![0.0]];
    let options = ReplyOptions::default();
    let alone = best_response(&game, PlayerId(0), &point, &options, &Quiet).expect("a reply");
    assert!((alone.point[0][0] - number(&case["unilateral_s"])).abs() < 1e-9);
    for p in 0..2 {
        assert!((alone.values[p] - number(&case["unilateral_W"][p])).abs() < 1e-9);
    }
    let race = nash(&game, &NashOptions::default(), &Quiet).expect("a race");
    for p in 0..2 {
        assert!((race.equilibria[0].point[p][0] - number(&case["nash_s"])).abs() < 1e-8);
        assert!((race.equilibria[0].values[p] - number(&case["nash_W"])).abs() < 1e-9);
        let free = game.session().payoffs(&point).expect("payoffs")[p];
        assert!((free - number(&case["free_W"])).abs() < 1e-15);
    }
    // Both would rather tax: equal gains over the race, whatever the weights.
    let rule = BargainingRule::EqualGains {
        units: vec![1.0; 2],
        disagreement: race.equilibria[0].values.clone(),
    };
    let deal = cooperate(&game, &rule, &options, &Quiet).expect("a deal");
    for p in 0..2 {
        assert!((deal.values[p] - number(&case["joint_W"])).abs() < 1e-8, "{:?}", deal.values);
        assert!((deal.point[p][0] - number(&case["joint_optimal_s"])).abs() < 1e-4);
    }
}

/// In the tariff game the best for one leaves the other its disagreement payoff, and no more.
#[test]
fn the_best_for_one_leaves_the_other_where_it_was() {
    let payoff: Payoff = |p, t| linear_welfare([1.0, 1.0], p, t);
    let game = Quadratic::new(&[vec![(-0.5, 0.7)], vec![(-0.5, 0.7)]], payoff);
    let d = vec![13.0 / 18.0; 2];
    let mut best: f64 = 0.0;
    for i in -500..=700 {
        // On a fine grid of the other's tariff, its own to keep the other at d by bisection.
        let theirs = f64::from(i) / 1000.0;
        let (mut low, mut high) = (-0.5, 0.7);
        let other = |t: f64| linear_welfare([1.0, 1.0], 1, &[vec![t], vec![theirs]]);
        if other(low) < d[1] {
            continue;
        }
        for _ in 0..60 {
            let middle = 0.5 * (low + high);
            if other(middle) >= d[1] { low = middle } else { high = middle }
        }
        best = best.max(linear_welfare([1.0, 1.0], 0, &[vec![low], vec![theirs]]));
    }
    let rule = BargainingRule::BestFor { player: 0, disagreement: d.clone() };
    let found = cooperate(&game, &rule, &ReplyOptions::default(), &Quiet).expect("a deal");
    assert!((found.values[0] - best).abs() < 1e-6, "{} for {best}", found.values[0]);
    assert!((found.values[1] - d[1]).abs() < 1e-9);
}
