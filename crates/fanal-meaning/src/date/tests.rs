use DateOrder::*;
use proptest::prelude::*;

use super::*;

#[track_caller]
fn check(text: &str, order: DateOrder, expected: Option<(i32, Option<i64>, Option<i32>)>) {
    let found = moment(text, order).map(|m| (m.days, m.time_us.map(|t| t / 1_000_000), m.offset_s));
    assert_eq!(found, expected, "{text}");
}

#[test]
fn days_are_read_in_their_order() {
    check("1970-01-01", YearMonthDay, Some((0, None, None)));
    check("2000/02/29", YearMonthDay, Some((11_016, None, None)));
    check("31/12/1969", DayMonthYear, Some((-1, None, None)));
    check("1.2.1970", DayMonthYear, Some((31, None, None)));
    check("02-01-1970", DayMonthYear, Some((1, None, None)));
    check("02/01/1970", MonthDayYear, Some((31, None, None)));
    check("19700201", Compact, Some((31, None, None)));
    check("02/01/70", DayMonthShortYear, Some((1, None, None)));
    check("1/1/00", DayMonthShortYear, Some((10_957, None, None)));
    check("45407", Serial, Some((19_838, None, None)));
    for text in ["19999", "60001", "4540", "45407.5", "045407"] {
        check(text, Serial, None);
    }
}

#[test]
fn months_in_words_are_read_in_french_and_english() {
    for text in [
        "25 avril 2024",
        "25 AVRIL 2024",
        "25 avr. 2024",
        "25-avr-2024",
        "25-avr.-2024",
        "25/avr/24",
        "jeudi 25 avril 2024",
        "Jeu. 25 avr. 2024",
        "25\u{a0}avril\u{a0}2024",
        "Thu, 25 Apr 2024",
        "25 April 2024",
    ] {
        check(text, Words, Some((19_838, None, None)));
    }
    check("1er février 1970", Words, Some((31, None, None)));
    check("2 AOÛT 1970", Words, Some((213, None, None)));
    check("15 décembre 1970", Words, Some((348, None, None)));
    check("1 sept. 1970", Words, Some((243, None, None)));
    check("1 mars 1970", Words, Some((59, None, None)));
    check("1 juil. 1970", Words, Some((181, None, None)));
    check("Thu, 01 Jan 1970 01:00:00 +0100", Words, Some((0, Some(3600), Some(3600))));
    for text in [
        "25 avril",
        "avril 2024",
        "31 avril 2024",
        "25 avrils 2024",
        "25 jui 2024",
        "25 a 2024",
        "2e mai 2024",
        "25 avril 202",
        "25 avril 20245",
        "mai",
        "mardi",
        "25 rue 2024",
        "",
    ] {
        check(text, Words, None);
    }
}

#[test]
fn moments_keep_their_time_and_offset() {
    check("1970-01-02T01:00:00+01:00", YearMonthDay, Some((1, Some(3600), Some(3600))));
    check("02/01/1970 8:30", DayMonthYear, Some((1, Some(30_600), None)));
    check("02/01/1970 à 8h30", DayMonthYear, Some((1, Some(30_600), None)));
    check("02/01/1970 08h", DayMonthYear, Some((1, Some(28_800), None)));
    check("02/01/1970 12:30am", DayMonthYear, Some((1, Some(1_800), None)));
    check("02/01/1970 1:00:00 PM", DayMonthYear, Some((1, Some(46_800), None)));
    check("02/01/1970 13:00 pm", DayMonthYear, None);
    check("1970-01-02 08:30:00.500Z", YearMonthDay, Some((1, Some(30_600), Some(0))));
    check("19700102 00:00:00", Compact, Some((1, Some(0), None)));
    check("19700102T083000Z", Compact, Some((1, Some(30_600), Some(0))));
    check("197001020830", Compact, Some((1, Some(30_600), None)));
    check("2 janvier 1970 à 8 h 30", Words, Some((1, Some(30_600), None)));
    let shifted = moment("1970-01-01T01:00:00+01:00", YearMonthDay).and_then(|m| m.utc_us());
    assert_eq!(shifted, Some(0));
}

#[test]
fn what_is_no_day_is_refused() {
    for text in [
        "2023-02-29",
        "2024-13-01",
        "2024-1-1",
        "0000-01-01",
        "2024-01-01T25:00",
        "2024-01-01T10:00:00.1234567",
        "2024-01-01x",
        "",
    ] {
        check(text, YearMonthDay, None);
    }
    check("31/04/2024", DayMonthYear, None);
    check("03/04/24", DayMonthYear, None);
    check("03/04/2024", DayMonthShortYear, None);
    check("03/04-24", DayMonthShortYear, None);
    check("12345678", Compact, None);
    check("2024010199", Compact, None);
    check("2024010", Compact, None);
}

