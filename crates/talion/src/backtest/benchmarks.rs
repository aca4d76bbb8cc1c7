//! Forecasts that know no economics: what a model has to beat.

use super::{ActionClass, Decision};

/// Added to every count, so that nothing that has not happened yet is impossible (Jeffreys 1946).
const SMOOTHING: f64 = 0.5;

/// A forecast by a rule that has been fitted, if it has anything to fit.
#[derive(Debug, Clone, PartialEq)]
pub enum Benchmark {
    /// Every action of the menu alike.
    Random,
    /// Kinds of actions as often as in the fit window.
    BaseRates([f64; ActionClass::COUNT]),
    /// What the rival did the month before, else holding; off by the chance given.
    TitForTat(f64),
    /// A step up where the rival stands higher, else holding; off by the chance given.
    Matching(f64),
    /// Kinds of actions as often as in the fit window after the same kind of own action; by the kind
    /// before, with the number of rows that the window filled.
    MarkovChain(Vec<[f64; ActionClass::COUNT]>, usize),
}

impl Benchmark {
    /// All of them, fitted to the choices of a window.
    pub fn fitted(window: &[Decision]) -> Vec<Self> {
        let mut counts = [SMOOTHING; ActionClass::COUNT];
        let mut chain = vec![[SMOOTHING; ActionClass::COUNT]; ActionClass::COUNT];
        let mut rows = [false; ActionClass::COUNT];
        for decision in window {
            let (before, now) = (decision.own_before as usize, decision.class() as usize);
            counts[now] += 1.0;
            chain[before][now] += 1.0;
            rows[before] = true;
        }
        let filled = rows.iter().filter(|filled| **filled).count();
        let noise = |expected: fn(&Decision) -> Vec<usize>| {
            let missed = window.iter().filter(|d| !expected(d).contains(&d.choice)).count();
            (missed as f64 + SMOOTHING) / (window.len() as f64 + 2.0 * SMOOTHING)
        };
        vec![
            Self::Random,
            Self::BaseRates(counts),
            Self::TitForTat(noise(echo)),
            Self::Matching(noise(catch_up)),
            Self::MarkovChain(chain, filled),
        ]
    }

    /// Short name, as in files.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Random => "random",
            Self::BaseRates(_) => "base-rates",
            Self::TitForTat(_) => "tit-for-tat",
            Self::Matching(_) => "matching",
            Self::MarkovChain(..) => "markov-chain",
        }
    }

    /// Numbers fitted: frequencies that sum to one count one less.
    pub fn parameters(&self) -> usize {
        match self {
            Self::Random => 0,
            Self::BaseRates(_) => ActionClass::COUNT - 1,
            Self::TitForTat(_) | Self::Matching(_) => 1,
            Self::MarkovChain(_, filled) => filled * (ActionClass::COUNT - 1),
        }
    }

    /// Probability of every action of a menu.
    pub fn forecast(&self, decision: &Decision) -> Vec<f64> {
        match self {
            Self::Random => vec![1.0 / decision.menu.len() as f64; decision.menu.len()],
            Self::BaseRates(counts) => by_class(decision, counts),
            Self::TitForTat(noise) => around(decision, &echo(decision), *noise),
            Self::Matching(noise) => around(decision, &catch_up(decision), *noise),
            Self::MarkovChain(chain, _) => by_class(decision, &chain[decision.own_before as usize]),
        }
    }
}

/// Kinds in proportion to their weights, as far as the menu has them; alike within a kind.
fn by_class(decision: &Decision, weights: &[f64; ActionClass::COUNT]) -> Vec<f64> {
    let of = |action: &_| ActionClass::of(*action);
    let alike = |class| decision.menu.iter().filter(|action| of(action) == class).count() as f64;
    let odds: Vec<f64> =
        decision.menu.iter().map(|a| weights[of(a) as usize] / alike(of(a))).collect();
    let sum: f64 = odds.iter().sum();
    odds.into_iter().map(|odds| odds / sum).collect()
}

/// The expected actions alike, all others alike, the latter with a chance of `noise` together.
fn around(decision: &Decision, expected: &[usize], noise: f64) -> Vec<f64> {
    let others = decision.menu.len() - expected.len();
    if others == 0 {
        return vec![1.0 / expected.len() as f64; expected.len()];
    }
    let chance = |action| {
        if expected.contains(&action) {
            (1.0 - noise) / expected.len() as f64
        } else {
            noise / others as f64
        }
    };
    (0..decision.menu.len()).map(chance).collect()
}

