//! Coordinate systems as MapInfo writes them: `CoordSys Earth Projection 3, 33, "m", 3, 46.5, …`.

use super::{System, system_of_wkt};

/// The system that a clause describes.
pub(crate) fn system_of_mapinfo(clause: &str) -> Option<System> {
    let (_, rest) = clause.split_once("Projection")?;
    let rest = rest.split("Bounds").next().unwrap_or_default();
    let parts: Vec<&str> = rest.split(',').map(str::trim).collect();
    let number = |index: usize| parts.get(index).and_then(|part| part.parse::<f64>().ok());
    let kind: u32 = parts.first()?.parse().ok()?;
    let datum: u32 = parts.get(1)?.parse().ok()?;
    let (spheroid, paris) = match datum {
        104 | 115 | 33 | 74 | 117..=119 | 157 => ("6378137.0,298.257222101", 0.0),
        107 => ("6378249.2,293.466021293627", 0.0),
        1002 => ("6378249.2,293.466021293627", 2.337_229_17),
        _ => return None,
    };
    let geographic = format!(
        r#"GEOGCS["g",DATUM["d",SPHEROID["s",{spheroid}]],PRIMEM["m",{paris}],UNIT["Degree",0.0174532925199433]]"#
    );
    if kind == 1 {
        return system_of_wkt(&geographic);
    }
    let metres = if parts.get(2)?.contains("km") { 1000.0 } else { 1.0 };
    let (projection, values): (&str, Vec<(&str, f64)>) = match kind {
        3 => (
            "Lambert_Conformal_Conic",
            vec![
                ("central_meridian", number(3)?),
                ("latitude_of_origin", number(4)?),
                ("standard_parallel_1", number(5)?),
                ("standard_parallel_2", number(6)?),
                ("false_easting", number(7)?),
                ("false_northing", number(8)?),
            ],
        ),
        8 => (
            "Transverse_Mercator",
            vec![
                ("central_meridian", number(3)?),
                ("latitude_of_origin", number(4)?),
                ("scale_factor", number(5)?),
                ("false_easting", number(6)?),
                ("false_northing", number(7)?),
            ],
        ),
        // The Web's own Mercator is the only one that is met; its datum is one of its own.
        10 => ("Mercator_Auxiliary_Sphere", vec![("central_meridian", number(3)?)]),
        _ => return None,
    };
    let parameters: String =
        values.iter().map(|(name, value)| format!(r#"PARAMETER["{name}",{value}],"#)).collect();
    system_of_wkt(&format!(
        r#"PROJCS["p",{geographic},PROJECTION["{projection}"],{parameters}UNIT["m",{metres}]]"#
    ))
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
        check(r#"CoordSys NonEarth Units "m""#, None);
        let ntf = r#"CoordSys Earth Projection 3, 1002, "m", 0, 46.8, 45.898918964419, 47.696014502038, 600000, 2200000"#;
        let system = system_of_mapinfo(ntf).expect("described");
        let (lon, lat) = system.to_degrees(601152.2991, 2428695.8969).expect("on Earth");
        assert!((lon - 2.3522).abs() < 1e-6 && (lat - 48.8566).abs() < 1e-6, "{lon} {lat}");
    }
}
