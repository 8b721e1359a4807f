//! Both passes over a table of text.

use std::path::Path;

use fanal_meaning::{Cell, ColumnEvidence, RowJudge};

use super::bytes::ByteSource;
use super::encoding::Encoding;
use super::judge::{Judge, Oddities, RowTaker};
use super::records::Record;
use super::splitter::{Block, Splitter};
use super::{Marks, pipeline};
use crate::read::column::Datum;
use crate::read::derive::Deriver;
use crate::read::names::Names;
use crate::read::profile::{RejectedRows, column, settle_together};
use crate::read::rows::{BatchMaker, Fate, Made};
use crate::read::{BatchSink, Layout, Profile, ReadError, ReadOutcome, ReadPlan, Rejected, Watch};

/// The blocks of data of the file, what judges their rows, and the file's bytes.
pub(super) fn open(path: &Path, layout: &Layout) -> Result<(Splitter, Judge, u64), ReadError> {
    let encoding = Encoding::named(&layout.encoding)?;
    let marks = Marks::of(layout);
    let source = ByteSource::open(path, encoding)?.formed(&layout.text);
    let total = source.total_bytes();
    let mut splitter = Splitter::new(source, marks, layout.row_limit_bytes);
    splitter.skip_to_line(layout.body)?;
    let columns = layout.titles.len();
    let notes = (!layout.keep_notes).then(|| RowJudge::new(&layout.titles, &[]));
    let judge = Judge { encoding, marks, columns, titles: layout.text.titles.clone(), notes };
    Ok((splitter, judge, total))
}

/// Reads the whole file, block after block; `take` gives how many records there were so far.
fn each_block<T: Send>(
    path: &Path,
    layout: &Layout,
    watch: &dyn Watch,
    work: impl Fn(&Judge, &Block) -> Result<T, ReadError> + Sync,
    mut take: impl FnMut(T) -> Result<u64, ReadError>,
) -> Result<(), ReadError> {
    let (splitter, judge, total) = open(path, layout)?;
    pipeline::in_order(
        splitter,
        |block| Ok((work(&judge, &block)?, block.read_bytes)),
        |(found, read_bytes)| {
            let records = take(found)?;
            watch.progress(read_bytes, Some(total), records);
            if watch.cancelled() { Err(ReadError::Cancelled) } else { Ok(()) }
        },
    )
}

/// A cell of a record.
pub(super) fn datum<'t>(text: &'t str, record: &'t Record, place: usize) -> Datum<'t> {
    match record.value(text, place) {
        "" => Datum::Empty,
        cell => Datum::Cell(Cell::Free(cell)),
    }
}

/// First pass: what was seen of one block, or of all blocks so far.
struct Seen {
    columns: Vec<ColumnEvidence>,
    deriver: Deriver,
    records: u64,
    rejected: RejectedRows,
    oddities: Oddities,
}

impl Seen {
    fn nothing(columns: Vec<ColumnEvidence>, deriver: Deriver) -> Self {
        Self {
            columns,
            deriver,
            records: 0,
            rejected: RejectedRows::default(),
            oddities: Oddities::default(),
        }
    }

    fn merge(&mut self, later: Self) {
        for (mine, theirs) in self.columns.iter_mut().zip(later.columns) {
            mine.merge(theirs);
        }
        self.deriver.merge(later.deriver);
        self.records += later.records;
        self.rejected.merge(later.rejected);
        self.oddities.merge(later.oddities);
    }
}

impl RowTaker for Seen {
    fn row(&mut self, text: &str, record: &Record) {
        self.records += 1;
        for (i, column) in self.columns.iter_mut().enumerate() {
            match record.value(text, i) {
                "" => column.add_empty(),
                cell => column.add(record.line, Cell::Free(cell)),
            }
        }
        self.deriver.row(record.line, |place| datum(text, record, place));
    }

    fn reject(&mut self, row: Rejected) {
        self.rejected.add(row);
    }
}

