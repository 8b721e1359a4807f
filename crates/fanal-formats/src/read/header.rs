//! Which of the first rows hold the titles, and what the titles are.

mod dbase;
mod kind;
mod title;

use std::collections::HashSet;
use std::ops::Range;

use fanal_model::Problem;

use super::Layout;
use kind::{Kind, column, is_mark, is_typed, kind};

/// What somebody said of the place of the titles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Said {
    Nothing,
    /// There are none.
    None,
    /// They start in that row, from 0.
    Row(usize),
}

/// The titles and where they stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// The rows of titles, from 0; empty when there are none.
    pub(super) rows: Range<usize>,
    /// One for each column, made up when there are none.
    pub(super) titles: Vec<String>,
    /// Titles behind which a dBase type stood.
    declared: usize,
    /// Titles with spaces or signs around them that no one sees.
    cleaned: usize,
}

/// Rows of titles, at most.
const MOST_ROWS: usize = 3;

/// Finds the titles. Titles over several rows are joined.
pub(super) fn settle(rows: &[Vec<String>], said: Said) -> Found {
    let start = match said {
        Said::None => None,
        Said::Row(place) => Some(place),
        Said::Nothing => find(rows).map(|place| place - usize::from(is_under_groups(rows, place))),
    };
    let Some(start) = start.filter(|at| *at < rows.len()) else {
        let titles = (1..=width(rows, 95)).map(|n| format!("colonne {n}")).collect();
        return Found { rows: 0..0, titles, declared: 0, cleaned: 0 };
    };
    let mut end = start + 1;
    while end - start < MOST_ROWS && continues(rows, start, end) {
        end += 1;
    }
    let below = rows.get(end..).unwrap_or_default();
    let mut written = title::joined(&rows[start..end]);
    let mut declared = dbase::strip(&mut written);
    let width = width(below, 50);
    if declared == 0
        && let Some(names) = dbase::gather(&written, width)
    {
        declared = names.len();
        written = names;
    }
    if width == written.len() + 1 && is_numbering(below) {
        written.insert(0, String::new());
    }
    let mut titles: Vec<String> = written.iter().map(|t| title::clean(t)).collect();
    let cleaned = titles.iter().zip(&written).filter(|(a, b)| a != b).count();
    titles.resize(titles.len().max(width), String::new());
    Found { rows: start..end, titles, declared, cleaned }
}

impl Found {
    /// Puts down what was decided and what is doubtful; the titles start on that line.
    pub(super) fn tell(&self, line: u64, layout: &mut Layout) {
        let count = |code: &str, count: usize| Problem::new(code).number("count", count);
        match self.rows.len() {
            0 => layout.doubts.push(Problem::new("header-missing")),
            1 => layout.evidence.push(Problem::new("header-decided").number("line", line)),
            rows => {
                let joined = Problem::new("header-joined").number("line", line);
                layout.evidence.push(joined.number("rows", rows));
            }
        }
        if self.declared > 0 {
            layout.evidence.push(count("titles-dbase", self.declared));
        }
        if self.cleaned > 0 {
            layout.evidence.push(count("titles-cleaned", self.cleaned));
        }
        if let Some((first, last, columns)) = title::series(&self.titles) {
            let doubt = Problem::new("table-crossed").text("first", first).text("last", last);
            layout.doubts.push(doubt.number("count", columns));
        }
    }
}

/// The place of the first row of titles, from 0; none when the first row is data. Rows above it
/// that fill few cells are titles of the whole table, notes or blanks.
pub(super) fn find(rows: &[Vec<String>]) -> Option<usize> {
    let filled: Vec<usize> = rows.iter().map(|row| filled(row)).collect();
    let mut counts: Vec<usize> = filled.iter().copied().filter(|n| *n > 0).collect();
    counts.sort_unstable();
    let usual = *counts.get(counts.len() / 2)?;
    let enough = usual.div_ceil(2).max(usual.min(2));
    let mut candidate = filled.iter().position(|n| *n >= enough)?;
    // Few columns: a fuller row below is the one when it is as unlike the data as titles are.
    while rows.get(candidate + 1).is_some_and(|next| {
        filled[candidate + 1] > filled[candidate]
            && !has_groups(&rows[candidate], next)
            && Likeness::of(next, &rows[candidate + 2..]).is_of_titles()
            || is_prose(&rows[candidate]) && !is_prose(next)
    }) {
        candidate += 1;
    }
    let (row, below) = (&rows[candidate], rows.get(candidate + 1..).unwrap_or_default());
    (!is_data(row, below)).then_some(candidate)
}

fn filled(row: &[String]) -> usize {
    row.iter().filter(|c| !c.trim().is_empty()).count()
}

/// Whether a row is a sentence that its commas cut: a space stands behind each.
fn is_prose(row: &[String]) -> bool {
    row.len() > 1 && row[1..].iter().all(|cell| cell.len() > 1 && cell.starts_with(' '))
}

/// How a row is like the rows below it.
#[derive(Debug, Clone, Copy, Default)]
struct Likeness {
    /// Cells that are of the kind that their column has below.
    like: usize,
    /// Texts above numbers, dates or codes.
    unlike: usize,
    /// Cells that stand in their column again.
    repeated: usize,
}

