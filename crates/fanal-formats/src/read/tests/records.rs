//! Tables of programs and of services: dBase, calendars, GTFS-Realtime.

use super::*;

/// A dBase table: fields as name, letter, length and decimals; records as they are written.
pub(super) fn dbf(language: u8, fields: &[(&[u8], u8, u8, u8)], records: &[&[u8]]) -> Vec<u8> {
    let record_bytes = 1 + fields.iter().map(|f| usize::from(f.2)).sum::<usize>();
    let mut out = vec![0x03, 124, 1, 31];
    out.extend((records.len() as u32).to_le_bytes());
    out.extend((32 + 32 * fields.len() as u16 + 1).to_le_bytes());
    out.extend((record_bytes as u16).to_le_bytes());
    out.resize(32, 0);
    out[29] = language;
    for (name, kind, length, decimals) in fields {
        let mut field = [0; 32];
        field[..name.len()].copy_from_slice(name);
        (field[11], field[16], field[17]) = (*kind, *length, *decimals);
        out.extend(field);
    }
    out.push(0x0D);
    for record in records {
        assert_eq!(record.len(), record_bytes, "{record:?}");
        out.extend(*record);
    }
    out.push(0x1A);
    out
}

const FIELDS: [(&[u8], u8, u8, u8); 5] = [
    (b"CODE", b'C', 5, 0),
    (b"N", b'N', 4, 0),
    (b"PRIX", b'N', 7, 2),
    (b"LE", b'D', 8, 0),
    (b"OK", b'L', 1, 0),
];

#[test]
fn a_dbase_table_has_the_types_that_it_declares() {
    let content = dbf(
        0x57,
        &FIELDS,
        &[
            b" 02A\xE9   12  12.5020240131T",
            b"*supp    1   1.0020240131F",
            b" B    ****               ?",
        ],
    );
    let whole = whole("t.dbf", &content);
    assert_eq!(whole.layout.format, Format::Dbf);
    assert_eq!(
        whole.types(),
        [("code", "text"), ("n", "int"), ("prix", "double"), ("le", "date"), ("ok", "boolean")]
    );
    assert_eq!(whole.table(), ["02Aé|12|12.5|2024-01-31|true|1", "B|||||3"]);
    assert_eq!(whole.reasons(), [(2, "row-deleted")]);
    assert_eq!((whole.profile.rejected, whole.profile.failed), (1, 0));
    let cut = self::whole("t.dbf", &content[..content.len() - 20]);
    assert_eq!((cut.profile.records, cut.doubts()), (1, vec!["dbf-cut"]));
}

#[test]
fn the_encoding_of_a_dbase_table_is_said_or_found() {
    let fields: [(&[u8], u8, u8, u8); 1] = [(b"NOM", b'C', 6, 0)];
    // Seven bytes: the mark of a record, and six for the text.
    let read = |language, bytes: &[u8]| {
        let whole = whole("t.dbf", dbf(language, &fields, &[bytes]));
        (whole.table()[0].clone(), whole.layout.encoding)
    };
    assert_eq!(read(0, " été ".as_bytes()), ("été|1".to_owned(), "utf-8".to_owned()));
    assert_eq!(read(0, b" \xE9t\xE9   "), ("été|1".to_owned(), "windows-1252".to_owned()));
    let archive = super::archives::zip(&[
        ("a/Écoles.dbf", &dbf(0, &fields, &[b" \xE9t\xE9   "])),
        ("a/Écoles.CPG", b"1252\r\n"),
    ]);
    let whole = whole("t.zip", archive);
    assert_eq!(
        (whole.table(), whole.layout.encoding.as_str()),
        (vec!["été|1".to_owned()], "windows-1252")
    );
}

/// A table of one text column whose texts lie elsewhere, and what is read with the file beside it.
fn with_memos(kind: u8, field: &[u8], ending: &str, memos: &[u8]) -> Whole {
    let mut table = dbf(
        3,
        &[(b"NOM", b'C', 1, 0), (b"NOTE", b'M', field.len() as u8, 0)],
        &[&[b" A", field].concat(), &[b" B".to_vec(), vec![b' '; field.len()]].concat()],
    );
    table[0] = kind;
    let name = format!("t.{ending}");
    whole("t.zip", super::archives::zip(&[("t.dbf", &table), (&name, memos)]))
}

