//! Fields as facets: what records are counted by, and which of them a chosen value keeps.

use datafusion::functions_nested::expr_fn::array_has;
use datafusion::logical_expr::{Expr, SortExpr, lit};
use fanal_model::{Field, FieldType};
use fanal_odsql::{Clause, FacetOrder, FacetRequest, ProblemKind, Query, Span};

use super::scope::{Scope, column};
use super::time::Period;
use super::value::Kind;
use crate::QueryOptions;
use crate::functions::{self, Buckets, Level, Unit};

/// Values of a facet, when nothing else is said.
const VALUES: u32 = 100;

/// What stands between the levels of a path, when nothing else is said, and of a date.
const SEPARATOR: &str = "/";

/// Levels of a path beyond which none is opened.
const LEVELS: usize = 20;

/// A field as a facet.
#[derive(Debug)]
pub(crate) struct Faceted<'a> {
    pub(crate) field: &'a Field,
    /// Whether values that are chosen together add up.
    pub(crate) disjunctive: bool,
    /// Values at most.
    pub(crate) limit: usize,
    levels: Levels,
    sort: (FacetOrder, bool),
    options: QueryOptions,
}

/// Of what levels values are made.
#[derive(Debug, PartialEq, Eq)]
enum Levels {
    /// Of one.
    One,
    /// Of those between separators.
    Path(String),
    /// Years, months, days.
    Dates,
}

/// A value of a facet that was chosen.
#[derive(Debug, Clone)]
pub(crate) struct Choice {
    /// The value as facets list it.
    pub(crate) value: String,
    /// Which records have it.
    pub(crate) condition: Expr,
}

impl<'a> Scope<'a> {
    /// The facets that are asked for, each once; all that the fields' annotations declare and that
    /// there can be when none is.
    pub(crate) fn facets(&mut self, query: &Query) -> Vec<Faceted<'a>> {
        self.clause = Clause::Facet;
        let declared = |f: &&Field| f.annotations.facet && f.field_type.can_be_facet();
        let names: Vec<&str> = match query.facets.is_empty() {
            true => self.fields.iter().filter(declared).map(|f| f.name.as_str()).collect(),
            false => query.facets.iter().map(|request| request.name.as_str()).collect(),
        };
        let mut facets: Vec<Faceted<'a>> = Vec::with_capacity(names.len());
        for name in names {
            if !facets.iter().any(|known| known.name() == name) {
                facets.extend(self.faceted(query, name));
            }
        }
        facets
    }

    /// A field as a facet, as its annotations and the query say.
    pub(super) fn faceted(&mut self, query: &Query, name: &str) -> Option<Faceted<'a>> {
        let field = self.field(name, Span::default())?;
        if field.field_type.is_geographic() {
            let name = name.to_owned();
            return self.wrong(Span::default(), ProblemKind::GroupedPlace { name });
        }
        let request = query.facets.iter().find(|request| request.name == name);
        Some(Faceted::new(field, request, self.options))
    }
}

impl<'a> Faceted<'a> {
    fn new(field: &'a Field, request: Option<&FacetRequest>, options: QueryOptions) -> Self {
        let plain;
        let request = match request {
            Some(request) => request,
            None => {
                plain = FacetRequest::plain(field.name.as_str());
                &plain
            }
        };
        let sort = match field.field_type {
            FieldType::Date | FieldType::DateTime => (FacetOrder::Alphabet, false),
            _ => (FacetOrder::Count, true),
        };
        Self {
            field,
            disjunctive: request.disjunctive.unwrap_or(field.annotations.disjunctive),
            limit: request.limit.unwrap_or(VALUES) as usize,
            levels: Levels::of(field, request),
            sort: request.sort.unwrap_or(sort),
            options,
        }
    }

