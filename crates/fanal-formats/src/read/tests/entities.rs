//! Entities that a document defines itself are never followed, wherever it lies: neither those that
//! grow without end, nor those that fetch another file.

use super::archives::zip;
use super::geography_files::{GML, GPX};
use super::*;

/// What the file beside holds, which must never be read.
const SECRET: &str = "mot-de-passe-42";

/// A head that defines `&a;`, which another document would let grow to 10^9 letters, `&f;`, which is
/// a file beside, and `&p;`, which defines more from there.
fn head(root: &str, beside: &Scratch) -> String {
    let mut out = format!("<!DOCTYPE {root} [<!ENTITY a0 \"{}\">", "a".repeat(10));
    for level in 1..9 {
        let inner = format!("&a{};", level - 1).repeat(10);
        out += &format!("<!ENTITY a{level} \"{inner}\">");
    }
    let path = beside.0.display();
    out += &format!("<!ENTITY a \"&a8;\"><!ENTITY f SYSTEM \"file://{path}\">");
    out + &format!("<!ENTITY % p SYSTEM \"file://{path}\"> %p;]>")
}

fn secret() -> Scratch {
    Scratch::new("secret.txt", SECRET.as_bytes())
}

/// Read, it holds nothing of what its entities stand for; refused, it is as a broken file is.
#[track_caller]
fn check(name: &str, content: impl AsRef<[u8]>, wanted: &str) {
    let table = whole(name, content).table().join("\n");
    assert!(!table.contains(SECRET), "{name}: the file beside was read");
    assert!(!table.contains("aaaa") && table.len() < 2_000, "{name}: an entity was followed");
    assert!(table.contains(wanted), "{name}: {table}");
}

fn with_head(document: &str, root: &str, beside: &Scratch) -> String {
    match document.split_once("?>") {
        Some((declaration, rest)) => format!("{declaration}?>{}{rest}", head(root, beside)),
        None => format!("{}{document}", head(root, beside)),
    }
}

#[test]
fn places_follow_no_entities() {
    let beside = secret();
    let gml = GML.replace("<v:libelle>Ua<", "<v:libelle>Ua&a;&f;b<");
    check("t.gml", with_head(&gml, "wfs:FeatureCollection", &beside), "Ua");
    let gpx = GPX.replace("<name>Balade<", "<name>Bal&a;&f;ade<");
    check("t.gpx", with_head(&gpx, "gpx", &beside), "Balade");
    let named = GPX.replace("<trk>", "<trk><link href=\"x&a;&f;\"/>");
    check("t.gpx", with_head(&named, "gpx", &beside), "Balade");
}

#[test]
fn positions_follow_no_entities() {
    let beside = secret();
    // A position that is an entity is none.
    let gml = GML.replace("<gml:pos>43.3 5.37<", "<gml:pos>&f; &a;<");
    check("t.gml", with_head(&gml, "wfs:FeatureCollection", &beside), "Ua");
    let gpx = GPX.replace("<trkpt lat=\"43.3\"", "<trkpt lat=\"&a;\"");
    check("t.gpx", with_head(&gpx, "gpx", &beside), "Balade");
}

#[test]
fn other_documents_that_define_entities_are_refused() {
    let beside = secret();
    let xml = "<?xml version=\"1.0\"?><l><e><n>Prado&a;&f;</n><p>1</p></e><e><n>b</n></e></l>";
    let refused = of("t.xml", with_head(xml, "l", &beside), &ReadOptions::default());
    assert_eq!(refused.err().map(|e| e.problem().code).as_deref(), Some("xml-entities"));
}

#[test]
fn parts_of_workbooks_follow_no_entities() {
    let beside = secret();
    let shared = "<?xml version=\"1.0\"?><sst><si><t>Nom</t></si><si><t>Prado&a;&f;</t></si></sst>";
    let sheet = "<?xml version=\"1.0\"?><worksheet><sheetData>\
        <row r=\"1\"><c t=\"s\"><v>0</v></c><c t=\"inlineStr\"><is><t>Note</t></is></c></row>\
        <row r=\"2\"><c t=\"s\"><v>1</v></c><c t=\"inlineStr\"><is><t>&a;&f;x</t></is></c></row>\
        </sheetData></worksheet>";
    let workbook = "<?xml version=\"1.0\"?><workbook><sheets><sheet name=\"A&a;&f;\" r:id=\"r1\"/></sheets></workbook>";
    let relations = "<Relationships><Relationship Id=\"r1\" Type=\"x/worksheet\" Target=\"worksheets/s1.xml\"/></Relationships>";
    let parts = [
        ("[Content_Types].xml", "<Types/>".to_owned()),
        ("xl/workbook.xml", with_head(workbook, "workbook", &beside)),
        ("xl/_rels/workbook.xml.rels", relations.to_owned()),
        ("xl/sharedStrings.xml", with_head(shared, "sst", &beside)),
        ("xl/worksheets/s1.xml", with_head(sheet, "worksheet", &beside)),
    ];
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|(n, c)| (*n, c.as_bytes())).collect();
    let book = zip(&parts);
    check("t.xlsx", &book, "Prado");
    let name = whole("t.xlsx", &book).layout.table.unwrap_or_default();
    assert!(!name.contains(SECRET) && !name.contains("aaaa"), "{name}");
}

#[test]
fn parts_of_documents_follow_no_entities() {
    let beside = secret();
    let cell = |text: &str| {
        format!(
            "<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>"
        )
    };
    let row =
        |a: &str, b: &str| format!("<table:table-row>{}{}</table:table-row>", cell(a), cell(b));
    let rows = [row("Nom", "Note"), row("Prado&a;&f;", "x"), row("b", "y")].concat();
    let content = format!(
        "<?xml version=\"1.0\"?><office:document-content><office:body><office:spreadsheet>\
         <table:table table:name=\"a\">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    );
    let manifest = "<?xml version=\"1.0\"?><manifest:manifest>&a;&f;</manifest:manifest>";
    let content = with_head(&content, "office:document-content", &beside);
    let manifest = with_head(manifest, "manifest:manifest", &beside);
    let document = zip(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", content.as_bytes()),
        ("META-INF/manifest.xml", manifest.as_bytes()),
    ]);
    check("t.ods", document, "Prado");
}
