//! Which of the first rows holds the titles.

use fanal_meaning::{DateOrder, moment, number};

/// The place of the row of titles among the first rows, from 0; none when the first row is data.
/// Rows above it that fill few cells are titles of the whole table, notes or blanks.
pub(super) fn find(rows: &[Vec<String>]) -> Option<usize> {
    let filled: Vec<usize> =
        rows.iter().map(|row| row.iter().filter(|c| !c.trim().is_empty()).count()).collect();
    let mut counts: Vec<usize> = filled.iter().copied().filter(|n| *n > 0).collect();
    counts.sort_unstable();
    let usual = *counts.get(counts.len() / 2)?;
    let enough = usual.div_ceil(2).max(usual.min(2));
    let candidate = filled.iter().position(|n| *n >= enough)?;
    let below = rows.get(candidate + 1..).unwrap_or_default();
    let looks_like_data = rows[candidate].iter().enumerate().any(|(i, cell)| {
        let kind = kind(cell);
        kind != Kind::Text
            && below
                .iter()
                .take(20)
                .filter_map(|row| row.get(i))
                .filter(|c| !c.trim().is_empty())
                .any(|c| self::kind(c) == kind)
    });
    let alone = below.iter().all(|row| row.iter().all(|c| c.trim().is_empty()));
    let all_numbers =
        rows[candidate].iter().filter(|c| !c.trim().is_empty()).all(|c| kind(c) == Kind::Number);
    let is_data = looks_like_data || (alone && all_numbers);
    (!is_data).then_some(candidate)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Year,
    Number,
    Date,
}

fn kind(cell: &str) -> Kind {
    let cell = cell.trim();
    if let Some(found) = number(cell) {
        return match found.to_i64() {
            Some(1900..=2100) => Kind::Year,
            _ => Kind::Number,
        };
    }
    let date = [DateOrder::YearMonthDay, DateOrder::DayMonthYear];
    if date.into_iter().any(|order| moment(cell, order).is_some()) {
        return Kind::Date;
    }
    Kind::Text
}

/// How many columns the rows have: the width of the titles, more when most rows fill more cells.
pub(super) fn width(titles: &[String], below: &[Vec<String>]) -> usize {
    let mut filled: Vec<usize> = below
        .iter()
        .map(|row| row.iter().rposition(|c| !c.trim().is_empty()).map_or(0, |i| i + 1))
        .collect();
    filled.sort_unstable();
    titles.len().max(filled.get(filled.len() / 2).copied().unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(rows: &[&str], expected: Option<usize>) {
        let rows: Vec<Vec<String>> =
            rows.iter().map(|r| r.split(';').map(str::to_owned).collect()).collect();
        assert_eq!(find(&rows), expected, "{rows:?}");
    }

    #[test]
    fn the_row_of_titles_is_found() {
        check(&["nom;âge", "A;3", "B;4"], Some(0));
        check(&["Liste des écoles;;", ";;", "nom;ville;places", "A;B;3", "C;D;4"], Some(2));
        check(&["commune;2019;2020", "A;13 500;14 000"], Some(0));
        check(&["12;2024-01-01", "13;2024-01-02"], None);
        check(&["Dupont;Jean;12", "Durand;Anne;14"], None);
        check(&["nom;âge"], Some(0));
        check(&["1;2;3"], None);
        check(&["libellé", "Autocars"], Some(0));
        check(&[], None);
    }
}
