//! Days, months and weeks whose month is a word or whose day is missing.

use super::{Written, century, digit, digits, one_or_two};

/// Beginnings of the names of months, in French and English, without accents; a longer beginning
/// stands before a shorter one.
const MONTHS: [(&str, &[&str], u32); 15] = [
    ("janvier", &["january"], 1),
    ("fevrier", &["february"], 2),
    ("mars", &["march"], 3),
    ("avril", &["april"], 4),
    ("mai", &["may"], 5),
    ("juin", &["june"], 6),
    ("juillet", &["july"], 7),
    ("aout", &["august"], 8),
    ("septembre", &["september"], 9),
    ("octobre", &["october"], 10),
    ("novembre", &["november"], 11),
    ("decembre", &["december"], 12),
    ("jn", &[], 6),
    ("jt", &[], 7),
    ("sept", &[], 9),
];

const WEEKDAYS: [&str; 14] = [
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "samedi",
    "dimanche",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

/// Letters of the longest of these words.
const LONGEST: usize = 12;

/// A word in small letters without accents.
struct Word {
    letters: [u8; LONGEST],
    length: usize,
}

impl Word {
    /// The word that begins there and where it ends; nothing when it is too long or has none.
    fn at(b: &[u8], mut at: usize) -> Option<(Self, usize)> {
        let mut word = Self { letters: [0; LONGEST], length: 0 };
        loop {
            let (letter, width) = match b.get(at..)? {
                [0xC3, 0xA9 | 0x89, ..] => (b'e', 2),
                [0xC3, 0xBB | 0x9B, ..] => (b'u', 2),
                [letter, ..] if letter.is_ascii_alphabetic() => (letter.to_ascii_lowercase(), 1),
                _ => break,
            };
            *word.letters.get_mut(word.length)? = letter;
            word.length += 1;
            at += width;
        }
        (word.length > 0).then_some((word, at))
    }

    fn text(&self) -> &[u8] {
        &self.letters[..self.length]
    }

    /// Whether it is that name, or its beginning of three letters or more.
    fn abbreviates(&self, name: &str) -> bool {
        let known = self.length >= 3 || self.length == name.len();
        known && name.as_bytes().starts_with(self.text())
    }

    fn month(&self) -> Option<u32> {
        let is = |name: &&str| self.abbreviates(name);
        // `jui` is June or July.
        if self.text() == b"jui" {
            return None;
        }
        let months = MONTHS.iter();
        months.filter(|(name, others, _)| is(name) || others.iter().any(&is)).map(|m| m.2).next()
    }

    fn is_weekday(&self) -> bool {
        WEEKDAYS.iter().any(|name| self.abbreviates(name))
    }
}

/// `25 avril 2024`, `jeudi 25 avr. 2024`, `1er mai 24`, `25-Apr-2024`: year, month, day, end.
pub(super) fn day(text: &str) -> Option<Written> {
    let b = text.as_bytes();
    let (day, month, at) = day_and_month(b)?;
    let at = between(b, at)?;
    match digits(b, at, 4) {
        Some(year) => (!digit(b, at + 4)).then_some((year, month, day, at + 4)),
        None if digit(b, at + 2) => None,
        None => Some((century(digits(b, at, 2)?), month, day, at + 2)),
    }
}

/// Whether the text is a day without its year: `25-avr`, `1er mai`.
pub fn is_day_of_month(text: &str) -> bool {
    day_and_month(text.as_bytes()).is_some_and(|(day, _, end)| {
        (1..=31).contains(&day) && text.get(end..).is_some_and(|rest| matches!(rest, "" | "."))
    })
}

/// Whether the text is a month with its year: `avr. 2024`, `avril 24`, `2024-04`, `04/2024`.
pub fn is_month_of_year(text: &str) -> bool {
    let b = text.as_bytes();
    let month = |m: Option<u32>| m.is_some_and(|m| (1..=12).contains(&m));
    let year = |y: Option<u32>| y.is_some_and(|y| (1800..=2199).contains(&y));
    match b {
        [_, _, _, _, b'-' | b'/', _, _] => year(digits(b, 0, 4)) && month(digits(b, 5, 2)),
        [_, _, b'-' | b'/', _, _, _, _] => month(digits(b, 0, 2)) && year(digits(b, 3, 4)),
        _ => {
            let Some((word, at)) = Word::at(b, 0) else { return false };
            let Some(at) = word.month().and_then(|_| between(b, at)) else { return false };
            match b.len() - at {
                4 => year(digits(b, at, 4)),
                2 => digits(b, at, 2).is_some(),
                _ => false,
            }
        }
    }
}

/// Whether the text is a week, or a day of one, as ISO 8601 numbers them: `2024-W17`, `2024-S17`,
/// `2024-W17-4`.
pub fn is_week_of_year(text: &str) -> bool {
    let b = text.as_bytes();
    let Some(year) = digits(b, 0, 4) else { return false };
    let at = 4 + usize::from(b.get(4) == Some(&b'-'));
    let marked = matches!(b.get(at), Some(b'W' | b'w' | b'S' | b's'));
    let week = digits(b, at + 1, 2).is_some_and(|week| (1..=53).contains(&week));
    let day = match b.get(at + 3..) {
        Some([]) => true,
        Some([b'-', day] | [day]) => (b'1'..=b'7').contains(day),
        _ => false,
    };
    marked && week && day && (1800..=2199).contains(&year)
}

/// Whether the text is the name of a month, whole or abbreviated: `avril`, `Févr.`.
pub fn is_month(text: &str) -> bool {
    alone(text).is_some_and(|word| word.month().is_some())
}

/// Whether the text is the name of a day of the week, whole or abbreviated: `Lundi`, `mar.`.
pub fn is_day_of_week(text: &str) -> bool {
    alone(text).is_some_and(|word| word.is_weekday())
}

/// The word that a text is, but for a point behind it.
fn alone(text: &str) -> Option<Word> {
    let (word, end) = Word::at(text.as_bytes(), 0)?;
    matches!(text.get(end..)?, "" | ".").then_some(word)
}

/// Whether the text is a quarter: `T1`, `Q3`, `1er trimestre`, or that of a year.
pub fn is_quarter(text: &str) -> bool {
    quarter(text.as_bytes()).is_some_and(|end| end == text.len()) || is_quarter_of_year(text)
}

/// Whether the text is a quarter of a year: `2024-T1`, `T1 2024`, `3e trimestre 2024`.
pub fn is_quarter_of_year(text: &str) -> bool {
    let b = text.as_bytes();
    let year = |at| digits(b, at, 4).is_some_and(|year| (1800..=2199).contains(&year));
    let apart = |at: usize| at + usize::from(matches!(b.get(at), Some(b' ' | b'-' | b'/')));
    if year(0) {
        let from = apart(4);
        return quarter(&b[from..]).is_some_and(|end| from + end == b.len());
    }
    quarter(b).map(apart).is_some_and(|at| year(at) && at + 4 == b.len())
}

/// Where the quarter ends that a text begins with.
fn quarter(b: &[u8]) -> Option<usize> {
    match b {
        [b'T' | b't' | b'Q' | b'q', b'1'..=b'4', ..] => Some(2),
        [b'1'..=b'4', rest @ ..] => {
            let ending = rest.iter().take_while(|b| **b != b' ').count();
            let known = matches!(
                &rest[..ending],
                b"" | b"er" | b"e" | b"eme" | b"nd" | b"\xC3\xA8me" | b"\xC2\xB0"
            );
            let (word, end) = Word::at(rest, ending + 1)?;
            (known && word.text() == b"trimestre").then_some(1 + end)
        }
        _ => None,
    }
}

/// Day and month, and where they end.
fn day_and_month(b: &[u8]) -> Option<(u32, u32, usize)> {
    let start = if digit(b, 0) { 0 } else { behind_weekday(b)? };
    let (day, at) = one_or_two(b, start)?;
    let at = match b.get(at..)? {
        [b'e', b'r', ..] if day == 1 => at + 2,
        _ => at,
    };
    let (word, at) = Word::at(b, between(b, at)?)?;
    Some((day, word.month()?, at))
}

fn behind_weekday(b: &[u8]) -> Option<usize> {
    let (word, at) = Word::at(b, 0)?;
    word.is_weekday().then(|| between(b, at)).flatten()
}

/// What may stand between two parts of a date: a point or comma, then spaces or one `-` or `/`.
fn between(b: &[u8], from: usize) -> Option<usize> {
    let mut at = from + usize::from(matches!(b.get(from), Some(b'.' | b',')));
    if matches!(b.get(at), Some(b'-' | b'/')) {
        return Some(at + 1);
    }
    loop {
        at += match b.get(at..)? {
            [b' ', ..] => 1,
            [0xC2, 0xA0, ..] => 2,
            _ => break,
        };
    }
    (at > from).then_some(at)
}
