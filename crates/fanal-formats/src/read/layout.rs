//! What a file is, before its columns are judged.

use fanal_model::Problem;
use serde::{Deserialize, Serialize};

use super::crs::{Declared, departments};
use super::geo::{GmlStyle, KmlStyle};
use super::geometry::Known;
use super::json::Shape;
use super::sheet::Form as SheetForm;
use super::text::Form;
use super::union::Union;
use super::{ColumnProfile, Format, ReadError, SaidOfColumns, UnpackLimits, xml};
use crate::wire;

/// Columns that a file may have.
pub(crate) const COLUMN_LIMIT: usize = 4_000;
/// Bytes that one row of text may have, unless said otherwise.
pub(crate) const ROW_LIMIT_BYTES: u64 = 64_000_000;

/// Said of a table of text, no character stands around its cells. No text has that one.
pub const NO_QUOTE: u8 = 0x1E;

/// Where the titles of the columns stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Header {
    /// From that line of a text or that row of a sheet on, counted from 1; what stands above is no
    /// data.
    Row(u64),
    /// Nowhere: the first line is data.
    None,
}

/// What somebody knows of a file; what is not said is found out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReadOptions {
    /// The kind of file.
    pub format: Option<Format>,
    /// Encoding of a text, as the Web names them: `utf-8`, `windows-1252`, `macintosh`…
    pub encoding: Option<String>,
    /// The character between cells.
    pub separator: Option<u8>,
    /// The character around cells; [`NO_QUOTE`] for none.
    pub quote: Option<u8>,
    /// Where the titles stand.
    pub header: Option<Header>,
    /// Name of the table, where the file has several.
    pub table: Option<String>,
    /// Read the tables with the same columns as well, one behind the other.
    pub union: bool,
    /// Names of tables that are no part of it.
    pub tables_left_out: Vec<String>,
    /// Read totals, sources and notes like records instead of setting them apart.
    pub keep_notes: bool,
    /// Bytes that one row may have; 64 MB when not said.
    pub row_limit_bytes: Option<u64>,
    /// The coordinate system of positions: `EPSG:2154`; with `/yx` behind it when latitude or
    /// northing comes first.
    pub crs: Option<String>,
    /// Mend polygons whose rings cross.
    pub mend_shapes: bool,
    /// What is known of columns.
    pub said: SaidOfColumns,
    /// What unpacking an archive may cost.
    pub unpack: UnpackLimits,
}

/// A table of a file that may have several: a sheet, a layer, a list within a document, a file of
/// an archive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableInfo {
    /// Its name; within an archive, behind the name of its file and a slash.
    pub name: String,
    /// Whether the file's own program shows it.
    pub visible: bool,
    /// Its records, where the file says it.
    pub records: Option<u64>,
}

/// A table of a file that has several, and what it is, or why that can't be said.
pub(crate) type FoundTable = (TableInfo, Result<Layout, ReadError>);

/// A table's name for a title: `2025/janvier.csv` is `2025 – janvier`.
pub fn table_title(name: &str) -> String {
    let without_ending = |part: &str| match part.rsplit_once('.') {
        Some((stem, ending)) if !Format::of_extension(ending).is_empty() => stem.to_owned(),
        _ => part.to_owned(),
    };
    name.split('/').map(without_ending).collect::<Vec<_>>().join(" – ")
}

/// How likely a table of a document is what the document is about: the more values it holds the
/// likelier, and half as much for each level that it lies deeper, as annexes do.
pub(crate) fn table_weight(values: u64, depth: usize) -> u64 {
    const DEEPEST: usize = 20;
    values.saturating_mul(1 << (DEEPEST - depth.min(DEEPEST)))
}

/// What a file is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Layout {
    /// The kind of file: its content decides, never its name.
    pub format: Format,
    /// Encoding of a text; `utf-8` where there is none to choose.
    pub encoding: String,
    /// The character between cells of a text table; none when there is one column.
    pub separator: Option<u8>,
    /// The character around cells of a text table; none where quotes are letters.
    pub quote: Option<u8>,
    /// Where the titles stand.
    pub header: Header,
    /// The tables of a file that may have several.
    pub tables: Vec<TableInfo>,
    /// The one that is read; of a union, the one that the others are like.
    pub table: Option<String>,
    /// Tables with the same columns as that one, itself among them, in the file's order; none where
    /// nobody compared them.
    pub alike: Vec<String>,
    /// There are other tables, which were not compared as that takes long: they may be like that one.
    pub uncompared: bool,
    /// The tables that are read as one.
    pub union: Option<Box<Union>>,
    /// The same, as the file within an archive calls it.
    pub(crate) inner_table: Option<String>,
    /// Why it was so decided.
    #[serde(with = "wire")]
    pub evidence: Vec<Problem>,
    /// What a person should look at.
    #[serde(with = "wire")]
    pub doubts: Vec<Problem>,
    /// Titles of a table of text or of a sheet.
    pub(crate) titles: Vec<String>,
    /// Line or row of the first data.
    pub(crate) body: u64,
    /// What is unusual about a table of text.
    pub(crate) text: Form,
    /// Totals, sources and notes are records too.
    pub keep_notes: bool,
    pub(crate) row_limit_bytes: u64,
    /// Where the table lies in a JSON document.
    pub(crate) shape: Shape,
    /// Words such as `NaN` stand in a JSON document where a number is missing.
    #[serde(default)]
    pub(crate) bare_words: bool,
    /// Which elements of an XML document are its records.
    pub(crate) element: xml::Shape,
    /// How the cells of a sheet are to be taken.
    pub(crate) sheet: SheetForm,
    /// How the placemarks of KML are written.
    pub(crate) kml: KmlStyle,
    /// How the positions of GML are written.
    pub(crate) gml: GmlStyle,
    /// What the file says of the system of its positions.
    pub(crate) declared_crs: Declared,
    /// What somebody said of it.
    pub(crate) said_crs: Option<String>,
    /// Polygons whose rings cross are mended.
    pub mend_shapes: bool,
    /// What somebody said of columns; whoever reads the file was told it.
    #[serde(skip)]
    pub(crate) said: SaidOfColumns,
}

impl Layout {
    /// A layout of that kind of which nothing else is known yet.
    pub(crate) fn new(format: Format, options: &ReadOptions) -> Self {
        Self {
            format,
            encoding: "utf-8".to_owned(),
            separator: None,
            quote: None,
            header: Header::None,
            tables: Vec::new(),
            table: None,
            alike: Vec::new(),
            uncompared: false,
            union: None,
            inner_table: None,
            evidence: Vec::new(),
            doubts: Vec::new(),
            titles: Vec::new(),
            body: 1,
            text: Form::default(),
            keep_notes: options.keep_notes,
            row_limit_bytes: options.row_limit_bytes.unwrap_or(ROW_LIMIT_BYTES),
            shape: Shape::default(),
            bare_words: false,
            element: xml::Shape::default(),
            sheet: SheetForm::default(),
            kml: KmlStyle::default(),
            gml: GmlStyle::default(),
            declared_crs: Declared::Nothing,
            said_crs: options.crs.clone(),
            mend_shapes: options.mend_shapes,
            said: options.said.clone(),
        }
    }

    /// What is known of positions, besides themselves, in a file with these columns.
    pub(crate) fn known_of_places(&self, columns: &[ColumnProfile]) -> Known<'_> {
        Known {
            crs: self.said_crs.as_deref(),
            mends: self.mend_shapes,
            departments: departments(columns),
        }
    }
}
