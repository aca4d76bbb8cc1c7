//! Whether findings carry the certificates that exit code 0 promises.

use talion::{Findings, GameFindings};

/// Largest gain from a deviation that an equilibrium may leave, in units of payoff. The property
/// tests hold every solver to the same.
const MOST_REGRET: f64 = 1e-9;

/// Largest relative residual of a trade equilibrium: what the economy promises at exit.
const MOST_RESIDUAL: f64 = 1e-12;

/// What is missing, in words; nothing if all answers are certified. An elasticity set under which
/// there is no game gives no answer, and the report says so: that is no doubt about the others.
pub(crate) fn doubts(findings: &Findings) -> Vec<String> {
    let mut doubts = Vec::new();
    let residual = findings.provenance.largest_residual;
    if !within(residual, MOST_RESIDUAL) {
        doubts.push(format!(
            "a trade equilibrium has relative residual {residual:e}, above {MOST_RESIDUAL:e}"
        ));
    }
    doubts.extend(doubt("the game", &findings.main));
    for variant in &findings.without {
        doubts.extend(doubt(&format!("the game {}", variant.name), &variant.game));
    }
    for set in &findings.elasticity_sets {
        for game in [&set.game, &set.welfare_alone].into_iter().flatten() {
            doubts.extend(doubt(&format!("the game under {}", set.elasticities), game));
        }
    }
    for one in findings.escalation.iter().flat_map(|game| &game.equilibria) {
        if !within(one.one_shot_gain, MOST_REGRET) {
            let gain = one.one_shot_gain;
            doubts.push(format!("one deviation in the game over time gains {gain:e}"));
        }
    }
    if findings.stability.as_ref().is_some_and(|found| !found.certified) {
        doubts.push("a sanction that makes a situation stable did not pass its check".to_owned());
    }
    if findings.sustain.as_ref().is_some_and(|found| !found.certified) {
        doubts.push("the strategies of the repeated game did not pass their check".to_owned());
    }
    if findings.kept_tariffs.as_ref().is_some_and(|found| !found.certified) {
        doubts.push("tariffs that are said to keep themselves did not pass their check".to_owned());
    }
    doubts
}

fn doubt(name: &str, game: &GameFindings) -> Option<String> {
    let mut regrets = game.equilibria.iter().map(|equilibrium| equilibrium.max_regret);
    if game.equilibria.is_empty() {
        Some(format!("no equilibrium of {name} was found ({})", game.termination))
    } else {
        let regret = regrets.find(|&regret| !within(regret, MOST_REGRET))?;
        Some(format!("{name} has an equilibrium with regret {regret:e}, above {MOST_REGRET:e}"))
    }
}

/// False also for what is not a number.
fn within(value: f64, bound: f64) -> bool {
    value <= bound
}

#[cfg(test)]
mod tests {
    use super::within;

    #[test]
    fn what_is_not_a_number_is_not_within_any_bound() {
        assert!(within(1e-13, 1e-12));
        assert!(!within(f64::NAN, 1e-12));
        assert!(!within(1e-3, 1e-12));
    }
}
