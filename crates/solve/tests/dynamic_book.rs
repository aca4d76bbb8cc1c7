//! The Rust code of the chapters on conflicts and on repeated games, run as it is printed there.

use std::error::Error;

#[test]
fn the_code_on_conflicts_runs() -> Result<(), Box<dyn Error>> {
    // From here to the mark the lines are those of `docs/src/stability.md`.
    use talion_game::{ConflictGame, ConflictMove, PlayerId, Quiet, StateId};
    use talion_solve::conflict::{StabilityOptions, stability};

    let labels = |all: &[&str]| all.iter().map(|label| (*label).to_owned()).collect::<Vec<_>>();
    let step = |player, from, to| ConflictMove {
        player: PlayerId(player),
        from: StateId(from),
        to: StateId(to),
    };
    // War pays who starts it, unless it ends in ruin; and that is what it ends in.
    let game = ConflictGame::new(
        "",
        labels(&["USA", "CHN"]),
        labels(&["peace", "war", "ruin"]),
        vec![step(0, 0, 1), step(1, 1, 2)],
        vec![vec![1, 0, 2], vec![0, 2, 1]],
    )?;
    let found = stability(&game, &StabilityOptions::default(), &Quiet)?;
    assert_eq!(found.concept("nash").unwrap().equilibria, [StateId(2)]);
    assert_eq!(found.concept("seq").unwrap().equilibria, [StateId(0), StateId(2)]);
    assert_eq!(found.flawed, 0);
    // The mark.
    Ok(())
}

#[test]
fn the_code_on_repeated_games_runs() -> Result<(), Box<dyn Error>> {
    // From here to the mark the lines are those of `docs/src/repeated.md`.
    use talion_game::{NormalForm, Quiet, RepeatedGame};
    use talion_solve::repeated::{SustainOptions, sustain};

    let stage = NormalForm::bimatrix(
        [("USA", vec!["free", "tariff"]), ("CHN", vec!["free", "tariff"])],
        &[vec![3.0, 0.0], vec![5.0, 1.0]],
        &[vec![3.0, 5.0], vec![0.0, 1.0]],
    )?;
    let game = RepeatedGame::new(stage, vec![0.6, 0.6])?;
    let found = sustain(&game, &SustainOptions::default(), &Quiet)?;
    assert_eq!(found.critical.grim.joint, Some(0.5));
    assert!(found.keeps_target);
    assert!(found.check.unwrap().one_shot_gain <= 1e-9);
    // The mark.
    Ok(())
}

#[test]
fn the_chapters_print_this_code() {
    let own = include_str!("dynamic_book.rs");
    let [stability, repeated] = [
        ("stability.md", include_str!("../../../docs/src/stability.md")),
        ("repeated.md", include_str!("../../../docs/src/repeated.md")),
    ];
    for (name, chapter) in [stability, repeated] {
        let head =
            format!("    // From here to the mark the lines are those of `docs/src/{name}`.\n");
        let start = own.find(&head).unwrap() + head.len();
        let rest = &own[start..];
        let lines = rest[..rest.find("    // The mark.").unwrap()].lines();
        let lines: Vec<&str> =
            lines.map(|line| line.strip_prefix("    ").unwrap_or(line)).collect();
        let code = lines.join("\n");
        assert!(chapter.contains(&code), "the chapter should hold:\n{code}");
    }
}
