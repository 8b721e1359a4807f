//! Coordinate systems in well-known text, in the wordings of OGC, ESRI and MapInfo and in those of
//! WKT 2. A system that carries no code, or a made-up name, is recognised by what it does: it puts
//! positions where a known one puts them.

mod known;
mod node;
#[cfg(test)]
mod tests;

use super::System;
use node::Node;

/// Longest definition that is read.
const LONGEST_BYTES: usize = 64 << 10;

/// The meridian of Paris, in degrees east of Greenwich, and in grads.
const PARIS: f64 = 2.337_229_17;
const PARIS_GRADS: f64 = 2.596_921;

/// The system that a definition describes.
pub(crate) fn system_of_wkt(text: &str) -> Option<System> {
    if text.len() > LONGEST_BYTES {
        return None;
    }
    let root = Node::parse(text.trim_start_matches('\u{feff}'))?;
    let root = match root.kind.as_str() {
        "COMPD_CS" | "COMPOUNDCRS" | "BOUNDCRS" => root.first_system()?,
        _ => &root,
    };
    root.code().and_then(System::of_code).or_else(|| by_parameters(root))
}

/// Letters and digits of a name, small.
fn plain(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Method {
    Degrees,
    Conic,
    Azimuthal,
    TransverseMercator,
    Mercator,
}

/// What makes a projection: angles in degrees east of Greenwich, lengths in metres.
#[derive(Debug, Clone, Copy)]
struct Parameters {
    lat_0: f64,
    lon_0: f64,
    lat_1: Option<f64>,
    lat_2: Option<f64>,
    scale: f64,
    x_0: f64,
    y_0: f64,
}

fn by_parameters(root: &Node) -> Option<System> {
    let (method, web) = method(root)?;
    if web {
        return System::of_code(3857);
    }
    let described = System::of_definition(format!(
        "{} {} +units=m +no_defs",
        parameters(root, method)?.definition(method),
        datum(root)?
    ))?;
    Some(known::like(&described).unwrap_or(described))
}

/// How positions are projected, and whether it is the Web's own way.
fn method(root: &Node) -> Option<(Method, bool)> {
    let Some(projection) = root.find(&["PROJECTION", "METHOD"]) else {
        let degrees = matches!(root.kind.as_str(), "GEOGCS" | "GEOGCRS" | "GEODCRS");
        return degrees.then_some((Method::Degrees, false));
    };
    let name = plain(projection.text());
    let web = name.contains("auxiliarysphere")
        || name.contains("pseudomercator")
        || name.contains("popularvisualisation");
    let method = match name.as_str() {
        n if n.contains("lambert") && n.contains("conic") => Method::Conic,
        n if n.contains("lambert") && n.contains("azimuthal") => Method::Azimuthal,
        n if n.contains("transversemercator") || n.contains("gausskruger") => {
            Method::TransverseMercator
        }
        n if n.contains("mercator") && !n.contains("oblique") => Method::Mercator,
        _ => return None,
    };
    Some((method, web))
}

/// The figure of the Earth, and the shift from its datum to that of WGS 84; none when nothing says
/// how large that shift is: it may be more than a kilometre.
fn datum(root: &Node) -> Option<String> {
    let spheroid = root.find(&["SPHEROID", "ELLIPSOID"])?;
    let mut numbers = spheroid.numbers();
    let (axis_m, flattening) = (numbers.next()?, numbers.next()?);
    let shift = match root.find(&["TOWGS84"]) {
        Some(node) => {
            let numbers: Vec<String> = node.numbers().map(|n| n.to_string()).collect();
            numbers.join(",")
        }
        None if (axis_m - 6_378_137.0).abs() < 1.0 => "0,0,0".to_owned(),
        None => known::shift(root)?,
    };
    // A sphere has no flattening: its inverse is written as 0.
    let shape = if flattening > 0.0 { format!("+rf={flattening}") } else { format!("+b={axis_m}") };
    Some(format!("+a={axis_m} {shape} +towgs84={shift}"))
}

fn parameters(root: &Node, method: Method) -> Option<Parameters> {
    let geographic =
        root.find(&["GEOGCS", "BASEGEOGCRS", "BASEGEODCRS", "GEOGCRS"]).unwrap_or(root);
    let degrees = |node: &Node| {
        node.child(&["UNIT", "ANGLEUNIT"]).and_then(Node::number).map(f64::to_degrees)
    };
    let angle_unit = degrees(geographic).filter(|unit| *unit > 0.0).unwrap_or(1.0);
    if method == Method::Degrees && (angle_unit - 1.0).abs() > 1e-6 {
        // Positions in grads.
        return None;
    }
    let metres = root
        .child(&["UNIT", "LENGTHUNIT"])
        .and_then(Node::number)
        .filter(|unit| method != Method::Degrees && *unit > 0.0)
        .unwrap_or(1.0);
    let meridian = root.find(&["PRIMEM", "PRIMEMERIDIAN"]).and_then(Node::number).unwrap_or(0.0);
    // Some write the meridian of Paris in grads, some in degrees.
    let meridian = if (meridian - PARIS_GRADS).abs() < 1e-4 { PARIS } else { meridian };
    let mut found = Parameters {
        lat_0: 0.0,
        lon_0: meridian,
        lat_1: None,
        lat_2: None,
        scale: 1.0,
        x_0: 0.0,
        y_0: 0.0,
    };
    let conversion = root.find(&["CONVERSION"]).unwrap_or(root);
    for parameter in conversion.children().filter(|c| c.kind == "PARAMETER") {
        let value = parameter.number()?;
        let angle = value * degrees(parameter).filter(|unit| *unit > 0.0).unwrap_or(angle_unit);
        match plain(parameter.text()).as_str() {
            "falseeasting" | "eastingatfalseorigin" => found.x_0 = value * metres,
            "falsenorthing" | "northingatfalseorigin" => found.y_0 = value * metres,
            "centralmeridian"
            | "longitudeoforigin"
            | "longitudeofcenter"
            | "longitudeofnaturalorigin"
            | "longitudeoffalseorigin" => found.lon_0 = meridian + angle,
            "latitudeoforigin"
            | "latitudeofcenter"
            | "latitudeofnaturalorigin"
            | "latitudeoffalseorigin" => found.lat_0 = angle,
            "standardparallel1" | "latitudeof1ststandardparallel" => found.lat_1 = Some(angle),
            "standardparallel2" | "latitudeof2ndstandardparallel" => found.lat_2 = Some(angle),
            "scalefactor" | "scalefactoratnaturalorigin" => found.scale = value,
            _ => {}
        }
    }
    Some(found)
}

impl Parameters {
    /// The definition in the manner of PROJ, without its datum.
    fn definition(self, method: Method) -> String {
        let Self { lat_0, lon_0, lat_1, lat_2, scale, x_0, y_0 } = self;
        let origin = format!("+lat_0={lat_0} +lon_0={lon_0} +x_0={x_0} +y_0={y_0}");
        match method {
            Method::Degrees => format!("+proj=longlat +pm={lon_0}"),
            Method::Conic => {
                // A cone with one parallel has it twice.
                let first = lat_1.unwrap_or(lat_0);
                let second = lat_2.unwrap_or(first);
                format!("+proj=lcc +lat_1={first} +lat_2={second} +k_0={scale} {origin}")
            }
            Method::Azimuthal => format!("+proj=laea {origin}"),
            Method::TransverseMercator => format!("+proj=tmerc +k={scale} {origin}"),
            Method::Mercator => {
                format!("+proj=merc +lon_0={lon_0} +k={scale} +x_0={x_0} +y_0={y_0}")
            }
        }
    }
}
