//! Random small economies and policies for property tests.

use proptest::collection::vec;
use proptest::prelude::*;
use talion_economy::{Policy, RegionId, SectorId};

use super::Figures;

/// What may be drawn.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Draw {
    /// Whether sectors may have scale economies.
    pub(crate) scale: bool,
    /// Whether sectors use each other's goods.
    pub(crate) links: bool,
    /// The smallest number of sectors.
    pub(crate) least_sectors: usize,
}

/// The dice of one economy: uniform numbers between 0 and 1, turned into figures by `figures`.
#[derive(Debug, Clone)]
pub(crate) struct Dice {
    n: usize,
    m: usize,
    draw: Draw,
    rolls: Vec<f64>,
}

/// Economies of 2 to 4 regions and up to 4 sectors.
pub(crate) fn dice(draw: Draw) -> impl Strategy<Value = Dice> {
    (2_usize..=4, draw.least_sectors..=4, vec(0.0..1.0_f64, 700))
        .prop_map(move |(n, m, rolls)| Dice { n, m, draw, rolls })
}

/// Hands out rolls one after another.
struct Rolls<'a>(std::slice::Iter<'a, f64>);

impl Rolls<'_> {
    fn next(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.0.next().expect("enough dice for every figure")
    }

    fn happens(&mut self, probability: f64) -> bool {
        self.next(0.0, 1.0) < probability
    }
}

impl Dice {
    /// An economy and a policy that changes every kind of instrument.
    pub(crate) fn figures(&self) -> (Figures, impl Fn(&Policy) -> Policy + use<>) {
        let mut rolls = Rolls(self.rolls.iter());
        let figures = self.economy(&mut rolls);
        let (n, m) = (self.n, self.m);
        let rest: Vec<f64> = rolls.0.copied().collect();
        (figures, move |baseline: &Policy| shake(baseline, n, m, &rest))
    }

    fn economy(&self, rolls: &mut Rolls<'_>) -> Figures {
        let (n, m) = (self.n, self.m);
        let mut flow = vec![vec![vec![0.0; n]; n]; m];
        for (importer, exporter, sector) in triples(n, m) {
            flow[sector][importer][exporter] = if importer == exporter {
                rolls.next(100.0, 300.0)
            } else if rolls.happens(0.1) && sector > 0 {
                // The first sector is traded by all, so that the world hangs together.
                0.0
            } else {
                rolls.next(1.0, 20.0)
            };
        }
        let theta = (0..m).map(|_| rolls.next(1.5, 7.0)).collect::<Vec<_>>();
        let mut figures = Figures::simple(flow, theta);
        for (importer, exporter, sector) in triples(n, m) {
            if importer != exporter {
                figures.tariff[sector][importer][exporter] = rolls.next(-0.05, 0.3);
                figures.export_tax[sector][importer][exporter] = rolls.next(-0.05, 0.1);
            }
        }
        for s in 0..m {
            figures.subsidy[s].iter_mut().for_each(|z| *z = rolls.next(-0.05, 0.1));
            if self.draw.scale && rolls.happens(0.8) {
                figures.psi[s] = rolls.next(0.0, 0.4) / figures.theta[s];
            }
        }
        if self.draw.links {
            link(&mut figures, rolls);
        }
        figures
    }
}

/// Gives each sector inputs such that final use stays positive and value added above a third.
fn link(figures: &mut Figures, rolls: &mut Rolls<'_>) {
    let (n, m) = (figures.regions.len(), figures.sectors.len());
    for i in 0..n {
        let sales = |s: usize| -> f64 {
            let keep = 1.0 - figures.subsidy[s][i];
            (0..n).map(|k| figures.flow[s][k][i] / (1.0 + figures.export_tax[s][k][i]) / keep).sum()
        };
        let spending = |s: usize| -> f64 {
            (0..n).map(|k| figures.flow[s][i][k] * (1.0 + figures.tariff[s][i][k])).sum()
        };
        let limit = 0.66 / m as f64;
        let shares: Vec<Vec<f64>> = (0..m)
            .map(|using| {
                (0..m)
                    .map(|input| {
                        let most = 0.6 * spending(input) / m as f64 / sales(using);
                        if rolls.happens(0.2) { 0.0 } else { rolls.next(0.0, most.min(limit)) }
                    })
                    .collect()
            })
            .collect();
        figures.input[i] = shares;
    }
}

/// A policy with moderate changes to all instruments, and now and then a ban.
fn shake(baseline: &Policy, n: usize, m: usize, rest: &[f64]) -> Policy {
    let mut rolls = Rolls(rest.iter());
    let mut policy = baseline.clone();
    for (importer, exporter, sector) in triples(n, m) {
        let (to, from, id) = (RegionId(importer), RegionId(exporter), SectorId(sector));
        if importer == exporter {
            continue;
        }
        if rolls.happens(0.4) {
            policy.set_tariff(to, from, id, rolls.next(-0.1, 0.6));
        }
        if rolls.happens(0.2) {
            policy.set_export_tax(to, from, id, rolls.next(-0.1, 0.3));
        }
        if rolls.happens(0.2) {
            policy.set_wedge(to, from, id, rolls.next(0.8, 1.5));
        } else if sector > 0 && rolls.happens(0.05) {
            policy.set_wedge(to, from, id, f64::INFINITY);
        }
    }
    for (region, sector) in (0..n).flat_map(|i| (0..m).map(move |s| (RegionId(i), SectorId(s)))) {
        if rolls.happens(0.3) {
            policy.set_subsidy(region, sector, rolls.next(-0.1, 0.2));
        }
        if rolls.happens(0.3) {
            policy.set_productivity(region, sector, rolls.next(0.8, 1.2));
        }
    }
    policy
}

/// All importers, exporters and sectors.
pub(crate) fn triples(n: usize, m: usize) -> impl Iterator<Item = (usize, usize, usize)> {
    (0..m).flat_map(move |s| (0..n).flat_map(move |to| (0..n).map(move |from| (to, from, s))))
}
