//! Findings of a game over time built by hand: three situations, two quarters, hostile names.

use talion::{
    ActionFindings, Answer, DeEscalationFindings, ESCALATION_SCHEMA, EscalationAssumptions,
    EscalationFindings, Findings, GraphArcFindings, GraphFindings, GraphStateFindings,
    HistoryFindings, HistoryQuarter, HistoryScore, MarkovFindings, OddsFindings, QuarterFindings,
    SimulationFindings, SizeFindings, TrackFindings,
};

use crate::fixture::{self, HOSTILE};

/// The game of chicken with a game over time.
pub(crate) fn over_time() -> Findings {
    Findings { escalation: Some(escalation()), history: Some(history()), ..fixture::chicken() }
}

/// Talks went on, and in the first quarter the list came; the record ends there.
fn history() -> HistoryFindings {
    let quarter = |quarter, month: &str, rung, odds| HistoryQuarter {
        quarter,
        month: month.into(),
        phase: "talks".into(),
        phase_odds: odds,
        rungs: vec![Some(rung)],
        rung_odds: vec![Some(odds)],
    };
    let score = || Some(HistoryScore { likeliest: 1, quarters: 1, mean_odds: 0.5 });
    HistoryFindings {
        record: "fixture".into(),
        from: "2018-05".into(),
        notes: vec!["The record ends before the odds do.".into()],
        quarters: vec![quarter(0, "2018-05", 0, 1.0), quarter(1, "2018-08", 1, 0.5)],
        scores: vec![score(), score()],
    }
}

/// From talks either side may step up with one half; from there a deal is sure.
fn escalation() -> EscalationFindings {
    EscalationFindings {
        schema: ESCALATION_SCHEMA.into(),
        scenario: "fixture".into(),
        answer: Answer { headline: "Half the time they step up.".into(), ..Answer::default() },
        assumptions: assumptions(),
        size: SizeFindings {
            states: 4,
            arcs: 4,
            transitions: 9,
            policies_solved: 2,
            components: 4,
        },
        equilibria: vec![equilibrium()],
        selected: Some(0),
        concept: "Markov-perfect equilibrium".into(),
        selection_rule: "risk dominance".into(),
        method: "backward induction".into(),
        termination: "enumerated".into(),
        complete: true,
        quarters: vec![quarter(0, 0.0, 0.0), quarter(1, 0.5, 0.0), quarter(2, 0.0, 1.0)],
        graph: Some(graph()),
        odds: vec![OddsFindings {
            quarters: 2,
            deal: 1.0,
            escalation: 0.5,
            top_rung: 0.5,
            talks: 0.0,
        }],
        de_escalation: DeEscalationFindings {
            horizon: 2,
            escalates: 0.5,
            ends: 0.5,
            expected_quarters: Some(1.0),
        },
        simulation: SimulationFindings {
            paths: 10,
            seed: 0,
            quarters: 2,
            deal: 1.0,
            standard_error: 0.0,
            exact: 1.0,
        },
        instruments: Vec::new(),
        without: Vec::new(),
        thresholds: Vec::new(),
        later_horizon: None,
    }
}

fn assumptions() -> EscalationAssumptions {
    EscalationAssumptions {
        data: "fixture".into(),
        elasticities: "fixture".into(),
        deficits: "fixed".into(),
        market: "competitive".into(),
        order: "simultaneous".into(),
        horizon_quarters: Some(2),
        players: vec!["USA".into(), "CHN".into()],
        discounts: vec![0.9, 0.9],
        tracks: vec![TrackFindings {
            player: "USA".into(),
            name: "lists".into(),
            rungs: vec![HOSTILE.into()],
            kept_in_deal: false,
        }],
        deal: vec!["Buy".into()],
        weights: Vec::new(),
    }
}

fn equilibrium() -> MarkovFindings {
    let action = |action: &str, probability| ActionFindings { action: action.into(), probability };
    MarkovFindings {
        found_by: "risk dominance".into(),
        values: vec![0.2, -0.1],
        annual: vec![0.1, -0.05],
        first_moves: vec![
            vec![action("talk on", 0.5), action("lists up", 0.5)],
            vec![action("talk on", 1.0)],
        ],
        deal_within_8: 1.0,
        one_shot_gain: 0.0,
        best_reply_gain: 0.0,
        mixed_share: 0.25,
        several_share: Some(0.0),
        undecided_share: Some(0.0),
    }
}

fn quarter(quarter: usize, stepped_up: f64, deal: f64) -> QuarterFindings {
    QuarterFindings {
        quarter,
        rungs: vec![vec![1.0 - stepped_up, stepped_up]],
        phases: [stepped_up, 1.0 - stepped_up - deal, 0.0, deal],
        deal_by_now: deal,
        likeliest: "nothing in force; talks".into(),
        likeliest_odds: 1.0 - stepped_up,
        gap_years: None,
        self_sufficiency: None,
        welfare: vec![0.0, 0.0],
        payoff: vec![0.0, 0.0],
        deficit_ratios: vec![None, None],
    }
}

fn graph() -> GraphFindings {
    let state = |name: &str, phase: &str, rung, ever, quarters| GraphStateFindings {
        name: name.into(),
        phase: phase.into(),
        rungs: vec![rung],
        ever,
        quarters,
    };
    let arc = |from, to, movers: &[&str], action: &str, passages, irreversible, likely| {
        GraphArcFindings {
            from,
            to,
            movers: movers.iter().map(|&mover| mover.into()).collect(),
            action: action.into(),
            passages,
            irreversible,
            likely,
        }
    };
    GraphFindings {
        quarters: 2,
        start: 0,
        situations: 4,
        left_out_share: 0.0,
        states: vec![
            state("nothing in force; talks", "talks", 0, 1.0, 1.0),
            state("nothing in force; deal", "deal", 0, 1.0, 0.5),
            state(&format!("{HOSTILE}; no talks"), "no talks", 1, 0.5, 0.5),
        ],
        arcs: vec![
            arc(0, 1, &["USA", "CHN"], "accept the deal", 0.5, true, false),
            arc(0, 2, &["USA"], "lists up", 0.5, false, true),
            arc(2, 1, &[], "chance or time", 0.5, true, true),
        ],
    }
}
