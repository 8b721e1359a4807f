//! Programs that sleep through their lease, as on a machine that is paused, and wake up when
//! another one has done their work.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use fanal_testkit::{Catalogue, programs_on_both_catalogues, try_sql};

use super::failpoints::reader_until;
use super::lake::{files, strays};
use super::loads::{csv, rows};
use super::place::{Place, Process, Server, ended, signal, text, wait_until};
use crate::persons::ELECTED;

programs_on_both_catalogues! {
    a_load_that_slept_through_its_lease_commits_nothing,
    a_commit_that_comes_late_and_whole_is_adopted,
    a_commit_that_comes_late_without_its_files_is_rolled_back,
    a_cleaning_that_slept_through_its_lease_takes_no_file_of_a_new_load,
    a_load_that_is_refused_after_its_commit_leaves_nothing_in_the_lake,
}

/// A process that stands still at a failpoint.
struct Sleeper {
    process: Process,
    bed: PathBuf,
}

impl Sleeper {
    /// Starts a command and waits until it sleeps at that step, with no lock on the catalogue in
    /// its hands: a process that is stopped in the middle of a transaction holds everybody up,
    /// which no lease can help.
    fn start(place: &Place, catalogue: &Catalogue, mut command: Command, step: &str) -> Self {
        let bed = place.path(&format!("awake-{step}"));
        let chosen = format!("{step}={}", text(&bed));
        let process = command.env("FANAL_FAILPOINT", chosen).spawn().expect("it starts");
        let process = Process(process);
        let free = match catalogue {
            Catalogue::Sqlite => "BEGIN IMMEDIATE; COMMIT",
            Catalogue::Postgres(_) => {
                "SELECT id FROM job FOR UPDATE NOWAIT; SELECT dataset FROM lease FOR UPDATE NOWAIT"
            }
        };
        wait_until(&format!("it sleeps at {step}"), Duration::from_secs(60), || {
            let asleep = sleeps(process.0.id());
            if asleep && !try_sql(catalogue, place.data(), free) {
                signal(process.0.id(), "CONT");
                return false;
            }
            asleep
        });
        Self { process, bed }
    }

    /// Lets it go on. It is told again as long as it is seen asleep: a stop that was on its way may
    /// come after the first word.
    fn wake(&self) {
        std::fs::write(&self.bed, "").expect("the temporary folder can be written to");
        let mut looks_awake = 0;
        wait_until("it is awake", Duration::from_secs(20), || {
            signal(self.process.0.id(), "CONT");
            looks_awake = if sleeps(self.process.0.id()) { 0 } else { looks_awake + 1 };
            looks_awake == 10
        });
    }
}

/// Whether a process is stopped.
fn sleeps(process: u32) -> bool {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    stat.rsplit_once(") ").is_some_and(|(_, rest)| rest.starts_with('T'))
}

fn import(place: &Place, dataset: &str, name: &str, count: u32) -> Command {
    let file = place.file(&format!("{dataset}-{name}.csv"), csv(&rows(1, count, name)));
    place.command(&["import", text(&file), "--dataset", dataset, "--publish"])
}

#[track_caller]
fn imported(place: &Place, dataset: &str, name: &str, count: u32) {
    let outcome = ended(import(place, dataset, name, count).spawn().expect("it starts"));
    assert_eq!(outcome.code, Some(0), "{outcome:?}");
}

/// The entries of the only table's log.
fn log(place: &Place) -> Vec<PathBuf> {
    let folder = place.data().join("lake/datasets/1/table/_delta_log");
    files(&folder).iter().filter(|f| f.ends_with(".json")).map(|f| folder.join(f)).collect()
}

#[track_caller]
fn shows(reader: &Server, version: i64, count: usize) {
    let answer = reader_until(reader, "arbres", version);
    assert_eq!((answer.version(), answer.rows().len()), (version, count));
}

fn a_load_that_slept_through_its_lease_commits_nothing(catalogue: Catalogue) {
    let place = Place::on(&catalogue);
    imported(&place, "arbres", "avant", 10);
    let command = import(&place, "arbres", "lente", 20);
    let sleeper = Sleeper::start(&place, &catalogue, command, "load.before-commit");
    let reader = place.serve_without_worker();
    let worker = place.work();
    shows(&reader, 2, 20);
    worker.stop();
    imported(&place, "arbres", "ensuite", 30);
    sleeper.wake();
    // What it was asked for is done: it says so.
    let outcome = sleeper.process.ended();
    assert_eq!(outcome.code, Some(0), "{outcome:?}");
    shows(&reader, 3, 30);
    assert_eq!(log(&place).len(), 3, "it committed nothing");
    place.is_sound();
}

fn a_commit_that_comes_late_and_whole_is_adopted(catalogue: Catalogue) {
    late_commit(&catalogue, true);
}

