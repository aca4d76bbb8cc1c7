//! A tariff war from Rust: an economy, a game on it, its equilibrium, and what every part of it says.

use std::error::Error;
use talion::economy::{Dataset, Economy, EconomyOptions};
use talion::game::Quiet;
use talion::model::{RateBy, TariffGameOptions};
use talion::{TariffConcept, TariffStudy, TariffStudyOptions};

fn main() -> Result<(), Box<dyn Error>> {
    // ANCHOR: war
    let dataset = Dataset::embedded("us-china-2017")?;
    let economy = Economy::new(&dataset, &EconomyOptions::default())?;
    let players = vec![dataset.find_region("USA")?, dataset.find_region("CHN")?];
    let game = TariffGameOptions { by: RateBy::Partner, ..TariffGameOptions::new(players) };
    let question = TariffStudyOptions::new(TariffConcept::Nash, game);
    let findings = TariffStudy::new(&economy, dataset.name(), question).run(&Quiet)?;
    // ANCHOR_END: war

    // ANCHOR: certificate
    let war = &findings.solutions[0];
    for rate in war.rates.iter().filter(|rate| rate.sector == "ELE") {
        println!(
            "{} sets {:.1} %, applied {:.1} %",
            rate.player,
            100.0 * rate.rate,
            100.0 * rate.applied
        );
    }
    for region in &war.regions {
        println!("{} {:+.4} %", region.region, region.welfare_percent);
    }
    println!("largest gain from a deviation {:.0e} %", war.max_gain_percent);
    // ANCHOR_END: certificate
    assert!(war.max_gain_percent < 1e-9);

    // ANCHOR: parts
    // Where does what China loses come from?
    let mut policy = economy.baseline_policy();
    for rate in &war.rates {
        let code = |name: &str| dataset.find_region(name);
        let partner = code(rate.partner.as_deref().unwrap_or_default())?;
        policy.set_tariff(
            code(&rate.player)?,
            partner,
            dataset.find_sector(&rate.sector)?,
            rate.rate,
        );
    }
    let parts =
        economy.decompose(&economy.baseline_policy(), &policy, dataset.find_region("CHN")?)?;
    println!(
        "terms of trade {:+.4}, volume {:+.4} percent",
        100.0 * parts.terms_of_trade,
        100.0 * parts.volume
    );
    // ANCHOR_END: parts
    assert!((parts.sum() - parts.total).abs() < 1e-8);
    Ok(())
}
