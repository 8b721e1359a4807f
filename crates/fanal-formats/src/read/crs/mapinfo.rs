//! Coordinate systems as MapInfo writes them: `CoordSys Earth Projection 3, 33, "m", 3, 46.5, …`.

use super::{System, system_of_wkt};

/// The figure of the Earth and the shift to WGS 84 of the old French datum (NTF).
const NTF: (&str, &str) = (CLARKE, "-168,-60,320");
const GRS_80: &str = "6378137.0,298.257222101";
const WGS_84: &str = "6378137.0,298.257223563";
const CLARKE: &str = "6378249.2,293.466021293627";
const INTERNATIONAL: &str = "6378388,297";
/// The number of the figure of the Earth with which the Web's own Mercator is described.
const WEB_ELLIPSOID: f64 = 54.0;
/// The meridian of Paris, in degrees.
const PARIS: f64 = 2.337_229_17;

/// A datum in the manner of MapInfo: where positions are counted from.
struct Datum {
    spheroid: &'static str,
    shift: String,
    meridian: f64,
    /// How many values of the clause describe it.
    values: usize,
    /// It is that of the Web's own Mercator.
    of_web: bool,
}

/// Whether a clause says that positions are lengths on a plan, and nowhere on Earth.
pub(super) fn is_of_no_earth(clause: &str) -> bool {
    clause.to_ascii_lowercase().contains("nonearth")
}

/// Whether the projection of a clause is none: programs that know of no system write it, whatever the
/// positions are.
pub(super) fn says_nothing(clause: &str) -> bool {
    let words = clause.to_ascii_lowercase();
    let kind = words.split_once("projection").and_then(|(_, rest)| rest.split(',').next());
    kind.is_some_and(|kind| kind.trim() == "0")
}

