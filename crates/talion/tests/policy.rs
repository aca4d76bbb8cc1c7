//! The continuous games of a scenario: curves that are best responses and cross at the equilibrium,
//! findings that no clock and no other question can change.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;
use talion::economy::{Economy, EconomyOptions};
use talion::game::{ContinuousGame, Observer, Quiet};
use talion::model::{RateBy, Scenario, TariffGame, TariffGameOptions};
use talion::{CurvePoint, Findings, PolicyFindings, ReactionFindings, Study, TariffConcept};

/// Two players, one move, and these lines for the table.
fn scenario(tariffs: &str) -> Scenario {
    let text = format!(
        r#"name = "two"
[economy]
elasticities = "simonovska-waugh-2014"
services = ["SRV"]
compare_elasticities = []
[tariffs]
{tariffs}
[[player]]
name = "USA"
region = "USA"
[[player]]
name = "CHN"
region = "CHN"
[[move]]
name = "tariff"
player = "USA"
kind = "tariff"
rate = 0.1
[[package]]
player = "USA"
name = "hold"
status_quo = true
[[package]]
player = "USA"
name = "tariff"
moves = ["tariff"]
[[package]]
player = "CHN"
name = "hold"
status_quo = true
"#
    );
    Scenario::parse("test.toml", &text).unwrap_or_else(|problems| panic!("{problems}"))
}

fn study(tariffs: &str, observer: &dyn Observer) -> Findings {
    Study::new(scenario(tariffs)).run(observer).expect("findings")
}

fn curves() -> &'static ReactionFindings {
    static FOUND: OnceLock<PolicyFindings> = OnceLock::new();
    let found = FOUND.get_or_init(|| {
        let tariffs = "concepts = [\"nash\"]\nby = \"importer\"\nstarts = 0\nsearch = \"light\"";
        study(tariffs, &Quiet).policy.expect("asked for")
    });
    found.curves.as_ref().expect("two play")
}

fn mark(name: &str) -> [f64; 2] {
    let found = curves().marks.iter().find(|mark| mark.name == name).expect("a mark");
    [found.rates[0], found.rates[1]]
}

/// The game of the curves, built anew: one tariff each on the other's goods.
fn with_game<T>(look: impl FnOnce(&dyn Fn(f64, f64) -> [f64; 2]) -> T) -> T {
    let scenario = scenario("");
    let options = EconomyOptions {
        elasticities: Some("simonovska-waugh-2014".to_owned()),
        ..EconomyOptions::default()
    };
    let economy = Economy::new(scenario.dataset(), &options).expect("an economy");
    let players = scenario.players().iter().map(|player| player.region).collect();
    let game = TariffGameOptions {
        by: RateBy::Importer,
        sectors: Some(scenario.goods().to_vec()),
        ..TariffGameOptions::new(players)
    };
    let game = TariffGame::new(&economy, &game).expect("a game");
    let payoffs = |first: f64, second: f64| {
        let point = vec![vec![first.ln_1p()], vec![second.ln_1p()]];
        let found = game.session().payoffs(&point).expect("an equilibrium of the economy");
        [found[0], found[1]]
    };
    look(&payoffs)
}

/// The reply on the drawn curve: straight lines between its points.
fn drawn(curve: &[CurvePoint], rival: f64) -> f64 {
    let span = curve.windows(2).find(|pair| pair[0].rival <= rival && rival <= pair[1].rival);
    let [from, to] = span.expect("the curve reaches so far") else { unreachable!("pairs") };
    let way = (rival - from.rival) / (to.rival - from.rival);
    from.reply + way * (to.reply - from.reply)
}

#[test]
fn the_drawn_curves_cross_at_the_nash_point_and_nowhere_else() {
    let curves = curves();
    let gap = |first: f64| {
        let second = drawn(&curves.second, first);
        drawn(&curves.first, second) - first
    };
    let axis = &curves.axis;
    let crossings: Vec<f64> = axis
        .windows(2)
        .filter(|pair| gap(pair[0]) > 0.0 && gap(pair[1]) <= 0.0)
        .map(|pair| {
            let (mut low, mut high) = (pair[0], pair[1]);
            for _ in 0..60 {
                let middle = f64::midpoint(low, high);
                if gap(middle) > 0.0 { low = middle } else { high = middle }
            }
            low
        })
        .collect();
    assert_eq!(crossings.len(), 1, "{crossings:?}");
    let nash = mark("Nash");
    assert!((crossings[0] - nash[0]).abs() < 1e-8, "{crossings:?} against {nash:?}");
    assert!((drawn(&curves.second, crossings[0]) - nash[1]).abs() < 1e-8);
    for (curve, rival) in [(&curves.first, nash[1]), (&curves.second, nash[0])] {
        assert!(curve.iter().any(|point| point.rival == rival), "a point at the equilibrium");
    }
}

