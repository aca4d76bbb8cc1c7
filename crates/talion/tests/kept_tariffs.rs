//! Tariffs that keep themselves on an economy: between the war and the agreement, higher in a surge,
//! certified, and what the method for alike countries finds where both can be asked.

use std::sync::OnceLock;
use talion::economy::{Dataset, Economy, EconomyOptions, RegionId};
use talion::game::{ContinuousGame, PlayerId, Quiet, SearchBudget};
use talion::model::{RateBy, Scenario, TariffGame, TariffGameOptions, embedded};
use talion::solve::repeated::{
    EnforcedState, JointAim, SelfEnforcing, SelfEnforcingOptions, TariffStage, cooperative_tariff,
};
use talion::solve::{NashOptions, ReplyOptions, best_response};
use talion::{
    KeptTariffFindings, KeptTariffOptions, KeptTariffProblems, KeptTariffStudy, StudyError,
};

fn scenario() -> &'static Scenario {
    static FOUND: OnceLock<Scenario> = OnceLock::new();
    FOUND.get_or_init(|| {
        let text = embedded::text("us-china-2018").expect("built in");
        Scenario::parse("us-china-2018", text).unwrap_or_else(|problems| panic!("{problems}"))
    })
}

/// The scenario's players with one tariff each.
fn options() -> KeptTariffOptions {
    let options = KeptTariffOptions::of_scenario(scenario()).expect("has tariffs");
    KeptTariffOptions {
        game: TariffGameOptions { by: RateBy::Importer, ..options.game.clone() },
        ..options
    }
}

fn economy() -> &'static Economy {
    static FOUND: OnceLock<Economy> = OnceLock::new();
    FOUND.get_or_init(|| {
        Economy::new(scenario().dataset(), scenario().economy_options()).expect("an economy")
    })
}

fn found() -> &'static KeptTariffFindings {
    static FOUND: OnceLock<KeptTariffFindings> = OnceLock::new();
    FOUND.get_or_init(|| {
        KeptTariffStudy::new(economy(), "us-china-2017", options()).run(&Quiet).expect("findings")
    })
}

#[test]
fn tariffs_fall_from_the_war_to_the_agreement_as_patience_grows() {
    let found = found();
    assert!(found.certified, "{found:?}");
    let critical = found.critical_discount.expect("some patience is enough");
    assert!(critical > 0.0 && critical < 0.98);
    let product = |worth: &[f64]| worth.iter().product::<f64>();
    let mut least = 0.0;
    for kept in &found.by_discount {
        assert!(kept.discounts[0] < critical && kept.states[0].binds.contains(&true));
        assert!(product(&kept.worth_percent) > least);
        least = product(&kept.worth_percent);
        // No worse than the war for anybody, and held up where a temptation binds.
        for (room, binds) in kept.states[0].room_percent.iter().zip(&kept.states[0].binds) {
            assert!(*room > -1e-7 && (!binds || *room < 1e-7), "{kept:?}");
        }
    }
    let sum = |means: &[Option<f64>]| means.iter().flatten().sum::<f64>();
    let means: Vec<f64> = std::iter::once(&found.war)
        .chain(found.by_discount.iter().map(|kept| &kept.states[0]))
        .chain([&found.agreement])
        .map(|tariffs| sum(&tariffs.mean_tariffs))
        .collect();
    assert!(means.windows(2).all(|pair| pair[1] < pair[0]), "{means:?}");
    // The scenario's factors keep the agreement.
    let asked = found.at_discounts.as_ref().expect("has factors");
    assert_eq!(asked.states[0].mean_tariffs, found.agreement.mean_tariffs);
}

#[test]
fn in_a_surge_the_tariffs_that_are_kept_rise() {
    let surge = found().surge.as_ref().expect("asked for");
    assert!(surge.imports_percent.iter().all(|more| *more > 5.0), "{surge:?}");
    assert!(!surge.by_discount.is_empty());
    for kept in &surge.by_discount {
        let [calm, high] = kept.states.as_slice() else { panic!("two states") };
        for (calm, high) in calm.mean_tariffs.iter().zip(&high.mean_tariffs) {
            assert!(high > calm, "{kept:?}");
        }
    }
    assert!(surge.critical_discount > found().critical_discount);
}

