//! What a scenario may say about private resolve, and what comes of it.

use talion_economy::Economy;
use talion_game::{PlayerId, Quiet};
use talion_model::{Ending, Scenario, SolvedPolicies, Terms, ThreatPlay, embedded, play};

fn text() -> &'static str {
    embedded::text(embedded::DEFAULT_SCENARIO).unwrap()
}

fn problems(text: &str) -> Vec<String> {
    match Scenario::parse("test.toml", text) {
        Ok(_) => Vec::new(),
        Err(problems) => problems.0.iter().map(|problem| problem.message.clone()).collect(),
    }
}

fn spoilt(from: &str, to: &str) -> Vec<String> {
    assert!(text().contains(from), "{from}");
    problems(&text().replacen(from, to, 1))
}

#[test]
fn a_prior_that_is_left_out_is_what_the_others_leave() {
    let scenario = Scenario::parse("s", text()).unwrap();
    let plan = scenario.private().unwrap();
    let priors: Vec<Vec<String>> = plan
        .types
        .iter()
        .map(|types| types.iter().map(|own| own.prior.to_string()).collect())
        .collect();
    assert_eq!(priors, [["1/2", "1/2"], ["1/2", "1/2"]]);
    let scenario = scenario.with_value("resolve.type.resolute.prior", 0.3).unwrap();
    let types = &scenario.private().unwrap().types[0];
    assert_eq!([&types[0], &types[1]].map(|own| own.prior.to_string()), ["3/10", "7/10"]);
    // Weights that a type does not replace are its player's.
    let plan = scenario.private().unwrap();
    assert_eq!(plan.types[1][0].objective, scenario.players()[1].objective);
    assert_eq!(plan.types[1][1].objective.audience_cost, 0.0);
}

#[test]
fn what_is_wrong_is_said_in_words() {
    let first = "prior = 0.5\nnever_gives_in = true";
    for (from, to, words) in [
        (first, "prior = 0.0\nnever_gives_in = true", "has prior 0"),
        (first, "prior = 1.0\nnever_gives_in = true", "other types sum to 1 already"),
        (first, "never_gives_in = true", "have no `prior`"),
        ("concedes = true\nbacks_down", "backs_down", ""),
        (
            "moves = [\"buy-100\"]\nconcedes",
            "moves = [\"list-50\"]\nconcedes",
            "`USA`'s, not `CHN`'s",
        ),
        ("name = \"match\"\nlabel = \"Match\"", "name = \"buy\"\nlabel = \"Match\"", "comes twice"),
        ("escalates = 0.80\n", "", "says only in part"),
        ("sender = \"USA\"", "sender = \"CHN\"", "cannot reply to itself"),
        ("receiver = \"CHN\"", "receiver = \"CNH\"", "unknown player `CNH`"),
        ("receiver = \"CHN\"", "receiver = \"CHN\"\nobserve_to = \"2017-01\"", "is earlier"),
        ("receiver = \"CHN\"", "receiver = \"CHN\"\nobserve_to = \"May\"", "is no month"),
        ("name = \"irresolute\"", "name = \"firm\"", "comes twice"),
    ] {
        let found = spoilt(from, to);
        if words.is_empty() {
            assert!(found.is_empty(), "two replies that resist are fine: {found:?}");
        } else {
            assert!(found.iter().any(|message| message.contains(words)), "{words}: {found:?}");
        }
    }
}

/// Payoffs of endings are those of the packages that do the same, but for what the type adds.
#[test]
fn endings_pay_what_the_same_packages_pay() {
    let scenario = Scenario::parse("s", text()).unwrap();
    let economy = Economy::new(scenario.dataset(), scenario.economy_options()).unwrap();
    let mut solved = SolvedPolicies::default();
    let threats = ThreatPlay::build(&scenario, &economy, &mut solved, &Quiet).unwrap().unwrap();
    let packages = play(&scenario, &economy, &Quiet).unwrap();
    let of = |names: [&str; 2], player: usize| {
        let profile: Vec<usize> = (0..2)
            .map(|p| {
                let own = scenario.packages(PlayerId(p));
                own.iter().position(|package| package.name == names[p]).unwrap()
            })
            .collect();
        let at = packages.profiles.iter().find(|at| at.profile == profile).unwrap();
        at.payoffs[player].total(Terms::All)
    };
    let paid = |ending: Ending, side: usize, own: usize| {
        threats.outcome(ending).unwrap().payoffs[side][own]
    };
    let near = |found: f64, expected: f64| assert!((found - expected).abs() < 1e-12, "{found}");
    // The second threat, carried out and matched.
    let war = Ending::CarriedOut { threat: 1, reply: 1 };
    near(paid(war, 0, 0), of(["lists-150", "match"], 0));
    near(paid(war, 0, 1), of(["lists-150", "match"], 0) - 0.05);
    near(paid(war, 1, 0), of(["lists-150", "match"], 1));
    near(paid(war, 1, 1), of(["lists-150", "match"], 1) - 0.03);
    // Backed down from: the audience cost of holding still.
    let dropped = Ending::Settled { threat: 1, reply: 1 };
    near(paid(dropped, 0, 0), of(["hold", "match"], 0));
    // Conceded to: no audience cost for the sender, the whole of its own for a firm receiver.
    let conceded = Ending::Settled { threat: 1, reply: 0 };
    near(paid(conceded, 0, 0), of(["hold", "buy"], 0) + 0.05);
    near(paid(conceded, 1, 0), of(["hold", "buy"], 1) - 0.10);
    near(paid(conceded, 1, 1), of(["hold", "buy"], 1));
}
