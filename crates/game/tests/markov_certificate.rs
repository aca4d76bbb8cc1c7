//! Values of Markov strategies against dense linear solves and against play that is simulated.

use faer::linalg::solvers::Solve;
use faer::{Col, Mat};
use talion_game::{
    MarkovCertificate, MarkovProfile, PlayerId, StateId, StochasticBuilder, StochasticGame,
    Transition,
};

/// Numbers in [0, 1) from a seed (the mixer of `SplitMix64`).
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }

    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "below most")]
    fn below(&mut self, most: usize) -> usize {
        (self.roll() * most as f64) as usize
    }
}

/// A game in which play moves from every state to one of a few, chosen by `to`.
fn game(
    dice: &mut Dice,
    states: usize,
    discounts: [f64; 2],
    to: impl Fn(&mut Dice, usize) -> Vec<usize>,
) -> StochasticGame {
    let mut builder = StochasticBuilder::new("", ["a", "b"], &discounts).unwrap();
    let menu = builder.menu(["0", "1"]).unwrap();
    for state in 0..states {
        builder.state("", &[menu, menu]).unwrap();
        for _ in 0..4 {
            let targets = to(dice, state);
            let share = 1.0 / targets.len() as f64;
            let row =
                targets.into_iter().map(|t| Transition { to: StateId(t), probability: share });
            builder.profile(&[dice.roll(), 100.0 * dice.roll() - 50.0], row).unwrap();
        }
    }
    builder.build().unwrap()
}

fn mixture(dice: &mut Dice, game: &StochasticGame) -> MarkovProfile {
    let weights = (0..game.slot_count() / 2).flat_map(|_| {
        let p = dice.roll();
        [p, 1.0 - p]
    });
    MarkovProfile::new(game, weights.collect()).unwrap()
}

/// `(I - delta P) v = u`, all at once.
fn dense(game: &StochasticGame, profile: &MarkovProfile, player: usize) -> Vec<f64> {
    let n = game.state_count();
    let mut matrix = Mat::<f64>::identity(n, n);
    let mut right = Col::<f64>::zeros(n);
    for state in game.states() {
        for (at, weight) in profile.joint(state).into_iter().enumerate() {
            right[state.0] += weight * game.payoffs(state, at)[player];
            for to in game.transitions(state, at).iter() {
                matrix[(state.0, to.to.0)] -= game.discounts()[player] * weight * to.probability;
            }
        }
    }
    let solution = matrix.partial_piv_lu().solve(right);
    solution.iter().copied().collect()
}

fn assert_exact(game: &StochasticGame, profile: &MarkovProfile) {
    let certificate = MarkovCertificate::of(game, profile).unwrap();
    assert!(certificate.value_residual < 1e-14, "{}", certificate.value_residual);
    for player in 0..2 {
        let expected = dense(game, profile, player);
        let scale = expected.iter().fold(0.0_f64, |most, v| most.max(v.abs()));
        for (state, value) in game.states().zip(&expected) {
            let found = certificate.value(state, PlayerId(player));
            assert!((found - value).abs() < 5e-13 * scale, "{state:?}: {found} {value}");
        }
    }
}

#[test]
fn values_are_those_of_dense_solves() {
    let mut dice = Dice(1);
    for states in [1, 7, 60, 260, 600] {
        // Anywhere; to the neighbours only, where information travels slowest; down, with stops.
        let anywhere = game(&mut dice, states, [0.99, 0.5], |dice, _| vec![dice.below(states)]);
        let ring = game(&mut dice, states, [0.99, 0.999], |dice, s| {
            vec![(s + 1) % states, (s + states - dice.below(2)) % states]
        });
        let down = game(&mut dice, states, [0.9, 0.99], |dice, s| vec![s, dice.below(s + 1)]);
        for game in [anywhere, ring, down] {
            assert_exact(&game, &mixture(&mut dice, &game));
        }
    }
}

#[test]
fn values_are_what_simulated_play_pays() {
    let mut dice = Dice(2);
    let game = game(&mut dice, 5, [0.8, 0.6], |dice, s| vec![dice.below(5), s]);
    let profile = mixture(&mut dice, &game);
    let certificate = MarkovCertificate::of(&game, &profile).unwrap();
    let runs = 40_000;
    let (mut sums, mut squares) = ([0.0; 2], [0.0; 2]);
    for _ in 0..runs {
        let (mut state, mut paid, mut weights) = (StateId(0), [0.0; 2], [1.0, 1.0]);
        for _ in 0..150 {
            let actions =
                [0, 1].map(|p| usize::from(dice.roll() >= profile.at(state, PlayerId(p))[0]));
            let at = game.profile_at(state, &actions);
            for p in 0..2 {
                paid[p] += weights[p] * game.payoffs(state, at)[p];
                weights[p] *= game.discounts()[p];
            }
            let mut left = dice.roll();
            let next = game.transitions(state, at).iter().find(|t| {
                left -= t.probability;
                left < 0.0
            });
            state = next.map_or(state, |t| t.to);
        }
        for p in 0..2 {
            sums[p] += paid[p];
            squares[p] += paid[p] * paid[p];
        }
    }
    for p in 0..2 {
        let mean = sums[p] / f64::from(runs);
        let error = ((squares[p] / f64::from(runs) - mean * mean) / f64::from(runs)).sqrt();
        let value = certificate.value(StateId(0), PlayerId(p));
        assert!((mean - value).abs() < 4.0 * error, "{mean} +- {error}, {value}");
        assert!(error < 0.02 * (1.0 + value.abs()), "the test must be able to tell");
    }
}

#[test]
fn the_gain_is_that_of_the_best_deviation() {
    // One state for ever, a dilemma: cooperation is worth 30, one defection gains 2.
    let mut builder = StochasticBuilder::new("", ["a", "b"], &[0.9, 0.9]).unwrap();
    let menu = builder.menu(["free", "tariff"]).unwrap();
    builder.state("only", &[menu, menu]).unwrap();
    for payoffs in [[3.0, 3.0], [5.0, 0.0], [0.0, 5.0], [1.0, 1.0]] {
        builder.profile(&payoffs, [Transition { to: StateId(0), probability: 1.0 }]).unwrap();
    }
    let game = builder.build().unwrap();
    let free = MarkovCertificate::of(&game, &MarkovProfile::pure(&game, &[0])).unwrap();
    assert!((free.value(StateId(0), PlayerId(0)) - 30.0).abs() < 1e-12);
    assert!((free.one_shot_gain - 2.0).abs() < 1e-12);
    assert!((free.gain_bound - 20.0).abs() < 1e-11);
    assert_eq!(free.worst.unwrap().action, 1);
    let tariffs = MarkovCertificate::of(&game, &MarkovProfile::pure(&game, &[3])).unwrap();
    assert!(tariffs.worst.is_none() && tariffs.one_shot_gain == 0.0);
}

#[test]
fn ten_thousand_states_at_a_high_discount_are_certified_to_rounding() {
    let mut dice = Dice(3);
    let states = 10_000;
    let game = game(&mut dice, states, [0.99, 0.99], |dice, s| {
        // A grid of 100 by 100, a step in each direction at most.
        let step = |x: usize, dice: &mut Dice| (x + dice.below(3)).saturating_sub(1).min(99);
        let (row, column) = (step(s / 100, dice), step(s % 100, dice));
        vec![100 * row + column, s]
    });
    let profile = mixture(&mut dice, &game);
    let certificate = MarkovCertificate::of(&game, &profile).unwrap();
    assert!(certificate.value_residual < 1e-14, "{}", certificate.value_residual);
}
