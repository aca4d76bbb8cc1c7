//! Conflicts by their options as JSON: what each player may do, which combinations cannot be, and what
//! players like, by statements in order of importance or as in the form by states.

use super::conflict::{Graph, finish, per_player};
use super::document::{Document, Fields, Labels};
use super::options_statement::{OptionNames, parse};
use super::value::{Json, Value as Read};
use crate::{
    ConflictGame, ConflictOptions, OptionChange, OptionPlayer, Pattern, ReadError, ReadProblem,
};

/// The keys of the form.
const KEYS: [&str; 10] = [
    "form",
    "title",
    "players",
    "infeasible",
    "indistinguishable",
    "states",
    "priorities",
    "preferences",
    "payoffs",
    "indifference",
];

/// Whether a conflict is told by options: its players are objects.
pub(super) fn is_told_by_options(document: Document<'_>, json: &Json<'_>) -> bool {
    let Ok(entries) = document.entries(json, "a game") else { return false };
    let players = entries.iter().find(|(_, key, _)| key == "players");
    let Some((_, _, Json { value: Read::List(players), .. })) = players else { return false };
    players.iter().any(|player| matches!(player.value, Read::Object(_)))
}

pub(super) fn read(document: Document<'_>, json: &Json<'_>) -> Result<ConflictGame, ReadError> {
    let fields = document.fields(json, "a conflict by options", &KEYS)?;
    let list = fields.required("players")?;
    let (labels, players) = players(document, list)?;
    let count = players.iter().map(|player| player.options.len()).sum();
    let names = OptionNames::of(&players);
    let infeasible = patterns(document, fields.get("infeasible"), count)?;
    let indistinguishable = patterns(document, fields.get("indistinguishable"), count)?;
    let at = fields.get("infeasible").map_or(list.at, |patterns| patterns.at);
    let mut options = ConflictOptions::new(players, &infeasible, &indistinguishable)
        .map_err(|error| document.error(at, error.into()))?;
    if let Some(states) = fields.get("states") {
        name_states(document, states, &mut options)?;
    }
    let moves = options.moves().map_err(|error| document.error(at, error.into()))?;
    let graph = Graph {
        title: fields.title()?,
        players: labels,
        states: Labels::of(options.states()),
        moves,
        at: list.at,
    };
    let Some(priorities) = fields.get("priorities") else {
        return finish(document, json, &fields, graph);
    };
    only(document, &fields)?;
    let ranks = per_player(document, priorities, &graph.players, |list| {
        let statements = document.list(list, "the statements, the most important first")?;
        let statements = statements.iter().map(|text| {
            let statement = document.label(text, "a statement")?;
            parse(&statement, &names).map_err(|problem| document.error(text.at, problem))
        });
        Ok(options.ranks(&statements.collect::<Result<Vec<_>, _>>()?))
    })?;
    graph.conflict(document, json, ranks)
}

/// That no other key says what players like.
fn only(document: Document<'_>, fields: &Fields<'_, '_>) -> Result<(), ReadError> {
    for key in ["preferences", "payoffs"] {
        if let Some(second) = fields.get(key) {
            return Err(document.error(second.at, ReadProblem::SeveralPreferences));
        }
    }
    match fields.get("indifference") {
        Some(band) => Err(document.error(band.at, ReadProblem::BandWithoutPayoffs)),
        None => Ok(()),
    }
}

fn players(
    document: Document<'_>,
    json: &Json<'_>,
) -> Result<(Labels, Vec<OptionPlayer>), ReadError> {
    let (mut labels, mut players) = (Labels::default(), Vec::new());
    for entry in document.list(json, "the players")? {
        let fields = document.fields(entry, "a player with options", &["label", "options"])?;
        document.add_label(&mut labels, fields.required("label")?, "player")?;
        let (mut known, mut options) = (Labels::default(), Vec::new());
        for entry in document.list(fields.required("options")?, "the options of a player")? {
            let change = one_option(document, entry, &mut known)?;
            options.push((known.list[options.len()].clone(), change));
        }
        let label = labels.list[players.len()].clone();
        players.push(OptionPlayer { label, options });
    }
    Ok((labels, players))
}

/// An option: a label, or an object that also says which choice cannot be taken back.
fn one_option(
    document: Document<'_>,
    json: &Json<'_>,
    known: &mut Labels,
) -> Result<OptionChange, ReadError> {
    if !matches!(json.value, Read::Object(_)) {
        document.add_label(known, json, "option")?;
        return Ok(OptionChange::Both);
    }
    let fields = document.fields(json, "an option", &["label", "irreversible"])?;
    document.add_label(known, fields.required("label")?, "option")?;
    let Some(choice) = fields.get("irreversible") else { return Ok(OptionChange::Both) };
    match &choice.value {
        Read::Text(text) if text == "Y" => Ok(OptionChange::TakeOnly),
        Read::Text(text) if text == "N" => Ok(OptionChange::LeaveOnly),
        other => {
            let expected = "the choice that is final (\"Y\" or \"N\")".to_owned();
            let problem = ReadProblem::Unexpected { expected, found: other.name() };
            Err(document.error(choice.at, problem))
        }
    }
}

fn pattern(document: Document<'_>, json: &Json<'_>, options: usize) -> Result<Pattern, ReadError> {
    let text = document.label(json, "a pattern (Y, N or - for every option)")?;
    Pattern::read(&text, options).map_err(|error| document.error(json.at, error.into()))
}

fn patterns(
    document: Document<'_>,
    json: Option<&Json<'_>>,
    options: usize,
) -> Result<Vec<Pattern>, ReadError> {
    let Some(json) = json else { return Ok(Vec::new()) };
    let list = document.list(json, "the patterns")?;
    list.iter().map(|entry| pattern(document, entry, options)).collect()
}

/// Names of states, which come first and in this order; the others keep their patterns.
fn name_states(
    document: Document<'_>,
    json: &Json<'_>,
    options: &mut ConflictOptions,
) -> Result<(), ReadError> {
    let entries = document.entries(json, "the names of states")?;
    for (place, (_, label, entry)) in entries.iter().enumerate() {
        let pattern = pattern(document, entry, options.option_count())?;
        options
            .name(place, label, pattern)
            .map_err(|error| document.error(entry.at, error.into()))?;
    }
    let states = options.states();
    for (at, label, _) in entries {
        if states.iter().filter(|known| *known == label).count() > 1 {
            let label = label.clone();
            return Err(document.error(*at, ReadProblem::Twice { what: "state", label }));
        }
    }
    Ok(())
}
