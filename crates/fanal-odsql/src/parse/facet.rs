//! The values of `refine`, `exclude` and `facet`.

use super::{Parser, Read};
use crate::token::TokenKind;
use crate::{Expected, ExprKind, FacetOrder, FacetRequest, Literal, Refinement};

impl Parser {
    /// `name:value`.
    pub(crate) fn refinement(&mut self) -> Read<Refinement> {
        let facet = self.field_name()?;
        self.expect_sign(":")?;
        let typed: String = self.text[self.last_end()..].iter().collect();
        let alone = self.peek_second() == Some(&TokenKind::End);
        let value = match &self.peek().kind {
            // Clients put texts between double quotes; a value without them is taken as it is.
            TokenKind::Text(text) if alone && typed.trim_start().starts_with('"') => text.clone(),
            _ => typed,
        };
        match value.is_empty() {
            true => Err(self.unexpected(Expected::Value)),
            false => Ok(Refinement { facet, value }),
        }
    }

    /// A name, or `facet(name="…", …)`.
    pub(crate) fn facet(&mut self) -> Read<FacetRequest> {
        let request = match self.is_call("facet") {
            false => FacetRequest::plain(self.field_name()?),
            true => {
                self.at += 2;
                self.facet_settings()?
            }
        };
        match self.at_end() {
            true => Ok(request),
            false => Err(self.unexpected(Expected::Separator)),
        }
    }

    fn facet_settings(&mut self) -> Read<FacetRequest> {
        let mut request = FacetRequest::plain("");
        loop {
            self.facet_setting(&mut request)?;
            if !self.take_sign(",") {
                break;
            }
        }
        self.expect_sign(")")?;
        match request.name.is_empty() {
            true => Err(self.unexpected(Expected::Exactly("name="))),
            false => Ok(request),
        }
    }

    /// `limit=20`.
    fn facet_setting(&mut self, request: &mut FacetRequest) -> Read<()> {
        let begun = self.at;
        let name = self.name()?;
        self.expect_sign("=")?;
        let value_at = self.at;
        let value = self.prefix()?;
        let value = match value.kind {
            ExprKind::Literal(literal) => literal,
            // `name=essence`, without quotes.
            ExprKind::Field(name) => Literal::Text(name),
            _ => return Err(self.back(value_at, Expected::Value)),
        };
        match (name.to_ascii_lowercase().as_str(), value) {
            ("name", Literal::Text(text)) => request.name = text,
            ("separator", Literal::Text(text)) => request.separator = Some(text),
            ("disjunctive", Literal::Boolean(switch)) => request.disjunctive = Some(switch),
            ("hierarchical", Literal::Boolean(switch)) => request.hierarchical = Some(switch),
            ("sort", Literal::Text(text)) => match order(&text) {
                Some(sort) => request.sort = Some(sort),
                None => return Err(self.back(value_at, Expected::Value)),
            },
            ("limit", Literal::Int(limit)) if u32::try_from(limit).is_ok() => {
                request.limit = u32::try_from(limit).ok();
            }
            ("name" | "separator" | "disjunctive" | "hierarchical" | "limit", _) => {
                return Err(self.back(value_at, Expected::Value));
            }
            _ => return Err(self.back(begun, Expected::Exactly("name="))),
        }
        Ok(())
    }

    /// The name of a setting.
    fn name(&mut self) -> Read<String> {
        match self.peek().kind.clone() {
            TokenKind::Name(name) => {
                self.at += 1;
                Ok(name)
            }
            _ => Err(self.unexpected(Expected::Name)),
        }
    }

    /// The name of a field. Outside the language it needs no back quotes, whatever it begins with.
    fn field_name(&mut self) -> Read<String> {
        let token = self.peek();
        if let TokenKind::Quoted(name) = token.kind.clone() {
            self.at += 1;
            return Ok(name);
        }
        let start = token.span.start;
        let plain = |c: &&char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
        let name: Vec<char> = self.text[start..].iter().take_while(plain).copied().collect();
        if name.is_empty() {
            return Err(self.unexpected(Expected::Name));
        }
        while !self.at_end() && self.peek().span.end <= start + name.len() {
            self.at += 1;
        }
        Ok(name.into_iter().collect())
    }

    /// What stood there can't.
    fn back(&mut self, at: usize, expected: Expected) -> Box<crate::OdsqlProblem> {
        self.at = at;
        self.unexpected(expected)
    }
}

/// `count`, `-alphanum`…
fn order(text: &str) -> Option<(FacetOrder, bool)> {
    let (bare, down) = text.strip_prefix('-').map_or((text, false), |bare| (bare, true));
    Some((FacetOrder::from_name(bare)?, down))
}
