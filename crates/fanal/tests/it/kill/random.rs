//! `kill -9` at any moment of an import.

use std::time::{Duration, Instant};

use fanal_testkit::{Catalogue, programs_on_both_catalogues, told};

use super::browser::Browser;
use super::failpoints::{PICKED_UP, still_shows};
use super::loads::{Load, csv};
use super::place::{Place, Process, ended, wait_until};

/// How often the program is killed on each kind of catalogue: half of what is asked for in all.
fn rounds() -> u32 {
    let said = std::env::var("FANAL_KILL_ROUNDS").ok().and_then(|v| v.parse().ok());
    said.unwrap_or(if super::verifying() { 200_u32 } else { 10 }).div_ceil(2)
}

/// Moments spread evenly and in no order over a span: the golden section, so that runs are alike.
fn moment(round: u32, span: Duration) -> Duration {
    span.mul_f64((f64::from(round) * 0.618_033_988_75).fract())
}

programs_on_both_catalogues! {
    an_import_killed_at_any_moment_ends_as_one_version_or_never_began,
}

fn an_import_killed_at_any_moment_ends_as_one_version_or_never_began(catalogue: Catalogue) {
    let place = Place::on(&catalogue);
    let incoming = place.file("incoming.csv", csv(&Load::incoming()));
    // How long a whole import takes here and now.
    Load::Update.prepare(&place, "mesure");
    let began = Instant::now();
    let measured = Load::Update.command(&place, "mesure", &incoming).spawn();
    assert_eq!(ended(measured.expect("it starts")).code, Some(0));
    let span = began.elapsed().mul_f64(1.1);
    let reader = place.serve_without_worker();
    let mut killed = Vec::new();
    for round in 0..rounds() {
        let load = Load::ALL[round as usize % Load::ALL.len()];
        let dataset = format!("{}-{round}", load.name());
        load.prepare(&place, &dataset);
        let mut import =
            Process(load.command(&place, &dataset, &incoming).spawn().expect("it starts"));
        std::thread::sleep(moment(round, span));
        let _ = import.0.kill();
        let _ = import.0.wait();
        let answer = reader.export(&dataset);
        match answer.version() {
            v if v == load.version_after() => assert!(answer.rows() == load.after(), "{dataset}"),
            _ => still_shows(&reader, &dataset, load),
        }
        killed.push((load, dataset));
    }
    // Some died before their job was in the queue; all others are picked up.
    let mut browser = Browser::sign_in(&reader);
    let worker = place.work();
    let patience = PICKED_UP + Duration::from_secs(u64::from(rounds()));
    wait_until("all jobs are over", patience, || browser.jobs_under_way() == 0);
    worker.stop();
    let jobs = browser.jobs();
    assert!(jobs.iter().all(|state| state == "done"), "no job is given up: {jobs:?}");
    let (mut versions, mut ended) = (0, 0);
    for (load, dataset) in &killed {
        let answer = reader.export(dataset);
        versions += answer.version();
        if answer.version() == load.version_after() {
            assert!(answer.rows() == load.after(), "{dataset} is whole");
            ended += 1;
        } else {
            still_shows(&reader, dataset, *load);
        }
    }
    // Two more made the measure.
    let loads = versions + 2;
    assert_eq!(jobs.len() as i64, 2 * loads, "each load made exactly one version, with a profile");
    place.is_sound();
    told(&format!(
        "{} imports were killed: {ended} became one version, the others never began",
        killed.len()
    ));
}
