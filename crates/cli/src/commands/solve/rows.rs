//! A solved game for spreadsheets: one row per equilibrium, player and strategy.

use super::result::Solved;

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
    ])?;
    for (k, equilibrium) in result.equilibria.iter().enumerate() {
        for (p, player) in result.players.iter().enumerate() {
            for (s, strategy) in result.strategies[p].iter().enumerate() {
                let exact = equilibrium.strategies_exact.as_ref();
                writer.write_record([
                    (k + 1).to_string().as_str(),
                    equilibrium
                        .component
                        .map_or_else(String::new, |c| (c + 1).to_string())
                        .as_str(),
                    player,
                    strategy,
                    equilibrium.strategies[p][s].to_string().as_str(),
                    exact.map_or("", |exact| exact[p][s].as_str()),
                    equilibrium.values[p].to_string().as_str(),
                    equilibrium.max_regret.to_string().as_str(),
                ])?;
            }
        }
    }
    let bytes = writer.into_inner().map_err(|error| std::io::Error::other(error.to_string()))?;
    String::from_utf8(bytes).map_err(std::io::Error::other)
}
