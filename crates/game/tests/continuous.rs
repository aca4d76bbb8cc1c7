//! The certificate of a continuous game passes equilibria and fails everything else.

use talion_game::{
    ContinuousCertificate, ContinuousError, ContinuousGame, ContinuousPlayer, ContinuousSession,
    Instrument, PlayerId, SearchBudget, Side,
};

/// One payoff function per player with its gradient, in closed form.
type Formula = fn(usize, &[Vec<f64>]) -> (f64, Vec<Vec<f64>>);

struct Closed {
    players: Vec<ContinuousPlayer>,
    formula: Formula,
}

impl Closed {
    fn new(boxes: &[&[(f64, f64)]], formula: Formula) -> Self {
        let player = |(p, box_): (usize, &&[(f64, f64)])| ContinuousPlayer {
            label: format!("player {p}"),
            instruments: box_
                .iter()
                .enumerate()
                .map(|(k, b)| Instrument::new(format!("x{k}"), b.0, b.1))
                .collect(),
        };
        Self { players: boxes.iter().enumerate().map(player).collect(), formula }
    }
}

impl ContinuousGame for Closed {
    fn players(&self) -> &[ContinuousPlayer] {
        &self.players
    }

    fn session(&self) -> Box<dyn ContinuousSession + Send + '_> {
        Box::new(Asked(self))
    }
}

struct Asked<'a>(&'a Closed);

impl ContinuousSession for Asked<'_> {
    fn payoffs(&mut self, point: &[Vec<f64>]) -> Result<Vec<f64>, ContinuousError> {
        Ok((0..point.len()).map(|p| (self.0.formula)(p, point).0).collect())
    }

    fn gradient(
        &mut self,
        player: PlayerId,
        point: &[Vec<f64>],
        gradient: &mut [Vec<f64>],
    ) -> Result<f64, ContinuousError> {
        let (value, slopes) = (self.0.formula)(player.0, point);
        gradient.clone_from_slice(&slopes);
        Ok(value)
    }
}

/// Cournot with inverse demand `10 - q1 - q2` and no costs: Nash at 10/3 each.
fn cournot(p: usize, q: &[Vec<f64>]) -> (f64, Vec<Vec<f64>>) {
    let price = 10.0 - q[0][0] - q[1][0];
    let own = q[p][0];
    let mut slopes = vec![vec![-own], vec![-own]];
    slopes[p][0] += price;
    (own * price, slopes)
}

/// One player; a low hill at -1 and a high one at 2, with a valley between.
fn two_hills(_: usize, x: &[Vec<f64>]) -> (f64, Vec<Vec<f64>>) {
    let hill = |at: f64, height: f64| {
        let value = height * (-4.0 * (x[0][0] - at).powi(2)).exp();
        (value, -8.0 * (x[0][0] - at) * value)
    };
    let ((low, low_slope), (high, high_slope)) = (hill(-1.0, 1.0), hill(2.0, 3.0));
    (low + high, vec![vec![low_slope + high_slope]])
}

/// `-(x - c)' H (x - c) / 2` with `H = [[2, 1], [1, 4]]`, `c = (1, -1)`.
fn bowl(_: usize, x: &[Vec<f64>]) -> (f64, Vec<Vec<f64>>) {
    let (a, b) = (x[0][0] - 1.0, x[0][1] + 1.0);
    (-0.5 * (2.0 * a * a + 2.0 * a * b + 4.0 * b * b), vec![vec![-2.0 * a - b, -a - 4.0 * b]])
}

fn certify(game: &Closed, point: &[Vec<f64>]) -> ContinuousCertificate {
    ContinuousCertificate::of(game, point, &SearchBudget::default()).unwrap()
}

#[test]
fn cournot_equilibrium_passes() {
    let game = Closed::new(&[&[(0.0, 10.0)], &[(0.0, 10.0)]], cournot);
    let certificate = certify(&game, &[vec![10.0 / 3.0], vec![10.0 / 3.0]]);
    assert!(certificate.max_gain < 1e-12, "{certificate:?}");
    assert!(certificate.projected_gradient < 1e-12);
    let curvature = certificate.players[0].curvature;
    assert!(curvature.exact && (curvature.largest.unwrap() + 2.0).abs() < 1e-9);
    assert!(certificate.worst().is_none_or(|p| p.gain < 1e-12));
}

