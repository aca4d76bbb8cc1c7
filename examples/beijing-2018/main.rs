//! The embedded scenario from Rust: run the study, read the answer, check a certificate by hand.

use std::error::Error;
use talion::Study;
use talion::game::Quiet;
use talion::model::Scenario;

fn main() -> Result<(), Box<dyn Error>> {
    // ANCHOR: run
    let text = include_str!("scenario.toml");
    let scenario = Scenario::parse("scenario.toml", text)?;
    let findings = Study::new(scenario).run(&Quiet)?;
    println!("{}", findings.answer.headline);
    // ANCHOR_END: run

    // ANCHOR: equilibria
    for equilibrium in &findings.main.equilibria {
        println!("values {:?}, largest regret {:.1e}", equilibrium.values, equilibrium.max_regret);
    }
    // ANCHOR_END: equilibria

    // ANCHOR: terms
    // Every payoff is a sum of parts that can be read one by one.
    let status_quo = &findings.profiles[0];
    for (player, payoff) in findings.players.iter().zip(&status_quo.payoffs) {
        let terms: f64 = payoff.terms.iter().map(|term| term.value).sum();
        assert!((payoff.welfare + terms - payoff.total).abs() < 1e-12);
        println!(
            "{}: {:+.3} at the status quo, welfare {:+.3}",
            player.name, payoff.total, payoff.welfare
        );
    }
    // ANCHOR_END: terms
    Ok(())
}
