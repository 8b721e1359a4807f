//! Filters of a list: what can be chosen, what is, and the links that change it. They work without
//! JavaScript: each value is a link to the list that it leaves.

use fanal_model::{Facet, FacetState, FacetValue, Field, FieldType, Language};
use fanal_words::Words;

use crate::Layout;
use crate::cell::is_year;
use crate::paging::encode;

/// A value that was chosen, as addresses hold it: `refine.essence=Tilleul`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Chosen {
    /// Name of the field.
    pub name: String,
    /// The value.
    pub value: String,
    /// Whether what has it is left out: `exclude.essence=Tilleul`.
    pub excluded: bool,
}

impl Chosen {
    /// Reads a parameter of an address; none when it chooses nothing.
    pub fn parse(parameter: &str, value: &str) -> Option<Self> {
        let (kind, name) = parameter.split_once('.')?;
        let excluded = match kind {
            "refine" => false,
            "exclude" => true,
            _ => return None,
        };
        let whole = !name.is_empty() && !value.is_empty();
        whole.then(|| Self { name: name.to_owned(), value: value.to_owned(), excluded })
    }

    /// The name of the parameter of an address: `refine.essence`.
    pub(crate) fn name_in_address(&self) -> String {
        format!("{}.{}", if self.excluded { "exclude" } else { "refine" }, self.name)
    }

    /// The parameter of an address.
    fn parameter(&self) -> String {
        format!("{}={}", encode(&self.name_in_address()), encode(&self.value))
    }
}

impl Chosen {
    /// The same as a parameter of the Explore API: `refine=essence:Tilleul`. A value that would be
    /// read as another one stands between quotes.
    pub(crate) fn in_api(&self) -> String {
        let kind = if self.excluded { "exclude" } else { "refine" };
        let is_raw = self.value.trim() == self.value && !self.value.starts_with('"');
        let value = match is_raw {
            true => self.value.clone(),
            false => format!("\"{}\"", self.value.replace('\\', "\\\\").replace('"', "\\\"")),
        };
        format!("{kind}={}", encode(&format!("{}:{value}", self.name)))
    }
}

/// Parameters of several choices, to be written behind others.
pub(crate) fn parameters(chosen: &[Chosen]) -> Vec<String> {
    chosen.iter().map(Chosen::parameter).collect()
}

/// A facet with what people call it.
#[derive(Debug, Clone, PartialEq)]
pub struct Filter {
    /// What people call it.
    pub label: String,
    /// Its values.
    pub facet: Facet,
    /// Whether values that are chosen together add up.
    pub disjunctive: bool,
    /// What stands between the levels of a value, if it has several.
    pub separator: Option<String>,
    /// Type of its values.
    pub field_type: FieldType,
    /// Whether its numbers are years.
    pub years: bool,
}

impl Filter {
    /// The filter of a field.
    pub fn of(field: &Field, facet: Facet) -> Self {
        let separator = match field.field_type.is_temporal() {
            true => Some("/".to_owned()),
            false => field.annotations.hierarchical.clone(),
        };
        Self {
            label: field.label.clone(),
            facet,
            disjunctive: field.annotations.disjunctive,
            separator,
            field_type: field.field_type,
            years: is_year(field),
        }
    }

    /// The filter of datasets by what describes them: `theme`, `default.publisher`…
    pub fn of_datasets(words: &Words, facet: Facet) -> Self {
        let label = match facet.name.strip_prefix("default.").unwrap_or(&facet.name) {
            "features" => words.say("filter-features"),
            "modified" => words.say("filter-modified"),
            "publisher" => words.say("filter-publisher"),
            "keyword" => words.say("filter-keyword"),
            "theme" => words.say("filter-theme"),
            "license" => words.say("filter-license"),
            "language" => words.say("filter-language"),
            "territory" => words.say("filter-territory"),
            name => name.to_owned(),
        };
        let field_type = match facet.name.ends_with("modified") {
            true => FieldType::Date,
            false => FieldType::Text,
        };
        Self { label, facet, disjunctive: false, separator: None, field_type, years: false }
    }

