//! The logit Markov equilibrium with inertia, and its fit to choices that it has made itself.

use talion::game::{MarkovCertificate, MarkovProfile, PlayerId, StateId, StochasticBuilder};
use talion::game::{Quiet, StochasticGame, Transition};
use talion::solve::{LogitMarkov, LogitPoint, logit_markov};
use talion::{DROP_95, Fit, Grid};

/// Two governments on three rungs: each may hold or push; one push takes play up a rung, two pushes
/// take it to the top, and from there or by holding it may fall back. The first gains from height, the
/// second loses.
fn game() -> StochasticGame {
    let mut builder = StochasticBuilder::new("rungs", ["A", "B"], &[0.9, 0.8]).unwrap();
    let menu = builder.menu(["hold", "push"]).unwrap();
    let step = |to: usize, probability: f64| Transition { to: StateId(to), probability };
    for rung in 0..3 {
        builder.state(&format!("rung {rung}"), &[menu, menu]).unwrap();
        let height = rung as f64;
        for (b, a) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
            let payoffs = [
                0.6 * height - 0.5 * height * height * f64::from(b) + 0.2 * f64::from(a),
                -0.4 * height + 0.3 * f64::from(b) * height,
            ];
            let row = match (a + b, rung) {
                (0, 0) => vec![step(0, 1.0)],
                (0, _) => vec![step(rung - 1, 0.5), step(rung, 0.5)],
                (1, 2) => vec![step(0, 0.25), step(2, 0.75)],
                (1, _) => vec![step(rung + 1, 1.0)],
                _ => vec![step(0, 0.1), step(2, 0.9)],
            };
            builder.profile(&payoffs, row).unwrap();
        }
    }
    builder.build().unwrap()
}

/// Sebastiano Vigna's `SplitMix64`, for draws that are the same everywhere.
struct Draws(u64);

impl Draws {
    fn uniform(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// Without precision nothing but inertia counts: two actions at log odds `c` hold with `1 / (1 + e^-c)`.
#[test]
fn without_precision_inertia_is_all() {
    let game = game();
    let model = LogitMarkov::new(&game);
    for hold in [0.0, 0.5, 3.0] {
        let found = model.chances(LogitPoint { lambda: 0.0, hold }, None).unwrap();
        let expected = 1.0 / (1.0 + f64::exp(-hold));
        for state in game.states() {
            for player in [PlayerId(0), PlayerId(1)] {
                let at = game.action_slots(state, player).start;
                assert!((found.probabilities[at] - expected).abs() < 1e-12);
            }
        }
    }
}

/// The values are those that the game's own certificate finds for the strategies, and the strategies
/// are the logit replies to them, computed here anew.
#[test]
fn an_equilibrium_is_the_logit_reply_to_its_own_values() {
    let game = game();
    let model = LogitMarkov::new(&game);
    let (lambda, hold) = (2.0, 0.7);
    let found = model.chances(LogitPoint { lambda, hold }, None).unwrap();
    assert!(found.residual <= 1e-9);
    let profile = MarkovProfile::new(&game, found.probabilities.clone()).unwrap();
    let certificate = MarkovCertificate::of(&game, &profile).unwrap();
    for state in game.states() {
        for (p, delta) in [(0, 0.9), (1, 0.8)] {
            let value = certificate.value(state, PlayerId(p));
            let scaled = found.values[2 * state.0 + p] / lambda;
            assert!((value - scaled).abs() < 1e-7, "{value} against {scaled}");
            let other = profile.at(state, PlayerId(1 - p));
            let worth = |own: usize| -> f64 {
                let against = |theirs: usize| {
                    let actions = if p == 0 { [own, theirs] } else { [theirs, own] };
                    let at = game.profile_at(state, &actions);
                    let ways = game.transitions(state, at).iter();
                    let next = ways.map(|t| t.probability * certificate.value(t.to, PlayerId(p)));
                    game.payoffs(state, at)[p] + delta * next.sum::<f64>()
                };
                other.iter().enumerate().map(|(theirs, chance)| chance * against(theirs)).sum()
            };
            let odds = lambda * (worth(0) - worth(1)) + hold;
            let expected = 1.0 / (1.0 + (-odds).exp());
            let held = profile.at(state, PlayerId(p))[0];
            assert!((held - expected).abs() < 1e-7, "{held} against {expected}");
        }
    }
}

/// Without inertia it is the logit Markov equilibrium that the homotopy follows by other means: a path
/// in log probabilities, its values eliminated state by state.
#[test]
fn without_inertia_the_homotopy_finds_the_same() {
    let game = game();
    let model = LogitMarkov::new(&game);
    let lambdas = [0.5, 2.0, 6.0];
    let found = logit_markov(&game, &lambdas, &Quiet).unwrap();
    assert_eq!(found.points.len(), lambdas.len());
    let mut near = None;
    for (lambda, point) in lambdas.into_iter().zip(&found.points) {
        assert_eq!(point.lambda, lambda);
        let own = model.chances(LogitPoint { lambda, hold: 0.0 }, near.as_ref()).unwrap();
        for (own, other) in own.probabilities.iter().zip(point.strategies.probabilities()) {
            assert!((own - other).abs() < 1e-7, "{own} against {other} at {lambda}");
        }
        near = Some(own);
    }
}

/// Choices drawn from the model at a known point: maximum likelihood comes back to it, the intervals
/// hold it, and they shrink as choices grow.
#[test]
fn maximum_likelihood_recovers_what_made_the_choices() {
    let game = game();
    let model = LogitMarkov::new(&game);
    let truth = LogitPoint { lambda: 1.5, hold: 0.9 };
    let made = model.chances(truth, None).unwrap();
    let mut widths = Vec::new();
    for (seed, months) in [(1, 2_000), (2, 20_000)] {
        let (mut draws, mut state) = (Draws(seed), StateId(0));
        let mut slots = Vec::new();
        for _ in 0..months {
            let actions = [0, 1].map(|p| {
                let own = game.action_slots(state, PlayerId(p));
                let action = usize::from(draws.uniform() >= made.probabilities[own.start]);
                slots.push(own.start + action);
                action
            });
            let (mut rest, ways) =
                (draws.uniform(), game.transitions(state, game.profile_at(state, &actions)));
            for way in ways.iter() {
                state = way.to;
                rest -= way.probability;
                if rest < 0.0 {
                    break;
                }
            }
        }
        let fit = Fit::of(&model, &slots, Grid::usual(0.25, 5, 5), &Quiet).unwrap();
        assert!(fit.slope < 1e-2 && !fit.edge, "{}", fit.slope);
        let (low, high) = (fit.lambda.low.unwrap(), fit.lambda.high.unwrap());
        assert!(low < truth.lambda && truth.lambda < high, "{low} to {high}");
        let kappa = truth.hold / truth.lambda;
        let (least, most) = (fit.kappa.low.unwrap(), fit.kappa.high.unwrap());
        assert!(least < kappa && kappa < most, "{least} to {most}");
        // No point of the grid is above the top, and leaving payoffs out costs more than the drop.
        let rows = fit.surface.log_likelihood.iter().flatten().flatten();
        assert!(rows.fold(f64::NEG_INFINITY, |a, b| a.max(*b)) <= fit.log_likelihood + 1e-9);
        assert!(fit.without_payoffs < fit.log_likelihood - DROP_95);
        widths.push(high - low);
    }
    // Ten times the choices: about the root of ten less room.
    let shrunk = widths[0] / widths[1];
    assert!((2.0..5.0).contains(&shrunk), "{widths:?}");
}
