//! What a conflict reports: plain data with labels, the JSON of `--format json`.

use serde::Serialize;
use std::collections::BTreeMap;
use talion::game::{ConflictGame, ConflictMove, PlayerId, StateId};
use talion::solve::conflict::{Stability, StatusQuo};

/// A conflict and what was found.
#[derive(Debug, Serialize)]
pub(super) struct StabilityResult {
    pub(super) form: &'static str,
    pub(super) title: String,
    pub(super) players: Vec<String>,
    pub(super) states: Vec<String>,
    /// Whether all work was done and every witness passed the independent check.
    pub(super) certified: bool,
    /// The states that are stable for all, by concept.
    pub(super) equilibria: Ordered<Vec<String>>,
    /// The states that are stable for each player, by concept and player.
    pub(super) by_player: Ordered<Ordered<Vec<String>>>,
    /// The sanctions that make equilibria under the classical concepts stable.
    pub(super) witnesses: Vec<Witness>,
    /// Why moves away from members of the largest consistent set are deterred.
    pub(super) deterrences: Vec<DeterredMove>,
    /// Von Neumann-Morgenstern farsighted stable sets, individuals or coalitions acting.
    pub(super) stable_sets: Vec<StableTold>,
    /// Where play ends if players move whenever they gain.
    pub(super) attractors: Vec<Attracting>,
    /// What can be reached from the status quo, if one was given.
    pub(super) paths: Option<Paths>,
    /// What would have to change for the wanted state, if one was given, by concept.
    pub(super) preference_changes: Vec<Change>,
    /// What was not done, and why.
    pub(super) left_out: Vec<Left>,
}

/// Entries that keep their order.
#[derive(Debug, Serialize)]
#[serde(transparent)]
pub(super) struct Ordered<T: Serialize>(
    #[serde(serialize_with = "in_order")] pub(super) Vec<(String, T)>,
);

fn in_order<T: Serialize, S: serde::Serializer>(
    entries: &[(String, T)],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_map(entries.iter().map(|(name, value)| (name, value)))
}

#[derive(Debug, Serialize)]
pub(super) struct Move {
    pub(super) player: String,
    pub(super) from: String,
    pub(super) to: String,
}

#[derive(Debug, Serialize)]
pub(super) struct Witness {
    pub(super) concept: &'static str,
    pub(super) player: String,
    pub(super) state: String,
    pub(super) sanctions: Vec<SanctionTold>,
}

#[derive(Debug, Serialize)]
pub(super) struct SanctionTold {
    pub(super) improvement: String,
    pub(super) moves: Vec<Move>,
}

#[derive(Debug, Serialize)]
pub(super) struct DeterredMove {
    pub(super) deviation: Move,
    pub(super) moves: Vec<Move>,
    pub(super) end: String,
}

#[derive(Debug, Serialize)]
pub(super) struct StableTold {
    pub(super) acting: &'static str,
    pub(super) sets: Vec<Vec<String>>,
    pub(super) complete: bool,
}

#[derive(Debug, Serialize)]
pub(super) struct Attracting {
    pub(super) replies: &'static str,
    pub(super) attractors: Vec<Vec<String>>,
    pub(super) transient_cycles: Vec<Vec<String>>,
}

/// Ways from the status quo.
#[derive(Debug, Serialize)]
pub(super) struct Paths {
    pub(super) status_quo: String,
    /// The least number of moves to every state that improvements lead to.
    pub(super) improvement_depth: Ordered<usize>,
    /// The same for any moves.
    pub(super) move_depth: Ordered<usize>,
    /// Ways to every state that is an equilibrium under some classical concept.
    pub(super) to_equilibria: Vec<PathTold>,
}

#[derive(Debug, Serialize)]
pub(super) struct PathTold {
    pub(super) to: String,
    pub(super) by_improvements: Option<Vec<Move>>,
    pub(super) by_any_moves: Option<Vec<Move>>,
    pub(super) least_regret: Option<Vec<Move>>,
    pub(super) regret: Option<u64>,
}

