//! A solved game for spreadsheets: one row per equilibrium, player and strategy; per information set and
//! action of a tree that has no list of strategies; per profile where players are correlated.

use super::result::{Sensitivity, Solved, SolvedEquilibrium};

/// The CSV text, full double precision.
pub(super) fn write(result: &Solved) -> std::io::Result<String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record([
        "equilibrium",
        "component",
        "player",
        "strategy",
        "probability",
        "probability_exact",
        "value",
        "max_regret",
        "lambda",
        "verdict",
    ])?;
    for (k, equilibrium) in result.equilibria.iter().enumerate() {
        for [player, strategy, probability, exact, value] in rows(result, equilibrium) {
            let component = equilibrium.component.map_or_else(String::new, |c| (c + 1).to_string());
            let lambda = match equilibrium.lambda {
                Some(Sensitivity::At(lambda)) => lambda.to_string(),
                Some(Sensitivity::Limit) => "inf".to_owned(),
                None => String::new(),
            };
            let number = (k + 1).to_string();
            let regret = equilibrium.max_regret.to_string();
            let verdict = equilibrium.verdict.as_deref().unwrap_or_default();
            writer.write_record([
                number.as_str(),
                &component,
                &player,
                &strategy,
                &probability,
                &exact,
                &value,
                &regret,
                &lambda,
                verdict,
            ])?;
        }
    }
    let bytes = writer.into_inner().map_err(|error| std::io::Error::other(error.to_string()))?;
    String::from_utf8(bytes).map_err(std::io::Error::other)
}

/// Player, strategy, probability, the same exactly, and the player's value.
fn rows(result: &Solved, equilibrium: &SolvedEquilibrium) -> Vec<[String; 5]> {
    let value = |p: usize| equilibrium.values[p].to_string();
    if let Some(strategies) = &equilibrium.strategies {
        let exact = equilibrium.strategies_exact.as_ref();
        let of_player = |(p, mixture): (usize, &Vec<f64>)| -> Vec<[String; 5]> {
            let row = |s: usize| {
                let exact = exact.map_or_else(String::new, |exact| exact[p][s].clone());
                let label = result.strategies[p][s].clone();
                [result.players[p].clone(), label, mixture[s].to_string(), exact, value(p)]
            };
            (0..mixture.len()).map(row).collect()
        };
        strategies.iter().enumerate().flat_map(of_player).collect()
    } else if let Some(distribution) = &equilibrium.distribution {
        let row = |profile: &super::result::Recommended| {
            let exact = profile.probability_exact.clone().unwrap_or_default();
            let probability = profile.probability.to_string();
            let objective = equilibrium.objective.unwrap_or_default().to_string();
            ["(all)".to_owned(), profile.profile.join("; "), probability, exact, objective]
        };
        distribution.iter().map(row).collect()
    } else {
        let sets = equilibrium.behaviour.iter().flat_map(|behaviour| &behaviour.0).enumerate();
        sets.flat_map(|(h, set)| {
            let exact = equilibrium.behaviour_exact.as_ref();
            let p = result.players.iter().position(|label| *label == set.player).unwrap_or(0);
            (0..set.actions.len())
                .map(|a| {
                    let exact = exact.map_or_else(String::new, |exact| exact[h][a].clone());
                    let label = format!("{}: {}", set.information_set, set.actions[a]);
                    let probability = set.probabilities[a].to_string();
                    [set.player.clone(), label, probability, exact, value(p)]
                })
                .collect::<Vec<_>>()
        })
        .collect()
    }
}
