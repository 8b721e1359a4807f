use proptest::prelude::*;

use super::*;

#[track_caller]
fn check(options: &ExportOptions, table: &(Vec<ExportColumn>, RecordBatch), expected: &str) {
    let bytes = exported(ExportFormat::Csv, options, table);
    assert_eq!(String::from_utf8(bytes).unwrap(), expected);
}

#[test]
fn every_type_is_written_as_the_explore_api_does() {
    check(
        &plain(),
        &everything(),
        concat!(
            "nom;tags;age;haut;sain;plante;vu;lieu;trace;plus\n",
            "Chêne;ancien,remarquable;-120;0.30000000000000004;true;2024-05-17;",
            "2025-01-23T14:31:28+00:00;43.29, 5.36;",
            "\"{\"\"type\"\":\"\"LineString\"\",\"\"coordinates\"\":[[5.0,43.5],[5.25,43.0]]}\";",
            "\"{\"\"n\"\": 1.50,\n \"\"t\"\": \"\"a \\\"\" b\"\"}\"\n",
            ";;;;;;;;;\n",
        ),
    );
}

#[test]
fn the_default_has_a_byte_order_mark_and_semicolons() {
    let table = table(vec![texts(&[Some("a")]), texts(&[Some("b")])]);
    check(&ExportOptions::default(), &table, "\u{feff}texte;texte\na;b\n");
}

#[test]
fn labels_replace_names_and_are_quoted_when_they_must() {
    let (mut columns, batch) = table(vec![texts(&[Some("a")])]);
    columns[0].label = "Nom ; \"usuel\"".into();
    let options = ExportOptions { use_labels: true, ..plain() };
    check(&options, &(columns, batch), "\"Nom ; \"\"usuel\"\"\"\na\n");
}

#[test]
fn a_comma_in_a_point_or_a_list_is_quoted_when_it_is_the_delimiter() {
    let (columns, batch) = everything();
    let kept = [1, 7];
    let chosen = batch.project(&kept).unwrap();
    let columns = kept.map(|i| columns[i].clone()).to_vec();
    let options = ExportOptions { delimiter: b',', ..plain() };
    check(
        &options,
        &(columns.clone(), chosen.clone()),
        "tags,lieu\n\"ancien,remarquable\",\"43.29, 5.36\"\n,\n",
    );
    let options = ExportOptions { delimiter: b',', list_separator: " | ".into(), ..plain() };
    check(&options, &(columns, chosen), "tags,lieu\nancien | remarquable,\"43.29, 5.36\"\n,\n");
}

#[test]
fn quote_all_spares_numbers_booleans_and_what_is_empty() {
    let (columns, batch) = everything();
    let kept = [0, 2, 4, 5];
    let columns = kept.map(|i| columns[i].clone()).to_vec();
    let options = ExportOptions { quote_all: true, ..plain() };
    check(
        &options,
        &(columns, batch.project(&kept).unwrap()),
        "\"nom\";\"age\";\"sain\";\"plante\"\n\"Chêne\";-120;true;\"2024-05-17\"\n;;;\n",
    );
}

#[test]
fn no_value_and_an_empty_text_differ_and_no_line_is_empty() {
    let two = table(vec![texts(&[None, Some("")]), texts(&[Some("x"), None])]);
    check(&plain(), &two, "texte;texte\n;x\n\"\";\n");
    // Readers skip an empty line: the record would be lost.
    check(&plain(), &table(vec![texts(&[None, Some("a")])]), "texte\n\"\"\na\n");
}

#[test]
fn a_text_that_looks_like_a_formula_or_a_number_is_not_changed() {
    let table = table(vec![texts(&[Some("=1+1"), Some("@SUM(A1)"), Some("007"), Some("-")])]);
    check(&plain(), &table, "texte\n=1+1\n@SUM(A1)\n007\n-\n");
}

#[test]
fn instants_follow_the_clocks_of_the_zone() {
    // 2025-03-30: clocks go from 02:00 to 03:00 at 01:00 UTC. 1900: local mean time with seconds.
    let instants = TimestampMicrosecondArray::from(vec![
        1_743_296_399_000_000,
        1_743_296_400_000_000,
        1_743_296_400_000_001,
        1_737_642_688_250_000,
        -2_208_988_800_000_000,
    ]);
    let table = table(vec![(column("vu", FieldType::DateTime), Arc::new(instants))]);
    let paris = ExportOptions { timezone: chrono_tz::Europe::Paris, ..plain() };
    check(
        &paris,
        &table,
        concat!(
            "vu\n2025-03-30T01:59:59+01:00\n2025-03-30T03:00:00+02:00\n",
            "2025-03-30T03:00:00.000001+02:00\n2025-01-23T15:31:28.250000+01:00\n",
            "1900-01-01T00:09:21+00:09:21\n",
        ),
    );
    let elsewhere = ExportOptions { timezone: chrono_tz::America::Martinique, ..plain() };
    let bytes = exported(ExportFormat::Csv, &elsewhere, &table);
    assert!(String::from_utf8(bytes).unwrap().contains("\n2025-03-29T20:59:59-04:00\n"));
}

