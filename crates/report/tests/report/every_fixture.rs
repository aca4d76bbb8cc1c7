//! All findings that are built by hand, for what every output must hold to.

use talion::Findings;

use crate::dynamics_fixture::dynamics;
use crate::equilibrium_fixture::equilibrium;
use crate::fixture;
use crate::policy_fixture::policy;
use crate::time_fixture::over_time;

/// One of every kind.
pub(crate) fn every_fixture() -> Vec<Findings> {
    vec![
        fixture::chicken(),
        fixture::wide(),
        fixture::cycle(),
        fixture::three(),
        equilibrium(),
        policy(),
        over_time(),
        dynamics(),
    ]
}
