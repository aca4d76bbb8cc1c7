//! The Rust code of the chapter "Games in files", run as it is printed there.

use std::error::Error;

#[test]
fn the_code_of_the_chapter_runs() -> Result<(), Box<dyn Error>> {
    // From here to the mark the lines are those of `docs/src/finite-games.md`.
    use talion_game::{NormalForm, Obedience, Quiet};
    use talion_solve::{CorrelatedGoal, correlated_equilibrium, vertex_enumeration};

    let game = NormalForm::bimatrix(
        [("USA", vec!["concede", "stand firm"]), ("CHN", vec!["concede", "stand firm"])],
        &[vec![6.0, 2.0], vec![7.0, 0.0]],
        &[vec![6.0, 7.0], vec![2.0, 0.0]],
    )?;
    let solution = vertex_enumeration(&game, &Quiet)?;
    assert!(solution.complete);
    let mixed = &solution.equilibria[1];
    assert_eq!(mixed.exact.as_ref().unwrap()[0], ["2/3", "1/3"]);
    assert!(mixed.certificate.max_regret < 1e-15);

    let advice = correlated_equilibrium(&game, Obedience::Correlated, CorrelatedGoal::MaxWelfare)?;
    assert_eq!(advice.exact.unwrap(), ["1/2", "1/4", "1/4", "0"]);
    // The mark.
    Ok(())
}

#[test]
fn the_chapter_prints_this_code() {
    let own = include_str!("book.rs");
    let start = own.find("finite-games.md`.\n").unwrap() + "finite-games.md`.\n".len();
    let lines = own[start..own.find("    // The mark.").unwrap()].lines();
    let lines: Vec<&str> = lines.map(|line| line.strip_prefix("    ").unwrap_or(line)).collect();
    let code = lines.join("\n");
    let chapter = include_str!("../../../docs/src/finite-games.md");
    assert!(chapter.contains(&code), "the chapter should hold:\n{code}");
}