    /// A value as people read it; of a path its last level, of a date also what stands above.
    fn words(&self, layout: &Layout, value: &str) -> String {
        let number = value.parse::<f64>().ok().filter(|n| n.is_finite());
        match (self.field_type, number) {
            (FieldType::Boolean, _) if value == "true" => layout.say("yes"),
            (FieldType::Boolean, _) if value == "false" => layout.say("no"),
            (FieldType::Int, Some(_)) if !self.years => {
                value.parse().map_or_else(|_| value.to_owned(), |n| layout.words.number(n))
            }
            (FieldType::Double, Some(number)) => layout.words.decimal(number),
            (FieldType::Date | FieldType::DateTime, _) => period(layout, value),
            _ => value.to_owned(),
        }
    }

    /// The same for a line of the list, where what stands above is seen.
    fn line(&self, layout: &Layout, value: &FacetValue) -> String {
        let nested = value.name != value.value;
        match self.field_type {
            FieldType::Date | FieldType::DateTime => self.words(layout, &value.value),
            _ if nested => value.name.clone(),
            _ => self.words(layout, &value.value),
        }
    }

    /// Whether one value lies below the other.
    fn related(&self, a: &str, b: &str) -> bool {
        let Some(separator) = self.separator.as_deref() else { return false };
        let below = |deep: &str, high: &str| {
            deep.strip_prefix(high).is_some_and(|rest| rest.starts_with(separator))
        };
        below(a, b) || below(b, a)
    }
}

/// `2024`, `2024/03` and `2024/03/05` in words; anything else as it is.
fn period(layout: &Layout, value: &str) -> String {
    let parts: Vec<&str> = value.split('/').collect();
    let month = |text: &str| {
        let number: usize = text.parse().ok()?;
        layout.words.language().months().get(number.checked_sub(1)?).copied()
    };
    match parts.as_slice() {
        [year, text] => month(text).map(|month| format!("{month} {year}")),
        [year, text, day] => month(text).zip(day.parse::<u32>().ok()).map(|(month, day)| {
            let first = day == 1 && layout.words.language() == Language::French;
            format!("{day}{} {month} {year}", if first { "er" } else { "" })
        }),
        _ => None,
    }
    .unwrap_or_else(|| value.to_owned())
}

/// One line of a filter's list.
#[derive(Debug)]
pub(crate) struct Line {
    pub(crate) words: String,
    pub(crate) count: u64,
    pub(crate) href: String,
    pub(crate) state: FacetState,
    /// How deep it stands, from 0.
    pub(crate) level: usize,
}

impl Line {
    pub(crate) fn is_refined(&self) -> bool {
        self.state == FacetState::Refined
    }

    pub(crate) fn is_excluded(&self) -> bool {
        self.state == FacetState::Excluded
    }
}

/// A choice, to be taken back.
#[derive(Debug)]
pub(crate) struct Chip {
    pub(crate) label: String,
    pub(crate) words: String,
    pub(crate) excluded: bool,
    pub(crate) href: String,
}

/// The filters of a list.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Filters {
    /// Path of the list.
    pub path: String,
    /// Parameters that links keep, as they stand in addresses: `sort=nom`.
    pub kept: Vec<String>,
    /// Where on the page the list stands: `#table`.
    pub anchor: &'static str,
    /// What was chosen, in the order of choosing.
    pub chosen: Vec<Chosen>,
    /// What can be chosen.
    pub filters: Vec<Filter>,
}

impl Filters {
    /// Those that have something to choose.
    pub(crate) fn shown(&self) -> impl Iterator<Item = &Filter> {
        self.filters.iter().filter(|filter| !filter.facet.values.is_empty())
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.chosen.is_empty() && self.shown().next().is_none()
    }

    /// How many values of a filter are chosen.
    pub(crate) fn chosen_of(&self, filter: &Filter) -> usize {
        self.chosen.iter().filter(|chosen| chosen.name == filter.facet.name).count()
    }

