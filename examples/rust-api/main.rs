//! From an economy to a certified equilibrium by hand: the crates one after the other, without a scenario.

use std::error::Error;
use talion::economy::{Dataset, Economy, EconomyOptions, RegionId, SectorId};
use talion::game::{Certificate, NormalForm, PlayerId, Quiet};
use talion::solve::{Dominance, iterated_strict_dominance, quantal_response, vertex_enumeration};

fn main() -> Result<(), Box<dyn Error>> {
    // ANCHOR: economy
    // An economy: a data set, calibrated. Each side may add ten or twenty points to its tariffs.
    let dataset = Dataset::embedded("us-china-2017")?;
    let economy = Economy::new(&dataset, &EconomyOptions::default())?;
    let (usa, chn) = (dataset.find_region("USA")?, dataset.find_region("CHN")?);
    let rates = [0.0, 0.1, 0.2];
    let welfare = |on_china: f64, on_america: f64| {
        let mut policy = economy.baseline_policy();
        for sector in (0..economy.sector_count()).map(SectorId) {
            for (importer, exporter, rate) in [(usa, chn, on_china), (chn, usa, on_america)] {
                let applied = policy.tariff(importer, exporter, sector);
                policy.set_tariff(importer, exporter, sector, applied + rate);
            }
        }
        let outcome = economy.solve(&policy, None)?;
        let percent = |region: RegionId| 100.0 * outcome.welfare_hat[region.0].ln();
        Ok::<_, Box<dyn Error>>([percent(usa), percent(chn)])
    };
    // ANCHOR_END: economy

    // ANCHOR: game
    // A game: the payoffs of both at every pair of rates. It knows nothing of tariffs.
    let mut payoffs = [vec![Vec::new(); 3], vec![Vec::new(); 3]];
    for (row, on_china) in rates.into_iter().enumerate() {
        for on_america in rates {
            let [first, second] = welfare(on_china, on_america)?;
            payoffs[0][row].push(first);
            payoffs[1][row].push(second);
        }
    }
    let labels = vec!["as now", "10 points more", "20 points more"];
    let players = [("USA", labels.clone()), ("CHN", labels)];
    let game = NormalForm::bimatrix(players, &payoffs[0], &payoffs[1])?;
    // ANCHOR_END: game

    // ANCHOR: solve
    // All its Nash equilibria, in exact arithmetic on the payoffs as they are.
    let solution = vertex_enumeration(&game, &Quiet)?;
    assert!(solution.complete);
    for equilibrium in &solution.equilibria {
        let profile = equilibrium.strategies.as_pure().ok_or("a mixed equilibrium")?;
        for (player, choice) in game.players().iter().zip(profile) {
            println!("{}: {}", player.label, player.strategies[choice]);
        }
        println!("payoffs {:+.4} and {:+.4} %", equilibrium.values[0], equilibrium.values[1]);
    }
    // ANCHOR_END: solve

    // ANCHOR: dominance
    // Is it more than an equilibrium: does it pay each side whatever the other does?
    let reduction = iterated_strict_dominance(&game, Dominance::Pure, &Quiet);
    let rounds = reduction.eliminations.iter().map(|gone| gone.round).max().unwrap_or(0);
    println!(
        "everything else is dominated: {}, in rounds: {rounds}",
        reduction.solution().is_some()
    );
    // ANCHOR_END: dominance

    // ANCHOR: certificate
    // The certificate comes from the game and the strategies alone. Anybody can make it again.
    let equilibrium = &solution.equilibria[0];
    let certificate = Certificate::of(&game, &equilibrium.strategies)?;
    assert_eq!(certificate.max_regret, equilibrium.certificate.max_regret);
    for player in [PlayerId(0), PlayerId(1)] {
        let of_each = game.payoffs_against(player, &equilibrium.strategies);
        let best = of_each.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        assert!(best - equilibrium.values[player.0] <= certificate.max_regret);
    }
    println!("largest regret {:.0e}", certificate.max_regret);
    // ANCHOR_END: certificate
    assert!(certificate.max_regret < 1e-12);

    // ANCHOR: quantal
    // Another method on the same game: does the branch of logit equilibria lead to the same place?
    let branch = quantal_response(&game, &[], &Quiet)?;
    let limit = branch.limit.ok_or("the branch was lost")?;
    println!("logit leads there too: {}", limit.strategies == equilibrium.strategies);
    // ANCHOR_END: quantal
    Ok(())
}
