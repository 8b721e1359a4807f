//! Real files, when they are there: what several of them say together.

use std::io::Write as _;

use super::*;

/// The folder of real files beside the repository, or none, said loudly.
pub(super) fn samples() -> Option<PathBuf> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/samples");
    if root.is_dir() {
        return Some(root);
    }
    // As fanal-testkit tells it, which stands above this crate.
    let line = format!("told: SKIPPED, no sample files in {}", root.display());
    writeln!(std::io::stderr(), "{line}").unwrap();
    None
}

#[track_caller]
pub(super) fn check(file: &str, rows: u64) -> Option<Whole> {
    let path = samples()?.join(file);
    let whole = match Whole::of(&path, file, &ReadOptions::default()) {
        Ok(whole) => whole,
        Err(error) => panic!("{file}: {error}"),
    };
    let found = whole.profile.records + whole.profile.rejected;
    assert_eq!(found, rows, "{file}: {:?} {:?}", whole.layout, whole.profile.first_rejected);
    Some(whole)
}

#[test]
fn one_table_in_two_formats_is_one_table() {
    let Some(new) = check("montpellier/Defibrillateurs.ods", 167) else { return };
    let old = check("montpellier/Defibrillateurs.xls", 167).expect("beside the other");
    assert_eq!(new.table(), old.table());
}

#[test]
fn a_table_pasted_into_one_column_is_the_table() {
    let Some(pasted) = check("montpellier/Europeenne2014.ods", 3_275) else { return };
    let text = check("montpellier/Europeenne2014.csv", 3_275).expect("beside the other");
    assert_eq!(pasted.doubts(), ["table-pasted"]);
    assert_eq!(pasted.types(), text.types());
}

#[test]
fn examples_of_national_schemas_in_workbooks_are_read() {
    for (file, rows, columns) in [
        ("etalab/schema-lieux-covoiturage/examples/exemple-valide.xls", 1, 18),
        ("openmaraude/schema-stationstaxi/examples/exemple-valide.xlsx", 17, 8),
    ] {
        if let Some(whole) = check(&format!("../schemas/{file}"), rows) {
            let own = whole.profile.columns.iter().filter(|c| !c.source.is_derived()).count();
            assert_eq!(own, columns, "{file}");
        }
    }
}

#[test]
fn every_table_of_a_timetable_is_read() {
    let Some(root) = samples() else { return };
    let path = root.join("mobilite/gtfs_tam_montpellier.zip");
    let stops = Whole::of(&path, "gtfs.zip", &ReadOptions::default()).expect("readable");
    for table in &stops.layout.tables {
        let options = ReadOptions { table: Some(table.name.clone()), ..Default::default() };
        let whole = Whole::of(&path, "gtfs.zip", &options).expect("readable");
        assert!(whole.profile.records > 0 && whole.rejected.is_empty(), "{}", table.name);
    }
}
