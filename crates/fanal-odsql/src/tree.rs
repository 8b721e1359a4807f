//! The tree of an expression.

use crate::Function;

/// A place in a clause: characters counted from 0, the end not included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Span {
    /// First character.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
}

/// An expression and its place in the clause.
#[derive(Debug, Clone, PartialEq)]
pub struct Expr {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: ExprKind,
}

/// What an expression is.
#[derive(Debug, Clone, PartialEq)]
pub enum ExprKind {
    /// A value that stands in the text.
    Literal(Literal),
    /// A field or an alias, without back quotes.
    Field(String),
    /// `*`, as in `count(*)`, `search(*, "x")` or an open bound.
    Star,
    /// `-x`.
    Negative(Box<Expr>),
    /// `not x`: the exact complement, null included.
    Not(Box<Expr>),
    /// `a and b and c`: two or more, none of which is itself an `And`.
    And(Vec<Expr>),
    /// `a or b or c`: two or more, none of which is itself an `Or`.
    Or(Vec<Expr>),
    /// Two operands around an operator.
    Binary(BinaryOperator, Box<Expr>, Box<Expr>),
    /// `x in (a, b)`.
    InList {
        /// What is looked for.
        value: Box<Expr>,
        /// The constants.
        list: Vec<Expr>,
        /// `not in`.
        negated: bool,
    },
    /// `x in [a..b]`.
    InRange {
        /// What is looked for.
        value: Box<Expr>,
        /// The bounds.
        range: Range,
        /// `not in`.
        negated: bool,
    },
    /// `'value' in field`: one of the field's values.
    InField {
        /// The constant.
        value: Literal,
        /// Name of the field.
        field: String,
        /// `not in`.
        negated: bool,
    },
    /// `x is null`, `x is not true`.
    Is {
        /// What is tested.
        value: Box<Expr>,
        /// Against what.
        test: Test,
        /// `is not`.
        negated: bool,
    },
    /// A text that stands alone where a condition is expected: every word is found in some field.
    FullText(String),
    /// A function and its arguments.
    Call {
        /// Which function.
        function: Function,
        /// `count(distinct x)`.
        distinct: bool,
        /// What it is given.
        arguments: Vec<Expr>,
    },
}

/// A value that stands in the text.
#[derive(Debug, Clone, PartialEq)]
pub enum Literal {
    /// `null`.
    Null,
    /// `true`, `false`.
    Boolean(bool),
    /// A whole number.
    Int(i64),
    /// A number; always finite.
    Double(f64),
    /// `'text'`.
    Text(String),
    /// `date'2024-05'`: the text, which [`crate::PartialDate::parse`] reads; where it can't, that is
    /// a problem of the query.
    Date(String),
    /// `geom'POINT(2 48)'`: the text, not yet read.
    Geometry(String),
    /// `10km`, `1 day`: a number and its unit as written.
    Quantity(f64, String),
}

/// What stands between two operands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BinaryOperator {
    /// `=` or `:`.
    Equal,
    /// `!=`; nulls are dropped.
    NotEqual,
    /// `<`.
    Less,
    /// `<=`.
    LessOrEqual,
    /// `>`.
    Greater,
    /// `>=`.
    GreaterOrEqual,
    /// `like`: every word is found, whatever the case.
    Like,
    /// `not like`.
    NotLike,
    /// `+`.
    Add,
    /// `-`.
    Subtract,
    /// `*`.
    Multiply,
    /// `/`.
    Divide,
}

impl BinaryOperator {
    /// The sign in canonical text.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::NotEqual => "!=",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
            Self::Like => "like",
            Self::NotLike => "not like",
            Self::Add => "+",
            Self::Subtract => "-",
            Self::Multiply => "*",
            Self::Divide => "/",
        }
    }

    /// Whether it gives a number and not a condition.
    pub fn is_arithmetic(self) -> bool {
        matches!(self, Self::Add | Self::Subtract | Self::Multiply | Self::Divide)
    }
}

/// Bounds; `None` is open (`*`).
#[derive(Debug, Clone, PartialEq)]
pub struct Range {
    /// Lower bound.
    pub low: Option<Box<Expr>>,
    /// Whether the lower bound belongs to the range: `[a`.
    pub low_included: bool,
    /// Upper bound.
    pub high: Option<Box<Expr>>,
    /// Whether the upper bound belongs to the range: `b]`.
    pub high_included: bool,
}

/// What `is` tests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Test {
    /// No value, an empty text or an empty list.
    Null,
    /// True.
    True,
    /// False.
    False,
}

impl Test {
    /// The word in canonical text.
    pub fn word(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::True => "true",
            Self::False => "false",
        }
    }
}

impl Expr {
    /// The expressions that it is made of, in the order of the text.
    pub fn parts(&self) -> Vec<&Expr> {
        match &self.kind {
            ExprKind::Literal(_)
            | ExprKind::Field(_)
            | ExprKind::Star
            | ExprKind::FullText(_)
            | ExprKind::InField { .. } => Vec::new(),
            ExprKind::Negative(inner) | ExprKind::Not(inner) => vec![inner],
            ExprKind::Is { value, .. } => vec![value],
            ExprKind::And(parts) | ExprKind::Or(parts) => parts.iter().collect(),
            ExprKind::Call { arguments, .. } => arguments.iter().collect(),
            ExprKind::Binary(_, left, right) => vec![left, right],
            ExprKind::InList { value, list, .. } => std::iter::once(&**value).chain(list).collect(),
            ExprKind::InRange { value, range, .. } => {
                let bounds = [&range.low, &range.high].into_iter().flatten();
                std::iter::once(value).chain(bounds).map(|part| &**part).collect()
            }
        }
    }

    /// Of how many expressions it is made, itself included.
    pub fn size(&self) -> usize {
        1 + self.parts().into_iter().map(Self::size).sum::<usize>()
    }

    /// Whether it, or an expression within it, calls a function of this kind.
    pub fn calls(&self, wanted: fn(Function) -> bool) -> bool {
        let itself = matches!(self.kind, ExprKind::Call { function, .. } if wanted(function));
        itself || self.parts().into_iter().any(|part| part.calls(wanted))
    }
}

impl ExprKind {
    /// Gives it a place.
    pub(crate) fn at(self, span: Span) -> Expr {
        Expr { span, kind: self }
    }

    /// Whether it can stand as a condition. A text can: it is then a full-text search.
    pub(crate) fn is_condition(&self) -> bool {
        match self {
            Self::Literal(Literal::Text(_) | Literal::Boolean(_)) | Self::Field(_) => true,
            Self::Literal(_) | Self::Star | Self::Negative(_) => false,
            Self::Binary(operator, ..) => !operator.is_arithmetic(),
            Self::Call { function, .. } => function.is_condition(),
            Self::Not(_) | Self::And(_) | Self::Or(_) | Self::FullText(_) => true,
            Self::InList { .. } | Self::InRange { .. } => true,
            Self::InField { .. } | Self::Is { .. } => true,
        }
    }
}
