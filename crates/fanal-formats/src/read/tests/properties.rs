//! What holds for any content.

use proptest::prelude::*;

use super::*;

/// Pieces of which awkward tables are made.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just(";"),
        Just(","),
        Just("\n"),
        Just("\r\n"),
        Just("\r"),
        Just("\""),
        Just("\"\""),
        Just("été"),
        Just("12"),
        Just("1 234,5"),
        Just("31/12/2024"),
        Just("oui"),
        Just(" "),
        Just("{"),
        Just("}"),
        Just("["),
        Just("]"),
        Just(":"),
        Just("\"a\""),
        Just("null"),
    ];
    proptest::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

/// Files of each kind, as they should be.
fn samples() -> Vec<(&'static str, Vec<u8>)> {
    let json =
        r#"{"a":{"b":[{"id":1,"t":["x","y"],"o":{"p":2}},{"id":2,"t":[]}]},"c":[[1,"x"],[2,"y"]]}"#;
    let xml = "<?xml version=\"1.0\"?><r xmlns:d=\"u\"><e c=\"1\"><d:t>a &amp; b</d:t><t/><v V=\"3\"/></e><e c=\"2\"/></r>";
    let calendar = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;TZID=\"CET\":20240715T120000\r\n x\r\nGEO:1;2\r\n\
        CATEGORIES:a\\,b,c\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    let table = super::records::dbf(
        0,
        &[(b"A", b'C', 3, 0), (b"N", b'N', 5, 2), (b"D", b'D', 8, 0), (b"T", b'T', 8, 0)],
        &[b" abc 1.5020240131\x01\0\0\0\0\0\0\0", b"*abc*****00000000\0\0\0\0\0\0\0\0"],
    );
    vec![
        ("t.json", json.into()),
        ("t.xml", xml.into()),
        ("t.ics", calendar.into()),
        ("t.dbf", table),
        ("t.pb", super::records::alerts()),
        ("t.parquet", super::documents::parquet()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..Default::default() })]

    #[test]
    fn any_text_is_read_or_refused_and_both_passes_agree(text in pieces()) {
        // `Whole::planned` compares the passes; an error is an answer too.
        drop(of("t.csv", &text, &ReadOptions::default()));
        drop(of("t.json", &text, &ReadOptions::default()));
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        drop(of("t.csv", &bytes, &ReadOptions::default()));
        for format in Format::ALL {
            let options = ReadOptions { format: Some(format), ..Default::default() };
            drop(of("t", &bytes, &options));
        }
    }

    #[test]
    fn what_a_csv_writer_quotes_is_read_back(
        rows in proptest::collection::vec(("[a-zé;,\n\" ]{0,12}", "[a-zé;,\n\" ]{1,12}"), 1..20)
    ) {
        let quoted = |cell: &str| format!("\"{}\"", cell.replace('"', "\"\""));
        let mut text = "titre;suite\n".to_owned();
        for (a, b) in &rows {
            text.push_str(&format!("{};{}\n", quoted(a), quoted(b)));
        }
        let options = ReadOptions {
            separator: Some(b';'),
            header: Some(Header::Row(1)),
            ..Default::default()
        };
        let file = Scratch::new("t.csv", text.as_bytes());
        let whole = Whole::of(&file.0, "t.csv", &options);
        let whole = whole.map_err(|e| TestCaseError::fail(e.to_string()))?;
        let kept = rows.iter().filter(|(a, b)| !a.trim().is_empty() || !b.trim().is_empty()).count();
        prop_assert_eq!(whole.profile.records + whole.profile.rejected, kept as u64, "{}", text);
    }

    #[test]
    fn changed_files_of_each_kind_are_read_or_refused_and_both_passes_agree(
        kind in 0..6_usize,
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6),
        cut in proptest::option::of(any::<prop::sample::Index>()),
    ) {
        let (name, mut content) = samples().swap_remove(kind);
        for (place, value) in changes {
            let place = place.index(content.len());
            content[place] = value;
        }
        if let Some(cut) = cut {
            content.truncate(cut.index(content.len()));
        }
        drop(of(name, &content, &ReadOptions::default()));
    }
}
