//! What a lake's log names, read as another program would.

use std::collections::BTreeSet;
use std::path::Path;

use fanal_lake::Lake;
use fanal_model::DatasetId;

/// The data files that the head of a dataset's table names, by their path in the table's folder;
/// none when there is no table. `lake` is the lake's folder.
pub fn named_files(lake: &Path, dataset: DatasetId) -> BTreeSet<String> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime starts").block_on(async {
        let location = lake.to_str().expect("plain text");
        let lake = Lake::open(location, Vec::new()).await.expect("the lake opens");
        let table = lake.table(dataset);
        let Some(head) = table.head().await.expect("the log is listed") else {
            return BTreeSet::new();
        };
        let snapshot = table.snapshot(head.delta_version).await.expect("the log is read");
        snapshot.files.iter().map(|file| file.table_path.clone()).collect()
    })
}
