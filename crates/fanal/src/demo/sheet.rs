//! Writing a CSV file.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::DemoField;

/// A CSV file that is being written: UTF-8, one header line.
pub(super) struct Sheet {
    path: PathBuf,
    delimiter: char,
    columns: usize,
    out: BufWriter<File>,
}

impl Sheet {
    /// Makes or replaces the file and writes its header.
    pub(super) fn create(
        folder: &Path,
        name: &str,
        delimiter: char,
        fields: &[DemoField],
    ) -> io::Result<Self> {
        let path = folder.join(name);
        let out = BufWriter::with_capacity(256 * 1024, File::create(&path)?);
        let mut sheet = Self { path, delimiter, columns: fields.len(), out };
        let headers: Vec<_> = fields.iter().map(|field| field.header).collect();
        sheet.row(&headers)?;
        Ok(sheet)
    }

    /// Writes one line, which has as many cells as there are fields.
    pub(super) fn row(&mut self, cells: &[&str]) -> io::Result<()> {
        assert_eq!(cells.len(), self.columns, "a cell for each field of {}", self.path.display());
        for (place, cell) in cells.iter().enumerate() {
            if place > 0 {
                write!(self.out, "{}", self.delimiter)?;
            }
            if cell.contains([self.delimiter, '"', '\n']) {
                write!(self.out, "\"{}\"", cell.replace('"', "\"\""))?;
            } else {
                self.out.write_all(cell.as_bytes())?;
            }
        }
        self.out.write_all(b"\n")
    }

    /// Ends the file and says where it is.
    pub(super) fn finish(mut self) -> io::Result<PathBuf> {
        self.out.flush()?;
        Ok(self.path)
    }
}
