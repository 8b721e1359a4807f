//! What tells builds of the program from each other.

use std::path::Path;
use std::process::Command;

#[path = "../../build/fingerprint.rs"]
mod fingerprint;

fn of(root: &Path) -> u64 {
    let mut sources = Vec::new();
    fingerprint::collect(root, &mut sources).expect("the folder can be read");
    fingerprint::of(root, sources).expect("the files can be read")
}

#[test]
fn a_build_is_known_by_what_it_is_built_from() {
    let folders = [(); 2].map(|()| tempfile::tempdir().expect("a temporary folder can be made"));
    let write = |at: usize, name: &str, text: &str| {
        let path = folders[at].path().join(name);
        std::fs::create_dir_all(path.parent().expect("it is below")).expect("can be made");
        std::fs::write(path, text).expect("can be written");
    };
    for at in 0..2 {
        write(at, "fanal-web/src/api.rs", "fn a() {}");
        write(at, "fanal-views/templates/page.html", "<p>");
    }
    let [here, there] = folders.each_ref().map(|folder| folder.path());
    let first = of(here);
    assert_eq!(of(there), first, "wherever it is built");
    write(1, "fanal-web/src/api/tests.rs", "#[test]");
    write(1, "fanal-web/tests/it.rs", "#[test]");
    assert_eq!(of(there), first, "tests are not in it");
    write(1, "fanal-views/templates/page.html", "<b>");
    assert_ne!(of(there), first);
}

#[test]
fn the_program_tells_its_build() {
    let said = Command::new(env!("CARGO_BIN_EXE_fanal")).arg("--version").output();
    let said = String::from_utf8(said.expect("the program can be started").stdout).expect("text");
    let build =
        said.trim_end().strip_suffix(')').and_then(|s| s.rsplit_once('(')).expect("a build");
    assert!(build.1.len() == 16 && build.1.bytes().all(|b| b.is_ascii_hexdigit()), "{said}");
}
