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
    /// Workbook of LibreOffice.
    Ods,
    /// JSON document.
    Json,
    /// One JSON object a line.
    JsonLines,
    /// GeoJSON.
    GeoJson,
    /// Parquet, GeoParquet too.
    Parquet,
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
    pub const ALL: [Self; 16] = [
        Self::Csv,
        Self::Xlsx,
        Self::Xls,
        Self::Ods,
        Self::Json,
        Self::JsonLines,
        Self::GeoJson,
        Self::Parquet,
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
            Self::Ods => "ods",
            Self::Json => "json",
            Self::JsonLines => "jsonl",
            Self::GeoJson => "geojson",
            Self::Parquet => "parquet",
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
            "csv" | "tsv" | "txt" => &[Self::Csv],
            // MapInfo writes tables of places, others texts with tabs.
            "tab" => &[Self::Tab, Self::Csv],
            "xlsx" | "xlsm" => &[Self::Xlsx],
            "xls" => &[Self::Xls],
            "ods" => &[Self::Ods],
            "json" => &[Self::Json, Self::GeoJson, Self::JsonLines],
            "jsonl" | "ndjson" => &[Self::JsonLines],
            "geojson" => &[Self::GeoJson],
            "parquet" | "geoparquet" | "pq" => &[Self::Parquet],
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
            Self::Ods => "OpenDocument (.ods)",
            Self::Json => "JSON",
            Self::JsonLines => "JSON Lines",
            Self::GeoJson => "GeoJSON",
            Self::Parquet => "Parquet",
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

    /// Whether the file is a workbook.
    pub fn is_workbook(self) -> bool {
        matches!(self, Self::Xlsx | Self::Xls | Self::Ods)
    }
}
