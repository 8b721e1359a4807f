//! Tables of text that are unlike most: what is found out about them, and why.

use super::*;

impl Whole {
    /// Codes of what was decided, but for encoding, separator and titles of an ordinary table.
    fn evidence(&self) -> Vec<&str> {
        let codes = self.layout.evidence.iter().map(|e| e.code.as_str());
        let usual = ["encoding-plain", "encoding-decided", "separator-decided", "header-decided"];
        codes.filter(|code| !usual.contains(code)).collect()
    }
}

/// Bytes of a text in code page 850.
pub(super) fn dos(text: &str) -> Vec<u8> {
    let encoding = text::encoding::Encoding::named("ibm850").expect("known");
    let upper = encoding.decode(&(0x80..=0xFF).collect::<Vec<u8>>()).0.into_owned();
    let byte = |c: char| match upper.chars().position(|u| u == c) {
        Some(place) => 0x80 + place as u8,
        None => u8::try_from(c).expect("the code page has it"),
    };
    text.chars().map(byte).collect()
}

const FRENCH: &str = "commune;libellé\nBesançon;École élémentaire\nNîmes;forêt à côté\n";

#[track_caller]
fn check_encoding(bytes: Vec<u8>, encoding: &str) {
    let whole = whole("t.csv", bytes);
    assert_eq!(whole.layout.encoding, encoding);
    assert_eq!(whole.table(), ["Besançon|École élémentaire|1", "Nîmes|forêt à côté|2"]);
    assert_eq!(whole.doubts(), [""; 0]);
}

#[test]
fn totals_sources_and_notes_are_set_apart_unless_they_are_to_be_kept() {
    let text = "commune;habitants;surface\nAix;145 000;186\nArles;51 000;759\nTotal;196 000;945\n\
                Source : Insee;;\n(1) chiffres provisoires;;\n";
    let apart = whole("t.csv", text);
    assert_eq!(apart.table(), ["Aix|145000|186|1", "Arles|51000|759|2"]);
    assert_eq!(apart.reasons(), [(4, "row-total"), (5, "row-source"), (6, "row-note")]);
    let options = ReadOptions { keep_notes: true, ..Default::default() };
    let kept = of("t.csv", text, &options).expect("readable");
    assert_eq!((kept.profile.records, kept.rejected.len()), (5, 0));
}

#[test]
fn rows_set_aside_on_purpose_are_told_from_those_that_fail() {
    let months: String = (1..=12).map(|month| format!("2024-{month:02};{month}0\n")).collect();
    let year = whole("t.csv", format!("mois;visites\n{months}Total;780\n"));
    assert_eq!(year.reasons(), [(14, "row-total")]);
    let counts = |Profile { records, rejected, failed, .. }: Profile| (records, rejected, failed);
    assert_eq!(counts(year.profile), (12, 1, 0));
    let lines = format!("mois;visites\n{months}mois;visites\n2025-01;1;2;3\nTotal;780\n");
    let mixed = whole("t.csv", lines);
    let reasons = [(14, "row-repeats-header"), (15, "row-too-wide"), (16, "row-total")];
    assert_eq!(mixed.reasons(), reasons);
    assert_eq!(counts(mixed.profile), (12, 3, 1));
}

#[test]
fn sources_that_their_commas_cut_are_no_records() {
    let whole = whole(
        "t.csv",
        "commune,habitants,surface\nAix,145000,186\nArles,51000,759\n\
         Source : Insee, recensement de 2021\nchiffres à revoir\n",
    );
    assert_eq!(whole.reasons(), [(4, "row-source"), (5, "row-cut")]);
    assert_eq!((whole.doubts(), whole.table().len()), (vec![], 2));
}

#[test]
fn letters_of_two_bytes_before_a_semicolon_are_letters() {
    for text in ["Benoît; ancien", "Saïd;", "é;é", "srid=x;POINT(1 2)", "SRIDé;POINT(1 2)"] {
        let whole = whole("t.csv", format!("nom,note\na,\"{text}\"\nb,autre\n"));
        assert_eq!(whole.table()[0], format!("a|{text}|1"));
    }
}

