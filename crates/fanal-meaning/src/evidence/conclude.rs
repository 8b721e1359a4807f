//! From what was seen to a type, a format, a meaning and doubts.

use fanal_model::{FieldType, Problem};

use super::{ColumnEvidence, Hypothesis};
use crate::meaning::Meaning;
use crate::{BooleanWords, CellFormat, DateOrder, NumberFormat};

/// Meanings that cells alone show, without a title; each has a check that chance does not pass.
pub(super) const UNTITLED: [Meaning; 3] = [Meaning::Siret, Meaning::Email, Meaning::Url];

/// What a column is.
#[derive(Debug, Clone, PartialEq)]
pub struct Conclusion {
    /// Its type.
    pub field_type: FieldType,
    /// How its cells are read into that type.
    pub format: CellFormat,
    /// What its cells identify, as [`Meaning::name`].
    pub meaning: Option<&'static str>,
    /// Unit of its numbers.
    pub unit: Option<String>,
    /// Its cells are lists of texts.
    pub lists: bool,
    /// Cells without value.
    pub empty: u64,
    /// Cells with a value.
    pub filled: u64,
    /// A few different values, in the file's order.
    pub samples: Vec<String>,
    /// Values unlike nearly all others, with their lines.
    pub odd: Vec<(u64, String)>,
    /// What a person should look at.
    pub doubts: Vec<Problem>,
}

impl ColumnEvidence {
    /// Decides on all that was seen.
    pub fn conclude(&self) -> Conclusion {
        let mut made = Conclusion {
            field_type: FieldType::Text,
            format: CellFormat::AsWritten,
            meaning: self.meaning().map(Meaning::name),
            unit: None,
            lists: false,
            empty: self.empty,
            filled: self.filled,
            samples: self.samples.clone(),
            odd: Vec::new(),
            doubts: Vec::new(),
        };
        if self.filled == 0 {
            made.doubts.push(Problem::new("column-empty"));
            return made;
        }
        let d = &self.declared;
        let texts = d.free + d.text;
        if d.structure > 0 || (d.list > 0 && d.list < self.filled) {
            made.field_type = FieldType::Json;
        } else if d.list > 0 {
            made.lists = true;
        } else if self.names_something() {
            // Digits that name something: text, whatever they look like.
            let wrong = self.filled - self.accepted.min(self.filled);
            if wrong > 0 && self.announced.is_some_and(Meaning::is_exact) {
                made.doubts.push(Problem::new("identifiers-invalid").number("count", wrong));
            }
        } else if texts == 0 {
            self.conclude_declared(&mut made);
        } else if texts == self.filled {
            self.conclude_text(&mut made);
        } else {
            self.conclude_mixed(&mut made);
        }
        made
    }

    /// Whether the cells are identifiers: the title says so and at least half pass the check, or
    /// all pass one that chance does not.
    fn names_something(&self) -> bool {
        let half = self.accepted * 2 >= self.filled;
        let announced = self.announced.is_some_and(|m| m.stays_text() && half);
        announced || self.meaning().is_some_and(Meaning::stays_text)
    }

    fn meaning(&self) -> Option<Meaning> {
        if self.filled == 0 {
            return None;
        }
        if let Some(announced) = self.announced {
            return (self.accepted * 10 >= self.filled * 9).then_some(announced);
        }
        let looked_at = self.filled.min(super::UNANNOUNCED);
        let found = self.unannounced.iter().position(|count| *count >= looked_at && *count >= 3)?;
        Some(UNTITLED[found])
    }

    fn conclude_declared(&self, made: &mut Conclusion) {
        let d = &self.declared;
        if d.boolean == self.filled {
            made.field_type = FieldType::Boolean;
        } else if d.int == self.filled {
            made.field_type = FieldType::Int;
        } else if d.int + d.double == self.filled && d.long_double == 0 {
            made.field_type = FieldType::Double;
        } else if d.date + d.moment == self.filled {
            self.conclude_declared_days(made);
        } else {
            made.doubts.push(Problem::new("column-kinds-mixed"));
        }
    }

