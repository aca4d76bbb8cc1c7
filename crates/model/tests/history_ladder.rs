//! The ladder that the back-test lays the record on: its size and its average tariffs.

use talion_economy::Economy;
use talion_game::Quiet;
use talion_model::{Ladder, Scenario, SolvedPolicies, Without, embedded};

#[test]
fn size() {
    let text = embedded::text("us-china-history").unwrap();
    let scenario = Scenario::parse("us-china-history", text).unwrap();
    let economy = Economy::new(scenario.dataset(), scenario.economy_options()).unwrap();
    let mut solved = SolvedPolicies::default();
    let t = std::time::Instant::now();
    let ladder = Ladder::build(&scenario, &economy, Without::Nothing, &mut solved, &Quiet).unwrap().unwrap();
    eprintln!("{} states {} transitions {} solved {:?}", ladder.game().state_count(), ladder.game().transition_count(), solved.len(), t.elapsed());
}
