//! Expressions, by the strength of their operators (a Pratt parser).

use super::{Parser, Read};
use crate::token::TokenKind;
use crate::{BinaryOperator, Expected, Expr, ExprKind, Literal, OdsqlProblem, ProblemKind, Span};

/// Strength of each level, from the weakest.
pub(super) mod strength {
    pub(in crate::parse) const OR: u8 = 1;
    pub(in crate::parse) const AND: u8 = 2;
    pub(in crate::parse) const NOT: u8 = 3;
    pub(in crate::parse) const COMPARISON: u8 = 4;
    pub(in crate::parse) const SUM: u8 = 5;
    pub(in crate::parse) const PRODUCT: u8 = 6;
    pub(in crate::parse) const SIGN: u8 = 7;
}

/// Words that can't be a field without back quotes.
const NO_FIELD: [&str; 9] = ["and", "or", "not", "in", "is", "like", "as", "asc", "desc"];

/// Units that may follow a number: lengths, then times (their case counts: `M` is a month).
const UNITS: &str = " mi yd ft m cm km mm ms millisecond milliseconds s second seconds minute \
                     minutes h hour hours d day days w week weeks M month months q quarter \
                     quarters y year years ";

impl Parser {
    /// An expression of any kind.
    pub(super) fn expression(&mut self) -> Read<Expr> {
        self.at_least(strength::OR)
    }

    /// An expression whose operators are at least so strong.
    pub(super) fn at_least(&mut self, weakest: u8) -> Read<Expr> {
        let before = self.depth;
        self.deeper()?;
        let mut left = self.prefix()?;
        loop {
            let next = if weakest <= strength::OR && self.is_word("or") {
                self.joined(left, "or", strength::AND, ExprKind::Or)
            } else if weakest <= strength::AND && self.is_word("and") {
                self.joined(left, "and", strength::NOT, ExprKind::And)
            } else if weakest <= strength::COMPARISON && self.begins_comparison() {
                self.comparison(left)
            } else if let Some((operator, own)) = self.arithmetic().filter(|o| o.1 >= weakest) {
                // Each step of a chain makes the tree one level deeper.
                self.deeper()?;
                self.at += 1;
                let right = self.at_least(own + 1)?;
                let span = Span { start: left.span.start, end: right.span.end };
                Ok(ExprKind::Binary(operator, Box::new(left), Box::new(right)).at(span))
            } else {
                break;
            };
            left = next?;
        }
        self.depth = before;
        Ok(left)
    }

    /// `a and b and c`, flat.
    fn joined(
        &mut self,
        first: Expr,
        word: &str,
        stronger: u8,
        join: fn(Vec<Expr>) -> ExprKind,
    ) -> Read<Expr> {
        let start = first.span.start;
        let mut parts = Vec::new();
        let mut next = self.condition(first)?;
        loop {
            // A conjunction within parentheses is the same conjunction.
            match (word, next.kind) {
                ("and", ExprKind::And(inner)) | ("or", ExprKind::Or(inner)) => parts.extend(inner),
                (_, kind) => parts.push(kind.at(next.span)),
            }
            if !self.take_word(word) {
                break;
            }
            let expr = self.at_least(stronger)?;
            next = self.condition(expr)?;
        }
        Ok(join(parts).at(Span { start, end: self.last_end() }))
    }

    /// The arithmetic operator that stands here, with its strength.
    fn arithmetic(&self) -> Option<(BinaryOperator, u8)> {
        match self.peek().kind {
            TokenKind::Sign("+") => Some((BinaryOperator::Add, strength::SUM)),
            TokenKind::Sign("-") => Some((BinaryOperator::Subtract, strength::SUM)),
            TokenKind::Sign("*") => Some((BinaryOperator::Multiply, strength::PRODUCT)),
            TokenKind::Sign("/") => Some((BinaryOperator::Divide, strength::PRODUCT)),
            _ => None,
        }
    }

