//! The record of dated moves: how it is read, and what it is on the ladder.

use std::sync::LazyLock;
use talion_economy::Economy;
use talion_game::{PlayerId, Quiet};
use talion_model::{
    Action, Dating, Fate, History, Ladder, LadderAction, Month, Phase, Record, Scenario,
    SolvedPolicies, Without, embedded,
};

static SCENARIO: LazyLock<Scenario> = LazyLock::new(|| {
    Scenario::parse("us-china-history", embedded::text("us-china-history").unwrap()).unwrap()
});

static LADDER: LazyLock<Ladder> = LazyLock::new(|| {
    let economy = Economy::new(SCENARIO.dataset(), SCENARIO.economy_options()).unwrap();
    let mut solved = SolvedPolicies::default();
    let built = Ladder::build(&SCENARIO, &economy, Without::Nothing, &mut solved, &Quiet);
    built.unwrap().unwrap()
});

fn month(text: &str) -> Month {
    text.parse().unwrap()
}

/// What the players chose in a month, as names of tracks and directions.
fn chosen(record: &Record, text: &str) -> [String; 2] {
    let months = record.window(month(text), month(text)).unwrap();
    [0, 1].map(|p| months[0].actions[p].describe(LADDER.plan(), months[0].state.phase))
}

/// 9 American rungs with the foot, 10 Chinese, 3 of American controls, 2 of Chinese, idle and talks;
/// an agreement ends Chinese controls.
#[test]
fn the_ladder_has_the_states_that_its_tracks_make() {
    assert_eq!(LADDER.game().state_count(), 9 * 10 * 3 * 2 * 2 + 9 * 10 * 3);
}

/// Average tariffs of the Peterson Institute and of Bown, Jung and Zhang (2019), percent: the rate of
/// each rung added to 3.1 and 8.0.
#[test]
fn rungs_meet_the_published_averages() {
    let rate = |name: &str| {
        let found = SCENARIO.moves().iter().find(|one| one.name == name).unwrap();
        match &found.action {
            Action::Tariff { lines, .. } => {
                // Every good is covered whole, at one rate.
                assert_eq!(lines.len(), SCENARIO.goods().len());
                let rate = lines[0].added_rate;
                assert!(
                    lines.iter().all(|line| line.added_rate == rate && line.coverage > 1.0 - 1e-12)
                );
                100.0 * rate
            }
            other => panic!("{name} is {other:?}"),
        }
    };
    for (name, base, average) in [
        ("us-list-3-10", 3.1, 12.0),
        ("us-list-3-25", 3.1, 18.3),
        ("us-list-4a", 3.1, 21.0),
        ("us-reciprocal-10", 3.1, 51.1),
        ("us-reciprocal-125", 3.1, 124.1),
        ("cn-lists-50", 8.0, 14.4),
        ("cn-list-3-without-cars", 8.0, 16.5),
        ("cn-list-3", 8.0, 18.3),
        ("cn-list-3-raised", 8.0, 20.7),
        ("cn-list-75", 8.0, 21.1),
        ("cn-reciprocal-10", 8.0, 32.6),
    ] {
        assert!((base + rate(name) - average).abs() < 1e-9, "{name}: {}", base + rate(name));
    }
}

/// Months checked by hand against the file.
#[test]
fn announcements_are_what_they_were() {
    let history = History::embedded().unwrap();
    assert_eq!(history.moves().len(), 78);
    let record = Record::of(&history, &LADDER, Dating::Announced).unwrap();
    for (month, usa, chn) in [
        ("2018-03", "us-tariffs up", "hold"), // 22 March: 25 % on US$ 50 bn
        ("2018-04", "us-controls up", "cn-tariffs up"), // 15 April: ZTE; 4 April: 106 products
        ("2018-05", "us-tariffs up", "offer talks"), // 29 May: resumed after the hold of the 20th
        ("2018-06", "us-tariffs up", "hold"), // 18 June: US$ 200 bn, before the ZTE settlement
        ("2018-08", "hold", "cn-tariffs up"), // 3 August: US$ 60 bn
        ("2018-09", "hold", "hold"),          // 24 September: as announced
        ("2018-12", "offer talks", "offer talks"), // Buenos Aires
        ("2019-01", "talk on", "cn-tariffs down"), // cars
        ("2019-05", "us-tariffs up", "cn-tariffs up"), // 5 and 13 May; Huawei gives way
        ("2019-06", "offer talks", "offer talks"), // Osaka
        ("2019-08", "us-tariffs up", "cn-tariffs up"),
        ("2019-12", "offer talks", "offer talks"), // Phase One, with no talks open in the record
        ("2020-02", "keep the deal", "keep the deal"), // the cuts are terms of the deal
        ("2025-02", "us-tariffs up", "cn-tariffs up"),
        ("2025-05", "us-tariffs down", "cn-tariffs down"), // Geneva
        ("2025-06", "talk on", "cn-controls down"),        // London
        ("2025-09", "us-controls up", "talk on"),          // affiliates
        ("2025-11", "keep the deal", "keep the deal"),
    ] {
        assert_eq!(chosen(&record, month), [usa, chn], "{month}");
    }
    let fate = |start: &str| {
        let at = history.moves().iter().position(|one| one.action.starts_with(start)).unwrap();
        record.fates[at].clone()
    };
    assert_eq!(fate("301 finding"), Fate::Counts { month: month("2018-03") });
    assert_eq!(fate("ZTE settlement"), Fate::Superseded { month: month("2018-06") });
    assert_eq!(fate("final $50bn"), Fate::Repeats);
    assert_eq!(fate("halves 2019"), Fate::PartOfDeal { month: month("2020-02") });
    assert!(matches!(fate("Section 232"), Fate::Unmapped { .. }));
}

