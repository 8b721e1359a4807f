//! Values: constants, fields, arithmetic; each with its type.

use arrow::datatypes::DataType;
use datafusion::common::ScalarValue;
use datafusion::functions::core::expr_fn::nullif;
use datafusion::logical_expr::{Expr, lit};
use datafusion::prelude::cast;
use fanal_model::{Field, FieldType};
use fanal_odsql::{
    Belongs, BinaryOperator, Expr as Tree, ExprKind, Function, Literal, PartialDate, ProblemKind,
    Span, Wanted,
};

use super::scope::{Scope, column};
use super::time;
use crate::functions::{self, Arithmetic};
use crate::schema::arrow_type;

/// The type of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The constant `null`, which goes with every type.
    Null,
    /// One value of a type.
    One(FieldType),
    /// Several texts.
    Many,
}

impl Kind {
    pub(super) fn of(field: &Field) -> Self {
        match field.field_type {
            FieldType::Text if field.is_multivalued() => Self::Many,
            one => Self::One(one),
        }
    }

    /// Its name for people who write queries.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::One(one) => one.name(),
            Self::Many => "text (multivalued)",
        }
    }

    /// The Arrow type of its values; null is a text.
    pub(super) fn data_type(self) -> DataType {
        let (field_type, separator) = match self {
            Self::One(one) => (one, None),
            Self::Many => (FieldType::Text, Some(",".to_owned())),
            Self::Null => (FieldType::Text, None),
        };
        // The name is of no matter: only the type is taken.
        let name = fanal_model::FieldName::parse("x").expect("`x` is a name");
        let mut field = Field::new(name, "", field_type);
        field.annotations.multivalued = separator;
        arrow_type(&field)
    }

    pub(super) fn is_number(self) -> bool {
        matches!(self, Self::Null | Self::One(FieldType::Int | FieldType::Double))
    }

    pub(super) fn is_text(self) -> bool {
        matches!(self, Self::Null | Self::One(FieldType::Text))
    }

    pub(super) fn is_temporal(self) -> bool {
        matches!(self, Self::Null | Self::One(FieldType::Date | FieldType::DateTime))
    }
}

/// A value: how to compute it and what it is. It is no `Clone`: copies are counted.
#[derive(Debug)]
pub(crate) struct Value {
    pub(crate) expr: Expr,
    pub(crate) kind: Kind,
    /// The date, when it is one that stands in the text: it is read as the other side needs it.
    pub(super) date: Option<PartialDate>,
    /// The text, when it stands in the query.
    pub(super) text: Option<String>,
    /// What it is sorted by, when that is not itself.
    pub(super) rank: Option<Expr>,
    /// How messages name it.
    pub(super) name: String,
}

impl Value {
    pub(super) fn new(expr: Expr, kind: Kind, name: impl Into<String>) -> Self {
        Self { expr, kind, date: None, text: None, rank: None, name: name.into() }
    }
}

