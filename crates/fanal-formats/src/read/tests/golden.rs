//! Every real file, when they are there: the pages of `cases/samples/` say what is read of each.
//! With `UPDATE=1` the pages are rewritten; the difference is there to be read.
//!
//! A section is a file, with the table behind `#` where another than the first is meant. A line of
//! its block is a column: title, type and way of reading, meaning, doubts, first value. Values are
//! told of columns that have one on the page already; of places, west, south, east and north.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use super::samples::samples;
use super::*;

const PAGES: [&str; 14] = [
    "cas-csv",
    "finance",
    "finances",
    "geo",
    "gros",
    "marseille",
    "mobilite",
    "moissonnage",
    "montpellier",
    "observatoire",
    "schemas",
    "spatial",
    "tableurs",
    "torture",
];

fn page(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/samples").join(format!("{name}.md"))
}

fn text_of(name: &str) -> String {
    std::fs::read_to_string(page(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The sections of a page, each with its name, its prose, its block and what follows.
fn sections(page: &str) -> impl Iterator<Item = (&str, &str, &str, &str)> {
    page.split("\n## ").skip(1).map(|section| {
        let (name, rest) = section.split_once('\n').expect("a name and a line");
        let (prose, rest) = rest.split_once("```read\n").expect("a block of what is read");
        let (block, after) = rest.split_once("```").expect("a block is closed");
        (name, prose, block, after)
    })
}

#[track_caller]
fn check(name: &str) {
    let Some(root) = samples() else { return };
    let written = text_of(name);
    let intro = written.split("\n## ").next().unwrap_or_default();
    let mut found = intro.to_owned();
    for (file, prose, block, after) in sections(&written) {
        let read = told(&root, file, block);
        write!(found, "\n## {file}\n{prose}```read\n{read}```{after}").expect("memory");
    }
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(page(name), found).expect("the page is rewritten");
        return;
    }
    let lines = found.lines().zip(written.lines()).enumerate().filter(|(_, (a, b))| a != b);
    let differences: Vec<String> = lines
        .take(20)
        .map(|(at, (found, written))| format!("{}: {found}\n  written: {written}", at + 1))
        .collect();
    assert!(
        found == written,
        "{name}.md is rewritten by UPDATE=1; line\n{}",
        differences.join("\n")
    );
}

/// What is read of a file; the block that is known says which values are told.
fn told(root: &Path, file: &str, known: &str) -> String {
    let (path, table) = match file.split_once(" # ") {
        Some((path, table)) => (path, Some(table.to_owned())),
        None => (file, None),
    };
    let options = ReadOptions { table, ..Default::default() };
    let whole = match Whole::of(&root.join(path), path, &options) {
        Ok(whole) => whole,
        Err(error) => return format!("refused: {}\n", error.problem().code),
    };
    let wanted: BTreeSet<&str> = known
        .lines()
        .map(|line| line.split(" | ").collect::<Vec<_>>())
        .filter(|cells| cells.len() == 5)
        .map(|cells| cells[0])
        .collect();
    let mut out = String::new();
    for line in table_lines(&whole) {
        writeln!(out, "{line}").expect("memory");
    }
    for column in &whole.profile.columns {
        writeln!(out, "{}", column_line(&whole, column, &wanted)).expect("memory");
    }
    out
}

/// What is read of the table itself.
fn table_lines(whole: &Whole) -> Vec<String> {
    let Whole { layout, profile, .. } = whole;
    let mut form = vec![layout.format.name().to_owned()];
    if layout.format.is_text_table() {
        let separator = match layout.separator {
            None => "no separator".to_owned(),
            Some(b'\t') => "tab".to_owned(),
            Some(byte) => char::from(byte).to_string(),
        };
        form.extend([layout.encoding.clone(), separator]);
    }
    if layout.format.is_text_table() || layout.format.is_workbook() {
        form.push(match layout.header {
            Header::Row(row) => format!("titles in row {row}"),
            Header::None => "no titles".to_owned(),
        });
    }
    form.extend(layout.table.iter().map(|table| format!("table {table}")));
    let own = profile.columns.iter().filter(|c| !c.source.is_derived()).count();
    let mut lines = vec![
        form.join(" · "),
        format!("{} records · {} set apart · {own} columns", profile.records, profile.rejected),
    ];
    let mut apart: BTreeMap<&str, u64> = BTreeMap::new();
    for (_, code) in whole.reasons() {
        *apart.entry(code).or_default() += 1;
    }
    lines.extend(apart.into_iter().map(|(code, count)| format!("apart: {count} {code}")));
    lines.extend(whole.doubts().into_iter().map(|code| format!("doubt: {code}")));
    if layout.tables.len() > 1 {
        lines.extend(layout.tables.iter().map(|table| match table.records {
            Some(records) => format!("offered: {} ({records})", table.name),
            None => format!("offered: {}", table.name),
        }));
    }
    lines
}

fn column_line(whole: &Whole, column: &ColumnProfile, wanted: &BTreeSet<&str>) -> String {
    let title = if column.title.is_empty() { column.name.as_str() } else { &column.title };
    let title = plain(title);
    let mut kind = column.field_type.name().to_owned();
    if column.multivalued {
        kind.push_str("[]");
    }
    // The first word of a way of reading only repeats the type.
    if let Some((_, way)) = column.format.name().split_once(' ') {
        kind = format!("{kind} {way}");
    }
    kind.extend(column.crs.iter().map(|crs| format!(" {crs}")));
    let doubts: Vec<&str> = column.doubts.iter().map(|d| d.code.as_str()).collect();
    let value = match column.field_type {
        FieldType::GeoPoint | FieldType::GeoShape => extent(whole, column),
        _ if wanted.contains(title.as_str()) => first(whole, column),
        _ => String::new(),
    };
    let meaning = column.meaning.as_deref().unwrap_or_default();
    let line = [&title, &kind, meaning, &doubts.join(" "), &value].join(" | ");
    line.trim_end_matches([' ', '|']).to_owned()
}

fn extent(whole: &Whole, column: &ColumnProfile) -> String {
    extent_of(whole, column.name.as_str()).map(|degrees| format!("{degrees:.5}")).join(" ")
}

/// The first value that is there.
fn first(whole: &Whole, column: &ColumnProfile) -> String {
    let arrays = whole.batches.iter().filter_map(|b| b.column_by_name(column.name.as_str()));
    let mut values = arrays.flat_map(|array| {
        (0..array.len()).filter(|row| array.is_valid(*row)).map(|row| plain(&shown(array, row)))
    });
    values.find(|value| !value.is_empty()).unwrap_or_else(|| "nothing".to_owned())
}

/// A text in one line, in which no bar stands.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "¦")
}

macro_rules! pages {
    ($($test:ident $name:literal)*) => {
        $(#[test]
        fn $test() {
            assert!(PAGES.contains(&$name));
            check($name);
        })*
    };
}

pages! {
    difficult_texts_are_read_as_written "cas-csv"
    contracts_and_accounts_are_read_as_written "finance"
    budgets_are_read_as_written "finances"
    places_are_read_as_written "geo"
    national_files_are_read_as_written "gros"
    files_of_marseille_are_read_as_written "marseille"
    timetables_and_stations_are_read_as_written "mobilite"
    catalogues_are_read_as_written "moissonnage"
    files_of_montpellier_are_read_as_written "montpellier"
    observatories_are_read_as_written "observatoire"
    files_of_schemas_are_read_as_written "schemas"
    spatial_statistics_are_read_as_written "spatial"
    workbooks_are_read_as_written "tableurs"
    files_made_to_torture_are_read_as_written "torture"
}

/// Endings of files that are no tables or maps, with what they are.
const NO_TABLES: [(&str, &str); 11] = [
    (".ifc", "models of buildings"),
    (".osm.pbf", "an extract of OpenStreetMap, which is a network and no table"),
    (".gal", "neighbourhoods of a map's shapes"),
    (".xsd", "a schema"),
    ("schema_decp_v2.0.3.json", "a schema"),
    ("SOURCES.md", "where the files come from"),
    (".gitattributes", "of git"),
    (".gfs", "what GDAL wrote beside a .gml"),
    (".shx", "read with its .shp"),
    (".prj", "read with its .shp"),
    (".cpg", "read with its .shp"),
];

#[test]
fn every_sample_stands_on_a_page_or_is_no_table() {
    let Some(root) = samples() else { return };
    let pages: Vec<String> = PAGES.into_iter().map(text_of).collect();
    let told: BTreeSet<&str> = pages
        .iter()
        .flat_map(|page| sections(page))
        .map(|(name, ..)| name.split(" # ").next().unwrap_or(name))
        .collect();
    let mut folders = vec![root.clone()];
    let mut missing = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.strip_prefix(&root).expect("within").to_string_lossy().into_owned();
            let no_table = NO_TABLES.iter().any(|(ending, _)| name.ends_with(ending));
            if no_table == told.contains(name.as_str()) {
                missing.push(name);
            }
        }
    }
    missing.sort();
    assert!(missing.is_empty(), "on no page, or needlessly spared: {missing:?}");
}

