//! Where names are looked up, and where what is wrong is noted.

use datafusion::common::tree_node::{TreeNode as _, TreeNodeRecursion};
use datafusion::logical_expr::{Expr, SortExpr, ident};
use fanal_model::{Field, FieldType};
use fanal_odsql::{
    Clause, Expr as Tree, ExprKind, Feature, OdsqlProblem, PROBLEM_LIMIT, ProblemKind, Query,
    Selection, Span, Wanted,
};

use super::groups::Groups;
use super::value::{Kind, Value};
use crate::QueryOptions;
use crate::functions::{self, Looseness, Words};

/// Most pieces of expressions that the plan of a query holds more than once.
const COPIES: usize = 20_000;

/// Most characters of the query that each record of the answer may repeat: texts that are values,
/// patterns of dates.
const WRITTEN: usize = 4_000;

/// Most values that the plan computes for each record or group, to be answered or sorted by: each
/// fills an array of its own.
const COMPUTED: usize = 200;

/// Most choices (`if`, `ifnull`) within each other: plans hold what a choice chooses from twice, and
/// tell it twice as often with each level.
const CHOICES: usize = 16;

/// Most words that are looked for in each record, each in as many texts as there are to look in.
const SEARCHED: usize = 10_000;

/// The fields that a reader may see, and what is wrong so far. A function that gives `None` has
/// noted why.
#[derive(Debug)]
pub(crate) struct Scope<'a> {
    pub(super) fields: &'a [Field],
    pub(super) options: QueryOptions,
    pub(super) clause: Clause,
    pub(crate) problems: Vec<OdsqlProblem>,
    /// Where the alias stands whose meaning is read.
    alias: Option<Span>,
    /// Pieces of expressions that stand more than once in the plan.
    copied: usize,
    /// Characters of the query that each record of the answer repeats.
    written: usize,
    /// Values that are computed for each record or group.
    computed: usize,
    /// Words that are looked for, times texts.
    searched: usize,
    /// Choices within which this is read.
    choices: usize,
    /// Set where groups of records are looked at, and not records one by one.
    pub(super) groups: Option<Groups>,
}

impl<'a> Scope<'a> {
    pub(crate) fn new(fields: &'a [Field], options: QueryOptions) -> Self {
        Self {
            fields,
            options,
            clause: Clause::Select,
            problems: Vec::new(),
            alias: None,
            copied: 0,
            written: 0,
            computed: 0,
            searched: 0,
            choices: 0,
            groups: None,
        }
    }