impl Likeness {
    fn of(row: &[String], below: &[Vec<String>]) -> Self {
        let years = title::counts_up(row);
        let mut found = Self::default();
        for (i, cell) in row.iter().enumerate().filter(|(_, c)| !c.trim().is_empty()) {
            let own = kind(cell);
            let Some(usual) = column(below, i) else { continue };
            if own == usual.kind && is_typed(own) {
                found.like += usize::from(!(years && own == Kind::Year));
            } else if is_typed(usual.kind) && own == Kind::Text && !is_mark(cell) {
                found.unlike += 1;
            }
            let again = |other: &Vec<String>| other != row && other.get(i) == Some(cell);
            found.repeated += usize::from(below.iter().any(again));
        }
        found
    }

    fn is_of_titles(self) -> bool {
        self.unlike > self.like
    }
}

/// Whether a row is one of the data and no titles.
fn is_data(row: &[String], below: &[Vec<String>]) -> bool {
    let values = row.iter().filter(|c| !c.trim().is_empty()).map(|c| kind(c));
    if values.clone().all(|k| matches!(k, Kind::Number | Kind::Date | Kind::Address)) {
        return true;
    }
    let likeness = Likeness::of(row, below);
    if likeness.like + likeness.unlike > 0 {
        return likeness.like > likeness.unlike;
    }
    likeness.repeated > 0 || title::is_lone_value(row, below)
}

/// Whether the row above that one holds titles of groups of columns.
fn is_under_groups(rows: &[Vec<String>], place: usize) -> bool {
    place > 0 && has_groups(&rows[place - 1], &rows[place])
}

/// Whether a row holds titles of groups of the columns that the next one names: two groups of
/// several columns at least, or names that only their groups tell apart.
pub(super) fn has_groups(above: &[String], names: &[String]) -> bool {
    let text = |row: &[String], i: usize| row.get(i).is_some_and(|c| !c.trim().is_empty());
    let starts: Vec<usize> = (0..above.len()).filter(|i| text(above, *i)).collect();
    let ends = starts.iter().skip(1).copied().chain([names.len()]);
    // A title over both rows is that of its column alone.
    let groups: Vec<(usize, usize)> = starts
        .iter()
        .copied()
        .zip(ends)
        .filter(|(start, end)| *end > start + 1 || text(names, *start))
        .collect();
    if starts.len() < 2
        || groups.len() >= filled(names)
        || groups.iter().any(|(i, _)| !text(names, *i) && !text(names, *i + 1))
        || starts.iter().any(|i| !matches!(kind(&above[*i]), Kind::Text | Kind::Year))
        || names.iter().any(|c| matches!(kind(c), Kind::Number | Kind::Date))
    {
        return false;
    }
    let spans = groups.iter().map(|(start, end)| {
        let last = (*start..*end).rfind(|i| text(names, *i)).unwrap_or(*start);
        last + 1 - start
    });
    let wide = spans.filter(|width| *width > 1).count();
    let mut seen = HashSet::new();
    let repeats = names.iter().filter(|n| !n.trim().is_empty()).any(|n| !seen.insert(n.trim()));
    wide > 1 || (wide == 1 && repeats)
}

/// Whether the row at that place goes on with the titles: it is text where the rows below are
/// numbers, dates or codes, or it names the columns of groups.
fn continues(rows: &[Vec<String>], start: usize, at: usize) -> bool {
    let Some(row) = rows.get(at) else { return false };
    // Other rows of titles may follow: better to look below them all, when there are rows enough.
    let sure = rows.get(start + MOST_ROWS..).filter(|rows| rows.len() > 1);
    let below = sure.or_else(|| rows.get(at + 1..)).unwrap_or_default();
    if below.is_empty() || filled(row) == 0 || rows[start..at].contains(row) {
        return false;
    }
    let grouped = has_groups(&rows[at - 1], row);
    let mut texts = HashSet::new();
    let (mut typed, mut in_brackets) = (0, true);
    for (i, cell) in row.iter().enumerate() {
        let Some(usual) = column(below, i).filter(|c| is_typed(c.kind)) else { continue };
        let cell = cell.trim();
        if cell.is_empty() {
            continue;
        }
        // Years may name the columns of groups of numbers.
        if grouped && kind(cell) == Kind::Year && usual.kind == Kind::Number {
            typed += 1;
            continue;
        }
        let bracketed = cell.starts_with('(') && cell.ends_with(')');
        if kind(cell) != Kind::Text || usual.values < 2 || (is_mark(cell) && !bracketed) {
            return false;
        }
        typed += 1;
        texts.insert(cell);
        in_brackets &= bracketed;
    }
    if grouped {
        return typed > 0 || !is_data(row, below);
    }
    (typed > 0 && in_brackets) || (texts.len() > 1 && texts.len() * 5 >= typed * 4)
}

/// Whether the first column numbers the rows: statistical software writes it without a title.
fn is_numbering(rows: &[Vec<String>]) -> bool {
    let number = |row: &Vec<String>| row.first().and_then(|c| c.trim().parse::<usize>().ok());
    rows.len() > 1 && rows.iter().zip(1..).all(|(row, place)| number(row) == Some(place))
}

/// How many columns no more than that share of the rows fill.
fn width(rows: &[Vec<String>], percent: usize) -> usize {
    let mut filled: Vec<usize> = rows
        .iter()
        .map(|row| row.iter().rposition(|c| !c.trim().is_empty()).map_or(0, |i| i + 1))
        .collect();
    filled.sort_unstable();
    filled.get(filled.len() * percent / 100).copied().unwrap_or(0)
}

#[cfg(test)]
mod tests;