/// Where the pages say otherwise than those who gathered the files, and why.
const OTHERWISE: [(&str, &str); 3] = [
    ("montpellier/RevenusFiscCom_2009.csv", "the lines above the titles are counted there"),
    ("cas-csv/trailing-seps.csv", "a column without title or value is counted there"),
    ("cas-csv/VEH_USAGES_une-colonne.csv", "the first line is taken for a title there"),
];

/// What `SOURCES.md` says of a file: rows, columns, separator.
#[derive(Debug, PartialEq, Eq)]
struct Facts {
    rows: Option<u64>,
    columns: Option<u64>,
    separator: Option<String>,
}

impl Facts {
    fn of(cells: &[&str]) -> Self {
        let (rows, form) = (cells[4].trim(), cells[5]);
        let words: Vec<&str> = form.split([' ', ',']).filter(|word| !word.is_empty()).collect();
        let columns =
            words.iter().position(|word| *word == "col.").and_then(|at| at.checked_sub(1));
        let separator = form.split('`').nth(1).map(|mark| match mark {
            "TAB" => "tab".to_owned(),
            "aucun" => "no separator".to_owned(),
            mark => mark.to_owned(),
        });
        Self {
            rows: rows.parse().ok(),
            columns: columns.and_then(|at| words[at].parse().ok()),
            separator,
        }
    }

