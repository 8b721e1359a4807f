//! Coordinate systems in well-known text, in the wordings of OGC, ESRI and MapInfo and in those of
//! WKT 2. A system that carries no code, or a made-up name, is recognised by its parameters.

use super::System;

/// Longest definition that is read, and deepest list in lists.
const LONGEST_BYTES: usize = 64 << 10;
const DEPTH: usize = 32;

/// The system that a definition describes.
pub(crate) fn system_of_wkt(text: &str) -> Option<System> {
    if text.len() > LONGEST_BYTES {
        return None;
    }
    let root = Parser { rest: text.trim_start_matches('\u{feff}') }.node(DEPTH)?;
    let root = match root.kind.as_str() {
        "COMPD_CS" | "COMPOUNDCRS" | "BOUNDCRS" => root.first_system()?,
        _ => &root,
    };
    root.code().and_then(System::of_code).or_else(|| by_parameters(root))
}

#[derive(Debug)]
struct Node {
    kind: String,
    values: Vec<Value>,
}

#[derive(Debug)]
enum Value {
    Text(String),
    Number(f64),
    Node(Node),
}

struct Parser<'a> {
    rest: &'a str,
}

impl Parser<'_> {
    fn node(&mut self, depth: usize) -> Option<Node> {
        let depth = depth.checked_sub(1)?;
        let start = self.rest.find(['[', '('])?;
        let kind = self.rest.get(..start)?.trim().to_ascii_uppercase();
        self.rest = self.rest.get(start + 1..)?;
        let mut values = Vec::new();
        loop {
            self.rest = self.rest.trim_start();
            match self.rest.chars().next()? {
                ']' | ')' => {
                    self.rest = &self.rest[1..];
                    return Some(Node { kind, values });
                }
                ',' => self.rest = &self.rest[1..],
                '"' => {
                    let (text, rest) = self.rest[1..].split_once('"')?;
                    values.push(Value::Text(text.to_owned()));
                    self.rest = rest;
                }
                _ => values.push(self.other(depth)?),
            }
        }
    }

    /// A number, a bare word or another node.
    fn other(&mut self, depth: usize) -> Option<Value> {
        let end = self.rest.find([',', '[', '(', ']', ')'])?;
        if self.rest[end..].starts_with(['[', '(']) {
            return self.node(depth).map(Value::Node);
        }
        let word = self.rest[..end].trim();
        let value = word.parse().map_or_else(|_| Value::Text(word.to_owned()), Value::Number);
        self.rest = &self.rest[end..];
        Some(value)
    }
}

impl Node {
    fn children(&self) -> impl Iterator<Item = &Self> {
        self.values.iter().filter_map(|v| match v {
            Value::Node(node) => Some(node),
            _ => None,
        })
    }

    fn child(&self, kinds: &[&str]) -> Option<&Self> {
        self.children().find(|c| kinds.contains(&c.kind.as_str()))
    }

    /// The first node of that kind, at any depth.
    fn find(&self, kinds: &[&str]) -> Option<&Self> {
        self.child(kinds).or_else(|| self.children().find_map(|c| c.find(kinds)))
    }

    fn first_system(&self) -> Option<&Self> {
        self.find(&["PROJCS", "PROJCRS", "PROJECTEDCRS", "GEOGCS", "GEOGCRS", "GEODCRS"])
    }

    fn number(&self) -> Option<f64> {
        self.numbers().next()
    }

    fn numbers(&self) -> impl Iterator<Item = f64> {
        self.values.iter().filter_map(|v| match v {
            Value::Number(number) => Some(*number),
            _ => None,
        })
    }

    fn text(&self) -> &str {
        let text = self.values.iter().find_map(|v| match v {
            Value::Text(text) => Some(text.as_str()),
            _ => None,
        });
        text.unwrap_or_default()
    }

    /// The EPSG code that the node itself carries.
    fn code(&self) -> Option<u32> {
        let own = self.child(&["AUTHORITY", "ID"])?;
        if !own.text().eq_ignore_ascii_case("EPSG") {
            return None;
        }
        own.values.iter().skip(1).find_map(|v| match v {
            Value::Text(code) => code.parse().ok(),
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked")]
            Value::Number(code) => (1.0..=1e6).contains(code).then_some(*code as u32),
            Value::Node(_) => None,
        })
    }
}

