use fanal_model::FieldType;

use super::*;

fn seen(title: &str, cells: &[&str]) -> Conclusion {
    let mut evidence = ColumnEvidence::new(title);
    for (line, text) in (2..).zip(cells) {
        evidence.add(line, Cell::Free(text));
    }
    evidence.conclude()
}

#[track_caller]
fn check(title: &str, cells: &[&str], field_type: FieldType, format: &str) -> Conclusion {
    let found = seen(title, cells);
    assert_eq!((found.field_type, found.format.name().as_str()), (field_type, format), "{cells:?}");
    found
}

#[track_caller]
fn codes(found: &Conclusion, expected: &[&str]) {
    let codes: Vec<&str> = found.doubts.iter().map(|d| d.code.as_str()).collect();
    assert_eq!(codes, expected);
}

#[test]
fn ordinary_french_columns_get_their_types() {
    check("nombre", &["1", "22", ""], FieldType::Int, "number");
    check("population", &["1 234", "22"], FieldType::Int, "number grouped");
    check("montant", &["1 234,50", "7"], FieldType::Double, "number comma grouped");
    check("x", &["1.5", "7"], FieldType::Double, "number point");
    let rate = check("taux", &["12,5 %", "7 %"], FieldType::Double, "number comma %");
    assert_eq!(rate.unit.as_deref(), Some("%"));
    check("jour", &["31/12/2024", "01/02/2024"], FieldType::Date, "date dmy");
    check("jour", &["2024-12-31"], FieldType::Date, "date ymd");
    check("AAAAMMJJ", &["20241231"], FieldType::Date, "date compact");
    check("code", &["20241231"], FieldType::Int, "number");
    check("Date", &["20240102 00:00:00"], FieldType::Date, "date compact");
    check("actif", &["oui", "NON"], FieldType::Boolean, "boolean oui");
    check("heure", &["08:30"], FieldType::Text, "as-written");
}

#[test]
fn what_a_number_would_lose_stays_text() {
    check("dossier", &["007", "12"], FieldType::Text, "as-written");
    check("commune", &["13055", "2A004"], FieldType::Text, "as-written");
    check("code", &["99999999999999999999"], FieldType::Text, "as-written");
    codes(
        &check("m", &["12345678901234567890", "1,5"], FieldType::Text, "as-written"),
        &["digits-too-many"],
    );
    codes(&check("t", &["12 %", "12"], FieldType::Text, "as-written"), &["units-mixed"]);
    codes(&check("t", &["1.5", "1,5"], FieldType::Text, "as-written"), &["decimals-mixed"]);
    check("v", &["0.1234567890123456789"], FieldType::Text, "as-written");
}

#[test]
fn an_identifier_stays_text_and_has_its_meaning() {
    for (title, cell, meaning) in [
        ("SIRET", "21130055300016", "siret"),
        ("siren_amenageur", "211300553", "siren"),
        ("code_insee", "13209", "code_insee"),
        ("Code Postal", "13006", "code_postal"),
        ("telephone", "491551111", "telephone"),
    ] {
        let found = check(title, &[cell], FieldType::Text, "as-written");
        assert_eq!(found.meaning, Some(meaning));
    }
    let found = check("n°", &["21130055300016"; 4], FieldType::Text, "as-written");
    assert_eq!(found.meaning, Some("siret"));
    let found = check("siret", &["12", "13"], FieldType::Int, "number");
    assert_eq!(found.meaning, None);
    let found = check("latitude", &["43.3"], FieldType::Double, "number point");
    assert_eq!(found.meaning, Some("latitude"));
}

#[test]
fn wrong_numbers_among_identifiers_are_told_and_keep_the_column_text() {
    let cells = ["21130055300016", "21130055300016", "21130055300017"];
    let found = check("siret", &cells, FieldType::Text, "as-written");
    assert_eq!(found.meaning, None);
    codes(&found, &["identifiers-invalid"]);
}

#[test]
fn a_few_odd_cells_are_told_with_their_lines() {
    let mut cells = vec!["12"; 100];
    cells[41] = "NC";
    let found = check("nombre", &cells, FieldType::Text, "as-written");
    codes(&found, &["column-nearly"]);
    assert_eq!(found.odd, vec![(43, "NC".to_owned())]);
}

#[test]
fn days_that_could_be_months_are_doubted() {
    codes(&check("d", &["01/02/2024"], FieldType::Date, "date dmy ambiguous"), &["date-ambiguous"]);
    codes(&check("d", &["12/31/2024"], FieldType::Date, "date mdy"), &["date-month-first"]);
    let found = check("d", &["2024-01-01T08:00:00"], FieldType::DateTime, "date ymd");
    codes(&found, &["datetime-without-zone"]);
    codes(&check("d", &["2024-01-01T08:00:00Z"], FieldType::DateTime, "date ymd"), &[]);
}

#[test]
fn parts_seen_apart_conclude_like_the_whole() {
    let cells: Vec<String> = (0..1000).map(|i| format!("{i},5")).collect();
    let mut whole = ColumnEvidence::new("montant");
    let mut parts = ColumnEvidence::new("montant");
    for (part, chunk) in cells.chunks(100).enumerate() {
        let mut evidence = parts.blank();
        for (i, cell) in chunk.iter().enumerate() {
            let line = u64::try_from(part * 100 + i).unwrap_or(0);
            evidence.add(line, Cell::Free(cell));
            whole.add(line, Cell::Free(cell));
        }
        parts.merge(evidence);
    }
    parts.add(1001, Cell::Free("n.c."));
    whole.add(1001, Cell::Free("n.c."));
    assert_eq!(parts.conclude(), whole.conclude());
    assert_eq!(whole.conclude().odd.len(), 1);
}

#[test]
fn declared_text_never_becomes_a_number_and_declared_numbers_keep_their_kind() {
    let of = |cells: &[Cell<'_>]| {
        let mut evidence = ColumnEvidence::new("x");
        for (line, cell) in (1..).zip(cells) {
            evidence.add(line, *cell);
        }
        evidence.conclude().field_type
    };
    assert_eq!(of(&[Cell::Text("12")]), FieldType::Text);
    assert_eq!(of(&[Cell::Text("2024-01-01")]), FieldType::Date);
    assert_eq!(of(&[Cell::Text("oui")]), FieldType::Boolean);
    assert_eq!(of(&[Cell::Int(1), Cell::Double(1.5)]), FieldType::Double);
    assert_eq!(of(&[Cell::Int(1), Cell::Text("1")]), FieldType::Text);
    assert_eq!(of(&[Cell::Date(1), Cell::Moment { micros: 0, utc: false }]), FieldType::Date);
    assert_eq!(of(&[Cell::List, Cell::Structure]), FieldType::Json);
    assert_eq!(of(&[Cell::Int(i64::MAX), Cell::Double(0.5)]), FieldType::Text);
}
