//! What was found of a conflict, as plain data with labels.

use super::ordered::Ordered;
use crate::Answer;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use talion_game::{ConflictGame, ConflictMove, PlayerId, StateId};
use talion_model::LadderConflict;
use talion_solve::Replies;
use talion_solve::conflict::{Acting, Stability, StatusQuo};

/// A conflict and what was found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct StabilityFindings {
    /// Always `conflict`.
    pub form: String,
    /// Title of the conflict.
    pub title: String,
    /// The answer in words, where the conflict is a scenario's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<Answer>,
    /// Names of the decision makers.
    pub players: Vec<String>,
    /// Labels of the states.
    pub states: Vec<String>,
    /// Whether all work was done and every witness passed the independent check.
    pub certified: bool,
    /// The states that are stable for all, by concept.
    pub equilibria: Ordered<Vec<String>>,
    /// The states that are stable for each player, by concept and player.
    pub by_player: Ordered<Ordered<Vec<String>>>,
    /// The sanctions that make equilibria under the classical concepts stable.
    pub witnesses: Vec<WitnessFindings>,
    /// Why moves away from members of the largest consistent set are deterred.
    pub deterrences: Vec<DeterrenceFindings>,
    /// Von Neumann-Morgenstern farsighted stable sets, individuals or coalitions acting.
    pub stable_sets: Vec<StableSetFindings>,
    /// Where play ends if players move whenever they gain.
    pub attractors: Vec<AttractorFindings>,
    /// What can be reached from the status quo, if one was given.
    pub paths: Option<StatusQuoFindings>,
    /// What would have to change for the wanted state, if one was given, by concept.
    pub preference_changes: Vec<PreferenceChangeFindings>,
    /// What was not done, and why.
    pub left_out: Vec<LeftOutFindings>,
    /// What the states stand for on the ladder, where the conflict is a scenario's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ladder: Option<LadderFindings>,
}

/// States and moves of a conflict that is a scenario's ladder, for drawing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LadderFindings {
    /// The state where we are.
    pub start: String,
    /// The deal that everybody's offer leads to from there.
    pub deal: Option<String>,
    /// One entry per state.
    pub situations: Vec<SituationFindings>,
    /// Every move, player by player.
    pub moves: Vec<LadderMoveFindings>,
}

/// What a state stands for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SituationFindings {
    /// Names of the rungs in force, by player.
    pub rungs: Vec<Vec<String>>,
    /// Names of those who offer the deal.
    pub offers: Vec<String>,
    /// Whether the deal is in force.
    pub deal: bool,
}

/// A move between two states, by their places in the list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LadderMoveFindings {
    /// Place of the player.
    pub player: usize,
    /// Place of the state that is left.
    pub from: usize,
    /// Place of the state that is reached.
    pub to: usize,
    /// Whether the player cannot take the move back in one move.
    pub irreversible: bool,
}

/// A move between two states.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct MoveTaken {
    /// Who moves, or whose stability it is.
    pub player: String,
    /// Where the move starts.
    pub from: String,
    /// Where it leads.
    pub to: String,
}

/// Why an equilibrium is stable for a player.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct WitnessFindings {
    /// Name of the concept.
    pub concept: String,
    /// Who moves, or whose stability it is.
    pub player: String,
    /// The state.
    pub state: String,
    /// One for every improvement that the player has.
    pub sanctions: Vec<SanctionFindings>,
}

/// What the others would do about an improvement.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SanctionFindings {
    /// The state that the player would improve to.
    pub improvement: String,
    /// What the others do then.
    pub moves: Vec<MoveTaken>,
}

/// Why a move away from the largest consistent set is deterred.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DeterrenceFindings {
    /// The move that is deterred.
    pub deviation: MoveTaken,
    /// What the others do then.
    pub moves: Vec<MoveTaken>,
    /// Where those moves end, no better for who deviated.
    pub end: String,
}

/// Farsighted stable sets.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct StableSetFindings {
    /// Who acts: `individuals` or `coalitions`.
    pub acting: String,
    /// The sets.
    pub sets: Vec<Vec<String>>,
    /// Whether all of them are listed.
    pub complete: bool,
}

