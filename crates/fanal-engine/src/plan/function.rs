//! Functions of the language as expressions.

use arrow::datatypes::{DataType, TimeUnit};
use datafusion::functions::datetime::expr_fn::date_part;
use datafusion::functions::string::expr_fn::{lower, starts_with, upper};
use datafusion::functions::unicode::expr_fn::character_length;
use datafusion::logical_expr::{Expr, lit};
use datafusion::prelude::{cast, when};
use fanal_model::FieldType;
use fanal_odsql::{Expr as Tree, Function};

use super::compare::balanced;
use super::scope::Scope;
use super::value::{Kind, Value};

impl Scope<'_> {
    /// A function that gives a value.
    pub(super) fn call(
        &mut self,
        function: Function,
        distinct: bool,
        arguments: &[Tree],
        tree: &Tree,
    ) -> Option<Value> {
        let name = function.name();
        let part = match function {
            Function::Year => "year",
            Function::Month => "month",
            Function::Day => "day",
            Function::Hour => "hour",
            Function::Minute => "minute",
            Function::Second => "second",
            Function::Length | Function::Lower | Function::Upper => {
                return self.of_text(function, arguments, tree);
            }
            Function::IfNull => return self.if_null(arguments, tree),
            _ if distinct => return self.unsupported(tree.span, format!("{name}(distinct …)")),
            _ => return self.unsupported(tree.span, format!("{name}()")),
        };
        let [argument] = arguments else { return self.expected(tree, name, "one date") };
        let value = self.value(argument)?;
        let expr = match value.kind {
            Kind::Null => return Some(Value { kind: Kind::Null, ..value }),
            Kind::One(FieldType::Date) => {
                cast(value.expr, DataType::Timestamp(TimeUnit::Microsecond, None))
            }
            Kind::One(FieldType::DateTime) => {
                let zone = Some(self.timezone.name().into());
                cast(value.expr, DataType::Timestamp(TimeUnit::Microsecond, zone))
            }
            _ => return self.expected(argument, name, "a date"),
        };
        let number = cast(date_part(lit(part), expr), DataType::Int64);
        Some(Value::new(number, Kind::One(FieldType::Int), name))
    }

    /// `length`, `lower`, `upper`.
    fn of_text(&mut self, function: Function, arguments: &[Tree], tree: &Tree) -> Option<Value> {
        let name = function.name();
        let [argument] = arguments else { return self.expected(tree, name, "one text") };
        let value = self.value(argument)?;
        if !value.kind.is_text() {
            return self.expected(argument, name, "a text");
        }
        let text = cast(value.expr, DataType::Utf8);
        let (expr, of) = match function {
            Function::Lower => (lower(text), FieldType::Text),
            Function::Upper => (upper(text), FieldType::Text),
            _ => (cast(character_length(text), DataType::Int64), FieldType::Int),
        };
        Some(Value::new(expr, Kind::One(of), name))
    }

    /// The first argument, or the second when it is null.
    fn if_null(&mut self, arguments: &[Tree], tree: &Tree) -> Option<Value> {
        let [first, second] = arguments else {
            return self.expected(tree, "ifnull", "two values");
        };
        let (first, second) = (self.value(first), self.value(second));
        let (first, second) = (first?, second?);
        let kind = match (first.kind, second.kind) {
            (kind, other) if kind == other => kind,
            (Kind::Null, kind) | (kind, Kind::Null) => kind,
            (a, b) if a.is_number() && b.is_number() => Kind::One(FieldType::Double),
            _ => return self.expected(tree, "ifnull", "two values of the same type"),
        };
        // Both sides in the type of the answer: a whole number beside a double becomes one.
        let plain = |value: Value| match (value.kind, kind) {
            (own, Kind::One(FieldType::Double)) if own != kind => {
                cast(value.expr, DataType::Float64)
            }
            _ => value.expr,
        };
        let (first, second) = (plain(first), plain(second));
        let Ok(expr) = when(first.clone().is_null(), second).otherwise(first) else {
            return self.expected(tree, "ifnull", "two values of the same type");
        };
        Some(Value::new(expr, kind, "ifnull"))
    }

    /// A function that gives a condition.
    pub(super) fn predicate(
        &mut self,
        function: Function,
        arguments: &[Tree],
        tree: &Tree,
    ) -> Option<Expr> {
        let name = function.name();
        if function != Function::StartsWith {
            return self.unsupported(tree.span, format!("{name}()"));
        }
        let Some((last, fields)) = arguments.split_last().filter(|(_, f)| !f.is_empty()) else {
            return self.expected(tree, name, "fields, then a text");
        };
        let start = self.value(last)?;
        if start.text.is_none() {
            return self.expected(last, name, "a text at the end");
        }
        let mut any = Vec::with_capacity(fields.len());
        for field in fields {
            let value = self.value(field)?;
            if value.kind != Kind::One(FieldType::Text) {
                return self.expected(field, name, "a text");
            }
            any.push(starts_with(value.expr, start.expr.clone()));
        }
        Some(balanced(any, Expr::or))
    }
}
