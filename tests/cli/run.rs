//! `talion run`: the main job, what it prints and what it writes.

use crate::support::{float, folder, run, talion};
use serde_json::Value;
use std::path::Path;

fn findings(out: &Path) -> Value {
    let text = std::fs::read_to_string(out.join("findings.json")).expect("findings.json is there");
    serde_json::from_str(&text).expect("JSON")
}

#[test]
fn the_main_job_needs_no_words_and_certifies_its_answer() {
    let home = folder();
    let ended = run(home.path(), [] as [&str; 0]);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    let out = home.path().join("talion-out");
    for file in ["report.html", "report.md", "findings.json"] {
        assert!(out.join(file).metadata().is_ok_and(|file| file.len() > 0), "{file}");
    }
    let findings = findings(&out);
    let headline = findings["answer"]["headline"].as_str().expect("a sentence");
    assert!(headline.contains("Nash"), "{headline}");
    let first: String = ended.stdout.split_whitespace().take(5).collect::<Vec<_>>().join(" ");
    assert!(headline.starts_with(&first), "the answer comes first: {first} / {headline}");
    assert!(ended.stdout.lines().all(|line| line.chars().count() <= 100), "{}", ended.stdout);
    for equilibrium in findings["main"]["equilibria"].as_array().expect("a list") {
        assert!(equilibrium["max_regret"].as_f64().expect("a number") <= 1e-9);
    }
    assert!(findings["provenance"]["largest_residual"].as_f64().expect("a number") <= 1e-12);
    assert!(!ended.stderr.contains("not certified"), "{}", ended.stderr);
    history_stands_beside_its_odds(&findings);
    let left: Vec<_> = std::fs::read_dir(home.path()).expect("readable").collect();
    assert_eq!(left.len(), 1, "one folder and nothing else");
}

/// What came about has the odds that the game over time gave it; two tracks are not in the record.
fn history_stands_beside_its_odds(findings: &Value) {
    let (history, game) = (&findings["history"], &findings["escalation"]);
    let came = history["quarters"].as_array().expect("a list");
    assert_eq!(came.len(), 29, "28 quarters and the start");
    for (at, odds) in came.iter().zip(game["quarters"].as_array().expect("a list")) {
        assert_eq!(at["quarter"], odds["quarter"]);
        for track in [0, 2] {
            let rung = at["rungs"][track].as_u64().and_then(|rung| usize::try_from(rung).ok());
            assert_eq!(at["rung_odds"][track], odds["rungs"][track][rung.expect("a rung")]);
        }
        assert!(at["rungs"][1].is_null() && at["rung_odds"][3].is_null());
        let phases = match at["phase"].as_str() {
            Some("no talks") => float(&odds["phases"][0]),
            Some("talks") => float(&odds["phases"][1]) + float(&odds["phases"][2]),
            _ => float(&odds["phases"][3]),
        };
        assert!((float(&at["phase_odds"]) - phases).abs() < 1e-15);
    }
    assert_eq!((&came[0]["phase_odds"], &came[0]["rung_odds"][0]), (&1.0.into(), &1.0.into()));
    let lists = &history["scores"][1];
    let mean = came[1..].iter().map(|at| float(&at["rung_odds"][0])).sum::<f64>() / 28.0;
    assert_eq!(lists["quarters"], 28);
    assert!((float(&lists["mean_odds"]) - mean).abs() < 1e-15);
    assert!(history["scores"][2].is_null());
}

#[test]
fn the_scenario_by_name_by_file_and_unsaid_are_the_same_study() {
    let home = folder();
    let text = run(home.path(), ["scenario", "show", "us-china-2018"]).stdout;
    std::fs::write(home.path().join("mine.toml"), text).expect("written");
    for words in [
        &["run", "--draws", "0", "--out", "a"][..],
        &["run", "us-china-2018", "--draws", "0", "--out", "b"],
        &["run", "mine.toml", "--draws", "0", "--out", "c"],
    ] {
        assert_eq!(run(home.path(), words).code, 0, "{words:?}");
    }
    let of = |out: &str| {
        let mut findings = findings(&home.path().join(out));
        // The command is the user's own; nothing else may differ.
        findings["provenance"]["command"] = Value::Null;
        findings
    };
    assert_eq!(of("a"), of("b"));
    assert_eq!(of("a"), of("c"));
}

#[test]
fn quiet_writes_the_report_and_says_nothing() {
    let home = folder();
    let ended =
        run(home.path(), ["run", "september-2018", "-q", "--out", "new/folder", "--seed", "7"]);
    assert_eq!((ended.code, ended.stdout.as_str(), ended.stderr.as_str()), (0, "", ""));
    let findings = findings(&home.path().join("new/folder"));
    assert_eq!(findings["provenance"]["seed"], 7);
    assert_eq!(findings["provenance"]["command"], "talion run september-2018 --seed 7 --draws 250");
}

#[test]
fn files_of_others_in_the_folder_stay() {
    let home = folder();
    std::fs::write(home.path().join("notes.txt"), "mine").expect("written");
    assert_eq!(run(home.path(), ["run", "september-2018", "-q", "--out", "."]).code, 0);
    assert_eq!(std::fs::read_to_string(home.path().join("notes.txt")).expect("kept"), "mine");
    assert!(home.path().join("report.html").exists());
}

#[cfg(target_os = "linux")]
#[test]
fn an_interrupt_stops_the_work_and_leaves_nothing_half_written() {
    use std::process::{Command, Stdio};
    let home = folder();
    let mut child = Command::new(env!("CARGO_BIN_EXE_talion"))
        .args(["run", "--threads", "1"])
        .current_dir(home.path())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the command starts");
    // Once the handler is there the work has just begun.
    while !catches_interrupts(child.id()) {
        assert!(child.try_wait().expect("it can be asked").is_none(), "ended too early");
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
    let sent = Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    assert!(sent.is_ok_and(|status| status.success()));
    assert_eq!(child.wait().expect("it ends").code(), Some(3));
    let left = std::fs::read_dir(home.path()).expect("readable").count();
    assert!(left == 0 || home.path().join("talion-out/report.html").exists(), "half-written");
}

/// Whether a process has a handler for SIGINT, number 2: the second bit of its mask.
#[cfg(target_os = "linux")]
fn catches_interrupts(process: u32) -> bool {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigCgt:"));
    mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).is_some_and(|m| m & 2 != 0)
}

#[test]
fn any_number_of_threads_will_do() {
    let home = folder();
    for threads in ["0", "1", "64"] {
        let out = format!("out-{threads}");
        let ended = talion(home.path())
            .args(["run", "september-2018", "-q", "--threads", threads, "--out", &out])
            .output()
            .expect("the command starts");
        assert_eq!(ended.status.code(), Some(0), "{threads}");
    }
}
