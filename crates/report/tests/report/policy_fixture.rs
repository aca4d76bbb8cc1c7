//! Continuous policy built by hand: two players, two sectors, every concept, and a quadratic game in
//! one tariff each whose best responses are straight lines.

use talion::game::{SearchBudget, Side};
use talion::model::{FormulaVariant, RateBy, RateKind, RateTargets};
use talion::{
    AgreementFindings, BargainOptions, CurvePoint, Findings, FormulaFindings, FormulaReply,
    MarkFindings, PolicyFindings, RateFindings, ReactionFindings, SearchFindings,
    TARIFF_FINDINGS_SCHEMA, TariffAssumptions, TariffCheck, TariffConcept, TariffFindings,
    TariffRegion, TariffRun, TariffSolution,
};

use crate::fixture::{HOSTILE, chicken};

/// Rates at which the lines of best responses cross: `t1 = 0.4 - t2 / 2`, `t2 = 0.3 - t1 / 4`.
pub(crate) const NASH: [f64; 2] = [2.0 / 7.0, 8.0 / 35.0];
/// Sectors with rates.
pub(crate) const SECTORS: [&str; 2] = ["AGR", HOSTILE];

/// The game of chicken with answers to every question about continuous policy.
pub(crate) fn policy() -> Findings {
    let nash = study(
        TariffConcept::Nash,
        vec![
            solution([[0.113, 1.0], [0.148, 0.0]], [0.0049, -0.0965]),
            solution([[0.5, 1.0], [0.25, 0.75]], [-0.4, -0.9]),
        ],
    );
    let mut optimal = study(
        TariffConcept::Optimal,
        vec![
            solution([[0.10, 0.30], [0.0, 0.0]], [0.0244, -0.1105]),
            solution([[0.0, 0.0], [0.16, 0.18]], [-0.0192, 0.0151]),
        ],
    );
    for (solution, mover) in optimal.solutions.iter_mut().zip(["USA", "CHN"]) {
        solution.mover = Some(mover.into());
        solution.rates.retain(|rate| rate.player == mover);
    }
    let mut stackelberg = study(
        TariffConcept::Stackelberg,
        vec![solution([[0.2, 0.21], [0.1, 0.11]], [0.006, -0.09])],
    );
    stackelberg.leader = Some("USA".into());
    let mut cooperative = study(
        TariffConcept::Cooperative,
        vec![solution([[0.031, 0.04], [0.0, 0.0]], [0.0291, -0.0241])],
    );
    cooperative.solutions[0].agreement = Some(AgreementFindings {
        bargain: BargainOptions::default(),
        disagreement_percent: vec![0.0049, -0.0965],
        ideal_percent: vec![],
        weights: vec![0.75, 0.25],
        breach_gain_percent: vec![0.0206, 0.0],
    });
    let mut findings = chicken();
    findings.policy = Some(PolicyFindings {
        studies: vec![nash, optimal, stackelberg, cooperative, formula()],
        curves: Some(curves()),
    });
    findings
}

fn formula() -> TariffFindings {
    let mut solution = solution([[0.4, 0.4], [0.35, 0.35]], [-0.1, -0.3]);
    solution.checks.clear();
    solution.formula = Some(FormulaFindings {
        variant: FormulaVariant::Program,
        rounds: 12,
        distance: 1e-13,
        seconds: None,
        replies: vec![FormulaReply {
            player: "USA".into(),
            rate: 0.4,
            best_rate: 0.38,
            gain_one_rate_percent: 0.0011,
            gain_by_sector_percent: 0.0123,
        }],
    });
    let mut study = study(TariffConcept::Formula, vec![solution]);
    study.assumptions.targets = RateTargets::All;
    study.assumptions.by = RateBy::Importer;
    study
}

fn study(concept: TariffConcept, solutions: Vec<TariffSolution>) -> TariffFindings {
    let run = |solution: Option<usize>, termination: &str| TariffRun {
        termination: termination.into(),
        sweeps: 4,
        newton_steps: 2,
        rejected: 0,
        solution,
        failure: None,
    };
    TariffFindings {
        schema: TARIFF_FINDINGS_SCHEMA.into(),
        concept,
        leader: None,
        assumptions: assumptions(&SECTORS, 1.0),
        method: "best responses".into(),
        termination: "converged".into(),
        runs: match concept {
            TariffConcept::Nash => vec![run(Some(0), "converged"), run(None, "cycle of period 4")],
            _ => vec![],
        },
        solutions,
        iterations: 77,
        seconds: None,
    }
}

