//! Policy settings.
use super::levels::Policy;
use crate::data::Dataset;
use crate::problem::Problems;
/// placeholder
pub fn apply_setting(policy: &mut Policy, dataset: &Dataset, setting: &str) -> Result<(), Problems> {
    todo!("{policy:?} {dataset:?} {setting}")
}
