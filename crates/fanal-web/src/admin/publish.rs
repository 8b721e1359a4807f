//! Publishing, after seeing what becomes public; and taking it back.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use fanal_model::{Dataset, Problem};
use fanal_service::{Reasons, Seen, ServiceError};
use fanal_views::admin::{PublishPage, UnpublishPage};
use fanal_views::{DatasetLink, FormState, RecordsTable};

use super::persons;
use crate::extract::{CheckedForm, One, Visitor};
use crate::portal::read_table;
use crate::uri::Parameters;
use crate::{App, Html, Page, PageError};

/// Records of the sample.
const SAMPLE: usize = 5;

/// What becomes visible, to whom.
pub(super) async fn form(
    State(app): State<App>,
    visitor: Visitor,
    One(slug): One,
) -> Page<PublishPage> {
    page(&app, &visitor, &slug).await.map(Html).map_err(|e| visitor.refused(e))
}

/// Publishes, or says which columns still need a reason.
pub(super) async fn send(
    State(app): State<App>,
    One(slug): One,
    form: CheckedForm,
) -> Result<Response, PageError> {
    let CheckedForm { visitor, fields } = form;
    let reasons = reasons(&fields);
    let seen = Some(seen(&fields));
    let refused = match app.platform.publish(&visitor.caller, &slug, &reasons, seen).await {
        Ok(dataset) => {
            let address = format!("/explore/dataset/{}/", dataset.slug);
            return Ok(Redirect::to(&address).into_response());
        }
        Err(error) => error,
    };
    let mut page = page(&app, &visitor, &slug).await.map_err(|e| visitor.refused(e))?;
    for (column, reason) in &reasons {
        page.form.set(field_name(column), reason);
    }
    let status = match refused {
        ServiceError::PersonsUndecided(columns) => {
            persons::fail(&mut page.form, &columns, |field| Some(field_name(field.name.as_str())));
            StatusCode::UNPROCESSABLE_ENTITY
        }
        ServiceError::Conflict(problem) => {
            page.form.fail_whole(problem);
            StatusCode::CONFLICT
        }
        error => return Err(visitor.refused(error)),
    };
    Ok((status, Html(page)).into_response())
}

/// What the page showed of the dataset.
fn seen(fields: &Parameters) -> Seen {
    let number = |name| fields.get(name).and_then(|text| text.parse().ok());
    Seen { revision: number("revision").unwrap_or(0), version: number("version") }
}

/// Reads the original once more, without the columns of persons of which the form says nothing.
pub(super) async fn leave_out(
    State(app): State<App>,
    One(slug): One,
    form: CheckedForm,
) -> Result<Redirect, PageError> {
    let CheckedForm { visitor, fields } = form;
    let reasons = reasons(&fields);
    let spooled = app.platform.leave_persons_out(&visitor.caller, &slug, &reasons).await;
    let spooled = spooled.map_err(|e| visitor.refused(e))?;
    Ok(Redirect::to(&format!("/admin/uploads/{}", spooled.id)))
}

const PUBLIC_BECAUSE: &str = "public_because.";

fn field_name(column: &str) -> String {
    format!("{PUBLIC_BECAUSE}{column}")
}

/// What the form says of each column; a blank text takes a reason back.
fn reasons(fields: &Parameters) -> Reasons {
    let of = |name: &str| {
        let column = name.strip_prefix(PUBLIC_BECAUSE)?;
        Some((column.to_owned(), fields.get(name).unwrap_or_default().to_owned()))
    };
    fields.names().filter_map(of).collect()
}

/// What disappears.
pub(super) async fn form_back(
    State(app): State<App>,
    visitor: Visitor,
    One(slug): One,
) -> Page<UnpublishPage> {
    let dataset = app.platform.editable(&visitor.caller, &slug).await;
    let dataset = dataset.map_err(|e| visitor.refused(e))?;
    Ok(Html(UnpublishPage {
        layout: visitor.layout(app.platform.now()),
        url: address(&app, &dataset),
        dataset: DatasetLink::of(&dataset),
    }))
}

/// Takes back.
pub(super) async fn send_back(
    State(app): State<App>,
    One(slug): One,
    form: CheckedForm,
) -> Result<Redirect, PageError> {
    let visitor = &form.visitor;
    let dataset = app.platform.unpublish(&visitor.caller, &slug).await;
    dataset.map_err(|e| visitor.refused(e))?;
    Ok(Redirect::to("/admin/"))
}

async fn page(app: &App, visitor: &Visitor, slug: &str) -> Result<PublishPage, ServiceError> {
    let platform = &app.platform;
    let dataset = platform.editable(&visitor.caller, slug).await?;
    let found = platform.dataset(&visitor.caller, dataset.slug.as_str()).await?;
    let organisations = platform.organisations().await?;
    let sample = if dataset.current.is_some() {
        let mut table = read_table(app, &found, None, "", &Parameters::default()).await?;
        table.rows.truncate(SAMPLE);
        RecordsTable::sample(table.fields, table.rows)
    } else {
        RecordsTable::sample(dataset.fields.clone(), Vec::new())
    };
    let (blockers, warnings) = remarks(&dataset);
    let mut form = FormState::default();
    for field in &dataset.fields {
        let reason = field.annotations.public_because.clone().unwrap_or_default();
        form.set(field_name(field.name.as_str()), reason);
    }
    Ok(PublishPage {
        layout: visitor.layout(platform.now()),
        organisation: organisations.into_iter().find(|o| Some(o.id) == dataset.organisation),
        url: address(app, &dataset),
        attachments: platform.attachments(&found).await?,
        sample,
        blockers,
        warnings,
        persons: persons::of_dataset(&dataset),
        original: platform.keeps_original(&dataset).await?,
        form,
        dataset,
    })
}

/// What must, and what would better, be mended first.
fn remarks(dataset: &Dataset) -> (Vec<Problem>, Vec<Problem>) {
    let about = &dataset.metadata;
    let mut blockers = Vec::new();
    if about.title.trim().is_empty() {
        blockers.push(Problem::new("title-missing"));
    }
    if dataset.current.is_none() {
        blockers.push(Problem::new("nothing-to-publish"));
    }
    let mut warnings = Vec::new();
    if about.licence.is_none() {
        warnings.push(Problem::new("licence-missing"));
    }
    if about.description.trim().is_empty() {
        warnings.push(Problem::new("description-missing"));
    }
    let rejected = dataset.current.as_ref().map_or(0, |v| v.rejected);
    if rejected > 0 {
        warnings.push(Problem::new("rows-rejected").number("rows", rejected));
    }
    (blockers, warnings)
}

fn address(app: &App, dataset: &Dataset) -> String {
    format!("{}/explore/dataset/{}/", app.settings.url, dataset.slug)
}
