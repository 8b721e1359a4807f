//! Against positions computed by others (PROJ 9), and definitions as programs write them.

use super::*;

/// Code, x, y, longitude, latitude. The NTF systems are those of the three-parameter shift.
const CONTROL: [(u32, f64, f64, f64, f64); 22] = [
    (2154, 892390.2216, 6247035.2568, 5.3698, 43.2965),
    (3942, 2204128.5833, 1229071.4218, 9.1, 42.1),
    (3943, 1892269.9237, 2236038.2652, 5.37, 43.3),
    (3946, 1843901.4759, 5174997.7300, 4.85, 45.76),
    (3948, 1146925.7226, 7270213.2580, -4.48, 48.39),
    (3950, 1655801.1403, 9314758.6535, 2.37, 51.03),
    (3857, 261845.7062, 6250564.3495, 2.3522, 48.8566),
    (32631, 452482.5327, 5411717.1769, 2.3522, 48.8566),
    (5490, 635888.7969, 1769350.5442, -61.73, 16.0),
    (2972, 352535.0376, 545073.7193, -52.33, 4.93),
    (2975, 338767.1674, 7690355.5724, 55.45, -20.88),
    (4471, 524963.3606, 8587181.9611, 45.23, -12.78),
    (4467, 563359.6380, 5181051.2208, -56.17, 46.78),
    (3296, 633410.7477, 8175342.7442, -151.75, -16.5),
    (3297, 227160.9990, 8058860.8697, -149.57, -17.54),
    (3163, 446378.7125, 214678.5387, 166.45, -22.27),
    (27561, 600990.3148, 127726.4506, 2.35, 48.85),
    (27562, 601024.2847, 222237.0212, 2.35, 47.0),
    (27563, 846081.2915, 115655.1639, 5.37, 43.3),
    (27564, 559098.0320, 200787.2562, 9.1, 42.1),
    (27572, 601152.2991, 2428695.8969, 2.3522, 48.8566),
    (27573, 846081.2915, 3115655.1639, 5.37, 43.3),
];

/// Metres between two places that are near each other.
fn apart_m((lon, lat): (f64, f64), (other_lon, other_lat): (f64, f64)) -> f64 {
    let east = (lon - other_lon) * 111320.0 * lat.to_radians().cos();
    let north = (lat - other_lat) * 111320.0;
    east.hypot(north)
}

#[test]
fn systems_of_france_agree_with_control_points() {
    for (code, x, y, lon, lat) in CONTROL {
        let to = ToDegrees::named(&format!("EPSG:{code}")).expect("known");
        let found = to.position(x, y).expect("on Earth");
        let apart = apart_m(found, (lon, lat));
        // Polynesia's system is told from WGS 84 by half a metre, which PROJ leaves out.
        let allowed = if matches!(code, 3296 | 3297) { 1.0 } else { 0.002 };
        assert!(apart < allowed, "EPSG:{code}: {found:?} is {apart} m away");
    }
}

#[test]
fn the_many_names_of_systems_are_understood() {
    for (name, code) in [
        ("EPSG:2154", 2154),
        ("urn:ogc:def:crs:EPSG::2154", 2154),
        ("urn:ogc:def:crs:EPSG:9.6.2:3857", 3857),
        ("http://www.opengis.net/gml/srs/epsg.xml#2154", 2154),
        ("http://www.opengis.net/def/crs/EPSG/0/4326", 4326),
        ("urn:ogc:def:crs:OGC:1.3:CRS84", 4326),
        ("OGC:CRS84", 4326),
        ("IGNF:LAMB93", 2154),
        ("IGNF:LAMBE", 27572),
        ("Lambert-93", 2154),
        ("RGF93 / Lambert-93", 2154),
        ("CC46", 3946),
        ("RGF93 CC50", 3950),
        ("2154", 2154),
        ("Lambert II étendu", 27572),
    ] {
        assert_eq!(code_of(name), Some(code), "{name}");
    }
    for name in ["", "Mars 2000", "EPSG:", "EPSG:99999999"] {
        assert!(System::named(name).is_none(), "{name}");
    }
    assert_eq!(System::of_code(9794).map(|s| s.name()), Some("EPSG:2154".to_owned()));
}

#[track_caller]
fn check_wkt(wkt: &str, expected: &str) {
    assert_eq!(system_of_wkt(wkt).map(|s| s.name()).as_deref(), Some(expected), "{wkt}");
}

const GEOGRAPHIC: &str = r#"GEOGCS["GCS_RGF_1993",DATUM["D_RGF_1993",SPHEROID["GRS_1980",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]"#;

fn conic(name: &str, parallels: (f64, f64), lat_0: f64, lon_0: f64, x_0: f64, y_0: f64) -> String {
    format!(
        r#"PROJCS["{name}",{GEOGRAPHIC},PROJECTION["Lambert_Conformal_Conic"],PARAMETER["False_Easting",{x_0}],PARAMETER["False_Northing",{y_0}],PARAMETER["Central_Meridian",{lon_0}],PARAMETER["Standard_Parallel_1",{}],PARAMETER["Standard_Parallel_2",{}],PARAMETER["Latitude_Of_Origin",{lat_0}],UNIT["Meter",1.0]]"#,
        parallels.0, parallels.1
    )
}

