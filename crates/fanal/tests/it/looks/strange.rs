//! Children that do not answer as they should.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use fanal_testkit::model::Problem;
use fanal_testkit::service::{Looking, LookingChild, ServiceError};
use fanal_testkit::{Catalogue, TestApp, on_one_catalogue};

use crate::kill::{is_gone, wait_until};

on_one_catalogue! {
    a_child_that_gives_no_answer_fails_the_look,
    a_child_that_takes_too_long_is_ended,
    a_program_that_is_not_there_is_ours_to_mend,
}

/// Has a file looked at by that program.
async fn look(
    catalogue: &Catalogue,
    limit: Duration,
    program: impl FnOnce(&Path) -> PathBuf,
) -> Result<Option<Problem>, ServiceError> {
    let app = TestApp::with(catalogue, |settings| {
        let folder = settings.data.parent().expect("it lies in the test's folder");
        let program = program(folder);
        settings.looking = Looking::InChild(LookingChild { program, memory_bytes: 1 << 30, limit });
    });
    let app = app.await;
    let (platform, caller) = (app.platform(), app.operator().await);
    let file = app.folder().join("a.csv");
    std::fs::write(&file, "a;b\n1;2\n").expect("the folder can be written to");
    let spooled = platform.receive_file(&caller, &file, None).await.expect("it is received");
    let looked = platform.look(&caller, &spooled.id).await?;
    Ok(looked.understanding.err())
}

/// Writes a program of the shell. Another process does: while this one has a program open for
/// writing, its other threads may start processes that keep it so, and nobody can run it.
fn script(folder: &Path, text: &str) -> PathBuf {
    let path = folder.join("programme");
    let write = "printf '#!/bin/sh\\n%s\\n' \"$1\" > \"$2\" && chmod 700 \"$2\"";
    let written = Command::new("sh").args(["-c", write, "sh", text]).arg(&path).status();
    assert!(written.is_ok_and(|status| status.success()), "a program can be written");
    path
}

async fn a_child_that_gives_no_answer_fails_the_look(catalogue: Catalogue) {
    for text in [
        "read asked; echo 'n’importe quoi'",
        "read asked; echo '{\"Understood\": {\"layout\": 3}}'",
        "read asked; exit 0",
        "exit 3",
        "read asked; kill -9 $$",
        "read asked; kill -ABRT $$",
        "read asked; echo '{}'; exit 1",
    ] {
        let limit = Duration::from_secs(60);
        let problem = look(&catalogue, limit, |folder| script(folder, text)).await;
        assert_eq!(problem.expect("it is told"), Some(Problem::new("look-failed")), "{text}");
    }
}

async fn a_child_that_takes_too_long_is_ended(catalogue: Catalogue) {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let note = folder.path().join("number");
    let text = format!("echo $$ > '{}'; exec sleep 600", note.display());
    let limit = Duration::from_secs(1);
    let problem = look(&catalogue, limit, |folder| script(folder, &text)).await;
    let expected = Problem::new("look-too-long").number("minutes", 1);
    assert_eq!(problem.expect("it is told"), Some(expected));
    let number = std::fs::read_to_string(note).expect("the child began");
    let child = number.trim().parse().expect("a number");
    wait_until("the child is gone", Duration::from_secs(10), || is_gone(child));
}

async fn a_program_that_is_not_there_is_ours_to_mend(catalogue: Catalogue) {
    let looked = look(&catalogue, Duration::from_secs(1), |folder| folder.join("absent")).await;
    assert!(matches!(looked, Err(ServiceError::Internal(_))));
}
