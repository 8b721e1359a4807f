//! Tokens to tree: the reading head and the entry points, one a clause.

mod expression;
mod predicate;

use crate::token::{Token, TokenKind, tokens};
use crate::{
    Clause, DEPTH_LIMIT, Expr, ExprKind, GroupItem, LENGTH_LIMIT, Literal, OdsqlProblem, OrderItem,
    ProblemKind, SelectItem, Selection, Span,
};

/// A reading that stops at the first thing that does not parse. Boxed: problems are rare and large.
type Read<T> = Result<T, Box<OdsqlProblem>>;

/// The reading head over one clause.
pub(crate) struct Parser {
    clause: Clause,
    text: Vec<char>,
    tokens: Vec<Token>,
    at: usize,
    depth: usize,
    /// What is wrong and does not stop the reading.
    pub(crate) problems: Vec<OdsqlProblem>,
}

impl Parser {
    /// Cuts the text; refuses one beyond the limit.
    pub(crate) fn new(clause: Clause, text: &str) -> Read<Self> {
        let text: Vec<char> = text.chars().collect();
        if text.len() > LENGTH_LIMIT {
            let kind = ProblemKind::TooComplex { limit: LENGTH_LIMIT };
            let span = Span { start: LENGTH_LIMIT, end: text.len() };
            return Err(Box::new(OdsqlProblem { clause, span, kind }));
        }
        let tokens = tokens(&text);
        Ok(Self { clause, text, tokens, at: 0, depth: 0, problems: Vec::new() })
    }

    /// `select`: items separated by commas.
    pub(crate) fn select_clause(&mut self) -> Read<Vec<SelectItem>> {
        self.list(Self::select_item)
    }

    /// `where`: one condition.
    pub(crate) fn where_clause(&mut self) -> Read<Expr> {
        let expr = self.expression()?;
        let condition = self.condition(expr)?;
        self.end()?;
        Ok(condition)
    }

    /// `group_by`: items separated by commas.
    pub(crate) fn group_clause(&mut self) -> Read<Vec<GroupItem>> {
        self.list(|parser| {
            let expr = parser.expression()?;
            let alias = parser.alias()?;
            let aliased = alias.is_some();
            let key = alias.unwrap_or_else(|| parser.key(&expr));
            Ok(GroupItem { key, aliased, expr })
        })
    }

    /// `order_by`: items separated by commas.
    pub(crate) fn order_clause(&mut self) -> Read<Vec<OrderItem>> {
        self.list(|parser| {
            // A minus before the whole item turns the order around; it is no arithmetic.
            let minus = parser.take_sign("-");
            let expr = parser.expression()?;
            let down = parser.take_word("desc");
            if !down {
                parser.take_word("asc");
            }
            Ok(OrderItem { expr, descending: minus != down })
        })
    }

    fn select_item(&mut self) -> Read<SelectItem> {
        let start = self.peek().span.start;
        let selection = if self.take_sign("*") {
            Selection::All
        } else if let Some(selection) = self.pattern()? {
            selection
        } else {
            let expr = self.expression()?;
            let alias = self.alias()?;
            let aliased = alias.is_some();
            let key = alias.unwrap_or_else(|| self.key(&expr));
            Selection::Expression { key, aliased, expr }
        };
        Ok(SelectItem { span: Span { start, end: self.last_end() }, selection })
    }

    /// `include(pre*)` or `exclude(pre*)`, if it stands here.
    fn pattern(&mut self) -> Read<Option<Selection>> {
        let include = self.is_call("include");
        if !include && !self.is_call("exclude") {
            return Ok(None);
        }
        self.at += 2;
        let name = match &self.peek().kind {
            TokenKind::Name(name) | TokenKind::Quoted(name) => name.clone(),
            TokenKind::Sign("*") => String::new(),
            _ => return Err(self.unexpected()),
        };
        if !name.is_empty() {
            self.at += 1;
        }
        let prefix = self.take_sign("*");
        self.expect_sign(")")?;
        Ok(Some(match include {
            true => Selection::Include { name, prefix },
            false => Selection::Exclude { name, prefix },
        }))
    }

    /// `as name`, if it stands here.
    fn alias(&mut self) -> Read<Option<String>> {
        if !self.take_word("as") {
            return Ok(None);
        }
        match self.peek().kind.clone() {
            TokenKind::Name(name) | TokenKind::Quoted(name) => {
                self.at += 1;
                Ok(Some(name))
            }
            _ => Err(self.unexpected()),
        }
    }

    /// The key of an expression without alias: a field's name, else the text as typed.
    fn key(&self, expr: &Expr) -> String {
        match &expr.kind {
            ExprKind::Field(name) => name.clone(),
            _ => self.text[expr.span.start..expr.span.end].iter().collect(),
        }
    }

    /// Items separated by commas up to the end of the text.
    fn list<T>(&mut self, mut item: impl FnMut(&mut Self) -> Read<T>) -> Read<Vec<T>> {
        let mut items = vec![item(self)?];
        while self.take_sign(",") {
            items.push(item(self)?);
        }
        self.end()?;
        Ok(items)
    }

    /// Checks that a condition stands here; a text alone is a full-text search.
    fn condition(&self, expr: Expr) -> Read<Expr> {
        match expr.kind {
            ExprKind::Literal(Literal::Text(text)) => Ok(ExprKind::FullText(text).at(expr.span)),
            ref kind if kind.is_condition() => Ok(expr),
            // An operator should have followed: what follows instead is what is wrong.
            _ => Err(self.unexpected()),
        }
    }

    fn peek(&self) -> &Token {
        // The end stays the last token and is never passed.
        &self.tokens[self.at.min(self.tokens.len() - 1)]
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

    fn expect_sign(&mut self, sign: &str) -> Read<()> {
        if self.take_sign(sign) { Ok(()) } else { Err(self.unexpected()) }
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
        let after = self.tokens.get(self.at + 1).map(|t| &t.kind);
        self.is_word(word) && after == Some(&TokenKind::Sign("("))
    }

    fn end(&self) -> Read<()> {
        if self.peek().kind == TokenKind::End { Ok(()) } else { Err(self.unexpected()) }
    }

    /// What stands here can't.
    fn unexpected(&self) -> Box<OdsqlProblem> {
        let token = self.peek();
        let found = (token.kind != TokenKind::End)
            .then(|| self.text[token.span.start..token.span.end].iter().collect());
        let kind = ProblemKind::Unexpected { found, text: self.text.iter().collect() };
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