    /// The same of a section's block, as far as it is asked.
    fn on_page(&self, block: &str) -> Self {
        let mut lines = block.lines();
        let separator = lines.next().and_then(|form| form.split(" · ").nth(2));
        let numbers: Vec<u64> = lines
            .next()
            .into_iter()
            .flat_map(|line| line.split(' ').filter_map(|word| word.parse().ok()))
            .collect();
        let [records, apart, columns] = numbers[..] else {
            return Self { rows: None, columns: None, separator: None };
        };
        Self {
            rows: self.rows.map(|_| records + apart),
            columns: self.columns.map(|_| columns),
            separator: self.separator.as_ref().and(separator).map(str::to_owned),
        }
    }
}

#[test]
fn pages_agree_with_those_who_gathered_the_files() {
    let Some(root) = samples() else { return };
    let pages: Vec<String> = PAGES.into_iter().map(text_of).collect();
    let blocks: BTreeMap<&str, &str> = pages
        .iter()
        .flat_map(|page| sections(page))
        .map(|(name, _, block, _)| (name, block))
        .collect();
    let sources = std::fs::read_to_string(root.join("SOURCES.md")).expect("the list of sources");
    let mut folder = "";
    let (mut compared, mut differences) = (0, Vec::new());
    for line in sources.lines() {
        if let Some(title) = line.strip_prefix("## ") {
            folder = title.trim();
        }
        let cells: Vec<&str> = line.split(" | ").collect();
        let Some(file) = line.strip_prefix("| `").and_then(|rest| rest.split('`').next()) else {
            continue;
        };
        let path = format!("{folder}{file}");
        let Some(block) = blocks.get(path.as_str()).filter(|_| cells.len() >= 6) else { continue };
        let facts = Facts::of(&cells);
        let found = facts.on_page(block);
        compared += 1;
        let known = OTHERWISE.iter().any(|(file, _)| *file == path);
        if (found == facts) == known {
            differences.push(format!("{path}: {found:?} instead of {facts:?}"));
        }
    }
    assert!(differences.is_empty(), "\n{}", differences.join("\n"));
    assert!(compared > 60, "{compared} files were compared");
}

