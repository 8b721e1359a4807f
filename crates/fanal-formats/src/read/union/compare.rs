//! Which tables of a file are alike, and the union of those.

use std::collections::BTreeMap;

use fanal_model::Problem;

use super::columns::{Key, add_doubts};
use super::tables::{Table, looks_once, tables};
use super::{Part, Union};
use crate::read::{Layout, Opened, ReadError, ReadOptions, Watch, sheet};

/// Names that a sentence lists.
const LISTED: usize = 10;
/// Bytes that are read, at most, to compare tables of which nobody asked that they be read as one.
const BUDGET_BYTES: u64 = 256_000_000;

/// Says in the layout which tables of the file are like the one that is read; of a file with more
/// tables than are compared, none. Where comparing them would take long it says that instead.
///
/// # Errors
/// Only what concerns the file as a whole.
pub fn compare(
    file: &Opened,
    layout: &mut Layout,
    options: &ReadOptions,
    watch: &dyn Watch,
) -> Result<(), ReadError> {
    if layout.tables.len() < 2 {
        return Ok(());
    }
    if cost(file, layout) > BUDGET_BYTES {
        layout.uncompared = true;
        return Ok(());
    }
    let all = match tables(file, layout.format, options, watch) {
        Err(ReadError::TooManyTables { .. }) => return Ok(()),
        other => other?,
    };
    if let Some(read) = all.iter().position(|t| Some(&t.name) == layout.table.as_ref()) {
        let alike = alike(&all, read, options);
        if alike.len() > 1 {
            layout.alike = alike.into_iter().map(|table| table.name.clone()).collect();
        }
    }
    Ok(())
}

/// About how many bytes are read to compare the tables.
fn cost(file: &Opened, layout: &Layout) -> u64 {
    let own = match layout.format {
        format if looks_once(format) => file.read_bytes(),
        // For each table a look through the document, and one at its first records.
        _ => file.read_bytes().saturating_mul(2 * layout.tables.len() as u64),
    };
    own.max(file.entries_bytes())
}

/// The layout of all tables that are like the one that the layout reads. When the options name none
/// that is there, and none is like the one that was found, those of which most are alike.
///
/// # Errors
/// [`ReadError::NoneAlike`] when there are other tables and none is like it;
/// [`ReadError::TooManyTables`].
pub fn unite(
    file: &Opened,
    layout: Layout,
    options: &ReadOptions,
    watch: &dyn Watch,
) -> Result<Layout, ReadError> {
    let all = tables(file, layout.format, options, watch)?;
    let model = model(&all, &layout, options);
    let alike = alike(&all, model, options);
    let left_out = |table: &Table| options.tables_left_out.contains(&table.name);
    let taken: Vec<&Table> = alike.iter().copied().filter(|table| !left_out(table)).collect();
    let names = |tables: &[&Table]| tables.iter().map(|t| t.name.clone()).collect::<Vec<_>>();
    let is_alike = |table: &Table| alike.iter().any(|other| other.name == table.name);
    let others: Vec<&Table> =
        all.iter().filter(|t| !t.empty && !is_alike(t) && !left_out(t)).collect();
    let (shown, hidden): (Vec<_>, Vec<_>) = others.into_iter().partition(|table| table.visible);
    let unfit: Vec<&Table> = shown.into_iter().filter(|t| !sheet::explains(&t.name)).collect();
    let parts: Vec<Part> = taken.iter().copied().filter_map(part).collect();
    if parts.is_empty() || (parts.len() == 1 && !unfit.is_empty()) {
        return Err(ReadError::NoneAlike(all[model].name.clone()));
    }
    let mut united = Layout {
        table: Some(all[model].name.clone()),
        tables: layout.tables,
        alike: names(&alike),
        ..parts[0].layout.clone()
    };
    let unfit = names(&unfit);
    tell(&mut united, &parts, &partial(&taken));
    tell_others(&mut united, &unfit, hidden.len());
    let origin = origin(&parts).to_owned();
    united.union = Some(Box::new(Union { origin, parts, unfit }));
    Ok(united)
}

