//! The ladder of escalation: its states, chances and payoffs.

use petgraph::graph::NodeIndex;
use talion_economy::Economy;
use talion_game::{PlayerId, Quiet, StateId};
use talion_model::{
    Ladder, LadderAction, LadderState, MOST_TRACKS, Mover, Phase, Scenario, SolvedPolicies, Term,
    Terms, Without, embedded, play,
};

fn scenario_with(change: impl Fn(String) -> String) -> Scenario {
    let text = embedded::text(embedded::DEFAULT_SCENARIO).unwrap().to_owned();
    Scenario::parse("us-china-2018", &change(text)).unwrap()
}

fn economy(scenario: &Scenario) -> Economy {
    Economy::new(scenario.dataset(), scenario.economy_options()).unwrap()
}

fn ladder(scenario: &Scenario, without: Without) -> Ladder {
    let mut solved = SolvedPolicies::default();
    let built = Ladder::build(scenario, &economy(scenario), without, &mut solved, &Quiet);
    built.unwrap().unwrap()
}

fn find(ladder: &Ladder, levels: &[u8], gap: u8, phase: Phase) -> StateId {
    let mut all = [0; MOST_TRACKS];
    all[..levels.len()].copy_from_slice(levels);
    let wanted = LadderState { levels: all, gap, phase, mover: 0, assent: 0 };
    ladder.game().states().find(|state| *ladder.state(*state) == wanted).unwrap()
}

/// 3 lists x ban x retaliation x industrial policy x 9 gaps x (idle, talks, truce), and the deal,
/// under which only industrial policy stands, at 9 gaps.
#[test]
fn every_situation_that_can_be_reached_is_a_state_and_no_other() {
    let ladder = ladder(&scenario_with(|text| text), Without::Nothing);
    assert_eq!(ladder.game().state_count(), 3 * 2 * 2 * 2 * 9 * 3 + 2 * 9);
    let start = ladder.state(ladder.start());
    assert_eq!((start.levels, start.gap, start.phase), ([0; MOST_TRACKS], 5, Phase::Talks));
    for (at, state) in ladder.graph().node_weights().enumerate() {
        assert_eq!(ladder.state(StateId(at)), state);
    }
}

/// Without lists, 2 x 2 x 2 policies remain; without talks there are neither truces nor deals.
#[test]
fn what_is_taken_out_is_out() {
    let scenario = scenario_with(|text| text);
    let lists = ladder(&scenario, Without::Track(0));
    assert_eq!(lists.game().state_count(), 2 * 2 * 2 * 9 * 3 + 2 * 9);
    let talks = ladder(&scenario, Without::Talks);
    assert_eq!(talks.game().state_count(), 3 * 2 * 2 * 2 * 9);
}

/// Chances of one quarter by hand: both step up, each step slips with 0.1; the frontier advances with
/// 0.25, the follower with h0 + hf = 0.25 while nothing is in force.
#[test]
fn chances_multiply() {
    let ladder = ladder(&scenario_with(|text| text), Without::Nothing);
    let from = find(&ladder, &[0, 0, 0, 0], 5, Phase::Idle);
    let choose = |player, action| {
        ladder.menu(from, PlayerId(player)).iter().position(|own| *own == action).unwrap()
    };
    let actions = [choose(0, LadderAction::Up(0)), choose(1, LadderAction::Up(3))];
    let profile = ladder.game().profile_at(from, &actions);
    let chance = |levels: &[u8], gap| {
        let to = find(&ladder, levels, gap, Phase::Idle);
        let row = ladder.game().transitions(from, profile);
        row.iter().find(|t| t.to == to).map_or(0.0, |t| t.probability)
    };
    for (levels, steps) in [
        ([1, 0, 0, 1], 0.9 * 0.9),
        ([1, 0, 0, 0], 0.9 * 0.1),
        ([0, 0, 0, 1], 0.1 * 0.9),
        ([0, 0, 0, 0], 0.1 * 0.1),
    ] {
        for (gap, race) in [(6, 0.25 * 0.75), (4, 0.75 * 0.25), (5, 1.0 - 2.0 * 0.25 * 0.75)] {
            let (found, expected) = (chance(&levels, gap), steps * race);
            assert!((found - expected).abs() < 1e-15, "{levels:?} {gap}: {found}, not {expected}");
        }
    }
    assert!((ladder.catch_up(from) - 0.25).abs() < 1e-15);
    // Ban and industrial policy together: 0.20 + 0.05 - 0.08 + 0.12, and transfer is cut off.
    let spurred = find(&ladder, &[0, 1, 0, 1], 5, Phase::Idle);
    assert!((ladder.catch_up(spurred) - 0.29).abs() < 1e-12, "{}", ladder.catch_up(spurred));
}

