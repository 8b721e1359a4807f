//! Against positions computed by others (PROJ 9), and definitions as programs write them.

use super::*;
use crate::read::geometry::Known;

/// Code, x, y, longitude, latitude. The NTF systems are those of the three-parameter shift.
const CONTROL: [(u32, f64, f64, f64, f64); 35] = [
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
    (27571, 600990.3150, 1127726.4507, 2.35, 48.85),
    (27574, 559098.0322, 4200787.2563, 9.1, 42.1),
    (3034, 3634461.6673, 1875154.1569, 5.37, 43.3),
    (3035, 3760771.8648, 2889484.8019, 2.3522, 48.8566),
    (3298, 664888.4383, 9004810.6940, -139.5, -9.0),
    (8903, 589907.1909, 8531750.2003, -176.17, -13.28),
    (2970, 655379.9184, 1797441.2125, -61.55, 16.25),
    (2971, 352535.6506, 544960.2969, -52.33, 4.93),
    (2973, 707518.6023, 1614798.2137, -61.07, 14.6),
    (2980, 524735.0579, 8587450.6926, 45.23, -12.78),
    (2987, 563118.9578, 5180560.1568, -56.17, 46.78),
    (3727, 151942.8781, 77579.2370, 55.45, -20.88),
    (23031, 452407.8118, 5411192.8713, 2.35, 48.85),
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
        // Polynesia's system is told from WGS 84 by half a metre, which PROJ leaves out; the shift
        // of old datums is not quite undone there.
        let allowed = match code {
            3296..=3298 => 1.0,
            2970..=2987 | 3727 | 23031 => 0.01,
            _ => 0.002,
        };
        assert!(apart < allowed, "EPSG:{code}: {found:?} is {apart} m away");
    }
}

