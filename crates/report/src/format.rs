//! How numbers are written for people: signs, digits, units, in ASCII or typographic dress.

/// The characters that a number may be written with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Script {
    /// Hyphen as minus, `3e-15`: for the terminal.
    Ascii,
    /// True minus, `3 × 10⁻¹⁵`: for HTML, Markdown and figures.
    Typographic,
}

/// A number of decimals that suits all numbers of one table or figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Decimals(usize);

impl Decimals {
    /// Two significant digits of the smallest number that matters, within `least..=most` decimals.
    ///
    /// Numbers below a fiftieth of the last decimal are rounding noise and do not count.
    pub(crate) fn fitting(
        values: impl IntoIterator<Item = f64>,
        least: usize,
        most: usize,
    ) -> Self {
        let noise = 10f64.powi(-exponent(most)) / 50.0;
        let smallest = values
            .into_iter()
            .map(f64::abs)
            .filter(|magnitude| magnitude.is_finite() && *magnitude > noise)
            .fold(f64::INFINITY, f64::min);
        if !smallest.is_finite() {
            return Self(least);
        }
        let digits = (least..=most)
            .find(|decimals| smallest * 10f64.powi(exponent(*decimals)) >= 10.0)
            .unwrap_or(most);
        Self(digits)
    }

    /// Decimals for payoffs and welfare in percent, which are often a few hundredths of one.
    pub(crate) fn percent(values: impl IntoIterator<Item = f64>) -> Self {
        Self::fitting(values, 2, 4)
    }

    /// Decimals for US$ billion out of values in US$ million.
    pub(crate) fn billions(musd: impl IntoIterator<Item = f64>) -> Self {
        Self::fitting(musd.into_iter().map(|value| value / 1000.0), 1, 2)
    }
}

fn exponent(decimals: usize) -> i32 {
    i32::try_from(decimals).unwrap_or(i32::MAX)
}

/// `+0.018`, `−0.020`, `0.000`: a signed number; zero, and what rounds to it, has no sign.
pub(crate) fn signed(value: f64, decimals: Decimals, script: Script) -> String {
    let text = fixed(value, decimals, script);
    let rounds_to_zero = !text.contains(|digit: char| digit.is_ascii_digit() && digit != '0');
    if value > 0.0 && !rounds_to_zero { format!("+{text}") } else { text }
}

/// A number with a fixed number of decimals and a sign only if it is negative.
pub(crate) fn fixed(value: f64, decimals: Decimals, script: Script) -> String {
    if !value.is_finite() {
        return "undefined".to_owned();
    }
    let magnitude = format!("{:.*}", decimals.0, value.abs());
    let rounds_to_zero = magnitude.bytes().all(|byte| matches!(byte, b'0' | b'.'));
    if value < 0.0 && !rounds_to_zero { format!("{}{magnitude}", minus(script)) } else { magnitude }
}

/// US$ billion, signed, out of US$ million; the unit stands in the heading.
pub(crate) fn billion(musd: f64, decimals: Decimals, script: Script) -> String {
    signed(musd / 1000.0, decimals, script)
}

/// A fraction as a percentage: `100 %`, `12.5 %`.
pub(crate) fn share(fraction: f64, script: Script) -> String {
    let percent = fraction * 100.0;
    let decimals = usize::from((percent - percent.round()).abs() >= 0.05);
    let space = if script == Script::Ascii { ' ' } else { '\u{202f}' };
    format!("{}{space}%", fixed(percent, Decimals(decimals), script))
}

/// A fraction in percent with one decimal; the unit stands in the heading.
pub(crate) fn percent(fraction: f64, script: Script) -> String {
    fixed(fraction * 100.0, Decimals(1), script)
}

/// A probability in three decimals; 0 and 1 only where it is exactly that.
pub(crate) fn probability(value: f64) -> String {
    if value == 0.0 || value == 1.0 {
        format!("{value:.0}")
    } else if value < 0.0005 {
        "<0.001".to_owned()
    } else if value > 0.9995 {
        ">0.999".to_owned()
    } else {
        format!("{value:.3}")
    }
}

