//! Takes every profile of packages through the trade model, in parallel, each distinct policy once.

use crate::purchases::{Kept, Search};
use crate::{ModelError, Payoff, Player, Scenario, Situation, Technology, Terms};
use ordered_float::OrderedFloat;
use rayon::prelude::*;
use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicUsize, Ordering};
use talion_economy::{Economy, Flows, Outcome, Policy, RegionId};
use talion_game::{NormalForm, Observer, PlayerId};

/// Every profile of a scenario under one elasticity set, with its payoffs.
#[derive(Debug, Clone)]
pub struct Play {
    /// Profiles, player 1 varying fastest.
    pub profiles: Vec<ProfileOutcome>,
    /// Number of distinct policies that the economy was solved for.
    pub policies_solved: usize,
}

/// What happens at one profile of packages.
#[derive(Debug, Clone)]
pub struct ProfileOutcome {
    /// Package index of each player.
    pub profile: Vec<usize>,
    /// Payoff of each player.
    pub payoffs: Vec<Payoff>,
    /// What is in force, the subsidies that keep promises to buy included.
    pub policy: Policy,
    /// What the economy does.
    pub economy: Outcome,
    /// Bilateral goods deficit of each player with the partner its objective names.
    pub deficits: Vec<Option<Deficit>>,
    /// Where the technology race stands.
    pub technology: Option<TechnologyOutcome>,
}

/// A bilateral goods deficit.
#[derive(Debug, Clone, PartialEq)]
pub struct Deficit {
    /// With whom.
    pub partner: RegionId,
    /// In the data, US$ million.
    pub base_musd: f64,
    /// At the profile, US$ million.
    pub musd: f64,
}

/// The technology race at a profile.
#[derive(Debug, Clone, PartialEq)]
pub struct TechnologyOutcome {
    /// Expected gap at the horizon, frontier years.
    pub gap_years: f64,
    /// Self-sufficiency of the follower.
    pub self_sufficiency: f64,
}

impl Deficit {
    /// The deficit as a share of that in the data.
    pub fn ratio(&self) -> f64 {
        self.musd / self.base_musd
    }
}

impl ProfileOutcome {
    /// Real income of a region relative to the baseline.
    pub fn welfare_hat(&self, region: RegionId) -> f64 {
        self.economy.welfare_hat[region.0]
    }
}

impl Play {
    /// The game that the payoffs make, with the strategic terms that count.
    ///
    /// # Errors
    /// If a payoff is not finite.
    pub fn game(&self, scenario: &Scenario, terms: Terms) -> Result<NormalForm, ModelError> {
        let players: Vec<talion_game::Player> = scenario
            .players()
            .iter()
            .zip(&scenario.packages)
            .map(|(player, packages)| talion_game::Player {
                label: player.name.clone(),
                strategies: packages.iter().map(|package| package.label.clone()).collect(),
            })
            .collect();
        let payoffs = (0..players.len())
            .map(|p| self.profiles.iter().map(|at| at.payoffs[p].total(terms)).collect())
            .collect();
        Ok(NormalForm::new(scenario.title(), players, payoffs)?)
    }
}

/// Every instrument and promise of a situation, comparable bit by bit.
type PolicyKey = Vec<OrderedFloat<f64>>;

/// Equilibria of one economy, by policy, for games that meet the same policies again.
#[derive(Clone, Default)]
pub struct SolvedPolicies(HashMap<PolicyKey, Kept>);

impl SolvedPolicies {
    /// Number of distinct policies that have been solved for.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether nothing has been solved yet.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl std::fmt::Debug for SolvedPolicies {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_tuple("SolvedPolicies").field(&self.len()).finish()
    }
}

/// Takes every profile of packages through the economy.
///
/// Each distinct policy is solved once, all of them in parallel and each from the baseline, so that
/// the result does not depend on the number of threads.
///
/// # Errors
/// A policy that has no equilibrium, purchases out of reach, or an observer that asked to stop.
pub fn play(
    scenario: &Scenario,
    economy: &Economy,
    observer: &dyn Observer,
) -> Result<Play, ModelError> {
    play_again(scenario, economy, &mut SolvedPolicies::default(), observer)
}

/// As [`play`], with policies that this economy has been solved for already; those that are new are added.
///
/// # Errors
/// As [`play`].
pub fn play_again(
    scenario: &Scenario,
    economy: &Economy,
    solved: &mut SolvedPolicies,
    observer: &dyn Observer,
) -> Result<Play, ModelError> {
    let (chosen, situations): (Vec<Vec<usize>>, Vec<Situation>) =
        situations(scenario, economy).into_iter().unzip();
    let describe = |at: usize| scenario.describe(&chosen[at]);
    let outcomes = settle(scenario, economy, &situations, &describe, solved, observer)?;
    let profiles = chosen
        .iter()
        .zip(outcomes)
        .map(|(profile, outcome)| {
            let SituationOutcome { payoffs, policy, economy, deficits, technology } = outcome;
            let profile = profile.clone();
            ProfileOutcome { profile, payoffs, policy, economy, deficits, technology }
        })
        .collect();
    Ok(Play { profiles, policies_solved: solved.len() })
}

/// What happens in one situation.
pub(crate) struct SituationOutcome {
    pub(crate) payoffs: Vec<Payoff>,
    pub(crate) policy: Policy,
    pub(crate) economy: Outcome,
    pub(crate) deficits: Vec<Option<Deficit>>,
    pub(crate) technology: Option<TechnologyOutcome>,
}