/// The phases of talks, one by one.
#[test]
fn talks_open_pause_break_down_and_succeed() {
    use LadderAction::{Accept, Hold, Leave, Talk, Up};
    let ladder = ladder(&scenario_with(|text| text), Without::Nothing);
    let phases = |from: StateId, actions: [LadderAction; 2]| {
        let at = |p: usize| {
            ladder.menu(from, PlayerId(p)).iter().position(|own| *own == actions[p]).unwrap()
        };
        let profile = ladder.game().profile_at(from, &[at(0), at(1)]);
        let mut chances: Vec<(Phase, f64)> = Vec::new();
        for step in ladder.game().transitions(from, profile).iter() {
            let phase = ladder.state(step.to).phase;
            match chances.iter_mut().find(|(known, _)| *known == phase) {
                Some((_, chance)) => *chance += step.probability,
                None => chances.push((phase, step.probability)),
            }
        }
        chances.sort_by_key(|(phase, _)| *phase);
        chances
            .iter()
            .map(|(phase, chance)| (*phase, (chance * 1e12).round() / 1e12))
            .collect::<Vec<_>>()
    };
    let levels = [1, 0, 1, 0];
    let idle = find(&ladder, &levels, 5, Phase::Idle);
    let talks = find(&ladder, &levels, 5, Phase::Talks);
    let truce = find(&ladder, &levels, 5, Phase::Truce { left: 1 });
    let deal = find(&ladder, &[0, 0, 0, 1], 5, Phase::Deal);
    assert_eq!(phases(idle, [Talk, Talk]), [(Phase::Talks, 1.0)]);
    assert_eq!(phases(idle, [Talk, Hold]), [(Phase::Idle, 1.0)]);
    assert_eq!(phases(talks, [Accept, Accept]), [(Phase::Deal, 1.0)]);
    let pause = [(Phase::Idle, 0.1), (Phase::Truce { left: 1 }, 0.9)];
    assert_eq!(phases(talks, [Accept, Hold]), pause);
    assert_eq!(phases(talks, [Hold, Hold]), pause);
    assert_eq!(phases(talks, [Accept, Leave]), [(Phase::Idle, 1.0)]);
    assert_eq!(phases(talks, [Up(0), Accept]), [(Phase::Idle, 1.0)]);
    assert_eq!(phases(truce, [Hold, Hold]), [(Phase::Talks, 1.0)]);
    assert_eq!(phases(truce, [Hold, Leave]), [(Phase::Idle, 1.0)]);
    assert_eq!(phases(deal, [Hold, Hold]), [(Phase::Deal, 1.0)]);
    assert_eq!(phases(deal, [Leave, Hold]), [(Phase::Idle, 1.0)]);
    // A deal takes lists and retaliation back, and leaves industrial policy where it stands.
    let profile = ladder.game().profile_at(talks, &[2, 2].map(|_| 0));
    assert!(
        ladder
            .game()
            .transitions(talks, profile)
            .iter()
            .all(|t| { ladder.state(t.to).phase != Phase::Deal })
    );
    let with_policy = find(&ladder, &[2, 1, 1, 1], 5, Phase::Talks);
    let accept =
        |p| ladder.menu(with_policy, PlayerId(p)).iter().position(|a| *a == Accept).unwrap();
    let profile = ladder.game().profile_at(with_policy, &[accept(0), accept(1)]);
    for step in ladder.game().transitions(with_policy, profile).iter() {
        assert_eq!(ladder.state(step.to).levels[..4], [0, 0, 0, 1]);
    }
}

/// At the gap of the start, policies that leave the race alone are worth what the one-shot game says
/// of the same packages; a quarter is worth a quarter of it.
#[test]
fn flows_are_those_of_the_one_shot_game() {
    let scenario = scenario_with(|text| text);
    let ladder = ladder(&scenario, Without::Nothing);
    let play = play(&scenario, &economy(&scenario), &Quiet).unwrap();
    // Packages: lists-150 (2) against match (1); hold (0) against hold (0).
    for (levels, packages) in
        [([2, 0, 1, 0], [2, 1]), ([0, 0, 0, 0], [0, 0]), ([1, 0, 0, 0], [1, 0])]
    {
        let state = find(&ladder, &levels, 5, Phase::Idle);
        let profile = play.profiles.iter().find(|at| at.profile == packages).unwrap();
        for player in 0..2 {
            let (flow, once) = (&ladder.outcome(state).payoffs[player], &profile.payoffs[player]);
            assert!((flow.welfare - once.welfare).abs() < 1e-12);
            for term in Term::ALL.into_iter().filter(|term| *term != Term::Audience) {
                assert!((flow.term(term) - once.term(term)).abs() < 1e-12, "{term:?}");
            }
            assert_eq!(flow.term(Term::Audience), 0.0);
            let hold = ladder.game().payoffs(state, 0)[player];
            assert!((hold - flow.total(Terms::All) / 4.0).abs() < 1e-15);
        }
    }
}

