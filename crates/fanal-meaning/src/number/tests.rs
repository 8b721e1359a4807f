use proptest::prelude::*;

use super::*;

#[track_caller]
fn check(text: &str, expected: Option<f64>) {
    assert_eq!(number(text).and_then(|n| n.to_f64()), expected, "{text}");
}

#[test]
fn numbers_are_read_as_the_french_write_them() {
    for (text, expected) in [
        ("1 234,50", 1234.5),
        ("1\u{a0}234\u{a0}567", 1_234_567.0),
        ("1\u{202f}234,5 €", 1234.5),
        ("1\u{2009}234", 1234.0),
        ("1\u{2007}234", 1234.0),
        ("1'234,50", 1234.5),
        ("12\u{2019}345", 12_345.0),
        ("12,5 %", 12.5),
        ("12,5%", 12.5),
        ("12,5\u{a0}%", 12.5),
        ("-3.25", -3.25),
        ("\u{2212}3,25", -3.25),
        ("- 12", -12.0),
        ("0,0", 0.0),
        ("-0,00", -0.0),
        ("(0,00 €)", -0.0),
        ("100 %", 100.0),
        (".5", 0.5),
        ("2.023E+11", 202_300_000_000.0),
        ("2,5E-03", 0.0025),
        ("43.529500", 43.5295),
        ("+12,5 %", 12.5),
        ("+3", 3.0),
        ("(1 234,50)", -1234.5),
        ("(12,5 €)", -12.5),
        ("(12,5) €", -12.5),
        ("12,50-", -12.5),
        ("1 234-", -1234.0),
        ("1 500 EUR", 1500.0),
        ("12 k€", 12.0),
        ("1,5 M€", 1.5),
    ] {
        check(text, Some(expected));
    }
}

#[test]
fn what_could_not_be_written_back_is_no_number() {
    for text in [
        "007",
        "01500",
        "+33491551111",
        "+33 491 551 111",
        "04 91 55 11 11",
        "2A004",
        "-0",
        "1 23",
        "12 3456",
        "1 234'567",
        "1.",
        "",
        "-",
        "+",
        "(",
        "()",
        "(12",
        "12)",
        "(12) 3",
        "(12 €) €",
        "-12-",
        "12,5 kg",
        "12,5 %%",
        "1,234.50",
        "1E5",
        "NC",
        "0 123",
        "99999999999999999999",
        "123.4567890123456789",
        "12 - 14",
        "2024-03",
        "2019-",
    ] {
        check(text, None);
    }
}

#[test]
fn units_and_brackets_are_told() {
    for unit in NumberUnit::ALL {
        let text = format!("12,5 {}", unit.sign().unwrap_or_default());
        assert_eq!(number(text.trim_end()).map(|n| n.unit), Some(unit));
    }
    assert_eq!(number("(5)").map(|n| n.bracketed), Some(true));
    assert_eq!(number("-5").map(|n| n.bracketed), Some(false));
}

#[test]
fn long_decimals_stay_when_the_double_gives_them_back() {
    check("43.29441760000001", Some(43.294_417_600_000_01));
    check("5.38485384024201", Some(5.384_853_840_242_01));
    assert_eq!(number("9223372036854775807").and_then(|n| n.to_i64()), Some(i64::MAX));
    assert_eq!(number("9223372036854775808").and_then(|n| n.to_i64()), None);
}

#[track_caller]
fn check_with(text: &str, decimal: DecimalMark, expected: Option<f64>) {
    assert_eq!(number_with(text, decimal).and_then(|n| n.to_f64()), expected, "{text}");
}

#[test]
fn where_the_decimal_sign_is_known_the_other_one_parts_thousands() {
    use DecimalMark::{Comma, Point};
    for (text, decimal, expected) in [
        ("12.500", Comma, Some(12_500.0)),
        ("12.500", Point, Some(12.5)),
        ("1.234,50", Comma, Some(1234.5)),
        ("1,234,567.5 €", Point, Some(1_234_567.5)),
        ("-1.234", Comma, Some(-1234.0)),
        ("(1.234,5)", Comma, Some(-1234.5)),
        ("12,5", Comma, Some(12.5)),
        ("7", Comma, Some(7.0)),
        ("1.5", Comma, None),
        ("0.500", Comma, None),
        ("1234.567", Comma, None),
        ("1.2345", Comma, None),
        ("1,5.000", Comma, None),
        (".500", Comma, None),
        ("1..500", Comma, None),
    ] {
        check_with(text, decimal, expected);
    }
    let whole = number_with("12.500", Comma).and_then(|n| n.to_i64());
    assert_eq!(whole, Some(12_500), "it is a whole number");
}

/// As a French spreadsheet writes it, with that character between groups.
fn in_french(value: i64, space: char) -> String {
    let digits = value.unsigned_abs().to_string();
    let mut out = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(space);
        }
        out.push(digit);
    }
    out
}

proptest! {
    #[test]
    fn whole_numbers_come_back(value: i64, space in "[ \u{a0}\u{202f}\u{2009}\u{2007}']") {
        prop_assume!(value != i64::MIN);
        let space = space.chars().next().unwrap_or(' ');
        let sign = if value < 0 { "-" } else { "" };
        let read = |text: String| number(&text).and_then(|n| n.to_i64());
        prop_assert_eq!(read(value.to_string()), Some(value));
        prop_assert_eq!(read(format!("{sign}{}", in_french(value, space))), Some(value));
        if value < 0 {
            prop_assert_eq!(read(format!("({})", in_french(value, space))), Some(value));
            let grouped = value < -999;
            let behind = read(format!("{}-", in_french(value, space)));
            prop_assert_eq!(behind, grouped.then_some(value));
        }
    }

    #[test]
    fn doubles_come_back(whole in -999_999_999_i64..999_999_999, decimals in 0_u32..1_000_000) {
        let text = format!("{whole},{decimals:06} €");
        let expected: f64 = format!("{whole}.{decimals:06}").parse().unwrap();
        prop_assert_eq!(number(&text).and_then(|n| n.to_f64()), Some(expected));
    }

    #[test]
    fn no_text_breaks_it(text in "\\PC{0,20}", digits in "[-+()0-9 ,.'€%kMeE\u{a0}]{0,14}") {
        for text in [text, digits] {
            number_with(&text, DecimalMark::Comma);
            if let Some(found) = number(&text) {
                prop_assert!(found.to_f64().is_none_or(f64::is_finite));
                found.to_i64();
            }
        }
    }
}
