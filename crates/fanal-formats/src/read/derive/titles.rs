//! What titles say of the positions in their columns.

use fanal_meaning::{TitleAxis, title_axis};

use crate::read::crs::code_of;

/// What two titles say of the numbers below them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Axes {
    /// Longitude and latitude.
    Degrees,
    /// x and y, and the system when they name it.
    Metres(Option<String>),
}

/// Pairs of columns that are longitude and latitude or x and y, with what their titles say.
pub(super) fn pairs(titles: &[String]) -> Vec<(usize, usize, Axes)> {
    let axes: Vec<Option<TitleAxis>> = titles.iter().map(|title| title_axis(title)).collect();
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
fn system(axis: &TitleAxis) -> Option<String> {
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
    fn titles_of_one_position_belong_together() {
        let system = |code: &str| Some(Axes::Metres(Some(code.to_owned())));
        check("Longitude", "Latitude", Some(Axes::Degrees));
        check("LONG", "LAT", Some(Axes::Degrees));
        check("stop_lon", "stop_lat", Some(Axes::Degrees));
        check("consolidated_longitude", "consolidated_latitude", Some(Axes::Degrees));
        check("longi", "lati", Some(Axes::Degrees));
        check("coord_est", "coord_nord", Some(Axes::Metres(None)));
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
}
