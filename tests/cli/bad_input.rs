//! Folders that cannot be written: found before the work, one clear error, nothing half-written.

use crate::support::{assert_refused, folder, run};
use std::time::{Duration, Instant};

/// Far less than the work takes in a build without optimisation, far more than a look at the disk.
const AT_ONCE: Duration = Duration::from_secs(2);

#[test]
fn an_output_folder_that_is_a_file_is_refused_before_the_work() {
    let home = folder();
    std::fs::write(home.path().join("taken"), "mine").expect("written");
    for out in ["taken", "taken/below"] {
        let started = Instant::now();
        let ended = run(home.path(), ["run", "--out", out]);
        assert!(started.elapsed() < AT_ONCE);
        assert_refused(&ended, &["taken", "is a file"]);
        assert_eq!(ended.stderr.lines().count(), 1, "{}", ended.stderr);
    }
    assert_eq!(std::fs::read_to_string(home.path().join("taken")).expect("readable"), "mine");
    assert_eq!(std::fs::read_dir(home.path()).expect("readable").count(), 1);
}

#[test]
fn an_output_folder_without_a_name_is_refused() {
    assert_refused(&run(folder().path(), ["run", "--out", ""]), &["--out"]);
}

#[cfg(target_os = "linux")]
#[test]
fn an_output_folder_that_the_system_does_not_let_us_write_is_refused() {
    // Not even root makes files here.
    let ended = run(folder().path(), ["run", "--out", "/proc/talion"]);
    assert_refused(&ended, &["/proc/talion"]);
}
