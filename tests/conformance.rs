//! Every method over every game of the catalogue that it takes: regret, completeness, known answers.

use serde_json::Value;
use std::path::{Path, PathBuf};
use talion_game::{Certificate, NormalForm, Quiet, Rational, Solution, read_efg, read_nfg};
use talion_solve::{Method, methods};

/// Largest regret and largest distance from a known probability, for methods in floating point.
const TOLERANCE: f64 = 1e-9;

struct Entry {
    name: String,
    game: NormalForm,
    answers: Value,
}

fn catalogue() -> Vec<Entry> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/catalog");
    let folders = std::fs::read_dir(root).expect("the catalogue is there");
    let mut folders: Vec<PathBuf> = folders.map(|entry| entry.expect("readable").path()).collect();
    folders.retain(|path| path.is_dir());
    folders.sort();
    folders.iter().map(|folder| entry(folder)).collect()
}

fn entry(folder: &Path) -> Entry {
    let name = folder.file_name().expect("a name").to_string_lossy().into_owned();
    let read = |file: &str| std::fs::read(folder.join(file));
    let game = if let Ok(bytes) = read("game.nfg") {
        read_nfg(&bytes).unwrap_or_else(|error| panic!("{name}: {error}"))
    } else {
        let tree = read_efg(&read("game.efg").expect("a game")).expect("a tree");
        tree.normal_form().expect("small")
    };
    let answers = read("answers.json").expect("answers");
    Entry { name, game, answers: serde_json::from_slice(&answers).expect("JSON") }
}

/// The known extreme equilibria, if all are known.
fn known(answers: &Value) -> Option<Vec<Vec<Vec<Rational>>>> {
    let number = |x: &Value| x.as_str().expect("a text").parse().expect("a number");
    let strategy = |s: &Value| s.as_array().expect("a list").iter().map(number).collect();
    let profile = |e: &Value| e.as_array().expect("a list").iter().map(strategy).collect();
    Some(answers.get("nash")?.as_array().expect("a list").iter().map(profile).collect())
}

/// The known pure equilibria.
fn known_pure(answers: &Value) -> Vec<Vec<usize>> {
    let position = |strategy: &Vec<Rational>| strategy.iter().position(|p| *p == Rational::ONE);
    let mut pure: Vec<Vec<usize>> = match known(answers) {
        Some(all) => all.iter().filter_map(|e| e.iter().map(position).collect()).collect(),
        None => serde_json::from_value(answers["pure"].clone()).expect("positions"),
    };
    pure.sort_unstable();
    pure
}

fn near(found: &[Vec<f64>], known: &[Vec<Rational>]) -> bool {
    let mut pairs = found.iter().flatten().zip(known.iter().flatten());
    pairs.all(|(x, y)| (x - y.to_f64()).abs() <= TOLERANCE)
}

/// What a method lists is in equilibrium by a certificate of our own.
fn is_certified(entry: &Entry, solution: &Solution) {
    let name = (&entry.name, &solution.method);
    for equilibrium in &solution.equilibria {
        let certificate = Certificate::of(&entry.game, &equilibrium.strategies).expect("fits");
        assert!(certificate.max_regret <= TOLERANCE, "{name:?}: {equilibrium:?}");
        assert_eq!(certificate, equilibrium.certificate, "{name:?}");
    }
}

#[test]
fn every_method_keeps_its_word_on_every_game_it_takes() {
    let (mut runs, mut complete) = (0, 0);
    for entry in catalogue() {
        let strategies: usize = entry.game.players().iter().map(|p| p.strategies.len()).sum();
        let takes = |method: &&&dyn Method| {
            // Methods that go through all supports or vertices are for games of some size only.
            let most = match method.name() {
                "polynomial-systems" => 9,
                "vertex-enumeration" | "support-enumeration" => 20,
                _ => usize::MAX,
            };
            method.applies(&entry.game).is_ok() && strategies <= most
        };
        for method in methods().iter().filter(takes) {
            let solution = method.solve(&entry.game, &Quiet).expect("it applies");
            let name = (&entry.name, method.name());
            is_certified(&entry, &solution);
            let mut pure: Vec<Vec<usize>> = solution.pure().map(|(_, profile)| profile).collect();
            pure.sort_unstable();
            let known_pure = known_pure(&entry.answers);
            assert!(pure.iter().all(|profile| known_pure.contains(profile)), "{name:?}: {pure:?}");
            if solution.complete {
                assert_eq!(pure, known_pure, "{name:?}");
            }
            if let (Some(known), true) = (known(&entry.answers), solution.complete)
                && method.name() != "pure"
            {
                let listed = |e: &Vec<Vec<Rational>>| {
                    solution.equilibria.iter().any(|f| near(f.strategies.strategies(), e))
                };
                assert!(known.iter().all(listed), "{name:?}: {solution:?}");
                assert_eq!(solution.equilibria.len(), known.len(), "{name:?}");
                complete += 1;
            }
            runs += 1;
        }
    }
    assert!(runs >= 15 && complete >= 7, "{runs} runs, {complete} of them complete");
}

#[test]
fn every_game_of_the_catalogue_says_where_it_is_from() {
    let games = catalogue();
    assert!(games.len() >= 8, "{}", games.len());
    for entry in games {
        let source = entry.answers["source"].as_str().expect("a source");
        let year = entry.name.rsplit('-').next().expect("a year");
        assert!(source.contains(year), "{}: {source}", entry.name);
        // The exact answers are equilibria exactly as far as doubles tell.
        for profile in known(&entry.answers).unwrap_or_default() {
            let rounded =
                profile.iter().map(|s| s.iter().map(Rational::to_f64).collect()).collect();
            let profile = talion_game::Profile::new(&entry.game, rounded).expect("it fits");
            let regret = Certificate::of(&entry.game, &profile).expect("it fits").max_regret;
            assert!(regret <= 1e-14, "{}: {regret}", entry.name);
        }
    }
}
