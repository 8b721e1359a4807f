//! Tokens to tree: the reading head.

mod call;
mod clause;
mod expression;
mod facet;
mod predicate;
mod recovery;

use std::sync::Arc;

use crate::token::{Token, TokenKind, tokens};
use crate::{
    Clause, DEPTH_LIMIT, Expected, Expr, ExprKind, LENGTH_LIMIT, Literal, OdsqlProblem,
    ProblemKind, Span, nearest,
};

/// A reading that stops at the first thing that does not parse. Boxed: problems are rare and large.
type Read<T> = Result<T, Box<OdsqlProblem>>;

/// Words that stand between values and conditions: what somebody may have mistyped.
const WORDS: [&str; 12] =
    ["and", "or", "not", "in", "is", "like", "between", "to", "as", "asc", "desc", "null"];

/// The reading head over one clause.
pub(crate) struct Parser {
    clause: Clause,
    text: Vec<char>,
    tokens: Vec<Token>,
    at: usize,
    depth: usize,
    /// What is wrong so far.
    pub(crate) problems: Vec<OdsqlProblem>,
}

impl Parser {
    /// Cuts the text; one beyond the limit is empty, with a problem.
    pub(crate) fn new(clause: Clause, text: &str) -> Self {
        let text: Vec<char> = text.chars().collect();
        if text.len() <= LENGTH_LIMIT {
            let tokens = tokens(&text);
            return Self { clause, text, tokens, at: 0, depth: 0, problems: Vec::new() };
        }
        let kind = ProblemKind::TooComplex { limit: LENGTH_LIMIT };
        let span = Span { start: LENGTH_LIMIT, end: text.len() };
        let problems = vec![OdsqlProblem { clause, span, kind }];
        Self { clause, text: Vec::new(), tokens: tokens(&[]), at: 0, depth: 0, problems }
    }

    /// The key of an expression without alias: a field's name, else the text as typed.
    fn key(&self, expr: &Expr) -> String {
        match &expr.kind {
            ExprKind::Field(name) => name.clone(),
            _ => self.typed(expr.span),
        }
    }

    /// A piece of the text.
    fn typed(&self, span: Span) -> String {
        self.text[span.start..span.end].iter().collect()
    }

    /// Checks that a condition stands here; a text alone is a full-text search.
    fn condition(&self, expr: Expr) -> Read<Expr> {
        match expr.kind {
            ExprKind::Literal(Literal::Text(text)) => Ok(ExprKind::FullText(text).at(expr.span)),
            ref kind if kind.is_condition() => Ok(expr),
            // An operator should have followed: what follows instead is what is wrong.
            _ => Err(self.unexpected(Expected::Comparison)),
        }
    }

    fn peek(&self) -> &Token {
        // The end stays the last token and is never passed.
        &self.tokens[self.at.min(self.tokens.len() - 1)]
    }

    fn peek_second(&self) -> Option<&TokenKind> {
        self.tokens.get(self.at + 1).map(|token| &token.kind)
    }

    /// The end of the token that was taken last.
    fn last_end(&self) -> usize {
        self.at.checked_sub(1).map_or(0, |i| self.tokens[i].span.end)
    }

    fn is_sign(&self, sign: &str) -> bool {
        matches!(self.peek().kind, TokenKind::Sign(s) if s == sign)
    }

    fn take_sign(&mut self, sign: &str) -> bool {
        let found = self.is_sign(sign);
        self.at += usize::from(found);
        found
    }

    fn expect_sign(&mut self, sign: &'static str) -> Read<()> {
        match self.take_sign(sign) {
            true => Ok(()),
            false => Err(self.unexpected(Expected::Exactly(sign))),
        }
    }

    fn is_word(&self, word: &str) -> bool {
        matches!(&self.peek().kind, TokenKind::Name(name) if name.eq_ignore_ascii_case(word))
    }

    fn take_word(&mut self, word: &str) -> bool {
        let found = self.is_word(word);
        self.at += usize::from(found);
        found
    }

    /// Whether this word stands here before a parenthesis.
    fn is_call(&self, word: &str) -> bool {
        self.is_word(word) && self.peek_second() == Some(&TokenKind::Sign("("))
    }

    fn at_end(&self) -> bool {
        self.peek().kind == TokenKind::End
    }

    /// What stands here can't.
    fn unexpected(&self, expected: Expected) -> Box<OdsqlProblem> {
        let token = self.peek();
        let text: Arc<str> = self.text.iter().collect::<String>().into();
        let kind = match &token.kind {
            TokenKind::Unclosed(quote) => ProblemKind::UnclosedQuote { quote: *quote, text },
            TokenKind::End => {
                ProblemKind::Unexpected { found: None, expected, nearest: None, text }
            }
            kind => {
                let nearest = match kind {
                    TokenKind::Name(name) if expected != Expected::Value => nearest(name, WORDS),
                    _ => None,
                };
                let found = Some(self.typed(token.span));
                ProblemKind::Unexpected { found, expected, nearest, text }
            }
        };
        Box::new(OdsqlProblem { clause: self.clause, span: token.span, kind })
    }

    /// One level deeper, unless that is too deep.
    fn deeper(&mut self) -> Read<()> {
        self.depth += 1;
        if self.depth <= DEPTH_LIMIT {
            return Ok(());
        }
        let kind = ProblemKind::TooComplex { limit: DEPTH_LIMIT };
        Err(Box::new(OdsqlProblem { clause: self.clause, span: self.peek().span, kind }))
    }
}

#[cfg(test)]
mod tests;
