//! Whether findings carry the certificate that exit code 0 promises.

use talion::{Findings, GameFindings};

/// Largest gain from a deviation that an equilibrium may leave, in units of payoff. The property
/// tests hold every solver to the same.
const MOST_REGRET: f64 = 1e-9;

/// Largest relative residual of a trade equilibrium: what the economy promises at exit.
const MOST_RESIDUAL: f64 = 1e-12;

/// What is missing, in words; nothing if all answers are certified.
pub(crate) fn doubts(findings: &Findings) -> Vec<String> {
    let mut doubts = Vec::new();
    let residual = findings.provenance.largest_residual;
    if !within(residual, MOST_RESIDUAL) {
        doubts.push(format!(
            "a trade equilibrium has relative residual {residual:e}, above {MOST_RESIDUAL:e}"
        ));
    }
    doubts.extend(of_game("the game", &findings.main));
    for variant in &findings.without {
        doubts.extend(of_game(&format!("the game {}", variant.name), &variant.game));
    }
    for set in &findings.elasticity_sets {
        if let Some(failure) = &set.failure {
            doubts.push(format!("under {}: {failure}", set.elasticities));
        }
        for game in [&set.game, &set.welfare_alone].into_iter().flatten() {
            doubts.extend(of_game(&format!("the game under {}", set.elasticities), game));
        }
    }
    doubts
}

fn of_game(name: &str, game: &GameFindings) -> Option<String> {
    let worst =
        game.equilibria.iter().map(|e| e.max_regret).find(|&regret| !within(regret, MOST_REGRET));
    if game.equilibria.is_empty() {
        Some(format!("{name} has no equilibrium found ({})", game.termination))
    } else if let Some(regret) = worst {
        Some(format!("{name} has an equilibrium with regret {regret:e}, above {MOST_REGRET:e}"))
    } else if !game.complete {
        Some(format!("{name} may have more equilibria than were found ({})", game.termination))
    } else {
        None
    }
}

/// False also for what is not a number.
fn within(value: f64, bound: f64) -> bool {
    value <= bound
}