/// Where play ends.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AttractorFindings {
    /// Which moves are taken: `best` or `better` ones.
    pub replies: String,
    /// Sets of states that play never leaves.
    pub attractors: Vec<Vec<String>>,
    /// Cycles that play can leave.
    pub transient_cycles: Vec<Vec<String>>,
}

/// Ways from the status quo.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct StatusQuoFindings {
    /// Where we are.
    pub status_quo: String,
    /// The least number of moves to every state that improvements lead to.
    pub improvement_depth: Ordered<usize>,
    /// The same for any moves.
    pub move_depth: Ordered<usize>,
    /// Ways to every state that is an equilibrium under some classical concept.
    pub to_equilibria: Vec<StatusQuoPathFindings>,
}

/// Ways to one state.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct StatusQuoPathFindings {
    /// Where it leads.
    pub to: String,
    /// A shortest way by improvements.
    pub by_improvements: Option<Vec<MoveTaken>>,
    /// A shortest way by any moves.
    pub by_any_moves: Option<Vec<MoveTaken>>,
    /// A way on which movers give up the fewest places in their rankings.
    pub least_regret: Option<Vec<MoveTaken>>,
    /// How many places that is.
    pub regret: Option<u64>,
}

/// What would have to change for a state to be an equilibrium.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PreferenceChangeFindings {
    /// The state.
    pub state: String,
    /// Name of the concept.
    pub concept: String,
    /// What every player would have to like no better than the state.
    pub no_better: BTreeMap<String, Vec<String>>,
    /// Whether it is proved that no fewer states do, player by player.
    pub least: bool,
    /// Whether the state is an equilibrium once all changes are made together.
    pub holds: bool,
}

/// Something that was not done.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LeftOutFindings {
    /// What.
    pub what: String,
    /// Why.
    pub why: String,
}

/// Labels for numbers.
struct Names<'a>(&'a ConflictGame);

impl Names<'_> {
    fn player(&self, player: PlayerId) -> String {
        self.0.players()[player.0].clone()
    }

    fn state(&self, state: StateId) -> String {
        self.0.states()[state.0].clone()
    }

    fn states(&self, states: &[StateId]) -> Vec<String> {
        states.iter().map(|&state| self.state(state)).collect()
    }

    fn moves(&self, moves: &[ConflictMove]) -> Vec<MoveTaken> {
        moves.iter().map(|&step| self.step(step)).collect()
    }

    fn step(&self, step: ConflictMove) -> MoveTaken {
        let [from, to] = [step.from, step.to].map(|state| self.state(state));
        MoveTaken { player: self.player(step.player), from, to }
    }

    fn depths(&self, depths: &[(StateId, usize)]) -> Ordered<usize> {
        Ordered(depths.iter().map(|&(state, depth)| (self.state(state), depth)).collect())
    }

    fn paths(&self, found: &StatusQuo) -> StatusQuoFindings {
        let told = found.paths.iter().map(|path| StatusQuoPathFindings {
            to: self.state(path.to),
            by_improvements: path.by_improvements.as_ref().map(|moves| self.moves(moves)),
            by_any_moves: path.by_any_moves.as_ref().map(|moves| self.moves(moves)),
            least_regret: path.least_regret.as_ref().map(|moves| self.moves(moves)),
            regret: path.regret,
        });
        StatusQuoFindings {
            status_quo: self.state(found.start),
            improvement_depth: self.depths(&found.by_improvements),
            move_depth: self.depths(&found.by_any_moves),
            to_equilibria: told.collect(),
        }
    }
}

impl StabilityFindings {
    /// What was found, with labels for numbers.
    pub fn new(game: &ConflictGame, found: &Stability) -> Self {
        let names = Names(game);
        let equilibria = found
            .concepts
            .iter()
            .map(|concept| (concept.concept.clone(), names.states(&concept.equilibria)));
        let by_player = found.concepts.iter().filter_map(|concept| {
            let own = concept.by_player.as_ref()?.iter().zip(game.players());
            let own = own.map(|(states, player)| (player.clone(), names.states(states)));
            Some((concept.concept.clone(), Ordered(own.collect())))
        });
        Self {
            form: "conflict".to_owned(),
            title: game.title().to_owned(),
            answer: None,
            players: game.players().to_vec(),
            states: game.states().to_vec(),
            certified: found.complete && found.flawed == 0,
            equilibria: Ordered(equilibria.collect()),
            by_player: Ordered(by_player.collect()),
            witnesses: witnesses(&names, found),
            deterrences: deterrences(&names, found),
            stable_sets: stable_sets(&names, found),
            attractors: attractors(&names, found),
            paths: found.status_quo.as_ref().map(|paths| names.paths(paths)),
            preference_changes: changes(&names, found),
            left_out: found
                .left_out
                .iter()
                .map(|left| LeftOutFindings { what: left.what.clone(), why: left.why.clone() })
                .collect(),
            ladder: None,
        }
    }

