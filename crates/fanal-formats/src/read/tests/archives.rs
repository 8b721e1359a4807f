//! Archives and compressed files.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;

const CSV: &str = "nom;places\nJolimont;12\nPrado;30\n";

pub(super) fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    zip_as(SimpleFileOptions::default(), files)
}

/// An archive whose files are not packed.
fn stored(files: &[(&str, &[u8])]) -> Vec<u8> {
    zip_as(SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored), files)
}

fn zip_as(options: SimpleFileOptions, files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, options).expect("a name");
        writer.write_all(bytes).expect("written to memory");
    }
    writer.finish().expect("written to memory").into_inner()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    writer.write_all(bytes).expect("written to memory");
    writer.finish().expect("written to memory")
}

fn table(name: &str) -> ReadOptions {
    ReadOptions { table: Some(name.to_owned()), ..Default::default() }
}

#[track_caller]
fn check_code(name: &str, bytes: &[u8], options: &ReadOptions, code: &str) {
    match of(name, bytes, options) {
        Ok(whole) => panic!("{name} was read: {:?}", whole.profile),
        Err(error) => assert_eq!(error.problem().code, code, "{error}"),
    }
}

#[test]
fn a_compressed_file_is_read_like_itself() {
    let plain = whole("t.csv", CSV);
    let packed = zstd::encode_all(CSV.as_bytes(), 1).expect("written to memory");
    for (name, bytes) in [
        ("t.csv.gz", gzip(CSV.as_bytes())),
        ("t.csv.zst", packed),
        ("t.zip", zip(&[("dossier/t.csv", CSV.as_bytes())])),
        ("t.zip", zip(&[("t.csv.gz", &gzip(CSV.as_bytes()))])),
        ("deux.gz", [gzip(b"nom;places\nJolimont;12\n"), gzip(b"Prado;30\n")].concat()),
    ] {
        let unpacked = of(name, &bytes, &ReadOptions::default()).expect(name);
        assert_eq!(unpacked.table(), plain.table(), "{name}");
        assert!(unpacked.doubts().is_empty(), "{name}: {:?}", unpacked.doubts());
    }
}

#[test]
fn of_several_files_one_is_chosen_and_another_can_be() {
    let archive = zip(&[
        ("LISEZMOI.csv", b"mot;sens\na;un texte qui explique longuement ce que l'on trouve ici\n"),
        ("petit.csv", b"a;b\n1;2\n"),
        ("grand.csv", CSV.as_bytes()),
        ("image.png", b"\x89PNG"),
        ("__MACOSX/._grand.csv", b"\0\x05\x16\x07"),
    ]);
    let first = of("t.zip", &archive, &ReadOptions::default()).expect("readable");
    assert_eq!(first.layout.table.as_deref(), Some("grand.csv"));
    let names: Vec<&str> = first.layout.tables.iter().map(|t| t.name.as_str()).collect();
    assert_eq!(names, ["LISEZMOI.csv", "petit.csv", "grand.csv"]);
    let other = of("t.zip", &archive, &table("petit.csv")).expect("readable");
    assert_eq!(other.table(), ["1|2|1"]);
    check_code("t.zip", &archive, &table("absent.csv"), "table-not-found");
}

#[test]
fn a_workbook_in_an_archive_offers_its_sheets() {
    let mut book = rust_xlsxwriter::Workbook::new();
    for (sheet, title) in [("Un", "a"), ("Deux", "b")] {
        let sheet = book.add_worksheet().set_name(sheet).expect("a name");
        sheet.write(0, 0, title).expect("a cell");
        sheet.write(0, 1, "texte").expect("a cell");
        sheet.write(1, 0, "x").expect("a cell");
        sheet.write(1, 1, "y").expect("a cell");
    }
    let book = book.save_to_buffer().expect("written to memory");
    let archive = zip(&[("classeur.xlsx", &book), ("t.csv", CSV.as_bytes())]);
    let options = table("classeur.xlsx/Deux");
    let read = of("t.zip", &archive, &options).expect("readable");
    assert_eq!(read.types()[0].0, "b");
    let names: Vec<&str> = read.layout.tables.iter().map(|t| t.name.as_str()).collect();
    assert_eq!(names, ["classeur.xlsx/Un", "classeur.xlsx/Deux", "t.csv"]);
    assert_eq!(read.layout.table.as_deref(), Some("classeur.xlsx/Deux"));
}

