//! The technology race: who catches up, how fast, and what policy does to it.

use serde::Serialize;
use talion_economy::SectorId;
use talion_game::PlayerId;

/// A leader and a follower, one step a frontier year.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Technology {
    /// Player that is ahead.
    pub leader: PlayerId,
    /// Player that is behind.
    pub follower: PlayerId,
    /// Sectors whose productivity follows the levels.
    pub sectors: Vec<SectorId>,
    /// Gap at the start, frontier years.
    pub gap_years: f64,
    /// Quarters over which the expected gap is taken.
    pub horizon_quarters: f64,
    /// Chance a quarter that the leader advances.
    pub frontier_rate: f64,
    /// How the follower advances.
    pub hazard: CatchUp,
    /// Policies in force at the start.
    pub now: TechnologyPolicy,
    /// Log productivity that a frontier year is worth.
    pub productivity_per_year: f64,
    /// Self-sufficiency at the start.
    pub self_sufficiency_now: f64,
    /// The follower's goal for it.
    pub self_sufficiency_target: f64,
}

/// Chance a quarter that the follower advances by one frontier year:
/// `h0 + hs*subsidy + hf*transfer*(1-ban) - hb*ban + hbs*ban*subsidy`, clamped to [0, 1].
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct CatchUp {
    /// With no policy at all.
    pub h0: f64,
    /// Added by full industrial policy.
    pub hs: f64,
    /// Added by full technology transfer.
    pub hf: f64,
    /// Taken away by a full ban.
    pub hb: f64,
    /// Added by a full ban and full industrial policy together: pressure that spurs.
    pub hbs: f64,
}

/// Policies that the hazard depends on, each as a share of its full strength.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct TechnologyPolicy {
    /// Industrial policy of the follower.
    pub subsidy: f64,
    /// Technology transfer that the follower forces.
    pub transfer: f64,
    /// The leader's ban on selling the technology.
    pub ban: f64,
}

impl CatchUp {
    /// Chance a quarter under given policies.
    pub fn rate(&self, policy: TechnologyPolicy) -> f64 {
        let TechnologyPolicy { subsidy, transfer, ban } = policy;
        let rate = self.h0 + self.hs * subsidy + self.hf * transfer * (1.0 - ban) - self.hb * ban
            + self.hbs * ban * subsidy;
        rate.clamp(0.0, 1.0)
    }
}

impl Technology {
    /// Frontier years that the follower is expected to gain by the horizon, beyond what it would
    /// gain under the policies in force at the start.
    pub fn extra_years(&self, policy: TechnologyPolicy) -> f64 {
        self.horizon_quarters * (self.hazard.rate(policy) - self.hazard.rate(self.now))
    }

    /// Expected gap at the horizon, frontier years.
    pub fn expected_gap(&self, policy: TechnologyPolicy) -> f64 {
        self.gap_years + self.horizon_quarters * (self.frontier_rate - self.hazard.rate(policy))
    }

    /// Productivity of the follower's technology sectors, as a ratio to the baseline.
    pub fn productivity(&self, policy: TechnologyPolicy) -> f64 {
        (self.productivity_per_year * self.extra_years(policy)).exp()
    }

    /// Productivity of the follower's technology sectors at a gap, as a ratio to the baseline.
    pub fn productivity_at(&self, gap_years: f64) -> f64 {
        (self.productivity_per_year * (self.gap_years - gap_years)).exp()
    }

    /// Self-sufficiency in the key product, given the home share of spending in the technology
    /// sectors in the data and at an outcome: the odds of home against foreign supply move in the
    /// same proportion.
    pub fn self_sufficiency(&self, home_share_base: f64, home_share: f64) -> f64 {
        let home = self.self_sufficiency_now * home_share / home_share_base;
        let foreign =
            (1.0 - self.self_sufficiency_now) * (1.0 - home_share) / (1.0 - home_share_base);
        home / (home + foreign)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HAZARD: CatchUp = CatchUp { h0: 0.20, hs: 0.05, hf: 0.05, hb: 0.08, hbs: 0.12 };

    fn technology() -> Technology {
        Technology {
            leader: PlayerId(0),
            follower: PlayerId(1),
            sectors: vec![SectorId(0)],
            gap_years: 5.0,
            horizon_quarters: 20.0,
            frontier_rate: 0.25,
            hazard: HAZARD,
            now: TechnologyPolicy { subsidy: 0.0, transfer: 1.0, ban: 0.0 },
            productivity_per_year: 0.01,
            self_sufficiency_now: 0.16,
            self_sufficiency_target: 0.7,
        }
    }

    fn policy(subsidy: f64, transfer: f64, ban: f64) -> TechnologyPolicy {
        TechnologyPolicy { subsidy, transfer, ban }
    }

    #[test]
    fn each_part_of_the_hazard_enters_as_the_design_says() {
        for (policy, expected) in [
            (policy(0.0, 0.0, 0.0), 0.20),
            (policy(1.0, 0.0, 0.0), 0.25),
            (policy(0.0, 1.0, 0.0), 0.25),
            (policy(0.0, 1.0, 1.0), 0.12),
            (policy(1.0, 1.0, 1.0), 0.29),
            (policy(0.5, 1.0, 0.5), 0.24),
        ] {
            assert!((HAZARD.rate(policy) - expected).abs() < 1e-15, "{policy:?}");
        }
        let wild = CatchUp { hb: 3.0, ..HAZARD };
        assert_eq!(wild.rate(policy(0.0, 0.0, 1.0)), 0.0);
    }

    #[test]
    fn the_gap_holds_while_nothing_changes() {
        let technology = technology();
        assert!((technology.expected_gap(technology.now) - 5.0).abs() < 1e-12);
        assert_eq!(technology.productivity(technology.now), 1.0);
        let spurred = policy(1.0, 1.0, 1.0);
        assert!((technology.expected_gap(spurred) - 4.2).abs() < 1e-12);
        assert!((technology.productivity(spurred) - 0.008_f64.exp()).abs() < 1e-15);
    }

    #[test]
    fn self_sufficiency_moves_with_the_odds_of_home_supply() {
        let technology = technology();
        assert!((technology.self_sufficiency(0.5, 0.5) - 0.16).abs() < 1e-15);
        // Odds of home supply double from 1 to 2: 0.16/0.84 doubles to 0.32/0.84.
        let doubled = technology.self_sufficiency(0.5, 2.0 / 3.0);
        assert!((doubled - 0.32 / 1.16).abs() < 1e-12);
    }
}
