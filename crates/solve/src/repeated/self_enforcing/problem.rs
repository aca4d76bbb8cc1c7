//! The problem: states of the world with their wars, an aim, and the agreement that it would lead to if
//! it did not have to enforce itself.

use super::check::EnforcementCheck;
use super::conditions::{Conditions, Evaluator};
use crate::SolveError;
use crate::continuous::{
    BargainingRule, NashOptions, ReplyOptions, Stop, Until, climb, cooperate, nash,
};
use serde::{Deserialize, Serialize};
use talion_game::{
    ContinuousError, ContinuousGame, Instrument, Observer, Point, SearchBudget, Termination,
};

/// Chances may miss one by so much.
const ROUNDING: f64 = 1e-9;
/// Largest miss of a condition at an answer, in units of payoff.
const MISS: f64 = 1e-10;

/// A state of the world: its chance in every period, and the game that is played in it.
#[derive(Clone, Copy)]
pub struct EnforcedState<'a> {
    /// Chance of the state in every period.
    pub chance: f64,
    /// The game; all states have the same players.
    pub game: &'a dyn ContinuousGame,
}

/// What is made as large as possible among the levels that are kept; `w_p` is what keeping is worth to
/// player `p` a period over the war.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "aim")]
#[non_exhaustive]
pub enum JointAim {
    /// `sum_p a_p ln w_p`: the Nash product with the war as the disagreement.
    NashProduct {
        /// Bargaining power of every player.
        weights: Vec<f64>,
    },
    /// `sum_p a_p w_p`.
    WeightedSum {
        /// Weight of every player.
        weights: Vec<f64>,
    },
}

/// How the levels are looked for.
#[derive(Debug, Clone, PartialEq)]
pub struct SelfEnforcingOptions {
    /// How the wars are looked for.
    pub nash: NashOptions,
    /// What the check's search for breaches may spend on every player in every state.
    pub budget: SearchBudget,
    /// Climbs besides the one from the levels of more patience: they start on the way from the war to
    /// the agreement, and the best of all is taken.
    pub starts: usize,
    /// Largest step of the method from an answer, in the games' coordinates.
    pub tolerance: f64,
    /// The same of the climbs to best breaches. What a breach pays is off by the square of it.
    pub breach_tolerance: f64,
}

impl Default for SelfEnforcingOptions {
    fn default() -> Self {
        Self {
            nash: NashOptions::default(),
            budget: SearchBudget::default(),
            starts: 0,
            tolerance: 1e-8,
            breach_tolerance: 1e-9,
        }
    }
}

/// The war of a state: its Nash equilibrium.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct War {
    pub(super) chance: f64,
    pub(super) point: Point,
    pub(super) values: Vec<f64>,
    /// Largest gain of anybody that the certificate's search found.
    pub(super) max_gain: f64,
}

/// The most cooperative levels that are kept at given discount factors.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Enforced {
    /// Discount factor of every player.
    pub discounts: Vec<f64>,
    /// Levels of every state.
    pub points: Vec<Point>,
    /// Payoffs of every state, by player.
    pub values: Vec<Vec<f64>>,
    /// What keeping is worth a period over the war, by player.
    pub worth: Vec<f64>,
    /// What the best breach gains at once, by state and player.
    pub temptations: Vec<Vec<f64>>,
    /// `d_p w_p - (1 - d_p) T_p`, by state and player: below zero the levels would not be kept.
    pub room: Vec<Vec<f64>>,
    /// Prices of the conditions `w_p - (1 - d_p)/d_p T_p >= 0` in units of the aim, by state and player;
    /// zero where one does not bind.
    pub prices: Vec<Vec<f64>>,
    /// Largest entry of the projected gradient of the aim and the priced conditions together.
    pub projected_gradient: f64,
    /// Breaches looked for by a search of its own.
    pub check: EnforcementCheck,
    /// Why the climb ended.
    pub termination: Termination,
    /// Quasi-Newton steps over all climbs.
    pub iterations: u64,
}

/// States, wars, aim and agreement: what can be asked at any discount factors.
pub struct SelfEnforcing<'a> {
    pub(super) games: Vec<&'a dyn ContinuousGame>,
    pub(super) wars: Vec<War>,
    pub(super) aim: JointAim,
    pub(super) options: SelfEnforcingOptions,
    /// Of all states: state by state, player by player.
    pub(super) instruments: Vec<Instrument>,
    pub(super) agreement: Agreed,
}

/// The levels that the aim leads to if nobody can break them.
#[derive(Debug, Clone)]
pub(super) struct Agreed {
    pub(super) points: Vec<Point>,
    /// What they are worth a period over the war, by player.
    pub(super) worth: Vec<f64>,
    pub(super) converged: bool,
    pub(super) steps: u64,
}