/// Stepping down costs the audience cost once; without that term it costs nothing.
#[test]
fn backing_down_is_paid_for_once() {
    let scenario = scenario_with(|text| text);
    let ladder = ladder(&scenario, Without::Nothing);
    let state = find(&ladder, &[2, 0, 0, 0], 5, Phase::Idle);
    let down = ladder.menu(state, PlayerId(0)).iter().position(|a| *a == LadderAction::Down(0));
    let profile = ladder.game().profile_at(state, &[down.unwrap(), 0]);
    let cost = |game: &talion_game::StochasticGame| {
        game.payoffs(state, 0)[0] - game.payoffs(state, profile)[0]
    };
    assert!((cost(ladder.game()) - 0.05).abs() < 1e-15);
    let without = ladder.game_with(Terms::Without(Term::Audience)).unwrap();
    assert_eq!(cost(&without), 0.0);
}

/// Players in turn: only the mover chooses, and talks and deals take everybody's assent in a row.
#[test]
fn in_turn_talks_take_everybodys_assent() {
    let scenario = scenario_with(|text| {
        text.replacen("discount = 0.98", "discount = 0.98\norder = \"alternating\"", 1)
    });
    let ladder = ladder(&scenario, Without::Nothing);
    let (mut seen_talks, mut seen_deal) = (false, false);
    for state in ladder.game().states() {
        let here = *ladder.state(state);
        let waits = PlayerId(1 - usize::from(here.mover));
        assert_eq!(ladder.menu(state, waits), [LadderAction::Hold]);
        for profile in 0..ladder.game().profile_count(state) {
            let actions = ladder.game().actions_at(state, profile);
            let mover = PlayerId(usize::from(here.mover));
            let action = ladder.menu(state, mover)[actions[mover.0]];
            for step in ladder.game().transitions(state, profile).iter() {
                let next = ladder.state(step.to);
                assert_eq!(next.mover, 1 - here.mover);
                if here.phase == Phase::Idle && next.phase == Phase::Talks {
                    assert_eq!((action, here.assent), (LadderAction::Talk, 1));
                    seen_talks = true;
                }
                if here.phase == Phase::Talks && next.phase == Phase::Deal {
                    assert_eq!((action, here.assent), (LadderAction::Accept, 1));
                    seen_deal = true;
                }
            }
        }
    }
    assert!(seen_talks && seen_deal);
}

/// A rung without a way back has no step down; the arcs say so.
#[test]
fn irreversible_rungs_hold() {
    let scenario = scenario_with(|text| {
        text.replace(
            "moves = [\"chip-ban\"]\n\n[[rung]]",
            "moves = [\"chip-ban\"]\nirreversible = true\n\n[[rung]]",
        )
    });
    let ladder = ladder(&scenario, Without::Nothing);
    let state = find(&ladder, &[0, 1, 0, 0], 5, Phase::Idle);
    assert!(!ladder.menu(state, PlayerId(0)).contains(&LadderAction::Down(1)));
    let start = find(&ladder, &[0, 0, 0, 0], 5, Phase::Idle);
    let arcs = ladder.graph().edges(NodeIndex::new(start.0)).map(|edge| *edge.weight());
    let own: Vec<_> = arcs.filter(|arc| arc.mover == Mover::Player(PlayerId(0))).collect();
    let of = |action| own.iter().find(|arc| arc.action == action).unwrap().irreversible;
    assert!(of(LadderAction::Up(1)) && !of(LadderAction::Up(0)));
}

/// What is wrong with an escalation is said where it stands.
#[test]
fn wrong_escalations_are_refused() {
    let text = embedded::text(embedded::DEFAULT_SCENARIO).unwrap();
    for (old, new, words) in [
        (
            "deal_keeps = [\"industry\"]",
            "deal_keeps = [\"industries\"]",
            "unknown track `industries`",
        ),
        ("deal_moves = [\"buy-100\",", "deal_moves = [\"buy-10\",", "unknown move `buy-10`"),
        ("largest_gap = 8", "largest_gap = 4", "cannot start at a gap of 5"),
        ("gap_years = 5.0", "gap_years = 4.5", "cannot start at a gap of 4.5"),
        ("truce_quarters = 1", "truce_quarters = 1.5", "not a whole number"),
        ("track = \"controls\"", "track = \"retaliation\"", "is `USA`'s already"),
        (
            "name = \"lists-150\"\nlabel = \"US$ 150 bn lists\"\nmoves = [\"list-50\", \"list-100-more\"]",
            "name = \"list-50\"\nmoves = [\"match\"]",
            "is `CHN`'s, not `USA`'s",
        ),
        ("slip = 0.10", "slip = 1.0", "from 0 to 0.9999"),
        ("[escalation]\n", "[escalations]\n", "unknown key `escalations`"),
    ] {
        assert!(text.contains(old), "{old}");
        let problems = Scenario::parse("s.toml", &text.replacen(old, new, 1)).unwrap_err();
        assert!(problems.to_string().contains(words), "{problems}\nfor {new}");
    }
}

