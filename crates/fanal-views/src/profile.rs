//! What the values of a column look like, in the reader's words: a few figures, and bars.

use fanal_model::{
    Argument, Distinct, Extent, Field, FieldProfile, FieldType, Histogram, Instant, Spread, Value,
};
use fanal_words::Words;

use crate::cell::{Cell, is_year, point};

/// Width of a bar and of the space around it, in units of the drawing.
const BAR: u64 = 10;
/// Height of the tallest bar, in units of the drawing.
const HEIGHT: u64 = 40;
/// Length of the longest bar of a value, in units of the drawing.
const LENGTH: u64 = 100;
const DAY_MICROS: i64 = 86_400_000_000;

/// A figure and what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Figure {
    pub(crate) label: &'static str,
    pub(crate) text: String,
}

/// A bar of a drawing, with its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Bar {
    /// Where it stands, from the left; histograms only.
    pub(crate) x: u64,
    /// Height or length.
    pub(crate) size: u64,
    /// What it counts.
    pub(crate) label: String,
    /// How many values.
    pub(crate) count: u64,
    /// Their share of all.
    pub(crate) share: String,
    /// Stands for what lies outside, or for all other values, which have no bar.
    pub(crate) rest: bool,
}

/// What is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Drawing {
    Nothing,
    /// Upright bars, and the words at the two ends of their axis.
    Histogram {
        bars: Vec<Bar>,
        width: u64,
        ends: (String, String),
    },
    /// One line a value.
    Top(Vec<Bar>),
}

/// The profile of a column, ready to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    pub(crate) label: String,
    pub(crate) figures: Vec<Figure>,
    /// What is most worth knowing; it also stands for the drawing.
    pub(crate) sentence: String,
    pub(crate) drawing: Drawing,
}

impl Profile {
    /// The profile of a field.
    pub fn of(words: &Words, field: &Field, profile: &FieldProfile) -> Self {
        let teller = Teller { words, field, profile };
        Self {
            label: field.label.clone(),
            figures: teller.figures(),
            sentence: teller.sentence(),
            drawing: teller.drawing(),
        }
    }

    /// Height of a histogram.
    pub(crate) fn height(&self) -> u64 {
        HEIGHT
    }
}

struct Teller<'a> {
    words: &'a Words,
    field: &'a Field,
    profile: &'a FieldProfile,
}