#[test]
fn what_an_archive_may_not_do_is_refused() {
    let none = ReadOptions::default();
    check_code("t.zip", &zip(&[("../t.csv", CSV.as_bytes())]), &none, "archive-unsafe");
    check_code("t.zip", &zip(&[("photo.png", b"\x89PNG")]), &none, "archive-without-table");
    check_code("t.zip", &zip(&[]), &none, "archive-without-table");
    let inner = zip(&[("t.csv", CSV.as_bytes())]);
    let twice = zip(&[("b.zip", &inner)]);
    assert!(of("t.zip", &twice, &none).is_ok());
    check_code("t.zip", &zip(&[("a.zip", &twice)]), &none, "archive-nested");
    let cut = &inner[..inner.len() - 30];
    check_code("t.zip", cut, &none, "archive-broken");
}

#[test]
fn bombs_are_refused_by_ratio_size_and_count() {
    let zeros = vec![b'0'; 66 << 20];
    let none = ReadOptions::default();
    check_code("t.zip", &zip(&[("t.csv", &zeros)]), &none, "archive-too-large");
    check_code("t.csv.gz", &gzip(&zeros), &none, "archive-too-large");
    let packed = zstd::encode_all(zeros.as_slice(), 1).expect("written to memory");
    check_code("t.csv.zst", &packed, &none, "archive-too-large");
    let small = UnpackLimits { bytes: 20, files: 1, ..UnpackLimits::default() };
    let options = ReadOptions { unpack: small, ..Default::default() };
    check_code("t.csv.gz", &gzip(CSV.as_bytes()), &options, "archive-too-large");
    let two = zip(&[("a.csv", b"a"), ("b.csv", b"b")]);
    check_code("t.zip", &two, &options, "archive-too-many");
}

/// The archive with an end of its list in wider numbers, as programs write it that stream.
fn widened(archive: &[u8]) -> Vec<u8> {
    let end = archive.len() - 22;
    assert!(archive[end..].starts_with(b"PK\x05\x06"));
    let number = |at: usize, bytes: usize| {
        let mut wide = [0; 8];
        wide[..bytes].copy_from_slice(&archive[end + at..end + at + bytes]);
        wide
    };
    let (files, size, start) = (number(10, 2), number(12, 4), number(16, 4));
    let mut out = archive[..end].to_vec();
    out.extend([&b"PK\x06\x06"[..], &44_u64.to_le_bytes(), &[45, 0, 45, 0], &[0; 8]].concat());
    out.extend([files, files, size, start].concat());
    out.extend([&b"PK\x06\x07"[..], &[0; 4], &(end as u64).to_le_bytes(), &[1, 0, 0, 0]].concat());
    out.extend([&b"PK\x05\x06\0\0\0\0"[..], &[0xFF; 12], &[0; 2]].concat());
    out
}

#[test]
fn archives_that_lie_within_an_archive_are_not_counted_with_it() {
    let few = UnpackLimits { files: 3, ..UnpackLimits::default() };
    let options = |name: &str| ReadOptions { unpack: few, ..table(name) };
    let photos: Vec<String> = (0..20).map(|n| format!("{n}.jpg")).collect();
    let photos: Vec<(&str, &[u8])> = photos.iter().map(|name| (name.as_str(), &b"x"[..])).collect();
    let beside = stored(&[("t.csv", CSV.as_bytes()), ("photos.zip", &zip(&photos))]);
    let read = of("t.zip", &beside, &options("t.csv")).expect("readable");
    assert_eq!(read.table().len(), 2);
    check_code("t.zip", &beside, &options("photos.zip"), "archive-too-many");
    let wide = widened(&stored(&[("t.csv", CSV.as_bytes())]));
    let within = stored(&[("a.bin", &[7; 5_000]), ("interne.zip", &wide)]);
    let moved = [&b"PK\x03\x04 what a program put before"[..], &wide].concat();
    for (archive, name) in [(&wide, "t.csv"), (&within, "interne.zip"), (&moved, "t.csv")] {
        let read = of("t.zip", archive, &options(name)).expect("readable");
        assert_eq!(read.table().len(), 2);
    }
    let many = widened(&zip(&photos));
    check_code("t.zip", &many, &options("0.jpg"), "archive-too-many");
    check_code(
        "t.zip",
        &[&b"PK\x03\x04"[..], &many].concat(),
        &options("0.jpg"),
        "archive-too-many",
    );
}

