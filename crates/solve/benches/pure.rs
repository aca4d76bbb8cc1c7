//! Pure equilibria of a ten-million-profile game: bytes of payoffs read per second.

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use talion_game::{NormalForm, Player, Quiet};
use talion_solve::pure_equilibria;

fn main() {
    divan::main();
}

#[divan::bench(args = [2, 3, 7], max_time = 3)]
fn pure(bencher: Bencher<'_, '_>, players: usize) {
    let strategies = match players {
        2 => 3162,
        3 => 215,
        _ => 10,
    };
    let profiles = usize::pow(strategies, u32::try_from(players).unwrap_or(0));
    let player = Player { label: String::new(), strategies: vec![String::new(); strategies] };
    let tensor = |p: usize| (0..profiles).map(|i| ((i * 7919 + p * 31) % 1009) as f64).collect();
    let game = NormalForm::new("", vec![player; players], (0..players).map(tensor).collect());
    let Ok(game) = game else { return };
    bencher
        .counter(BytesCount::new(8 * profiles * players))
        .bench(|| pure_equilibria(black_box(&game), &Quiet).map(|s| s.equilibria.len()));
}