    /// Whether a filter stands open: the one that was used last, when it has more to offer.
    pub(crate) fn is_open(&self, filter: &Filter) -> bool {
        let last = self.chosen.last().filter(|last| last.name == filter.facet.name);
        last.is_some_and(|last| !last.excluded)
            && (filter.disjunctive || filter.separator.is_some())
    }

    /// The lines of a filter's list.
    pub(crate) fn lines(&self, layout: &Layout, filter: &Filter) -> Vec<Line> {
        let mut lines = Vec::new();
        self.add_lines(layout, filter, &filter.facet.values, 0, &mut lines);
        lines
    }

    fn add_lines(
        &self,
        layout: &Layout,
        filter: &Filter,
        values: &[FacetValue],
        level: usize,
        lines: &mut Vec<Line>,
    ) {
        for value in values {
            lines.push(Line {
                words: filter.line(layout, value),
                count: value.count,
                href: self.turned(filter, value),
                state: value.state,
                level: level.min(3),
            });
            self.add_lines(layout, filter, &value.children, level + 1, lines);
        }
    }

    /// What was chosen, each with the list without it.
    pub(crate) fn chips(&self, layout: &Layout) -> Vec<Chip> {
        let chip = |(n, chosen): (usize, &Chosen)| {
            let filter = self.filters.iter().find(|filter| filter.facet.name == chosen.name);
            let words = filter.map(|filter| filter.words(layout, &chosen.value));
            let rest = self.chosen.iter().enumerate().filter(|(other, _)| *other != n);
            Chip {
                label: filter.map_or_else(|| chosen.name.clone(), |filter| filter.label.clone()),
                words: words.unwrap_or_else(|| chosen.value.clone()),
                excluded: chosen.excluded,
                href: self.address(rest.map(|(_, chosen)| chosen.clone()).collect()),
            }
        };
        self.chosen.iter().enumerate().map(chip).collect()
    }

    /// The list with nothing chosen.
    pub(crate) fn without(&self) -> String {
        self.address(Vec::new())
    }

    /// The list with a value chosen, or without it when it was. A value takes the place of those
    /// above and below it.
    fn turned(&self, filter: &Filter, value: &FacetValue) -> String {
        let is_own = |chosen: &Chosen| {
            chosen.name == filter.facet.name
                && (filter.same(&chosen.value, &value.value)
                    || !chosen.excluded && filter.related(&chosen.value, &value.value))
        };
        let mut chosen: Vec<Chosen> =
            self.chosen.iter().filter(|chosen| !is_own(chosen)).cloned().collect();
        if value.state == FacetState::Displayed {
            let (name, value) = (filter.facet.name.clone(), value.value.clone());
            chosen.push(Chosen { name, value, excluded: false });
        }
        self.address(chosen)
    }

    fn address(&self, chosen: Vec<Chosen>) -> String {
        let parts: Vec<String> = self.kept.iter().cloned().chain(parameters(&chosen)).collect();
        let query = if parts.is_empty() { String::new() } else { format!("?{}", parts.join("&")) };
        format!("{}{query}{}", self.path, self.anchor)
    }
}

impl Filter {
    /// Whether two texts mean one value: of dates zeros in front may be missing, numbers may be
    /// written in several ways.
    fn same(&self, a: &str, b: &str) -> bool {
        let part = |(a, b): (&str, &str)| match (a.parse::<u32>(), b.parse::<u32>()) {
            (Ok(a), Ok(b)) => a == b,
            _ => a == b,
        };
        match self.field_type {
            FieldType::Date | FieldType::DateTime => {
                a.split('/').count() == b.split('/').count()
                    && a.split('/').zip(b.split('/')).all(part)
            }
            FieldType::Int | FieldType::Double => {
                a == b || a.parse::<f64>().ok().is_some_and(|n| b.parse() == Ok(n))
            }
            _ => a == b,
        }
    }
}

#[cfg(test)]
mod tests;