/// A scenario with one number changed is the scenario with that number in its file; what was solved
/// before is not solved again.
#[test]
fn a_changed_number_is_the_number_in_the_file() {
    let scenario = scenario_with(|text| text);
    let economy = economy(&scenario);
    let mut solved = SolvedPolicies::default();
    let build = |scenario: &Scenario, solved: &mut SolvedPolicies| {
        let ladder = Ladder::build(scenario, &economy, Without::Nothing, solved, &Quiet);
        ladder.unwrap().unwrap().game().clone()
    };
    let base = build(&scenario, &mut solved);
    let policies = solved.len();
    let changed = scenario.with_value("player.USA.objective.lead_weight", 0.04).unwrap();
    let written =
        scenario_with(|text| text.replacen("lead_weight = 0.02", "lead_weight = 0.04", 1));
    let game = build(&changed, &mut solved);
    assert_eq!(solved.len(), policies);
    assert_ne!(game, base);
    assert_eq!(game, ladder(&written, Without::Nothing).game().clone());
    for (key, value) in [
        ("escalation.slip", 0.2),
        ("technology.ban_spurs", 0.0),
        ("move.chip-ban.third_country_reach", 0.5),
        ("player.CHN.objective.self_sufficiency_weight", 1.0),
    ] {
        assert!(scenario.value(key).is_some(), "{key}");
        assert_eq!(scenario.with_value(key, value).unwrap().value(key), Some(value), "{key}");
    }
    for (key, words) in [
        ("escalation.slips", "escalation.slips"),
        ("player.USB.objective.lead_weight", "USB"),
        ("escalation.order", "no number"),
    ] {
        assert!(scenario.with_value(key, 0.5).unwrap_err().to_string().contains(words), "{key}");
    }
    let wrong = scenario.with_value("escalation.slip", 2.0).unwrap_err().to_string();
    assert!(wrong.contains("from 0 to 0.9999"), "{wrong}");
}

/// 24 policies with nobody, one or the other offering the deal, and the deal with and without industrial
/// policy. A deal can only be left; it is reached by the last offer.
#[test]
fn the_ladder_without_time_is_a_conflict() {
    let scenario = scenario_with(|text| text);
    let ladder = ladder(&scenario, Without::Nothing);
    let found = ladder.conflict("talks", Terms::All, 0.0).unwrap();
    let (conflict, start) = (&found.game, found.start);
    assert_eq!(conflict.state_count(), 3 * 2 * 2 * 2 * 3 + 2);
    assert_eq!(conflict.states()[start.0], "nothing");
    let deal = conflict.state("deal").unwrap();
    assert_eq!(found.deal, Some(deal));
    let situation = &found.situations[conflict.state("match; offer of CHN").unwrap().0];
    assert_eq!(situation.rungs, [vec![], vec!["match".to_owned()]]);
    assert_eq!((situation.offers.as_slice(), situation.deal), (&[false, true][..], false));
    assert!(found.situations[deal.0].deal && !found.situations[start.0].deal);
    let offered = conflict.state("match; offer of CHN").unwrap();
    let usa = |from| conflict.reachable(PlayerId(0), from).collect::<Vec<_>>();
    assert!(usa(offered).contains(&deal));
    let left = conflict.state("nothing; offer of CHN").unwrap();
    assert_eq!(usa(deal), [left]);
    // What a player likes is what the economy and the strategic terms say.
    let worth = |levels: &[u8], phase| {
        let state = find(&ladder, levels, 5, phase);
        ladder.outcome(state).payoffs[0].total(Terms::All)
    };
    let better = worth(&[0, 0, 0, 0], Phase::Deal) > worth(&[0, 0, 0, 0], Phase::Idle);
    assert_eq!(conflict.prefers(PlayerId(0), deal, start), better);
    // A wide enough band makes everybody indifferent to everything.
    let level = ladder.conflict("talks", Terms::All, 100.0).unwrap();
    assert!(level.game.ranks(PlayerId(1)).iter().all(|rank| *rank == 0));
}
