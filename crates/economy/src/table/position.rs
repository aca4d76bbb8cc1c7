//! From a place in a text to the line and column that an editor shows.

/// The lines of a text, for finding places in it.
pub(crate) struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        let after_breaks = text.match_indices('\n').map(|(at, _)| at + 1);
        Self { text, starts: std::iter::once(0).chain(after_breaks).collect() }
    }

    /// Line and column in characters, both from 1, of a byte offset.
    pub(crate) fn place(&self, offset: usize) -> (usize, usize) {
        let offset = offset.min(self.text.len());
        let line = self.starts.partition_point(|&start| start <= offset);
        let start = self.starts[line - 1];
        let before = self.text.get(start..offset).unwrap_or_default();
        (line, before.chars().count() + 1)
    }

    /// Byte offset where a CSV record really begins: the reader may still stand on line breaks.
    pub(crate) fn record_start(&self, reader_offset: usize) -> usize {
        let rest = &self.text.as_bytes()[reader_offset.min(self.text.len())..];
        let breaks = rest.iter().take_while(|b| matches!(b, b'\r' | b'\n'));
        reader_offset + breaks.count()
    }

    /// Byte offset of the k-th field (from 0) of the CSV record that begins at `start`, leading
    /// blanks passed over; the end of the record if it has fewer fields.
    pub(crate) fn field_start(&self, start: usize, k: usize) -> usize {
        let bytes = self.text.as_bytes();
        let (mut at, mut field, mut quoted) = (start, 0, false);
        while at < bytes.len() && field < k {
            match bytes[at] {
                b'"' => quoted = !quoted,
                b',' if !quoted => field += 1,
                b'\r' | b'\n' if !quoted => return at,
                _ => {}
            }
            at += 1;
        }
        let blanks = bytes[at..].iter().take_while(|&&b| b == b' ' || b == b'\t');
        at + blanks.count()
    }
}

#[cfg(test)]
mod tests {
    use super::Lines;

    #[test]
    fn places_count_characters_and_fields_respect_quotes() {
        let text = "a,b,c\r\n\"x,\"\"y\",é, 7\r\n";
        let lines = Lines::new(text);
        assert_eq!(lines.place(0), (1, 1));
        let start = lines.record_start(6);
        assert_eq!(start, 7);
        assert_eq!(lines.place(lines.field_start(start, 1)), (2, 9));
        assert_eq!(lines.place(lines.field_start(start, 2)), (2, 12));
    }
}
