//! What the form says of how cells are read: nothing chosen takes a decision back.

use fanal_service::{ColumnRecipe, Recipe, is_missing_mark};

use crate::uri::Parameters;

/// Quotes, and marks that stand for no value in whichever column.
pub(super) fn of_file(fields: &Parameters, recipe: &mut Recipe) {
    recipe.quote = chosen(fields, "quote", &recipe.quote);
    let marks = Marks::sent(fields, "");
    let refused = |mark: &String| marks.refuses(mark);
    recipe.missing.retain(|mark| !refused(mark));
    add(&mut recipe.missing, marks.added);
}

/// What the form says of a column's cells over what is known; `silent` names the column.
pub(super) fn of_column(
    fields: &Parameters,
    place: &str,
    known: &ColumnRecipe,
    silent: &ColumnRecipe,
) -> ColumnRecipe {
    let asked =
        |name: &str, known: &Option<String>| chosen(fields, &format!("{place}.{name}"), known);
    let mut recipe = ColumnRecipe {
        meaning: asked("meaning", &known.meaning),
        date_order: asked("order", &known.date_order),
        decimal: asked("decimal", &known.decimal),
        timezone: asked("zone", &known.timezone),
        missing: known.missing.clone(),
        not_missing: known.not_missing.clone(),
        ..silent.clone()
    };
    Marks::sent(fields, &format!("{place}.")).decide(&mut recipe);
    recipe
}

/// A choice of the form, where it was offered.
fn chosen(fields: &Parameters, name: &str, known: &Option<String>) -> Option<String> {
    if fields.has(name) { fields.get(name).map(str::to_owned) } else { known.clone() }
}

/// What the form says of marks.
struct Marks {
    shown: Vec<String>,
    ticked: Vec<String>,
    added: Option<String>,
}

impl Marks {
    fn sent(fields: &Parameters, prefix: &str) -> Self {
        let all = |name: &str| {
            let name = format!("{prefix}{name}");
            if fields.has(&name) { fields.all(&name) } else { Vec::new() }
        };
        let added = fields.get(&format!("{prefix}missing")).map(str::trim);
        let added = added.filter(|mark| !mark.is_empty()).map(str::to_owned);
        Self { shown: all("marks"), ticked: all("mark"), added }
    }

    /// Whether a mark was shown and is not ticked.
    fn refuses(&self, mark: &String) -> bool {
        self.shown.contains(mark) && !self.ticked.contains(mark)
    }

    fn decide(self, recipe: &mut ColumnRecipe) {
        for mark in &self.shown {
            let own = recipe.missing.contains(mark);
            if self.ticked.contains(mark) {
                recipe.not_missing.retain(|refused| refused != mark);
                continue;
            }
            recipe.missing.retain(|known| known != mark);
            // One that somebody added is gone with that; others would be found again.
            if !own || is_missing_mark(mark) {
                add(&mut recipe.not_missing, Some(mark.clone()));
            }
        }
        if let Some(mark) = self.added {
            recipe.not_missing.retain(|refused| *refused != mark);
            add(&mut recipe.missing, Some(mark));
        }
    }
}

fn add(marks: &mut Vec<String>, mark: Option<String>) {
    marks.extend(mark.filter(|mark| !marks.contains(mark)));
}
