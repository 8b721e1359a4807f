//! Both passes over a format that gives one row after the other.

use std::collections::HashMap;

use fanal_meaning::{Cell, ColumnEvidence};
use fanal_model::Problem;

use super::{BatchMaker, Fate};
use crate::read::column::{Datum, as_text, item_text};
use crate::read::derive::Deriver;
use crate::read::layout::COLUMN_LIMIT;
use crate::read::names::Names;
use crate::read::profile::{RejectedRows, column, settle_together};
use crate::read::within::{Budget, Within};
use crate::read::{
    BatchSink, Format, Layout, Opened, Profile, ReadError, ReadOutcome, ReadPlan, Rejected,
    SaidOfColumns, Watch, columnar, dbf, geo, geometry, gtfs, ics, json, realtime, sheet, text,
    xml,
};

/// One thing that a file gives.
pub(in crate::read) enum Item<'a> {
    /// A record: its cells, each with its column's place.
    Row {
        /// Line, row or number, from 1.
        line: u64,
        /// Cells that are there.
        cells: Vec<(usize, Datum<'a>)>,
    },
    /// A row that can't be read.
    Rejected(Rejected),
}

/// The titles of the columns, in the order in which they appear.
#[derive(Debug, Default)]
pub(in crate::read) struct Titles {
    list: Vec<String>,
    places: HashMap<String, usize>,
    /// Units that the file declares, by column.
    units: Vec<Option<&'static str>>,
    /// What a person should look at.
    doubts: Vec<Problem>,
}

impl Titles {
    pub(in crate::read) fn of(list: Vec<String>) -> Self {
        Self { list, ..Self::default() }
    }

    /// Says in which unit the file shows the numbers of each column.
    pub(in crate::read) fn set_units(&mut self, units: Vec<Option<&'static str>>) {
        self.units = units;
    }

    /// The unit in which the file shows the numbers of a column.
    pub(in crate::read) fn unit(&self, place: usize) -> Option<&'static str> {
        self.units.get(place).copied().flatten()
    }

    /// Says what a person should look at, beside what the rows tell.
    pub(in crate::read) fn set_doubts(&mut self, doubts: Vec<Problem>) {
        self.doubts = doubts;
    }

    pub(in crate::read) fn doubts(&self) -> &[Problem] {
        &self.doubts
    }

    pub(in crate::read) fn list(&self) -> &[String] {
        &self.list
    }

    /// Adds a column, whatever the titles of the others. Gives its place.
    pub(in crate::read) fn add(&mut self, title: &str) -> Result<usize, ReadError> {
        let place = self.list.len();
        if place == COLUMN_LIMIT {
            return Err(ReadError::TooManyColumns { columns: place + 1, limit: COLUMN_LIMIT });
        }
        self.list.push(title.to_owned());
        Ok(place)
    }

    /// The place of the column with that title; a new one when there is none yet.
    pub(in crate::read) fn place(&mut self, title: &str) -> Result<usize, ReadError> {
        if let Some(place) = self.places.get(title) {
            return Ok(*place);
        }
        let place = self.add(title)?;
        self.places.insert(title.to_owned(), place);
        Ok(place)
    }
}

/// Told of each item, with the titles known by then and the bytes read so far.
pub(in crate::read) type Visit<'v> =
    dyn FnMut(&[String], Item<'_>, u64) -> Result<(), ReadError> + 'v;

/// Gives every item of a table to the visitor.
pub(in crate::read) type Walk<'w> = dyn Fn(&mut Visit<'_>) -> Result<Titles, ReadError> + 'w;

/// Gives every item of the table that the layout names, whatever the format.
pub(in crate::read) fn walk(
    file: &Opened,
    layout: &Layout,
    visit: &mut Visit<'_>,
) -> Result<Titles, ReadError> {
    let path = file.path();
    match layout.format {
        Format::Csv => text::walk(path, layout, visit),
        Format::Parquet | Format::Arrow => columnar::walk(path, layout, visit),
        format if format.is_workbook() => sheet::walk(file, layout, visit),
        Format::Dbf => dbf::walk(path, layout, visit),
        Format::Ics => ics::walk(path, layout, visit),
        Format::GtfsShapes => gtfs::shapes::walk(path, layout, visit),
        Format::GtfsRealtime => realtime::walk(path, layout, visit),
        Format::Xml => xml::walk(path, layout, visit),
        format if format.is_geographic() => geo::walk(path, layout, visit),
        _ => json::walk(path, layout, visit),
    }
}

