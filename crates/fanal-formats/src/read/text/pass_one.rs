//! First pass: what each column is.

use std::path::Path;

use fanal_meaning::{Cell, ColumnEvidence};
use fanal_model::Problem;

use super::judge::{Judge, Oddities, RowTaker};
use super::records::Record;
use super::{Marks, pipeline, splitter};
use crate::read::names::Names;
use crate::read::profile::{SHOWN_REJECTED, column, settle_together};
use crate::read::{Header, Layout, Profile, ReadError, Rejected, Watch};

/// What was seen of one block, or of all blocks so far.
struct Seen {
    columns: Vec<ColumnEvidence>,
    records: u64,
    rejected: u64,
    first_rejected: Vec<Rejected>,
    oddities: Oddities,
    read_bytes: u64,
}

impl Seen {
    fn nothing(columns: Vec<ColumnEvidence>) -> Self {
        Self {
            columns,
            records: 0,
            rejected: 0,
            first_rejected: Vec::new(),
            oddities: Oddities::default(),
            read_bytes: 0,
        }
    }

    fn merge(&mut self, later: Self) {
        for (mine, theirs) in self.columns.iter_mut().zip(later.columns) {
            mine.merge(theirs);
        }
        self.records += later.records;
        self.rejected += later.rejected;
        let room = SHOWN_REJECTED.saturating_sub(self.first_rejected.len());
        self.first_rejected.extend(later.first_rejected.into_iter().take(room));
        self.oddities.short += later.oddities.short;
        self.oddities.empty += later.oddities.empty;
    }
}

impl RowTaker for Seen {
    fn row(&mut self, text: &str, record: &Record) {
        self.records += 1;
        for (i, column) in self.columns.iter_mut().enumerate() {
            match record.cell(text, i) {
                "" => column.add_empty(),
                cell => column.add(record.line, Cell::Free(cell)),
            }
        }
    }

    fn reject(&mut self, row: Rejected) {
        self.rejected += 1;
        if self.first_rejected.len() < SHOWN_REJECTED {
            self.first_rejected.push(row);
        }
    }
}

/// Reads the whole file and decides what each column is.
pub(in crate::read) fn profile(
    path: &Path,
    layout: &Layout,
    watch: &dyn Watch,
) -> Result<Profile, ReadError> {
    let (splitter, encoding) = splitter(path, layout)?;
    let total = splitter.total_bytes();
    let judge = Judge {
        encoding,
        marks: Marks::of(layout),
        titles: layout.titles.clone(),
        has_header: layout.header != Header::None,
    };
    let blank: Vec<ColumnEvidence> = layout.titles.iter().map(|t| ColumnEvidence::new(t)).collect();
    let mut all = Seen::nothing(blank.clone());
    pipeline::in_order(
        splitter,
        |block| {
            let mut seen = Seen::nothing(blank.iter().map(ColumnEvidence::blank).collect());
            seen.oddities = judge.rows(&block, &mut seen);
            seen.read_bytes = block.read_bytes;
            Ok(seen)
        },
        |seen| {
            let read_bytes = seen.read_bytes;
            all.merge(seen);
            watch.progress(read_bytes, Some(total), all.records);
            if watch.cancelled() { Err(ReadError::Cancelled) } else { Ok(()) }
        },
    )?;
    let mut names = Names::default();
    let mut doubts = Vec::new();
    for (code, count) in [("rows-short", all.oddities.short), ("rows-empty", all.oddities.empty)] {
        if count > 0 {
            doubts.push(Problem::new(code).number("count", count));
        }
    }
    let columns = layout.titles.iter().zip(&all.columns);
    let columns = columns.map(|(title, evidence)| column(&mut names, title, evidence.conclude()));
    Ok(Profile {
        columns: settle_together(columns.collect()),
        records: all.records,
        rejected: all.rejected,
        first_rejected: all.first_rejected,
        doubts,
    })
}