/// Takes situations through the economy, each distinct policy once and none that has been solved
/// before. `describe` names a situation, for errors; `solved` belongs to this economy.
pub(crate) fn settle(
    scenario: &Scenario,
    economy: &Economy,
    situations: &[Situation],
    describe: &(dyn Fn(usize) -> String + Sync),
    solved: &mut SolvedPolicies,
    observer: &dyn Observer,
) -> Result<Vec<SituationOutcome>, ModelError> {
    let keys: Vec<PolicyKey> = situations.iter().map(key).collect();
    let mut wanted: HashSet<&PolicyKey> = HashSet::new();
    let distinct: Vec<usize> = (0..situations.len())
        .filter(|&at| !solved.0.contains_key(&keys[at]) && wanted.insert(&keys[at]))
        .collect();
    let base_flows = economy.flows(&economy.baseline_policy(), economy.baseline());
    // With scale economies a start chooses among equilibria; none means: follow the baseline's.
    let start = (!economy.has_scale()).then(|| economy.baseline());
    let done = AtomicUsize::new(0);
    let found: Vec<Kept> = distinct
        .par_iter()
        .map(|&at| {
            if observer.stopped() {
                let done = done.load(Ordering::Relaxed);
                return Err(ModelError::Interrupted { done, total: distinct.len() });
            }
            let situation = &situations[at];
            let search = Search {
                scenario,
                economy,
                base_flows: &base_flows,
                policy: &situation.policy,
                purchases: &situation.purchases,
                packages: &describe(at),
            };
            let kept = search.run(start);
            let finished = done.fetch_add(1, Ordering::Relaxed) + 1;
            observer.progress(economy.elasticities(), finished as u64, distinct.len() as u64);
            kept
        })
        .collect::<Result<_, _>>()?;
    solved.0.extend(distinct.iter().map(|&at| keys[at].clone()).zip(found));
    let outcome = |(situation, key): (&Situation, &PolicyKey)| {
        situation_outcome(scenario, economy, &base_flows, situation, &solved.0[key])
    };
    Ok(situations.iter().zip(&keys).map(outcome).collect())
}

/// Every profile with its situation, player 1 varying fastest.
fn situations(scenario: &Scenario, economy: &Economy) -> Vec<(Vec<usize>, Situation)> {
    (0..scenario.profile_count())
        .map(|mut index| {
            let profile: Vec<usize> = scenario
                .packages
                .iter()
                .map(|packages| {
                    let package = index % packages.len();
                    index /= packages.len();
                    package
                })
                .collect();
            let situation = Situation::of(scenario, economy, &profile);
            (profile, situation)
        })
        .collect()
}

fn key(situation: &Situation) -> PolicyKey {
    let mut key: PolicyKey = situation.policy.values().map(OrderedFloat).collect();
    for purchase in &situation.purchases {
        let ids = [purchase.buyer.0, purchase.seller.0, purchase.measure as usize];
        key.extend(
            ids.into_iter()
                .chain(purchase.sectors.iter().map(|sector| sector.0))
                // Codes are far below 2^53, so the conversion is exact.
                .map(|id| OrderedFloat(id as f64)),
        );
        key.push(OrderedFloat(purchase.amount_musd));
    }
    key
}

fn situation_outcome(
    scenario: &Scenario,
    economy: &Economy,
    base_flows: &Flows,
    situation: &Situation,
    kept: &Kept,
) -> SituationOutcome {
    let flows = economy.flows(&kept.policy, &kept.outcome);
    let deficit = |player: &Player| {
        let partner = player.objective.deficit_partner?;
        Some(Deficit {
            partner,
            base_musd: scenario.goods_deficit(base_flows, player.region, partner),
            musd: scenario.goods_deficit(&flows, player.region, partner),
        })
    };
    let technology =
        scenario.technology().zip(situation.technology).map(|(race, policy)| TechnologyOutcome {
            gap_years: situation.gap_years.unwrap_or_else(|| race.expected_gap(policy)),
            self_sufficiency: self_sufficiency(scenario, economy, race, &kept.outcome),
        });
    let mut outcome = SituationOutcome {
        payoffs: Vec::new(),
        policy: kept.policy.clone(),
        economy: kept.outcome.clone(),
        deficits: scenario.players().iter().map(deficit).collect(),
        technology,
    };
    outcome.payoffs = (0..scenario.players().len())
        .map(|player| Payoff::of(scenario, PlayerId(player), situation, &outcome))
        .collect();
    outcome
}

/// Self-sufficiency of the follower at an outcome, over all technology sectors together.
fn self_sufficiency(
    scenario: &Scenario,
    economy: &Economy,
    race: &Technology,
    outcome: &Outcome,
) -> f64 {
    let region = scenario.players()[race.follower.0].region;
    let (mut home_base, mut all_base, mut home, mut all) = (0.0, 0.0, 0.0, 0.0);
    for &sector in &race.sectors {
        let base = economy.baseline();
        home_base += base.expenditure(region, sector) * base.home_share(region, sector);
        all_base += base.expenditure(region, sector);
        home += outcome.expenditure(region, sector) * outcome.home_share(region, sector);
        all += outcome.expenditure(region, sector);
    }
    race.self_sufficiency(home_base / all_base, home / all)
}
