//! The files that go with a dataset: adding one, its title, taking it away; and joining a file that
//! turned out to be no table, without sending it again.

use askama::Template;
use axum::extract::{Multipart, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use fanal_model::{Attachment, AttachmentId, Dataset, Problem};
use fanal_service::{DatasetOrder, ListQuery, Looked, SeenAttachment, ServiceError};
use fanal_views::admin::{AttachmentsPage, Joining, RemoveAttachmentPage};
use fanal_views::{Choice, DatasetLink, FormState};

use super::understanding;
use super::upload::{Sent, take};
use crate::extract::{CheckedForm, One, Two, Visitor};
use crate::page_error::RETRY_AFTER_SECONDS;
use crate::uri::Parameters;
use crate::{App, Html, Page, PageError};

/// Datasets that a list offers; of more it says that there are.
const OFFERED: u64 = 1000;

/// What goes with a dataset.
pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    One(slug): One,
) -> Page<AttachmentsPage> {
    page(&app, &visitor, &slug).await.map(Html).map_err(|e| visitor.refused(e))
}

/// Receives a file and joins it.
pub(super) async fn add(
    State(app): State<App>,
    visitor: Visitor,
    One(slug): One,
    parts: Multipart,
) -> Result<Response, PageError> {
    let mut sent = Sent::default();
    match receive(&app, &visitor, &slug, parts, &mut sent).await {
        Ok(dataset) => Ok(onwards(&dataset)),
        Err(error) => {
            let (status, problem) = mendable(error).map_err(|e| visitor.refused(e))?;
            let mut page = page(&app, &visitor, &slug).await.map_err(|e| visitor.refused(e))?;
            page.form.set("title", sent.title);
            let field = if problem.code.starts_with("attachment-title") { "title" } else { "file" };
            page.form.fail(field, problem);
            Ok(again(status, page))
        }
    }
}

/// What is told in the form, where everything that was typed stays, with the status of the answer.
///
/// # Errors
/// Whatever the form can't be sent again for.
fn mendable(error: ServiceError) -> Result<(StatusCode, Problem), ServiceError> {
    match error {
        ServiceError::Refused(problem) if problem.code != "form-stale" => {
            Ok((StatusCode::UNPROCESSABLE_ENTITY, problem))
        }
        ServiceError::Busy(problem) => Ok((StatusCode::SERVICE_UNAVAILABLE, problem)),
        error => Err(error),
    }
}

/// The form once more.
fn again<T: Template>(status: StatusCode, page: T) -> Response {
    let mut answer = (status, Html(page)).into_response();
    if status == StatusCode::SERVICE_UNAVAILABLE {
        let seconds = HeaderValue::from_static(RETRY_AFTER_SECONDS);
        answer.headers_mut().insert(header::RETRY_AFTER, seconds);
    }
    answer
}

async fn receive(
    app: &App,
    visitor: &Visitor,
    slug: &str,
    parts: Multipart,
    sent: &mut Sent,
) -> Result<Dataset, ServiceError> {
    let (platform, caller) = (&app.platform, &visitor.caller);
    let dataset = platform.editable(caller, slug).await?;
    let upload = take(app, visitor, parts, sent).await?;
    let joined = platform.attach(caller, dataset.slug.as_str(), &upload, title(&sent.title)).await;
    if let Err(error) = joined {
        // It is sent once more with the form.
        platform.discard(caller, &upload).await?;
        return Err(error);
    }
    Ok(dataset)
}

/// A title that is left empty is none: the file keeps its name.
fn title(text: &str) -> Option<&str> {
    Some(text.trim()).filter(|text| !text.is_empty())
}

/// Gives an attachment another title.
pub(super) async fn rename(
    State(app): State<App>,
    Two(slug, name): Two,
    form: CheckedForm,
) -> Result<Response, PageError> {
    let CheckedForm { visitor, fields } = form;
    let field = format!("title.{name}");
    let title = fields.get(&field).unwrap_or_default();
    let seen = seen(&name, &fields);
    match app.platform.rename_attachment(&visitor.caller, &slug, seen, title).await {
        Ok(()) => Ok(Redirect::to(&address(&slug)).into_response()),
        Err(ServiceError::Refused(problem)) => {
            let mut page = page(&app, &visitor, &slug).await.map_err(|e| visitor.refused(e))?;
            page.form.set(&field, title);
            page.form.fail(&field, problem);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page)).into_response())
        }
        Err(error) => Err(visitor.refused(error)),
    }
}

/// The attachment that the page showed.
fn seen<'a>(name: &'a str, fields: &Parameters) -> SeenAttachment<'a> {
    let id = fields.get("attachment").and_then(|text| text.parse().ok());
    SeenAttachment { name, id: id.map(AttachmentId) }
}