#[test]
fn definitions_are_recognised_by_their_parameters() {
    check_wkt(&conic("_MI_0", (44.0, 49.00000000001), 46.5, 3.0, 700000.0, 6600000.0), "EPSG:2154");
    check_wkt(&conic("x", (49.0, 44.0), 46.5, 3.0, 700000.0, 6600000.0), "EPSG:2154");
    check_wkt(&conic("CC46", (45.25, 46.75), 46.0, 3.0, 1700000.0, 5200000.0), "EPSG:3946");
    check_wkt(
        &conic("NC", (-20.6666666666667, -22.3333333333333), -21.5, 166.0, 400000.0, 300000.0),
        "EPSG:3163",
    );
    let broken_name = conic("_MI_0", (44.0, 49.0), 46.5, 3.0, 700000.0, 6600000.0)
        .replace(r#"GEOGCS["GCS_RGF_1993","#, "GEOGCS[,");
    check_wkt(&broken_name, "EPSG:2154");
    check_wkt(
        r#"PROJCS["NTF_Paris_Lambert_Zone_II",GEOGCS["GCS_NTF_Paris",DATUM["NTF",SPHEROID["Clarke_1880_IGN",6378249.2,293.466021293627]],PRIMEM["Paris",2.33722917],UNIT["Grad",0.0157079632679489]],PROJECTION["Lambert_Conformal_Conic"],PARAMETER["False_Easting",600000.0],PARAMETER["False_Northing",2200000.0],PARAMETER["Central_Meridian",0.0],PARAMETER["Standard_Parallel_1",52.0],PARAMETER["Scale_Factor",0.99987742],PARAMETER["Latitude_Of_Origin",52.0],UNIT["Meter",1.0]]"#,
        "EPSG:27572",
    );
    let utm = |lon: f64, y_0: f64| {
        format!(
            r#"PROJCS["u",{GEOGRAPHIC},PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",{y_0}],PARAMETER["Central_Meridian",{lon}],PARAMETER["Scale_Factor",0.9996],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]"#
        )
    };
    check_wkt(&utm(57.0, 1e7), "EPSG:2975");
    check_wkt(&utm(45.0, 1e7), "EPSG:4471");
    check_wkt(&utm(3.0, 0.0), "EPSG:25831");
    check_wkt(&utm(15.0, 0.0), "EPSG:32633");
    check_wkt(
        &format!(
            r#"PROJCS["w",{GEOGRAPHIC},PROJECTION["Mercator_Auxiliary_Sphere"],PARAMETER["False_Easting",0.0],UNIT["Meter",1.0]]"#
        ),
        "EPSG:3857",
    );
    check_wkt(GEOGRAPHIC, "EPSG:4326");
    check_wkt(
        r#"PROJCRS["RGF93 v1 / Lambert-93",BASEGEOGCRS["RGF93 v1",DATUM["d",ELLIPSOID["GRS 1980",6378137,298.257222101]],PRIMEM["Greenwich",0]],CONVERSION["Lambert-93",METHOD["Lambert Conic Conformal (2SP)",ID["EPSG",9802]],PARAMETER["Latitude of false origin",46.5,ANGLEUNIT["degree",0.0174532925199433]],PARAMETER["Longitude of false origin",3,ANGLEUNIT["degree",0.0174532925199433]],PARAMETER["Latitude of 1st standard parallel",49,ANGLEUNIT["degree",0.0174532925199433]],PARAMETER["Latitude of 2nd standard parallel",44,ANGLEUNIT["degree",0.0174532925199433]],PARAMETER["Easting at false origin",700000,LENGTHUNIT["metre",1]],PARAMETER["Northing at false origin",6600000,LENGTHUNIT["metre",1]]],CS[Cartesian,2]]"#,
        "EPSG:2154",
    );
    assert!(system_of_wkt(r#"LOCAL_CS["Plan de la piscine"]"#).is_none());
    assert!(system_of_wkt(&"PROJCS[".repeat(5_000)).is_none());
}

#[test]
fn unnamed_systems_are_used_by_their_parameters() {
    // A cone of a town's own: as Lambert-93, moved by a kilometre.
    let own = conic("own", (44.0, 49.0), 46.5, 3.0, 701000.0, 6601000.0);
    let system = system_of_wkt(&own).expect("described");
    let (lon, lat) = system.to_degrees(893390.2216, 6248035.2568).expect("on Earth");
    assert!(apart_m((lon, lat), (5.3698, 43.2965)) < 0.002);
    // Its name is its definition, and finds it again.
    assert!(ToDegrees::named(&system.name()).is_some());
}

fn codes(decision: &Decision) -> Vec<&str> {
    decision.doubts.iter().map(|d| d.code.as_str()).collect()
}

#[track_caller]
fn check(samples: &[(f64, f64)], declared: Declared, crs: Option<&str>, doubts: &[&str]) {
    let decision = decide(samples, &declared, None);
    assert_eq!(decision.crs.as_deref(), crs, "{samples:?} {declared:?}");
    assert_eq!(codes(&decision), doubts, "{samples:?} {declared:?}");
}

const MARSEILLE: (f64, f64) = (5.3698, 43.2965);
const MARSEILLE_L93: (f64, f64) = (892390.22, 6247035.26);

#[test]
fn what_a_file_declares_is_taken_when_it_is_plausible() {
    let system = |name: &str| Declared::System(name.to_owned());
    check(&[MARSEILLE], Declared::Degrees, Some("EPSG:4326"), &[]);
    check(&[MARSEILLE_L93], system("EPSG:2154"), Some("EPSG:2154"), &[]);
    // Declared in metres, written in degrees, and the other way round.
    check(&[MARSEILLE], system("EPSG:2154"), Some("EPSG:4326"), &["crs-implausible"]);
    check(&[MARSEILLE_L93], system("EPSG:4326"), Some("EPSG:2154"), &["crs-implausible"]);
    check(&[MARSEILLE_L93], Declared::Degrees, Some("EPSG:2154"), &["crs-guessed"]);
    check(&[MARSEILLE_L93], Declared::Nothing, Some("EPSG:2154"), &["crs-guessed"]);
    // The wrong cone: Lambert-93 is declared, the values are those of CC46.
    check(&[(1843901.5, 5174997.7)], system("EPSG:2154"), Some("EPSG:3946"), &["crs-implausible"]);
    check(&[(1e9, 1e9)], Declared::Nothing, None, &["crs-unknown"]);
    check(&[(1e9, 1e9)], system("EPSG:2154"), None, &["crs-unusable"]);
    check(&[], Declared::Nothing, Some("EPSG:4326"), &[]);
}

#[test]
fn systems_are_inferred_from_the_positions() {
    for (code, x, y, ..) in CONTROL {
        // These share their values with others: the file must declare them.
        if matches!(code, 3296 | 27561 | 27563 | 27564 | 32631 | 5490 | 2972 | 3163) {
            continue;
        }
        let decision = decide(&[(x, y)], &Declared::Nothing, None);
        let expected = match code {
            27562 => None,
            code => Some(format!("EPSG:{code}")),
        };
        if expected.is_some() {
            assert_eq!(decision.crs, expected, "{x} {y} {:?}", decision.doubts);
        }
    }
}

#[test]
fn swapped_axes_are_put_right_and_told() {
    let swapped = [(43.2965, 5.3698), (43.3, 5.4)];
    check(&swapped, Declared::Degrees, Some("EPSG:4326/yx"), &["crs-swapped"]);
    let northing_first = [(6247035.26, 892390.22)];
    check(
        &northing_first,
        Declared::Nothing,
        Some("EPSG:2154/yx"),
        &["crs-guessed", "crs-swapped"],
    );
    let to = ToDegrees::named("EPSG:4326/yx").expect("known");
    assert_eq!(to.position(43.2965, 5.3698), Some(MARSEILLE));
    // Some of them: each is turned that lies in France only so.
    let some = [MARSEILLE, (43.2965, 5.3698), (-61.5, 16.2)];
    check(&some, Declared::Degrees, Some("EPSG:4326/mixed"), &["crs-swapped-some"]);
    let mixed = ToDegrees::named("EPSG:4326/mixed").expect("known");
    assert_eq!(
        some.map(|(x, y)| mixed.position(x, y)),
        [Some(MARSEILLE), Some(MARSEILLE), Some((-61.5, 16.2))]
    );
    // Mayotte is where it is.
    check(&[(45.23, -12.78)], Declared::Degrees, Some("EPSG:4326"), &[]);
    // Elsewhere on Earth nothing is known.
    check(&[(-86.1, 39.9)], Declared::Degrees, Some("EPSG:4326"), &[]);
}

#[test]
fn old_systems_tell_their_accuracy() {
    let old = Declared::System("EPSG:27572".to_owned());
    check(&[(601152.3, 2428695.9)], old, Some("EPSG:27572"), &["crs-accuracy"]);
}

#[test]
fn the_territories_are_where_they_are() {
    for (lon, lat) in [
        (-5.1, 48.46),
        (7.53, 43.78),
        (8.23, 48.97),
        (-1.78, 43.36),
        (2.37, 51.05),
        (-1.94, 49.72),
        (6.87, 45.92),
        (3.17, 42.44),
        (9.45, 42.7),
        (6.2, 43.0),
        (-61.73, 16.0),
        (55.45, -20.88),
        (-176.2, -13.3),
        (-63.08, 18.07),
        (-149.57, -17.54),
        (1.58, 50.87),
        (-2.35, 46.72),
    ] {
        assert!(in_france(lon, lat), "{lon} {lat}");
    }
    for (lon, lat) in
        [(-3.7, 40.4), (9.19, 45.46), (-0.12, 51.5), (4.35, 50.85), (0.0, 0.0), (5.37, 42.0)]
    {
        assert!(!in_france(lon, lat), "{lon} {lat}");
    }
}
