//! A row without an end: two gigabytes when verifying, enough to be refused otherwise.

use std::io::Write;
use std::path::Path;
use std::process::Command;

use fanal_testkit::{skipped, told};

use crate::kill::{Place, csv, ended, verifying};

use super::command_line::{good, says};

/// What the program may take at most.
const MEMORY_LIMIT_KB: u64 = 600 * 1024;

#[test]
fn a_row_without_an_end_is_refused_in_little_memory() {
    let place = Place::new();
    place.import(&place.file("bon.csv", csv(&good())), "arbres");
    let size_bytes: u64 = if verifying() { 2_000_000_000 } else { 70_000_000 };
    let path = place.path("longue.csv");
    if verifying() && free_bytes(&place) < 5_000_000_000 {
        let name = "a_row_without_an_end_is_refused_in_little_memory";
        return skipped(name, "less than 5 GB are free for a row of 2 GB");
    }
    write(&path, size_bytes).expect("there is room for the file");
    let path = path.to_str().expect("plain text");
    let mut import =
        place.command(&["import", path, "--dataset", "arbres"]).spawn().expect("it starts");
    let mut highest = 0;
    while import.try_wait().expect("a child can be asked").is_none() {
        highest = highest.max(highest_kb(import.id()));
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    says(&ended(import), "longue.csv", "dépasse 64");
    assert!(highest > 0 && highest < MEMORY_LIMIT_KB, "{highest} kB were taken");
    assert!(place.serve_without_worker().export("arbres").rows() == good());
    told(&format!("a row of {size_bytes} bytes was refused in {highest} kB"));
}

/// Two good rows, then one that never ends; a quotation mark was forgotten.
fn write(path: &Path, size_bytes: u64) -> std::io::Result<()> {
    let mut file = std::fs::File::create(path)?;
    file.write_all(b"code;nom;jour\n1;bon;2024-01-01\n2;bon;2024-01-01\n3;\"")?;
    let block = vec![b'x'; 1 << 20];
    for _ in 0..size_bytes >> 20 {
        file.write_all(&block)?;
    }
    Ok(())
}

/// The most memory that a process has had, in kilobytes; 0 when it is over.
fn highest_kb(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find(|l| l.starts_with("VmHWM:"));
    line.and_then(|l| l.split_whitespace().nth(1)?.parse().ok()).unwrap_or(0)
}

/// Room on the disk of a place.
fn free_bytes(place: &Place) -> u64 {
    let asked = Command::new("df").args(["-B1", "--output=avail"]).arg(place.data()).output();
    let said = asked.map(|o| String::from_utf8_lossy(&o.stdout).into_owned()).unwrap_or_default();
    said.lines().nth(1).and_then(|l| l.trim().parse().ok()).unwrap_or(0)
}