/// A regret, residual or tolerance: `0`, `3e-15`, `0.012`.
pub(crate) fn tiny(value: f64, script: Script) -> String {
    if value == 0.0 {
        return "0".to_owned();
    }
    if value.abs() >= 1e-3 || !value.is_finite() {
        return fixed(value, Decimals::fitting([value], 0, 4), script);
    }
    let text = format!("{value:.0e}");
    let Some((mantissa, exponent)) = text.split_once('e') else { return text };
    match script {
        Script::Ascii => text,
        Script::Typographic => {
            let mantissa = mantissa.replace('-', "\u{2212}");
            format!("{mantissa}\u{202f}\u{d7}\u{202f}10{}", superscript(exponent))
        }
    }
}

/// A number as the user wrote it: all of its digits and no more.
pub(crate) fn plain(value: f64, script: Script) -> String {
    if !value.is_finite() {
        return "undefined".to_owned();
    }
    if value == 0.0 {
        return "0".to_owned();
    }
    let magnitude = value.abs();
    let text = if (1e-6..1e15).contains(&magnitude) {
        format!("{magnitude}")
    } else {
        format!("{magnitude:e}")
    };
    if value < 0.0 { format!("{}{text}", minus(script)) } else { text }
}

fn minus(script: Script) -> char {
    match script {
        Script::Ascii => '-',
        Script::Typographic => '\u{2212}',
    }
}

fn superscript(exponent: &str) -> String {
    const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    exponent
        .chars()
        .filter_map(|sign| match sign {
            '-' => Some('⁻'),
            digit => digit.to_digit(10).and_then(|digit| DIGITS.get(digit as usize).copied()),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Decimals, Script, billion, fixed, plain, probability, share, signed, tiny};

    const ASCII: Script = Script::Ascii;
    const TYPOGRAPHIC: Script = Script::Typographic;

    #[test]
    fn what_rounds_to_zero_has_no_sign() {
        for value in [0.0, -0.0, 1e-9, -1e-9, 0.000_49, -0.000_49] {
            assert_eq!(signed(value, Decimals(3), ASCII), "0.000", "{value}");
            assert_eq!(fixed(value, Decimals(3), TYPOGRAPHIC), "0.000", "{value}");
        }
        assert_eq!(signed(-0.0006, Decimals(3), ASCII), "-0.001");
        assert_eq!(signed(0.0006, Decimals(3), ASCII), "+0.001");
    }

    #[test]
    fn the_minus_sign_follows_the_script() {
        assert_eq!(signed(-0.02, Decimals(3), TYPOGRAPHIC), "−0.020");
        assert_eq!(signed(-0.02, Decimals(3), ASCII), "-0.020");
        assert_eq!(billion(-12_340.0, Decimals(1), TYPOGRAPHIC), "−12.3");
    }

    #[test]
    fn the_smallest_number_that_matters_sets_the_decimals() {
        assert_eq!(Decimals::percent([3.0, -0.018, 0.0]), Decimals(3));
        assert_eq!(Decimals::percent([3.0, 0.25]), Decimals(2));
        assert_eq!(Decimals::percent([3.0, 0.001_8]), Decimals(4));
        assert_eq!(Decimals::percent([3.0, 1e-13]), Decimals(2));
        assert_eq!(Decimals::percent([f64::NAN]), Decimals(2));
        assert_eq!(Decimals::billions([3_500.0, -40.0]), Decimals(2));
    }

    #[test]
    fn regrets_keep_their_order_of_magnitude() {
        assert_eq!(tiny(0.0, ASCII), "0");
        assert_eq!(tiny(3.2e-15, ASCII), "3e-15");
        assert_eq!(tiny(3.2e-15, TYPOGRAPHIC), "3\u{202f}×\u{202f}10⁻¹⁵");
        assert_eq!(tiny(0.0123, ASCII), "0.012");
    }

    #[test]
    fn certainty_is_claimed_only_where_it_is_exact() {
        assert_eq!(probability(1.0), "1");
        assert_eq!(probability(0.999_99), ">0.999");
        assert_eq!(probability(1e-9), "<0.001");
        assert_eq!(probability(1.0 / 3.0), "0.333");
    }

    #[test]
    fn shares_and_settings_read_as_they_were_written() {
        assert_eq!(share(1.0, ASCII), "100 %");
        assert_eq!(share(-0.125, ASCII), "-12.5 %");
        assert_eq!(plain(-0.0, ASCII), "0");
        assert_eq!(plain(1e-9, ASCII), "1e-9");
        assert_eq!(plain(0.0025, ASCII), "0.0025");
    }
}
