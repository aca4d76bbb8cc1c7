//! Certificates against payoffs summed profile by profile, and against a published example.

use proptest::prelude::*;
use talion_game::{Certificate, GameError, NormalForm, Player, PlayerId, Profile};

fn game(shape: &[usize], payoffs: Vec<Vec<f64>>) -> NormalForm {
    let players = shape
        .iter()
        .enumerate()
        .map(|(p, &m)| Player {
            label: format!("player {p}"),
            strategies: (0..m).map(|s| format!("{s}")).collect(),
        })
        .collect();
    NormalForm::new("random", players, payoffs).unwrap()
}

/// Expected payoff of every strategy, by the definition: a sum over all profiles.
fn payoffs_by_definition(game: &NormalForm, player: PlayerId, profile: &Profile) -> Vec<f64> {
    let mut sums = vec![0.0; game.strategy_count(player)];
    for index in 0..game.profile_count() {
        let pure = game.profile_at(index);
        let weight: f64 = (0..game.player_count())
            .filter(|&p| p != player.0)
            .map(|p| profile.strategy(PlayerId(p))[pure[p]])
            .product();
        sums[pure[player.0]] += weight * game.payoff(player, &pure);
    }
    sums
}

fn random_game() -> impl Strategy<Value = (Vec<usize>, Vec<Vec<f64>>, Vec<Vec<f64>>)> {
    prop::collection::vec(1_usize..5, 1..5).prop_flat_map(|shape| {
        let profiles: usize = shape.iter().product();
        let payoffs =
            prop::collection::vec(prop::collection::vec(-10.0_f64..10.0, profiles), shape.len());
        let weights: Vec<_> = shape.iter().map(|&m| prop::collection::vec(0_u32..4, m)).collect();
        let strategies = weights.prop_map(|players| {
            players
                .into_iter()
                .map(|mut w| {
                    w[0] += 1;
                    let sum: u32 = w.iter().sum();
                    w.iter().map(|&x| f64::from(x) / f64::from(sum)).collect()
                })
                .collect()
        });
        (Just(shape), payoffs, strategies)
    })
}

proptest! {
    #[test]
    fn payoffs_against_agree_with_the_definition((shape, payoffs, strategies) in random_game()) {
        let game = game(&shape, payoffs);
        let profile = Profile::new(&game, strategies).unwrap();
        for p in 0..shape.len() {
            let fast = game.payoffs_against(PlayerId(p), &profile);
            let slow = payoffs_by_definition(&game, PlayerId(p), &profile);
            for (a, b) in fast.iter().zip(&slow) {
                prop_assert!((a - b).abs() < 1e-12, "{fast:?} {slow:?}");
            }
        }
    }

    #[test]
    fn regret_is_never_negative_and_a_best_reply_removes_it(
        (shape, payoffs, strategies) in random_game()
    ) {
        let game = game(&shape, payoffs);
        let profile = Profile::new(&game, strategies.clone()).unwrap();
        let certificate = Certificate::of(&game, &profile).unwrap();
        prop_assert!(certificate.max_regret >= 0.0);
        for deviation in &certificate.deviations {
            let mut changed = strategies.clone();
            changed[deviation.player.0] = vec![0.0; shape[deviation.player.0]];
            changed[deviation.player.0][deviation.to.0] = 1.0;
            let after = Certificate::of(&game, &Profile::new(&game, changed).unwrap()).unwrap();
            let own = &after.deviations[deviation.player.0];
            prop_assert!(own.gain < 1e-12);
            prop_assert!((own.value - deviation.value - deviation.gain).abs() < 1e-12);
        }
    }
}

/// `regret_example` of the house's case file `normal_form.json` (computed there by hand).
#[test]
fn regret_of_a_published_profile() {
    let chicken = NormalForm::bimatrix(
        [("row", vec!["concede", "stand firm"]), ("column", vec!["concede", "stand firm"])],
        &[vec![6.0, 2.0], vec![7.0, 0.0]],
        &[vec![6.0, 7.0], vec![2.0, 0.0]],
    )
    .unwrap();
    let profile = Profile::new(&chicken, vec![vec![0.6, 0.4], vec![0.7, 0.3]]).unwrap();
    let certificate = Certificate::of(&chicken, &profile).unwrap();
    assert!((certificate.deviations[0].gain - 0.06).abs() < 1e-14);
    assert!((certificate.deviations[1].gain - 0.06).abs() < 1e-14);
    assert!((certificate.max_regret - 0.06).abs() < 1e-14);
    assert!(certificate.worst().is_some());
}

#[test]
fn what_is_wrong_is_said() {
    let nobody = NormalForm::new("", vec![], vec![]);
    assert_eq!(nobody.unwrap_err(), GameError::NoPlayers);
    let one = || Player { label: "USA".into(), strategies: vec!["a".into(), "b".into()] };
    let short = NormalForm::new("", vec![one()], vec![vec![1.0]]).unwrap_err();
    assert_eq!(short, GameError::PayoffCount { player: "USA".into(), found: 1, expected: 2 },);
    let nan = NormalForm::new("", vec![one()], vec![vec![1.0, f64::NAN]]).unwrap_err();
    assert!(matches!(nan, GameError::NonFinitePayoff { profile, .. } if profile == [1]));
    let idle = Player { label: "CHN".into(), strategies: vec![] };
    let idle = NormalForm::new("", vec![idle], vec![vec![]]).unwrap_err();
    assert_eq!(idle, GameError::NoStrategies { player: "CHN".into() });
    let game = NormalForm::new("", vec![one()], vec![vec![1.0, 2.0]]).unwrap();
    for wrong in [vec![vec![0.5, 0.6]], vec![vec![1.0]], vec![vec![-0.5, 1.5]]] {
        assert!(matches!(
            Profile::new(&game, wrong).unwrap_err(),
            GameError::NotAProbability { .. }
        ));
    }
    assert_eq!(
        Profile::new(&game, vec![]).unwrap_err(),
        GameError::ProfileLength { found: 0, expected: 1 },
    );
}
