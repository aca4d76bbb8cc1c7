//! Where the answer flips: the scenario with one number changed, solved again, bisected.

use super::findings::{FlipFindings, ThresholdFindings};
use super::{DEAL_QUARTERS, EscalationStudy, path};
use crate::StudyError;
use talion_economy::Economy;
use talion_game::Observer;
use talion_model::{SolvedPolicies, Without};

/// Values tried over the range before any bisection.
const GRID: usize = 9;
/// Halvings of a step of the grid: an eighth of the range to less than a thousandth.
const HALVINGS: usize = 7;
/// Odds at which a deal becomes likelier than not.
const EVEN: f64 = 0.5;

impl EscalationStudy<'_> {
    pub(super) fn thresholds(
        &self,
        economy: &Economy,
        solved: &mut SolvedPolicies,
        observer: &dyn Observer,
    ) -> Result<Vec<ThresholdFindings>, StudyError> {
        self.options
            .thresholds
            .iter()
            .map(|(key, range)| self.threshold(economy, key, *range, solved, observer))
            .collect()
    }

    fn threshold(
        &self,
        economy: &Economy,
        key: &str,
        range: Option<(f64, f64)>,
        solved: &mut SolvedPolicies,
        observer: &dyn Observer,
    ) -> Result<ThresholdFindings, StudyError> {
        // Fails with the reason where the key holds no number.
        let Some(value) = self.scenario.value(key) else {
            // Changing it fails with the reason; else it is a number that the scenario leaves open.
            self.scenario.with_value(key, 0.0)?;
            return Err(StudyError::NoValue { key: key.to_owned() });
        };
        let (lowest, highest) = self.range(key, value, range)?;
        let mut found = ThresholdFindings {
            key: key.to_owned(),
            value,
            lowest,
            highest,
            flips: Vec::new(),
            deal_at_ends: [f64::NAN; 2],
            failure: None,
        };
        let mut odds = |x: f64| self.deal_at(economy, key, x, solved, observer);
        let at = |k: usize| lowest + (highest - lowest) * k as f64 / (GRID - 1) as f64;
        let mut deals = Vec::with_capacity(GRID);
        for k in 0..GRID {
            match odds(at(k)) {
                Ok(deal) => deals.push(deal),
                Err(StudyError::Interrupted) => return Err(StudyError::Interrupted),
                Err(error) => {
                    found.failure = Some(error.to_string());
                    return Ok(found);
                }
            }
        }
        found.deal_at_ends = [deals[0], deals[GRID - 1]];
        for k in 1..GRID {
            if (deals[k - 1] > EVEN) == (deals[k] > EVEN) {
                continue;
            }
            let (mut low, mut high) = ((at(k - 1), deals[k - 1]), (at(k), deals[k]));
            for _ in 0..HALVINGS {
                let middle = f64::midpoint(low.0, high.0);
                let deal = odds(middle)?;
                if (deal > EVEN) == (low.1 > EVEN) {
                    low = (middle, deal);
                } else {
                    high = (middle, deal);
                }
            }
            let flip = f64::midpoint(low.0, high.0);
            found.flips.push(FlipFindings { at: flip, deal: [low.1, high.1] });
        }
        found.flips.sort_by(|a, b| (a.at - value).abs().total_cmp(&(b.at - value).abs()));
        Ok(found)
    }

    /// The range asked for, or from zero to four times the value, cut where the scenario would refuse.
    fn range(
        &self,
        key: &str,
        value: f64,
        range: Option<(f64, f64)>,
    ) -> Result<(f64, f64), StudyError> {
        if let Some((lowest, highest)) = range {
            for end in [lowest, highest] {
                self.scenario.with_value(key, end)?;
            }
            return Ok((lowest, highest));
        }
        let far = if value == 0.0 { 1.0 } else { 4.0 * value };
        let fits = |x: f64| self.scenario.with_value(key, x).is_ok();
        // Bounds of keys are round: one or nothing.
        let end = [far, 1.0, 0.9999, value].into_iter().find(|x| fits(*x)).unwrap_or(value);
        let start = if fits(0.0) { 0.0 } else { value };
        Ok((start.min(end), start.max(end)))
    }

    /// Odds of a deal within eight quarters with one number changed.
    fn deal_at(
        &self,
        economy: &Economy,
        key: &str,
        value: f64,
        solved: &mut SolvedPolicies,
        observer: &dyn Observer,
    ) -> Result<f64, StudyError> {
        let scenario = self.scenario.with_value(key, value)?;
        // Another economy has other equilibria.
        let other = key
            .starts_with("economy.")
            .then(|| Economy::new(scenario.dataset(), scenario.economy_options()));
        let mut own = SolvedPolicies::default();
        let ladder = match other {
            Some(other) => super::build(&scenario, &other?, Without::Nothing, &mut own, observer)?,
            None => super::build(&scenario, economy, Without::Nothing, solved, observer)?,
        };
        let played = super::solve(&ladder, ladder.game(), observer)?;
        let within = super::quarters(&ladder).min(DEAL_QUARTERS);
        path::deal_within(&ladder, &played, within)
    }
}
