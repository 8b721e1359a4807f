//! How a file is read, when what is found in it is wrong: the options that `import` and `inspect`
//! share.

use fanal_service::Recipe;

#[derive(clap::Args)]
pub(super) struct Reading {
    /// Sheet, layer or file of an archive, when another one shall be read
    #[arg(long)]
    table: Option<String>,
    /// Encoding of the text, when the one found is wrong
    #[arg(long)]
    encoding: Option<String>,
    /// Separator of cells, when the one found is wrong
    #[arg(long)]
    separator: Option<String>,
    /// Line of the header, from 1; 0 for none
    #[arg(long)]
    header: Option<u64>,
    /// Coordinate system of the positions, when it is another one: EPSG:2154
    #[arg(long)]
    crs: Option<String>,
    /// Mend outlines that cross themselves; import keeps the rows as they were aside
    #[arg(long)]
    mend_shapes: bool,
    /// Read totals, sources and notes like records
    #[arg(long)]
    keep_notes: bool,
}

impl Reading {
    /// `before` with what is said here in place of what it said.
    pub(super) fn over(&self, before: Recipe) -> Recipe {
        let or = |said: &Option<String>, before: Option<String>| said.clone().or(before);
        Recipe {
            table: or(&self.table, before.table),
            encoding: or(&self.encoding, before.encoding),
            separator: or(&self.separator, before.separator),
            header_row: self.header.or(before.header_row),
            crs: or(&self.crs, before.crs),
            mend_shapes: self.mend_shapes || before.mend_shapes,
            keep_notes: self.keep_notes || before.keep_notes,
            ..before
        }
    }
}
