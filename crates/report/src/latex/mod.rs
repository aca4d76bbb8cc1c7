//! Tables of the report in LaTeX, ready for a paper: `booktabs` rules, one file per table.

mod escape;
mod layout;

use escape::escaped;
use layout::{Layout, Wanted};
use talion::Findings;
use textwrap::core::display_width;

use crate::compose::compose;
use crate::document::{Block, Matrix, MatrixCell, Table};
use crate::figures::Figures;

/// Tables of more rows than this run over pages.
const LONG: usize = 40;
/// Packages that the tables need.
const NEEDS: &str = r"\usepackage[T1]{fontenc}\usepackage{booktabs,longtable,array,graphicx}";

/// A table in LaTeX and its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TexTable {
    /// Name of its file without ending; also its label, after `tab:`.
    pub name: String,
    /// A float, or a `longtable` where it is long.
    pub text: String,
}

/// A table of ready cells: headings, whether they head numbers, and rows.
struct Cells {
    caption: String,
    headings: Vec<(String, bool)>,
    /// Every cell as text, for its width, and as LaTeX.
    rows: Vec<Vec<(usize, String)>>,
    note: Option<&'static str>,
}

/// Every table and matrix of the report, in its order, and last `all-tables`: a whole article that shows them.
pub fn tables(findings: &Findings) -> Vec<TexTable> {
    let document = compose(findings, &Figures { list: Vec::new() });
    let blocks = document.sections.iter().flat_map(|section| &section.blocks);
    let mut tables: Vec<TexTable> = blocks
        .filter_map(|block| match block {
            Block::Table(table) => Some(finished(&table.id, &cells(table))),
            Block::Matrix(matrix) => Some(finished(&matrix.id, &matrix_cells(matrix))),
            _ => None,
        })
        .collect();
    let article = article(&document.title, &tables);
    tables.push(TexTable { name: "all-tables".to_owned(), text: article });
    tables
}

/// An article of all the tables, to look at and to copy the preamble from.
fn article(title: &str, tables: &[TexTable]) -> String {
    let inputs: Vec<String> =
        tables.iter().map(|table| format!("\\input{{{}}}\n\\clearpage\n", table.name)).collect();
    format!(
        "% All tables of the report. Run pdflatex here, or lualatex where names need other alphabets.\n\
         \\documentclass{{article}}\n{NEEDS}\n\\begin{{document}}\n\\section*{{{}}}\n{}\\end{{document}}\n",
        escaped(title),
        inputs.concat()
    )
}

fn cells(table: &Table) -> Cells {
    let rows = table.rows.iter().map(|row| {
        let marked = |(at, cell): (usize, &String)| {
            let text = escaped(cell);
            let bold = row.selected && at == 0;
            (display_width(cell), if bold { format!("\\textbf{{{text}}}") } else { text })
        };
        row.cells.iter().enumerate().map(marked).collect()
    });
    Cells {
        caption: table.caption.clone(),
        headings: table.columns.iter().map(|c| (c.title.clone(), c.numeric)).collect(),
        rows: rows.collect(),
        note: None,
    }
}

fn matrix_cells(matrix: &Matrix) -> Cells {
    let corner = (format!("{} ↓ {} →", matrix.row_player, matrix.column_player), false);
    let columns = matrix.columns.iter().map(|column| (column.clone(), true));
    let rows = matrix.rows.iter().map(|row| {
        let label = (display_width(&row.label), escaped(&row.label));
        std::iter::once(label).chain(row.cells.iter().map(matrix_cell)).collect()
    });
    Cells {
        caption: matrix.caption.clone(),
        headings: std::iter::once(corner).chain(columns).collect(),
        rows: rows.collect(),
        note: Some("Best replies are underlined, equilibria starred, the selected one in bold."),
    }
}

