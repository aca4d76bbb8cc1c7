//! What each instrument is worth: the game without it, rivals' plans held or solved again.

use super::findings::InstrumentFindings;
use super::play::Played;
use super::{DEAL_QUARTERS, EscalationStudy, path, steps_up};
use crate::StudyError;
use talion_economy::Economy;
use talion_game::{Observer, PlayerId, StateId};
use talion_model::{Ladder, SolvedPolicies, Without};

impl EscalationStudy<'_> {
    pub(super) fn instruments(
        &self,
        economy: &Economy,
        ladder: &Ladder,
        played: &Played,
        solved: &mut SolvedPolicies,
        observer: &dyn Observer,
    ) -> Result<Vec<InstrumentFindings>, StudyError> {
        if !self.options.instruments {
            return Ok(Vec::new());
        }
        let tracks = (0..ladder.plan().tracks.len()).map(Without::Track);
        tracks
            .chain([Without::Talks])
            .map(|without| self.instrument(economy, ladder, played, without, solved, observer))
            .collect()
    }

    fn instrument(
        &self,
        economy: &Economy,
        ladder: &Ladder,
        played: &Played,
        without: Without,
        solved: &mut SolvedPolicies,
        observer: &dyn Observer,
    ) -> Result<InstrumentFindings, StudyError> {
        let smaller = super::build(self.scenario, economy, without, solved, observer)?;
        let again = super::solve(&smaller, smaller.game(), observer)?;
        let players = ladder.game().player_count();
        let value = |ladder: &Ladder, played: &Played, player: usize| {
            played.value(ladder.start(), player, players)
        };
        let resolved =
            (0..players).map(|p| value(ladder, played, p) - value(&smaller, &again, p)).collect();
        let (name, owner) = match without {
            Without::Track(track) => {
                let track = &ladder.plan().tracks[track];
                (track.name.clone(), Some(track.player))
            }
            _ => ("talks".to_owned(), None),
        };
        let held = match (without, owner) {
            (Without::Track(track), Some(owner)) => {
                let best = held(ladder, played, owner, track);
                Some(value(ladder, played, owner.0) - best)
            }
            _ => None,
        };
        let within = super::quarters(ladder).min(DEAL_QUARTERS);
        Ok(InstrumentFindings {
            name,
            player: owner.map(|owner| self.scenario.players()[owner.0].name.clone()),
            resolved,
            held,
            deal_within_8_without: path::deal_within(&smaller, &again, within)?,
        })
    }
}

/// The best that a player can do at the start without ever stepping up on a track, the others' plans
/// held.
fn held(ladder: &Ladder, played: &Played, owner: PlayerId, track: usize) -> f64 {
    let forbidden: Vec<Vec<bool>> = ladder
        .game()
        .states()
        .map(|state| ladder.menu(state, owner).iter().map(|own| steps_up(*own, track)).collect())
        .collect();
    let allowed = |state: StateId, action: usize| !forbidden[state.0][action];
    played.best_reply(ladder.game(), owner.0, &allowed)[ladder.start().0]
}
