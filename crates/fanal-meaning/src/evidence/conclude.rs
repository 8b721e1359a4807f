//! From what was seen to a type, a format, a meaning and doubts.

use fanal_model::{FieldType, Problem};

use super::candidates::Best;
use super::{ColumnEvidence, Hypothesis, ListProposal};
use crate::meaning::{Binding, Meaning, Strength, about_persons};
use crate::{BooleanWords, CellFormat, DateOrder, Departments, NumberFormat, NumberUnit};

/// Rows from which whole numbers of one length are taken for names.
const NAMING_ROWS: u64 = 3;
/// Digits from which one row is enough: those of a product's number.
const SURELY_NAMING_DIGITS: u8 = 13;
/// Days that are enough under a title of births, whatever the other cells hold.
const MANY_DAYS: u64 = 20;

/// What a column is.
#[derive(Debug, Clone, PartialEq)]
pub struct Conclusion {
    /// Its type.
    pub field_type: FieldType,
    /// How its cells are read into that type.
    pub format: CellFormat,
    /// What its cells identify or measure.
    pub meaning: Option<Meaning>,
    /// Departments that its codes name.
    pub departments: Departments,
    /// Unit of its numbers.
    pub unit: Option<String>,
    /// Its cells are lists of texts.
    pub lists: bool,
    /// Its cells are texts that hold several values, and may be cut.
    pub list_proposal: Option<ListProposal>,
    /// Marks that stand where a value is missing (`NC`, `-`), as written, with the number of cells
    /// of each. Every other cell is of the type; whoever reads it takes these for empty.
    pub empty_marks: Vec<(String, u64)>,
    /// Marks that stand for no value as somebody said, with the number of cells of each.
    pub said_missing: Vec<(String, u64)>,
    /// Marks that are texts as somebody said, with the number of cells of each.
    pub said_kept: Vec<(String, u64)>,
    /// Cells without value.
    pub empty: u64,
    /// Cells with a value or a mark.
    pub filled: u64,
    /// A few different values, in the file's order.
    pub samples: Vec<String>,
    /// Values unlike nearly all others, with their lines.
    pub odd: Vec<(u64, String)>,
    /// Why the type and the meaning are these.
    pub reasons: Vec<Problem>,
    /// What a person should look at.
    pub doubts: Vec<Problem>,
}

impl Conclusion {
    fn doubt(&mut self, code: &'static str, count: u64) {
        self.doubts.push(Problem::new(code).number("count", count));
    }
}

impl ColumnEvidence {
    /// Decides on all that was seen.
    pub fn conclude(&self) -> Conclusion {
        let mut made = Conclusion {
            field_type: FieldType::Text,
            format: CellFormat::AsWritten,
            meaning: None,
            departments: Departments::default(),
            unit: None,
            lists: false,
            list_proposal: None,
            empty_marks: Vec::new(),
            said_missing: self.said.missing(),
            said_kept: self.said.not_missing(),
            empty: self.empty,
            filled: self.filled,
            samples: self.samples.clone(),
            odd: Vec::new(),
            reasons: Vec::new(),
            doubts: Vec::new(),
        };
        if self.filled == 0 {
            made.doubts.push(Problem::new("column-empty"));
            return made;
        }
        let best = self.candidates.best(self.looked_at());
        let d = &self.declared;
        if d.structure > 0 || (d.list > 0 && d.list < self.filled) {
            made.field_type = FieldType::Json;
        } else if d.list > 0 {
            made.lists = true;
        } else if let Some(best) = best.filter(|b| b.meaning.stays_text()) {
            self.conclude_named(&mut made, best);
        } else if self.texts() == 0 && self.values() > 0 {
            self.conclude_declared(&mut made);
        } else if self.texts() == self.values() {
            self.conclude_text(&mut made);
        } else {
            self.conclude_mixed(&mut made);
        }
        self.settle_meaning(&mut made, best);
        self.settle_marks(&mut made);
        self.propose_list(&mut made);
        if made.format == CellFormat::AsWritten {
            let unit = self.numbers.format().map_or(NumberUnit::None, |format| format.unit);
            made.format = self.said.said().format(unit);
        }
        made
    }

    /// Cells that hold a value and no mark.
    fn values(&self) -> u64 {
        self.filled - self.marked()
    }

    /// Texts and numbers whose meaning was looked at: of lists, those within.
    fn looked_at(&self) -> u64 {
        self.values() - self.declared.list + self.declared.items
    }

    /// Cells that hold a mark. Once nothing but text is left to be found they are texts like others,
    /// and no longer looked for.
    fn marked(&self) -> u64 {
        if self.is_open() { self.marks.cells() } else { 0 }
    }

    /// Texts among them.
    fn texts(&self) -> u64 {
        self.declared.free + self.declared.text - self.marked()
    }

