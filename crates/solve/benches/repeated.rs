//! Sets of equilibrium payoffs of Cournot duopolies, next to `QuantEcon`'s Abreu-Sannikov in one run.
//!
//! `QuantEcon` stops at changes below 1e-5, Talion at 1e-13 of the payoff range. The peer runs where
//! `TALION_PEERS_PYTHON` (or `python3`) has it. Every time is the least of at least twenty runs and of at
//! least a second of them, the same for both: on a shared machine twenty runs of a millisecond may all
//! fall into one busy moment.

use std::process::Command;
use std::time::Instant;
use talion_game::{NormalForm, Quiet};
use talion_solve::repeated::abreu_sannikov;

/// Runs at least, and how many seconds they go on at least.
const REPEATS: u32 = 20;
const SECONDS: f64 = 1.0;

fn main() {
    for points in [15, 30, 60] {
        for discount in [0.3, 0.7, 0.9] {
            let Some(game) = cournot(points) else { continue };
            let mut best = f64::INFINITY;
            let (mut corners, mut runs) = (0, 0);
            let begun = Instant::now();
            while runs < REPEATS || begun.elapsed().as_secs_f64() < SECONDS {
                runs += 1;
                let started = Instant::now();
                let set = abreu_sannikov(&game, discount, 100_000, &Quiet);
                best = best.min(started.elapsed().as_secs_f64());
                corners = set.map_or(0, |set| set.vertices.len());
            }
            print!(
                "cournot {points} at {discount}: talion {:.3} ms, {corners} corners",
                1e3 * best
            );
            match quantecon(points, discount) {
                Some((time, corners)) => println!(
                    "; quantecon {:.3} ms, {corners} corners: {:.1}x",
                    1e3 * time,
                    time / best
                ),
                None => println!("; quantecon is not there"),
            }
        }
    }
}

/// Price `max(6 - q1 - q2, 0)`, no cost, quantities on a grid from 0 to 6 (`QuantEcon`'s example).
fn cournot(points: usize) -> Option<NormalForm> {
    let quantity = |k: usize| 6.0 * k as f64 / (points - 1) as f64;
    let profit = |own: usize, other: usize| {
        f64::max(6.0 - quantity(own) - quantity(other), 0.0) * quantity(own)
    };
    let table = |swap: bool| -> Vec<Vec<f64>> {
        let entry = |i, j| if swap { profit(j, i) } else { profit(i, j) };
        (0..points).map(|i| (0..points).map(|j| entry(i, j)).collect()).collect()
    };
    let labels = vec![""; points];
    NormalForm::bimatrix([("a", labels.clone()), ("b", labels)], &table(false), &table(true)).ok()
}

/// `QuantEcon`'s least time and number of corners, if it is installed.
fn quantecon(points: usize, discount: f64) -> Option<(f64, usize)> {
    let python = std::env::var("TALION_PEERS_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/repeated_peer.py");
    let words =
        [points.to_string(), discount.to_string(), REPEATS.to_string(), SECONDS.to_string()];
    let output = Command::new(python).arg(script).args(words).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let mut words = text.split_whitespace();
    Some((words.next()?.parse().ok()?, words.next()?.parse().ok()?))
}