#[test]
fn times_alone_are_known() {
    for text in ["8:30", "08:30", "23:59:59", "06h46", "6H05", "8h", "8 h", "8 h 30", "25:10:00"] {
        assert!(is_clock_time(text), "{text}");
    }
    for text in ["8", "08:3", "08:60", "48:00", "8:30-9:00", "8 heures", "h30", "12:30:99", ""] {
        assert!(!is_clock_time(text), "{text}");
    }
}

#[test]
fn days_months_and_weeks_without_the_rest_are_known() {
    for text in ["25-avr", "1er mai", "25 avril", "3 déc."] {
        assert!(is_day_of_month(text), "{text}");
        assert!(!is_month_of_year(text), "{text}");
    }
    for text in ["avr. 2024", "avril 24", "2024-04", "04/2024", "Août 2024", "2024/12"] {
        assert!(is_month_of_year(text), "{text}");
        assert!(!is_day_of_month(text), "{text}");
    }
    for text in ["2024-W17", "2024W17", "2024-S05", "2024-W17-4"] {
        assert!(is_week_of_year(text), "{text}");
    }
    for text in ["2024-13", "13/2024", "2024-W54", "2024-17", "4 mars 2024", "avril", "45-67", ""] {
        assert!(!is_month_of_year(text) && !is_week_of_year(text), "{text}");
    }
    assert!(!is_day_of_month("32 mai") && !is_day_of_month("25 avril 2024"));
}

proptest! {
    #[test]
    fn days_come_back_in_every_order(days in -200_000_i32..200_000) {
        let (year, month, day) = fanal_model::Value::civil(days);
        let names = ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.",
            "oct.", "nov.", "déc."];
        let name = names[usize::try_from(month).unwrap() - 1];
        for (text, order) in [
            (format!("{year:04}-{month:02}-{day:02}"), YearMonthDay),
            (format!("{day:02}/{month:02}/{year:04}"), DayMonthYear),
            (format!("{day}.{month}.{year:04}"), DayMonthYear),
            (format!("{month}/{day}/{year:04}"), MonthDayYear),
            (format!("{day} {name} {year:04}"), Words),
        ] {
            prop_assert_eq!(moment(&text, order).map(|m| m.days), Some(days), "{}", text);
        }
        if (1969..=2068).contains(&year) {
            let text = format!("{day}/{month}/{:02}", year % 100);
            prop_assert_eq!(moment(&text, DayMonthShortYear).map(|m| m.days), Some(days));
        }
    }

    #[test]
    fn no_text_breaks_it(text in "\\PC{0,24}", date in "[0-9TZh:/. é+a-z-]{0,22}") {
        for text in [text, date] {
            for order in DateOrder::ALL {
                moment(&text, order);
            }
            is_clock_time(&text);
            is_day_of_month(&text);
            is_month_of_year(&text);
            is_week_of_year(&text);
        }
    }
}

#[test]
fn months_days_and_quarters_without_a_year_are_known() {
    for text in ["janvier", "Févr.", "AOÛT", "déc", "sept.", "May"] {
        assert!(is_month(text), "{text}");
    }
    for text in ["ja", "janvier 2024", "1", "jui", "marseille", "mai-juin", ""] {
        assert!(!is_month(text), "{text}");
    }
    for text in ["Lundi", "mar.", "DIMANCHE", "Sunday"] {
        assert!(is_day_of_week(text), "{text}");
    }
    for text in ["lu", "lundi matin", "lundis", "jour"] {
        assert!(!is_day_of_week(text), "{text}");
    }
    for text in ["T1", "q4", "1er trimestre", "2e trimestre 2024", "3ème trimestre", "4 trimestre"]
    {
        assert!(is_quarter(text), "{text}");
    }
    for text in ["2024-T1", "2024T2", "2024 Q3", "T4 2024", "t4/2024", "1er trimestre 2024"] {
        assert!(is_quarter(text) && is_quarter_of_year(text), "{text}");
    }
    for text in
        ["T5", "T", "T1a", "2024-T5", "2024-T12", "5e trimestre", "1er semestre", "T1 24", ""]
    {
        assert!(!is_quarter(text), "{text}");
    }
}
