//! Talks in a scenario: what may stand there, what a term does to the moves behind it, and how well the
//! game of all deals knows their payoffs.

use talion_economy::Economy;
use talion_game::{ContinuousGame, PlayerId, Quiet};
use talion_model::{Scenario, TalksFallback, TalksGame, TalksTable, Term, Terms, embedded, play};

fn default_text() -> &'static str {
    embedded::text(embedded::DEFAULT_SCENARIO).expect("it is embedded")
}

fn read(text: &str) -> Scenario {
    Scenario::parse("test.toml", text).unwrap_or_else(|problems| panic!("{problems}"))
}

fn economy(scenario: &Scenario) -> Economy {
    Economy::new(scenario.dataset(), scenario.economy_options()).expect("an economy")
}

fn moves(scenario: &Scenario, names: &[&str]) -> Vec<usize> {
    let place = |name: &&str| scenario.moves().iter().position(|m| m.name == *name);
    names.iter().map(|name| place(name).expect("a move")).collect()
}

const WAR: [&str; 4] = ["list-50", "list-100-more", "match", "made-in-china-2025"];

#[test]
fn the_plan_of_the_article() {
    let scenario = read(default_text());
    let plan = scenario.talks().expect("talks");
    assert_eq!((plan.fallback, plan.power, plan.discount), (TalksFallback::Nash, 0.5, 0.98));
    let names: Vec<&str> = plan.terms.iter().map(|term| term.name.as_str()).collect();
    assert_eq!(names.len(), 6);
    assert_eq!(names[3], "purchases");
    let red: Vec<bool> = plan.terms.iter().map(|term| term.is_red).collect();
    assert_eq!(red, [false, false, false, false, true, true]);
    for (fallback, name) in TalksFallback::ALL {
        assert_eq!((TalksFallback::named(name), fallback.name()), (Some(fallback), name));
    }
}

#[test]
fn problems_are_named_where_they_stand() {
    let rollback = "withdraws = [\"list-50\", \"list-100-more\"]";
    for (from, to, words) in [
        (rollback, "", "has no move"),
        (rollback, "withdraws = [\"match\"]", "`CHN`'s, not `USA`'s"),
        (rollback, "withdraws = [\"list-5\"]", "unknown move `list-5`"),
        (
            rollback,
            "withdraws = [\"list-50\"]\ngrants = [\"list-50\"]",
            "both withdrawn and granted",
        ),
        (rollback, "withdraws = [\"list-50\", \"ease-controls\"]", "belongs to another term"),
        (rollback, "withdraws = [\"list-50\"]\nlowest = 0.6\nhighest = 0.5", "not below `highest`"),
        (rollback, "withdraws = [\"list-50\"]\nsteps = 1.5", "not a whole number"),
        ("name = \"tariff-rollback-usa\"", "name = \"purchases\"", "comes twice"),
        ("disagreement = \"nash\"", "in_force = [\"list-5\"]", "unknown move `list-5`"),
    ] {
        let text = default_text().replacen(from, to, 1);
        assert_ne!(text, default_text());
        let found = Scenario::parse("test.toml", &text).expect_err(words).to_string();
        assert!(found.contains(words), "{words}: {found}");
    }
    let one_sided =
        default_text().replace("player = \"USA\"\nwithdraws", "player = \"CHN\"\nwithdraws");
    let found = Scenario::parse("test.toml", &one_sided).expect_err("one side").to_string();
    assert!(found.contains("`USA` has nothing to concede"), "{found}");
}

/// Nothing conceded is the profile that is in force; everything conceded is the moves that are left, but
/// for audience costs and red lines, which a deal counts in its own way.
#[test]
fn the_ends_of_the_terms_are_profiles_of_packages() {
    let scenario = read(default_text());
    let economy = economy(&scenario);
    let plan = scenario.talks().expect("talks");
    let played = play(&scenario, &economy, &Quiet).expect("payoffs");
    let at = |usa: &str, chn: &str| {
        let place = |p: usize, name: &str| {
            scenario.packages(PlayerId(p)).iter().position(|one| one.name == name).expect("one")
        };
        let wanted = vec![place(0, usa), place(1, chn)];
        played.profiles.iter().find(|one| one.profile == wanted).expect("a profile")
    };
    let mut table =
        TalksTable::new(&scenario, &economy, plan, moves(&scenario, &WAR), vec![0.0; 2]);
    let deals =
        [vec![0.0; 6], vec![1.0, 1.0, 1.0, 1.0, 0.0, 1.0], vec![1.0, 0.0, 1.0, 1.0, 1.0, 1.0]];
    let found = table.weigh(&deals, None, &Quiet).expect("deals");
    let war = at("lists-150", "match-and-mic-2025");
    for p in 0..2 {
        assert_eq!(found[0].payoffs[p].total(Terms::All), war.payoffs[p].total(Terms::All));
    }
    let peace = at("ease", "buy");
    let all = at("hold", "buy-and-end-transfer");
    for (deal, profile) in [(&found[1], peace), (&found[2], all)] {
        for p in 0..2 {
            let (one, other) = (&deal.payoffs[p], &profile.payoffs[p]);
            assert!((one.welfare - other.welfare).abs() < 1e-9, "{one:?} {other:?}");
            for term in [Term::Deficit, Term::TechnologyLead, Term::SelfSufficiency, Term::Access] {
                assert!((one.term(term) - other.term(term)).abs() < 1e-9, "{term:?}");
            }
        }
    }
    // Half the audience cost of each rollback; one red line, then two.
    assert!((found[1].payoffs[0].term(Term::Audience) + 0.025).abs() < 1e-12);
    assert!((found[1].payoffs[1].term(Term::RedLine) + 0.30).abs() < 1e-12);
    assert!((found[2].payoffs[1].term(Term::RedLine) + 0.60).abs() < 1e-12);
}

