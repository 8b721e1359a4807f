//! Publishing, after seeing what becomes public; and taking it back.

use axum::extract::State;
use axum::response::Redirect;
use fanal_model::{Dataset, Problem};
use fanal_service::ServiceError;
use fanal_views::admin::{PublishPage, UnpublishPage};
use fanal_views::{DatasetLink, RecordsTable};

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

/// Publishes.
pub(super) async fn send(
    State(app): State<App>,
    One(slug): One,
    form: CheckedForm,
) -> Result<Redirect, PageError> {
    let visitor = &form.visitor;
    let dataset = app.platform.publish(&visitor.caller, &slug).await;
    let dataset = dataset.map_err(|e| visitor.refused(e))?;
    Ok(Redirect::to(&format!("/explore/dataset/{}/", dataset.slug)))
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
    Ok(PublishPage {
        layout: visitor.layout(platform.now()),
        organisation: organisations.into_iter().find(|o| Some(o.id) == dataset.organisation),
        url: address(app, &dataset),
        sample,
        blockers,
        warnings,
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
