//! Coordinate systems: in which one the positions of a file are, and the way to longitude and
//! latitude, WGS 84.

mod candidate;
mod decide;
mod department;
mod mapinfo;
mod name;
mod positions;
mod system;
mod territory;
#[cfg(test)]
mod tests;
mod wkt;

pub(crate) use decide::{Decision, Declared, decide};
pub(crate) use department::{Department, departments};
pub(crate) use name::code_of;
pub(crate) use positions::Positions;
pub(crate) use system::System;
pub(crate) use territory::in_france;
pub(crate) use wkt::system_of_wkt;

use geo_types::{Coord, Geometry};

use super::geometry::mapped;

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
    /// Latitude first.
    YFirst,
    /// Some are; those that lie in France only so.
    Mixed,
}

impl Order {
    /// What stands behind the name of a system.
    fn suffix(self) -> &'static str {
        match self {
            Self::XFirst => "",
            Self::YFirst => "/yx",
            Self::Mixed => "/mixed",
        }
    }

    /// The name of a system, and the order that stands behind it.
    fn of_name(name: &str) -> (&str, Self) {
        let orders = [Self::YFirst, Self::Mixed].into_iter();
        let named = |order: Self| Some((name.strip_suffix(order.suffix())?, order));
        orders.filter_map(named).next().unwrap_or((name, Self::XFirst))
    }

    /// The position with its east, or its longitude, first.
    fn x_first(self, x: f64, y: f64) -> (f64, f64) {
        let turned = match self {
            Self::XFirst => false,
            Self::YFirst => true,
            Self::Mixed => !in_france(x, y) && in_france(y, x),
        };
        if turned { (y, x) } else { (x, y) }
    }
}

impl ToDegrees {
    /// Positions that are longitudes and latitudes.
    pub(crate) fn identity() -> Self {
        Self { system: None, order: Order::XFirst }
    }

    /// By the name that a decision gave, or a person: `EPSG:2154`, `EPSG:4326/yx`.
    pub(crate) fn named(name: &str) -> Option<Self> {
        let (name, order) = Order::of_name(name);
        let system = System::named(name)?;
        Some(Self { system: (!system.is_wgs84()).then_some(system), order })
    }

    /// Whether the positions are longitudes and latitudes already.
    pub(crate) fn are_degrees(&self) -> bool {
        self.system.is_none()
    }

    /// Whether the latitude or northing of all of them comes first.
    pub(crate) fn turns_all(&self) -> bool {
        matches!(self.order, Order::YFirst)
    }

    /// Longitude and latitude of a position; none when it is nowhere on Earth.
    pub(crate) fn position(&self, x: f64, y: f64) -> Option<(f64, f64)> {
        let (x, y) = self.order.x_first(x, y);
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
