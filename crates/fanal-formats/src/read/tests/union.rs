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

pub(super) fn union() -> ReadOptions {
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

/// What two sheets read as one give.
#[track_caller]
fn check_sheets(one: &[&[&str]], other: &[&[&str]], titles: &[&str], table: &[&str]) {
    let whole = of("t.xlsx", book(&[("A", one), ("B", other)]), &union()).expect("readable");
    let found: Vec<&str> = whole.profile.columns.iter().map(|c| c.title.as_str()).collect();
    assert_eq!(
        (found.as_slice(), whole.table()),
        (titles, table.iter().map(|l| (*l).to_owned()).collect())
    );
}

#[test]
fn columns_whose_titles_differ_by_a_sign_stay_apart() {
    check_sheets(
        &[&["Commune", "< 25 ans", "> 25 ans"], &["Apt", "1", "2"]],
        &[&["Commune", "> 25 ans", "< 25 ans"], &["Aix", "4", "3"]],
        &["Feuille", "Commune", "< 25 ans", "> 25 ans"],
        &["A|Apt|1|2|1", "B|Aix|3|4|2"],
    );
    check_sheets(
        &[&["Commune", "Année", "< 25 ans"], &["Apt", "2024", "1"]],
        &[&["commune", "annee", "> 25 ans"], &["Aix", "2025", "4"]],
        &["Feuille", "Commune", "Année", "< 25 ans", "> 25 ans"],
        &["A|Apt|2024|1||1", "B|Aix|2025||4|2"],
    );
    let long = "Quels services de la ville connaissez-vous ? ".repeat(3);
    let option = |letter: &str| format!("{long}[Option {letter}]");
    let (a, b) = (option("A"), option("B"));
    check_sheets(
        &[&["Quartier", "Âge", &a], &["Nord", "30", "oui"]],
        &[&["Quartier", "Âge", &b], &["Sud", "40", "non"]],
        &["Feuille", "Quartier", "Âge", &a, &b],
        &["A|Nord|30|true||1", "B|Sud|40||false|2"],
    );
    check_sheets(
        &[&["Code postal", "Date d'effet"], &["84400", "x"]],
        &[&["CODE_POSTAL", "date-d’effet"], &["13100", "y"]],
        &["Feuille", "Code postal", "Date d'effet"],
        &["A|84400|x|1", "B|13100|y|2"],
    );
}

#[test]
fn columns_that_some_tables_lack_are_told_as_they_are_written() {
    let whole = of("t.xlsx", months(), &union()).expect("readable");
    let doubt = &whole.layout.doubts[0];
    let listed = ("columns".to_owned(), fanal_model::Argument::Text("Météo".to_owned()));
    assert!(doubt.arguments.contains(&listed), "{doubt:?}");
}

#[test]
fn the_first_column_has_one_title_however_many_tables_there_are() {
    let january: Sheet<'_> = ("Janvier", &[&["Rue", "Passages"], &["Prado", "12"]]);
    let whole = of("2026.xlsx", book(&[january]), &union_like("Janvier")).expect("readable");
    assert_eq!(
        (whole.types()[0].0, whole.table()),
        ("feuille", vec!["Janvier|Prado|12|1".to_owned()])
    );
    let archive = zip(&[("2026/janvier.csv", b"rue;n\nPrado;1\n")]);
    let whole = of("t.zip", archive, &union_like("2025/janvier.csv")).expect("readable");
    assert_eq!(whole.types()[0].0, "fichier");
    assert_eq!(whole.table(), ["2026/janvier.csv|Prado|1|1"]);
}

#[test]
fn of_more_tables_than_are_compared_none_is_left_out_unseen() {
    let table = "<table><tr><td>rue</td><td>n</td></tr><tr><td>Prado</td><td>1</td></tr></table>";
    let page = |tables: usize| format!("<html><body>{}</body></html>", table.repeat(tables));
    let whole = of("t.html", page(1_000), &union()).expect("readable");
    assert_eq!(whole.profile.records, 1_000);
    let error = of("t.html", page(1_001), &union()).err().expect("refused");
    assert_eq!(error.problem().code, "union-too-many");
    let lists: Vec<String> = (0..101).map(|n| format!("\"l{n}\":[{{\"rue\":1}}]")).collect();
    let error = of("t.json", format!("{{{}}}", lists.join(",")), &union()).err().expect("refused");
    assert_eq!(error.problem().code, "union-too-many");
    let one = super::whole("t.html", page(1_001));
    assert_eq!((one.layout.tables.len(), one.doubts()[0]), (1_000, "tables-too-many"));
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
fn tables_that_take_long_to_compare_are_compared_when_asked() {
    let name = |n: usize| format!("liste{n}");
    let row =
        r#"{"rue": "Prado", "n": 12, "note": "une note un peu longue, et encore un peu plus"}"#;
    let rows = [row; 200].join(",");
    let document = |tables: usize| {
        let lists = (0..tables).map(|n| format!("\"{}\": [{rows}]", name(n)));
        format!("{{{}}}", lists.collect::<Vec<_>>().join(","))
    };
    let options = ReadOptions::default();
    for (tables, uncompared) in [(3, false), (90, true)] {
        let scratch = Scratch::new("t.json", document(tables).as_bytes());
        let file = opened(&scratch.0, "t.json", &options).expect("opened");
        let mut layout = detect(&file, &options).expect("known");
        compare(&file, &mut layout, &options, &Unwatched).expect("compared");
        let expected = if uncompared { 0 } else { tables };
        assert_eq!((layout.uncompared, layout.alike.len()), (uncompared, expected));
    }
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
fn values_of_columnar_files_are_in_a_union_what_they_are_alone() {
    use arrow::array::{Float64Builder, ListBuilder, StringArray, TimestampSecondArray};
    let mut numbers = ListBuilder::new(Float64Builder::new());
    numbers.append_value([Some(1.5), None]);
    numbers.append_null();
    numbers.append_value([Some(3.0)]);
    let columns: [(&str, ArrayRef); 3] = [
        ("rue", std::sync::Arc::new(StringArray::from(vec!["Prado", "Rome", "Canebière"]))),
        ("nombres", std::sync::Arc::new(numbers.finish())),
        (
            "le",
            std::sync::Arc::new(TimestampSecondArray::from(vec![Some(0), None, Some(i64::MAX)])),
        ),
    ];
    let columns = columns.map(|(name, array)| (name, array, true));
    let batch = RecordBatch::try_from_iter_with_nullable(columns).expect("columns of one length");
    let mut writer =
        arrow_ipc::writer::StreamWriter::try_new(Vec::new(), &batch.schema()).expect("a head");
    writer.write(&batch).expect("written to memory");
    let arrow = writer.into_inner().expect("written to memory");
    let alone = whole("t.arrows", &arrow);
    let archive =
        zip(&[("a.arrows", &arrow), ("b.csv", b"rue;nombres;le\nAix;[2];01/02/2025 10:00\n")]);
    let whole = of("t.zip", archive, &union()).expect("readable");
    assert_eq!(alone.type_of("nombres"), Some(FieldType::Json));
    assert_eq!(whole.type_of("nombres"), Some(FieldType::Json), "{:?}", whole.types());
    let cells: Vec<&str> =
        whole.table()[0].split('|').map(str::to_owned).map(|c| &*c.leak()).collect();
    assert_eq!(cells[..3], ["a.arrows", "Prado", "[1.5,null]"]);
    assert_eq!(whole.profile.records + whole.profile.rejected, 4);
    let kept = column_of(&whole, "le").empty;
    assert_eq!(kept, 1, "a value that fits no moment is not lost");
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