impl<'a> SelfEnforcing<'a> {
    /// Finds the war of every state and the agreement that the aim would lead to if it were binding.
    ///
    /// # Errors
    /// [`SolveError::Chances`]; [`SolveError::NoThreat`] without a Nash equilibrium of some state; games
    /// that do not fit each other; no levels that all prefer to the war
    /// ([`ContinuousError::NoAgreement`]), so that under a Nash product nothing but the war is kept.
    pub fn new(
        states: &[EnforcedState<'a>],
        aim: JointAim,
        options: SelfEnforcingOptions,
        observer: &dyn Observer,
    ) -> Result<Self, SolveError> {
        let games = games(states, &aim)?;
        let war = |state: &EnforcedState<'a>| War::of(state, &options.nash, observer);
        let wars: Vec<War> = states.iter().map(war).collect::<Result<_, _>>()?;
        let players = games.iter().flat_map(|game| game.players());
        let instruments = players.flat_map(|player| player.instruments.clone()).collect();
        let agreement = Agreed::by_state(&games, &wars, &aim, &options, observer)?;
        let mut problem = Self { games, wars, aim, options, instruments, agreement };
        // A sum splits into states, a product does not.
        if states.len() > 1 && matches!(problem.aim, JointAim::NashProduct { .. }) {
            problem.agree_over_states()?;
        }
        Ok(problem)
    }

    /// Climbs from the agreements of the states to that over all of them.
    fn agree_over_states(&mut self) -> Result<(), SolveError> {
        let start = self.agreement.points.concat().concat();
        let (climbed, points, worth) = {
            let conditions = self.conditions(&[], &[]);
            let mut evaluator = Evaluator::new(&conditions);
            let mut local = |levels: &[f64]| evaluator.local(levels);
            let climbed = climb(&self.instruments, &mut local, &start, None, self.until())
                .ok_or_else(|| ContinuousError::NoPayoff {
                    cause: "the agreements of the states have none".into(),
                })?;
            let worth = evaluator.stand(&climbed.x)?.worth;
            let points = conditions.by_state(&climbed.x);
            (climbed, points, worth)
        };
        self.agreement = Agreed {
            points,
            worth,
            converged: climbed.converged,
            steps: self.agreement.steps + climbed.steps as u64,
        };
        Ok(())
    }

    /// How many play.
    pub(super) fn size(&self) -> usize {
        self.wars[0].values.len()
    }

    /// When climbs to best breaches stop.
    pub(super) fn stop(&self) -> Stop {
        let reply = &self.options.nash.reply;
        Stop { tolerance: self.options.breach_tolerance, steps: reply.steps }
    }

    /// When climbs to what is kept stop.
    pub(super) fn until(&self) -> Until {
        Until {
            tolerance: self.options.tolerance,
            miss: MISS,
            steps: self.options.nash.reply.steps,
        }
    }

    /// Climbs to best breaches start at the levels of the war.
    pub(super) fn first_breaches(&self) -> Vec<Vec<Vec<Vec<f64>>>> {
        let own = |war: &War| war.point.iter().map(|levels| vec![levels.clone()]).collect();
        self.wars.iter().map(own).collect()
    }

    pub(super) fn conditions<'p>(
        &'p self,
        discounts: &[f64],
        breaches: &'p [Vec<Vec<Vec<f64>>>],
    ) -> Conditions<'p> {
        Conditions {
            games: &self.games,
            wars: &self.wars,
            aim: &self.aim,
            unit: self.agreement.worth.clone(),
            discounts: discounts.to_vec(),
            breaches,
            stop: self.stop(),
        }
    }
}

/// The games of the states, if they and the aim fit each other.
fn games<'a>(
    states: &[EnforcedState<'a>],
    aim: &JointAim,
) -> Result<Vec<&'a dyn ContinuousGame>, SolveError> {
    let chances: Vec<f64> = states.iter().map(|state| state.chance).collect();
    let sum: f64 = chances.iter().sum();
    if !(chances.iter().all(|chance| *chance > 0.0) && (sum - 1.0).abs() <= ROUNDING) {
        return Err(SolveError::Chances { found: chances });
    }
    let games: Vec<&dyn ContinuousGame> = states.iter().map(|state| state.game).collect();
    let expected = games[0].players().len();
    let sizes = games.iter().map(|game| game.players().len());
    if let Some(found) = sizes.into_iter().find(|found| *found != expected) {
        return Err(ContinuousError::PlayerCount { found, expected }.into());
    }
    let (JointAim::NashProduct { weights } | JointAim::WeightedSum { weights }) = aim;
    if weights.len() != expected {
        let (what, found) = ("the list of weights", weights.len());
        return Err(ContinuousError::Length { what, found, expected }.into());
    }
    Ok(games)
}

impl War {
    fn of(
        state: &EnforcedState<'_>,
        options: &NashOptions,
        observer: &dyn Observer,
    ) -> Result<Self, SolveError> {
        let found = nash(state.game, options, observer)?;
        if found.termination == Termination::Interrupted {
            return Err(SolveError::Stopped { method: "the search for the war" });
        }
        let why = format!("{:?}", found.termination);
        let first = found.equilibria.into_iter().next().ok_or(SolveError::NoThreat { why })?;
        Ok(Self {
            chance: state.chance,
            point: first.point,
            values: first.values,
            max_gain: first.certificate.max_gain,
        })
    }
}

impl Agreed {
    /// What each state would lead to on its own.
    fn by_state(
        games: &[&dyn ContinuousGame],
        wars: &[War],
        aim: &JointAim,
        options: &SelfEnforcingOptions,
        observer: &dyn Observer,
    ) -> Result<Self, SolveError> {
        let tolerance = options.tolerance;
        let reply = ReplyOptions { budget: SearchBudget::NONE, tolerance, ..options.nash.reply };
        let mut all = Self {
            points: Vec::new(),
            worth: vec![0.0; wars[0].values.len()],
            converged: true,
            steps: 0,
        };
        for (war, game) in wars.iter().zip(games) {
            let rule = match aim {
                JointAim::WeightedSum { weights } => {
                    BargainingRule::WeightedSum { weights: weights.clone() }
                }
                JointAim::NashProduct { weights } => BargainingRule::Nash {
                    weights: weights.clone(),
                    disagreement: war.values.clone(),
                },
            };
            let found = cooperate(*game, &rule, &reply, observer)?;
            for (p, worth) in all.worth.iter_mut().enumerate() {
                *worth += war.chance * (found.values[p] - war.values[p]);
            }
            all.points.push(found.point);
            all.converged &= found.termination == Termination::Converged;
            all.steps += found.iterations;
        }
        Ok(all)
    }
}
