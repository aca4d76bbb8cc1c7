//! Colours that colour-blind readers can tell apart, and ink that can be read on them.
//!
//! The diverging scale joins the two ends that all common kinds of colour blindness keep apart,
//! orange for loss and blue for gain (C. Brewer's `PuOr` and `RdBu` arms, colorbrewer2.org, Apache-2.0);
//! the set for terms is that of M. Okabe and K. Ito, "Color universal design" (2008).

/// A colour in sRGB.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Rgb(pub(super) u8, pub(super) u8, pub(super) u8);

/// From the largest loss over nothing to the largest gain.
const DIVERGING: [Rgb; 7] = [
    Rgb(179, 88, 6),
    Rgb(241, 163, 64),
    Rgb(254, 224, 182),
    Rgb(247, 247, 247),
    Rgb(209, 229, 240),
    Rgb(103, 169, 207),
    Rgb(33, 102, 172),
];

const TERMS: [Rgb; 8] = [
    Rgb(0, 114, 178),
    Rgb(230, 159, 0),
    Rgb(0, 158, 115),
    Rgb(204, 121, 167),
    Rgb(213, 94, 0),
    Rgb(86, 180, 233),
    Rgb(240, 228, 66),
    Rgb(140, 140, 140),
];

/// Ink on coloured ground. With true black and white the better one has a contrast of at least
/// the root of 21, 4.58, on any ground; WCAG 2.2 AA asks for 4.5.
const INKS: [Rgb; 2] = [Rgb(0, 0, 0), Rgb(255, 255, 255)];

/// Colour of a value between -1 (loss, orange) and 1 (gain, blue); 0 is nearly white.
pub(super) fn diverging(value: f64) -> Rgb {
    let spans = DIVERGING.len() - 1;
    let place = f64::midpoint(value.clamp(-1.0, 1.0), 1.0) * spans as f64;
    let low = (0..spans).rev().find(|span| *span as f64 <= place).unwrap_or(0);
    DIVERGING[low].towards(DIVERGING[low + 1], place - low as f64)
}

/// Colour of the term at a position; past the eighth they come round again.
pub(super) fn term(position: usize) -> Rgb {
    TERMS[position % TERMS.len()]
}

/// Colour of a move: blue and vermilion for the first two players, others after them, purple for several
/// together, grey for chance.
pub(super) fn mover(players: &[String], movers: &[String]) -> Rgb {
    const PLAYERS: [usize; 4] = [0, 4, 2, 1];
    match movers {
        [] => TERMS[7],
        [one] => {
            let at = players.iter().position(|player| player == one).unwrap_or(0);
            TERMS[PLAYERS[at % PLAYERS.len()]]
        }
        _ => TERMS[3],
    }
}

impl Rgb {
    /// `#rrggbb`.
    pub(super) fn hex(self) -> String {
        format!("#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }

    /// The ink that reads better on this colour.
    pub(super) fn ink(self) -> Self {
        let [dark, light] = INKS;
        if self.contrast(dark) >= self.contrast(light) { dark } else { light }
    }

    fn towards(self, other: Self, way: f64) -> Self {
        let mix = |from: u8, to: u8| {
            let value = (f64::from(from) + (f64::from(to) - f64::from(from)) * way).round();
            (0..=u8::MAX).find(|byte| f64::from(*byte) >= value).unwrap_or(u8::MAX)
        };
        Self(mix(self.0, other.0), mix(self.1, other.1), mix(self.2, other.2))
    }

    /// Contrast ratio of WCAG 2.2, from 1 to 21.
    fn contrast(self, other: Self) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    /// Relative luminance of WCAG 2.2.
    fn luminance(self) -> f64 {
        let linear = |byte: u8| {
            let value = f64::from(byte) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.0) + 0.7152 * linear(self.1) + 0.0722 * linear(self.2)
    }
}

#[cfg(test)]
mod tests {
    use super::{DIVERGING, Rgb, diverging, term};

    #[test]
    fn the_scale_passes_through_its_ends_and_its_middle() {
        assert_eq!(diverging(-1.0), DIVERGING[0]);
        assert_eq!(diverging(0.0), DIVERGING[3]);
        assert_eq!(diverging(1.0), DIVERGING[6]);
        assert_eq!(diverging(7.0), DIVERGING[6]);
        assert_eq!(diverging(-1.0 / 3.0), DIVERGING[2]);
    }

    #[test]
    fn numbers_can_be_read_on_every_colour() {
        assert!((Rgb(0, 0, 0).contrast(Rgb(255, 255, 255)) - 21.0).abs() < 1e-12);
        let scale = (-100..=100).map(|step| diverging(f64::from(step) / 100.0));
        for colour in scale.chain((0..8).map(term)) {
            let contrast = colour.contrast(colour.ink());
            assert!(contrast >= 4.5, "{} has only {contrast}", colour.hex());
        }
    }

    #[test]
    fn lines_can_be_seen_on_light_and_on_dark() {
        // The two players of the best-response curves; WCAG 2.2 AA asks 3 of graphics.
        for colour in [term(0), term(4)] {
            for ground in [Rgb(255, 255, 255), Rgb(0x14, 0x17, 0x1b)] {
                let contrast = colour.contrast(ground);
                assert!(contrast >= 3.0, "{} has only {contrast}", colour.hex());
            }
        }
    }
}