/// What would have to change for a state to be an equilibrium.
#[derive(Debug, Serialize)]
pub(super) struct Change {
    pub(super) state: String,
    pub(super) concept: &'static str,
    /// What every player would have to like no better than the state.
    pub(super) no_better: BTreeMap<String, Vec<String>>,
    /// Whether it is proved that no fewer states do, player by player.
    pub(super) least: bool,
    /// Whether the state is an equilibrium once all changes are made together.
    pub(super) holds: bool,
}

#[derive(Debug, Serialize)]
pub(super) struct Left {
    pub(super) what: String,
    pub(super) why: String,
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

    fn moves(&self, moves: &[ConflictMove]) -> Vec<Move> {
        moves.iter().map(|&step| self.step(step)).collect()
    }

    fn step(&self, step: ConflictMove) -> Move {
        let [from, to] = [step.from, step.to].map(|state| self.state(state));
        Move { player: self.player(step.player), from, to }
    }

    fn depths(&self, depths: &[(StateId, usize)]) -> Ordered<usize> {
        Ordered(depths.iter().map(|&(state, depth)| (self.state(state), depth)).collect())
    }

    fn paths(&self, found: &StatusQuo) -> Paths {
        let told = found.paths.iter().map(|path| PathTold {
            to: self.state(path.to),
            by_improvements: path.by_improvements.as_ref().map(|moves| self.moves(moves)),
            by_any_moves: path.by_any_moves.as_ref().map(|moves| self.moves(moves)),
            least_regret: path.least_regret.as_ref().map(|moves| self.moves(moves)),
            regret: path.regret,
        });
        Paths {
            status_quo: self.state(found.start),
            improvement_depth: self.depths(&found.by_improvements),
            move_depth: self.depths(&found.by_any_moves),
            to_equilibria: told.collect(),
        }
    }
}

impl StabilityResult {
    /// What was found, with labels for numbers.
    pub(super) fn new(game: &ConflictGame, found: &Stability) -> Self {
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
            form: "conflict",
            title: game.title().to_owned(),
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
                .map(|left| Left { what: left.what.clone(), why: left.why.clone() })
                .collect(),
        }
    }
}

fn witnesses(names: &Names<'_>, found: &Stability) -> Vec<Witness> {
    let told = found.witnesses.iter().map(|witness| Witness {
        concept: witness.concept.name(),
        player: names.player(witness.player),
        state: names.state(witness.state),
        sanctions: witness
            .sanctions
            .iter()
            .map(|sanction| SanctionTold {
                improvement: names.state(sanction.improvement),
                moves: names.moves(&sanction.moves),
            })
            .collect(),
    });
    told.collect()
}

fn deterrences(names: &Names<'_>, found: &Stability) -> Vec<DeterredMove> {
    let told = found.deterrences.iter().map(|deterred| DeterredMove {
        deviation: names.step(deterred.deviation),
        moves: names.moves(&deterred.moves),
        end: names.state(deterred.end),
    });
    told.collect()
}

fn stable_sets(names: &Names<'_>, found: &Stability) -> Vec<StableTold> {
    use talion::solve::conflict::Acting;
    let told = found.stable_sets.iter().map(|sets| StableTold {
        acting: match sets.acting {
            Acting::Individuals => "individuals",
            Acting::Coalitions => "coalitions",
        },
        sets: sets.found.sets.iter().map(|set| names.states(set)).collect(),
        complete: sets.found.complete,
    });
    told.collect()
}

fn attractors(names: &Names<'_>, found: &Stability) -> Vec<Attracting> {
    use talion::solve::Replies;
    let told = found.attractors.iter().map(|attractors| Attracting {
        replies: match attractors.replies {
            Replies::Best => "best",
            Replies::Better => "better",
        },
        attractors: attractors.attractors.iter().map(|set| names.states(set)).collect(),
        transient_cycles: attractors.transient_cycles.iter().map(|s| names.states(s)).collect(),
    });
    told.collect()
}

fn changes(names: &Names<'_>, found: &Stability) -> Vec<Change> {
    let told = found.inverse.iter().map(|inverse| Change {
        state: names.state(inverse.state),
        concept: inverse.concept.name(),
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