/// The system that a clause describes.
pub(super) fn system_of_mapinfo(clause: &str) -> Option<System> {
    let (_, rest) = clause.split_once("Projection")?;
    let rest = rest.split("Bounds").next().unwrap_or_default();
    let parts: Vec<&str> = rest.split(',').map(str::trim).collect();
    let kind: u32 = parts.first()?.parse().ok()?;
    let datum = datum(parts.get(1..)?)?;
    let parts = parts.get(1 + datum.values..).unwrap_or_default();
    let number = |index: usize| parts.get(index).and_then(|part| part.parse::<f64>().ok());
    let geographic = format!(
        r#"GEOGCS["g",DATUM["d",SPHEROID["s",{}],TOWGS84[{}]],PRIMEM["m",{}],UNIT["Degree",0.0174532925199433]]"#,
        datum.spheroid, datum.shift, datum.meridian
    );
    if kind == 1 {
        return system_of_wkt(&geographic);
    }
    let metres = if parts.first()?.contains("km") { 1000.0 } else { 1.0 };
    let (projection, names): (&str, &[&str]) = match kind {
        3 => (
            "Lambert_Conformal_Conic",
            &[
                "central_meridian",
                "latitude_of_origin",
                "standard_parallel_1",
                "standard_parallel_2",
                "false_easting",
                "false_northing",
            ],
        ),
        8 => (
            "Transverse_Mercator",
            &[
                "central_meridian",
                "latitude_of_origin",
                "scale_factor",
                "false_easting",
                "false_northing",
            ],
        ),
        10 if datum.of_web => ("Mercator_Auxiliary_Sphere", &["central_meridian"]),
        10 => ("Mercator", &["central_meridian"]),
        _ => return None,
    };
    let mut parameters = String::new();
    for (index, name) in names.iter().enumerate() {
        parameters.push_str(&format!(r#"PARAMETER["{name}",{}],"#, number(index + 1)?));
    }
    system_of_wkt(&format!(
        r#"PROJCS["p",{geographic},PROJECTION["{projection}"],{parameters}UNIT["m",{metres}]]"#
    ))
}

/// The datum with which these values begin: a number that stands for one, or its description.
fn datum(parts: &[&str]) -> Option<Datum> {
    let named = |(spheroid, shift): (&'static str, &str), meridian| {
        Some(Datum { spheroid, shift: shift.to_owned(), meridian, values: 1, of_web: false })
    };
    match parts.first()?.parse::<u32>().ok()? {
        33 | 74 | 115..=117 | 150 | 152 => named((GRS_80, "0,0,0"), 0.0),
        104 => named((WGS_84, "0,0,0"), 0.0),
        157 => named((WGS_84, "0,0,0"), 0.0).map(|datum| Datum { of_web: true, ..datum }),
        107 => named(NTF, 0.0),
        1002 => named(NTF, PARIS),
        28 => named((INTERNATIONAL, "-87,-98,-121"), 0.0),
        999 => described(parts.get(1..5)?),
        9999 => described(parts.get(1..10)?),
        _ => None,
    }
}

/// A datum by the number of its figure of the Earth, three shifts and, in the longer form, three
/// turns, a scale and the first meridian. One with turns is not read: programs disagree about which
/// way they go.
fn described(parts: &[&str]) -> Option<Datum> {
    let numbers: Vec<f64> = parts.iter().map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let (ellipsoid, rest) = numbers.split_first()?;
    let (shifts, rest) = rest.split_at_checked(3)?;
    let still = |values: &[f64]| values.iter().all(|value| *value == 0.0);
    if !rest.get(..4).is_none_or(still) {
        return None;
    }
    let spheroid = [
        (0.0, GRS_80),
        (4.0, INTERNATIONAL),
        (28.0, WGS_84),
        (30.0, CLARKE),
        (WEB_ELLIPSOID, WGS_84),
    ];
    let (_, spheroid) = spheroid.into_iter().find(|(number, _)| number == ellipsoid)?;
    let shift = if still(shifts) {
        match spheroid {
            CLARKE => NTF.1.to_owned(),
            INTERNATIONAL => return None,
            _ => "0,0,0".to_owned(),
        }
    } else {
        shifts.iter().map(f64::to_string).collect::<Vec<_>>().join(",")
    };
    let meridian = rest.get(4).copied().unwrap_or(0.0);
    let from_paris = (meridian - PARIS).abs() < 0.01;
    let meridian = if from_paris { PARIS } else { meridian };
    let of_web = *ellipsoid == WEB_ELLIPSOID;
    Some(Datum { spheroid, shift, meridian, values: 1 + parts.len(), of_web })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(clause: &str, expected: Option<&str>) {
        let found = system_of_mapinfo(clause).map(|system| system.name());
        assert_eq!(found.as_deref(), expected, "{clause}");
    }

    #[test]
    fn clauses_of_mapinfo_are_understood() {
        let l93 = r#"CoordSys Earth Projection 3, 33, "m", 3, 46.5, 44, 49, 700000, 6600000"#;
        check(l93, Some("EPSG:2154"));
        check(&l93.replace("49,", "49.00000000001,"), Some("EPSG:2154"));
        check(&format!("{l93} Bounds (-1, -2) (3, 4)"), Some("EPSG:2154"));
        check("CoordSys Earth Projection 1, 104", Some("EPSG:4326"));
        check(
            r#"CoordSys Earth Projection 8, 33, "m", 57, 0, 0.9996, 500000, 10000000"#,
            Some("EPSG:2975"),
        );
        check(r#"CoordSys Earth Projection 10, 157, "m", 0"#, Some("EPSG:3857"));
        check(r#"CoordSys Earth Projection 10, 104, "m", 0"#, Some("EPSG:3395"));
        let web = r#"10, 9999, 54, 0, 0, 0, 0, 0, 0, 0, 0, "m", 0, 0, 0, 0, 0, 0"#;
        check(&format!("CoordSys Earth Projection {web}"), Some("EPSG:3857"));
        check(r#"CoordSys NonEarth Units "m""#, None);
        for datum in [118, 119] {
            check(&l93.replace(" 33,", &format!(" {datum},")), None);
        }
        for datum in [116, 150, 152] {
            check(&l93.replace(" 33,", &format!(" {datum},")), Some("EPSG:2154"));
        }
        // The zones of NTF, with two parallels where EPSG has one and a scale.
        check(
            r#"CoordSys Earth Projection 3, 1002, "m", 0, 46.8, 45.898918964419, 47.696014502038, 600000, 2200000"#,
            Some("EPSG:27572"),
        );
        check(
            r#"CoordSys Earth Projection 3, 1002, "m", 0, 49.5, 48.598522847174, 50.395911631678, 600000, 200000"#,
            Some("EPSG:27561"),
        );
        check(
            r#"CoordSys Earth Projection 3, 1002, "m", 0, 44.1, 43.199291275544, 44.996093814511, 600000, 3200000"#,
            Some("EPSG:27573"),
        );
        check(
            r#"CoordSys Earth Projection 3, 1002, "m", 0, 42.165, 41.560387840948, 42.767663333965, 234.358, 185861.369"#,
            Some("EPSG:27564"),
        );
        check(
            r#"CoordSys Earth Projection 3, 33, "m", 166, -21.5, -20.6666666667, -22.3333333333, 400000, 300000"#,
            Some("EPSG:3163"),
        );
        check(
            r#"CoordSys Earth Projection 8, 104, "m", -63, 0, 0.9996, 500000, 0"#,
            Some("EPSG:5490"),
        );
    }

    #[test]
    fn a_datum_that_is_described_is_understood() {
        let l93 = r#""m", 3, 46.5, 44, 49, 700000, 6600000"#;
        let of = |datum: &str| format!("CoordSys Earth Projection 3, {datum}, {l93}");
        check(&of("999, 0, 0, 0, 0"), Some("EPSG:2154"));
        check(&of("9999, 0, 0, 0, 0, 0, 0, 0, 0, 0"), Some("EPSG:2154"));
        // It is turned, and programs disagree about which way.
        check(&of("9999, 0, 0, 0, 0, 1, 0, 0, 0, 0"), None);
        check(&of("9999, 0, 0"), None);
        let sainte_anne =
            r#"9999, 4, -467, -16, -300, 0, 0, 0, 0, 0, "m", -63, 0, 0.9996, 500000, 0"#;
        check(&format!("CoordSys Earth Projection 8, {sainte_anne}"), Some("EPSG:2970"));
        let unknown = sainte_anne.replace("-467, -16, -300", "0, 0, 0");
        check(&format!("CoordSys Earth Projection 8, {unknown}"), None);
        let ntf = r#"9999, 30, -168, -60, 320, 0, 0, 0, 0, 2.337229166667, "m", 0, 46.8, 45.898918964419, 47.696014502038, 600000, 2200000"#;
        check(&format!("CoordSys Earth Projection 3, {ntf}"), Some("EPSG:27572"));
    }
}
