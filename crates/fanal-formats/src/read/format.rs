//! The kinds of files that are read.

use serde::{Deserialize, Serialize};

/// A kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Format {
    /// Lines of text whose cells a character separates (CSV, TSV, TXT).
    Csv,
    /// Workbook of Excel 2007 and later.
    Xlsx,
    /// Workbook of Excel 97 to 2003.
    Xls,
    /// Binary workbook of Excel 2007 and later.
    Xlsb,
    /// Workbook of Excel 2003 as XML.
    ExcelXml,
    /// Workbook of LibreOffice.
    Ods,
    /// Tables of a web page.
    Html,
    /// Tables of a text of Word.
    Docx,
    /// Tables of a text of LibreOffice.
    Odt,
    /// JSON document.
    Json,
    /// One JSON object a line.
    JsonLines,
    /// GeoJSON.
    GeoJson,
    /// Parquet, GeoParquet too.
    Parquet,
    /// Arrow file or stream, Feather too.
    Arrow,
    /// XML document.
    Xml,
    /// dBase table.
    Dbf,
    /// Calendar.
    Ics,
    /// Ways of vehicles in a GTFS timetable, one line each.
    GtfsShapes,
    /// GTFS-Realtime feed.
    GtfsRealtime,
    /// Shapefile: .shp, with .dbf, .prj and others beside it.
    Shapefile,
    /// GeoPackage, a SQLite database of layers.
    GeoPackage,
    /// KML, as in KMZ.
    Kml,
    /// GPX: waypoints, routes and tracks.
    Gpx,
    /// GML, as WFS servers answer.
    Gml,
    /// FlatGeobuf.
    FlatGeobuf,
    /// MapInfo as text: .mif, with .mid beside it.
    Mif,
    /// MapInfo: .tab, with .dat, .map and .id beside it.
    Tab,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 27] = [
        Self::Csv,
        Self::Xlsx,
        Self::Xls,
        Self::Xlsb,
        Self::ExcelXml,
        Self::Ods,
        Self::Html,
        Self::Docx,
        Self::Odt,
        Self::Json,
        Self::JsonLines,
        Self::GeoJson,
        Self::Parquet,
        Self::Arrow,
        Self::Xml,
        Self::Dbf,
        Self::Ics,
        Self::GtfsShapes,
        Self::GtfsRealtime,
        Self::Shapefile,
        Self::GeoPackage,
        Self::Kml,
        Self::Gpx,
        Self::Gml,
        Self::FlatGeobuf,
        Self::Mif,
        Self::Tab,
    ];

    /// The name in recipes and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Xls => "xls",
            Self::Xlsb => "xlsb",
            Self::ExcelXml => "excel-xml",
            Self::Ods => "ods",
            Self::Html => "html",
            Self::Docx => "docx",
            Self::Odt => "odt",
            Self::Json => "json",
            Self::JsonLines => "jsonl",
            Self::GeoJson => "geojson",
            Self::Parquet => "parquet",
            Self::Arrow => "arrow",
            Self::Xml => "xml",
            Self::Dbf => "dbf",
            Self::Ics => "ics",
            Self::GtfsShapes => "gtfs-shapes",
            Self::GtfsRealtime => "gtfs-rt",
            Self::Shapefile => "shp",
            Self::GeoPackage => "gpkg",
            Self::Kml => "kml",
            Self::Gpx => "gpx",
            Self::Gml => "gml",
            Self::FlatGeobuf => "fgb",
            Self::Mif => "mif",
            Self::Tab => "tab",
        }
    }

    /// Finds one by that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|f| f.name() == name)
    }

    /// The formats that a file's extension announces.
    pub(crate) fn of_extension(extension: &str) -> &'static [Self] {
        match extension.to_ascii_lowercase().as_str() {
            "csv" | "tsv" => &[Self::Csv],
            "txt" => &[Self::Csv, Self::GtfsShapes],
            // MapInfo writes tables of places, others texts with tabs.
            "tab" => &[Self::Tab, Self::Csv],
            "xlsx" | "xlsm" => &[Self::Xlsx],
            "xls" => &[Self::Xls],
            "xlsb" => &[Self::Xlsb],
            "ods" => &[Self::Ods],
            "html" | "htm" | "mht" | "mhtml" => &[Self::Html],
            "docx" => &[Self::Docx],
            "odt" => &[Self::Odt],
            "json" => &[Self::Json, Self::GeoJson, Self::JsonLines],
            "jsonl" | "ndjson" => &[Self::JsonLines],
            "geojson" => &[Self::GeoJson],
            "parquet" | "geoparquet" | "pq" => &[Self::Parquet],
            "xml" | "rdf" | "rss" | "atom" => &[Self::Xml],
            "arrow" | "arrows" | "feather" | "ipc" => &[Self::Arrow],
            "dbf" => &[Self::Dbf],
            "ics" | "ical" | "ifb" => &[Self::Ics],
            "pb" | "pbf" => &[Self::GtfsRealtime],
            "shp" => &[Self::Shapefile],
            "gpkg" => &[Self::GeoPackage],
            "kml" => &[Self::Kml],
            "gpx" => &[Self::Gpx],
            "gml" => &[Self::Gml],
            "fgb" => &[Self::FlatGeobuf],
            "mif" => &[Self::Mif],
            _ => &[],
        }
    }

    /// The name for people; the same in every language.
    pub fn label(self) -> &'static str {
        match self {
            Self::Csv => "CSV",
            Self::Xlsx => "Excel (.xlsx)",
            Self::Xls => "Excel 97–2003 (.xls)",
            Self::Xlsb => "Excel (.xlsb)",
            Self::ExcelXml => "Excel 2003 (XML)",
            Self::Ods => "OpenDocument (.ods)",
            Self::Html => "HTML",
            Self::Docx => "Word (.docx)",
            Self::Odt => "OpenDocument (.odt)",
            Self::Json => "JSON",
            Self::JsonLines => "JSON Lines",
            Self::GeoJson => "GeoJSON",
            Self::Parquet => "Parquet",
            Self::Arrow => "Arrow",
            Self::Xml => "XML",
            Self::Dbf => "dBase (.dbf)",
            Self::Ics => "iCalendar (.ics)",
            Self::GtfsShapes => "GTFS (shapes.txt)",
            Self::GtfsRealtime => "GTFS-Realtime",
            Self::Shapefile => "Shapefile",
            Self::GeoPackage => "GeoPackage",
            Self::Kml => "KML",
            Self::Gpx => "GPX",
            Self::Gml => "GML",
            Self::FlatGeobuf => "FlatGeobuf",
            Self::Mif => "MapInfo (.mif)",
            Self::Tab => "MapInfo (.tab)",
        }
    }

    /// Whether the file is lines of text with an encoding and a separator.
    pub fn is_text_table(self) -> bool {
        self == Self::Csv
    }

    /// Whether the file holds layers of places and nothing else.
    pub(crate) fn is_geographic(self) -> bool {
        matches!(
            self,
            Self::Shapefile
                | Self::GeoPackage
                | Self::Kml
                | Self::Gpx
                | Self::Gml
                | Self::FlatGeobuf
                | Self::Mif
                | Self::Tab
        )
    }

    /// Whether the file is a workbook of sheets.
    pub(crate) fn is_spreadsheet(self) -> bool {
        self.is_workbook() && !matches!(self, Self::Html | Self::Docx | Self::Odt)
    }

    /// Whether the file itself types its columns and knows empty values.
    pub fn is_columnar(self) -> bool {
        matches!(self, Self::Parquet | Self::Arrow)
    }

    /// Whether the file is a workbook, or another file that holds tables for people.
    pub fn is_workbook(self) -> bool {
        matches!(
            self,
            Self::Xlsx
                | Self::Xls
                | Self::Xlsb
                | Self::ExcelXml
                | Self::Ods
                | Self::Html
                | Self::Docx
                | Self::Odt
        )
    }
}
