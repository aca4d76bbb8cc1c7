//! A ladder of one rung a side without time, and the prisoner's dilemma repeated.

use talion::game::{
    ConflictGame, ConflictMove, NormalForm, PlayerId, Quiet, RepeatedGame, SearchBudget, StateId,
};
use talion::model::{LadderConflict, LadderSituation, RateKind};
use talion::solve::conflict::stability;
use talion::solve::repeated::{SustainOptions, sustain};
use talion::{
    Answer, DrawnAnswer, Findings, FlipValue, KeptFindings, KeptSurgeFindings, KeptTariffFindings,
    KeptTariffs, RateFindings, RobustnessFindings, SetShare, StabilityFindings, Surge,
    SustainFindings, TornadoFindings, scenario_questions,
};

use crate::fixture::{HOSTILE, chicken};
use crate::policy_fixture;

/// Payoffs of USA and CHN at (list, match), and under the deal; a dilemma in which each side gains by
/// its own step and both prefer neither.
const PAYOFFS: [[f64; 2]; 4] = [[3.0, 3.0], [5.0, 0.0], [0.0, 5.0], [1.0, 1.0]];
const DEAL: [f64; 2] = [4.0, 4.0];
/// Common discount factor of the repeated dilemma.
pub(crate) const DISCOUNT: f64 = 0.6;

/// The game of chicken with a ladder and a repeated game.
pub(crate) fn dynamics() -> Findings {
    let mut findings = chicken();
    let conflict = conflict();
    let found = stability(&conflict.game, &scenario_questions(&conflict), &Quiet).expect("solved");
    findings.stability = Some(StabilityFindings::of_ladder(&conflict, &found));
    let game = dilemma();
    let options = SustainOptions { target: Some(vec![0, 0]), ..SustainOptions::default() };
    let kept = sustain(&game, &options, &Quiet).expect("solved");
    let told = SustainFindings::of_scenario(&game, &kept, &Quiet).expect("told");
    findings.sustain = Some(told);
    findings.kept_tariffs = Some(kept_tariffs());
    findings.robustness = Some(robustness());
    findings
}

/// Tariffs that fall from a war of 30 and 20 percent to nothing at a factor of 0.6.
fn kept_tariffs() -> KeptTariffFindings {
    let tariffs = |means: [f64; 2], binds: bool| KeptTariffs {
        mean_tariffs: means.map(Some).into(),
        objective_percent: means.map(|mean| -mean).into(),
        breach_gain_percent: vec![0.01; 2],
        room_percent: vec![0.0; 2],
        binds: vec![binds; 2],
        rates: vec![RateFindings {
            player: "USA".into(),
            instrument: RateKind::Tariff,
            partner: Some("CHN".into()),
            sector: HOSTILE.into(),
            rate: means[0],
            applied: 0.02,
            at_bound: None,
        }],
    };
    let kept = |discount: f64, states: Vec<KeptTariffs>| KeptFindings {
        discounts: vec![discount; 2],
        worth_percent: vec![0.02, 0.03],
        states,
        least_room_percent: 0.0,
        projected_gradient: 1e-10,
        residual: 1e-15,
        converged: true,
        iterations: 9,
    };
    let both = |calm: [f64; 2], surge: [f64; 2]| vec![tariffs(calm, true), tariffs(surge, true)];
    KeptTariffFindings {
        answer: Answer {
            headline: "Tariffs keep themselves from 0.6 on.".into(),
            points: vec!["Held up by both.".into()],
            caveats: vec!["Made up.".into()],
        },
        assumptions: policy_fixture::assumptions(&[HOSTILE], 10.0),
        aim: "Nash product".into(),
        certified: true,
        war: tariffs([0.3, 0.2], false),
        war_gain_percent: 0.0,
        agreement: tariffs([0.0, 0.0], false),
        critical_discount: Some(0.6),
        discounts: None,
        at_discounts: None,
        by_discount: vec![
            kept(0.2, vec![tariffs([0.2, 0.1], true)]),
            kept(0.4, vec![tariffs([0.1, 0.05], true)]),
        ],
        surge: Some(KeptSurgeFindings {
            surge: Surge { cheaper: 0.05, chance: 0.2 },
            imports_percent: vec![17.0, 25.0],
            war: both([0.3, 0.2], [0.31, 0.21]),
            agreement: both([0.0, 0.0], [0.0, 0.0]),
            critical_discount: Some(0.7),
            by_discount: vec![kept(0.4, both([0.09, 0.04], [0.12, 0.06]))],
        }),
        budget: SearchBudget::LIGHT,
    }
}