    /// Characters that name something: text, whatever they look like.
    fn conclude_named(&self, made: &mut Conclusion, best: Best) {
        if best.short > 0 {
            made.doubt("zeros-lost", best.short);
        }
        if best.failed > 0 && best.announced.is_some() && best.meaning.is_exact() {
            made.doubt("identifiers-invalid", best.failed);
            made.odd = self.candidates.odd(best.meaning).to_vec();
        }
        self.tell_zeros(made);
    }

    fn conclude_declared(&self, made: &mut Conclusion) {
        let (d, values) = (&self.declared, self.values());
        made.reasons.push(Problem::new("reason-declared"));
        if d.boolean == values {
            made.field_type = FieldType::Boolean;
        } else if d.int == values && d.serial == values && self.dates.named() {
            made.field_type = FieldType::Date;
            made.format = CellFormat::Date { order: DateOrder::Serial, ambiguous: false };
            made.doubts.push(Problem::new("date-serial"));
        } else if d.int == values && self.are_declared_codes() {
            made.reasons = vec![Problem::new("reason-title-of-codes")];
        } else if d.int == values {
            made.field_type = FieldType::Int;
        } else if d.int + d.double == values && d.long_double == 0 {
            made.field_type = FieldType::Double;
        } else if d.date + d.moment == values {
            self.conclude_declared_days(made);
        } else {
            made.reasons.clear();
            made.doubts.push(Problem::new("column-kinds-mixed"));
        }
    }

    /// Whether the title makes codes of declared whole numbers: they are as long as a SIREN under the
    /// name of one, or all equally long under that of a code.
    fn are_declared_codes(&self) -> bool {
        let (digits, numbers) = (self.declared.digits, self.declared.int);
        self.candidates.title_names_a_code() && digits.reach_names()
            || self.title.is_code() && digits.naming(numbers, &self.title).is_some()
    }

    fn conclude_declared_days(&self, made: &mut Conclusion) {
        if self.declared.moment_with_time == 0 {
            made.field_type = FieldType::Date;
            return;
        }
        made.field_type = FieldType::DateTime;
        let local = self.declared.moment_local + self.declared.date;
        if local > 0 {
            made.doubt("datetime-without-zone", local);
        }
    }

    fn conclude_text(&self, made: &mut Conclusion) {
        let marks = self.marked();
        if self.dates.any.holds(marks) {
            self.conclude_days(made);
        } else if self.numbers.any.holds(marks) && self.numbers_are_shown() {
            match self.numbers.format() {
                // A day or two that the calendar does not have: no numbers for that.
                _ if self.dates.titled() && self.dates.any.nearly().is_some() => {
                    self.tell_nearly(made);
                }
                Ok(format) => self.conclude_numbers(made, format),
                Err(code) => made.doubts.push(Problem::new(code)),
            }
        } else if self.booleans.holds(marks)
            && let Some(words) = self.boolean_words()
        {
            made.field_type = FieldType::Boolean;
            made.format = CellFormat::Boolean(words);
            made.reasons.push(counted("reason-all-booleans", self.booleans.count()));
        } else {
            self.tell_nearly(made);
        }
    }

    /// Whether texts that read as numbers are some: where nothing else could be declared, or where
    /// one can be nothing else.
    fn numbers_are_shown(&self) -> bool {
        self.declared.text <= self.marked() || self.numbers.with_signs()
    }

    fn conclude_days(&self, made: &mut Conclusion) {
        let Some((order, ambiguous)) = self.dates.order() else {
            made.doubts.push(Problem::new("dates-mixed"));
            return;
        };
        made.format = CellFormat::Date { order, ambiguous };
        made.reasons.push(counted("reason-all-dates", self.dates.any.count()));
        if self.dates.are_days() {
            made.field_type = FieldType::Date;
        } else {
            made.field_type = FieldType::DateTime;
            if self.dates.local() > 0 {
                made.doubt("datetime-without-zone", self.dates.local());
            }
        }
        let doubt = match order {
            DateOrder::DayMonthYear if ambiguous => "date-ambiguous",
            DateOrder::MonthDayYear if self.said.said().date_order.is_none() => "date-month-first",
            DateOrder::DayMonthShortYear => "date-years-short",
            DateOrder::Serial => "date-serial",
            _ => return,
        };
        made.doubts.push(Problem::new(doubt));
    }

