//! Columns of which somebody said something.

use fanal_model::FieldType;

use crate::{Cell, ColumnEvidence, Conclusion, DateOrder, DecimalMark, Said};

fn concluded(title: &str, cells: &[&str], said: Said) -> Conclusion {
    let mut whole = ColumnEvidence::told(title, said);
    let mut later = whole.blank();
    for (line, text) in (2..).zip(cells) {
        let part = if line % 2 == 0 { &mut whole } else { &mut later };
        part.add(line, Cell::Free(text));
    }
    whole.merge(later);
    whole.conclude()
}

#[track_caller]
fn check(title: &str, cells: &[&str], said: &Said, field_type: FieldType, format: &str) {
    let found = concluded(title, cells, said.clone());
    assert_eq!((found.field_type, found.format.name().as_str()), (field_type, format), "{cells:?}");
    assert_eq!(found.doubts, [], "{cells:?}");
}

fn missing(marks: &[&str]) -> Said {
    Said { missing: marks.iter().map(|m| (*m).to_owned()).collect(), ..Said::default() }
}

fn kept(marks: &[&str]) -> Said {
    Said { not_missing: marks.iter().map(|m| (*m).to_owned()).collect(), ..Said::default() }
}

#[test]
fn days_are_read_in_the_order_that_was_said() {
    let order = |order| Said { date_order: Some(order), ..Said::default() };
    let (days, months) = (order(DateOrder::DayMonthYear), order(DateOrder::MonthDayYear));
    let cells = ["03/04/2024", "05/06/2024"];
    check("jour", &cells, &days, FieldType::Date, "date dmy");
    check("jour", &cells, &months, FieldType::Date, "date mdy");
    check("jour", &["2024-12-31", "2024-01-02"], &months, FieldType::Date, "date ymd");
    let found = concluded("jour", &["03/04/2024", "31/12/2024"], months);
    assert_eq!(found.field_type, FieldType::Text, "a day that does not exist is no day");
}

#[test]
fn the_decimal_sign_that_was_said_makes_thousands_of_the_other() {
    let decimal = |mark| Said { decimal: Some(mark), ..Said::default() };
    let (comma, point) = (decimal(DecimalMark::Comma), decimal(DecimalMark::Point));
    let cells = ["12.500", "3.250", "7.100"];
    check("surface", &cells, &comma, FieldType::Int, "number comma grouped thousands");
    check("surface", &cells, &point, FieldType::Double, "number point thousands");
    let mixed = ["1.234,50", "7,5", "12.000"];
    check("surface", &mixed, &comma, FieldType::Double, "number comma grouped thousands");
    let units = ["1.234,50 €", "7 €"];
    check("surface", &units, &comma, FieldType::Double, "number comma grouped thousands €");
    let found = concluded("surface", &["1.5", "2,5", "3,5"], comma);
    assert_eq!(found.field_type, FieldType::Text, "`1.5` is no number then");
}

#[test]
fn cells_with_a_mark_that_was_said_are_empty_whatever_the_others_are() {
    let found = concluded("nombre", &["12", "xx", "xx", "7"], missing(&["xx", "zz"]));
    assert_eq!((found.field_type, found.empty, found.filled), (FieldType::Int, 0, 2));
    assert_eq!(found.said_missing, [("xx".to_owned(), 2), ("zz".to_owned(), 0)]);
    assert_eq!(found.samples, ["12", "7"]);
    let texts = concluded("lieu", &["Brest", "NC", "Anse"], missing(&["NC"]));
    assert_eq!((texts.field_type, texts.filled), (FieldType::Text, 2));
    assert_eq!(concluded("lieu", &["NC", "NC"], missing(&["NC"])).filled, 0);
    let mut numbers = ColumnEvidence::told("mesure", missing(&["-999"]));
    for (line, cell) in (2..).zip([Cell::Int(12), Cell::Int(-999), Cell::Double(-999.0)]) {
        numbers.add(line, cell);
    }
    assert_eq!((numbers.seen(), numbers.conclude().filled), (3, 1));
}

#[test]
fn a_mark_that_is_refused_is_a_text() {
    let cells = ["12", "NC", "7", "-"];
    let found = concluded("nombre", &cells, Said::default());
    assert_eq!(found.empty_marks.len(), 2);
    let found = concluded("nombre", &cells, kept(&["NC"]));
    assert_eq!((found.field_type, found.empty_marks.len()), (FieldType::Text, 0));
    assert_eq!(found.said_kept, [("NC".to_owned(), 1)]);
}

#[test]
fn birthdays_are_known_whatever_was_said_of_their_order() {
    let said = Said { date_order: Some(DateOrder::MonthDayYear), ..Said::default() };
    let found = concluded("Date de naissance", &["25/12/1981", "30/03/1975", "03/04/1980"], said);
    assert_eq!(found.meaning.map(crate::Meaning::name), Some("date_naissance"));
}

#[test]
fn numbers_typed_as_texts_are_read_by_the_sign_that_was_said() {
    let typed = |said: Said| {
        let mut column = ColumnEvidence::told("montant", said).in_workbook();
        let texts = ["1.234", "2.500", "3.750", "12.000"].map(Cell::Text);
        for (line, cell) in (2..).zip([Cell::Int(100), Cell::Int(200)].into_iter().chain(texts)) {
            column.add(line, cell);
        }
        column.conclude()
    };
    let found = typed(Said { decimal: Some(DecimalMark::Comma), ..Said::default() });
    let crate::CellFormat::Number(format) = found.format else { panic!("{:?}", found.format) };
    assert_eq!((found.field_type, format.thousands), (FieldType::Int, true));
    let open = typed(Said::default());
    assert!(open.doubts.iter().any(|doubt| doubt.code == "decimals-or-thousands"), "{open:?}");
}
