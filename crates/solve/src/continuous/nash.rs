//! Nash equilibria of a continuous game: play from several starts, every rest point certified.

use super::options::NashOptions;
use super::play::Play;
use super::solution::{ContinuousEquilibrium, ContinuousSolution, Run};
use talion_game::{
    ContinuousCertificate, ContinuousError, ContinuousGame, ContinuousSession, Observer, PlayerId,
    Point, Termination, check_game, check_point, low_discrepancy,
};

/// Rest points that may be thrown back from one start before it is given up.
const REJECTIONS: u64 = 20;
/// Halvings of the way from the status quo to a start at which the model has no payoff.
const DRAWN: usize = 6;

/// Looks for Nash equilibria from the status quo and further starts; reports all distinct ones.
///
/// From each start the players reply to each other in sweeps; once near a rest point, Newton's
/// method on the stacked first-order conditions ends the search. A rest point from which the
/// certificate's independent search finds a profitable deviation is no equilibrium: play goes on
/// from the deviation. Play that returns to where it was ends as [`Termination::Cycle`].
///
/// # Errors
/// If the game or its status quo is not sound, or the model has no payoff where it is needed.
pub fn nash(
    game: &dyn ContinuousGame,
    options: &NashOptions,
    observer: &dyn Observer,
) -> Result<ContinuousSolution, ContinuousError> {
    check_game(game)?;
    let status_quo = game.status_quo();
    let mut session = game.session();
    let mut starts = vec![status_quo.clone()];
    for index in 1..=options.starts {
        starts.extend(with_payoff(session.as_mut(), &status_quo, filling(game, index)));
    }
    drop(session);
    nash_from(game, starts, options, observer)
}

/// A start drawn towards the status quo until the model has a payoff there; `None` if it never has.
fn with_payoff(
    session: &mut dyn ContinuousSession,
    status_quo: &Point,
    mut start: Point,
) -> Option<Point> {
    for _ in 0..DRAWN {
        if session.payoffs(&start).is_ok() {
            return Some(start);
        }
        for (x, home) in start.iter_mut().flatten().zip(status_quo.iter().flatten()) {
            *x = 0.5 * (*x + home);
        }
    }
    None
}

/// The `index`-th point of an even filling of the joint box.
pub(super) fn filling(game: &dyn ContinuousGame, index: usize) -> Point {
    let all: Vec<_> = game.players().iter().flat_map(|p| p.instruments.iter().cloned()).collect();
    let mut levels = low_discrepancy(&all, index).into_iter();
    game.players().iter().map(|p| levels.by_ref().take(p.instruments.len()).collect()).collect()
}

fn nash_from(
    game: &dyn ContinuousGame,
    starts: Vec<Point>,
    options: &NashOptions,
    observer: &dyn Observer,
) -> Result<ContinuousSolution, ContinuousError> {
    for start in &starts {
        check_point(game, start)?;
    }
    let all: Vec<PlayerId> = (0..game.players().len()).map(PlayerId).collect();
    let mut equilibria = Vec::new();
    let mut runs: Vec<Run> = Vec::new();
    let total = starts.len() as u64;
    for (done, start) in starts.into_iter().enumerate() {
        observer.progress("starts", done as u64, total);
        let play = Play::new(game, &all, start.clone(), options, observer);
        let run = match follow(game, play, start.clone(), options, &mut equilibria) {
            // The status quo must have an answer; what an odd start runs into is told with it.
            Err(ContinuousError::NoPayoff { cause }) if done > 0 => Run::failed(start, cause),
            other => other?,
        };
        let stop = run.termination == Termination::Interrupted;
        runs.push(run);
        if stop {
            break;
        }
    }
    let termination = match runs.last() {
        Some(run) if run.termination == Termination::Interrupted => Termination::Interrupted,
        _ if !equilibria.is_empty() => Termination::Converged,
        _ => runs[0].termination,
    };
    Ok(ContinuousSolution {
        method: "best responses and Newton's method on the stacked conditions".to_owned(),
        equilibria,
        termination,
        iterations: runs.iter().map(|r| r.sweeps + r.newton_steps).sum(),
        runs,
        elapsed: observer.elapsed(),
    })
}

/// Follows one start to an equilibrium or to the end of play.
fn follow(
    game: &dyn ContinuousGame,
    mut play: Play,
    start: Point,
    options: &NashOptions,
    equilibria: &mut Vec<ContinuousEquilibrium>,
) -> Result<Run, ContinuousError> {
    let mut rejected: Vec<Point> = Vec::new();
    let (termination, equilibrium) = loop {
        let termination = play.settle()?;
        if termination != Termination::Converged {
            break (termination, None);
        }
        let same = |e: &ContinuousEquilibrium| play.distance(&e.point, &play.point);
        if let Some(known) = equilibria.iter().position(|e| same(e) <= options.distinct) {
            break (termination, Some(known));
        }
        let certificate = ContinuousCertificate::of(game, &play.point, &options.reply.budget)?;
        let Some(worst) = certificate.worst().filter(|w| w.gain > options.epsilon) else {
            let values = certificate.players.iter().map(|p| p.value).collect();
            let point = play.point.clone();
            equilibria.push(ContinuousEquilibrium { point, values, certificate });
            break (termination, Some(equilibria.len() - 1));
        };
        let again = rejected.iter().position(|r| play.distance(r, &play.point) <= options.distinct);
        if let Some(first) = again {
            break (Termination::Cycle { period: rejected.len() - first }, None);
        }
        if rejected.len() as u64 == REJECTIONS {
            break (Termination::IterationLimit, None);
        }
        rejected.push(play.point.clone());
        play.point[worst.player.0].clone_from(&worst.deviation);
    };
    Ok(Run {
        start,
        termination,
        sweeps: play.sweeps,
        newton_steps: play.newton_steps,
        rejected: rejected.len() as u64,
        equilibrium,
        failure: None,
        end: play.point,
    })
}
