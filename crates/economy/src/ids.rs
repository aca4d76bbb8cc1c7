//! Names of regions and sectors: small ids inside, codes and titles in front of people.

use serde::{Deserialize, Serialize};

/// A region, by its place in [`Dataset::regions`](crate::Dataset::regions).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RegionId(pub usize);

/// A sector, by its place in [`Dataset::sectors`](crate::Dataset::sectors).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SectorId(pub usize);

/// The code that files use for a region or a sector, and the name that people read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    /// Short code, such as `USA` or `ELE`.
    pub code: String,
    /// Name in full, such as `United States`.
    pub name: String,
}