#[test]
fn every_point_of_a_curve_is_a_maximum() {
    const STEP: f64 = 1e-3;
    let curves = curves();
    with_game(|payoffs| {
        for (player, curve) in [&curves.first, &curves.second].into_iter().enumerate() {
            assert!(curve.len() >= 21);
            let payoff = |reply: f64, rival: f64| {
                if player == 0 { payoffs(reply, rival)[0] } else { payoffs(rival, reply)[1] }
            };
            for point in curve {
                let best = payoff(point.reply, point.rival);
                // A hundredth of the rate costs an amount of second order, far above rounding.
                for near in [point.reply - STEP, point.reply + STEP] {
                    assert!(payoff(near, point.rival) < best, "{player} {point:?}");
                }
                for &other in &curves.axis {
                    assert!(payoff(other, point.rival) <= best, "{player} {point:?} {other}");
                }
            }
        }
    });
}

#[test]
fn the_payoff_grid_and_the_marks_are_those_of_the_game() {
    let curves = curves();
    let axis = &curves.axis;
    assert!(curves.welfare_percent.iter().all(|grid| grid.len() == axis.len().pow(2)));
    with_game(|payoffs| {
        for (first, second) in [(0, 0), (3, 11), (11, 3), (16, 16)] {
            let logs = payoffs(axis[first], axis[second]);
            for (grid, log) in curves.welfare_percent.iter().zip(logs) {
                let shown = grid[first + second * axis.len()];
                assert!((shown - 100.0 * log.exp_m1()).abs() < 1e-9);
            }
        }
        for mark in &curves.marks {
            let logs = payoffs(mark.rates[0], mark.rates[1]);
            for (shown, log) in mark.welfare_percent.iter().zip(logs) {
                assert!((shown - 100.0 * log.exp_m1()).abs() < 1e-9, "{}", mark.name);
            }
            let furthest = axis[axis.len() - 1];
            assert!(mark.rates.iter().all(|rate| *rate <= furthest), "{}", mark.name);
        }
    });
}

#[test]
fn the_marks_rank_as_theory_has_it() {
    let names: Vec<&str> = curves().marks.iter().map(|mark| mark.name.as_str()).collect();
    assert_eq!(names, ["free trade", "status quo", "Nash", "USA leads", "CHN leads", "agreement"]);
    let welfare = |name: &str| {
        let found = curves().marks.iter().find(|mark| mark.name == name).expect("a mark");
        [found.welfare_percent[0], found.welfare_percent[1]]
    };
    let war = welfare("Nash");
    // Who leads can always play Nash; an agreement is better for both than the war it ends.
    assert!(welfare("USA leads")[0] > war[0] && welfare("CHN leads")[1] > war[1]);
    assert!((0..2).all(|player| welfare("agreement")[player] > war[player]));
    assert_eq!(mark("free trade"), [0.0, 0.0]);
}

/// A clock that never shows the same time twice.
struct Hurried(AtomicU64);

impl Observer for Hurried {
    fn elapsed(&self) -> Duration {
        Duration::from_millis(1 + self.0.fetch_add(1, Ordering::Relaxed))
    }
}

#[test]
fn no_clock_leaves_a_trace() {
    let tariffs = "concepts = [\"nash\", \"formula\"]\nby = \"importer\"\nstarts = 0\n\
                   search = \"light\"\ncurves = false";
    assert_eq!(study(tariffs, &Quiet), study(tariffs, &Hurried(AtomicU64::new(0))));
}

#[test]
fn a_question_without_an_answer_says_why_and_costs_the_others_nothing() {
    // Talks that fall back on a war need one; bounds of nothing leave the agreement without room.
    let found = study(
        "concepts = [\"cooperative\", \"nash\"]\nlowest = 0.1\nhighest = 0.1\ncurves = false",
        &Quiet,
    );
    let studies = &found.policy.as_ref().expect("asked for").studies;
    let concepts: Vec<TariffConcept> = studies.iter().map(|study| study.concept).collect();
    assert_eq!(concepts, [TariffConcept::Cooperative, TariffConcept::Nash]);
    assert!(studies[0].solutions.is_empty());
    let why = &studies[0].termination;
    assert!(why.starts_with("no agreement found: the best common gain"), "{why}");
    assert_eq!(studies[1].solutions.len(), 1);
    assert!(!found.main.equilibria.is_empty());
}

/// Asks to stop once the rates are being looked for.
struct Impatient(AtomicBool);

impl Observer for Impatient {
    fn progress(&self, stage: &str, _: u64, _: u64) {
        if stage == "starts" {
            self.0.store(true, Ordering::Relaxed);
        }
    }

    fn stopped(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

#[test]
fn a_stop_in_the_middle_keeps_what_was_found() {
    let found = study("concepts = [\"nash\"]\ncurves = false", &Impatient(AtomicBool::new(false)));
    let studies = &found.policy.as_ref().expect("asked for").studies;
    assert_eq!(studies[0].termination, "interrupted");
    assert!(!found.main.equilibria.is_empty());
}
