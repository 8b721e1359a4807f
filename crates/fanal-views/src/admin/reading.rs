//! How the cells of a column are read, in the form "what we understood": what is open, and what
//! somebody decided.

use super::{Setting, UnderstandingPage};
use crate::{Choice, vocabulary};

/// How the cells of a column are read. A choice that is none is not offered: nothing is open and
/// nothing was decided.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ColumnReading {
    /// Which of day and month comes first: `dmy`, `mdy`, or nothing where nobody decided.
    pub date_order: Option<OrderChoice>,
    /// What stands before the decimals: `comma`, `point`, or nothing where nobody decided.
    pub decimal: Option<DecimalChoice>,
    /// IANA zone of local times; nothing where nobody decided.
    pub timezone: Option<Setting>,
    /// Marks that stand for no value, and those that seemed to.
    pub marks: Vec<MarkedCells>,
    /// Another mark may be added.
    pub adds_marks: bool,
    /// The mark that was typed, when the form comes back.
    pub typed_mark: String,
    /// The meaning that somebody decided, `none` for none; nothing where nobody did.
    pub meaning: String,
}

/// The order of day and month, with a cell of the column as either order reads it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OrderChoice {
    /// The value in use.
    pub chosen: String,
    /// The cell.
    pub sample: String,
    /// Its day when the day comes first, in days since 1970-01-01.
    pub day_first: Option<i32>,
    /// The same when the month does.
    pub month_first: Option<i32>,
}

/// The sign of decimals, with a cell of the column as either sign reads it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DecimalChoice {
    /// The value in use.
    pub chosen: String,
    /// The cell.
    pub sample: String,
    /// Its number when the comma stands before the decimals.
    pub comma: Option<f64>,
    /// The same when the point does.
    pub point: Option<f64>,
}

/// A mark and the cells that hold it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkedCells {
    /// As written.
    pub mark: String,
    /// How many cells; not known where the file was not counted whole.
    pub cells: Option<u64>,
    /// Whether they are read as empty.
    pub empty: bool,
}

impl ColumnReading {
    /// Whether something is decided of what is folded away.
    pub(crate) fn is_unfolded(&self) -> bool {
        !self.meaning.is_empty() || !self.typed_mark.is_empty()
    }
}

/// Meanings of one kind that may be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeaningGroup {
    /// The kind: `territory`, `identifier`…
    pub kind: &'static str,
    /// Names of the meanings.
    pub meanings: Vec<&'static str>,
}

impl UnderstandingPage {
    pub(crate) fn orders(&self, order: &OrderChoice) -> Vec<Choice> {
        let label = |id: &str, day: Option<i32>| {
            let text = self.layout.say(id);
            let read = day.map(|day| self.layout.words.date(day));
            self.with_sample(text, &order.sample, read)
        };
        vec![
            Choice::new("", self.layout.say("reading-open")),
            Choice::new("dmy", label("order-dmy", order.day_first)),
            Choice::new("mdy", label("order-mdy", order.month_first)),
        ]
    }

    pub(crate) fn decimals(&self, decimal: &DecimalChoice) -> Vec<Choice> {
        let label = |id: &str, number: Option<f64>| {
            let text = self.layout.say(id);
            let read = number.map(|number| self.layout.words.decimal(number));
            self.with_sample(text, &decimal.sample, read)
        };
        vec![
            Choice::new("", self.layout.say("reading-open")),
            Choice::new("comma", label("decimal-comma", decimal.comma)),
            Choice::new("point", label("decimal-point", decimal.point)),
        ]
    }

    /// A choice with what it makes of a cell, where that is known.
    fn with_sample(&self, text: String, sample: &str, read: Option<String>) -> String {
        use fanal_model::Argument;
        let Some(read) = read else { return text };
        let arguments = [("choice", text), ("cell", sample.to_owned()), ("read", read)];
        let arguments = arguments.map(|(name, text)| (name, Argument::Text(text)));
        self.layout.words.say_with("reading-sample", &arguments)
    }

    pub(crate) fn zones(&self, setting: &Setting) -> Vec<Choice> {
        let label = |zone: &str| match vocabulary::zone(zone) {
            Some(id) => self.layout.say(id),
            None => zone.to_owned(),
        };
        setting.choices.iter().map(|zone| Choice::new(zone, label(zone))).collect()
    }

    pub(crate) fn quotes(&self, setting: &Setting) -> Vec<Choice> {
        let label = |quote: &str| match quote {
            "" => self.layout.say("reading-found"),
            "none" => self.layout.say("quote-none"),
            "'" => self.layout.say("quote-apostrophe"),
            _ => self.layout.say("quote-double"),
        };
        setting.choices.iter().map(|quote| Choice::new(quote, label(quote))).collect()
    }

    /// What the found meaning is called, for whoever may choose another one.
    pub(crate) fn meaning_found(&self, found: Option<&String>) -> String {
        match self.layout.meaning(found) {
            Some(meaning) => self.layout.say_text("meaning-found", "meaning", meaning),
            None => self.layout.say("meaning-found-none"),
        }
    }

    pub(crate) fn meaning_name(&self, name: &str) -> String {
        self.layout.meaning(Some(&name.to_owned())).unwrap_or_default()
    }

    pub(crate) fn mark_words(&self, marked: &MarkedCells) -> String {
        match marked.cells {
            None => self.layout.say_text("mark", "mark", &marked.mark),
            Some(cells) => {
                use fanal_model::Argument;
                let cells = i64::try_from(cells).unwrap_or(i64::MAX);
                let mark = Argument::Text(marked.mark.clone());
                let arguments = [("mark", mark), ("count", Argument::Number(cells))];
                self.layout.words.say_with("mark-cells", &arguments)
            }
        }
    }
}
