//! Files that are not what they should be.

use super::*;

#[track_caller]
fn check(name: &str, content: impl AsRef<[u8]>, code: &str) {
    check_with(name, content, &ReadOptions::default(), code);
}

#[track_caller]
fn check_with(name: &str, content: impl AsRef<[u8]>, options: &ReadOptions, code: &str) {
    match of(name, content, options) {
        Ok(whole) => panic!("{name} was read: {:?}", whole.profile),
        Err(error) => assert_eq!(error.problem().code, code, "{error}"),
    }
}

#[test]
fn nothing_at_all_is_an_empty_file() {
    check("t.csv", "", "file-empty");
    check("t.csv", "\u{feff}\n\n \n", "file-empty");
}

#[test]
fn titles_alone_are_a_table_without_records() {
    let whole = whole("t.csv", "nom;places\n");
    assert_eq!(whole.profile.records, 0);
    assert_eq!(whole.types(), [("nom", "text"), ("places", "text")]);
    assert!(whole.batches.is_empty());
}

#[test]
fn garbage_is_of_no_known_kind() {
    let garbage: Vec<u8> =
        (0..20_000_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    check("t.csv", &garbage, "file-kind-unknown");
    check("t.csv", b"%PDF-1.7\n", "file-pdf");
    check("t.csv", [0x1F, 0x8B, 8, 0, 0], "archive-broken");
    check("t.xlsx", b"PK\x03\x04 rubbish", "sheet-unreadable");
    check("t.parquet", b"PAR1 rubbish PAR1", "parquet-broken");
    check("t.json", "{\"a\":[{\"b\":1},\n{\"b\":", "json-broken");
    check("t.json", "[1,2,3]", "json-without-table");
}

#[test]
fn documents_without_a_table_are_told_from_broken_ones() {
    let document = |name: &str, text: &str| {
        let kind = ("[Content_Types].xml", &b"<Types/>"[..]);
        archives::zip(&[kind, (name, text.as_bytes())])
    };
    let text = "<w:document><w:body><w:p><w:r><w:t>Note</w:t></w:r></w:p></w:body></w:document>";
    check("note.docx", document("word/document.xml", text), "file-without-columns");
    check("bilan.pptx", document("ppt/presentation.xml", "<p/>"), "file-kind-unknown");
    let slides = &b"application/vnd.oasis.opendocument.presentation"[..];
    let open = archives::zip(&[("mimetype", slides), ("content.xml", b"<office/>")]);
    check("bilan.odp", open, "file-kind-unknown");
    let letter = &b"application/vnd.oasis.opendocument.text"[..];
    let open = archives::zip(&[("mimetype", letter), ("content.xml", b"<office/>")]);
    check("lettre.odt", open, "file-without-columns");
    check("photo.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01", "file-kind-unknown");
    let pictures = archives::zip(&[("a.pdf", b"%PDF-1.7"), ("b.jpg", b"\xff\xd8\xff")]);
    check("annexes.zip", pictures, "archive-without-table");
}

#[test]
fn binary_that_begins_like_wide_text_is_of_no_known_kind() {
    let refused: [&[u8]; 9] = [
        b"\xFF\xFE\0",
        b"\xFF\xFE\0\0",
        b"\xFE\xFF\0\x01",
        b"\xFF\xFEA\0\0\0",
        b"\xFF\xFE\x01\0\x02\0\x03\0",
        // A lone half of a pair, in the middle.
        b"\xFF\xFEa\0\0\xD8b\0c\0d\0",
        b"\0\0\0",
        b"\0a\0",
        b"\xFF\xFE\x13\x97\xC4\x0B\x02\x55\x99\x31\xA0\x77\x10\x92\x66\x4E",
    ];
    for bytes in refused {
        check("t.csv", bytes, "file-kind-unknown");
        check("t", bytes, "file-kind-unknown");
    }
    let table = "nom;lieu\nÉcole;œuvre\n";
    for mark in ["\u{feff}", ""] {
        let units: Vec<u16> = format!("{mark}{table}").encode_utf16().collect();
        for bytes in [
            units.iter().flat_map(|u| u.to_le_bytes()).collect::<Vec<u8>>(),
            units.iter().flat_map(|u| u.to_be_bytes()).collect(),
        ] {
            let whole = whole("t.csv", bytes);
            assert_eq!(whole.profile.records, 1);
            assert!(whole.layout.encoding.starts_with("utf-16"), "{}", whole.layout.encoding);
        }
    }
}

#[test]
fn too_many_columns_are_refused() {
    let titles: Vec<String> = (0..5_000).map(|i| format!("c{i}")).collect();
    check("t.csv", titles.join(";") + "\n", "columns-too-many");
    let fewer = titles[..3_000].join(";") + "\n" + &"1;".repeat(2_999) + "1\n";
    assert_eq!(whole("t.csv", fewer).profile.columns.len(), 3_000);
}

#[test]
fn separators_alone_are_no_columns() {
    check("t.csv", ";;;;\n", "file-without-columns");
}

#[test]
fn a_row_beyond_the_limit_is_refused_where_it_starts() {
    let options = ReadOptions { row_limit_bytes: Some(100_000), ..Default::default() };
    let long = "x".repeat(3_000_000);
    check_with("t.csv", format!("a;b\n1;{long}\n"), &options, "row-too-long");
    check_with("t.csv", &long, &options, "row-too-long");
    check_with(
        "t.jsonl",
        format!("{{\"a\":1}}\n{{\"a\":2}}\n{{\"a\":\"{long}\"}}\n"),
        &options,
        "row-too-long",
    );
    let mut text = "a;b\n".to_owned() + &"1;2\n".repeat(200_000);
    text.push_str(&long);
    match of("t.csv", &text, &options) {
        Err(ReadError::RowTooLong { line, .. }) => assert_eq!(line, 200_002),
        other => panic!("{:?}", other.map(|w| w.profile)),
    }
}

#[test]
fn what_was_said_wrongly_is_told() {
    let sheet = ReadOptions { encoding: Some("klingon".to_owned()), ..Default::default() };
    check_with("t.csv", "a;b\n1;2\n", &sheet, "encoding-unknown");
    let header = ReadOptions { header: Some(Header::Row(9)), ..Default::default() };
    check_with("t.csv", "a;b\n1;2\n", &header, "header-not-found");
    let format = ReadOptions { format: Some(Format::Parquet), ..Default::default() };
    check_with("t.csv", "a;b\n1;2\n", &format, "parquet-broken");
}

#[test]
fn a_wrong_extension_is_only_doubted() {
    let whole = whole("t.xlsx", "a;b\n1;2\n");
    assert_eq!(whole.layout.format, Format::Csv);
    assert_eq!(whole.doubts(), ["extension-wrong"]);
}

#[test]
fn a_stopped_pass_ends_as_cancelled() {
    struct Stop;
    impl Watch for Stop {
        fn progress(&self, _: u64, _: Option<u64>, _: u64) {}
        fn cancelled(&self) -> bool {
            true
        }
    }
    for (name, content) in [("t.csv", "a;b\n1;2\n"), ("t.json", "[{\"a\":1}]")] {
        let scratch = Scratch::new(name, content.as_bytes());
        let options = ReadOptions::default();
        let file = opened(&scratch.0, name, &options).expect("readable");
        let layout = detect(&file, &options).expect("readable");
        let stopped = profile(&file, &layout, &Stop);
        assert!(matches!(stopped, Err(ReadError::Cancelled)), "{name}");
        let profile = profile(&file, &layout, &Unwatched).expect("readable");
        let mut kept = Kept::default();
        let stopped = read(&file, &layout, &profile, &plan(&profile), &Stop, &mut kept);
        assert!(matches!(stopped, Err(ReadError::Cancelled)), "{name}");
    }
}

#[test]
fn a_sink_that_refuses_ends_the_pass() {
    struct Full;
    impl BatchSink for Full {
        fn batch(&mut self, _: RecordBatch, _: u64) -> Result<(), SinkError> {
            Err(SinkError("disk full".into()))
        }
        fn rejected(&mut self, _: Rejected) -> Result<(), SinkError> {
            Ok(())
        }
        fn mended(&mut self, _: Rejected) -> Result<(), SinkError> {
            Ok(())
        }
    }
    let scratch = Scratch::new("t.csv", "a;b\n1;2\n".as_bytes());
    let options = ReadOptions::default();
    let file = opened(&scratch.0, "t.csv", &options).expect("readable");
    let layout = detect(&file, &options).expect("readable");
    let profile = profile(&file, &layout, &Unwatched).expect("readable");
    let ended = read(&file, &layout, &profile, &plan(&profile), &Unwatched, &mut Full);
    assert!(matches!(ended, Err(ReadError::Sink(_))));
}
