//! An import dies at each step, in each way of loading.

use std::time::Duration;

use fanal_testkit::{Catalogue, programs_on_both_catalogues, told};

use super::browser::Browser;
use super::http::Answer;
use super::lake::strays;
use super::loads::{Load, csv};
use super::place::{Place, Server, ended, wait_until};

/// Each step of a load and of its commit at which the program can be made to die.
const STEPS: [&str; 8] = [
    "load.batch",
    "lake.data-written",
    "load.incoming-written",
    "load.before-commit",
    "lake.before-commit",
    "lake.after-commit",
    "load.after-commit",
    "load.after-catalogue",
];

/// How long after its last sign of life another worker takes a dead one's job, and does it.
pub(super) const PICKED_UP: Duration = Duration::from_secs(60);

programs_on_both_catalogues! {
    an_import_killed_at_any_step_leaves_the_version_before_and_is_ended_by_another_worker,
}

fn an_import_killed_at_any_step_leaves_the_version_before_and_is_ended_by_another_worker(
    catalogue: Catalogue,
) {
    let mut place = Place::on(&catalogue);
    place.set("FANAL_KEPT_VERSIONS", "1");
    let reader = place.serve_without_worker();
    let incoming = place.file("incoming.csv", csv(&Load::incoming()));
    let cases: Vec<(Load, &str, String)> = Load::ALL
        .into_iter()
        .flat_map(|load| STEPS.into_iter().map(move |step| (load, step)))
        .map(|(load, step)| (load, step, format!("{}-{}", load.name(), step.replace('.', "-"))))
        .collect();
    for (load, step, dataset) in &cases {
        load.prepare(&place, dataset);
        let mut command = load.command(&place, dataset, &incoming);
        let dead = ended(command.env("FANAL_FAILPOINT", step).spawn().expect("it starts"));
        assert!(dead.was_killed(), "{dataset} dies: {dead:?}");
        if *step == "load.after-catalogue" {
            // The version was made: what died is only the goodbye.
            shows(&reader, dataset, *load);
        } else {
            still_shows(&reader, dataset, *load);
        }
    }
    let worker = place.work();
    for (load, _, dataset) in &cases {
        shows(&reader, dataset, *load);
    }
    // A second version has the first one cleaned away; datasets of one version get theirs now, and
    // are as usable as any.
    let mut last = Load::incoming();
    last.sort();
    for (_, _, dataset) in cases.iter().filter(|(load, ..)| *load == Load::First) {
        place.import(&incoming, dataset);
        let answer = reader_until(&reader, dataset, 2);
        assert!(answer.rows() == last, "{dataset} after one more load");
    }
    let mut browser = Browser::sign_in(&reader);
    wait_until("all jobs are over", PICKED_UP, || browser.jobs_under_way() == 0);
    worker.stop();
    assert!(browser.jobs().iter().all(|state| state == "done"), "no job is given up");
    assert_eq!(strays(&place), Vec::<String>::new());
    place.is_sound();
    told(&format!("{} imports were killed, as many versions are whole", cases.len()));
}

/// The dataset is as before the load.
#[track_caller]
pub(super) fn still_shows(reader: &Server, dataset: &str, load: Load) {
    let answer = reader.export(dataset);
    match load.before() {
        None => assert_eq!(answer.status, 404, "{dataset} has no version yet"),
        Some(mut rows) => {
            rows.sort();
            assert_eq!(answer.version(), 1, "{dataset} has its version before");
            assert!(answer.rows() == rows, "{dataset} has the rows of before");
        }
    }
}

/// The dataset gets the rows of the load as exactly one new version.
#[track_caller]
pub(super) fn shows(reader: &Server, dataset: &str, load: Load) {
    let answer = reader_until(reader, dataset, load.version_after());
    assert_eq!(answer.version(), load.version_after(), "one new version of {dataset}");
    let (found, expected) = (answer.rows(), load.after());
    assert_eq!(found.len(), expected.len(), "number of rows of {dataset}");
    assert!(found == expected, "rows of {dataset}");
}

/// Reads until a version is there.
#[track_caller]
pub(super) fn reader_until(reader: &Server, dataset: &str, version: i64) -> Answer {
    let mut answer = reader.export(dataset);
    wait_until(&format!("{dataset} has version {version}"), PICKED_UP, || {
        answer = reader.export(dataset);
        answer.version() >= version
    });
    answer
}
