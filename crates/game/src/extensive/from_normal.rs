//! A normal form as a tree: all move one after another, and nobody sees what the others did.

use super::{ExtensiveForm, TreeBuilder, TreeError};
use crate::{NormalForm, PlayerId, Rational};

impl NormalForm {
    /// The game as a tree with one information set per player, player 1 at the root. Its reduced
    /// normal form is the game itself.
    ///
    /// # Errors
    /// None for a game that was validated; the type is that of the builder.
    pub fn extensive_form(&self) -> Result<ExtensiveForm, TreeError> {
        let labels = self.players().iter().map(|player| player.label.clone()).collect();
        let mut tree = TreeBuilder::new(self.title(), labels)?;
        let mut sets = Vec::with_capacity(self.player_count());
        for (p, player) in self.players().iter().enumerate() {
            sets.push(tree.information_set(PlayerId(p), "", player.strategies.clone())?);
        }
        // Profiles in the order of the leaves: the last player's strategy varies fastest, and a node
        // is met when all strategies behind it are at their first.
        let mut profile = vec![0; self.player_count()];
        let mut first_new = 0;
        loop {
            for &set in &sets[first_new..] {
                tree.decision("", set, None)?;
            }
            let outcome = tree.outcome("", self.rationals_at(&profile))?;
            tree.terminal("", Some(outcome))?;
            let more = (0..profile.len())
                .rev()
                .find(|&p| profile[p] + 1 < self.strategy_count(PlayerId(p)));
            let Some(next) = more else { break };
            profile[next] += 1;
            profile[next + 1..].fill(0);
            first_new = next + 1;
        }
        tree.finish()
    }

    /// The payoffs of all players at a pure profile, exactly.
    fn rationals_at(&self, profile: &[usize]) -> Vec<Rational> {
        let at = self.index_of(profile);
        (0..self.player_count())
            .map(PlayerId)
            .map(|p| match self.exact_payoffs(p) {
                Some(exact) => exact[at].clone(),
                // Payoffs are finite.
                None => Rational::from_f64(self.payoffs(p)[at]).unwrap_or_default(),
            })
            .collect()
    }
}
