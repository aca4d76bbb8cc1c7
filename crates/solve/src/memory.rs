//! How many bytes each method may need beside the game, before it starts.

use talion_game::{NormalForm, PlayerId};

/// Bytes of a stored vertex: two label sets of one word, their headers, and the list's share.
const VERTEX: u64 = 128;
/// Bytes of a big integer of moderate size.
const CELL: u64 = 96;

/// A flag per profile for the candidates, and one more where payoffs are fractions.
pub(crate) fn scan(game: &NormalForm) -> u64 {
    2 * wide(game.profile_count())
}

/// Two integer tableaux per label, as many as threads can hold at once.
pub(crate) fn tableaux(game: &NormalForm) -> u64 {
    let [m, n] = counts(game);
    4 * CELL * wide(m + 1).saturating_mul(wide(n + 1)) * wide(m + n)
}

/// The lists of supports of the middle size, and the systems of all pairs with one support.
pub(crate) fn supports(game: &NormalForm) -> u64 {
    let [m, n] = counts(game).map(wide);
    let middle = binomial(m, m / 2).saturating_add(binomial(n, n / 2));
    middle.saturating_mul(8 * (m + n) + CELL * (m + n))
}

/// All vertices of both polytopes, by the upper bound theorem (`McMullen` 1970), and open tableaux.
pub(crate) fn vertices(game: &NormalForm) -> u64 {
    let [m, n] = counts(game).map(wide);
    let most = most_vertices(m, m + n).saturating_add(most_vertices(n, m + n));
    most.saturating_mul(VERTEX).saturating_add(tableaux(game))
}

/// One contracted tensor, and the matrix of all strategies.
pub(crate) fn homotopy(game: &NormalForm) -> u64 {
    let order: usize = game.players().iter().map(|player| player.strategies.len()).sum();
    8 * (wide(game.profile_count()) + 3 * wide(order + 1).saturating_pow(2))
}

/// Most vertices of a polytope of a dimension with a number of facets:
/// `C(f - ceil(d/2), floor(d/2)) + C(f - floor(d/2) - 1, ceil(d/2) - 1)`.
fn most_vertices(dimension: u64, facets: u64) -> u64 {
    let (down, up) = (dimension / 2, dimension.div_ceil(2));
    binomial(facets - up, down).saturating_add(binomial(facets - down - 1, up - 1))
}

/// Binomial coefficient, at most `u64::MAX`.
fn binomial(n: u64, k: u64) -> u64 {
    let mut value = 1_u64;
    for i in 0..k.min(n - k) {
        let Some(next) = value.checked_mul(n - i) else { return u64::MAX };
        value = next / (i + 1);
    }
    value
}

fn counts(game: &NormalForm) -> [usize; 2] {
    let count = |p| if p < game.player_count() { game.strategy_count(PlayerId(p)) } else { 1 };
    [count(0), count(1)]
}

fn wide(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_polytopes_reach_the_bound() {
        assert_eq!(most_vertices(1, 2), 2, "a segment");
        assert_eq!(most_vertices(2, 7), 7, "a polygon");
        assert_eq!(most_vertices(3, 4), 4, "a tetrahedron");
        assert_eq!(most_vertices(3, 6), 8, "a cube");
        assert_eq!(most_vertices(4, 6), 9, "the product of two triangles");
        assert_eq!(binomial(60, 30), 118_264_581_564_861_424);
        assert_eq!(binomial(200, 100), u64::MAX);
    }
}
