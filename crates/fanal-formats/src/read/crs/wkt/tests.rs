//! Definitions as programs write them.

use super::*;

#[track_caller]
fn check(wkt: &str, expected: &str) {
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
    check(&conic("_MI_0", (44.0, 49.00000000001), 46.5, 3.0, 700000.0, 6600000.0), "EPSG:2154");
    check(&conic("x", (49.0, 44.0), 46.5, 3.0, 700000.0, 6600000.0), "EPSG:2154");
    check(&conic("CC46", (45.25, 46.75), 46.0, 3.0, 1700000.0, 5200000.0), "EPSG:3946");
    check(
        &conic("NC", (-20.6666666666667, -22.3333333333333), -21.5, 166.0, 400000.0, 300000.0),
        "EPSG:3163",
    );
    let broken_name = conic("_MI_0", (44.0, 49.0), 46.5, 3.0, 700000.0, 6600000.0)
        .replace(r#"GEOGCS["GCS_RGF_1993","#, "GEOGCS[,");
    check(&broken_name, "EPSG:2154");
    check(
        r#"PROJCS["NTF_Paris_Lambert_Zone_II",GEOGCS["GCS_NTF_Paris",DATUM["NTF",SPHEROID["Clarke_1880_IGN",6378249.2,293.466021293627]],PRIMEM["Paris",2.33722917],UNIT["Grad",0.0157079632679489]],PROJECTION["Lambert_Conformal_Conic"],PARAMETER["False_Easting",600000.0],PARAMETER["False_Northing",2200000.0],PARAMETER["Central_Meridian",0.0],PARAMETER["Standard_Parallel_1",52.0],PARAMETER["Scale_Factor",0.99987742],PARAMETER["Latitude_Of_Origin",52.0],UNIT["Meter",1.0]]"#,
        "EPSG:27572",
    );
    let utm = |lon: f64, y_0: f64| {
        format!(
            r#"PROJCS["u",{GEOGRAPHIC},PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",{y_0}],PARAMETER["Central_Meridian",{lon}],PARAMETER["Scale_Factor",0.9996],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]"#
        )
    };
    check(&utm(57.0, 1e7), "EPSG:2975");
    check(&utm(45.0, 1e7), "EPSG:4471");
    check(&utm(3.0, 0.0), "EPSG:25831");
    check(&utm(15.0, 0.0), "EPSG:32633");
    check(
        &format!(
            r#"PROJCS["w",{GEOGRAPHIC},PROJECTION["Mercator_Auxiliary_Sphere"],PARAMETER["False_Easting",0.0],UNIT["Meter",1.0]]"#
        ),
        "EPSG:3857",
    );
    check(GEOGRAPHIC, "EPSG:4326");
    check(
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
    assert!((lon - 5.3698).abs() < 1e-7 && (lat - 43.2965).abs() < 1e-7);
    // Its name is its definition, and finds it again.
    assert!(System::named(&system.name()).is_some());
}

/// A datum as ESRI writes it: name, name of the figure of the Earth, axis and flattening.
type Datum = (&'static str, &'static str, f64, f64);

const RGF_93: Datum = ("D_RGF_1993", "GRS_1980", 6378137.0, 298.257222101);
const INTERNATIONAL: (f64, f64) = (6378388.0, 297.0);

fn esri(name: &str, datum: Datum, projection: &str, parameters: &[(&str, f64)]) -> String {
    let (d, s, axis, flattening) = datum;
    let parameters: String = parameters
        .iter()
        .map(|(name, value)| format!(r#"PARAMETER["{name}",{value:?}],"#))
        .collect();
    format!(
        r#"PROJCS["{name}",GEOGCS["GCS",DATUM["{d}",SPHEROID["{s}",{axis:?},{flattening:?}]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["{projection}"],{parameters}UNIT["Meter",1.0]]"#
    )
}

fn esri_utm(name: &str, datum: Datum, zone: u32, south: bool) -> String {
    esri(
        name,
        datum,
        "Transverse_Mercator",
        &[
            ("False_Easting", 500000.0),
            ("False_Northing", if south { 1e7 } else { 0.0 }),
            ("Central_Meridian", f64::from(zone) * 6.0 - 183.0),
            ("Scale_Factor", 0.9996),
            ("Latitude_Of_Origin", 0.0),
        ],
    )
}

#[test]
fn systems_of_the_law_are_recognised_in_the_wording_of_esri() {
    for (number, zone) in (42..=50).zip(0_u32..) {
        let middle = f64::from(number);
        let northing = 1_200_000.0 + f64::from(zone) * 1_000_000.0;
        let parallels = (middle - 0.75, middle + 0.75);
        let cone = conic("RGF_1993_CC", parallels, middle, 3.0, 1_700_000.0, northing);
        check(&cone, &format!("EPSG:{}", 3900 + number));
    }
    let of = |name: &'static str| -> Datum { (name, "GRS_1980", 6378137.0, 298.257222101) };
    for (name, datum, zone, south, code) in [
        (
            "RGAF_2009_UTM_Zone_20N",
            "D_Reseau_Geodesique_des_Antilles_Francaises_2009",
            20,
            false,
            5490,
        ),
        ("RGFG_1995_UTM_22N", "D_RGFG_1995", 22, false, 2972),
        ("RGR_1992_UTM_40S", "D_RGR_1992", 40, true, 2975),
        ("RGM_2004_UTM_Zone_38S", "D_RGM_2004", 38, true, 4471),
        ("RGSPM_2006_UTM_Zone_21N", "D_RGSPM_2006", 21, false, 4467),
        ("RGWF_1996_UTM_Zone_1S", "D_RGWF_1996", 1, true, 8903),
        ("RGPF_UTM_Zone_5S", "D_RGPF", 5, true, 3296),
        ("RGPF_UTM_Zone_6S", "D_RGPF", 6, true, 3297),
        ("RGPF_UTM_Zone_7S", "D_RGPF", 7, true, 3298),
        ("ETRS_1989_UTM_Zone_31N", "D_ETRS_1989", 31, false, 25831),
    ] {
        check(&esri_utm(name, of(datum), zone, south), &format!("EPSG:{code}"));
    }
    let caledonia = (-20.66666666666667, -22.33333333333333);
    check(&conic("RGNC_1991-93_Lambert", caledonia, -21.5, 166.0, 4e5, 3e5), "EPSG:3163");
}

#[test]
fn systems_of_europe_are_recognised_by_their_parameters() {
    check(
        &esri(
            "ETRS_1989_LAEA",
            ("D_ETRS_1989", "GRS_1980", 6378137.0, 298.257222101),
            "Lambert_Azimuthal_Equal_Area",
            &[
                ("False_Easting", 4321000.0),
                ("False_Northing", 3210000.0),
                ("Central_Meridian", 10.0),
                ("Latitude_Of_Origin", 52.0),
            ],
        ),
        "EPSG:3035",
    );
    check(
        r#"PROJCRS["x",BASEGEOGCRS["ETRS89",DATUM["d",ELLIPSOID["GRS 1980",6378137,298.257222101]]],CONVERSION["c",METHOD["Lambert Azimuthal Equal Area"],PARAMETER["Latitude of natural origin",52,ANGLEUNIT["degree",0.0174532925199433]],PARAMETER["Longitude of natural origin",10,ANGLEUNIT["degree",0.0174532925199433]],PARAMETER["False easting",4321000],PARAMETER["False northing",3210000]],CS[Cartesian,2]]"#,
        "EPSG:3035",
    );
    check(&conic("ETRS_1989_LCC", (35.0, 65.0), 52.0, 10.0, 4e6, 2.8e6), "EPSG:3034");
    let wgs = ("D_WGS_1984", "WGS_1984", 6378137.0, 298.257223563);
    check(&esri_utm("WGS_1984_UTM_Zone_33N", wgs, 33, false), "EPSG:32633");
    check(&esri_utm("WGS_1984_UTM_Zone_50S", wgs, 50, true), "EPSG:32750");
}

/// A zone of NTF as ESRI writes it: counted from Paris, in grads.
fn ntf(parallel: f64, scale: f64, x_0: f64, y_0: f64) -> String {
    format!(
        r#"PROJCS["NTF_Paris_Lambert",GEOGCS["GCS_NTF_Paris",DATUM["D_NTF",SPHEROID["Clarke_1880_IGN",6378249.2,293.46602129362656]],PRIMEM["Paris",2.337229166666667],UNIT["Grad",0.015707963267948967]],PROJECTION["Lambert_Conformal_Conic"],PARAMETER["False_Easting",{x_0:?}],PARAMETER["False_Northing",{y_0:?}],PARAMETER["Central_Meridian",0.0],PARAMETER["Standard_Parallel_1",{parallel:?}],PARAMETER["Scale_Factor",{scale:?}],PARAMETER["Latitude_Of_Origin",{parallel:?}],UNIT["Meter",1.0]]"#
    )
}

#[test]
fn the_zones_of_ntf_are_recognised() {
    for (parallel, scale, x_0, y_0, carto, ordinary) in [
        (55.0, 0.999877341, 6e5, 2e5, 27571, 27561),
        (52.0, 0.99987742, 6e5, 2e5, 27572, 27562),
        (49.0, 0.999877499, 6e5, 2e5, 27573, 27563),
        (46.85, 0.99994471, 234.358, 185861.369, 27574, 27564),
    ] {
        check(&ntf(parallel, scale, x_0, y_0), &format!("EPSG:{ordinary}"));
        let zone = f64::from(carto - 27570);
        check(&ntf(parallel, scale, x_0, y_0 + zone * 1e6), &format!("EPSG:{carto}"));
    }
    // From Greenwich, with two parallels.
    let clarke = ("D_NTF", "Clarke_1880_IGN", 6378249.2, 293.4660212936265);
    let degrees = [
        ("False_Easting", 600000.0),
        ("False_Northing", 2200000.0),
        ("Central_Meridian", 2.337229166666667),
        ("Standard_Parallel_1", 45.89891888888889),
        ("Standard_Parallel_2", 47.69601444444444),
        ("Latitude_Of_Origin", 46.8),
    ];
    check(
        &esri("NTF_France_II_degrees", clarke, "Lambert_Conformal_Conic", &degrees),
        "EPSG:27572",
    );
}

#[test]
fn old_systems_overseas_are_recognised_by_their_datum_and_no_other_is_made_up() {
    let (axis, flattening) = INTERNATIONAL;
    let old = |name: &'static str| -> Datum { (name, "International_1924", axis, flattening) };
    for (name, zone, south, code) in [
        ("D_Sainte_Anne", 20, false, 2970),
        ("D_Guadeloupe_1948", 20, false, 2970),
        ("D_Fort_Desaix", 20, false, 2973),
        ("D_CSG_1967", 22, false, 2971),
        ("D_Combani_1950", 38, true, 2980),
        ("D_IGN72_Grande_Terre", 58, true, 3060),
        ("D_European_1950", 31, false, 23031),
    ] {
        check(&esri_utm("old", old(name), zone, south), &format!("EPSG:{code}"));
    }
    let clarke = ("D_Saint_Pierre_et_Miquelon_1950", "Clarke_1866", 6378206.4, 294.9786982);
    check(&esri_utm("old", clarke, 21, false), "EPSG:2987");
    let reunion = [
        ("False_Easting", 160000.0),
        ("False_Northing", 50000.0),
        ("Central_Meridian", 55.53333333333333),
        ("Scale_Factor", 1.0),
        ("Latitude_Of_Origin", -21.11666666666667),
    ];
    let piton = old("D_Reunion_1947");
    check(&esri("Reunion_1947_TM_Reunion", piton, "Gauss_Kruger", &reunion), "EPSG:3727");
    // Nothing says how far this datum is from that of today.
    assert!(system_of_wkt(&esri_utm("old", old("D_Atlantis"), 20, false)).is_none());
    assert!(system_of_wkt(&esri_utm("now", RGF_93, 20, false)).is_some());
    // Degrees that are grads.
    let grads =
        GEOGRAPHIC.replace(r#""Degree",0.0174532925199433"#, r#""Grad",0.0157079632679489"#);
    assert!(system_of_wkt(&grads).is_none());
}
