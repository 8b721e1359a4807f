//! Functions and their arguments.

use super::{Parser, Read};
use crate::function::function_meant;
use crate::{Expected, Expr, ExprKind, Function, OdsqlProblem, ProblemKind};

impl Parser {
    /// A function and its arguments; the head stands on the name.
    pub(super) fn call(&mut self, name: &str) -> Read<ExprKind> {
        let known = Function::from_name(name)
            .filter(|f| !matches!(f, Function::Include | Function::Exclude));
        let Some(function) = known else { return Err(self.unknown_function(name)) };
        self.at += 2;
        let distinct = function == Function::Count && self.take_word("distinct");
        let mut arguments = Vec::new();
        if self.take_sign(")") {
            return Ok(ExprKind::Call { function, distinct, arguments });
        }
        loop {
            let brackets = self.is_sign("[") || self.is_sign("]");
            if function == Function::Range && brackets {
                self.bracketed(&mut arguments)?;
            } else {
                arguments.push(self.argument()?);
            }
            if self.take_sign(")") {
                return Ok(ExprKind::Call { function, distinct, arguments });
            }
            if !self.take_sign(",") {
                return Err(self.unexpected(Expected::ArgumentEnd));
            }
        }
    }

    fn argument(&mut self) -> Read<Expr> {
        let span = self.peek().span;
        match self.take_sign("*") {
            true => Ok(ExprKind::Star.at(span)),
            false => self.expression(),
        }
    }

    /// The bounds of a range as version 2.0 writes them: `[10, 50]`, or `]10, 50[` with open ends.
    fn bracketed(&mut self, arguments: &mut Vec<Expr>) -> Read<()> {
        let open = self.peek().span;
        if self.is_sign("]") {
            arguments.push(ExprKind::Star.at(open));
        }
        self.at += 1;
        arguments.push(self.argument()?);
        while self.take_sign(",") {
            arguments.push(self.argument()?);
        }
        let close = self.peek().span;
        match (self.is_sign("]"), self.is_sign("[")) {
            (true, _) => {}
            (_, true) => arguments.push(ExprKind::Star.at(close)),
            _ => return Err(self.unexpected(Expected::Bracket)),
        }
        self.at += 1;
        Ok(())
    }

    fn unknown_function(&self, name: &str) -> Box<OdsqlProblem> {
        let parenthesis = self.tokens[self.at + 1].span.start;
        let kind = ProblemKind::UnknownFunction {
            name: name.to_owned(),
            nearest: function_meant(name).map(Function::name),
            parenthesis,
            text: self.text.iter().collect::<String>().into(),
        };
        Box::new(OdsqlProblem { clause: self.clause, span: self.peek().span, kind })
    }
}