/// What disappears.
pub(super) async fn form_remove(
    State(app): State<App>,
    visitor: Visitor,
    Two(slug, name): Two,
) -> Page<RemoveAttachmentPage> {
    let refused = |e| visitor.refused(e);
    let (dataset, attachments) = read(&app, &visitor, &slug).await.map_err(refused)?;
    let attachment = attachments.into_iter().find(|attachment| attachment.name == name);
    Ok(Html(RemoveAttachmentPage {
        layout: visitor.layout(app.platform.now()),
        dataset: DatasetLink::of(&dataset),
        attachment: attachment.ok_or_else(|| refused(ServiceError::NotFound))?,
    }))
}

/// Takes an attachment away.
pub(super) async fn remove(
    State(app): State<App>,
    Two(slug, name): Two,
    form: CheckedForm,
) -> Result<Redirect, PageError> {
    let visitor = &form.visitor;
    let seen = seen(&name, &form.fields);
    let removed = app.platform.remove_attachment(&visitor.caller, &slug, seen).await;
    removed.map_err(|e| visitor.refused(e))?;
    Ok(Redirect::to(&address(&slug)))
}

/// Joins a file that is no table to the dataset that was chosen.
pub(super) async fn join(
    State(app): State<App>,
    One(id): One,
    form: CheckedForm,
) -> Result<Response, PageError> {
    let CheckedForm { visitor, fields } = form;
    let refused = |e| visitor.refused(e);
    let (slug, sent) = (fields.get("dataset"), fields.get("title").unwrap_or_default());
    let joined = match slug {
        Some(slug) => app.platform.attach(&visitor.caller, slug, &id, title(sent)).await,
        None => Err(ServiceError::Refused(Problem::new("attachment-dataset-missing"))),
    };
    match joined {
        Ok(_) => Ok(Redirect::to(&address(slug.unwrap_or_default())).into_response()),
        Err(error) => {
            let (status, problem) = match error {
                ServiceError::Conflict(problem) => (StatusCode::UNPROCESSABLE_ENTITY, problem),
                error => mendable(error).map_err(refused)?,
            };
            let mut state = FormState::sent(fields.pairs());
            match problem.code.as_str() {
                "attachment-dataset-missing" | "attachments-too-many" => {
                    state.fail("dataset", problem);
                }
                "attachment-title-missing" | "attachment-title-long" => {
                    state.fail("title", problem);
                }
                _ => state.fail_whole(problem),
            }
            let page = understanding::seen(&app, &visitor, &id, state).await.map_err(refused)?;
            Ok(again(status, page))
        }
    }
}

/// What may be made of a file that holds no table.
pub(super) async fn joining(
    app: &App,
    visitor: &Visitor,
    looked: &Looked,
) -> Result<Option<Joining>, ServiceError> {
    let Err(problem) = &looked.understanding else { return Ok(None) };
    if !app.platform.may_be_attached(&visitor.caller, &looked.upload.id, problem).await? {
        return Ok(None);
    }
    let order = Some(DatasetOrder::TitleAsc);
    let query = ListQuery { order, limit: OFFERED, ..ListQuery::default() };
    let found = app.platform.datasets(&visitor.caller, &query).await?;
    let choice = |dataset: &Dataset| {
        let link = DatasetLink::of(dataset);
        Choice::new(link.slug.as_str(), link.title)
    };
    let mut datasets: Vec<Choice> = found.datasets.iter().map(choice).collect();
    // The one that the file was sent for is among them, wherever its title stands.
    if let Some(dataset) = &looked.dataset
        && !found.datasets.iter().any(|other| other.id == dataset.id)
    {
        datasets.insert(0, choice(dataset));
    }
    let unlisted = found.total.saturating_sub(datasets.len() as u64);
    Ok(Some(Joining { is_pdf: problem.code == "file-pdf", datasets, unlisted }))
}

async fn page(app: &App, visitor: &Visitor, slug: &str) -> Result<AttachmentsPage, ServiceError> {
    let (dataset, attachments) = read(app, visitor, slug).await?;
    Ok(AttachmentsPage {
        layout: visitor.layout(app.platform.now()),
        dataset: DatasetLink::of(&dataset),
        form: AttachmentsPage::values_of(&attachments),
        attachments,
        limit_bytes: app.platform.upload_limit_bytes(),
    })
}

async fn read(
    app: &App,
    visitor: &Visitor,
    slug: &str,
) -> Result<(Dataset, Vec<Attachment>), ServiceError> {
    let dataset = app.platform.editable(&visitor.caller, slug).await?;
    let found = app.platform.dataset(&visitor.caller, dataset.slug.as_str()).await?;
    let attachments = app.platform.attachments(&found).await?;
    Ok((dataset, attachments))
}

fn onwards(dataset: &Dataset) -> Response {
    Redirect::to(&address(dataset.slug.as_str())).into_response()
}

fn address(slug: &str) -> String {
    format!("/admin/datasets/{slug}/attachments")
}
