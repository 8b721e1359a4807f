//! Tables of text: what a town hall's spreadsheet writes.

use super::*;

const FRENCH: &str = "code_insee;code_postal;siret;telephone;date_fr;montant;taux;actif;libelle;annee;vide;heure\n\
01004;01500;21130055300016;0491551111;03/04/2024;1 234,50;12,5 %;oui;Éclairage – avenue de l'Œuvre;2024;;08:30\n\
2A004;20000;21130055300016;0491551112;31/12/2023;-12,00;7 %;non;« Été » à l'école;2023;;17:00\n";

#[track_caller]
fn check_french(whole: &Whole) {
    assert_eq!(
        whole.types(),
        [
            ("code_insee", "text"),
            ("code_postal", "text"),
            ("siret", "text"),
            ("telephone", "text"),
            ("date_fr", "date"),
            ("montant", "double"),
            ("taux", "double"),
            ("actif", "boolean"),
            ("libelle", "text"),
            ("annee", "int"),
            ("vide", "text"),
            ("heure", "text"),
        ]
    );
    assert_eq!(
        whole.table(),
        [
            "01004|01500|21130055300016|0491551111|2024-04-03|1234.5|12.5|true|Éclairage – avenue de l'Œuvre|2024||08:30|1",
            "2A004|20000|21130055300016|0491551112|2023-12-31|-12.0|7.0|false|« Été » à l'école|2023||17:00|2",
        ]
    );
    let meanings: Vec<_> =
        whole.profile.columns.iter().filter_map(|c| c.meaning.as_deref()).collect();
    assert_eq!(
        meanings,
        ["code_insee", "code_postal", "siret", "telephone", "amount", "percent", "year", "time"]
    );
    assert_eq!(whole.profile.columns[6].unit.as_deref(), Some("%"));
}

#[test]
fn an_ordinary_french_table_is_read_in_every_encoding() {
    check_french(&whole("t.csv", FRENCH));
    check_french(&whole("t.csv", format!("\u{feff}{FRENCH}")));
    check_french(&whole("t.csv", format!("\u{feff}\u{feff}{FRENCH}")));
    check_french(&whole("t.csv", encoding_rs::WINDOWS_1252.encode(FRENCH).0));
    let wide = |mark: [u8; 2], bytes: fn(u16) -> [u8; 2]| {
        mark.into_iter().chain(FRENCH.encode_utf16().flat_map(bytes)).collect::<Vec<u8>>()
    };
    check_french(&whole("t.csv", wide([0xFF, 0xFE], u16::to_le_bytes)));
    check_french(&whole("t.csv", wide([0xFE, 0xFF], u16::to_be_bytes)));
    check_french(&whole("t.csv", FRENCH.replace('\n', "\r\n")));
    check_french(&whole("t.csv", FRENCH.replace('\n', "\r")));
    check_french(&whole("t.tsv", FRENCH.replace(';', "\t")));
    check_french(&whole("t.txt", FRENCH.replace(';', "|")));
}

#[test]
fn letters_that_come_late_make_the_column_text() {
    let mut text = "code,nombre\n".to_owned();
    for i in 0..30_000 {
        text.push_str(&format!("{},{i}\n", 13_001 + i % 50));
    }
    text.push_str("2A004,beaucoup\n");
    let whole = whole("late.csv", text);
    assert_eq!(whole.types(), [("code", "text"), ("nombre", "text")]);
    assert_eq!(whole.profile.columns[1].odd, [(30_002, "beaucoup".to_owned())]);
    assert_eq!(whole.profile.records, 30_001);
}

#[test]
fn records_keep_their_order_and_number_over_many_blocks() {
    let mut text = "n;texte\n".to_owned();
    let filler = "x".repeat(1000);
    for i in 1..=12_000 {
        if i % 1000 == 7 {
            text.push_str("a;b;trop\n");
        } else {
            text.push_str(&format!("{i};\"{filler}\n{filler}\"\n"));
        }
    }
    let file = Scratch::new("blocks.csv", text.as_bytes());
    let options = ReadOptions::default();
    let leave_out = |plan: &mut ReadPlan| plan.columns.truncate(1);
    let whole = Whole::planned(&file.0, "blocks.csv", &options, leave_out).expect("readable");
    assert_eq!((whole.profile.records, whole.profile.rejected), (11_988, 12));
    let expected = (1..=12_000).filter(|i| i % 1000 != 7).map(|i| format!("{i}|{i}"));
    assert!(whole.table().into_iter().eq(expected));
    assert_eq!(whole.rejected[1].line, 1 + 2 * 1006 - 1 + 1);
}

#[test]
fn rows_that_do_not_fit_are_kept_apart_with_their_lines() {
    let whole = whole("t.csv", "a;b;c\n1;2;3\n1;2;3;4\n1;2;3;;\n\n;;\n1;2\nseul\na;b;c\n4;5;6\n");
    assert_eq!(whole.table(), ["1|2|3|1", "1|2|3|3", "1|2||4", "4|5|6|7"]);
    assert_eq!(whole.reasons(), [(3, "row-too-wide"), (8, "row-cut"), (9, "row-repeats-header")]);
    assert_eq!(whole.doubts(), ["rows-short", "rows-empty"]);
}

