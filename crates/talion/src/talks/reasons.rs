//! Why a deal may not come about: linkage, red lines, commitment, fragile weights.

use super::fallback::Fallback;
use super::findings::{CommitmentFindings, FragilityFindings, LinkageFindings, RedLineFindings};
use super::search::Want;
use super::solutions::{Picker, pair};
use crate::StudyError;
use talion_model::{DealOutcome, Objective, Term};
use talion_solve::bargaining::commitment_of_payoffs;

/// A term of a payoff that is a weight times something: its name in files, and the weight.
type Weighed = (Term, &'static str, fn(&Objective) -> f64);

const WEIGHTS: [Weighed; 6] = [
    (Term::Deficit, "deficit_weight", |o| o.deficit_weight),
    (Term::TechnologyLead, "lead_weight", |o| o.lead_weight),
    (Term::SelfSufficiency, "self_sufficiency_weight", |o| o.self_sufficiency_weight),
    (Term::Access, "access_weight", |o| o.access_weight),
    (Term::Audience, "audience_cost", |o| o.audience_cost),
    (Term::RedLine, "red_line_cost", |o| o.red_line_cost),
];

impl Picker<'_, '_> {
    /// Which terms can be settled alone, and which only together; those that move nothing are left out.
    pub(super) fn linkage(&mut self) -> LinkageFindings {
        let idle = self.table.idle();
        let moving: Vec<usize> =
            (0..self.search.plan.terms.len()).filter(|k| !idle.contains(k)).collect();
        let found = self.search.linkage(&moving);
        let named = |set| self.search.named(&moving, set);
        LinkageFindings {
            alone: found.alone.iter().map(named).collect(),
            together: named(&found.together),
            smallest: found.smallest.iter().map(named).collect(),
            agreeable: found.agreeable,
        }
    }

    /// What is left where nothing that crosses a red line is on the table.
    pub(super) fn red_lines(
        &mut self,
        power: [f64; 2],
    ) -> Result<Option<RedLineFindings>, StudyError> {
        let terms = &self.search.plan.terms;
        let crossing: Vec<usize> = (0..terms.len()).filter(|&k| terms[k].is_red).collect();
        if crossing.is_empty() {
            return Ok(None);
        }
        let names = crossing.iter().map(|&k| terms[k].label.clone()).collect();
        let parts = self.search.combinations(&|k| !crossing.contains(&k));
        let common_gain = self.search.common_gain(&parts)?;
        let d = self.search.d;
        let gains = match self.search.find(&parts, Want::Nash(power), None)? {
            Some(seen) => {
                let exact = self.weigh(&[seen.shares])?;
                let u = pair(&exact[0]);
                Some([u[0] - d[0], u[1] - d[1]])
            }
            None => None,
        };
        Ok(Some(RedLineFindings { terms: names, common_gain, gains }))
    }

    /// Powell's test: the leader of the technology race declines as the follower catches up.
    pub(super) fn commitment(
        &mut self,
        deal: Option<&[f64]>,
        discounts: [f64; 2],
    ) -> Result<Option<CommitmentFindings>, StudyError> {
        let scenario = self.table.scenario().clone();
        let (Some(race), Some(deal)) = (scenario.technology(), deal) else { return Ok(None) };
        let (leader, follower) = (race.leader.0, race.follower.0);
        let want = Want::Level(follower, self.search.d[follower]);
        let Some(best) = self.search.pick(want)? else { return Ok(None) };
        let none: Vec<f64> = self.search.plan.terms.iter().map(|t| t.lowest).collect();
        let gap_now = race.gap_years;
        let mut at = |shares: &[f64], gap: f64| -> Result<DealOutcome, StudyError> {
            let found = self.table.weigh(&[shares.to_vec()], Some(gap), self.observer);
            // One deal in, one out.
            let mut found = found.map_err(crate::study::interrupted)?;
            Ok(found.swap_remove(0))
        };
        let agreed = at(deal, gap_now)?;
        let Some(policy) = agreed.technology else { return Ok(None) };
        let gap_next = (gap_now + race.frontier_rate - race.hazard.rate(policy)).max(0.0);
        let now = pair(&at(&none, gap_now)?)[leader];
        let next = pair(&at(&none, gap_next)?)[leader];
        let offer = pair(&at(&best.shares, gap_now)?)[leader];
        let discount = discounts[leader];
        let test = commitment_of_payoffs([now, next], offer, discount);
        let fall = gap_now - gap_next;
        let critical_fall = (test.left > 0.0 && fall > 0.0).then(|| fall * test.right / test.left);
        Ok(Some(CommitmentFindings {
            declining: scenario.players()[leader].name.clone(),
            rising: scenario.players()[follower].name.clone(),
            gap_now,
            gap_next,
            discount,
            acting: [now, next],
            test,
            critical_fall,
        }))
    }

    /// Weights at which a player's gain from the deal, its terms unchanged, is zero. A payoff is linear in
    /// its weights, so that `w* = w (1 - gain / change of the term)`.
    pub(super) fn fragility(
        &mut self,
        deal: &[f64],
        fallback: &Fallback,
    ) -> Result<Vec<FragilityFindings>, StudyError> {
        let Some(before) = &fallback.parts else { return Ok(Vec::new()) };
        let found = self.weigh(&[deal.to_vec()])?;
        let (u, d) = (pair(&found[0]), self.search.d);
        let mut rows = Vec::new();
        for (p, player) in self.table.scenario().players().iter().enumerate() {
            for (term, key, weight) in WEIGHTS {
                let value = weight(&player.objective);
                let change = found[0].payoffs[p].term(term) - before[p].term(term);
                if value == 0.0 {
                    continue;
                }
                let flips = value * (1.0 - (u[p] - d[p]) / change);
                rows.push(FragilityFindings {
                    key: format!("player.{}.objective.{key}", player.name),
                    player: player.name.clone(),
                    value,
                    flips_at: (flips.is_finite() && flips >= 0.0).then_some(flips),
                });
            }
        }
        Ok(rows)
    }
}
