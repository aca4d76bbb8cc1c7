//! The section on the game: players, packages, payoffs, best-reply path, dominance.

use talion::{Findings, GameFindings};

use super::{equilibria, places};
use crate::document::{Block, Column, Matrix, MatrixCell, MatrixPayoff, MatrixRow, Section, Table};
use crate::figures::{FigureKind, Figures};
use crate::format::{Decimals, Script, signed};
use crate::grid::{Grid, at, is_best_reply, pure_equilibrium};
use crate::names;

const SCRIPT: Script = Script::Typographic;

/// The whole section.
pub(super) fn section(findings: &Findings, figures: &Figures) -> Section {
    let mut blocks = vec![
        Block::Paragraph(findings.assumptions.description.clone()),
        Block::Table(packages(findings)),
    ];
    let payoff = |player: usize, profile: usize| {
        findings.profiles.get(profile)?.payoffs.get(player).map(|payoff| payoff.total)
    };
    blocks.push(payoffs(
        findings,
        &findings.main,
        "payoffs",
        "Payoffs with all terms, in percent of real income.",
        payoff,
    ));
    blocks.extend(places(figures, FigureKind::Escalation));
    blocks.push(path_words(findings));
    if !findings.main.eliminated.is_empty() {
        blocks.push(Block::Table(eliminated(findings)));
    }
    if let Some(variant) = findings.without.first() {
        blocks.push(payoffs(
            findings,
            &variant.game,
            "payoffs-variant",
            &format!(
                "Payoffs with {} switched off (variant “{}”), in percent of real income.",
                variant.description, variant.name
            ),
            |player, profile| variant.payoffs.get(player)?.get(profile).copied(),
        ));
    }
    blocks.extend(welfare(findings, figures));
    Section { id: "game", title: "The game", blocks }
}

fn packages(findings: &Findings) -> Table {
    let rows = findings.players.iter().flat_map(|player| {
        player.packages.iter().map(|package| {
            let moves = package.moves.join("; ");
            let moves = if moves.is_empty() { "No move".to_owned() } else { moves };
            vec![package.label.clone(), player.name.clone(), package.description.clone(), moves]
                .into()
        })
    });
    Table {
        id: "packages".into(),
        caption: "What each player can choose.".into(),
        columns: ["Package", "Player", "What it is", "Moves"].map(Column::text).into(),
        rows: rows.collect(),
    }
}

/// The payoffs of a game: a matrix for two players, else a table of all profiles.
fn payoffs(
    findings: &Findings,
    game: &GameFindings,
    id: &str,
    what: &str,
    payoff: impl Fn(usize, usize) -> Option<f64>,
) -> Block {
    let players = 0..findings.players.len();
    let all = players.flat_map(|player| (0..findings.profiles.len()).map(move |at| (player, at)));
    let decimals = Decimals::percent(all.filter_map(|(player, at)| payoff(player, at)));
    let cell = |player: usize, profile: usize| MatrixPayoff {
        value: payoff(player, profile)
            .map_or_else(|| "no value".to_owned(), |value| signed(value, decimals, SCRIPT)),
        best_reply: is_best_reply(game, profile, player),
    };
    match Grid::of(findings) {
        Some(grid) => Block::Matrix(matrix(&grid, game, id, what, cell)),
        None => Block::Table(profile_table(findings, game, id, what, cell)),
    }
}

fn matrix(
    grid: &Grid<'_>,
    game: &GameFindings,
    id: &str,
    what: &str,
    cell: impl Fn(usize, usize) -> MatrixPayoff,
) -> Matrix {
    let one = |row: usize, column: usize| {
        let equilibrium = pure_equilibrium(game, &[row, column]);
        let profile = grid.index(row, column);
        MatrixCell {
            payoffs: vec![cell(0, profile), cell(1, profile)],
            equilibrium: equilibrium.map(names::mark),
            selected: equilibrium.is_some() && equilibrium == game.selected,
        }
    };
    let rows = (0..grid.rows()).map(|row| MatrixRow {
        label: names::package(grid.row_player, row),
        cells: (0..grid.columns()).map(|column| one(row, column)).collect(),
    });
    Matrix {
        id: id.into(),
        caption: format!(
            "{what} {} first, then {}; best replies underlined, equilibria in pure strategies shaded.",
            grid.row_player.name, grid.column_player.name
        ),
        row_player: grid.row_player.name.clone(),
        column_player: grid.column_player.name.clone(),
        columns: (0..grid.columns()).map(|at| names::package(grid.column_player, at)).collect(),
        rows: rows.collect(),
    }
}

