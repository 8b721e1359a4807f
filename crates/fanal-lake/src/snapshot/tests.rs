//! The memory of snapshots.

use arrow::datatypes::Schema;

use super::*;

fn snapshot(delta_version: i64, stats_bytes: usize) -> Arc<Snapshot> {
    let metadata = serde_json::json!({
        "id": "x", "format": { "provider": "parquet", "options": {} }, "schemaString": "{}",
        "partitionColumns": [], "configuration": {},
    });
    let file = SnapshotFile {
        path: Path::from("a"),
        table_path: "a".to_owned(),
        size_bytes: 1,
        rows: 1,
        source: None,
        first_row: None,
        last_row: None,
        stats: "x".repeat(stats_bytes),
    };
    Arc::new(Snapshot {
        delta_version,
        schema: Arc::new(Schema::empty()),
        files: vec![file],
        metadata: serde_json::from_value(metadata).unwrap(),
    })
}

#[test]
fn cache_stays_within_its_bound_and_drops_the_least_used() {
    let mut cache = SnapshotCache::default();
    let dataset = DatasetId(1);
    let third = SnapshotCache::MOST_BYTES / 3 - 4096;
    for version in [1, 2, 3] {
        cache.put(dataset, snapshot(version, third));
    }
    assert!(cache.get(dataset, 1).is_some());
    cache.put(dataset, snapshot(4, third));
    assert!(cache.size_bytes <= SnapshotCache::MOST_BYTES);
    let there: Vec<bool> =
        [1, 2, 3, 4].map(|version| cache.get(dataset, version).is_some()).to_vec();
    assert_eq!(there, [true, false, true, true]);
}

#[test]
fn cache_forgets_only_what_it_is_told() {
    let mut cache = SnapshotCache::default();
    for (dataset, version) in [(1, 1), (1, 2), (2, 1)] {
        cache.put(DatasetId(dataset), snapshot(version, 10));
    }
    cache.retain(DatasetId(1), &[2]);
    assert!(cache.get(DatasetId(1), 1).is_none());
    assert!(cache.get(DatasetId(1), 2).is_some());
    assert!(cache.get(DatasetId(2), 1).is_some());
    cache.retain(DatasetId(1), &[]);
    cache.retain(DatasetId(2), &[]);
    assert_eq!(cache.size_bytes, 0);
}
