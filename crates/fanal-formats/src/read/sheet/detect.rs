//! Finds the sheet and its titles.

use std::path::Path;

use fanal_model::{Problem, fold};

use super::cells::text;
use super::row::{Row, Told};
use super::{Source, parts};
use crate::read::header::{self, Said};
use crate::read::{Format, Header, Layout, ReadError, ReadOptions, TableInfo};

/// Rows looked at for titles.
const HEAD_ROWS: usize = 200;
/// Rows of a sheet that are counted.
const COUNTED_ROWS: u64 = 20_000;
/// Tables of a text that are told.
const MOST_TABLES: usize = 1_000;
/// A sheet is preferred to those before it when it is so many times as large.
const LARGER: u64 = 4;

/// What was seen of a sheet.
#[derive(Debug, Default)]
struct Seen {
    head: Vec<Row>,
    rows: u64,
    /// Rows beyond were not looked at.
    is_cut: bool,
    hidden: u64,
    hidden_columns: usize,
    /// Numbers of rows with merged cells.
    merged: Vec<u64>,
    lost_digits: u64,
}

/// Finds the sheet that holds the table, and its titles.
pub(in crate::read) fn detect(
    path: &Path,
    format: Format,
    options: &ReadOptions,
) -> Result<Layout, ReadError> {
    let mut layout = Layout::new(format, options);
    if let Some(encoding) = super::encoding(path, format, options)? {
        layout.encoding = encoding;
    }
    let mut source = Source::open(path, format, &layout.encoding)?;
    let (mut seen, failed) = survey(&mut source)?;
    let counted =
        |(table, seen): &(TableInfo, Seen)| TableInfo { records: seen.records(), ..table.clone() };
    layout.tables = seen.iter().map(counted).collect();
    let place = match &options.table {
        Some(name) => seen
            .iter()
            .position(|(table, _)| table.name == *name)
            .ok_or_else(|| ReadError::NoSuchTable(name.clone()))?,
        None => match choose(&seen) {
            Some(place) => place,
            None => return Err(failed.unwrap_or(ReadError::Empty)),
        },
    };
    if options.table.is_none() {
        tell_others(&seen, place, &mut layout);
    }
    let (table, mut seen) = seen.swap_remove(place);
    layout.sheet.find_pasted(&seen.head);
    seen.head.iter_mut().for_each(|row| layout.sheet.apply(row));
    titles(&seen, options, &mut layout)?;
    let below = seen.head.iter().position(|row| row.number >= layout.body);
    layout.sheet.find_loose(&seen.head[below.unwrap_or(seen.head.len())..]);
    if format == Format::Xlsx {
        tell_beside(path, &table.name, &mut layout)?;
    }
    tell(&seen, &mut layout);
    layout.table = Some(table.name);
    Ok(layout)
}

impl Seen {
    /// Looks at a row; answers whether to go on with the sheet.
    fn add(&mut self, row: &Row) -> bool {
        if row.is_blank() {
            return true;
        }
        if self.rows == COUNTED_ROWS {
            self.is_cut = true;
            return false;
        }
        self.rows += 1;
        self.hidden += u64::from(row.is_hidden);
        self.hidden_columns = row.hidden_columns;
        self.lost_digits += row.cells.iter().filter(|v| v.has_lost_digits()).count() as u64;
        if row.merged > 0 {
            self.merged.push(row.number);
        }
        if self.head.len() < HEAD_ROWS {
            self.head.push(row.clone());
        }
        true
    }

    /// Records below its titles, when all were counted.
    fn records(&self) -> Option<u64> {
        let above = header::settle(&self.texts(), Said::Nothing).rows.end as u64;
        (!self.is_cut).then(|| self.rows.saturating_sub(above))
    }

    fn texts(&self) -> Vec<Vec<String>> {
        self.head.iter().map(|row| row.cells.iter().map(text).collect()).collect()
    }

    /// How much it is like a table of data: its cells.
    fn weight(&self) -> u64 {
        let mut widths: Vec<usize> = self
            .head
            .iter()
            .map(|row| row.cells.iter().filter(|v| !v.is_blank()).count())
            .collect();
        widths.sort_unstable();
        let usual = widths.get(widths.len() / 2).copied().unwrap_or(0) as u64;
        self.rows * usual
    }
}

/// The sheets and what was seen of them.
type All = Vec<(TableInfo, Seen)>;

/// Sees every sheet; the error is that of the first one that can't be read.
fn survey(source: &mut Source) -> Result<(All, Option<ReadError>), ReadError> {
    let mut all = All::new();
    let mut failed = None;
    match source {
        Source::Excel(book) => {
            for table in book.tables() {
                let mut seen = Seen::default();
                match book.rows(&table.name, &mut |row| Ok(seen.add(row))) {
                    Ok(()) => all.push((table, seen)),
                    Err(error) => failed = failed.or(Some(error)),
                }
            }
        }
        Source::Flow(flow) => flow.walk(&mut |told| {
            match told {
                Told::Table(table) if all.len() < MOST_TABLES => all.push((table, Seen::default())),
                Told::Table(_) => {}
                Told::Row(place, row) => {
                    if let Some((_, seen)) = all.get_mut(place) {
                        seen.add(row);
                    }
                }
            }
            Ok(true)
        })?,
    }
    Ok((all, failed))
}

