use std::collections::HashSet;

use fanal_model::{Language, Lifecycle};
use fanal_service::JobEnd;
use fanal_testkit::{Catalogue, TestApp, on_one_catalogue, skipped};

use super::fill::{Filling, try_fill};
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
    let made = generate(&first.0, 7, SMALL).unwrap();
    let again = generate(&second.0, 7, SMALL).unwrap();
    let other = generate(&third.0, 8, SMALL).unwrap();
    for ((a, b), c) in made.iter().zip(&again).zip(&other) {
        let bytes = fs::read(&a.file).unwrap();
        assert!(bytes == fs::read(&b.file).unwrap(), "{}", a.slug);
        assert!(bytes != fs::read(&c.file).unwrap(), "{}", a.slug);
    }
}

#[test]
fn every_line_has_a_cell_for_each_field_and_about_as_many_come_as_were_asked() {
    let folder = Folder::new("lines");
    let made = generate(&folder.0, 1, SMALL).unwrap();
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
    let names: Vec<_> = generate(&folder.0, 1, SMALL)
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
    let made = generate(&folder.0, 3, SMALL).unwrap();
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
    let made = generate(&folder.0, 3, SMALL).unwrap();
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
    let made = generate(&folder.0, 1, SMALL).unwrap();
    let made: Vec<&str> = made.iter().map(|dataset| dataset.slug).collect();
    assert_eq!(made, INVENTED);
}

on_one_catalogue! {
    an_empty_portal_is_filled_and_all_of_it_is_public,
    a_dataset_whose_load_failed_is_filled_at_the_next_start,
}

impl Filling {
    fn small(app: &TestApp, national: Option<PathBuf>) -> Self {
        Self { folder: app.folder().join("demo"), sizes: SMALL, national }
    }
}

/// Fills the portal and does the loads; answers how those of the files ended.
async fn filled(app: &TestApp, filling: &Filling) -> Vec<JobEnd> {
    try_fill(app.platform(), filling, Language::French).await.expect("it can be filled");
    assert!(!filling.folder.exists(), "the files are received");
    app.work().await
}

async fn an_empty_portal_is_filled_and_all_of_it_is_public(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    let package = "../../web/node_modules/@etalab/decoupage-administratif/data";
    let package = Path::new(env!("CARGO_MANIFEST_DIR")).join(package);
    if !package.exists() {
        skipped("an_empty_portal_is_filled_and_all_of_it_is_public", "`make web` has not run");
    }
    let described = national(&package);
    let filling = Filling::small(&app, Some(package));
    let ends = filled(&app, &filling).await;
    assert!(ends.iter().all(|end| *end == JobEnd::Done), "{ends:?}");
    let invented = generate(&filling.folder, 1, SMALL).unwrap();
    let visitor = app.visitor();
    for demo in invented.iter().chain(&described) {
        let slug = demo.slug;
        let dataset = app.stored(slug).await;
        assert_eq!(dataset.lifecycle, Lifecycle::Published, "{slug}");
        let version = dataset.current.expect("it was loaded");
        assert_eq!(version.rejected, 0, "{slug}");
        for field in &demo.fields {
            let stored = version.fields.iter().find(|stored| stored.name == field.name);
            let stored = stored.unwrap_or_else(|| panic!("{slug}: no column `{}`", field.name));
            assert_eq!(stored.field_type, field.field_type, "{slug}: {}", field.name);
        }
        let page = visitor.get(&format!("/explore/dataset/{slug}/")).await.expect(200);
        assert!(page.text().contains("class=\"ribbon\""), "{slug}");
        let says_so = page.text().contains("inventées pour la démonstration");
        assert_eq!(says_so, demo.metadata.fictitious, "{slug}");
    }
    assert_eq!(described.len() + invented.len(), if described.is_empty() { 4 } else { 8 });
    assert_eq!(filled(&app, &filling).await, [], "what is there is not loaded again");
}

async fn a_dataset_whose_load_failed_is_filled_at_the_next_start(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    let lists = app.folder().join("listes");
    fs::create_dir(&lists).unwrap();
    let regions = lists.join("regions.json");
    fs::write(&regions, "[{").unwrap();
    let filling = Filling::small(&app, Some(lists));
    let ends = filled(&app, &filling).await;
    assert!(ends.iter().any(|end| matches!(end, JobEnd::Failed(_))), "{ends:?}");
    let region = r#"[{"code":"93","chefLieu":"13055","nom":"Sud","typeLiaison":0,"zone":"metro"}]"#;
    fs::write(&regions, region).unwrap();
    let ends = filled(&app, &filling).await;
    assert!(ends.iter().all(|end| *end == JobEnd::Done) && !ends.is_empty(), "{ends:?}");
    assert_eq!(app.stored("regions").await.current.expect("it was loaded").records, 1);
}
