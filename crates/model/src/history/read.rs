//! Reads a record from CSV and checks it row by row; every problem is named with its line.

use super::{Date, HistoricalMove, HistoricalStep, MoveKind};
use csv::{ReaderBuilder, StringRecord, Trim};
use talion_economy::{Problem, Problems};

/// Name of the record that is part of the program.
pub const EMBEDDED_HISTORY: &str = "us-china";

const EMBEDDED: &str = include_str!("../../history/us-china.csv");

const COLUMNS: [&str; 14] = [
    "date",
    "effective",
    "actor",
    "action",
    "instrument",
    "kind",
    "steps",
    "unmapped",
    "coverage_usd_bn",
    "rate_pct",
    "responds_to",
    "note",
    "source",
    "verified",
];

/// A dated record of moves, by day of announcement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct History {
    moves: Vec<HistoricalMove>,
}

/// One row with the problems found in it.
struct Row<'r> {
    file: &'r str,
    line: u64,
    fields: &'r StringRecord,
    places: &'r [usize; COLUMNS.len()],
    problems: &'r mut Vec<Problem>,
}

impl History {
    /// The record that is part of the program.
    ///
    /// # Errors
    /// None while a test holds that the record has no problem.
    pub fn embedded() -> Result<Self, Problems> {
        Self::read(EMBEDDED_HISTORY, EMBEDDED)
    }

    /// Reads a record. `file` is the name that problems are reported under.
    ///
    /// # Errors
    /// Every problem: columns that are missing, unknown or double, dates that are none, words that
    /// are unknown, rows that say neither what they are on the ladder nor why they are nothing there.
    pub fn read(file: &str, text: &str) -> Result<Self, Problems> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .trim(Trim::All)
            .from_reader(text.as_bytes());
        let mut rows = reader.records();
        let mut problems = Vec::new();
        let header = match rows.next() {
            Some(Ok(header)) => header,
            Some(Err(error)) => return Err(unreadable(file, &error)),
            None => {
                let problem = Problem::error(file, 0, 0, "the file is empty");
                return Err(Problems(vec![problem.with_help(columns_help())]));
            }
        };
        let Some(places) = places(file, &header, &mut problems) else {
            return Err(Problems(problems));
        };
        let mut moves = Vec::new();
        for row in rows {
            let fields = match row {
                Ok(fields) => fields,
                Err(error) => return Err(unreadable(file, &error)),
            };
            let line = fields.position().map_or(0, csv::Position::line);
            if fields.len() == header.len() {
                let mut row =
                    Row { file, line, fields: &fields, places: &places, problems: &mut problems };
                moves.extend(row.read());
            } else {
                let (found, wanted) = (fields.len(), header.len());
                let message = format!("{found} fields where the header has {wanted}");
                let help = "one field per column; a text with a comma needs double quotes";
                problems.push(Problem::error(file, whole(line), 0, message).with_help(help));
            }
        }
        if moves.is_empty() && problems.is_empty() {
            problems.push(Problem::error(file, 0, 0, "the record has no rows"));
        }
        if !problems.is_empty() {
            return Err(Problems(problems));
        }
        moves.sort_by_key(|one: &HistoricalMove| one.announced);
        Ok(Self { moves })
    }

    /// The moves, by day of announcement; those of a day in the order of the file.
    pub fn moves(&self) -> &[HistoricalMove] {
        &self.moves
    }
}

fn whole(line: u64) -> usize {
    usize::try_from(line).unwrap_or(usize::MAX)
}

fn columns_help() -> String {
    format!("the first line must be {}", COLUMNS.join(","))
}

fn unreadable(file: &str, error: &csv::Error) -> Problems {
    let line = error.position().map_or(0, csv::Position::line);
    Problems(vec![Problem::error(file, whole(line), 0, error.to_string())])
}

