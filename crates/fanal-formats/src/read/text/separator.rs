//! Which character separates cells, judged on records and never on the line of titles alone.

use super::records::{Record, Records};
use super::{Marks, NO_MARK};

/// Records looked at.
const HEAD_RECORDS: usize = 500;
const SEPARATORS: [u8; 4] = [b';', b'\t', b'|', b','];
/// Scores below are those of prose.
const LEAST_SCORE: f64 = 0.25;

/// The first records, each with the line on which it starts.
pub(super) type Rows = Vec<(u64, Vec<String>)>;

/// The first records of a file under certain marks, and how much they look like a table.
#[derive(Debug, Clone)]
pub(super) struct Cut {
    pub(super) marks: Marks,
    pub(super) rows: Rows,
    /// Records in which a quote had to be taken for a letter.
    pub(super) stray_quotes: usize,
    /// From 0, not a table at all, to 1.
    pub(super) score: f64,
    /// The usual number of cells.
    pub(super) cells: usize,
    /// Records that have it, and all that were weighed.
    pub(super) alike: usize,
    pub(super) weighed: usize,
}

impl Cut {
    /// Cuts the first records.
    pub(super) fn of(head: &str, marks: Marks) -> Self {
        let mut records = Records::new(head, marks, 1);
        let mut record = Record::default();
        let mut impurities = Vec::new();
        let mut cut = Self {
            marks,
            rows: Vec::new(),
            stray_quotes: 0,
            score: 0.0,
            cells: 1,
            alike: 0,
            weighed: 0,
        };
        while cut.rows.len() < HEAD_RECORDS && records.next_into(&mut record) {
            cut.stray_quotes += usize::from(record.stray_quote || record.unclosed);
            let plain = (0..record.len()).filter(|i| !record.is_quoted(*i));
            let impure = plain.filter(|i| holds_another(record.cell(head, *i), marks.separator));
            impurities.push(impure.count());
            cut.rows.push((record.line, record.texts(head)));
        }
        cut.weigh(&impurities);
        cut
    }

    /// The separator that cuts most records alike into cells that hold no other separator; none
    /// when no character does.
    pub(super) fn best(head: &str, quote: u8, escape: bool) -> Self {
        let marks = |separator| Marks { separator, quote, escape, cell_limit: usize::MAX };
        let mut best: Option<Self> = None;
        for separator in SEPARATORS {
            let cut = Self::of(head, marks(separator));
            if best.as_ref().is_none_or(|b| cut.score > b.score) {
                best = Some(cut);
            }
        }
        best.filter(|b| b.score >= LEAST_SCORE).unwrap_or_else(|| Self::of(head, marks(NO_MARK)))
    }

    /// Whether some character separates cells.
    pub(super) fn is_cut(&self) -> bool {
        self.marks.separator != NO_MARK
    }

    /// Weighs the records; cells of each that hold another separator were counted.
    #[expect(clippy::cast_precision_loss, reason = "a few hundred records")]
    fn weigh(&mut self, impurities: &[usize]) {
        let (filled, impurities): (Vec<&[String]>, Vec<usize>) = self
            .rows
            .iter()
            .zip(impurities)
            .map(|((_, row), impure)| (row.as_slice(), *impure))
            .filter(|(row, _)| row.iter().any(|c| !c.trim().is_empty()))
            .unzip();
        let Some(usual) = usual(&filled) else { return };
        // Titles of the whole table stand above it, sources and notes below.
        let first = filled.iter().position(|row| row.len() == usual).unwrap_or(0);
        let last = filled.iter().rposition(|row| row.len() == usual).unwrap_or(0);
        let table = &filled[first..=last];
        let alike: Vec<&[String]> = table.iter().copied().filter(|r| r.len() == usual).collect();
        let near = table.iter().filter(|r| r.len() > 1 && r.len() != usual).count();
        self.cells = usual;
        self.alike = alike.len();
        self.weighed = table.len();
        let fit = (alike.len() as f64 + near as f64 / 2.0) / table.len() as f64;
        let mut part = table.len() as f64 / filled.len() as f64;
        if self.marks.separator != b',' {
            part = part.max(0.5);
        }
        let stray = self.stray_quotes as f64 / self.rows.len() as f64;
        // Between the share of the cells that hold another separator and that of the rows.
        let kept = || filled.iter().zip(&impurities).filter(|(row, _)| row.len() == usual);
        let cells = kept().map(|(_, impure)| impure).sum::<usize>() as f64 / usual as f64;
        let in_rows = kept().filter(|(_, impure)| **impure > 0).count() as f64;
        let pure = 1.0 - (cells + in_rows) / 2.0 / alike.len().max(1) as f64;
        let size = 0.9 + 0.1 * (1.0 - 1.0 / usual as f64);
        self.score = fit * fit * part * pure * size * (1.0 - stray / 2.0);
        if self.marks.separator == b',' {
            self.score *= comma_doubt(&filled, &alike, usual);
        }
    }
}