#[test]
fn by_effect_threats_are_announcements_alone() {
    let history = History::embedded().unwrap();
    let record = Record::of(&history, &LADDER, Dating::Effective).unwrap();
    for (month, usa, chn) in [
        ("2018-04", "us-controls up", "hold"),
        ("2018-05", "offer talks", "offer talks"),
        ("2018-07", "us-tariffs up", "cn-tariffs up"), // 6 July, which ends the talks
        ("2018-09", "us-tariffs up", "cn-tariffs up"),
        ("2019-06", "offer talks", "cn-tariffs up"), // 1 June, before Osaka
        ("2019-08", "talk on", "talk on"),           // Osaka holds until September
        ("2019-09", "us-tariffs up", "cn-tariffs up"),
        ("2025-10", "hold", "hold"), // 9 and 10 October were threats
    ] {
        assert_eq!(chosen(&record, month), [usa, chn], "{month}");
    }
    let threats = record.fates.iter().filter(|fate| **fate == Fate::Announcement).count();
    let unmapped = |fate: &&Fate| matches!(fate, Fate::Unmapped { .. });
    let rows = history.moves().iter();
    assert_eq!(threats, rows.filter(|m| m.effective.is_none() && m.unmapped.is_none()).count());
    assert_eq!(record.fates.iter().filter(unmapped).count(), 14);
}

/// Every month of both windows is a state of the ladder, and every choice is on its menu.
#[test]
fn both_windows_lie_on_the_ladder() {
    let history = History::embedded().unwrap();
    let game = LADDER.game();
    let states = game.states().map(|state| (*LADDER.state(state), state)).collect();
    for dating in [Dating::Announced, Dating::Effective] {
        let record = Record::of(&history, &LADDER, dating).unwrap();
        for (first, last, count) in [("2018-03", "2020-02", 24), ("2025-01", "2025-11", 11)] {
            let window = record.window(month(first), month(last)).unwrap();
            assert_eq!(window.len(), count);
            for one in window {
                record.place(&LADDER, &states, one).unwrap();
            }
        }
    }
    let peak = Record::of(&history, &LADDER, Dating::Announced).unwrap();
    let may = peak.window(month("2025-05"), month("2025-05")).unwrap()[0].state;
    assert_eq!((&may.levels[..4], may.phase), (&[8, 9, 1, 1][..], Phase::Idle));
    assert_eq!(peak.before(month("2025-05"), PlayerId(0)), LadderAction::Up(0));
}

/// What is wrong with a record is said row by row.
#[test]
fn wrong_records_are_refused() {
    let header = "date,effective,actor,action,instrument,kind,steps,unmapped,coverage_usd_bn,rate_pct,responds_to,note,source,verified";
    let good = "2018-03-22,,USA,x,tariff,threat,us-tariffs:lists-50,,,,,,s,found";
    for (old, new, words) in [
        ("2018-03-22", "2018-13-22", "r:2: `date` is `2018-13-22`"),
        ("2018-03-22,,", "2018-03-22,2018-03-01,", "before 2018-03-22"),
        ("threat", "treat", "unknown kind `treat`"),
        ("lists-50,,", "lists-50,why,", "both filled or both empty"),
        ("us-tariffs:lists-50", "us-tariffs", "`us-tariffs` is no step"),
        ("found", "seen", "`verified` is `seen`"),
        (",s,", ",,", "`source` is empty"),
        (",s,", ",s,s,", "15 fields where the header has 14"),
        ("date,effective", "day,effective", "unknown column `day`"),
        ("date,effective", "effective,effective", "column `effective` appears twice"),
    ] {
        let text = format!("{header}\n{good}\n");
        assert!(History::read("r", &text).is_ok());
        let problems = History::read("r", &text.replacen(old, new, 1)).unwrap_err().to_string();
        assert!(problems.contains(words), "{problems}\nfor {new}");
    }
    assert!(History::read("r", "").unwrap_err().to_string().contains("empty"));
    for (old, new, words) in [
        ("lists-50", "list-50", "track `us-tariffs` has no rung `list-50`"),
        ("USA", "UK", "`UK` is no player"),
        ("us-tariffs:lists-50", "cn-tariffs:lists-50", "which is `CHN`'s"),
    ] {
        let text = format!("{header}\n{}\n", good.replacen(old, new, 1));
        let history = History::read("r", &text).unwrap();
        let error = Record::of(&history, &LADDER, Dating::Announced).unwrap_err().to_string();
        assert!(error.contains(words), "{error}");
    }
    // A track that the scenario does not have is no error: the move is listed as on no track.
    let other = good.replacen("us-tariffs", "us-quotas", 1);
    let history = History::read("r", &format!("{header}\n{good}\n{other}\n")).unwrap();
    let record = Record::of(&history, &LADDER, Dating::Announced).unwrap();
    assert!(matches!(record.fates[1], Fate::Unmapped { .. }));
}