const MIRROR: &str = r#"name = "mirror"
title = "Mirror images, made up"
year = 2020
unit = "US$ million"
sources = ["made up for this test"]
[[region]]
code = "ONE"
name = "One"
[[region]]
code = "TWO"
name = "Two"
[[sector]]
code = "ALL"
name = "All goods"
"#;
const TRADE: &str = "exporter,importer,sector,flow
ONE,ONE,ALL,700
ONE,TWO,ALL,300
TWO,ONE,ALL,300
TWO,TWO,ALL,700
";

/// Two countries that are mirror images, with one tariff each.
#[test]
fn mirror_images_keep_the_tariff_of_the_method_for_alike_countries() {
    let files = [
        ("dataset.toml", MIRROR),
        ("trade.csv", TRADE),
        ("tariffs.csv", "importer,exporter,sector,ad_valorem\n"),
        ("elasticities.csv", "set,sector,trade_elasticity,scale_elasticity\none,ALL,4,0\n"),
    ];
    let dataset = Dataset::from_memory(files.map(|(name, text)| (name, text.as_bytes())))
        .unwrap_or_else(|problems| panic!("{problems}"));
    let economy = Economy::new(&dataset, &EconomyOptions::default()).expect("an economy");
    let game = TariffGame::new(
        &economy,
        &TariffGameOptions {
            by: RateBy::Importer,
            ..TariffGameOptions::new(vec![RegionId(0), RegionId(1)])
        },
    )
    .expect("a game");
    let nash = NashOptions { tolerance: 1e-11, ..NashOptions::default() };
    let options = SelfEnforcingOptions { nash, ..SelfEnforcingOptions::default() };
    let aim = JointAim::NashProduct { weights: vec![1.0, 1.0] };
    let state = [EnforcedState { chance: 1.0, game: &game }];
    let problem = SelfEnforcing::new(&state, aim, options, &Quiet).expect("a problem");
    let at = |own: f64, other: f64| vec![vec![own.ln_1p()], vec![other.ln_1p()]];
    let welfare = |own: f64, other: f64| game.session().payoffs(&at(own, other)).unwrap()[0];
    let bare = ReplyOptions { starts: 0, budget: SearchBudget::NONE, ..ReplyOptions::default() };
    let reply = |other: f64| {
        let best = best_response(&game, PlayerId(0), &at(0.2, other), &bare, &Quiet).unwrap();
        best.point[0][0].exp_m1()
    };
    let war = problem.at_war().expect("a war").points[0][0][0].exp_m1();
    let stage = TariffStage { welfare: &welfare, reply: &reply, nash: war };
    for delta in [0.1, 0.3] {
        let scalar = cooperative_tariff(&stage, delta).tariffs[0];
        let found = problem.at(&[delta; 2], &Quiet).expect("kept");
        for levels in &found.points[0] {
            let tariff = levels[0].exp_m1();
            assert!((tariff - scalar).abs() < 1e-6, "{delta}: {tariff} for {scalar}");
        }
    }
}

#[test]
fn everything_wrong_with_a_question_is_told_at_once() {
    let wrong = KeptTariffOptions {
        discounts: Some(vec![1.0]),
        factors: vec![0.5, f64::NAN],
        surge: Some(talion::Surge { cheaper: 0.0, chance: 1.0 }),
        ..options()
    };
    let refused = KeptTariffStudy::new(economy(), "us-china-2017", wrong).run(&Quiet);
    let Err(StudyError::KeptTariffs(KeptTariffProblems(problems))) = refused else {
        panic!("{refused:?}")
    };
    assert_eq!(problems.len(), 5, "{problems:?}");
}
