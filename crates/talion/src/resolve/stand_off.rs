//! The stand-off once the last threat of the scenario is carried out and resisted.
//!
//! Giving in is the outcome in which the threat is dropped (the sender) or conceded to (the receiver);
//! payoffs of the first type that may give in are read as flows. A quarter of holding out costs the
//! quarter of a year by which the stand-off is worse than having given in; what is won lasts for the years
//! of `settlement_years`, and the audience cost that giving in has at the start is part of the prize of not
//! having to give in.

use super::findings::{StandOffFindings, StandOffPoint};
use talion_model::{Ending, PrivatePlan, Scenario, ThreatPlay};
use talion_solve::resolve::{StandOff, StandOffSide};

/// Points of the path.
const STEPS: u32 = 48;
/// Quarters that are followed where nobody is ever sure.
const FOLLOWED: f64 = 40.0;
const QUARTERS_PER_YEAR: f64 = 4.0;

/// The stand-off; `None` where no reply concedes, or no type of a side may give in.
pub(super) fn stand_off(
    scenario: &Scenario,
    plan: &PrivatePlan,
    play: &ThreatPlay,
) -> Option<StandOffFindings> {
    let threat = plan.threats.len().checked_sub(1)?;
    let conceding = plan.replies.iter().position(|reply| reply.concedes)?;
    let resisting = plan.replies.iter().position(|reply| !reply.concedes)?;
    let giving = [0, 1].map(|side: usize| plan.types[side].iter().position(|t| !t.never_gives_in));
    let [Some(sender), Some(receiver)] = giving else { return None };
    let own = [sender, receiver];
    let worth = |ending: Ending, side: usize| {
        play.outcome(ending).map(|outcome| outcome.payoffs[side][own[side]])
    };
    let audience = [0, 1].map(|side: usize| plan.types[side][own[side]].objective.audience_cost);
    let backing = [plan.threats[threat].audience, plan.replies[conceding].backs_down];
    let shame = [0, 1].map(|side: usize| audience[side] * backing[side]);
    let conceded = Ending::Settled { threat, reply: conceding };
    let dropped = Ending::Settled { threat, reply: resisting };
    let fought = Ending::CarriedOut { threat, reply: resisting };
    let mut sides = Vec::new();
    for (side, (won, lost)) in [(conceded, dropped), (dropped, conceded)].into_iter().enumerate() {
        let (won, lost) = (worth(won, side)?, worth(lost, side)? + shame[side]);
        let fight = worth(fought, side)?;
        let resolute = plan.types[side].iter().filter(|t| t.never_gives_in);
        sides.push(StandOffSide {
            prize: (won - lost) * plan.settlement_years + shame[side],
            cost: (lost - fight) / QUARTERS_PER_YEAR,
            audience: shame[side] * plan.audience_growth,
            resolute: resolute.map(|t| t.prior.to_f64()).sum(),
        });
    }
    let sides = [sides[0], sides[1]];
    let names = plan.players.map(|player| scenario.players()[player.0].name.clone());
    let over =
        format!("{} carried out, {}", plan.threats[threat].label, plan.replies[resisting].label);
    let mut found = StandOffFindings {
        over,
        prizes: sides.map(|side| side.prize),
        costs: sides.map(|side| side.cost),
        audience: sides.map(|side| side.audience),
        resolute: sides.map(|side| side.resolute),
        void: void(&sides, &names),
        end: None,
        at_once: [0.0; 2],
        gives_in: [0.0; 2],
        expected_quarters: 0.0,
        path: Vec::new(),
        indifference_residual: 0.0,
    };
    if found.void.is_none() {
        fill(&mut found, sides);
    }
    Some(found)
}

/// Why there is nothing to wait for, if so.
fn void(sides: &[StandOffSide; 2], names: &[String; 2]) -> Option<String> {
    let reason = |side: &StandOffSide, name: &String| {
        if side.prize <= 0.0 {
            Some(format!("{name} would win nothing by outlasting the other side"))
        } else if side.cost < 0.0 || side.cost + side.audience <= 0.0 {
            Some(format!("{name} loses nothing by holding out"))
        } else {
            None
        }
    };
    sides.iter().zip(names).find_map(|(side, name)| reason(side, name))
}

fn fill(found: &mut StandOffFindings, sides: [StandOffSide; 2]) {
    let way = StandOff { sides }.solve(STEPS, FOLLOWED);
    found.end = way.end;
    found.at_once = way.at_once;
    found.gives_in = way.survival_at_end.map(|held| 1.0 - held);
    found.indifference_residual = way.indifference_residual;
    // The mean of the time to the first concession is the integral of joint survival.
    let joint: Vec<f64> = way.path.iter().map(|at| at.survival[0] * at.survival[1]).collect();
    found.expected_quarters = way
        .path
        .windows(2)
        .zip(joint.windows(2))
        .map(|(at, held)| (at[1].time - at[0].time) * f64::midpoint(held[0], held[1]))
        .sum();
    found.path = way
        .path
        .into_iter()
        .map(|at| StandOffPoint {
            quarter: at.time,
            hazard: at.hazard,
            survival: at.survival,
            resolute: at.resolute,
        })
        .collect();
}
