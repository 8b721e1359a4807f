//! Several tables read as one.

use rust_xlsxwriter::{Workbook, XlsxError};

use super::archives::zip;
use super::samples::samples;
use super::*;

/// A sheet: its name and its rows.
type Sheet<'s> = (&'s str, &'s [&'s [&'s str]]);

fn book(sheets: &[Sheet<'_>]) -> Vec<u8> {
    let mut book = Workbook::new();
    let mut fill = || -> Result<Vec<u8>, XlsxError> {
        for (name, rows) in sheets {
            let sheet = book.add_worksheet().set_name(*name)?;
            for (row, cells) in (0..).zip(*rows) {
                for (column, cell) in (0..).zip(*cells) {
                    match cell.parse::<f64>() {
                        Ok(number) => sheet.write(row, column, number)?,
                        Err(_) => sheet.write(row, column, *cell)?,
                    };
                }
            }
        }
        book.save_to_buffer()
    };
    fill().expect("written to memory")
}

/// Three months of one form, one of them with its columns in another order and one more, and a
/// sheet that explains.
fn months() -> Vec<u8> {
    book(&[
        ("Janvier", &[&["Rue", "Passages"], &["Prado", "12"], &["Breteuil", "7"]]),
        ("Février", &[&["passages", " RUE", "Météo"], &["9", "Prado", "pluie"]]),
        ("Mars", &[&["Rue", "Passages"], &["Prado", "1.5"]]),
        ("Lisez-moi", &[&["Auteur"], &["Service voirie"]]),
    ])
}

fn union() -> ReadOptions {
    ReadOptions { union: true, ..ReadOptions::default() }
}

fn union_like(table: &str) -> ReadOptions {
    ReadOptions { table: Some(table.to_owned()), ..union() }
}

/// The tables that are offered to be read with the one that is found.
fn alike(name: &str, content: &[u8], options: &ReadOptions) -> Vec<String> {
    let scratch = Scratch::new(name, content);
    let file = opened(&scratch.0, name, options).expect("opened");
    let mut layout = detect(&file, options).expect("known");
    compare(&file, &mut layout, options, &Unwatched).expect("compared");
    layout.alike
}

fn parts(whole: &Whole) -> Vec<&str> {
    let union = whole.layout.union.as_ref().expect("a union");
    union.parts.iter().map(Part::name).collect()
}

#[test]
fn sheets_of_one_form_follow_each_other_under_one_head() {
    let whole = of("t.xlsx", months(), &union()).expect("readable");
    assert_eq!(parts(&whole), ["Janvier", "Février", "Mars"]);
    assert_eq!(
        whole.types(),
        [("feuille", "text"), ("rue", "text"), ("passages", "double"), ("meteo", "text")],
        "types are decided on all sheets"
    );
    assert_eq!(
        whole.table(),
        [
            "Janvier|Prado|12.0||1",
            "Janvier|Breteuil|7.0||2",
            "Février|Prado|9.0|pluie|3",
            "Mars|Prado|1.5||4"
        ]
    );
    assert_eq!(column_of(&whole, "meteo").empty, 3);
    assert_eq!(whole.layout.evidence[0].code, "union-of");
    assert_eq!(whole.doubts(), ["union-columns-partial"]);
}

#[test]
fn tables_that_are_alike_are_offered() {
    let all = ["Janvier", "Février", "Mars"];
    assert_eq!(alike("t.xlsx", &months(), &ReadOptions::default()), all);
    let other = ReadOptions { table: Some("Lisez-moi".to_owned()), ..ReadOptions::default() };
    assert!(alike("t.xlsx", &months(), &other).is_empty(), "nothing is like the notice");
    assert!(alike("t.csv", b"a;b\n1;2\n", &ReadOptions::default()).is_empty());
}

#[test]
fn a_table_can_be_left_out_and_one_that_does_not_fit_is_told() {
    let options = ReadOptions { tables_left_out: vec!["Mars".to_owned()], ..union() };
    let whole = of("t.xlsx", months(), &options).expect("readable");
    assert_eq!(parts(&whole), ["Janvier", "Février"]);
    assert_eq!(whole.layout.alike, ["Janvier", "Février", "Mars"], "it can be taken back");
    let with_balance = book(&[
        ("Janvier", &[&["Rue", "Passages"], &["Prado", "12"]]),
        ("Février", &[&["Rue", "Passages"], &["Prado", "12"]]),
        ("Bilan", &[&["Total annuel", "Évolution", "Avis"], &["24", "3", "bon"]]),
        ("Vide", &[]),
    ]);
    let whole = of("t.xlsx", &with_balance, &union()).expect("readable");
    assert_eq!(whole.layout.union.as_ref().expect("a union").unfit, ["Bilan"]);
    assert_eq!(whole.doubts(), ["union-unfit"]);
    let known = ReadOptions { tables_left_out: vec!["Bilan".to_owned()], ..union() };
    let whole = of("t.xlsx", &with_balance, &known).expect("readable");
    assert!(whole.doubts().is_empty(), "who leaves it out need not be told");
}

#[test]
fn the_next_file_is_read_whole_though_its_sheets_have_other_names() {
    let next = book(&[
        ("Notes", &[&["a", "b", "c"], &["1", "2", "3"], &["1", "2", "3"], &["1", "2", "3"]]),
        ("Janvier 2026", &[&["Rue", "Passages"], &["Prado", "12"]]),
        ("Février 2026", &[&["Rue", "Passages"], &["Prado", "9"]]),
    ]);
    let whole = of("t.xlsx", next, &union_like("Janvier 2025")).expect("readable");
    assert_eq!(parts(&whole), ["Janvier 2026", "Février 2026"]);
}

#[test]
fn a_table_has_a_title_without_endings_of_files() {
    for (name, title) in [
        ("2025/janvier.csv", "2025 – janvier"),
        ("Janvier", "Janvier"),
        ("a.xlsx/Feuille 1.2", "a – Feuille 1.2"),
        ("stops.txt", "stops"),
    ] {
        assert_eq!(table_title(name), title);
    }
}

#[test]
fn tables_with_nothing_in_common_are_no_union() {
    let content = book(&[
        ("Arbres", &[&["Essence", "Hauteur"], &["Platane", "12"]]),
        ("Bancs", &[&["Matière", "Places"], &["Bois", "3"]]),
    ]);
    let error = of("t.xlsx", content, &union()).err().expect("refused");
    assert_eq!(error.problem().code, "union-none-alike");
    let archive = zip(&[("a.csv", b"x;y\n1;2\n"), ("b.csv", b"u;v\n1;2\n")]);
    let error = of("t.zip", archive, &union_like("a.csv")).err().expect("refused");
    assert_eq!(error.problem().code, "union-none-alike");
}

#[test]
fn three_hundred_sheets_are_read_as_one() {
    let names: Vec<String> = (1..=300).map(|n| format!("Feuille {n}")).collect();
    let rows: &[&[&str]] = &[&["Rue", "Passages"], &["Prado", "12"]];
    let sheets: Vec<Sheet<'_>> = names.iter().map(|name| (name.as_str(), rows)).collect();
    let whole = of("t.xlsx", book(&sheets), &union()).expect("readable");
    assert_eq!(whole.profile.records, 300);
    assert_eq!(whole.table()[299], "Feuille 300|Prado|12|300");
}

#[test]
fn files_of_an_archive_are_read_each_in_its_own_form() {
    let mut february = b"Rue,Date\nP,06/02/2025,trop,large\n".to_vec();
    february.extend(b"R\xE9publique,05/02/2025\n".repeat(30));
    let archive = zip(&[
        ("2025/janvier.csv", "Rue;Date\nPrado;13/01/2025\n".as_bytes()),
        ("2025/février.csv", &february),
        ("2025/mars.json", br#"[{"rue": "Prado", "date": "01/03/2025", "note": "x"}]"#),
        ("lisezmoi.txt", "Ces fichiers sont faits chaque mois.\n".as_bytes()),
    ]);
    let whole = of("t.zip", &archive, &union()).expect("readable");
    assert_eq!(
        whole.types(),
        [("fichier", "text"), ("rue", "text"), ("date", "date"), ("note", "text")]
    );
    let table = whole.table();
    assert_eq!(table[0], "2025/janvier.csv|Prado|2025-01-13||1");
    assert_eq!(table[1], "2025/février.csv|République|2025-02-05||3");
    assert_eq!(table[31..], ["2025/mars.json|Prado|2025-03-01|x|33"]);
    let union = whole.layout.union.as_ref().expect("a union");
    let row = &whole.rejected[0];
    assert_eq!((row.line, union.table_of(row)), (2, Some("2025/février.csv")));
    assert_eq!(row.cells, ["2025/février.csv", "P ; 06/02/2025 ; trop ; large"]);
}

#[test]
fn a_rejected_row_has_its_cells_under_the_columns_of_the_union() {
    let archive = zip(&[
        ("a.csv", b"n;rue\n1;Prado\n2;Breteuil\n3;Rome\n"),
        ("b.csv", b"rue;n\nTotal;9\n"),
        ("c.csv", b"rue;n\nPrado;4\n"),
    ]);
    let whole = of("t.zip", archive, &union_like("a.csv")).expect("readable");
    assert_eq!(whole.profile.records, 4);
    assert_eq!(whole.rejected[0].reason.code, "row-total");
    assert_eq!(whole.rejected[0].cells, ["b.csv", "9", "Total"]);
}

#[test]
fn one_file_of_an_archive_that_is_broken_is_told() {
    let archive = zip(&[
        ("a.csv", b"rue;n\nPrado;1\n"),
        ("b.csv", b"rue;n\nPrado;2\n"),
        ("c.xlsx", b"PK\x03\x04 and nothing else"),
    ]);
    let whole = of("t.zip", archive, &union_like("a.csv")).expect("readable");
    assert_eq!(parts(&whole), ["a.csv", "b.csv"]);
    assert_eq!(whole.layout.union.as_ref().expect("a union").unfit, ["c.xlsx"]);
}

#[test]
fn columnar_files_are_read_with_others() {
    let mut csv = whole("t.csv", "rue;n;jour\nPrado;1;2025-01-31\n");
    let batch = csv.batches.remove(0).project(&[0, 1, 2]).expect("columns that are there");
    let mut bytes = Vec::new();
    let mut writer = ::parquet::arrow::ArrowWriter::try_new(&mut bytes, batch.schema(), None)
        .expect("a schema of ours");
    writer.write(&batch).expect("written to memory");
    writer.close().expect("written to memory");
    let archive = zip(&[("a.parquet", &bytes), ("b.csv", b"rue;n;jour\nRome;2;2025-02-28\n")]);
    let whole = of("t.zip", archive, &union()).expect("readable");
    assert_eq!(
        whole.table(),
        ["a.parquet|Prado|1|2025-01-31|1", "b.csv|Rome|2|2025-02-28|2"],
        "{:?}",
        whole.types()
    );
}

#[test]
fn sheets_of_an_archived_workbook_and_a_text_make_one_table() {
    let archive = zip(&[("a.xlsx", &months()), ("b.csv", b"rue;passages\nRome;3\n")]);
    let whole = of("t.zip", archive, &union_like("a.xlsx/Janvier")).expect("readable");
    assert_eq!(parts(&whole), ["a.xlsx/Janvier", "a.xlsx/Février", "a.xlsx/Mars", "b.csv"]);
    assert_eq!(whole.profile.records, 5);
}

#[test]
fn layers_of_a_real_plan_make_one() {
    let Some(root) = samples() else { return };
    let path = root.join("geo/pprt_69dreal.gpkg");
    let of = |options: &ReadOptions| Whole::of(&path, "pprt.gpkg", options).expect("readable");
    let zones = of(&union_like("pprt_69dreal20090005_zonereglementaireurba_s"));
    assert_eq!(zones.profile.records, 10 + 25);
    assert_eq!(zones.types()[0], ("couche", "text"));
    assert!(!geometries_of(&zones, "geom").contains(&None));
    let plain = ReadOptions {
        table: Some("pprt_69dreal20090005_zonereglementaireurba_s".to_owned()),
        ..ReadOptions::default()
    };
    assert_extent(&zones, "geom", extent_of(&of(&plain), "geom"), 0.05);
}

#[test]
fn a_real_timetable_is_offered_no_union() {
    let Some(root) = samples() else { return };
    let path = root.join("mobilite/gtfs_tam_montpellier.zip");
    let options = ReadOptions::default();
    let file = opened(&path, "gtfs.zip", &options).expect("opened");
    let mut layout = detect(&file, &options).expect("known");
    compare(&file, &mut layout, &options, &Unwatched).expect("compared");
    assert!(layout.alike.is_empty(), "{:?}", layout.alike);
}

#[test]
fn sheets_of_a_real_survey_make_one() {
    let Some(root) = samples() else { return };
    let path = root.join("montpellier/QVEnquete_2012.xlsx");
    let file = Whole::of(&path, "q.xlsx", &union()).expect("readable");
    let union = file.layout.union.as_ref().expect("a union");
    assert_eq!((union.parts.len(), &*union.unfit), (7, &["Total".to_owned()][..]));
}
