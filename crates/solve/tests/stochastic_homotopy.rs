//! Homotopies of stochastic games against closed forms, an independent solver and invariances.

#[path = "common/dynamic.rs"]
mod dynamic;

use dynamic::random_stochastic;
use talion_game::Quiet;
use talion_solve::{BranchEnd, LogTracing, LogitHomotopy};

#[test]
fn every_seed_is_solved() {
    let mut steps = 0;
    for seed in 0..100 {
        let game = random_stochastic(10, &[3, 3], &[0.95, 0.95], seed);
        let run = LogitHomotopy::default().follow(&game, &Quiet).unwrap();
        steps += run.steps;
        if run.end != BranchEnd::Polished {
            println!("{seed} {:?} {} {}", run.end, run.steps, run.parameter);
        }
        println!(
            "{seed} {} {} {}",
            run.steps, run.parameter, run.equilibrium.certificate.one_shot_gain
        );
        let run = LogTracing::default().follow(&game, &Quiet).unwrap().remove(0);
        println!("  tracing {seed} {:?} {} {}", run.end, run.steps, run.parameter);
    }
    println!("steps {steps}");
}
