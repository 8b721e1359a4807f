//! The entry points, one a clause. A clause that does not parse gives nothing.

use super::{Parser, Read};
use crate::token::TokenKind;
use crate::{Expected, Expr, GroupItem, OrderItem, SelectItem, Selection, Span};

impl Parser {
    /// `select`: items separated by commas.
    pub(crate) fn select_clause(&mut self) -> Option<Vec<SelectItem>> {
        self.list(Self::select_item)
    }

    /// `where` and `having`: one condition.
    pub(crate) fn condition_clause(&mut self) -> Option<Expr> {
        if !self.is_sound() {
            return None;
        }
        match self.whole_condition() {
            Ok(condition) => return self.is_sound().then_some(condition),
            Err(problem) => self.note(*problem),
        }
        // What follows the next `and` or `or` is read for its problems alone.
        while let Some(mut open) = self.skip_condition() {
            if let Err(problem) = self.rest_of_condition(&mut open)
                && !(self.at_end() && open > 0)
            {
                self.note(*problem);
            }
        }
        None
    }

    /// `group_by`: items separated by commas.
    pub(crate) fn group_clause(&mut self) -> Option<Vec<GroupItem>> {
        self.list(|parser| {
            let expr = parser.expression()?;
            let alias = parser.alias()?;
            let aliased = alias.is_some();
            let key = alias.unwrap_or_else(|| parser.key(&expr));
            Ok(GroupItem { key, aliased, expr })
        })
    }

    /// `order_by`: items separated by commas.
    pub(crate) fn order_clause(&mut self) -> Option<Vec<OrderItem>> {
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

    fn whole_condition(&mut self) -> Read<Expr> {
        let expr = self.expression()?;
        let condition = self.condition(expr)?;
        match self.at_end() {
            true => Ok(condition),
            false => Err(self.unexpected(Expected::Join)),
        }
    }

    /// Conditions up to the end, within parentheses that opened before.
    fn rest_of_condition(&mut self, open: &mut usize) -> Read<()> {
        loop {
            let expr = self.expression()?;
            self.condition(expr)?;
            while *open > 0 && self.take_sign(")") {
                *open -= 1;
            }
            if self.at_end() {
                return Ok(());
            }
            if !self.take_word("and") && !self.take_word("or") {
                return Err(self.unexpected(Expected::Join));
            }
        }
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
            _ => return Err(self.unexpected(Expected::Name)),
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
            _ => Err(self.unexpected(Expected::Name)),
        }
    }

    /// Items separated by commas up to the end of the text.
    fn list<T>(&mut self, mut item: impl FnMut(&mut Self) -> Read<T>) -> Option<Vec<T>> {
        let mut items = Vec::new();
        if !self.is_sound() {
            return None;
        }
        loop {
            let begun = self.at;
            match item(self).and_then(|read| self.item_end().map(|()| read)) {
                Ok(read) => items.push(read),
                Err(problem) => {
                    self.note(*problem);
                    self.skip_item(begun);
                }
            }
            if !self.take_sign(",") {
                return self.is_sound().then_some(items);
            }
        }
    }

    fn item_end(&self) -> Read<()> {
        match self.at_end() || self.is_sign(",") {
            true => Ok(()),
            false => Err(self.unexpected(Expected::Separator)),
        }
    }
}