#[test]
fn days_that_a_spreadsheet_counts_are_days() {
    let text = whole("t.csv", "nom;Date d'achat\na;45407\nb;NC\nc;45657\n");
    assert_eq!(text.table(), ["a|2024-04-25|1", "b||2", "c|2024-12-31|3"]);
    let declared = whole("t.json", r#"[{"date": 45407, "n": 1}, {"date": 45657, "n": 2}]"#);
    assert_eq!(declared.types(), [("date", "date"), ("n", "int")]);
    assert_eq!(declared.table(), ["2024-04-25|1|1", "2024-12-31|2|2"]);
}

#[test]
fn encodings_are_told_by_their_letters() {
    check_encoding(FRENCH.into(), "utf-8");
    check_encoding(encoding_rs::WINDOWS_1252.encode(FRENCH).0.into(), "windows-1252");
    check_encoding(encoding_rs::MACINTOSH.encode(FRENCH).0.into(), "macintosh");
    check_encoding(dos(FRENCH), "ibm850");
    let wide = |bytes: fn(u16) -> [u8; 2]| FRENCH.encode_utf16().flat_map(bytes).collect();
    check_encoding(wide(u16::to_le_bytes), "utf-16le");
    check_encoding(wide(u16::to_be_bytes), "utf-16be");
    let euro = "nom;prix\nSacré-Cœur;12 €\nŒuvre;13 €\n";
    let whole = whole("t.csv", encoding_rs::ISO_8859_15.encode(euro).0);
    assert_eq!(whole.layout.encoding, "iso-8859-15");
    assert_eq!(whole.table(), ["Sacré-Cœur|12|1", "Œuvre|13|2"]);
}

#[test]
fn letters_that_come_late_show_the_encoding() {
    for encoding in [encoding_rs::WINDOWS_1252, encoding_rs::MACINTOSH, encoding_rs::UTF_8] {
        let mut text = "code;nom\n".to_owned() + &"13001;Aix\n".repeat(30_000);
        text.push_str("13055;Allée des Mimosas\n");
        let whole = whole("t.csv", encoding.encode(&text).0);
        assert_eq!(whole.layout.encoding, encoding.name().to_lowercase());
        assert_eq!(whole.table()[30_000], "13055|Allée des Mimosas|30001");
    }
}

#[test]
fn a_mark_that_lies_is_not_believed() {
    let mut bytes = "\u{feff}".as_bytes().to_vec();
    bytes.extend_from_slice(&encoding_rs::WINDOWS_1252.encode(FRENCH).0);
    check_encoding(bytes, "windows-1252");
}

#[test]
fn lines_may_end_in_any_way_even_within_one_file() {
    for text in [
        "a;b\r\n1;x\n2;\"y\r\nz\"\r\n3;w\n",
        "a;b\r1;x\r2;\"y\r\nz\"\r3;w\r",
        "a;b\n1;x\r2;\"y\r\nz\"\r\n3;w",
        "a;b\r\r\n1;x\r\r\n2;\"y\r\nz\"\r\r\n3;w\r\r\n",
    ] {
        let whole = whole("t.csv", text);
        assert_eq!(whole.table(), ["1|x|1", "2|y\r\nz|2", "3|w|3"], "{text:?}");
    }
    let lone = whole("t.csv", "a;b\r1;x\r2;y\r");
    assert_eq!(lone.evidence(), ["lines-end-with-returns"]);
}

#[test]
fn a_table_in_quotes_line_by_line_is_cut_again() {
    let text =
        "\"nom;places;prix\"\n\"Le \"\"Phare\"\";3;1,5\"\n\"\"\"a;b\"\";4;2,5\"\n\"C;5;3,5\";;\n";
    let whole = whole("t.csv", text);
    assert_eq!(whole.evidence(), ["lines-in-quotes"]);
    assert_eq!(whole.types(), [("nom", "text"), ("places", "int"), ("prix", "double")]);
    assert_eq!(whole.table(), ["Le \"Phare\"|3|1.5|1", "a;b|4|2.5|2", "C|5|3.5|3"]);
    let prose = super::whole("t.csv", "\"avis\"\n\"Bien, merci\"\n\"Non, pas du tout\"\n");
    assert_eq!(prose.evidence(), ["separator-none"]);
    assert_eq!(prose.table(), ["Bien, merci|1", "Non, pas du tout|2"]);
}

#[test]
fn the_first_line_may_declare_the_separator() {
    let whole = whole("t.csv", "sep=|\nnom|places\nA|3\nB|4\n");
    assert_eq!(whole.evidence(), ["separator-declared"]);
    assert_eq!(whole.layout.header, Header::Row(2));
    assert_eq!(whole.table(), ["A|3|1", "B|4|2"]);
    assert_eq!(whole.doubts(), [""; 0]);
}

#[test]
fn other_quotes_and_escapes_are_taken_only_when_they_are_sure() {
    let single = whole("t.csv", "a,b\n'x, y',1\n'z',2\n'l''eau, oui',3\n");
    assert_eq!(single.evidence(), ["quotes-single"]);
    assert_eq!(single.table(), ["x, y|1|1", "z|2|2", "l'eau, oui|3|3"]);
    let letters = whole("t.csv", "a;b\n'Aïn;1\n's Gravenhage;2\n'Adam';3\n'Eve';4\n");
    assert_eq!(letters.evidence(), [""; 0]);
    assert_eq!(letters.table()[2], "'Adam'|3|3");
    let escaped = whole("t.csv", "a;b\n\"il dit \\\"oui; non\\\"\";1\n\"z\";2\n\"t\";3\n");
    assert_eq!(escaped.evidence(), ["quotes-escaped"]);
    assert_eq!(escaped.table(), ["il dit \"oui; non\"|1|1", "z|2|2", "t|3|3"]);
    let path = whole("t.csv", "a;b\n\"C:\\dossier\\\";1\n\"D:\\autre\\\";2\n");
    assert_eq!(path.table(), ["C:\\dossier\\|1|1", "D:\\autre\\|2|2"]);
}

#[test]
fn a_quote_in_the_wrong_place_swallows_nothing() {
    let mut text = "n;nom;prix\n1;\"Le Phare\" bar;2\n".to_owned();
    for i in 2..300 {
        text.push_str(&format!("{i};Chez Max;3\n"));
    }
    // What opened on the second line seems to close here, 300 lines below.
    text.push_str("300;tube 5\";4\n301;\"a;b\";5\n");
    let whole = whole("t.csv", &text);
    let table = whole.table();
    assert_eq!(table.len(), 301);
    assert_eq!(table[0], "1|\"Le Phare\" bar|2|1");
    assert_eq!(table[299..], ["300|tube 5\"|4|300", "301|a;b|5|301"]);
    assert_eq!(whole.doubts(), ["rows-stray-quotes"]);
    assert_eq!(whole.reasons(), []);
}

#[test]
fn long_texts_in_quotes_stay_whole() {
    let text = "n;nom;avis\n1;A;\"Bien.\n\nTrès bien ; vraiment.\nOui.\"\n2;B;\"x\ny\"\n";
    let whole = whole("t.csv", text);
    assert_eq!(whole.table(), ["1|A|Bien.\n\nTrès bien ; vraiment.\nOui.|1", "2|B|x\ny|2"]);
    assert_eq!(whole.doubts(), [""; 0]);
}

#[test]
fn what_was_lost_before_is_told() {
    let whole = whole(
        "t.csv",
        "nom;lib\u{fffd}ll\u{fffd}\nA;\u{fffd}t\u{fffd} et hiver\nB\0;x\0y et le reste de la ligne\n",
    );
    assert_eq!(whole.doubts(), ["titles-damaged", "zero-bytes", "characters-lost"]);
    assert_eq!(whole.table()[1], "B|xy et le reste de la ligne|2");
}

#[test]
fn letters_that_were_read_wrongly_before_are_told() {
    let whole = whole("t.csv", "nom;ville\nÃ©tÃ©;Aix\nlâ€™eau;OrlÃ©ans\n");
    assert_eq!(whole.layout.encoding, "utf-8");
    assert_eq!(whole.doubts(), ["characters-garbled"]);
    assert_eq!(whole.profile.doubts[0].to_string(), "characters-garbled count=4");
}

#[test]
fn zeros_that_a_spreadsheet_formula_protects_are_kept() {
    let plain = whole("t.csv", "code;nom\n=\"01500\";A\n=\"02500\";=B1\n");
    assert_eq!(plain.table(), ["01500|A|1", "02500|=B1|2"]);
    let quoted = whole("t.csv", "code,nom\n\"=\"\"01500\"\"\",A\n");
    assert_eq!(quoted.table(), ["01500|A|1"]);
}

#[test]
fn the_sign_that_ends_a_dos_file_is_no_row() {
    let whole = whole("t.csv", format!("a;b\n{}\u{1a}", "1;2\n".repeat(10)));
    assert_eq!((whole.profile.records, whole.profile.rejected), (10, 0));
    assert_eq!(whole.doubts(), [""; 0]);
}

#[test]
fn titles_of_several_lines_under_a_heading_are_joined() {
    let text = "Revenus (2009);;;\nSource : impôts;;;\n;;;\nREG;nom;note;pop\nCode région;Nom de la zone;Disponibilité;Population \n91;Assas;0;1030,8\n91;Clapiers;1;2000,5\n";
    let whole = whole("t.csv", text);
    assert_eq!(whole.layout.header, Header::Row(4));
    let titles: Vec<&str> = whole.profile.columns.iter().map(|c| c.title.as_str()).collect();
    let expected =
        ["REG Code région", "nom Nom de la zone", "note Disponibilité", "pop Population"];
    assert_eq!(titles, expected);
    assert_eq!(whole.table(), ["91|Assas|0|1030.8|1", "91|Clapiers|1|2000.5|2"]);
    assert_eq!(whole.evidence(), ["header-joined", "titles-cleaned"]);
    assert_eq!(whole.doubts(), ["header-below"]);
    // A recipe that says where they start gives the same table.
    let said = ReadOptions { header: Some(whole.layout.header), ..Default::default() };
    let again = of("t.csv", text, &said).expect("readable");
    assert_eq!((again.table(), again.types()), (whole.table(), whole.types()));
}

#[test]
fn files_put_one_behind_the_other_are_one_table() {
    let part = "\u{feff}\"nom\";\"ville\"\n\"A\";\"Aix\"\n";
    let whole = whole("t.csv", format!("{part}{part}{}", part.replace("\"A\"", "\"B\"")));
    assert_eq!(whole.types(), [("nom", "text"), ("ville", "text")]);
    assert_eq!(whole.table(), ["A|Aix|1", "A|Aix|3", "B|Aix|5"]);
    assert_eq!(whole.reasons(), [(3, "row-repeats-header"), (5, "row-repeats-header")]);
}

#[test]
fn crossed_tables_and_missing_titles_are_told() {
    let crossed = whole("t.csv", ";JANVIER;FÉVRIER;MARS\nNaissances;1;2;3\nMariages;4;5;6\n");
    assert_eq!(crossed.doubts(), ["table-crossed"]);
    let bare = whole("t.csv", "Dupont;12/03/2024;3\nDurand;13/04/2024;4\nPetit;14/05/2024;5\n");
    assert_eq!(bare.doubts(), ["header-missing"]);
    assert_eq!(bare.profile.records, 3);
}

#[test]
fn a_recipe_of_what_was_found_gives_the_same_table() {
    for text in [
        "a;b\r1;x\r2;y\r",
        "\"nom;places\"\n\"Le \"\"Phare\"\";3\"\n\"B;4\"\n",
        "sep=|\nnom|places\nA|3\nB|4\n",
        "a,b\n'x, y',1\n'z',2\n'l''eau, oui',3\n",
        "a;b\n\"il dit \\\"oui; non\\\"\";1\n\"z\";2\n\"t\";3\n",
        "a;b\n1;\"Le Phare\" bar\n2;\"y\"\n",
    ] {
        let found = whole("t.csv", text);
        let said = ReadOptions {
            encoding: Some(found.layout.encoding.clone()),
            separator: found.layout.separator,
            header: Some(found.layout.header),
            ..Default::default()
        };
        let again = of("t.csv", text, &said).expect("readable");
        assert_eq!((again.table(), again.types()), (found.table(), found.types()), "{text:?}");
    }
}

#[test]
fn each_decision_has_its_figures() {
    let whole = whole("t.csv", FRENCH);
    let told: Vec<String> = whole.layout.evidence.iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "encoding-decided encoding=`utf-8` letters=10 percent=100",
            "separator-decided separator=`semicolon` cells=2 alike=3 rows=3",
            "header-decided line=1",
        ]
    );
}
