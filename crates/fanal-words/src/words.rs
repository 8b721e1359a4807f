//! One language's words.

use std::fmt;
use std::sync::LazyLock;

use fanal_model::{Argument, Instant, Language, Problem};
use fluent_bundle::{FluentArgs, FluentValue};

use crate::bundle::{self, Bundle};
use crate::dates::{self, Age};
use crate::numbers;

static FRENCH: LazyLock<Words> = LazyLock::new(|| Words::read(Language::French));
static ENGLISH: LazyLock<Words> = LazyLock::new(|| Words::read(Language::English));

/// What one language says, and how it writes numbers and dates.
pub struct Words {
    language: Language,
    bundle: Bundle,
}

impl Words {
    /// Returns a language's words; they are parsed at the first call.
    pub fn of(language: Language) -> &'static Self {
        match language {
            Language::French => &FRENCH,
            Language::English => &ENGLISH,
        }
    }

    fn read(language: Language) -> Self {
        Self { language, bundle: bundle::read(language) }
    }

    /// The language.
    pub fn language(&self) -> Language {
        self.language
    }

    /// Whether a sentence of that identifier exists.
    pub fn knows(&self, id: &str) -> bool {
        self.bundle.get_message(id).is_some_and(|m| m.value().is_some())
    }

    /// Returns a sentence. One that doesn't exist is answered by its identifier, which shows.
    pub fn say(&self, id: &str) -> String {
        self.format(id, None)
    }

    /// Returns a sentence with its values. Numbers are written as the language does and choose
    /// between singular and plural; one whose name ends in `_bytes` is written as a size.
    pub fn say_with(&self, id: &str, arguments: &[(&str, Argument)]) -> String {
        let mut values = FluentArgs::with_capacity(arguments.len());
        for (name, argument) in arguments {
            values.set(*name, self.value(name, argument));
        }
        self.format(id, Some(&values))
    }

    /// Returns the sentence of a problem. A code without a sentence gives the general one with
    /// the code in it, so that nobody meets an empty page.
    pub fn problem(&self, problem: &Problem) -> String {
        if !self.knows(&problem.code) {
            return self
                .say_with("problem-unknown", &[("code", Argument::Text(problem.code.clone()))]);
        }
        let mut values = FluentArgs::with_capacity(problem.arguments.len());
        for (name, argument) in &problem.arguments {
            values.set(name.as_str(), self.value(name, argument));
        }
        self.format(&problem.code, Some(&values))
    }

    fn value<'a>(&self, name: &str, argument: &'a Argument) -> FluentValue<'a> {
        match argument {
            Argument::Text(text) => FluentValue::from(text.as_str()),
            Argument::Number(bytes) if name.ends_with("_bytes") => {
                FluentValue::from(self.size(bytes.unsigned_abs()))
            }
            #[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
            Argument::Number(number) => FluentValue::from(*number as f64),
        }
    }

    fn format(&self, id: &str, values: Option<&FluentArgs<'_>>) -> String {
        let Some(pattern) = self.bundle.get_message(id).and_then(|m| m.value()) else {
            return id.to_owned();
        };
        // A value that is missing leaves its name in the sentence; tests catch ours.
        let mut errors = Vec::new();
        self.bundle.format_pattern(pattern, values, &mut errors).into_owned()
    }

    /// Writes a whole number: `1 234` (with a narrow no-break space), `1,234`.
    pub fn number(&self, number: i64) -> String {
        numbers::whole(self.language, number)
    }

    /// Writes a count: as [`Words::number`].
    pub fn count(&self, count: u64) -> String {
        self.number(i64::try_from(count).unwrap_or(i64::MAX))
    }

    /// Writes a share in percent, never 0 % of something nor 100 % of not all.
    pub fn share(&self, count: u64, of: u64) -> String {
        let percent = (count as f64 * 100.0 / of.max(1) as f64).round() as i64;
        let (id, percent) = match percent {
            0 if count > 0 => ("percent-less", 1),
            100 if count < of => ("percent-more", 99),
            percent => ("percent", percent),
        };
        self.say_with(id, &[("count", Argument::Number(percent))])
    }

    /// Writes a number with the decimals that it has: `1 234,5`, `1,234.5`.
    pub fn decimal(&self, number: f64) -> String {
        numbers::decimal(self.language, number, None)
    }

    /// Writes a number rounded to that many decimals.
    pub fn rounded(&self, number: f64, decimals: u8) -> String {
        numbers::decimal(self.language, number, Some(decimals))
    }

    /// Writes a size given in bytes: `1,2 Mo`, `1.2 MB`.
    pub fn size(&self, size_bytes: u64) -> String {
        numbers::size(self.language, size_bytes)
    }

    /// Writes a day given in days since 1970-01-01: `21 novembre 2026`, `21 November 2026`.
    pub fn date(&self, days: i32) -> String {
        dates::day(self.language, days)
    }

    /// Writes a day with figures alone, for tables: `21/11/2026` in both languages.
    pub fn short_date(&self, days: i32) -> String {
        dates::short_day(days)
    }

    /// Writes the day of an instant, in UTC: `21 novembre 2026`.
    pub fn day(&self, instant: Instant) -> String {
        self.date(dates::day_of(instant))
    }

    /// Writes an instant with its day in words and its time in UTC.
    pub fn moment(&self, instant: Instant) -> String {
        let (_, _, _, hour, minute, _) = instant.utc();
        self.say_with(
            "moment",
            &[
                ("day", Argument::Text(self.day(instant))),
                ("time", Argument::Text(format!("{hour:02}:{minute:02}"))),
            ],
        )
    }

    /// Writes an instant with figures alone, in UTC, for tables: `21/11/2026 09:30 UTC`, with seconds
    /// when there are any.
    pub fn short_moment(&self, instant: Instant) -> String {
        let (_, _, _, hour, minute, second) = instant.utc();
        let day = self.short_date(dates::day_of(instant));
        if second == 0 {
            format!("{day} {hour:02}:{minute:02} UTC")
        } else {
            format!("{day} {hour:02}:{minute:02}:{second:02} UTC")
        }
    }

    /// Says how long ago an instant was: `il y a 3 jours`. The future is "now".
    pub fn age(&self, then: Instant, now: Instant) -> String {
        let (id, count) = match dates::age(then, now) {
            Age::Now => return self.say("age-now"),
            Age::Minutes(n) => ("age-minutes", n),
            Age::Hours(n) => ("age-hours", n),
            Age::Days(n) => ("age-days", n),
            Age::Months(n) => ("age-months", n),
            Age::Years(n) => ("age-years", n),
        };
        self.say_with(id, &[("count", Argument::Number(count))])
    }

    /// Joins names as a sentence does: `a, b et c`.
    pub fn list<T: AsRef<str>>(&self, names: &[T]) -> String {
        let Some((last, others)) = names.split_last() else { return String::new() };
        if others.is_empty() {
            return last.as_ref().to_owned();
        }
        let others: Vec<&str> = others.iter().map(AsRef::as_ref).collect();
        format!("{} {} {}", others.join(", "), self.say("list-and"), last.as_ref())
    }
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Words").field("language", &self.language).finish_non_exhaustive()
    }
}
