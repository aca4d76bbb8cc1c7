//! The ladder itself: every situation that can be reached, the ways between them, and the game.

use super::action::menu;
use super::flows::{Flows, moves_in_force};
use super::rules::{Race, successors};
use super::{EscalationPlan, LadderAction, LadderState, Phase, Regime, RegimeOutcome, Without};
use crate::{ModelError, Scenario, Situation, SolvedPolicies, Term, Terms};
use petgraph::graph::{DiGraph, NodeIndex};
use rayon::prelude::*;
use serde::Serialize;
use std::collections::{HashMap, HashSet};
use talion_economy::Economy;
use talion_game::{Observer, PlayerId, StateId, StochasticBuilder, StochasticGame, Transition};

/// Who takes play from one situation to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mover {
    /// One player, by an action of its own.
    Player(PlayerId),
    /// All players, by the same action.
    Everybody,
    /// Nobody: chance, or time.
    Chance,
}

/// A way from one situation to another, as it is meant: steps that slip are not drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct LadderArc {
    /// Whose move it is.
    pub mover: Mover,
    /// What is done.
    pub action: LadderAction,
    /// Whether the mover cannot take it back by a move of its own.
    pub irreversible: bool,
}

/// The ladder of a scenario: states, arcs, what every state is worth, and the game.
#[derive(Debug, Clone)]
pub struct Ladder {
    plan: EscalationPlan,
    without: Without,
    start: StateId,
    graph: DiGraph<LadderState, LadderArc>,
    flows: Flows,
    hazards: HashMap<Regime, f64>,
    audience_costs: Vec<f64>,
    /// Cost of stepping up to every rung of every track.
    step_costs: Vec<Vec<f64>>,
    game: StochasticGame,
}

/// A state with its rows, before its successors have numbers.
struct Expansion {
    menus: Vec<Vec<LadderAction>>,
    rows: Vec<Vec<(LadderState, f64)>>,
}

impl Ladder {
    /// Builds the ladder of a scenario: all states that any actions and chances can lead to from the
    /// start, the economy solved for each distinct policy and gap, and the game with all terms.
    ///
    /// `solved` keeps the economy's equilibria from one ladder of the same economy to the next.
    /// `None` where the scenario has no `[escalation]` table.
    ///
    /// # Errors
    /// A policy that has no equilibrium, purchases out of reach, payoffs that make no game, or an
    /// observer that asked to stop.
    pub fn build(
        scenario: &Scenario,
        economy: &Economy,
        without: Without,
        solved: &mut SolvedPolicies,
        observer: &dyn Observer,
    ) -> Result<Option<Self>, ModelError> {
        let Some(plan) = scenario.escalation() else { return Ok(None) };
        let start = start_of(scenario, plan, without);
        let mut hazards = HashMap::new();
        let (states, expansions) = reach(scenario, economy, plan, without, start, &mut hazards);
        let flows = Flows::of(scenario, plan, economy, &states, solved, observer)?;
        let audience_costs =
            scenario.players().iter().map(|player| player.objective.audience_cost).collect();
        let game = shape(scenario, plan, &states, &expansions)?;
        let graph = graph(scenario, plan, without, &states, &hazards);
        let step_costs = step_costs(scenario, plan);
        let plan = plan.clone();
        let (start, game) = (StateId(0), game);
        let mut ladder =
            Self { plan, without, start, graph, flows, hazards, audience_costs, step_costs, game };
        ladder.game = ladder.game_with(Terms::All)?;
        Ok(Some(ladder))
    }

    /// What the scenario says about escalation.
    pub fn plan(&self) -> &EscalationPlan {
        &self.plan
    }

    /// The state in which the scenario starts.
    pub fn start(&self) -> StateId {
        self.start
    }

    /// States and arcs. Nodes are numbered like the states of the game.
    pub fn graph(&self) -> &DiGraph<LadderState, LadderArc> {
        &self.graph
    }

    /// A state.
    pub fn state(&self, state: StateId) -> &LadderState {
        &self.graph[NodeIndex::new(state.0)]
    }

    /// The game with all strategic terms. Payoffs are in percent of a year's real income.
    pub fn game(&self) -> &StochasticGame {
        &self.game
    }

    /// What a state is worth while it lasts.
    pub fn outcome(&self, state: StateId) -> &RegimeOutcome {
        self.flows.at(self.state(state))
    }

    /// Chance a quarter that the follower catches up by a frontier year in a state; 0 without a race.
    pub fn catch_up(&self, state: StateId) -> f64 {
        self.hazards[&self.state(state).regime()]
    }

    /// What a player can do in a state, in the order of the game's actions.
    pub fn menu(&self, state: StateId, player: PlayerId) -> Vec<LadderAction> {
        menu(&self.plan, self.without, self.state(state), player)
    }

