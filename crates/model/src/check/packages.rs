//! Checks packages: whose they are, what they consist of, which one holds still.

use crate::Package;
use crate::document::{Report, nearest};
use crate::raw::{RawPackage, RawScenario};
use crate::resolve::Codes;
use talion_game::PlayerId;

/// Packages by player, and the index of each player's status quo.
pub(crate) fn packages(
    report: &mut Report,
    codes: &Codes,
    raw: &RawScenario,
) -> (Vec<Vec<Package>>, Vec<usize>) {
    let mut packages: Vec<Vec<Package>> = vec![Vec::new(); raw.player.len()];
    let mut status_quo: Vec<Option<usize>> = vec![None; raw.player.len()];
    for (at, package) in raw.package.iter().enumerate() {
        let path = format!("package[{at}]");
        let Some(player) = codes.player(report, &format!("{path}.player"), &package.player) else {
            continue;
        };
        if packages[player].iter().any(|other| other.name == package.name) {
            let message =
                format!("player `{}` has package `{}` twice", package.player, package.name);
            report.error(&format!("{path}.name"), message, None);
        }
        let moves = package_moves(report, raw, &path, package);
        if package.status_quo {
            if status_quo[player].is_some() {
                let message = format!("player `{}` has two status-quo packages", package.player);
                report.error(&format!("{path}.status_quo"), message, None);
            }
            status_quo[player] = Some(packages[player].len());
        }
        packages[player].push(Package {
            player: PlayerId(player),
            name: package.name.clone(),
            label: package.label.clone().unwrap_or_else(|| package.name.clone()),
            description: package.description.clone(),
            moves,
            backs_down: package.backs_down,
        });
    }
    for (at, player) in raw.player.iter().enumerate() {
        if status_quo[at].is_none() && !packages[at].is_empty() {
            report.error(
                &format!("player[{at}]"),
                format!("player `{}` has no status-quo package", player.name),
                Some("one of its packages must say `status_quo = true`".to_owned()),
            );
        }
    }
    (packages, status_quo.into_iter().map(Option::unwrap_or_default).collect())
}

/// Indices of the moves of a package.
fn package_moves(
    report: &mut Report,
    raw: &RawScenario,
    path: &str,
    package: &RawPackage,
) -> Vec<usize> {
    let names = package.moves.as_deref().unwrap_or_default();
    if names.is_empty() && !package.status_quo && !report.is_bad(&format!("{path}.moves")) {
        report.error(
            path,
            format!("package `{}` has no moves", package.name),
            Some("list its `moves`, or say `status_quo = true` if it is holding still".to_owned()),
        );
    }
    let mut moves = Vec::new();
    for (k, name) in names.iter().enumerate() {
        let path = format!("{path}.moves[{k}]");
        let Some(found) = raw.moves.iter().position(|other| other.name == *name) else {
            let own = raw.moves.iter().filter(|m| m.player == package.player);
            let help = nearest(name, own.map(|m| m.name.as_str()))
                .map(|near| format!("did you mean `{near}`?"));
            report.error(&path, format!("unknown move `{name}`"), help);
            continue;
        };
        if raw.moves[found].player != package.player {
            let owner = &raw.moves[found].player;
            let message = format!("move `{name}` is `{owner}`'s, not `{}`'s", package.player);
            report.error(&path, message, None);
        }
        if moves.contains(&found) {
            report.error(&path, format!("move `{name}` is listed twice"), None);
        }
        moves.push(found);
    }
    moves
}