impl Teller<'_> {
    fn figures(&self) -> Vec<Figure> {
        let (words, profile) = (self.words, self.profile);
        let mut figures = Vec::new();
        let mut tell = |label, text| figures.push(Figure { label, text });
        tell("profile-empty", self.share_and_count(profile.empty, profile.records));
        if profile.values == 0 {
            return figures;
        }
        if self.field.is_multivalued() {
            tell("profile-values", words.count(profile.values));
        }
        tell("profile-distinct", self.distinct());
        if let Some(Spread { min, max, mean, not_finite, .. }) = &profile.spread {
            if min != max {
                tell(
                    "profile-range",
                    self.between(&self.end(min), &self.unit_after(self.end(max))),
                );
                tell("profile-mean", self.mean(mean));
            }
            if *not_finite > 0 {
                tell("profile-not-finite", words.count(*not_finite));
            }
        }
        if let Some(lengths) = profile.lengths {
            let count = |n: u64| Argument::Number(i64::try_from(n).unwrap_or(i64::MAX));
            let longest =
                words.say_with("profile-characters", &[("count", count(lengths.longest))]);
            let text = if lengths.shortest == lengths.longest {
                longest
            } else {
                self.between(&words.count(lengths.shortest), &longest)
            };
            tell("profile-length", text);
        }
        if let Some(Extent { west, south, east, north }) = profile.extent {
            let corners = (point(words, west, south), point(words, east, north));
            tell("profile-extent", self.between(&corners.0, &corners.1));
        }
        figures
    }

    fn sentence(&self) -> String {
        let profile = self.profile;
        let all_differ = profile.distinct == Distinct::Exactly(profile.values);
        if profile.values == 0 {
            return self.words.say("profile-nothing");
        }
        if let ([only], Distinct::Exactly(1)) = (profile.top.as_slice(), profile.distinct) {
            return self.say_text("profile-same", self.unit_after(self.short(&only.value)));
        }
        if all_differ && profile.values > 1 && self.field.field_type == FieldType::Int {
            return self.words.say("profile-all-differ");
        }
        if let Some(histogram) = self.histogram() {
            let bars = self.histogram_bars(histogram).0;
            let inner = bars.into_iter().filter(|bar| !bar.rest);
            // The first of the tallest.
            return match inner.rev().max_by_key(|bar| bar.count) {
                Some(bar) => self.most(&bar.label, &bar.share),
                None => String::new(),
            };
        }
        match profile.top.first() {
            Some(first) => {
                self.most(&self.short(&first.value), &self.words.share(first.count, profile.values))
            }
            None if all_differ && profile.values > 1 => self.words.say("profile-all-differ"),
            None => String::new(),
        }
    }

    fn drawing(&self) -> Drawing {
        let profile = self.profile;
        if profile.distinct == Distinct::Exactly(1) {
            return Drawing::Nothing;
        }
        if let (Some(spread), Some(histogram)) = (&profile.spread, self.histogram()) {
            let (bars, width) = self.histogram_bars(histogram);
            let end = |bar: Option<&Bar>, value: &Value| match bar {
                Some(bar) if bar.rest => bar.label.clone(),
                _ => self.end(value),
            };
            let ends = (end(bars.first(), &spread.min), end(bars.last(), &spread.max));
            return Drawing::Histogram { bars, width, ends };
        }
        if profile.top.is_empty() { Drawing::Nothing } else { Drawing::Top(self.top_bars()) }
    }

    fn histogram(&self) -> Option<&Histogram> {
        self.profile.spread.as_ref()?.histogram.as_ref()
    }

    /// The bars, and the width of the drawing.
    fn histogram_bars(&self, histogram: &Histogram) -> (Vec<Bar>, u64) {
        let Histogram { limits, counts, below, above } = histogram;
        let tallest = counts.iter().chain([below, above]).max().copied().unwrap_or(1).max(1);
        let mut bars = Vec::new();
        let mut x = 0;
        let mut put = |label: String, count: u64, rest: bool| {
            let size = if count > 0 { (count * HEIGHT).div_ceil(tallest).max(1) } else { 0 };
            let share = self.words.share(count, self.profile.values);
            bars.push(Bar { x, size, label, count, share, rest });
            x += BAR;
        };
        if *below > 0 {
            let first = limits.first().map(|limit| self.short(limit)).unwrap_or_default();
            put(self.say_text("profile-below", first), *below, true);
        }
        for (pair, count) in limits.windows(2).zip(counts) {
            put(self.span(&pair[0], &pair[1]), *count, false);
        }
        if *above > 0 {
            let last = limits.last().map(|limit| self.short(limit)).unwrap_or_default();
            put(self.say_text("profile-above", last), *above, true);
        }
        (bars, x)
    }

    fn top_bars(&self) -> Vec<Bar> {
        let profile = self.profile;
        let told: u64 = profile.top.iter().map(|frequent| frequent.count).sum();
        let others = profile.values.saturating_sub(told);
        let longest = profile.top.first().map_or(1, |frequent| frequent.count).max(1);
        let bar = |label: String, count: u64, rest: bool| Bar {
            x: 0,
            // All the others together would dwarf what is told.
            size: if rest { 0 } else { (count * LENGTH).div_ceil(longest) },
            label,
            count,
            share: self.words.share(count, profile.values),
            rest,
        };
        let label = |value: &Value| match value {
            Value::Text(text) if text.trim().is_empty() => self.words.say("profile-blank"),
            value => self.short(value),
        };
        let mut bars: Vec<Bar> =
            profile.top.iter().map(|f| bar(label(&f.value), f.count, false)).collect();
        if others > 0 {
            bars.push(bar(self.words.say("profile-others"), others, true));
        }
        bars
    }

    /// What a bar from one limit to before the next counts.
    fn span(&self, from: &Value, to: &Value) -> String {
        match (from, to) {
            (Value::Int(first), Value::Int(next)) if *next == first + 1 => self.short(from),
            (Value::Int(_), Value::Int(next)) => {
                self.between(&self.short(from), &self.short(&Value::Int(next - 1)))
            }
            (Value::Date(first), Value::Date(next)) => self.days(*first, next - 1),
            (Value::DateTime(Instant(first)), Value::DateTime(Instant(next)))
                if first % DAY_MICROS == 0 && next % DAY_MICROS == 0 =>
            {
                self.days(day(*first), day(*next) - 1)
            }
            _ => {
                let ends = [("from", self.short(from)), ("to", self.short(to))];
                let ends = ends.map(|(name, text)| (name, Argument::Text(text)));
                self.words.say_with("profile-until", &ends)
            }
        }
    }

    fn days(&self, first: i32, last: i32) -> String {
        let text = |days| self.words.short_date(days);
        if first == last { text(first) } else { self.between(&text(first), &text(last)) }
    }

    fn distinct(&self) -> String {
        match self.profile.distinct {
            Distinct::Exactly(number) => self.words.count(number),
            Distinct::About(number) => {
                // Two figures are sure, the third nearly.
                let unit = 10_u64.pow(number.max(1).ilog10().saturating_sub(2));
                self.say_text("profile-about", self.words.count((number + unit / 2) / unit * unit))
            }
        }
    }

    fn short(&self, value: &Value) -> String {
        Cell::of(self.words, self.field, value).text
    }

    /// An end of the spread; moments that lie days apart are told by their days.
    fn end(&self, value: &Value) -> String {
        let ends = self.profile.spread.as_ref().map(|spread| (&spread.min, &spread.max));
        match (value, ends) {
            (Value::DateTime(Instant(at)), Some((Value::DateTime(min), Value::DateTime(max))))
                if max.0.saturating_sub(min.0) > 2 * DAY_MICROS =>
            {
                self.words.short_date(day(*at))
            }
            _ => self.short(value),
        }
    }

    fn unit_after(&self, text: String) -> String {
        match &self.field.annotations.unit {
            Some(unit) => format!("{text}\u{a0}{unit}"),
            None => text,
        }
    }

    /// The mean with no more decimals than say something.
    fn mean(&self, mean: &Value) -> String {
        let Value::Double(number) = mean else { return self.end(mean) };
        if is_year(self.field) {
            return self.short(&Value::Int(number.round() as i64));
        }
        let size = number.abs();
        let decimals = match self.field.annotations.decimals {
            Some(decimals) => decimals.saturating_add(1),
            None if size >= 1000.0 => 0,
            None if size >= 10.0 => 1,
            None if size >= 0.1 => 2,
            None => 6,
        };
        self.unit_after(self.words.rounded(*number, decimals))
    }

    fn share_and_count(&self, count: u64, of: u64) -> String {
        if count == 0 || count == of {
            return self.words.say(if of > 0 && count == of {
                "profile-all"
            } else {
                "profile-none"
            });
        }
        format!("{} ({})", self.words.share(count, of), self.words.count(count))
    }

    fn most(&self, label: &str, share: &str) -> String {
        let text = |text: &str| Argument::Text(text.to_owned());
        self.words.say_with("profile-most", &[("value", text(label)), ("share", text(share))])
    }

    fn between(&self, from: &str, to: &str) -> String {
        let text = |text: &str| Argument::Text(text.to_owned());
        self.words.say_with("profile-between", &[("from", text(from)), ("to", text(to))])
    }

    fn say_text(&self, id: &str, text: String) -> String {
        self.words.say_with(id, &[("text", Argument::Text(text))])
    }
}

/// The day of a moment in UTC, in days since 1970; every moment of 64 bits has one.
fn day(micros: i64) -> i32 {
    i32::try_from(micros.div_euclid(DAY_MICROS)).unwrap_or(i32::MAX)
}