/// Half a list is half its coverage; retaliation taken back by a quarter is three quarters of what
/// matched the whole lists.
#[test]
fn a_share_of_a_term_is_a_share_of_its_moves() {
    let scenario = read(default_text());
    let economy = economy(&scenario);
    let plan = scenario.talks().expect("talks");
    let mut table =
        TalksTable::new(&scenario, &economy, plan, moves(&scenario, &WAR), vec![0.0; 2]);
    let shares = [[0.0; 6], [1.0, 0.0, 0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 1.0, 0.0, 0.0, 0.0]];
    let found = table.weigh(&shares.map(Vec::from), None, &Quiet).expect("deals");
    // China takes its duties back and the American ones stay; then the other way round.
    assert!(found[1].welfare[1] > found[0].welfare[1] && found[1].welfare[0] < found[0].welfare[0]);
    assert!(found[2].welfare[0] > found[0].welfare[0]);
    let halves = [[0.5, 0.0, 0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.25, 0.0, 0.0, 0.0]];
    let part = table.weigh(&halves.map(Vec::from), None, &Quiet).expect("deals");
    // The other side gains steadily; a side's own best tariff may lie between.
    for (deal, (to, other)) in part.iter().zip([(1, 1), (2, 0)]) {
        let ends = [0, to].map(|at: usize| found[at].welfare[other]);
        let inside = ends[0] < deal.welfare[other] && deal.welfare[other] < ends[1];
        assert!(inside, "{} outside {ends:?}", deal.welfare[other]);
    }
    // The race does not mind tariffs, and half an end of transfer is half its effect on the gap.
    let gaps = [[0.0; 6], [0.0, 0.0, 0.0, 0.0, 0.5, 0.0], [0.0, 0.0, 0.0, 0.0, 1.0, 0.0]];
    let gaps = table.weigh(&gaps.map(Vec::from), None, &Quiet).expect("deals");
    let gap = |at: usize| gaps[at].gap_years.expect("a race");
    assert!((gap(1) - 0.5 * (gap(0) + gap(2))).abs() < 1e-12);
    assert!(gap(2) > gap(0));
}

/// Surfaces are close everywhere and exact where they are corrected; derivatives are derivatives.
#[test]
fn the_game_of_all_deals_knows_its_payoffs() {
    let scenario = read(default_text());
    let economy = economy(&scenario);
    let plan = scenario.talks().expect("talks");
    let mut table =
        TalksTable::new(&scenario, &economy, plan, moves(&scenario, &WAR), vec![0.0; 2]);
    let game = TalksGame::new(&mut table, &Quiet).expect("a game");
    let deal = vec![0.37, 0.81, 0.22, 0.58, 0.13, 0.4];
    let mut beside = deal.clone();
    beside[0] = 0.38;
    let exact = table.weigh(&[deal.clone(), beside], None, &Quiet).expect("deals");
    let point = game.point(&deal);
    assert_eq!(game.shares(&point), deal);
    let rough = game.session().payoffs(&point).expect("payoffs");
    let corrected = game.corrected(&deal, &exact[0], &[(0, 0.38, &exact[1])]);
    let fine = corrected.session().payoffs(&point).expect("payoffs");
    for p in 0..2 {
        let wanted = exact[0].payoffs[p].total(Terms::All);
        assert!((rough[p] - wanted).abs() < 1e-3, "{} for {wanted}", rough[p]);
        assert!((fine[p] - wanted).abs() < 1e-9, "{} for {wanted}", fine[p]);
        let mut gradient = point.iter().map(|x| vec![0.0; x.len()]).collect::<Vec<_>>();
        corrected.session().gradient(PlayerId(p), &point, &mut gradient).expect("a gradient");
        for (q, levels) in point.iter().enumerate() {
            for k in 0..levels.len() {
                let moved = |by: f64| {
                    let mut to = point.clone();
                    to[q][k] += by;
                    corrected.session().payoffs(&to).expect("payoffs")[p]
                };
                let slope = (moved(1e-6) - moved(-1e-6)) / 2e-6;
                assert!((gradient[q][k] - slope).abs() < 1e-7, "{} for {slope}", gradient[q][k]);
            }
        }
    }
    // A player without a free term holds an instrument that does nothing.
    let alone = game.restricted(&|k| k == 3, &[0.0; 6]);
    assert_eq!(alone.players()[0].instruments[0].label, "nothing");
    assert_eq!(alone.shares(&[vec![0.7], vec![0.2]]), [0.0, 0.0, 0.0, 0.2, 0.0, 0.0]);
}