    /// The same game with some of the strategic terms.
    ///
    /// # Errors
    /// If a payoff is not finite.
    pub fn game_with(&self, terms: Terms) -> Result<StochasticGame, ModelError> {
        let players = self.game.player_count();
        let mut payoffs = Vec::with_capacity(self.game.all_payoffs().len());
        for state in self.game.states() {
            let menus: Vec<Vec<LadderAction>> =
                (0..players).map(|p| self.menu(state, PlayerId(p))).collect();
            let outcome = self.outcome(state);
            for profile in 0..self.game.profile_count(state) {
                let actions = self.game.actions_at(state, profile);
                for (player, action) in actions.into_iter().enumerate() {
                    let once = self.once(terms, state, player, menus[player][action]);
                    // Flows are at annual rates.
                    let flow = outcome.payoffs[player].total(terms) / self.plan.periods_per_year;
                    payoffs.push(flow - once);
                }
            }
        }
        Ok(self.game.clone().with_payoffs(payoffs)?)
    }

    /// What an action costs once, percent of a year's real income.
    fn once(&self, terms: Terms, state: StateId, player: usize, action: LadderAction) -> f64 {
        let backs_down = match action {
            LadderAction::Down(_) => true,
            LadderAction::Leave => self.state(state).phase == Phase::Deal,
            _ => false,
        };
        match action {
            _ if backs_down && terms.count(Term::Audience) => self.audience_costs[player],
            LadderAction::Up(track) if terms.count(Term::MoveCost) => {
                self.step_costs[track][usize::from(self.state(state).levels[track])]
            }
            _ => 0.0,
        }
    }
}

/// Nothing is in force, the gap is that of the scenario, and they talk or not.
/// The state in which a scenario starts.
pub(crate) fn start_of(
    scenario: &Scenario,
    plan: &EscalationPlan,
    without: Without,
) -> LadderState {
    let talks = plan.talks_at_start && without != Without::Talks;
    // The gap of a scenario with a ladder is a whole number up to the largest gap, which is checked.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "see above")]
    let gap = scenario.technology().map_or(0, |race| race.gap_years as u8);
    let phase = if talks { Phase::Talks } else { Phase::Idle };
    LadderState { levels: [0; super::MOST_TRACKS], gap, phase, mover: 0, assent: 0 }
}

/// All states that can be reached, breadth first, each generation expanded in parallel.
fn reach(
    scenario: &Scenario,
    economy: &Economy,
    plan: &EscalationPlan,
    without: Without,
    start: LadderState,
    hazards: &mut HashMap<Regime, f64>,
) -> (Vec<LadderState>, Vec<Expansion>) {
    let players = scenario.players().len();
    let mut seen = HashSet::from([start]);
    let mut states = vec![start];
    let mut expansions: Vec<Expansion> = Vec::new();
    while expansions.len() < states.len() {
        let generation = &states[expansions.len()..];
        for state in generation {
            let regime = state.regime();
            hazards.entry(regime).or_insert_with(|| hazard(scenario, economy, plan, &regime));
        }
        let expanded: Vec<Expansion> = generation
            .par_iter()
            .map(|state| {
                let race = race_in(scenario, hazards[&state.regime()]);
                expand(plan, without, state, players, race)
            })
            .collect();
        for next in expanded.iter().flat_map(|e| &e.rows).flatten().map(|(next, _)| *next) {
            if seen.insert(next) {
                states.push(next);
            }
        }
        expansions.extend(expanded);
    }
    (states, expansions)
}

/// Chance that the follower catches up under a regime.
fn hazard(scenario: &Scenario, economy: &Economy, plan: &EscalationPlan, regime: &Regime) -> f64 {
    let Some(race) = scenario.technology() else { return 0.0 };
    let moves = moves_in_force(scenario, plan, regime);
    let situation = Situation::with_moves(scenario, economy, &moves, None);
    situation.technology.map_or(0.0, |policy| race.hazard.rate(policy))
}

fn race_in(scenario: &Scenario, catch_up: f64) -> Race {
    Race { frontier: scenario.technology().map_or(0.0, |race| race.frontier_rate), catch_up }
}

fn expand(
    plan: &EscalationPlan,
    without: Without,
    state: &LadderState,
    players: usize,
    race: Race,
) -> Expansion {
    let menus: Vec<Vec<LadderAction>> =
        (0..players).map(|p| menu(plan, without, state, PlayerId(p))).collect();
    let profiles: usize = menus.iter().map(Vec::len).product();
    let rows = (0..profiles)
        .map(|mut profile| {
            let actions: Vec<LadderAction> = menus
                .iter()
                .map(|menu| {
                    let action = menu[profile % menu.len()];
                    profile /= menu.len();
                    action
                })
                .collect();
            successors(plan, state, &actions, race)
        })
        .collect();
    Expansion { menus, rows }
}