#[test]
fn long_texts_are_read_from_the_file_beside_the_table() {
    let long = format!("Été {}", "x".repeat(600));
    let text = encoding_rs::WINDOWS_1252.encode(&long).0;
    let mut third = vec![0; 512];
    third.extend([&text, &b"\x1A\x1A"[..]].concat());
    let mut fourth = vec![0; 64];
    fourth[20] = 64;
    fourth
        .extend([&[0xFF, 0xFF, 8, 0], &(text.len() as u32 + 8).to_le_bytes()[..], &text].concat());
    let mut fox = vec![0; 64];
    fox[7] = 32;
    fox.extend([&1_u32.to_be_bytes(), &(text.len() as u32).to_be_bytes()[..], &text].concat());
    for (kind, field, ending, memos) in [
        (0x83, &b"         1"[..], "dbt", third),
        (0x8B, b"         1", "DBT", fourth),
        (0x30, &2_u32.to_le_bytes(), "fpt", fox),
    ] {
        let whole = with_memos(kind, field, ending, &memos);
        assert_eq!(whole.table(), [format!("A|{}|1", long), "B||2".to_owned()], "{ending}");
        assert!(whole.doubts().is_empty());
    }
    let lost = with_memos(0x83, b"         9", "dbt", &[0; 512]);
    assert_eq!(lost.table(), ["A||1", "B||2"]);
    let alone = dbf(3, &[(b"NOM", b'C', 1, 0), (b"NOTE", b'M', 1, 0)], &[b" A1"]);
    assert_eq!(whole("t.dbf", alone).doubts(), ["dbf-memo"]);
}

#[test]
fn line_ends_that_only_show_a_long_text_are_none() {
    for (language, word) in [(0x02, &b"\x82t\x82 longue"[..]), (0x03, b"\xE9t\xE9 longue")] {
        let texts: &[u8] = b"1: WORD\x8D\x0Aet WORD \x8D\x0Asuite\r\nfin\x1A";
        let text = texts.split(|b| *b == b'W').collect::<Vec<_>>();
        assert_eq!(text.len(), 3);
        let joined = [text[0], word, &text[1][3..], word, &text[2][3..]].concat();
        let mut table = dbf(language, &[(b"NOTE", b'M', 10, 0)], &[b"          1"]);
        table[0] = 0x83;
        let memos = [vec![0; 512], joined].concat();
        let archive = super::archives::zip(&[("t.dbf", &table), ("t.dbt", &memos)]);
        let whole = whole("t.zip", archive);
        assert_eq!(whole.table(), ["1: été longue et été longue suite\nfin|1"], "{language}");
    }
}

#[test]
fn a_text_without_end_reaches_to_that_of_the_file() {
    let mut table = dbf(3, &[(b"NOTE", b'M', 10, 0)], &[b"          1"]);
    table[0] = 0x83;
    let endless = [vec![0; 512], vec![b'x'; 10_000]].concat();
    let archive = super::archives::zip(&[("t.dbf", &table), ("t.dbt", &endless)]);
    assert_eq!(whole("t.zip", archive).table()[0].len(), 10_002);
}

const CALENDAR: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VTIMEZONE\r\nTZID:Europe/Paris\r\nEND:VTIMEZONE\r\n\
BEGIN:VEVENT\r\nUID:1\r\nDTSTART;TZID=Europe/Paris:20240715T120000\r\nSUMMARY:Fête du quartier\\, rue\r\n  des Lilas\r\n\
CATEGORIES:Fête,Musique\r\nRRULE:FREQ=WEEKLY;BYDAY=MO\r\nGEO:43.3;5.4\r\nBEGIN:VALARM\r\nSUMMARY:non\r\nEND:VALARM\r\nEND:VEVENT\r\n\
BEGIN:VEVENT\r\nUID:2\r\nDTSTART:20240115T110000Z\r\nDESCRIPTION;ALTREP=\"http://a:b\":ligne 1\\nligne 2\r\nEND:VEVENT\r\n\
BEGIN:VTODO\r\nUID:3\r\nEND:VTODO\r\nEND:VCALENDAR\r\n";

