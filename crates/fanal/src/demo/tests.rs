use std::collections::HashSet;

use super::*;

const SMALL: Sizes = Sizes { events: 3_000, grants: 200, deliberations: 300, facilities: 150 };

/// A folder of its own, taken away at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("fanal-demo-{}-{name}", std::process::id()));
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Cells of all lines but the header.
fn rows(dataset: &DemoDataset) -> Vec<Vec<String>> {
    let text = fs::read_to_string(&dataset.file).unwrap();
    let delimiter = if text.lines().next().unwrap().contains(';') { ';' } else { ',' };
    let mut lines = text.lines().map(|line| {
        let (mut cells, mut quoted) = (vec![String::new()], false);
        for letter in line.chars() {
            match letter {
                '"' => quoted = !quoted,
                _ if letter == delimiter && !quoted => cells.push(String::new()),
                _ => cells.last_mut().unwrap().push(letter),
            }
        }
        cells
    });
    let headers: Vec<_> = dataset.fields.iter().map(|f| f.header).collect();
    assert_eq!(lines.next().unwrap(), headers, "{}", dataset.slug);
    lines.collect()
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_one_does_not() {
    let (first, second, third) = (Folder::new("a"), Folder::new("b"), Folder::new("c"));
    let made = generate_sized(&first.0, 7, SMALL).unwrap();
    let again = generate_sized(&second.0, 7, SMALL).unwrap();
    let other = generate_sized(&third.0, 8, SMALL).unwrap();
    for ((a, b), c) in made.iter().zip(&again).zip(&other) {
        let bytes = fs::read(&a.file).unwrap();
        assert!(bytes == fs::read(&b.file).unwrap(), "{}", a.slug);
        assert!(bytes != fs::read(&c.file).unwrap(), "{}", a.slug);
    }
}

#[test]
fn every_line_has_a_cell_for_each_field_and_about_as_many_come_as_were_asked() {
    let folder = Folder::new("lines");
    let made = generate_sized(&folder.0, 1, SMALL).unwrap();
    for (dataset, asked) in made.iter().zip([3_000.0, 200.0, 300.0, 150.0]) {
        let rows = rows(dataset);
        assert!((rows.len() as f64 / asked - 1.0).abs() < 0.05, "{} {}", dataset.slug, rows.len());
        assert!(rows.iter().all(|row| row.len() == dataset.fields.len()), "{}", dataset.slug);
        for (place, _) in dataset.fields.iter().enumerate().filter(|(_, f)| f.annotations.id) {
            let keys: HashSet<_> = rows.iter().map(|row| &row[place]).collect();
            assert_eq!(keys.len(), rows.len(), "{}", dataset.slug);
        }
        assert!(!rows.iter().flatten().any(|cell| cell.contains(['{', '}'])), "{}", dataset.slug);
    }
}

#[test]
fn everything_invented_says_so_and_can_be_shared() {
    let folder = Folder::new("says");
    let names: Vec<_> = generate_sized(&folder.0, 1, SMALL)
        .unwrap()
        .into_iter()
        .map(|dataset| {
            let metadata = dataset.metadata;
            assert!(metadata.fictitious && metadata.description.contains("inventées"));
            assert_eq!(metadata.licence.as_deref(), Some("lov2"));
            dataset.slug
        })
        .collect();
    assert_eq!(names, ["evenements", "subventions", "deliberations", "equipements"]);
}

#[test]
fn votes_add_up_and_grants_go_to_numbers_that_nobody_has() {
    let folder = Folder::new("votes");
    let made = generate_sized(&folder.0, 3, SMALL).unwrap();
    for row in rows(&made[2]) {
        let votes: Vec<u32> = row[11..15].iter().map(|cell| cell.parse().unwrap()).collect();
        assert_eq!(votes[0], votes[1] + votes[2] + votes[3], "{row:?}");
    }
    for row in rows(&made[1]) {
        assert!(row[5].len() == 14 && row[5].starts_with('0'), "{row:?}");
    }
}

#[test]
fn events_are_ordered_by_day_and_lie_in_the_town() {
    let folder = Folder::new("events");
    let made = generate_sized(&folder.0, 3, SMALL).unwrap();
    let rows = rows(&made[0]);
    assert!(rows.is_sorted_by(|a, b| a[1][..10] <= b[1][..10]));
    let mut located = 0;
    for row in &rows {
        let Some((lat, lon)) = row[4].split_once(", ") else { continue };
        let (lat, lon): (f64, f64) = (lat.parse().unwrap(), lon.parse().unwrap());
        assert!((43.99..44.06).contains(&lat) && (-1.36..-1.24).contains(&lon), "{row:?}");
        located += 1;
    }
    assert!(located * 10 > rows.len() * 9, "{located} of {}", rows.len());
    assert!(rows.iter().all(|row| (row[5] == "clos") != row[7].is_empty()));
}

#[test]
fn a_national_list_without_its_file_is_left_out() {
    let folder = Folder::new("national");
    assert!(national(&folder.0).is_empty());
    fs::create_dir_all(&folder.0).unwrap();
    fs::write(folder.0.join("regions.json"), "[]").unwrap();
    let found = national(&folder.0);
    assert_eq!(found.len(), 1);
    assert!(found[0].slug == "regions" && !found[0].metadata.fictitious);
}

#[test]
fn the_addresses_told_are_those_that_are_made() {
    let folder = Folder::new("addresses");
    let made = generate_sized(&folder.0, 1, SMALL).unwrap();
    let made: Vec<&str> = made.iter().map(|dataset| dataset.slug).collect();
    assert_eq!(made, INVENTED);
}
