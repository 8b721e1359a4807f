//! Workers that die, loads that meet, loads that are stopped.

use std::time::Duration;

use fanal_testkit::{Catalogue, programs_on_both_catalogues};

use super::browser::Browser;
use super::failpoints::{PICKED_UP, reader_until};
use super::loads::{csv, rows};
use super::place::{Place, ended, signal, text, wait_until};
use super::verifying;

programs_on_both_catalogues! {
    a_killed_worker_is_replaced_and_its_load_ends_as_one_version,
    a_stopped_load_leaves_the_version_before,
    imports_into_one_dataset_at_once_all_end_and_lose_nothing,
}

/// Enough rows that a load takes a while.
const MANY: u32 = 200_000;

fn a_killed_worker_is_replaced_and_its_load_ends_as_one_version(catalogue: Catalogue) {
    let place = Place::on(&catalogue);
    let few = rows(1, 10, "avant");
    place.import(&place.file("a.csv", csv(&few)), "arbres");
    let server = place.serve();
    let mut browser = Browser::sign_in(&server);
    let many = csv(&rows(1, MANY, "après"));
    let uploaded = browser.upload(Some("arbres"), "b.csv", many.as_bytes());
    let job = browser.load(&uploaded, "replace");
    wait_until("the load is under way", Duration::from_secs(30), || {
        let (state, records) = browser.job(&job);
        assert_ne!(state, "done", "the load was too quick to be killed");
        records > 0
    });
    let first = server.worker();
    signal(first, "KILL");
    let before = server.export("arbres");
    assert_eq!((before.version(), before.rows().len()), (1, few.len()));
    let after = reader_until(&server, "arbres", 2);
    assert_eq!((after.version(), after.rows().len()), (2, MANY as usize));
    assert_ne!(server.worker(), first, "another worker is there");
    wait_until("the job is over", PICKED_UP, || browser.job(&job).0 == "done");
    drop(server);
    place.is_sound();
}

fn a_stopped_load_leaves_the_version_before(catalogue: Catalogue) {
    let place = Place::on(&catalogue);
    let few = rows(1, 10, "avant");
    place.import(&place.file("a.csv", csv(&few)), "arbres");
    let server = place.serve();
    let mut browser = Browser::sign_in(&server);
    let many = csv(&rows(1, MANY, "après"));
    let uploaded = browser.upload(Some("arbres"), "b.csv", many.as_bytes());
    let job = browser.load(&uploaded, "replace");
    wait_until("the load is under way", Duration::from_secs(30), || {
        let (state, records) = browser.job(&job);
        assert_ne!(state, "done", "the load was too quick to be stopped");
        records > 0
    });
    browser.cancel(&job);
    wait_until("the load has stopped", Duration::from_secs(30), || {
        browser.job(&job).0 == "cancelled"
    });
    let after = server.export("arbres");
    assert_eq!((after.version(), after.rows().len()), (1, few.len()));
    // The dataset is free for the next load at once.
    place.import(&place.file("c.csv", csv(&rows(1, 20, "ensuite"))), "arbres");
    assert_eq!(reader_until(&server, "arbres", 2).rows().len(), 20);
    drop(server);
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
    wait_until("the load is under way", Duration::from_secs(30), || {
        browser.jobs().len() == 2 && browser.job("/admin/jobs/2").1 > 0
    });
    signal(import.id(), "INT");
    let outcome = ended(import);
    assert_eq!(outcome.code, Some(1), "{outcome:?}");
    assert!(outcome.err.contains("arrêté"), "{outcome:?}");
    assert_eq!(browser.job("/admin/jobs/2").0, "cancelled");
    let after = server.export("arbres");
    assert_eq!((after.version(), after.rows().len()), (1, few.len()));
}

#[test]
fn a_load_that_kills_every_worker_is_given_up_and_the_portal_goes_on() {
    if !verifying() {
        return eprintln!("SKIPPED: it takes a minute and a half; FANAL_VERIFY=1 runs it");
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

#[test]
fn a_worker_does_not_outlive_its_server() {
    let place = Place::new();
    let server = place.serve();
    let worker = server.worker();
    server.kill();
    let process = format!("/proc/{worker}/stat");
    wait_until("the worker is gone", Duration::from_secs(20), || {
        // One that nobody waited for yet is as dead: its state is Z.
        std::fs::read_to_string(&process).map_or(true, |stat| stat.contains(") Z "))
    });
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
