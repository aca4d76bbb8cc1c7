//! Stackelberg: the leader's optimum over the followers' equilibrium reactions.

use super::bounded::{Maximum, Stop, maximise};
use super::options::NashOptions;
use super::play::Play;
use super::reaction::LeaderGame;
use super::reply::{best_of, scale, starts};
use super::solution::Leadership;
use rayon::prelude::*;
use talion_game::{
    ContinuousCertificate, ContinuousError, ContinuousGame, Observer, PlayerCheck, PlayerId,
    Termination, check_game, check_point,
};

/// The best that a leader can do when all others react in equilibrium to what it chooses.
///
/// The climb uses the slope along the reaction; the answer is then checked twice: the followers by
/// their own certificate, the leader by an independent search in which every deviation is answered
/// anew by the followers.
///
/// # Errors
/// If the game or the leader is not sound, or the followers come to no rest at the status quo.
pub fn stackelberg(
    game: &dyn ContinuousGame,
    leader: PlayerId,
    options: &NashOptions,
    observer: &dyn Observer,
) -> Result<Leadership, ContinuousError> {
    check_game(game)?;
    let status_quo = game.status_quo();
    check_point(game, &status_quo)?;
    let players = game.players().len();
    if leader.0 >= players {
        return Err(ContinuousError::NoSuchPlayer { found: leader.0, players });
    }
    let followers: Vec<PlayerId> = (0..players).map(PlayerId).filter(|p| *p != leader).collect();
    let mut play = Play::new(game, &followers, status_quo, options, observer);
    if play.settle()? != Termination::Converged {
        let cause = "the followers do not come to rest at the leader's status quo".to_owned();
        return Err(ContinuousError::NoPayoff { cause });
    }
    let leading = LeaderGame::new(game, leader, play.point, options);
    let (best, iterations) = climb(&leading, options, observer)?;
    let mut reactions = leading.reactions();
    let point = reactions.to(&best.x)?.clone();
    let values = game.session().payoffs(&point)?;
    let budget = &options.reply.budget;
    let check = PlayerCheck::of(&leading, &[best.x], PlayerId(0), budget)?;
    let following = ContinuousCertificate::of_players(game, &point, leading.followers(), budget)?;
    let termination = if observer.stopped() {
        Termination::Interrupted
    } else if best.converged {
        Termination::Converged
    } else {
        Termination::IterationLimit
    };
    Ok(Leadership { leader, point, values, leading: check, following, termination, iterations })
}

/// The best of several climbs, and the steps of all.
fn climb(
    leading: &LeaderGame,
    options: &NashOptions,
    observer: &dyn Observer,
) -> Result<(Maximum, u64), ContinuousError> {
    let stop = Stop { tolerance: options.tolerance, steps: options.reply.steps };
    let instruments = &leading.players()[0].instruments;
    let status_quo = leading.status_quo();
    let climbs: Vec<Option<Maximum>> = starts(leading, PlayerId(0), &status_quo, options.starts)
        .par_iter()
        .map(|start| {
            if observer.stopped() {
                return None;
            }
            let mut session = leading.session();
            let mut slope = |x: &[f64], own: &mut [f64]| {
                let mut gradient = [vec![0.0; x.len()]];
                let value = session.gradient(PlayerId(0), &[x.to_vec()], &mut gradient).ok()?;
                own.copy_from_slice(&gradient[0]);
                Some(value)
            };
            let diagonal = scale(instruments, &mut slope, start)?;
            maximise(instruments, &diagonal, &mut slope, start, stop)
        })
        .collect();
    let steps = climbs.iter().flatten().map(|c| c.steps as u64).sum();
    let best = best_of(climbs.into_iter().flatten()).ok_or_else(|| ContinuousError::NoPayoff {
        cause: "no start of the leader has a reaction of the followers".to_owned(),
    })?;
    Ok((best, steps))
}