    /// The states that are stable for all under a concept; none if it was not asked.
    pub fn stable(&self, concept: &str) -> &[String] {
        self.equilibria.get(concept).map_or(&[], Vec::as_slice)
    }
}

fn witnesses(names: &Names<'_>, found: &Stability) -> Vec<WitnessFindings> {
    let told = found.witnesses.iter().map(|witness| WitnessFindings {
        concept: witness.concept.name().to_owned(),
        player: names.player(witness.player),
        state: names.state(witness.state),
        sanctions: witness
            .sanctions
            .iter()
            .map(|sanction| SanctionFindings {
                improvement: names.state(sanction.improvement),
                moves: names.moves(&sanction.moves),
            })
            .collect(),
    });
    told.collect()
}

fn deterrences(names: &Names<'_>, found: &Stability) -> Vec<DeterrenceFindings> {
    let told = found.deterrences.iter().map(|deterred| DeterrenceFindings {
        deviation: names.step(deterred.deviation),
        moves: names.moves(&deterred.moves),
        end: names.state(deterred.end),
    });
    told.collect()
}

fn stable_sets(names: &Names<'_>, found: &Stability) -> Vec<StableSetFindings> {
    let told = found.stable_sets.iter().map(|sets| StableSetFindings {
        acting: match sets.acting {
            Acting::Individuals => "individuals".to_owned(),
            Acting::Coalitions => "coalitions".to_owned(),
        },
        sets: sets.found.sets.iter().map(|set| names.states(set)).collect(),
        complete: sets.found.complete,
    });
    told.collect()
}

fn attractors(names: &Names<'_>, found: &Stability) -> Vec<AttractorFindings> {
    let told = found.attractors.iter().map(|attractors| AttractorFindings {
        replies: match attractors.replies {
            Replies::Best => "best".to_owned(),
            Replies::Better => "better".to_owned(),
        },
        attractors: attractors.attractors.iter().map(|set| names.states(set)).collect(),
        transient_cycles: attractors.transient_cycles.iter().map(|s| names.states(s)).collect(),
    });
    told.collect()
}

fn changes(names: &Names<'_>, found: &Stability) -> Vec<PreferenceChangeFindings> {
    let told = found.inverse.iter().map(|inverse| PreferenceChangeFindings {
        state: names.state(inverse.state),
        concept: inverse.concept.name().to_owned(),
        no_better: inverse
            .changes
            .iter()
            .map(|change| (names.player(change.player), names.states(&change.no_better)))
            .collect(),
        least: inverse.changes.iter().all(|change| change.least),
        holds: inverse.holds,
    });
    told.collect()
}

impl LadderFindings {
    /// What the states of a ladder's conflict stand for.
    pub(super) fn new(conflict: &LadderConflict) -> Self {
        let game = &conflict.game;
        let label = |state: StateId| game.states()[state.0].clone();
        let situations = conflict.situations.iter().map(|situation| SituationFindings {
            rungs: situation.rungs.clone(),
            offers: game
                .players()
                .iter()
                .zip(&situation.offers)
                .filter(|(_, offers)| **offers)
                .map(|(player, _)| player.clone())
                .collect(),
            deal: situation.deal,
        });
        let moves = game.moves().map(|step| LadderMoveFindings {
            player: step.player.0,
            from: step.from.0,
            to: step.to.0,
            irreversible: game.is_irreversible(step),
        });
        Self {
            start: label(conflict.start),
            deal: conflict.deal.map(label),
            situations: situations.collect(),
            moves: moves.collect(),
        }
    }
}
