//! Titles of coordinates: the one list of the words by which they are known, for the meanings of
//! columns and for the pairs of columns that make positions.

use fanal_model::fold;

/// What a title says of the numbers below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TitleAxis {
    /// Longitude, easting; else latitude, northing.
    pub first: bool,
    /// Degrees; else metres, or nobody knows.
    pub degrees: bool,
    /// The other words of the title: two titles with the same belong together, and they may name a
    /// system of coordinates.
    pub rest: Vec<String>,
}

/// Words that begin so name a latitude, or a longitude.
const LATITUDE: &str = "latitud";
const LONGITUDE: &str = "longitud";
/// Other words for them.
const LATITUDES: [&str; 9] =
    ["lat", "lati", "latgps", "latwgs", "latwgs84", "ylat", "ylatitude", "latdd", "gpslat"];
const LONGITUDES: [&str; 16] = [
    "lon",
    "long",
    "longi",
    "lng",
    "longgps",
    "longwgs",
    "longwgs84",
    "lonwgs",
    "lonwgs84",
    "longdd",
    "londd",
    "xlon",
    "xlong",
    "xlongitude",
    "gpslon",
    "gpslong",
];

/// Words that name an axis alone.
const EASTINGS: [&str; 4] = ["x", "easting", "eastings", "abscisse"];
const NORTHINGS: [&str; 4] = ["y", "northing", "northings", "ordonnee"];
/// Words that name one beside a word of coordinates: a quarter may be that of the north.
const EASTS: [&str; 2] = ["est", "east"];
const NORTHS: [&str; 2] = ["nord", "north"];

/// Words beside which such a word is a coordinate; written together with it, too.
const BESIDE_AXIS: [&str; 28] = [
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
    "epsg",
    "ign",
    "ntf",
    "proj",
];

/// How words begin that speak of coordinates alone.
const SYSTEMS: [&str; 7] = ["coord", "gps", "l93", "lamb", "rgf", "utm", "wgs"];

