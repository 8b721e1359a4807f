//! `words(text…)`: every word of a search is found in some of the texts.

use std::collections::HashSet;
use std::sync::Arc;

use arrow::array::{Array, ArrayRef, BooleanArray, StringArray};
use arrow::datatypes::DataType;
use datafusion::common::cast::as_string_array;
use datafusion::error::Result;
use datafusion::logical_expr::Expr;

use super::computed::{Compute, call};

/// How words may differ from those that are searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Looseness {
    /// Not at all; `*` and `%` at an end of a word open that end.
    None,
    /// They may go on.
    Beginnings,
    /// A slip in words of three letters or more, two in words of six or more; the last may go on.
    Slips,
}

/// Whether every word is found in some of the texts, whatever the case and the accents. Words
/// stand between what is neither letter nor digit. Null when all texts are.
pub(crate) fn words(words: Words, texts: Vec<Expr>) -> Expr {
    if texts.is_empty() {
        return datafusion::logical_expr::lit(false);
    }
    call(words, texts)
}

/// One word of a search.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Word {
    text: String,
    /// A word must begin here.
    begins: bool,
    /// A word must end here.
    ends: bool,
    /// Letters that may differ.
    slips: usize,
}

/// The words of a search, each once.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(crate) struct Words {
    words: Vec<Word>,
}

impl Words {
    pub(crate) fn new(search: &str, looseness: Looseness) -> Self {
        let folded = fanal_model::fold(search);
        let open = |c: char| c == '*' || c == '%';
        let mut words = Vec::new();
        for piece in folded.split_whitespace() {
            let bare = piece.trim_matches(|c: char| !c.is_alphanumeric());
            let (left, right) = (piece.starts_with('%'), piece.ends_with(open));
            let parts: Vec<&str> =
                bare.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
            let last = parts.len().saturating_sub(1);
            words.extend(parts.iter().enumerate().map(|(i, word)| Word {
                text: (*word).to_owned(),
                begins: !(i == 0 && left),
                ends: !(i == last && right),
                slips: 0,
            }));
        }
        let count = words.len();
        for (i, word) in words.iter_mut().enumerate() {
            let last = i + 1 == count;
            match looseness {
                Looseness::None => {}
                Looseness::Slips if !last => word.slips = slips(&word.text),
                Looseness::Beginnings | Looseness::Slips => word.ends = false,
            }
        }
        let mut seen = HashSet::new();
        words.retain(|word| seen.insert(word.clone()));
        Self { words }
    }

    /// What it takes to look for them in a text, in searches of a word as it is written.
    pub(crate) fn effort(&self) -> usize {
        self.words.iter().map(|word| if word.slips > 0 { WITH_SLIPS } else { 1 }).sum()
    }
}

/// What it takes to look for a word in which letters may differ.
const WITH_SLIPS: usize = 10;

impl Compute for Words {
    const NAME: &'static str = "fanal_words";

    fn result(&self) -> DataType {
        DataType::Boolean
    }

    fn compute(&self, arguments: &[ArrayRef]) -> Result<ArrayRef> {
        let texts =
            arguments.iter().map(|a| as_string_array(a)).collect::<Result<Vec<&StringArray>>>()?;
        let rows = texts.first().map_or(0, |t| t.len());
        let found = (0..rows).map(|row| {
            let folded: Vec<String> = texts
                .iter()
                .filter(|t| t.is_valid(row))
                .map(|t| fanal_model::fold(t.value(row)))
                .collect();
            let found = |word: &Word| folded.iter().any(|text| word.is_in(text));
            (!folded.is_empty()).then(|| self.words.iter().all(found))
        });
        Ok(Arc::new(found.collect::<BooleanArray>()))
    }
}

/// Letters that may differ in a word of this length.
fn slips(word: &str) -> usize {
    match word.chars().count() {
        0..=2 => 0,
        3..=5 => 1,
        _ => 2,
    }
}

impl Word {
    /// Whether a folded text has the word.
    fn is_in(&self, text: &str) -> bool {
        self.stands_in(text) || self.slips > 0 && self.nearly_stands_in(text)
    }

    /// Whether it has a word that differs by few letters.
    fn nearly_stands_in(&self, text: &str) -> bool {
        let length = self.text.chars().count();
        text.split(|c: char| !c.is_alphanumeric()).any(|word| {
            word.chars().count().abs_diff(length) <= self.slips
                && strsim::osa_distance(word, &self.text) <= self.slips
        })
    }

    fn stands_in(&self, text: &str) -> bool {
        text.match_indices(&self.text).any(|(at, found)| {
            let before = text[..at].chars().next_back();
            let after = text[at + found.len()..].chars().next();
            let inside = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            !(self.begins && inside(before) || self.ends && inside(after))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(search: &str, text: &str, expected: bool) {
        loose(search, Looseness::None, text, expected);
    }

    #[track_caller]
    fn loose(search: &str, looseness: Looseness, text: &str, expected: bool) {
        let text = fanal_model::fold(text);
        let words = Words::new(search, looseness).words;
        assert_eq!(words.iter().all(|w| w.is_in(&text)), expected, "{search} in {text}");
    }

    #[test]
    fn words_are_found_whole_in_any_order_whatever_case_and_accents() {
        check("tilleul", "Tilleul du Parc", true);
        check("parc TILLEUL", "Tilleul du Parc", true);
        check("till", "Tilleul du Parc", false);
        check("chene", "Chêne de l'Abbaye", true);
        check("l'abbaye", "Chêne de l'Abbaye", true);
    }

    #[test]
    fn slips_of_the_hand_are_forgiven_but_in_the_last_word_which_may_go_on() {
        let slips = |search: &str, expected| {
            loose(search, Looseness::Slips, "Chêne de l'Abbaye", expected);
        };
        slips("chane abb", true);
        slips("abaye chene", true);
        slips("abbbeye chen", true);
        slips("abbxxxe chen", false);
        slips("chene abaye", false);
        slips("du chene", false);
    }

    #[test]
    fn beginnings_of_words_suffice_where_they_are_asked_for() {
        let begun = |search: &str, expected| {
            loose(search, Looseness::Beginnings, "Chêne de l'Abbaye", expected);
        };
        begun("che abb", true);
        begun("hene", false);
    }

    #[test]
    fn a_star_or_a_percent_opens_an_end() {
        check("till*", "Tilleul", true);
        check("%lleul", "Tilleul", true);
        check("%lle%", "Tilleul", true);
        check("lle%", "Tilleul", false);
    }
}