/// The most frequent number of cells above one.
fn usual(rows: &[&[String]]) -> Option<usize> {
    let mut counts: Vec<usize> = rows.iter().map(|r| r.len()).filter(|n| *n > 1).collect();
    counts.sort_unstable();
    counts.chunk_by(|a, b| a == b).max_by_key(|same| same.len()).map(|same| same[0])
}

/// Whether a cell holds what looks like another separator: not the comma of a number or of prose.
fn holds_another(cell: &str, separator: u8) -> bool {
    let bytes = cell.as_bytes();
    let tight = |at: usize| {
        let digit = |at: Option<usize>| at.and_then(|at| bytes.get(at)).map(u8::is_ascii_digit);
        let decimal = digit(at.checked_sub(1)) == Some(true) && digit(Some(at + 1)) == Some(true);
        !decimal && bytes.get(at + 1).is_some_and(|b| !b.is_ascii_whitespace())
    };
    bytes.iter().enumerate().any(|(at, byte)| match byte {
        b';' | b'\t' | b'|' => *byte != separator,
        b',' => separator != b',' && tight(at),
        _ => false,
    })
}

/// Commas are part of prose and of numbers: a factor for how little these seem to separate.
fn comma_doubt(filled: &[&[String]], alike: &[&[String]], usual: usize) -> f64 {
    let mut factor = 1.0;
    let inner = |row: &&[String]| row[1..].iter().all(|c| c.is_empty() || c.starts_with(' '));
    if alike.iter().filter(|row| inner(row)).count() * 5 > alike.len() * 4 {
        factor *= if usual == 2 { 0.5 } else { 0.9 };
    }
    // One title over what would be two columns: `coordonnées` over `43.3,5.4`.
    let title = filled.first().filter(|row| row.len() == 1).map(|row| row[0].trim());
    if usual == 2 && title.is_some_and(|t| !t.contains(char::is_whitespace) && t.len() <= 30) {
        factor *= 0.2;
    }
    factor
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(head: &str, separator: Option<char>, cells: usize) {
        let cut = Cut::best(head, b'"', false);
        let found = cut.is_cut().then(|| char::from(cut.marks.separator));
        assert_eq!((found, cut.cells), (separator, cells), "{head}: {}", cut.score);
    }

    #[test]
    fn the_separator_cuts_records_alike() {
        check("a;b\n1;2\n", Some(';'), 2);
        check("a,b\n1,2\n", Some(','), 2);
        check("a\tb\n1\t2\n", Some('\t'), 2);
        check("a|b\n1|2\n", Some('|'), 2);
        check("\"a;b\",c\n\"d;e\",f\n", Some(','), 2);
        check("nom,liste\nA,x|y\nB,z|t\nC,u|v\n", Some(','), 2);
        check("Liste des écoles\n\nnom,places\nA,3\nB,4\n", Some(','), 2);
        check(
            "Titre\nSous-titre\nAu 1er mai\n\na;b;c\n1;2;3\n4;5;6\nSource : mairie\n",
            Some(';'),
            3,
        );
    }

    #[test]
    fn decimal_commas_and_titles_with_other_separators_change_nothing() {
        check(&format!("a;b\n{}", "1,5;2,5\n".repeat(400)), Some(';'), 2);
        check(&format!("a\tb\tc\n{}", "1,5\t2,5\tx\n".repeat(400)), Some('\t'), 3);
        let prose = "id;texte\n".to_owned() + &"1;Le maire, oui, non, et 11,5 francs\n".repeat(30);
        check(&prose, Some(';'), 2);
        let titles = "ID,N,10,0;NOM,C,80;LEN,N,19,11";
        check(&format!("{titles}\n{}", "12;rue A, côté pair;3,5\n".repeat(5)), Some(';'), 3);
        check(&format!("{titles}\n12;rue A;3\n"), Some(';'), 3);
    }

    #[test]
    fn one_column_has_no_separator() {
        check("libellé\nAutocars\nCiternes\n", None, 1);
        check("valeur\n1,5\n2,5\n3,0\n", None, 1);
        check("coordonnees\n43.29,5.38\n43.30,5.37\n", None, 1);
        check("adresse\n12 rue A, 13001 Marseille\n3 rue B, 13002 Marseille\n", None, 1);
        check("Un texte, puis un autre.\nSans rien.\nEncore, et encore, et fin.\nNon.\n", None, 1);
    }
}
