//! Texts that say where something is: definitions and names of coordinate systems in each place
//! where files have them, positions as text, and files of places with a companion. The first byte
//! says which of them the rest is.

#![no_main]

use fanal_formats::read::{Format, ReadOptions};
use fanal_fuzz::{check, check_pair, options};
use libfuzzer_sys::fuzz_target;

/// A shapefile of one point, at 891 000 and 6 245 000.
fn one_point() -> Vec<u8> {
    let (x, y) = (891_000_f64.to_le_bytes(), 6_245_000_f64.to_le_bytes());
    let mut file =
        [9994_i32, 0, 0, 0, 0, 0, 64].iter().flat_map(|n| n.to_be_bytes()).collect::<Vec<u8>>();
    file.extend([1000_i32, 1].iter().flat_map(|n| n.to_le_bytes()));
    file.extend([x, y, x, y, [0; 8], [0; 8], [0; 8], [0; 8]].concat());
    file.extend([1_i32, 10].iter().flat_map(|n| n.to_be_bytes()));
    file.extend(1_i32.to_le_bytes());
    file.extend([x, y].concat());
    file
}

/// A table whose only column holds the text, with a position that can be read before it.
fn table(text: &str, first: &str) -> String {
    format!("geometry\n\"{first}\"\n\"{}\"\n", text.replace('"', "\"\""))
}

fn geojson(crs: &str) -> String {
    format!(
        r#"{{"type":"FeatureCollection","crs":{{"type":"name","properties":{{"name":"{crs}"}}}},"features":[{{"type":"Feature","properties":{{"a":1}},"geometry":{{"type":"Point","coordinates":[891000,6245000]}}}}]}}"#
    )
}

fn gml(system: &str) -> String {
    format!(
        r#"<wfs:FeatureCollection xmlns:wfs="http://www.opengis.net/wfs/2.0" xmlns:gml="http://www.opengis.net/gml/3.2"><wfs:member><a gml:id="a"><b><gml:Point srsName="{system}"><gml:pos>891000 6245000</gml:pos></gml:Point></b></a></wfs:member></wfs:FeatureCollection>"#
    )
}

fn mif(system: &str) -> String {
    format!(
        "Version 300\nCharset \"WindowsLatin1\"\nDelimiter \",\"\n{system}\nColumns 1\n  a Char(4)\nData\n\nPoint 891000 6245000\n"
    )
}

fuzz_target!(init: fanal_fuzz::spare_caught_panics(), |data| {
    let Some((first, content)) = data.split_first() else { return };
    let text = String::from_utf8_lossy(content);
    let free = options(None);
    match first % 10 {
        0 => check(&[("t.shp", &one_point()), ("t.prj", content)], &free),
        1 => check(&[("t.csv", table(&text, "POINT (5.4 43.3)").as_bytes())], &free),
        2 => check(&[("t.csv", table(&text, "43.3, 5.4").as_bytes())], &free),
        3 => check(&[("t.geojson", geojson(&text).as_bytes())], &free),
        4 => check(&[("t.gml", gml(&text).as_bytes())], &free),
        5 => check(&[("t.mif", mif(&text).as_bytes()), ("t.mid", b"\"x\"\n")], &free),
        6 => {
            let named = ReadOptions { crs: Some(text.into_owned()), ..free };
            check(&[("t.csv", b"x,y\n891000,6245000\n892000,6246000\n")], &named);
        }
        7 => check_pair(content, ["t.shp", "t.dbf"], Format::Shapefile),
        8 => check_pair(content, ["t.mif", "t.mid"], Format::Mif),
        _ => check_pair(content, ["t.tab", "t.dat"], Format::Tab),
    }
});
