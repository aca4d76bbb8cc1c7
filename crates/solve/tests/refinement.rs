//! Refinements and dynamics on games whose verdicts are in the literature.

mod common;

use common::bimatrix;
use common::cases::{cases, game_of};
use common::random::random_game;
use talion_game::{NormalForm, PlayerId, Profile, Quiet};
use talion_solve::{
    Evolutionary, Potential, ReplicatorStability, SolveError, TremblingHand,
    evolutionary_stability, exact_potential, pure_equilibria, replicator_stability, trembling_hand,
};

/// Two of the three pure equilibria of Myerson's (1978) game are perfect.
#[test]
fn myerson_loses_its_worst_equilibrium() {
    let cases = cases();
    let game = game_of(&cases["myerson_1978"]);
    let verdict = |s: usize| trembling_hand(&game, &Profile::pure(&game, &[s, s])).unwrap();
    assert_eq!([verdict(0), verdict(1)], [TremblingHand::Perfect; 2]);
    assert_eq!(verdict(2), TremblingHand::Dominated { player: PlayerId(0) });
}

/// A mixture of two undominated strategies that a third beats together: half of each end against the
/// middle, which is as good against both columns and better against the third.
#[test]
fn mixtures_can_be_dominated() {
    let row = [vec![2.0, 0.0, 0.0], vec![0.0, 2.0, 0.0], vec![1.0, 1.0, 1.0]];
    let game = bimatrix(&row, &[vec![0.0; 3], vec![0.0; 3], vec![0.0; 3]]);
    let with = |x: [f64; 3]| {
        let profile = Profile::new(&game, vec![x.to_vec(), vec![0.5, 0.5, 0.0]]).unwrap();
        trembling_hand(&game, &profile).unwrap()
    };
    assert_eq!(with([1.0, 0.0, 0.0]), TremblingHand::Perfect);
    assert_eq!(with([0.3, 0.7, 0.0]), TremblingHand::Dominated { player: PlayerId(0) });
    assert_eq!(with([0.3, 0.0, 0.7]), TremblingHand::Perfect);
}

#[test]
fn potentials() {
    let cases = cases();
    // By hand for the dilemma: 0, then gains 2, 2 and 1 (player 1 first).
    let dilemma = exact_potential(&game_of(&cases["pd_tariff"]));
    assert_eq!(dilemma, Potential::Exact { values: vec![0.0, 2.0, 2.0, 3.0] });
    let pennies = exact_potential(&game_of(&cases["qre"]["asym_matching_pennies"]));
    assert!(matches!(pennies, Potential::None { .. }));
    // Common interests have their own payoff as potential; its largest value is an equilibrium.
    let own = random_game(&[3, 4, 2], 5, 100).payoffs(PlayerId(0)).to_vec();
    let game = common::normal_form(&[3, 4, 2], vec![own.clone(); 3]);
    let Potential::Exact { values } = exact_potential(&game) else { panic!("common interests") };
    let shifted: Vec<f64> = own.iter().map(|u| u - own[0]).collect();
    assert_eq!(values, shifted);
    let best = (0..values.len()).max_by(|&a, &b| values[a].total_cmp(&values[b])).unwrap();
    let pure: Vec<_> = pure_equilibria(&game, &Quiet).unwrap().pure().map(|(_, p)| p).collect();
    assert!(pure.contains(&game.profile_at(best)));
    let mut broken = vec![own.clone(); 3];
    broken[2][17] += 1.0;
    let broken = exact_potential(&common::normal_form(&[3, 4, 2], broken));
    assert!(matches!(broken, Potential::None { .. }));
}

fn stability(game: &NormalForm, x: &[f64], y: &[f64]) -> ReplicatorStability {
    let profile = Profile::new(game, vec![x.to_vec(), y.to_vec()]).unwrap();
    replicator_stability(game, &profile).unwrap().0
}

/// Strict equilibria are stable, the mixed one of coordination is a saddle, and that of matching
/// pennies is a centre (Hofbauer and Sigmund 1998, chapter 10).
#[test]
fn replicator_dynamics_in_two_populations() {
    let cases = cases();
    let stag = game_of(&cases["stag_hunt"]);
    assert_eq!(
        stability(&stag, &[1.0, 0.0], &[1.0, 0.0]),
        ReplicatorStability::AsymptoticallyStable
    );
    let mixed = [0.875, 0.125];
    assert_eq!(stability(&stag, &mixed, &mixed), ReplicatorStability::Unstable);
    // By hand: eigenvalues of the mixed point are x(1-x) times the sum of gains: 7/64 * 8.
    let profile = Profile::new(&stag, vec![mixed.to_vec(), mixed.to_vec()]).unwrap();
    let (_, largest) = replicator_stability(&stag, &profile).unwrap();
    assert!((largest - 0.875).abs() < 1e-12, "{largest}");
    let pennies = game_of(&cases["qre"]["asym_matching_pennies"]);
    assert_eq!(stability(&pennies, &[0.5, 0.5], &[0.1, 0.9]), ReplicatorStability::Undecided);
}

fn symmetric(a: &[Vec<f64>]) -> NormalForm {
    let turned: Vec<Vec<f64>> =
        (0..a.len()).map(|i| a.iter().map(|line| line[i]).collect()).collect();
    bimatrix(a, &turned)
}

/// Hawk and dove (Maynard Smith and Price 1973); rock, paper, scissors with wins worth more or less
/// than losses (Weibull 1995, example 2.7).
#[test]
fn evolutionary_stability_of_the_textbook() {
    let verdict = |game: &NormalForm, x: &[&str]| {
        let x: Vec<String> = x.iter().map(|p| (*p).to_owned()).collect();
        evolutionary_stability(game, &x).unwrap()
    };
    // Value 2, cost 6: hawks with probability 1/3.
    let doves = symmetric(&[vec![-2.0, 2.0], vec![0.0, 1.0]]);
    assert_eq!(verdict(&doves, &["1/3", "2/3"]), Evolutionary::Stable);
    assert_eq!(verdict(&doves, &["1", "0"]), Evolutionary::NoEquilibrium);
    let third = ["1/3", "1/3", "1/3"];
    let scissors =
        |win: f64| symmetric(&[vec![0.0, -1.0, win], vec![win, 0.0, -1.0], vec![-1.0, win, 0.0]]);
    assert_eq!(verdict(&scissors(2.0), &third), Evolutionary::Stable);
    assert_eq!(verdict(&scissors(1.0), &third), Evolutionary::Invadable);
    assert_eq!(verdict(&scissors(0.5), &third), Evolutionary::Invadable);
    // A pure equilibrium that a mutant ties with and does better against itself.
    let tied = symmetric(&[vec![1.0, 1.0], vec![1.0, 2.0]]);
    assert_eq!(verdict(&tied, &["1", "0"]), Evolutionary::Invadable);
    assert_eq!(verdict(&tied, &["0", "1"]), Evolutionary::Stable);
    let chicken = bimatrix(&[vec![0.0, 1.0]], &[vec![0.0, 1.0]]);
    let refused = evolutionary_stability(&chicken, &["1".to_owned()]);
    assert!(matches!(refused, Err(SolveError::NotSymmetric { .. })));
}
