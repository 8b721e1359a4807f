//! Systems that are known by their codes, for those that are described without one.

use super::Node;
use super::plain;
use crate::read::crs::System;
use crate::read::crs::candidate::{Candidate, LEGAL, WORLD};

/// Degrees by which places of two systems that are one may differ: a metre. Polynesia's is shifted
/// by half a metre where it is named.
const ALIKE: f64 = 1e-5;

/// Systems besides those in which files may be without saying it, with a place where each is used:
/// of degrees, of Europe, and of territories overseas before they were measured by satellite.
const OTHERS: [(u32, f64, f64); 21] = [
    (4326, 2.0, 47.0),
    (4275, 2.0, 47.0),
    (27562, 2.0, 46.8),
    (3034, 4.0, 47.0),
    (3395, 2.0, 47.0),
    (25830, -2.0, 47.0),
    (25831, 2.0, 47.0),
    (25832, 7.5, 48.0),
    (23030, -2.0, 47.0),
    (23031, 2.0, 47.0),
    (23032, 7.5, 48.0),
    (3296, -152.0, -16.5),
    (3298, -140.0, -9.0),
    (2970, -61.5, 16.2),
    (2973, -61.0, 14.6),
    (2971, -52.5, 4.5),
    (3727, 55.5, -21.1),
    (2980, 45.2, -12.8),
    (2987, -56.2, 46.9),
    (3060, 166.0, -21.5),
    (3304, -149.5, -17.6),
];

/// The known system that puts positions where that one puts them.
pub(super) fn like(described: &System) -> Option<System> {
    let used = |candidate: &Candidate| (candidate.code, candidate.area.place());
    let others = OTHERS.into_iter().map(|(code, lon, lat)| (code, (lon, lat)));
    let places = LEGAL.iter().map(used).chain(others).chain(WORLD.iter().map(used));
    let zones = (1..=60_u32).flat_map(|zone| {
        let middle = f64::from(zone) * 6.0 - 183.0;
        [(32600 + zone, (middle + 1.0, 45.0)), (32700 + zone, (middle + 1.0, -20.0))]
    });
    places.chain(zones).find_map(|(code, place)| {
        let known = System::of_code(code)?;
        (known.is_degrees() == described.is_degrees() && agree(&known, described, place))
            .then_some(known)
    })
}

/// Whether two systems put the positions around a place alike.
fn agree(known: &System, described: &System, (lon, lat): (f64, f64)) -> bool {
    [(0.0, 0.0), (0.4, 0.3), (-0.3, 0.5)].into_iter().all(|(east, north)| {
        let (lon, lat) = (lon + east, lat + north);
        let found = known.of_degrees(lon, lat).and_then(|(x, y)| described.to_degrees(x, y));
        found.is_some_and(|(x, y)| (x - lon).abs() < ALIKE && (y - lat).abs() < ALIKE)
    })
}

/// Old datums of France by what their names hold, and a system that says how they are shifted.
const DATUMS: [(&str, u32); 18] = [
    ("ntf", 27572),
    ("nouvelletriangulation", 27572),
    ("clarke1880ign", 27572),
    ("europeandatum1950", 23031),
    ("european1950", 23031),
    ("ed50", 23031),
    ("guadeloupe1948", 2970),
    ("sainteanne", 2970),
    ("martinique1938", 2973),
    ("fortdesaix", 2973),
    ("csg1967", 2971),
    ("csg67", 2971),
    ("reunion1947", 3727),
    ("pitondesneiges", 3727),
    ("combani", 2980),
    ("saintpierreetmiquelon1950", 2987),
    ("ign72grandeterre", 3060),
    ("tahiti1979", 3304),
];

/// The shift to WGS 84 of a datum that is known by name, as PROJ writes it.
pub(super) fn shift(root: &Node) -> Option<String> {
    let nodes = [root.find(&["DATUM", "TRF"]), root.find(&["SPHEROID", "ELLIPSOID"])];
    let names: Vec<String> = nodes.into_iter().flatten().map(|node| plain(node.text())).collect();
    let known = |name: &str| names.iter().any(|own| own.contains(name));
    let (_, code) = DATUMS.into_iter().find(|(name, _)| known(name))?;
    System::of_code(code)?.shift().map(str::to_owned)
}