/// Where every column stands; `None`, with the reasons, if that is not clear.
fn places(
    file: &str,
    header: &StringRecord,
    problems: &mut Vec<Problem>,
) -> Option<[usize; COLUMNS.len()]> {
    let before = problems.len();
    for name in header {
        if !COLUMNS.contains(&name) {
            let problem = Problem::error(file, 1, 0, format!("unknown column `{name}`"));
            problems.push(problem.with_help(columns_help()));
        } else if header.iter().filter(|other| *other == name).count() > 1 {
            problems.push(Problem::error(file, 1, 0, format!("column `{name}` appears twice")));
        }
    }
    let places = COLUMNS.map(|name| {
        let found = header.iter().position(|other| other == name);
        if found.is_none() {
            let problem = Problem::error(file, 1, 0, format!("column `{name}` is missing"));
            problems.push(problem.with_help(columns_help()));
        }
        found.unwrap_or(0)
    });
    (problems.len() == before).then_some(places)
}

impl Row<'_> {
    fn text(&self, column: &str) -> &str {
        let at = COLUMNS.iter().position(|name| *name == column);
        at.and_then(|at| self.fields.get(self.places[at])).unwrap_or("")
    }

    fn wrong(&mut self, message: String, help: &str) {
        let problem = Problem::error(self.file, whole(self.line), 0, message);
        self.problems.push(problem.with_help(help));
    }

    fn date(&mut self, column: &str) -> Option<Date> {
        let text = self.text(column);
        let found = text.parse().ok();
        if found.is_none() {
            let message = format!("`{column}` is `{text}`");
            self.wrong(message, "write a date as 2018-03-22, or 2018-03 where no day is known");
        }
        found
    }

    fn filled(&mut self, column: &str) -> Option<String> {
        let text = self.text(column).to_owned();
        if text.is_empty() {
            self.wrong(format!("`{column}` is empty"), "every move has one");
            return None;
        }
        Some(text)
    }

    fn read(&mut self) -> Option<HistoricalMove> {
        let announced = self.date("date");
        let effective = if self.text("effective").is_empty() {
            Some(None)
        } else {
            self.date("effective").map(Some)
        };
        if let (Some(announced), Some(Some(effective))) = (announced, effective)
            && effective < announced
        {
            let message = format!("takes effect on {effective}, before {announced}");
            self.wrong(message, "`effective` is the day of `date` or a later one");
        }
        let actor = self.filled("actor");
        let action = self.filled("action");
        let source = self.filled("source");
        let kind = self.kind();
        let verified = self.verified();
        let steps = self.steps();
        let unmapped = Some(self.text("unmapped").to_owned()).filter(|why| !why.is_empty());
        if let Some(steps) = &steps
            && steps.is_empty() == unmapped.is_none()
        {
            let message = "`steps` and `unmapped` are both filled or both empty".to_owned();
            self.wrong(message, "say what the move is on the ladder, or else why it is nothing");
        }
        Some(HistoricalMove {
            line: self.line,
            announced: announced?,
            effective: effective?,
            actor: actor?,
            action: action?,
            instrument: self.text("instrument").to_owned(),
            kind: kind?,
            steps: steps?,
            unmapped,
            source: source?,
            verified: verified?,
        })
    }

    fn kind(&mut self) -> Option<MoveKind> {
        let text = self.text("kind");
        let found = MoveKind::ALL.into_iter().find(|kind| kind.word() == text);
        if found.is_none() {
            let message = format!("unknown kind `{text}`");
            let known = MoveKind::ALL.map(MoveKind::word).join(", ");
            self.wrong(message, &format!("kinds are {known}"));
        }
        found
    }

    fn verified(&mut self) -> Option<bool> {
        match self.text("verified") {
            "found" => Some(true),
            "memory" => Some(false),
            other => {
                let message = format!("`verified` is `{other}`");
                self.wrong(message, "write `found` or `memory`");
                None
            }
        }
    }

    fn steps(&mut self) -> Option<Vec<HistoricalStep>> {
        let text = self.text("steps").to_owned();
        let mut steps = Vec::new();
        for word in text.split_whitespace() {
            match word.parse() {
                Ok(step) if steps.contains(&step) => {
                    self.wrong(format!("step `{word}` is written twice"), "write it once");
                    return None;
                }
                Ok(step) => steps.push(step),
                Err(_) => {
                    let help = "steps are `TRACK:RUNG`, `TRACK:none`, `talks`, `deal` and `end`";
                    self.wrong(format!("`{word}` is no step"), help);
                    return None;
                }
            }
        }
        Some(steps)
    }
}
