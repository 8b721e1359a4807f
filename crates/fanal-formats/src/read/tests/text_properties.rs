//! What holds for any table of text, in any encoding.

use proptest::prelude::*;

use super::*;

const ENCODINGS: [&str; 9] = [
    "utf-8",
    "utf-8 with a mark",
    "windows-1252",
    "iso-8859-15",
    "macintosh",
    "utf-16le",
    "utf-16be",
    "utf-16le with a mark",
    "ibm850",
];

/// The text in that encoding.
fn encoded(text: &str, name: &str) -> Vec<u8> {
    let wide =
        |text: &str, bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect();
    match name {
        "utf-8 with a mark" => format!("\u{feff}{text}").into_bytes(),
        "utf-16le" => wide(text, u16::to_le_bytes),
        "utf-16be" => wide(text, u16::to_be_bytes),
        "utf-16le with a mark" => wide(&format!("\u{feff}{text}"), u16::to_le_bytes),
        "ibm850" => super::texts::dos(text),
        name => {
            let encoding = encoding_rs::Encoding::for_label(name.as_bytes()).expect("known");
            encoding.encode(text).0.into_owned()
        }
    }
}

const WORDS: [&str; 12] = [
    "Éclairage",
    "allée",
    "forêt",
    "à côté",
    "Besançon",
    "élève",
    "12",
    "3,5",
    "déjà",
    "n° 4",
    "rue de l'été",
    "",
];

fn words() -> impl Strategy<Value = Vec<Vec<&'static str>>> {
    let row = proptest::collection::vec(proptest::sample::select(&WORDS[..]), 4);
    proptest::collection::vec(row, 8..20)
}

/// A table with titles, each cell in quotes or not.
fn written(rows: &[Vec<&str>], separator: char, line_end: &str, quoted: bool) -> String {
    let mut text = String::new();
    let titles = vec!["libellé", "école_n", "où", "précision"];
    for row in std::iter::once(&titles).chain(rows) {
        let cells: Vec<String> =
            row.iter()
                .map(|c| {
                    if quoted || c.contains(separator) {
                        format!("\"{c}\"")
                    } else {
                        (*c).to_owned()
                    }
                })
                .collect();
        text.push_str(&cells.join(&separator.to_string()));
        text.push_str(line_end);
    }
    text
}

fn tables() -> impl Strategy<Value = (Vec<Vec<&'static str>>, String, &'static str)> {
    (
        words(),
        proptest::sample::select(&[';', ',', '\t', '|'][..]),
        proptest::sample::select(&["\n", "\r\n", "\r"][..]),
        any::<bool>(),
        proptest::sample::select(&ENCODINGS[..]),
    )
        .prop_map(|(rows, separator, line_end, quoted, encoding)| {
            let text = written(&rows, separator, line_end, quoted);
            (rows, text, encoding)
        })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..Default::default() })]

    #[test]
    fn a_table_is_read_back_from_any_encoding_separator_and_line_end(
        (rows, text, encoding) in tables()
    ) {
        let file = Scratch::new("t.csv", &encoded(&text, encoding));
        let whole = Whole::planned(&file.0, "t.csv", &ReadOptions::default(), |plan| {
            for column in &mut plan.columns {
                column.field_type = FieldType::Text;
            }
        });
        let whole = whole.map_err(|e| TestCaseError::fail(e.to_string()))?;
        // The words have none of the eight letters that tell these two apart.
        let name = encoding.split(' ').next().unwrap_or_default();
        let name = if name == "iso-8859-15" { "windows-1252" } else { name };
        prop_assert_eq!(&whole.layout.encoding, name, "{}", text);
        let mut expected = Vec::new();
        for row in rows.iter().filter(|row| row.iter().any(|c| !c.is_empty())) {
            expected.push(format!("{}|{}", row.join("|"), expected.len() + 1));
        }
        prop_assert_eq!(whole.table(), expected, "{}", text);
    }

    #[test]
    fn a_damaged_table_is_read_or_refused_and_both_passes_agree(
        (_, text, encoding) in tables(),
        damages in proptest::collection::vec((any::<prop::sample::Index>(), 0..4_u8, any::<u8>()), 1..12)
    ) {
        let mut bytes = encoded(&text, encoding);
        for (place, way, byte) in damages {
            let at = place.index(bytes.len());
            match way {
                0 => bytes[at] = byte,
                1 => bytes.insert(at, byte),
                2 => bytes.insert(at, *place.get(b"\"\"\"\r\n\0;,\\'|")),
                _ if bytes.len() > 1 => {
                    bytes.remove(at);
                }
                _ => {}
            }
        }
        // `Whole::planned` compares the passes; an error is an answer too.
        drop(of("t.csv", &bytes, &ReadOptions::default()));
    }
}