    /// What can begin an expression.
    pub(super) fn prefix(&mut self) -> Read<Expr> {
        let start = self.peek().span.start;
        let kind = match self.peek().kind.clone() {
            TokenKind::Sign("(") => {
                self.at += 1;
                let inner = self.expression()?;
                self.expect_sign(")")?;
                // The parentheses belong to the text of the expression.
                return Ok(inner.kind.at(Span { start, end: self.last_end() }));
            }
            TokenKind::Sign("-") => {
                self.at += 1;
                match self.peek().kind.clone() {
                    TokenKind::Number(digits) => self.number(&format!("-{digits}"))?,
                    _ => ExprKind::Negative(Box::new(self.at_least(strength::SIGN)?)),
                }
            }
            TokenKind::Sign("+") if matches!(self.peek_second(), Some(TokenKind::Number(_))) => {
                self.at += 1;
                return self.prefix();
            }
            TokenKind::Number(digits) => self.number(&digits)?,
            TokenKind::Text(text) => {
                self.at += 1;
                ExprKind::Literal(Literal::Text(text))
            }
            TokenKind::Quoted(name) => {
                self.at += 1;
                ExprKind::Field(name)
            }
            TokenKind::Name(name) => self.word(name)?,
            TokenKind::Sign(_) | TokenKind::Stray | TokenKind::Unclosed(_) | TokenKind::End => {
                return Err(self.unexpected(Expected::Value));
            }
        };
        Ok(kind.at(Span { start, end: self.last_end() }))
    }

    /// A number, and its unit if one follows.
    fn number(&mut self, digits: &str) -> Read<ExprKind> {
        let value = match digits.parse::<f64>() {
            Ok(value) if value.is_finite() => value,
            _ => {
                let kind = ProblemKind::InvalidNumber { text: digits.to_owned() };
                let span = self.peek().span;
                return Err(Box::new(OdsqlProblem { clause: self.clause, span, kind }));
            }
        };
        self.at += 1;
        if let TokenKind::Name(unit) = &self.peek().kind
            && UNITS.contains(&format!(" {unit} "))
        {
            let unit = unit.clone();
            self.at += 1;
            return Ok(ExprKind::Literal(Literal::Quantity(value, unit)));
        }
        let whole = digits.parse::<i64>().map(Literal::Int);
        Ok(ExprKind::Literal(whole.unwrap_or(Literal::Double(value))))
    }

    /// A word: `not`, a constant, a prefixed literal, a function or a field.
    fn word(&mut self, name: String) -> Read<ExprKind> {
        let lower = name.to_ascii_lowercase();
        let after = self.tokens.get(self.at + 1).map(|t| t.kind.clone());
        match (lower.as_str(), after) {
            ("date", Some(TokenKind::Text(text))) => {
                self.at += 2;
                if crate::PartialDate::parse(&text).is_none() {
                    let span = self.tokens[self.at - 1].span;
                    let kind = ProblemKind::InvalidDate { text: text.clone() };
                    self.note_mild(OdsqlProblem { clause: self.clause, span, kind });
                }
                Ok(ExprKind::Literal(Literal::Date(text)))
            }
            ("geom", Some(TokenKind::Text(text))) => {
                self.at += 2;
                Ok(ExprKind::Literal(Literal::Geometry(text)))
            }
            ("not", _) => {
                self.at += 1;
                let inner = self.at_least(strength::NOT)?;
                Ok(ExprKind::Not(Box::new(self.condition(inner)?)))
            }
            (_, Some(TokenKind::Sign("("))) if !NO_FIELD.contains(&lower.as_str()) => {
                self.call(&name)
            }
            (word, _) if NO_FIELD.contains(&word) => Err(self.unexpected(Expected::Value)),
            (word, _) => {
                self.at += 1;
                Ok(match word {
                    "true" => ExprKind::Literal(Literal::Boolean(true)),
                    "false" => ExprKind::Literal(Literal::Boolean(false)),
                    "null" => ExprKind::Literal(Literal::Null),
                    _ => ExprKind::Field(name),
                })
            }
        }
    }
}
