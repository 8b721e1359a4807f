//! Conditions: comparisons, lists, ranges, tests, and how null goes through them.

use arrow::datatypes::{DataType, TimeUnit};
use datafusion::common::ScalarValue;
use datafusion::functions::datetime::to_local_time;
use datafusion::functions_nested::expr_fn::{array_empty, array_has};
use datafusion::logical_expr::{Expr, lit};
use datafusion::prelude::cast;
use fanal_model::FieldType;
use fanal_odsql::{
    BinaryOperator, Expr as Tree, ExprKind, Feature, PartialDate, ProblemKind, Range, Span, Test,
    Wanted,
};

use super::scope::Scope;
use super::time;
use super::value::{Kind, Value};
use crate::functions::{self, Looseness};

impl Scope<'_> {
    /// A condition. It is true, false or null, and only what is true is answered.
    pub(crate) fn condition(&mut self, tree: &Tree) -> Option<Expr> {
        match &tree.kind {
            ExprKind::And(parts) => Some(balanced(self.conditions(parts)?, Expr::and)),
            ExprKind::Or(parts) => Some(balanced(self.conditions(parts)?, Expr::or)),
            // The exact complement: what was null becomes true.
            ExprKind::Not(inner) => Some(self.condition(inner)?.is_not_true()),
            ExprKind::Binary(operator, left, right) if !operator.is_arithmetic() => {
                let (left, right) = (self.value(left), self.value(right));
                let (left, right) = (left?, right?);
                match operator {
                    BinaryOperator::Like => self.like(left, right, tree.span),
                    BinaryOperator::NotLike => {
                        Some(complement(self.like(left, right, tree.span)?, true))
                    }
                    _ => self.compare(*operator, left, right, tree.span),
                }
            }
            ExprKind::InList { value, list, negated } => {
                let value = self.value(value)?;
                Some(complement(self.in_list(value, list)?, *negated))
            }
            ExprKind::InRange { value, range, negated } => {
                let value = self.value(value)?;
                Some(complement(self.range(value, range, tree.span)?, *negated))
            }
            ExprKind::InField { value, field, negated } => {
                let field = Tree { span: tree.span, kind: ExprKind::Field(field.clone()) };
                let all = self.value(&field)?;
                let one = self.literal(value, tree)?;
                let found = self.compare(BinaryOperator::Equal, all, one, tree.span)?;
                Some(complement(found, *negated))
            }
            ExprKind::Is { value, test, negated } => {
                let inner = self.value(value)?;
                self.test(inner, *test, *negated, value)
            }
            ExprKind::FullText(text) if self.groups.is_some() => {
                self.wrong(tree.span, ProblemKind::NotGrouped { name: text.clone() })
            }
            ExprKind::FullText(text) => self.full_text(text, Looseness::None, tree.span),
            ExprKind::Call { function, arguments, .. } if function.is_condition() => {
                self.counted(tree)?;
                self.predicate(*function, arguments, tree)
            }
            _ => {
                let value = self.value(tree)?;
                match value.kind {
                    Kind::One(FieldType::Boolean) => Some(value.expr),
                    Kind::Null => Some(lit(ScalarValue::Boolean(None))),
                    _ => {
                        let text = tree.to_string();
                        self.wrong(tree.span, ProblemKind::NotACondition { text })
                    }
                }
            }
        }
    }

    /// Every part, so that all that is wrong is noted.
    fn conditions(&mut self, parts: &[Tree]) -> Option<Vec<Expr>> {
        let read: Vec<Option<Expr>> = parts.iter().map(|part| self.condition(part)).collect();
        read.into_iter().collect()
    }

    /// Equal to one of a list. Constants of the value's type are looked up together.
    fn in_list(&mut self, value: Value, list: &[Tree]) -> Option<Expr> {
        let mut any = Vec::new();
        let mut constants = Vec::new();
        for item in list {
            let item_value = self.value(item)?;
            match constant_like(&value, &item_value) {
                Some(same) => constants.extend(same),
                None => {
                    let value = self.again(&value, item.span)?;
                    let equal = BinaryOperator::Equal;
                    any.push(self.compare(equal, value, item_value, item.span)?);
                }
            }
        }
        if !constants.is_empty() {
            any.push(value.expr.in_list(constants, false));
        }
        Some(balanced(any, Expr::or))
    }

    /// Two values around a sign. With a null it is null, and so dropped.
    pub(super) fn compare(
        &mut self,
        operator: BinaryOperator,
        left: Value,
        right: Value,
        span: Span,
    ) -> Option<Expr> {
        use FieldType::{Boolean, Date, DateTime, Double, Int, Text};
        let equality = matches!(operator, BinaryOperator::Equal | BinaryOperator::NotEqual);
        let pair = match (left.kind, right.kind) {
            (Kind::Null, _) | (_, Kind::Null) => return Some(lit(ScalarValue::Boolean(None))),
            (Kind::One(Int | Double), Kind::One(Int | Double)) => Some((left.expr, right.expr)),
            (Kind::One(Boolean), Kind::One(Boolean)) if equality => Some((left.expr, right.expr)),
            (Kind::One(Text), Kind::One(Text)) if equality => Some((left.expr, right.expr)),
            (Kind::Many, Kind::One(Text)) if equality => {
                return self.any_equals(operator, left.expr, right.expr, span);
            }
            (Kind::One(Text), Kind::Many) if equality => {
                return self.any_equals(operator, right.expr, left.expr, span);
            }
            (Kind::One(Date | DateTime), Kind::One(Date | DateTime | Text)) => {
                let right = self.as_date(right, &left, operator, span)?;
                Some(self.same_clock(left, right))
            }
            (Kind::One(Text), Kind::One(Date | DateTime)) => {
                let left = self.as_date(left, &right, operator, span)?;
                Some(self.same_clock(left, right))
            }
            _ => return self.incompatible(&left, operator.sign(), &right, span),
        };
        let (left, right) = pair?;
        Some(match operator {
            BinaryOperator::NotEqual => left.not_eq(right),
            BinaryOperator::Less => left.lt(right),
            BinaryOperator::LessOrEqual => left.lt_eq(right),
            BinaryOperator::Greater => left.gt(right),
            BinaryOperator::GreaterOrEqual => left.gt_eq(right),
            _ => left.eq(right),
        })
    }

    /// A day and an instant, brought to the same clock: that of the query's zone.
    fn same_clock(&self, left: Value, right: Value) -> (Expr, Expr) {
        let is_day = |v: &Value| v.kind == Kind::One(FieldType::Date);
        match (is_day(&left), is_day(&right)) {
            (true, false) => self.beside_day(left.expr, right),
            (false, true) => {
                let (day, instant) = self.beside_day(right.expr, left);
                (instant, day)
            }
            _ => (left.expr, right.expr),
        }
    }

    /// A day, at its midnight unless days suffice, and what clocks show at an instant.
    fn beside_day(&self, day: Expr, instant: Value) -> (Expr, Expr) {
        let known = instant.date.as_ref();
        if let Some(other) = known.and_then(time::day) {
            return (day, lit(other));
        }
        let clock = |zone| DataType::Timestamp(TimeUnit::Microsecond, zone);
        let shown = match known {
            Some(date) if date.offset_seconds.is_none() => lit(time::naive(date)),
            _ => {
                let zone = Some(self.options.timezone.name().into());
                to_local_time().call(vec![cast(instant.expr, clock(zone))])
            }
        };
        (cast(day, clock(None)), shown)
    }

    /// A text that stands where a date is wanted is read as one.
    fn as_date(
        &mut self,
        value: Value,
        other: &Value,
        operator: BinaryOperator,
        span: Span,
    ) -> Option<Value> {
        let Kind::One(FieldType::Text) = value.kind else { return Some(value) };
        let Some(text) = &value.text else {
            return self.incompatible(other, operator.sign(), &value, span);
        };
        let Some(date) = PartialDate::parse(text) else {
            return self.wrong(span, ProblemKind::InvalidDate { text: text.clone() });
        };
        let expr = lit(time::instant(&date, self.options.timezone));
        let kind = Kind::One(FieldType::DateTime);
        Some(Value { date: Some(date), ..Value::new(expr, kind, value.name) })
    }

    fn incompatible<T>(
        &mut self,
        left: &Value,
        operator: &str,
        right: &Value,
        span: Span,
    ) -> Option<T> {
        let kind = ProblemKind::IncompatibleTypes {
            left: left.name.clone(),
            left_type: left.kind.name().to_owned(),
            operator: operator.to_owned(),
            right_type: right.kind.name().to_owned(),
        };
        self.wrong(span, kind)
    }

    /// Between two bounds, numbers or dates; an open bound bounds nothing but null.
    fn range(&mut self, value: Value, range: &Range, span: Span) -> Option<Expr> {
        use BinaryOperator::{Greater, GreaterOrEqual, Less, LessOrEqual};
        if !value.kind.is_number() && !value.kind.is_temporal() {
            let bound = range.low.as_deref().or(range.high.as_deref());
            let other = bound.and_then(|b| self.value(b));
            return match other {
                Some(other) => self.incompatible(&value, "in", &other, span),
                None => self.unsupported(span, Feature::OpenRange),
            };
        }
        let low = if range.low_included { GreaterOrEqual } else { Greater };
        let high = if range.high_included { LessOrEqual } else { Less };
        let mut all = vec![self.copy(&value.expr, span)?.is_not_null()];
        for (bound, operator) in [(&range.low, low), (&range.high, high)] {
            if let Some(tree) = bound {
                let bound = self.value(tree)?;
                let value = self.again(&value, tree.span)?;
                all.push(self.compare(operator, value, bound, tree.span)?);
            }
        }
        Some(balanced(all, Expr::and))
    }

    /// `is [not] null`, `true`, `false`. An empty text and an empty list count as null.
    fn test(&mut self, value: Value, test: Test, negated: bool, tree: &Tree) -> Option<Expr> {
        let expr = value.expr;
        let boolean = matches!(value.kind, Kind::Null | Kind::One(FieldType::Boolean));
        let found = match test {
            Test::Null => match value.kind {
                Kind::One(FieldType::Text | FieldType::File | FieldType::Json) => {
                    self.copy(&expr, tree.span)?.is_null().or(expr.eq(lit("")))
                }
                Kind::Many => self.copy(&expr, tree.span)?.is_null().or(array_empty(expr)),
                _ => expr.is_null(),
            },
            _ if !boolean => return self.expected(tree, "is", Wanted::Boolean),
            Test::True => expr.is_true(),
            Test::False => expr.is_false(),
        };
        Some(complement(found, negated))
    }

    /// Every word of the text is found in the value.
    fn like(&mut self, left: Value, right: Value, span: Span) -> Option<Expr> {
        let Some(text) = &right.text else {
            return self.incompatible(&left, "like", &right, span);
        };
        match left.kind {
            Kind::One(FieldType::Text) => self.words(text, Looseness::None, vec![left.expr], span),
            Kind::Many => {
                let texts = vec![functions::joined(left.expr)];
                self.words(text, Looseness::None, texts, span)
            }
            Kind::Null => Some(lit(ScalarValue::Boolean(None))),
            Kind::One(_) => self.incompatible(&left, "like", &right, span),
        }
    }

    /// Some element of a list equals, or none does. Null when there is no list.
    fn any_equals(
        &mut self,
        operator: BinaryOperator,
        list: Expr,
        text: Expr,
        span: Span,
    ) -> Option<Expr> {
        let found = array_has(self.copy(&list, span)?, text);
        let found = if operator == BinaryOperator::NotEqual { found.is_not_true() } else { found };
        Some(list.is_not_null().and(found))
    }
}