/// Items between two looks at the watch.
const PACE: u64 = 1_000;

struct Paced<'w> {
    watch: &'w dyn Watch,
    total: Option<u64>,
    items: u64,
}

impl Paced<'_> {
    fn step(&mut self, read_bytes: u64, records: u64) -> Result<(), ReadError> {
        self.items += 1;
        if self.items % PACE == 1 {
            self.watch.progress(read_bytes, self.total, records);
            if self.watch.cancelled() {
                return Err(ReadError::Cancelled);
            }
        }
        Ok(())
    }

    fn end(&self, records: u64) {
        if let Some(total) = self.total {
            self.watch.progress(total, Some(total), records);
        }
    }
}

#[derive(Default)]
struct Seen {
    said: SaidOfColumns,
    /// The cells are those of a workbook.
    of_workbook: bool,
    columns: Vec<SeenColumn>,
    keys: Budget,
    deriver: Deriver,
    records: u64,
    rejected: RejectedRows,
}

/// What was seen of a column: its cells, its geometries, and what lies within its structures.
struct SeenColumn {
    evidence: ColumnEvidence,
    geometries: geometry::Evidence,
    within: Within,
}

pub(in crate::read) fn profile(
    file: &Opened,
    layout: &Layout,
    watch: &dyn Watch,
) -> Result<Profile, ReadError> {
    let total = std::fs::metadata(file.path())?.len();
    profile_walked(&|visit| walk(file, layout, visit), Some(total), layout, watch)
}

/// First pass over what is walked; of that many bytes, where it is known.
pub(in crate::read) fn profile_walked(
    walk: &Walk<'_>,
    total: Option<u64>,
    layout: &Layout,
    watch: &dyn Watch,
) -> Result<Profile, ReadError> {
    let mut pace = Paced { watch, total, items: 0 };
    let (said, of_workbook) = (layout.said.clone(), layout.format.is_workbook());
    let mut seen = Seen { said, of_workbook, ..Seen::default() };
    let titles = walk(&mut |titles, item, read_bytes| {
        seen.item(titles, item);
        pace.step(read_bytes, seen.records)
    })?;
    pace.end(seen.records);
    if titles.list().is_empty() {
        return Err(ReadError::NoColumns);
    }
    Ok(seen.conclude(&titles, layout))
}

impl Seen {
    fn item(&mut self, titles: &[String], item: Item<'_>) {
        match item {
            Item::Row { line, cells } => {
                self.records += 1;
                self.know(titles);
                let at = |place| {
                    let found = cells.iter().find(|(other, _)| *other == place);
                    found.map_or(Datum::Empty, |(_, datum)| *datum)
                };
                self.deriver.row(line, at);
                for (place, datum) in cells {
                    if let Some(column) = self.columns.get_mut(place) {
                        column.see(line, datum, &mut self.keys);
                    }
                }
            }
            Item::Rejected(row) => self.rejected.add(row),
        }
    }

    fn know(&mut self, titles: &[String]) {
        for (place, title) in titles.iter().enumerate().skip(self.columns.len()) {
            let evidence = self.said.evidence(titles, place);
            let evidence = if self.of_workbook { evidence.in_workbook() } else { evidence };
            let (geometries, within) = (geometry::Evidence::default(), Within::of(title));
            self.columns.push(SeenColumn { evidence, geometries, within });
        }
        self.deriver.know(titles);
    }

    fn conclude(mut self, titles: &Titles, layout: &Layout) -> Profile {
        self.know(titles.list());
        let mut names = Names::default();
        let mut columns = Vec::new();
        let seen = titles.list().iter().zip(&mut self.columns).enumerate();
        for (place, (title, SeenColumn { evidence, within, .. })) in seen {
            // Cells that a row does not have were not seen.
            evidence.add_empties(self.records.saturating_sub(evidence.seen()));
            let mut made = column(&mut names, place, title, evidence.conclude());
            if made.unit.is_none() && made.field_type.is_number() {
                made.unit = titles.unit(place).map(str::to_owned);
            }
            within.settle(&mut made);
            columns.push(made);
        }
        let known = layout.known_of_places(&columns);
        let mut located = false;
        for (made, SeenColumn { geometries, .. }) in columns.iter_mut().zip(&self.columns) {
            if !geometries.is_blank() {
                located = true;
                made.settle(geometries.conclude(&layout.declared_crs, &known));
            }
        }
        if !located {
            self.deriver.add_to(&mut columns, &mut names, self.records, &known);
        }
        Profile {
            columns: settle_together(columns),
            records: self.records,
            rejected: self.rejected.count,
            failed: self.rejected.failed,
            first_rejected: self.rejected.first,
            doubts: titles.doubts().to_vec(),
        }
    }
}