/// Draws and two bars: one that moves the incomes and flips the answer, one that does neither.
fn robustness() -> RobustnessFindings {
    let bar = |key: &str, ends: [[f64; 2]; 2], flips: Vec<FlipValue>| TornadoFindings {
        key: key.into(),
        value: 0.1,
        low: 0.0,
        high: 0.2,
        incomes_low: ends[0].to_vec(),
        incomes_high: ends[1].to_vec(),
        holds_low: true,
        holds_high: flips.is_empty(),
        flips,
        failure: None,
    };
    let flip = FlipValue { at: 0.125, holds_above: false };
    let answer = |plays: &str, share: f64, same: bool| DrawnAnswer {
        plays: plays.into(),
        profile: None,
        share,
        same,
    };
    RobustnessFindings {
        draws: 100,
        economies: 4,
        failed: 0,
        seed: 0,
        holds: 0.75,
        error: 0.05,
        escalates: 1.0,
        by_set: vec![SetShare { elasticities: "one".into(), draws: 100, holds: 0.75 }],
        answers: vec![answer("both hold still", 0.75, true), answer(HOSTILE, 0.25, false)],
        ranges: Vec::new(),
        tornado: vec![
            bar("player.USA.objective.audience_cost", [[-1.0, 0.0], [2.0, 0.5]], vec![flip]),
            bar("technology.catch_up", [[-0.5, 0.1], [0.0, 0.2]], Vec::new()),
        ],
        left_out: vec!["technology.gap_years".into()],
    }
}

fn dilemma() -> RepeatedGame {
    let a = vec![vec![3.0, 0.0], vec![5.0, 1.0]];
    let b = vec![vec![3.0, 5.0], vec![0.0, 1.0]];
    let stage = NormalForm::bimatrix(
        [("USA", vec!["free", HOSTILE]), ("CHN", vec!["free", "tariff"])],
        &a,
        &b,
    )
    .expect("a game");
    RepeatedGame::new(stage, vec![DISCOUNT; 2]).expect("factors")
}

/// Four policies, each with nobody or either side offering, and the deal.
fn conflict() -> LadderConflict {
    let mut labels = Vec::new();
    let mut situations = Vec::new();
    let mut payoffs = vec![Vec::new(), Vec::new()];
    for (policy, worth) in PAYOFFS.iter().enumerate() {
        for offer in 0..3_u32 {
            let rungs = [("list", policy & 1), (HOSTILE, policy >> 1)];
            let on: Vec<&str> =
                rungs.iter().filter(|(_, on)| *on == 1).map(|(name, _)| *name).collect();
            let offered = ["", "; offer of USA", "; offer of CHN"][offer as usize];
            labels.push(format!(
                "{}{offered}",
                if on.is_empty() { "nothing".into() } else { on.join(" + ") }
            ));
            situations.push(LadderSituation {
                rungs: rungs
                    .iter()
                    .map(|(name, on)| if *on == 1 { vec![(*name).to_owned()] } else { Vec::new() })
                    .collect(),
                offers: vec![offer == 1, offer == 2],
                deal: false,
            });
            for (own, worth) in payoffs.iter_mut().zip(worth) {
                own.push(*worth);
            }
        }
    }
    labels.push("deal".into());
    situations.push(LadderSituation {
        rungs: vec![Vec::new(); 2],
        offers: vec![true; 2],
        deal: true,
    });
    for (own, worth) in payoffs.iter_mut().zip(DEAL) {
        own.push(worth);
    }
    let deal = StateId(12);
    let mut moves = Vec::new();
    for policy in 0..4_usize {
        for offer in 0..3_usize {
            let from = StateId(policy * 3 + offer);
            for player in 0..2 {
                let mut to = vec![StateId((policy ^ (1 << player)) * 3 + offer)];
                let own = player + 1;
                to.push(match offer {
                    0 => StateId(policy * 3 + own),
                    offer if offer == own => StateId(policy * 3),
                    _ => deal,
                });
                let player = PlayerId(player);
                moves.extend(to.into_iter().map(|to| ConflictMove { player, from, to }));
            }
        }
    }
    let leave = [(0, 2), (1, 1)];
    moves.extend(leave.map(|(player, to)| ConflictMove {
        player: PlayerId(player),
        from: deal,
        to: StateId(to),
    }));
    let players = vec!["USA".into(), "CHN".into()];
    let game = ConflictGame::from_payoffs("ladder", players, labels, moves, &payoffs, 0.0)
        .expect("a conflict");
    LadderConflict { game, start: StateId(0), situations, deal: Some(deal) }
}
