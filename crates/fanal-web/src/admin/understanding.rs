//! "What we understood": looking at a file, changing how it is read, loading it.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use fanal_model::{Dataset, FieldName, FieldType, LoadMode, Problem, Slug};
use fanal_service::{
    Header, LoadRequest, LoadTarget, Looked, Rejected, ServiceError, Understanding, differences,
};
use fanal_views::admin::{
    FileFacts, FileTables, KeyField, MarkedCells, RejectedRow, Setting, Target, UnderstandingPage,
};
use fanal_views::{DatasetLink, FormState};

use super::attachments::joining;
use super::columns::{self, as_sent, columns};
use super::persons;
use super::recipe_form::SentColumns;
use super::reread::{Reread, Seen, look, reread};
use super::tables::{self, Each, load_each};
use crate::extract::{CheckedForm, One, Visitor};
use crate::uri::Parameters;
use crate::{App, Html, Page, PageError};

/// What was understood of a file in the spool.
pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    One(id): One,
) -> Page<UnderstandingPage> {
    let shown = async {
        let Seen { looked, trouble } = look(&app, &visitor, &id).await?;
        let mut form = proposed(&looked);
        if let Some(problem) = trouble {
            form.fail_whole(problem);
        }
        page(&app, &visitor, &looked, form).await
    };
    shown.await.map(Html).map_err(|e| visitor.refused(e))
}

/// The same with a form that was sent.
pub(super) async fn seen(
    app: &App,
    visitor: &Visitor,
    id: &str,
    form: FormState,
) -> Result<UnderstandingPage, ServiceError> {
    let Seen { looked, .. } = look(app, visitor, id).await?;
    page(app, visitor, &looked, form).await
}