#[test]
fn the_events_of_a_calendar_are_records() {
    let whole = whole("t.ics", CALENDAR);
    assert_eq!(whole.layout.format, Format::Ics);
    assert_eq!(
        whole.types(),
        [
            ("uid", "text"),
            ("dtstart", "datetime"),
            ("summary", "text"),
            ("categories", "text"),
            ("rrule", "text"),
            ("geo", "geo_point_2d"),
            ("description", "text")
        ]
    );
    assert_eq!(
        whole.table(),
        [
            "1|2024-07-15T10:00:00+00:00|Fête du quartier, rue des Lilas|[Fête, Musique]|FREQ=WEEKLY;BYDAY=MO|{lon: 5.4, lat: 43.3}||1",
            "2|2024-01-15T11:00:00+00:00|||||ligne 1\nligne 2|2"
        ]
    );
    let options = ReadOptions { table: Some("VTODO".to_owned()), ..Default::default() };
    assert_eq!(of("t.ics", CALENDAR, &options).expect("readable").table(), ["3|1"]);
}

#[test]
fn a_cut_calendar_keeps_its_last_event_apart() {
    let cut = &CALENDAR[..CALENDAR.find("DESCRIPTION").expect("there")];
    let whole = whole("t.ics", cut);
    assert_eq!((whole.profile.records, whole.reasons()), (1, vec![(18, "row-entry-unclosed")]));
}

fn bytes(number: u8, content: &[u8]) -> Vec<u8> {
    let mut out = vec![number << 3 | 2, content.len() as u8];
    out.extend(content);
    out
}

fn feed(entities: &[Vec<u8>]) -> Vec<u8> {
    let mut out = bytes(1, &bytes(1, b"2.0"));
    entities.iter().for_each(|entity| out.extend(bytes(2, entity)));
    out
}

/// A feed with an alert in two languages.
pub(super) fn alerts() -> Vec<u8> {
    let translation = |text: &str, language: &str| {
        bytes(1, &[bytes(1, text.as_bytes()), bytes(2, language.as_bytes())].concat())
    };
    let header = [translation("Works", "en"), translation("Travaux", "fr")].concat();
    let alert = [bytes(10, &header), vec![6 << 3, 10]].concat();
    feed(&[[bytes(1, b"a"), bytes(5, &alert)].concat()])
}

#[test]
fn a_realtime_feed_has_a_table_for_each_kind_of_entity() {
    let trip = bytes(1, &bytes(1, b"t1"));
    let stop = |id: &[u8], delay| bytes(2, &[bytes(4, id), bytes(2, &[1 << 3, delay])].concat());
    let update = [trip.clone(), stop(b"s1", 60), stop(b"s2", 0)].concat();
    let mut position = vec![1 << 3 | 5];
    position.extend(43.3_f32.to_le_bytes());
    position.push(2 << 3 | 5);
    position.extend(5.4_f32.to_le_bytes());
    let vehicle = [trip, bytes(2, &position), vec![5 << 3, 0x80, 0x8C, 0x8D, 0xAC, 0x06]].concat();
    let mut content = alerts();
    content.extend(
        &feed(&[
            [bytes(1, b"b"), bytes(3, &update)].concat(),
            [bytes(1, b"c"), bytes(4, &vehicle)].concat(),
        ])[7..],
    );
    let read = |table: &str| {
        let options = ReadOptions { table: Some(table.to_owned()), ..Default::default() };
        of("t.pb", &content, &options).expect("readable")
    };
    assert_eq!(read("alert").table(), ["a|Travaux||CONSTRUCTION||1"]);
    assert_eq!(read("trip_update").table(), ["b|t1|s1|60|1", "b|t1|s2|0|2"]);
    let vehicles = read("vehicle");
    assert_eq!(
        vehicles.types(),
        [
            ("id", "text"),
            ("trip_trip_id", "text"),
            ("timestamp", "datetime"),
            ("position", "geo_point_2d")
        ]
    );
    assert_eq!(whole("t.pb", &content).layout.table.as_deref(), Some("trip_update"));
    let cut = of("t.pb", &content[..content.len() - 3], &ReadOptions::default());
    assert!(matches!(cut, Err(ReadError::BrokenRealtime)));
}