#[test]
fn the_many_names_of_systems_are_understood() {
    for (name, code) in [
        ("RGF93 v1 / Lambert-93", 2154),
        ("RGF93 v2b / CC49", 3949),
        ("NTF (Paris) / Lambert zone II", 27572),
        ("NTF (Paris) / Lambert Nord France", 27561),
        ("ETRS89-extended / LAEA Europe", 3035),
        ("WGS 84 / UTM zone 31N", 32631),
        ("WGS 84 / UTM zone 40S", 32740),
        ("RGF93 / UTM zone 31N", 25831),
        ("RGAF09 / UTM zone 20N", 5490),
        ("RRAF 1991 / UTM zone 20N", 4559),
        ("RGFG95 / UTM zone 22N", 2972),
        ("RGR92 / UTM zone 40S", 2975),
        ("RGM04 / UTM zone 38S", 4471),
        ("RGSPM06 / UTM zone 21N", 4467),
        ("RGPF / UTM zone 6S", 3297),
        ("RGWF96 / UTM zone 1S", 8903),
        ("RGNC91-93 / Lambert New Caledonia", 3163),
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
    for name in ["", "Mars 2000", "EPSG:", "EPSG:99999999", "UTM", "WGS84 / UTM zone 61N"] {
        assert!(System::named(name).is_none(), "{name}");
    }
    assert_eq!(System::of_code(9794).map(|s| s.name()), Some("EPSG:2154".to_owned()));
}

fn decide(samples: &[(f64, f64)], declared: &Declared, known: &Known<'_>) -> Decision {
    super::decide(&Positions::from(samples), declared, known)
}

fn codes(decision: &Decision) -> Vec<&str> {
    decision.doubts.iter().map(|d| d.code.as_str()).collect()
}

#[track_caller]
fn check(samples: &[(f64, f64)], declared: Declared, crs: Option<&str>, doubts: &[&str]) {
    let decision = decide(samples, &declared, &Known::default());
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
    // Put abroad by what is declared, in France by its cone.
    check(&[MARSEILLE_L93], system("EPSG:32631"), Some("EPSG:2154"), &["crs-implausible"]);
    check(&[MARSEILLE_L93], system("EPSG:3035"), Some("EPSG:2154"), &["crs-implausible"]);
    // Brussels in the system of Belgium.
    check(&[(149000.0, 170700.0)], system("EPSG:31370"), Some("EPSG:31370"), &[]);
    check(&[(1e9, 1e9)], Declared::Nothing, None, &["crs-unknown"]);
    check(&[(1e9, 1e9)], system("EPSG:2154"), None, &["crs-unusable"]);
    check(&[], Declared::Nothing, Some("EPSG:4326"), &[]);
}

#[test]
fn small_lengths_on_a_plan_are_no_degrees() {
    let plan = || Declared::by_mapinfo(r#"CoordSys NonEarth Units "m" Bounds (0, 0) (90, 90)"#);
    check(&[(12.5, 40.0), (88.0, 3.25)], plan(), None, &["crs-unknown"]);
    check(&[MARSEILLE], plan(), None, &["crs-unknown"]);
    check(&[MARSEILLE_L93], plan(), Some("EPSG:2154"), &["crs-guessed"]);
    // So it is written of positions of which nothing is known.
    let clause =
        r#"CoordSys Earth Projection 0, 9999, 0, 0, 0, 0, 0, 0, 0, 0, 0, "m", 0, 0, 0, 0, 0, 0"#;
    check(&[MARSEILLE], Declared::by_mapinfo(clause), Some("EPSG:4326"), &["crs-guessed"]);
    let turned = "CoordSys Earth Projection 3, 9999, 0, 0, 0, 0, 1, 0, 0, 0, 0";
    assert_eq!(Declared::by_mapinfo(turned), Declared::Unknown(turned.to_owned()));
}

#[test]
fn systems_are_inferred_from_the_positions() {
    for (code, x, y, ..) in CONTROL {
        // These share their values with others: the file must declare them.
        if matches!(
            code,
            3296 | 3298 | 27561 | 27562 | 27563 | 27564 | 32631 | 5490 | 2972 | 3163 | 3034 | 2970
                ..=2987 | 3727 | 23031
        ) {
            continue;
        }
        let decision = decide(&[(x, y)], &Declared::Nothing, &Known::default());
        let expected = Some(format!("EPSG:{code}"));
        assert_eq!(decision.crs, expected, "{x} {y} {:?}", decision.doubts);
    }
}

/// Paris in the northern zone of NTF; read in the one of the centre it lies in Auvergne.
const PARIS_ZONE_1: (f64, f64) = (600990.3148, 127726.4506);

#[test]
fn systems_that_share_their_values_are_shown_with_where_they_put_the_positions() {
    let decision = decide(&[PARIS_ZONE_1], &Declared::Nothing, &Known::default());
    assert_eq!(codes(&decision), ["crs-ambiguous", "crs-accuracy"]);
    let shown = format!("{:?}", decision.doubts[0]);
    for candidate in ["Lambert II Centre (EPSG:27562)", "Lambert I Nord (EPSG:27561) – Paris"] {
        assert!(shown.contains(candidate), "{candidate}: {shown}");
    }
    assert!(shown.contains("Lambert III Sud (EPSG:27563) – "), "{shown}");
}

#[test]
fn codes_of_a_department_decide_between_systems_that_share_their_values() {
    for (code, samples, crs) in [
        ("75", PARIS_ZONE_1, "EPSG:27561"),
        ("63", PARIS_ZONE_1, "EPSG:27562"),
        ("34", PARIS_ZONE_1, "EPSG:27563"),
        ("971", (635888.7969, 1769350.5442), "EPSG:5490"),
        ("974", (338767.1674, 7690355.5724), "EPSG:2975"),
        ("987", (227160.9990, 8058860.8697), "EPSG:3297"),
    ] {
        let departments = vec![department::of_code(code).expect("a department")];
        let known = Known { departments, ..Known::default() };
        let decision = decide(&[samples], &Declared::Nothing, &known);
        assert_eq!(decision.crs.as_deref(), Some(crs), "{code} {:?}", decision.doubts);
        assert!(!codes(&decision).contains(&"crs-ambiguous"), "{code}");
    }
    // Codes of another end of the country decide nothing.
    let departments = vec![department::of_code("974").expect("a department")];
    let known = Known { departments, ..Known::default() };
    let decision = decide(&[PARIS_ZONE_1], &Declared::Nothing, &known);
    assert_eq!(codes(&decision), ["crs-ambiguous", "crs-accuracy"]);
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
    check(&some, Declared::Nothing, Some("EPSG:4326/mixed"), &["crs-guessed", "crs-swapped-some"]);
    // A few among many, none of them among those that are kept.
    let few: Vec<(f64, f64)> = (0..100_000)
        .map(|row| if row % 5_000 == 4_999 { (43.2965, 5.3698) } else { MARSEILLE })
        .collect();
    assert!(!Positions::from(&few[..]).samples().contains(&(43.2965, 5.3698)));
    check(&few, Declared::Degrees, Some("EPSG:4326/mixed"), &["crs-swapped-some"]);
    // Mayotte is where it is.
    check(&[(45.23, -12.78)], Declared::Degrees, Some("EPSG:4326"), &[]);
    // Elsewhere on Earth nothing is known.
    check(&[(-86.1, 39.9)], Declared::Degrees, Some("EPSG:4326"), &[]);
}

#[test]
fn what_lies_far_from_france_is_near_no_town() {
    let told = |samples: &[(f64, f64)]| {
        let decision = decide(samples, &Declared::Nothing, &Known::default());
        decision.doubts[0].to_string()
    };
    let degrees = "latitude=40 longitude=-86";
    assert_eq!(
        told(&[(-86.1, 39.9)]),
        format!("crs-guessed crs=`WGS 84 (EPSG:4326)` town=`none` {degrees}")
    );
    assert!(told(&[MARSEILLE]).contains("town=`Marseille`"));
}

#[test]
fn old_systems_tell_their_accuracy() {
    let old = Declared::System("EPSG:27572".to_owned());
    check(&[(601152.3, 2428695.9)], old, Some("EPSG:27572"), &["crs-accuracy"]);
    let old = Declared::System("EPSG:2970".to_owned());
    check(&[(655379.9, 1797441.2)], old, Some("EPSG:2970"), &["crs-accuracy"]);
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
