//! Queries larger than their memory.

use fanal_model::Access;
use fanal_odsql::QueryText;

use super::sample::{Sample, lines};
use crate::{Engine, EngineSettings, QueryOptions};

/// Rows of the table: with the folded text that they are sorted by, more than the memory.
const ROWS: usize = 100_000;

#[tokio::test(flavor = "multi_thread")]
async fn a_sort_larger_than_its_memory_is_put_aside_and_complete() {
    let table: Vec<String> = (0..ROWS)
        .map(|i| format!("{} | {}", i * 7919 % ROWS, "un texte qui prend de la place ".repeat(4)))
        .collect();
    let sample =
        Sample::with_row_groups(&format!("n:int | t:text\n{}", table.join("\n")), 8192).await;
    let spill = tempfile::tempdir().expect("a folder");
    let settings = EngineSettings {
        memory_bytes: 8 << 20,
        cache_bytes: 1 << 20,
        threads: 2,
        time_limit_ms: 60_000,
        spill_folder: Some(spill.path().to_owned()),
    };
    let engine = Engine::new(sample.lake.clone(), settings).expect("an engine");
    let handle = engine.open(&sample.pinned, Access::unrestricted()).await.expect("a handle");
    let text = QueryText {
        select: vec!["n".into()],
        order_by: vec!["t, -n".into()],
        ..QueryText::default()
    };
    let parsed = text.parse();
    let answer = handle.query(&parsed.query, &QueryOptions::default()).await.expect("an answer");
    let rows = lines(answer.batches).await.expect("every record");
    assert_eq!(rows.len(), ROWS);
    for (i, row) in rows.iter().enumerate() {
        assert_eq!(*row, (ROWS - 1 - i).to_string());
    }
}