/// Words in titles of columns that may hold `latitude, longitude`.
const PAIRS: [&str; 16] = [
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

/// Whether a title lets expect a whole position in each cell.
pub fn may_hold_positions(title: &str) -> bool {
    let words = words(title);
    let has = |is: &dyn Fn(&str) -> bool| words.iter().any(|word| is(word));
    has(&|word| PAIRS.contains(&word)) || has(&is_latitude) && has(&is_longitude)
}

/// The coordinate that a title names; none when it names none, or both.
pub fn title_axis(title: &str) -> Option<TitleAxis> {
    let words = words(title);
    let place = |is: &dyn Fn(&str) -> bool| words.iter().position(|word| is(word));
    match (place(&is_longitude), place(&is_latitude)) {
        (Some(_), Some(_)) => None,
        (Some(place), None) => Some(degrees(words, place, true)),
        (None, Some(place)) => Some(degrees(words, place, false)),
        (None, None) => metres(words),
    }
}

fn words(title: &str) -> Vec<String> {
    let title = fold(title);
    let words = title.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn is_latitude(word: &str) -> bool {
    LATITUDES.contains(&word) || word.starts_with(LATITUDE) || word.ends_with("latitude")
}

fn is_longitude(word: &str) -> bool {
    LONGITUDES.contains(&word) || word.starts_with(LONGITUDE) || word.ends_with("longitude")
}

fn degrees(mut rest: Vec<String>, place: usize, first: bool) -> TitleAxis {
    // `gpslatitude` beside `gpslongitude`.
    let word = rest.remove(place);
    let before = ["latitude", "longitude"].into_iter().find_map(|axis| word.strip_suffix(axis));
    rest.extend(before.filter(|b| !matches!(*b, "" | "x" | "y")).map(str::to_owned));
    // `x_longitude` beside `y_latitude`.
    rest.retain(|word| word != "x" && word != "y");
    TitleAxis { first, degrees: true, rest }
}

fn metres(words: Vec<String>) -> Option<TitleAxis> {
    let (place, first, glued) = words.iter().enumerate().find_map(|(place, word)| {
        let beside = || words.iter().any(|word| SYSTEMS.iter().any(|s| word.starts_with(s)));
        let word = word.as_str();
        if EASTINGS.contains(&word) || EASTS.contains(&word) && beside() {
            return Some((place, true, None));
        }
        if NORTHINGS.contains(&word) || NORTHS.contains(&word) && beside() {
            return Some((place, false, None));
        }
        let glued = |axis: char| {
            let rest = word.strip_prefix(axis).or_else(|| word.strip_suffix(axis));
            rest.filter(|rest| is_beside(rest)).map(str::to_owned)
        };
        let x = glued('x').map(|rest| (place, true, Some(rest)));
        x.or_else(|| glued('y').map(|rest| (place, false, Some(rest))))
    })?;
    let mut rest = words;
    rest.remove(place);
    rest.extend(glued);
    Some(TitleAxis { first, degrees: false, rest })
}

/// Whether a word speaks of coordinates, or names a system of them: `cc46`, `2154`.
fn is_beside(word: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    BESIDE_AXIS.contains(&word)
        || word.strip_prefix("cc").is_some_and(|zone| zone.len() == 2 && digits(zone))
        || (4..=5).contains(&word.len()) && digits(word)
}

impl TitleAxis {
    /// Whether the other words leave open what the numbers are, though they are coordinates.
    pub(super) fn is_of_any_system(&self) -> bool {
        self.rest.iter().any(|word| word.starts_with("coord"))
    }

    /// Whether they say that the numbers are degrees after all: `x_wgs84`.
    pub(super) fn names_degrees(&self) -> bool {
        let degrees = |word: &String| matches!(word.as_str(), "wgs" | "wgs84" | "gps");
        self.degrees || self.rest.iter().any(degrees)
    }

    /// Whether they name a system of metres.
    pub(super) fn names_metres(&self) -> bool {
        const PLANE: [&str; 5] = ["lamb", "l93", "lb93", "l2e", "rgf"];
        self.rest.iter().any(|word| PLANE.iter().any(|plane| word.starts_with(plane)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Both titles are those of the two coordinates of one position.
    #[track_caller]
    fn check(x: &str, y: &str, degrees: bool) {
        let (x, y) = (title_axis(x).expect(x), title_axis(y).expect(y));
        assert_eq!((x.first, y.first), (true, false), "{x:?} {y:?}");
        assert_eq!((x.degrees, y.degrees), (degrees, degrees), "{x:?} {y:?}");
        assert_eq!(x.rest, y.rest);
    }

    #[test]
    fn the_many_names_of_coordinates_are_known() {
        for (x, y) in [
            ("Longitude", "Latitude"),
            ("LONG", "LAT"),
            ("longi", "lati"),
            ("stop_lon", "stop_lat"),
            ("consolidated_longitude", "consolidated_latitude"),
            ("Xlong", "Ylat"),
            ("x_longitude", "y_latitude"),
            ("Longitude WGS84", "Latitude WGS84"),
            ("GPSLongitude", "GPSLatitude"),
            ("LonWGS84", "LatWGS84"),
        ] {
            check(x, y, true);
        }
        for (x, y) in [
            ("X", "Y"),
            ("Coord_X", "Coord_Y"),
            ("coordx", "coordy"),
            ("coord_est", "coord_nord"),
            ("Coordonnée Est", "Coordonnée Nord"),
            ("Easting", "Northing"),
            ("abscisse", "ordonnée"),
            ("x_l93", "y_l93"),
            ("LAMBX", "LAMBY"),
            ("X (Lambert 93)", "Y (Lambert 93)"),
            ("xl93", "yl93"),
            ("X_CC46", "Y_CC46"),
            ("x_2154", "y_2154"),
            ("x2154", "y2154"),
        ] {
            check(x, y, false);
        }
        for title in [
            "Secteur nord 2024",
            "Point nord",
            "Est actif",
            "N° point",
            "taux",
            "prix",
            "Sexe",
            "type",
            "latlon",
            "",
        ] {
            assert_eq!(title_axis(title), None, "{title}");
        }
        assert_eq!(title_axis("Latitude, longitude"), None);
    }

    #[test]
    fn titles_of_positions_in_one_cell_are_known() {
        for title in ["geo_point_2d", "Coordonnées", "coordonneesXY", "lat_lon", "Geo Point", "GPS"]
        {
            assert!(may_hold_positions(title), "{title}");
        }
        for title in ["nom", "latitude", "points de vente"] {
            assert!(!may_hold_positions(title), "{title}");
        }
    }
}
