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

/// Steps at which a compaction can be made to die.
const COMPACTION: [&str; 5] = [
    "compact.before-commit",
    "lake.data-written",
    "lake.before-commit",
    "lake.after-commit",
    "compact.after-commit",
];
/// Steps at which a cleaning can be made to die.
const CLEANING: [&str; 2] = ["vacuum.after-catalogue", "vacuum.after-cleaning"];

#[test]
fn upkeep_killed_at_any_step_changes_no_row_and_is_ended_by_another_worker() {
    let (fragmented, many) = fragmented();
    let dead_compactions = COMPACTION.into_iter().map(|step| {
        let place = Place::new();
        copy(fragmented.data(), place.data());
        (step, place, many.clone(), i64::from(LOADS))
    });
    let dead_cleanings = CLEANING.into_iter().map(|step| {
        let (place, last) = outgrown();
        (step, place, last, 3)
    });
    let dead: Vec<_> = dead_compactions.chain(dead_cleanings).collect();
    // All die first: the leases that they leave run out together.
    for (step, place, ..) in &dead {
        let mut dying = place.command(&["work"]);
        let dead = ended(dying.env("FANAL_FAILPOINT", step).spawn().expect("it starts"));
        assert!(dead.was_killed(), "{step}: {dead:?}");
    }
    for (step, place, expected, version) in &dead {
        let server = place.serve_without_worker();
        assert!(server.export("arbres").rows() == *expected, "{step}: rows before");
        let worker = place.work();
        let mut browser = Browser::sign_in(&server);
        wait_until("all jobs are over", PICKED_UP, || browser.jobs_under_way() == 0);
        worker.stop();
        let answer = server.export("arbres");
        assert_eq!(answer.version(), *version, "{step}: upkeep makes no version");
        assert!(answer.rows() == *expected, "{step}: rows after");
        assert!(browser.jobs().iter().all(|state| state == "done"), "{step}: nothing is given up");
        if CLEANING.contains(step) {
            assert_eq!(strays(place), Vec::<String>::new(), "{step}");
        }
        place.is_sound();
    }
}

/// A dataset of so many small files that its compaction is in the queue, and its rows.
fn fragmented() -> (Place, Vec<String>) {
    let place = Place::new();
    let mut expected = Vec::new();
    for n in 0..LOADS {
        let some = rows(n * 100, 20, "ligne");
        let file = place.file("some.csv", csv(&some));
        expected.extend(some);
        let arguments =
            ["import", text(&file), "--dataset", "arbres", "--mode", "append", "--publish"];
        place.must(&arguments);
    }
    expected.sort();
    (place, expected)
}

/// A dataset of more versions than are kept, whose cleaning is in the queue, and its rows.
fn outgrown() -> (Place, Vec<String>) {
    let mut place = Place::new();
    place.set("FANAL_KEPT_VERSIONS", "1");
    let mut last = Vec::new();
    for n in 1..=3 {
        last = rows(n * 10, 10, "ligne");
        place.import(&place.file("some.csv", csv(&last)), "arbres");
    }
    last.sort();
    (place, last)
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
    let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000);
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