    pub(crate) fn name(&self) -> &'a str {
        self.field.name.as_str()
    }

    /// Whether a record may have several values.
    pub(crate) fn is_list(&self) -> bool {
        Kind::of(self.field) == Kind::Many
    }

    /// The value that is meant and the records that have it; none when no record can.
    pub(crate) fn choice(&self, text: &str) -> Option<Choice> {
        let own = column(self.field);
        let (value, condition) = match self.field.field_type {
            FieldType::Boolean => {
                let value: bool = text.trim().parse().ok()?;
                (value.to_string(), own.eq(lit(value)))
            }
            FieldType::Int => {
                let value: i64 = text.trim().parse().ok()?;
                (value.to_string(), own.eq(lit(value)))
            }
            FieldType::Double => {
                let value: f64 = text.trim().parse::<f64>().ok()? + 0.0;
                (format!("{value:?}"), one_zero(own).eq(lit(value)))
            }
            FieldType::Date | FieldType::DateTime => {
                let period = Period::parse(text)?;
                (period.to_string(), self.within(&period)?)
            }
            _ => (text.to_owned(), self.has(text)),
        };
        Some(Choice { value, condition })
    }

    /// The records that have a text, or a path that begins with it.
    fn has(&self, text: &str) -> Expr {
        let own = column(self.field);
        let found = match &self.levels {
            Levels::Path(separator) => {
                let kept = text.matches(separator.as_str()).count() + 1;
                self.cut(kept, None)
            }
            _ => own,
        };
        match self.is_list() {
            true => array_has(found, lit(text)),
            false => found.eq(lit(text)),
        }
    }

    /// The records of a period of time, as clocks of the query's zone show it.
    fn within(&self, period: &Period) -> Option<Expr> {
        let (first, end) = match self.field.field_type {
            FieldType::Date => period.days()?,
            _ => period.instants(self.options.timezone)?,
        };
        let own = column(self.field);
        Some(own.clone().gt_eq(lit(first)).and(own.lt(lit(end))))
    }

    /// What records are counted by: the first level of the values, or the one below a value.
    pub(crate) fn key(&self, above: Option<&str>) -> Expr {
        let own = column(self.field);
        match (self.field.field_type, &self.levels) {
            (_, Levels::Dates) => {
                let unit = match self.depth(above) {
                    0 => Unit::Year,
                    1 => Unit::Month,
                    _ => Unit::Day,
                };
                functions::bucket(own, Buckets::Periods { unit, count: 1, zone: self.zone() })
            }
            (FieldType::Double, _) => one_zero(own),
            (FieldType::Int | FieldType::Boolean, _) => own,
            (FieldType::Text, Levels::One) if !self.is_list() => own,
            _ => self.cut(self.depth(above) + 1, above),
        }
    }

    /// Texts cut behind a level.
    fn cut(&self, kept: usize, above: Option<&str>) -> Expr {
        let separator = match &self.levels {
            Levels::Path(separator) => Some(separator.clone()),
            _ => None,
        };
        let level = Level { separator, kept, below: above.map(str::to_owned) };
        functions::level(column(self.field), level, self.is_list())
    }

    /// The zone in which dates are cut.
    pub(crate) fn zone(&self) -> chrono_tz::Tz {
        match self.field.field_type {
            FieldType::Date => chrono_tz::Tz::UTC,
            _ => self.options.timezone,
        }
    }

    /// The order of the values in this column, with their numbers in that one.
    pub(crate) fn order(&self, key: Expr, count: Expr) -> Vec<SortExpr> {
        let (order, descending) = self.sort;
        let natural = |ascending: bool| {
            let text = !matches!(self.levels, Levels::Dates)
                && !self.field.field_type.is_number()
                && self.field.field_type != FieldType::Boolean;
            let folded = text.then(|| functions::fold(key.clone()));
            folded.into_iter().chain([key.clone()]).map(move |e| e.sort(ascending, false))
        };
        match order {
            FacetOrder::Count => {
                std::iter::once(count.sort(!descending, false)).chain(natural(true)).collect()
            }
            FacetOrder::Alphabet | FacetOrder::Number => natural(!descending).collect(),
        }
    }

    /// How many levels a value has; none has none.
    fn depth(&self, value: Option<&str>) -> usize {
        let separators = |value: &str| match self.separator() {
            Some(separator) => value.matches(separator).count(),
            None => 0,
        };
        value.map_or(0, |value| separators(value) + 1)
    }

    /// What stands between the levels of a value.
    fn separator(&self) -> Option<&str> {
        match &self.levels {
            Levels::One => None,
            Levels::Path(separator) => Some(separator),
            Levels::Dates => Some(SEPARATOR),
        }
    }

    /// The value above another one, and the last level of that.
    pub(crate) fn split<'v>(&self, value: &'v str) -> (Option<&'v str>, &'v str) {
        match self.separator().and_then(|separator| value.rsplit_once(separator)) {
            Some((above, last)) => (Some(above), last),
            None => (None, value),
        }
    }

    /// Whether values may lie below this one.
    pub(crate) fn opens(&self, value: &str) -> bool {
        match self.levels {
            Levels::One => false,
            Levels::Path(_) => self.depth(Some(value)) < LEVELS,
            Levels::Dates => self.depth(Some(value)) < 3,
        }
    }
}

impl Levels {
    fn of(field: &Field, request: &FacetRequest) -> Self {
        match field.field_type {
            FieldType::Date | FieldType::DateTime => return Self::Dates,
            FieldType::Text => {}
            _ => return Self::One,
        }
        let annotated = field.annotations.hierarchical.as_deref();
        let separator = request.separator.as_deref().or(annotated).unwrap_or(SEPARATOR);
        let wanted = request.hierarchical.unwrap_or(annotated.is_some());
        match wanted && !separator.is_empty() {
            true => Self::Path(separator.to_owned()),
            false => Self::One,
        }
    }
}

/// A number whose zero has one form.
fn one_zero(number: Expr) -> Expr {
    number + lit(0.0)
}
