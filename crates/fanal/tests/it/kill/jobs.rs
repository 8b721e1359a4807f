//! Workers that die, loads that meet, loads that are stopped.

use std::time::Duration;

use fanal_testkit::{Catalogue, programs_on_both_catalogues, skipped};

use super::browser::Browser;
use super::failpoints::{PICKED_UP, reader_until};
use super::loads::{csv, rows};
use super::place::{Place, Server, ended, is_gone, signal, text, wait_until};
use super::verifying;

programs_on_both_catalogues! {
    a_killed_worker_is_replaced_and_its_load_ends_as_one_version,
    a_stopped_load_leaves_the_version_before,
    imports_into_one_dataset_at_once_all_end_and_lose_nothing,
}

/// Enough rows that a load takes a while.
const MANY: u32 = 200_000;

/// A server whose worker is in the middle of a long load into a dataset of ten rows.
struct UnderWay {
    server: Server,
    browser: Browser,
    job: String,
}

impl UnderWay {
    #[track_caller]
    fn start(place: &Place) -> Self {
        place.import(&place.file("a.csv", csv(&rows(1, 10, "avant"))), "arbres");
        let server = place.serve();
        let mut browser = Browser::sign_in(&server);
        let many = csv(&rows(1, MANY, "après"));
        let uploaded = browser.upload(Some("arbres"), "b.csv", many.as_bytes());
        let job = browser.load(&uploaded, "replace");
        wait_until("the load is under way", Duration::from_secs(30), || {
            let (state, records) = browser.job(&job);
            assert_ne!(state, "done", "the load was too quick to be cut short");
            records > 0
        });
        Self { server, browser, job }
    }

    /// The version that is served, and its rows.
    fn served(&self) -> (i64, usize) {
        let answer = self.server.export("arbres");
        (answer.version(), answer.rows().len())
    }
}

fn a_killed_worker_is_replaced_and_its_load_ends_as_one_version(catalogue: Catalogue) {
    let place = Place::on(&catalogue);
    let mut under_way = UnderWay::start(&place);
    let first = under_way.server.worker();
    signal(first, "KILL");
    assert_eq!(under_way.served(), (1, 10));
    let after = reader_until(&under_way.server, "arbres", 2);
    assert_eq!((after.version(), after.rows().len()), (2, MANY as usize));
    assert_ne!(under_way.server.worker(), first, "another worker is there");
    let UnderWay { browser, job, .. } = &mut under_way;
    wait_until("the job is over", PICKED_UP, || browser.job(job).0 == "done");
    drop(under_way);
    place.is_sound();
}

fn a_stopped_load_leaves_the_version_before(catalogue: Catalogue) {
    let place = Place::on(&catalogue);
    let mut under_way = UnderWay::start(&place);
    let UnderWay { browser, job, .. } = &mut under_way;
    browser.cancel(job);
    wait_until("the load has stopped", Duration::from_secs(30), || {
        browser.job(job).0 == "cancelled"
    });
    assert_eq!(under_way.served(), (1, 10));
    // The dataset is free for the next load at once.
    place.import(&place.file("c.csv", csv(&rows(1, 20, "ensuite"))), "arbres");
    assert_eq!(reader_until(&under_way.server, "arbres", 2).rows().len(), 20);
    drop(under_way);
    place.is_sound();
}

#[test]
fn an_interrupted_import_is_stopped_and_comes_back_in_no_other_way() {
    let place = Place::new();
    let few = rows(1, 10, "avant");
    place.import(&place.file("a.csv", csv(&few)), "arbres");
    let server = place.serve_without_worker();
    let mut browser = Browser::sign_in(&server);
    let many = place.file("b.csv", csv(&rows(1, MANY, "après")));
    let import = place.command(&["import", text(&many), "--dataset", "arbres"]);
    let import = { import }.spawn().expect("the program can be started");
    // The second job is the profile of the first load.
    wait_until("the load is under way", Duration::from_secs(30), || {
        browser.jobs().len() == 3 && browser.job("/admin/jobs/3").1 > 0
    });
    signal(import.id(), "INT");
    let outcome = ended(import);
    assert_eq!(outcome.code, Some(1), "{outcome:?}");
    assert!(outcome.err.contains("arrêté"), "{outcome:?}");
    assert_eq!(browser.job("/admin/jobs/3").0, "cancelled");
    let after = server.export("arbres");
    assert_eq!((after.version(), after.rows().len()), (1, few.len()));
}

