//! Numbers and names as they stand in sentences.

use talion_model::Scenario;

/// A change in percent with sign and three digits that count, such as `+0.0184 %`.
pub(crate) fn percent(x: f64) -> String {
    format!("{} %", signed(x))
}

/// US$ million as signed billions, such as `-3.7`.
pub(crate) fn billions(musd: f64) -> String {
    signed(musd / 1e3)
}

/// A signed number with three digits that count, never `-0`.
pub(crate) fn signed(x: f64) -> String {
    let digits = if x == 0.0 { 2.0 } else { (2.0 - x.abs().log10().floor()).clamp(0.0, 6.0) };
    // The clamp keeps the value between 0 and 6.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let text = format!("{x:+.*}", digits as usize);
    if text.trim_start_matches(['+', '-']).chars().all(|c| matches!(c, '0' | '.')) {
        "0".to_owned()
    } else {
        text
    }
}

/// "A plays `X`, B plays `Y`" for a pure profile.
pub(crate) fn plays(scenario: &Scenario, profile: &[usize]) -> String {
    let parts: Vec<String> = scenario
        .players()
        .iter()
        .enumerate()
        .map(|(p, player)| {
            let package = &scenario.packages(talion_game::PlayerId(p))[profile[p]];
            format!("{} plays \u{201c}{}\u{201d}", player.name, package.label)
        })
        .collect();
    list(&parts)
}

/// "a", "a and b", "a, b and c".
pub(crate) fn list(parts: &[String]) -> String {
    match parts {
        [] => "nothing".to_owned(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_effects_keep_their_digits_and_zero_has_no_sign() {
        assert_eq!(percent(0.018_388), "+0.0184 %");
        assert_eq!(percent(-0.119_904), "-0.120 %");
        assert_eq!(percent(-0.0), "0 %");
        assert_eq!(percent(-1e-12), "0 %");
        assert_eq!(billions(-14_160.0), "-14.2");
        assert_eq!(signed(123.4), "+123");
    }

    #[test]
    fn lists_read_as_english() {
        let parts: Vec<String> = ["a", "b", "c"].map(str::to_owned).into();
        assert_eq!(list(&parts), "a, b and c");
        assert_eq!(list(&parts[..2]), "a and b");
    }
}
