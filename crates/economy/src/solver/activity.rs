//! Which producers still sell and which markets still buy: bans can close some for good.

use crate::economy::Calibration;

/// A policy under which no equilibrium can exist.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Dead {
    /// Final buyers of a region are left without any supplier of a sector.
    NoSupplier { region: usize, sector: usize },
    /// Nothing that a region makes has a buyer.
    NoBuyer { region: usize },
    /// Regions trade with nobody outside but are to keep a deficit together; one of them is named.
    DeficitWithoutTrade { region: usize, deficit: f64 },
}

/// Deficits below this share of income are rounding.
const DEFICIT_ROUNDING: f64 = 1e-9;

/// Living producers and markets, sector by sector, regions within.
pub(crate) struct Activity {
    /// The producer sells somewhere.
    pub(crate) producer: Vec<bool>,
    /// The region buys goods of the sector.
    pub(crate) market: Vec<bool>,
    /// By region, the first region of the part of the world that it trades in. Parts that do not
    /// trade with each other have no common wage level, so each keeps its own wage bill.
    pub(crate) part: Vec<usize>,
}

impl Activity {
    pub(crate) fn new(cal: &Calibration) -> Self {
        Self {
            producer: cal.sales.iter().map(|&sales| sales > 0.0).collect(),
            market: cal.spending.iter().map(|&spending| spending > 0.0).collect(),
            part: vec![0; cal.n],
        }
    }

    /// Works out who is left under the given appeals. Closing one producer can close the markets
    /// for its inputs and the users of its output, so this goes on until nothing changes.
    pub(crate) fn update(
        &mut self,
        cal: &Calibration,
        appeal: &[f64],
        deficit: impl Fn(usize) -> f64,
    ) -> Result<(), Dead> {
        let (n, m) = (cal.n, cal.m);
        for at in 0..n * m {
            self.producer[at] = cal.sales[at] > 0.0;
            self.market[at] = cal.spending[at] > 0.0;
        }
        loop {
            let mut changed = false;
            for at in 0..n * m {
                if self.producer[at] && !(self.sells(n, at, appeal) && self.has_inputs(cal, at)) {
                    self.producer[at] = false;
                    changed = true;
                }
            }
            for at in 0..n * m {
                let supplied = self.supplied(n, at, appeal);
                if self.market[at] && !(supplied && self.has_users(cal, at)) {
                    if !supplied && cal.final_share[at] != 0.0 {
                        let (region, sector) = (at % n, at / n);
                        return Err(Dead::NoSupplier { region, sector });
                    }
                    self.market[at] = false;
                    changed = true;
                }
            }
            if !changed {
                break;
            }
        }
        let earns = |i: usize| {
            (0..m).any(|s| self.producer[s * n + i] && cal.structure.labour[s * n + i] > 0.0)
        };
        if let Some(region) = (0..n).find(|&i| !earns(i)) {
            return Err(Dead::NoBuyer { region });
        }
        self.find_parts(n, appeal);
        for first in 0..n {
            let inside = (0..n).filter(|&i| self.part[i] == first);
            let (owed, income) = inside
                .fold((0.0, 0.0), |(owed, income), i| (owed + deficit(i), income + cal.income[i]));
            if owed.abs() > DEFICIT_ROUNDING * income {
                return Err(Dead::DeficitWithoutTrade { region: first, deficit: owed });
            }
        }
        Ok(())
    }

    /// Joins every two regions between which goods still move.
    fn find_parts(&mut self, n: usize, appeal: &[f64]) {
        for (i, part) in self.part.iter_mut().enumerate() {
            *part = i;
        }
        for (at, _) in appeal.iter().enumerate().filter(|(_, a)| **a > 0.0) {
            let (s, importer, exporter) = (at / n / n, (at / n) % n, at % n);
            let (a, b) = (self.part[importer], self.part[exporter]);
            if a != b && self.market[s * n + importer] && self.producer[s * n + exporter] {
                let (keep, join) = (a.min(b), a.max(b));
                self.part.iter_mut().filter(|p| **p == join).for_each(|p| *p = keep);
            }
        }
    }

    fn sells(&self, n: usize, at: usize, appeal: &[f64]) -> bool {
        let (s, i) = (at / n, at % n);
        (0..n).any(|k| self.market[s * n + k] && appeal[(s * n + k) * n + i] > 0.0)
    }

    fn supplied(&self, n: usize, at: usize, appeal: &[f64]) -> bool {
        let s = at / n;
        (0..n).any(|i| self.producer[s * n + i] && appeal[at * n + i] > 0.0)
    }

    /// Every input that the producer needs is on sale in its region.
    fn has_inputs(&self, cal: &Calibration, at: usize) -> bool {
        let (n, m, s, i) = (cal.n, cal.m, at / cal.n, at % cal.n);
        let row = cal.inputs_of(i).get(s * m..(s + 1) * m).unwrap_or_default();
        let mut needed = row.iter().enumerate().filter(|(_, g)| **g > 0.0);
        needed.all(|(k, _)| self.market[k * n + i])
    }

    /// Somebody in the region wants the goods: final users or a living producer.
    fn has_users(&self, cal: &Calibration, at: usize) -> bool {
        let (n, m, s, i) = (cal.n, cal.m, at / cal.n, at % cal.n);
        let inputs = cal.inputs_of(i);
        cal.final_share[at] != 0.0
            || (0..m).any(|k| {
                self.producer[k * n + i] && inputs.get(k * m + s).is_some_and(|&g| g > 0.0)
            })
    }
}