#[test]
fn an_end_without_its_list_hides_none() {
    let count =
        |archive: &[u8]| super::super::open::listed(&mut Cursor::new(archive)).expect("read");
    let names: Vec<String> = (0..20).map(|n| format!("{n}.csv")).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b"x"[..])).collect();
    let (plain, wide) = (zip(&files), widened(&zip(&files)));
    let moved = [&b"PK\x03\x04"[..], &wide].concat();
    // Ends that list one file: beyond the archive, before it, of another disk.
    let end = |disk: u8, size: u32, start: u32| {
        let (size, start) = (size.to_le_bytes(), start.to_le_bytes());
        [b"PK\x05\x06", &[disk, 0, 0, 0][..], &[1, 0, 1, 0], &size, &start, &[0, 0]].concat()
    };
    let one = stored(&[("t.csv", CSV.as_bytes())]);
    for archive in [&plain, &wide, &moved] {
        assert_eq!(count(archive), 20);
        let listed = archive.windows(4).rposition(|w| w == b"PK\x01\x02").expect("a list");
        let size = (archive.len() - listed) as u32;
        for end in
            [end(0, 46, 0xFFFF_FF00), end(0, size, 0xFFFF_FF00), end(0, 46, 0), end(1, size, 0)]
        {
            assert_eq!(count(&[archive.as_slice(), &end].concat()), 20, "{end:?}");
        }
        // One that is believed hides what lies within.
        assert_eq!(count(&stored(&[("a.zip", archive)])), 1);
        assert_eq!(count(&widened(&stored(&[("a.zip", archive)]))), 1);
    }
    // A wide end that is not where it should be, with one before it that is.
    let mut belied = wide.clone();
    let place = wide.windows(4).rposition(|w| w == b"PK\x06\x06").expect("an end") as u64;
    let own = [&b"PK\x06\x06"[..], &44_u64.to_le_bytes(), &[45, 0, 45, 0], &[0; 8]].concat();
    belied.extend([own, [1_u64, 1, 46, place].map(u64::to_le_bytes).concat()].concat());
    belied.extend([&b"PK\x06\x07"[..], &[0; 4], &place.to_le_bytes(), &[1, 0, 0, 0]].concat());
    belied.extend([&b"PK\x05\x06\0\0\0\0"[..], &[0xFF; 12], &[0; 2]].concat());
    assert_eq!(count(&belied), 20);
    assert_eq!((count(&one), count(&zip(&[])), count(b"no archive")), (1, 0, 0));
}

#[test]
fn what_was_unpacked_goes_with_the_value() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let path = folder.path().join("t.csv.gz");
    std::fs::write(&path, gzip(CSV.as_bytes())).expect("a file can be written");
    let options = ReadOptions::default();
    let file = open(&path, "t.csv.gz", &options, folder.path(), &Unwatched).expect("readable");
    assert_eq!(
        (file.name(), std::fs::read_dir(folder.path()).expect("a folder").count()),
        ("t.csv", 2)
    );
    drop(file);
    assert_eq!(std::fs::read_dir(folder.path()).expect("a folder").count(), 1);
}

#[test]
fn a_timetable_has_the_types_that_its_columns_have_everywhere() {
    let archive = zip(&[
        ("g/agency.txt", b"agency_id,agency_name\n1,TaM\n"),
        (
            "g/stops.txt",
            "\u{feff}stop_id,stop_code,stop_name,stop_lat,stop_lon\n001,12,Gare,43.6,3.9\n"
                .as_bytes(),
        ),
        ("g/routes.txt", b"route_id,route_short_name,route_type,route_color\n1,1,3,00FF00\n"),
        ("g/trips.txt", b"route_id,trip_id\n1,7\n"),
        ("g/stop_times.txt", b"trip_id,arrival_time,stop_sequence\n7,08:00:00,1\n7,25:10:00,2\n"),
        ("g/calendar.txt", b"service_id,monday,start_date\n5,1,20260207\n"),
    ]);
    let stops = of("gtfs.zip", &archive, &ReadOptions::default()).expect("readable");
    assert_eq!(stops.layout.table.as_deref(), Some("g/stops.txt"));
    assert_eq!(stops.layout.tables.len(), 6);
    assert_eq!(
        stops.types()[..3],
        [("stop_id", "text"), ("stop_code", "text"), ("stop_name", "text")]
    );
    assert_eq!(stops.table(), ["001|12|Gare|43.6|3.9|{lon: 3.9, lat: 43.6}|1"]);
    let read = |name: &str| of("gtfs.zip", &archive, &table(name)).expect("readable");
    assert_eq!(read("g/stop_times.txt").table(), ["7|08:00:00|1|1", "7|25:10:00|2|2"]);
    assert_eq!(read("g/calendar.txt").type_of("start_date"), Some(FieldType::Date));
    assert_eq!(read("g/routes.txt").types()[1], ("route_short_name", "text"));
    // Texts that only look alike are judged by their cells.
    let other = zip(&[("stops.txt", b"stop_id,n\n1,2\n")]);
    assert_eq!(
        of("t.zip", &other, &ReadOptions::default()).expect("readable").types()[0],
        ("stop_id", "int")
    );
}

