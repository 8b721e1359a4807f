//! What queries of killed programs put aside.

use std::collections::BTreeSet;
use std::path::Path;

use super::loads::{csv, rows};
use super::place::Place;

/// What lies in a folder itself.
fn names(folder: &Path) -> BTreeSet<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|e| e.file_name().to_string_lossy().into_owned()).collect()
}

#[test]
fn what_a_killed_server_put_aside_goes_at_the_next_start_and_nothing_of_a_living_one() {
    let place = Place::new();
    let spill = place.data().join("spill");
    place.import(&place.file("a.csv", csv(&rows(1, 10, "ligne"))), "arbres");
    assert_eq!(names(&spill), BTreeSet::new(), "a program that ends leaves nothing");
    let killed = place.serve_without_worker();
    let left = names(&spill);
    assert!(!left.is_empty());
    killed.kill();
    assert_eq!(names(&spill), left, "it could not tidy up");
    let living = place.serve_without_worker();
    let of_living = names(&spill);
    assert!(of_living.is_disjoint(&left) && of_living.len() == left.len(), "{of_living:?}");
    let another = place.serve_without_worker();
    assert!(names(&spill).is_superset(&of_living), "the living one keeps its own");
    assert_eq!(living.export("arbres").rows().len(), 10);
    another.stop();
    living.stop();
    assert_eq!(names(&spill), BTreeSet::new());
}