#[test]
fn cournot_collusion_fails_by_its_textbook_gain() {
    let game = Closed::new(&[&[(0.0, 10.0)], &[(0.0, 10.0)]], cournot);
    // Half the monopoly output each: 2.5 earns 12.5; the best reply 3.75 earns 3.75^2.
    let certificate = certify(&game, &[vec![2.5], vec![2.5]]);
    assert!((certificate.max_gain - (3.75 * 3.75 - 12.5)).abs() < 1e-9, "{certificate:?}");
    assert!((certificate.players[1].deviation[0] - 3.75).abs() < 1e-5);
    assert!((certificate.projected_gradient - 2.5).abs() < 1e-12);
}

#[test]
fn a_local_maximum_is_seen_through() {
    let game = Closed::new(&[&[(-3.0, 4.0)]], two_hills);
    let low_hill = certify(&game, &[vec![-1.0]]);
    assert!(low_hill.projected_gradient < 1e-12);
    assert!(low_hill.players[0].curvature.largest.unwrap() < 0.0);
    assert!((low_hill.max_gain - 2.0).abs() < 1e-9, "{}", low_hill.max_gain);
    assert!((low_hill.players[0].deviation[0] - 2.0).abs() < 1e-6);
}

#[test]
fn a_valley_is_told_by_its_curvature() {
    // The minimum between the hills, where the slopes cancel.
    let slope = |x: f64| two_hills(0, &[vec![x]]).1[0][0];
    let (mut low, mut high) = (-0.5, 1.5);
    for _ in 0..200 {
        let middle = 0.5 * (low + high);
        if slope(middle) < 0.0 { low = middle } else { high = middle }
    }
    let game = Closed::new(&[&[(-3.0, 4.0)]], two_hills);
    let valley = certify(&game, &[vec![low]]);
    assert!(valley.projected_gradient < 1e-10);
    assert!(valley.players[0].curvature.largest.unwrap() > 0.0);
}

#[test]
fn curvature_is_the_largest_eigenvalue() {
    let game = Closed::new(&[&[(-5.0, 5.0), (-5.0, 5.0)]], bowl);
    let curvature = certify(&game, &[vec![1.0, -1.0]]).players[0].curvature;
    // Eigenvalues of [[2, 1], [1, 4]] are 3 -+ sqrt 2.
    assert!((curvature.largest.unwrap() - (2.0_f64.sqrt() - 3.0)).abs() < 1e-9);
    assert!(curvature.exact && curvature.free == 2);
}

#[test]
fn a_bound_that_binds_is_named_and_no_gain() {
    let game = Closed::new(&[&[(-5.0, 0.0), (-5.0, 5.0)]], bowl);
    // x0 held at 0 instead of 1: the best x1 is -1 - (0 - 1) / 4.
    let certificate = certify(&game, &[vec![0.0, -0.75]]);
    let check = &certificate.players[0];
    assert!(certificate.max_gain < 1e-12 && certificate.projected_gradient < 1e-12);
    assert_eq!(check.active.len(), 1);
    assert_eq!((check.active[0].instrument, check.active[0].side), (0, Side::Upper));
    assert!((check.active[0].gradient - 1.75).abs() < 1e-12);
    assert_eq!(check.curvature.free, 1);
    assert!((check.curvature.largest.unwrap() + 4.0).abs() < 1e-9);
    // The other end of the same box is no optimum, and the gradient points inward there.
    assert!(certify(&game, &[vec![-5.0, -0.75]]).projected_gradient > 1.0);
}

#[test]
fn points_outside_the_game_are_refused() {
    let game = Closed::new(&[&[(0.0, 10.0)], &[(0.0, 10.0)]], cournot);
    let refused = |point: &[Vec<f64>]| {
        ContinuousCertificate::of(&game, point, &SearchBudget::default()).unwrap_err()
    };
    assert!(matches!(refused(&[vec![1.0]]), ContinuousError::PlayerCount { found: 1, .. }));
    assert!(matches!(
        refused(&[vec![1.0, 2.0], vec![1.0]]),
        ContinuousError::InstrumentCount { found: 2, .. }
    ));
    assert!(matches!(refused(&[vec![1.0], vec![11.0]]), ContinuousError::OutOfBounds { .. }));
    assert!(matches!(refused(&[vec![f64::NAN], vec![1.0]]), ContinuousError::OutOfBounds { .. }));
    let crossed = Closed::new(&[&[(1.0, 0.0)], &[(0.0, 10.0)]], cournot);
    let error =
        ContinuousCertificate::of(&crossed, &[vec![0.5], vec![1.0]], &SearchBudget::default());
    assert!(matches!(error, Err(ContinuousError::Bounds { .. })));
}
