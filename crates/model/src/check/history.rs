//! Checks what a scenario says about what came about, and reads the record on its rungs.

use crate::document::Report;
use crate::history::{HistoricalStep, RecordLadder};
use crate::raw::{RawEscalation, RawScenario};
use crate::resolve::{Codes, suggest};
use crate::{EMBEDDED_HISTORY, Month, ObservedHistory, RECORD_LADDER, Track};

const MONTHS_OF_A_YEAR: usize = 12;

/// A rung as the record knows it: a track of the record's ladder and a level on it.
type Reached = (usize, u8);

/// What came about, `None` where nobody asks or something is wrong (the problem having been noted).
pub(super) fn observed(
    report: &mut Report,
    codes: &Codes,
    raw: &RawScenario,
    table: &RawEscalation,
    tracks: &[Track],
) -> Option<ObservedHistory> {
    let Some(record) = &table.history else {
        nothing_without_a_record(report, raw, table);
        return None;
    };
    if record != EMBEDDED_HISTORY {
        let help = suggest(record, std::iter::once(EMBEDDED_HISTORY));
        report.error("escalation.history", format!("unknown record `{record}`"), Some(help));
        return None;
    }
    let ladder = match RecordLadder::get() {
        Ok(ladder) => ladder,
        Err(why) => {
            report.error("escalation.history", why, None);
            return None;
        }
    };
    let step = months_of_a_period(report, table);
    let from = start(report, table, ladder);
    let reached = reached(report, codes, raw, tracks, ladder);
    let (step, from, reached) = (step?, from?, reached?);
    let periods = ladder.periods(from, step, &reached);
    Some(ObservedHistory { record: record.clone(), from, periods })
}

/// Keys that say where a record starts and what rungs are in it, without a record.
fn nothing_without_a_record(report: &mut Report, raw: &RawScenario, table: &RawEscalation) {
    let help =
        || Some(format!("name the record in `[escalation]`: history = \"{EMBEDDED_HISTORY}\""));
    if table.history_from.is_some() {
        let message = "`history_from` says where a record starts, but there is no `history`";
        report.error("escalation.history_from", message, help());
    }
    for (at, _) in raw.rung.iter().enumerate().filter(|(_, rung)| rung.observed.is_some()) {
        let message = "`observed` names a rung of a record, but there is no `history`";
        report.error(&format!("rung[{at}].observed"), message, help());
    }
}

/// Months of a period, which must be whole since the record is read month by month.
fn months_of_a_period(report: &mut Report, table: &RawEscalation) -> Option<usize> {
    let per_year = table.periods_per_year;
    let fits = |&count: &usize| MONTHS_OF_A_YEAR.is_multiple_of(count) && count as f64 == per_year;
    let Some(count) = (1..=MONTHS_OF_A_YEAR).find(fits) else {
        let message = format!(
            "the record goes by months, of which {per_year} periods a year hold no whole number"
        );
        let help = "1, 2, 3, 4, 6 or 12 periods a year, or no `history`".to_owned();
        report.error("escalation.periods_per_year", message, Some(help));
        return None;
    };
    Some(MONTHS_OF_A_YEAR / count)
}

/// The month whose end is the start, which must be one of the record.
fn start(report: &mut Report, table: &RawEscalation, ladder: &RecordLadder) -> Option<Month> {
    let path = "escalation.history_from";
    let Some(text) = &table.history_from else {
        let message = "`history` needs the month whose end is the start of the game";
        report.error("escalation.history", message, Some("history_from = \"2018-05\"".to_owned()));
        return None;
    };
    let (first, last) = ladder.span()?;
    let found = super::private::month(report, path, text)?;
    if found < first || found > last {
        report.error(path, format!("the record goes from {first} to {last}"), None);
        return None;
    }
    Some(found)
}

/// What every rung of every track counts from; tracks that are not in the record have none.
fn reached(
    report: &mut Report,
    codes: &Codes,
    raw: &RawScenario,
    tracks: &[Track],
    ladder: &RecordLadder,
) -> Option<Vec<Vec<Reached>>> {
    let mut all = Vec::new();
    let mut good = true;
    for track in tracks {
        let own: Vec<(usize, Option<&str>)> = raw
            .rung
            .iter()
            .enumerate()
            .filter(|(_, rung)| rung.track == track.name)
            .map(|(at, rung)| (at, rung.observed.as_deref()))
            .collect();
        let mut levels: Vec<Reached> = Vec::new();
        if own.iter().any(|(_, observed)| observed.is_some()) {
            let owner = &codes.player_names[track.player.0];
            for (at, observed) in own {
                let path = format!("rung[{at}].observed");
                let found = read(ladder, owner, levels.last(), observed);
                match found {
                    Ok(level) => levels.push(level),
                    Err((message, help)) => {
                        report.error(&path, message, help);
                        good = false;
                    }
                }
            }
        }
        all.push(levels);
    }
    if good && all.iter().all(Vec::is_empty) {
        let message = "no rung says what it is in the record";
        let help = format!(
            "give rungs `observed = \"track:rung\"`, with the rungs of the scenario `{RECORD_LADDER}`"
        );
        report.error("escalation.history", message, Some(help));
        return None;
    }
    good.then_some(all)
}

/// Track and level that a rung names, above what the rung below it names; else what is wrong.
fn read(
    ladder: &RecordLadder,
    owner: &str,
    below: Option<&Reached>,
    observed: Option<&str>,
) -> Result<Reached, (String, Option<String>)> {
    let Some(text) = observed else {
        let message =
            "other rungs of the track are in the record, so this one must be too".to_owned();
        return Err((message, Some("observed = \"track:rung\"".to_owned())));
    };
    let tracks = ladder.plan().map(|plan| plan.tracks.as_slice()).unwrap_or_default();
    let Ok(HistoricalStep::Rung { track: name, rung: Some(rung) }) = text.parse() else {
        let known = tracks.iter().map(|track| track.name.as_str()).collect::<Vec<_>>().join(", ");
        let help = format!("write `track:rung`; tracks of the record: {known}");
        return Err((format!("`{text}` is no rung of the record"), Some(help)));
    };
    let Some(track) = tracks.iter().position(|known| known.name == name) else {
        let help = suggest(&name, tracks.iter().map(|known| known.name.as_str()));
        return Err((format!("the record has no track `{name}`"), Some(help)));
    };
    let rungs = &tracks[track].rungs;
    let Some(level) = rungs.iter().position(|known| known.name == rung) else {
        let help = suggest(&rung, rungs.iter().map(|known| known.name.as_str()));
        return Err((format!("track `{name}` of the record has no rung `{rung}`"), Some(help)));
    };
    if let Some(other) = ladder.owner(track).filter(|other| *other != owner) {
        return Err((format!("in the record, `{name}` is `{other}`'s, not `{owner}`'s"), None));
    }
    // A ladder with more than 255 rungs on a track would have overflowed its states before.
    let level = u8::try_from(level + 1).unwrap_or(u8::MAX);
    match below {
        Some((other, _)) if *other != track => {
            Err((format!("the rung below is on another track of the record than `{name}`"), None))
        }
        Some((_, lower)) if *lower >= level => {
            Err((format!("`{text}` does not lie above what the rung below names"), None))
        }
        _ => Ok((track, level)),
    }
}
