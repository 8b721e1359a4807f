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

/// Name of the file beside a version that holds these rows, as JSON: the titles of the columns on
/// the first line, then a row a line. [`RejectedSheet`] writes it as people read it.
pub const REJECTED_FILE: &str = "rejected.jsonl";

/// Keeps rejected rows: line, reason, cells. Cells of columns that are left out are blanked; when
/// the columns of a row can't be told apart, all are.
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
        let shown = |(i, title): (usize, &String)| {
            if left_out.contains(&i) { String::new() } else { title.clone() }
        };
        let shown: Vec<String> = titles.iter().enumerate().map(shown).collect();
        serde_json::to_writer(&mut out, &shown)?;
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
        let misaligned = row.cells.len() != self.columns && !self.left_out.is_empty();
        let kept = |(i, text): (usize, &String)| {
            let is_known = !misaligned || (i == 0 && self.names_table);
            let is_kept = is_known && !self.left_out.contains(&i);
            if is_kept { text.clone() } else { String::new() }
        };
        let kept = Rejected {
            line: row.line,
            reason: blanked(&row.reason, !self.left_out.is_empty()),
            cells: row.cells.iter().enumerate().map(kept).collect(),
        };
        serde_json::to_writer(&mut self.out, &kept)?;
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

/// Writes the lines of a [`REJECTED_FILE`] as CSV in the language of whoever reads it.
pub struct RejectedSheet {
    words: &'static Words,
    has_header: bool,
}

impl RejectedSheet {
    /// Nothing is written yet.
    pub fn new(language: Language) -> Self {
        Self { words: Words::of(language), has_header: false }
    }

    /// The next line as CSV: line, reason, cells; before the first, a byte order mark.
    ///
    /// # Errors
    /// The line is not of such a file.
    pub fn line(&mut self, line: &str) -> serde_json::Result<String> {
        let mut out = String::new();
        let cells = if std::mem::replace(&mut self.has_header, true) {
            let row: Rejected = serde_json::from_str(line)?;
            out.push_str(&row.line.to_string());
            cell(&mut out, &self.words.problem(&row.reason));
            row.cells
        } else {
            out.push('\u{feff}');
            out.push_str(&self.words.say("rejected-line"));
            cell(&mut out, &self.words.say("rejected-reason"));
            serde_json::from_str(line)?
        };
        for text in &cells {
            cell(&mut out, text);
        }
        out.push('\n');
        Ok(out)
    }
}

/// Adds a cell behind another one.
fn cell(out: &mut String, text: &str) {
    out.push(';');
    if text.contains([';', '"', '\n', '\r']) {
        out.push('"');
        out.push_str(&text.replace('"', "\"\""));
        out.push('"');
    } else {
        out.push_str(text);
    }
}