/// Reads the whole file and decides what each column is.
pub(in crate::read) fn profile(
    path: &Path,
    layout: &Layout,
    watch: &dyn Watch,
) -> Result<Profile, ReadError> {
    let told = |place| layout.said.evidence(&layout.titles, place);
    let blank: Vec<ColumnEvidence> = (0..layout.titles.len()).map(told).collect();
    let mut deriver = Deriver::default();
    deriver.know(&layout.titles);
    let mut all = Seen::nothing(blank.clone(), deriver.blank());
    let look = |judge: &Judge, block: &Block| {
        let columns = blank.iter().map(ColumnEvidence::blank).collect();
        let mut seen = Seen::nothing(columns, deriver.blank());
        seen.oddities = judge.rows(block, &mut seen);
        Ok(seen)
    };
    each_block(path, layout, watch, look, |seen| {
        all.merge(seen);
        Ok(all.records)
    })?;
    let mut names = Names::default();
    let found = layout.titles.iter().zip(&all.columns).enumerate();
    let mut columns: Vec<_> = found
        .map(|(place, (title, seen))| column(&mut names, place, title, seen.conclude()))
        .collect();
    let known = layout.known_of_places(&columns);
    all.deriver.add_to(&mut columns, &mut names, all.records, &known);
    Ok(Profile {
        columns: settle_together(columns),
        records: all.records,
        rejected: all.rejected.count,
        failed: all.rejected.failed,
        first_rejected: all.rejected.first,
        doubts: all.oddities.doubts(),
    })
}

/// Second pass: makes batches of the rows of one block.
struct Taker<'a> {
    maker: BatchMaker<'a>,
    mended: Vec<Rejected>,
    rejected: Vec<Rejected>,
    failed: Option<ReadError>,
}

impl RowTaker for Taker<'_> {
    fn row(&mut self, text: &str, record: &Record) {
        if self.failed.is_some() {
            return;
        }
        let told = |reason| Rejected { line: record.line, reason, cells: record.texts(text) };
        match self.maker.row(|place| datum(text, record, place)) {
            Ok(Fate::Fits) => {}
            Ok(Fate::Mended(reason)) => self.mended.push(told(reason)),
            Ok(Fate::Rejected(reason)) => self.rejected.push(told(reason)),
            Err(error) => self.failed = Some(error),
        }
    }

    fn reject(&mut self, row: Rejected) {
        self.maker.skip_row();
        self.rejected.push(row);
    }
}

/// What one block gave.
struct Taken {
    made: Made,
    mended: Vec<Rejected>,
    rejected: Vec<Rejected>,
}

impl Taker<'_> {
    fn finish(self) -> Result<Taken, ReadError> {
        let Self { maker, mended, rejected, failed } = self;
        match failed {
            Some(error) => Err(error),
            None => Ok(Taken { made: maker.finish()?, mended, rejected }),
        }
    }
}

/// Reads the file as planned and gives its records to the sink.
pub(in crate::read) fn read(
    path: &Path,
    layout: &Layout,
    plan: &ReadPlan,
    watch: &dyn Watch,
    sink: &mut dyn BatchSink,
) -> Result<ReadOutcome, ReadError> {
    let mut outcome = ReadOutcome::default();
    let make = |judge: &Judge, block: &Block| {
        let maker = BatchMaker::new(plan);
        let mut taker = Taker { maker, mended: Vec::new(), rejected: Vec::new(), failed: None };
        judge.rows(block, &mut taker);
        taker.finish()
    };
    each_block(path, layout, watch, make, |Taken { made, mended, rejected }| {
        let rows_before = outcome.records + outcome.rejected;
        outcome.rejected += rejected.len() as u64;
        for row in rejected {
            sink.rejected(row)?;
        }
        for row in mended {
            sink.mended(row)?;
        }
        outcome.records += made.deliver(rows_before, sink)?;
        Ok(outcome.records)
    })?;
    Ok(outcome)
}