    /// The fields that the reader may see.
    pub(crate) fn fields(&self) -> &'a [Field] {
        self.fields
    }

    /// The same, in another clause.
    pub(crate) fn within(&mut self, clause: Clause) -> &mut Self {
        self.clause = clause;
        self
    }

    /// Notes a problem; gives nothing, for the caller to pass on.
    pub(super) fn wrong<T>(&mut self, span: Span, kind: ProblemKind) -> Option<T> {
        if !self.is_told_enough() {
            let span = self.alias.unwrap_or(span);
            self.problems.push(OdsqlProblem { clause: self.clause, span, kind });
        }
        None
    }

    /// Whether so many problems of the clause are noted that the rest of it is not looked at.
    pub(super) fn is_told_enough(&self) -> bool {
        self.problems.iter().filter(|p| p.clause == self.clause).count() >= PROBLEM_LIMIT
    }

    /// Notes that something is not answered yet.
    pub(super) fn unsupported<T>(&mut self, span: Span, feature: Feature) -> Option<T> {
        self.wrong(span, ProblemKind::NotSupported { feature })
    }

    /// A copy of an expression that the plan needs once more. Copies within copies would make
    /// more of a short query than any memory holds: they are counted, and refused beyond a limit.
    pub(super) fn copy(&mut self, expr: &Expr, span: Span) -> Option<Expr> {
        let mut pieces = 0;
        let counted = expr.apply(|_| {
            pieces += 1;
            Ok(if pieces > COPIES { TreeNodeRecursion::Stop } else { TreeNodeRecursion::Continue })
        });
        match counted {
            Ok(_) => self.repeat(pieces, span).map(|()| expr.clone()),
            Err(_) => self.wrong(span, ProblemKind::TooComplex { limit: COPIES }),
        }
    }

    /// Counts pieces that the plan holds once more.
    pub(super) fn repeat(&mut self, pieces: usize, span: Span) -> Option<()> {
        self.copied = self.copied.saturating_add(pieces);
        match self.copied <= COPIES {
            true => Some(()),
            false => self.wrong(span, ProblemKind::TooComplex { limit: COPIES }),
        }
    }

    /// Counts a text of the query that each record repeats: what a query of many characters makes
    /// of each must not fill the memory.
    pub(super) fn write(&mut self, text: &str, span: Span) -> Option<()> {
        self.written = self.written.saturating_add(text.chars().count());
        match self.written <= WRITTEN {
            true => Some(()),
            false => self.wrong(span, ProblemKind::TooComplex { limit: WRITTEN }),
        }
    }

    /// Counts a value that is computed for each record or group.
    pub(super) fn compute(&mut self, span: Span) -> Option<()> {
        self.computed += 1;
        match self.computed <= COMPUTED {
            true => Some(()),
            false => self.wrong(span, ProblemKind::TooComplex { limit: COMPUTED }),
        }
    }

    /// Reads what a choice chooses from.
    pub(super) fn choose<T>(
        &mut self,
        span: Span,
        read: impl FnOnce(&mut Self) -> Option<T>,
    ) -> Option<T> {
        if self.choices == CHOICES {
            return self.wrong(span, ProblemKind::TooComplex { limit: CHOICES });
        }
        self.choices += 1;
        let read = read(self);
        self.choices -= 1;
        read
    }

    /// Looks for words in texts, as far as the time of an answer allows.
    pub(super) fn words(
        &mut self,
        text: &str,
        looseness: Looseness,
        texts: Vec<Expr>,
        span: Span,
    ) -> Option<Expr> {
        let words = Words::new(text, looseness);
        let effort = words.effort().saturating_mul(texts.len());
        self.searched = self.searched.saturating_add(effort);
        match self.searched <= SEARCHED {
            true => Some(functions::words(words, texts)),
            false => self.wrong(span, ProblemKind::TooComplex { limit: SEARCHED }),
        }
    }

    /// A field by its name.
    pub(super) fn field(&mut self, name: &str, span: Span) -> Option<&'a Field> {
        let fields: &'a [Field] = self.fields;
        match fields.iter().find(|f| f.name.as_str() == name) {
            Some(field) => Some(field),
            None if self.is_told_enough() => None,
            None => {
                let names = fields.iter().map(|f| f.name.as_str());
                let nearest = fanal_odsql::nearest(name, names).map(str::to_owned);
                self.wrong(span, ProblemKind::UnknownField { name: name.to_owned(), nearest })
            }
        }
    }

    /// The order of a query: an expression may be a field, else an alias of `select`.
    pub(crate) fn order(&mut self, query: &Query) -> Vec<SortExpr> {
        let mut order = Vec::new();
        for item in &query.order_by {
            let sorted = self.meant(query, &item.expr, |scope, tree| {
                scope.compute(tree.span)?;
                let value = scope.value(tree)?;
                scope.sorted(value, tree.span, !item.descending)
            });
            order.extend(sorted.unwrap_or_default());
        }
        order
    }

    /// Reads an expression, or what it stands for when it is an alias of `select`; a field of the
    /// same name comes first.
    pub(super) fn meant<T>(
        &mut self,
        query: &Query,
        tree: &Tree,
        read: impl FnOnce(&mut Self, &Tree) -> Option<T>,
    ) -> Option<T> {
        let ExprKind::Field(name) = &tree.kind else { return read(self, tree) };
        if self.fields.iter().any(|f| f.name.as_str() == name) {
            return read(self, tree);
        }
        let aliased = query.select.iter().find_map(|item| match &item.selection {
            Selection::Expression { key, aliased: true, expr } if key == name => Some(expr),
            _ => None,
        });
        match aliased {
            Some(meant) => self.stands_for(tree.span, meant, read),
            None => read(self, tree),
        }
    }

    /// Reads what an alias stands for, which the plan holds once more. What is wrong in it is wrong
    /// where the alias stands.
    pub(super) fn stands_for<T>(
        &mut self,
        alias: Span,
        meant: &Tree,
        read: impl FnOnce(&mut Self, &Tree) -> Option<T>,
    ) -> Option<T> {
        self.repeat(meant.size(), alias)?;
        // Of an alias within an alias, what is written in this clause is the outer one.
        let before = self.alias;
        self.alias = before.or(Some(alias));
        let read = read(self, meant);
        self.alias = before;
        read
    }

    /// Sorts by a value, nulls last either way. Texts sort folded, then as they are.
    pub(super) fn sorted(
        &mut self,
        value: Value,
        span: Span,
        ascending: bool,
    ) -> Option<Vec<SortExpr>> {
        let sort = |expr: Expr| expr.sort(ascending, false);
        if let Some(rank) = value.rank {
            return Some(vec![sort(rank)]);
        }
        match value.kind {
            Kind::One(FieldType::Text | FieldType::File | FieldType::Json) => {
                let folded = functions::fold(self.copy(&value.expr, span)?);
                Some(vec![sort(folded), sort(value.expr)])
            }
            Kind::Many => {
                let joined = functions::joined(value.expr);
                let folded = functions::fold(self.copy(&joined, span)?);
                Some(vec![sort(folded), sort(joined)])
            }
            Kind::One(FieldType::GeoPoint | FieldType::GeoShape) => {
                let (function, wanted) = ("order_by".to_owned(), Wanted::Sortable);
                self.wrong(span, ProblemKind::WrongArgument { function, wanted })
            }
            _ => Some(vec![sort(value.expr)]),
        }
    }
}

/// A field's column.
pub(super) fn column(field: &Field) -> Expr {
    ident(field.name.as_str())
}