fn a_commit_that_comes_late_without_its_files_is_rolled_back(catalogue: Catalogue) {
    late_commit(&catalogue, false);
}

fn late_commit(catalogue: &Catalogue, is_whole: bool) {
    let place = &Place::on(catalogue);
    imported(place, "arbres", "avant", 10);
    let command = import(place, "arbres", "lente", 20);
    // Its lease was looked at just before.
    let late = Sleeper::start(place, catalogue, command, "lake.before-commit");
    let other = place.command(&["work"]);
    let other = Sleeper::start(place, catalogue, other, "load.before-commit");
    let hour = keep_for_an_hour(place, catalogue);
    assert!(hour, "both stand still with no lock in their hands");
    late.wake();
    wait_until("the late commit is there", Duration::from_secs(20), || log(place).len() == 2);
    if !is_whole {
        remove_files(place, &log(place)[1]);
    }
    other.wake();
    let reader = place.serve_without_worker();
    shows(&reader, 2, 20);
    assert_eq!(late.process.ended().code, Some(0), "its load is done");
    other.process.stop();
    if is_whole {
        assert_eq!(log(place).len(), 2, "the late commit is the version");
    }
    imported(place, "arbres", "ensuite", 30);
    shows(&reader, 3, 30);
    place.is_sound();
}

/// Gives whoever has a job and its dataset an hour of silence. On a busy machine, what a test does
/// while the owner stands still may take longer than a lease: the late one would take the job up
/// again, and adopt its commit before the test has taken the files away.
fn keep_for_an_hour(place: &Place, catalogue: &Catalogue) -> bool {
    let sql = "UPDATE job SET lease_until = lease_until + 3600000000 WHERE status = 'running'; \
               UPDATE lease SET expires = expires + 3600000000";
    try_sql(catalogue, place.data(), sql)
}

/// Deletes the files that an entry of the log adds.
fn remove_files(place: &Place, entry: &Path) {
    let text = std::fs::read_to_string(entry).expect("an entry can be read");
    let mut removed = 0;
    for line in text.lines() {
        let action: serde_json::Value = serde_json::from_str(line).expect("each line is JSON");
        if let Some(path) = action["add"]["path"].as_str() {
            let file = place.data().join("lake/datasets/1/table").join(path);
            std::fs::remove_file(file).expect("it was there");
            removed += 1;
        }
    }
    assert!(removed > 0);
}

fn a_cleaning_that_slept_through_its_lease_takes_no_file_of_a_new_load(catalogue: Catalogue) {
    let mut place = Place::on(&catalogue);
    place.set("FANAL_KEPT_VERSIONS", "1");
    imported(&place, "arbres", "avant", 10);
    imported(&place, "arbres", "après", 20);
    let cleaning = place.command(&["work"]);
    let sleeper = Sleeper::start(&place, &catalogue, cleaning, "vacuum.before-cleaning");
    let reader = place.serve_without_worker();
    // It waits for the cleaning, does it in the end, and stops with its own files written.
    let command = import(&place, "arbres", "nouvelle", 30);
    let load = Sleeper::start(&place, &catalogue, command, "load.before-commit");
    sleeper.wake();
    // It ends the job at hand first.
    sleeper.process.stop();
    load.wake();
    assert_eq!(load.process.ended().code, Some(0));
    shows(&reader, 3, 30);
    place.is_sound();
}

fn a_load_that_is_refused_after_its_commit_leaves_nothing_in_the_lake(catalogue: Catalogue) {
    let mut place = Place::on(&catalogue);
    place.set("FANAL_KEPT_VERSIONS", "1");
    let places = place.file("lieux.csv", "Commune;Mandat\nBrest;maire\n");
    place.must(&["import", text(&places), "--dataset", "elus"]);
    let elected = place.file("elus.csv", ELECTED);
    let command = place.command(&["import", text(&elected), "--dataset", "elus"]);
    let load = Sleeper::start(&place, &catalogue, command, "load.after-commit");
    assert!(keep_for_an_hour(&place, &catalogue), "it stands still with no lock in its hands");
    // Somebody publishes what is there.
    let draft = place.must(&["show", "elus", "--toml"]).out;
    let public = draft.replace("state = \"draft\"", "state = \"published\"");
    let definition = place.file("elus.toml", public);
    place.must(&["apply", text(&definition)]);
    load.wake();
    let refused = load.process.ended();
    assert_eq!(refused.code, Some(1), "{refused:?}");
    assert!(!strays(&place).is_empty(), "its files are there");
    let worker = place.work();
    wait_until("they are gone", Duration::from_secs(20), || strays(&place).is_empty());
    worker.stop();
    let reader = place.serve_without_worker();
    let answer = reader_until(&reader, "elus", 1);
    assert_eq!((answer.version(), answer.rows().len()), (1, 1));
    place.import(&places, "elus");
    place.is_sound();
}
