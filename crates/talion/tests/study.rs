//! What a study says about the game of packages besides its equilibria: logit equilibria, parts of welfare.

use std::sync::LazyLock;
use talion::game::Quiet;
use talion::model::{Scenario, embedded};
use talion::{Findings, Study};

/// The tariff round of September 2018, two packages a side, in welfare alone.
static FOUND: LazyLock<Findings> =
    LazyLock::new(|| study(embedded::text("september-2018").unwrap()));

fn study(text: &str) -> Findings {
    let scenario = Scenario::parse("scenario", text).unwrap();
    Study::new(scenario).draws(0).run(&Quiet).unwrap()
}

/// Payoff of a player at a profile of two players.
fn payoff(findings: &Findings, player: usize, profile: [usize; 2]) -> f64 {
    let at = findings.profiles.iter().find(|at| at.profile == profile).unwrap();
    at.payoffs[player].total
}

/// Every point of the branch is the logit reply to itself, computed here from the payoffs in the findings.
#[test]
fn the_branch_is_of_logit_equilibria_from_even_odds_to_a_nash_equilibrium() {
    let found = FOUND.quantal.as_ref().unwrap();
    assert_eq!(found.branch[0].strategies, [[0.5, 0.5], [0.5, 0.5]]);
    assert!(found.branch.len() > 30);
    for at in &found.branch {
        for player in 0..2 {
            let other = &at.strategies[1 - player];
            let expected = |own: usize| -> f64 {
                let profile = |theirs| if player == 0 { [own, theirs] } else { [theirs, own] };
                (0..2).map(|theirs| other[theirs] * payoff(&FOUND, player, profile(theirs))).sum()
            };
            let odds = 1.0 / (1.0 + (at.lambda * (expected(0) - expected(1))).exp());
            assert!((at.strategies[player][1] - odds).abs() < 1e-10, "{at:?}");
        }
    }
    assert!(found.largest_residual < 1e-11);
    let limit = found.limit.as_ref().unwrap();
    assert_eq!(limit.equilibrium, FOUND.main.selected);
    assert_eq!(limit.strategies, FOUND.main.equilibria[0].strategies);
    let lambdas: Vec<f64> = found.decades.iter().map(|at| at.lambda).collect();
    assert!(lambdas.windows(2).all(|pair| (pair[1] / pair[0] - 10.0).abs() < 1e-12), "{lambdas:?}");
    assert!(lambdas.contains(&1.0) && lambdas.len() >= 3, "{lambdas:?}");
}

/// The parts add up to the change of log real income that the equilibrium itself has, in every region.
#[test]
fn the_parts_of_welfare_add_up_to_it() {
    let found = FOUND.decomposition.as_ref().unwrap();
    assert_eq!(found.failure, None);
    let equilibrium = &FOUND.main.equilibria[found.equilibrium];
    let profile = equilibrium.profile.as_ref().unwrap();
    assert_eq!(profile, &[1, 1], "both raise tariffs");
    let at = FOUND.profiles.iter().find(|at| &at.profile == profile).unwrap();
    assert_eq!(found.regions.len(), at.regions.len());
    for (parts, region) in found.regions.iter().zip(&at.regions) {
        assert_eq!(parts.code, region.code);
        let sum: f64 = parts.parts().iter().map(|(_, value)| value).sum();
        let whole = 100.0 * (region.welfare_percent / 100.0).ln_1p();
        assert!((sum - whole).abs() < 1e-9, "{sum} against {whole}");
        assert!((parts.total - whole).abs() < 1e-12);
        // Tariffs at constant returns: nothing moves firms, profits or technology.
        assert_eq!(parts.relocation, 0.0);
        assert_eq!(parts.profit_shifting, 0.0);
        assert_eq!(parts.technology, 0.0);
    }
    // Each side turns prices its way against the other and loses on the trade that it drives off.
    let usa = found.regions.iter().find(|region| region.code == "USA").unwrap();
    assert!(usa.volume < 0.0, "{usa:?}");
}

/// With scale economies firms move, and with restricted entry so do profits; parts still add up.
#[test]
fn each_market_has_its_parts() {
    let parts = |file: &str, text: &str, old: &str, new: &str| {
        assert!(text.contains(old));
        let scenario = Scenario::parse(file, &text.replacen(old, new, 1)).unwrap();
        let found = Study::new(scenario).draws(0).run(&Quiet).unwrap();
        let found = found.decomposition.unwrap();
        assert_eq!(found.failure, None);
        for region in &found.regions {
            let sum: f64 = region.parts().iter().map(|(_, value)| value).sum();
            assert!((sum - region.total).abs() < 1e-6, "{region:?}");
        }
        found.regions
    };
    let set = "elasticities = \"simonovska-waugh-2014\"";
    let scale = "elasticities = \"lashkaripour-lugovskyy-2023\"\nscale_factor = 0.5";
    let text = embedded::text("september-2018").unwrap();
    let regions = parts("scenario", text, set, scale);
    assert!(regions.iter().all(|region| region.relocation != 0.0));
    // Profits need data without input links.
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/your-own-data/scenario.toml");
    let text = std::fs::read_to_string(file).unwrap();
    let entry = "[economy]\nmarket = \"restricted-entry\"";
    let regions = parts(file, &text, "[economy]", entry);
    assert!(regions.iter().all(|region| region.profit_shifting != 0.0), "{regions:?}");
}
