//! Data sets: reading, checking and holding the figures of one year.

mod checks;
mod dataset;
mod embedded;
mod files;
mod load;
mod manifest;
mod tables;

pub use dataset::{Dataset, ElasticitySet};
