//! A solved stochastic game for spreadsheets: one row per equilibrium, period, state, player and action.

use super::result::{Played, Solved};
use talion::game::{MarkovProfile, PlayerId, StochasticGame};

/// The CSV text, full double precision. The period is empty where play is the same in all of them;
/// values are those at the start.
pub(super) fn write(game: &StochasticGame, solved: &Solved) -> std::io::Result<String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record([
        "equilibrium",
        "period",
        "state",
        "player",
        "action",
        "probability",
        "value",
        "one_shot_gain",
    ])?;
    for (k, one) in solved.equilibria.iter().enumerate() {
        let periods: Vec<(String, &MarkovProfile)> = match &one.strategies {
            Played::Always(profile) => vec![(String::new(), profile)],
            Played::ByPeriod(profiles) => {
                profiles.iter().enumerate().map(|(t, p)| ((t + 1).to_string(), p)).collect()
            }
        };
        for (period, profile) in periods {
            for state in game.states() {
                for (p, player) in game.players().iter().enumerate() {
                    let value = one.values[state.0 * game.player_count() + p];
                    let actions = game.actions(state, PlayerId(p)).iter();
                    for (action, weight) in actions.zip(profile.at(state, PlayerId(p))) {
                        writer.write_record([
                            (k + 1).to_string().as_str(),
                            &period,
                            game.label(state),
                            player,
                            action,
                            &weight.to_string(),
                            &value.to_string(),
                            &one.one_shot_gain.to_string(),
                        ])?;
                    }
                }
            }
        }
    }
    let bytes = writer.into_inner().map_err(|error| std::io::Error::other(error.to_string()))?;
    String::from_utf8(bytes).map_err(std::io::Error::other)
}