/// Reads the file again as the form says, and loads it when asked to. Columns that nobody has seen
/// are never loaded: one of them may be what was to be left out.
pub(super) async fn send(
    State(app): State<App>,
    One(id): One,
    form: CheckedForm,
) -> Result<Response, PageError> {
    let CheckedForm { visitor, fields } = form;
    let refused = |e| visitor.refused(e);
    let wants_each = fields.get("action") == Some("each");
    let wants_load = wants_each || fields.get("action") == Some("load");
    let mut state = sent(&fields);
    let mut there = Vec::new();
    let mut page = match reread(&app, &visitor, &id, &fields).await.map_err(refused)? {
        Reread::AsSaid(looked) => {
            if wants_load && looked.understanding.is_ok() {
                let begun = if wants_each {
                    let each = load_each(&app, &visitor, &looked, &fields, &mut state).await;
                    match each.map_err(refused)? {
                        Each::Begun(address) => Some(address),
                        Each::Stopped(datasets) => {
                            there = datasets;
                            None
                        }
                    }
                } else {
                    let load = load(&app, &visitor, &looked, &fields, &mut state).await;
                    load.map_err(refused)?
                };
                if let Some(address) = begun {
                    return Ok(Redirect::to(&address).into_response());
                }
            }
            page(&app, &visitor, &looked, state).await.map_err(refused)?
        }
        Reread::Anew(looked) => {
            if wants_load && looked.understanding.is_ok() {
                state.fail_whole(Problem::new("columns-read-anew"));
            }
            page(&app, &visitor, &looked, state).await.map_err(refused)?
        }
        Reread::Refused(looked, problem) => {
            state.fail_whole(problem);
            let mut page = page(&app, &visitor, &looked, state).await.map_err(refused)?;
            // What was typed and unticked stays.
            let columns = SentColumns::read(&fields);
            for column in &mut page.columns {
                if let Some(place) = columns.place(&column.mark) {
                    as_sent(column, place, &fields);
                }
            }
            page
        }
    };
    if wants_each {
        tables::as_sent(&mut page.file.tables, &fields, &there);
    }
    persons::keep_typed(&page.columns, &fields, &mut page.form);
    let fails = page.form.fails();
    let status = if fails { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok((status, Html(page)).into_response())
}

/// Puts the load in the queue; what is wrong is said in the form.
async fn load(
    app: &App,
    visitor: &Visitor,
    looked: &Looked,
    fields: &Parameters,
    form: &mut FormState,
) -> Result<Option<String>, ServiceError> {
    let target = match &looked.dataset {
        Some(dataset) => LoadTarget::Existing(dataset.slug.clone()),
        None => match named(fields, form) {
            Some((slug, title)) => LoadTarget::New { slug, title },
            None => return Ok(None),
        },
    };
    let mode = mode(fields);
    if matches!(&mode, LoadMode::Update { key } if key.is_empty()) {
        form.fail("key", Problem::new("key-missing"));
    }
    let public_because = persons::answers(&columns(looked), fields, form);
    if form.fails() {
        return Ok(None);
    }
    if let Some(recipe) = tables::knowing(looked) {
        app.platform.decide(&visitor.caller, &looked.upload.id, &recipe).await?;
    }
    let request = LoadRequest {
        upload: looked.upload.id.clone(),
        target,
        mode,
        publish: false,
        columns_seen: true,
        public_because,
    };
    match app.platform.start_load(&visitor.caller, &request).await {
        Ok((_, job)) => Ok(Some(format!("/admin/jobs/{}", job.id))),
        Err(ServiceError::Conflict(problem)) => {
            conflict(form, problem);
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

/// Address and title of what is new; what is wrong with them is said in the form.
pub(super) fn named(fields: &Parameters, form: &mut FormState) -> Option<(Slug, String)> {
    let title = fields.get("title").unwrap_or_default().trim().to_owned();
    if title.is_empty() {
        form.fail("title", Problem::new("title-missing"));
    }
    match Slug::parse(fields.get("slug").unwrap_or_default()) {
        Ok(slug) => Some((slug, title)),
        Err(error) => {
            form.fail("slug", Problem::new("slug-wrong").text("reason", error.to_string()));
            None
        }
    }
}

/// Says in the form what stands in the way of a load.
pub(super) fn conflict(form: &mut FormState, problem: Problem) {
    if matches!(problem.code.as_str(), "dataset-slug-taken" | "series-slug-taken") {
        form.fail("slug", problem);
    } else {
        form.fail_whole(problem);
    }
}

fn mode(fields: &Parameters) -> LoadMode {
    match fields.get("mode") {
        Some("append") => LoadMode::Append,
        Some("update") => LoadMode::Update {
            key: fields.all("key").iter().filter_map(|k| FieldName::parse(k).ok()).collect(),
        },
        _ => LoadMode::Replace,
    }
}

/// The form as it was sent.
fn sent(fields: &Parameters) -> FormState {
    let kept = ["title", "slug", "mode"]
        .into_iter()
        .filter_map(|name| Some((name.to_owned(), fields.get(name)?.to_owned())));
    let keys = fields.all("key").into_iter().map(|key| ("key".to_owned(), key));
    FormState::sent(kept.chain(keys))
}

/// A title and an address made from the file's name.
fn proposed(looked: &Looked) -> FormState {
    let name = &looked.upload.file_name;
    let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem);
    let title = stem.replace(['_', '-'], " ");
    let mut form = FormState::default();
    if let Ok(slug) = Slug::from_title(&title) {
        form.set("slug", slug.as_str());
    }
    let mut letters = title.chars();
    let first: String = letters.next().map(|c| c.to_uppercase().collect()).unwrap_or_default();
    form.set("title", first + letters.as_str());
    if let Some(dataset) = &looked.dataset {
        form.set("dataset", dataset.slug.as_str());
    }
    form
}

async fn page(
    app: &App,
    visitor: &Visitor,
    looked: &Looked,
    form: FormState,
) -> Result<UnderstandingPage, ServiceError> {
    let layout = visitor.layout(app.platform.now());
    let id = looked.upload.id.clone();
    Ok(match &looked.understanding {
        Ok(understood) => UnderstandingPage {
            layout,
            id,
            file: facts(looked, understood),
            columns: columns(looked),
            meanings: columns::meanings(),
            rejected: understood
                .profile
                .first_rejected
                .iter()
                .map(|row| rejected_row(understood, row))
                .collect(),
            rejected_total: understood.profile.rejected,
            doubts: [
                &understood.doubts()[..],
                &understood.layout.doubts[..],
                &understood.profile.doubts[..],
            ]
            .concat(),
            target: target(looked.dataset.as_ref(), Some(understood)),
            joining: None,
            form,
        },
        Err(problem) => UnderstandingPage {
            layout,
            id,
            file: unknown(looked),
            columns: Vec::new(),
            meanings: Vec::new(),
            rejected: Vec::new(),
            rejected_total: 0,
            doubts: vec![problem.clone()],
            target: target(looked.dataset.as_ref(), None),
            joining: joining(app, visitor, looked).await?,
            form,
        },
    })
}

fn rejected_row(understood: &Understanding, row: &Rejected) -> RejectedRow {
    let table = understood.layout.union.as_ref().and_then(|union| union.table_of(row));
    RejectedRow { table: table.map(str::to_owned), line: row.line, reason: row.reason.clone() }
}

/// Encodings that a person may choose.
const ENCODINGS: [&str; 7] =
    ["utf-8", "windows-1252", "iso-8859-15", "macintosh", "ibm850", "utf-16le", "utf-16be"];
const SEPARATORS: [&str; 4] = [";", ",", "tab", "|"];
/// Quotes that a person may choose; nothing where nobody decides.
const QUOTES: [&str; 4] = ["", "\"", "'", "none"];
/// Coordinate systems that a person may choose: those of French law, the older ones, the Web's.
const CRS: [&str; 35] = [
    "EPSG:4326",
    "EPSG:4326/yx",
    "EPSG:2154",
    "EPSG:3942",
    "EPSG:3943",
    "EPSG:3944",
    "EPSG:3945",
    "EPSG:3946",
    "EPSG:3947",
    "EPSG:3948",
    "EPSG:3949",
    "EPSG:3950",
    "EPSG:27572",
    "EPSG:27571",
    "EPSG:27573",
    "EPSG:27574",
    "EPSG:27561",
    "EPSG:27562",
    "EPSG:27563",
    "EPSG:27564",
    "EPSG:5490",
    "EPSG:2972",
    "EPSG:2975",
    "EPSG:4471",
    "EPSG:4467",
    "EPSG:8903",
    "EPSG:3296",
    "EPSG:3297",
    "EPSG:3298",
    "EPSG:3163",
    "EPSG:3857",
    "EPSG:3035",
    "EPSG:32630",
    "EPSG:32631",
    "EPSG:32632",
];

fn facts(looked: &Looked, understood: &Understanding) -> FileFacts {
    let layout = &understood.layout;
    let text = layout.format.is_text_table();
    let separator = layout.separator.map(|byte| match byte {
        b'\t' => "tab".to_owned(),
        byte => char::from(byte).to_string(),
    });
    let header = match layout.header {
        Header::Row(line) => line,
        Header::None => 0,
    };
    let rows: Vec<String> = (0..=header.max(5)).map(|n| n.to_string()).collect();
    let tabular = text || layout.format.is_workbook();
    FileFacts {
        name: looked.upload.file_name.clone(),
        size_bytes: looked.upload.size_bytes,
        format: layout.format.label().to_owned(),
        rows: understood.profile.records,
        encoding: text.then(|| Setting::new(layout.encoding.as_str(), ENCODINGS)),
        separator: separator
            .filter(|_| text)
            .map(|s| Setting::new(s, SEPARATORS.map(str::to_owned))),
        quote: text.then(|| quote(looked)),
        missing: missing(looked),
        adds_marks: !layout.format.is_columnar() || !looked.recipe.missing.is_empty(),
        header: tabular.then(|| Setting::new(header.to_string(), rows)),
        table: layout
            .table
            .as_ref()
            .filter(|_| layout.tables.len() > 1)
            .map(|table| Setting::new(table.clone(), layout.tables.iter().map(|t| t.name.clone()))),
        tables: tables::shown(looked, understood),
        crs: crs(looked, understood),
        shapes: shapes(looked, understood),
        notes: notes(looked, understood),
        evidence: layout.evidence.clone(),
    }
}

/// The character around cells, as somebody decided.
fn quote(looked: &Looked) -> Setting {
    Setting::new(looked.recipe.quote.as_deref().unwrap_or_default(), QUOTES)
}

/// Marks that somebody said of all columns.
fn missing(looked: &Looked) -> Vec<MarkedCells> {
    let marks = looked.recipe.missing.iter().cloned();
    marks.map(|mark| MarkedCells { mark, cells: None, empty: true }).collect()
}

/// The system that the file's positions are in, where it has any.
pub(super) fn crs_of(understood: &Understanding) -> Option<&str> {
    understood.profile.columns.iter().find_map(|column| column.crs.as_deref())
}

/// The system that positions are in; an empty one where nobody knows it.
fn crs(looked: &Looked, understood: &Understanding) -> Option<Setting> {
    let mut doubts = understood.profile.columns.iter().flat_map(|column| &column.doubts);
    let asked = doubts.any(|d| matches!(d.code.as_str(), "crs-unknown" | "crs-unusable"));
    let said = looked.recipe.crs.as_deref().or(asked.then_some(""));
    crs_of(understood).or(said).map(|chosen| Setting::new(chosen, CRS))
}

/// Whether outlines that cross themselves are mended; nothing to choose where there are none.
fn shapes(looked: &Looked, understood: &Understanding) -> Option<Setting> {
    let mut doubts = understood.profile.columns.iter().flat_map(|column| &column.doubts);
    let some = doubts.any(|d| matches!(d.code.as_str(), "geometry-mendable" | "geometry-mended"));
    let chosen = if looked.recipe.mend_shapes { "mended" } else { "kept" };
    (some || looked.recipe.mend_shapes).then(|| Setting::new(chosen, ["kept", "mended"]))
}

/// Whether totals, sources and notes are kept; nothing to choose where there are none.
fn notes(looked: &Looked, understood: &Understanding) -> Option<Setting> {
    let found = |row: &Rejected| {
        matches!(row.reason.code.as_str(), "row-total" | "row-source" | "row-note")
    };
    let some = understood.profile.first_rejected.iter().any(found);
    let chosen = if looked.recipe.keep_notes { "kept" } else { "apart" };
    (some || looked.recipe.keep_notes).then(|| Setting::new(chosen, ["apart", "kept"]))
}

/// A file of which nothing could be read: its encoding and separator may be said.
fn unknown(looked: &Looked) -> FileFacts {
    let recipe = &looked.recipe;
    FileFacts {
        name: looked.upload.file_name.clone(),
        size_bytes: looked.upload.size_bytes,
        format: "?".to_owned(),
        rows: 0,
        encoding: recipe.encoding.as_deref().map(|e| Setting::new(e, ENCODINGS)),
        separator: recipe.separator.as_deref().map(|s| Setting::new(s, SEPARATORS)),
        quote: recipe.quote.is_some().then(|| quote(looked)),
        missing: missing(looked),
        adds_marks: false,
        header: recipe
            .header_row
            .map(|n| Setting::new(n.to_string(), (0..=n.max(5)).map(|n| n.to_string()))),
        table: recipe.table.as_deref().map(|t| Setting::new(t, [])),
        tables: FileTables::default(),
        crs: recipe.crs.as_deref().map(|crs| Setting::new(crs, CRS)),
        shapes: None,
        notes: None,
        evidence: Vec::new(),
    }
}

fn target(dataset: Option<&Dataset>, understood: Option<&Understanding>) -> Target {
    let Some(dataset) = dataset else { return Target::New };
    let fields = understood.map(Understanding::fields).unwrap_or_default();
    let keyed = |t: FieldType| !t.is_geographic() && t != FieldType::Json;
    let keys = fields
        .iter()
        .filter(|f| keyed(f.field_type))
        .map(|f| KeyField { name: f.name.to_string(), label: f.label.clone() });
    let differences = differences(&dataset.fields, &fields);
    Target::Existing { dataset: DatasetLink::of(dataset), keys: keys.collect(), differences }
}
