//! Describing a dataset and its columns.

use askama::Template;
use fanal_model::{Dataset, Field, FieldType, Visibility};

use crate::vocabulary::{self, FREQUENCIES, LICENCES};
use crate::{Choice, DatasetLink, FormState, Layout};

/// A column in the form. Its name is sent back in `fields.{index}.name`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DescribedField {
    /// Place in the form, from 0.
    pub index: usize,
    /// Name in queries.
    pub name: String,
    /// Type.
    pub field_type: FieldType,
    /// Whether it designates persons: the form has `public_because`.
    pub persons: bool,
}

/// `/admin/datasets/{slug}/edit`. Fields of the form, sent to the same address: `csrf`, `title`,
/// `slug`, `description`, `licence`, `revision` (that was seen), `organisation` (a name, or nothing), `themes` and
/// `keywords` (separated by commas), `update_frequency`, `series`, `visibility`, `fictitious` (`true`
/// when ticked); and per column `fields.{i}.` with `name`, `label`, `description`, `unit`, `decimals`,
/// `facet` (`true`), `hierarchical`, `timezone`, and `public_because` where it
/// designates persons.
#[derive(Debug, Template)]
#[template(path = "admin/describe.html")]
pub struct DescribePage {
    /// What every page needs.
    pub layout: Layout,
    /// Title and address as they are stored.
    pub dataset: DatasetLink,
    /// Whether it is public already.
    pub published: bool,
    /// Whether something was loaded: publishing can be offered.
    pub loaded: bool,
    /// Names of the producers that there are.
    pub organisations: Vec<Choice>,
    /// The columns.
    pub fields: Vec<DescribedField>,
    /// The values and what is wrong with them.
    pub form: FormState,
}

impl DescribePage {
    /// The form's values as the dataset has them; `organisation` is its producer's name.
    pub fn values_of(dataset: &Dataset, organisation: Option<&str>) -> FormState {
        let metadata = &dataset.metadata;
        let mut form = FormState::default();
        form.set("title", &metadata.title);
        form.set("slug", dataset.slug.as_str());
        form.set("description", &metadata.description);
        form.set("licence", metadata.licence.as_deref().unwrap_or_default());
        form.set("organisation", organisation.unwrap_or_default());
        form.set("themes", metadata.themes.join(", "));
        form.set("keywords", metadata.keywords.join(", "));
        form.set("update_frequency", metadata.update_frequency.as_deref().unwrap_or_default());
        form.set("visibility", dataset.visibility.name());
        form.set("series", metadata.series.as_deref().unwrap_or_default());
        form.set("fictitious", if metadata.fictitious { "true" } else { "" });
        for (index, field) in dataset.fields.iter().enumerate() {
            set_field(&mut form, index, field);
        }
        form
    }

    /// The columns of a dataset, as the form needs them; `persons` says which designate persons.
    pub fn fields_of(dataset: &Dataset, persons: impl Fn(&Field) -> bool) -> Vec<DescribedField> {
        let fields = dataset.fields.iter().enumerate();
        fields
            .map(|(index, field)| DescribedField {
                index,
                name: field.name.to_string(),
                field_type: field.field_type,
                persons: persons(field),
            })
            .collect()
    }

    pub(crate) fn licences(&self) -> Vec<Choice> {
        LICENCES.iter().map(|l| Choice::new(l.code, l.name)).collect()
    }

    pub(crate) fn frequencies(&self) -> Vec<Choice> {
        FREQUENCIES.iter().map(|(code, id)| Choice::new(*code, self.layout.say(id))).collect()
    }

    pub(crate) fn visibilities(&self) -> [Visibility; 4] {
        Visibility::ALL
    }

    pub(crate) fn visibility_meaning(&self, visibility: &Visibility) -> String {
        self.layout.say(vocabulary::visibility_meaning(*visibility))
    }

    pub(crate) fn type_words(&self, field: &DescribedField) -> String {
        self.layout.say(vocabulary::field_type(field.field_type))
    }

    pub(crate) fn type_icon(&self, field: &DescribedField) -> &'static str {
        vocabulary::type_icon(field.field_type)
    }
}

fn set_field(form: &mut FormState, index: usize, field: &Field) {
    let mut set = |name: &str, value: String| form.set(format!("fields.{index}.{name}"), value);
    let notes = &field.annotations;
    set("name", field.name.to_string());
    set("label", field.label.clone());
    set("description", field.description.clone().unwrap_or_default());
    set("unit", notes.unit.clone().unwrap_or_default());
    set("decimals", notes.decimals.map(|d| d.to_string()).unwrap_or_default());
    set("facet", if notes.facet { "true".into() } else { String::new() });
    set("hierarchical", notes.hierarchical.clone().unwrap_or_default());
    set("public_because", notes.public_because.clone().unwrap_or_default());
    set("timezone", notes.timezone.clone().unwrap_or_default());
}
