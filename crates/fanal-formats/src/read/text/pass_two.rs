//! Second pass: record batches.

use std::path::Path;

use fanal_meaning::Cell;
use fanal_model::Problem;

use super::judge::{Judge, RowTaker};
use super::records::Record;
use super::{Marks, pipeline, splitter};
use crate::read::column::Datum;
use crate::read::rows::{BatchMaker, Made};
use crate::read::{BatchSink, Header, Layout, ReadError, ReadOutcome, ReadPlan, Rejected, Watch};

struct Taker<'a> {
    maker: BatchMaker<'a>,
    rejected: Vec<Rejected>,
    failed: Option<ReadError>,
}

impl RowTaker for Taker<'_> {
    fn row(&mut self, text: &str, record: &Record) {
        if self.failed.is_some() {
            return;
        }
        let fault = self.maker.row(|index| match record.cell(text, index) {
            "" => Datum::Empty,
            cell => Datum::Cell(Cell::Free(cell)),
        });
        match fault {
            Ok(None) => {}
            Ok(Some(reason)) => self.push(record.line, reason, record.texts(text)),
            Err(error) => self.failed = Some(error),
        }
    }

    fn reject(&mut self, row: Rejected) {
        self.maker.skip_row();
        self.rejected.push(row);
    }
}

impl Taker<'_> {
    fn push(&mut self, line: u64, reason: Problem, cells: Vec<String>) {
        self.rejected.push(Rejected { line, reason, cells });
    }
}

/// What one block gave; its rows are counted from 0.
struct Part {
    made: Made,
    rejected: Vec<Rejected>,
    read_bytes: u64,
}

/// Reads the file as planned and gives its records to the sink.
pub(in crate::read) fn read(
    path: &Path,
    layout: &Layout,
    plan: &ReadPlan,
    watch: &dyn Watch,
    sink: &mut dyn BatchSink,
) -> Result<ReadOutcome, ReadError> {
    let (splitter, encoding) = splitter(path, layout)?;
    let total = splitter.total_bytes();
    let judge = Judge {
        encoding,
        marks: Marks::of(layout),
        titles: layout.titles.clone(),
        has_header: layout.header != Header::None,
    };
    let mut outcome = ReadOutcome::default();
    pipeline::in_order(
        splitter,
        |block| {
            let maker = BatchMaker::new(plan);
            let mut taker = Taker { maker, rejected: Vec::new(), failed: None };
            judge.rows(&block, &mut taker);
            if let Some(error) = taker.failed {
                return Err(error);
            }
            let made = taker.maker.finish()?;
            Ok(Part { made, rejected: taker.rejected, read_bytes: block.read_bytes })
        },
        |part| {
            let rows_before = outcome.records + outcome.rejected;
            outcome.rejected += part.rejected.len() as u64;
            for row in part.rejected {
                sink.rejected(row)?;
            }
            outcome.records += part.made.deliver(rows_before, sink)?;
            watch.progress(part.read_bytes, Some(total), outcome.records);
            if watch.cancelled() { Err(ReadError::Cancelled) } else { Ok(()) }
        },
    )?;
    Ok(outcome)
}
