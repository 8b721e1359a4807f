//! Comparisons: signs, `like`, `in`, `is`.

use super::expression::strength;
use super::{Parser, Read};
use crate::token::TokenKind;
use crate::{BinaryOperator, Expected, Expr, ExprKind, Literal, Range, Span, Test};

impl Parser {
    /// Whether a comparison goes on here.
    pub(super) fn begins_comparison(&self) -> bool {
        self.comparison_sign().is_some()
            || ["like", "in", "is", "not", "between"].iter().any(|word| self.is_word(word))
    }

    fn comparison_sign(&self) -> Option<BinaryOperator> {
        match self.peek().kind {
            TokenKind::Sign("=" | ":") => Some(BinaryOperator::Equal),
            TokenKind::Sign("!=" | "<>") => Some(BinaryOperator::NotEqual),
            TokenKind::Sign("<") => Some(BinaryOperator::Less),
            TokenKind::Sign("<=") => Some(BinaryOperator::LessOrEqual),
            TokenKind::Sign(">") => Some(BinaryOperator::Greater),
            TokenKind::Sign(">=") => Some(BinaryOperator::GreaterOrEqual),
            _ => None,
        }
    }

    /// The rest of a comparison whose left side was read. Comparisons don't chain.
    pub(super) fn comparison(&mut self, left: Expr) -> Read<Expr> {
        self.deeper()?;
        let start = left.span.start;
        let kind = if let Some(operator) = self.comparison_sign() {
            self.at += 1;
            let right = self.at_least(strength::SUM)?;
            ExprKind::Binary(operator, Box::new(left), Box::new(right))
        } else if self.take_word("is") {
            self.test(left)?
        } else {
            let negated = self.take_word("not");
            if self.take_word("like") {
                let operator = if negated { BinaryOperator::NotLike } else { BinaryOperator::Like };
                let right = self.at_least(strength::SUM)?;
                ExprKind::Binary(operator, Box::new(left), Box::new(right))
            } else if self.take_word("in") {
                self.membership(left, negated)?
            } else if self.take_word("between") {
                self.between(left, negated)?
            } else {
                return Err(self.unexpected(Expected::InOrLike));
            }
        };
        if self.begins_comparison() {
            return Err(self.unexpected(Expected::Join));
        }
        Ok(kind.at(Span { start, end: self.last_end() }))
    }

    /// `is [not] null | true | false`.
    fn test(&mut self, left: Expr) -> Read<ExprKind> {
        let negated = self.take_word("not");
        let tests = [Test::Null, Test::True, Test::False];
        let Some(test) = tests.into_iter().find(|t| self.is_word(t.word())) else {
            return Err(self.unexpected(Expected::Test));
        };
        self.at += 1;
        Ok(ExprKind::Is { value: Box::new(left), test, negated })
    }

    /// What follows `in`: a list, a range or a field.
    fn membership(&mut self, left: Expr, negated: bool) -> Read<ExprKind> {
        match self.peek().kind.clone() {
            TokenKind::Sign("(") => {
                self.at += 1;
                let mut list = vec![self.at_least(strength::SUM)?];
                while self.take_sign(",") {
                    list.push(self.at_least(strength::SUM)?);
                }
                self.expect_sign(")")?;
                Ok(ExprKind::InList { value: Box::new(left), list, negated })
            }
            TokenKind::Sign("[" | "]") => {
                let range = self.range()?;
                Ok(ExprKind::InRange { value: Box::new(left), range, negated })
            }
            TokenKind::Name(field) | TokenKind::Quoted(field) => match left.kind {
                ExprKind::Literal(Literal::Quantity(..)) => {
                    Err(self.unexpected(Expected::ListOrRange))
                }
                ExprKind::Literal(value) => {
                    self.at += 1;
                    Ok(ExprKind::InField { value, field, negated })
                }
                _ => Err(self.unexpected(Expected::ListOrRange)),
            },
            _ => Err(self.unexpected(Expected::ListOrRange)),
        }
    }

    /// `between a and b`, as SQL has it: the same as `in [a..b]`.
    fn between(&mut self, left: Expr, negated: bool) -> Read<ExprKind> {
        let low = Some(Box::new(self.at_least(strength::SUM)?));
        if !self.take_word("and") {
            return Err(self.unexpected(Expected::Exactly("and")));
        }
        let high = Some(Box::new(self.at_least(strength::SUM)?));
        let range = Range { low, low_included: true, high, high_included: true };
        Ok(ExprKind::InRange { value: Box::new(left), range, negated })
    }

    /// `[a..b]`, `]a to b[`.
    fn range(&mut self) -> Read<Range> {
        let low_included = self.is_sign("[");
        self.at += 1;
        let low = self.bound()?;
        if !self.take_sign("..") && !self.take_word("to") {
            return Err(self.unexpected(Expected::To));
        }
        let high = self.bound()?;
        let high_included = self.is_sign("]");
        if !high_included && !self.is_sign("[") {
            return Err(self.unexpected(Expected::Bracket));
        }
        self.at += 1;
        Ok(Range { low, low_included, high, high_included })
    }

    fn bound(&mut self) -> Read<Option<Box<Expr>>> {
        if self.take_sign("*") {
            return Ok(None);
        }
        Ok(Some(Box::new(self.at_least(strength::SUM)?)))
    }
}
