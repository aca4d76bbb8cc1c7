//! A report before it has a format: sections of paragraphs, tables, matrices and figures.

use serde::Serialize;

/// A whole report in words and tables.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Document {
    /// Title of the report.
    pub title: String,
    /// The answer in one sentence.
    pub headline: String,
    /// What goes with the answer, one sentence each.
    pub points: Vec<String>,
    /// Sections in order.
    pub sections: Vec<Section>,
}

/// A section with a heading.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Section {
    /// Anchor, unique in the document.
    pub id: &'static str,
    /// Heading.
    pub title: &'static str,
    /// What stands under it.
    pub blocks: Vec<Block>,
}

/// A piece of a section.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Block {
    /// Running text.
    Paragraph(String),
    /// Points of equal rank.
    List(Vec<String>),
    /// Figures of words and numbers.
    Table(Table),
    /// A payoff matrix.
    Matrix(Matrix),
    /// Position of a figure in [`Figures::list`](crate::Figures::list).
    Figure(usize),
}

/// A table with a heading row; the first cell of every row is its heading.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Table {
    /// Anchor, unique in the document.
    pub id: String,
    /// What the table shows, with units.
    pub caption: String,
    /// Columns in order.
    pub columns: Vec<Column>,
    /// Rows, each as long as `columns`.
    pub rows: Vec<Row>,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Column {
    /// Heading.
    pub title: String,
    /// Whether it holds numbers, which are set flush right.
    pub numeric: bool,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    /// Cells, the heading first.
    pub cells: Vec<String>,
    /// Whether the row is the selected one and stands out.
    pub selected: bool,
}

/// The payoff matrix of a two-player game.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Matrix {
    /// Anchor, unique in the document.
    pub id: String,
    /// What the matrix shows, with units.
    pub caption: String,
    /// Name of the player that chooses the row.
    pub row_player: String,
    /// Name of the player that chooses the column.
    pub column_player: String,
    /// Packages of the column player.
    pub columns: Vec<String>,
    /// Rows in order.
    pub rows: Vec<MatrixRow>,
}

/// A row of a payoff matrix.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MatrixRow {
    /// Package of the row player.
    pub label: String,
    /// One cell for every package of the column player.
    pub cells: Vec<MatrixCell>,
}

/// A cell of a payoff matrix.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MatrixCell {
    /// Payoffs, row player first.
    pub payoffs: Vec<MatrixPayoff>,
    /// Mark of the pure equilibrium that lies here, such as `E1`.
    pub equilibrium: Option<String>,
    /// Whether that equilibrium is the selected one.
    pub selected: bool,
}

/// A payoff in a cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MatrixPayoff {
    /// The number.
    pub value: String,
    /// Whether the player's package is a best reply here.
    pub best_reply: bool,
}

impl Column {
    /// A column of words.
    pub fn text(title: impl Into<String>) -> Self {
        Self { title: title.into(), numeric: false }
    }

    /// A column of numbers.
    pub fn number(title: impl Into<String>) -> Self {
        Self { title: title.into(), numeric: true }
    }
}

impl From<Vec<String>> for Row {
    fn from(cells: Vec<String>) -> Self {
        Self { cells, selected: false }
    }
}
