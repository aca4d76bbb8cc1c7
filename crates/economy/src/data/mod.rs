//! Data sets: reading, checking and holding the figures of one year.

mod dataset;
mod embedded;

pub use dataset::{Dataset, ElasticitySet};
