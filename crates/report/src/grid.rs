//! The profiles of a two-player game as rows and columns, and where a profile lies among all.

use talion::{Findings, GameFindings, PlayerFindings, ProfileFindings};

/// Index of a profile in the order of [`Findings::profiles`]: player 1 varies fastest.
pub(crate) fn profile_index(players: &[PlayerFindings], profile: &[usize]) -> Option<usize> {
    if players.len() != profile.len() {
        return None;
    }
    let mut index = 0;
    for (player, &package) in players.iter().zip(profile).rev() {
        if package >= player.packages.len() {
            return None;
        }
        index = index * player.packages.len() + package;
    }
    Some(index)
}

/// The findings at a profile.
pub(crate) fn at<'a>(findings: &'a Findings, profile: &[usize]) -> Option<&'a ProfileFindings> {
    findings.profiles.get(profile_index(&findings.players, profile)?)
}

/// A game of two players: packages of the first are rows, of the second columns.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Grid<'a> {
    /// The player whose packages are the rows.
    pub(crate) row_player: &'a PlayerFindings,
    /// The player whose packages are the columns.
    pub(crate) column_player: &'a PlayerFindings,
}

impl<'a> Grid<'a> {
    /// The grid of the findings, or `None` where there are not two players with packages.
    pub(crate) fn of(findings: &'a Findings) -> Option<Self> {
        let [row_player, column_player] = findings.players.as_slice() else { return None };
        let cells = row_player.packages.len() * column_player.packages.len();
        (cells > 0).then_some(Self { row_player, column_player })
    }

    /// Number of rows.
    pub(crate) fn rows(&self) -> usize {
        self.row_player.packages.len()
    }

    /// Number of columns.
    pub(crate) fn columns(&self) -> usize {
        self.column_player.packages.len()
    }

    /// Index of a cell in the order of the profiles.
    pub(crate) fn index(&self, row: usize, column: usize) -> usize {
        row + column * self.rows()
    }
}

/// Whether a player's package is a best reply at a profile.
pub(crate) fn is_best_reply(game: &GameFindings, profile: usize, player: usize) -> bool {
    game.best_replies.get(profile).and_then(|flags| flags.get(player)).copied().unwrap_or(false)
}

/// The equilibrium in pure strategies that lies at a profile.
pub(crate) fn pure_equilibrium(game: &GameFindings, profile: &[usize]) -> Option<usize> {
    game.equilibria.iter().position(|equilibrium| equilibrium.profile.as_deref() == Some(profile))
}
