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
}
