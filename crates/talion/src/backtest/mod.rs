//! The back-test: how well the logit Markov equilibrium forecasts what two governments did.

mod answer;
mod ascent;
mod benchmarks;
mod class;
mod decision;
mod findings;
mod fit;
mod likelihood;
mod move_model;
mod scores;
mod study;

pub use benchmarks::Benchmark;
pub use class::ActionClass;
pub use decision::Decision;
pub use findings::{
    BACKTEST_SCHEMA, BacktestFindings, ChoiceFindings, EstimateFindings, ForecastFindings,
    MoveFindings, RidgeFindings, SurfaceFindings, WindowFindings,
};
pub use fit::{DROP_95, Fit, Grid, Interval, Surface};
pub use move_model::MoveModel;
pub use scores::{Lead, Scores};
pub use study::{BacktestOptions, BacktestStudy};
