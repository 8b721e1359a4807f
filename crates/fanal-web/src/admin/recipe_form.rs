//! From the form "what we understood" to a reading recipe: only what a person changed is kept, so
//! that the next file of the source is judged anew for the rest.

use fanal_service::{ColumnRecipe, Header, Looked, Recipe, Understanding};

use crate::uri::Parameters;

/// The recipe that the form asks for, on top of the one that the file was read with.
pub(super) fn recipe(fields: &Parameters, looked: &Looked) -> Recipe {
    let mut recipe = looked.recipe.clone();
    let Ok(understood) = &looked.understanding else {
        // Nothing was understood: whatever is said is a decision.
        set(&mut recipe.encoding, fields.get("encoding"), None);
        set(&mut recipe.separator, fields.get("separator").map(separator).as_deref(), None);
        set(&mut recipe.sheet, fields.get("sheet"), None);
        recipe.header_row = fields.get("header").and_then(|h| h.parse().ok());
        return recipe;
    };
    let layout = &understood.layout;
    let present = recipe.clone();
    set(&mut recipe.encoding, fields.get("encoding"), Some(&layout.encoding));
    let found = layout.separator.map(|byte| char::from(byte).to_string());
    let asked = fields.get("separator").map(separator);
    set(&mut recipe.separator, asked.as_deref(), found.as_deref());
    set(&mut recipe.sheet, fields.get("sheet"), layout.sheet.as_deref());
    let header = match layout.header {
        Header::Row(line) => line,
        Header::None => 0,
    };
    if let Some(asked) = fields.get("header").and_then(|h| h.parse().ok())
        && asked != header
    {
        recipe.header_row = Some(asked);
    }
    if recipe == present {
        // The columns of the form are those of the file only when it is still read as it was.
        recipe.columns = columns(fields, understood, &present);
    }
    recipe
}

/// Keeps a decision when it differs from what was found.
fn set(decided: &mut Option<String>, asked: Option<&str>, found: Option<&str>) {
    if let Some(asked) = asked
        && Some(asked) != found
    {
        *decided = Some(asked.to_owned());
    }
}

fn separator(choice: &str) -> String {
    if choice == "tab" { "\t".to_owned() } else { choice.to_owned() }
}

fn columns(fields: &Parameters, understood: &Understanding, present: &Recipe) -> Vec<ColumnRecipe> {
    let mut decided = Vec::new();
    for (index, (found, column)) in
        understood.profile.columns.iter().zip(&understood.columns).enumerate()
    {
        let field = |name: &str| fields.get(&format!("columns.{index}.{name}"));
        let other = |name: &str, found: &str| {
            field(name).filter(|asked| *asked != found).map(str::to_owned)
        };
        let before = present.column(&found.title, column.occurrence);
        let recipe = ColumnRecipe {
            title: found.title.clone(),
            occurrence: column.occurrence,
            leave_out: field("keep").is_none(),
            name: other("name", found.name.as_str()),
            label: other("label", found.title.trim()),
            field_type: other("type", found.field_type.name()),
            multivalued: before.and_then(|b| b.multivalued.clone()),
            timezone: before.and_then(|b| b.timezone.clone()),
        };
        let silent = ColumnRecipe {
            title: found.title.clone(),
            occurrence: column.occurrence,
            ..ColumnRecipe::default()
        };
        if recipe != silent || !column.kept {
            decided.push(recipe);
        }
    }
    decided
}
