//! A disk that is full. It is a small one in memory, which only root can mount.

use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use fanal_testkit::{Catalogue, programs_on_both_catalogues, skipped};

use crate::kill::{Browser, Place, csv, rows, strays, wait_until};

use super::command_line::{good, says};

/// A small disk.
struct Disk {
    folder: tempfile::TempDir,
}

impl Disk {
    /// None when this user or this machine may not mount.
    fn mount(size_mb: u32) -> Option<Self> {
        let folder = tempfile::TempDir::new().expect("a temporary folder can be made");
        let root = std::fs::metadata("/proc/self").is_ok_and(|m| m.uid() == 0);
        let size = format!("size={size_mb}m");
        let mounted = root.then(|| {
            let mut mount = Command::new("mount");
            mount.args(["-t", "tmpfs", "-o", &size, "tmpfs"]).arg(folder.path());
            mount.output().is_ok_and(|o| o.status.success())
        });
        (mounted == Some(true)).then_some(Self { folder })
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.folder.path()).status();
    }
}

const SKIPPED: &str = "only root can mount the small disk that it fills";

/// Rows that no compression makes small.
fn large(count: u32) -> Vec<String> {
    let row = |n: u32| {
        let noise = (0..4_u64).map(|k| {
            let mixed = (u64::from(n) * 4 + k + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
            format!("{:016x}", (mixed ^ (mixed >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9))
        });
        format!("{n};{};2024-01-01", noise.collect::<String>())
    };
    (0..count).map(row).collect()
}

const FULL: (&str, &str) = ("Il n’y a plus de place sur le disque", "no room left on the disk");

programs_on_both_catalogues! { a_full_disk_is_said_and_the_next_load_finds_room_again }

fn a_full_disk_is_said_and_the_next_load_finds_room_again(catalogue: Catalogue) {
    let Some(disk) = Disk::mount(8) else {
        return skipped("a_full_disk_is_said_and_the_next_load_finds_room_again", SKIPPED);
    };
    let mut place = Place::with_data(&catalogue, &disk.data());
    place.set("FANAL_KEPT_VERSIONS", "1");
    let file = place.file("bon.csv", csv(&good()));
    place.import(&file, "arbres");
    let server = place.serve_without_worker();
    // The first does not fit the spool; the second fits it, and not the lake as well.
    for count in [120_000, 60_000] {
        let path = place.file("grand.csv", csv(&large(count)));
        let path = path.to_str().expect("plain text");
        let outcome = place.run(&["import", path, "--dataset", "arbres"]);
        says(&outcome, &format!("{count} rows"), FULL.0);
        let answer = server.export("arbres");
        assert_eq!(answer.version(), 1);
        assert!(answer.rows() == good());
    }
    // What the broken load left is thrown away, and there is room.
    let mut browser = Browser::sign_in(&server);
    let worker = place.work();
    wait_until("all jobs are over", Duration::from_secs(30), || browser.jobs_under_way() == 0);
    worker.stop();
    assert_eq!(strays(&place), Vec::<String>::new());
    place.import(&place.file("moyen.csv", csv(&rows(1, 500, "moyen"))), "arbres");
    drop(server);
    place.is_sound();
}

#[test]
fn a_disk_without_one_free_byte_still_serves_and_says_so() {
    let Some(disk) = Disk::mount(8) else {
        return skipped("a_disk_without_one_free_byte_still_serves_and_says_so", SKIPPED);
    };
    let place = Place::with_data(&Catalogue::Sqlite, &disk.data());
    let file = place.file("bon.csv", csv(&good()));
    place.import(&file, "arbres");
    let server = place.serve_without_worker();
    let _ = server.export("arbres").rows();
    let filler = disk.folder.path().join("autre");
    fill(&filler);
    let path = file.to_str().expect("plain text");
    let arguments = ["import", path, "--dataset", "arbres"];
    says(&place.run(&arguments), "full", FULL.0);
    // The catalogue has some room in files that it does not shrink: it is full sooner or later.
    let full = (0..300).find_map(|n| {
        let text = format!("[dataset]\nid = \"arbres\"\ntitle = \"{n} {}\"\n", "x".repeat(2000));
        let definition = place.file("arbres.toml", text);
        let outcome = place.run(&["apply", definition.to_str().expect("plain text")]);
        (outcome.code != Some(0)).then_some(outcome)
    });
    says(&full.expect("no disk is without end"), "catalogue", FULL.0);
    assert!(server.export("arbres").rows() == good());
    std::fs::remove_file(filler).expect("the filler can be deleted");
    place.import(&file, "arbres");
    drop(server);
    place.is_sound();
}

/// Takes all the room that is left.
fn fill(path: &Path) {
    use std::io::Write;
    let mut file = std::fs::File::create(path).expect("a file can be made");
    while file.write_all(&[0; 4096]).is_ok() {}
}
