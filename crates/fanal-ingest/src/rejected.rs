//! Rows that could not be read, and rows as they were before a shape of theirs was mended: kept in a
//! file of their own beside the version.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use fanal_formats::read::Rejected;
use fanal_model::{Language, Problem};
use fanal_words::Words;

/// Name of the file beside a version that holds these rows.
pub const REJECTED_FILE: &str = "rejected.csv";

/// Writes rejected rows as CSV: line, reason in French, cells. Cells of columns that are left out
/// are blanked; when the columns of a row can't be told apart, all are.
pub(crate) struct RejectedFile {
    out: BufWriter<File>,
    left_out: BTreeSet<usize>,
    columns: usize,
    /// The first cell says which table a row comes from, whatever its other cells are.
    names_table: bool,
    counts: KeptApart,
}

/// Rows of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct KeptApart {
    /// Those that could not be read.
    pub(crate) rejected: u64,
    /// Those that are records with a mended shape.
    pub(crate) mended: u64,
}

impl RejectedFile {
    pub(crate) fn create(
        path: &Path,
        titles: &[String],
        left_out: BTreeSet<usize>,
        names_table: bool,
    ) -> std::io::Result<Self> {
        // The rows may hold what is not for everybody: like the spool, for the owner alone. One
        // that a dead try left behind is written anew.
        let mut options = File::options();
        let file = options.write(true).create(true).truncate(true).mode(0o600).open(path)?;
        let mut out = BufWriter::new(file);
        out.write_all("\u{feff}ligne;motif".as_bytes())?;
        for (i, title) in titles.iter().enumerate() {
            out.write_all(b";")?;
            cell(&mut out, if left_out.contains(&i) { "" } else { title })?;
        }
        out.write_all(b"\n")?;
        let counts = KeptApart::default();
        Ok(Self { out, left_out, columns: titles.len(), names_table, counts })
    }

    /// A row that could not be read.
    pub(crate) fn reject(&mut self, row: &Rejected) -> std::io::Result<()> {
        self.counts.rejected += 1;
        self.write(row)
    }

    /// A row as it was before a shape of it was mended.
    pub(crate) fn mend(&mut self, row: &Rejected) -> std::io::Result<()> {
        self.counts.mended += 1;
        self.write(row)
    }

    fn write(&mut self, row: &Rejected) -> std::io::Result<()> {
        write!(self.out, "{};", row.line)?;
        let misaligned = row.cells.len() != self.columns && !self.left_out.is_empty();
        let reason = blanked(&row.reason, !self.left_out.is_empty());
        cell(&mut self.out, &Words::of(Language::French).problem(&reason))?;
        for (i, text) in row.cells.iter().enumerate() {
            self.out.write_all(b";")?;
            let is_known = !misaligned || (i == 0 && self.names_table);
            if is_known && !self.left_out.contains(&i) {
                cell(&mut self.out, text)?;
            }
        }
        self.out.write_all(b"\n")
    }

    pub(crate) fn finish(mut self) -> std::io::Result<KeptApart> {
        self.out.flush()?;
        Ok(self.counts)
    }
}

/// A reason may quote the faulty cell: the quotation goes when some column is left out and the
/// faulty one can't be told.
fn blanked(reason: &Problem, blank: bool) -> Problem {
    let mut reason = reason.clone();
    if blank {
        for (name, value) in &mut reason.arguments {
            if name == "value" {
                *value = fanal_model::Argument::Text("…".to_owned());
            }
        }
    }
    reason
}

fn cell(out: &mut impl Write, text: &str) -> std::io::Result<()> {
    if text.contains([';', '"', '\n', '\r']) {
        write!(out, "\"{}\"", text.replace('"', "\"\""))
    } else {
        out.write_all(text.as_bytes())
    }
}
