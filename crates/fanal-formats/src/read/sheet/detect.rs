//! Finds the sheet and its titles.

use fanal_model::{Problem, fold};

use super::Source;
use super::cells::text;
use super::row::{Row, Told};
use crate::read::header::{self, Said};
use crate::read::layout::FoundTable;
use crate::read::{Format, Header, Layout, Opened, ReadError, ReadOptions, TableInfo};

/// Rows looked at for titles.
const HEAD_ROWS: usize = 200;
/// Bytes of their texts beyond which no more rows are looked at.
const HEAD_BYTES: u64 = 8 << 20;
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
    head_bytes: u64,
    rows: u64,
    /// Rows beyond were not looked at.
    is_cut: bool,
}

/// Finds the sheet that holds the table, and its titles.
pub(in crate::read) fn detect(
    file: &Opened,
    format: Format,
    options: &ReadOptions,
) -> Result<Layout, ReadError> {
    let (mut layout, mut seen, mut failed) = surveyed(file, format, options)?;
    let counted =
        |(table, seen): &(TableInfo, Seen)| TableInfo { records: seen.records(), ..table.clone() };
    layout.tables = seen.iter().map(counted).collect();
    let place = match &options.table {
        Some(name) => match seen.iter().position(|(table, _)| table.name == *name) {
            Some(place) => place,
            None => {
                let broken = failed.into_iter().find(|(broken, _)| broken.name == *name);
                let absent = || ReadError::NoSuchTable(name.clone());
                return Err(broken.map_or_else(absent, |(_, error)| error));
            }
        },
        None => match choose(&seen) {
            Some(place) => place,
            None if failed.is_empty() => return Err(ReadError::Empty),
            None => return Err(failed.swap_remove(0).1),
        },
    };
    let left =
        failed.iter().map(|(sheet, _)| Problem::new("sheet-left").text("sheet", &sheet.name));
    layout.doubts.extend(left);
    if options.table.is_none() {
        tell_others(&seen, place, &mut layout);
    }
    let (table, seen) = seen.swap_remove(place);
    settled(table, seen, options, layout)
}

/// Finds the titles of every sheet, looking at the workbook once.
pub(in crate::read) fn detect_all(
    file: &Opened,
    format: Format,
    options: &ReadOptions,
) -> Result<Vec<FoundTable>, ReadError> {
    let (layout, seen, failed) = surveyed(file, format, options)?;
    let layout_of = |(table, seen): (TableInfo, Seen)| {
        let table = TableInfo { records: seen.records(), ..table };
        let found = match seen.rows {
            0 => Err(ReadError::Empty),
            _ => settled(table.clone(), seen, options, layout.clone()),
        };
        let found = found.map(|mut layout| {
            layout.inner_table = layout.table.take();
            layout
        });
        (table, found)
    };
    let failed = failed.into_iter().map(|(table, error)| (table, Err(error)));
    Ok(seen.into_iter().map(layout_of).chain(failed).collect())
}

/// The workbook without a sheet chosen, what was seen of each, and those that can't be read.
fn surveyed(
    file: &Opened,
    format: Format,
    options: &ReadOptions,
) -> Result<(Layout, All, Failed), ReadError> {
    let mut layout = Layout::new(format, options);
    if let Some(encoding) = super::encoding(file, format, options)? {
        layout.encoding = encoding;
    }
    let (seen, failed) = survey(&mut Source::open(file, format, &layout.encoding)?)?;
    Ok((layout, seen, failed))
}

/// The layout of a sheet of which that was seen.
fn settled(
    table: TableInfo,
    mut seen: Seen,
    options: &ReadOptions,
    mut layout: Layout,
) -> Result<Layout, ReadError> {
    layout.sheet.find_pasted(&seen.head);
    seen.head.iter_mut().for_each(|row| layout.sheet.apply(row));
    titles(&seen, options, &mut layout)?;
    let below = seen.head.iter().position(|row| row.number >= layout.body);
    layout.sheet.find_loose(&seen.head[below.unwrap_or(seen.head.len())..]);
    if layout.sheet.pasted.is_some() {
        layout.doubts.push(Problem::new("table-pasted"));
    }
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
        if self.head.len() < HEAD_ROWS && self.head_bytes < HEAD_BYTES {
            self.head_bytes += row.size_bytes();
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
/// Sheets that can't be read.
type Failed = Vec<(TableInfo, ReadError)>;

/// Sees every sheet.
fn survey(source: &mut Source<'_>) -> Result<(All, Failed), ReadError> {
    let mut all = All::new();
    let mut failed = Failed::new();
    match source {
        Source::Excel(book) => {
            for (place, table) in book.tables().into_iter().enumerate() {
                let mut seen = Seen::default();
                match book.rows(place, &mut |row| Ok(seen.add(row))) {
                    Ok(()) => all.push((table, seen)),
                    Err(error) => failed.push((table, error)),
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
pub(in crate::read) fn explains(name: &str) -> bool {
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