#[test]
fn bytes_that_no_encoding_explains_reject_their_row_alone() {
    let mut bytes = b"nom;ville\n".to_vec();
    for _ in 0..50 {
        bytes.extend_from_slice("été;Orléans\n".as_bytes());
    }
    bytes.extend_from_slice(b"caf\xE9;Lyon\nfin;Nice\n");
    let whole = whole("t.csv", bytes);
    assert_eq!(whole.reasons(), [(52, "row-undecodable")]);
    assert_eq!(whole.profile.records, 51);
}

#[test]
fn a_quote_that_never_closes_costs_its_own_row_only() {
    let whole = whole("t.csv", "a;b\n1;x\n2;\"jamais fermé\n3;\"y\"\n4;\"z\nz\"\n5;w\n");
    assert_eq!(whole.reasons(), [(3, "row-quote-unclosed")]);
    assert_eq!(whole.table(), ["1|x|1", "3|y|3", "4|z\nz|4", "5|w|5"]);
    let at_the_end = super::whole("t.csv", "a;b\n1;x\n2;\"jamais fermé\n3;y\n");
    assert_eq!(at_the_end.reasons(), [(3, "row-quote-unclosed")]);
    assert_eq!(at_the_end.table(), ["1|x|1", "3|y|3"]);
}

#[test]
fn a_forced_type_rejects_what_does_not_fit_it() {
    let file = Scratch::new("t.csv", b"n;nom\n1;a\ndouze;b\n3;c\n");
    let whole = Whole::planned(&file.0, "t.csv", &ReadOptions::default(), |plan| {
        plan.columns[0].field_type = FieldType::Int;
    })
    .expect("readable");
    assert_eq!(whole.table(), ["1|a|1", "3|c|3"]);
    assert_eq!(whole.reasons(), [(3, "cell-misfit")]);
    assert_eq!(whole.rejected[0].cells, ["douze", "b"]);
    assert_eq!(
        whole.rejected[0].reason.to_string(),
        "cell-misfit column=`n` value=`douze` type=`int`"
    );
}

#[test]
fn marks_for_missing_values_are_read_as_empty_and_stay_in_texts() {
    let text = "n;date;vu;nom\n1;07/03/2009;x;NC\nNC;NC;;b\n 3 ;25/12/2010;x;c\n";
    let whole = whole("t.csv", text);
    assert_eq!(whole.types(), [("n", "int"), ("date", "date"), ("vu", "boolean"), ("nom", "text")]);
    assert_eq!(whole.table(), ["1|2009-03-07|true|NC|1", "||false|b|2", "3|2010-12-25|true|c|3"]);
    assert_eq!(whole.profile.columns[0].empty_marks, [("NC".to_owned(), 1)]);
    assert!(whole.profile.columns[3].empty_marks.is_empty());
}

#[test]
fn marks_among_codes_are_read_as_empty_as_it_is_told() {
    let whole = whole("t.csv", "siret;n\n21130055300016;1\nNC;2\n21200004000012;3\n");
    assert_eq!(column_of(&whole, "siret").meaning.as_deref(), Some("siret"));
    assert!(doubts_of(&whole, "siret").contains(&"empty-marks".to_owned()));
    assert_eq!(whole.table()[1], "|2|2");
    let number = super::whole("t.csv", "n\n1\nNC\n3\n");
    assert!(column_of(&number, "n").empty_marks_of(FieldType::Text).is_empty(), "a text stays");
}

#[test]
fn cells_are_cut_into_lists_when_asked() {
    let file = Scratch::new("t.csv", b"nom;genre\na;ancien, remarquable\nb;\n");
    let whole = Whole::planned(&file.0, "t.csv", &ReadOptions::default(), |plan| {
        plan.columns[1].multivalued = Some(",".to_owned());
    })
    .expect("readable");
    assert_eq!(whole.table(), ["a|[ancien, remarquable]|1", "b||2"]);
}

#[test]
fn titles_may_stand_lower_or_be_said_or_be_missing() {
    let text = "Liste des écoles\n\nnom;places\nA;3\nB;4\n";
    let whole = whole("t.csv", text);
    assert_eq!(whole.layout.header, Header::Row(3));
    assert_eq!(whole.table(), ["A|3|1", "B|4|2"]);
    let none = ReadOptions { header: Some(Header::None), ..Default::default() };
    let bare = of("t.csv", "A;3\nB;4\n", &none).expect("readable");
    assert_eq!(bare.table(), ["A|3|1", "B|4|2"]);
    assert_eq!(bare.types(), [("colonne_1", "text"), ("colonne_2", "int")]);
    let said = ReadOptions { header: Some(Header::Row(4)), ..Default::default() };
    let lower = of("t.csv", text, &said).expect("readable");
    assert_eq!(lower.table(), ["B|4|1"]);
}

