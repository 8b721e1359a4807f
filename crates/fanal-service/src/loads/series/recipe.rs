//! How the tables of a series are read: what was decided about the file, and what the source of a
//! dataset that is there says.

use fanal_ingest::{ColumnRecipe, Recipe};

/// What was decided about the file, for one table of it: about `seen` when only that one's columns
/// were seen. Of the others nothing is known but which columns shall be left out if they have them.
pub(super) fn of_table(decided: &Recipe, seen: Option<&str>, table: &str) -> Recipe {
    let table_of = |recipe: Recipe| Recipe {
        table: Some(table.to_owned()),
        union: false,
        tables_left_out: Vec::new(),
        ..recipe
    };
    if seen.is_none_or(|seen| seen == table) {
        return table_of(decided.clone());
    }
    let left_out = decided.columns.iter().filter(|column| column.leave_out);
    let left_out = left_out.map(|column| ColumnRecipe {
        title: column.title.clone(),
        occurrence: column.occurrence,
        leave_out: true,
        if_present: true,
        ..ColumnRecipe::default()
    });
    table_of(Recipe {
        keep_notes: decided.keep_notes,
        mend_shapes: decided.mend_shapes,
        columns: left_out.collect(),
        ..Recipe::default()
    })
}

/// The recipe of a source with what was said of its next file laid over it.
pub(super) fn over(kept: Recipe, said: Recipe) -> Recipe {
    let mut columns = said.columns;
    for column in kept.columns {
        let same =
            |c: &&mut ColumnRecipe| c.title == column.title && c.occurrence == column.occurrence;
        match columns.iter_mut().find(same) {
            // What the source knows of it stays: its name says which column of earlier versions
            // it was.
            Some(said) if said.if_present => {
                let if_present = !column.leave_out || column.if_present;
                *said = ColumnRecipe { leave_out: true, if_present, ..column };
            }
            Some(_) => {}
            None => columns.push(column),
        }
    }
    Recipe {
        encoding: said.encoding.or(kept.encoding),
        separator: said.separator.or(kept.separator),
        quote: said.quote.or(kept.quote),
        missing: if said.missing.is_empty() { kept.missing } else { said.missing },
        header_row: said.header_row.or(kept.header_row),
        crs: said.crs.or(kept.crs),
        keep_notes: said.keep_notes || kept.keep_notes,
        mend_shapes: said.mend_shapes || kept.mend_shapes,
        columns,
        ..said
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left_out(title: &str) -> ColumnRecipe {
        ColumnRecipe { title: title.to_owned(), leave_out: true, ..ColumnRecipe::default() }
    }

    fn decided() -> Recipe {
        Recipe {
            encoding: Some("windows-1252".to_owned()),
            crs: Some("EPSG:2154".to_owned()),
            header_row: Some(3),
            columns: vec![left_out("Téléphone")],
            ..Recipe::default()
        }
    }

    #[test]
    fn what_was_seen_of_one_table_is_not_said_of_the_others() {
        let seen = of_table(&decided(), Some("a"), "a");
        assert_eq!(seen, Recipe { table: Some("a".to_owned()), ..decided() });
        let other = of_table(&decided(), Some("a"), "b");
        let column = ColumnRecipe { if_present: true, ..left_out("Téléphone") };
        let expected =
            Recipe { table: Some("b".to_owned()), columns: vec![column], ..Recipe::default() };
        assert_eq!(other, expected);
        let all = of_table(&decided(), None, "b");
        assert_eq!(all, Recipe { table: Some("b".to_owned()), ..decided() });
    }

    #[test]
    fn a_column_left_out_elsewhere_keeps_its_name() {
        let column = ColumnRecipe { title: "Téléphone".to_owned(), ..ColumnRecipe::default() };
        let named = ColumnRecipe { name: Some("tel".to_owned()), ..column };
        let kept = Recipe { columns: vec![named.clone()], ..Recipe::default() };
        let laid = over(kept, of_table(&decided(), Some("a"), "b"));
        assert_eq!(laid.columns, [ColumnRecipe { leave_out: true, if_present: true, ..named }]);
        // The source leaves it out already: it is missed when it is not there.
        let kept = Recipe { columns: vec![left_out("Téléphone")], ..Recipe::default() };
        let laid = over(kept, of_table(&decided(), Some("a"), "b"));
        assert_eq!(laid.columns, [left_out("Téléphone")]);
    }
}
