//! Long tables of freely chosen tariffs that keep themselves.

use talion::{KeptTariffFindings, KeptTariffs};

use super::{CsvTable, number, owned, write};
use crate::error::ReportError;

/// Every player's mean tariff, gains and temptation, by world, discount factor and state; the war stands at
/// factor zero, the agreement at the least factor that keeps it.
pub(super) fn curve(found: &KeptTariffFindings) -> Result<CsvTable, ReportError> {
    let mut rows = Vec::new();
    let mut add = |world: &str, factor: Option<f64>, state: &str, tariffs: &KeptTariffs| {
        for (p, player) in found.assumptions.players.iter().enumerate() {
            rows.push(vec![
                world.to_owned(),
                factor.map(number).unwrap_or_default(),
                state.to_owned(),
                player.clone(),
                tariffs.mean_tariffs[p].map(number).unwrap_or_default(),
                number(tariffs.objective_percent[p]),
                number(tariffs.breach_gain_percent[p]),
                number(tariffs.room_percent[p]),
                tariffs.binds[p].to_string(),
            ]);
        }
    };
    add("calm", Some(0.0), "calm", &found.war);
    for at in &found.by_discount {
        add("calm", Some(at.discounts[0]), "calm", &at.states[0]);
    }
    add("calm", found.critical_discount, "calm", &found.agreement);
    if let Some(surge) = &found.surge {
        let mut both = |factor: Option<f64>, states: &[KeptTariffs]| {
            for (state, tariffs) in ["calm", "surge"].into_iter().zip(states) {
                add("surges", factor, state, tariffs);
            }
        };
        both(Some(0.0), &surge.war);
        for at in &surge.by_discount {
            both(Some(at.discounts[0]), &at.states);
        }
        both(surge.critical_discount, &surge.agreement);
    }
    let head = [
        "world",
        "discount",
        "state",
        "player",
        "mean_tariff",
        "objective_percent",
        "breach_gain_percent",
        "room_percent",
        "binds",
    ];
    write("kept_tariffs", &owned(&head), &rows)
}

/// Every rate, as a fraction, by discount factor, in a world without surges.
pub(super) fn rates(found: &KeptTariffFindings) -> Result<CsvTable, ReportError> {
    let mut rows = Vec::new();
    let mut add = |factor: Option<f64>, tariffs: &KeptTariffs| {
        for rate in &tariffs.rates {
            rows.push(vec![
                factor.map(number).unwrap_or_default(),
                rate.player.clone(),
                rate.instrument.to_string(),
                rate.partner.clone().unwrap_or_default(),
                rate.sector.clone(),
                number(rate.rate),
                number(rate.applied),
            ]);
        }
    };
    add(Some(0.0), &found.war);
    for at in &found.by_discount {
        add(Some(at.discounts[0]), &at.states[0]);
    }
    add(found.critical_discount, &found.agreement);
    let head = ["discount", "player", "instrument", "partner", "sector", "rate", "applied"];
    write("kept_tariff_rates", &owned(&head), &rows)
}