#[test]
fn local_times_are_those_of_the_column_s_zone() {
    let file = Scratch::new("t.csv", b"d\n15/07/2024 12:00\n15/01/2024 12:00\n");
    let paris = Whole::of(&file.0, "t.csv", &ReadOptions::default()).expect("readable");
    assert_eq!(paris.table(), ["2024-07-15T10:00:00+00:00|1", "2024-01-15T11:00:00+00:00|2"]);
    let whole = Whole::planned(&file.0, "t.csv", &ReadOptions::default(), |plan| {
        plan.columns[0].timezone = Some("Indian/Reunion".to_owned());
    })
    .expect("readable");
    assert_eq!(whole.table(), ["2024-07-15T08:00:00+00:00|1", "2024-01-15T08:00:00+00:00|2"]);
}

#[test]
fn the_separator_is_judged_on_records_and_not_on_titles() {
    let whole = whole("t.csv", "ID,N,10,0;NOM,C,80;X,N,8\n1;rue A;3,5\n2;rue B;4,25\n");
    assert_eq!(whole.layout.separator, Some(b';'));
    assert_eq!(whole.type_of("x"), Some(FieldType::Double));
}

#[test]
fn titles_that_repeat_or_are_missing_are_told() {
    let whole = whole("t.csv", "nom;Nom;;\na;b;c;\nd;e;f;\n");
    let told: Vec<(&str, Vec<&str>)> = whole
        .profile
        .columns
        .iter()
        .map(|c| (c.name.as_str(), c.doubts.iter().map(|d| d.code.as_str()).collect()))
        .collect();
    assert_eq!(
        told,
        [
            ("nom", vec![]),
            ("nom_2", vec!["title-repeated"]),
            ("colonne_3", vec!["column-untitled"]),
            ("colonne_4", vec!["column-empty"]),
        ]
    );
    // A column with neither title nor value is left out.
    assert_eq!(whole.table(), ["a|b|c|1", "d|e|f|2"]);
}

#[test]
fn undecodable_wide_text_rejects_its_row() {
    let mut bytes = vec![0xFF, 0xFE];
    let units = "nom;n\nété;1\n".encode_utf16().chain([0xD800]).chain(";2\nfin;3\n".encode_utf16());
    bytes.extend(units.flat_map(u16::to_le_bytes));
    let whole = whole("t.csv", bytes);
    assert_eq!(whole.reasons(), [(3, "row-undecodable")]);
    assert_eq!(whole.table(), ["été|1|1", "fin|3|3"]);
}

#[test]
fn a_page_of_the_web_is_no_table() {
    let error = of("export.xls", "<html><table></table></html>", &ReadOptions::default()).err();
    assert_eq!(error.map(|e| e.problem().code), Some("file-kind-unknown".to_owned()));
}

#[test]
fn totals_in_any_cell_and_notes_below_are_set_aside_and_shown() {
    let rows = [
        ["Code", "Libellé", "Montant"],
        ["01", "Écoles", "100"],
        ["02", "Voirie", "20"],
        ["02", "Sous-total", "120"],
        ["03", "Total Énergie", "3"],
        ["", "TOTAL GENERAL", "123"],
        ["", "", ""],
        ["Note de lecture : 100 € vont aux écoles", "", ""],
        ["Champ : budget principal", "", ""],
        ["(1) hors budget annexe", "", ""],
        ["* montants provisoires", "", ""],
        ["Extrait du compte administratif", "", ""],
        ["Données au 31/12/2023", "", ""],
        ["NC : non communiqué", "", ""],
        ["Source : mairie", "", ""],
    ];
    let text: String = rows.iter().map(|row| row.join(";") + "\n").collect();
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (line, row) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(row).filter(|(_, cell)| !cell.is_empty()) {
            match cell.parse::<f64>().ok().filter(|_| column == 2) {
                Some(number) => sheet.write(line, column, number),
                None => sheet.write(line, column, cell),
            }
            .expect("a sheet");
        }
    }
    let book = book.save_to_buffer().expect("written to memory");
    for read in [whole("t.csv", text), whole("t.xlsx", book)] {
        assert_eq!(read.types()[2], ("montant", "int"));
        assert_eq!(read.table().len(), 3, "{:?}", read.table());
        let reasons: Vec<&str> = read.reasons().into_iter().map(|(_, code)| code).collect();
        let (totals, notes) = (["row-total"; 2], ["row-note"; 7]);
        assert_eq!(reasons, [&totals[..], &notes, &["row-source"]].concat());
        let shown = &read.profile.first_rejected[2];
        assert_eq!((shown.line, shown.cells[0].as_str()), (8, rows[7][0]));
    }
    let options = ReadOptions { keep_notes: true, ..Default::default() };
    let text: String = rows.iter().map(|row| row.join(";") + "\n").collect();
    assert_eq!(of("t.csv", text, &options).expect("readable").table().len(), 13);
}