const MARSEILLE: [f64; 4] = [5.228751, 43.169631, 5.532543, 43.391057];
const DEFIBRILLATORS: [f64; 4] = [3.813166, 43.572573, 3.936136, 43.650488];
const VINES: [f64; 4] = [3.917976, 43.596941, 3.94133, 43.627532];
const PARKS: [f64; 4] = [3.812045, 43.581873, 3.936522, 43.648107];
const PRESCRIPTIONS: [f64; 4] = [1.025549, 47.77043, 1.095236, 47.820582];

/// West, south, east and north of files, as other programs computed them.
const EXTENTS: [(&str, [f64; 4]); 24] = [
    ("marseille/quartiers-marseille.geojson", MARSEILLE),
    ("marseille/quartiers-marseille.gpkg", MARSEILLE),
    ("marseille/quartiers-marseille.parquet", MARSEILLE),
    ("marseille/quartiers-marseille-shp.zip", MARSEILLE),
    ("marseille/communes_13_epsg2154.geojson", [4.2301, 43.1574, 5.8135, 43.9246]),
    ("geo/plu_30014/30014_ZONE_URBA_20171013.shp", [4.338736, 43.976015, 4.398478, 44.020791]),
    ("geo/ZONE_URBA_wfs.gml", [-3.356711, 47.714708, -3.300422, 47.747089]),
    ("geo/encodage_shp/utf8/PRESCRIPTION_PCT.shp", PRESCRIPTIONS),
    ("geo/encodage_shp/latin1/PRESCRIPTION_PCT.shp", PRESCRIPTIONS),
    ("geo/kinked-multipolygons.geojson", [-2.361235, 48.605623, -2.289173, 48.668655]),
    ("geo/geojson-geometry-collection.geojson", [100.0, 0.0, 105.0, 1.0]),
    ("geo/departement_13_cantons.geojson", [4.2301, 43.1611, 5.8135, 43.9241]),
    ("geo/pprt_69dreal.gpkg", [5.820937, 45.198263, 5.830536, 45.204725]),
    ("geo/paths.gpx", [-3.564360, 48.300760, -2.741786, 48.538190]),
    ("geo/troncon-mapinfo.zip", [8.716611, 41.36714, 9.496795, 42.666315]),
    ("montpellier/AOC.geojson", VINES),
    ("montpellier/AOC_sans-prj_shp.zip", VINES),
    ("montpellier/PointAdresse_shp.zip", [3.808876, 43.571217, 3.93729, 43.652113]),
    ("montpellier/EspacesVertsGlobal_shp.zip", PARKS),
    ("montpellier/EspacesVertsGlobal_cp1252.geojson", PARKS),
    ("montpellier/Defibrillateurs_shp.zip", DEFIBRILLATORS),
    ("montpellier/Defibrillateurs.geojson", DEFIBRILLATORS),
    ("montpellier/Defibrillateurs.kmz", DEFIBRILLATORS),
    ("montpellier/TarifStaVoies.kmz", [3.808778, 43.566928, 3.940202, 43.652736]),
];

/// The extent that a page tells of the first column of places.
fn extent_on_page(block: &str) -> Option<[f64; 4]> {
    let extent = |line: &str| -> Option<[f64; 4]> {
        let cell = line.rsplit(" | ").next()?;
        let numbers: Result<Vec<f64>, _> = cell.split(' ').map(str::parse).collect();
        numbers.ok()?.try_into().ok()
    };
    block.lines().filter(|line| line.contains(" | geo_")).find_map(extent)
}

#[test]
fn pages_agree_with_the_extents_that_others_computed() {
    let pages: Vec<String> = PAGES.into_iter().map(text_of).collect();
    let blocks: BTreeMap<&str, &str> = pages
        .iter()
        .flat_map(|page| sections(page))
        .map(|(name, _, block, _)| (name, block))
        .collect();
    for (file, expected) in EXTENTS {
        let block = blocks.get(file).unwrap_or_else(|| panic!("{file} is on no page"));
        let found = extent_on_page(block).unwrap_or_else(|| panic!("{file} has no extent"));
        // Pages have five decimals; of some files the others have four.
        let by = if file.ends_with("communes_13_epsg2154.geojson") { 1e-4 } else { 8e-6 };
        let near = found.iter().zip(expected).all(|(a, b)| (a - b).abs() <= by);
        assert!(near, "{file}: {found:?} instead of {expected:?}");
    }
}
