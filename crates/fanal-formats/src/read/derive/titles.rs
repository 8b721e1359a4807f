//! What titles say of the positions in their columns.

use fanal_model::FieldName;

use crate::read::crs::code_of;

/// What two titles say of the numbers below them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Axes {
    /// Longitude and latitude.
    Degrees,
    /// x and y, and the system when they name it.
    Metres(Option<String>),
}

const LATITUDE: [&str; 5] = ["lat", "latitude", "latitudes", "ylat", "ylatitude"];
const LONGITUDE: [&str; 8] =
    ["lon", "long", "lng", "longitude", "longitudes", "xlon", "xlong", "xlongitude"];

/// Words beside which a lone `x` or `y` is a coordinate; written together with it, too.
const BESIDE_AXIS: [&str; 24] = [
    "coord",
    "coords",
    "coordonnee",
    "coordonnees",
    "l93",
    "lb93",
    "lamb93",
    "lambert93",
    "lamb",
    "lambert",
    "wgs84",
    "wgs",
    "rgf93",
    "rgf",
    "l2e",
    "lambert2e",
    "geo",
    "gps",
    "position",
    "pos",
    "point",
    "utm",
    "centroid",
    "centroide",
];

/// Words in titles of columns that may hold `latitude, longitude`.
const PAIR_WORDS: [&str; 16] = [
    "geo",
    "geopoint",
    "geopoint2d",
    "point",
    "coordonnees",
    "coordonneesxy",
    "coord",
    "coords",
    "position",
    "localisation",
    "geolocalisation",
    "gps",
    "latlon",
    "latlong",
    "latlng",
    "xy",
];

fn words(title: &str) -> Vec<String> {
    let name = FieldName::from_title(title).map(|n| n.to_string()).unwrap_or_default();
    name.split('_').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Whether a title lets expect a position in each cell.
pub(super) fn may_hold_pairs(title: &str) -> bool {
    let words = words(title);
    let has = |known: &[&str]| words.iter().any(|word| known.contains(&word.as_str()));
    has(&PAIR_WORDS) || (has(&LATITUDE) && has(&LONGITUDE))
}

/// What a title is once its axis is taken out; two titles with equal rests belong together.
#[derive(Debug, PartialEq, Eq)]
struct Axis {
    rest: Vec<String>,
    degrees: bool,
    /// Longitude or easting.
    first: bool,
}

fn axis(title: &str) -> Option<Axis> {
    let words = words(title);
    let is = |known: &[&str]| words.iter().position(|word| known.contains(&word.as_str()));
    let without = |index: usize| {
        let mut rest = words.clone();
        rest.remove(index);
        // `x_longitude` beside `y_latitude`.
        rest.retain(|word| word != "x" && word != "y");
        rest
    };
    match (is(&LONGITUDE), is(&LATITUDE)) {
        (Some(_), Some(_)) => return None,
        (Some(index), None) => {
            return Some(Axis { rest: without(index), degrees: true, first: true });
        }
        (None, Some(index)) => {
            return Some(Axis { rest: without(index), degrees: true, first: false });
        }
        (None, None) => {}
    }
    words.iter().enumerate().find_map(|(index, word)| {
        let (first, rest) = match word.as_str() {
            "x" | "easting" | "abscisse" => (true, None),
            "y" | "northing" | "ordonnee" => (false, None),
            joined => {
                let glued = |axis: char| {
                    joined.strip_prefix(axis).or_else(|| joined.strip_suffix(axis)).filter(|rest| {
                        BESIDE_AXIS.contains(rest) || code_of(rest).is_some_and(|c| c > 1_000)
                    })
                };
                match (glued('x'), glued('y')) {
                    (Some(rest), _) => (true, Some(rest)),
                    (_, Some(rest)) => (false, Some(rest)),
                    _ => return None,
                }
            }
        };
        let mut left = words.clone();
        left.remove(index);
        left.extend(rest.map(str::to_owned));
        Some(Axis { rest: left, degrees: false, first })
    })
}

/// Pairs of columns that are longitude and latitude or x and y, with what their titles say.
pub(super) fn pairs(titles: &[String]) -> Vec<(usize, usize, Axes)> {
    let axes: Vec<Option<Axis>> = titles.iter().map(|title| axis(title)).collect();
    let mut found = Vec::new();
    for (x, first) in axes.iter().enumerate() {
        let Some(first) = first.as_ref().filter(|axis| axis.first) else { continue };
        let other = axes.iter().position(|second| {
            second.as_ref().is_some_and(|second| {
                !second.first && second.degrees == first.degrees && second.rest == first.rest
            })
        });
        if let Some(y) = other {
            let said = if first.degrees { Axes::Degrees } else { Axes::Metres(system(first)) };
            found.push((x, y, said));
        }
    }
    found
}

/// The system that the rest of a title names: `l93`, `lambert 93`, `cc46`.
fn system(axis: &Axis) -> Option<String> {
    let joined = axis.rest.concat();
    let names = axis.rest.iter().map(String::as_str).chain([joined.as_str()]);
    // A lone number is a count, not a code: only names and known codes of plane systems.
    names
        .filter(|name| name.parse::<u32>().is_err())
        .find_map(code_of)
        .or_else(|| joined.parse().ok().filter(|code| (2_000..33_000).contains(code)))
        .map(|code| format!("EPSG:{code}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(x: &str, y: &str, expected: Option<Axes>) {
        let titles = [y.to_owned(), "nom".to_owned(), x.to_owned()];
        let found = pairs(&titles);
        assert_eq!(found.first().map(|(_, _, axes)| axes.clone()), expected, "{x} {y}");
        assert!(found.iter().all(|(x, y, _)| (*x, *y) == (2, 0)));
    }

    #[test]
    fn the_many_names_of_coordinates_are_known() {
        let system = |code: &str| Some(Axes::Metres(Some(code.to_owned())));
        check("Longitude", "Latitude", Some(Axes::Degrees));
        check("LONG", "LAT", Some(Axes::Degrees));
        check("stop_lon", "stop_lat", Some(Axes::Degrees));
        check("consolidated_longitude", "consolidated_latitude", Some(Axes::Degrees));
        check("Xlong", "Ylat", Some(Axes::Degrees));
        check("x_longitude", "y_latitude", Some(Axes::Degrees));
        check("X", "Y", Some(Axes::Metres(None)));
        check("Coord_X", "Coord_Y", Some(Axes::Metres(None)));
        check("coordx", "coordy", Some(Axes::Metres(None)));
        check("X (Lambert 93)", "Y (Lambert 93)", system("EPSG:2154"));
        check("xl93", "yl93", system("EPSG:2154"));
        check("X_CC46", "Y_CC46", system("EPSG:3946"));
        check("x_2154", "y_2154", system("EPSG:2154"));
        check("lon_debut", "lat_fin", None);
        check("taux", "prix", None);
        check("Sexe", "type", None);
    }

    #[test]
    fn titles_of_positions_in_one_cell_are_known() {
        for title in ["geo_point_2d", "Coordonnées", "coordonneesXY", "lat_lon", "Geo Point", "GPS"]
        {
            assert!(may_hold_pairs(title), "{title}");
        }
        for title in ["nom", "latitude", "points de vente"] {
            assert!(!may_hold_pairs(title), "{title}");
        }
    }
}