    fn conclude_numbers(&self, made: &mut Conclusion, format: NumberFormat) {
        let abbreviated = self.numbers.abbreviated();
        if abbreviated > 0 && (self.title.is_code() || self.candidates.title_names_a_code()) {
            made.doubt("identifiers-abbreviated", abbreviated);
            return;
        }
        if self.are_codes(format.unit) {
            made.reasons.push(Problem::new("reason-title-of-codes"));
            return;
        }
        let many = self.numbers.any.count() >= NAMING_ROWS;
        let naming = self.numbers.naming_digits(&self.title);
        if let Some(digits) = naming.filter(|digits| many || *digits >= SURELY_NAMING_DIGITS) {
            made.reasons.push(Problem::new("reason-fixed-digits").number("digits", digits));
            return;
        }
        let bracketed = self.numbers.in_brackets();
        if bracketed > 0 && bracketed == self.numbers.any.count() {
            // `(1)`, `(2)`: references of notes rather than debts.
            return;
        }
        let whole = !self.numbers.with_decimals();
        self.read_numbers(made, whole, format);
        made.reasons.push(counted("reason-all-numbers", self.numbers.any.count()));
        for (code, count) in
            [("numbers-abbreviated", abbreviated), ("numbers-in-brackets", bracketed)]
        {
            if count > 0 {
                made.doubt(code, count);
            }
        }
        if whole && self.dates.titled() && self.numbers.may_be_serial_days() {
            made.doubts.push(Problem::new("date-as-serial"));
        }
    }

    /// How its numbers are read, with what was said of the sign of their decimals.
    fn read_numbers(&self, made: &mut Conclusion, whole: bool, format: NumberFormat) {
        made.field_type = if whole { FieldType::Int } else { FieldType::Double };
        let said = self.said.said().decimal;
        let decimal = said.or(format.decimal);
        made.format =
            CellFormat::Number(NumberFormat { decimal, thousands: said.is_some(), ..format });
        made.unit = format.unit.sign().map(str::to_owned);
        let unsure = self.numbers.may_be_thousands() && said.is_none();
        if unsure && !self.candidates.title_names_degrees() {
            made.doubts.push(Problem::new("decimals-or-thousands"));
        }
    }

    /// Whether the title makes codes of these numbers: `8.4` of a classification, `123 456` of a
    /// file, any that is as long as a SIREN under the name of one.
    fn are_codes(&self, unit: NumberUnit) -> bool {
        let parted = self.numbers.with_decimals() || self.numbers.grouped();
        self.title.is_code_of_parts() && parted && unit == NumberUnit::None
            || self.candidates.title_names_a_code() && self.numbers.reach_names()
    }