/// Rates of USA, then CHN, by sector, with welfare of both. Rates of 0 and 1 stand at their bounds.
fn solution(rates: [[f64; 2]; 2], welfare: [f64; 2]) -> TariffSolution {
    let codes = ["USA", "CHN"];
    let rate = |player: usize, sector: usize| {
        let rate = rates[player][sector];
        RateFindings {
            player: codes[player].into(),
            instrument: RateKind::Tariff,
            partner: Some(codes[1 - player].into()),
            sector: SECTORS[sector].into(),
            rate,
            applied: 0.015 + 0.05 * player as f64 + 0.01 * sector as f64,
            at_bound: match rate {
                0.0 => Some(Side::Lower),
                1.0 => Some(Side::Upper),
                _ => None,
            },
        }
    };
    let region = |at: usize| TariffRegion {
        region: codes[at].into(),
        plays: true,
        welfare_percent: welfare[at],
        equivalent_variation_musd: welfare[at] * 190_000.0,
        objective_percent: Some(welfare[at]),
    };
    let check = |player: &str| TariffCheck {
        player: player.into(),
        gain_percent: 3e-14,
        projected_gradient: 8e-15,
        largest_curvature: Some(-0.1),
        curvature_scale: 2.0,
        curvature_exact: true,
        at_lower: 0,
        at_upper: 1,
        search: SearchFindings { payoffs: 1_200, gradients: 133, without_payoff: 0 },
    };
    let elsewhere = TariffRegion {
        region: "ROW".into(),
        plays: false,
        welfare_percent: 0.002,
        equivalent_variation_musd: 400.0,
        objective_percent: None,
    };
    TariffSolution {
        mover: None,
        rates: vec![rate(0, 0), rate(0, 1), rate(1, 0), rate(1, 1)],
        regions: vec![region(0), region(1), elsewhere],
        projected_gradient: 8e-15,
        max_gain_percent: 3e-14,
        residual: 7e-16,
        fold_at: None,
        budget: SearchBudget::default(),
        checks: codes.map(check).into(),
        agreement: None,
        formula: None,
    }
}

/// Payoffs of both at a pair of tariffs; each is largest, in the own tariff, on its line.
pub(crate) fn payoffs(first: f64, second: f64) -> [f64; 2] {
    [
        -10.0 * (first - (0.4 - second / 2.0)).powi(2) - 4.0 * second,
        -10.0 * (second - (0.3 - first / 4.0)).powi(2) - 3.0 * first,
    ]
}

fn curves() -> ReactionFindings {
    let axis = [0.0, 0.1, 0.2, 0.3, 0.4];
    let pairs = || axis.iter().flat_map(|&up| axis.iter().map(move |&across| (across, up)));
    let of =
        |player: usize| pairs().map(|(first, second)| payoffs(first, second)[player]).collect();
    let mark = |name: &str, rates: [f64; 2]| MarkFindings {
        name: name.into(),
        rates: rates.into(),
        welfare_percent: payoffs(rates[0], rates[1]).into(),
    };
    ReactionFindings {
        players: vec!["USA".into(), "CHN".into()],
        first: axis.map(|rival| CurvePoint { rival, reply: 0.4 - rival / 2.0 }).into(),
        second: axis.map(|rival| CurvePoint { rival, reply: 0.3 - rival / 4.0 }).into(),
        axis: axis.into(),
        welfare_percent: vec![of(0), of(1)],
        marks: vec![
            mark("free trade", [0.0, 0.0]),
            mark("status quo", [0.03, 0.06]),
            mark("Nash", NASH),
            mark("USA leads", [0.351, 0.2122]),
            mark("CHN leads", [0.2367, 0.3265]),
            mark("agreement", [0.05, 0.03]),
        ],
    }
}

/// A tariff for every sector of each of two players.
pub(crate) fn assumptions(sectors: &[&str], highest: f64) -> TariffAssumptions {
    TariffAssumptions {
        data: "us-china-2017".into(),
        elasticities: "simonovska-waugh-2014".into(),
        deficits: "fixed".into(),
        market: "competitive".into(),
        political_weights: false,
        players: vec!["USA".into(), "CHN".into()],
        targets: RateTargets::EachOther,
        instruments: vec![RateKind::Tariff],
        by: RateBy::Sector,
        sectors: sectors.iter().map(|&sector| sector.into()).collect(),
        bounds: vec![(0.0, highest)],
        rates_per_player: vec![sectors.len(); 2],
    }
}
