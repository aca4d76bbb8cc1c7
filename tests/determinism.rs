//! Same scenario, same seed, same bytes, at any number of threads.
fn main() {}