/// What came about on the rungs of the May 2018 scenario, checked by hand against the file by effective
/// dates: state at the end of the month.
#[test]
fn the_record_is_read_on_the_rungs_of_another_scenario() {
    let text = embedded::text("us-china-2018").unwrap();
    let scenario = Scenario::parse("us-china-2018", text).unwrap();
    let observed = scenario.escalation().unwrap().observed.clone().unwrap();
    let at = |text: &str| {
        let found = observed.periods.iter().find(|one| one.month == month(text));
        let found = found.unwrap_or_else(|| panic!("no {text}"));
        (found.rungs.clone(), found.phase)
    };
    // Lists, controls, retaliation, industry; two of them are not in the record.
    let stands = |lists, retaliation| vec![Some(lists), None, Some(retaliation), None];
    assert_eq!(observed.periods[0].month, month("2018-05"));
    assert_eq!(at("2018-05"), (stands(0, 0), Phase::Talks)); // 4 May: talks; nothing in force
    assert_eq!(at("2018-08"), (stands(1, 1), Phase::Idle)); // 6 July and 23 August
    assert_eq!(at("2018-11"), (stands(2, 1), Phase::Idle)); // 24 September
    assert_eq!(at("2019-02"), (stands(2, 1), Phase::Talks)); // 1 December: Buenos Aires
    assert_eq!(at("2019-05"), (stands(2, 1), Phase::Idle)); // 10 May
    assert_eq!(at("2020-02"), (stands(2, 1), Phase::Deal)); // 15 January: Phase One
    assert_eq!(at("2022-02"), (stands(2, 1), Phase::Idle)); // ended in December 2021
    assert_eq!(at("2025-05"), (stands(2, 1), Phase::Talks)); // 14 May: Geneva
    // Every third month, up to the last month that ended before the record does.
    assert_eq!(observed.periods.len(), 31);
    assert_eq!(observed.periods.last().unwrap().month, month("2025-11"));
}

/// What a scenario says wrongly about the record is said key by key.
#[test]
fn wrong_words_about_the_record_are_refused() {
    let text = embedded::text("us-china-2018").unwrap();
    for (old, new, words) in [
        ("history = \"us-china\"", "history = \"us-chin\"", "unknown record `us-chin`"),
        ("history = \"us-china\"\n", "", "but there is no `history`"),
        ("history_from = \"2018-05\"", "", "needs the month whose end is the start"),
        ("\"2018-05\"", "\"2031-05\"", "the record goes from 2015-05 to 2026-01"),
        ("\"2018-05\"", "\"May\"", "`May` is no month"),
        ("horizon_quarters = 28", "periods_per_year = 5", "hold no whole number"),
        ("us-tariffs:lists-50", "us-tarifs:lists-50", "no track `us-tarifs`"),
        ("us-tariffs:lists-50", "us-tariffs:lists-5", "no rung `lists-5`"),
        ("us-tariffs:lists-50", "lists-50", "`lists-50` is no rung of the record"),
        ("us-tariffs:lists-50", "cn-tariffs:lists-50", "`cn-tariffs` is `CHN`'s, not `USA`'s"),
        ("us-tariffs:list-3-10", "us-controls:technology", "on another track"),
        ("us-tariffs:list-3-10", "us-tariffs:lists-50", "does not lie above"),
        ("observed = \"us-tariffs:list-3-10\"", "", "this one must be too"),
    ] {
        assert!(text.contains(old), "{old}");
        let problems = Scenario::parse("s", &text.replacen(old, new, 1)).unwrap_err().to_string();
        assert!(problems.contains(words), "{problems}\nfor {new}");
    }
    let unnamed: Vec<&str> = text.lines().filter(|line| !line.starts_with("observed")).collect();
    let problems = Scenario::parse("s", &unnamed.join("\n")).unwrap_err().to_string();
    assert!(problems.contains("no rung says what it is in the record"), "{problems}");
}
