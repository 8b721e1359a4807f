//! Files that go with datasets.

mod answers;
mod command_line;
mod keeping;
mod killed;
mod pages;

/// A small PDF.
pub(crate) const PDF: &[u8] = b"%PDF-1.4\nLes hauteurs sont en metres.\n%%EOF\n";