/// The archive with other bytes in the place of some, which must be there.
fn patched(mut archive: Vec<u8>, from: &[u8], to: &[u8]) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    let places: Vec<usize> =
        (0..=archive.len() - from.len()).filter(|at| archive[*at..].starts_with(from)).collect();
    assert!(!places.is_empty());
    for at in places {
        archive[at..at + to.len()].copy_from_slice(to);
    }
    archive
}

#[test]
fn names_of_files_are_read_as_they_were_written() {
    for name in ["données/écoles.csv", "a/Î.csv"] {
        let archive = zip(&[(name, CSV.as_bytes()), ("b.csv", b"a\n")]);
        assert_eq!(of("t.zip", &archive, &table(name)).expect("readable").table().len(), 2);
    }
    // As an old program writes it: one byte a character, of DOS.
    let dos = patched(zip(&[("XXcoles.csv", CSV.as_bytes())]), b"XXcoles", b"\x90\x82coles");
    let read = of("t.zip", &dos, &ReadOptions::default()).expect("readable");
    assert_eq!(read.layout.table.as_deref(), Some("Éécoles.csv"));
    // As others do: UTF-8 that is not declared.
    let bare = patched(zip(&[("XXcoles.csv", CSV.as_bytes())]), b"XXcoles", "écoles".as_bytes());
    let read = of("t.zip", &bare, &ReadOptions::default()).expect("readable");
    assert_eq!(read.layout.table.as_deref(), Some("écoles.csv"));
}

#[test]
fn roots_drives_and_names_given_twice_are_refused() {
    let none = ReadOptions::default();
    let renamed = |to: &[u8]| patched(zip(&[("XX/t.csv", CSV.as_bytes())]), b"XX/t", to);
    check_code("t.zip", &renamed(b"//xt"), &none, "archive-unsafe");
    check_code("t.zip", &renamed(b"C:/t"), &none, "archive-unsafe");
    check_code("t.zip", &renamed(b"..\\t"), &none, "archive-unsafe");
    let twice =
        patched(zip(&[("a.csv", CSV.as_bytes()), ("b.csv", b"x;y\n1;2\n")]), b"b.csv", b"a.csv");
    check_code("t.zip", &twice, &none, "archive-broken");
}

#[test]
fn an_encrypted_file_is_told() {
    let archive = zip(&[("t.csv", CSV.as_bytes())]);
    // The flag of encryption, in the local head and in the list of files.
    let local = archive.windows(4).position(|w| w == b"PK\x03\x04").expect("a head");
    let listed = archive.windows(4).position(|w| w == b"PK\x01\x02").expect("a list");
    let mut archive = archive;
    archive[local + 6] |= 1;
    archive[listed + 8] |= 1;
    check_code("t.zip", &archive, &ReadOptions::default(), "archive-protected");
}

#[test]
fn files_that_share_their_bytes_are_refused() {
    let archive = zip(&[("a.csv", CSV.as_bytes()), ("b.csv", CSV.as_bytes())]);
    // The second file of the list points to the first one's bytes.
    let listed: Vec<usize> =
        (0..archive.len() - 4).filter(|at| archive[*at..].starts_with(b"PK\x01\x02")).collect();
    let mut shared = archive.clone();
    let (first, second) = (listed[0] + 42, listed[1] + 42);
    let offset = archive[first..first + 4].to_vec();
    shared[second..second + 4].copy_from_slice(&offset);
    check_code("t.zip", &shared, &ReadOptions::default(), "archive-broken");
}

#[test]
fn changed_archives_are_read_or_refused() {
    let archive = zip(&[("a.csv", CSV.as_bytes()), ("b.csv", b"x;y\n1;2\n")]);
    for place in 0..archive.len() {
        for flip in [0x01, 0xFF] {
            let mut changed = archive.clone();
            changed[place] ^= flip;
            drop(of("t.zip", &changed, &ReadOptions::default()));
        }
    }
}

#[test]
fn archives_that_were_written_as_a_stream_or_for_large_files_are_opened() {
    let mut streamed = ZipWriter::new_stream(Vec::new());
    streamed.start_file("t.csv", SimpleFileOptions::default()).expect("a name");
    streamed.write_all(CSV.as_bytes()).expect("written to memory");
    let streamed = streamed.finish().expect("written to memory").into_inner();
    let mut large = ZipWriter::new(Cursor::new(Vec::new()));
    large.start_file("t.csv", SimpleFileOptions::default().large_file(true)).expect("a name");
    large.write_all(CSV.as_bytes()).expect("written to memory");
    let large = large.finish().expect("written to memory").into_inner();
    for archive in [streamed, large] {
        assert_eq!(
            of("t.zip", &archive, &ReadOptions::default()).expect("readable").table().len(),
            2
        );
    }
}