/// The place of the table that the others are like.
fn model(all: &[Table], layout: &Layout, options: &ReadOptions) -> usize {
    let read = all.iter().position(|table| Some(&table.name) == layout.table.as_ref());
    let read = read.unwrap_or(0);
    let is_asked = options.table.is_some() && options.table == layout.table;
    let count = |place: usize| alike(all, place, options).len();
    if is_asked || count(read) > 1 {
        return read;
    }
    // Of equals the first.
    (0..all.len()).rev().max_by_key(|place| count(*place)).unwrap_or(read)
}

/// The tables that are like that one, itself among them: that share at least half of all their
/// titles, and whose positions are in one coordinate system. Those that the file's program hides are
/// left alone.
fn alike<'t>(all: &'t [Table], model: usize, options: &ReadOptions) -> Vec<&'t Table> {
    let Some(Table { layout: Ok(layout), titles, name, .. }) = all.get(model) else {
        return Vec::new();
    };
    let fits = |other: &&Table| {
        let Ok(theirs) = &other.layout else { return false };
        let shared = titles.keys().filter(|key| other.titles.contains_key(*key)).count();
        let all_titles = titles.len() + other.titles.len() - shared;
        let same_places = options.crs.is_some() || layout.declared_crs == theirs.declared_crs;
        shared > 0 && shared * 2 >= all_titles && same_places && other.visible
    };
    all.iter().filter(|other| other.name == *name || fits(other)).collect()
}

fn part(table: &Table) -> Option<Part> {
    let layout = table.layout.as_ref().ok()?.clone();
    Some(Part { entry: table.entry.clone(), layout })
}

/// What is told of the tables, once for all of them.
fn tell(united: &mut Layout, parts: &[Part], partial: &[String]) {
    united.evidence = vec![Problem::new("union-of").number("count", parts.len())];
    united.doubts.clear();
    for part in parts {
        add_doubts(&mut united.doubts, &part.layout.doubts);
    }
    if !partial.is_empty() {
        let doubt = Problem::new("union-columns-partial").text("columns", listed(partial));
        united.doubts.push(doubt.number("count", partial.len()));
    }
}

/// What is told of those that are no part of it.
fn tell_others(united: &mut Layout, unfit: &[String], hidden: usize) {
    if !unfit.is_empty() {
        let doubt = Problem::new("union-unfit").text("tables", listed(unfit));
        united.doubts.push(doubt.number("count", unfit.len()));
    }
    if hidden > 0 {
        united.doubts.push(Problem::new("sheets-hidden").number("count", hidden));
    }
}

/// The titles that some of the tables lack.
fn partial(tables: &[&Table]) -> Vec<String> {
    let mut found: BTreeMap<&Key, &String> = BTreeMap::new();
    for (key, title) in tables.iter().flat_map(|table| &table.titles) {
        if tables.iter().any(|table| !table.titles.contains_key(key)) {
            found.entry(key).or_insert(title);
        }
    }
    found.into_values().cloned().collect()
}

/// Names one after the other: the first ones, when there are many.
fn listed(names: &[String]) -> String {
    let mut list = names.iter().take(LISTED).map(String::as_str).collect::<Vec<_>>().join(", ");
    if names.len() > LISTED {
        list.push_str(", …");
    }
    list
}

/// The title of the column that says which table a row comes from: of files within an archive,
/// however many it has this time, of sheets, of layers, of other tables.
fn origin(parts: &[Part]) -> &'static str {
    match parts[0].layout.format {
        _ if parts[0].entry.is_some() => "Fichier",
        format if format.is_spreadsheet() => "Feuille",
        format if format.is_geographic() => "Couche",
        _ => "Tableau",
    }
}
