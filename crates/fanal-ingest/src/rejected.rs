//! Rows that could not be read: kept in a file of their own beside the version.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use fanal_formats::read::Rejected;
use fanal_model::{Language, Problem};
use fanal_words::Words;

/// Name of the file beside a version that holds the rows that could not be read.
pub const REJECTED_FILE: &str = "rejected.csv";

/// Writes rejected rows as CSV: line, reason in French, cells. Cells of columns that are left out
/// are blanked; when the columns of a row can't be told apart, all are.
pub(crate) struct RejectedFile {
    out: BufWriter<File>,
    left_out: BTreeSet<usize>,
    columns: usize,
    pub(crate) count: u64,
}

impl RejectedFile {
    pub(crate) fn create(
        path: &Path,
        titles: &[String],
        left_out: BTreeSet<usize>,
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
        Ok(Self { out, left_out, columns: titles.len(), count: 0 })
    }

    pub(crate) fn write(&mut self, row: &Rejected) -> std::io::Result<()> {
        self.count += 1;
        write!(self.out, "{};", row.line)?;
        let misaligned = row.cells.len() != self.columns && !self.left_out.is_empty();
        let reason = blanked(&row.reason, !self.left_out.is_empty());
        cell(&mut self.out, &Words::of(Language::French).problem(&reason))?;
        for (i, text) in row.cells.iter().enumerate() {
            self.out.write_all(b";")?;
            if !misaligned && !self.left_out.contains(&i) {
                cell(&mut self.out, text)?;
            }
        }
        self.out.write_all(b"\n")
    }

    pub(crate) fn finish(mut self) -> std::io::Result<u64> {
        self.out.flush()?;
        Ok(self.count)
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
