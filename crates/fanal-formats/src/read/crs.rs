//! Coordinate systems: in which one the positions of a file are, and the way to longitude and
//! latitude, WGS 84.

mod candidate;
mod decide;
mod department;
mod mapinfo;
mod name;
mod system;
mod territory;
#[cfg(test)]
mod tests;
mod wkt;

pub(crate) use decide::{Decision, Declared, SAMPLES, decide};
pub(crate) use department::{Department, departments};
pub(crate) use mapinfo::system_of_mapinfo;
pub(crate) use name::code_of;
pub(crate) use system::System;
pub(crate) use territory::in_france;
pub(crate) use wkt::system_of_wkt;

use geo_types::{Coord, Geometry};

use super::geometry::mapped;

/// Behind the name of a system: its positions are written latitude first.
const SWAPPED: &str = "/yx";
/// Behind the name of a system: some positions are; those that lie in France only so.
const MIXED: &str = "/mixed";

/// The way from a file's positions to degrees.
#[derive(Clone)]
pub(crate) struct ToDegrees {
    /// None when they are degrees already.
    system: Option<System>,
    order: Order,
}

/// In which order positions are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    XFirst,
    YFirst,
    Mixed,
}

impl ToDegrees {
    /// Positions that are longitudes and latitudes.
    pub(crate) fn identity() -> Self {
        Self { system: None, order: Order::XFirst }
    }

    /// By the name that a decision gave, or a person: `EPSG:2154`, `EPSG:4326/yx`.
    pub(crate) fn named(name: &str) -> Option<Self> {
        let (name, order) = if let Some(name) = name.strip_suffix(SWAPPED) {
            (name, Order::YFirst)
        } else if let Some(name) = name.strip_suffix(MIXED) {
            (name, Order::Mixed)
        } else {
            (name, Order::XFirst)
        };
        let system = System::named(name)?;
        Some(Self { system: (!system.is_wgs84()).then_some(system), order })
    }

    /// Longitude and latitude of a position; none when it is nowhere on Earth.
    pub(crate) fn position(&self, x: f64, y: f64) -> Option<(f64, f64)> {
        let turned = match self.order {
            Order::XFirst => false,
            Order::YFirst => true,
            Order::Mixed => !in_france(x, y) && in_france(y, x),
        };
        let (x, y) = if turned { (y, x) } else { (x, y) };
        let (lon, lat) = match &self.system {
            Some(system) => {
                let (lon, lat) = system.to_degrees(x, y)?;
                (rounded(lon), rounded(lat))
            }
            None => (x, y),
        };
        on_earth(lon, lat).then_some((lon, lat))
    }

    /// The geometry in degrees; none when a position of it is nowhere on Earth.
    pub(crate) fn geometry(&self, geometry: &Geometry<f64>) -> Option<Geometry<f64>> {
        mapped(geometry, &|at| self.position(at.x, at.y).map(|(x, y)| Coord { x, y }))
    }
}

/// Whether degrees are those of a place.
pub(crate) fn on_earth(lon: f64, lat: f64) -> bool {
    lon.abs() <= 180.0 && lat.abs() <= 90.0
}

/// Eight decimals of a degree are a millimetre.
fn rounded(degrees: f64) -> f64 {
    (degrees * 1e8).round() / 1e8
}
