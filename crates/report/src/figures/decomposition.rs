//! Where welfare comes from at the selected equilibrium: a stacked bar per region.

use talion::Findings;

use super::scene::Scene;
use super::stacked::{self, Group, Stack};
use crate::compose::parts_of_welfare;
use crate::names;

/// The figure, or `None` where welfare was not taken apart.
pub(super) fn draw(findings: &Findings) -> Option<Scene> {
    let found = findings.decomposition.as_ref()?;
    let (names, rows) = parts_of_welfare(found)?;
    let stacks = found.regions.iter().zip(rows).map(|(region, parts)| {
        let player = findings.players.iter().find(|player| player.region == region.code);
        let label = player.map_or_else(|| region.code.clone(), |own| own.region_name.clone());
        Stack { label, parts, total: region.total }
    });
    let group = Group { title: String::new(), stacks: stacks.collect() };
    let scene = Scene::titled(
        "welfare-parts".into(),
        format!("Where welfare comes from at {}", names::mark(found.equilibrium)),
        "Change of real income from the baseline to the selected equilibrium, in hundredths of its log \
         (percent), stacked by source: losses left of zero, gains right of it; the diamond is the whole \
         change."
            .into(),
        stacked::WIDTH,
    );
    stacked::draw(scene, &names, &[group], "change of real income, percent (100 ln)")
}
