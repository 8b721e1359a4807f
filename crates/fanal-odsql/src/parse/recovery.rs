//! After a problem: where reading can go on, so that all problems of a clause are told together.

use super::Parser;
use crate::token::TokenKind;
use crate::{OdsqlProblem, PROBLEM_LIMIT, ProblemKind};

impl Parser {
    /// Whether the clause parsed so far.
    pub(super) fn is_sound(&self) -> bool {
        !self.problems.iter().any(OdsqlProblem::is_syntax)
    }

    /// Keeps a problem that does not keep the text from being read, unless there are too many.
    pub(super) fn note_mild(&mut self, problem: OdsqlProblem) {
        if self.problems.len() < PROBLEM_LIMIT {
            self.problems.push(problem);
        }
    }

    /// Keeps a problem. After a text that is too complex, or too many problems, nothing is read.
    pub(super) fn note(&mut self, problem: OdsqlProblem) {
        let too_complex = matches!(problem.kind, ProblemKind::TooComplex { .. });
        // One that keeps the text from being read is told before those that don't.
        if self.problems.len() >= PROBLEM_LIMIT {
            self.problems.pop_if(|last| !last.is_syntax());
        }
        self.problems.push(problem);
        self.depth = 0;
        if too_complex || self.problems.len() >= PROBLEM_LIMIT {
            self.at = self.tokens.len() - 1;
        }
    }

    /// Passes over the rest of an item of a list that began at that token.
    pub(super) fn skip_item(&mut self, begun: usize) {
        let mut open = self.unclosed(begun, self.at);
        while !self.at_end() {
            match self.peek().kind {
                TokenKind::Sign("(") => open += 1,
                TokenKind::Sign(")") => open = open.saturating_sub(1),
                TokenKind::Sign(",") if open == 0 => return,
                _ => {}
            }
            self.at += 1;
        }
    }

    /// Passes over the next `and` or `or`, if there is one, and says how many parentheses stand
    /// open there.
    pub(super) fn skip_condition(&mut self) -> Option<usize> {
        while !self.at_end() {
            let join = self.is_word("and") || self.is_word("or");
            self.at += 1;
            if join {
                return Some(self.unclosed(0, self.at));
            }
        }
        None
    }

    /// How many parentheses open between two tokens and don't close.
    fn unclosed(&self, from: usize, to: usize) -> usize {
        let between = self.tokens.get(from..to.min(self.tokens.len())).unwrap_or_default();
        between.iter().fold(0, |open: usize, token| match token.kind {
            TokenKind::Sign("(") => open + 1,
            TokenKind::Sign(")") => open.saturating_sub(1),
            _ => open,
        })
    }
}