/// Tit for tat: the rival's last kind of action; holding still where the menu has none of it.
fn echo(decision: &Decision) -> Vec<usize> {
    let same = decision.of_class(decision.rival_before);
    if same.is_empty() { vec![0] } else { same }
}

/// Matching: the first step up there is where the rival stands higher; else holding still.
fn catch_up(decision: &Decision) -> Vec<usize> {
    let first_up = decision.of_class(ActionClass::Up).first().copied();
    let below = decision.own_height < decision.rival_height;
    vec![first_up.filter(|_| below).unwrap_or(0)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use talion_game::{PlayerId, StateId};
    use talion_model::LadderAction::{Down, Hold, Talk, Up};

    fn decision(
        choice: usize,
        before: (ActionClass, ActionClass),
        heights: (f64, f64),
    ) -> Decision {
        Decision {
            month: "2018-03".parse().unwrap(),
            player: PlayerId(0),
            state: StateId(0),
            menu: vec![Hold, Up(0), Up(1), Down(0), Talk],
            choice,
            slot: choice,
            counted: None,
            own_before: before.0,
            rival_before: before.1,
            own_height: heights.0,
            rival_height: heights.1,
        }
    }

    fn near(found: &[f64], expected: &[f64]) {
        assert_eq!(found.len(), expected.len());
        for (found, expected) in found.iter().zip(expected) {
            assert!((found - expected).abs() < 1e-15, "{found}, not {expected}");
        }
    }

    /// Hold, up, hold, talk; the rival did nothing, then up, up, nothing; below it in the second only.
    fn window() -> [Decision; 4] {
        use ActionClass as C;
        [
            decision(0, (C::Hold, C::Hold), (0.5, 0.5)),
            decision(1, (C::Hold, C::Up), (0.2, 0.5)),
            decision(0, (C::Up, C::Up), (0.5, 0.5)),
            decision(4, (C::Hold, C::Hold), (0.7, 0.5)),
        ]
    }

    /// Counts with a half each: hold 2.5, up 1.5, down 0.5, talk 1.5; the menu has no other kind, and
    /// two ways up, so the four sum to 6.
    #[test]
    fn base_rates_are_counts_and_a_half() {
        let fitted = Benchmark::fitted(&window());
        assert_eq!(fitted[1].parameters(), 5);
        let expected = [2.5 / 6.0, 0.75 / 6.0, 0.75 / 6.0, 0.5 / 6.0, 1.5 / 6.0];
        near(&fitted[1].forecast(&window()[0]), &expected);
        near(&fitted[0].forecast(&window()[0]), &[0.2; 5]);
    }

    /// Echoing is right in months 1 and 2, wrong in 3 and 4: noise (2 + 1/2) / (4 + 1) = 1/2.
    #[test]
    fn tit_for_tat_echoes_the_rival() {
        let fitted = Benchmark::fitted(&window());
        assert_eq!(fitted[2], Benchmark::TitForTat(0.5));
        near(&fitted[2].forecast(&window()[0]), &[0.5, 0.125, 0.125, 0.125, 0.125]);
        let third = 0.5 / 3.0;
        near(&fitted[2].forecast(&window()[1]), &[third, 0.25, 0.25, third, third]);
        // What the menu does not have is answered by holding still.
        let mut leaving = window()[0].clone();
        leaving.rival_before = ActionClass::Leave;
        near(&fitted[2].forecast(&leaving), &[0.5, 0.125, 0.125, 0.125, 0.125]);
    }

    /// Right in months 1, 2 and 3, wrong in 4: noise 1.5 / 5.
    #[test]
    fn matching_steps_up_from_below() {
        let fitted = Benchmark::fitted(&window());
        assert_eq!(fitted[3], Benchmark::Matching(0.3));
        near(&fitted[3].forecast(&window()[1]), &[0.075, 0.7, 0.075, 0.075, 0.075]);
        near(&fitted[3].forecast(&window()[3]), &[0.7, 0.075, 0.075, 0.075, 0.075]);
    }

    /// After holding: hold 1.5, up 1.5, down 0.5, talk 1.5; after a step up: hold 1.5, others a half.
    #[test]
    fn the_chain_counts_what_follows_what() {
        let chain = &Benchmark::fitted(&window())[4];
        assert_eq!(chain.parameters(), 10);
        near(&chain.forecast(&window()[0]), &[0.3, 0.15, 0.15, 0.1, 0.3]);
        near(&chain.forecast(&window()[2]), &[0.5, 0.5 / 6.0, 0.5 / 6.0, 0.5 / 3.0, 0.5 / 3.0]);
    }
}
