//! The tables of a file that has several: what the page says of them, and what its form decides.

use fanal_model::{Dataset, LoadMode, Problem, Slug};
use fanal_service::{
    Looked, Reasons, Recipe, SeriesRequest, ServiceError, Understanding, is_public,
};
use fanal_views::admin::{DatasetThere, FileTables, Setting, TableLine};
use fanal_views::{DatasetLink, FormState};

use super::understanding::{conflict, named};
use crate::App;
use crate::extract::Visitor;
use crate::uri::Parameters;

/// What may be made of the tables of a file.
pub(super) fn shown(looked: &Looked, understood: &Understanding) -> FileTables {
    let layout = &understood.layout;
    let left_out = &looked.recipe.tables_left_out;
    let line = |name: &String| TableLine { name: name.clone(), taken: !left_out.contains(name) };
    let is_union = layout.union.is_some();
    let chosen = if is_union { "alike" } else { "one" };
    let offered = is_union || layout.alike.len() > 1 || layout.uncompared;
    let offers_each = looked.dataset.is_none() && layout.tables.len() > 1;
    let each = layout.tables.iter().filter(|table| table.records != Some(0));
    let each = each.map(|table| TableLine { name: table.name.clone(), taken: table.visible });
    FileTables {
        together: offered.then(|| Setting::new(chosen, ["one", "alike"])),
        alike: if is_union { layout.alike.iter().map(line).collect() } else { Vec::new() },
        alike_count: layout.alike.len() as u64,
        each: if offers_each { each.collect() } else { Vec::new() },
        there: Vec::new(),
    }
}

/// Takes over what the form decides about the tables. Those of which nobody was asked stay as they
/// were decided.
pub(super) fn decide(fields: &Parameters, understood: &Understanding, recipe: &mut Recipe) {
    let Some(asked) = fields.get("together") else { return };
    recipe.union = asked == "alike";
    if understood.layout.union.is_none() {
        return;
    }
    let shown = &understood.layout.alike;
    let taken = fields.all("tables");
    recipe.tables_left_out.retain(|table| !shown.contains(table));
    let left = shown.iter().filter(|table| !taken.contains(table));
    recipe.tables_left_out.extend(left.cloned());
}

/// The recipe with the tables left out that have other columns: whoever loads the file saw that, and
/// the next file is not refused for them.
pub(super) fn knowing(looked: &Looked) -> Option<Recipe> {
    let understood = looked.understanding.as_ref().ok()?;
    let unfit = &understood.layout.union.as_ref()?.unfit;
    let mut recipe = looked.recipe.clone();
    recipe.tables_left_out.extend(unfit.iter().cloned());
    (!unfit.is_empty()).then_some(recipe)
}

/// What came of the wish to load each table.
pub(super) enum Each {
    /// The work is in the queue and can be watched there.
    Begun(String),
    /// The form says why nothing was begun; these datasets that are there would have got other
    /// records.
    Stopped(Vec<Dataset>),
}

/// Shows the tables to be loaded as the form had them, and the datasets that stand in their way.
pub(super) fn as_sent(tables: &mut FileTables, fields: &Parameters, there: &[Dataset]) {
    let of = |d: &Dataset| DatasetThere { link: DatasetLink::of(d), is_public: is_public(d) };
    tables.there = there.iter().map(of).collect();
    let chosen = fields.all("each");
    for table in &mut tables.each {
        table.taken = chosen.contains(&table.name);
    }
}

/// Puts the load of each chosen table into a dataset of its own in the queue; what is wrong is said
/// in the form.
pub(super) async fn load_each(
    app: &App,
    visitor: &Visitor,
    looked: &Looked,
    fields: &Parameters,
    form: &mut FormState,
) -> Result<Each, ServiceError> {
    let stopped = || Ok(Each::Stopped(Vec::new()));
    let (Some((slug, title)), Ok(understood)) = (named(fields, form), &looked.understanding) else {
        return stopped();
    };
    let layout = &understood.layout;
    let tables = fields.all("each");
    let offered = |table: &String| layout.tables.iter().any(|t| t.name == *table);
    if let Some(table) = tables.iter().find(|table| !offered(table)) {
        form.fail_whole(Problem::new("table-not-found").text("table", table));
    }
    if form.fails() || looked.dataset.is_some() {
        return stopped();
    }
    let request = SeriesRequest {
        upload: looked.upload.id.clone(),
        slug,
        title,
        tables,
        seen: layout.table.clone(),
        mode: LoadMode::Replace,
        told: Some(fields.all("told").iter().filter_map(|slug| Slug::parse(slug).ok()).collect()),
        publish: false,
        public_because: Reasons::new(),
    };
    let error = match app.platform.start_series(&visitor.caller, &request).await {
        Ok(_) => return Ok(Each::Begun("/admin/".to_owned())),
        Err(error) => error,
    };
    let problem = error.problem();
    match error {
        ServiceError::Conflict(_) => conflict(form, problem),
        ServiceError::Refused(_) => form.fail_whole(problem),
        ServiceError::WouldReplace(datasets) => {
            form.fail_whole(problem);
            return Ok(Each::Stopped(datasets));
        }
        error => return Err(error),
    }
    stopped()
}
