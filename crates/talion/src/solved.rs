//! A finite game solved from every side: equilibria, selection, dominance, dynamics.

use crate::findings::{
    DeviationFindings, EliminationFindings, EquilibriumFindings, GameFindings, ImprovementFindings,
    PathFindings, RegionFindings, RiskDominanceFindings,
};
use crate::{StudyError, words};
use talion_game::{
    Certificate, Equilibrium, NormalForm, Observer, PlayerId, Profile, Solution, Termination,
};
use talion_model::Scenario;
use talion_solve::{
    Dominance, Dominator, Reason, Replies, Rule, Walk, best_reply_graph, iterated_strict_dominance,
    pure_equilibria, risk_dominance, select, vertex_enumeration,
};

/// Longest fraction, in characters, that a report can show.
const LONGEST_FRACTION: usize = 24;

/// What the economy does at a profile: real-income changes by region.
pub(crate) type RegionsAt<'a> = &'a dyn Fn(usize) -> Vec<RegionFindings>;

/// Solves a game. `regions_at` gives the welfare changes at a position of the payoff tensors.
pub(crate) fn solve_game(
    scenario: &Scenario,
    game: &NormalForm,
    regions_at: RegionsAt<'_>,
    observer: &dyn Observer,
) -> Result<GameFindings, StudyError> {
    // All equilibria where that can be had exactly; else the pure ones, and the report says so.
    let solution = if game.player_count() == 2 {
        vertex_enumeration(game, observer)?
    } else {
        pure_equilibria(game, observer)?
    };
    let order = pure_first(&solution);
    let place = |old: usize| order.iter().position(|&at| at == old);
    let (selected, selection_rule) = selection(game, &solution);
    Ok(GameFindings {
        concept: "Nash equilibrium".to_owned(),
        method: solution.method.clone(),
        termination: termination(solution.termination),
        complete: solution.complete,
        equilibria: order
            .iter()
            .map(|&at| equilibrium(game, &solution.equilibria[at], regions_at))
            .collect(),
        components: solution
            .components
            .iter()
            .map(|component| component.equilibria.iter().filter_map(|&at| place(at)).collect())
            .collect(),
        selected: selected.and_then(place),
        selection_rule,
        best_replies: best_replies(game),
        eliminated: eliminated(game, observer),
        risk_dominance: risk_dominances(game, &solution, &place),
        path: path(game, scenario.status_quo())?,
    })
}

/// Positions of the equilibria, pure ones first, else in the solver's order.
fn pure_first(solution: &Solution) -> Vec<usize> {
    let mut order: Vec<usize> = (0..solution.equilibria.len()).collect();
    order.sort_by_key(|&at| solution.equilibria[at].strategies.as_pure().is_none());
    order
}

/// The selected equilibrium and the rule, in words.
///
/// The only equilibrium; else the risk-dominant pure one; else the payoff-dominant pure one; else
/// the first in the order of the packages.
pub(crate) fn selection(game: &NormalForm, solution: &Solution) -> (Option<usize>, String) {
    if solution.equilibria.is_empty() {
        return (None, "no equilibrium was found".to_owned());
    }
    if let Some(only) = select(game, solution, Rule::Unique) {
        return (Some(only.index), "uniqueness (it is the only equilibrium)".to_owned());
    }
    for rule in [Rule::RiskDominance, Rule::PayoffDominance] {
        if let Some(choice) = select(game, solution, rule)
            && !matches!(choice.reason, Reason::TieBrokenByOrder { .. })
        {
            let pure = solution.pure().count();
            return (
                Some(choice.index),
                match choice.reason {
                    Reason::Only => format!(
                        "purity (the only pure one of {} equilibria)",
                        solution.equilibria.len()
                    ),
                    _ => format!("{rule} ({pure} pure, {} in all)", solution.equilibria.len()),
                },
            );
        }
    }
    let first = solution.pure().next().map_or(0, |(at, _)| at);
    let count = solution.equilibria.len();
    (
        Some(first),
        format!("the order of the packages (no dominance decides among {count} equilibria)"),
    )
}

pub(crate) fn termination(reason: Termination) -> String {
    match reason {
        Termination::Enumerated => "the search space was gone through".to_owned(),
        Termination::Converged => "the method met its stopping rule".to_owned(),
        Termination::IterationLimit => "the limit on steps was reached".to_owned(),
        Termination::TimeLimit => "the time limit was reached".to_owned(),
        Termination::Cycle { period } => format!("the iteration came back after {period} steps"),
        Termination::Interrupted => "it was interrupted".to_owned(),
        _ => "for a reason unknown to this report".to_owned(),
    }
}

fn equilibrium(
    game: &NormalForm,
    found: &Equilibrium,
    regions_at: RegionsAt<'_>,
) -> EquilibriumFindings {
    let profile = found.strategies.as_pure();
    EquilibriumFindings {
        pure: profile.is_some(),
        strategies: found.strategies.strategies().to_vec(),
        exact: found.exact.clone().filter(|exact| {
            exact.iter().flatten().all(|fraction| fraction.len() <= LONGEST_FRACTION)
        }),
        profile,
        values: found.values.clone(),
        welfare_percent: expected_regions(game, &found.strategies, regions_at),
        max_regret: found.certificate.max_regret,
        deviations: deviations(game, &found.certificate),
    }
}