/// The game with all payoffs at zero.
fn shape(
    scenario: &Scenario,
    plan: &EscalationPlan,
    states: &[LadderState],
    expansions: &[Expansion],
) -> Result<StochasticGame, ModelError> {
    let ids: HashMap<LadderState, StateId> =
        states.iter().enumerate().map(|(at, state)| (*state, StateId(at))).collect();
    let players = scenario.players().iter().map(|player| player.name.clone());
    let mut builder = StochasticBuilder::new(scenario.title(), players, &plan.discounts)?;
    let nothing = vec![0.0; scenario.players().len()];
    for (state, expansion) in states.iter().zip(expansions) {
        let mut menus = Vec::with_capacity(expansion.menus.len());
        for menu in &expansion.menus {
            let labels = menu.iter().map(|action| action.describe(plan, state.phase));
            menus.push(builder.menu(labels)?);
        }
        builder.state(&state.describe(plan), &menus)?;
        for row in &expansion.rows {
            let step = |(to, probability): &(LadderState, f64)| Transition {
                to: ids[to],
                probability: *probability,
            };
            builder.profile(&nothing, row.iter().map(step))?;
        }
    }
    Ok(builder.build()?)
}

/// The arcs: what each player does alone while the others hold, what all do together, and chance.
fn graph(
    scenario: &Scenario,
    plan: &EscalationPlan,
    without: Without,
    states: &[LadderState],
    hazards: &HashMap<Regime, f64>,
) -> DiGraph<LadderState, LadderArc> {
    let players = scenario.players().len();
    let nodes: HashMap<LadderState, NodeIndex> =
        states.iter().enumerate().map(|(at, state)| (*state, NodeIndex::new(at))).collect();
    let sure = EscalationPlan { slip: 0.0, breakdown: 0.0, ..plan.clone() };
    let still = Race { frontier: 0.0, catch_up: 0.0 };
    let mut graph = DiGraph::with_capacity(states.len(), 4 * states.len());
    for state in states {
        graph.add_node(*state);
    }
    for state in states {
        let from = nodes[state];
        let menus: Vec<Vec<LadderAction>> =
            (0..players).map(|p| menu(plan, without, state, PlayerId(p))).collect();
        let hold = vec![LadderAction::Hold; players];
        // Without chance there is one state that follows.
        let meant = |actions: &[LadderAction]| successors(&sure, state, actions, still)[0].0;
        let rest = meant(&hold);
        for (player, menu) in menus.iter().enumerate() {
            for &action in &menu[1..] {
                let mut actions = hold.clone();
                actions[player] = action;
                let to = meant(&actions);
                if to != rest && to != *state && nodes.contains_key(&to) {
                    let irreversible = match action {
                        LadderAction::Up(track) => {
                            plan.tracks[track].rungs[usize::from(state.levels[track])].irreversible
                        }
                        LadderAction::Down(_) => false,
                        _ => true,
                    };
                    let mover = Mover::Player(PlayerId(player));
                    graph.add_edge(from, nodes[&to], LadderArc { mover, action, irreversible });
                }
            }
        }
        for action in [LadderAction::Talk, LadderAction::Accept] {
            if players > 1 && menus.iter().all(|menu| menu.contains(&action)) {
                let to = meant(&vec![action; players]);
                if let Some(&to) = nodes.get(&to).filter(|to| **to != from) {
                    let arc = LadderArc { mover: Mover::Everybody, action, irreversible: true };
                    graph.add_edge(from, to, arc);
                }
            }
        }
        let race = race_in(scenario, hazards[&state.regime()]);
        for (to, _) in successors(plan, state, &hold, race) {
            if to != *state {
                let action = LadderAction::Hold;
                let arc = LadderArc { mover: Mover::Chance, action, irreversible: true };
                graph.add_edge(from, nodes[&to], arc);
            }
        }
    }
    graph
}

/// Cost of stepping up from every level of every track: that of the moves that come into force.
fn step_costs(scenario: &Scenario, plan: &EscalationPlan) -> Vec<Vec<f64>> {
    let of_track = |track: &super::Track| {
        (0..track.rungs.len())
            .map(|level| {
                let before: &[usize] = if level == 0 { &[] } else { &track.rungs[level - 1].moves };
                let new = track.rungs[level].moves.iter().filter(|at| !before.contains(at));
                new.map(|&at| scenario.moves[at].cost).sum()
            })
            .collect()
    };
    plan.tracks.iter().map(of_track).collect()
}
