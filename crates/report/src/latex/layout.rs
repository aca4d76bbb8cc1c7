//! How wide a table's columns are set, so that it fits the text block of a plain article.

use textwrap::core::display_width;

/// Columns of text that the block of an article in ten points holds at a size of type, and the size.
const SIZES: [(usize, &str); 4] =
    [(62, r"\normalsize"), (72, r"\small"), (80, r"\footnotesize"), (90, r"\scriptsize")];
/// Columns that the space between two columns of a table takes.
const GAP: usize = 2;
/// A heading is broken at no less than so many columns.
const HEADING: usize = 9;
/// Words are broken at no less than so many columns.
const LEAST_TEXT: usize = 10;

/// A column as its cells need it.
pub(super) struct Wanted<'a> {
    pub(super) heading: &'a str,
    pub(super) numeric: bool,
    /// Widest cell.
    pub(super) widest: usize,
}

/// How a table is set.
pub(super) struct Layout {
    /// Size of type, a command.
    pub(super) size: &'static str,
    /// Specification of every column.
    pub(super) columns: Vec<String>,
    /// Columns at which every heading is broken.
    pub(super) headings: Vec<usize>,
    /// Whether it is wider than the text block even so.
    pub(super) too_wide: bool,
}

impl Layout {
    /// The largest type in which the columns fit side by side; columns of words are broken into lines where
    /// no type is small enough.
    pub(super) fn of(wanted: &[Wanted<'_>]) -> Self {
        let own: Vec<usize> = wanted.iter().map(|w| w.widest.max(heading_width(w))).collect();
        let gaps = GAP * wanted.len().saturating_sub(1);
        let all = own.iter().sum::<usize>() + gaps;
        if let Some((_, size)) = SIZES[..2].iter().find(|(holds, _)| all <= *holds) {
            return Self::with(wanted, size, &own, &[], 0);
        }
        let numbers: usize =
            wanted.iter().zip(&own).filter(|(w, _)| w.numeric).map(|(_, own)| own).sum();
        let texts: Vec<usize> =
            (0..wanted.len()).filter(|&at| !wanted[at].numeric).map(|at| own[at]).collect();
        let fits = |holds: usize| numbers + gaps + texts.len() * LEAST_TEXT * 2 <= holds;
        let (holds, size) = SIZES[1..].iter().find(|(holds, _)| fits(*holds)).unwrap_or(&SIZES[3]);
        let left = holds.saturating_sub(numbers + gaps);
        let shares = shared(&texts, left.max(texts.len() * LEAST_TEXT));
        Self::with(wanted, size, &own, &shares, *holds)
    }

    fn with(
        wanted: &[Wanted<'_>],
        size: &'static str,
        own: &[usize],
        shares: &[usize],
        holds: usize,
    ) -> Self {
        let mut shares = shares.iter();
        let mut used = GAP * wanted.len().saturating_sub(1);
        let (mut columns, mut headings) = (Vec::new(), Vec::new());
        for (column, own) in wanted.iter().zip(own) {
            let share = if column.numeric { None } else { shares.next() };
            used += share.unwrap_or(own);
            headings.push(share.copied().unwrap_or(column.widest).max(HEADING));
            columns.push(match share {
                _ if column.numeric => "r".to_owned(),
                None => "l".to_owned(),
                Some(share) => {
                    let part = *share as f64 / holds as f64;
                    format!(r">{{\raggedright\arraybackslash}}p{{{part:.3}\linewidth}}")
                }
            });
        }
        Self { size, columns, headings, too_wide: holds > 0 && used > holds }
    }
}

/// Columns of text shared out: whoever needs less than an equal part gets what it needs.
fn shared(needs: &[usize], all: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..needs.len()).collect();
    order.sort_by_key(|&at| needs[at]);
    let mut shares = vec![0; needs.len()];
    let mut left = all;
    for (done, &at) in order.iter().enumerate() {
        let part = left / (needs.len() - done);
        shares[at] = needs[at].min(part);
        left -= shares[at];
    }
    shares
}

/// Width of a heading once it is broken into lines.
fn heading_width(column: &Wanted<'_>) -> usize {
    let lines = textwrap::wrap(column.heading, column.widest.max(HEADING));
    lines.iter().map(|line| display_width(line)).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{Layout, Wanted, shared};

    #[test]
    fn narrow_tables_are_set_plain_and_wide_ones_break_their_words() {
        let narrow = [
            Wanted { heading: "Region", numeric: false, widest: 10 },
            Wanted { heading: "Welfare, %", numeric: true, widest: 7 },
        ];
        let set = Layout::of(&narrow);
        assert_eq!((set.size, set.columns.join("")), (r"\normalsize", "lr".into()));
        let wide = [
            Wanted { heading: "Key", numeric: false, widest: 40 },
            Wanted { heading: "Description", numeric: false, widest: 300 },
            Wanted { heading: "Value", numeric: true, widest: 6 },
        ];
        let set = Layout::of(&wide);
        assert_eq!(set.columns[2], "r");
        assert!(set.columns[0].contains(r"\linewidth") && !set.too_wide);
    }

    #[test]
    fn what_little_needs_leave_goes_to_large_ones() {
        assert_eq!(shared(&[5, 300, 10], 80), [5, 65, 10]);
        assert_eq!(shared(&[50, 50], 80), [40, 40]);
    }
}