/// Letters and digits of a name, small.
fn plain(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Method {
    Degrees,
    Conic,
    TransverseMercator,
    Mercator,
}

/// What makes a projection: angles in degrees east of Greenwich, lengths in metres.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Parameters {
    method: Method,
    lat_0: f64,
    lon_0: f64,
    lat_1: f64,
    lat_2: f64,
    scale: f64,
    x_0: f64,
    y_0: f64,
    axis_m: f64,
}

fn by_parameters(root: &Node) -> Option<System> {
    let (method, web) = method(root)?;
    if web {
        return System::of_code(3857);
    }
    let spheroid = root.find(&["SPHEROID", "ELLIPSOID"])?;
    let (axis_m, flattening) = {
        let mut numbers = spheroid.numbers();
        (numbers.next()?, numbers.next()?)
    };
    let described = described(root, method, axis_m)?;
    let known = KNOWN.into_iter().chain(32601..=32660).chain(32701..=32760);
    for code in known {
        if parameters_of_code(code).is_some_and(|p| p.agree(&described)) {
            return System::of_code(code);
        }
    }
    System::of_definition(described.definition(root, flattening))
}

/// Systems of France, of which the first that agrees is taken.
const KNOWN: [u32; 32] = [
    4326, 4275, 2154, 3942, 3943, 3944, 3945, 3946, 3947, 3948, 3949, 3950, 27572, 27571, 27573,
    27574, 27561, 27562, 27563, 27564, 2972, 2975, 4471, 4467, 3296, 3297, 3163, 5490, 25830,
    25831, 25832, 3395,
];

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
        n if n.contains("transversemercator") || n.contains("gausskruger") => {
            Method::TransverseMercator
        }
        n if n.contains("mercator") && !n.contains("oblique") => Method::Mercator,
        _ => return None,
    };
    Some((method, web))
}

fn described(root: &Node, method: Method, axis_m: f64) -> Option<Parameters> {
    let geographic =
        root.find(&["GEOGCS", "BASEGEOGCRS", "BASEGEODCRS", "GEOGCRS"]).unwrap_or(root);
    let degrees = |node: &Node| {
        node.child(&["UNIT", "ANGLEUNIT"]).and_then(Node::number).map(f64::to_degrees)
    };
    let angle_unit = degrees(geographic).filter(|unit| *unit > 0.0).unwrap_or(1.0);
    let metres = root
        .child(&["UNIT", "LENGTHUNIT"])
        .and_then(Node::number)
        .filter(|unit| method != Method::Degrees && *unit > 0.0)
        .unwrap_or(1.0);
    let paris = root.find(&["PRIMEM", "PRIMEMERIDIAN"]).and_then(Node::number).unwrap_or(0.0);
    // Some write the meridian of Paris in grads, some in degrees.
    let paris = if (paris - 2.596_921).abs() < 1e-4 { 2.337_229_17 } else { paris };
    let conversion = root.find(&["CONVERSION"]).unwrap_or(root);
    let mut found = Parameters {
        method,
        lat_0: 0.0,
        lon_0: 0.0,
        lat_1: f64::NAN,
        lat_2: f64::NAN,
        scale: 1.0,
        x_0: 0.0,
        y_0: 0.0,
        axis_m,
    };
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
            | "longitudeoffalseorigin" => found.lon_0 = angle,
            "latitudeoforigin" | "latitudeofnaturalorigin" | "latitudeoffalseorigin" => {
                found.lat_0 = angle;
            }
            "standardparallel1" | "latitudeof1ststandardparallel" => found.lat_1 = angle,
            "standardparallel2" | "latitudeof2ndstandardparallel" => found.lat_2 = angle,
            "scalefactor" | "scalefactoratnaturalorigin" => found.scale = value,
            _ => {}
        }
    }
    found.lon_0 += paris;
    Some(found.settled())
}

impl Parameters {
    /// A cone with one parallel has it twice; parallels come in order.
    fn settled(mut self) -> Self {
        if self.method != Method::Conic {
            (self.lat_1, self.lat_2) = (0.0, 0.0);
            return self;
        }
        if self.lat_1.is_nan() {
            self.lat_1 = self.lat_0;
        }
        if self.lat_2.is_nan() {
            self.lat_2 = self.lat_1;
        }
        (self.lat_1, self.lat_2) = (self.lat_1.min(self.lat_2), self.lat_1.max(self.lat_2));
        self
    }

