//! Giving a file.

use axum::extract::multipart::Field;
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use fanal_model::{Dataset, Permission, Problem};
use fanal_service::ServiceError;
use fanal_views::admin::UploadPage;
use fanal_views::{DatasetLink, FormState};
use futures::TryStreamExt;

use crate::extract::{One, Visitor, same};
use crate::{App, Html, Page, PageError};

/// Longest text beside the file, in bytes.
const TEXT_LIMIT: usize = 1024;

/// The form for a new dataset.
pub(super) async fn form(State(app): State<App>, visitor: Visitor) -> Page<UploadPage> {
    let allowed = app.platform.allow(&visitor.caller, Permission::EditDatasets);
    allowed.map_err(|e| visitor.refused(e))?;
    Ok(Html(page(&app, &visitor, None, FormState::default())))
}

/// The form for a dataset that exists.
pub(super) async fn form_into(
    State(app): State<App>,
    visitor: Visitor,
    One(slug): One,
) -> Page<UploadPage> {
    let dataset = app.platform.editable(&visitor.caller, &slug).await;
    let dataset = dataset.map_err(|e| visitor.refused(e))?;
    Ok(Html(page(&app, &visitor, Some(&dataset), FormState::default())))
}

/// Receives the file into the spool and goes on to what was understood. The fields `csrf` and
/// `dataset` stand before the file, so that nothing is stored for a stranger.
pub(super) async fn receive(
    State(app): State<App>,
    visitor: Visitor,
    parts: Multipart,
) -> Result<Response, PageError> {
    let mut sent = Sent::default();
    let received = take(&app, &visitor, parts, &mut sent).await;
    match received {
        Ok(upload) => Ok(Redirect::to(&format!("/admin/uploads/{upload}")).into_response()),
        Err(ServiceError::Refused(problem)) if problem.code != "form-stale" => {
            let mut form = FormState::default();
            form.fail("file", problem);
            let page = Html(page(&app, &visitor, sent.dataset.as_ref(), form));
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(visitor.refused(error)),
    }
}

/// What a form says before its file.
#[derive(Default)]
pub(super) struct Sent {
    /// The dataset that the file is for.
    pub(super) dataset: Option<Dataset>,
    /// Its title.
    pub(super) title: String,
}

/// Takes the file of a form into the spool and answers the number of its upload.
pub(super) async fn take(
    app: &App,
    visitor: &Visitor,
    mut parts: Multipart,
    sent: &mut Sent,
) -> Result<String, ServiceError> {
    app.platform.allow(&visitor.caller, Permission::EditDatasets)?;
    let broken = |_| ServiceError::Refused(Problem::new("upload-broken"));
    let mut checked = false;
    while let Some(part) = parts.next_field().await.map_err(broken)? {
        match part.name().unwrap_or_default() {
            "csrf" => {
                let given = short_text(part).await?;
                checked = same(&visitor.csrf, &given);
            }
            "dataset" => {
                let slug = short_text(part).await?;
                if !slug.is_empty() {
                    sent.dataset = Some(app.platform.editable(&visitor.caller, &slug).await?);
                }
            }
            "title" => sent.title = short_text(part).await?,
            "file" if !checked => return Err(ServiceError::Refused(Problem::new("form-stale"))),
            "file" => return spool(app, visitor, part, sent.dataset.as_ref()).await,
            _ => {}
        }
    }
    Err(ServiceError::Refused(Problem::new("file-missing")))
}

/// The text of a part; no more of it is taken than such a text is long.
async fn short_text(mut part: Field<'_>) -> Result<String, ServiceError> {
    let refused = |code: &str| ServiceError::Refused(Problem::new(code));
    let mut text = Vec::new();
    while let Some(block) = part.chunk().await.map_err(|_| refused("upload-broken"))? {
        if text.len() + block.len() > TEXT_LIMIT {
            return Err(refused("form-too-large"));
        }
        text.extend_from_slice(&block);
    }
    String::from_utf8(text).map_err(|_| refused("upload-broken"))
}

async fn spool(
    app: &App,
    visitor: &Visitor,
    part: Field<'_>,
    dataset: Option<&Dataset>,
) -> Result<String, ServiceError> {
    let name = part.file_name().unwrap_or_default().to_owned();
    if name.is_empty() {
        return Err(ServiceError::Refused(Problem::new("file-missing")));
    }
    let bytes = part.map_err(std::io::Error::other);
    let spooled = app.platform.receive(&visitor.caller, &name, dataset, bytes).await?;
    Ok(spooled.id)
}

fn page(app: &App, visitor: &Visitor, dataset: Option<&Dataset>, form: FormState) -> UploadPage {
    UploadPage {
        layout: visitor.layout(app.platform.now()),
        dataset: dataset.map(DatasetLink::of),
        limit_bytes: app.platform.upload_limit_bytes(),
        form,
    }
}
