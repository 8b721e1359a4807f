//! `range(value, …)` as a key of groups: equal widths, periods, or bounds.

use chrono_tz::Tz;
use datafusion::common::ScalarValue;
use datafusion::logical_expr::Expr;
use fanal_model::FieldType;
use fanal_odsql::{Expr as Tree, ExprKind, Literal, PartialDate, Wanted};

use super::place::constant;
use super::scope::Scope;
use super::time;
use super::value::Kind;
use crate::functions::{Bounds, Buckets, Number, Unit};

impl Scope<'_> {
    /// What is put into ranges, and into which.
    pub(super) fn range_key(&mut self, given: &[Tree], tree: &Tree) -> Option<(Expr, Buckets)> {
        let [value, bounds @ ..] = given else { return None };
        let value = self.value(value)?;
        let buckets = match (value.kind, bounds) {
            (Kind::One(FieldType::Int | FieldType::Double), [width])
                if constant(width).is_some() =>
            {
                self.equal_widths(value.kind, width)
            }
            (Kind::One(FieldType::Int | FieldType::Double), [_, ..]) => {
                self.number_bounds(value.kind, bounds, tree)
            }
            (
                Kind::One(FieldType::Date | FieldType::DateTime),
                [period @ Tree { kind: ExprKind::Literal(Literal::Quantity(..)), .. }],
            ) => self.periods(value.kind, period),
            (Kind::One(FieldType::Date | FieldType::DateTime), [_, ..]) => {
                self.date_bounds(value.kind, bounds, tree)
            }
            _ => self.expected(tree, "range", Wanted::Measure),
        };
        Some((value.expr, buckets?))
    }

    fn equal_widths(&mut self, kind: Kind, width: &Tree) -> Option<Buckets> {
        let number = constant(width).filter(|width| *width > 0.0);
        match (kind, &width.kind, number) {
            (_, _, None) => self.expected(width, "range", Wanted::Width),
            (Kind::One(FieldType::Int), ExprKind::Literal(Literal::Int(width)), _) => {
                Some(Buckets::Wholes { width: *width })
            }
            (_, _, Some(width)) => Some(Buckets::wide(width)),
        }
    }

    fn periods(&mut self, kind: Kind, period: &Tree) -> Option<Buckets> {
        let ExprKind::Literal(Literal::Quantity(number, name)) = &period.kind else { return None };
        let whole = number.fract() == 0.0 && (1.0..=1e9).contains(number);
        let Some(unit) = Unit::from_name(name).filter(|_| whole) else {
            return self.expected(period, "range", Wanted::Period);
        };
        let count = *number as i64;
        if count > 1 && !unit.is_counted() {
            return self.expected(period, "range", Wanted::OnePeriod);
        }
        // Days have no zone: they begin as they are written.
        let zone = match kind {
            Kind::One(FieldType::Date) => Tz::UTC,
            _ => self.options.timezone,
        };
        Some(Buckets::Periods { unit, count, zone })
    }

    fn number_bounds(&mut self, kind: Kind, given: &[Tree], tree: &Tree) -> Option<Buckets> {
        let (inner, open_below, open_above) = self.inner_bounds(given, tree)?;
        let whole = |tree: &Tree| match tree.kind {
            ExprKind::Literal(Literal::Int(value)) => Some(value),
            _ => None,
        };
        let wholes: Option<Vec<i64>> = inner.iter().map(whole).collect();
        if let (Kind::One(FieldType::Int), Some(bounds)) = (kind, wholes) {
            self.rising(&bounds, tree)?;
            return Some(Buckets::WholeBounds(Bounds { bounds, open_below, open_above }));
        }
        let numbers: Option<Vec<f64>> = inner.iter().map(constant).collect();
        let Some(numbers) = numbers else {
            return self.expected(tree, "range", Wanted::NumberBounds);
        };
        self.rising(&numbers, tree)?;
        let bounds = numbers.into_iter().map(Number::new).collect();
        Some(Buckets::NumberBounds(Bounds { bounds, open_below, open_above }))
    }

    fn date_bounds(&mut self, kind: Kind, given: &[Tree], tree: &Tree) -> Option<Buckets> {
        let (inner, open_below, open_above) = self.inner_bounds(given, tree)?;
        let zone = match kind {
            Kind::One(FieldType::Date) => Tz::UTC,
            _ => self.options.timezone,
        };
        let instant = |tree: &Tree| {
            let ExprKind::Literal(Literal::Date(text) | Literal::Text(text)) = &tree.kind else {
                return None;
            };
            match time::instant(&PartialDate::parse(text)?, zone) {
                ScalarValue::TimestampMicrosecond(micros, _) => micros,
                _ => None,
            }
        };
        let instants: Option<Vec<i64>> = inner.iter().map(instant).collect();
        let Some(bounds) = instants else {
            return self.expected(tree, "range", Wanted::DateBounds);
        };
        self.rising(&bounds, tree)?;
        Some(Buckets::InstantBounds(Bounds { bounds, open_below, open_above }))
    }

    /// The bounds between the stars, and whether there is a star at either end.
    fn inner_bounds<'t>(
        &mut self,
        given: &'t [Tree],
        tree: &Tree,
    ) -> Option<(&'t [Tree], bool, bool)> {
        let star = |tree: Option<&Tree>| tree.is_some_and(|t| t.kind == ExprKind::Star);
        let (below, above) = (star(given.first()), star(given.last()));
        let end = given.len().saturating_sub(usize::from(above));
        let inner = given.get(usize::from(below)..end).unwrap_or_default();
        let ranges = (inner.len() + usize::from(below) + usize::from(above)).saturating_sub(1);
        match inner.is_empty() || ranges == 0 {
            true => self.expected(tree, "range", Wanted::TwoBounds),
            false => Some((inner, below, above)),
        }
    }

    fn rising<T: PartialOrd>(&mut self, bounds: &[T], tree: &Tree) -> Option<()> {
        match bounds.windows(2).all(|pair| pair[0] < pair[1]) {
            true => Some(()),
            false => self.expected(tree, "range", Wanted::RisingBounds),
        }
    }
}
