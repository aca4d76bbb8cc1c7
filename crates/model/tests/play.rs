//! What the embedded scenarios amount to, held to the economy and to the definition of the payoffs.

use talion_economy::Economy;
use talion_game::{Certificate, PlayerId, Profile, Quiet};
use talion_model::{Play, ProfileOutcome, Scenario, Situation, Term, Terms, embedded, play};

fn scenario(name: &str) -> Scenario {
    let text = embedded::text(name).expect("embedded");
    Scenario::parse(name, text).unwrap_or_else(|problems| panic!("{problems}"))
}

fn economy(scenario: &Scenario) -> Economy {
    Economy::new(scenario.dataset(), scenario.economy_options()).expect("checked with the scenario")
}

fn played(scenario: &Scenario) -> Play {
    play(scenario, &economy(scenario), &Quiet).expect("every profile has an equilibrium")
}

/// The profile of two packages, by name.
fn at<'p>(scenario: &Scenario, play: &'p Play, packages: [&str; 2]) -> &'p ProfileOutcome {
    let index = |p: usize| {
        let own = scenario.packages(PlayerId(p));
        own.iter().position(|package| package.name == packages[p]).expect("a package of that name")
    };
    let wanted = vec![index(0), index(1)];
    play.profiles.iter().find(|at| at.profile == wanted).expect("every profile is played")
}

#[test]
fn september_2018_is_a_prisoners_dilemma_in_welfare() {
    let scenario = scenario("september-2018");
    let game = played(&scenario).game(&scenario, Terms::WelfareAlone).expect("finite payoffs");
    let u = |player: usize, profile: [usize; 2]| game.payoff(PlayerId(player), &profile);
    // Raising tariffs is better whatever the other does; both raising is worse for both than none.
    for other in 0..2 {
        assert!(u(0, [1, other]) > u(0, [0, other]));
        assert!(u(1, [other, 1]) > u(1, [other, 0]));
    }
    assert!(u(0, [1, 1]) < u(0, [0, 0]) && u(1, [1, 1]) < u(1, [0, 0]));
    let both = Certificate::of(&game, &Profile::pure(&game, &[1, 1])).expect("of this game");
    assert!(both.max_regret == 0.0);
    // American tariffs alone: the independent implementation's figure for this very policy.
    assert!((u(0, [1, 0]) - 100.0 * (1.0_f64 + 0.018_388_454_364_504_092e-2).ln()).abs() < 1e-9);
}

#[test]
fn the_status_quo_changes_nothing_but_what_is_not_demanded() {
    let scenario = scenario("us-china-2018");
    let play = played(&scenario);
    let quo = at(&scenario, &play, ["hold", "hold"]);
    assert!(quo.economy.welfare_hat.iter().all(|hat| (hat - 1.0).abs() < 1e-12));
    let technology = quo.technology.as_ref().expect("the scenario has a race");
    assert!((technology.gap_years - 5.0).abs() < 1e-12);
    assert!((technology.self_sufficiency - 0.16).abs() < 1e-12);
    // The whole demand is unmet: 0.2 per base deficit times the 26.65 % asked for.
    assert!((quo.payoffs[0].term(Term::Deficit) + 0.2 * 0.2665).abs() < 1e-12);
    assert!((quo.payoffs[0].term(Term::Audience) + 0.05).abs() < 1e-15);
}

#[test]
fn purchases_take_what_was_promised_off_the_deficit() {
    let scenario = scenario("us-china-2018");
    let play = played(&scenario);
    for american in ["hold", "list-50", "lists-150", "ease"] {
        let without = at(&scenario, &play, [american, "hold"]);
        let with = at(&scenario, &play, [american, "buy"]);
        let deficit = |at: &ProfileOutcome| at.deficits[0].as_ref().expect("named").ratio();
        let cut = deficit(without) - deficit(with);
        assert!((cut - 100.0 / 375.2).abs() < 1e-9, "{american}: {cut}");
    }
}

#[test]
fn retaliation_without_a_list_is_holding_still_and_is_solved_once() {
    let scenario = scenario("us-china-2018");
    let play = played(&scenario);
    let hold = at(&scenario, &play, ["chip-ban", "hold"]);
    let matched = at(&scenario, &play, ["chip-ban", "match"]);
    assert_eq!(hold.economy, matched.economy);
    assert!(play.policies_solved < play.profiles.len());
}

#[test]
fn a_chip_ban_stops_american_electronics_and_nothing_else() {
    let scenario = scenario("us-china-2018");
    let economy = economy(&scenario);
    let data = scenario.dataset();
    let region = |code: &str| data.region(code).expect("known");
    let (usa, chn) = (region("USA"), region("CHN"));
    let electronics = data.sector("ELE").expect("known");
    let ban = scenario.packages(PlayerId(0)).iter().position(|p| p.name == "chip-ban");
    let situation = Situation::of(&scenario, &economy, &[ban.expect("a package"), 0]);
    let outcome = economy.solve(&situation.policy, None).expect("solvable");
    let flows = economy.flows(&situation.policy, &outcome);
    assert_eq!(flows.get(usa, chn, electronics), 0.0);
    assert!(flows.get(usa, region("EU"), electronics) > 0.0);
    assert_eq!(situation.technology.expect("a race").ban, 1.0);
}

#[test]
fn matching_hits_as_many_dollars_as_the_list_until_imports_run_out() {
    let scenario = scenario("us-china-2018");
    let economy = economy(&scenario);
    let data = scenario.dataset();
    let (usa, chn) = (data.region("USA").expect("known"), data.region("CHN").expect("known"));
    let base = economy.baseline_policy();
    let package = |p: usize, name: &str| {
        scenario.packages(PlayerId(p)).iter().position(|own| own.name == name).expect("a package")
    };
    // Dollars of trade times the rate added, from either side.
    let burden = |american: &str, importer, exporter| -> f64 {
        let profile = [package(0, american), package(1, "match")];
        let policy = Situation::of(&scenario, &economy, &profile).policy;
        let added = |&s| policy.tariff(importer, exporter, s) - base.tariff(importer, exporter, s);
        scenario.goods().iter().map(|s| added(s) * data.flow(exporter, importer, *s)).sum()
    };
    let (list, reply) = (burden("list-50", usa, chn), burden("list-50", chn, usa));
    assert!((reply / list - 1.0).abs() < 1e-12);
    // US$ 150 bn are more than China imports: it taxes all of it at the same rate.
    let all: f64 = scenario.goods().iter().map(|&s| data.flow(usa, chn, s)).sum();
    assert!((burden("lists-150", chn, usa) / (0.25 * all) - 1.0).abs() < 1e-12);
}