fn matrix_cell(cell: &MatrixCell) -> (usize, String) {
    let payoffs: Vec<String> = cell
        .payoffs
        .iter()
        .map(|payoff| {
            let value = escaped(&payoff.value);
            if payoff.best_reply { format!("\\underline{{{value}}}") } else { value }
        })
        .collect();
    let wide: usize = cell.payoffs.iter().map(|payoff| display_width(&payoff.value) + 2).sum();
    let text = payoffs.join(", ");
    match &cell.equilibrium {
        None => (wide, text),
        Some(mark) if cell.selected => {
            (wide + 3, format!("{text}$^{{\\star}}$\\textbf{{{}}}", escaped(mark)))
        }
        Some(mark) => (wide + 3, format!("{text}$^{{\\star}}${}", escaped(mark))),
    }
}

fn finished(name: &str, cells: &Cells) -> TexTable {
    let wanted: Vec<Wanted<'_>> = cells
        .headings
        .iter()
        .enumerate()
        .map(|(at, (heading, numeric))| Wanted {
            heading,
            numeric: *numeric,
            widest: cells.rows.iter().filter_map(|row| row.get(at)).map(|c| c.0).max().unwrap_or(0),
        })
        .collect();
    let layout = Layout::of(&wanted);
    let text = if cells.rows.len() > LONG {
        long(name, cells, &layout)
    } else {
        float(name, cells, &layout)
    };
    TexTable { name: name.to_owned(), text: format!("% Needs {NEEDS}\n{text}") }
}

/// A table that stays on its page.
fn float(name: &str, cells: &Cells, layout: &Layout) -> String {
    let Parts { head, caption, body, note } = parts(cells, layout);
    let (size, columns) = (layout.size, layout.columns.concat());
    let table = format!(
        "\\begin{{tabular}}{{@{{}}{columns}@{{}}}}\n\\toprule\n{head}\\midrule\n{body}\\bottomrule\n\\end{{tabular}}"
    );
    let table = if layout.too_wide {
        format!("\\resizebox{{\\linewidth}}{{!}}{{%\n{table}}}")
    } else {
        table
    };
    format!(
        "\\begin{{table}}[tbp]\n\\centering\n\\caption{{{caption}}}\n\\label{{tab:{name}}}\n\
         {size}\\setlength{{\\tabcolsep}}{{3pt}}\n{table}\n{note}\\end{{table}}\n"
    )
}

/// A table that runs over pages and repeats its head.
fn long(name: &str, cells: &Cells, layout: &Layout) -> String {
    let Parts { head, caption, body, note } = parts(cells, layout);
    let (size, columns) = (layout.size, layout.columns.concat());
    format!(
        "{{{size}\\setlength{{\\tabcolsep}}{{3pt}}\n\\begin{{longtable}}{{@{{}}{columns}@{{}}}}\n\\caption{{{caption}}}\\label{{tab:{name}}}\\\\\n\
         \\toprule\n{head}\\midrule\n\\endfirsthead\n\\toprule\n{head}\\midrule\n\\endhead\n\
         \\bottomrule\n\\endfoot\n{body}\\end{{longtable}}\n{note}}}\n"
    )
}

/// What both kinds of table are made of.
struct Parts {
    head: String,
    caption: String,
    body: String,
    note: String,
}

fn parts(cells: &Cells, layout: &Layout) -> Parts {
    let heads: Vec<String> = cells
        .headings
        .iter()
        .zip(&layout.headings)
        .map(|((heading, numeric), columns)| {
            let lines: Vec<String> =
                textwrap::wrap(heading, *columns).iter().map(|line| escaped(line)).collect();
            let side = if *numeric { 'r' } else { 'l' };
            match lines.as_slice() {
                [] => String::new(),
                [one] => one.clone(),
                several => format!("\\shortstack[{side}]{{{}}}", several.join("\\\\")),
            }
        })
        .collect();
    let row = |row: &Vec<(usize, String)>| {
        let texts: Vec<&str> = row.iter().map(|cell| cell.1.as_str()).collect();
        format!("{} \\\\\n", texts.join(" & "))
    };
    Parts {
        head: format!("{} \\\\\n", heads.join(" & ")),
        caption: escaped(&cells.caption),
        body: cells.rows.iter().map(row).collect(),
        note: cells.note.map_or_else(String::new, |note| {
            format!("\\par\\smallskip{{\\footnotesize {note}}}\n")
        }),
    }
}
