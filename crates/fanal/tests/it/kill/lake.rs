//! What lies on the disk, beside what the log names.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use fanal_testkit::model::DatasetId;
use fanal_testkit::named_files;

use super::place::Place;

/// All files below a folder, by their path within it.
pub(crate) fn files(folder: &Path) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut folders: Vec<PathBuf> = vec![folder.to_owned()];
    while let Some(at) = folders.pop() {
        for entry in std::fs::read_dir(&at).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(within) = path.strip_prefix(folder) {
                found.insert(within.to_string_lossy().into_owned());
            }
        }
    }
    found
}

/// The folders of the datasets' tables.
fn datasets(place: &Place) -> Vec<PathBuf> {
    let folder = place.data().join("lake/datasets");
    std::fs::read_dir(folder).into_iter().flatten().flatten().map(|e| e.path()).collect()
}

/// What is wrong where one version of each dataset is kept: files that nothing names, named files
/// that are missing, more beside the tables than the one load that is kept. Half-written files of
/// dead programs (in `.tmp`) are looked after by age, not here.
pub(crate) fn strays(place: &Place) -> Vec<String> {
    let mut wrong = Vec::new();
    for dataset in datasets(place) {
        let table = dataset.join("table");
        let mut there = files(&table);
        there.retain(|f| !f.starts_with('_'));
        let number = dataset.file_name().and_then(|n| n.to_str()).and_then(|n| n.parse().ok());
        let number = DatasetId(number.expect("folders of datasets are numbers"));
        let named = named_files(&place.data().join("lake"), number);
        let data: BTreeSet<String> =
            there.iter().filter(|f| f.ends_with(".parquet")).cloned().collect();
        let at = dataset.display();
        wrong.extend(data.difference(&named).map(|f| format!("{at}: nothing names {f}")));
        wrong.extend(named.difference(&data).map(|f| format!("{at}: {f} is gone")));
        let beside: BTreeSet<String> = files(&dataset.join("loads"))
            .iter()
            .filter_map(|f| f.split('/').next().map(str::to_owned))
            .collect();
        if beside.len() > 1 {
            wrong.push(format!("{at}: {} loads left something beside the table", beside.len()));
        }
    }
    wrong
}