impl Scope<'_> {
    /// The same value, that the plan needs once more.
    pub(super) fn again(&mut self, value: &Value, span: Span) -> Option<Value> {
        let (expr, name) = (self.copy(&value.expr, span)?, value.name.clone());
        let (date, text) = (value.date, value.text.clone());
        Some(Value { date, text, ..Value::new(expr, value.kind, name) })
    }

    /// The value of an expression; conditions give a boolean.
    pub(crate) fn value(&mut self, tree: &Tree) -> Option<Value> {
        if self.is_told_enough() {
            return None;
        }
        self.counted(tree)?;
        if let Some(grouped) = self.of_groups(tree) {
            return grouped;
        }
        match &tree.kind {
            ExprKind::Literal(literal) => self.literal(literal, tree),
            ExprKind::Field(name) => {
                let field = self.field(name, tree.span)?;
                Some(Value::new(column(field), Kind::of(field), name))
            }
            ExprKind::Negative(inner) => {
                let value = self.number(inner, "-")?;
                let expr = match value.kind {
                    Kind::One(FieldType::Int) => {
                        functions::arithmetic(Arithmetic::Negate, vec![value.expr])
                    }
                    _ => Expr::Negative(Box::new(value.expr)),
                };
                Some(Value::new(expr, value.kind, "-"))
            }
            ExprKind::Binary(operator, left, right) if operator.is_arithmetic() => {
                self.arithmetic(*operator, left, right)
            }
            ExprKind::Call { function, arguments, .. } if !function.is_condition() => {
                self.call(*function, arguments, tree)
            }
            ExprKind::Call { function: Function::Distance, arguments, .. }
                if arguments.len() == 2 =>
            {
                self.distance(arguments)
            }
            ExprKind::Star => self.misplaced(tree, Belongs::Alone),
            _ => {
                let condition = self.condition(tree)?;
                Some(Value::new(condition, Kind::One(FieldType::Boolean), "condition"))
            }
        }
    }

    /// The value of an expression that is answered, or that what is answered is made of.
    pub(super) fn answered(&mut self, tree: &Tree) -> Option<Value> {
        let value = self.value(tree)?;
        if let Some(text) = &value.text {
            self.write(text, tree.span)?;
        }
        Some(value)
    }

    /// A value that must be a number.
    pub(super) fn number(&mut self, tree: &Tree, operator: &str) -> Option<Value> {
        let value = self.value(tree)?;
        if value.kind.is_number() {
            return Some(value);
        }
        self.expected(tree, operator, Wanted::Number)
    }

    /// Notes that a function was given what it can't take.
    pub(super) fn expected<T>(&mut self, tree: &Tree, function: &str, wanted: Wanted) -> Option<T> {
        let function = function.to_owned();
        self.wrong(tree.span, ProblemKind::WrongArgument { function, wanted })
    }

    /// Notes that something has no meaning where it stands.
    pub(super) fn misplaced<T>(&mut self, tree: &Tree, belongs: Belongs) -> Option<T> {
        self.wrong(tree.span, ProblemKind::Misplaced { text: tree.to_string(), belongs })
    }

    /// Checks that a function is given as many arguments as it takes.
    pub(super) fn counted(&mut self, tree: &Tree) -> Option<()> {
        match &tree.kind {
            ExprKind::Call { function, arguments, .. } if !function.takes(arguments.len()) => {
                self.expected(tree, function.name(), Wanted::Arguments(*function))
            }
            _ => Some(()),
        }
    }

    pub(super) fn literal(&mut self, literal: &Literal, tree: &Tree) -> Option<Value> {
        let one = |expr, of: FieldType| Value::new(expr, Kind::One(of), literal.to_string());
        Some(match literal {
            Literal::Null => Value::new(lit(ScalarValue::Null), Kind::Null, "null"),
            Literal::Boolean(value) => one(lit(*value), FieldType::Boolean),
            Literal::Int(value) => one(lit(*value), FieldType::Int),
            Literal::Double(value) => one(lit(*value), FieldType::Double),
            Literal::Text(text) => {
                Value { text: Some(text.clone()), ..one(lit(text.as_str()), FieldType::Text) }
            }
            Literal::Date(text) => {
                let Some(date) = PartialDate::parse(text) else {
                    let kind = ProblemKind::InvalidDate { text: text.clone() };
                    return self.wrong(tree.span, kind);
                };
                let expr = lit(time::instant(&date, self.options.timezone));
                Value { date: Some(date), ..one(expr, FieldType::DateTime) }
            }
            Literal::Geometry(_) => return self.misplaced(tree, Belongs::OnPlaces),
            Literal::Quantity(..) => return self.misplaced(tree, Belongs::WithUnit),
        })
    }

    /// Sums and products; whole ones are whole, or too large. A division always gives a double,
    /// and null by zero.
    fn arithmetic(&mut self, operator: BinaryOperator, left: &Tree, right: &Tree) -> Option<Value> {
        let sign = operator.sign();
        let (left, right) = (self.number(left, sign), self.number(right, sign));
        let (left, right) = (left?, right?);
        let whole = |v: &Value| v.kind == Kind::One(FieldType::Int);
        if whole(&left) && whole(&right) && operator != BinaryOperator::Divide {
            let what = match operator {
                BinaryOperator::Add => Arithmetic::Add,
                BinaryOperator::Subtract => Arithmetic::Subtract,
                _ => Arithmetic::Multiply,
            };
            let expr = functions::arithmetic(what, vec![left.expr, right.expr]);
            return Some(Value::new(expr, Kind::One(FieldType::Int), sign));
        }
        let (a, b) = (cast(left.expr, DataType::Float64), cast(right.expr, DataType::Float64));
        let expr = match operator {
            BinaryOperator::Add => a + b,
            BinaryOperator::Subtract => a - b,
            BinaryOperator::Multiply => a * b,
            // Adding zero makes the negative zero one that is found equal.
            _ => a / nullif(b + lit(0.0), lit(0.0)),
        };
        Some(Value::new(expr, Kind::One(FieldType::Double), sign))
    }
}