fn deviations(game: &NormalForm, certificate: &Certificate) -> Vec<DeviationFindings> {
    certificate
        .deviations
        .iter()
        .map(|deviation| {
            let player = &game.players()[deviation.player.0];
            DeviationFindings {
                player: player.label.clone(),
                package: player.strategies[deviation.to.0].clone(),
                gain: deviation.gain,
            }
        })
        .collect()
}

/// Welfare changes expected under mixed strategies.
fn expected_regions(
    game: &NormalForm,
    strategies: &Profile,
    regions_at: RegionsAt<'_>,
) -> Vec<RegionFindings> {
    let mut expected: Vec<RegionFindings> = Vec::new();
    for index in 0..game.profile_count() {
        let weight: f64 = game
            .profile_at(index)
            .iter()
            .enumerate()
            .map(|(p, &s)| strategies.strategy(PlayerId(p))[s])
            .product();
        if weight == 0.0 {
            continue;
        }
        let regions = regions_at(index);
        if expected.is_empty() {
            expected = regions
                .iter()
                .map(|r| RegionFindings {
                    code: r.code.clone(),
                    welfare_percent: 0.0,
                    equivalent_variation_musd: 0.0,
                })
                .collect();
        }
        for (sum, region) in expected.iter_mut().zip(regions) {
            sum.welfare_percent += weight * region.welfare_percent;
            sum.equivalent_variation_musd += weight * region.equivalent_variation_musd;
        }
    }
    expected
}

/// For every profile, whether each player's package is a best reply there.
fn best_replies(game: &NormalForm) -> Vec<Vec<bool>> {
    (0..game.profile_count())
        .map(|index| {
            let profile = game.profile_at(index);
            (0..game.player_count())
                .map(|p| {
                    let against = game.payoffs_against(PlayerId(p), &Profile::pure(game, &profile));
                    against.iter().all(|other| *other <= against[profile[p]])
                })
                .collect()
        })
        .collect()
}

fn eliminated(game: &NormalForm, observer: &dyn Observer) -> Vec<EliminationFindings> {
    iterated_strict_dominance(game, Dominance::Mixed, observer)
        .eliminations
        .iter()
        .map(|step| {
            let player = &game.players()[step.player.0];
            let dominated_by = match &step.by {
                Dominator::Pure(s) => player.strategies[s.0].clone(),
                Dominator::Mixed(mixture) => {
                    let parts: Vec<String> = mixture
                        .iter()
                        .map(|(s, p, _)| format!("{:.1} % {}", 100.0 * p, player.strategies[s.0]))
                        .collect();
                    words::list(&parts)
                }
            };
            EliminationFindings {
                round: step.round,
                player: player.label.clone(),
                package: player.strategies[step.strategy.0].clone(),
                dominated_by,
            }
        })
        .collect()
}

fn risk_dominances(
    game: &NormalForm,
    solution: &Solution,
    place: &dyn Fn(usize) -> Option<usize>,
) -> Vec<RiskDominanceFindings> {
    let pure: Vec<(usize, Vec<usize>)> = solution.pure().collect();
    let mut found = Vec::new();
    for (k, (a, at_a)) in pure.iter().enumerate() {
        for (b, at_b) in &pure[k + 1..] {
            let (Some(first), Some(second)) = (place(*a), place(*b)) else { continue };
            if let Some(products) = risk_dominance(game, at_a, at_b) {
                let dominant = match products.order() {
                    std::cmp::Ordering::Greater => Some(first),
                    std::cmp::Ordering::Less => Some(second),
                    std::cmp::Ordering::Equal => None,
                };
                found.push(RiskDominanceFindings {
                    pair: [first, second],
                    products: [products.first, products.second],
                    dominant,
                });
            }
        }
    }
    found
}

/// Where play goes from the status quo when the players reply in turn, player 1 first.
fn path(game: &NormalForm, status_quo: &[usize]) -> Result<PathFindings, StudyError> {
    let turns: Vec<PlayerId> = (0..game.player_count()).map(PlayerId).collect();
    let Walk { steps, cycle, .. } =
        best_reply_graph(game, Replies::Best).walk(status_quo, &turns)?;
    let mut profiles = vec![status_quo.to_vec()];
    let mut movers = Vec::new();
    for step in &steps {
        let mut next = profiles[profiles.len() - 1].clone();
        next[step.mover.0] = step.to.0;
        profiles.push(next);
        movers.push(game.players()[step.mover.0].label.clone());
    }
    let cycle = cycle.map(|period| profiles[profiles.len() - period..].to_vec());
    Ok(PathFindings { profiles, movers, cycle })
}

/// Profiles that every player prefers to given values, the best for who gains least first.
pub(crate) fn better_for_all(
    game: &NormalForm,
    values: &[f64],
) -> Result<Vec<ImprovementFindings>, StudyError> {
    let mut found = Vec::new();
    for index in 0..game.profile_count() {
        let profile = game.profile_at(index);
        let gains: Vec<f64> = values
            .iter()
            .enumerate()
            .map(|(p, value)| game.payoffs(PlayerId(p))[index] - value)
            .collect();
        if gains.iter().all(|gain| *gain > 0.0) {
            let certificate = Certificate::of(game, &Profile::pure(game, &profile))?;
            let temptations = deviations(game, &certificate);
            found.push(ImprovementFindings { profile, gains, temptations });
        }
    }
    let least = |improvement: &ImprovementFindings| {
        improvement.gains.iter().copied().fold(f64::INFINITY, f64::min)
    };
    found.sort_by(|a, b| least(b).total_cmp(&least(a)));
    Ok(found)
}