/// The place of the sheet that is most like a table of data: of those that are shown and whose
/// names don't say that they explain others, the first that is no mere summary of a later one.
fn choose(all: &[(TableInfo, Seen)]) -> Option<usize> {
    let candidates = |hidden: bool, explaining: bool| {
        all.iter().enumerate().filter(move |(_, (table, seen))| {
            seen.rows > 0 && (hidden || table.visible) && (explaining || !explains(&table.name))
        })
    };
    let mut chosen: Option<(usize, u64)> = None;
    for (hidden, explaining) in [(false, false), (false, true), (true, true)] {
        for (place, (_, seen)) in candidates(hidden, explaining) {
            let weight = seen.weight();
            if chosen.is_none_or(|(_, best)| weight > best.saturating_mul(LARGER)) {
                chosen = Some((place, weight));
            }
        }
        if chosen.is_some() {
            break;
        }
    }
    chosen.map(|(place, _)| place)
}

/// Whether a sheet of that name explains the others.
fn explains(name: &str) -> bool {
    const WORDS: [&str; 16] = [
        "metadonnee",
        "metadata",
        "lisez",
        "lisezmoi",
        "readme",
        "lire",
        "notice",
        "legende",
        "licence",
        "sommaire",
        "dictionnaire",
        "lexique",
        "glossaire",
        "mode d'emploi",
        "a propos",
        "nomenclature",
    ];
    let name = fold(name);
    WORDS.iter().any(|word| name.contains(word))
}

fn tell_others(all: &[(TableInfo, Seen)], chosen: usize, layout: &mut Layout) {
    let others = |visible: bool| {
        let with_data = all.iter().enumerate().filter(|(place, (table, seen))| {
            *place != chosen && table.visible == visible && seen.rows > 0 && !explains(&table.name)
        });
        with_data.count()
    };
    let (shown, hidden) = (others(true), others(false));
    if shown > 0 {
        layout.doubts.push(Problem::new("sheets-several").number("count", shown + 1));
    }
    if hidden > 0 {
        layout.doubts.push(Problem::new("sheets-hidden").number("count", hidden));
    }
}

fn tell_beside(path: &Path, sheet: &str, layout: &mut Layout) -> Result<(), ReadError> {
    let beside = parts::beside(path, sheet)?;
    let below = |rows: &[u64]| rows.iter().filter(|row| **row >= layout.body).count();
    let counts = [
        ("rows-hidden", below(&beside.hidden_rows)),
        ("columns-hidden", beside.hidden_columns),
        ("cells-merged", below(&beside.merged)),
    ];
    tell_counts(&counts, layout);
    Ok(())
}

fn tell(seen: &Seen, layout: &mut Layout) {
    let merged = seen.merged.iter().filter(|row| **row >= layout.body).count();
    let hidden = usize::try_from(seen.hidden).unwrap_or(usize::MAX);
    let lost = usize::try_from(seen.lost_digits).unwrap_or(usize::MAX);
    if layout.sheet.pasted.is_some() {
        layout.doubts.push(Problem::new("table-pasted"));
    }
    let counts = [
        ("rows-hidden", hidden),
        ("columns-hidden", seen.hidden_columns),
        ("cells-merged", merged),
        ("digits-lost", lost),
    ];
    tell_counts(&counts, layout);
}

fn tell_counts(counts: &[(&str, usize)], layout: &mut Layout) {
    for (code, count) in counts {
        if *count > 0 {
            layout.doubts.push(Problem::new(*code).number("count", *count));
        }
    }
}

fn titles(seen: &Seen, options: &ReadOptions, layout: &mut Layout) -> Result<(), ReadError> {
    let (rows, cells) = (&seen.head, seen.texts());
    let said = match options.header {
        None => Said::Nothing,
        Some(Header::None) => Said::None,
        Some(Header::Row(line)) => {
            let place = rows.iter().position(|row| row.number == line);
            Said::Row(place.ok_or(ReadError::NoHeader { line })?)
        }
    };
    let found = header::settle(&cells, said);
    let first = rows.get(found.rows.start).map_or(1, |row| row.number);
    layout.header = Header::None;
    if let Some(last) = rows[..found.rows.end].last() {
        layout.header = Header::Row(first);
        layout.body = last.number + 1;
        if first > 1 && found.rows.start > 0 && options.header.is_none() {
            layout.doubts.push(Problem::new("header-below").number("lines", first - 1));
        }
    }
    if options.header.is_none() {
        found.tell(first, layout);
    }
    layout.sheet.set_titles(&cells[found.rows.clone()]);
    layout.titles = found.titles;
    // A cell beyond the titles in a few rows: another column rather than broken rows.
    let below = cells[found.rows.end..].iter().map(Vec::len).max().unwrap_or(0);
    let width = layout.titles.len().max(below);
    layout.titles.resize(width, String::new());
    if layout.titles.is_empty() {
        return Err(ReadError::NoColumns);
    }
    Ok(())
}
