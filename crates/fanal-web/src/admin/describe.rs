//! Describing a dataset and its columns.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use fanal_model::{Dataset, Field, Lifecycle, Metadata, Problem, Slug, Visibility};
use fanal_service::{Description, ServiceError};
use fanal_views::admin::DescribePage;
use fanal_views::{Choice, DatasetLink, FormState};

use super::persons;
use crate::extract::{CheckedForm, One, Visitor};
use crate::uri::Parameters;
use crate::{App, Html, Page, PageError};

/// The form with what is known.
pub(super) async fn form(
    State(app): State<App>,
    visitor: Visitor,
    One(slug): One,
) -> Page<DescribePage> {
    let refused = |e| visitor.refused(e);
    let dataset = app.platform.editable(&visitor.caller, &slug).await.map_err(refused)?;
    let page = page(&app, &visitor, dataset, None).await.map_err(refused)?;
    Ok(Html(page))
}

/// Keeps the description, or shows what is wrong with it.
pub(super) async fn send(
    State(app): State<App>,
    One(slug): One,
    form: CheckedForm,
) -> Result<Response, PageError> {
    let CheckedForm { visitor, fields } = form;
    let refused = |e| visitor.refused(e);
    let dataset = app.platform.editable(&visitor.caller, &slug).await.map_err(refused)?;
    let revision = fields.get("revision").and_then(|r| r.parse().ok()).unwrap_or(0);
    let mut state = FormState::sent(fields.pairs());
    let problem = match description(&fields, &dataset) {
        Ok(description) => {
            match app.platform.describe(&visitor.caller, &slug, revision, description).await {
                Ok(dataset) => return Ok(onwards(&dataset)),
                Err(ServiceError::Conflict(p) | ServiceError::Refused(p)) => p,
                Err(ServiceError::PersonsUndecided(columns)) => {
                    let place = |column: &Field| {
                        let place = dataset.fields.iter().position(|f| f.name == column.name)?;
                        Some(format!("fields.{place}.public_because"))
                    };
                    persons::fail(&mut state, &columns, place);
                    return refused_page(&app, &visitor, dataset, state).await;
                }
                Err(error) => return Err(refused(error)),
            }
        }
        Err(problem) => problem,
    };
    match problem.code.as_str() {
        "title-missing" => state.fail("title", problem),
        "slug-wrong" | "dataset-slug-taken" => state.fail("slug", problem),
        _ => state.fail_whole(problem),
    }
    refused_page(&app, &visitor, dataset, state).await
}

/// The form as it was sent, with what is wrong.
async fn refused_page(
    app: &App,
    visitor: &Visitor,
    dataset: Dataset,
    state: FormState,
) -> Result<Response, PageError> {
    let page = page(app, visitor, dataset, Some(state)).await;
    let page = page.map_err(|e| visitor.refused(e))?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page)).into_response())
}

/// A draft with data goes on to publishing; the rest to its page.
fn onwards(dataset: &Dataset) -> Response {
    let address = if dataset.lifecycle == Lifecycle::Draft && dataset.current.is_some() {
        format!("/admin/datasets/{}/publish", dataset.slug)
    } else {
        format!("/explore/dataset/{}/", dataset.slug)
    };
    Redirect::to(&address).into_response()
}

async fn page(
    app: &App,
    visitor: &Visitor,
    dataset: Dataset,
    sent: Option<FormState>,
) -> Result<DescribePage, ServiceError> {
    let organisations = app.platform.organisations().await?;
    let own = organisations.iter().find(|o| Some(o.id) == dataset.organisation);
    let form = match sent {
        Some(form) => form,
        None => {
            let mut form = DescribePage::values_of(&dataset, own.map(|o| o.name.as_str()));
            form.set("revision", dataset.metadata_revision.to_string());
            form
        }
    };
    let persons = persons::of_dataset(&dataset);
    Ok(DescribePage {
        layout: visitor.layout(app.platform.now()),
        dataset: DatasetLink::of(&dataset),
        published: dataset.lifecycle == Lifecycle::Published,
        loaded: dataset.current.is_some(),
        organisations: organisations.iter().map(|o| Choice::new(&o.name, &o.name)).collect(),
        fields: DescribePage::fields_of(&dataset, |field| {
            persons.iter().any(|person| person.name == field.name.as_str())
        }),
        form,
    })
}

fn description(fields: &Parameters, dataset: &Dataset) -> Result<Description, Problem> {
    let text = |name: &str| fields.get(name).unwrap_or_default().trim().to_owned();
    let optional = |name: &str| fields.get(name).map(|v| v.trim().to_owned());
    let wrong = |reason: String| Problem::new("slug-wrong").text("reason", reason);
    let slug = Slug::parse(&text("slug")).map_err(|e| wrong(e.to_string()))?;
    let metadata = Metadata {
        title: text("title"),
        description: text("description").replace("\r\n", "\n"),
        themes: list(&text("themes")),
        keywords: list(&text("keywords")),
        licence: optional("licence"),
        language: dataset.metadata.language.clone(),
        update_frequency: optional("update_frequency"),
        fictitious: fields.has("fictitious"),
        series: optional("series"),
    };
    let visibility = Visibility::from_name(&text("visibility")).unwrap_or(dataset.visibility);
    let described = dataset.fields.iter().enumerate();
    Ok(Description {
        slug,
        metadata,
        organisation: text("organisation"),
        visibility,
        fields: described.map(|(i, field)| described_field(fields, i, field)).collect(),
    })
}

fn described_field(fields: &Parameters, index: usize, field: &Field) -> Field {
    let value =
        |name: &str| fields.get(&format!("fields.{index}.{name}")).map(|v| v.trim().to_owned());
    let mut field = field.clone();
    if let Some(label) = value("label") {
        field.label = label;
    }
    field.description = value("description");
    field.annotations.unit = value("unit");
    field.annotations.decimals = value("decimals").and_then(|d| d.parse().ok());
    field.annotations.facet = value("facet").is_some();
    field.annotations.hierarchical = value("hierarchical");
    field.annotations.timezone = value("timezone");
    if fields.has(&format!("fields.{index}.public_because")) {
        field.annotations.public_because = value("public_because");
    }
    field
}

/// Words between commas.
fn list(text: &str) -> Vec<String> {
    text.split(',').map(str::trim).filter(|w| !w.is_empty()).map(str::to_owned).collect()
}
