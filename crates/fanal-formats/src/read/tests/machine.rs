//! Nothing is wrong with the file, and yet it can't be read: the disk is full, or gone.

use super::archives::zip;
use super::books::{Xlsx, rows, text};
use super::union::union;
use super::*;

/// Takes the folder away while the table in that place is looked at, and puts it back behind it.
struct Unmounts<'p> {
    folder: &'p std::path::Path,
    away: PathBuf,
    place: u32,
    asked: Cell<u32>,
}

impl Watch for Unmounts<'_> {
    fn progress(&self, _: u64, _: Option<u64>, _: u64) {}

    fn cancelled(&self) -> bool {
        if self.asked.get() == self.place {
            std::fs::rename(self.folder, &self.away).expect("a folder can be moved");
        } else if self.away.exists() {
            std::fs::rename(&self.away, self.folder).expect("a folder can be moved back");
        }
        self.asked.set(self.asked.get() + 1);
        false
    }
}

#[test]
fn a_file_of_an_archive_that_found_no_room_is_not_left_out_of_a_union() {
    let root = tempfile::tempdir().expect("a temporary folder can be made");
    let folder = root.path().join("scratch");
    std::fs::create_dir(&folder).expect("a folder can be made");
    let archive = zip(&[
        ("a.csv", b"rue;n\nPrado;1\nRome;2\n"),
        ("b.csv", b"rue;n\nPrado;3\n"),
        ("c.csv", b"rue;n\nPrado;4\n"),
    ]);
    let file = Scratch::new("t.zip", &archive);
    let options = union();
    let opened = open(&file.0, "t.zip", &options, &folder, &Unwatched).expect("opened");
    assert_eq!(opened.name(), "a.csv");
    let layout = detect(&opened, &options).expect("known");
    let watch =
        Unmounts { folder: &folder, away: root.path().join("away"), place: 1, asked: Cell::new(0) };
    let error = unite(&opened, layout, &options, &watch).expect_err("b.csv found no room");
    assert!(error.is_of_the_machine(), "{error:?}");
}

#[test]
fn a_sheet_whose_texts_found_no_room_does_not_give_way_to_another() {
    let texts: String =
        (0..2_000).map(|n| format!("<si><t>{n} {}</t></si>", "x".repeat(100))).collect();
    let data: Vec<[String; 2]> =
        (0..2_000).map(|n| [format!("<c t=\"s\"><v>{n}</v></c>"), text("x")]).collect();
    let data: Vec<&[String]> = data.iter().map(|row| &row[..]).collect();
    let notes = rows(&[&[text("a"), text("b")], &[text("c"), text("d")]]);
    let book = Xlsx {
        since_1904: false,
        formats: &[],
        texts: &texts,
        sheets: &[("Données", &rows(&data)), ("Notes", &notes)],
    };
    let file = Scratch::new("t.xlsx", &book.bytes());
    let gone = file.0.with_extension("gone");
    let options = ReadOptions::default();
    let opened = open(&file.0, "t.xlsx", &options, &gone, &Unwatched).expect("opened");
    let error = detect(&opened, &options).expect_err("there is no place for the texts");
    assert!(error.is_of_the_machine(), "{error:?}");
}
