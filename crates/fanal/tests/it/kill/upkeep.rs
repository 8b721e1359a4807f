//! Compaction and cleaning die at each step; the spool is swept after them all.

use std::time::{Duration, SystemTime};

use fanal_testkit::{Catalogue, programs_on_both_catalogues};

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

programs_on_both_catalogues! {
    upkeep_killed_at_any_step_changes_no_row_and_is_ended_by_another_worker,
}

fn upkeep_killed_at_any_step_changes_no_row_and_is_ended_by_another_worker(catalogue: Catalogue) {
    let mut place = Place::on(&catalogue);
    // One dataset a step, side by side: importing them is most of the work.
    let fragmented = std::thread::scope(|scope| {
        let filling = COMPACTION.map(|step| scope.spawn(|| fragmented(&place, &named(step))));
        filling.map(|filled| filled.join().expect("it was filled"))
    });
    let compacted = COMPACTION.into_iter().zip(fragmented);
    let mut cases: Vec<(&str, Vec<String>, i64)> =
        compacted.map(|(step, rows)| (step, rows, i64::from(LOADS))).collect();
    place.set("FANAL_KEPT_VERSIONS", "1");
    for step in CLEANING {
        cases.push((step, outgrown(&place, &named(step)), 3));
    }
    // All die first: the leases that they leave run out together.
    for (step, ..) in &cases {
        let mut dying = place.command(&["work"]);
        let dead = ended(dying.env("FANAL_FAILPOINT", step).spawn().expect("it starts"));
        assert!(dead.was_killed(), "{step}: {dead:?}");
    }
    let server = place.serve_without_worker();
    for (step, expected, _) in &cases {
        assert!(server.export(&named(step)).rows() == *expected, "{step}: rows before");
    }
    let worker = place.work();
    let mut browser = Browser::sign_in(&server);
    wait_until("all jobs are over", PICKED_UP, || browser.jobs_under_way() == 0);
    worker.stop();
    for (step, expected, version) in &cases {
        let answer = server.export(&named(step));
        assert_eq!(answer.version(), *version, "{step}: upkeep makes no version");
        assert!(answer.rows() == *expected, "{step}: rows after");
    }
    assert!(browser.jobs().iter().all(|state| state == "done"), "nothing is given up");
    let strays: Vec<String> = strays(&place);
    assert_eq!(strays.iter().filter(|s| cleaned(s)).collect::<Vec<_>>(), Vec::<&String>::new());
    place.is_sound();
}

/// Whether it lies in a dataset that was cleaned: those are the last ones.
fn cleaned(stray: &str) -> bool {
    let first = COMPACTION.len() + 1;
    (first..first + CLEANING.len()).any(|id| stray.contains(&format!("/datasets/{id}:")))
}

/// The dataset of a step.
fn named(step: &str) -> String {
    step.replace('.', "-")
}

/// Makes a dataset of so many small files that its compaction is in the queue; returns its rows.
fn fragmented(place: &Place, dataset: &str) -> Vec<String> {
    let mut expected = Vec::new();
    for n in 0..LOADS {
        let some = rows(n * 100, 20, "ligne");
        let file = place.file(&format!("{dataset}.csv"), csv(&some));
        expected.extend(some);
        let arguments =
            ["import", text(&file), "--dataset", dataset, "--mode", "append", "--publish"];
        place.must(&arguments);
    }
    expected.sort();
    expected
}

/// Makes a dataset of more versions than are kept, whose cleaning is in the queue; returns its rows.
fn outgrown(place: &Place, dataset: &str) -> Vec<String> {
    let mut last = Vec::new();
    for n in 1..=3 {
        last = rows(n * 10, 10, "ligne");
        place.import(&place.file("some.csv", csv(&last)), dataset);
    }
    last.sort();
    last
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
