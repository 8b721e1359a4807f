//! What a definition says nothing of stays as it is; what it says to be empty is taken back. A number
//! of decimals can't be empty: of a field that is named, silence takes it back.

use fanal_model::{Lifecycle, Visibility};

use super::text::{DatasetText, Definition, FieldText};

impl Definition {
    /// This text with what is there and of which it says nothing. A dataset that is not there yet
    /// begins as an open draft in French.
    pub(super) fn completed(mut self, present: Option<&Self>) -> Self {
        if let Some(present) = present {
            self.dataset.take_over(&present.dataset);
            take_over(&mut self.source.name, &present.source.name);
            take_over(&mut self.source.recipe, &present.source.recipe);
            if self.fields.is_empty() {
                self.fields.clone_from(&present.fields);
            }
            for field in &mut self.fields {
                if let Some(known) = present.fields.iter().find(|known| known.name == field.name) {
                    field.take_over(known);
                }
            }
        }
        self.dataset.drop_empty();
        self.fields.iter_mut().for_each(FieldText::drop_empty);
        let about = &mut self.dataset;
        about.visibility.get_or_insert_with(|| Visibility::Open.name().to_owned());
        about.state.get_or_insert_with(|| Lifecycle::Draft.name().to_owned());
        about.language.get_or_insert_with(|| "fr".to_owned());
        self
    }
}

impl DatasetText {
    fn take_over(&mut self, present: &Self) {
        take_over(&mut self.description, &present.description);
        take_over(&mut self.organisation, &present.organisation);
        take_over(&mut self.visibility, &present.visibility);
        take_over(&mut self.state, &present.state);
        take_over(&mut self.licence, &present.licence);
        take_over(&mut self.language, &present.language);
        take_over(&mut self.update_frequency, &present.update_frequency);
        take_over(&mut self.themes, &present.themes);
        take_over(&mut self.keywords, &present.keywords);
        take_over(&mut self.fictitious, &present.fictitious);
        take_over(&mut self.series, &present.series);
    }

    fn drop_empty(&mut self) {
        let texts = [
            &mut self.description,
            &mut self.organisation,
            &mut self.licence,
            &mut self.language,
            &mut self.update_frequency,
            &mut self.series,
        ];
        texts.into_iter().for_each(drop_empty);
        drop_empty(&mut self.themes);
        drop_empty(&mut self.keywords);
        drop_empty(&mut self.fictitious);
    }
}

impl FieldText {
    fn take_over(&mut self, known: &Self) {
        take_over(&mut self.description, &known.description);
        take_over(&mut self.facet, &known.facet);
        take_over(&mut self.disjunctive, &known.disjunctive);
        take_over(&mut self.key, &known.key);
        take_over(&mut self.multivalued, &known.multivalued);
        take_over(&mut self.hierarchical, &known.hierarchical);
        take_over(&mut self.unit, &known.unit);
        take_over(&mut self.timezone, &known.timezone);
        take_over(&mut self.meaning, &known.meaning);
        take_over(&mut self.public_because, &known.public_because);
    }

    fn drop_empty(&mut self) {
        let texts = [
            &mut self.description,
            &mut self.multivalued,
            &mut self.hierarchical,
            &mut self.unit,
            &mut self.timezone,
            &mut self.meaning,
            &mut self.public_because,
        ];
        texts.into_iter().for_each(drop_empty);
        [&mut self.facet, &mut self.disjunctive, &mut self.key].into_iter().for_each(drop_empty);
    }
}

/// What can be there and yet say nothing.
pub(super) trait Empty: Clone {
    fn is_empty(&self) -> bool;
}

impl Empty for String {
    fn is_empty(&self) -> bool {
        self.trim().is_empty()
    }
}

impl Empty for Vec<String> {
    fn is_empty(&self) -> bool {
        Vec::is_empty(self)
    }
}

impl Empty for bool {
    fn is_empty(&self) -> bool {
        !self
    }
}

/// The value, unless it says nothing.
pub(super) fn some<T: Empty>(value: &T) -> Option<T> {
    Some(value.clone()).filter(|value| !value.is_empty())
}

fn drop_empty<T: Empty>(said: &mut Option<T>) {
    *said = said.take().filter(|value| !value.is_empty());
}

fn take_over<T: Clone>(said: &mut Option<T>, present: &Option<T>) {
    if said.is_none() {
        said.clone_from(present);
    }
}
