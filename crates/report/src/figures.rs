//! Figures as SVG: which there are for given findings.

mod axis;
mod beliefs;
mod best_responses;
mod colour;
mod contour;
mod decomposition;
mod escalation;
mod frontier;
mod heat_map;
mod kept_tariffs;
mod labels;
mod ladder_graph;
mod legend;
mod over_time;
mod payoff_set;
mod payoff_terms;
mod plane;
mod quantal;
mod ridge;
mod scene;
mod situations;
mod stacked;
mod tornado;

use serde::Serialize;
use talion::{BacktestFindings, Findings};

use crate::error::ReportError;
use crate::templates::render;

pub(crate) use quantal::limit_words;

/// What a figure shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum FigureKind {
    /// Welfare of a player at every profile.
    Welfare,
    /// Payoffs taken apart into their terms.
    PayoffTerms,
    /// Where welfare comes from at the selected equilibrium.
    WelfareParts,
    /// The branch of logit equilibria.
    Quantal,
    /// The path of best replies from the status quo.
    Escalation,
    /// Odds of every phase and rung over time.
    OverTime,
    /// Hazards of giving in and beliefs, over time.
    Beliefs,
    /// The likeliest situations of the game over time, and who takes play where.
    Ladder,
    /// Best responses of two players in one tariff each.
    BestResponses,
    /// The ladder without time, situations filled by how stable they are.
    Situations,
    /// What can be sustained, by discount factor.
    PayoffSet,
    /// The most cooperative tariffs that keep themselves, by discount factor.
    KeptTariffs,
    /// What one assumed number at a time does to the answer.
    Tornado,
    /// The Pareto frontier of the talks.
    Frontier,
    /// The likelihood of a back-test over precision and inertia.
    Ridge,
}

/// A figure, whole in itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Figure {
    /// Name of its file without ending; with `figure-` before it, the head of every id inside it.
    pub name: String,
    /// What it shows.
    pub kind: FigureKind,
    /// Title, as drawn.
    pub title: String,
    /// How to read it, for the line under it and for those who cannot see it.
    pub caption: String,
    /// The drawing: an `svg` element with a white ground. Its parts carry classes (`ink`, `muted`,
    /// `rule`, `paper`) by which a page may colour them anew.
    pub svg: String,
}

/// All figures of a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Figures {
    /// Figures in the order of the report.
    pub list: Vec<Figure>,
}

/// Draws every figure that the findings have matter for.
///
/// # Errors
/// [`ReportError::Template`] if a template of this crate is wrong.
pub fn draw(findings: &Findings) -> Result<Figures, ReportError> {
    let mut list = Vec::new();
    for drawing in heat_map::draw(findings) {
        list.push(finish(FigureKind::Welfare, drawing)?);
    }
    if let Some(drawing) = escalation::draw(findings) {
        list.push(finish(FigureKind::Escalation, drawing)?);
    }
    if let Some(drawing) = payoff_terms::draw(findings) {
        list.push(finish(FigureKind::PayoffTerms, drawing)?);
    }
    if let Some(drawing) = decomposition::draw(findings) {
        list.push(finish(FigureKind::WelfareParts, drawing)?);
    }
    if let Some(drawing) = quantal::draw(findings) {
        list.push(finish(FigureKind::Quantal, drawing)?);
    }
    if let Some(drawing) = best_responses::draw(findings) {
        list.push(finish(FigureKind::BestResponses, drawing)?);
    }
    if let Some(drawing) = over_time::draw(findings) {
        list.push(finish(FigureKind::OverTime, drawing)?);
    }
    if let Some(drawing) = situations::draw(findings) {
        list.push(finish(FigureKind::Situations, drawing)?);
    }
    if let Some(drawing) = payoff_set::draw(findings) {
        list.push(finish(FigureKind::PayoffSet, drawing)?);
    }
    if let Some(drawing) = kept_tariffs::draw(findings) {
        list.push(finish(FigureKind::KeptTariffs, drawing)?);
    }
    if let Some(drawing) = tornado::draw(findings) {
        list.push(finish(FigureKind::Tornado, drawing)?);
    }
    if let Some(drawing) = frontier::draw(findings) {
        list.push(finish(FigureKind::Frontier, drawing)?);
    }
    if let Some(drawing) = beliefs::draw(findings) {
        list.push(finish(FigureKind::Beliefs, drawing)?);
    }
    if let Some(drawing) = ladder_graph::draw(findings) {
        list.push(finish(FigureKind::Ladder, drawing)?);
    }
    Ok(Figures { list })
}

/// Draws the ridge of a back-test.
///
/// # Errors
/// [`ReportError::Template`] if a template of this crate is wrong.
pub fn ridge(findings: &BacktestFindings) -> Result<Figure, ReportError> {
    finish(FigureKind::Ridge, ridge::draw(findings))
}

fn finish(kind: FigureKind, scene: scene::Scene) -> Result<Figure, ReportError> {
    let svg = render("scene.svg", &scene)?;
    Ok(Figure { name: scene.name, kind, title: scene.title, caption: scene.caption, svg })
}

/// The colour of an arc by who moves: one for every player, one for several together, one for chance.
pub(crate) fn mover_colour(players: &[String], movers: &[String]) -> String {
    colour::mover(players, movers).hex()
}
