//! `game.nfg`: the finite game of the scenario, for Gambit and every other program that reads its files.

use talion::Findings;
use talion::game::{NormalForm, Player, write_nfg};

/// The game with all terms; `None` where the findings hold none.
pub(crate) fn nfg(findings: &Findings) -> Option<String> {
    let players: Vec<Player> = findings
        .players
        .iter()
        .map(|player| Player {
            label: player.name.clone(),
            strategies: player.packages.iter().map(|package| package.name.clone()).collect(),
        })
        .collect();
    let payoffs = (0..players.len())
        .map(|player| {
            let of = |profile: &talion::ProfileFindings| Some(profile.payoffs.get(player)?.total);
            findings.profiles.iter().map(of).collect::<Option<Vec<f64>>>()
        })
        .collect::<Option<Vec<_>>>()?;
    let game = NormalForm::new(findings.assumptions.title.clone(), players, payoffs).ok()?;
    Some(write_nfg(&game))
}
