//! Functions of the language as expressions.

mod now;

use arrow::compute::DatePart;
use arrow::datatypes::{DataType, TimeUnit};
use datafusion::functions::string::expr_fn::{lower, upper};
use datafusion::functions::unicode::expr_fn::character_length;
use datafusion::logical_expr::{Case, Expr, ident, lit};
use datafusion::prelude::cast;
use fanal_model::FieldType;
use fanal_odsql::{
    Belongs, Expr as Tree, ExprKind, Feature, Function, Literal, ProblemKind, Wanted,
};

use super::scope::Scope;
use super::time;
use super::value::{Kind, Value};
use crate::functions::{self, Pattern};
use crate::schema::HASH;

impl Scope<'_> {
    /// A function that gives a value.
    pub(super) fn call(
        &mut self,
        function: Function,
        given: &[Tree],
        tree: &Tree,
    ) -> Option<Value> {
        let name = function.name();
        match function {
            Function::Year => self.date_part(DatePart::Year, function, given),
            Function::Month => self.date_part(DatePart::Month, function, given),
            Function::Day => self.date_part(DatePart::Day, function, given),
            Function::Hour => self.date_part(DatePart::Hour, function, given),
            Function::Minute => self.date_part(DatePart::Minute, function, given),
            Function::Second => self.date_part(DatePart::Second, function, given),
            Function::DateFormat => self.date_format(given),
            Function::Now => self.now(given),
            Function::Length | Function::Lower | Function::Upper => self.of_text(function, given),
            Function::IfNull | Function::Coalesce => {
                self.choose(tree.span, |scope| scope.first_known(given, name, tree))
            }
            Function::If => self.choose(tree.span, |scope| scope.choice(given, tree)),
            Function::JsonFormat => self.json(given),
            Function::Random => self.random(given, tree),
            Function::Range | Function::GeoCluster => self.misplaced(tree, Belongs::AsGroup),
            _ if function.is_aggregate() => {
                let function = name.to_owned();
                self.wrong(tree.span, ProblemKind::MisplacedAggregate { function })
            }
            _ => self.expected(tree, name, Wanted::Arguments(function)),
        }
    }

    /// A part of a date, in the zone of the query.
    fn date_part(&mut self, part: DatePart, function: Function, given: &[Tree]) -> Option<Value> {
        let name = function.name();
        let [argument] = given else { return None };
        let value = self.value(argument)?;
        let expr = match value.kind {
            Kind::Null => return Some(Value { kind: Kind::Null, ..value }),
            Kind::One(FieldType::Date) => {
                cast(value.expr, DataType::Timestamp(TimeUnit::Microsecond, None))
            }
            Kind::One(FieldType::DateTime) => {
                let zone = Some(self.options.timezone.name().into());
                cast(value.expr, DataType::Timestamp(TimeUnit::Microsecond, zone))
            }
            _ => return self.expected(argument, name, Wanted::Date),
        };
        let number = functions::date_part(part, expr);
        Some(Value::new(number, Kind::One(FieldType::Int), name))
    }

    /// A date written after a pattern.
    fn date_format(&mut self, given: &[Tree]) -> Option<Value> {
        let name = "date_format";
        let [date, pattern] = given else { return None };
        let value = self.value(date)?;
        let text = self.answered(pattern)?.text;
        let Some(read) = text.and_then(|text| Pattern::parse(&text)) else {
            return self.expected(pattern, name, Wanted::Pattern);
        };
        let kind = Kind::One(FieldType::Text);
        match value.kind {
            Kind::Null => Some(Value { kind: Kind::Null, ..value }),
            Kind::One(FieldType::Date | FieldType::DateTime) => {
                let (zone, language) = (self.options.timezone, self.options.language);
                let expr = functions::date_format(value.expr, read, zone, language);
                Some(Value::new(expr, kind, name))
            }
            _ => self.expected(date, name, Wanted::Date),
        }
    }

    /// `length`, `lower`, `upper`.
    fn of_text(&mut self, function: Function, given: &[Tree]) -> Option<Value> {
        let name = function.name();
        let [argument] = given else { return None };
        let value = self.answered(argument)?;
        if !value.kind.is_text() {
            return self.expected(argument, name, Wanted::Text);
        }
        let text = cast(value.expr, DataType::Utf8);
        let (expr, of) = match function {
            Function::Lower => (lower(text), FieldType::Text),
            Function::Upper => (upper(text), FieldType::Text),
            _ => (cast(character_length(text), DataType::Int64), FieldType::Int),
        };
        Some(Value::new(expr, Kind::One(of), name))
    }

    /// `ifnull`, `coalesce`: the first value that is not null.
    fn first_known(&mut self, given: &[Tree], name: &str, tree: &Tree) -> Option<Value> {
        let values: Vec<Option<Value>> = given.iter().map(|tree| self.answered(tree)).collect();
        let (kind, exprs) = self.alike(values.into_iter().collect::<Option<_>>()?, name, tree)?;
        Some(Value::new(functions::first_known(exprs, kind.data_type()), kind, name))
    }

    /// `if(condition, value, otherwise)`; a condition that is null does not hold.
    fn choice(&mut self, given: &[Tree], tree: &Tree) -> Option<Value> {
        let [condition, value, otherwise] = given else { return None };
        let condition = self.condition(condition);
        let values = [self.answered(value), self.answered(otherwise)];
        let values: Option<Vec<Value>> = values.into_iter().collect();
        let (kind, mut exprs) = self.alike(values?, "if", tree)?;
        let (otherwise, value) = (exprs.pop().map(Box::new), exprs.pop()?);
        // Written as `case c when true`: the optimiser takes `case when c` to pieces, with `c` in
        // several of them.
        let when = vec![(Box::new(lit(true)), Box::new(value))];
        let case = Expr::Case(Case::new(Some(Box::new(condition?)), when, otherwise));
        Some(Value::new(functions::as_is(case, kind.data_type()), kind, "if"))
    }

    /// Values in one type: a whole number beside others becomes one of them, and a day that is
    /// written beside days is one.
    fn alike(
        &mut self,
        mut values: Vec<Value>,
        name: &str,
        tree: &Tree,
    ) -> Option<(Kind, Vec<Expr>)> {
        let day = Kind::One(FieldType::Date);
        if values.iter().any(|value| value.kind == day) {
            for value in &mut values {
                if let Some(written) = value.date.as_ref().and_then(time::day) {
                    (value.kind, value.expr) = (day, lit(written));
                }
            }
        }
        let mut kind = Kind::Null;
        for value in &values {
            kind = match (kind, value.kind) {
                (known, other) if known == other => known,
                (Kind::Null, known) | (known, Kind::Null) => known,
                (a, b) if a.is_number() && b.is_number() => Kind::One(FieldType::Double),
                _ => return self.expected(tree, name, Wanted::SameType),
            };
        }
        let plain = |value: Value| match (value.kind, kind) {
            (own, Kind::One(FieldType::Double)) if own != kind => {
                cast(value.expr, DataType::Float64)
            }
            _ => value.expr,
        };
        Some((kind, values.into_iter().map(plain).collect()))
    }

    /// A text that is answered as JSON; one that is none is answered as it is, or as a second
    /// value says.
    fn json(&mut self, given: &[Tree]) -> Option<Value> {
        let name = "json_format";
        let (argument, otherwise) = given.split_first()?;
        let value = self.answered(argument)?;
        if !value.kind.is_text() && value.kind != Kind::One(FieldType::Json) {
            return self.expected(argument, name, Wanted::Text);
        }
        let expr = match otherwise.first() {
            None => value.expr,
            Some(otherwise) => {
                let text = self.answered(otherwise)?;
                match (text.kind, text.text) {
                    (Kind::Null, _) => functions::json_or(value.expr, None),
                    (_, Some(text)) => functions::json_or(value.expr, Some(text)),
                    _ => return self.expected(otherwise, name, Wanted::Otherwise),
                }
            }
        };
        Some(Value::new(expr, Kind::One(FieldType::Json), name))
    }

    /// A disorder that is the same for the same seed.
    fn random(&mut self, given: &[Tree], tree: &Tree) -> Option<Value> {
        let [Tree { kind: ExprKind::Literal(Literal::Int(seed)), .. }] = given else {
            return self.expected(tree, "random", Wanted::Whole);
        };
        if self.groups.is_some() {
            return self.unsupported(tree.span, Feature::RandomOnGroups);
        }
        let expr = functions::shuffle(ident(HASH), *seed);
        Some(Value::new(expr, Kind::One(FieldType::Int), "random"))
    }

    /// A function that gives a condition.
    pub(super) fn predicate(
        &mut self,
        function: Function,
        arguments: &[Tree],
        tree: &Tree,
    ) -> Option<Expr> {
        match function {
            Function::Search | Function::Suggest => self.search(function, arguments, tree),
            Function::StartsWith => self.starts_with(arguments, tree),
            _ => self.place_condition(function, arguments, tree),
        }
    }
}
