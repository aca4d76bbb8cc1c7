//! What a bargaining problem in a file comes to: plain data with labels, the JSON of `--format json`.

use serde::Serialize;
use std::io;
use talion::game::{BargainingError, BargainingProblem, Deal, DealRule};
use talion::solve::bargaining::{
    AlternatingOffers, Linkage, OfferTerms, ParetoFrontier, Vertex, Zone, alternating_offers,
    bargain, linkage, zone,
};

/// What the flags ask.
pub(super) struct Asked {
    pub(super) weights: [f64; 2],
    pub(super) discounts: [f64; 2],
    pub(super) breakdown: f64,
}

/// A bargaining problem and what was found.
#[derive(Debug, Serialize)]
pub(super) struct ProblemResult {
    pub(super) form: &'static str,
    pub(super) title: String,
    pub(super) players: [String; 2],
    pub(super) disagreement: [f64; 2],
    /// What a deal has shares of: issues, or points.
    pub(super) labels: Vec<String>,
    /// Whether there is anything to agree on, and the frontier of what there is.
    pub(super) zone: Zone,
    /// The whole Pareto frontier, corner by corner.
    pub(super) frontier: Vec<Vertex>,
    /// The deal under each rule.
    pub(super) deals: Vec<DealTold>,
    /// The game of alternating offers; null where there is nothing to agree on.
    pub(super) offers: Option<AlternatingOffers>,
    /// Which issues can be settled alone; null for points.
    pub(super) linkage: Option<Linkage>,
}

/// A deal and the rule that picks it.
#[derive(Debug, Serialize)]
pub(super) struct DealTold {
    pub(super) rule: String,
    #[serde(flatten)]
    pub(super) deal: Deal,
}

impl ProblemResult {
    pub(super) fn of(problem: &BargainingProblem, asked: &Asked) -> Result<Self, BargainingError> {
        let players = problem.players().clone();
        let rules = [
            ("Nash".to_owned(), DealRule::Nash { weights: asked.weights }),
            ("Kalai-Smorodinsky".to_owned(), DealRule::KalaiSmorodinsky),
            ("egalitarian".to_owned(), DealRule::Egalitarian),
            ("utilitarian".to_owned(), DealRule::Utilitarian),
            (format!("best for {}", players[0]), DealRule::BestFor { player: 0 }),
            (format!("best for {}", players[1]), DealRule::BestFor { player: 1 }),
        ];
        let mut deals = Vec::new();
        for (name, rule) in rules {
            deals.extend(bargain(problem, rule)?.map(|deal| DealTold { rule: name, deal }));
        }
        let frontier = ParetoFrontier::of(problem);
        let d = problem.disagreement();
        let terms = OfferTerms {
            discounts: asked.discounts,
            breakdown: asked.breakdown,
            outside: d,
            meanwhile: d,
        };
        let offers = (!deals.is_empty()).then(|| alternating_offers(&frontier, &terms));
        Ok(Self {
            form: "bargaining",
            title: problem.title().to_owned(),
            players,
            disagreement: d,
            labels: problem.labels(),
            zone: zone(problem),
            frontier: frontier.vertices,
            deals,
            offers: offers.transpose()?,
            linkage: linkage(problem),
        })
    }

    /// The largest gap of any deal, in proportion to its payoffs.
    pub(super) fn worst_gap(&self) -> f64 {
        let gap = |told: &DealTold| {
            let scale = 1.0 + told.deal.payoffs[0].abs() + told.deal.payoffs[1].abs();
            let check = &told.deal.certificate;
            check.gap.abs().max(check.infeasible).max(check.shortfall) / scale
        };
        // Written so that what is not a number is a gap.
        self.deals
            .iter()
            .map(gap)
            .fold(0.0, |worst: f64, gap| if gap <= worst { worst } else { gap })
    }
}

/// The deals as CSV: one row per rule.
pub(super) fn rows(result: &ProblemResult) -> io::Result<String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut header = vec!["rule".to_owned()];
    header.extend(result.players.iter().map(|player| format!("payoff_{player}")));
    header.push("gap".to_owned());
    header.extend(result.labels.iter().cloned());
    writer.write_record(header)?;
    for told in &result.deals {
        let mut row = vec![told.rule.clone()];
        let numbers = told.deal.payoffs.iter().chain([&told.deal.certificate.gap]);
        row.extend(
            numbers.chain(&told.deal.shares).map(|x| serde_json::Value::from(*x).to_string()),
        );
        writer.write_record(row)?;
    }
    let bytes = writer.into_inner().map_err(|error| io::Error::other(error.to_string()))?;
    String::from_utf8(bytes).map_err(io::Error::other)
}