/// A constant as the value's type has it, in every form that is equal to it; none when it is no
/// constant, or compares in another way.
fn constant_like(value: &Value, item: &Value) -> Option<Vec<Expr>> {
    use FieldType::{Boolean, Date, DateTime, Double, Int, Text};
    let Expr::Literal(constant, _) = &item.expr else { return None };
    match (value.kind, constant) {
        // Lists find numbers by their bits, and zero has two forms.
        (Kind::One(Double), ScalarValue::Float64(Some(0.0)) | ScalarValue::Int64(Some(0))) => {
            Some(vec![lit(0.0), lit(-0.0)])
        }
        (Kind::One(Double), ScalarValue::Int64(Some(whole))) => Some(vec![lit(*whole as f64)]),
        (Kind::One(Int | Double | Text | Boolean | DateTime), _) if value.kind == item.kind => {
            Some(vec![item.expr.clone()])
        }
        (Kind::One(Date), _) => Some(vec![lit(time::day(item.date.as_ref()?)?)]),
        _ => None,
    }
}

/// The exact complement, if it is wanted: null becomes true, as with `not`.
fn complement(expr: Expr, negated: bool) -> Expr {
    if negated { expr.is_not_true() } else { expr }
}

/// Joins conditions as a tree of little depth.
pub(super) fn balanced(mut parts: Vec<Expr>, join: fn(Expr, Expr) -> Expr) -> Expr {
    while parts.len() > 1 {
        let mut joined = Vec::with_capacity(parts.len().div_ceil(2));
        let mut rest = parts.into_iter();
        while let Some(left) = rest.next() {
            joined.push(match rest.next() {
                Some(right) => join(left, right),
                None => left,
            });
        }
        parts = joined;
    }
    parts.pop().unwrap_or_else(|| lit(true))
}
