//! Files that are not what they should be, and what is said of each.

use super::workbooks::{archive, broken_sheet, protected};

/// A file, and a part of the sentence that is said of it.
pub(super) struct Bad {
    pub(super) name: &'static str,
    pub(super) bytes: Vec<u8>,
    pub(super) french: &'static str,
    pub(super) english: &'static str,
}

fn bad(
    name: &'static str,
    bytes: impl Into<Vec<u8>>,
    french: &'static str,
    english: &'static str,
) -> Bad {
    Bad { name, bytes: bytes.into(), french, english }
}

/// All of them; none can be read.
pub(super) fn all() -> Vec<Bad> {
    const EMPTY: (&str, &str) = ("Ce fichier est vide", "This file is empty");
    const UNKNOWN: (&str, &str) = ("ne reconnaissons pas ce fichier", "do not recognise this file");
    const BARE: (&str, &str) = ("Aucune colonne", "No column was found");
    const JSON: (&str, &str) = ("pas du JSON valable", "not valid JSON");
    const BOOK: (&str, &str) = ("Le classeur est abîmé", "The workbook is damaged");
    let workbook = broken_sheet();
    vec![
        bad("vide.csv", "", EMPTY.0, EMPTY.1),
        bad("blanc.csv", "\u{feff}\n  \n\n", EMPTY.0, EMPTY.1),
        bad("bruit.csv", noise(), UNKNOWN.0, UNKNOWN.1),
        bad("image.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", UNKNOWN.0, UNKNOWN.1),
        bad("separateurs.csv", ";;;;\n", BARE.0, BARE.1),
        bad("colonnes.csv", columns(5_000), "5\u{202f}000 colonnes", "5,000 columns"),
        bad("liste.json", "[]", BARE.0, BARE.1),
        bad("vides.json", "[{},{}]", BARE.0, BARE.1),
        bad("nombres.json", "[1,2,3]", "liste", "list"),
        bad("coupe.json", "[{\"a\":1},\n{\"a\":", JSON.0, JSON.1),
        bad("coupe.geojson", "{\"type\":\"FeatureCollection\",\"features\":[", JSON.0, JSON.1),
        bad("coupe.parquet", "PAR1 rien PAR1", "Parquet est abîmé", "damaged"),
        bad("coupe.xlsx", &workbook[..workbook.len() / 2], BOOK.0, BOOK.1),
        bad("feuille.xlsx", workbook, BOOK.0, BOOK.1),
        bad("protege.xlsx", protected(), "mot de passe", "password"),
        bad("photos.zip", archive(&[("vue.png", "PNG")]), "Aucun fichier de données", "No file"),
        bad("dehors.zip", archive(&[("../a.csv", "a;b")]), "hors de son dossier", "outside its"),
    ]
}

/// Bytes that mean nothing.
fn noise() -> Vec<u8> {
    (0..20_000_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect()
}

/// A table of that many columns and one row.
fn columns(count: u32) -> String {
    let titles: Vec<String> = (0..count).map(|n| format!("c{n}")).collect();
    format!("{}\n{}1\n", titles.join(";"), "1;".repeat(count as usize - 1))
}