impl SeenColumn {
    fn see(&mut self, line: u64, datum: Datum<'_>, keys: &mut Budget) {
        match datum {
            Datum::Empty => {}
            Datum::Cell(cell) => self.evidence.add(line, cell),
            Datum::List(values) => {
                self.evidence.add_list(line, values.iter().map(item_text));
                self.evidence.show(&as_text(datum));
            }
            Datum::Json(value) => {
                self.geometries.add_json(line);
                self.within.see(line, value, keys);
                self.structure(line, datum);
            }
            Datum::Broken => {
                self.evidence.add(line, Cell::Structure);
                self.geometries.add_broken(line);
            }
            Datum::GeoJson(value) => match geometry::of_geojson(value) {
                Some(shape) => self.see(line, Datum::Geometry(&shape), keys),
                // Where all are broken, they stay the JSON that they are.
                None => self.see(line, Datum::Json(value), keys),
            },
            Datum::Geometry(shape) => {
                self.evidence.add(line, Cell::Structure);
                self.evidence.show(shape.kind());
                self.geometries.add(line, shape);
            }
            Datum::Position(x, y) => {
                self.geometries.add_position(line, x, y);
                self.structure(line, datum);
            }
        }
    }

    fn structure(&mut self, line: u64, datum: Datum<'_>) {
        self.evidence.add(line, Cell::Structure);
        self.evidence.show(&as_text(datum));
    }
}

/// Rows, bytes of the file, and bytes of texts after which a batch is handed on. A file may write a
/// text once and show it in many cells.
const BATCH_ROWS: usize = 8_192;
const BATCH_BYTES: u64 = 16 << 20;

pub(in crate::read) fn read(
    file: &Opened,
    layout: &Layout,
    profile: &Profile,
    plan: &ReadPlan,
    watch: &dyn Watch,
    sink: &mut dyn BatchSink,
) -> Result<ReadOutcome, ReadError> {
    let total = std::fs::metadata(file.path())?.len();
    read_walked(&|visit| walk(file, layout, visit), Some(total), profile, plan, watch, sink)
}

/// Second pass over what is walked; of that many bytes, where it is known.
pub(in crate::read) fn read_walked(
    walk: &Walk<'_>,
    total: Option<u64>,
    profile: &Profile,
    plan: &ReadPlan,
    watch: &dyn Watch,
    sink: &mut dyn BatchSink,
) -> Result<ReadOutcome, ReadError> {
    let mut pace = Paced { watch, total, items: 0 };
    let mut maker = BatchMaker::new(plan);
    let mut outcome = ReadOutcome::default();
    let (mut delivered_bytes, mut text_bytes) = (0, 0);
    let width = profile.columns.iter().filter(|c| !c.source.is_derived()).count();
    walk(&mut |_, item, read_bytes| {
        match item {
            Item::Row { line, cells } => {
                let mut dense = vec![Datum::Empty; width];
                for (place, datum) in &cells {
                    text_bytes += datum.text_bytes();
                    if let Some(cell) = dense.get_mut(*place) {
                        *cell = *datum;
                    }
                }
                let fate = maker.row(|i| dense.get(i).copied().unwrap_or(Datum::Empty))?;
                let cells = || -> Vec<String> { dense.iter().map(|d| as_text(*d)).collect() };
                match fate {
                    Fate::Fits => {}
                    Fate::Mended(reason) => {
                        sink.mended(Rejected { line, reason, cells: cells() })?
                    }
                    Fate::Rejected(reason) => {
                        outcome.rejected += 1;
                        sink.rejected(Rejected { line, reason, cells: cells() })?;
                    }
                }
            }
            Item::Rejected(row) => {
                maker.skip_row();
                outcome.rejected += 1;
                sink.rejected(row)?;
            }
        }
        let waiting_bytes = text_bytes.max(read_bytes.saturating_sub(delivered_bytes));
        if maker.waiting() >= BATCH_ROWS || (maker.waiting() > 0 && waiting_bytes > BATCH_BYTES) {
            (delivered_bytes, text_bytes) = (read_bytes, 0);
            outcome.records += maker.take()?.deliver(0, sink)?;
        }
        pace.step(read_bytes, outcome.records)
    })?;
    outcome.records += maker.finish()?.deliver(0, sink)?;
    pace.end(outcome.records);
    Ok(outcome)
}
