//! Groups of sectors that feed each other: the Jacobian couples prices and sales only inside one.

/// Sectors that are linked by inputs, directly or through others.
#[derive(Debug, Clone)]
pub(crate) struct Block {
    /// The sectors, in ascending order.
    pub(crate) sectors: Vec<usize>,
    /// Whether any of them uses inputs.
    pub(crate) linked: bool,
    /// Whether any of them has scale economies.
    pub(crate) scale: bool,
}

/// Splits the sectors into blocks. `input` runs over region, using sector, input sector, and may
/// be empty; `psi` has the scale elasticities.
pub(crate) fn split(input: &[f64], psi: &[f64]) -> Vec<Block> {
    let m = psi.len();
    let mut root: Vec<usize> = (0..m).collect();
    let mut uses = vec![false; m];
    for (at, _) in input.iter().enumerate().filter(|(_, g)| **g != 0.0) {
        let (using, used) = ((at / m) % m, at % m);
        uses[using] = true;
        let (a, b) = (root[using], root[used]);
        let (keep, drop) = (a.min(b), a.max(b));
        root.iter_mut().filter(|r| **r == drop).for_each(|r| *r = keep);
    }
    (0..m)
        .filter(|&s| root[s] == s)
        .map(|first| {
            let sectors: Vec<usize> = (0..m).filter(|&s| root[s] == first).collect();
            Block {
                linked: sectors.iter().any(|&s| uses[s]),
                scale: sectors.iter().any(|&s| psi[s] != 0.0),
                sectors,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn sectors_fall_together_exactly_when_inputs_link_them() {
        // One region, four sectors: 0 uses 2, 3 uses itself, 1 stands alone.
        let mut input = vec![0.0; 16];
        input[2] = 0.5;
        input[3 * 4 + 3] = 0.1;
        let blocks = split(&input, &[0.0, 0.2, 0.0, 0.0]);
        let sectors: Vec<_> = blocks.iter().map(|b| b.sectors.clone()).collect();
        assert_eq!(sectors, [vec![0, 2], vec![1], vec![3]]);
        let linked: Vec<_> = blocks.iter().map(|b| b.linked).collect();
        assert_eq!(linked, [true, false, true]);
        assert!(blocks[1].scale && !blocks[0].scale);
    }
}
