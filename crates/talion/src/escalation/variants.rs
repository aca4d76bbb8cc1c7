//! The same ladder with strategic terms switched off.

use super::findings::EscalationVariant;
use super::{DEAL_QUARTERS, EscalationStudy, likeliest, path};
use crate::StudyError;
use talion_game::{Observer, PlayerId};
use talion_model::{Ladder, Term, Terms};

impl EscalationStudy<'_> {
    pub(super) fn variants(
        &self,
        ladder: &Ladder,
        observer: &dyn Observer,
    ) -> Result<Vec<EscalationVariant>, StudyError> {
        if !self.options.variants {
            return Ok(Vec::new());
        }
        let full = ladder.game().all_payoffs();
        let mut variants = Vec::new();
        let single = Term::ALL.into_iter().map(Terms::Without);
        for terms in std::iter::once(Terms::WelfareAlone).chain(single) {
            let game = ladder.game_with(terms)?;
            // A term that is zero everywhere changes nothing.
            if game.all_payoffs() == full {
                continue;
            }
            let played = super::solve(ladder, &game, observer)?;
            let start = ladder.start();
            let within = super::quarters(ladder).min(DEAL_QUARTERS);
            variants.push(EscalationVariant {
                description: match terms {
                    Terms::Without(term) => format!("without {}", term.words()),
                    _ => "welfare alone, without any strategic term".to_owned(),
                },
                first_moves: (0..game.player_count())
                    .map(|p| {
                        let mixed = played.at(0).at(start, PlayerId(p));
                        game.actions(start, PlayerId(p))[likeliest(mixed)].clone()
                    })
                    .collect(),
                deal_within_8: path::deal_within(ladder, &played, within)?,
                escalation_within_8: path::escalation_within(ladder, &played, within)?,
                one_shot_gain: played.one_shot_gain,
            });
        }
        Ok(variants)
    }
}
