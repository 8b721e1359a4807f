//! The columns of a union: those of its tables, matched by their titles.

use std::collections::HashMap;

use fanal_model::{Argument, Problem, fold};

use super::Union;
use crate::read::ReadError;
use crate::read::rows::Titles;

/// What matches the columns of two tables: the title without what is mere writing, and which of the
/// table's columns with that title it is.
pub(super) type Key = (String, usize);

/// A title without what is mere writing: capitals, accents, and what stands between words. Signs stay:
/// `< 25 ans` and `> 25 ans` are two columns.
fn plain(title: &str) -> String {
    let folded: Vec<char> = fold(title).chars().collect();
    let is_letter = |place: Option<usize>| {
        place.and_then(|place| folded.get(place)).is_some_and(|c| c.is_alphabetic())
    };
    let between_words = |(place, c): (usize, &char)| match c {
        '_' => ' ',
        '-' | '.' | '\'' if is_letter(place.checked_sub(1)) && is_letter(Some(place + 1)) => ' ',
        c => *c,
    };
    let words: String = folded.iter().enumerate().map(between_words).collect();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The keys of the columns of one table.
#[derive(Debug, Default)]
pub(super) struct Keys(HashMap<String, usize>);

impl Keys {
    /// The key of the table's next column.
    pub(super) fn next(&mut self, title: &str) -> Key {
        let plain = plain(title);
        let count = self.0.entry(plain.clone()).or_default();
        let occurrence = *count;
        *count += 1;
        (plain, occurrence)
    }
}

/// The columns of a union as they are known so far.
pub(super) struct Columns {
    titles: Titles,
    by_key: HashMap<Key, usize>,
    parts: Vec<Places>,
    units: Vec<Option<&'static str>>,
    doubts: Vec<Problem>,
}

/// Where the columns of one table stand in the union.
#[derive(Default)]
struct Places {
    keys: Keys,
    places: Vec<usize>,
}

impl Columns {
    /// The column that says the table, and those that are known before any row is read.
    pub(super) fn of(union: &Union) -> Result<Self, ReadError> {
        let mut columns = Self {
            titles: Titles::of(vec![union.origin.clone()]),
            by_key: HashMap::new(),
            parts: union.parts.iter().map(|_| Places::default()).collect(),
            units: Vec::new(),
            doubts: Vec::new(),
        };
        for (place, part) in union.parts.iter().enumerate() {
            columns.know(place, &part.layout.titles)?;
        }
        Ok(columns)
    }

    /// Looks at those titles of a table that were not there before.
    pub(super) fn know(&mut self, part: usize, titles: &[String]) -> Result<(), ReadError> {
        let Some(Places { keys, places }) = self.parts.get_mut(part) else { return Ok(()) };
        for title in titles.iter().skip(places.len()) {
            let key = keys.next(title);
            let place = match self.by_key.get(&key) {
                Some(place) => *place,
                None => {
                    let place = self.titles.add(title)?;
                    self.by_key.insert(key, place);
                    place
                }
            };
            places.push(place);
        }
        Ok(())
    }

    pub(super) fn titles(&self) -> &[String] {
        self.titles.list()
    }

    /// The place in the union of a table's column.
    pub(super) fn place(&self, part: usize, own: usize) -> Option<usize> {
        self.parts.get(part)?.places.get(own).copied()
    }

    /// The cells of a row that could not be read, behind the name of its table. When it is not clear
    /// whose cells they are, they stand together in one.
    pub(super) fn spread(&self, part: usize, table: &str, cells: Vec<String>) -> Vec<String> {
        let places = self.parts.get(part).map_or(&[][..], |part| &part.places);
        if cells.len() != places.len() {
            return vec![table.to_owned(), cells.join(" ; ")];
        }
        let mut all = vec![String::new(); self.titles.list().len()];
        table.clone_into(&mut all[0]);
        for (cell, place) in cells.into_iter().zip(places) {
            all[*place] = cell;
        }
        all
    }

    /// Takes what the end of a table told.
    pub(super) fn end(&mut self, part: usize, titles: &Titles) -> Result<(), ReadError> {
        self.know(part, titles.list())?;
        self.units.resize(self.titles.list().len(), None);
        for own in 0..titles.list().len() {
            if let Some(place) = self.place(part, own) {
                self.units[place] = self.units[place].or(titles.unit(own));
            }
        }
        add_doubts(&mut self.doubts, titles.doubts());
        Ok(())
    }

    pub(super) fn into_titles(mut self) -> Titles {
        self.titles.set_units(self.units);
        self.titles.set_doubts(self.doubts);
        self.titles
    }
}

/// Adds doubts to others; those of one kind that count something become one, with the sum.
pub(super) fn add_doubts(doubts: &mut Vec<Problem>, more: &[Problem]) {
    for doubt in more {
        match doubts.iter_mut().find(|known| known.code == doubt.code) {
            None => doubts.push(doubt.clone()),
            Some(known) => {
                let both = known.arguments.iter_mut().zip(&doubt.arguments);
                for ((name, mine), (_, theirs)) in both {
                    if let (Argument::Number(mine), Argument::Number(theirs)) = (mine, theirs)
                        && name == "count"
                    {
                        *mine = mine.saturating_add(*theirs);
                    }
                }
            }
        }
    }
}