fn profile_table(
    findings: &Findings,
    game: &GameFindings,
    id: &str,
    what: &str,
    cell: impl Fn(usize, usize) -> MatrixPayoff,
) -> Table {
    let mut columns = vec![Column::text("Profile")];
    columns.extend(findings.players.iter().map(|player| Column::number(&player.name)));
    columns.push(Column::text("Equilibrium"));
    let rows = findings.profiles.iter().enumerate().map(|(at, profile)| {
        let mut cells = vec![names::profile(&findings.players, &profile.profile)];
        cells.extend((0..findings.players.len()).map(|player| {
            let payoff = cell(player, at);
            format!("{}{}", payoff.value, if payoff.best_reply { " *" } else { "" })
        }));
        let equilibrium = pure_equilibrium(game, &profile.profile);
        cells.push(equilibrium.map(names::mark).unwrap_or_default());
        let selected = equilibrium.is_some() && equilibrium == game.selected;
        crate::document::Row { cells, selected }
    });
    let caption = format!("{what} A star marks a best reply.");
    Table { id: id.into(), caption, columns, rows: rows.collect() }
}

fn path_words(findings: &Findings) -> Block {
    let path = &findings.main.path;
    let Some((first, rest)) = path.profiles.split_first() else {
        return Block::Paragraph("No path of best replies was followed.".into());
    };
    let mut steps = vec![format!("Start: {}.", names::profile(&findings.players, first))];
    steps.extend(rest.iter().enumerate().map(|(at, profile)| {
        let mover = path.movers.get(at).map_or("someone", String::as_str);
        format!("{mover} moves: {}.", names::profile(&findings.players, profile))
    }));
    steps.push(match &path.cycle {
        Some(cycle) => format!("There best replies turn in a cycle of {} profiles.", cycle.len()),
        None => "There nobody gains by moving alone.".to_owned(),
    });
    Block::List(steps)
}

fn eliminated(findings: &Findings) -> Table {
    let rows = findings.main.eliminated.iter().map(|step| {
        vec![
            names::package_by_name(&findings.players, &step.player, &step.package),
            step.player.clone(),
            step.round.to_string(),
            step.dominated_by.clone(),
        ]
        .into()
    });
    Table {
        id: "eliminated".into(),
        caption: "Packages that iterated strict dominance removes.".into(),
        columns: vec![
            Column::text("Package"),
            Column::text("Player"),
            Column::number("Round"),
            Column::text("Dominated by"),
        ],
        rows: rows.collect(),
    }
}

/// Welfare at every profile: heat maps for two players, else a table.
fn welfare(findings: &Findings, figures: &Figures) -> Vec<Block> {
    let maps: Vec<Block> = places(figures, FigureKind::Welfare).collect();
    if !maps.is_empty() {
        return maps;
    }
    let sentence = format!(
        "A heat map needs two players; with {} players the changes in welfare are listed.",
        findings.players.len()
    );
    let all = findings.profiles.iter().flat_map(|profile| &profile.regions);
    let decimals = Decimals::percent(all.map(|region| region.welfare_percent));
    let rows = findings.profiles.iter().map(|profile| {
        let mut cells = vec![names::profile(&findings.players, &profile.profile)];
        cells.extend(findings.players.iter().map(|player| {
            let regions = at(findings, &profile.profile).map(|at| at.regions.as_slice());
            equilibria::region(regions.unwrap_or_default(), &player.region)
                .map(|region| signed(region.welfare_percent, decimals, SCRIPT))
                .unwrap_or_default()
        }));
        cells.into()
    });
    let mut columns = vec![Column::text("Profile")];
    columns.extend(findings.players.iter().map(|player| Column::number(&player.region_name)));
    let table = Table {
        id: "welfare".into(),
        caption: "Change in real income by profile, percent.".into(),
        columns,
        rows: rows.collect(),
    };
    vec![Block::Paragraph(sentence), Block::Table(table)]
}
