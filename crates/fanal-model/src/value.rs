//! One cell, for the few that are shown: tables of a page, samples, forms. Data in bulk is Arrow.

use crate::Instant;
use crate::instant::civil;

/// The value of one field of one record.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// No value.
    Null,
    /// Text.
    Text(String),
    /// Whole number.
    Int(i64),
    /// Number.
    Double(f64),
    /// True or false.
    Boolean(bool),
    /// Calendar day, in days since 1970-01-01.
    Date(i32),
    /// Point in time.
    DateTime(Instant),
    /// Point on Earth, degrees, WGS 84.
    GeoPoint {
        /// Longitude, degrees.
        lon: f64,
        /// Latitude, degrees.
        lat: f64,
    },
    /// Geometry, as GeoJSON text.
    GeoShape(String),
    /// Several texts.
    List(Vec<String>),
    /// JSON text.
    Json(String),
}

impl Value {
    /// (year, month, day) of a day counted from 1970-01-01.
    pub fn civil(days: i32) -> (i64, u32, u32) {
        civil(i64::from(days))
    }
}
