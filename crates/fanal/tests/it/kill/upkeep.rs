//! Compaction and cleaning die at each step; the spool is swept after them all.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, SystemTime};

use super::browser::Browser;
use super::failpoints::{PICKED_UP, reader_until};
use super::lake::{files, strays};
use super::loads::{csv, rows};
use super::place::{Place, ended, text, wait_until};

/// Versions after which a dataset to which rows are added is compacted.
const LOADS: u32 = 16;

#[test]
fn a_compaction_killed_at_any_step_changes_no_row_and_is_ended_by_another_worker() {
    let prepared = Place::new();
    let mut expected = Vec::new();
    for n in 0..LOADS {
        let some = rows(n * 100, 20, "ligne");
        let file = prepared.file("some.csv", csv(&some));
        expected.extend(some);
        let arguments = ["import", text(&file), "--dataset", "arbres", "--mode", "append", "--publish"];
        prepared.must(&arguments);
    }
    expected.sort();
    let steps = [
        "compact.before-commit",
        "lake.data-written",
        "lake.before-commit",
        "lake.after-commit",
        "compact.after-commit",
    ];
    let places: Vec<(&str, Place)> = steps
        .into_iter()
        .map(|step| {
            let place = Place::new();
            copy(prepared.data(), place.data());
            let mut dying = place.command(&["work"]);
            let dead = ended(dying.env("FANAL_FAILPOINT", step).spawn().expect("it starts"));
            assert!(dead.was_killed(), "{step}: {dead:?}");
            (step, place)
        })
        .collect();
    for (step, place) in &places {
        let server = place.serve_without_worker();
        assert!(server.export("arbres").rows() == expected, "{step}: rows before");
        let worker = place.work();
        let mut browser = Browser::sign_in(&server);
        wait_until("the job is over", PICKED_UP, || browser.jobs_under_way() == 0);
        worker.stop();
        let answer = server.export("arbres");
        assert_eq!(answer.version(), i64::from(LOADS), "{step}: a compaction makes no version");
        assert!(answer.rows() == expected, "{step}: rows after");
        place.is_sound();
    }
}

#[test]
fn a_cleaning_killed_at_any_step_is_ended_by_another_worker() {
    let mut places = Vec::new();
    for step in ["vacuum.after-catalogue", "vacuum.after-cleaning"] {
        let mut place = Place::new();
        place.set("FANAL_KEPT_VERSIONS", "1");
        for n in 1..=3 {
            place.import(&place.file("some.csv", csv(&rows(n * 10, 10, "ligne"))), "arbres");
        }
        let mut dying = place.command(&["work"]);
        let dead = ended(dying.env("FANAL_FAILPOINT", step).spawn().expect("it starts"));
        assert!(dead.was_killed(), "{step}: {dead:?}");
        places.push((step, place));
    }
    for (step, place) in &places {
        let server = place.serve_without_worker();
        let mut expected = rows(30, 10, "ligne");
        expected.sort();
        assert!(server.export("arbres").rows() == expected, "{step}: rows before");
        let worker = place.work();
        let mut browser = Browser::sign_in(&server);
        wait_until("the jobs are over", PICKED_UP, || browser.jobs_under_way() == 0);
        worker.stop();
        assert_eq!(strays(place), Vec::<String>::new(), "{step}");
        assert!(server.export("arbres").rows() == expected, "{step}: rows after");
        place.is_sound();
    }
}

#[test]
fn files_that_dead_programs_left_in_the_spool_are_thrown_away() {
    let place = Place::new();
    let file = place.file("a.csv", csv(&rows(1, 10, "ligne")));
    let dying = ["import", text(&file), "--dataset", "arbres", "--publish"];
    let mut dying = place.command(&dying);
    dying.env("FANAL_FAILPOINT", "load.after-catalogue");
    assert!(ended(dying.spawn().expect("it starts")).was_killed());
    let spool = place.data().join("spool");
    assert!(!files(&spool).is_empty(), "the program died before it tidied up");
    let long_ago = SystemTime::now() - Duration::from_secs(2 * 3600);
    for name in files(&spool) {
        let opened = std::fs::File::options().write(true).open(spool.join(name));
        opened.and_then(|f| f.set_modified(long_ago)).expect("the file can be made older");
    }
    let server = place.serve_without_worker();
    wait_until("the spool is empty", Duration::from_secs(10), || files(&spool).is_empty());
    assert_eq!(reader_until(&server, "arbres", 1).rows().len(), 10);
}

/// Copies a data folder that no process uses.
fn copy(from: &Path, to: &Path) {
    let copied = Command::new("cp").args(["-a", text(from), text(to)]).status();
    assert!(copied.is_ok_and(|s| s.success()), "a data folder is copied");
}