#[test]
fn a_load_that_kills_every_worker_is_given_up_and_the_portal_goes_on() {
    if !verifying() {
        let name = "a_load_that_kills_every_worker_is_given_up_and_the_portal_goes_on";
        return skipped(name, "it takes a minute and a half; FANAL_VERIFY=1 runs it");
    }
    let mut place = Place::new();
    let few = rows(1, 10, "avant");
    place.import(&place.file("a.csv", csv(&few)), "arbres");
    place.set("FANAL_FAILPOINT", "load.batch");
    let server = place.serve();
    let mut browser = Browser::sign_in(&server);
    let deadly = csv(&rows(1, 20, "après"));
    let uploaded = browser.upload(Some("arbres"), "b.csv", deadly.as_bytes());
    let job = browser.load(&uploaded, "replace");
    wait_until("the job is given up", PICKED_UP * 3, || {
        // Workers die all the while, and pages are answered.
        assert_eq!(server.export("arbres").rows().len(), few.len());
        browser.job(&job).0 == "failed"
    });
    assert!(browser.get(&job).text().contains("plusieurs fois"), "{}", browser.get(&job).text());
    assert_eq!(server.export("arbres").version(), 1);
    drop(server);
    place.is_sound();
}

/// The most memory that a process may take for its data, as the system has it.
fn memory_limit(process: u32) -> Option<u64> {
    let limits = std::fs::read_to_string(format!("/proc/{process}/limits")).ok()?;
    let line = limits.lines().find_map(|line| line.strip_prefix("Max data size"))?;
    line.split_whitespace().next()?.parse().ok()
}

#[test]
fn a_worker_takes_no_more_memory_than_it_was_given() {
    let mut place = Place::new();
    place.set("FANAL_WORKER_MEMORY_MB", "345");
    let server = place.serve();
    let (beside, alone) = (server.worker(), place.work());
    for (what, process) in [("beside a server", beside), ("alone", alone.0.id())] {
        wait_until(&format!("a worker {what} is limited"), Duration::from_secs(10), || {
            memory_limit(process) == Some(345_000_000)
        });
    }
    assert_eq!(memory_limit(server.id()), None, "the server has no such limit");
}

#[test]
fn a_worker_does_not_outlive_its_server() {
    let place = Place::new();
    let server = place.serve();
    let worker = server.worker();
    server.kill();
    wait_until("the worker is gone", Duration::from_secs(20), || is_gone(worker));
}

fn imports_into_one_dataset_at_once_all_end_and_lose_nothing(catalogue: Catalogue) {
    let place = Place::on(&catalogue);
    let base = rows(1, 100, "avant");
    place.import(&place.file("a.csv", csv(&base)), "arbres");
    let mut expected = base;
    let started: Vec<_> = (1..=4)
        .map(|n| {
            let some = rows(n * 1000, 500, "ajout");
            let file = place.file(&format!("{n}.csv"), csv(&some));
            expected.extend(some);
            let arguments = ["import", text(&file), "--dataset", "arbres", "--mode", "append"];
            place.command(&arguments).spawn().expect("the program can be started")
        })
        .collect();
    for import in started {
        let outcome = ended(import);
        assert_eq!(outcome.code, Some(0), "{outcome:?}");
    }
    expected.sort();
    let server = place.serve_without_worker();
    let after = server.export("arbres");
    assert_eq!(after.version(), 5, "each import is one version");
    assert!(after.rows() == expected);
    drop(server);
    place.is_sound();
}
