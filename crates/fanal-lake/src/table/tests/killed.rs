//! A load killed at each step of its commit.

use std::path::Path;
use std::process::Command;

use super::*;

const FOLDER: &str = "FANAL_LAKE_KILLED_FOLDER";
const TEST: &str = "table::tests::killed::load_killed_at_any_step_is_rolled_back_whole";

/// The load that dies, on top of version 0; runs in a process of its own.
async fn die_loading(folder: &str) {
    let lake = Lake::open(folder, vec![]).await.unwrap();
    let table = lake.table(DatasetId(7));
    let batch = numbers(1, 2, &[2]);
    let mut writer = table.writer(&load(2), batch.schema(), WriterSettings::default()).unwrap();
    writer.write(batch.clone()).unwrap();
    let add = writer.finish().unwrap();
    let (schema, purpose) = (batch.schema(), Purpose::Load);
    let commit = Commit { load: load(2), base: Some(0), schema, add, remove: vec![], purpose };
    table.commit(commit).await.unwrap();
}

fn kill_at(failpoint: &str, folder: &Path) {
    let outcome = Command::new(std::env::current_exe().unwrap())
        .args([TEST, "--exact"])
        .env(FOLDER, folder)
        .env("FANAL_FAILPOINT", failpoint)
        .output()
        .unwrap();
    assert!(!outcome.status.success(), "{failpoint} was not reached: {outcome:?}");
    // A failed test ends with 101; an abort ends by a signal, without a code.
    assert_ne!(outcome.status.code(), Some(101), "{failpoint}: {outcome:?}");
}

#[tokio::test]
async fn load_killed_at_any_step_is_rolled_back_whole() {
    if let Ok(folder) = std::env::var(FOLDER) {
        return die_loading(&folder).await;
    }
    for (failpoint, head) in
        [("lake.data-written", 0), ("lake.before-commit", 0), ("lake.after-commit", 1)]
    {
        let fixture = Fixture::new().await;
        fixture.append(&load(1), None, &numbers(1, 1, &[1])).await;
        kill_at(failpoint, fixture.folder.path());

        let found = fixture.table.head().await.unwrap().unwrap();
        assert_eq!(found, Head { delta_version: head, load: Some(load(head as u32 + 1)) });
        let version = fixture.table.restore(Some(0), &load(3)).await.unwrap();
        assert_eq!(fixture.numbers(version).await, [1], "{failpoint}");
        let cleaned = fixture.table.clean(&[version]).await.unwrap();
        assert_eq!(cleaned.files, 1, "{failpoint}");
        assert_eq!(fixture.numbers(version).await, [1], "{failpoint}");
    }
}

#[tokio::test]
async fn version_without_one_of_its_files_is_not_whole() {
    let fixture = Fixture::new().await;
    fixture.append(&load(1), None, &numbers(1, 1, &[1])).await;
    let snapshot = fixture.table.snapshot(0).await.unwrap();
    assert!(fixture.table.is_whole(&snapshot).await.unwrap());
    let file = fixture.folder.path().join(snapshot.files[0].path.as_ref());
    let shorter = std::fs::read(&file).unwrap().split_off(1);
    std::fs::write(&file, shorter).unwrap();
    assert!(!fixture.table.is_whole(&snapshot).await.unwrap());
    std::fs::remove_file(&file).unwrap();
    assert!(!fixture.table.is_whole(&snapshot).await.unwrap());
}
