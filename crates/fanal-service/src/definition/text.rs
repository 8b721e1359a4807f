//! The definition as it is written.

use fanal_ingest::Recipe;
use fanal_model::{
    Annotations, Dataset, Field, FieldName, FieldType, Lifecycle, Metadata, Problem, Slug,
    Visibility,
};
use serde::{Deserialize, Serialize};

use super::TomlFault;
use super::silence::some;
use crate::datasets::reason;

/// A whole definition, in the order in which it is printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Definition {
    pub(super) dataset: DatasetText,
    #[serde(default, skip_serializing_if = "SourceText::is_default")]
    pub(super) source: SourceText,
    #[serde(default, rename = "field", skip_serializing_if = "Vec::is_empty")]
    pub(super) fields: Vec<FieldText>,
}

/// What describes a dataset. A key that is not there says nothing; one that is empty or `false`
/// takes back what stands there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DatasetText {
    pub(super) id: String,
    pub(super) title: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) description: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) organisation: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) visibility: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) state: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) licence: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) language: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) update_frequency: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) themes: Option<Vec<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) keywords: Option<Vec<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) fictitious: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) series: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SourceText {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) name: Option<String>,
    /// A table that is there and empty decides that nothing is decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) recipe: Option<Recipe>,
}

impl SourceText {
    fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

/// A field. Of one that is there already, a key that is missing says nothing, as in [`DatasetText`],
/// but `decimals`, which can't be empty: without it no number of decimals is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FieldText {
    pub(super) name: String,
    pub(super) label: String,
    #[serde(rename = "type")]
    pub(super) field_type: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) description: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) facet: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) disjunctive: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) key: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) multivalued: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) hierarchical: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) unit: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) decimals: Option<u8>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) timezone: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) meaning: Option<String>,
    /// Why a column that designates persons may be public.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) public_because: Option<String>,
}

/// A definition with its words understood.
pub(super) struct Understood {
    pub(super) slug: Slug,
    pub(super) metadata: Metadata,
    pub(super) visibility: Visibility,
    pub(super) lifecycle: Lifecycle,
    pub(super) fields: Vec<Field>,
}

impl Definition {
    pub(super) fn of(
        dataset: &Dataset,
        organisation: Option<String>,
        source: Option<String>,
        recipe: Recipe,
    ) -> Self {
        let about = &dataset.metadata;
        Self {
            dataset: DatasetText {
                id: dataset.slug.to_string(),
                title: about.title.clone(),
                description: some(&about.description),
                organisation,
                visibility: Some(dataset.visibility.name().to_owned()),
                state: Some(dataset.lifecycle.name().to_owned()),
                licence: about.licence.clone(),
                language: some(&about.language),
                update_frequency: about.update_frequency.clone(),
                themes: some(&about.themes),
                keywords: some(&about.keywords),
                fictitious: some(&about.fictitious),
                series: about.series.clone(),
            },
            source: SourceText {
                name: source,
                recipe: Some(recipe).filter(|recipe| *recipe != Recipe::default()),
            },
            fields: dataset.fields.iter().map(FieldText::of).collect(),
        }
    }

    pub(super) fn parse(text: &str) -> Result<Self, Problem> {
        toml::from_str(text).map_err(|error| TomlFault::of(text, &error).in_definition())
    }

    pub(super) fn to_toml(&self) -> String {
        toml::to_string_pretty(self).expect("texts, numbers and lists of them are always TOML")
    }

    /// Reads the words of a definition that is [completed](Self::completed).
    pub(super) fn understood(&self) -> Result<Understood, Problem> {
        let about = &self.dataset;
        let slug = Slug::parse(&about.id)
            .map_err(|_| Problem::new("definition-slug").text("value", &about.id))?;
        let visibility = about.visibility.as_deref().unwrap_or_default();
        let visibility = Visibility::from_name(visibility).ok_or_else(|| {
            let names = Visibility::ALL.map(Visibility::name);
            choice("dataset.visibility", visibility, &names)
        })?;
        let state = about.state.as_deref().unwrap_or_default();
        let lifecycle = Lifecycle::from_name(state).ok_or_else(|| {
            let names = [Lifecycle::Draft, Lifecycle::Published].map(Lifecycle::name);
            choice("dataset.state", state, &names)
        })?;
        if about.title.trim().is_empty() {
            return Err(Problem::new("definition-title-missing"));
        }
        let mut names = std::collections::BTreeSet::new();
        if let Some(twice) = self.fields.iter().find(|field| !names.insert(&field.name)) {
            return Err(Problem::new("definition-field-twice").text("name", &twice.name));
        }
        Ok(Understood {
            slug,
            metadata: Metadata {
                title: about.title.clone(),
                description: about.description.clone().unwrap_or_default(),
                themes: about.themes.clone().unwrap_or_default(),
                keywords: about.keywords.clone().unwrap_or_default(),
                licence: about.licence.clone(),
                language: about.language.clone().unwrap_or_default(),
                update_frequency: about.update_frequency.clone(),
                fictitious: about.fictitious.unwrap_or_default(),
                series: about.series.clone(),
            },
            visibility,
            lifecycle,
            fields: self.fields.iter().map(FieldText::understood).collect::<Result<_, _>>()?,
        })
    }
}

impl FieldText {
    fn of(field: &Field) -> Self {
        let said = &field.annotations;
        Self {
            name: field.name.to_string(),
            label: field.label.clone(),
            field_type: field.field_type.name().to_owned(),
            description: field.description.clone(),
            facet: some(&said.facet),
            disjunctive: some(&said.disjunctive),
            key: some(&said.id),
            multivalued: said.multivalued.clone(),
            hierarchical: said.hierarchical.clone(),
            unit: said.unit.clone(),
            decimals: said.decimals,
            timezone: said.timezone.clone(),
            meaning: said.meaning.clone(),
            public_because: said.public_because.clone(),
        }
    }

    fn understood(&self) -> Result<Field, Problem> {
        let name = FieldName::parse(&self.name)
            .map_err(|_| Problem::new("definition-field-name").text("name", &self.name))?;
        let field_type = FieldType::from_name(&self.field_type).ok_or_else(|| {
            let names = FieldType::ALL.map(FieldType::name);
            choice(&format!("field.{name}.type"), &self.field_type, &names)
        })?;
        let annotations = Annotations {
            facet: self.facet.unwrap_or_default(),
            disjunctive: self.disjunctive.unwrap_or_default(),
            hierarchical: self.hierarchical.clone(),
            multivalued: self.multivalued.clone(),
            unit: self.unit.clone(),
            decimals: self.decimals,
            timezone: self.timezone.clone(),
            id: self.key.unwrap_or_default(),
            meaning: self.meaning.clone(),
            persons_seen: None,
            public_because: reason(self.public_because.as_deref()),
        };
        let (label, description) = (self.label.clone(), self.description.clone());
        Ok(Field { name, label, field_type, description, annotations })
    }
}

/// A value that is none of those which may stand there.
fn choice(key: &str, value: &str, choices: &[&str]) -> Problem {
    let choices = choices.join(", ");
    Problem::new("definition-choice").text("key", key).text("value", value).text("choices", choices)
}
