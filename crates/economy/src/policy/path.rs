//! The way from one policy to another, log-linear in every level.
//!
//! A share `a` of the way, `1 - z`, `1 + e`, `1 + t`, `d` and `T` stand at `old (new/old)^a`. A ban
//! takes away an equal part of the market at every step: with `d = old (1-a)^{-1/theta}` the
//! importer's spending on the goods, other things equal, falls with `1 - a`.

use super::levels::Policy;

/// The way between two policies of one economy.
pub(crate) struct PolicyPath<'a> {
    from: &'a Policy,
    to: &'a Policy,
    theta: &'a [f64],
    /// Regions squared: the number of pairs in a sector.
    pairs: usize,
}

/// Rates of change of the logs of all levels, per unit of the share. Arrays run as in [`Policy`].
pub(crate) struct PolicyChange {
    /// Of `1 + t`.
    pub(crate) tariff: Vec<f64>,
    /// Of `1 + e`.
    pub(crate) export_tax: Vec<f64>,
    /// Of `d`.
    pub(crate) wedge: Vec<f64>,
    /// Of `1 - z`.
    pub(crate) net_cost: Vec<f64>,
    /// Of `T`.
    pub(crate) productivity: Vec<f64>,
    /// Of lump sums received, US$ million: these move in a straight line.
    pub(crate) transfer: Vec<f64>,
}

impl<'a> PolicyPath<'a> {
    pub(crate) fn new(from: &'a Policy, to: &'a Policy, theta: &'a [f64]) -> Self {
        Self { from, to, theta, pairs: from.region_count() * from.region_count() }
    }

    /// The policy a share of the way along, between 0 and 1 but neither.
    pub(crate) fn policy(&self, share: f64) -> Policy {
        let mut policy = self.from.clone();
        let between =
            |old: f64, new: f64| if old == new { new } else { old * (new / old).powf(share) };
        let rate = |level: &mut f64, new: &f64| *level = between(1.0 + *level, 1.0 + new) - 1.0;
        let pairs = |levels: &mut [f64], new: &[f64]| {
            levels.iter_mut().zip(new).for_each(|(level, new)| rate(level, new));
        };
        pairs(&mut policy.tariff, &self.to.tariff);
        pairs(&mut policy.export_tax, &self.to.export_tax);
        for (level, new) in policy.subsidy.iter_mut().zip(&self.to.subsidy) {
            *level = 1.0 - between(1.0 - *level, 1.0 - new);
        }
        for (level, &new) in policy.productivity.iter_mut().zip(&self.to.productivity) {
            *level = between(*level, new);
        }
        for (level, &new) in policy.transfer.iter_mut().zip(&self.to.transfer) {
            *level += share * (new - *level);
        }
        for (at, (level, &new)) in policy.wedge.iter_mut().zip(&self.to.wedge).enumerate() {
            let power = -1.0 / self.theta[at / self.pairs];
            *level = match (level.is_infinite(), new.is_infinite()) {
                (false, false) => between(*level, new),
                (false, true) => *level * (1.0 - share).powf(power),
                (true, false) => new * share.powf(power),
                (true, true) => f64::INFINITY,
            };
        }
        policy
    }

    /// How fast everything changes there.
    pub(crate) fn change(&self, share: f64) -> PolicyChange {
        let logs = |old: &[f64], new: &[f64], level: fn(f64) -> f64| -> Vec<f64> {
            old.iter().zip(new).map(|(&old, &new)| (level(new) / level(old)).ln()).collect()
        };
        let (from, to) = (self.from, self.to);
        let wedges = from.wedge.iter().zip(&to.wedge).enumerate();
        let wedge = wedges.map(|(at, (&old, &new))| {
            let theta = self.theta[at / self.pairs];
            match (old.is_infinite(), new.is_infinite()) {
                (false, false) => (new / old).ln(),
                (false, true) => 1.0 / theta / (1.0 - share),
                (true, false) => -1.0 / theta / share,
                (true, true) => 0.0,
            }
        });
        PolicyChange {
            tariff: logs(&from.tariff, &to.tariff, |t| 1.0 + t),
            export_tax: logs(&from.export_tax, &to.export_tax, |e| 1.0 + e),
            wedge: wedge.collect(),
            net_cost: logs(&from.subsidy, &to.subsidy, |z| 1.0 - z),
            productivity: logs(&from.productivity, &to.productivity, |t| t),
            transfer: from.transfer.iter().zip(&to.transfer).map(|(old, new)| new - old).collect(),
        }
    }
}
