//! Facets of the catalogue: which values its datasets have, and which datasets have a value.

mod count;

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, Datelike as _};
use chrono_tz::Tz;
use fanal_engine::QueryError;
use fanal_model::{Facet, Field, FieldType, OrganisationId};
use fanal_odsql::{
    Clause, FacetOrder, FacetRequest, OdsqlProblem, ProblemKind, Refinement, Span, nearest,
};
use fanal_store::DatasetOutline;

use super::find::ListQuery;
use crate::{Caller, Platform, ServiceError};
use count::{Counted, Counting};

/// Values of a facet, when nothing else is said.
const VALUES: u32 = 100;
/// What stands before the name of a metadata, which may be left out.
const TEMPLATE: &str = "default.";

/// What datasets may be found by (contract § 10.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Meta {
    Features,
    Modified,
    Publisher,
    Keyword,
    Theme,
    License,
    Language,
    Territory,
}

/// All of them, by name, as they are listed.
const METAS: [(&str, Meta); 8] = [
    ("features", Meta::Features),
    ("modified", Meta::Modified),
    ("publisher", Meta::Publisher),
    ("keyword", Meta::Keyword),
    ("theme", Meta::Theme),
    ("license", Meta::License),
    ("language", Meta::Language),
    ("territory", Meta::Territory),
];

impl Meta {
    fn named(name: &str) -> Option<Self> {
        let bare = name.strip_prefix(TEMPLATE).unwrap_or(name);
        METAS.into_iter().find(|(known, _)| *known == bare).map(|(_, meta)| meta)
    }
}

/// What there is to do with the fields of a dataset, as the Explore API names it (contract § 8.1).
pub fn features(fields: &[Field]) -> Vec<&'static str> {
    let any = |test: fn(&Field) -> bool| fields.iter().any(test);
    let mut features = Vec::new();
    if any(|f| f.field_type.is_number() || f.annotations.facet) {
        features.push("analyze");
    }
    if any(|f| f.field_type.is_temporal()) {
        features.push("timeserie");
    }
    if any(|f| f.field_type.is_geographic()) {
        features.push("geo");
    }
    if any(|f| f.field_type == FieldType::File) {
        features.push("image");
    }
    features
}

/// The datasets that a search finds, before anything is chosen, in its order.
struct Shelf {
    outlines: Vec<DatasetOutline>,
    publishers: HashMap<OrganisationId, String>,
    timezone: Tz,
    wanted: Vec<Wanted>,
}

/// What was chosen of one facet, each value once.
struct Wanted {
    meta: Meta,
    counted: Counted,
    disjunctive: bool,
    refined: BTreeSet<String>,
    excluded: BTreeSet<String>,
}

impl Wanted {
    /// What a query chooses, facet by facet.
    fn of(query: &ListQuery) -> Vec<Self> {
        let facet = |(_, meta): (&str, Meta)| {
            let request = query.facets.iter().find(|one| Meta::named(&one.name) == Some(meta));
            let chosen = |from: &[Refinement]| -> BTreeSet<String> {
                let own = from.iter().filter(|one| Meta::named(&one.facet) == Some(meta));
                own.map(|one| canonical(meta, &one.value)).collect()
            };
            Self {
                meta,
                counted: Counted::of(meta, request),
                disjunctive: request.and_then(|request| request.disjunctive).unwrap_or(false),
                refined: chosen(&query.refine),
                excluded: chosen(&query.exclude),
            }
        };
        let any = |one: &Self| !one.refined.is_empty() || !one.excluded.is_empty();
        METAS.into_iter().map(facet).filter(any).collect()
    }

    /// Whether a dataset with these values has what was chosen.
    fn keeps(&self, values: &[String], beside: Option<Meta>) -> bool {
        let has =
            |wanted: &String| values.iter().any(|value| self.counted.lies_under(value, wanted));
        let refined = match (beside == Some(self.meta), self.disjunctive) {
            (true, _) => true,
            (false, true) => self.refined.is_empty() || self.refined.iter().any(has),
            (false, false) => self.refined.iter().all(has),
        };
        refined && !self.excluded.iter().any(has)
    }
}

impl Platform {
    /// The facets of the datasets that the caller may know of and that a search finds: those that
    /// are asked for, else all. The page and the order are of no matter.
    pub async fn catalogue_facets(
        &self,
        caller: &Caller,
        query: &ListQuery,
    ) -> Result<Vec<Facet>, ServiceError> {
        let mut requests: Vec<FacetRequest> = Vec::new();
        for request in &query.facets {
            if !requests.iter().any(|known| known.name == request.name) {
                requests.push(request.clone());
            }
        }
        if requests.is_empty() {
            requests.extend(METAS.map(|(name, _)| FacetRequest::plain(name)));
        }
        let shelf = self.shelf(caller, query, &requests).await?;
        Ok(requests.iter().filter_map(|request| shelf.facet(request)).collect())
    }

    /// The outlines of the datasets that a search finds and that have what was chosen.
    pub(super) async fn refined(
        &self,
        caller: &Caller,
        query: &ListQuery,
    ) -> Result<Vec<DatasetOutline>, ServiceError> {
        let mut shelf = self.shelf(caller, query, &[]).await?;
        let outlines = std::mem::take(&mut shelf.outlines);
        Ok(outlines.into_iter().filter(|outline| shelf.keeps(outline, None)).collect())
    }