    fn conclude_declared_days(&self, made: &mut Conclusion) {
        if self.declared.moment_with_time == 0 {
            made.field_type = FieldType::Date;
            return;
        }
        made.field_type = FieldType::DateTime;
        let local = self.declared.moment_local + self.declared.date;
        if local > 0 {
            made.doubts.push(Problem::new("datetime-without-zone").number("count", local));
        }
    }

    fn conclude_text(&self, made: &mut Conclusion) {
        if self.dates.any.holds()
            && let Some((order, ambiguous)) = self.dates.order()
        {
            made.format = CellFormat::Date { order, ambiguous };
            if self.dates.are_days() {
                made.field_type = FieldType::Date;
            } else {
                made.field_type = FieldType::DateTime;
                if self.dates.local() > 0 {
                    let doubt = Problem::new("datetime-without-zone");
                    made.doubts.push(doubt.number("count", self.dates.local()));
                }
            }
            if ambiguous {
                made.doubts.push(Problem::new("date-ambiguous"));
            } else if order == DateOrder::MonthDayYear {
                made.doubts.push(Problem::new("date-month-first"));
            }
        } else if self.numbers.any.holds() {
            match self.numbers.format() {
                Ok(format) => self.conclude_numbers(made, format),
                Err(code) => made.doubts.push(Problem::new(code)),
            }
        } else if self.booleans.holds()
            && let Some(words) = self.boolean_words()
        {
            made.field_type = FieldType::Boolean;
            made.format = CellFormat::Boolean(words);
        } else {
            self.tell_nearly(made);
        }
    }

    fn conclude_numbers(&self, made: &mut Conclusion, format: NumberFormat) {
        let whole = !self.numbers.with_decimals();
        made.field_type = if whole { FieldType::Int } else { FieldType::Double };
        made.format = CellFormat::Number(format);
        made.unit = format.unit.sign().map(str::to_owned);
        let abbreviated = self.numbers.abbreviated();
        if abbreviated > 0 {
            let doubt = Problem::new("numbers-abbreviated").number("count", abbreviated);
            made.doubts.push(doubt);
        }
    }

    /// Days written as text among declared days stay days; anything else is text.
    fn conclude_mixed(&self, made: &mut Conclusion) {
        let d = &self.declared;
        let texts = d.free + d.text;
        if d.date + d.moment + texts == self.filled
            && self.dates.any.holds()
            && let Some((order, ambiguous)) = self.dates.order()
        {
            self.conclude_declared_days(made);
            if !self.dates.are_days() {
                made.field_type = FieldType::DateTime;
            }
            made.format = CellFormat::Date { order, ambiguous };
            return;
        }
        if let Some((count, odd)) = self.numbers.any.nearly_of(self.filled) {
            made.odd = odd.to_vec();
            made.doubts.push(nearly("double", count));
            return;
        }
        made.doubts.push(Problem::new("column-kinds-mixed"));
    }

    fn boolean_words(&self) -> Option<BooleanWords> {
        let mut used = BooleanWords::ALL.iter().zip(self.boolean_pairs).filter(|(_, n)| *n > 0);
        let (pair, count) = used.next()?;
        // One letter alone, always the same, is more likely a code.
        let both = self.boolean_yes > 0 && self.boolean_yes < count;
        (used.next().is_none() && (both || *pair != BooleanWords::ON)).then_some(*pair)
    }

    fn tell_nearly(&self, made: &mut Conclusion) {
        let numbers = if self.numbers.with_decimals() { "double" } else { "int" };
        let candidates: [(&str, &Hypothesis); 3] =
            [("date", &self.dates.any), (numbers, &self.numbers.any), ("boolean", &self.booleans)];
        for (name, hypothesis) in candidates {
            if let Some((count, odd)) = hypothesis.nearly() {
                made.odd = odd.to_vec();
                made.doubts.push(nearly(name, count));
                return;
            }
        }
    }
}

fn nearly(name: &str, count: u64) -> Problem {
    Problem::new("column-nearly").text("type", name).number("count", count)
}
