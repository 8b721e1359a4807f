//! Tables in HTML that programs write into descriptions: a name and a value in each row.

use crate::read::geo::xml::unescaped;

/// The rows of two cells of all tables in a text.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Table {
    pub(super) rows: Vec<(String, String)>,
}

#[derive(Default)]
struct Row {
    cells: Vec<String>,
    /// All its cells are titles.
    titles: bool,
    /// A cell is open.
    open: bool,
}

impl Table {
    pub(super) fn of(html: &str) -> Self {
        let mut found = Self::default();
        let mut row: Option<Row> = None;
        let mut rest = html;
        while let Some(start) = rest.find('<') {
            add_text(&mut row, &rest[..start]);
            rest = &rest[start..];
            let Some(end) = rest.find('>') else { break };
            let tag = rest[1..end].trim_end_matches('/');
            let name: String = tag
                .chars()
                .take_while(|c| c.is_ascii_alphanumeric() || *c == '/')
                .map(|c| c.to_ascii_lowercase())
                .collect();
            rest = &rest[end + 1..];
            match name.as_str() {
                "tr" => row = Some(Row { titles: true, ..Row::default() }),
                "td" | "th" => {
                    if let Some(row) = &mut row {
                        row.cells.push(String::new());
                        row.titles &= name == "th";
                        row.open = true;
                    }
                }
                "/td" | "/th" => {
                    if let Some(row) = &mut row {
                        row.open = false;
                    }
                }
                "/tr" => found.finish(row.take()),
                // A table within a cell: only the inner one holds the rows.
                "table" => row = None,
                "br" | "/p" | "/div" => add_text(&mut row, " "),
                _ => {}
            }
        }
        found
    }

    fn finish(&mut self, row: Option<Row>) {
        let Some(row) = row.filter(|row| !row.titles) else { return };
        if let [name, value] = row.cells.as_slice() {
            let name = plain(name);
            let name = name.trim_end_matches(':').trim_end();
            if !name.is_empty() && name.len() < 200 {
                self.rows.push((name.to_owned(), plain(value)));
            }
        }
    }
}

fn add_text(row: &mut Option<Row>, text: &str) {
    if let Some(row) = row
        && row.open
        && let Some(cell) = row.cells.last_mut()
    {
        cell.push_str(text);
    }
}

fn plain(text: &str) -> String {
    unescaped(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_names_and_values_are_found_in_tables_within_tables() {
        let html = "<html><table><tr><td>2693</td></tr><tr><td><table>\
             <tr><th>Field Name</th><th>Field Value</th></tr>\
             <tr bgcolor=\"#fff\"><td>LIB_OFF:</td><td>Place de la <b>Célette</b></td></tr>\
             <TR><TD>vide</TD><TD></TD></TR><tr><td>a&amp;b</td><td>1 &lt; 2</td></tr>\
             </table></td></tr></table>";
        let rows = [("LIB_OFF", "Place de la Célette"), ("vide", ""), ("a&b", "1 < 2")];
        let expected = rows.map(|(a, b)| (a.to_owned(), b.to_owned())).to_vec();
        assert_eq!(Table::of(html), Table { rows: expected });
        assert_eq!(Table::of("Ouvert <b>le lundi</b>"), Table::default());
        assert_eq!(Table::of("<tr><td"), Table::default());
    }
}