#[test]
fn a_number_that_is_none_is_empty() {
    let numbers = Float64Array::from(vec![f64::NAN, f64::INFINITY, 1e300, -0.5, 12.0]);
    let table = table(vec![
        (column("n", FieldType::Double), Arc::new(numbers) as ArrayRef),
        texts(&[Some("a"); 5]),
    ]);
    check(&plain(), &table, "n;texte\n;a\n;a\n1e+300;a\n-0.5;a\n12.0;a\n");
}

#[test]
fn a_delimiter_that_digits_could_hold_is_refused() {
    let options = ExportOptions { delimiter: b'.', ..plain() };
    let refused = exporter(ExportFormat::Csv, vec![], &options, Box::new(Sink::default()));
    assert!(matches!(refused.err(), Some(WriteError::Delimiter('.'))));
}

/// All cells of all lines, by csv-core; quotes are taken away.
fn read(bytes: &[u8], delimiter: u8) -> Vec<Vec<String>> {
    let mut reader = csv_core::ReaderBuilder::new().delimiter(delimiter).build();
    let (mut lines, mut line) = (Vec::new(), Vec::new());
    let (mut rest, mut text, mut cell) = (bytes, vec![0; 4096], Vec::new());
    loop {
        let (result, taken, given) = reader.read_field(rest, &mut text);
        rest = &rest[taken..];
        cell.extend_from_slice(&text[..given]);
        match result {
            csv_core::ReadFieldResult::Field { record_end } => {
                line.push(String::from_utf8(std::mem::take(&mut cell)).unwrap());
                if record_end {
                    lines.push(std::mem::take(&mut line));
                }
            }
            csv_core::ReadFieldResult::End => return lines,
            csv_core::ReadFieldResult::InputEmpty | csv_core::ReadFieldResult::OutputFull => {}
        }
    }
}

fn nasty_text() -> impl Strategy<Value = String> {
    proptest::collection::vec(
        prop_oneof![
            Just(";"),
            Just(","),
            Just("|"),
            Just("\t"),
            Just("\""),
            Just("\n"),
            Just("\r"),
            Just(" "),
            Just("é"),
            Just("=1"),
            Just("\u{feff}"),
            Just("'"),
            Just("\\"),
            Just("a"),
        ],
        0..12,
    )
    .prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn what_was_written_is_read_back(
        rows in proptest::collection::vec((nasty_text(), proptest::option::of(nasty_text())), 1..20),
        delimiter in proptest::sample::select(ExportOptions::DELIMITERS.to_vec()),
        quote_all in any::<bool>(),
    ) {
        let first: Vec<_> = rows.iter().map(|(a, _)| Some(a.as_str())).collect();
        let second: Vec<_> = rows.iter().map(|(_, b)| b.as_deref()).collect();
        let options = ExportOptions { delimiter, quote_all, ..plain() };
        let bytes =
            exported(ExportFormat::Csv, &options, &table(vec![texts(&first), texts(&second)]));
        let expected: Vec<_> =
            rows.iter().map(|(a, b)| vec![a.clone(), b.clone().unwrap_or_default()]).collect();
        prop_assert_eq!(&read(&bytes, delimiter)[1..], &expected[..]);
    }

    #[test]
    fn doubles_are_read_back_to_the_last_bit(number in any::<f64>()) {
        prop_assume!(number.is_finite());
        let column = (column("n", FieldType::Double), Arc::new(Float64Array::from(vec![number])));
        let bytes = exported(ExportFormat::Csv, &plain(), &table(vec![(column.0, column.1 as ArrayRef)]));
        let back: f64 = read(&bytes, b';')[1][0].parse().unwrap();
        prop_assert_eq!(back.to_bits(), number.to_bits());
    }

    #[test]
    fn instants_are_read_back_in_any_zone(
        micros in -62_135_596_800_000_000_i64..253_402_214_400_000_000,
        timezone in proptest::sample::select(vec![
            chrono_tz::UTC, chrono_tz::Pacific::Noumea, chrono_tz::America::Cayenne,
            chrono_tz::America::Miquelon,
        ]),
    ) {
        // Before 1912 offsets have seconds, which RFC 3339 readers refuse.
        prop_assume!(micros > -1_800_000_000_000_000 || timezone == chrono_tz::UTC);
        let column = column("vu", FieldType::DateTime);
        let instants = Arc::new(TimestampMicrosecondArray::from(vec![micros]));
        let options = ExportOptions { timezone, ..plain() };
        let bytes = exported(ExportFormat::Csv, &options, &table(vec![(column, instants as ArrayRef)]));
        let text = read(&bytes, b';')[1][0].clone();
        let back = chrono::DateTime::parse_from_rfc3339(&text).unwrap();
        prop_assert_eq!(back.timestamp_micros(), micros, "{}", text);
    }
}
