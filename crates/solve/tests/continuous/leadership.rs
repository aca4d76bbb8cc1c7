//! Stackelberg leadership against closed forms and against differences.

use crate::games::{Closed, cournot, wide};
use talion_game::{ContinuousGame, PlayerId, Quiet, Termination};
use talion_solve::{NashOptions, nash, stackelberg};

#[test]
fn a_cournot_leader_makes_the_monopoly_output() {
    // With n followers the leader makes a / 2 and each follower a / (2 (n + 1)).
    for followers in [1_u8, 3] {
        let n = usize::from(followers) + 1;
        let game = cournot(&vec![0.0; n], &vec![10.0; n]);
        let found = stackelberg(&game, PlayerId(0), &NashOptions::default(), &Quiet).unwrap();
        assert_eq!(found.termination, Termination::Converged);
        assert!((found.point[0][0] - 5.0).abs() < 1e-7, "{:?}", found.point);
        for levels in &found.point[1..] {
            let expected = 5.0 / (f64::from(followers) + 1.0);
            assert!((levels[0] - expected).abs() < 1e-7, "{levels:?} for {expected}");
        }
        assert!(found.leading.gain < 1e-9, "{:?}", found.leading);
        assert!(found.following.max_gain < 1e-9, "{:?}", found.following);
    }
}

#[test]
fn a_follower_at_capacity_no_longer_gives_way() {
    // The follower stands at its capacity 1, so the leader is a monopolist on 10 - 1 - q.
    let game = cournot(&[0.0, 0.0], &[10.0, 1.0]);
    let found = stackelberg(&game, PlayerId(0), &NashOptions::default(), &Quiet).unwrap();
    assert!((found.point[0][0] - 4.5).abs() < 1e-8, "{:?}", found.point);
    assert_eq!(found.point[1], [1.0]);
}

#[test]
fn leading_pays_and_the_leader_may_be_anybody() {
    let game = wide(3, 9);
    let together = nash(&game, &NashOptions::default(), &Quiet).unwrap();
    for leader in 0..3 {
        let found = stackelberg(&game, PlayerId(leader), &NashOptions::default(), &Quiet).unwrap();
        assert_eq!(found.termination, Termination::Converged);
        assert!(found.values[leader] > together.equilibria[0].values[leader] + 1e-6);
        assert!(found.leading.gain < 1e-9, "{:?}", found.leading);
        assert!(found.leading.projected_gradient < 1e-6);
        assert!(found.following.max_gain < 1e-9);
    }
}

#[test]
fn the_leader_climbs_a_nonlinear_reaction() {
    // The follower answers y = sin x; the leader maximises -(x - 1)^2 - (y - 1)^2 along it.
    let game = Closed::new(&[vec![(-1.0, 2.0)], vec![(-3.0, 3.0)]], |p, point| {
        let (x, y) = (point[0][0], point[1][0]);
        if p == 0 {
            let value = -(x - 1.0).powi(2) - (y - 1.0).powi(2);
            (value, vec![vec![-2.0 * (x - 1.0)], vec![-2.0 * (y - 1.0)]])
        } else {
            let miss = y - x.sin();
            (-miss * miss, vec![vec![2.0 * miss * x.cos()], vec![-2.0 * miss]])
        }
    });
    let found = stackelberg(&game, PlayerId(0), &NashOptions::default(), &Quiet).unwrap();
    // (x - 1) + (sin x - 1) cos x = 0 by bisection.
    let slope = |x: f64| (x - 1.0) + (x.sin() - 1.0) * x.cos();
    let (mut low, mut high) = (0.5, 1.5);
    for _ in 0..100 {
        let middle = 0.5 * (low + high);
        if slope(middle) < 0.0 { low = middle } else { high = middle }
    }
    assert!((found.point[0][0] - low).abs() < 1e-7, "{:?} for {low}", found.point);
    assert!((found.point[1][0] - low.sin()).abs() < 1e-9);
    assert!(game.players().len() == 2 && found.leading.gain < 1e-10);
}
