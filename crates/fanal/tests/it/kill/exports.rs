//! An export is complete, or visibly broken.

use std::collections::BTreeSet;
use std::io::Read;
use std::time::Duration;

use fanal_testkit::service::ExportFormat;

use super::http::{begin, read};
use super::lake::files;
use super::loads::{csv, rows};
use super::place::{Place, text};

/// Each step of an export at which the server can be made to die, from before the first byte to
/// before the end of the body.
const STEPS: [&str; 6] = [
    "export.before-head",
    "export.after-head",
    "export.after-batch",
    "export.before-finish",
    "export.after-block",
    "export.before-end",
];
/// Rows so many and so long that no export fits the buffers between program, machine and client.
const ROWS: u32 = 60_000;

fn address(format: &str) -> String {
    format!("/api/explore/v2.1/catalog/datasets/grand/exports/{format}")
}

fn large(place: &Place) {
    let file = place.file("grand.csv", csv(&rows(1, ROWS, &"une ligne assez longue ".repeat(16))));
    place.import(&file, "grand");
}

#[test]
fn an_export_is_cut_when_the_server_is_killed_and_whole_when_it_comes_back() {
    let place = Place::new();
    large(&place);
    let server = place.serve_without_worker();
    let mut reader = begin(server.port, &address("csv"));
    let mut some = [0; 4096];
    reader.read_exact(&mut some).expect("the export begins");
    assert!(some.starts_with(b"HTTP/1.1 200"));
    server.kill();
    let mut rest = Vec::new();
    // A reset is as visible as an end without the last chunk.
    let _ = reader.read_to_end(&mut rest);
    assert!(!rest.ends_with(b"\r\n0\r\n\r\n"), "the body has no end");
    let again = place.serve_without_worker();
    assert_eq!(again.export("grand").rows().len(), ROWS as usize);
}

#[test]
fn an_export_killed_at_any_step_is_cut_and_leaves_nothing_behind() {
    let mut place = Place::new();
    let scratch = place.path("scratch");
    std::fs::create_dir(&scratch).expect("a folder can be made");
    place.set("TMPDIR", text(&scratch));
    large(&place);
    let settled = files(place.data());
    for step in STEPS {
        place.set("FANAL_FAILPOINT", step);
        for format in ExportFormat::ALL.map(ExportFormat::name) {
            let server = place.serve_without_worker();
            let answer = server.get(&address(format));
            assert!(!answer.is_complete, "{format}, {step}: it is cut");
            assert!(server.ends(), "{format}, {step}: the step was reached");
            assert_eq!(files(&scratch), BTreeSet::new(), "{format}, {step}");
        }
    }
    place.set("FANAL_FAILPOINT", "");
    let server = place.serve_without_worker();
    for format in ExportFormat::ALL.map(ExportFormat::name) {
        assert!(server.get(&address(format)).is_complete, "{format}: whole when nobody dies");
    }
    server.stop();
    let lake = |all: &BTreeSet<String>| -> BTreeSet<String> {
        all.iter().filter(|f| !f.starts_with("catalogue.db-")).cloned().collect()
    };
    assert_eq!(lake(&files(place.data())), lake(&settled), "the data folder is as it was before");
}

#[test]
fn an_export_whose_data_file_breaks_is_cut_without_its_end() {
    let place = Place::new();
    large(&place);
    let table = place.data().join("lake/datasets/1/table");
    let mut broken = 0;
    for file in files(&table).iter().filter(|f| f.ends_with(".parquet")) {
        let path = table.join(file);
        let mut bytes = std::fs::read(&path).expect("a data file can be read");
        // The footer stays: what is wrong shows only when the pages are read. The hidden columns at
        // the end are not what an export reads.
        let (from, to) = (bytes.len() / 20, bytes.len() / 4);
        bytes[from..to].fill(0xA5);
        std::fs::write(&path, bytes).expect("a data file can be written");
        broken += 1;
    }
    assert!(broken > 0);
    let server = place.serve_without_worker();
    for format in ExportFormat::ALL.map(ExportFormat::name) {
        let answer = server.get(&address(format));
        let is_honest = answer.status >= 500 || !answer.is_complete;
        assert!(is_honest, "{format}: {} with {} bytes", answer.status, answer.body.len());
    }
    // The server is none the worse for it.
    assert_eq!(server.get("/health/live").status, 200);
}

#[test]
fn clients_that_go_away_hold_nothing_up() {
    let place = Place::new();
    large(&place);
    let server = place.serve_without_worker();
    // More than there are threads for exports: were one lost with each, none would be left.
    for _ in 0..80 {
        let mut reader = begin(server.port, &address("csv"));
        let mut some = [0; 512];
        reader.read_exact(&mut some).expect("the export begins");
    }
    let mut whole = begin(server.port, &address("csv"));
    let wait = whole.get_ref().set_read_timeout(Some(Duration::from_secs(20)));
    wait.expect("a timeout can be set");
    assert_eq!(read(&mut whole).rows().len(), ROWS as usize);
}
