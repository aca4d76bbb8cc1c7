//! "Did you mean": the known word that is closest to what somebody typed.

/// The known word nearest to `found`, if one is near enough to be worth a suggestion.
pub(crate) fn nearest<'a>(
    found: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let lower = found.to_lowercase();
    known
        .into_iter()
        .map(|word| {
            let distance = strsim::damerau_levenshtein(&lower, &word.to_lowercase());
            (distance, word)
        })
        .filter(|(distance, word)| *distance <= 1.max(word.chars().count() / 3))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, word)| word)
}

/// The help line for an unknown word: the nearest known one, or all of them when they are few.
pub(crate) fn suggestion<'a>(
    found: &str,
    known: impl IntoIterator<Item = &'a str> + Clone,
) -> String {
    if let Some(word) = nearest(found, known.clone()) {
        return format!("did you mean `{word}`?");
    }
    let all: Vec<&str> = known.into_iter().collect();
    if all.len() <= 24 {
        format!("known: {}", all.join(", "))
    } else {
        format!("known: {}, ... ({} in all)", all[..24].join(", "), all.len())
    }
}

#[cfg(test)]
mod tests {
    use super::{nearest, suggestion};

    #[test]
    fn a_slip_finds_its_word_and_nonsense_finds_none() {
        let codes = ["USA", "CHN", "EU", "EAS", "ROW"];
        assert_eq!(nearest("UAS", codes), Some("USA"));
        assert_eq!(nearest("chn", codes), Some("CHN"));
        assert_eq!(nearest("BRAZIL", codes), None);
        assert_eq!(suggestion("BRAZIL", codes), "known: USA, CHN, EU, EAS, ROW");
    }
}