    async fn shelf(
        &self,
        caller: &Caller,
        query: &ListQuery,
        requests: &[FacetRequest],
    ) -> Result<Shelf, ServiceError> {
        check(query)?;
        let refined = query.refine.iter().chain(&query.exclude).map(|one| one.facet.as_str());
        let mut names = refined.chain(requests.iter().map(|request| request.name.as_str()));
        let with_fields = names.any(|name| Meta::named(name) == Some(Meta::Features));
        let outlines = match self.list_filter(caller, query).await? {
            Some(filter) => self.store.outlines(&filter, with_fields).await?,
            None => Vec::new(),
        };
        let all = self.store.organisations().await?;
        let publishers = all.into_iter().map(|one| (one.id, one.name)).collect();
        let timezone = query.timezone.unwrap_or(Tz::UTC);
        Ok(Shelf { outlines, publishers, timezone, wanted: Wanted::of(query) })
    }
}

/// Refuses names that nothing has, and more values than a query may choose.
fn check(query: &ListQuery) -> Result<(), ServiceError> {
    if let Some(problem) = Refinement::too_many(&query.refine, &query.exclude) {
        return Err(QueryError::Invalid(vec![problem]).into());
    }
    let refined = query.refine.iter().map(|one| (Clause::Refine, &one.facet));
    let excluded = query.exclude.iter().map(|one| (Clause::Exclude, &one.facet));
    let listed = query.facets.iter().map(|one| (Clause::Facet, &one.name));
    let unknown = |(clause, name): (Clause, &String)| {
        let nearest = nearest(name, METAS.map(|(name, _)| name)).map(str::to_owned);
        let kind = ProblemKind::UnknownField { name: name.clone(), nearest };
        Meta::named(name).is_none().then_some(OdsqlProblem { clause, span: Span::default(), kind })
    };
    let problems: Vec<OdsqlProblem> =
        refined.chain(excluded).chain(listed).filter_map(unknown).collect();
    match problems.is_empty() {
        true => Ok(()),
        false => Err(QueryError::Invalid(problems).into()),
    }
}

impl Counted {
    /// How the values of a facet are counted, as far as the query says.
    fn of(meta: Meta, request: Option<&FacetRequest>) -> Self {
        let hierarchical = request.and_then(|r| r.hierarchical).unwrap_or(false);
        let separator = request.and_then(|r| r.separator.clone()).unwrap_or_else(|| "/".into());
        let is_path = hierarchical && !separator.is_empty();
        let (separator, sort) = match meta {
            Meta::Modified => (Some("/".to_owned()), (FacetOrder::Alphabet, false)),
            _ => (is_path.then_some(separator), (FacetOrder::Count, true)),
        };
        Self {
            separator,
            sort: request.and_then(|r| r.sort).unwrap_or(sort),
            limit: request.and_then(|r| r.limit).unwrap_or(VALUES) as usize,
        }
    }
}

impl Shelf {
    /// Whether a dataset has what was chosen, the choices of one facet aside.
    fn keeps(&self, outline: &DatasetOutline, beside: Option<Meta>) -> bool {
        self.wanted.iter().all(|one| one.keeps(&self.values(outline, one.meta), beside))
    }

    fn facet(&self, request: &FacetRequest) -> Option<Facet> {
        let meta = Meta::named(&request.name)?;
        let wanted = self.wanted.iter().find(|one| one.meta == meta);
        let beside = request.disjunctive.unwrap_or(false).then_some(meta);
        let kept = self.outlines.iter().filter(|outline| self.keeps(outline, beside));
        let counting = Counting {
            counted: Counted::of(meta, Some(request)),
            refined: wanted.map(|one| one.refined.clone()).unwrap_or_default(),
            excluded: wanted.map(|one| one.excluded.clone()).unwrap_or_default(),
            values: kept.map(|outline| self.values(outline, meta)).collect(),
        };
        Some(counting.facet(request.name.clone()))
    }

    /// What a dataset has.
    fn values(&self, outline: &DatasetOutline, meta: Meta) -> Vec<String> {
        match meta {
            Meta::Features => features(&outline.fields).into_iter().map(str::to_owned).collect(),
            Meta::Modified => {
                let at = DateTime::from_timestamp_micros(outline.changed.0).unwrap_or_default();
                let day = at.with_timezone(&self.timezone).date_naive();
                vec![format!("{:04}/{:02}/{:02}", day.year(), day.month(), day.day())]
            }
            Meta::Publisher => {
                let name = outline.organisation.and_then(|id| self.publishers.get(&id));
                name.cloned().into_iter().collect()
            }
            Meta::Keyword => outline.keywords.clone(),
            Meta::Theme => outline.themes.clone(),
            Meta::License => outline.licence.clone().into_iter().collect(),
            Meta::Language => vec![outline.language.clone()],
            // No dataset says yet where it lies.
            Meta::Territory => Vec::new(),
        }
    }
}

/// A value as it is listed: zeros in front of months and days may be missing.
fn canonical(meta: Meta, value: &str) -> String {
    match meta {
        Meta::Modified => {
            let parts: Vec<String> =
                value.trim().split('/').map(|part| format!("{part:0>2}")).collect();
            parts.join("/")
        }
        _ => value.to_owned(),
    }
}