    fn agree(&self, other: &Self) -> bool {
        let near = |a: f64, b: f64, by: f64| (a - b).abs() <= by;
        self.method == other.method
            && near(self.lat_0, other.lat_0, 1e-6)
            && near(self.lon_0, other.lon_0, 1e-6)
            && near(self.lat_1, other.lat_1, 1e-6)
            && near(self.lat_2, other.lat_2, 1e-6)
            && near(self.scale, other.scale, 2e-8)
            && near(self.x_0, other.x_0, 1e-3)
            && near(self.y_0, other.y_0, 1e-3)
            && near(self.axis_m, other.axis_m, 1.0)
    }

    /// The definition in the manner of PROJ.
    fn definition(&self, root: &Node, flattening: f64) -> String {
        let Self { lat_0, lon_0, lat_1, lat_2, scale, x_0, y_0, axis_m, .. } = self;
        let shape = match self.method {
            Method::Degrees => format!("+proj=longlat +pm={lon_0}"),
            Method::Conic => format!(
                "+proj=lcc +lat_1={lat_1} +lat_2={lat_2} +lat_0={lat_0} +lon_0={lon_0} +k_0={scale} +x_0={x_0} +y_0={y_0}"
            ),
            Method::TransverseMercator => format!(
                "+proj=tmerc +lat_0={lat_0} +lon_0={lon_0} +k={scale} +x_0={x_0} +y_0={y_0}"
            ),
            Method::Mercator => {
                format!("+proj=merc +lon_0={lon_0} +k={scale} +x_0={x_0} +y_0={y_0}")
            }
        };
        // A sphere has no flattening: its inverse is written as 0.
        let axis = if flattening > 0.0 {
            format!("+a={axis_m} +rf={flattening}")
        } else {
            format!("+a={axis_m} +b={axis_m}")
        };
        let shift: Vec<String> = match root.find(&["TOWGS84"]) {
            Some(node) => node.numbers().map(|n| n.to_string()).collect(),
            None if (axis_m - 6378249.2).abs() < 1.0 => vec!["-168,-60,320".to_owned()],
            None => vec!["0,0,0".to_owned()],
        };
        format!("{shape} {axis} +towgs84={} +units=m +no_defs", shift.join(","))
    }
}

/// The parameters of a system that is known by its code.
fn parameters_of_code(code: u32) -> Option<Parameters> {
    let definition = crs_definitions::from_code(u16::try_from(code).ok()?)?.proj4;
    let value = |name: &str| {
        let words = definition.split_whitespace();
        words.filter_map(|w| w.strip_prefix('+')?.split_once('=')).find(|(n, _)| *n == name)
    };
    let number = |name: &str| value(name).and_then(|(_, v)| v.parse::<f64>().ok());
    let axis_m = number("a").unwrap_or(6378137.0);
    let mut found = Parameters {
        method: Method::Degrees,
        lat_0: number("lat_0").unwrap_or(0.0),
        lon_0: number("lon_0").unwrap_or(0.0),
        lat_1: number("lat_1").unwrap_or(f64::NAN),
        lat_2: number("lat_2").unwrap_or(f64::NAN),
        scale: number("k_0").or_else(|| number("k")).unwrap_or(1.0),
        x_0: number("x_0").unwrap_or(0.0),
        y_0: number("y_0").unwrap_or(0.0),
        axis_m,
    };
    found.method = match value("proj")?.1 {
        "longlat" => Method::Degrees,
        "lcc" => Method::Conic,
        "merc" => Method::Mercator,
        "tmerc" => Method::TransverseMercator,
        "utm" => {
            found.lon_0 = number("zone")? * 6.0 - 183.0;
            found.scale = 0.9996;
            found.x_0 = 500000.0;
            found.y_0 = if definition.contains("+south") { 10000000.0 } else { 0.0 };
            Method::TransverseMercator
        }
        _ => return None,
    };
    if value("pm").is_some_and(|(_, v)| v == "paris") {
        found.lon_0 += 2.337_229_17;
    }
    Some(found.settled())
}