    /// Days written as text among declared days stay days, numbers among declared numbers numbers;
    /// anything else is text.
    fn conclude_mixed(&self, made: &mut Conclusion) {
        let d = &self.declared;
        if d.int + d.double + self.texts() == self.values()
            && self.numbers.any.holds_beside(d.int + d.double, self.marked())
            && let Ok(format) = self.numbers.format()
            && matches!(format.unit, NumberUnit::None | NumberUnit::Euro)
            && d.long_double == 0
        {
            return self.conclude_written_among_declared(made, format);
        }
        if d.date + d.moment + self.texts() == self.values()
            && self.dates.any.holds(self.marked())
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

    /// Numbers, some of which were typed or pasted as texts.
    fn conclude_written_among_declared(&self, made: &mut Conclusion, format: NumberFormat) {
        if self.are_declared_codes() || self.are_codes(format.unit) {
            made.reasons.push(Problem::new("reason-title-of-codes"));
            return;
        }
        let whole = self.declared.double == 0 && !self.numbers.with_decimals();
        self.read_numbers(made, whole, format);
        let count = self.numbers.any.count();
        made.reasons.push(counted("reason-numbers-as-text", count));
    }

    fn boolean_words(&self) -> Option<BooleanWords> {
        let mut used = BooleanWords::ALL.iter().zip(self.boolean_pairs).filter(|(_, n)| *n > 0);
        let (pair, count) = used.next()?;
        let both = self.boolean_yes > 0 && self.boolean_yes < count;
        let shown = match pair {
            // One letter alone, always the same, is more likely a code; north and west are `N`, `O`.
            BooleanWords::ON => both && !self.title.is_direction(),
            BooleanWords::Cross => count == self.booleans.count() && count > 1 && self.empty > 0,
            _ => true,
        };
        (used.next().is_none() && shown).then_some(*pair)
    }

    fn tell_nearly(&self, made: &mut Conclusion) {
        if self.tell_zeros(made) {
            return;
        }
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
        if let Some((line, text)) = self.numbers.any.odd().first() {
            let reason = Problem::new("reason-other-text").number("line", *line);
            made.reasons.push(reason.text("value", text.clone()));
        }
    }

    /// Says that cells of digits begin with a zero, which a number would lose.
    fn tell_zeros(&self, made: &mut Conclusion) -> bool {
        if self.zero_led > 0 {
            let percent = (self.zero_led * 100 / self.values().max(1)).max(1);
            made.reasons.push(Problem::new("reason-leading-zeros").number("percent", percent));
        }
        self.zero_led > 0
    }

    fn settle_meaning(&self, made: &mut Conclusion, best: Option<Best>) {
        let Some(best) = best.filter(|b| b.sure && suits(b, made, self.numbers.with_decimals()))
        else {
            made.meaning = self.meaning_of_type(made);
            return;
        };
        let percent = (best.passed + best.short) * 100 / self.looked_at().max(1);
        let reason = match best.announced {
            Some(_) => Problem::new("reason-title-and-values"),
            None => Problem::new("reason-values-alone"),
        };
        made.reasons.retain(|reason| reason.code != "reason-other-text");
        made.reasons.insert(0, reason.number("percent", percent));
        made.departments = self.candidates.departments(best.meaning);
        let personal = || self.candidates.are_personal(about_persons(&self.title));
        made.meaning = Some(match best.meaning {
            Meaning::Email if personal() => Meaning::PersonalEmail,
            Meaning::Telephone if personal() => Meaning::PersonalTelephone,
            meaning => meaning,
        });
    }

    /// What the type itself means under that title.
    fn meaning_of_type(&self, made: &Conclusion) -> Option<Meaning> {
        let unit = match made.format {
            CellFormat::Number(format) => format.unit,
            _ => NumberUnit::None,
        };
        match unit {
            NumberUnit::Percent => Some(Meaning::Percent),
            NumberUnit::Euro | NumberUnit::KiloEuro | NumberUnit::MegaEuro => Some(Meaning::Amount),
            NumberUnit::None if made.field_type.is_number() && self.title.is_amount() => {
                Some(Meaning::Amount)
            }
            NumberUnit::None if self.title.is_birth() && self.has_days(made) => {
                Some(Meaning::BirthDate)
            }
            NumberUnit::None => None,
        }
    }

    /// Whether its cells are days, or some of them although others spoil the type.
    fn has_days(&self, made: &Conclusion) -> bool {
        let written = self.dates.days();
        let numbered = made.field_type == FieldType::Int && self.may_be_serial_days();
        let declared = self.declared.date + self.declared.moment > 0;
        let some = written > MANY_DAYS || written * 2 >= self.values() && written > 0;
        made.field_type.is_temporal() || declared || numbered || some
    }

    /// Whether its whole numbers, written or declared, may be days as spreadsheets count them.
    fn may_be_serial_days(&self) -> bool {
        let d = &self.declared;
        let declared = d.int > 0 && d.serial == d.int;
        !self.title.is_quantity() && (self.numbers.may_be_serial_days() || declared)
    }

    /// Marks count where everything else is of one kind; in other texts they are texts.
    fn settle_marks(&self, made: &mut Conclusion) {
        let count = self.marked();
        let of_one_kind =
            made.field_type != FieldType::Text || made.meaning.is_some_and(Meaning::stays_text);
        if count == 0 || !of_one_kind || made.field_type == FieldType::Json {
            return;
        }
        made.empty_marks = self.marks.list();
        let marks: Vec<&str> = made.empty_marks.iter().map(|(mark, _)| mark.as_str()).collect();
        let doubt = Problem::new("empty-marks").number("count", count);
        made.doubts.push(doubt.text("marks", marks.join(" · ")));
    }

    fn propose_list(&self, made: &mut Conclusion) {
        let open = made.meaning.is_none_or(Meaning::may_designate_person);
        let free = made.field_type == FieldType::Text && open && !made.lists;
        let Some(list) = self.lists.proposal(self.filled).filter(|_| free) else { return };
        let doubt = Problem::new("list-in-cells").number("count", list.cells);
        made.doubts.push(doubt.text("separator", list.separator.trim()));
        made.list_proposal = Some(list);
    }
}

/// Whether a meaning can be told of the column as it was concluded.
fn suits(best: &Best, made: &Conclusion, decimals: bool) -> bool {
    let text = made.field_type == FieldType::Text && !made.lists;
    let degrees = matches!(best.meaning, Meaning::Latitude | Meaning::Longitude);
    // Whom they designate is told of lists as well, and of what is only JSON.
    let several = made.lists || made.field_type == FieldType::Json;
    match best.meaning.binding() {
        _ if several && best.meaning.may_designate_person() => true,
        Binding::Text | Binding::TextOnly => text,
        // `x` and `y` may be places in any drawing; degrees have decimals.
        Binding::Number if degrees && best.announced == Some(Strength::Weak) => decimals,
        Binding::Number => text || made.field_type.is_number(),
        Binding::Day => made.field_type.is_temporal(),
    }
}

fn counted(code: &'static str, count: u64) -> Problem {
    Problem::new(code).number("count", count)
}

fn nearly(name: &str, count: u64) -> Problem {
    Problem::new("column-nearly").text("type", name).number("count", count)
}
